#include "dsat/app/run.hpp"

#include <iostream>

namespace dsat::app {

int run(const std::vector<std::string>&, const Io&) { return 2; }

int main(int argc, char** argv) {
  return run(std::vector<std::string>(argv + 1, argv + argc), Io{std::cin, std::cout, std::cerr});
}

}  // namespace dsat::app
