#pragma once
#include <memory>
#include <optional>
#include <string>

#include "app/settings.hpp"
#include "dsat/analyze/filter.hpp"
#include "dsat/analyze/view.hpp"
#include "dsat/app/run.hpp"

namespace dsat::app {

/// A loaded data set as one run sees it. Loading warns on standard error and honours --rejects and --strict.
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
  /// A period as the command line writes it.
  std::optional<NamedPeriod> named_period(const std::string& text) const;

 private:
  void load(const Io& io);
  void read_worksheet();
  void warn(const Io& io) const;

  Settings& settings_;
  load::Loaded loaded_;
  std::vector<std::string> worksheet_notes_;
  Annotations annotations_;
  std::unique_ptr<analyze::View> view_;
  analyze::Filter filter_;
  std::optional<NamedPeriod> period_;
};

}  // namespace dsat::app
