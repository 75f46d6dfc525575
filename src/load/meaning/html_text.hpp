#pragma once
#include <string>
#include <string_view>

namespace dsat::load {

/// What a reader sees of a text in HTML: tags out, those that begin a new line as blanks, entities in, comments,
/// scripts and styles dropped; runs of blanks one. Only names of HTML elements make a tag, so `a < b`, `<3` and
/// `<Anna>` stay; so does a text without any. Text that was escaped as a whole (`&lt;p&gt;`) is HTML too.
/// A part of `cell`, or of `room` if anything had to change.
std::string_view html_text(std::string_view cell, std::string& room);

}  // namespace dsat::load
