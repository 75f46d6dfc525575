#include "dsat/analyze/comments.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsat/analyze/outcome.hpp"
#include "dsat/analyze/review.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/data/ticket_name.hpp"
#include "dsat/report/ratings.hpp"
#include "dsat/stats/tests.hpp"
#include "report/sections/feedback.hpp"
#include "report/sections/sections.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using analyze::Row;
using analyze::Term;
using analyze::TermStudy;

constexpr double level = 0.02;

std::vector<Row> with_sentiment(const analyze::View& view, std::span<const Row> rows, Sentiment wanted) {
  std::vector<Row> chosen;
  for (const Row row : rows)
    if (row.answered() && view.store().ratings.sentiment[row.rating] == wanted) chosen.push_back(row);
  return chosen;
}

std::string comment_of(const Context& context, Row row) {
  return one_line(context.words(context.view.store().ratings.comment[row.rating]));
}

/// The strongest terms in quotes.
std::string quoted(std::span<const Term> terms) {
  std::vector<std::string> parts;
  for (const Term& term : terms.first(std::min<std::size_t>(5, terms.size()))) parts.push_back("\"" + term.text + "\"");
  return join(parts, ", ");
}

std::string sentences(const Context& context, const TermStudy& study) {
  std::string words = fmt::format("Over {}: {}", context.period ? context.recent_label : "all data",
                                  counted(study.here, "negative comment"));
  words += fmt::format(" and {}.", counted(study.there, "positive one"));
  if (study.tested == 0) return words + " Too few to tell which words mark the negative ones.";
  if (study.mark_here.empty() && study.mark_there.empty())
    return words + fmt::format(" None of {} marks either beyond chance.",
                               counted(static_cast<std::int64_t>(study.tested), "word or pair", "words and pairs"));
  if (!study.mark_here.empty()) words += fmt::format(" Marks of negative ones: {}.", quoted(study.mark_here));
  if (!study.mark_there.empty()) words += fmt::format(" Marks of positive ones: {}.", quoted(study.mark_there));
  return words;
}

Table terms(const Context& context, const TermStudy& study) {
  Table table;
  table.key = "terms";
  const Audience detail = context.full_detail ? Audience::everybody : Audience::machines;
  table.columns = {{"term", "words", Audience::everybody, false, false},
                   {"marks", "marks", Audience::everybody, false, false},
                   {"negative", "negative", Audience::everybody, true, false},
                   {"positive", "positive", Audience::everybody, true, false},
                   {"log_odds", "log odds", Audience::machines, true, false},
                   {"z", "z", detail, true, false},
                   {"p", "p", Audience::machines, true, false},
                   {"q", "q", detail, true, false},
                   {"example", "for example", Audience::everybody, false, true}};
  const auto add = [&](const Term& term, const char* marks) {
    table.rows.push_back({text(term.text), text(marks), count(term.here), count(term.there), score(term.odds.delta),
                          score(term.odds.z), p_value(term.p), p_value(term.q),
                          text(comment_of(context, term.example))});
  };
  for (const Term& term : study.mark_here) add(term, "negative");
  for (const Term& term : study.mark_there) add(term, "positive");
  table.top = context.top;
  table.note = "Comments that hold the words; each comment counts once.";
  return table;
}

// --- what is new in this period

void add_rising(document::Section& section, const Context& context) {
  if (!context.one_unit || context.recent.rows.size() == context.now.rows.size()) return;
  const analyze::View& view = context.view;
  const auto now = with_sentiment(view, context.now.rows, Sentiment::negative);
  std::vector<Row> before;
  for (const Row row : with_sentiment(view, context.recent.rows, Sentiment::negative))
    if (!context.period->contains(view.day(row))) before.push_back(row);
  const TermStudy study = analyze::compare_comments(view, now, before, level);
  if (study.mark_here.empty()) return;
  Table table;
  table.key = "rising";
  table.title = "More often than before in negative comments";
  table.columns = {{"term", "words", Audience::everybody, false, false},
                   {"now", heading_now(context), Audience::everybody, true, false},
                   {"before", "before", Audience::everybody, true, false},
                   {"q", "q", Audience::machines, true, false},
                   {"example", "for example", Audience::everybody, false, true}};
  for (const Term& term : study.mark_here)
    table.rows.push_back({text(term.text), count(term.here), count(term.there), p_value(term.q),
                          text(comment_of(context, term.example))});
  table.top = context.top;
  table.note = fmt::format("Of {} in {}, and of {} in the {}s before.", counted(study.here, "negative comment"),
                           context.label, grouped(study.there), name_of(context.unit));
  section.blocks.emplace_back(std::move(table));
}

// --- tips

