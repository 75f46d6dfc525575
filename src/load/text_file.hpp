#pragma once
#include <memory>
#include <string>

#include "dsat/load/load.hpp"
#include "load/decode.hpp"
#include "load/sources.hpp"

namespace dsat::load {

/// An open file whose content is known to be text.
struct TextFile {
  Decoder text;
  std::string compression;                  ///< as in ByteSource
  bool is_json = false;                     ///< by its name (also of a packed file) or by its first bytes
  std::string container;                    ///< of a sheet the workbook's format; else empty
  std::shared_ptr<const RowsOfLines> rows;  ///< of a sheet
};

/// Throws Error(input) for what can't be opened or unpacked, and for what is no text.
TextFile open_text(const std::string& name, const Options& options, Sources& sources);

}  // namespace dsat::load
