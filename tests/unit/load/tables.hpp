#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "load/assemble.hpp"

/// Raw tables for tests, without the readers: plain CSV by the simplest rules.
namespace dsat::load {

inline std::vector<std::vector<std::string>> records_of(std::string_view csv, char separator) {
  std::vector<std::vector<std::string>> records;
  std::vector<std::string> record;
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const char c = csv[i];
    if (quoted && c == '"' && i + 1 < csv.size() && csv[i + 1] == '"') {
      cell += c;
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == separator) {
      record.push_back(std::exchange(cell, {}));
    } else if (!quoted && c == '\n') {
      record.push_back(std::exchange(cell, {}));
      records.push_back(std::exchange(record, {}));
    } else if (quoted || c != '\r') {
      cell += c;
    }
  }
  if (!record.empty() || !cell.empty()) {
    record.push_back(cell);
    records.push_back(record);
  }
  return records;
}

/// One file as the CSV reader would hand it on.
inline ReadResult file_of(std::string_view csv, const Options& options, const ProfileSet& profiles,
                          char separator = ',', std::string path = "test.csv", std::string record_type = {}) {
  const auto records = records_of(csv, separator);
  const ColumnPlan plan = column_plan(profiles, options);
  ReadResult result;
  result.facts.path = std::move(path);
  result.facts.container = "csv";
  RawTable& table = result.tables.emplace_back();
  table.record_type = record_type;
  for (const std::string& name : records.front()) table.columns.emplace_back(name, plan(record_type, name));
  for (std::size_t i = 1; i < records.size(); ++i) {
    ++result.facts.rows_read;
    bool blank = true;
    for (const std::string& cell : records[i]) blank = blank && cell.empty();
    if (blank) {
      ++result.facts.left_out;
      ++result.facts.left_out_by["blank"];
      continue;
    }
    ++result.facts.kept;
    std::string all;
    for (std::size_t j = 0; j < table.columns.size(); ++j) {
      const std::string cell = j < records[i].size() ? records[i][j] : std::string();
      all += cell + '\n';
      table.columns[j].append(cell);
    }
    table.lines.push_back(static_cast<std::uint32_t>(i + 1));
    table.fingerprints.push_back(std::hash<std::string>{}(all));
    ++table.rows;
  }
  return result;
}

/// Files of plain CSV, recognised and merged.
inline Loaded load_texts(const std::vector<std::string>& texts, const Options& options = {}, char separator = ',') {
  const ProfileSet profiles(options);
  std::vector<ReadResult> files;
  for (std::size_t i = 0; i < texts.size(); ++i)
    files.push_back(
        file_of(texts[i], options, profiles, separator, std::string(1, static_cast<char>('a' + i)) + ".csv"));
  FieldSet needs;
  return assemble(std::move(files), profiles, options, {}, needs);
}

}  // namespace dsat::load
