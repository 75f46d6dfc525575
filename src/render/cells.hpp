#pragma once
#include <optional>
#include <string>
#include <vector>

#include "dsat/document/document.hpp"
#include "dsat/render/writer.hpp"

/// Typed cells as characters: the one place that decides digits.
namespace dsat::render {

/// Widest a bar is drawn, in columns.
inline constexpr int bar_width = 20;

/// What stands for a figure that is undefined, and for one that is not shown because its base is too small.
std::string missing_mark(const Style& style);
std::string suppressed_mark(const Style& style);

/// What readers see, on one line and printable; `width` is the room of a bar. Not finite is missing.
std::string reader_text(const document::Cell& cell, const Style& style, int width = bar_width);

/// What machines read: unformatted, `.` as decimal point; empty when missing or only drawn.
std::string machine_text(const document::Cell& cell);

/// The number that machines read; nothing for words, instants, pictures and what is missing.
std::optional<double> machine_number(const document::Cell& cell);

/// Words of our own or from data, on one line and printable, with typographic characters replaced when style.ascii.
std::string one_printable_line(std::string_view text, const Style& style);

/// Eighth blocks from minimum to maximum of the values; suppressed_mark() where there is none.
std::string spark_line(const std::vector<std::optional<double>>& values, const Style& style);

/// Indices of the columns that readers, or machines, see. Readers are spared a column that has neither a heading nor
/// anything in it.
std::vector<std::size_t> reader_columns(const document::Table& table);
std::vector<std::size_t> machine_columns(const document::Table& table);
/// Of the columns that readers see, those with anything in them. A table without rows, or without anything, keeps all.
std::vector<std::size_t> known_columns(const document::Table& table);
/// `No entries: agent, comment`: the others, but for those of empty words; empty where there are none.
std::string unknown_columns(const document::Table& table, const Style& style);
/// Index of the column with that key.
std::optional<std::size_t> column_named(const document::Table& table, std::string_view key);

/// Rows that readers see.
std::size_t rows_shown(const document::Table& table);
/// `… 7 more: dsat reviews`; empty when nothing was left out.
std::string rows_left_out(const document::Table& table, const Style& style);

/// A trend chart as text: values in time order, and from where to where they go: `▁▂▃█  8.9 – 19.2 %`. Empty when its
/// table holds no figure.
std::string trend_sketch(const document::Section& section, const document::Chart& chart, const Style& style);

/// Whether a table of the section draws values in time order as small lines.
bool draws_lines(const document::Section& section);

/// What a chart shows, in words, unless a sentence of its section says just that.
std::string_view caption_of(const document::Section& section, const document::Chart& chart);

/// A heading made of a key: `first_reply` is `First reply`.
std::string from_key(std::string_view key);
/// The title of a section, or a heading made of its key.
std::string title_of(const document::Section& section);

/// The table of that key in a section, or nullptr.
const document::Table* table_named(const document::Section& section, std::string_view key);

}  // namespace dsat::render
