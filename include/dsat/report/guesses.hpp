#pragma once
#include <string>
#include <vector>

#include "dsat/data/provenance.hpp"

namespace dsat::report {

/// A guess that may be wrong, with all files in which just the same was guessed: `a.csv, b.csv and 7 more`.
struct SharedGuess {
  Guess guess;
  std::string files;
};

/// Guesses that nobody can be certain of, in the order of the files, each once.
std::vector<SharedGuess> uncertain_guesses(const Provenance& provenance);

}  // namespace dsat::report
