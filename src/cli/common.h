// What several commands share: reading standard input, the models, threads, the filter options, finding the base.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/command.h"
#include "run/models.h"

namespace annalist::cli {

// All of standard input, up to `limit` bytes.
[[nodiscard]] Result<std::string> read_stdin(size_t limit);
// "2026-01-31T12:00:00Z": when a person acted or a run began. No step that makes claims reads the clock.
[[nodiscard]] std::string utc_now();
// Writes all of it to standard output; false when nobody reads any more.
bool print(std::string_view bytes);
// The packs beside the program (or of --packs).
[[nodiscard]] Result<run::Models> models(const Arguments& arguments);
// The same with the dictionaries of --dictionaries, if any; lines of them that cannot be read are told on standard error.
[[nodiscard]] Result<run::Models> models_with_dictionaries(const Arguments& arguments);
[[nodiscard]] Result<Knowledge> knowledge(const Arguments& arguments);
// --threads, by default the number of processors.
[[nodiscard]] Result<int64_t> threads(const Arguments& arguments);

inline const Option kThreads{"--threads", "N", "worker threads (default: one a processor)"};
inline const Option kPacks{"--packs", "FOLDER", "where en.pack and kb.pack are (default: beside the program)"};
inline const Option kDisputed{"--disputed", "HOW", "whose disputed places are said to be: neutral (default), de-facto or view:COUNTRY"};
inline const Option kDictionaries{"--dictionaries", "FOLDER", "code with these PETRARCH or TABARI files instead of the built-in lexicon"};
inline const Option kDb{"--db", "FILE", "the base (default: ./annalist.db)"};
inline const Option kJson{"--json", "", "machine output on standard output"};

// One option for each key of the filter grammar (docs/FORMAT.md), and the pairs that were given.
[[nodiscard]] std::vector<Option> with_filter(std::vector<Option> options);
[[nodiscard]] std::vector<std::pair<std::string, std::string>> filter_pairs(const Arguments& arguments);

// The exit code after `failed` bad inputs: asking only for kinds that are not built in is wrong usage.
[[nodiscard]] inline int failed_code(uint64_t failed, uint64_t unsupported, uint64_t good) {
  if (failed == 0) return kDone;
  return good == 0 && failed == unsupported ? kWrongUsage : kSomeFailed;
}

// Counts on standard error, only for a terminal or on request; never on standard output.
class Progress {
 public:
  explicit Progress(const Arguments& arguments);
  void show(uint64_t documents, uint64_t failed);
  void done(uint64_t documents, uint64_t failed);

 private:
  bool terminal_ = false, json_ = false;
  uint64_t last_ = 0;
};
inline const Option kProgress{"--progress", "json", "print progress as JSON lines on standard error"};

}  // namespace annalist::cli
