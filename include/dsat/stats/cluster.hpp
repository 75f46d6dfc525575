#pragma once
#include <cstdint>
#include <span>

#include "dsat/stats/share.hpp"

/// Ratings that go together: of one customer, of one agent in one week, of one day on one channel.
namespace dsat::stats {

/// Intraclass correlation of binary outcomes by analysis of variance (Ridout, Demétrio & Firth 1999), never under 0:
/// (MSB − MSW) ÷ (MSB + (n₀ − 1)·MSW), n₀ = (N − Σm²/N) ÷ (k − 1), over the k clusters that have a base. 0 with fewer
/// than two clusters, where none has two members, or where all outcomes are one.
double intraclass_correlation(std::span<const Share> clusters);

/// How many times more the variance of a sum is than independent ratings would make it, by one clustering:
/// ρ (Σm²/Σm − 1), to be added to 1. `squares` is Σm², `ratings` is Σm.
double variance_added(double correlation, double squares, double ratings);

/// Probability that a sum of contributions is at least as large as seen if each kept its size and its sign were tossed
/// (sign-flip test; Hemerik, Goeman & Finos 2020), one-sided: contributions are summed by customer, so that whoever
/// gave nine of ten negatives counts once. Up to 12 contributions all signs are gone through; beyond that by the
/// saddlepoint approximation of Lugannani & Rice (1980), mostly within a tenth. Never under
/// 2^−k, k contributions other than 0; 1 where the sum isn't positive.
double sign_flip_p(std::span<const double> contributions);

}  // namespace dsat::stats
