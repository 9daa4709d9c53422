// claim(): from frames to claims — every frame gets its voice (who says so, how sure, negated or not), its sides, its date
// and place, each with the words that prove it or a `why` that begins with "inferred". Pure; Voices is const and shared.
// Law: claim ids are unique in a document and do not depend on pack versions; twice the text costs twice the time.
#pragma once

#include <string>

#include "doubt/doubts.h"
#include "lang/parse.h"
#include "says/claim.h"
#include "says/confidence.h"
#include "says/voices.h"
#include "what/frames.h"
#include "when/times.h"
#include "where/places.h"
#include "who/cast.h"

namespace annalist::says {

// `document_key`: SHA-256 of the document's id; `revision` from 1. Indices in the claims point into the arguments. `clues`,
// when given, gets what the confidence of each claim rests on.
[[nodiscard]] Claims claim(const Voices& voices, const std::string& document_key, uint32_t revision, const lang::Parse& parse,
                           const who::Cast& cast, const when::Times& times, const where::Places& places,
                           const doubt::Doubts& doubts, const what::Frames& frames, Clues* clues = nullptr);

}  // namespace annalist::says
