#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/document/document.hpp"
#include "dsat/report/context.hpp"

namespace dsat::report {

/// What became of a claim.
enum class Fate { open, lasted, faded };

/// A claim that a report made.
struct LedgerRow {
  DayRange period;        ///< that it was made about
  std::string label;      ///< its name
  std::string selection;  ///< conditions of the whole report (`--where`); empty: all data
  analyze::Claim claim;
  Fate fate = Fate::open;
  std::string judged_in;  ///< period up to which it was judged
  stats::Share seen;      ///< of the slice since: negatives of ratings, or tickets of all tickets
  std::string marks;      ///< of some of the period's tickets, by which the data are known again
};

/// The history of a report's claims (`--history`): what was claimed, and whether it lasted.
class Ledger {
 public:
  /// An empty ledger.
  Ledger() = default;
  /// From the records of its file, header first; `lines[i]` is where record i begins. Throws Error(input) naming file
  /// and line.
  Ledger(std::span<const std::vector<std::string>> records, std::span<const std::uint64_t> lines,
         const std::string& file);
  /// Its records, header first.
  std::vector<std::vector<std::string>> records() const;
  static std::span<const std::string_view> columns();

  std::span<const LedgerRow> rows() const { return rows_; }

  /// Throws Error(input) where claims were made about other data: the data hold a period, and under half of the tickets
  /// marked in it. Ledgers without marks, as earlier versions wrote them, are taken as they are.
  void require_same_data(const Context& context, const std::string& file) const;

  /// Claims of the same selection about periods before the one reported, oldest first.
  std::vector<PastClaim> before(const Context& context, const std::string& selection) const;

  /// Judges open claims by what came after their period, up to the end of the one reported, once that is at least 20
  /// ratings of the slice (or tickets of all). Nothing is judged by a period that isn't over, or without periods.
  void judge(const Context& context, const std::string& selection);

  /// Adds claims about the period reported; one that stands there already stays as it is.
  void add(const Context& context, const std::string& selection, std::span<const analyze::Claim> claims);

  /// What became of earlier findings, as a section `history`; `label` is the period reported. Nothing without any.
  std::optional<document::Section> section(const std::string& label, const std::string& selection) const;

 private:
  std::vector<LedgerRow> rows_;
};

}  // namespace dsat::report
