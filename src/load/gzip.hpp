#pragma once
#include <memory>
#include <string>

#include "load/source.hpp"

namespace dsat::load {

/// Unpacks gzip by zlib: libarchive's reader of it takes neither a wrong check sum nor what follows the data for
/// damage. Throws as unpack_source() says.
std::unique_ptr<ByteStream> gunzipped(std::string path, std::unique_ptr<ByteStream> packed);

}  // namespace dsat::load
