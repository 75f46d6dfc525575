#include <algorithm>
#include <ostream>

#include "app/command.hpp"
#include "app/commands/table.hpp"
#include "app/output.hpp"
#include "dsat/analyze/queue.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/file.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/ratings.hpp"
#include "dsat/review/worksheet.hpp"

namespace dsat::app {
namespace {

using analyze::Row;

std::vector<Sentiment> chosen_sentiments(const Settings& settings) {
  std::vector<Sentiment> chosen;
  for (const std::string& word : settings.sentiment) {
    const auto before = chosen.size();
    for (const Sentiment sentiment : {Sentiment::negative, Sentiment::neutral, Sentiment::positive})
      if (fold(word) == name_of(sentiment) || fold(word) == "all") chosen.push_back(sentiment);
    if (chosen.size() == before)
      throw Error(ErrorKind::usage, "there is no sentiment \"" + word + "\"",
                  "It is negative, neutral or positive, several with commas, or all.");
  }
  return chosen;
}

/// The rows of the list: of a queue, or of the sentiments asked for (negative where neither is).
std::vector<Row> chosen_rows(const Session& session, const analyze::Queue* queue,
                             const std::vector<Sentiment>& sentiments) {
  const auto range = session.period() ? std::optional(session.period()->range) : std::nullopt;
  std::vector<Row> rows = session.view().select(session.filter(), range).rows;
  std::erase_if(rows, [&](Row row) {
    if (!row.rated()) return true;
    const Sentiment sentiment = session.store().ratings.sentiment[row.rating];
    if (!sentiments.empty()) return std::ranges::find(sentiments, sentiment) == sentiments.end();
    return queue == nullptr && sentiment != Sentiment::negative;
  });
  return queue == nullptr ? rows : analyze::rows_of(*queue, session.view(), rows);
}

std::string title_of(std::size_t rows, const analyze::Queue* queue, const std::vector<Sentiment>& sentiments) {
  const auto count = static_cast<std::int64_t>(rows);
  if (queue != nullptr)
    return "Queue " + std::string(queue->key) + ": " + counted(count, "rating") + " " + std::string(queue->title);
  std::vector<std::string> words;
  for (const Sentiment sentiment : sentiments) words.emplace_back(name_of(sentiment));
  if (words.empty()) words.emplace_back("negative");
  return grouped(count) + " " + join(words, " or ") + (count == 1 ? " rating" : " ratings");
}

void write_worksheet(const Session& session, const std::vector<Row>& rows, const Io& io) {
  const Settings& settings = session.settings();
  for (const std::string& input : settings.load.paths)
    if (same_file(settings.worksheet, input))
      throw Error(ErrorKind::output, "the worksheet " + printable(settings.worksheet) + " is an input file",
                  "Name another file.");
  std::vector<review::Entry> entries;
  for (const Row row : rows) entries.push_back({row.ticket, row.rating});
  std::optional<review::Worksheet> start;
  if (!settings.reviews.empty()) start = review::Worksheet::read(settings.reviews);
  const review::Merged merged = review::update_worksheet(settings.worksheet, session.store(), entries,
                                                         settings.counting.every_rating, start ? &*start : nullptr);
  if (settings.quiet) return;
  for (const std::string& note : merged.notes) io.err << "dsat: " << printable(note) << '\n';
  io.err << "dsat: " << printable(settings.worksheet) << ": "
         << counted(static_cast<std::int64_t>(merged.added), "rating") << " added";
  if (merged.kept > 0) io.err << ", " << counted(static_cast<std::int64_t>(merged.kept), "row") << " kept";
  if (merged.gone > 0) io.err << " (" << grouped(static_cast<std::int64_t>(merged.gone)) << " of them not in the data)";
  if (merged.changed > 0)
    io.err << ", " << counted(static_cast<std::int64_t>(merged.changed), "rating") << " changed since";
  io.err << '\n';
}

}  // namespace

int run_reviews(Settings& settings, const Io& io) {
  const analyze::Queue* queue = settings.queue.empty() ? nullptr : &analyze::require_queue(settings.queue);
  const std::vector<Sentiment> sentiments = chosen_sentiments(settings);
  const report::RatingColumn& order = report::require_rating_column(!settings.sort.empty() ? settings.sort
                                                                    : queue != nullptr     ? "waiting"
                                                                                           : "rated_at");
  for (const std::string& key : settings.columns) report::require_rating_column(key);
  Session session(settings, io);

  std::vector<Row> rows = chosen_rows(session, queue, sentiments);
  if (!settings.worksheet.empty()) {
    write_worksheet(session, rows, io);
    if (settings.outputs.empty() && settings.format.empty()) return 0;
  }

  const TicketNames names(session.store());
  const auto words = session.words();
  const report::RatingSource source{session.view(), names, words};
  if (queue == nullptr || !settings.sort.empty()) report::sort_ratings(source, rows, order);
  auto document = table_document(session, "dsat.reviews", title_of(rows.size(), queue, sentiments));
  if (session.period())
    document.subtitle.push_back(session.period()->label + ", " + range_in_words(session.period()->range));
  document::Table table = report::rating_table(source, rows, settings.columns);
  table.key = "reviews";
  table.top = settings.top.value_or(0);
  table.more = "--top 0";
  document.sections.push_back({"reviews", "", {std::move(table)}});
  deliver(document, settings, io);
  return 0;
}

}  // namespace dsat::app
