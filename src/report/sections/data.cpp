#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/guesses.hpp"
#include "dsat/report/tables.hpp"
#include "dsat/report/unread.hpp"
#include "report/sections/sections.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;

std::string sum_line(const FileFacts& totals) {
  return fmt::format("{} read = {} kept + {} merged{} + {} left out + {} rejected.", counted(totals.rows_read, "row"),
                     grouped(totals.kept), grouped(totals.merged),
                     totals.merged > 0 ? " (another version or part of a ticket)" : "", grouped(totals.left_out),
                     grouped(totals.rejected));
}

std::string reasons_in_words(const std::map<std::string, std::int64_t>& counts) {
  std::vector<std::string> parts;
  for (const auto& [reason, rows] : counts) parts.push_back(fmt::format("{} {}", grouped(rows), reason));
  return join(parts, ", ");
}

std::string date_in_words(analyze::DateBasis basis, const Context& context) {
  switch (basis) {
    case analyze::DateBasis::solved:
      return "when the ticket was solved, else created";
    case analyze::DateBasis::created:
      return "when the ticket was created";
    case analyze::DateBasis::rated:
      return context.view.has_rating_times()
                 ? "when it was rated; without that, when it was solved, else created"
                 : "when the ticket was solved, else created: the files give no time of the rating";
  }
  return {};
}

/// The folder that all files lie in, with its slash; empty where there is none.
std::string common_folder(const Provenance& provenance) {
  if (provenance.files.empty()) return {};
  std::string folder = provenance.files.front().path;
  for (const FileFacts& file : provenance.files) {
    const auto differ = std::ranges::mismatch(folder, file.path).in1;
    folder.erase(differ, folder.end());
  }
  return folder.substr(0, folder.rfind('/') + 1);
}

Table files(const Context& context) {
  const std::int64_t rejected = context.provenance.totals().rejected;
  Table table;
  table.key = "files";
  table.columns = {{"file", "file", Audience::machines, false, true},
                   {"name", "file", Audience::readers, false},
                   {"maker", "maker", Audience::everybody, false, false},
                   {"rows_read", "read", Audience::everybody, true, false},
                   {"kept", "kept", Audience::everybody, true, false},
                   {"merged", "merged", Audience::everybody, true, false},
                   {"left_out", "left out", Audience::everybody, true, false},
                   {"rejected", "rejected", rejected > 0 ? Audience::everybody : Audience::machines, true, false}};
  const std::string folder = common_folder(context.provenance);
  for (const FileFacts& file : context.provenance.files)
    table.rows.push_back({text(file.path), text(file.path.substr(folder.size())), text(file.profile),
                          count(file.rows_read), count(file.kept), count(file.merged), count(file.left_out),
                          count(file.rejected)});
  return table;
}

Table troubles(const Context& context) {
  Table table;
  table.key = "samples";
  table.title = "Some of the rejected rows";
  table.columns = {{"file", "file", Audience::everybody, false, true},
                   {"line", "line", Audience::everybody, true, false},
                   {"reason", "reason", Audience::everybody, false, false},
                   {"text", "text", Audience::everybody, false, true}};
  for (const FileFacts& file : context.provenance.files)
    for (const auto& sample : file.samples)
      table.rows.push_back({text(file.path), count(static_cast<std::int64_t>(sample.line)), text(sample.reason),
                            text(context.words(sample.text))});
  table.top = context.top;
  table.more = "--rejects FILE lists them whole";
  return table;
}

/// What a brief says: the sum, and what a reader must know before trusting a figure.
std::vector<Block> brief_of(const std::string& sum, const Facts& facts) {
  static constexpr std::array<std::string_view, 13> first = {
      "Not understood", "Guessed", "Rejected", "Unreadable", "Faults",  "Duplicates", "Stray date",
      "Stray days",     "Undated", "Skipped",  "Topics",     "Noticed", "Left out"};
  constexpr std::size_t most = 6;
  Facts shown;
  for (const std::string_view label : first)
    for (const auto& item : facts.items)
      if (item.first == label && shown.items.size() < most) shown.items.push_back(item);
  std::vector<Block> brief{Paragraph{sum, false}};
  if (!shown.items.empty()) brief.emplace_back(std::move(shown));
  return brief;
}

}  // namespace

