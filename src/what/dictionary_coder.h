// code_with(): frames of one document by the dictionaries of PETRARCH or TABARI instead of our lexicon. Same place in the
// journey as code(), same laws; sides carry the dictionary's actor codes, frames its event code as `cameo`.
#pragma once

#include "lang/parse.h"
#include "what/dictionaries.h"
#include "what/frames.h"
#include "what/lexicon.h"
#include "what/trace.h"
#include "doubt/doubts.h"
#include "when/times.h"
#include "where/places.h"
#include "who/cast.h"

namespace annalist::what {

[[nodiscard]] Frames code_with(const Dictionaries& dictionaries, const Lexicon& lexicon, const lang::Parse& parse, const who::Cast& cast,
                               const when::Times& times, const where::Places& places, const doubt::Doubts& doubts, Trace* trace = nullptr);

}  // namespace annalist::what
