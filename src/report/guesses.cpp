#include "dsat/report/guesses.hpp"

#include <algorithm>
#include <span>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"

namespace dsat::report {
namespace {

struct Told {
  Guess guess;
  std::vector<std::string> paths;
};

std::string some_of(std::span<const std::string> paths) {
  constexpr std::size_t most = 3;
  const auto named = paths.first(std::min(paths.size(), most));
  std::string words = join({named.begin(), named.end()}, ", ");
  if (paths.size() > most) words += " and " + grouped(static_cast<std::int64_t>(paths.size() - most)) + " more";
  return words;
}

}  // namespace

std::vector<SharedGuess> uncertain_guesses(const Provenance& provenance) {
  std::vector<Told> told;
  for (const FileFacts& file : provenance.files) {
    for (const Guess& guess : file.guesses) {
      if (guess.certain) continue;
      const auto same = std::ranges::find_if(told, [&guess](const Told& other) {
        return other.guess.what == guess.what && other.guess.chosen == guess.chosen &&
               other.guess.evidence == guess.evidence && other.guess.flag == guess.flag;
      });
      if (same == told.end())
        told.push_back({guess, {file.path}});
      else
        same->paths.push_back(file.path);
    }
  }
  std::vector<SharedGuess> shared;
  for (const auto& [guess, paths] : told) shared.push_back({guess, some_of(paths)});
  return shared;
}

}  // namespace dsat::report
