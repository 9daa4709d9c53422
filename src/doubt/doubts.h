// Doubts: what in the text is broken. A garble is flagged with its likely readings; the text is never rewritten.
#pragma once

#include <string>
#include <vector>

#include "base/span.h"

namespace annalist::doubt {

struct Likely {
  std::string value;  // the reading proposed: "1,000"
  float confidence = 0;
};
struct Garble {
  Span span;
  std::string kind;  // numeral-form numeral-shift ordinal calendar name-variant calque quote-mark label-glue
                     // missing-space self-relation referent
  std::string why;   // one sentence for a person
  std::vector<Likely> likely;
};
struct Translated {
  bool likely = false;
  std::string from;  // "ko", "ja"; empty = unknown
  std::vector<std::string> why;
};
struct Doubts {
  std::vector<Garble> garbles;  // ascending by span
  Translated translated;
  // Does any garble touch this span?
  [[nodiscard]] bool touches(Span span) const {
    for (const Garble& g : garbles)
      if (g.span.overlaps(span)) return true;
    return false;
  }
};

}  // namespace annalist::doubt
