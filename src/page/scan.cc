#include "page/scan.h"

namespace annalist::page {

namespace {

bool is_quote_or_bracket(char32_t c) {
  switch (c) {
    case '"': case '\'': case '`': case '(': case ')': case '[': case ']': case '{': case '}': case '<': case '>': case 0x2018: case 0x2019:
    case 0x201C: case 0x201D: case 0x201E: case 0xAB: case 0xBB: case 0x2039: case 0x203A: case 0x300C: case 0x300D: case 0x300E: case 0x300F:
      return true;
    default: return false;
  }
}

bool is_blank(char32_t c) { return utf8::is_space(c) || c == 0xFEFF; }

// The code point that ends before byte `end` and where it begins.
utf8::CodePoint last_before(std::string_view s, size_t end, size_t& begin) {
  begin = end - 1;
  while (begin > 0 && end - begin < 4 && !utf8::is_border(s, begin)) --begin;
  return utf8::decode(s, begin);
}

}  // namespace

std::vector<Span> words_of(std::string_view s) {
  std::vector<Span> out;
  uint32_t from = 0;
  bool inside = false;
  for (uint32_t i = 0; i < s.size();) {
    const utf8::CodePoint c = static_cast<unsigned char>(s[i]) < 0x80 ? utf8::CodePoint{static_cast<unsigned char>(s[i]), 1, true} : utf8::decode(s, i);
    const bool blank = is_blank(c.value);
    if (inside && blank) out.push_back({from, i});
    if (!inside && !blank) from = i;
    inside = !blank;
    i += c.size;
  }
  if (inside) out.push_back({from, static_cast<uint32_t>(s.size())});
  return out;
}

bool ends_sentence(std::string_view s) {
  size_t end = s.size();
  while (end > 0) {
    size_t begin = 0;
    const utf8::CodePoint c = last_before(s, end, begin);
    if (is_blank(c.value) || is_quote_or_bracket(c.value)) {
      end = begin;
      continue;
    }
    return c.value == '.' || c.value == '!' || c.value == '?' || c.value == 0x2026 || c.value == 0x3002 || c.value == 0xFF01 || c.value == 0xFF1F;
  }
  return false;
}

Span trimmed(std::string_view text, Span s) {
  while (s.begin < s.end) {
    const utf8::CodePoint c = utf8::decode(text, s.begin);
    if (!is_blank(c.value)) break;
    s.begin += c.size;
  }
  while (s.begin < s.end) {
    size_t begin = 0;
    const utf8::CodePoint c = last_before(text, s.end, begin);
    if (!is_blank(c.value) || begin < s.begin) break;
    s.end = static_cast<uint32_t>(begin);
  }
  return s;
}

bool starts_upper(std::string_view s) {
  for (size_t i = 0; i < s.size();) {
    const utf8::CodePoint c = utf8::decode(s, i);
    if (utf8::is_letter(c.value)) return !utf8::is_lower(c.value);
    if (utf8::is_digit(c.value)) return true;
    i += c.size;
  }
  return false;
}

bool starts_lower(std::string_view s) { return !s.empty() && utf8::is_lower(utf8::decode(s, 0).value); }

bool all_caps(std::string_view word) {
  bool letters = false;
  for (size_t i = 0; i < word.size();) {
    const utf8::CodePoint c = utf8::decode(word, i);
    if (utf8::is_lower(c.value)) return false;
    letters = letters || utf8::is_letter(c.value);
    i += c.size;
  }
  return letters;
}

}  // namespace annalist::page
