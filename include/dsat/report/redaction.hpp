#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>

#include "dsat/data/store.hpp"
#include "dsat/report/redact.hpp"

namespace dsat::report {

namespace redact_detail {
class PersonNames;
}

/// Redaction of one data set's texts: what redact() replaces, and the names of the people whom the data hold as agents
/// (`[agent]`) or requesters (`[customer]`). Remembers what it replaced. May be called from several threads.
class Redaction {
 public:
  enum class Scope : std::uint8_t { everything, agents_only };

  /// Takes the agents' names as they stand now, before anybody replaces them by pseudonyms; the rest is looked at when
  /// the first text comes. The store must stay.
  Redaction(const Store& store, Scope scope);
  ~Redaction();

  std::string operator()(std::string_view text);
  /// How much was replaced in the texts it was called with, each text counted once.
  std::array<std::size_t, secrets> replaced() const;
  /// `2 e-mail addresses, 1 phone number and 3 names`; empty where nothing was replaced.
  std::string in_words() const;
  /// Begins to count anew: for another document of the same run.
  void forget();

 private:
  void look_at_store();

  const Store& store_;
  const Scope scope_;
  std::unique_ptr<redact_detail::PersonNames> names_;
  std::once_flag looked_;
  mutable std::mutex lock_;
  std::unordered_set<std::string> seen_;  ///< texts in which anything was replaced
  std::array<std::size_t, secrets> replaced_{};
};

}  // namespace dsat::report
