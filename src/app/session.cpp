#include "app/session.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <ostream>
#include <span>
#include <utility>

#include "analyze/dimensions/dimensions.hpp"
#include "app/command.hpp"
#include "app/output.hpp"
#include "app/progress.hpp"
#include "app/pseudonyms.hpp"
#include "app/side_files.hpp"
#include "app/volumes_beside.hpp"
#include "dsat/analyze/dimension.hpp"
#include "dsat/analyze/measure.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/file.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/parallel.hpp"
#include "dsat/base/text.hpp"
#include "dsat/render/writer.hpp"
#include "dsat/report/guesses.hpp"
#include "dsat/report/redact.hpp"
#include "dsat/report/unread.hpp"
#include "dsat/review/annotate.hpp"
#include "dsat/review/qa.hpp"
#include "render/ticket_link.hpp"

namespace dsat::app {
namespace {

std::optional<Moment> as_of(const std::string& text, const Zone& zone) {
  if (text != "now") return text.empty() ? std::nullopt : parse_iso_moment(text, zone);
  using namespace std::chrono;
  return Moment::instant(duration_cast<seconds>(system_clock::now().time_since_epoch()).count());
}

/// The fields that a run asks for.
FieldSet fields_read(const Settings& settings) {
  using enum Field;
  if (!command_named(settings.command)->is_one_table) {
    // Only a list shows subjects.
    const bool listed = settings.command == "reviews";
    return listed ? FieldSet::all() : FieldSet::all() - FieldSet{subject};
  }
  FieldSet reads = analyze::always_read;
  const auto add_measure = [&reads](std::string_view key) {
    if (const analyze::Measure* measure = analyze::measure_named(key)) reads |= measure->reads;
  };
  for (const std::string& key : settings.measures) add_measure(key);
  for (const std::string_view key : analyze::standard_columns()) add_measure(key);
  add_measure(settings.sort);
  const auto add_dimension = [&reads](std::string_view key) {
    if (const analyze::Dimension* dimension = analyze::dimension_named(key)) reads |= dimension->reads;
  };
  for (const std::string& key : settings.by) add_dimension(key);
  for (const analyze::Condition& condition : settings.where) add_dimension(condition.key);
  // A roster gives teams to agents, and may turn up among the files.
  if (!settings.roster.empty() || reads.contains(Field::team)) add_dimension("agent");
  return reads;
}

/// The columns beyond the known fields that this run groups by, filters on or compares.
std::vector<std::string> extra_columns(const Settings& settings) {
  std::vector<std::string> keys = settings.by;
  for (const auto* conditions : {&settings.where, &settings.a.where, &settings.b.where})
    for (const analyze::Condition& condition : *conditions) keys.push_back(condition.key);
  keys.insert(keys.end(), settings.columns.begin(), settings.columns.end());
  keys.push_back(settings.sort);
  std::vector<std::string> columns = analyze::extra_columns_of(keys);
  columns.insert(columns.end(), settings.extras.variants.begin(), settings.extras.variants.end());
  return columns;
}

}  // namespace

Session::Session(Settings& settings, const Io& io) : settings_(settings) {
  if (settings_.load.paths.empty())
    throw Error(ErrorKind::usage, "no file given",
                "Name the exports to read: `dsat " + settings_.command + " tickets.csv`; - is standard input.");
  if (!settings_.period.empty() && !(settings_.since.empty() && settings_.until.empty()))
    throw Error(ErrorKind::usage, "--period can't stand beside --since or --until", "Give one or the other.");
  settings_.counting.as_of = as_of(settings_.as_of, settings_.counting.zone);
  settings_.counting.points = settings_.extras.points;
  if (!settings_.volumes.empty()) {
    volumes_ = std::make_unique<analyze::Volumes>(read_all_volumes(settings_.volumes));
    settle_with_volumes(settings_, *volumes_);
  }
  settings_.load.extra_columns = extra_columns(settings_);
  settings_.load.unread = FieldSet::all() - fields_read(settings_);
  read_side_files();
  load(io);
  adopt_own_files();
  if (!settings_.reviews.empty()) read_worksheet();
  if (volumes_) adopt_volumes();
  view_ = std::make_unique<analyze::View>(loaded_.store, annotations_, settings_.counting,
                                          thread_count(settings_.load.threads), volumes_.get());
  find_names();
  if (settings_.anonymize_agents) anonymize();
  // Conditions name everything but agents as the files do.
  filter_ = analyze::Filter(*view_, settings_.where);
  redact();
  settle_unit();
  choose_period();
  if (volumes_) require_fit(*view_, settings_, range());
  find_unread();
  if (!settings_.quiet) warn(io);
}

Day Session::today() const {
  return view_->as_of() ? view_->zone().day_of(view_->as_of()) : 0;
}

std::optional<DayRange> Session::range() const {
  return period_ ? std::optional(period_->range) : std::nullopt;
}

std::optional<NamedPeriod> Session::named_period(const std::string& text) const {
  return parse_period(with_iso_dates(text, day_order()), today());
}

DayOrder Session::day_order() const {
  const auto of_key = [](std::string_view key) {
    return key == "mdy" ? DayOrder::month_first : key == "dmy" ? DayOrder::day_first : DayOrder::either;
  };
  const DayOrder asked = of_key(settings_.load.date_order);
  if (asked != DayOrder::either) return asked;
  for (const FileFacts& file : loaded_.provenance.files)
    if (const DayOrder order = of_key(file.date_order); order != DayOrder::either) return order;
  return DayOrder::either;
}

std::function<std::string(std::string_view)> Session::words() const {
  if (redaction_ == nullptr) return [](std::string_view text) { return std::string(text); };
  return [redaction = redaction_.get()](std::string_view text) { return (*redaction)(text); };
}

void Session::begin_document() const {
  if (redaction_ != nullptr) redaction_->forget();
}

std::function<std::string(std::string_view)> Session::addresses() const {
  if (settings_.ticket_url.empty()) return {};
  return [url = settings_.ticket_url](std::string_view id) { return render::ticket_address(url, id).value_or(""); };
}

namespace {

TextColumn redacted(const TextColumn& texts, report::Redaction& redaction) {
  TextColumn result;
  for (std::size_t row = 0; row < texts.size(); ++row) result.append(redaction(texts[row]));
  return result;
}

}  // namespace

/// Comments, subjects and replies are long and seldom shown: they are redacted where that happens (words()). Short
/// words are shown by many, so they are replaced here, once; who is who stays: agents, teams, organisations, ids.
/// Whom texts must not name: looked up before agents get other names.
void Session::find_names() {
  const Store& store = loaded_.store;
  if (settings_.redact.value_or(true))
    redaction_ = std::make_unique<report::Redaction>(store, report::Redaction::Scope::everything);
  else if (settings_.anonymize_agents)
    redaction_ = std::make_unique<report::Redaction>(store, report::Redaction::Scope::agents_only);
}

void Session::redact() {
  using report::redact;
  if (!settings_.redact.value_or(true)) return;
  Store& store = loaded_.store;

  const auto replace = [](std::vector<std::string>& texts) {
    for (std::string& text : texts) text = redact(text);
  };
  replace(store.ratings.label.names);
  replace(store.ratings.reason.names);
  replace(store.ratings.single_reasons);
  replace(store.tags.names);
  replace(store.source_file.names);
  for (auto& [name, column] : store.columns) replace(column.names);
  using enum Field;
  for (const Field field : {channel, priority, type, status, language, product, template_name, survey_method})
    if (const auto column = store.names.find(field); column != store.names.end()) replace(column->second.names);
  for (FileFacts& file : loaded_.provenance.files) file.path = redact(file.path);
  for (auto& [path, why] : loaded_.provenance.skipped_files) path = redact(path);
  for (auto& [heading, sentence] : loaded_.provenance.companions) sentence = redact(sentence);
  for (Annotation& annotation : annotations_.list)
    for (std::string* said :
         {&annotation.root_cause, &annotation.action, &annotation.result, &annotation.challenge_reason})
      *said = redact(*said);
  // The worksheet takes its words from the store.
  if (!settings_.worksheet.empty()) {
    store.ratings.comment = redacted(store.ratings.comment, *redaction_);
    for (auto& [field, texts] : store.prose) texts = redacted(texts, *redaction_);
  }
}

void Session::load(const Io& io) {
  load::Watch watch;
  std::unique_ptr<AtomicFile> rejects;
  if (!settings_.rejects.empty()) {
    rejects = std::make_unique<AtomicFile>(settings_.rejects);
    const auto add = [&rejects, csv = settings_.csv](const std::vector<render::CsvField>& fields) {
      std::string record;
      render::append_csv_record(record, fields, csv);
      rejects->write(record);
    };
    rejects->write(render::csv_mark(settings_.csv));
    add({{"file"}, {"line"}, {"reason"}, {"row"}});
    watch.rejected = [add](const load::RejectedRow& row) {
      const std::string number = std::to_string(row.line);
      add({{row.file}, {number, false}, {row.reason}, {row.text}});
    };
  }
  {
    std::optional<Progress> progress;
    if (settings_.progress == "always" || (settings_.progress == "auto" && io.err_is_terminal && !settings_.quiet)) {
      progress.emplace(io.err, io.err_is_terminal);
      watch.progress = [&progress](std::uint64_t bytes, std::uint64_t rows) { progress->tell(bytes, rows); };
      watch.expected = [&progress](std::uint64_t bytes) { progress->expect(bytes); };
    }
    loaded_ = load::load(settings_.load, io.in, watch);
  }
  // A folder's files are known only now.
  for (const FileFacts& file : loaded_.provenance.files) refuse_to_overwrite(settings_, file.path);
  if (rejects) rejects->commit();
  const FileFacts totals = loaded_.provenance.totals();
  const auto unread = std::ranges::count(loaded_.store.ratings.sentiment, Sentiment::unreadable);
  if (settings_.strict && totals.rejected == 0 && unread > 0)
    throw Error(ErrorKind::input, counted(unread, "answer") + " not understood (--strict)",
                std::string(report::how_to_settle));
  if (settings_.strict && totals.rejected > 0)
    throw Error(ErrorKind::input, counted(totals.rejected, "row was rejected", "rows were rejected") + " (--strict)",
                "`dsat inspect` says why; --rejects FILE lists them whole.");
}

/// Files of dsat's own among the inputs are used as if their option had named them, unless it named others.
void Session::adopt_own_files() {
  const Settings given = settings_;
  const auto adopt = [&](const std::string& role, const std::string& path) -> bool {
    for (const auto& [key, option] : {std::pair("worksheet", &Settings::reviews), std::pair("qa", &Settings::qa),
                                      std::pair("roster", &Settings::roster), std::pair("events", &Settings::events),
                                      std::pair("series", &Settings::series)})
      if (role == key) {
        if (!(settings_.*option).empty()) return settings_.*option == path;
        settings_.*option = path;
        return true;
      }
    return false;
  };
  for (const auto& [path, role] : loaded_.provenance.own_files)
    side_file_notes_.push_back(path + (adopt(role, path) ? " is dsat's own " + role + " and is used as that"
                                                         : " is a " + role + " that dsat wrote; left out"));
  if (given.qa.empty() && !settings_.qa.empty()) read_qa();
  if (given.events.empty() && !settings_.events.empty()) settings_.extras.events = read_events(settings_.events);
  if (given.series.empty() && !settings_.series.empty()) settings_.extras.series = read_series(settings_.series);
  loaded_.provenance.companions = companions_;
  if (!settings_.roster.empty()) apply_roster(loaded_.store, read_roster(settings_.roster));
}

void Session::read_side_files() {
  if (!settings_.events.empty()) settings_.extras.events = read_events(settings_.events);
  if (!settings_.series.empty()) settings_.extras.series = read_series(settings_.series);
  if (!settings_.qa.empty()) read_qa();
}

void Session::read_qa() {
  review::QaReading qa = review::read_qa(settings_.qa, settings_.counting.zone, settings_.load.date_order);
  settings_.extras.qa = std::move(qa.scores);
  for (std::string& note : qa.notes) side_file_notes_.push_back(std::move(note));
  companions_.emplace_back(
      "QA scores", settings_.qa + ": " + counted(static_cast<std::int64_t>(settings_.extras.qa.size()), "score") + ".");
}

void Session::read_worksheet() {
  review::ReadingOptions options;
  options.zone = settings_.counting.zone;
  options.date_order = settings_.load.date_order;
  options.every_rating = settings_.counting.every_rating;
  if (!settings_.actionable_means.empty())
    options.actionable_means = settings_.actionable_means == "agent" ? Fault::agent : Fault::outside;
  review::Reading reading = review::annotate(review::Worksheet::read(settings_.reviews), loaded_.store, options);
  annotations_ = std::move(reading.annotations);
  for (std::string& note : reading.notes) side_file_notes_.push_back(std::move(note));

  std::string sentence = settings_.reviews + ": " + counted(reading.rows, "row") + " filled in";
  if (reading.gone > 0) sentence += ", " + grouped(reading.gone) + " of them about tickets that are not in the data";
  if (reading.by_article > 0)
    sentence += "; " + counted(reading.by_article, "row") +
                " with actionable or non-actionable, read as Kaizo's article defines them (actionable: outside the "
                "agent's control); --actionable-means settles it";
  for (const Guess& guess : reading.guesses)
    sentence += "; " + guess.what + " is " + guess.chosen + " (" + guess.evidence + ")";
  loaded_.provenance.companions.emplace_back("Worksheet", sentence + ".");
}

void Session::adopt_volumes() {
  take_codes(*volumes_, loaded_.store, settings_.load.exact_keys);
  std::int64_t silent = 0;
  for (std::size_t ticket = 0; ticket < loaded_.store.tickets; ++ticket) {
    const auto [begin, end] = loaded_.store.ratings_of(ticket);
    if (begin == end) ++silent;
  }
  if (silent > 0)
    side_file_notes_.push_back(counted(silent, "ticket") + " without a rating passed over: the volumes count them");
  std::string sentence = join(settings_.volumes, ", ") + ": " + counted(volumes_->tickets(), "ticket") + " by " +
                         std::string(name_of(volumes_->every)) + " and " + join(volumes_->dimensions(), ", ") + ".";
  if (settings_.volumes.size() > 1)
    sentence += " They were counted in parts, and medians of parts make none of the whole.";
  loaded_.provenance.companions.emplace_back("Volumes", sentence);
}

/// Conditions name agents as the files do, or as a report without names does; from here on only the latter.
void Session::anonymize_conditions(const std::map<std::string, std::string>& pseudonyms) {
  const auto rename = [&pseudonyms](analyze::Condition& condition) {
    const analyze::Dimension* dimension = analyze::dimension_named(condition.key);
    if (dimension == nullptr || dimension->key != "agent") return;
    std::vector<std::string> values;
    for (const std::string& value : condition.values) {
      const std::size_t before = values.size();
      for (const auto& [name, pseudonym] : pseudonyms)
        if (glob_match(value, name) || glob_match(value, pseudonym)) values.push_back(pseudonym);
      if (values.size() == before) values.push_back(value);
    }
    condition.values = std::move(values);
    condition.text = condition.key + (condition.negated ? "!=" : "=") + join(condition.values, "|");
  };
  for (auto* conditions : {&settings_.where, &settings_.a.where, &settings_.b.where})
    std::ranges::for_each(*conditions, rename);
}

void Session::anonymize() {
  const std::map<std::string, std::string> pseudonym = agent_pseudonyms(loaded_.store);
  anonymize_agents(loaded_.store, annotations_, pseudonym);
  anonymize_conditions(pseudonym);
  // Whom only the QA file names stands beside no rating.
  for (QaScore& score : settings_.extras.qa) {
    const auto found = pseudonym.find(fold(score.agent));
    score.agent = found == pseudonym.end() ? std::string() : found->second;
  }
  if (const auto found = pseudonym.find(fold(settings_.agent)); found != pseudonym.end())
    settings_.agent = found->second;
}

/// How a date was read that could be read otherwise.
void Session::tell_dates() {
  if (settings_.load.date_order != "auto") return;
  std::vector<std::string> words = {settings_.period, settings_.since, settings_.until, settings_.against};
  for (const SideAsked* side : {&settings_.a, &settings_.b})
    words.insert(words.end(), side->words.begin(), side->words.end());
  for (const std::string& word : words)
    if (has_open_date(word))
      side_file_notes_.push_back(
          word + " is read as " + with_iso_dates(word, day_order()) +
          (day_order() == DayOrder::either ? " (the day first)" : " (as the dates of the files are)") +
          "; --date-order settles it");
}

void Session::choose_period() {
  tell_dates();
  if (!settings_.period.empty())
    period_ = named_period(settings_.period);
  else if (!settings_.since.empty() || !settings_.until.empty())
    period_ = named_period(settings_.since + ".." + settings_.until);
}

/// Bare months place nothing in a week: periods are months, and shorter ones are refused.
void Session::settle_unit() {
  if (settings_.every != Unit::day && settings_.every != Unit::week) return;
  const Store& store = view_->store();
  const auto are_months = [](std::span<const Moment> moments) {
    return std::ranges::any_of(moments, [](Moment moment) { return moment.is_month(); });
  };
  const bool any_month = are_months(store.ratings.rated_at) ||
                         std::ranges::any_of(std::array{Field::created_at, Field::solved_at, Field::updated_at},
                                             [&](Field field) { return are_months(store.moment_column(field)); });
  if (!any_month) return;
  // Another column may give the day.
  bool places_rows = false;
  for (std::uint32_t ticket = 0; ticket < store.tickets && !places_rows; ++ticket)
    places_rows = view_->moment({ticket, view_->newest_rating(ticket)}).is_month();
  if (!places_rows) return;
  if (settings_.every_given)
    throw Error(ErrorKind::usage,
                "the dates are months without days, so there is no " + std::string(name_of(settings_.every)),
                "Use --every month or --every quarter.");
  settings_.every = Unit::month;
}

void Session::find_unread() {
  if (std::ranges::find(loaded_.store.ratings.sentiment, Sentiment::unreadable) ==
      loaded_.store.ratings.sentiment.end())
    return;
  const analyze::Selection selection = view_->select(filter_, range());
  unread_ = report::unread_in_words(*view_, selection.rows, analyze::tally(*view_, selection), words());
}

/// Whether the output depends on where days and hours begin: else nobody need care about the zone.
bool Session::days_matter() const {
  static constexpr std::array<std::string_view, 5> by_day = {"report", "trend", "explain", "agents", "export"};
  if (std::ranges::find(by_day, settings_.command) != by_day.end()) return true;
  if (period_ || !settings_.as_of.empty() || !settings_.a.words.empty() || !settings_.b.words.empty()) return true;
  const auto of_time = [](std::string_view key) {
    const analyze::Dimension* dimension = analyze::dimension_named(key);
    return dimension != nullptr && std::ranges::find(analyze::time_dimensions(), dimension->key,
                                                     &analyze::Dimension::key) != analyze::time_dimensions().end();
  };
  return std::ranges::any_of(settings_.by, of_time) ||
         std::ranges::any_of(settings_.where, of_time, &analyze::Condition::key);
}

void Session::warn(const Io& io) const {
  const auto say = [&](const std::string& remark) {
    io.err << "dsat: " << printable(settings_.redact.value_or(true) ? report::redact(remark) : remark) << '\n';
  };
  for (const std::string& warning : filter_.warnings()) say(warning);
  for (const auto& [path, why] : loaded_.provenance.skipped_files) say("left out " + path + ": " + why);
  const bool is_gate = command_named(settings_.command)->is_gate;
  bool zone_told = !days_matter();
  if (!is_gate)
    for (const auto& [guess, files] : report::uncertain_guesses(loaded_.provenance)) {
      if (guess.what == "time zone" && std::exchange(zone_told, true)) continue;
      say(files + ": " + guess.what + " taken as " + guess.chosen + " (" + guess.evidence + ")" +
          (guess.flag.empty() ? "" : "; " + guess.flag + " settles it"));
    }
  for (const FileFacts& file : loaded_.provenance.files) {
    if (file.rejected > 0)
      say(file.path + ": " + counted(file.rejected, "row") + " rejected; --rejects FILE lists them");
    for (const auto& [what, cells] : file.unreadable)
      if (what == "rating" ? unread_.empty() : !is_gate)
        say(file.path + ": " + counted(cells, "cell") + " of " + what + " can't be read; `dsat inspect` shows them");
  }
  if (!unread_.empty()) say(unread_);
  for (const std::string& note : side_file_notes_) say(note);
  if (!loaded_.provenance.no_rating_reason.empty()) say(loaded_.provenance.no_rating_reason);
  if (view_->stray_newest())
    say(iso_moment(view_->stray_newest()) +
        " lies more than a month after everything else; taken for a fault, not for now");
}

}  // namespace dsat::app
