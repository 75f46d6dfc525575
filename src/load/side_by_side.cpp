#include "load/side_by_side.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <limits>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "dsat/base/parallel.hpp"

namespace dsat::load {
namespace {

class Crew {
 public:
  explicit Crew(const PartSteps& steps) : steps_(steps) {}

  void run(unsigned threads) {
    std::vector<std::thread> helpers;
    while (const std::optional<std::size_t> part = next(0)) {
      if (*part == 1) helpers = begin_helpers(threads);
      work(0, *part);
    }
    for (std::thread& helper : helpers) helper.join();
    if (error_) std::rethrow_exception(error_);
  }

 private:
  std::vector<std::thread> begin_helpers(unsigned threads) {
    std::vector<std::thread> helpers;
    try {
      for (std::size_t worker = 1; worker < threads; ++worker) helpers.emplace_back([this, worker] { help(worker); });
    } catch (const std::system_error&) {
      // No more threads to be had: those that there are do it.
    }
    return helpers;
  }

  void help(std::size_t worker) {
    while (const std::optional<std::size_t> part = next(worker)) work(worker, *part);
  }

  /// The number of the next part, or nothing at the end.
  std::optional<std::size_t> next(std::size_t worker) {
    const std::lock_guard lock(mutex_);
    if (ended_) return std::nullopt;
    try {
      ended_ = !steps_.find(worker);
    } catch (...) {
      fail(next_part_);
    }
    return ended_ ? std::nullopt : std::optional(next_part_++);
  }

  void work(std::size_t worker, std::size_t part) {
    attempt(part, [&] {
      if (steps_.prepare) steps_.prepare(worker);
    });
    if (steps_.settle) {
      // Every part before this one was found before it, so somebody is at it.
      std::unique_lock turn(turn_mutex_);
      turn_changed_.wait(turn, [&] { return turn_ == part; });
      attempt(part, [&] { steps_.settle(worker); });
      ++turn_;
      turn_changed_.notify_all();
    }
    attempt(part, [&] { steps_.work(worker, part); });
  }

  /// Does something with a part, unless it or one before it has failed.
  template <class Step>
  void attempt(std::size_t part, Step&& step) {
    try {
      {
        const std::lock_guard lock(mutex_);
        if (failed_part_ <= part) return;
      }
      step();
    } catch (...) {
      const std::lock_guard lock(mutex_);
      fail(part);
    }
  }

  void fail(std::size_t part) {
    if (part < failed_part_) {
      failed_part_ = part;
      error_ = std::current_exception();
    }
    ended_ = true;
  }

  const PartSteps& steps_;
  std::mutex mutex_;
  std::size_t next_part_ = 0;
  bool ended_ = false;
  std::size_t failed_part_ = std::numeric_limits<std::size_t>::max();
  std::exception_ptr error_;
  std::mutex turn_mutex_;
  std::condition_variable turn_changed_;
  std::size_t turn_ = 0;  ///< the part to be settled next
};

}  // namespace

void read_side_by_side(unsigned threads, const std::function<bool(std::size_t worker)>& find,
                       const std::function<void(std::size_t worker, std::size_t part)>& work) {
  const PartSteps steps = {find, {}, {}, work};
  Crew(steps).run(threads);
}

void read_side_by_side(unsigned threads, const PartSteps& steps) {
  Crew(steps).run(threads);
}

RawTable join_shares(std::vector<Share> shares) {
  for (Share& share : shares)
    for (RawColumn& column : share.table.columns) column.end();
  // Whoever came too late to find a part has nothing to join.
  RawTable joined = shares.front().table.header();
  std::erase_if(shares, [](const Share& share) { return share.pieces.empty(); });
  if (shares.empty()) return joined;
  if (shares.size() == 1) return std::move(shares.front().table);
  struct Step {
    std::size_t share;
    Piece piece;
  };
  std::vector<Step> steps;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    for (const Piece& piece : shares[i].pieces) steps.push_back({i, piece});
    joined.rows += shares[i].table.rows;
  }
  std::ranges::sort(steps, {}, [](const Step& step) { return step.piece.part; });
  const auto join_rows = [&](auto member, auto missing) {
    auto& to = joined.*member;
    if (std::ranges::all_of(shares, [&](const Share& share) { return (share.table.*member).empty(); })) return;
    to.reserve(joined.rows);
    for (const Step& step : steps) {
      auto& from = shares[step.share].table.*member;
      from.resize(shares[step.share].table.rows, missing);
      const auto begin = from.begin() + static_cast<std::ptrdiff_t>(step.piece.begin);
      to.insert(to.end(), begin, begin + static_cast<std::ptrdiff_t>(step.piece.count));
    }
    for (Share& share : shares) share.table.*member = {};
  };
  join_rows(&RawTable::lines, std::uint32_t{0});
  join_rows(&RawTable::fingerprints, std::uint64_t{0});
  std::vector<Piece> pieces;
  for (const Step& step : steps) pieces.push_back({step.share, step.piece.begin, step.piece.count});
  in_parallel(joined.columns.size(), shares.size(), [&](std::size_t column) {
    std::vector<RawColumn*> parts;
    for (Share& share : shares) parts.push_back(&share.table.columns[column]);
    joined.columns[column] = RawColumn::joined(parts, pieces);
  });
  return joined;
}

}  // namespace dsat::load