std::optional<document::Section> write_data(const Context& context) {
  document::Section section{"data", "Data", {}};
  const Provenance& provenance = context.provenance;
  const FileFacts totals = provenance.totals();
  section.blocks.emplace_back(Paragraph{sum_line(totals), false});
  section.blocks.emplace_back(files(context));

  Facts facts;
  if (const std::string folder = common_folder(provenance); !folder.empty()) facts.items.emplace_back("Folder", folder);
  if (!totals.left_out_by.empty()) facts.items.emplace_back("Left out", reasons_in_words(totals.left_out_by) + ".");
  if (!totals.rejects.empty()) facts.items.emplace_back("Rejected", reasons_in_words(totals.rejects) + ".");
  if (const auto cells = unread_cells(context.view, unread_rows(context.view)); !cells.empty())
    facts.items.emplace_back("Not understood",
                             some_cells(cells, context.words) + " (answers, neither rated nor silent).");
  if (!totals.unreadable.empty())
    facts.items.emplace_back("Unreadable",
                             reasons_in_words(totals.unreadable) + " (cells that made no sense; not counted as 0).");
  if (!provenance.faults.empty())
    facts.items.emplace_back("Faults", reasons_in_words(provenance.faults) + " (excluded from their measure).");
  if (provenance.suspected_duplicates > 0)
    facts.items.emplace_back(
        "Duplicates",
        fmt::format("{} equal to another in every cell, and no ticket id to tell; kept. --drop-identical drops them.",
                    counted(provenance.suspected_duplicates, "row")));
  facts.items.emplace_back(
      "Dates", fmt::format("A rating belongs to the period {}. Zone {}.",
                           date_in_words(context.view.counting().date, context), context.view.zone().name()));
  if (context.view.as_of())
    facts.items.emplace_back("Now",
                             local_time(context, context.view.as_of()) +
                                 (context.view.counting().as_of ? ", as given." : ", the newest moment of the data."));
  if (context.view.stray_newest())
    facts.items.emplace_back("Stray date",
                             fmt::format("{} lies more than 31 days after everything else; taken for a fault.",
                                         iso_moment(context.view.stray_newest())));
  if (const std::string strays = stray_days_in_words(context.view); !strays.empty())
    facts.items.emplace_back("Stray days", strays);
  if (context.undated > 0 && !context.view.days_with_data().empty())
    facts.items.emplace_back(
        "Undated",
        fmt::format("{} without any date ({} of them rated), in no period.", counted(context.undated, "ticket"),
                    context.undated_rated == 0 ? "none" : grouped(context.undated_rated)));
  if (const auto& topics = context.view.store().topics; !topics.empty())
    facts.items.emplace_back(
        "Topics", fmt::format("{} part the tickets; no field claims {}, so {} own name{}: --by \"column:{}\".",
                              join(topics, ", "), topics.size() == 1 ? "it" : "them",
                              topics.size() == 1 ? "it is a dimension under its" : "they are dimensions under their",
                              topics.size() == 1 ? "" : "s", topics.front()));
  for (const auto& [guess, files] : uncertain_guesses(provenance))
    facts.items.emplace_back("Guessed",
                             fmt::format("{}: {} is {} ({}){}.", files, guess.what, guess.chosen, guess.evidence,
                                         guess.flag.empty() ? "" : "; " + guess.flag + " settles it"));
  for (const FileFacts& file : provenance.files)
    for (const std::string& note : file.notes) facts.items.emplace_back("Noticed", file.path + ": " + note);
  for (const auto& [heading, sentence] : provenance.companions) facts.items.emplace_back(heading, sentence);
  for (const auto& [path, why] : provenance.skipped_files) facts.items.emplace_back("Skipped", path + ": " + why);
  for (const std::string& file : context.extras.configurations) facts.items.emplace_back("Configuration", file);
  section.brief = brief_of(sum_line(totals), facts);
  section.blocks.emplace_back(std::move(facts));
  if (Table table = troubles(context); !table.rows.empty()) section.blocks.emplace_back(std::move(table));
  return section;
}

}  // namespace dsat::report
