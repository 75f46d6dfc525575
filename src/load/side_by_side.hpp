#pragma once
#include <cstddef>
#include <functional>
#include <vector>

#include "load/raw_table.hpp"

/// The parts of a text read side by side, and their rows put back in order.
namespace dsat::load {

/// Goes through the parts of a text, numbered from 0, with up to `threads` workers, numbered from 0 as well.
///
/// `find` makes the next part ready for a worker, false if there is none; it is called for one part at a time, in
/// order. `work` is called with what was found, side by side. A worker is a thread of its own from the second part on:
/// a short text needs none. Once something was thrown no more is found, and when all have ended, the error of the
/// earliest part is thrown on.
void read_side_by_side(unsigned threads, const std::function<bool(std::size_t worker)>& find,
                       const std::function<void(std::size_t worker, std::size_t part)>& work);

/// What is done with each part, where reading them side by side isn't all.
struct PartSteps {
  std::function<bool(std::size_t worker)> find;     ///< as above
  std::function<void(std::size_t worker)> prepare;  ///< side by side
  std::function<void(std::size_t worker)> settle;   ///< one part at a time, in order, each after its preparation
  std::function<void(std::size_t worker, std::size_t part)> work;  ///< side by side
};
void read_side_by_side(unsigned threads, const PartSteps& steps);

/// The rows that one worker read, and which parts of the text they came from.
struct Share {
  RawTable table;
  std::vector<Piece> pieces;  ///< rows of the table, by part of the text
};

/// Puts what the workers read into the order of the text. Their tables have the same columns.
RawTable join_shares(std::vector<Share> shares);

}  // namespace dsat::load
