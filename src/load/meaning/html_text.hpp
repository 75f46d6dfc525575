#pragma once
#include <string>
#include <string_view>

namespace dsat::load {

/// True if a text holds a tag of HTML or an entity: `<p>`, `</div>`, `<br/>`, `&nbsp;`, `&#39;`. `a < b` and `<3` are
/// none.
bool looks_like_html(std::string_view text);

/// The text that a reader of the page would see: tags and comments out, scripts and styles with what is in them, breaks
/// and ends of blocks as blanks, entities as their signs, runs of blanks as one.
std::string html_text(std::string_view text);

}  // namespace dsat::load
