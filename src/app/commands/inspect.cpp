#include <functional>
#include <ostream>
#include <streambuf>

#include "app/command.hpp"
#include "app/commands/table.hpp"
#include "app/output.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"

namespace dsat::app {
namespace {

using render::append_json_string;

/// Writes JSON objects without a thought about commas.
class JsonObject {
 public:
  explicit JsonObject(std::string& to) : to_(to) { to_ += '{'; }
  ~JsonObject() { to_ += '}'; }
  std::string& member(std::string_view key) {
    if (!first_) to_ += ',';
    first_ = false;
    append_json_string(to_, key);
    to_ += ':';
    return to_;
  }
  void text(std::string_view key, std::string_view value) { append_json_string(member(key), value); }
  void number(std::string_view key, std::int64_t value) { member(key) += std::to_string(value); }
  void counts(std::string_view key, const std::map<std::string, std::int64_t>& counts) {
    JsonObject object(member(key));
    for (const auto& [name, count] : counts) object.number(name, count);
  }

 private:
  std::string& to_;
  bool first_ = true;
};

void add_fates(JsonObject& object, const FileFacts& file) {
  object.number("rows_read", file.rows_read);
  object.number("kept", file.kept);
  object.number("merged", file.merged);
  object.number("left_out", file.left_out);
  object.number("rejected", file.rejected);
  object.counts("rejects", file.rejects);
  object.counts("left_out_by", file.left_out_by);
  object.counts("unreadable", file.unreadable);
}

void append_texts(JsonObject& object, std::string_view key, const std::vector<std::string>& texts) {
  std::string& list = object.member(key);
  list += '[';
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) list += ',';
    append_json_string(list, to_valid_utf8(texts[i]));
  }
  list += ']';
}

void append_file(std::string& to, const FileFacts& file) {
  JsonObject object(to);
  object.text("path", to_valid_utf8(file.path));
  object.text("container", file.container);
  object.text("compression", file.compression);
  object.text("encoding", file.encoding);
  object.text("delimiter", file.delimiter);
  object.text("profile", file.profile);
  object.text("role", file.role);
  object.number("joined", file.joined);
  {
    JsonObject columns(object.member("columns"));
    for (const auto& [field, column] : file.columns) columns.text(field, column);
  }
  object.text("scale", file.scale);
  object.text("date_order", file.date_order);
  object.text("time_zone", file.time_zone);
  object.text("tag_separator", file.tag_separator);
  std::string& list = object.member("guesses");
  list += '[';
  for (std::size_t i = 0; i < file.guesses.size(); ++i) {
    if (i > 0) list += ',';
    JsonObject guess(list);
    guess.text("what", file.guesses[i].what);
    guess.text("chosen", file.guesses[i].chosen);
    guess.text("evidence", file.guesses[i].evidence);
    guess.text("flag", file.guesses[i].flag);
    guess.text("runner_up", file.guesses[i].runner_up);
  }
  list += ']';
  append_texts(object, "notes", file.notes);
  add_fates(object, file);
}

std::string as_json(const Session& session) {
  const Provenance& provenance = session.provenance();
  std::string out;
  {
    JsonObject object(out);
    std::string& files = object.member("files");
    files += '[';
    for (std::size_t i = 0; i < provenance.files.size(); ++i) {
      if (i > 0) files += ',';
      append_file(files, provenance.files[i]);
    }
    files += ']';
    append_texts(object, "configurations", session.settings().extras.configurations);
    JsonObject totals(object.member("totals"));
    add_fates(totals, provenance.totals());
  }
  return out + "\n";
}

document::Table list_table(std::string key, std::string title, std::vector<document::Column> columns) {
  document::Table table;
  table.key = std::move(key);
  table.title = std::move(title);
  table.columns = std::move(columns);
  return table;
}

