#include "cli/ingesting.h"

#include <csignal>

namespace annalist::cli {
namespace {

std::atomic<bool> interrupted_flag = false;

void note(int signal) {
  if (interrupted_flag.exchange(true)) {
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
}

}  // namespace

std::atomic<bool>& interrupted() {
  std::signal(SIGINT, note);
  std::signal(SIGTERM, note);
  return interrupted_flag;
}

Result<run::IngestOptions> ingest_options(const Arguments& arguments, Progress& progress) {
  run::IngestOptions options;
  const auto team = threads(arguments);
  if (!team) return team.error();
  options.threads = static_cast<unsigned>(*team);
  options.keep_raw = !arguments.has("--no-keep");
  if (arguments.has("--as-of")) {
    options.as_of = parse_iso(arguments.get("--as-of"));
    if (!options.as_of) return Error{Code::kUsage, "no date of the form 2024-01-31", "--as-of", ""};
  }
  options.version = version();
  options.started = utc_now();
  options.stop = &interrupted();
  options.progress = [&progress](uint64_t done, uint64_t failed) { progress.show(done, failed); };
  options.failure = [](const Error& e) { std::fprintf(stderr, "annalist: %s\n", e.line().c_str()); };
  return options;
}

int report(const Result<run::IngestReport>& done, const std::string& db) {
  if (!done) return fail(done.error());
  const int code = done->interrupted ? kInterrupted : failed_code(done->failed, done->unsupported, done->added + done->same);
  if (code == kWrongUsage) return code;  // each input was refused in a line of its own
  std::fprintf(stderr, "%s: %lu documents added, %lu known already, %lu failed", db.c_str(), done->added, done->same,
               done->failed);
  if (done->passed_over > 0) std::fprintf(stderr, ", %lu files without news text passed over", done->passed_over);
  std::fprintf(stderr, "%s\n", done->interrupted ? "; interrupted, run again to go on" : "");
  return code;
}

}  // namespace annalist::cli
