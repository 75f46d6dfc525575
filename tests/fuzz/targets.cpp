#include "fuzz/targets.hpp"

#include <array>

namespace dsat::fuzz {

std::span<const Target> targets() {
  static constexpr std::array all = {
      Target{"csv", csv},
      Target{"csv_round_trip", csv_round_trip},
      Target{"sources", sources},
      Target{"json", json},
      Target{"decode", decode},
      Target{"dates", dates},
      Target{"durations", durations},
      Target{"ratings", ratings},
      Target{"numbers", numbers},
      Target{"worksheet", worksheet},
  };
  return all;
}

}  // namespace dsat::fuzz
