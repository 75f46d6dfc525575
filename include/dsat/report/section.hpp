#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/analyze/claim.hpp"
#include "dsat/document/document.hpp"
#include "dsat/report/context.hpp"

namespace dsat::report {

/// One section of the report. It opens with a sentence that says what it shows and how sure it is.
struct Section {
  std::string_view key;
  std::string_view help;
  std::string_view needs;  ///< what it has something to say about; told where it was asked for by name and is empty
  /// Nothing when there is nothing to say.
  std::optional<document::Section> (*write)(const Context&);
  /// Everything the section says stands out; nullptr for sections that never do. The self-check runs this alone, on
  /// many copies, so it must not draw anything.
  std::vector<analyze::Claim> (*claims)(const Context&) = nullptr;
  bool takes_long = false;  ///< searches or permutes: begun before the others
  /// What it can't say where volumes count the silent tickets, since it needs these one by one or by two dimensions;
  /// told there. Empty: nothing. Nullptr: never anything.
  std::string (*without_silent)(const Context&) = nullptr;
};

/// All sections in the order of the report; `data` is the last.
std::span<const Section> sections();
const Section* section_named(std::string_view key);

/// A named choice of sections.
struct Pack {
  std::string_view key;
  std::string_view help;
  std::vector<std::string_view> sections;
  std::optional<Unit> unit = {};  ///< of its periods, unless --every says otherwise
};
std::span<const Pack> packs();
const Pack* pack_named(std::string_view key);

/// The claims of the chosen sections, in order.
std::vector<analyze::Claim> claims_of(const Context& context, std::span<const std::string_view> keys);

/// The report: the chosen sections in order, `data` always last, with title, volumes and notes.
document::Document write_report(const Context& context, std::span<const std::string_view> keys, unsigned threads = 1);

}  // namespace dsat::report
