#include <array>

#include "analyze/dimensions/dimensions.hpp"

namespace dsat::analyze {
namespace {

/// Upper ends in seconds, ascending, with the group's name; the last has no end.
struct Band {
  std::int32_t below;
  const char* name;
};
constexpr std::int32_t minute = 60, hour = 3600, day = 86400;
constexpr std::array first_reply_bands = {Band{5 * minute, "under 5 min"}, Band{15 * minute, "5–15 min"},
                                          Band{hour, "15–60 min"},         Band{4 * hour, "1–4 h"},
                                          Band{8 * hour, "4–8 h"},         Band{day, "8–24 h"},
                                          Band{3 * day, "1–3 days"},       Band{no_number, "3 days and more"}};
constexpr std::array resolution_bands = {Band{hour, "under 1 h"},
                                         Band{4 * hour, "1–4 h"},
                                         Band{day, "4–24 h"},
                                         Band{3 * day, "1–3 days"},
                                         Band{7 * day, "3–7 days"},
                                         Band{14 * day, "1–2 weeks"},
                                         Band{no_number, "2 weeks and more"}};

template <Field field>
bool carried(const View& view) {
  return !view.store().seconds_column(field).empty();
}

template <Field field, const auto& bands>
Grouping group(const View& view) {
  const auto seconds = view.store().seconds_column(field);
  std::vector<std::string> names{std::string()};
  for (const Band& band : bands) names.emplace_back(band.name);
  std::vector<Code> codes(seconds.size());
  for (std::size_t ticket = 0; ticket < codes.size(); ++ticket) {
    if (seconds[ticket] == no_number) continue;
    Code code = 1;
    while (code < bands.size() && seconds[ticket] >= bands[code - 1].below) ++code;
    codes[ticket] = code;
  }
  Grouping grouping = Grouping::of_tickets(std::move(codes), std::move(names));
  grouping.natural_order = true;
  return grouping;
}

}  // namespace

std::span<const Dimension> speed_dimensions() {
  static constexpr std::array all = {
      Dimension{"first-reply-band",
                "first reply",
                "how long the first reply took",
                false,
                carried<Field::first_reply>,
                group<Field::first_reply, first_reply_bands>,
                {Field::first_reply}},
      Dimension{"resolution-band",
                "resolution",
                "how long the solution took",
                false,
                carried<Field::resolution>,
                group<Field::resolution, resolution_bands>,
                {Field::resolution}},
  };
  return all;
}

}  // namespace dsat::analyze
