#include "load/meaning/column_profile.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/durations.hpp"
#include "load/moments.hpp"
#include "load/ratings.hpp"
#include "load/vocabulary.hpp"

namespace dsat::load {
namespace {

constexpr std::size_t cells_looked_at = 1000;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_whole_number(std::string_view cell) {
  return std::ranges::all_of(cell, is_digit);
}

/// `4,5` and `46054,375`; not `1,234`, which may be thousands on a page of another country.
std::optional<double> with_decimal_comma(std::string_view cell) {
  const std::size_t comma = cell.find(',');
  if (comma == cell.npos || comma == 0 || comma + 1 == cell.size() || cell.find(',', comma + 1) != cell.npos) return {};
  if (cell.size() - comma == 4 && comma <= 3) return {};
  std::string text(cell);
  text[comma] = '.';
  return parse_number(text);
}

class Profiler {
 public:
  void add(std::string_view raw, std::int64_t rows) {
    profile_.cells += rows;
    // Of an array the first item that says anything.
    std::string_view cell = trim(raw);
    while (cell.starts_with(array_separator)) cell.remove_prefix(1);
    cell = trim(cell.substr(0, cell.find(array_separator)));
    if (cell.empty() || means_missing(cell)) return;
    profile_.filled += rows;
    bytes_ += static_cast<std::int64_t>(cell.size()) * rows;
    const auto [found, added] = seen_.try_emplace(std::string(cell.substr(0, 200)), 0);
    found->second += rows;
    if (added) kind_.try_emplace(found->first, kinds_of(cell));
    count(kind_.at(found->first), rows);
  }

  ColumnProfile finish() {
    profile_.distinct = static_cast<std::int64_t>(seen_.size());
    profile_.mean_length =
        profile_.filled == 0 ? 0 : static_cast<double>(bytes_) / static_cast<double>(profile_.filled);
    if (seen_.size() <= ColumnProfile::most_values) {
      profile_.values.assign(seen_.begin(), seen_.end());
      std::ranges::sort(profile_.values, [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
      });
    }
    return std::move(profile_);
  }

 private:
  struct Kinds {
    bool whole = false, decimal = false, stamp = false, unix_stamp = false, duration = false, rating_word = false,
         survey_word = false, flag = false, percent = false, address = false, link = false, token = false, name = false,
         text = false;
  };

  Kinds kinds_of(std::string_view cell) {
    Kinds kinds;
    const std::size_t blanks = static_cast<std::size_t>(std::ranges::count(cell, ' '));
    const bool any_digit = std::ranges::any_of(cell, is_digit);
    auto number = any_digit && blanks == 0 ? parse_number(cell) : std::nullopt;
    if (!number && any_digit && blanks == 0) number = with_decimal_comma(cell);
    kinds.percent = !number && any_digit && cell.ends_with('%') && rating_number(cell).has_value();
    if (number) {
      const bool first = !std::exchange(any_number_, true);
      profile_.least = first ? *number : std::min(profile_.least, *number);
      profile_.most = first ? *number : std::max(profile_.most, *number);
      kinds.whole = *number == std::floor(*number) && (std::abs(*number) < 1e18 || is_whole_number(cell));
      kinds.decimal = !kinds.whole;
    }
    if (cell.size() <= 80) {
      // Dates may be all words (`gestern` isn't one), but have a digit: in whatever script.
      const bool may_be_dated = any_digit || static_cast<unsigned char>(cell.front()) >= 0xD9;
      const Stamp::Shape shape = may_be_dated ? parse_stamp(cell).shape : Stamp::Shape::none;
      const bool dated = shape != Stamp::Shape::none && shape != Stamp::Shape::time_only;
      kinds.stamp = dated && !number;
      kinds.unix_stamp = dated && number.has_value();
      kinds.duration = any_digit && !number && !kinds.stamp && parse_duration(cell, TimeUnit::unknown).has_value();
      if (!number && !kinds.stamp) {
        const Word word = word_class(rating_word(cell));
        kinds.rating_word = word == Word::negative || word == Word::neutral || word == Word::positive ||
                            (!kinds.percent && rating_number(cell).has_value());
        kinds.survey_word = word == Word::asked || word == Word::not_asked || word == Word::unrated;
      }
      kinds.flag = cell.size() <= 10 && flag_of(cell).has_value();
    }
    const std::size_t at = cell.find('@');
    kinds.address = at != cell.npos && at > 0 && blanks == 0 && cell.find('.', at) != cell.npos;
    kinds.link = cell.find("://") != cell.npos;
    kinds.token = blanks == 0 && any_digit && !kinds.percent && cell.size() <= 64 && !kinds.stamp && !kinds.decimal &&
                  !kinds.duration && !kinds.address && !kinds.link;
    kinds.text = blanks >= 4 || (cell.size() > 40 && blanks > 0) || cell.size() > 80;
    kinds.name = !kinds.text && !any_digit && !kinds.address && !kinds.link;
    return kinds;
  }

