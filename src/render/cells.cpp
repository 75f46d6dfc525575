#include "render/cells.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <type_traits>
#include <utility>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"

namespace dsat::render {

using namespace document;

namespace {

/// What typography of ours becomes on a terminal that knows ASCII only. Longest first where one begins another.
constexpr std::array<std::pair<std::string_view, std::string_view>, 22> ascii_forms = {{
    {" · ", " | "}, {"·", "."},   {"–", "-"}, {"—", "-"}, {"−", "-"},      {"…", "..."},    {"±", "+/-"}, {"×", "x"},
    {"≥", ">="},    {"≤", "<="},  {"≈", "~"}, {"‘", "'"}, {"’", "'"},      {"“", "\""},     {"”", "\""},  {"→", "->"},
    {"•", "*"},     {"½", "1/2"}, {"■", "#"}, {"□", "."}, {"\u2424", "?"}, {"\u2421", "?"},
}};

std::string in_ascii(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const auto form = std::find_if(ascii_forms.begin(), ascii_forms.end(),
                                   [&](const auto& entry) { return text.substr(at).starts_with(entry.first); });
    if (form != ascii_forms.end()) {
      plain += form->second;
      at += form->first.size();
      continue;
    }
    const std::size_t start = at;
    const char32_t c = next_code_point(text, at);
    // The visible stand-ins for control characters are ours too.
    if (c >= 0x2400 && c <= 0x241F) {
      plain += '?';
    } else {
      plain.append(text, start, at - start);
    }
  }
  return plain;
}

std::string ours(std::string text, const Style& style) {
  return style.ascii ? in_ascii(text) : text;
}

std::int64_t rounded(double value) {
  return static_cast<std::int64_t>(std::llround(std::clamp(value, -9e18, 9e18)));
}

/// `42 min`, `1 h 05 min`, `5 d 12 h`; seconds only show under a minute.
std::string duration_in_words(double minutes) {
  if (minutes < 0) return "−" + duration_in_words(-minutes);
  const std::int64_t whole = rounded(minutes);
  if (whole < 1 && minutes > 0) return std::to_string(std::max<std::int64_t>(rounded(minutes * 60), 1)) + " s";
  if (whole < 60) return std::to_string(whole) + " min";
  constexpr std::int64_t day = 24 * 60;
  if (whole < day) {
    const std::string rest = std::to_string(whole % 60);
    return std::to_string(whole / 60) + " h " + (rest.size() < 2 ? "0" : "") + rest + " min";
  }
  const std::int64_t hours = rounded(minutes / 60);
  return grouped(hours / 24) + " d " + std::to_string(hours % 24) + " h";
}

std::string minutes_for_machines(double minutes) {
  std::string text = fixed(minutes, 2);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string grouped_fixed(double value, int decimals) {
  const std::string text = fixed(value, decimals);
  const std::size_t point = std::min(text.find('.'), text.size());
  const auto whole = parse_integer(std::string_view(text).substr(0, point));
  if (!whole || (*whole == 0 && text.starts_with('-'))) return text;
  return grouped(*whole) + text.substr(point);
}

/// A true minus sign, as wide as a plus.
std::string with_minus(std::string text) {
  if (text.starts_with('-')) text.replace(0, 1, "−");
  return text;
}

std::string change_in_words(const Change& change) {
  std::string text;
  switch (change.of) {
    case Change::Of::points:
      text = fixed(change.difference * 100, 1) + " pp";
      break;
    case Change::Of::count:
      text = grouped(rounded(change.difference));
      break;
    case Change::Of::score:
      text = grouped_fixed(change.difference, 2);
      break;
    case Change::Of::minutes: {
      const std::string words = duration_in_words(change.difference);
      return change.difference > 0 ? "+" + words : words;
    }
  }
  const bool rises = !text.starts_with('-') && text.find_first_of("123456789") != std::string::npos;
  return rises ? "+" + text : with_minus(std::move(text));
}

std::string range_in_words(const Range& range) {
  constexpr std::string_view dash = " – ";
  switch (range.of) {
    case Range::Of::share:
      return fixed(range.low * 100, 1).append(dash) + percent(range.high);
    case Range::Of::score:
      return with_minus(grouped_fixed(range.low, 2)).append(dash) + with_minus(grouped_fixed(range.high, 2));
    case Range::Of::minutes:
      return duration_in_words(range.low).append(dash) + duration_in_words(range.high);
  }
  return {};
}

std::string bar_line(double fraction, int width, const Style& style) {
  static constexpr std::array<std::string_view, 8> eighths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  if (!(fraction > 0)) return {};
  const int steps = style.ascii ? 1 : 8;
  const int filled = std::max(1, static_cast<int>(std::lround(std::min(fraction, 1.0) * width * steps)));
  std::string line;
  for (int i = 0; i < filled / steps; ++i) line += style.ascii ? "#" : "█";
  return line.append(eighths[static_cast<std::size_t>(filled % steps)]);
}

/// A figure that no arithmetic should have made is missing, not printed.
bool is_known(const Content& content) {
  return std::visit(
      [](const auto& value) {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, Missing>)
          return false;
        else if constexpr (std::is_same_v<T, Share>)
          return std::isfinite(value.fraction);
        else if constexpr (std::is_same_v<T, Score>)
          return std::isfinite(value.value);
        else if constexpr (std::is_same_v<T, Duration>)
          return std::isfinite(value.minutes);
        else if constexpr (std::is_same_v<T, Change>)
          return std::isfinite(value.difference);
        else if constexpr (std::is_same_v<T, Range>)
          return std::isfinite(value.low) && std::isfinite(value.high);
        else if constexpr (std::is_same_v<T, Instant>)
          return !value.moment.missing() || !value.local.empty();
        else
          return true;
      },
      content);
}

struct ForReaders {
  const Style& style;
  int width;

