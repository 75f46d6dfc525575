#pragma once
#include <string>
#include <string_view>

/// Making any text harmless in a format.
namespace dsat::render {

/// For HTML text and double-quoted attributes; one printable line.
std::string html(std::string_view text);

/// For GitHub's Markdown, in a table cell or amid a line: nothing in it is markup, a table border, HTML or a link. One
/// printable line. What a reader would make a link of on its own (addresses, mentions) holds an invisible U+2060.
std::string markdown(std::string_view text);

/// The same where a paragraph begins: nor is it a heading, a list, a quote or a rule.
std::string markdown_paragraph(std::string_view text);

/// For Slack's mark-up: `&`, `<` and `>` as it wants them, no mention (`@here`), no bold, no link of a browser's own.
/// One printable line, and what isn't Slack shows the same words.
std::string slack(std::string_view text);
/// An address in `<address|words>`.
std::string slack_address(std::string_view address);

/// Printable, but with its line breaks, for a spreadsheet cell; guarded against being run.
std::string spreadsheet_text(std::string_view text);

}  // namespace dsat::render
