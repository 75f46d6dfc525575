#pragma once
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
std::string write_xlsx(const document::Document& document, const Style& style);

}  // namespace dsat::render
