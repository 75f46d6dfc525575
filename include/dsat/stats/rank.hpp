#pragma once
#include <optional>
#include <span>
#include <vector>

#include "dsat/stats/share.hpp"

namespace dsat::stats {

/// Ranks from 1, ties sharing their mean rank.
std::vector<double> ranks(std::span<const double> values);

/// Spearman's rank correlation (Pearson's of mean ranks, so right with ties), p from Student's t with n − 2 degrees of
/// freedom (a good approximation from some 10 values on). Nothing for fewer than 3 pairs, spans of different length, or
/// a series that never changes. ±1: p 0.
std::optional<Test> spearman(std::span<const double> x, std::span<const double> y);

/// Each value less the one before it: one shorter; empty for fewer than two.
std::vector<double> differences(std::span<const double> values);

}  // namespace dsat::stats
