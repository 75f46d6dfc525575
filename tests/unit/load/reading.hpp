#pragma once
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/base/error.hpp"
#include "load/reader.hpp"

namespace dsat::load::test {

/// A folder of its own for a test, removed afterwards.
class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() / ("dsat-test-" + std::to_string(getpid()) + "-" + number())) {
    std::filesystem::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  std::string path() const { return path_.string(); }
  std::string write(const std::string& name, std::string_view bytes) const {
    const std::string file = (path_ / name).string();
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
  }

 private:
  static std::string number() {
    static int last = 0;
    return std::to_string(++last);
  }
  std::filesystem::path path_;
};

/// Names that every profile knows, for telling header rows.
inline bool is_known(std::string_view name) {
  return name == "Ticket ID" || name == "ticket_id" || name == "Rating" || name == "rating" || name == "Comment" ||
         name == "Agent" || name == "created_at";
}

struct Read {
  ReadResult result;
  std::vector<RejectedRow> rejected;

  const RawTable& table(std::size_t index = 0) const { return result.tables.at(index); }
  const FileFacts& facts() const { return result.facts; }
  std::vector<std::string> names(std::size_t index = 0) const {
    std::vector<std::string> names;
    for (const RawColumn& column : table(index).columns) names.push_back(column.name());
    return names;
  }
  /// The cells of a row joined by `|`; an absent cell is `~`, a null one `null`.
  std::string row(std::size_t row, std::size_t index = 0) const {
    std::string joined;
    for (const RawColumn& column : table(index).columns) {
      if (&column != &table(index).columns.front()) joined += '|';
      switch (column.state(row)) {
        case CellState::absent:
          joined += '~';
          break;
        case CellState::null:
          joined += "null";
          break;
        case CellState::present:
          joined += column[row];
      }
    }
    return joined;
  }
  std::vector<std::string> rows(std::size_t index = 0) const {
    std::vector<std::string> rows;
    for (std::size_t at = 0; at < table(index).rows; ++at) rows.push_back(row(at, index));
    return rows;
  }
};

inline Read read_path(const std::string& path, const Options& options = {}, std::string_view standard_input = {}) {
  Read read;
  std::istringstream in{std::string(standard_input)};
  Sources sources(in, {options.max_input_size, options.sheet});
  Watch watch;
  watch.rejected = [&read](const RejectedRow& row) { read.rejected.push_back(row); };
  read.result = read_tables(
      path, options, sources, [](std::string_view, std::string_view) { return Keep::plain; }, is_known, watch);
  const FileFacts& facts = read.result.facts;
  if (facts.rows_read != facts.kept + facts.left_out + facts.rejected) throw std::logic_error("rows went missing");
  return read;
}

inline Read read(std::string_view text, const Options& options = {}) {
  return read_path("-", options, text);
}

/// The whole message of the error that reading ends with; empty if it doesn't.
inline std::string error_of(std::string_view text, const Options& options = {}) {
  try {
    read(text, options);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

inline std::string error_of_path(const std::string& path, const Options& options = {}) {
  try {
    read_path(path, options);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

using Rows = std::vector<std::string>;

}  // namespace dsat::load::test
