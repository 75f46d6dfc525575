#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dsat/data/field.hpp"
#include "load/meaning/column_profile.hpp"

/// How much speaks for a column being a field. A scorer weighs what a column is called (the lexicon's header words, a
/// maker's or the common names), what it is filled with, and what stands beside it. Contents decide whether a column
/// can be the field at all; the name, how sure that is.
namespace dsat::load {

/// What speaks for one column as one field.
struct Evidence {
  double score = 0;          ///< 0 or less: no; from `surely` on nobody needs to be told
  bool by_contents = false;  ///< its name says nothing of the field
  std::string because;       ///< in words, for people

  static constexpr double surely = 0.9;
};

/// What scorers may look at.
struct ScorerContext {
  const TableView& view;
  std::vector<bool> joins;  ///< by column: it is a key that rows of another table carry too
  bool has_rating = false;  ///< the table is known to have one

  explicit ScorerContext(const TableView& table_view);
  double named(std::size_t column, Field field) const;
  /// The field that a column's name says most of, and how much.
  double best_name(std::size_t column) const;
  const ColumnProfile& profile(std::size_t column) const { return view.columns[column]; }
};

/// One field's scorer.
struct Scorer {
  Field field;
  double least;  ///< a column must score this much to be taken
  Evidence (*score)(const ScorerContext& context, Field field, std::size_t column);
};

/// All, in the order in which equals are settled.
std::span<const Scorer> scorers();

Evidence score_moment(const ScorerContext&, Field, std::size_t column);
Evidence score_rating(const ScorerContext&, Field, std::size_t column);
Evidence score_category(const ScorerContext&, Field, std::size_t column);
Evidence score_ticket_id(const ScorerContext&, Field, std::size_t column);
Evidence score_answer_id(const ScorerContext&, Field, std::size_t column);
Evidence score_agent(const ScorerContext&, Field, std::size_t column);
Evidence score_requester(const ScorerContext&, Field, std::size_t column);
Evidence score_comment(const ScorerContext&, Field, std::size_t column);
Evidence score_prose(const ScorerContext&, Field, std::size_t column);
Evidence score_reason(const ScorerContext&, Field, std::size_t column);
Evidence score_name(const ScorerContext&, Field, std::size_t column);
Evidence score_tags(const ScorerContext&, Field, std::size_t column);
Evidence score_duration(const ScorerContext&, Field, std::size_t column);
Evidence score_count(const ScorerContext&, Field, std::size_t column);
Evidence score_flag(const ScorerContext&, Field, std::size_t column);

/// True for a column that nothing claims and that parts the rows into a few groups: a category, a contact reason, a
/// region. Such columns are dimensions under their own names.
bool is_topic(const ScorerContext& context, std::size_t column);

}  // namespace dsat::load
