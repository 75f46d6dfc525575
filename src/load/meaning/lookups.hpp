#pragma once
#include <string>
#include <vector>

#include "load/meaning/column_profile.hpp"
#include "load/raw_table.hpp"

/// Tables that stand beside each other: lookups, whose rows say what a key of another table stands for, and tables that
/// are known by the same key though nobody calls it the ticket's.
namespace dsat::load {

/// A table among others.
struct Neighbour {
  RawTable* table = nullptr;
  TableView* view = nullptr;
  std::string file;       ///< its path; the name of a file tells what the ids in it are of
  bool is_known = false;  ///< a maker's profile knows what it is
  // What is found:
  bool is_lookup = false;
  std::vector<bool> used;   ///< of a lookup: the rows whose key another table carries
  std::int64_t joined = 0;  ///< rows of other tables that found their key here
  std::vector<Guess> guesses;
};

/// Adds what lookups say to the tables that carry their keys, as columns of these: names with the key where there is
/// none, and attributes (team, manager, region). A key that repeats with different contents isn't joined. Marks the
/// columns by which two tables know the same rows.
void join_neighbours(std::vector<Neighbour>& tables);

}  // namespace dsat::load
