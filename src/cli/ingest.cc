// annalist ingest: documents into the base.
#include "cli/commands.h"
#include "cli/ingesting.h"

namespace annalist::cli {
namespace {

int run_ingest(const Arguments& arguments) {
  Progress progress(arguments);
  const auto options = ingest_options(arguments, progress);
  if (!options) return fail(options.error());
  const auto loaded = models(arguments);
  if (!loaded) return fail(loaded.error());
  const std::string db = arguments.get("--db", "annalist.db");
  const auto done = run::ingest(*loaded, arguments.all("PATH"), db, *options);
  if (done) progress.done(done->added + done->same, done->failed);
  return report(done, db);
}

}  // namespace

const Command kIngest{"ingest",
                      "read documents into a base; run it again to go on or to add more",
                      {{"PATH", "PATH", "files (.txt .html .jsonl, also .gz .zst), folders, or - for JSONL on standard input", true, true},
                       kDb,
                       kThreads,
                       kNoKeep,
                       kAsOf,
                       kProgress,
                       kDisputed, kPacks},
                      run_ingest};

}  // namespace annalist::cli
