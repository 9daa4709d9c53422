// Han: names in Han characters against Latin spellings of any language that reads them — 習近平 is Xi Jinping, Hsi
// Chin-p'ing, Shū Kinpei and Seup Geun-pyeong. Const and shared; no state.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/knowledge.h"
#include "base/result.h"
#include "who/rewriting.h"
#include "who/spelling.h"

namespace annalist::who {

class NameRules;

// Readings of characters (who/han.tsv) and what follows from them.
class HanReadings {
 public:
  enum Language : uint8_t { kPinyin, kJyutping, kHangul, kOn, kKun };
  // `pinyin`: how Mandarin syllables are spelled. Missing tables count as empty.
  [[nodiscard]] Status load(const Knowledge& knowledge, const Spelling& pinyin);

  // Readings of a character, commonest first; empty when it is not in the table.
  [[nodiscard]] std::vector<std::string_view> readings(char32_t han, Language language) const;
  Rewriting japanese;  // of any system in one spelling: "zyunitiro" -> "junichiro"
  Spelling cantonese;  // syllables of Jyutping as Hong Kong writes them
  Spelling chinese;    // (Jyutping, Pinyin) of one character, in any spelling of either

  template <class A>
  void archive(A& a) {
    a(codes_, ends_, rows_, japanese, cantonese, chinese);
  }

 private:
  [[nodiscard]] Status load_syllables(const Knowledge& knowledge, const Spelling& pinyin);
  std::vector<uint32_t> codes_, ends_;  // ascending characters, and where the row of each ends
  std::string rows_;                    // "xi\tzaap\t습\tshu|ju\tnarau" one after the other
};

// Cheapest reading in any language that the Latin words (folded) may spell, in either order; 1 = the border of "same".
[[nodiscard]] float han_cost(const NameRules& rules, std::string_view han, const std::vector<std::string>& latin);

// Two Latin spellings of one Chinese name, one of them in Pinyin and the other as Hong Kong writes it.
[[nodiscard]] float cantonese_cost(const NameRules& rules, const std::vector<std::string>& a,
                                   const std::vector<std::string>& b);

// Two Japanese names in Latin letters: 0.1 where they are one in either order, kNoSpelling else.
[[nodiscard]] float japanese_cost(const NameRules& rules, const std::vector<std::string>& a,
                                  const std::vector<std::string>& b);
// Does every word consist of Japanese syllables?
[[nodiscard]] bool looks_japanese(const NameRules& rules, const std::vector<std::string>& words);

}  // namespace annalist::who
