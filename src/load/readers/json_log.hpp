#pragma once
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "dsat/data/provenance.hpp"
#include "dsat/load/load.hpp"
#include "load/oddities.hpp"
#include "load/raw_table.hpp"

/// What is told about a JSON file, in its order, whoever read what.
namespace dsat::load {

/// Told of an item that isn't a record although it stands where one should.
inline constexpr std::string_view no_record = "an item that isn't a record (rejected)";

/// What one part of a file has to tell.
struct JsonLog {
  /// A column that whoever read the part met for the first time; a record type without a name.
  struct Seen {
    std::string record_type;
    std::optional<std::string> column;
    Keep keep = Keep::no;
    std::uint64_t line = 0;
  };

  std::vector<Seen> seen;
  Oddities oddities;
  std::vector<RejectedRow> rejected;
  std::uint64_t passed_over_at = 0;  ///< line of the first member that was one too many
  std::uint64_t records = 0;
  std::uint64_t end = 0;  ///< bytes of the file up to here, once decoded

  void reject(std::string reason, std::string_view text, std::uint64_t line);
};

/// Takes the logs of parts in whatever order they are done, and tells them in the order of the file.
class JsonLedger {
 public:
  /// Different members that can be columns of one table.
  static constexpr std::size_t most_columns = 100'000;

  JsonLedger(std::string path, const Watch& watch, FileFacts& facts, Oddities& oddities)
      : path_(std::move(path)), watch_(watch), facts_(facts), oddities_(oddities) {}

  /// Every part is handed in once, from 0 on.
  void hand_in(std::size_t part, JsonLog log);
  /// Whether a column was met in any part before `part`; waits until these are handed in.
  bool knows(std::size_t part, const std::string& record_type, const std::string& column);
  /// A part will never be handed in: nobody waits for it any more.
  void give_up();

  /// At the end: a table without rows for each record type, the types and their columns in order of first appearance.
  std::vector<RawTable> headers();

 private:
  struct Type {
    RawTable header;
    std::unordered_set<std::string> names;
  };
  Type& type_of(const std::string& record_type);
  void tell(JsonLog log);

  std::string path_;
  const Watch& watch_;
  FileFacts& facts_;
  Oddities& oddities_;
  std::mutex mutex_;
  std::condition_variable handed_in_;
  std::map<std::size_t, JsonLog> waiting_;
  std::size_t next_ = 0;
  bool given_up_ = false, passed_over_ = false;
  std::uint64_t records_ = 0;
  std::vector<Type> types_;
};

}  // namespace dsat::load
