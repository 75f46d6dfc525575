#include <catch2/catch.hpp>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "dsat/analyze/breakdown.hpp"
#include "dsat/analyze/filter.hpp"
#include "dsat/analyze/measure.hpp"
#include "dsat/load/load.hpp"

// What a measure or a dimension says it reads is all that it needs: read alone, it gives the figures that it gives when
// everything is read.

using namespace dsat;

namespace {

/// An export that carries every field, by names that any maker may use.
std::string export_with_everything(const std::string& rating_column, int levels) {
  std::ostringstream csv;
  csv << "ticket id,created at,updated at,solved at,first replied at,assignee,first responder,participants,group,via,"
         "tags,priority,type,status,brand,organization,language,product,template,survey method,requester id,"
         "first reply time,resolution time,first response time business,resolution time business,replies,reopens,sla,"
         "subject,reply,survey sent,rating id,"
      << rating_column << ",rated at,rated agent,reason,comment\n";
  const auto one_of = [](int of, const char* word) { return word + std::to_string(of); };
  for (int i = 0; i < 240; ++i) {
    const auto stamp = [i](int hours) {
      const int day = i / 2 + hours / 24;
      std::ostringstream text;
      text << "2026-0" << 3 + day / 30 << '-' << (day % 30 < 9 ? "0" : "") << day % 30 + 1 << " "
           << (hours % 24 < 10 ? "0" : "") << hours % 24 << ":15:00";
      return text.str();
    };
    const bool rated = i % 3 != 0, solved = i % 11 != 0;
    csv << i + 1 << ',' << stamp(1) << ',' << stamp(90) << ',' << (solved ? stamp(30 + i % 40) : "") << ','
        << stamp(2 + i % 5) << ',' << one_of(i % 5, "Agent ") << ',' << one_of(i % 4, "Agent ") << ",\""
        << one_of(i % 3, "Agent ") << ',' << one_of(i % 5, "Agent ") << "\"," << one_of(i % 3, "Team ") << ','
        << (i % 4 == 0 ? "Chat" : "Email") << ",\"" << one_of(i % 7, "tag_") << ',' << one_of(i % 2, "mark_") << "\","
        << one_of(i % 3, "P") << ',' << one_of(i % 4, "Type ") << ',' << (solved ? "Solved" : "Open") << ','
        << one_of(i % 2, "Brand ") << ',' << one_of(i % 9, "Org ") << ',' << one_of(i % 3, "lang") << ','
        << one_of(i % 6, "Product ") << ',' << one_of(i % 5, "Macro ") << ',' << one_of(i % 2, "by ") << ','
        << one_of(i % 60, "c") << ',' << 5 + i * 7 % 300 << ',' << 60 + i * 31 % 9000 << ',' << 3 + i * 5 % 200 << ','
        << 30 + i * 17 % 4000 << ',' << 1 + i % 4 << ',' << (i % 6 == 0 ? 1 : 0) << ','
        << (i % 5 == 0 ? "breached" : "met") << ",Subject " << i << ",Reply " << i << ',' << (i % 8 == 0 ? "no" : "yes")
        << ',' << (rated ? "r" + std::to_string(i) : "") << ','
        << (rated ? std::to_string(i * 7 % levels + (levels == 11 ? 0 : 1)) : "") << ',' << (rated ? stamp(60) : "")
        << ',' << (rated ? one_of(i % 6, "Agent ") : "") << ',' << (rated ? one_of(i % 3, "Reason ") : "") << ','
        << (rated && i % 2 == 0 ? "Thank you" : "") << '\n';
  }
  return csv.str();
}

/// One export, read as far as a run asks for, and looked at.
struct Reading {
  load::Loaded loaded;
  Annotations annotations;
  std::unique_ptr<analyze::View> view;
  analyze::Selection selection;

  Reading(const std::string& csv, FieldSet reads) {
    load::Options options;
    options.paths = {"-"};
    options.unread = FieldSet::all() - reads;
    std::istringstream in(csv);
    loaded = load::load(options, in);
    annotate();
    analyze::Counting counting;
    counting.points = {{"good", 1},           {"one-touch", 2},  {"reopen", 3},
                       {"repeat-contact", 5}, {"sla-breach", 7}, {"comment", 11}};
    view = std::make_unique<analyze::View>(loaded.store, annotations, counting);
    selection = view->select(analyze::Filter(*view, {}));
  }

