// Small looks at characters and words that every part of this room needs. No state.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "base/utf8.h"

namespace annalist::page {

[[nodiscard]] inline bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
[[nodiscard]] inline bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

// Blank-parted words of s as spans relative to it.
[[nodiscard]] std::vector<Span> words_of(std::string_view s);
// Does s, closing quotes and brackets aside, end as a sentence does?
[[nodiscard]] bool ends_sentence(std::string_view s);
// s without blanks (any Unicode white space, BOM) at both ends, as a span of `text`.
[[nodiscard]] Span trimmed(std::string_view text, Span s);
[[nodiscard]] bool starts_upper(std::string_view s);  // its first letter is upper case or has no case; quotes are passed over
[[nodiscard]] bool starts_lower(std::string_view s);  // its first character is a lower-case letter
[[nodiscard]] bool all_caps(std::string_view word);   // has letters, none of them lower case

}  // namespace annalist::page
