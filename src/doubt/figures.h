// Figures: every numeral of a text with its groups of digits — "51,11" has two, "KN-23" one, "2th" one and a suffix.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace annalist::doubt {

struct Figure {
  Span span;                    // with a prefix ("KN-", "G") and suffix ("th")
  Span digits;                  // from the first to the last digit
  Span prefix, suffix;          // letters that belong to it; may be empty
  std::vector<Span> groups;     // runs of digits
  std::string_view separators;  // the bytes between the first two groups, for a quick look; "" when one group

  [[nodiscard]] bool ordinal(std::string_view text) const {
    const std::string_view s = suffix.of(text);
    return s == "st" || s == "nd" || s == "rd" || s == "th";
  }
};

// All numerals that stand as words of their own: not inside other words, paths, addresses or dates with strokes.
[[nodiscard]] std::vector<Figure> figures_of(std::string_view text);

// The value of a group; -1 when it is longer than nine digits.
[[nodiscard]] int32_t group_value(std::string_view text, Span group);

}  // namespace annalist::doubt
