// Attributions: who says, thinks or writes what — cue, source and content as spans — from dependency patterns over the
// cues of data/says/cues.tsv, quotation marks and speaker labels. Pure and thread-safe; linear in the text.
// After: Pareti, "PARC 3.0" (2016); Newell, Margolin & Ruths, "PolNeAR" (2018) for what belongs to which span.
#pragma once

#include <vector>

#include "says/quotes.h"
#include "says/voices.h"
#include "who/cast.h"

namespace annalist::says {

struct Attributed {
  std::vector<Attribution> attributions;  // ascending by cue; spans of one list ascend and do not overlap
  // Parallel: does it hand over a statement that somebody vouches for (said, according to), not a wish, an order or a thing
  // that is praised?
  std::vector<bool> vouched;
  std::vector<int32_t> mention;           // parallel: the holder's who::Mention, -1 when there is none
  std::vector<uint32_t> cue_token;        // parallel: head token of the cue
};

[[nodiscard]] Attributed attribute(const Voices& voices, const lang::Tree& tree, const who::Cast& cast,
                                   const std::vector<Quote>& quotes);

}  // namespace annalist::says
