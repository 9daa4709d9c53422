// One sentence with what was coded in it and why, or why nothing was: for `annalist why` and `annalist explain --sentence`.
#pragma once

#include <string>

#include "run/models.h"
#include "says/extraction.h"
#include "what/trace.h"

namespace annalist::cli {

struct Explaining {
  bool every_reading = false;  // also of words that told an act
  bool bindings = false;       // each act's sense, pattern, who fills it, and its voice
};

// Appends sentence `index` (from 0) of x, whose coder filled `trace`.
void explain_sentence(const run::Models& models, const says::Extraction& x, const what::Trace& trace, uint32_t index, Explaining how, std::string& out);

}  // namespace annalist::cli
