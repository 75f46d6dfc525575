#pragma once
#include <string>

#include "dsat/data/store.hpp"
#include "load/meaning/recognise.hpp"
#include "load/profile.hpp"
#include "load/raw_table.hpp"

/// Columns of sets of names: tags, the agents involved.
namespace dsat::load {

/// What separates the names in a column of sets: said by the profile, or by how most cells look.
struct Separators {
  std::string separators;
  std::string shown, evidence;
  bool certain = true;
};
Separators separators_of(const SetCells& cells, const TableProfile& rules);

/// The names of each record: `names` are the spellings as they first come up, of which two may be one name.
NameSetColumn sets_of(const SetCells& cells, const Separators& separators, const TableProfile& rules, Field field);

}  // namespace dsat::load
