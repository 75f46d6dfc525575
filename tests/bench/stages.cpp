// How long each stage of a run takes on an export of yours or of dsat_generate:
//
//   dsat_stages FILE [--benchmark_filter=REGEX and the like]
#include <benchmark/benchmark.h>

#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "dsat/analyze/breakdown.hpp"
#include "dsat/load/load.hpp"
#include "dsat/render/writer.hpp"
#include "dsat/report/section.hpp"
#include "load/reader.hpp"
#include "load/readers/csv.hpp"
#include "load/meaning/recognise.hpp"
#include "load/text_file.hpp"

namespace {

using namespace dsat;

/// The file, read once for all stages after reading.
struct Data {
  load::Options options;
  load::Loaded loaded;
  Annotations annotations;
  std::unique_ptr<analyze::View> view;
  analyze::Filter filter;
  report::Extras extras;
  std::unique_ptr<report::Context> context;

  explicit Data(const std::string& path) {
    options.paths = {path};
    std::istringstream nothing;
    loaded = load::load(options, nothing);
    view = std::make_unique<analyze::View>(loaded.store, annotations, analyze::Counting());
    context = std::make_unique<report::Context>(
        report::make_context(*view, filter, loaded.provenance, extras, Unit::week, std::nullopt, false));
    context->words = [](std::string_view words) { return std::string(words); };
  }
};

/// Text to plain form: decoding, quoting, and which record is one.
void walk(benchmark::State& state, const Data& data, bool every_column) {
  std::istringstream nothing;
  std::uint64_t bytes = 0;
  for (auto _ : state) {
    const load::ProfileSet profiles(data.options);
    const auto plan = load::column_plan(profiles, data.options);
    const auto known = load::known_names(profiles, data.options);
    FileFacts facts;
    auto file = load::open_text(data.options.paths.front(), data.options, nothing);
    load::CsvText text(load::CsvText::Purpose::table, data.options.paths.front(), std::move(file.text), data.options,
                       known, {}, facts);
    load::RawTable header;
    std::vector<bool> kept;
    for (const std::string& name : text.columns()) {
      header.columns.emplace_back(name, plan("", name));
      kept.push_back(every_column || load::is_kept(header.columns.back().keep()));
    }
    text.keep(std::move(kept));
    text.identify_by(plan.id_columns(header));
    load::PlainPart part;
    while (text.next(part)) benchmark::DoNotOptimize(part.records().size());
    bytes += text.bytes_read();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

/// Text to cells in columns, on some threads.
void read(benchmark::State& state, const Data& data) {
  std::istringstream nothing;
  load::Options options = data.options;
  options.threads = static_cast<int>(state.range(0));
  const load::ProfileSet profiles(options);
  const auto plan = load::column_plan(profiles, options);
  const auto known = load::known_names(profiles, options);
  for (auto _ : state)
    load::Sources sources(nothing, {});
    benchmark::DoNotOptimize(load::read_tables(options.paths.front(), options, sources, plan, known, {}).tables.size());
}

/// Text to store: reading, recognition, typing, merging.
void load_all(benchmark::State& state, const Data& data) {
  std::istringstream nothing;
  load::Options options = data.options;
  options.threads = static_cast<int>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(load::load(options, nothing).store.tickets);
}

/// Which rating counts, where rows stand in time, contacts of customers; on some threads.
void make_view(benchmark::State& state, const Data& data) {
  const auto threads = static_cast<unsigned>(state.range(0));
  for (auto _ : state)
    benchmark::DoNotOptimize(analyze::View(data.loaded.store, data.annotations, analyze::Counting(), threads).as_of());
}

/// The period, the one before and the history, counted.
void make_context(benchmark::State& state, const Data& data) {
  for (auto _ : state)
    benchmark::DoNotOptimize(report::make_context(*data.view, data.filter, data.loaded.provenance, data.extras,
                                                  Unit::week, std::nullopt, false)
                                 .tally.rated);
}

void aggregate(benchmark::State& state, const Data& data, const std::string& dimension) {
  const analyze::Selection all = data.view->select(data.filter);
  const analyze::Grouping grouping = analyze::grouping_named(*data.view, dimension);
  const analyze::Grouping* const by[] = {&grouping};
  for (auto _ : state) benchmark::DoNotOptimize(analyze::break_down(*data.view, all, by).groups.size());
}

void write_section(benchmark::State& state, const Data& data, const report::Section& section) {
  for (auto _ : state) benchmark::DoNotOptimize(section.write(*data.context).has_value());
}

/// All sections of a pack, on some threads.
void write_pack(benchmark::State& state, const Data& data, const report::Pack& pack) {
  for (auto _ : state)
    benchmark::DoNotOptimize(
        report::write_report(*data.context, pack.sections, static_cast<unsigned>(state.range(0))).sections.size());
}

void render_report(benchmark::State& state, const document::Document& document, const render::Writer& writer) {
  for (auto _ : state) benchmark::DoNotOptimize(writer.write(document, {}).size());
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc != 2) {
    std::cerr << "usage: dsat_stages FILE.csv [--benchmark_...]\n";
    return 2;
  }
  const Data data(argv[1]);
  const auto add = [](const std::string& name, auto&& stage) {
    return benchmark::RegisterBenchmark(name.c_str(), stage)->Unit(benchmark::kMillisecond)->UseRealTime();
  };
  add("walk/kept columns", [&](benchmark::State& state) { walk(state, data, false); });
  add("walk/every column", [&](benchmark::State& state) { walk(state, data, true); });
  add("read", [&](benchmark::State& state) { read(state, data); })->Arg(1)->Arg(2);
  add("load", [&](benchmark::State& state) { load_all(state, data); })->Arg(1)->Arg(2);
  add("view", [&](benchmark::State& state) { make_view(state, data); })->Arg(1)->Arg(2);
  add("context", [&](benchmark::State& state) { make_context(state, data); });
  for (const std::string dimension : {"channel", "agent", "tag", "week"})
    add("aggregate/" + dimension, [&, dimension](benchmark::State& state) { aggregate(state, data, dimension); });
  for (const report::Section& section : report::sections())
    add("section/" + std::string(section.key), [&](benchmark::State& state) { write_section(state, data, section); });
  for (const report::Pack& pack : report::packs())
    add("pack/" + std::string(pack.key), [&](benchmark::State& state) { write_pack(state, data, pack); })
        ->Arg(1)
        ->Arg(2);
  const document::Document weekly = report::write_report(*data.context, report::pack_named("weekly")->sections);
  for (const render::Writer& writer : render::writers())
    add("render/" + std::string(writer.key), [&](benchmark::State& state) { render_report(state, weekly, writer); });
  benchmark::RunSpecifiedBenchmarks();
}
