// Context: what stands around one match — its sentence's time tokens and, where there is one, the parse.
#pragma once

#include "when/rules.h"

namespace annalist::when {

struct Context {
  const Rules::Impl& rules;
  const lang::Parse& parse;
  const std::vector<TimeToken>& tokens;  // of one sentence
  uint32_t begin = 0, end = 0;           // extent of the match in tokens
  bool has_last = false;                 // a date was told nearby

  [[nodiscard]] std::string_view form(uint32_t i) const {
    return i < tokens.size() ? tokens[i].span.of(parse.text) : std::string_view();
  }
  // Is the token this word (lower case)? Dashes of any length are "-".
  [[nodiscard]] bool is(uint32_t i, std::string_view word) const;
  [[nodiscard]] bool any(uint32_t i, std::initializer_list<std::string_view> words) const {
    for (std::string_view w : words)
      if (is(i, w)) return true;
    return false;
  }
  // A word or figure, not punctuation and not beyond the sentence.
  [[nodiscard]] bool word(uint32_t i) const;
  // The parse token in which this time token begins; -1 without a parse.
  [[nodiscard]] int32_t parsed(uint32_t i) const;
};

// Does the guard allow this match?
[[nodiscard]] bool allowed(Guard guard, const Bound& figures, const Context& context);

// The side of the story's day on which the governing verb puts the match: by the tree where there is one (auxiliaries,
// tense, planning verbs and nouns above it), else by the nearest telling word.
// `sure`: the verb governs the expression itself.
[[nodiscard]] Direction direction_of(const Context& context, bool& sure);

}  // namespace annalist::when
