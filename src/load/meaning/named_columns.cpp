#include <algorithm>

#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "load/meaning/recognise.hpp"

namespace dsat::load {
namespace {

bool same_name(std::string_view a, std::string_view b) {
  return fold(a) == fold(b);
}

}  // namespace

void check_options(const Options& options) {
  const auto refuse = [](const std::string& what, std::string_view wanted, const std::vector<std::string>& known,
                         const std::string& all) {
    const auto near = nearest(wanted, known);
    throw Error(ErrorKind::usage, what, (near ? "Did you mean `" + *near + "`? " : std::string()) + all);
  };
  std::vector<std::string> keys;
  for (const FieldInfo& field : fields()) keys.emplace_back(field.key);
  for (const auto& [key, column] : options.map)
    if (!key.starts_with(question_prefix) && !field_named(key))
      refuse("--map " + key + "=" + column + ": there is no field `" + key + "`", key, keys,
             "Fields: " + join(keys, ", ") + ", question.NAME.");
  keys.clear();
  for (const Scale& scale : known_scales()) keys.push_back(scale.key);
  if (options.scale != "auto" && !options.scale.empty() && !scale_named(options.scale))
    refuse("there is no scale `" + options.scale + "`", options.scale, keys,
           "Scales: " + join(keys, ", ") + ", or any A-B.");
  keys = {"auto", "ymd", "dmy", "mdy"};
  if (std::ranges::find(keys, options.date_order) == keys.end() && !options.date_order.empty())
    refuse("there is no order of dates `" + options.date_order + "`", options.date_order, keys,
           "Orders: " + join(keys, ", ") + ".");
}

std::optional<std::size_t> column_named(const RawTable& table, std::string_view name) {
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (table.columns[i].name() == name) return i;
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (same_name(table.columns[i].name(), name)) return i;
  const Header wanted = normalise_header(name);
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (normalise_header(table.columns[i].name()).key == wanted.key) return i;
  return std::nullopt;
}

void check_named_columns(const std::vector<const RawTable*>& tables, const Options& options) {
  const auto check = [&](const std::string& name, const std::string& said) {
    if (std::ranges::any_of(tables, [&](const RawTable* table) { return column_named(*table, name).has_value(); }))
      return;
    std::vector<std::string> known;
    for (const RawTable* table : tables)
      for (const RawColumn& column : table->columns)
        if (std::ranges::find(known, column.name()) == known.end()) known.push_back(column.name());
    const auto near = nearest(name, known);
    std::string remedy = near ? "Did you mean `" + *near + "`? " : std::string();
    if (known.size() > 40) known.resize(40), known.emplace_back("…");
    remedy += "Columns: " + join(known, ", ") + ".";
    throw Error(ErrorKind::usage, said + ": no column is called `" + name + "`", remedy);
  };
  for (const auto& [key, name] : options.map) check(name, "--map " + key + "=" + name);
  for (const std::string& name : options.extra_columns) check(name, "column:" + name);
}

}  // namespace dsat::load
