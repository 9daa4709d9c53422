// What `ingest` and `open` share.
#pragma once

#include <atomic>

#include "cli/common.h"
#include "run/ingest.h"

namespace annalist::cli {

// Set by the first SIGINT or SIGTERM after this was called once; a second signal ends the process at once.
std::atomic<bool>& interrupted();
// Options from the command line, with messages on standard error.
[[nodiscard]] Result<run::IngestOptions> ingest_options(const Arguments& arguments, Progress& progress);
// The exit code for a finished ingest, after a line of what happened on standard error.
int report(const Result<run::IngestReport>& done, const std::string& db);

inline const Option kNoKeep{"--no-keep", "", "do not keep the original bytes in the base"};
inline const Option kAsOf{"--as-of", "DATE", "decide what is due as of this day (default: the latest publication)"};

}  // namespace annalist::cli
