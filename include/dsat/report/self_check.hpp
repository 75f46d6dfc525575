#pragma once
#include <map>
#include <span>
#include <string_view>

#include "dsat/analyze/claim.hpp"
#include "dsat/document/document.hpp"
#include "dsat/report/context.hpp"

namespace dsat::report {

/// How often a report claims something on copies of the user's own data in which nothing is going on.
struct SelfCheck {
  int copies = 0;
  int with_claim = 0;  ///< copies in which it claims something that isn't held fast
  std::map<analyze::Family, int> with_claim_of;
  int with_any = 0;  ///< what is held fast counted, too
  double alone = 0;  ///< share of ratings that can't change places
};

/// Makes the report's claims again on copies with outcomes permuted within week × channel × topic. Volumes, weekly
/// totals and what channel and topic explain stay in every copy as they are; claims about those alone are held fast and
/// tell nothing about chance. The same for any number of threads (0: one per core).
SelfCheck self_check(const Context& context, std::span<const std::string_view> keys, int copies = 200,
                     unsigned threads = 1, std::uint64_t seed = 1);

/// Its section, `self-check`.
document::Section self_check_section(const SelfCheck& check);

}  // namespace dsat::report
