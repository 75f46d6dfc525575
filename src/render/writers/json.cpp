#include <numeric>

#include "dsat/base/text.hpp"
#include "render/cells.hpp"
#include "render/writers/all.hpp"

namespace dsat::render {

using namespace document;

namespace {

/// Writes JSON with two blanks a level, short lists and table rows on a line of their own.
class JsonWriter {
 public:
  explicit JsonWriter(const Style& style) : style_(style) {}

  std::string write(const Document& document) {
    open('{');
    member("schema");
    open_inline('{');
    string_member("name", document.schema);
    integer_member("version", document.schema_version);
    close('}');
    string_member("title", document.title);
    strings_member("subtitle", document.subtitle);
    member("as_of");
    if (document.as_of.missing()) {
      out_ += "null";
    } else {
      append_json_string(out_, iso_moment(document.as_of));
    }
    member("input");
    input(document.input);
    strings_member("notes", document.notes);
    member("sections");
    open('[');
    for (const Section& section : document.sections) {
      item();
      this->section(section);
    }
    close(']');
    close('}');
    out_ += '\n';
    return std::move(out_);
  }

 private:
  struct Level {
    bool on_one_line = false;
    bool empty = true;
  };

  void open(char bracket) { begin(bracket, false); }
  void open_inline(char bracket) { begin(bracket, true); }

  void begin(char bracket, bool on_one_line) {
    out_ += bracket;
    levels_.push_back({on_one_line || (!levels_.empty() && levels_.back().on_one_line), true});
  }

  void close(char bracket) {
    const Level level = levels_.back();
    levels_.pop_back();
    if (!level.empty && !level.on_one_line) new_line();
    out_ += bracket;
  }

  void new_line() { out_.append("\n").append(levels_.size() * 2, ' '); }

  /// Before each member of an object and each item of a list.
  void item() {
    Level& level = levels_.back();
    if (!level.empty) out_ += ',';
    if (!level.on_one_line) {
      new_line();
    } else if (!level.empty) {
      out_ += ' ';
    }
    level.empty = false;
  }

  void member(std::string_view name) {
    item();
    append_json_string(out_, name);
    out_ += ": ";
  }

  void string_member(std::string_view name, std::string_view text) {
    member(name);
    append_json_string(out_, text);
  }

  void integer_member(std::string_view name, std::int64_t value) {
    member(name);
    out_ += std::to_string(value);
  }

  void strings_member(std::string_view name, const std::vector<std::string>& texts) {
    member(name);
    open('[');
    for (const std::string& text : texts) {
      item();
      append_json_string(out_, text);
    }
    close(']');
  }

  void counts(const InputFile& file) {
    integer_member("rows_read", file.rows_read);
    integer_member("kept", file.kept);
    integer_member("merged", file.merged);
    integer_member("left_out", file.left_out);
    integer_member("rejected", file.rejected);
  }

  void input(const std::vector<InputFile>& files) {
    InputFile totals;
    open('{');
    member("files");
    open('[');
    for (const InputFile& file : files) {
      item();
      open_inline('{');
      string_member("path", file.path);
      string_member("profile", file.profile);
      counts(file);
      close('}');
      totals.rows_read += file.rows_read;
      totals.kept += file.kept;
      totals.merged += file.merged;
      totals.left_out += file.left_out;
      totals.rejected += file.rejected;
    }
    close(']');
    member("totals");
    open_inline('{');
    counts(totals);
    close('}');
    close('}');
  }

  void section(const Section& section) {
    open('{');
    string_member("key", section.key);
    string_member("title", section.title);
    list<Paragraph>("text", section,
                    [&](const Paragraph& paragraph) { append_json_string(out_, one_line(paragraph.text)); });
    facts(section);
    list<Table>("tables", section, [&](const Table& table) { this->table(table); });
    list<Chart>("charts", section, [&](const Chart& chart) { this->chart(chart); });
    close('}');
  }

