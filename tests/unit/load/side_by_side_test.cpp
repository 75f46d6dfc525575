#include "load/side_by_side.hpp"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

using namespace dsat::load;

namespace {

/// What read_side_by_side() throws on if finding or working on a part throws its number.
std::string error_of(std::size_t parts, std::size_t find_fails, const std::vector<std::size_t>& work_fails) {
  std::size_t found = 0;
  try {
    read_side_by_side(
        4,
        [&](std::size_t) {
          if (found == find_fails) throw std::runtime_error("find " + std::to_string(found));
          return found++ < parts;
        },
        [&](std::size_t, std::size_t part) {
          // The earlier, the longer it takes: the last to throw is the first in the text.
          std::this_thread::sleep_for(std::chrono::milliseconds(part < 10 ? 10 - part : 0));
          if (std::ranges::find(work_fails, part) != work_fails.end()) throw std::runtime_error(std::to_string(part));
        });
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "none";
}

std::vector<Share> empty_shares(std::size_t count) {
  std::vector<Share> shares(count);
  for (Share& share : shares) {
    share.table.columns.emplace_back("coded", Keep::words);
    share.table.columns.emplace_back("plain", Keep::plain);
  }
  return shares;
}

void add(Share& share, std::size_t part, const std::vector<std::string>& rows) {
  share.pieces.push_back({part, share.table.rows, rows.size()});
  for (const std::string& row : rows) {
    for (RawColumn& column : share.table.columns) column.append(row);
    share.table.lines.push_back(static_cast<std::uint32_t>(part));
    ++share.table.rows;
  }
}

}  // namespace

TEST_CASE("parts are found one at a time, in order, and each is worked on once", "[side_by_side]") {
  for (const unsigned threads : {1U, 2U, 4U}) {
    constexpr std::size_t parts = 100;
    std::vector<std::size_t> at_hand(threads);
    std::atomic<int> finding = 0;
    std::size_t found = 0;
    std::mutex mutex;
    std::map<std::size_t, std::size_t> worked;
    read_side_by_side(
        threads,
        [&](std::size_t worker) {
          if (++finding != 1) throw std::logic_error("two at a time");
          at_hand[worker] = found;
          --finding;
          return found++ < parts;
        },
        [&](std::size_t worker, std::size_t part) {
          if (at_hand[worker] != part) throw std::logic_error("another part than was found");
          const std::lock_guard lock(mutex);
          ++worked[part];
        });
    CHECK(found == parts + 1);
    CHECK(worked.size() == parts);
    CHECK(std::ranges::all_of(worked, [](const auto& entry) { return entry.second == 1; }));
  }
}

TEST_CASE("parts are settled one at a time and in order, each after its preparation", "[side_by_side]") {
  for (const unsigned threads : {1U, 2U, 5U}) {
    constexpr std::size_t parts = 60;
    std::vector<std::size_t> at_hand(threads);
    std::vector<bool> prepared(parts), settled(parts);
    std::size_t found = 0, next = 0;
    std::atomic<std::size_t> worked = 0;
    std::mutex mutex;
    PartSteps steps;
    steps.find = [&](std::size_t worker) {
      at_hand[worker] = found;
      return found++ < parts;
    };
    steps.prepare = [&](std::size_t worker) {
      const std::lock_guard lock(mutex);
      prepared[at_hand[worker]] = true;
    };
    steps.settle = [&](std::size_t worker) {
      const std::lock_guard lock(mutex);
      if (at_hand[worker] != next++ || !prepared[at_hand[worker]]) throw std::logic_error("out of order");
      settled[at_hand[worker]] = true;
    };
    steps.work = [&](std::size_t, std::size_t part) {
      const std::lock_guard lock(mutex);
      if (!settled[part]) throw std::logic_error("not settled");
      ++worked;
    };
    read_side_by_side(threads, steps);
    CHECK(worked == parts);
    // Who fails leaves nobody waiting, and nothing behind it is settled.
    found = next = 0;
    steps.settle = [&](std::size_t worker) {
      if (at_hand[worker] == 7) throw std::runtime_error("7");
      ++next;
    };
    steps.prepare = {};
    steps.work = [](std::size_t, std::size_t) {};
    CHECK_THROWS_WITH(read_side_by_side(threads, steps), "7");
    CHECK(next == 7);
  }
}

TEST_CASE("a text of one part is read without another thread", "[side_by_side]") {
  const std::thread::id here = std::this_thread::get_id();
  std::size_t found = 0;
  read_side_by_side(
      4, [&](std::size_t) { return found++ < 1; },
      [&](std::size_t worker, std::size_t) {
        CHECK(worker == 0);
        CHECK(std::this_thread::get_id() == here);
      });
  CHECK(found == 2);
}

TEST_CASE("of several errors the earliest in the text is told", "[side_by_side]") {
  CHECK(error_of(20, 99, {}) == "none");
  CHECK(error_of(20, 99, {3, 2, 5}) == "2");
  CHECK(error_of(20, 4, {3}) == "3");
  CHECK(error_of(20, 4, {}) == "find 4");
  CHECK(error_of(20, 0, {}) == "find 0");
  CHECK(error_of(20, 99, {0}) == "0");
}

TEST_CASE("rows come into the order of the text, whoever read them", "[side_by_side]") {
  std::vector<Share> shares = empty_shares(3);
  add(shares[0], 0, {"a", "b"});
  add(shares[2], 1, {"c", "a"});
  add(shares[2], 2, {});
  add(shares[0], 3, {"d"});
  add(shares[2], 4, {"b"});
  shares[2].table.fingerprints = {1, 2, 3};
  const RawTable table = join_shares(std::move(shares));
  std::string rows;
  for (std::size_t row = 0; row < table.rows; ++row)
    rows.append(table.columns[0][row]).append(table.columns[1][row]).append(" ");
  CHECK(rows == "aa bb cc aa dd bb ");
  CHECK(table.lines == std::vector<std::uint32_t>{0, 0, 1, 1, 3, 4});
  CHECK(table.fingerprints == std::vector<std::uint64_t>{0, 0, 1, 2, 0, 3});
  // Numbered as they appear in the text.
  CHECK(table.columns[0].distinct()[2] == "a");
  CHECK(table.columns[0].distinct()[5] == "d");
}

TEST_CASE("a table without rows keeps its columns", "[side_by_side]") {
  const RawTable table = join_shares(empty_shares(2));
  CHECK(table.columns.size() == 2);
  CHECK(table.rows == 0);
}
