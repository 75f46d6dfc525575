#include <algorithm>
#include <ostream>

#include "app/command.hpp"
#include "app/commands/table.hpp"
#include "app/output.hpp"
#include "app/split.hpp"
#include "dsat/analyze/queue.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/departments.hpp"
#include "dsat/report/ratings.hpp"
#include "dsat/review/worksheet.hpp"

namespace dsat::app {
namespace {

using analyze::Row;

std::vector<Sentiment> chosen_sentiments(const Settings& settings) {
  std::vector<Sentiment> chosen;
  for (const std::string& word : settings.sentiment)
    for (const Sentiment sentiment :
         {Sentiment::negative, Sentiment::neutral, Sentiment::positive, Sentiment::unreadable})
      if (word == name_of(sentiment) || word == "all") chosen.push_back(sentiment);
  return chosen;
}

/// The rows of the list: of a queue, or of the sentiments asked for (negative where neither is).
std::vector<Row> chosen_rows(const Session& session, const analyze::Queue* queue,
                             const std::vector<Sentiment>& sentiments) {
  std::vector<Row> rows = session.view().select(session.filter(), session.range()).rows;
  std::erase_if(rows, [&](Row row) {
    if (!row.answered()) return true;
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
  std::vector<review::Entry> entries;
  for (const Row row : rows) entries.push_back({row.ticket, row.rating});
  review::Worksheet start;
  if (!settings.reviews.empty()) start = review::Worksheet::read(settings.reviews);
  start.begin_as(settings.csv.separator, settings.csv.mark);
  const FileLock lock = lock_for(settings.worksheet, settings, io);
  const review::Merged merged =
      review::update_worksheet(settings.worksheet, session.store(), entries, settings.counting.every_rating, &start,
                               settings.reviewers, session.addresses());
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

document::Document list_of(const Session& session, const std::vector<Row>& rows, const std::string& title) {
  const Settings& settings = session.settings();
  auto document = table_document(session, "dsat.reviews", title);
  if (session.period())
    document.subtitle.push_back(session.period()->label + ", " + range_in_words(session.period()->range));
  const TicketNames names(session.store());
  const auto words = session.words();
  document::Table table =
      report::rating_table({session.view(), names, words, session.addresses()}, rows, settings.columns);
  table.key = "reviews";
  table.top = settings.top.value_or(0);
  table.more = "--top 0";
  document.sections.push_back({"reviews", "", {std::move(table)}});
  return document;
}

/// A column in which the department says what it takes on, for spreadsheets.
void add_decision(document::Document& document) {
  auto& table = std::get<document::Table>(document.sections.front().blocks.front());
  table.columns.push_back({"accept_skip", "accept/skip", document::Audience::machines, false});
  for (auto& row : table.rows) row.emplace_back();
}

/// A list for each department; ratings that concern none are told.
void deliver_lists(const Session& session, const std::vector<Row>& rows, const std::string& title, const Io& io) {
  const report::Departments concern(session.view(), session.settings().extras.departments);
  std::vector<PartDocument> lists;
  for (const std::string& department : departments(session)) {
    std::vector<Row> own = rows;
    std::erase_if(own, [&](Row row) { return !concern.concerns(row, department); });
    if (own.empty()) continue;
    lists.push_back({department, list_of(session, own, department + ", from " + title)});
    add_decision(lists.back().document);
  }
  deliver_split(lists, session.settings(), io);
  const auto nobodys = std::ranges::count_if(rows, [&](Row row) { return concern.of(row).empty(); });
  if (nobodys > 0 && !session.settings().quiet)
    io.err << "dsat: " << counted(nobodys, "rating concerns", "ratings concern") << " no department\n";
}

/// A list for each agent.
void deliver_lists_of_agents(const Session& session, const std::vector<Row>& rows, const std::string& title,
                             const Io& io) {
  const analyze::Grouping grouping = analyze::grouping_named(session.view(), "agent");
  std::vector<PartDocument> lists;
  for (const std::string& agent : agents(session)) {
    std::vector<Row> own = rows;
    std::erase_if(own, [&](Row row) {
      Code single = 0;
      return std::ranges::none_of(grouping.codes(row, single),
                                  [&](Code code) { return grouping.names()[code] == agent; });
    });
    if (!own.empty()) lists.push_back({agent, list_of(session, own, agent + ", from " + title)});
  }
  deliver_split(lists, session.settings(), io);
}

}  // namespace

int run_reviews(Settings& settings, const Io& io) {
  check_split(settings);
  if (!settings.reviewers.empty() && settings.worksheet.empty())
    throw Error(ErrorKind::usage, "--assign needs a worksheet", "Name it: --worksheet reviews.csv --assign 'Ann,Bo'.");
  const analyze::Queue* queue = settings.queue.empty() ? nullptr : &analyze::require_queue(settings.queue);
  const std::vector<Sentiment> sentiments = chosen_sentiments(settings);
  const report::RatingColumn order =
      report::require_rating_column(settings.sort.empty() ? std::string("rated_at") : settings.sort);
  Session session(settings, io);

  std::vector<Row> rows = chosen_rows(session, queue, sentiments);
  if (!settings.worksheet.empty()) {
    write_worksheet(session, rows, io);
    if (settings.outputs.empty() && settings.format.empty()) return 0;
  }
  if (queue == nullptr || !settings.sort.empty()) {
    const TicketNames names(session.store());
    const auto words = session.words();
    report::sort_ratings({session.view(), names, words}, rows, order);
  }
  const std::string title = title_of(rows.size(), queue, sentiments);
  if (settings.split.empty())
    deliver(list_of(session, rows, title), settings, io);
  else if (settings.split == "agent")
    deliver_lists_of_agents(session, rows, title, io);
  else
    deliver_lists(session, rows, title, io);
  return 0;
}

}  // namespace dsat::app