void add_tips(document::Section& section, const Context& context) {
  const analyze::View& view = context.view;
  std::vector<Row> rows = with_sentiment(view, context.now.rows, Sentiment::neutral);
  std::erase_if(rows, [&](Row row) { return view.store().ratings.comment[row.rating].empty(); });
  if (rows.empty()) return;
  std::ranges::stable_sort(rows, std::ranges::greater(), [&](Row row) { return analyze::rating_moment(view, row); });
  const TicketNames tickets(view.store());
  static const std::vector<std::string> keys = {"ticket_id", "rated_at", "rating", "comment"};
  Table table = rating_table({view, tickets, context.words}, rows, keys);
  table.key = "neutral";
  table.title = "Neutral ratings with a comment: often a tip";
  table.top = context.top;
  section.blocks.emplace_back(std::move(table));
}

// --- for the product team

/// What customers say in tickets that carry a tag of product feedback, newest first.
void add_feedback(document::Section& section, const Context& context) {
  const NameSetColumn& tags = context.view.store().tags;
  if (tags.empty()) return;
  std::vector<Row> rows;
  for (const Row row : context.now.rows) {
    if (!row.answered() || context.view.store().ratings.comment[row.rating].empty()) continue;
    const auto set = tags.set(row.ticket);
    if (std::ranges::any_of(set, [&](Code code) { return is_product_feedback(tags.names[code]); })) rows.push_back(row);
  }
  if (rows.empty()) return;
  const TicketNames tickets(context.view.store());
  const RatingSource source{context.view, tickets, context.words};
  sort_ratings(source, rows, require_rating_column("rated_at"));
  static const std::vector<std::string> keys = {"ticket_id", "rated_at", "tags", "rating", "comment"};
  Table table = rating_table(source, rows, keys);
  table.key = "product_feedback";
  table.title = "What customers say about the product";
  table.top = context.top;
  section.blocks.emplace_back(std::move(table));
}

// --- boilerplate

void add_boilerplate(document::Section& section, const Context& context) {
  const auto study = analyze::find_boilerplate(context.view, context.recent.rows);
  if (study.replies == 0) return;
  if (study.texts.empty()) {
    section.blocks.emplace_back(
        Paragraph{fmt::format("No reply was sent word for word to three customers or more, of {}.",
                              counted(study.replies, "reply", "replies")),
                  false});
    return;
  }
  const stats::Share repeated{study.repeated_negative, study.repeated_rated},
      other{study.other_negative, study.other_rated};
  std::string words =
      fmt::format("{} of {} replies ({}) are the same text sent to three customers or more", grouped(study.repeated),
                  grouped(study.replies), percent(stats::Share{study.repeated, study.replies}.rate().value_or(0), 0));
  if (repeated.base >= context.min_ratings() && other.base >= context.min_ratings()) {
    words += fmt::format("; rated negative in {} ({} of {}), other replies in {} ({} of {})", percent(*repeated.rate()),
                         grouped(repeated.part), grouped(repeated.base), percent(*other.rate()), grouped(other.part),
                         grouped(other.base));
    const auto test = stats::fisher(repeated, other);
    if (test && test->p > level) words += ", which is within chance";
  }
  section.blocks.emplace_back(Paragraph{words + ".", false});
  Table table;
  table.key = "boilerplate";
  table.title = "Replies sent again and again";
  table.columns = {{"reply", "reply", Audience::everybody, false, true},
                   {"tickets", "tickets", Audience::everybody, true, false},
                   {"rated", "rated", Audience::everybody, true, false},
                   {"negative", "negative", Audience::everybody, true, false}};
  for (const analyze::Boilerplate& one : study.texts)
    table.rows.push_back(
        {text(one_line(context.words(one.example))), count(one.tickets), count(one.rated), count(one.negative)});
  table.top = context.top;
  table.note = "Compared without greeting and figures.";
  section.blocks.emplace_back(std::move(table));
}

}  // namespace

std::optional<document::Section> write_comments(const Context& context) {
  const analyze::View& view = context.view;
  document::Section section{"comments", "What customers write", {}};
  if (!view.store().ratings.comment.empty()) {
    const auto negative = with_sentiment(view, context.recent.rows, Sentiment::negative);
    const auto positive = with_sentiment(view, context.recent.rows, Sentiment::positive);
    const TermStudy study = analyze::compare_comments(view, negative, positive, level);
    if (study.here + study.there > 0) {
      section.blocks.emplace_back(Paragraph{sentences(context, study), false});
      if (Table table = terms(context, study); !table.rows.empty()) section.blocks.emplace_back(std::move(table));
      add_rising(section, context);
    }
    add_tips(section, context);
    add_feedback(section, context);
  }
  add_boilerplate(section, context);
  if (section.blocks.empty()) return std::nullopt;
  // A section opens with a sentence.
  if (!std::holds_alternative<Paragraph>(section.blocks.front()))
    section.blocks.insert(section.blocks.begin(),
                          Paragraph{"No negative or positive rating carries a comment; some neutral ones do.", false});
  return section;
}

}  // namespace dsat::report