  std::string operator()(const Missing&) const { return missing_mark(style); }
  std::string operator()(const Text& text) const { return one_printable_line(text.text, style); }
  std::string operator()(const Count& count) const { return with_minus(grouped(count.value)); }
  std::string operator()(const Share& share) const { return with_minus(percent(share.fraction)); }
  std::string operator()(const Score& score) const { return with_minus(grouped_fixed(score.value, score.decimals)); }
  std::string operator()(const Duration& duration) const { return duration_in_words(duration.minutes); }
  std::string operator()(const Instant& instant) const {
    return one_printable_line(instant.local.empty() ? iso_moment(instant.moment) : instant.local, style);
  }
  std::string operator()(const Change& change) const { return change_in_words(change); }
  std::string operator()(const Range& range) const { return range_in_words(range); }
  std::string operator()(const Bar& bar) const { return bar_line(bar.fraction, width, style); }
  std::string operator()(const Spark& spark) const { return spark_line(spark.values, style); }
};

struct ForMachines {
  std::string operator()(const Missing&) const { return {}; }
  std::string operator()(const Text& text) const { return text.text; }
  std::string operator()(const Count& count) const { return std::to_string(count.value); }
  std::string operator()(const Share& share) const { return fixed(share.fraction, 6); }
  std::string operator()(const Score& score) const { return fixed(score.value, score.decimals); }
  std::string operator()(const Duration& duration) const { return minutes_for_machines(duration.minutes); }
  std::string operator()(const Instant& instant) const { return iso_moment(instant.moment); }
  std::string operator()(const Change& change) const {
    switch (change.of) {
      case Change::Of::points:
        return fixed(change.difference, 6);
      case Change::Of::count:
        return std::to_string(rounded(change.difference));
      case Change::Of::score:
        return fixed(change.difference, 2);
      case Change::Of::minutes:
        return minutes_for_machines(change.difference);
    }
    return {};
  }
  std::string operator()(const Range&) const { return {}; }
  std::string operator()(const Bar&) const { return {}; }
  std::string operator()(const Spark&) const { return {}; }
};

struct AsNumber {
  using Number = std::optional<double>;
  Number operator()(const Missing&) const { return std::nullopt; }
  Number operator()(const Text&) const { return std::nullopt; }
  Number operator()(const Count& count) const { return static_cast<double>(count.value); }
  Number operator()(const Share& share) const { return share.fraction; }
  Number operator()(const Score& score) const { return score.value; }
  Number operator()(const Duration& duration) const { return duration.minutes; }
  Number operator()(const Instant&) const { return std::nullopt; }
  Number operator()(const Change& change) const { return change.difference; }
  Number operator()(const Range&) const { return std::nullopt; }
  Number operator()(const Bar&) const { return std::nullopt; }
  Number operator()(const Spark&) const { return std::nullopt; }
};

std::vector<std::size_t> columns_but(const Table& table, Audience hidden_from) {
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].audience != hidden_from) chosen.push_back(i);
  }
  return chosen;
}

/// A column with nothing in it, in a table that has rows.
bool bare(const Table& table, std::size_t column) {
  return !table.rows.empty() && std::ranges::all_of(table.rows, [&](const std::vector<Cell>& row) {
    const auto* words = std::get_if<Text>(&row[column].content);
    return words != nullptr ? words->text.empty() : !row[column].suppressed && !is_known(row[column].content);
  });
}

}  // namespace

std::string missing_mark(const Style& style) {
  return style.ascii ? "-" : "–";
}

std::string suppressed_mark(const Style& style) {
  return style.ascii ? "." : "·";
}

std::string one_printable_line(std::string_view text, const Style& style) {
  return ours(printable(one_line(text)), style);
}

std::string reader_text(const Cell& cell, const Style& style, int width) {
  if (cell.suppressed) return suppressed_mark(style);
  return is_known(cell.content) ? ours(std::visit(ForReaders{style, width}, cell.content), style) : missing_mark(style);
}

std::string machine_text(const Cell& cell) {
  return is_known(cell.content) ? std::visit(ForMachines{}, cell.content) : std::string();
}

std::optional<double> machine_number(const Cell& cell) {
  return is_known(cell.content) ? std::visit(AsNumber{}, cell.content) : std::nullopt;
}

