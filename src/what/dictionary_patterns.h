// Does a pattern of the verb dictionary fit the words around a verb, and who fills its $ and +? A blank between two words
// of a pattern lets others stand in between, an underscore does not. Thread-safe; work is bounded by kMaxPatternSteps.
#pragma once

#include <vector>

#include "what/dictionary_phrases.h"

namespace annalist::what {

// Steps that one side of one pattern may take on one verb: gaps multiply, a sentence of 400 words with four of them would
// take seconds. Real patterns need fewer than 200.
inline constexpr uint32_t kMaxPatternSteps = 20000;

// What stands on either side of the verb, as word indices from the verb outwards; short clauses are left out.
struct VerbView {
  std::vector<uint32_t> before, after;
};

// Who fills a place: codes of a unit or of a part of one; empty = the pattern does not say.
struct PatternFit {
  std::vector<Coded> source, target;
  bool compound = false;  // "%": the same row of actors on both sides
};

[[nodiscard]] bool fits(const Dictionaries& dictionaries, const SentencePhrases& phrases, const Pattern& pattern, const VerbView& view, PatternFit& fit);

}  // namespace annalist::what