  /// The blocks of one kind as a list, in their order.
  template <class T, class Write>
  void list(std::string_view name, const Section& section, Write write) {
    member(name);
    open('[');
    for (const Block& block : section.blocks) {
      const T* value = std::get_if<T>(&block);
      if (value == nullptr) continue;
      item();
      write(*value);
    }
    close(']');
  }

  void facts(const Section& section) {
    member("facts");
    open('[');
    for (const Block& block : section.blocks) {
      const auto* facts = std::get_if<Facts>(&block);
      if (facts == nullptr) continue;
      for (const auto& [label, text] : facts->items) {
        item();
        open_inline('{');
        string_member("label", one_line(label));
        string_member("text", one_line(text));
        close('}');
      }
    }
    close(']');
  }

  void table(const Table& table) {
    const std::vector<std::size_t> columns = machine_columns(table);
    open('{');
    string_member("key", table.key);
    string_member("title", table.title);
    string_member("note", one_line(table.note));
    if (table.top > 0 && !table.more.empty()) string_member("command", one_line(table.more));
    member("columns");
    column_list(table, columns);
    member("rows");
    open('[');
    for (const auto& row : table.rows) {
      item();
      open_inline('{');
      for (const std::size_t column : columns) {
        member(table.columns[column].key);
        value(row[column]);
      }
      close('}');
    }
    close(']');
    text(table);
    close('}');
  }

  void column_list(const Table& table, const std::vector<std::size_t>& columns) {
    open('[');
    for (const std::size_t column : columns) {
      item();
      open_inline('{');
      string_member("key", table.columns[column].key);
      string_member("title", table.columns[column].title);
      close('}');
    }
    close(']');
  }

  /// What readers see: their columns, all rows.
  void text(const Table& table) {
    const std::vector<std::size_t> columns = reader_columns(table);
    member("text");
    open('{');
    member("columns");
    column_list(table, columns);
    member("rows");
    open('[');
    for (const auto& row : table.rows) {
      item();
      open_inline('[');
      for (const std::size_t column : columns) {
        item();
        append_json_string(out_, reader_text(row[column], style_));
      }
      close(']');
    }
    close(']');
    close('}');
  }

  void value(const Cell& cell) {
    if (const auto* count = std::get_if<Count>(&cell.content)) {
      out_ += std::to_string(count->value);
    } else if (const auto number = machine_number(cell)) {
      append_json_number(out_, *number);
    } else if (const std::string words = machine_text(cell);
               !words.empty() || std::holds_alternative<Text>(cell.content)) {
      append_json_string(out_, words);
    } else {
      out_ += "null";
    }
  }

  void chart(const Chart& chart) {
    static constexpr std::string_view kinds[] = {"trend", "pareto", "heat", "funnel", "curve", "bars", "dots"};
    open_inline('{');
    string_member("key", chart.key);
    string_member("title", chart.title);
    string_member("kind", kinds[static_cast<std::size_t>(chart.kind)]);
    string_member("table", chart.table);
    string_member("x", chart.x);
    string_member("y", chart.y);
    if (!chart.low.empty()) string_member("low", chart.low);
    if (!chart.high.empty()) string_member("high", chart.high);
    if (!chart.running.empty()) string_member("running", chart.running);
    if (!chart.group.empty()) string_member("group", chart.group);
    if (!chart.expected.empty()) string_member("expected", chart.expected);
    if (!chart.sort.empty()) string_member("sort", chart.sort);
    member("marks");
    open_inline('[');
    for (const auto& [x, label] : chart.marks) {
      item();
      open_inline('{');
      string_member("x", x);
      string_member("label", label);
      close('}');
    }
    close(']');
    string_member("description", chart.description);
    close('}');
  }

  const Style& style_;
  std::string out_;
  std::vector<Level> levels_;
};

}  // namespace

std::string write_json(const Document& document, const Style& style) {
  return JsonWriter(style).write(document);
}

}  // namespace dsat::render
