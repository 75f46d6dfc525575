#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/document/document.hpp"

namespace dsat::render {

/// How CSV is written, for machines and for spreadsheets of any country.
struct CsvStyle {
  char separator = ',';
  bool mark = false;  ///< begins with a byte order mark, by which Excel knows UTF-8
  bool safe = true;   ///< a text cell, or part of one, that a spreadsheet would run gets a leading `'`
};

/// How a document is drawn; the same style and document give the same bytes.
struct Style {
  int width = 80;      ///< columns of the terminal; at least 40
  bool color = false;  ///< ANSI colours in text
  bool ascii = false;  ///< no character beyond ASCII of our own making (data keeps its own)
  CsvStyle csv = {};
};

/// One output format.
struct Writer {
  std::string_view key;                      ///< as in --format
  std::string_view help;                     ///< one line for `dsat list formats`
  std::vector<std::string_view> extensions;  ///< without dot, lower case
  bool needs_file;                           ///< can't go to a terminal (XLSX)
  /// The whole output. Throws Error(output) where the format can't hold the document.
  std::string (*write)(const document::Document&, const Style&);
};

/// All writers, in the order of help.
std::span<const Writer> writers();
/// The writer of that key, or nullptr.
const Writer* writer_named(std::string_view key);
/// The writer for a file name's extension, or nullptr.
const Writer* writer_for_extension(std::string_view path);

/// What a CSV file begins with.
std::string_view csv_mark(const CsvStyle& style);
/// One CSV record with its line feed, quoted as RFC 4180 asks; fields that hold words are made spreadsheet-safe if the
/// style asks for it; numbers of ours are never prefixed.
struct CsvField {
  std::string_view text;
  bool words = true;
};
void append_csv_record(std::string& to, std::span<const CsvField> fields, const CsvStyle& style);
/// `text` as a JSON string with its quotes.
void append_json_string(std::string& to, std::string_view text);
/// A number as JSON, shortest form; null when it isn't finite.
void append_json_number(std::string& to, double value);

}  // namespace dsat::render
