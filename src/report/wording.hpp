#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dsat/analyze/answering.hpp"
#include "dsat/analyze/measure.hpp"
#include "dsat/document/cell.hpp"
#include "dsat/report/context.hpp"

/// Turns of phrase that several sections share; each section keeps its own sentences to itself.
namespace dsat::report {

/// `19.2 % (61 of 318)`.
std::string share_with_base(const analyze::Value& value);
/// `up 4.6 points from 14.6 %`, `unchanged at 14.6 %`.
std::string change_of_share(double now, double then);
/// `4.6 points`, `1 point`; of a difference of two shares, without sign.
std::string points(double difference);
/// `42 min`, `3 h 05 min`, `2 d 4 h`.
std::string minutes_in_words(double minutes);
/// The measure over the period reported, or over the one before.
analyze::Value value_now(const Context& context, std::string_view measure);
analyze::Value value_then(const Context& context, std::string_view measure);
/// `week 2026-W46`, `2026-11`, `all data`.
std::string period_name(const Context& context);
/// Headings of the figures of the period reported and of the one before, as short as they can be told apart: `W46` and
/// `W45` within a year, `Nov` and `Oct`; else their labels, `all` without a period, `before` for what has no name.
std::string heading_now(const Context& context);
std::string heading_before(const Context& context);
/// How often chance does this: `about 1 in 4`, `about 2 in 3`, `under 1 in 1,000`.
std::string odds(double p);
/// How often a desk in which nothing changes shows this: `about 1 week in 16 differs`, `2 weeks in 3 differ`.
std::string how_many_differ(Unit unit, double p);
/// `p 0.0312`, `p under 0.0001`.
std::string p_in_words(double p);
/// A p value in a table, where it never reads as 0: four decimals, or the two leading digits below 0.001; 1e-12 stands
/// for anything smaller.
document::Cell p_value(std::optional<double> p);
/// `4.3 – 25.7 %`.
std::string share_range(const stats::Interval& range);
/// Two leading digits, as an order of magnitude: 1,770 is `1,800`.
std::string roughly(std::int64_t n);
/// `two weeks`, `two months`: the periods that are compared.
std::string two_units(const Context& context);
/// A date as people say it, with the year where it isn't the report's: `3 November`, `29 December 2025`.
std::string spoken_date(const Context& context, Day day);
/// Capital first letter.
std::string capitalized(std::string text);
/// A moment on the wall clock of the report: `Tue 10 Nov 18:04`; a bare date without hour.
std::string local_time(const Context& context, Moment moment);
std::string local_time(const Zone& zone, Moment moment);

/// Whether as many of the period's customers answered as usual; nothing where that can't be told.
std::optional<analyze::Answering> answering_of(const Context& context);
/// `Fewer customers answered than usual: …`.
std::string answering_in_words(const Context& context, const analyze::Answering& answering);
analyze::Claim answering_claim(const std::string& label, const analyze::Answering& answering);
/// What the headline's verdict claims of a period, when it is beyond chance.
analyze::Claim verdict_claim(const std::string& label, const analyze::Comparison& comparison);

}  // namespace dsat::report
