#pragma once
#include <span>
#include <string_view>

/// What libFuzzer drives by hand and the tests replay: functions that take any bytes and must not fail.
namespace dsat::fuzz {

/// A target throws (or the sanitizers stop it) if something is wrong; errors that tell of bad input are caught in it.
struct Target {
  std::string_view name;  ///< of its program (`fuzz-NAME`) and of its folder in corpus/
  void (*run)(std::string_view bytes);
};

std::span<const Target> targets();

void csv(std::string_view bytes);
void csv_round_trip(std::string_view bytes);
void sources(std::string_view bytes);
void json(std::string_view bytes);
void decode(std::string_view bytes);
void dates(std::string_view bytes);
void durations(std::string_view bytes);
void ratings(std::string_view bytes);
void numbers(std::string_view bytes);
void worksheet(std::string_view bytes);

}  // namespace dsat::fuzz
