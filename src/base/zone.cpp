#include <date/tz.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include "dsat/base/calendar.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"

namespace dsat {

/// The whole history of a zone, in one table: looked up millions of times, by many threads.
struct Zone::Rules {
  struct Span {
    std::int64_t begin;  ///< in UTC; the first holds from always
    std::int64_t offset;
  };
  std::vector<Span> spans;

  /// The span that holds an instant.
  std::size_t find(std::int64_t utc_seconds) const {
    const auto after = std::upper_bound(spans.begin() + 1, spans.end(), utc_seconds,
                                        [](std::int64_t seconds, const Span& span) { return seconds < span.begin; });
    return static_cast<std::size_t>(after - spans.begin()) - 1;
  }
};

namespace {

/// No two clocks differ by more.
constexpr std::int64_t widest_offset = 86400;

/// These follow the machine or say nothing.
bool is_place(const std::string& name) {
  return name != "localtime" && name != "posixrules" && name != "Factory" && !name.starts_with("posix/") &&
         !name.starts_with("right/");
}

std::vector<std::string> known_names(const date::tzdb& database) {
  std::vector<std::string> names;
  for (const date::time_zone& zone : database.zones) {
    if (is_place(zone.name())) names.push_back(zone.name());
  }
  return names;
}

/// `Berlin` for `Europe/Berlin`.
std::string_view city(std::string_view name) {
  return name.substr(name.rfind('/') + 1);
}

std::string with_underscores(std::string_view name) {
  std::string text = fold(name);
  std::replace(text.begin(), text.end(), ' ', '_');
  return text;
}

/// The name as the database spells it; throws with what comes nearest.
std::string known_name(const date::tzdb& database, std::string_view wanted) {
  const std::vector<std::string> names = known_names(database);
  const std::string key = with_underscores(wanted);
  std::vector<std::string> same_city;
  for (const std::string& name : names) {
    if (fold(name) == key) return name;
    if (fold(city(name)) == city(key)) same_city.push_back('`' + name + '`');
  }
  if (same_city.empty()) {
    if (const auto near = nearest(key, names)) same_city.push_back('`' + *near + '`');
  }
  const std::string hint = same_city.empty() ? std::string() : "Did you mean " + join(same_city, " or ") + "? ";
  throw Error(ErrorKind::usage, "unknown time zone `" + std::string(wanted) + '`',
              hint + "Give an IANA name such as `Europe/Berlin`, `UTC`, or a fixed offset such as `+02:00`.");
}

const date::tzdb& database() {
  try {
    return date::get_tzdb();
  } catch (const std::runtime_error& trouble) {
    throw Error(ErrorKind::usage, std::string("the system's time zone data can't be read: ") + trouble.what(),
                "Install the package tzdata, or give a fixed offset such as `+02:00`.");
  }
}

}  // namespace

Zone::Zone() = default;

Zone Zone::named(std::string_view name) {
  name = trim(name);
  Zone zone;
  if (fold(name) == "utc") return zone;

  auto rules = std::make_shared<Rules>();
  if (const auto offset = parse_utc_offset(name)) {
    if (*offset == 0) return zone;
    zone.name_ = name;
    rules->spans.push_back({0, *offset});
  } else {
    zone.name_ = known_name(database(), name);
    try {
      const date::time_zone& source = *date::locate_zone(zone.name_);
      date::sys_info info = source.get_info(date::sys_seconds(date::sys_days(date::year(1800) / 1 / 1)));
      const auto last = date::sys_seconds(date::sys_days(date::year(3000) / 1 / 1));
      rules->spans.push_back({0, info.offset.count()});
      while (info.end < last) {
        info = source.get_info(info.end);
        if (info.offset.count() != rules->spans.back().offset) {
          rules->spans.push_back({info.begin.time_since_epoch().count(), info.offset.count()});
        }
      }
    } catch (const std::runtime_error& trouble) {
      throw Error(ErrorKind::usage, "the time zone data of `" + zone.name_ + "` can't be read: " + trouble.what(),
                  "Install the package tzdata anew, or give a fixed offset such as `+02:00`.");
    }
    if (rules->spans.size() == 1 && rules->spans.front().offset == 0) return zone;
  }
  zone.rules_ = std::move(rules);
  return zone;
}

std::int64_t Zone::to_local(std::int64_t utc_seconds) const {
  return rules_ ? utc_seconds + rules_->spans[rules_->find(utc_seconds)].offset : utc_seconds;
}

std::int64_t Zone::to_utc(std::int64_t local_seconds) const {
  if (!rules_) return local_seconds;
  const auto& spans = rules_->spans;
  std::size_t at = rules_->find(local_seconds - widest_offset);
  for (;; ++at) {
    const std::int64_t utc_seconds = local_seconds - spans[at].offset;
    // The span before ended with an earlier reading, this one begins with a later: the clock skipped this one.
    if (at != 0 && utc_seconds < spans[at].begin) return spans[at].begin;
    if (at + 1 == spans.size() || utc_seconds < spans[at + 1].begin) return utc_seconds;
  }
}

}  // namespace dsat
