// NameRules: what is known of names as such — Korean family names, given names with sex and equivalents, honorifics,
// legal forms, spellings of scripts. Const, shared between threads.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/knowledge.h"
#include "base/result.h"
#include "who/spelling.h"

namespace annalist::who {

class NameRules {
 public:
  // Reads kb/first_names.tsv, kb/korean_surnames.tsv and who/*.tsv; what is missing counts as empty.
  [[nodiscard]] static Result<NameRules> load(const Knowledge& knowledge);

  // The Hangul of a Korean family name by any spelling ("choi", "choe", "최"), or empty. `folded`: see utf8::fold.
  [[nodiscard]] std::string_view korean_family(std::string_view folded) const;
  // 'm', 'f' or '-' of a given name.
  [[nodiscard]] char sex_of(std::string_view folded) const;
  [[nodiscard]] bool is_given(std::string_view folded) const { return given_.contains(std::string(folded)); }
  // Are both forms of one given name (Alexander, Oleksandr, Sasha)?
  [[nodiscard]] bool equivalent(std::string_view folded_a, std::string_view folded_b) const;
  // A key under which spellings of one family name meet: Korean by Hangul, else consonants with their usual confusions.
  [[nodiscard]] std::string family_key(std::string_view folded) const;
  // "mr", "shaikh": words around a name that are no part of it.
  [[nodiscard]] bool is_honorific(std::string_view folded) const { return honorifics_.contains(std::string(folded)); }

  struct Given {
    uint32_t group = 0;
    char sex = '-';
  };
  Spelling hangul, cyrillic, kana, pinyin;                       // how letters of a script are written in Latin
  std::vector<std::pair<std::string, std::string>> legal_forms;  // folded wording -> class, longest first
  std::vector<std::pair<std::string, std::string>> place_words;  // folded word -> class ("oblast"), longest first
  std::unordered_map<std::string, std::string> hanja;            // a Han character -> its Korean reading

 private:
  std::unordered_map<std::string, std::string> korean_;  // folded spelling -> Hangul
  std::unordered_map<std::string, Given> given_;
  std::unordered_map<std::string, char> honorifics_;
};

}  // namespace annalist::who
