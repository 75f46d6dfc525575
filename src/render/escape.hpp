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

/// Printable, but with its line breaks, for a spreadsheet cell; guarded against being run.
std::string spreadsheet_text(std::string_view text);

}  // namespace dsat::render
