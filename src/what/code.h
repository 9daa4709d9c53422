// code(): the event coder — frames of one document: who did what to whom, with PLOVER type, sides and circumstances,
// each bound by one sense of the lexicon. Deterministic, linear in the text, thread-safe (scratch is local).
#pragma once

#include "doubt/doubts.h"
#include "lang/parse.h"
#include "what/frames.h"
#include "what/lexicon.h"
#include "what/trace.h"
#include "when/times.h"
#include "where/places.h"
#include "who/cast.h"

namespace annalist::what {

// At most kMaxClaimsPerSentence frames a sentence, ascending by trigger. Sentences of zones that are not news have no
// tokens and give none. `Frames::silent` names why a sentence with a known predicate gave none; `trace`, when given,
// every sense that was tried, with the outcome.
[[nodiscard]] Frames code(const Lexicon& lexicon, const lang::Parse& parse, const who::Cast& cast, const when::Times& times,
                          const where::Places& places, const doubt::Doubts& doubts, Trace* trace = nullptr);

}  // namespace annalist::what
