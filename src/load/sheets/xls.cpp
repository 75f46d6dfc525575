#include <fcntl.h>
#include <freexl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <utility>

#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/sheets/number_format.hpp"
#include "load/sheets/workbook.hpp"

/// Workbooks of Excel before 2007 (BIFF 5 to 8), read by FreeXL. It opens files by their path only, so the bytes are
/// put into a file in memory; and it knows nothing of hidden rows and of targets of links.
namespace dsat::load {
namespace {

[[noreturn]] void fail(const std::string& path, const std::string& what, const char* remedy) {
  throw Error(ErrorKind::input, what, remedy, Place{shown_path(path), 0, 0, {}});
}

/// A file that no folder holds.
class MemoryFile {
 public:
  MemoryFile(const std::string& path, ByteStream& bytes) : descriptor_(memfd_create("workbook", MFD_CLOEXEC)) {
    if (descriptor_ < 0) fail(path, "can't be read: no memory for it", "Save it as .xlsx or CSV.");
    std::array<char, std::size_t{1} << 16> chunk;
    while (const std::size_t got = bytes.read(chunk.data(), chunk.size()))
      for (std::size_t done = 0; done < got;) {
        const ssize_t written = write(descriptor_, chunk.data() + done, got - done);
        if (written <= 0) fail(path, "can't be read: no memory for it", "Save it as .xlsx or CSV.");
        done += static_cast<std::size_t>(written);
      }
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

/// FreeXL's handle: one sheet is active at a time, so that each reader of rows has its own.
class Handle {
 public:
  Handle(const std::string& path, const MemoryFile& file) {
    const int result = freexl_open(file.path().c_str(), &handle_);
    if (result == FREEXL_OK) {
      std::uint32_t hidden = FREEXL_BIFF_PLAIN;
      if (freexl_get_info(handle_, FREEXL_BIFF_PASSWORD, &hidden) == FREEXL_OK && hidden == FREEXL_BIFF_OBFUSCATED)
        fail(path, "is encrypted, and dsat asks for no passwords", "Save it without a password.");
      return;
    }
    if (handle_ != nullptr) freexl_close(handle_);
    fail(path, "the spreadsheet is damaged, or no Excel workbook (.xls; FreeXL error " + std::to_string(result) + ")",
         "Open it and save it anew, or fetch it again.");
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { freexl_close(handle_); }
  const void* get() const { return handle_; }

 private:
  const void* handle_ = nullptr;
};

class XlsRows : public SheetRows {
 public:
  XlsRows(const std::string& path, const MemoryFile& file, std::size_t sheet) : handle_(path, file) {
    if (freexl_select_active_worksheet(handle_.get(), static_cast<std::uint16_t>(sheet)) != FREEXL_OK ||
        freexl_worksheet_dimensions(handle_.get(), &rows_, &columns_) != FREEXL_OK)
      fail(path, "the spreadsheet is damaged", "Open it and save it anew, or fetch it again.");
  }

  bool next(SheetRow& row) override {
    while (at_ < rows_) {
      row = {++at_, false, {}};
      for (std::uint16_t column = 0; column < columns_; ++column)
        if (std::string cell = shown(at_ - 1, column); !cell.empty()) {
          row.cells.resize(column);
          row.cells.push_back(std::move(cell));
        }
      if (!row.cells.empty()) return true;
    }
    return false;
  }

  std::vector<std::string> notes() const override {
    return {"of an old workbook (.xls) nobody can tell here which rows are hidden and where links lead"};
  }

 private:
  std::string shown(std::uint32_t row, std::uint16_t column) const {
    FreeXL_CellValue cell;
    if (freexl_get_cell_value(handle_.get(), row, column, &cell) != FREEXL_OK) return {};
    switch (cell.type) {
      case FREEXL_CELL_INT:
        return std::to_string(cell.value.int_value);
      case FREEXL_CELL_DOUBLE:
        return show_number(cell.value.double_value, {});
      case FREEXL_CELL_TEXT:
      case FREEXL_CELL_SST_TEXT:
      case FREEXL_CELL_DATE:
      case FREEXL_CELL_DATETIME:
      case FREEXL_CELL_TIME:
        return cell.value.text_value == nullptr ? std::string() : to_valid_utf8(cell.value.text_value);
      default:
        return {};
    }
  }

  Handle handle_;
  std::uint32_t rows_ = 0, at_ = 0;
  std::uint16_t columns_ = 0;
};

class Xls : public Workbook {
 public:
  Xls(std::string path, ByteStream& bytes) : path_(std::move(path)), file_(path_, bytes) {
    const Handle handle(path_, file_);
    std::uint32_t count = 0;
    freexl_get_info(handle.get(), FREEXL_BIFF_SHEET_COUNT, &count);
    for (std::uint32_t i = 0; i < count; ++i) {
      const char* name = nullptr;
      freexl_get_worksheet_name(handle.get(), static_cast<std::uint16_t>(i), &name);
      sheets_.push_back({name == nullptr ? "sheet " + std::to_string(i + 1) : to_valid_utf8(name), false});
    }
  }
  std::string_view format() const override { return "xls"; }
  const std::vector<SheetInfo>& sheets() const override { return sheets_; }
  std::unique_ptr<SheetRows> open(std::size_t sheet) override { return std::make_unique<XlsRows>(path_, file_, sheet); }

 private:
  std::string path_;
  MemoryFile file_;
  std::vector<SheetInfo> sheets_;
};

}  // namespace

bool begins_old_workbook(std::string_view head) {
  return head.starts_with(std::string_view("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8));
}

std::unique_ptr<Workbook> open_xls(const std::string& path, const OpenBytes& bytes,
                                   const std::vector<std::string>& members) {
  if (!members.empty()) return nullptr;
  const auto stream = bytes();
  std::string magic(8, '\0');
  magic.resize(stream->read(magic.data(), magic.size()));
  if (!begins_old_workbook(magic)) return nullptr;
  const auto whole = bytes();
  return std::make_unique<Xls>(path, *whole);
}

}  // namespace dsat::load
