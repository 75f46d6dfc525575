#include "dsat/data/provenance.hpp"

namespace dsat {

FileFacts Provenance::totals() const {
  FileFacts sum;
  for (const FileFacts& file : files) {
    sum.rows_read += file.rows_read;
    sum.kept += file.kept;
    sum.merged += file.merged;
    sum.left_out += file.left_out;
    sum.rejected += file.rejected;
    for (const auto& [reason, rows] : file.left_out_by) sum.left_out_by[reason] += rows;
    for (const auto& [reason, rows] : file.rejects) sum.rejects[reason] += rows;
    for (const auto& [kind, cells] : file.unreadable) sum.unreadable[kind] += cells;
    for (const auto& [field, cells] : file.filled) sum.filled[field] += cells;
  }
  return sum;
}

}  // namespace dsat
