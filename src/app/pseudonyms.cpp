#include "app/pseudonyms.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsat/base/text.hpp"

namespace dsat::app {
namespace {

/// FNV-1a, 64 bits: the same on every machine and in every version.
std::uint64_t hash(std::string_view text) {
  std::uint64_t value = 14695981039346656037u;
  for (const char byte : text) value = (value ^ static_cast<unsigned char>(byte)) * 1099511628211u;
  return value;
}

}  // namespace

std::vector<std::string> pseudonyms(std::span<const std::string> names) {
  std::map<std::uint64_t, std::size_t> sharing;
  std::vector<std::uint64_t> hashes;
  for (const std::string& name : names) {
    hashes.push_back(hash(fold(name)) % 100'000'000);
    ++sharing[hashes.back() % 10'000];
  }
  std::vector<std::string> result;
  for (const std::uint64_t value : hashes)
    result.push_back(sharing[value % 10'000] > 1 ? fmt::format("agent {:08}", value)
                                                 : fmt::format("agent {:04}", value % 10'000));
  return result;
}

std::map<std::string, std::string> agent_pseudonyms(const Store& store) {
  std::map<std::string, std::string> by_name;
  for (const Field field : {Field::agent, Field::first_reply_agent})
    for (const std::string& name : store.name_column(field).names)
      if (!name.empty()) by_name.emplace(fold(name), std::string());

  std::vector<std::string> names;
  for (const auto& [name, pseudonym] : by_name) names.push_back(name);
  const std::vector<std::string> chosen = pseudonyms(names);
  for (std::size_t i = 0; i < names.size(); ++i) by_name[names[i]] = chosen[i];
  return by_name;
}

void anonymize_agents(Store& store, Annotations& annotations, const std::map<std::string, std::string>& by_name) {
  const auto replace = [&](std::string& name) {
    if (const auto found = by_name.find(fold(name)); found != by_name.end()) name = found->second;
  };
  for (const Field field : {Field::agent, Field::first_reply_agent})
    if (const auto column = store.names.find(field); column != store.names.end())
      std::ranges::for_each(column->second.names, replace);
  for (Annotation& annotation : annotations.list) {
    replace(annotation.reviewer);
    replace(annotation.challenge_by);
    replace(annotation.decided_by);
  }
}

}  // namespace dsat::app
