#pragma once
#include <cstddef>
#include <string>

#include "dsat/document/document.hpp"
#include "dsat/render/writer.hpp"

/// Each in the file of its name.
namespace dsat::render {

std::string write_text(const document::Document& document, const Style& style);
std::string write_csv(const document::Document& document, const Style& style);
std::string write_markdown(const document::Document& document, const Style& style);
std::string write_json(const document::Document& document, const Style& style);
std::string write_html(const document::Document& document, const Style& style);
std::string write_mail(const document::Document& document, const Style& style);
std::string write_slack(const document::Document& document, const Style& style);
std::string write_xlsx(const document::Document& document, const Style& style);

/// What a sheet holds: rows under its heading, and UTF-16 units in a cell.
struct SheetLimits {
  std::size_t rows = 1'048'575;
  std::size_t text = 32'767;
};
/// write_xlsx() with other limits, so that going beyond them can be tried.
std::string write_xlsx_within(const document::Document& document, const SheetLimits& limits);

}  // namespace dsat::render
