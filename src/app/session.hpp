#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/settings.hpp"
#include "app/written_date.hpp"
#include "dsat/analyze/filter.hpp"
#include "dsat/analyze/view.hpp"
#include "dsat/analyze/volumes.hpp"
#include "dsat/app/run.hpp"
#include "dsat/report/redaction.hpp"

namespace dsat::app {

/// A loaded data set as one run sees it, with the files beside it. Loading warns on standard error and honours
/// --rejects, --strict, --roster, --events, --series and --anonymize-agents.
class Session {
 public:
  Session(Settings& settings, const Io& io);

  const Settings& settings() const { return settings_; }
  const Store& store() const { return loaded_.store; }
  const Provenance& provenance() const { return loaded_.provenance; }
  const analyze::View& view() const { return *view_; }
  const analyze::Filter& filter() const { return filter_; }
  /// The day of "now" in the zone.
  Day today() const;

  /// --period, --since and --until; nullopt: everything.
  std::optional<NamedPeriod> period() const { return period_; }
  /// Its days.
  std::optional<DayRange> range() const;
  /// A period as the command line writes it.
  std::optional<NamedPeriod> named_period(const std::string& text) const;
  /// The order of day and month in what the user writes with slashes: --date-order, else that of the files.
  DayOrder day_order() const;
  /// What a reader of rates must know of answers that aren't understood; empty where they are too few to matter.
  const std::string& unread() const { return unread_; }
  /// What to do with customers' words before they are shown (--redact).
  std::function<std::string(std::string_view)> words() const;
  /// Gives the page of a ticket by its id (--ticket-url); none where that isn't known.
  std::function<std::string(std::string_view)> addresses() const;
  /// What it has replaced so far; nullptr where nothing is.
  const report::Redaction* redaction() const { return redaction_.get(); }
  /// Another document begins, which tells of its own replacements alone.
  void begin_document() const;

 private:
  void load(const Io& io);
  void read_side_files();
  void read_qa();
  void adopt_own_files();
  void read_worksheet();
  void adopt_volumes();
  void find_names();
  void redact();
  void anonymize_conditions(const std::map<std::string, std::string>& pseudonyms);
  void anonymize();
  void settle_unit();
  void choose_period();
  void find_unread();
  bool days_matter() const;
  void tell_dates();
  void warn(const Io& io) const;

  Settings& settings_;
  load::Loaded loaded_;
  std::vector<std::string> side_file_notes_;
  std::vector<std::pair<std::string, std::string>> companions_;  ///< what was read beside the tickets
  Annotations annotations_;
  std::unique_ptr<report::Redaction> redaction_;
  std::unique_ptr<analyze::Volumes> volumes_;
  std::unique_ptr<analyze::View> view_;
  analyze::Filter filter_;
  std::optional<NamedPeriod> period_;
  std::string unread_;
};

}  // namespace dsat::app
