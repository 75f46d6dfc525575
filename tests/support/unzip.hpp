#pragma once
#include <zlib.h>
#include <catch2/catch.hpp>

#include <cstdint>
#include <map>
#include <string>

namespace dsat::test {

inline std::uint32_t little_endian(const std::string& bytes, std::size_t at, int size) {
  std::uint32_t value = 0;
  for (int i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
  return value;
}

/// The files of a zip archive, by its central directory.
inline std::map<std::string, std::string> unzipped(const std::string& zip) {
  std::map<std::string, std::string> files;
  const std::size_t end = zip.rfind("PK\x05\x06");
  REQUIRE(end != std::string::npos);
  std::size_t at = little_endian(zip, end + 16, 4);
  for (std::uint32_t left = little_endian(zip, end + 10, 2); left > 0; --left) {
    REQUIRE(zip.compare(at, 4, "PK\x01\x02") == 0);
    const std::uint32_t method = little_endian(zip, at + 10, 2), packed = little_endian(zip, at + 20, 4),
                        size = little_endian(zip, at + 24, 4), name_size = little_endian(zip, at + 28, 2),
                        local = little_endian(zip, at + 42, 4);
    const std::string name = zip.substr(at + 46, name_size);
    // The same bytes with every run: no clock in here.
    CHECK(little_endian(zip, at + 12, 4) == little_endian(zip, little_endian(zip, end + 16, 4) + 12, 4));
    at += 46 + name_size + little_endian(zip, at + 30, 2) + little_endian(zip, at + 32, 2);
    const std::size_t data = local + 30 + little_endian(zip, local + 26, 2) + little_endian(zip, local + 28, 2);
    std::string content(size, '\0');
    if (method == 0) {
      content = zip.substr(data, size);
    } else if (size > 0) {
      z_stream stream{};
      REQUIRE(inflateInit2(&stream, -MAX_WBITS) == Z_OK);
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(zip.data() + data));
      stream.avail_in = packed;
      stream.next_out = reinterpret_cast<Bytef*>(content.data());
      stream.avail_out = size;
      CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
      inflateEnd(&stream);
    }
    files[name] = content;
  }
  return files;
}

}  // namespace dsat::test
