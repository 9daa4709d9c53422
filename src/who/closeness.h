// Closeness: how far apart two written names of a person are, as a cost: 0 the same spelling, to 1 variants that a
// reader would take for one name, above 1 only with other grounds (the same office), kNoSpelling: no. Thread-safe: no
// state.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "who/names.h"

namespace annalist::who {

// Folded words of a name without honorifics and a possessive "s".
[[nodiscard]] std::vector<std::string> name_words(const NameRules& rules, std::string_view written);

// Edits between two words, each weighed by how easily spellings swap the letters (vowels, y/i/j, w/v, doubled letters);
// 1 = as many as one name may have by its length. Damerau's distance, letters not bytes.
// Above `limit` it may be kNoSpelling instead: whoever refuses such pairs anyway is answered sooner.
[[nodiscard]] float word_cost(std::string_view a, std::string_view b, float limit = kNoSpelling);

// Native (Hangul or Cyrillic, any case) against folded Latin words in any order.
[[nodiscard]] float native_cost(const NameRules& rules, std::string_view native, const std::vector<std::string>& latin);

// Latin against Latin: order, initials, patronymics, given-name equivalents, Korean spellings.
[[nodiscard]] float latin_cost(const NameRules& rules, const std::vector<std::string>& a,
                               const std::vector<std::string>& b);

// A Korean family name in front or at the end, and the rest one or two syllables of that script.
[[nodiscard]] bool looks_korean(const NameRules& rules, const std::vector<std::string>& words);

// Do both look like Korean names? Then: cost over all Hangul that both may stand for; else kNoSpelling.
[[nodiscard]] float korean_cost(const NameRules& rules, const std::vector<std::string>& a,
                                const std::vector<std::string>& b);

// A Chinese family name in front or at the end, and the rest syllables of that language in any romanisation.
[[nodiscard]] bool looks_chinese(const NameRules& rules, const std::vector<std::string>& words);

// Two spellings of a Chinese name, in Latin or Cyrillic letters, family name first or last: over all syllables that both
// may stand for; kNoSpelling when either is none.
[[nodiscard]] float chinese_cost(const NameRules& rules, const std::vector<std::string>& a,
                                 const std::vector<std::string>& b);

}  // namespace annalist::who
