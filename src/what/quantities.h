// Quantities: figures with their modifiers, unit and what is counted. A garbled figure keeps its words and has no value.
#pragma once

#include <vector>

#include "doubt/doubts.h"
#include "lang/parse.h"
#include "what/frames.h"
#include "what/syntax.h"

namespace annalist::what {

// All figures of a document, ascending. Figures inside a time expression (`taken`, one flag a token) and in names are left out.
[[nodiscard]] std::vector<Quantity> quantities(const Syntax& syntax, const doubt::Doubts& doubts,
                                               const std::vector<bool>& taken);

}  // namespace annalist::what
