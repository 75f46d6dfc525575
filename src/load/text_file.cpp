#include "load/text_file.hpp"

#include <algorithm>
#include <utility>

#include "dsat/base/text.hpp"
#include "load/refusal.hpp"

namespace dsat::load {
namespace {

bool has_json_name(std::string_view path) {
  std::string name = fold(to_valid_utf8(path));
  for (const char* packed : {".gz", ".zst", ".gzip", ".zstd", ".xz", ".bz2"}) {
    if (name.ends_with(packed)) name.resize(name.size() - std::string_view(packed).size());
  }
  return name.ends_with(".json") || name.ends_with(".jsonl") || name.ends_with(".ndjson");
}

/// JSON holds records only in arrays and objects. A bracket may also begin a CSV file, so what follows it is asked too.
bool begins_like_json(std::string_view head) {
  std::string begin;
  for (const char byte : head.substr(0, 4096)) {
    const bool blank = byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
    const bool mark_or_wide = byte == '\0' || static_cast<unsigned char>(byte) >= 0x80;
    if (!blank && !(mark_or_wide && begin.size() < 2)) begin += byte;
    if (begin.size() == 2) break;
  }
  if (begin.size() < 2) return false;
  const std::string_view after_brace = "\"}", after_bracket = "{[\"]-0123456789tfn";
  return (begin[0] == '{' && after_brace.find(begin[1]) != after_brace.npos) ||
         (begin[0] == '[' && after_bracket.find(begin[1]) != after_bracket.npos);
}

}  // namespace

TextFile open_text(const std::string& name, const Options& options, Sources& sources) {
  OpenSource source = sources.open(name);
  const bool is_sheet = source.rows != nullptr;
  TextFile file = {Decoder(name, std::move(source.bytes.bytes), is_sheet ? "UTF-8" : options.encoding),
                   std::move(source.bytes.compression), false, std::move(source.container), std::move(source.rows)};
  if (is_sheet) return file;
  refuse_what_is_no_table(name, file.text.head(), file.text.wide());
  file.is_json = has_json_name(name) || begins_like_json(file.text.head());
  file.text.set_repair(file.is_json ? Decoder::Repair::keep : Decoder::Repair::replace);
  return file;
}

}  // namespace dsat::load
