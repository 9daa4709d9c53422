#include "doubt/figures.h"

#include <algorithm>
#include <charconv>

namespace annalist::doubt {

namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}
bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
// Letters, digits, underscore and anything beyond ASCII that is no general punctuation (U+2000–U+206F).
bool word_byte(std::string_view text, size_t at) {
  if (at >= text.size()) return false;
  const char c = text[at];
  if (letter(c) || digit(c) || c == '_') return true;
  return static_cast<unsigned char>(c) >= 0xC3 && static_cast<unsigned char>(c) != 0xE2;
}

}  // namespace

int32_t group_value(std::string_view text, Span group) {
  int32_t v = -1;
  if (group.size() <= 9) std::from_chars(text.data() + group.begin, text.data() + group.end, v);
  return v;
}

std::vector<Figure> figures_of(std::string_view text) {
  std::vector<Figure> out;
  const auto size = static_cast<uint32_t>(text.size());
  for (uint32_t at = 0; at < size;) {
    if (!digit(text[at])) {
      ++at;
      continue;
    }
    Figure f;
    uint32_t begin = at;
    // A prefix of letters, perhaps with a hyphen: "KN-23", "G7".
    if (begin > 0 && text[begin - 1] == '-' && begin > 1 && letter(text[begin - 2])) --begin;
    while (begin > 0 && letter(text[begin - 1])) --begin;
    f.prefix = {begin, at};
    uint32_t end = at;
    f.groups.push_back({at, at});
    for (;;) {
      while (end < size && digit(text[end])) ++end;
      f.groups.back().end = end;
      if (end + 1 >= size || !digit(text[end + 1]) || (text[end] != ',' && text[end] != '.' && text[end] != ':')) break;
      ++end;
      f.groups.push_back({end, end});
    }
    f.digits = {at, end};
    if (f.groups.size() > 1) f.separators = text.substr(f.groups[0].end, 1);
    const uint32_t tail = end;
    while (end < size && end < tail + 3 && text[end] >= 'a' && text[end] <= 'z') ++end;
    f.suffix = {tail, end};
    f.span = {begin, end};
    const char before = begin > 0 ? text[begin - 1] : ' ';
    const bool inside =
        before == '/' || before == '.' || before == '@' || before == '-' || (begin > 0 && word_byte(text, begin - 1));
    const bool more = end < size && (word_byte(text, end) || text[end] == '/' || text[end] == '@');
    const bool capital = f.prefix.empty() || (text[begin] >= 'A' && text[begin] <= 'Z');
    at = end;
    if (inside || more || !capital) {
      while (at < size && (word_byte(text, at) || text[at] == '/' || text[at] == '@')) ++at;
      continue;
    }
    out.push_back(std::move(f));
  }
  return out;
}

}  // namespace annalist::doubt
