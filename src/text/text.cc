#include "text/text.h"

namespace annalist::text {

uint32_t Text::raw_offset(uint32_t at) const {
  uint32_t shift_at = 0, raw_at = 0;
  for (const auto& [canonical, raw] : breaks) {
    if (canonical > at) break;
    shift_at = canonical;
    raw_at = raw;
  }
  return raw_at + (at - shift_at);
}

}  // namespace annalist::text
