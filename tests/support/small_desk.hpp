#pragma once
#include <array>
#include <string>

#include "dsat/base/calendar.hpp"

namespace dsat::test {

/// Export of a desk with everything that sections look at: 12 weeks up to 2026-W46, 25 tickets each, two stamps a day
/// late in the evening so that a zone moves them, marks 1 to 5.
inline std::string small_desk_export() {
  constexpr std::array agents = {"Ann Lee", "Bob Ray", "Cy Odd", "Di O'Neil"};
  constexpr std::array channels = {"Chat", "Mail", "Phone"};
  constexpr std::array tags = {"refund", "late_delivery", "product_feedback", "refund;gift"};
  constexpr std::array reasons = {"Slow reply", "Wrong information", "Late delivery", "Rude agent"};
  constexpr std::array templates = {"Refund std", "Welcome", ""};
  constexpr std::array comments = {"still waiting for my money", "it works", "call me at 0170 1234567", ""};
  std::string csv =
      "Ticket ID,Created at,Solved at,Rated at,Rating,Agent,First agent,Team,Channel,Tags,Reason,Comment,Agent reply,"
      "Template,Survey sent,Survey method,Requester,First response time (min),Resolution time (min),Replies,Reopens,"
      "Wave\n";
  const Day first = day_of({2026, 8, 24});
  for (std::size_t n = 0; n < 300; ++n) {
    const Day day = first + static_cast<Day>(n / 25) * 7 + static_cast<Day>(n % 7);
    const auto stamp = [](Day on, const char* time) { return iso_date(on) + " " + time; };
    const std::size_t mark = 1 + (n * 7 + n / 3 + n / 11) % 5;
    const bool rated = n % 4 != 3;
    const bool bad = rated && mark <= 2;
    csv += std::to_string(1000 + n) + "," + stamp(day, "21:40:00") + "," + stamp(day + 1, "23:10:00") + "," +
           (rated ? stamp(day + 2, "23:30:00") : "") + "," + (rated ? std::to_string(mark) : "") + "," + agents[n % 4] +
           "," + agents[(n + n / 7) % 4] + "," + (n % 4 < 2 ? "North" : "South") + "," + channels[(n / 2) % 3] + "," +
           tags[(n / 5) % 4] + "," + (bad ? reasons[n % 4] : "") + "," + (rated ? comments[(n / 3) % 4] : "") + "," +
           (n % 2 == 0 ? "Dear customer: your refund is on its way." : "") + "," + templates[n % 3] + ",yes," +
           (n % 3 == 0 ? "mail" : "widget") + ",c" + std::to_string(n % 60) + "," + std::to_string(5 + n % 90) + "," +
           std::to_string(60 + n * 3) + "," + std::to_string(1 + n % 3) + "," + (n % 6 == 0 ? "1" : "0") + "," +
           (n % 2 == 0 ? "A" : "B") + "\n";
  }
  return csv;
}

/// Its worksheet: faults, challenges in every state, follow-ups, actions, error sources and departments.
inline std::string small_desk_worksheet() {
  constexpr std::array faults = {"agent", "outside", "mixed", "unknown", "actionable"};
  constexpr std::array challenges = {"open", "overturned", "upheld", "", ""};
  constexpr std::array sources = {"employee", "template", "delivery", "product"};
  std::string csv =
      "ticket_id,fault,error_source,root_cause,action,action_date,department,reviewer,reviewed_at,followed_up_at,"
      "challenge,challenge_by,decided_by\n";
  for (std::size_t n = 0; n < 300; ++n) {
    const std::size_t mark = 1 + (n * 7 + n / 3 + n / 11) % 5;
    if (n % 4 == 3 || mark > 3 || n % 6 == 5) continue;
    const std::string challenge = challenges[n % 5];
    csv += std::to_string(1000 + n) + "," + faults[n % 5] + "," + sources[n % 4] + ",cause " + std::to_string(n % 3) +
           "," + (n % 9 == 0 ? "tag:refund rewrite the template" : "") + "," + (n % 9 == 0 ? "2026-10-12" : "") + "," +
           (n % 7 == 0 ? "Finance" : "") + ",Eve,2026-11-14 10:00,," + challenge + "," +
           (challenge.empty() ? "" : "Bob Ray") + "," + (challenge == "open" || challenge.empty() ? "" : "Eve") + "\n";
  }
  return csv;
}

}  // namespace dsat::test
