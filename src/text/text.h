// Text: the canonical text of one document. It is built once and never changes; every span of the program points into it.
// Valid UTF-8 passes through byte for byte (a BOM, CRLF and odd blanks included).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/span.h"

namespace annalist::text {

struct Text {
  std::string bytes;           // canonical, always valid UTF-8
  std::string charset;         // charset of the raw bytes, "UTF-8" unless transcoded
  bool replaced = false;       // invalid bytes became U+FFFD
  // Where canonical and raw offsets part: (canonical byte, raw byte), ascending; empty when they are equal everywhere
  // (or when the text was extracted from markup or transcoded, and `exact` is false).
  std::vector<std::pair<uint32_t, uint32_t>> breaks;
  bool exact = true;

  [[nodiscard]] std::string_view view() const { return bytes; }
  // The raw byte at which the canonical byte `at` begins; only when `exact`.
  [[nodiscard]] uint32_t raw_offset(uint32_t at) const;
};

// Decodes raw bytes; `where` names the input in errors. In this order: a BOM; valid UTF-8 (other text is hardly ever
// valid UTF-8 by chance, while <meta> often lies); UTF-16 without BOM; `charset_hint` (from HTTP or <meta>; may be
// empty); detection. Mostly valid UTF-8 with stray bytes stays UTF-8, each bad sequence becoming U+FFFD.
// Errors: kTooLarge; kNotText for NUL bytes (a NUL inside text is refused too: it is no character of any news text and
// C libraries to our right would cut there) and for control characters that no charset explains.
[[nodiscard]] Result<Text> decode(std::string_view raw, std::string_view charset_hint, const std::string& where);

}  // namespace annalist::text
