// Pair: which PLOVER type does a sentence tell between two given parties? For `annalist plover --pair`: the sides are
// known, so the type is chosen by how the words stand to them: a frame with both sides, one with one side, a word on the
// way between them, any word that tells an act. Thread-safe; deterministic.
#pragma once

#include <optional>
#include <string>

#include "lang/parse.h"
#include "what/frames.h"
#include "what/lexicon.h"
#include "who/cast.h"

namespace annalist::what {

struct PairAnswer {
  std::string type;       // one of the 16 PLOVER types, never STATE, never empty
  float confidence = 0;   // 0..1
  std::string rule;       // sense id, or "default"
};

// One line of the command's input: sentence, and the bytes of source and target in it; a side may be unnamed ("-").
struct PairLine {
  std::string_view sentence;
  std::optional<Span> source, target;
};
// Splits "sentence\tbegin:end\tbegin:end"; fails with kMalformed when a span is not inside the sentence.
[[nodiscard]] Result<PairLine> read_pair_line(std::string_view line, const std::string& where);

// `parse`, `cast` and `frames` (from code()) are those of the sentence as a document of its own.
[[nodiscard]] PairAnswer pair_type(const Lexicon& lexicon, const lang::Parse& parse, const who::Cast& cast,
                                   const Frames& frames, std::optional<Span> source, std::optional<Span> target);

}  // namespace annalist::what
