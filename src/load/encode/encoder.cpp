#include "load/encode/encoder.hpp"

#include "load/encode/key_cells.hpp"
#include "load/encode/set_cells.hpp"
#include "load/encode/text_cells.hpp"
#include "load/encode/word_cells.hpp"

namespace dsat::load {

void Encoder::append_readable(const std::string_view* cells, std::size_t stride, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view cell = cells[i * stride];
    cell.data() != nullptr ? append(cell) : append_absent();
  }
}

std::unique_ptr<Encoder> encoder_for(Keep keep) {
  switch (keep) {
    case Keep::no:
      return nullptr;
    case Keep::sampled:
    case Keep::plain:
      return std::make_unique<TextCells>(/*packs=*/false);
    case Keep::packed:
      return std::make_unique<TextCells>(/*packs=*/true);
    case Keep::words:
      return std::make_unique<WordCells>();
    case Keep::sets:
      return std::make_unique<SetCells>();
    case Keep::keys:
      return std::make_unique<KeyCells>();
  }
  return nullptr;
}

}  // namespace dsat::load