  /// A worksheet in which every other negative was seen, and followed up soon or late.
  void annotate() {
    const Ratings& ratings = loaded.store.ratings;
    annotations.of_rating.assign(ratings.size(), 0);
    for (std::uint32_t rating = 0; rating < ratings.size(); ++rating) {
      if (ratings.sentiment[rating] != Sentiment::negative || rating % 2 == 0) continue;
      Annotation annotation;
      annotation.fault = rating % 3 == 0 ? Fault::agent : Fault::outside;
      annotation.challenge = rating % 5 == 0 ? Challenge::overturned : Challenge::none;
      annotation.error_source = rating % 3 == 0 ? "people" : "process";
      annotation.reviewed_at = Moment::instant(ratings.rated_at[rating].seconds() + 3600 * (rating % 48));
      annotation.followed_up_at = Moment::instant(ratings.rated_at[rating].seconds() + 7200 * (rating % 24));
      annotations.list.push_back(annotation);
      annotations.of_rating[rating] = static_cast<std::uint32_t>(annotations.list.size());
    }
  }

  analyze::Breakdown by(const analyze::Grouping& grouping) const {
    const std::vector<const analyze::Grouping*> groupings = {&grouping};
    return analyze::break_down(*view, selection, groupings, analyze::KeepRows::yes);
  }
};

void check_same(const analyze::Measure& measure, const Reading& alone, const analyze::Group& one, const Reading& all,
                const analyze::Group& other) {
  const analyze::Value a = measure.compute({*alone.view, one.tally, one.cohort});
  const analyze::Value b = measure.compute({*all.view, other.tally, other.cohort});
  CHECK(a.number == b.number);
  CHECK(a.part == b.part);
  CHECK(a.base == b.base);
}

}  // namespace

TEST_CASE("a measure reads all that it needs", "[registries]") {
  for (const auto& [column, levels] : {std::pair("csat", 5), std::pair("nps", 11)}) {
    const std::string csv = export_with_everything(column, levels);
    const Reading all(csv, FieldSet::all());
    REQUIRE(all.loaded.provenance.files[0].columns.size() == fields().size() - 1);  // no category beside the rating
    const analyze::Breakdown months = all.by(analyze::grouping_named(*all.view, "month"));
    for (const analyze::Measure& measure : analyze::measures()) {
      INFO(column << ' ' << measure.key);
      const Reading alone(csv, analyze::always_read | measure.reads);
      const analyze::Breakdown own = alone.by(analyze::grouping_named(*alone.view, "month"));
      REQUIRE(own.groups.size() == months.groups.size());
      bool any = false;
      for (std::size_t i = 0; i < own.groups.size(); ++i) {
        check_same(measure, alone, own.groups[i], all, months.groups[i]);
        any = any || measure.compute({*all.view, months.groups[i].tally, months.groups[i].cohort}).number;
      }
      CHECK((any || (levels != 11 && measure.key == "nps")));
    }
  }
}

TEST_CASE("a dimension reads all that it needs", "[registries]") {
  const std::string csv = export_with_everything("csat", 5);
  const Reading all(csv, FieldSet::all());
  const analyze::Measure& measure = analyze::require_measure("nrr");
  for (const analyze::Dimension& dimension : analyze::dimensions()) {
    INFO(dimension.key);
    CHECK(dimension.carried(*all.view));
    const Reading alone(csv, analyze::always_read | dimension.reads);
    const analyze::Grouping own_groups = dimension.group(*alone.view), groups = dimension.group(*all.view);
    REQUIRE(std::vector<std::string>(own_groups.names().begin(), own_groups.names().end()) ==
            std::vector<std::string>(groups.names().begin(), groups.names().end()));
    CHECK(groups.groups() > 1);
    const analyze::Breakdown own = alone.by(own_groups), whole = all.by(groups);
    REQUIRE(own.groups.size() == whole.groups.size());
    for (std::size_t i = 0; i < own.groups.size(); ++i) check_same(measure, alone, own.groups[i], all, whole.groups[i]);
  }
}
