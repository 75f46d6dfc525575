#pragma once
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

#include "dsat/base/calendar.hpp"
#include "dsat/data/field.hpp"
#include "dsat/data/provenance.hpp"
#include "dsat/data/store.hpp"

/// Files in, store out.
namespace dsat::load {

/// What a user may say about the input; empty or `auto` leaves it to recognition. What is said beats every guess.
struct Options {
  std::vector<std::string> paths;                        ///< files, folders, `-`
  std::string profile = "auto";                          ///< a maker's key, or the path of a profile file
  std::vector<std::string> profile_folders;              ///< folders with users' own profiles
  std::vector<std::pair<std::string, std::string>> map;  ///< field key or `question.NAME`, column
  std::string scale = "auto";
  std::vector<std::string> negative, neutral, positive;  ///< rating values by hand
  std::string delimiter = "auto";                        ///< one character, or `tab`
  std::string encoding = "auto";
  std::string date_order = "auto";         ///< ymd, dmy, mdy
  Zone zone;                               ///< of stamps without one
  bool zone_given = false;                 ///< the user said so; else it is the default, and told
  std::vector<std::string> extra_columns;  ///< columns wanted as `column:NAME`
  bool exact_keys = false;                 ///< names are compared as written
  std::string question;                    ///< of one row a question: a part of the one that is the rating
  std::string sheet;                       ///< of workbooks only the sheet of this name
  bool drop_identical = false;             ///< rows equal in every cell are one ticket (where there is no id)
  bool skip_bad_files = false;
  FieldSet unread;                                        ///< what this run doesn't ask for: recognised, but not read
  std::uint64_t max_input_size = std::uint64_t{8} << 30;  ///< bytes of one file, unpacked
  int threads = 0;                                        ///< 0: all cores; never changes the result
};

/// One rejected row, verbatim, as it happens.
struct RejectedRow {
  std::string file;
  std::uint64_t line = 0;
  std::string reason, text;
};

/// What a caller may watch while loading; each may be empty.
struct Watch {
  std::function<void(const RejectedRow&)> rejected;
  std::function<void(std::uint64_t bytes, std::uint64_t rows)> progress;
  std::function<void(std::uint64_t bytes)> expected;  ///< how much there is to read; called once, if that is known
};

struct Loaded {
  Store store;
  Provenance provenance;
};

/// Reads all files as one data set. Throws Error(input) for what can't be used, Error(usage) for a column or profile
/// that isn't there.
Loaded load(const Options& options, std::istream& standard_input, const Watch& watch = {});

/// `inspect --cells`: the records of one file as JSON Lines on `out`, before any meaning; oddities as lines for `err`.
/// Throws Error(input).
void print_cells(const std::string& path, const Options& options, std::istream& standard_input, std::ostream& out,
                 std::ostream& err);

/// One maker's export, or a user's own profile.
struct ProfileInfo {
  std::string key, title, help;
};
std::vector<ProfileInfo> profiles(const Options& options);

}  // namespace dsat::load
