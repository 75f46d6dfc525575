#pragma once
#include <iosfwd>
#include <string>

#include "dsat/load/load.hpp"
#include "load/decode.hpp"

namespace dsat::load {

/// An open file whose content is known to be text.
struct TextFile {
  Decoder text;
  std::string compression;  ///< gzip, zstd or empty
  bool is_json = false;     ///< by its name (also of a packed file) or by its first bytes
};

/// Throws Error(input) for what can't be opened or unpacked, and for what is no text.
TextFile open_text(const std::string& path, const Options& options, std::istream& standard_input);

}  // namespace dsat::load
