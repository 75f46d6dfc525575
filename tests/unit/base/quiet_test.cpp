#include "dsat/base/quiet.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <cstring>

using namespace dsat;

TEST_CASE("what a library prints to standard error goes nowhere, and afterwards all is as before", "[quiet]") {
  const int kept = ::dup(STDERR_FILENO);
  std::FILE* const file = std::tmpfile();
  REQUIRE(file != nullptr);
  ::dup2(::fileno(file), STDERR_FILENO);
  {
    const Quiet quiet;
    std::fputs("nobody hears this", stderr);
  }
  std::fputs("heard", stderr);
  std::fflush(stderr);
  ::dup2(kept, STDERR_FILENO);
  ::close(kept);
  std::rewind(file);
  char words[64] = {};
  CHECK(std::fread(words, 1, sizeof words - 1, file) == 5);
  CHECK(std::strcmp(words, "heard") == 0);
  std::fclose(file);
}
