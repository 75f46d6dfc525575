#include <sstream>

#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "fuzz/targets.hpp"
#include "fuzz/targets/check.hpp"
#include "load/sources.hpp"

namespace dsat::fuzz {

/// Bytes that may be an archive or a workbook: whatever is in them, it is listed and read, or refused with a reason;
/// all sources are UTF-8 where they are sheets, and the same when read again.
void sources(std::string_view bytes) {
  try {
    std::istringstream in{std::string(bytes)};
    load::Sources sources(in, {std::uint64_t{1} << 24, {}});
    for (const std::string& name : sources.list("-").files) {
      if (!sources.can_be_read_again(name)) continue;
      const load::OpenSource open = sources.open(name);
      const std::string once = load::all_of(*open.bytes.bytes);
      check(open.rows == nullptr || valid_utf8_prefix(once) == once.size(), "a sheet isn't UTF-8");
      check(once == load::all_of(*sources.open(name).bytes.bytes), "a source reads differently again");
    }
  } catch (const Error&) {
  }
}

}  // namespace dsat::fuzz
