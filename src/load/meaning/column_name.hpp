#pragma once
#include <string_view>
#include <vector>

#include "load/header.hpp"
#include "load/meaning/header_words.hpp"
#include "load/meaning/questions.hpp"

namespace dsat::load {

/// All that a column's name says.
struct ColumnName {
  Header header;
  std::vector<FieldEvidence> fields;  ///< without a number in it: `tag 1` is a tag
  double rating = 0;                  ///< how much it speaks for a rating, 0 … 1
  QuestionKind question = QuestionKind::none;
  bool nobodys_rating = false;

  /// How surely it is a field's name, 0 … 1.
  double says(Field field) const;
};

/// What a name says. Each name is looked up once in a run, since a table is looked at several times; by any thread.
const ColumnName& column_name(std::string_view name);

}  // namespace dsat::load
