#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "dsat/app/run.hpp"
#include "dsat/load/cells.hpp"

// Every figure leads to its tickets: the list of ratings behind a count is as long as the count says.

namespace {

using Records = std::vector<std::vector<std::string>>;

const std::string folder = std::string(DSAT_SOURCE_DIR) + "/samples/";

/// The CSV that a command prints on the sample export.
Records table(std::vector<std::string> args) {
  for (const char* file : {"zendesk_tickets.csv", "zendesk_tickets_part2.csv", "zendesk_satisfaction_ratings.json"})
    args.push_back(folder + file);
  args.insert(args.end(), {"--reviews", folder + "reviews.csv", "-f", "csv", "--no-config", "--quiet"});
  std::istringstream in;
  std::ostringstream out, err;
  REQUIRE(dsat::app::run(args, {in, out, err}) == 0);
  Records records = dsat::load::parse_cells(out.str(), "output", [](std::string_view) { return false; }).records;
  records.erase(records.begin());
  return records;
}

struct Choice {
  std::string where, period;
};

}  // namespace

TEST_CASE("the ratings behind a figure are as many as the figure says", "[reconcile]") {
  const std::vector<Choice> choices = {
      {"", ""},
      {"", "2026-W46"},
      {"channel=chat", "2026-W45"},
      {"tag=refund|late_delivery", "2026-11"},
      {"team!=Orders", "2026-W40..2026-W44"},
      {"reason=(none)", ""},
      {"fault=outside", "2026-Q4"},
      {"agent=Marek*", "2026-10"},
      {"sentiment=positive", ""},
  };
  for (const Choice& choice : choices) {
    for (const char* every : {"", "--every-rating"}) {
      INFO(choice.where << " " << choice.period << " " << every);
      std::vector<std::string> selection;
      if (!choice.where.empty()) selection.insert(selection.end(), {"--where", choice.where});
      if (!choice.period.empty()) selection.insert(selection.end(), {"--period", choice.period});
      if (*every != '\0') selection.emplace_back(every);
      const auto with = [&selection](std::vector<std::string> args) {
        args.insert(args.end(), selection.begin(), selection.end());
        return args;
      };
      const auto counts = table(with({"breakdown", "--measures", "negative,neutral,positive,rated"})).at(0);
      const auto all = table(with({"reviews", "--sentiment", "all", "--columns", "sentiment"}));
      const auto listed = [&](const char* sentiment) {
        return std::to_string(std::count(all.begin(), all.end(), std::vector<std::string>{sentiment}));
      };
      CHECK(listed("negative") == counts[0]);
      CHECK(listed("neutral") == counts[1]);
      CHECK(listed("positive") == counts[2]);
      CHECK(std::to_string(all.size()) == counts[3]);
      CHECK(std::to_string(table(with({"reviews"})).size()) == counts[0]);
    }
  }
}

TEST_CASE("each group of a breakdown leads to its own ratings", "[reconcile]") {
  for (const char* dimension : {"channel", "agent", "team", "tag", "reason", "fault", "week"}) {
    // The largest groups and the smallest: each takes a whole run.
    Records groups = table({"breakdown", "--by", dimension, "--measures", "negative"});
    groups.erase(std::remove_if(groups.begin(), groups.end(), [](const auto& group) { return group[1] == "0"; }),
                 groups.end());
    if (groups.size() > 4) groups.erase(groups.begin() + 3, groups.end() - 1);
    for (const auto& group : groups) {
      INFO(dimension << " " << group[0]);
      CHECK(std::to_string(table({"reviews", "--where", std::string(dimension) + "=" + group[0]}).size()) == group[1]);
    }
  }
}

TEST_CASE("queues are parts of the ratings that they come from", "[reconcile]") {
  const auto ids = [](std::vector<std::string> args) {
    std::vector<std::string> list;
    args.insert(args.end(), {"--columns", "ticket_id"});
    for (const auto& row : table(std::move(args))) list.push_back(row[0]);
    std::sort(list.begin(), list.end());
    return list;
  };
  const auto negative = ids({"reviews"});
  std::size_t split = 0;
  for (const char* queue : {"real-time", "overdue", "unreviewed", "unanswered", "ask-why", "follow-up"}) {
    const auto held = ids({"reviews", "--queue", queue});
    INFO(queue);
    CHECK(std::includes(negative.begin(), negative.end(), held.begin(), held.end()));
    if (std::string(queue) == "real-time" || std::string(queue) == "overdue") split += held.size();
  }
  CHECK(ids({"reviews", "--queue", "unreviewed"}).size() == split);
  CHECK(ids({"reviews", "--queue", "unanswered", "--where", "channel=chat"}).size() <
        ids({"reviews", "--queue", "unanswered"}).size());
}
