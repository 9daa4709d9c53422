#include "cli/commands.h"

namespace annalist::cli {

const std::vector<Command>& commands() {
  static const std::vector<Command> kAll = {kOpen,  kIngest, kTimeline, kSearch, kShow,  kExplain, kExport,  kServe, kDoctor,
                                            kDecide,  kUndo,   kDecisions,
                                            kExtract, kParse,  kClean,    kTimes,  kWho,   kMatch,   kCertain, kPlover, kCode,
                                            kKbBuild, kKbList, kKbImport, kKbLint, kLexiconTest, kWhy};
  return kAll;
}

}  // namespace annalist::cli
