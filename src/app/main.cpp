#include "dsat/app/run.hpp"

int main(int argc, char** argv) {
  return dsat::app::main(argc, argv);
}
