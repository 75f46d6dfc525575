#pragma once
#include <string_view>
#include <vector>

#include "dsat/data/field.hpp"

/// What a column's name says of the field below it, in any language of the lexicon.
///
///     header created_at: erstellt am, datum     phrases of that field
///     header agent 6: user name                 the same, but only so surely, in tenths
///     header none: date of birth, due date      phrases of no field, whatever words stand in them
///     head: first                               in this language a name begins with what it is about
///     counting: anzahl, number of               the name is of a number of things
///     identifying: id, nummer                   the name is of what tells things apart, and so rarely of the ticket
///     linking: url                              the name is of an address
///     total: summe, gesamt                      words of totals
///     noreason: keine angabe                    what stands for no reason
namespace dsat::load {

/// How surely a name is one of a field's, 0 … 1: 1 where the whole name is a phrase of it; less where it holds one,
/// by how much of the name that is and whether it is the head. The head is the last word of an English or German name
/// and the first one of a French or Spanish; a name whose head is a date is an instant, one whose head is a number of
/// things is a count, whatever else stands in it.
struct FieldEvidence {
  Field field;
  double strength = 0;
};

/// For a name as normalise_header() makes it comparable. At most one entry a field.
std::vector<FieldEvidence> header_evidence(std::string_view header_key);

/// True where the whole cell is a word of totals, or its first or last words are: `Grand total`, `chat subtotal`.
bool is_total_word(std::string_view cell);

/// True for what stands where no reason was given: `No reason provided`.
bool is_no_reason(std::string_view cell);

}  // namespace dsat::load
