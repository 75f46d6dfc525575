#pragma once
#include <archive.h>
#include <archive_entry.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace dsat::test {

using Files = std::initializer_list<std::pair<std::string, std::string>>;

/// Writes an archive in memory: of a format (`zip`, `ustar`, `7zip`, `raw`), packed with a filter (`none`, `gzip`,
/// `zstd`, `xz`, `bzip2`).
class Packer {
 public:
  explicit Packer(const char* format = "zip", const char* filter = "none") {
    archive_write_set_format_by_name(to_, format);
    if (std::string_view(filter) != "none") archive_write_add_filter_by_name(to_, filter);
    archive_write_set_bytes_in_last_block(to_, 1);
    archive_write_open_memory(to_, bytes_.data(), bytes_.size(), &used_);
  }
  void add(const std::string& name, const std::string& content) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(to_, entry);
    archive_write_data(to_, content.data(), content.size());
    archive_entry_free(entry);
  }
  std::string bytes() {
    archive_write_close(to_);
    archive_write_free(to_);
    bytes_.resize(used_);
    return std::move(bytes_);
  }

 private:
  archive* to_ = archive_write_new();
  std::string bytes_ = std::string(std::size_t{1} << 22, '\0');
  std::size_t used_ = 0;
};

inline std::string packed(const char* format, const char* filter, Files files) {
  Packer packer(format, filter);
  for (const auto& [name, content] : files) packer.add(name, content);
  return packer.bytes();
}

inline std::string zip_of(Files files) {
  return packed("zip", "none", files);
}

/// A workbook of Excel with these sheets: name, and what stands in its XML between `<worksheet>` and its end. `more`
/// are further members, such as styles and shared texts.
inline std::string xlsx_of(Files sheets, Files more = {}, std::string_view book = {}) {
  std::string list, relations;
  Packer packer;
  int number = 0;
  for (const auto& [name, content] : sheets) {
    const std::string id = std::to_string(++number);
    list += "<sheet name=\"" + name + "\" sheetId=\"" + id + "\" r:id=\"r" + id + "\"/>";
    relations += "<Relationship Id=\"r" + id + "\" Target=\"worksheets/sheet" + id + ".xml\"/>";
    packer.add("xl/worksheets/sheet" + id + ".xml", "<worksheet>" + content + "</worksheet>");
  }
  for (const auto& [name, content] : more) {
    relations += "<Relationship Id=\"m" + name + "\" Target=\"" + name + "\"/>";
    packer.add("xl/" + name, content);
  }
  packer.add("[Content_Types].xml", "<Types/>");
  packer.add("xl/workbook.xml",
             "<workbook xmlns:r=\"r\">" + std::string(book) + "<sheets>" + list + "</sheets></workbook>");
  packer.add("xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>");
  return packer.bytes();
}

}  // namespace dsat::test
