#pragma once
#include <vector>

#include "dsat/document/document.hpp"

namespace dsat::report {

/// The first lines of a report, for who reads no further: the verdict, up to two places to look, the person or team of
/// whom the data speak, what rises, what waits; each only where there is something to say. Findings of all sections
/// compete for them by strength; those that find no room are named in their line. Without a summary each section that
/// claims something begins with that. A report on one person begins with that person.
void write_front_page(document::Document& document, bool person_first = false);

}  // namespace dsat::report
