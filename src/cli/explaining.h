// One sentence with what was coded in it and why, or why nothing was: for `annalist why` and `annalist explain --sentence`.
#pragma once

#include <string>

#include "run/models.h"
#include "says/confidence.h"
#include "says/extraction.h"
#include "what/trace.h"

namespace annalist::cli {

struct Explaining {
  bool every_reading = false;  // also of words that told an act
  bool bindings = false;       // each act's sense, pattern, who fills it, and its voice
};

// A document with what the journey wrote down on its way (run::Traveller).
struct Reading {
  says::Extraction x;
  what::Trace trace;
  says::Clues clues;
};
void read(const run::Models& models, intake::Document document, Reading& out);

// Appends sentence `index` (from 0).
void explain_sentence(const run::Models& models, const Reading& reading, uint32_t index, Explaining how, std::string& out);

}  // namespace annalist::cli
