#include "who/names.h"

#include <algorithm>
#include <charconv>

#include "base/utf8.h"

namespace annalist::who {
namespace {

// Letters that English spellings of one foreign name swap; order matters, the first that fits is taken.
struct Swap {
  std::string_view from, to;
};
constexpr Swap kSwaps[] = {{"shch", "s"}, {"sch", "s"}, {"tch", "c"}, {"ch", "c"}, {"sh", "s"}, {"sz", "s"},
                           {"cz", "c"},   {"zh", "z"},  {"kh", "h"},  {"gh", "g"}, {"ph", "f"}, {"ck", "k"},
                           {"ts", "c"},   {"tz", "c"},  {"ff", "v"},  {"w", "v"},  {"x", "ks"}, {"q", "k"},
                           {"j", ""},     {"y", ""},    {"h", ""}};

bool vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

}  // namespace

Result<NameRules> NameRules::load(const Knowledge& knowledge) {
  NameRules r;
  if (knowledge.has("kb/korean_surnames.tsv")) {
    const auto table = knowledge.table("kb/korean_surnames.tsv", {"hangul", "hanja", "spellings"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      r.korean_.emplace(row[0], row[0]);
      for (std::string_view s : split(row[1])) r.korean_.emplace(s, row[0]);
      for (std::string_view s : split(row[2])) r.korean_.emplace(utf8::fold(s), row[0]);
    }
  }
  if (knowledge.has("kb/first_names.tsv")) {
    const auto table = knowledge.table("kb/first_names.tsv", {"forms", "sex"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows())
      for (std::string_view s : split(row[0]))
        r.given_.emplace(utf8::fold(s), Given{row.line, row[1].empty() ? '-' : row[1][0]});
  }
  if (knowledge.has("who/honorifics.tsv")) {
    const auto table = knowledge.table("who/honorifics.tsv", {"words", "sex"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows())
      for (std::string_view s : split(row[0])) r.honorifics_.emplace(utf8::fold(s), row[1].empty() ? '-' : row[1][0]);
  }
  if (knowledge.has("who/legal_forms.tsv")) {
    const auto table = knowledge.table("who/legal_forms.tsv", {"class", "forms"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows())
      for (std::string_view s : split(row[1])) r.legal_forms.emplace_back(utf8::fold(s), row[0]);
    std::stable_sort(r.legal_forms.begin(), r.legal_forms.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  }
  if (knowledge.has("who/place_words.tsv")) {
    const auto table = knowledge.table("who/place_words.tsv", {"class", "words", "missing"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      if (row[2] == "yes") r.missing_.emplace(row[0]);
      for (std::string_view s : split(row[1]))
        {
        std::string word(trim(utf8::fold(s)));
        if (s[0] == '-' && word[0] != '-') word.insert(word.begin(), '-');
        if (row[0] == "republic") r.state_words_.insert(word);
        r.place_words.emplace_back(std::move(word), row[0].empty() ? "-" : row[0]);
      }
    }
    std::stable_sort(r.place_words.begin(), r.place_words.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  }
  if (knowledge.has("who/calques.tsv")) {
    const auto table = knowledge.table("who/calques.tsv", {"name", "meanings"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows())
      for (std::string_view s : split(row[1])) r.calques.emplace_back(s, row[0] == "0" ? std::string_view() : row[0]);
    std::stable_sort(r.calques.begin(), r.calques.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  }
  if (knowledge.has("who/arabic_names.tsv")) {
    const auto table = knowledge.table("who/arabic_names.tsv", {"kind", "words"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      const auto words = split(row[1]);
      for (std::string_view s : words)
        r.arabic_words.emplace(s, row[0] == "article" ? std::string_view() : row[0] == "given" ? s : words[0]);
    }
  }
  ANNALIST_TRY(r.arabic.load(knowledge, "who/arabic.tsv"));
  ANNALIST_TRY(r.hangul.load(knowledge, "who/hangul.tsv"));
  ANNALIST_TRY(r.cyrillic.load(knowledge, "who/cyrillic.tsv"));
  ANNALIST_TRY(r.kana.load(knowledge, "who/kana.tsv"));
  ANNALIST_TRY(r.pinyin.load(knowledge, "who/pinyin.tsv"));
  ANNALIST_TRY(r.han.load(knowledge, r.pinyin));
  if (knowledge.has("who/office_words.tsv")) {
    const auto table = knowledge.table("who/office_words.tsv", {"words", "meaning"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows())
      for (std::string_view s : split(row[0])) r.office_words_.emplace(s, row[1]);
  }
  if (knowledge.has("who/number_words.tsv")) {
    const auto table = knowledge.table("who/number_words.tsv", {"words", "value"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      int value = 0;
      std::from_chars(row[1].data(), row[1].data() + row[1].size(), value);
      if (value <= 0 || value > 99) return table->error(row, "a number word needs a value of 1 to 99");
      for (std::string_view s : split(row[0])) r.numbers_.emplace(s, value);
    }
  }
  if (knowledge.has("who/chinese_surnames.tsv")) {
    const auto table = knowledge.table("who/chinese_surnames.tsv", {"names"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows())
      for (std::string_view s : split(row[0]))
        for (std::string& spelled : r.pinyin.spellings(s, .3F)) r.chinese_.insert(std::move(spelled));
  }
  return r;
}

std::string NameRules::office_key(std::string_view written) const {
  std::vector<std::string> words;
  for (size_t at = 0; at < written.size();) {
    const size_t end = std::min(written.find(' ', at), written.size());
    std::string word = utf8::fold(written.substr(at, end - at));
    word.erase(std::remove_if(word.begin(), word.end(),
                              [](char c) { return c == '.' || c == ',' || c == '\'' || c == '-'; }), word.end());
    if (const auto same = office_words_.find(word); same != office_words_.end()) word = same->second;
    if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
    at = end + 1;
  }
  std::sort(words.begin(), words.end());
  std::string key;
  for (const std::string& w : words) key.append(w).push_back(' ');
  return key;
}

int NameRules::number(std::string_view folded) const {
  const auto found = numbers_.find(folded);
  return found == numbers_.end() ? 0 : found->second;
}

std::string_view NameRules::korean_family(std::string_view folded) const {
  const auto found = korean_.find(folded);
  return found == korean_.end() ? std::string_view() : std::string_view(found->second);
}

char NameRules::sex_of(std::string_view folded) const {
  const auto found = given_.find(folded);
  return found == given_.end() ? '-' : found->second.sex;
}

bool NameRules::equivalent(std::string_view folded_a, std::string_view folded_b) const {
  const auto a = given_.find(folded_a), b = given_.find(folded_b);
  return a != given_.end() && b != given_.end() && a->second.group == b->second.group;
}

std::string NameRules::family_key(std::string_view folded) const {
  if (const std::string_view family = korean_family(folded); !family.empty()) return std::string(family);
  std::string key;
  for (size_t at = 0; at < folded.size();) {
    const auto* swap = std::find_if(std::begin(kSwaps), std::end(kSwaps),
                                    [&](const Swap& s) { return folded.compare(at, s.from.size(), s.from) == 0; });
    const bool swapped = swap != std::end(kSwaps);
    const std::string_view to = swapped ? swap->to : folded.substr(at, 1);
    for (char c : to)
      if (key.empty() || (!vowel(c) && key.back() != c)) key.push_back(vowel(c) ? 'a' : c);
    at += swapped ? swap->from.size() : 1;
  }
  return key;
}

}  // namespace annalist::who
