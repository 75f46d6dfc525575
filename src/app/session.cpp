#include "app/session.hpp"

#include <chrono>
#include <ostream>

#include "dsat/base/error.hpp"
#include "dsat/base/file.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/render/writer.hpp"
#include "dsat/review/annotate.hpp"

namespace dsat::app {
namespace {

std::optional<Moment> as_of(const std::string& text, const Zone& zone) {
  if (text.empty()) return std::nullopt;
  if (text == "now")
    return Moment::instant(
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count());
  if (const auto moment = parse_iso_moment(text, zone)) return *moment;
  throw Error(ErrorKind::usage, "--as-of can't be \"" + text + "\"",
              "It takes an instant such as 2026-11-16T06:00, a date, or the word now.");
}

}  // namespace

Session::Session(Settings& settings, const Io& io) : settings_(settings) {
  if (settings_.load.paths.empty())
    throw Error(ErrorKind::usage, "no file given",
                "Name the exports to read: `dsat " + settings_.command + " tickets.csv`; - is standard input.");
  const Zone zone = Zone::named(settings_.tz);
  settings_.load.zone = zone;
  settings_.counting.zone = zone;
  settings_.counting.as_of = as_of(settings_.as_of, zone);
  for (const std::string& path : settings_.outputs)
    for (const std::string& input : settings_.load.paths)
      if (same_file(path, input))
        throw Error(ErrorKind::output, "the output " + printable(path) + " is an input file", "Write to another file.");

  std::vector<analyze::Condition> conditions;
  std::vector<std::string> keys = settings_.by;
  for (const std::string& text : settings_.where) {
    conditions.push_back(analyze::parse_condition(text));
    keys.push_back(conditions.back().key);
  }
  for (std::string& column : analyze::extra_columns_of(keys)) settings_.load.extra_columns.push_back(std::move(column));
  load(io);
  read_worksheet();

  view_ = std::make_unique<analyze::View>(loaded_.store, annotations_, settings_.counting);
  filter_ = analyze::Filter(*view_, conditions);
  if (!settings_.period.empty()) {
    if (!settings_.since.empty() || !settings_.until.empty())
      throw Error(ErrorKind::usage, "--period can't stand beside --since or --until", "Give one or the other.");
    period_ = named_period(settings_.period);
  } else if (!settings_.since.empty() || !settings_.until.empty()) {
    period_ = named_period(settings_.since + ".." + settings_.until);
  }
  if (!settings_.quiet) warn(io);
}

Day Session::today() const {
  return view_->as_of() ? view_->zone().day_of(view_->as_of()) : 0;
}

std::optional<NamedPeriod> Session::named_period(const std::string& text) const {
  return parse_period(text, today());
}

void Session::load(const Io& io) {
  std::unique_ptr<AtomicFile> rejects;
  load::Watch watch;
  if (!settings_.rejects.empty()) {
    rejects = std::make_unique<AtomicFile>(settings_.rejects);
    const std::vector<render::CsvField> header = {{"file"}, {"line"}, {"reason"}, {"row"}};
    std::string line;
    render::append_csv_record(line, header, false);
    rejects->write(line);
    watch.rejected = [&rejects, safe = settings_.csv_safe](const load::RejectedRow& row) {
      const std::string number = std::to_string(row.line);
      const std::vector<render::CsvField> fields = {{row.file}, {number, false}, {row.reason}, {row.text}};
      std::string record;
      render::append_csv_record(record, fields, safe);
      rejects->write(record);
    };
  }
  loaded_ = load::load(settings_.load, io.in, watch);
  if (rejects) rejects->commit();
  const FileFacts totals = loaded_.provenance.totals();
  if (settings_.strict && totals.rejected > 0)
    throw Error(ErrorKind::input, counted(totals.rejected, "row was rejected", "rows were rejected") + " (--strict)",
                "`dsat inspect` says why; --rejects FILE lists them whole.");
}

void Session::read_worksheet() {
  if (settings_.reviews.empty()) return;
  review::ReadingOptions options;
  options.zone = settings_.counting.zone;
  options.date_order = settings_.load.date_order;
  options.every_rating = settings_.counting.every_rating;
  if (!settings_.actionable_means.empty())
    options.actionable_means = settings_.actionable_means == "agent" ? Fault::agent : Fault::outside;
  review::Reading reading = review::annotate(review::Worksheet::read(settings_.reviews), loaded_.store, options);
  annotations_ = std::move(reading.annotations);
  worksheet_notes_ = std::move(reading.notes);

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

void Session::warn(const Io& io) const {
  for (const std::string& warning : filter_.warnings()) io.err << "dsat: " << printable(warning) << '\n';
  for (const auto& [path, why] : loaded_.provenance.skipped_files)
    io.err << "dsat: left out " << printable(path) << ": " << printable(why) << '\n';
  for (const FileFacts& file : loaded_.provenance.files) {
    for (const Guess& guess : file.guesses)
      if (!guess.certain)
        io.err << "dsat: " << printable(file.path) << ": " << printable(guess.what) << " taken as "
               << printable(guess.chosen) << " (" << printable(guess.evidence) << "); " << printable(guess.flag)
               << " settles it\n";
    if (file.rejected > 0)
      io.err << "dsat: " << printable(file.path) << ": " << counted(file.rejected, "row") << " rejected; "
             << "--rejects FILE lists them\n";
  }
  for (const std::string& note : worksheet_notes_) io.err << "dsat: " << printable(note) << '\n';
  if (!loaded_.provenance.no_rating_reason.empty())
    io.err << "dsat: " << printable(loaded_.provenance.no_rating_reason) << '\n';
  if (view_->stray_newest())
    io.err << "dsat: " << iso_moment(view_->stray_newest())
           << " lies more than a month after everything else; taken for a fault, not for now\n";
}

}  // namespace dsat::app
