#pragma once
#include <string>
#include <string_view>

namespace dsat::load {

/// A date's text with what scripts do to digits and signs undone: the digits of any script become ASCII, full-width
/// signs plain ones, blanks of all widths one blank; marks of direction go. The signs that stand behind the numbers of
/// Chinese, Japanese and Korean dates become what parts them elsewhere: `2026年2月1日` is `2026/2/1 `, `3時15分` is
/// `3:15 `. Whatever isn't behind a number stays: `(日)` is a weekday.
std::string plain_date_text(std::string_view cell);

}  // namespace dsat::load
