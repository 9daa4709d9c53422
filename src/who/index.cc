#include "who/index.h"

#include "base/utf8.h"

namespace annalist::who {
namespace {

bool word_char(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
}

// Is every letter upper case, and are there at least two?
bool all_upper(std::string_view s) {
  size_t upper = 0;
  for (size_t at = 0; at < s.size();) {
    const auto c = utf8::decode(s, at);
    at += c.size;
    if (utf8::is_lower(c.value)) return false;
    upper += utf8::is_upper(c.value);
  }
  return upper >= 2;
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

void PhraseIndex::reserve(size_t phrases) {
  words_.reserve(phrases);
  next_.reserve(2 * phrases);
  entries_.reserve(2 * phrases);
}

void PhraseIndex::add(std::string_view phrase, Entry entry) {
  // Articles are left out: "the South" must not hide "South Korean" in "the South Korean president".
  if (phrase.starts_with("the ") || phrase.starts_with("The ")) phrase.remove_prefix(4);
  std::vector<std::string> words;
  fold_words(phrase, words);
  if (words.empty()) return;
  uint32_t node = 0;
  for (std::string& w : words) {
    const auto word = words_.try_emplace(std::move(w), static_cast<uint32_t>(words_.size() + 1)).first->second;
    const auto [next, fresh] = next_.try_emplace(uint64_t{node} << 32 | word, static_cast<uint32_t>(entries_.size()));
    if (fresh) entries_.emplace_back();
    node = next->second;
  }
  const bool name = entry.sort != Sort::kOffice && entry.sort != Sort::kTitle && entry.sort != Sort::kOrgNoun &&
                    entry.sort != Sort::kNoun;
  entry.capital = name && utf8::is_upper(utf8::decode(phrase, 0).value);
  entry.acronym = entry.capital && phrase.size() <= 8 && words.size() == 1 && all_upper(phrase);
  for (const Entry& e : entries_[node])
    if (e.sort == entry.sort && e.index == entry.index) return;
  entries_[node].push_back(entry);
}

uint32_t PhraseIndex::word(std::string_view folded) const {
  const auto found = words_.find(folded);
  return found == words_.end() ? 0 : found->second;
}

uint32_t PhraseIndex::step(uint32_t node, uint32_t word) const {
  if (word == 0) return 0;
  const auto found = next_.find(uint64_t{node} << 32 | word);
  return found == next_.end() ? 0 : found->second;
}

const std::vector<Entry>& PhraseIndex::find(std::string_view phrase) const {
  if (phrase.starts_with("the ") || phrase.starts_with("The ")) phrase.remove_prefix(4);
  std::vector<std::string> words;
  fold_words(phrase, words);
  uint32_t node = 0;
  for (const std::string& w : words) {
    node = step(node, word(w));
    if (node == 0) break;
  }
  return entries_[node];
}

}  // namespace annalist::who
