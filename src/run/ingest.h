// Ingest: paths into a base. Documents are read on many threads and committed in input order, small batches first so that
// a reader sees something soon, then 500 at a time. Known documents are passed over; bad ones are named and quarantined.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "run/models.h"

namespace annalist::run {

struct IngestOptions {
  unsigned threads = 1;
  bool keep_raw = true;               // the original bytes go into the base
  bool weave_as_we_go = false;        // events after every batch (`open`), not only at the end
  std::optional<Day> as_of;           // what is due; default: the latest publication in the base
  std::string version;                // of the program, for the record of what made the claims
  std::string started;                // wall clock at the start, ISO; only the run table knows it
  const std::atomic<bool>* stop = nullptr;                       // interrupts between documents
  std::function<void(uint64_t done, uint64_t failed)> progress;  // after every document
  std::function<void(const Error&)> failure;                     // once for each bad input
};

struct IngestReport {
  uint64_t added = 0, same = 0, failed = 0;
  uint64_t unsupported = 0;           // of the failed: kinds of input that are not built in
  uint64_t passed_over = 0;           // files in folders whose kind holds no news text
  bool interrupted = false;
};

// Errors: those of the base (kBusy, kDamaged, kNoSpace …); bad inputs are counted, not errors.
[[nodiscard]] Result<IngestReport> ingest(const Models& models, const std::vector<std::string>& paths, const std::string& db,
                                          const IngestOptions& options);

}  // namespace annalist::run
