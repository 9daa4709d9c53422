// NameRules: what is known of names as such — Korean family names, given names with sex and equivalents, honorifics,
// legal forms, spellings of scripts. Const, shared between threads.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/knowledge.h"
#include "base/result.h"
#include "who/frozen.h"
#include "who/han.h"
#include "who/spelling.h"

namespace annalist::who {

class NameRules {
 public:
  // Reads kb/first_names.tsv, kb/korean_surnames.tsv and who/*.tsv; what is missing counts as empty.
  [[nodiscard]] static Result<NameRules> load(const Knowledge& knowledge);

  // The Hangul of a Korean family name by any spelling ("choi", "choe", "최"), or empty. `folded`: see utf8::fold.
  [[nodiscard]] std::string_view korean_family(std::string_view folded) const;
  // Is it a Chinese family name, in Pinyin, Wade-Giles, Cyrillic or a habit of the press ("xi", "hsi", "си")?
  [[nodiscard]] bool chinese_family(std::string_view folded) const { return chinese_.find(folded) != chinese_.end(); }
  // 'm', 'f' or '-' of a given name.
  [[nodiscard]] char sex_of(std::string_view folded) const;
  [[nodiscard]] bool is_given(std::string_view folded) const { return given_.find(folded) != given_.end(); }
  // Are both forms of one given name (Alexander, Oleksandr, Sasha)?
  [[nodiscard]] bool equivalent(std::string_view folded_a, std::string_view folded_b) const;
  // A key under which spellings of one family name meet: Korean by Hangul, else consonants with their usual confusions.
  [[nodiscard]] std::string family_key(std::string_view folded) const;
  // The words of an office in no order, small words left out and equal ones (who/office_words.tsv) made one.
  [[nodiscard]] std::string office_key(std::string_view folded) const;
  // 1 to 99 for a number word of a name ("forty"), else 0.
  [[nodiscard]] int number(std::string_view folded) const;
  // May a place go by its name without that class of common word ("Sohae")?
  [[nodiscard]] bool may_be_missing(std::string_view place_class) const { return missing_.contains(place_class); }
  // "republic", "федерация": the word that makes a name that of a state; lower case.
  [[nodiscard]] bool is_state_word(std::string_view lower) const { return state_words_.find(lower) != state_words_.end(); }
  // "mr", "shaikh": words around a name that are no part of it.
  [[nodiscard]] bool is_honorific(std::string_view folded) const { return honorifics_.find(folded) != honorifics_.end(); }

  struct Given {
    uint32_t group = 0;
    char sex = '-';

    template <class A>
    void archive(A& a) {
      a(group, sex);
    }
  };
  template <class A>
  void archive(A& a) {
    a(hangul, cyrillic, kana, pinyin, legal_forms, place_words, han, calques, arabic, arabic_words);
    a(korean_, chinese_, given_, honorifics_, office_words_, numbers_, missing_, state_words_);
  }
  Spelling hangul, cyrillic, kana, pinyin;                       // how letters of a script are written in Latin
  std::vector<std::pair<std::string, std::string>> legal_forms;  // folded wording -> class, longest first
  std::vector<std::pair<std::string, std::string>> place_words;  // folded word -> class ("oblast"), longest first
  HanReadings han;
  Rewriting arabic;                            // Arabic and Persian names in one spelling
  std::map<std::string, std::string, std::less<>> arabic_words;  // "abdel" -> "abd", "al" -> "", "hasan" -> "hasan"
  std::vector<std::pair<std::string, std::string>> calques;  // folded meaning -> name ("" = a common word), longest first

 private:
  template <class T>
  using ByText = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;
  ByText<std::string> korean_;                                             // folded spelling -> Hangul
  std::unordered_set<std::string, TextHash, std::equal_to<>> chinese_;     // spellings of Chinese family names
  ByText<Given> given_;
  ByText<char> honorifics_;
  std::map<std::string, std::string, std::less<>> office_words_;  // "defense" -> "defence"; "of" -> ""
  std::map<std::string, int, std::less<>> numbers_;
  std::set<std::string, std::less<>> missing_;      // classes of place words
  std::set<std::string, std::less<>> state_words_;  // place words of class "republic"
};

}  // namespace annalist::who
