#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dsat::load {

/// A JSON text in which what can't be a value of ours spoils its own cell only.
struct RepairedJson {
  std::string text;
  std::vector<std::size_t> halves;  ///< where halves of characters stood
  bool changed = false;
};

/// Halves of characters (`\ud83d` without its other half), which writers make that cut a text in the middle of an
/// emoji, become U+FFFD; whole numbers beyond 64 bits become texts of their digits. All else stays as it is, so that
/// what isn't JSON for another reason isn't afterwards.
RepairedJson repair_json(std::string_view text);

}  // namespace dsat::load