  void count(const Kinds& kinds, std::int64_t rows) {
    const auto add = [rows](std::int64_t& to, bool is) { to += is ? rows : 0; };
    add(profile_.whole, kinds.whole);
    add(profile_.decimal, kinds.decimal);
    add(profile_.stamps, kinds.stamp);
    add(profile_.unix_stamps, kinds.unix_stamp);
    add(profile_.durations, kinds.duration);
    add(profile_.rating_words, kinds.rating_word);
    add(profile_.survey_words, kinds.survey_word);
    add(profile_.flags, kinds.flag);
    add(profile_.percents, kinds.percent);
    add(profile_.addresses, kinds.address);
    add(profile_.links, kinds.link);
    add(profile_.tokens, kinds.token);
    add(profile_.names, kinds.name);
    add(profile_.texts, kinds.text);
  }

  ColumnProfile profile_;
  std::unordered_map<std::string, std::int64_t> seen_;
  std::unordered_map<std::string, Kinds> kind_;
  std::int64_t bytes_ = 0;
  bool any_number_ = false;
};

}  // namespace

std::string ColumnProfile::summary() const {
  if (filled == 0) return "empty";
  std::vector<std::pair<std::int64_t, std::string_view>> shapes = {{stamps + unix_stamps, "dates"},
                                                                   {durations, "time spans"},
                                                                   {rating_words, "rating words"},
                                                                   {survey_words, "survey marks"},
                                                                   {percents, "per cent"},
                                                                   {addresses, "e-mail addresses"},
                                                                   {links, "links"},
                                                                   {decimal, "decimals"},
                                                                   {whole, "whole numbers"},
                                                                   {texts, "long texts"},
                                                                   {tokens, "ids"},
                                                                   {names, "words"}};
  const auto commonest = std::ranges::max_element(shapes, {}, [](const auto& shape) { return shape.first; });
  std::string text = commonest->first > 0 ? std::string(commonest->second) : std::string("mixed");
  if (commonest->first > 0 && commonest->first < filled) text += " " + percent(share(commonest->first), 0);
  if ((commonest->second == "whole numbers" || commonest->second == "decimals") && most >= least)
    text += " " + shortest(least) + "–" + shortest(most);
  text += ", " + grouped(distinct) + " distinct in " + grouped(filled) + " of " + grouped(cells);
  return text;
}

ColumnProfile profile_column(const RawColumn& column) {
  Profiler profiler;
  if (const WordCells* const words = column.words();
      words != nullptr && words->distinct().size() <= cells_looked_at + WordCells::first_word) {
    // Few values: all of them, with their rows.
    std::vector<std::int64_t> rows(words->distinct().size(), 0);
    words->codes().visit([&](const auto& codes) {
      for (const auto code : codes) ++rows[code];
    });
    for (std::size_t code = 0; code < rows.size(); ++code)
      if (rows[code] > 0) profiler.add(words->distinct()[code], rows[code]);
    return profiler.finish();
  }
  // Many: every so many rows one, so that the end is seen as well as the beginning.
  CellRoom room;
  const std::size_t step = std::max<std::size_t>(1, column.size() / cells_looked_at);
  for (std::size_t row = 0; row < column.size(); row += step) profiler.add(column.cell(row, room), 1);
  return profiler.finish();
}

TableView::TableView(const RawTable& table_seen) : table(&table_seen) {
  for (const RawColumn& column : table->columns) {
    names.push_back(&column_name(column.name()));
    columns.push_back(is_kept(column.keep()) ? profile_column(column) : ColumnProfile());
  }
  joins.assign(columns.size(), false);
}

}  // namespace dsat::load
