#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "dsat/analyze/claim.hpp"
#include "dsat/document/document.hpp"
#include "dsat/report/context.hpp"

/// The sections, one file each.
namespace dsat::report {

std::optional<document::Section> write_summary(const Context&);
std::vector<analyze::Claim> claims_of_summary(const Context&);
std::optional<document::Section> write_trend(const Context&);
std::vector<analyze::Claim> claims_of_trend(const Context&);
std::optional<document::Section> write_explain(const Context&);
std::vector<analyze::Claim> claims_of_explain(const Context&);
std::optional<document::Section> write_reasons(const Context&);
std::optional<document::Section> write_tags(const Context&);
std::vector<analyze::Claim> claims_of_tags(const Context&);
std::optional<document::Section> write_channels(const Context&);
std::vector<analyze::Claim> claims_of_channels(const Context&);
std::optional<document::Section> write_teams(const Context&);
std::vector<analyze::Claim> claims_of_teams(const Context&);
std::optional<document::Section> write_agents(const Context&);
std::vector<analyze::Claim> claims_of_agents(const Context&);
std::optional<document::Section> write_hours(const Context&);
std::vector<analyze::Claim> claims_of_hours(const Context&);
std::optional<document::Section> write_speed(const Context&);
std::vector<analyze::Claim> claims_of_speed(const Context&);
std::optional<document::Section> write_comments(const Context&);
std::optional<document::Section> write_survey(const Context&);
std::vector<analyze::Claim> claims_of_survey(const Context&);
std::optional<document::Section> write_customers(const Context&);
std::optional<document::Section> write_kpis(const Context&);
std::vector<analyze::Claim> claims_of_kpis(const Context&);
std::optional<document::Section> write_queues(const Context&);
std::optional<document::Section> write_actions(const Context&);
std::vector<analyze::Claim> claims_of_actions(const Context&);
std::optional<document::Section> write_departments(const Context&);
std::optional<document::Section> write_quality(const Context&);
std::optional<document::Section> write_data(const Context&);

/// Negatives that wait for a review: longer than 24 hours, and not yet so long.
struct Waiting {
  std::int64_t overdue = 0, in_time = 0;
};
Waiting waiting_of(const Context&);

}  // namespace dsat::report
