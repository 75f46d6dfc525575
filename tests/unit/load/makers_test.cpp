#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "dsat/base/file.hpp"
#include "dsat/load/load.hpp"

/// What is understood of a small export of every maker. Beside each stands a text that says so; with DSAT_APPROVE=1 in
/// the environment these are written anew, to be read as a difference.
using namespace dsat;

namespace {

namespace fs = std::filesystem;

class Description {
 public:
  explicit Description(const load::Loaded& loaded) : store_(loaded.store) {
    for (const FileFacts& facts : loaded.provenance.files) file(facts);
    for (const auto& [fault, count] : loaded.provenance.faults) out_ << "fault: " << fault << " " << count << '\n';
    for (std::size_t ticket = 0; ticket < store_.tickets; ++ticket) describe(ticket);
  }

  std::string text() const { return out_.str(); }

 private:
  void file(const FileFacts& facts) {
    out_ << "profile: " << facts.profile << '\n';
    for (const auto& [field, column] : facts.columns) out_ << "  " << field << " = " << column << '\n';
    const auto say = [&](std::string_view what, const std::string& value) {
      if (!value.empty()) out_ << what << ": " << value << '\n';
    };
    say("scale", facts.scale);
    say("date order", facts.date_order);
    say("time zone", facts.time_zone);
    say("tag separator", facts.tag_separator);
    out_ << "rows: " << facts.rows_read << " read, " << facts.kept << " kept, " << facts.merged << " merged, "
         << facts.left_out << " left out, " << facts.rejected << " rejected\n";
    for (const auto& [reason, count] : facts.left_out_by) out_ << "left out: " << reason << " " << count << '\n';
    for (const auto& [what, count] : facts.unreadable) out_ << "unreadable: " << what << " " << count << '\n';
  }

  void value(std::string_view name, std::string_view text) {
    if (!text.empty()) out_ << "  " << name << ": " << text << '\n';
  }
  void number(std::string_view name, std::span<const std::int32_t> column, std::size_t ticket) {
    if (!column.empty() && column[ticket] != no_number) value(name, std::to_string(column[ticket]));
  }

  void describe(std::size_t ticket) {
    out_ << "ticket " << (store_.ticket_id.empty() ? "-" : store_.ticket_id[ticket]) << '\n';
    for (const auto& [field, column] : store_.moments) value(info(field).key, iso_moment(column[ticket]));
    for (const auto& [field, column] : store_.names) value(info(field).key, column.name(ticket));
    std::string tags;
    if (!store_.tags.empty())
      for (const Code code : store_.tags.set(ticket)) tags += (tags.empty() ? "" : "; ") + store_.tags.names[code];
    value("tags", tags);
    for (const auto& [field, column] : store_.seconds) number(std::string(info(field).key) + " (s)", column, ticket);
    for (const auto& [field, column] : store_.counts) number(info(field).key, column, ticket);
    for (const auto& [field, column] : store_.prose) value(info(field).key, column[ticket]);
    if (!store_.sla.empty() && store_.sla[ticket] != SlaState::none)
      value("sla", store_.sla[ticket] == SlaState::met ? "met" : "breached");
    if (!store_.surveyed.empty())
      value("surveyed", store_.surveyed[ticket] == Surveyed::yes  ? "yes"
                        : store_.surveyed[ticket] == Surveyed::no ? "no"
                                                                  : "unknown");
    const auto [begin, end] = store_.ratings_of(ticket);
    for (std::uint32_t i = begin; i < end; ++i) rating(i);
  }

  void rating(std::uint32_t i) {
    const Ratings& ratings = store_.ratings;
    const Scale& scale = store_.scales[ratings.scale[i]];
    out_ << "  rating: " << name_of(ratings.sentiment[i]) << ", `" << ratings.label.name(i) << "`, level "
         << int{ratings.level[i]} << " on " << scale.key << '\n';
    if (!ratings.rated_at.empty()) value("  rated", iso_moment(ratings.rated_at[i]));
    if (!ratings.agent.empty()) value("  agent", store_.name_column(Field::agent).names[ratings.agent[i]]);
    if (!ratings.reason.empty()) value("  reason", ratings.reason.name(i));
    if (!ratings.comment.empty()) value("  comment", ratings.comment[i]);
  }

  const Store& store_;
  std::ostringstream out_;
};

std::string describe(const std::vector<fs::path>& paths) {
  load::Options options;
  for (const fs::path& path : paths) options.paths.push_back(path.string());
  std::istringstream nothing;
  return Description(load::load(options, nothing)).text();
}

void check_against(const fs::path& expected, const std::string& text) {
  if (std::getenv("DSAT_APPROVE") != nullptr) {
    std::ofstream(expected, std::ios::binary) << text;
    return;
  }
  REQUIRE(fs::exists(expected));
  CHECK(text == read_file(expected));
}

const fs::path makers = fs::path(DSAT_SOURCE_DIR) / "tests/unit/load/makers";

}  // namespace

TEST_CASE("an export of every maker is recognised, and every cell of it understood", "[makers]") {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(makers))
    if (entry.path().extension() != ".txt") paths.push_back(entry.path());
  std::ranges::sort(paths);
  std::vector<std::string> seen;
  for (const fs::path& path : paths) {
    const std::string name = path.filename().string();
    const std::string maker = name.substr(0, name.find('_'));
    DYNAMIC_SECTION(name) {
      const std::string text = describe({path});
      CHECK(text.starts_with("profile: " + maker + "\n"));
      check_against(makers / (path.stem().string() + ".txt"), text);
    }
    seen.push_back(maker);
  }
  for (const load::ProfileInfo& profile : load::profiles({})) {
    CAPTURE(profile.key);
    CHECK_FALSE(profile.title.empty());
    CHECK_FALSE(profile.help.empty());
    CHECK((profile.key == "generic" || std::ranges::find(seen, profile.key) != seen.end()));
  }
}

TEST_CASE("tickets, ratings, surveys and metrics of one help desk join in any order", "[makers]") {
  const std::vector<std::vector<const char*>> orders = {
      {"zendesk_tickets.jsonl", "zendesk_metrics.json", "zendesk_flattened.csv"},
      {"zendesk_flattened.csv", "zendesk_metrics.json", "zendesk_tickets.jsonl"},
      {"zendesk_metrics.json", "zendesk_tickets.jsonl", "zendesk_flattened.csv"}};
  std::vector<std::string> tickets;
  for (const auto& order : orders) {
    std::vector<fs::path> paths;
    for (const char* name : order) paths.push_back(makers / name);
    const std::string text = describe(paths);
    tickets.push_back(text.substr(text.find("ticket 101")));
  }
  check_against(makers / "joined_zendesk.txt", tickets[0]);
  CHECK(tickets[2] == tickets[0]);
}

TEST_CASE("answers find their ticket through their response, happiness ratings through the inner id", "[makers]") {
  const std::string simplesat = describe({makers / "simplesat_answers.csv", makers / "simplesat_responses.csv"});
  check_against(makers / "joined_simplesat.txt", simplesat);
  CHECK(describe({makers / "simplesat_responses.csv", makers / "simplesat_answers.csv"})
            .ends_with(simplesat.substr(simplesat.find("ticket 501"))));
  check_against(makers / "joined_zoho.txt", describe({makers / "zoho_happiness.json", makers / "zoho_tickets.json"}));
}
