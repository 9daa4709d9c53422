// The answer of `annalist certain`: how sure is it that the event of a word happened? Pure and thread-safe.
#pragma once

#include "lang/parse.h"
#include "says/veracity.h"

namespace annalist::says {

// `word`: bytes of parse.text that name the event; part of a word may be asked ("possible" in "impossible"), several
// words are judged by their syntactic head. Outside every token: certain, asserted. Modality `reported` is given when the
// sentence itself hands the word to a holder.
[[nodiscard]] Veracity certain(const Voices& voices, const lang::Parse& parse, Span word);

}  // namespace annalist::says
