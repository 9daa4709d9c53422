// UTF-8: checking, decoding, folding. All offsets are bytes. Thread-safe: no state.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace annalist::utf8 {

struct CodePoint {
  char32_t value = 0xFFFD;
  uint32_t size = 1;  // bytes read, 1..4
  bool valid = false;
};

// Reads the code point at byte `at` (< s.size()); an invalid byte yields U+FFFD of size 1.
[[nodiscard]] CodePoint decode(std::string_view s, size_t at);
// Byte at which the first invalid sequence starts, or npos when all of s is valid.
[[nodiscard]] size_t first_invalid(std::string_view s);
// s with every invalid byte sequence replaced by U+FFFD (one per maximal bad subpart, as Unicode recommends).
[[nodiscard]] std::string replace_invalid(std::string_view s);
void append(std::string& out, char32_t c);
[[nodiscard]] inline bool is_border(std::string_view s, size_t at) {
  return at >= s.size() || (static_cast<unsigned char>(s[at]) & 0xC0) != 0x80;
}
// Number of code points.
[[nodiscard]] size_t length(std::string_view s);
[[nodiscard]] bool is_letter(char32_t c);
[[nodiscard]] bool is_digit(char32_t c);   // ASCII and other decimal digits
[[nodiscard]] bool is_upper(char32_t c);
[[nodiscard]] bool is_lower(char32_t c);
[[nodiscard]] bool is_space(char32_t c);   // all Unicode white space, also U+00A0 and U+200B
[[nodiscard]] char32_t to_lower(char32_t c);
// Lower-cased copy (simple case folding); the byte length may change.
[[nodiscard]] std::string lower(std::string_view s);
// Key for comparing names: NFKD, marks dropped, lower case, apostrophes and hyphens to a blank, blanks collapsed.
[[nodiscard]] std::string fold(std::string_view s);

}  // namespace annalist::utf8
