#include "dsat/report/unread.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsat/analyze/measure.hpp"
#include "dsat/analyze/outcome.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/data/field.hpp"
#include "dsat/report/guesses.hpp"

namespace dsat::report {
namespace {

constexpr std::size_t cells_named = 4, longest_cell = 40;

}  // namespace

std::string some_cells(const std::vector<std::pair<std::string, std::int64_t>>& cells,
                       const std::function<std::string(std::string_view)>& words) {
  std::vector<std::string> named;
  for (std::size_t i = 0; i < cells.size() && i < cells_named; ++i)
    named.push_back("\"" + printable(shorten(one_line(words(cells[i].first)), longest_cell)) + "\" " +
                    grouped(cells[i].second));
  std::int64_t others = 0;
  for (std::size_t i = cells_named; i < cells.size(); ++i) others += cells[i].second;
  if (others > 0) named.push_back(counted(others, "other"));
  return join(named, ", ");
}

std::vector<std::pair<std::string, std::int64_t>> unread_cells(const analyze::View& view,
                                                               std::span<const analyze::Row> rows) {
  const Ratings& ratings = view.store().ratings;
  std::map<std::string, std::int64_t, std::less<>> counts;
  for (const analyze::Row row : rows)
    if (row.answered() && !view.rated(row))
      ++counts[ratings.label.empty() ? std::string() : std::string(ratings.label.name(row.rating))];
  std::vector<std::pair<std::string, std::int64_t>> cells(counts.begin(), counts.end());
  std::ranges::stable_sort(cells, std::ranges::greater(), [](const auto& cell) { return cell.second; });
  return cells;
}

std::vector<analyze::Row> unread_rows(const analyze::View& view) {
  const Ratings& ratings = view.store().ratings;
  std::vector<analyze::Row> rows;
  for (std::uint32_t rating = 0; rating < ratings.size(); ++rating)
    if (ratings.sentiment[rating] == Sentiment::unreadable) rows.push_back({ratings.ticket[rating], rating});
  return rows;
}

bool rates_withheld(const analyze::View& view, const analyze::Selection& selection) {
  if (unread_rows(view).empty()) return false;
  const analyze::Value nrr = analyze::require_measure("nrr").compute({view, analyze::tally(view, selection), {}});
  return nrr.ends && !nrr.number;
}

std::string unread_in_words(const analyze::View& view, std::span<const analyze::Row> rows, const analyze::Tally& tally,
                            const std::function<std::string(std::string_view)>& words) {
  const analyze::Value nrr = analyze::require_measure("nrr").compute({view, tally, {}});
  if (!nrr.ends || !analyze::is_notable(tally.unreadable, nrr.ends->base)) return {};
  std::string text = fmt::format("{} not understood ({}; {} in all)", counted(tally.unreadable, "answer"),
                                 some_cells(unread_cells(view, rows), words), counted(nrr.ends->base, "answer"));
  if (!nrr.number) text += ", more than one in ten, so NRR, CSAT, CSI and NPS are undefined (not 0)";
  text += fmt::format(": NRR lies between {} and {}", percent(nrr.ends->least), percent(nrr.ends->most));
  return text + ". " + std::string(how_to_settle);
}

std::vector<std::string> guesses_behind_headline(const Provenance& provenance) {
  std::vector<std::string> sentences;
  for (const auto& [guess, files] : uncertain_guesses(provenance)) {
    if (!guess.decides_headline) continue;
    std::string why = guess.evidence;
    if (!guess.runner_up.empty()) why += (why.empty() ? "" : "; ") + ("next came " + guess.runner_up);
    if (!guess.flag.empty()) why += (why.empty() ? "" : "; ") + guess.flag + " settles it";
    sentences.push_back((guess.chosen == "none"
                             ? fmt::format("No {} could be chosen", guess.what)
                             : fmt::format("The {} was taken to be \"{}\"", guess.what, guess.chosen)) +
                        (why.empty() ? "" : " (" + why + ")") + ".");
  }
  return sentences;
}

std::vector<std::string> unread_dates(const Provenance& provenance,
                                      const std::function<std::string(std::string_view)>& words) {
  const FileFacts totals = provenance.totals();
  std::vector<std::string> sentences;
  for (const auto& [field, filled] : totals.filled) {
    const auto unread = totals.unreadable.find(field);
    if (unread == totals.unreadable.end() || !analyze::is_withheld(unread->second, filled)) continue;
    std::string title = field, sample;
    if (const auto known = field_named(field)) title = info(*known).title;
    for (const FileFacts& file : provenance.files)
      for (const FileFacts::Sample& one : file.samples)
        if (sample.empty() && one.reason == "unreadable " + field)
          sample = " (such as \"" + printable(words(one.text)) + "\")";
    sentences.push_back(
        fmt::format("{} of {} dates under \"{}\" can't be read{}, so their tickets stand in no period "
                    "by it; --date-order may settle it.",
                    grouped(unread->second), grouped(filled), title, sample));
  }
  for (const FileFacts& file : provenance.files)
    for (const Guess& guess : file.guesses)
      if (const auto field = field_named(guess.what);
          field && info(*field).kind == FieldKind::moment && guess.chosen == not_there)
        sentences.push_back(fmt::format("There is no time of \"{}\", as {} ({} takes it all the same).",
                                        info(*field).title, guess.evidence, guess.flag));
  return sentences;
}

std::vector<std::string> beside_headline(const Provenance& provenance,
                                         const std::function<std::string(std::string_view)>& words) {
  std::vector<std::string> sentences = guesses_behind_headline(provenance);
  for (std::string& sentence : unread_dates(provenance, words)) sentences.push_back(std::move(sentence));
  return sentences;
}

}  // namespace dsat::report