std::string spark_line(const std::vector<std::optional<double>>& values, const Style& style) {
  static constexpr std::array<std::string_view, 8> blocks = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  static constexpr std::array<std::string_view, 8> signs = {"_", "-", "~", "=", "+", "*", "%", "#"};
  const auto& levels = style.ascii ? signs : blocks;
  const auto drawn = [](const std::optional<double>& value) { return value && std::isfinite(*value); };
  double low = INFINITY, high = -INFINITY;
  for (const auto& value : values) {
    if (drawn(value)) low = std::min(low, *value), high = std::max(high, *value);
  }
  std::string line;
  for (const auto& value : values) {
    if (!drawn(value)) {
      line += suppressed_mark(style);
      continue;
    }
    const double place = high > low ? (*value - low) / (high - low) : 0.5;
    line += levels[static_cast<std::size_t>(std::lround(place * 7))];
  }
  return line;
}

std::vector<std::size_t> reader_columns(const Table& table) {
  std::vector<std::size_t> columns = columns_but(table, Audience::machines);
  std::erase_if(columns,
                [&](std::size_t column) { return table.columns[column].title.empty() && bare(table, column); });
  return columns;
}

std::vector<std::size_t> known_columns(const Table& table) {
  std::vector<std::size_t> all = reader_columns(table), known;
  for (const std::size_t column : all)
    if (!bare(table, column)) known.push_back(column);
  return known.empty() ? all : known;
}

std::string unknown_columns(const Table& table, const Style& style) {
  const std::vector<std::size_t> known = known_columns(table);
  std::string names;
  for (const std::size_t column : reader_columns(table)) {
    const bool never_known = std::ranges::none_of(
        table.rows, [&](const std::vector<Cell>& row) { return std::holds_alternative<Text>(row[column].content); });
    if (!never_known || std::ranges::find(known, column) != known.end()) continue;
    names += (names.empty() ? "No entries: " : ", ") + one_printable_line(table.columns[column].title, style);
  }
  return names;
}

std::vector<std::size_t> machine_columns(const Table& table) {
  return columns_but(table, Audience::readers);
}

std::optional<std::size_t> column_named(const Table& table, std::string_view key) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].key == key) return i;
  }
  return std::nullopt;
}

std::size_t rows_shown(const Table& table) {
  return table.top == 0 ? table.rows.size() : std::min(table.top, table.rows.size());
}

std::string rows_left_out(const Table& table, const Style& style) {
  const std::size_t left_out = table.rows.size() - rows_shown(table);
  if (left_out == 0) return {};
  std::string text = (style.ascii ? "... " : "… ") + grouped(static_cast<std::int64_t>(left_out)) + " more";
  return text + ": " + (table.more.empty() ? "--top 0 shows them" : one_printable_line(table.more, style));
}

std::string trend_sketch(const Section& section, const Chart& chart, const Style& style) {
  const Table* table = table_named(section, chart.table);
  if (table == nullptr) return {};
  const auto column = column_named(*table, chart.y);
  if (!column) return {};
  std::vector<std::optional<double>> values;
  const Cell *lowest = nullptr, *highest = nullptr;
  for (const auto& row : table->rows) {
    const Cell& cell = row[*column];
    values.push_back(cell.suppressed ? std::nullopt : machine_number(cell));
    if (!values.back()) continue;
    if (lowest == nullptr || *values.back() < *machine_number(*lowest)) lowest = &cell;
    if (highest == nullptr || *values.back() > *machine_number(*highest)) highest = &cell;
  }
  if (lowest == nullptr) return {};
  const std::string low = reader_text(*lowest, style), high = reader_text(*highest, style);
  std::string span = low == high ? high : low + (style.ascii ? " - " : " – ") + high;
  if (low != high && std::holds_alternative<Share>(lowest->content) &&
      std::holds_alternative<Share>(highest->content)) {
    span = reader_text(Range{*machine_number(*lowest), *machine_number(*highest)}, style);
  }
  return spark_line(values, style) + "  " + span;
}

bool draws_lines(const Section& section) {
  return std::ranges::any_of(section.blocks, [](const Block& block) {
    const auto* table = std::get_if<Table>(&block);
    return table != nullptr && std::ranges::any_of(table->rows, [](const std::vector<Cell>& row) {
             return std::ranges::any_of(row,
                                        [](const Cell& cell) { return std::holds_alternative<Spark>(cell.content); });
           });
  });
}

std::string_view caption_of(const Section& section, const Chart& chart) {
  const bool said = std::any_of(section.blocks.begin(), section.blocks.end(), [&](const Block& block) {
    const auto* paragraph = std::get_if<Paragraph>(&block);
    return paragraph != nullptr && paragraph->text == chart.description;
  });
  return said ? std::string_view() : std::string_view(chart.description);
}

std::string from_key(std::string_view key) {
  std::string words(key);
  std::replace(words.begin(), words.end(), '_', ' ');
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - ('a' - 'A'));
  return words;
}

std::string title_of(const Section& section) {
  return section.title.empty() ? from_key(section.key) : section.title;
}

const Table* table_named(const Section& section, std::string_view key) {
  for (const Block& block : section.blocks) {
    const auto* table = std::get_if<Table>(&block);
    if (table != nullptr && table->key == key) return table;
  }
  return nullptr;
}

}  // namespace dsat::render
