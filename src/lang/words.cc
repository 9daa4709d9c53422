#include "lang/words.h"

#include <algorithm>

#include "base/utf8.h"

namespace annalist::lang {
namespace {

bool ascii_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool ascii_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool ascii_digit(char c) {
  return c >= '0' && c <= '9';
}

// Letter classes of the shape; a class repeats at most twice.
uint32_t shape_of(std::string_view form, Word& w) {
  char shape[16];
  size_t n = 0, upper = 0, letters = 0;
  for (size_t at = 0; at < form.size();) {
    char32_t c = static_cast<unsigned char>(form[at]);
    uint32_t size = 1;
    if (c >= 0x80) {
      const auto decoded = utf8::decode(form, at);
      c = decoded.value;
      size = decoded.size;
    }
    char k = static_cast<char>(c < 0x80 ? c : 'u');
    if (c < 0x80 ? ascii_upper(k) : utf8::is_upper(c)) {
      if (at == 0) w.capital = true;
      ++upper, ++letters;
      k = 'X';
    } else if (c < 0x80 ? ascii_lower(k) : utf8::is_letter(c)) {
      ++letters;
      k = 'x';
    } else if (c < 0x80 && ascii_digit(k)) {
      w.digit = true;
      k = '0';
    }
    if (n < sizeof shape && !(n >= 2 && shape[n - 1] == k && shape[n - 2] == k)) shape[n++] = k;
    at += size;
  }
  w.letter = letters > 0;
  w.small = form.size() >= 5 &&
            (ascii_lower(form[0]) || (static_cast<unsigned char>(form[0]) >= 0xC3 && !w.capital && w.letter));
  w.all_caps = letters >= 2 && upper == letters;
  return hash_word({shape, n});
}

// Start of the last `bytes` bytes, moved left to a character border.
size_t tail(std::string_view s, size_t bytes) {
  size_t at = s.size() > bytes ? s.size() - bytes : 0;
  while (at > 0 && !utf8::is_border(s, at)) --at;
  return at;
}

}  // namespace

uint32_t hash_word(std::string_view s) {
  uint32_t h = 2166136261U;
  for (const char c : s) h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
  h ^= h >> 16;
  h *= 0x85EBCA6BU;
  return h ^ (h >> 13);
}

void plain_form(std::string_view form, std::string& out) {
  out.clear();
  if (form == "``" || form == "''") {
    out.push_back('"');
    return;
  }
  for (size_t at = 0; at < form.size();) {
    const auto c = static_cast<unsigned char>(form[at]);
    if (c == '`') {
      out += '\'';
    } else if (c == 0xE2 && at + 2 < form.size() && static_cast<unsigned char>(form[at + 1]) == 0x80) {
      const auto d = static_cast<unsigned char>(form[at + 2]);
      if (d == 0x98 || d == 0x99)
        out += '\'';
      else if (d == 0x9C || d == 0x9D || d == 0x9E)
        out += '"';
      else if (d == 0x93 || d == 0x94 || d == 0x95)
        out += "--";
      else if (d == 0xA6)
        out += "...";
      else
        out.append(form.substr(at, 3));
      at += 3;
      continue;
    } else {
      out += static_cast<char>(c);
    }
    ++at;
  }
}

namespace {

void to_lower_form(std::string& s) {
  bool ascii = true;
  for (char& c : s) {
    if (ascii_upper(c))
      c = static_cast<char>(c + 32);
    else if (ascii_digit(c))
      c = '0';
    else if (static_cast<unsigned char>(c) >= 0x80)
      ascii = false;
  }
  if (!ascii) s = utf8::lower(s);
}

}  // namespace

std::string lower_form(std::string_view form) {
  std::string s;
  plain_form(form, s);
  to_lower_form(s);
  return s;
}

Word read_word(std::string_view form, std::string& scratch) {
  Word w;
  plain_form(form, scratch);
  w.form = hash_word(scratch);
  w.shape = shape_of(scratch, w);
  to_lower_form(scratch);
  w.lower = hash_word(scratch);
  const std::string_view s = scratch;
  for (size_t k = 0; k < 3; ++k) {
    size_t at = std::min(k + 1, s.size());
    while (at < s.size() && !utf8::is_border(s, at)) ++at;
    w.prefix[k] = hash_word(s.substr(0, at));
  }
  for (size_t k = 0; k < 5; ++k) w.suffix[k] = hash_word(s.substr(tail(s, k + 1)));
  return w;
}

bool title_case(const std::vector<Word>& words) {
  static const uint32_t kStop = hash_word(".");
  size_t letters = 0;
  for (const Word& w : words) {
    if (w.small) return false;
    letters += w.letter ? 1 : 0;
  }
  return letters >= 4 && words.back().lower != kStop;
}

}  // namespace annalist::lang
