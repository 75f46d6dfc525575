#include <algorithm>
#include <array>

#include "app/command.hpp"
#include "app/output.hpp"
#include "app/session.hpp"
#include "app/volumes_file.hpp"
#include "dsat/analyze/dimension.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"

namespace dsat::app {
namespace {

/// What the report breaks all tickets down by.
constexpr std::array<std::string_view, 8> usual = {"channel",  "team", "agent", "tag",
                                                   "priority", "type", "brand", "language"};

/// --by, or the usual ones that the data carry.
std::vector<std::string> dimensions_of(const Session& session) {
  std::vector<std::string> keys;
  for (const std::string& key : session.settings().by) {
    const analyze::Dimension* dimension = analyze::dimension_named(key);
    const auto plain = dimension == nullptr ? key : std::string(dimension->key);
    const auto grouping = analyze::grouping_named(session.view(), key);
    if (grouping.of_time || grouping.split || (grouping.of_each_rating() && plain != "agent"))
      throw Error(ErrorKind::usage, "volumes can't be counted by " + key + ", which tickets without a rating lack",
                  "Give dimensions of the ticket itself to --by, such as " +
                      join(std::vector<std::string>(usual.begin(), usual.end()), ", ") + ".");
    if (std::ranges::find(keys, plain) == keys.end()) keys.push_back(plain);
  }
  if (!keys.empty()) return keys;
  for (const std::string_view key : usual)
    if (analyze::dimension_named(key)->carried(session.view())) keys.emplace_back(key);
  return keys;
}

void refuse_other_counting(const Settings& settings) {
  const auto refuse = [](const std::string& option, const std::string& why) {
    throw Error(ErrorKind::usage, "volumes can't be counted with --" + option + ": " + why, "Leave it out.");
  };
  if (settings.counting.date == analyze::DateBasis::created)
    refuse("date created", "tickets stand where they were solved, so that the answers to them are a share of them");
  if (settings.counting.attribution != analyze::Attribution::automatic)
    refuse("attribute", "a ticket is its assignee's there");
}

}  // namespace

int run_volumes(Settings& settings, const Io& io) {
  refuse_other_counting(settings);
  for (const std::string& target : settings.outputs)
    if (writer_for(settings, target).key != "csv")
      throw Error(ErrorKind::usage, "volumes are a CSV table, which " + target + " is not",
                  "Name the file with .csv, or give -f csv.");
  if (settings.format.empty()) settings.format = "csv";
  if (settings.format != "csv")
    throw Error(ErrorKind::usage, "volumes are written as csv only, not as " + settings.format, "Leave -f out.");
  const Session session(settings, io);
  const auto volumes =
      analyze::count_volumes(session.view(), session.filter(), settings.every, dimensions_of(session), session.range());
  if (!volumes.is_whole(session.range()) ||
      (session.range() && period_of(settings.every, session.range()->begin).begin != session.range()->begin))
    throw Error(ErrorKind::usage, "the period isn't made of whole " + std::string(name_of(settings.every)) + "s",
                "Volumes count whole periods: widen it, or count by --every day.");
  deliver_text(print_volumes(volumes, settings.csv), settings, io);
  return 0;
}

}  // namespace dsat::app
