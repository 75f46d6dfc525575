#include "load/own_files.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <set>
#include <span>

#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"

namespace dsat::load {
namespace {

using Names = std::set<std::string>;

/// The names in a file's first line; own files have no preamble and no name with a separator in it.
Names first_line(const std::string& path) {
  std::error_code trouble;
  if (path == "-" || !std::filesystem::is_regular_file(path, trouble)) return {};
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (!file) return {};  // whoever reads it will say why
  std::array<char, 4096> bytes{};
  const std::size_t size = std::fread(bytes.data(), 1, bytes.size(), file.get());
  if (std::ferror(file.get()) != 0)
    throw Error(ErrorKind::input, std::string("can't be read: ") + std::strerror(errno),
                "Copy it from a disk that works.", Place{path, 0, 0, {}});
  std::string_view text(bytes.data(), size);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::size_t end = text.find_first_of("\r\n");
  if (end == text.npos || text.find('\0') < end) return {};
  text = text.substr(0, end);
  for (const char separator : {',', ';', '\t', '|'}) {
    if (text.find(separator) == text.npos) continue;
    Names names;
    for (std::string_view name : split(text, separator)) {
      name = trim(name);
      if (name.size() > 1 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
      names.insert(fold(name));
    }
    return names;
  }
  return {};
}

std::ptrdiff_t how_many(const Names& names, std::initializer_list<const char*> wanted) {
  return std::ranges::count_if(wanted, [&](const char* name) { return names.contains(name); });
}

}  // namespace

std::string own_role(const std::string& path) {
  const Names names = first_line(path);
  if (names.contains("ticket_id") &&
      how_many(names, {"fault", "error_source", "root_cause", "action_date", "prompted_by", "reviewed_at",
                       "followed_up_at", "challenge", "challenge_by", "decided_by"}) >= 4)
    return "worksheet";
  if (names == Names{"agent", "criterion", "score", "date"}) return "qa";
  if (names == Names{"agent", "team"}) return "roster";
  if (names == Names{"date", "text"}) return "events";
  if (names == Names{"period", "name", "value"}) return "series";
  if (names == Names{"section", "table", "row", "column", "value", "text"}) return "table";
  if (how_many(names, {"tickets", "rated", "positive", "neutral", "negative", "nrr", "nrr_low", "nrr_high"}) == 8)
    return "table";
  return {};
}

}  // namespace dsat::load
