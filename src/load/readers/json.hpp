#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/load/load.hpp"
#include "load/decode.hpp"
#include "load/oddities.hpp"
#include "load/raw_table.hpp"

namespace dsat::load {

/// Reads the records of a JSON file: one document, documents one after the other, or JSON Lines.
///
/// Records are the objects of a top-level array; of arrays that are members of a top-level object (`tickets`, `users`;
/// each is a record type of its own, and members about the page are passed over); or a single object, also one that is
/// wrapped (`{"ticket": {…}, "comments": […]}`, where what stands beside it joins it). An array of 0 and 1 is `scores`
/// with a column `value`. Columns are paths: members of members with dots (`via.channel`), members of the objects of an
/// array with brackets (`answers[].rating`).
///
/// `facts` gets the container and the counts of rows. Throws Error(input) for what isn't JSON, with the place of the
/// error; a broken line of JSON Lines is rejected instead. Returns no tables if the file is valid and holds no record.
/// JSON Lines are read on up to `threads` threads; the tables, and what is told, are the same for any number.
std::vector<RawTable> read_json(const std::string& path, Decoder decoder, const ColumnPlan& plan,
                                const KnownName& known, unsigned threads, const Watch& watch, FileFacts& facts,
                                Oddities& oddities);

/// Hands every record to `print` as one line: an array of [path, value] pairs.
void print_json(const std::string& path, Decoder decoder, const KnownName& known,
                const std::function<void(std::string_view lines)>& print, FileFacts& facts, Oddities& oddities);

}  // namespace dsat::load
