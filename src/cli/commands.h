// The commands, one a file; registry.cc puts them in the order of --help.
#pragma once

#include "cli/command.h"

namespace annalist::cli {

extern const Command kOpen, kIngest, kTimeline, kSearch, kShow, kExplain, kExport, kServe, kDoctor;
extern const Command kDecide, kUndo, kDecisions;
extern const Command kExtract, kParse, kClean, kTimes, kMatch, kWho, kPlover, kCertain, kCode;
extern const Command kKbBuild, kKbList, kKbImport, kKbLint;
extern const Command kLexiconTest, kWhy;

}  // namespace annalist::cli
