#include "who/index.h"

#include "base/utf8.h"

namespace annalist::who {
namespace {

bool word_char(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
}

// Letters that Unicode does not take apart: "Ławrow", "Ørsted".
std::string plain_letters(std::string s) {
  static constexpr std::pair<std::string_view, std::string_view> kLetters[] = {
      {"ł", "l"}, {"ø", "o"}, {"đ", "d"}, {"ı", "i"}, {"æ", "ae"}, {"œ", "oe"}, {"ð", "d"}, {"þ", "th"}, {"ə", "a"}};
  for (const auto& [from, to] : kLetters)
    for (size_t at = s.find(from); at != std::string::npos; at = s.find(from, at + to.size()))
      s.replace(at, from.size(), to);
  return s;
}

}  // namespace

void fold_words(std::string_view written, std::vector<std::string>& out) {
  bool ascii = true;
  for (char c : written) ascii = ascii && static_cast<unsigned char>(c) < 0x80;
  std::string folded;
  if (!ascii) folded = plain_letters(utf8::fold(written));
  const std::string_view s = ascii ? written : std::string_view(folded);
  std::string word;
  for (char ch : s) {
    auto c = static_cast<unsigned char>(ch);
    if (c >= 'A' && c <= 'Z') c = static_cast<unsigned char>(c + 32);
    if (word_char(c)) {
      word.push_back(static_cast<char>(c));
    } else if (c != '.' && !word.empty()) {
      out.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) out.push_back(std::move(word));
}

std::string join_words(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& w : words) {
    if (!out.empty()) out.push_back(' ');
    out += w;
  }
  return out;
}

std::string fold_phrase(std::string_view written) {
  std::vector<std::string> words;
  fold_words(written, words);
  return join_words(words);
}

}  // namespace annalist::who
