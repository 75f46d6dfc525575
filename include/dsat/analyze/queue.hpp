#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "dsat/analyze/view.hpp"

namespace dsat::analyze {

/// Ratings that wait for somebody to do something.
struct Queue {
  std::string_view key;
  std::string_view title;
  std::string_view help;
  /// Only of rated rows.
  bool (*holds)(const View&, Row);
};

/// All queues, in the order of help.
std::span<const Queue> queues();
const Queue* queue_named(std::string_view key);
/// As queue_named, but throws Error(usage) with the nearest key.
const Queue& require_queue(std::string_view key);

/// The rows of a queue, the longest waiting first (without a date last, then by ticket).
std::vector<Row> rows_of(const Queue& queue, const View& view, std::span<const Row> rows);
/// Any rows, in that order.
void sort_by_waiting(const View& view, std::vector<Row>& rows);

}  // namespace dsat::analyze
