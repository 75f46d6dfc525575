#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "dsat/analyze/filter.hpp"
#include "dsat/analyze/outcome.hpp"

/// Ratings that go together, so that tests don't take nine negatives of one customer for nine unhappy customers.
namespace dsat::analyze {

/// Who wrote, as far as it is a person: a requester who holds over 5 % of all ratings, or is a guest or no-reply
/// address, may be anybody, and is unknown.
class Customers {
 public:
  explicit Customers(const View& view);

  /// The code of the ticket's customer in Field::requester_id's names; 0 where unknown.
  Code of(std::uint32_t ticket) const {
    return codes_ == nullptr || unknown_[(*codes_)[ticket]] ? 0 : (*codes_)[ticket];
  }
  std::size_t codes() const { return unknown_.size(); }
  /// For at least 80 % of all ratings: else no number of customers can be told.
  bool known() const { return known_; }
  /// Requesters who may be anybody, by code; told.
  const std::vector<Code>& anybody() const { return anybody_; }

 private:
  const Codes* codes_ = nullptr;
  std::vector<bool> unknown_{true};
  std::vector<Code> anybody_;
  bool known_ = false;
};

/// Known negatives' customers in a set of rows.
struct CustomerCount {
  std::int64_t negatives = 0;  ///< whose customer is known
  std::int64_t customers = 0;
  Code most = 0;  ///< who gave most of them
  std::int64_t of_most = 0;
};
CustomerCount customers_of_negatives(const View& view, const Customers& customers, std::span<const Row> rows);

/// Three clusterings with one intraclass correlation each, by analysis of variance over all ratings that pass a filter:
/// a customer's; an agent's in one week, beyond what agents and weeks differ by anyway; those of one day on one
/// channel, beyond channels and weeks.
class Clusters {
 public:
  static constexpr std::size_t kinds = 3;

  Clusters(const View& view, const Filter& filter);

  const Customers& customers() const { return customers_; }
  /// Of customers, agent × week, day × channel; 0 where the data don't know such clusters.
  const std::array<double, kinds>& correlations() const { return correlation_; }

  /// The cluster of a rating, from 1; 0: alone.
  std::uint32_t cluster(std::size_t kind, std::uint32_t rating) const {
    return cluster_[kind].empty() ? 0 : cluster_[kind][rating];
  }
  /// Clusters of a kind, the one for ratings alone included.
  std::size_t clusters(std::size_t kind) const { return clusters_[kind]; }

  /// d = 1 + Σ ρ (Σm²/Σm − 1) over clusterings, m ratings of a cluster among `ratings` (indices into Store::ratings).
  double design_effect(std::span<const std::uint32_t> ratings) const;
  /// Σm²/Σm of the customers among `ratings`: 1 where everybody rated once.
  double ratings_a_customer(std::span<const std::uint32_t> ratings) const;
  double design_effect(const View& view, std::span<const Row> rows) const;

 private:
  Customers customers_;
  std::array<double, kinds> correlation_{};
  std::array<std::vector<std::uint32_t>, kinds> cluster_;  ///< by rating
  std::array<std::size_t, kinds> clusters_{};
};

}  // namespace dsat::analyze
