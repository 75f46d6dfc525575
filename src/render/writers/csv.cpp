#include <array>

#include "dsat/base/text.hpp"
#include "render/cells.hpp"
#include "render/writers/all.hpp"

namespace dsat::render {

using namespace document;

namespace {

bool is_words(const Cell& cell) {
  return std::holds_alternative<Text>(cell.content);
}

/// Just the table: keys, then every row.
std::string plain_table(const Table& table, const Style& style) {
  std::string out(csv_mark(style.csv));
  const std::vector<std::size_t> columns = machine_columns(table);
  std::vector<CsvField> fields;
  for (const std::size_t column : columns) fields.push_back({table.columns[column].key});
  append_csv_record(out, fields, style.csv);
  std::vector<std::string> texts(columns.size());
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const Cell& cell = row[columns[i]];
      texts[i] = machine_text(cell);
      fields[i] = {texts[i], is_words(cell)};
    }
    append_csv_record(out, fields, style.csv);
  }
  return out;
}

/// The report, one record per cell and sentence.
class LongTable {
 public:
  explicit LongTable(const Style& style) : style_(style), out_(csv_mark(style.csv)) {
    const std::array<CsvField, 6> names = {{{"section"}, {"table"}, {"row"}, {"column"}, {"value"}, {"text"}}};
    append_csv_record(out_, names, style_.csv);
  }

  void sentence(std::string_view section, std::size_t row, std::string_view column, std::string_view text) {
    record(section, {}, row, column, {}, true, one_line(text));
  }

  void add(const Section& section) {
    std::size_t row = 0;
    for (const Block& block : section.blocks) {
      if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
        sentence(section.key, ++row, paragraph->lead ? "lead" : "text", paragraph->text);
      } else if (const auto* facts = std::get_if<Facts>(&block)) {
        for (const auto& [label, text] : facts->items) sentence(section.key, ++row, label, text);
      } else if (const auto* table = std::get_if<Table>(&block)) {
        add(section, *table);
      }
    }
  }

  std::string take() { return std::move(out_); }

 private:
  void add(const Section& section, const Table& table) {
    const std::vector<std::size_t> columns = machine_columns(table);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      for (const std::size_t column : columns) {
        const Cell& cell = table.rows[row][column];
        record(section.key, table.key, row + 1, table.columns[column].key, machine_text(cell), is_words(cell),
               reader_text(cell, style_));
      }
    }
    if (!table.note.empty()) record(section.key, table.key, 0, "note", {}, true, one_line(table.note));
  }

  void record(std::string_view section, std::string_view table, std::size_t row, std::string_view column,
              std::string_view value, bool value_is_words, std::string_view text) {
    const std::string number = row == 0 ? std::string() : std::to_string(row);
    const std::array<CsvField, 6> fields = {
        {{section}, {table}, {number, false}, {column}, {value, value_is_words}, {text}}};
    append_csv_record(out_, fields, style_.csv);
  }

  const Style& style_;
  std::string out_;
};

const Table* first_table(const Document& document) {
  for (const Section& section : document.sections) {
    for (const Block& block : section.blocks) {
      if (const auto* table = std::get_if<Table>(&block)) return table;
    }
  }
  return nullptr;
}

}  // namespace

std::string write_csv(const Document& document, const Style& style) {
  if (document.shape == Document::Shape::table) {
    const Table* table = first_table(document);
    return table == nullptr ? std::string() : plain_table(*table, style);
  }
  LongTable report(style);
  std::size_t row = 0;
  for (const std::string& line : document.subtitle) report.sentence({}, ++row, "subtitle", line);
  row = 0;
  for (const std::string& note : document.notes) report.sentence({}, ++row, "note", note);
  for (const Section& section : document.sections) report.add(section);
  return report.take();
}

}  // namespace dsat::render
