// The journey of one document through the rooms. Pure: the same document and models give the same Extraction, on any
// thread. Scratch memory lives in a Traveller, one a thread.
#pragma once

#include "lang/conllu.h"
#include "lang/model.h"
#include "run/models.h"
#include "run/timings.h"
#include "says/extraction.h"

namespace annalist::run {

struct Traveller {
  lang::Workspace lang;
  Timings* timings = nullptr;      // adds up the CPU time of the rooms; nullptr = not measured
  what::Trace* trace = nullptr;    // writes down the coder's decisions; nullptr = not written
  says::Clues* clues = nullptr;    // … what the confidence of each claim rests on
};

// Reads x.document into everything else of x. x must be fresh and must not move afterwards: the parse views its text.
void journey(const Models& models, Traveller& traveller, says::Extraction& x);
// The same from the parse on, for text that was parsed elsewhere; `document` is moved from.
void journey_from_parse(const Models& models, lang::ConlluDocument& document, says::Extraction& x);

}  // namespace annalist::run
