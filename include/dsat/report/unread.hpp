#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsat/analyze/view.hpp"
#include "dsat/data/provenance.hpp"

/// What isn't understood, in the words that stand beside the figures it touches: no headline from it, and no silence.
namespace dsat::report {

/// The cells of answers that can't be read, as they stand, the most frequent first.
std::vector<std::pair<std::string, std::int64_t>> unread_cells(const analyze::View& view,
                                                               std::span<const analyze::Row> rows);

/// The flags that say what such answers mean, as a sentence.
inline constexpr std::string_view how_to_settle =
    "--negative, --neutral and --positive, each with all its values, or --scale settle what they mean.";

/// `"meh" 2, "zorp" 1, 5 others`.
std::string some_cells(const std::vector<std::pair<std::string, std::int64_t>>& cells,
                       const std::function<std::string(std::string_view)>& words);

/// All answers of the data that can't be read.
std::vector<analyze::Row> unread_rows(const analyze::View& view);

/// More than a tenth of a selection's answers isn't understood: no rate is given, and nothing built on rates.
bool rates_withheld(const analyze::View& view, const analyze::Selection& selection);

/// `3 answers not understood ("meh" 2, "zorp" 1; 120 answers in all): NRR lies between 18.3 % and 20.8 %. …` with the
/// flags that settle it; where more than a tenth isn't understood, that rates are undefined. Empty where at most 1 of
/// 200 answers isn't. `words` makes customers' words fit for passing round.
std::string unread_in_words(const analyze::View& view, std::span<const analyze::Row> rows, const analyze::Tally& tally,
                            const std::function<std::string(std::string_view)>& words);

/// A sentence for each guess that the headline hangs on: `The rating was taken to be "Q1" (called like one; --map …).`
std::vector<std::string> guesses_behind_headline(const Provenance& provenance);

/// What a reader must know before trusting the headline: such guesses, and dates that can't be read.
std::vector<std::string> beside_headline(const Provenance& provenance,
                                         const std::function<std::string(std::string_view)>& words);

/// A sentence for each column of dates of which more than a tenth can't be read.
std::vector<std::string> unread_dates(const Provenance& provenance,
                                      const std::function<std::string(std::string_view)>& words);

}  // namespace dsat::report
