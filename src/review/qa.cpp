#include "dsat/review/qa.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "dsat/base/error.hpp"
#include "dsat/base/file.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/load/cells.hpp"
#include "review/sheet_dates.hpp"

namespace dsat::review {
namespace {

enum Role : std::size_t { agent, criterion, score, date, ticket, reviewer, roles };

const std::array<std::vector<std::string_view>, roles>& aliases() {
  static const std::array<std::vector<std::string_view>, roles> list{{
      {"agent", "agent name", "assignee", "employee", "name", "operator", "advisor", "reviewee", "user", "mitarbeiter",
       "agente", "сотрудник"},
      {"criterion", "criteria", "category", "qa category", "rating category", "question", "skill", "parameter", "topic",
       "kriterium", "критерий"},
      {"score", "qa score", "rating", "grade", "result", "points", "value", "percent", "%", "bewertung", "оценка"},
      {"date", "review date", "reviewed at", "scored at", "evaluated at", "evaluation date", "created at", "created",
       "time", "datum", "fecha", "дата"},
      {"ticket", "ticket id", "ticket number", "ticket no", "conversation", "conversation id", "case", "case number",
       "chat id", "call id"},
      {"reviewer", "reviewed by", "scored by", "evaluator", "evaluated by", "grader", "rater", "assessor", "qa lead",
       "prüfer", "revisor"},
  }};
  return list;
}

std::optional<Role> role_of(std::string_view header) {
  std::string name = fold(header);
  std::replace(name.begin(), name.end(), '_', ' ');
  for (std::size_t role = 0; role < roles; ++role)
    if (std::ranges::find(aliases()[role], name) != aliases()[role].end()) return static_cast<Role>(role);
  return std::nullopt;
}

/// `82`, `82,5`, `82 %`, `82/100`.
std::optional<double> read_score(std::string_view cell) {
  cell = trim(cell);
  if (const std::size_t slash = cell.find('/'); slash != std::string_view::npos) cell = trim(cell.substr(0, slash));
  if (cell.ends_with('%')) cell = trim(cell.substr(0, cell.size() - 1));
  std::string number(cell);
  if (number.find('.') == std::string::npos) std::replace(number.begin(), number.end(), ',', '.');
  return parse_number(number);
}

/// Where the columns are. Without a column of scores every column that isn't agent or date is a criterion.
struct Layout {
  std::size_t header = 0;
  std::array<std::optional<std::size_t>, roles> column;
  std::vector<std::size_t> criteria;
};

constexpr std::size_t lines_before_header = 20;

std::optional<Layout> layout_of(const load::Cells& cells) {
  for (std::size_t i = 0; i < std::min(cells.records.size(), lines_before_header); ++i) {
    const auto& record = cells.records[i];
    Layout layout;
    layout.header = i;
    for (std::size_t at = 0; at < record.size(); ++at)
      if (const auto role = role_of(record[at]); role && !layout.column[*role]) layout.column[*role] = at;
    if (!layout.column[agent]) continue;
    if (layout.column[score]) return layout;
    if (!layout.column[date]) continue;
    for (std::size_t at = 0; at < record.size(); ++at)
      if (std::ranges::find(layout.column, std::optional(at)) == layout.column.end() && !trim(record[at]).empty())
        layout.criteria.push_back(at);
    if (!layout.criteria.empty()) return layout;
  }
  return std::nullopt;
}

class QaReader {
 public:
  QaReader(const load::Cells& cells, const Layout& layout, const std::string& name, const Zone& zone,
           std::string_view date_order)
      : cells_(cells), layout_(layout), name_(name), zone_(zone), dates_(date_order, name) {}

  QaReading read() {
    const std::size_t first = layout_.header + 1;
    for (std::size_t i = first; i < cells_.records.size(); ++i) dates_.see(cell(i, date), cells_.lines[i]);
    order_ = dates_.order();
    if (dates_.open())
      reading_.notes.push_back(fmt::format("{}: dates are read as {} ({}); --date-order settles it", name_,
                                           in_words(order_), dates_.evidence()));
    for (std::size_t i = first; i < cells_.records.size(); ++i) read_row(i);
    for (const auto& [why, rows] : left_out_)
      reading_.notes.push_back(fmt::format("{}:{}: {} in {}: not counted", name_, rows.second, why,
                                           counted(static_cast<std::int64_t>(rows.first), "row")));
    return std::move(reading_);
  }

 private:
  std::string_view cell(std::size_t row, std::size_t at) const {
    return at < cells_.records[row].size() ? trim(cells_.records[row][at]) : std::string_view();
  }
  std::string_view cell(std::size_t row, Role role) const {
    return layout_.column[role] ? cell(row, *layout_.column[role]) : std::string_view();
  }

  void read_row(std::size_t row) {
    const auto& record = cells_.records[row];
    if (std::ranges::all_of(record, [](const std::string& text) { return trim(text).empty(); })) return;
    ++reading_.rows;
    QaScore given;
    given.agent = cell(row, agent);
    if (given.agent.empty()) return leave_out("no agent", row);
    given.ticket = cell(row, ticket);
    given.reviewer = cell(row, reviewer);
    if (!cell(row, date).empty()) {
      const auto moment = read_moment(cell(row, date), order_, zone_);
      if (!moment) return leave_out("a date that is none", row);
      given.date = *moment;
    }
    if (layout_.column[score]) {
      given.criterion = layout_.column[criterion] ? std::string(cell(row, criterion)) : std::string("overall");
      return add(std::move(given), cell(row, score), row);
    }
    for (const std::size_t at : layout_.criteria) {
      if (cell(row, at).empty()) continue;
      given.criterion = trim(cells_.records[layout_.header][at]);
      add(given, cell(row, at), row);
    }
  }

  void add(QaScore given, std::string_view text, std::size_t row) {
    const auto number = read_score(text);
    if (!number) return leave_out("a score that is no number", row);
    given.score = *number;
    reading_.scores.push_back(std::move(given));
  }

  void leave_out(std::string_view why, std::size_t row) {
    auto& [count, line] = left_out_[std::string(why)];
    if (count++ == 0) line = cells_.lines[row];
  }

  const load::Cells& cells_;
  const Layout& layout_;
  const std::string& name_;
  const Zone& zone_;
  OrderOfDates dates_;
  DateOrder order_ = DateOrder::dmy;
  std::map<std::string, std::pair<std::size_t, std::uint64_t>> left_out_;
  QaReading reading_;
};

}  // namespace

QaReading parse_qa(std::string_view bytes, const std::string& name, const Zone& zone, std::string_view date_order) {
  const load::Cells cells =
      load::parse_cells(bytes, name, [](std::string_view cell) { return role_of(cell).has_value(); });
  const auto layout = layout_of(cells);
  if (!layout)
    throw Error(ErrorKind::input, "no line names the columns of QA scores",
                "They are agent, criterion, score and date; or agent, date and a column per criterion.",
                {name, 1, 0, cells.records.empty() ? "" : one_line(join(cells.records.front(), ","))});
  return QaReader(cells, *layout, name, zone, date_order).read();
}

QaReading read_qa(const std::filesystem::path& path, const Zone& zone, std::string_view date_order) {
  return parse_qa(read_file(path), path.string(), zone, date_order);
}

}  // namespace dsat::review