document::Section section_of(const FileFacts& file, std::size_t number,
                             const std::function<std::string(std::string_view)>& words) {
  using namespace document;
  Section section{"file_" + std::to_string(number), printable(file.path), {}};
  std::string container = file.container + (file.compression.empty() ? "" : " in " + file.compression);
  if (!file.encoding.empty()) container += ", " + file.encoding;
  if (!file.delimiter.empty())
    container += ", separated by " + (file.delimiter == "\t" ? std::string("tabs") : "\"" + file.delimiter + "\"");
  Facts facts;
  facts.items.emplace_back("Container", container);
  facts.items.emplace_back("Maker", file.profile);
  if (!file.role.empty()) facts.items.emplace_back("Rows are", file.role);
  if (file.joined > 0)
    facts.items.emplace_back("Joined", counted(file.joined, "row") + " found what they belong to in another table");
  if (!file.scale.empty()) facts.items.emplace_back("Scale", file.scale);
  if (!file.date_order.empty()) facts.items.emplace_back("Date order", file.date_order);
  if (!file.time_zone.empty()) facts.items.emplace_back("Time zone", file.time_zone);
  if (!file.tag_separator.empty()) facts.items.emplace_back("Tags", "separated by " + file.tag_separator);
  facts.items.emplace_back("Rows", grouped(file.rows_read) + " read = " + grouped(file.kept) + " kept + " +
                                       grouped(file.merged) + " merged + " + grouped(file.left_out) + " left out + " +
                                       grouped(file.rejected) + " rejected");
  for (const auto& [reason, rows] : file.left_out_by)
    facts.items.emplace_back("Left out", counted(rows, "row") + ": " + reason);
  for (const auto& [reason, rows] : file.rejects)
    facts.items.emplace_back("Rejected", counted(rows, "row") + ": " + reason);
  for (const auto& [kind, cells] : file.unreadable)
    facts.items.emplace_back("Unreadable", counted(cells, "cell") + " of " + kind);
  for (const std::string& note : file.notes) facts.items.emplace_back("Noticed", note);
  section.blocks.emplace_back(std::move(facts));

  Table fields = list_table(
      "columns", "Fields",
      {{"field", "field", Audience::everybody, false, false}, {"column", "column", Audience::everybody, false, true}});
  for (const auto& [field, column] : file.columns) fields.rows.push_back({text(field), text(column)});
  if (!file.unused.empty())
    fields.note = "Not used: " + join(file.unused, ", ") + ". Group by any of them with column:NAME.";
  section.blocks.emplace_back(std::move(fields));

  Table seen = list_table("seen", "What the columns hold",
                          {{"column", "column", Audience::everybody, false, true},
                           {"holds", "holds", Audience::everybody, false, true},
                           {"taken", "taken for", Audience::everybody, false, false},
                           {"because", "because", Audience::everybody, false, true}});
  for (const ColumnFacts& column : file.seen)
    seen.rows.push_back({text(words(column.name)), text(column.holds), text(column.taken), text(column.because)});
  if (!seen.rows.empty()) section.blocks.emplace_back(std::move(seen));

  if (!file.guesses.empty()) {
    Table guesses = list_table("guesses", "Decided from the data",
                               {{"what", "what", Audience::everybody, false, false},
                                {"chosen", "taken as", Audience::everybody, false, false},
                                {"evidence", "evidence", Audience::everybody, false, true},
                                {"flag", "settled by", Audience::everybody, false, false},
                                {"runner_up", "next came", Audience::everybody, false, false}});
    for (const Guess& guess : file.guesses)
      guesses.rows.push_back(
          {text(guess.what), text(guess.chosen), text(guess.evidence), text(guess.flag), text(guess.runner_up)});
    section.blocks.emplace_back(std::move(guesses));
  }
  if (!file.samples.empty()) {
    Table samples = list_table("samples", "Some of the trouble",
                               {{"line", "line", Audience::everybody, true, false},
                                {"reason", "reason", Audience::everybody, false, false},
                                {"text", "text", Audience::everybody, false, true}});
    for (const auto& sample : file.samples)
      samples.rows.push_back(
          {count(static_cast<std::int64_t>(sample.line)), text(sample.reason), text(words(sample.text))});
    section.blocks.emplace_back(std::move(samples));
  }
  return section;
}

/// A stream that hands what is written to a sink.
class SinkBuffer : public std::streambuf {
 public:
  explicit SinkBuffer(const Sink& sink) : sink_(sink), bytes_(1 << 16) { reset(); }

 protected:
  int_type overflow(int_type c) override {
    sync();
    if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
    return traits_type::not_eof(c);
  }
  int sync() override {
    const std::string_view waiting(pbase(), static_cast<std::size_t>(pptr() - pbase()));
    reset();
    sink_(waiting);
    return 0;
  }

 private:
  void reset() { setp(bytes_.data(), bytes_.data() + bytes_.size()); }
  const Sink& sink_;
  std::vector<char> bytes_;
};

int print_records(Settings& settings, const Io& io) {
  if (settings.load.paths.size() != 1)
    throw Error(ErrorKind::usage, "inspect --cells takes one file", "Name a single file, or - for standard input.");
  if (settings.outputs.size() > 1)
    throw Error(ErrorKind::usage, "inspect --cells writes one output", "Leave all but one -o out.");
  deliver_each(settings, io, [&](const std::string&, const Sink& sink) {
    SinkBuffer buffer(sink);
    std::ostream out(&buffer);
    out.exceptions(std::ios::badbit);
    load::print_cells(settings.load.paths.front(), settings.load, io.in, out, io.err);
    out.flush();
  });
  return 0;
}

}  // namespace

int run_inspect(Settings& settings, const Io& io) {
  if (settings.cells) return print_records(settings, io);
  Session session(settings, io);
  document::Document document;
  document.schema = "dsat.inspect";
  document.title = "How the input was understood";
  add_input(document, session);
  for (const std::string& file : settings.extras.configurations) document.notes.push_back("Configuration: " + file);
  std::size_t number = 0;
  for (const FileFacts& file : session.provenance().files)
    document.sections.push_back(section_of(file, ++number, session.words()));
  deliver_each(settings, io, [&](const std::string& target, const Sink& sink) {
    if (writer_for(settings, target).key == "json")
      sink(as_json(session));
    else
      draw(document, settings, io, target, sink);
  });
  return 0;
}

}  // namespace dsat::app
