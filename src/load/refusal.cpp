#include "load/refusal.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "load/source.hpp"

namespace dsat::load {
namespace {

using namespace std::string_view_literals;

constexpr const char* unpack_first = "Unpack it first and pass what is in it, or the folder.";
constexpr const char* export_instead = "Export the tickets or ratings as CSV or JSON, one row each, and pass that.";

struct Format {
  std::size_t offset;
  std::string_view magic;
  const char* looks_like;
  const char* remedy;
};

constexpr std::array formats = {
    Format{0, "%PDF"sv, "a PDF", export_instead},
    Format{0, "\x89PNG"sv, "an image (PNG)", export_instead},
    Format{0, "GIF8"sv, "an image (GIF)", export_instead},
    Format{0, "\xFF\xD8\xFF"sv, "an image (JPEG)", export_instead},
    Format{8, "WEBP"sv, "an image (WebP)", export_instead},
    Format{0, "II*\0"sv, "an image (TIFF)", export_instead},
    Format{0, "MM\0*"sv, "an image (TIFF)", export_instead},
    Format{0, "{\\rtf"sv, "a text document (RTF)", export_instead},
    Format{0, "SQLite format 3\0"sv, "a database (SQLite)", export_instead},
    Format{0, "PAR1"sv, "a Parquet file", "Write it as CSV or JSON Lines, and pass that."},
    Format{0, "\x1F\x8B"sv, "a file packed more than twice (gzip in it)", unpack_first},
    Format{0, "\x28\xB5\x2F\xFD"sv, "a file packed more than twice (zstd in it)", unpack_first},
    Format{0, "PK\x03\x04"sv, "a zip archive within what isn't one", unpack_first},
    Format{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an old Office document (.doc, .msg)", export_instead},
    Format{0,
           "\x7F"
           "ELF"sv,
           "a program", export_instead},
};

std::string first_line(std::string_view head) {
  const std::size_t begin = head.find_first_not_of("\r\n\t ");
  if (begin == head.npos) return {};
  head.remove_prefix(begin);
  return to_valid_utf8(head.substr(0, std::min<std::size_t>(head.find_first_of("\r\n"), 200)));
}

[[noreturn]] void refuse(const std::string& path, std::string_view head, const std::string& looks_like,
                         const char* remedy) {
  throw Error(ErrorKind::input, "not a table: it looks like " + looks_like + "; expected CSV or JSON", remedy,
              Place{shown_path(path), 0, 0, first_line(head)});
}

/// Share of control characters that no text has, in per cent. Damaged texts may hold runs of NUL.
std::size_t binary_share(std::string_view head) {
  const auto is_binary = [](unsigned char byte) {
    return byte != 0 && byte < 0x20 && (byte < '\t' || byte > '\r') && byte != 0x1B;
  };
  return head.empty()
             ? 0
             : 100 * static_cast<std::size_t>(std::count_if(head.begin(), head.end(), is_binary)) / head.size();
}

}  // namespace

void refuse_what_is_no_table(const std::string& path, std::string_view head, bool wide) {
  for (const Format& format : formats) {
    if (head.size() >= format.offset && head.substr(format.offset, format.magic.size()) == format.magic) {
      refuse(path, "", format.looks_like, format.remedy);
    }
  }
  std::string_view text = head;
  if (text.substr(0, 3) == "\xEF\xBB\xBF"sv) text.remove_prefix(3);
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\0"sv), text.size()));
  if (text.size() > 1 && text.front() == '<') {
    const std::string lower = fold(to_valid_utf8(text.substr(0, 1000)));
    for (const std::string_view tag :
         {"<!doctype html", "<html", "<head", "<body", "<table", "<div", "<script", "<meta"}) {
      if (lower.starts_with(tag)) {
        refuse(
            path, head, "a web page (HTML): often an error or a login page that a script saved as its download",
            "Look into it with a browser, then download the export again; a table in it can be opened in a spreadsheet "
            "and saved as CSV.");
      }
    }
    if (lower.starts_with("<?xml") || lower.starts_with("<!--") || lower.starts_with("<svg")) {
      refuse(path, head, "XML", export_instead);
    }
  }
  constexpr std::size_t most_of_a_text = 5;
  if (!wide && binary_share(head) > most_of_a_text) refuse(path, "", "binary data", export_instead);
}

}  // namespace dsat::load
