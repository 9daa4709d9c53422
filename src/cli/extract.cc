// annalist extract: a strict filter from documents to JSON records, one line each, in the order of the input.
#include <mutex>

#include "ask/record.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "intake/reader.h"
#include "run/journey.h"
#include "run/pool.h"
#include "run/timings.h"

namespace annalist::cli {
namespace {

struct Line {
  std::string json;
  std::optional<Error> failure;  // for standard error
};

int run_extract(const Arguments& arguments) {
  const auto team = threads(arguments);
  if (!team) return fail(team.error());
  const auto loaded = models_with_dictionaries(arguments);
  if (!loaded) return fail(loaded.error());
  const run::Models& m = *loaded;
  const ask::MadeBy made_by = run::made_by(m, version());
  const bool with_text = arguments.has("--text");
  std::vector<std::string> paths = arguments.all("FILE");
  if (paths.empty()) paths = {"-"};
  intake::Reader reader(paths, {});

  const bool timed = arguments.has("--timings");
  run::Timings total;
  std::mutex adding;
  const auto measured = [&](run::Timings& own) {
    if (!timed) return;
    const std::lock_guard lock(adding);
    total.add(own);
  };
  uint64_t failed = 0, unsupported = 0, good = 0;
  run::ordered<intake::Item, Line, run::Traveller>(
      static_cast<unsigned>(*team), [&](intake::Item& item) {
        run::Timings own;
        run::Lap lap(timed ? &own : nullptr);
        const bool more = reader.next(item);
        lap.end("intake");
        measured(own);
        return more;
      },
      [&](run::Traveller& traveller, intake::Item& item) {
        Line line;
        if (item.error) {
          ask::append_error_record(item.id, *item.error, line.json);
          line.failure = std::move(item.error);
        } else {
          says::Extraction x;
          x.document = std::move(*item.document);
          run::Timings own;
          traveller.timings = timed ? &own : nullptr;
          run::journey(m, traveller, x);
          run::Lap lap(traveller.timings);
          ask::append_record(x, made_by, with_text, line.json);
          lap.end("record");
          traveller.timings = nullptr;
          measured(own);
        }
        return line;
      },
      [&](Line&& line) {
        ++(line.failure ? failed : good);
        if (line.failure) {
          unsupported += line.failure->code == Code::kUnsupported;
          std::fprintf(stderr, "annalist: %s\n", line.failure->line().c_str());
        }
        return print(line.json);
      });
  std::fflush(stdout);
  if (timed) std::fprintf(stderr, "%s\n", total.json().c_str());
  if (failed > 1) std::fprintf(stderr, "annalist: %lu of the inputs failed, each named above\n", failed);
  return failed_code(failed, unsupported, good);
}

}  // namespace

const Command kExtract{
    "extract",
    "documents in, one JSON record a line out (files, or JSONL on standard input); keeps no state",
    {{"FILE", "FILE", "texts, pages or JSONL; without any, JSONL on standard input", true},
     {"--timings", "", "CPU seconds of each room, as JSON on standard error"},
     {"--text", "", "put the canonical text into each record"},
     kDictionaries,
     kThreads,
     kDisputed,
     kPacks},
    run_extract};

}  // namespace annalist::cli
