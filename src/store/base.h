// Base: the one file that holds everything — documents with revisions, claims with evidence, events, decisions.
// SQLite is the truth: WAL, STRICT tables, one transaction a batch. A Base belongs to one thread; open another for another.
//
// Laws: an acknowledged batch survives kill -9; putting a document again changes nothing; rows do not depend on the order
// or the batches of ingest (internal row numbers aside, which are never shown); nothing but `run` knows the wall clock.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "says/extraction.h"
#include "store/overrides.h"
#include "store/records.h"
#include "weave/weave.h"

namespace annalist::store {

enum class Mode { kRead, kWrite };

// What the base knows of a document id with these bytes.
struct Known {
  bool same = false;      // there already: nothing to do
  uint32_t revision = 1;  // that it has, or is to get
};

struct PutOptions {
  bool keep_raw = true;   // the original bytes, zstd-compressed
  std::string made_by;    // one line of JSON: versions and hashes of what made the extractions
};
struct PutReport {
  uint32_t added = 0, same = 0;
  // Positions in the batch whose revision is not the next one (another document of the same id came between): extract
  // them again with knows().revision and put them again.
  std::vector<size_t> stale;
};
struct WeaveReport {
  uint32_t claims = 0, events = 0, removed = 0;  // woven anew, written, taken away
};
struct Counts {
  uint64_t documents = 0, claims = 0, events = 0, quarantined = 0, unwoven = 0;
};

class Base {
 public:
  // kWrite makes the file when there is none and migrates an older schema. Errors: kNotFound (kRead only), kBusy,
  // kDamaged, kUnsupported (a newer schema), kUnreadable, kNoSpace.
  [[nodiscard]] static Result<Base> open(const std::string& path, Mode mode);
  Base(Base&&) noexcept;
  Base& operator=(Base&&) noexcept;
  ~Base();

  [[nodiscard]] Result<Known> knows(const std::string& document_key, const std::string& raw_sha256);
  // One transaction; nulls are passed over. All or nothing.
  [[nodiscard]] Result<PutReport> put(const std::vector<const says::Extraction*>& batch, const PutOptions& options);
  // Remembers an input that could not be read; told once per id and place.
  [[nodiscard]] Status add_quarantine(const std::string& id, const Error& error);
  // Weaves what came or went since the last time, and decides forecasts at `as_of` (default: latest publication in the
  // base). Batches of claims are committed one by one, so an interrupted weaving goes on where it stopped.
  [[nodiscard]] Result<WeaveReport> weave_pending(std::optional<Day> as_of);
  // All events anew from all claims.
  [[nodiscard]] Result<WeaveReport> weave_all(std::optional<Day> as_of);
  // A person's decision about who is meant; its id. lay_overrides() puts all of them in force, weave_pending() calls it.
  [[nodiscard]] Result<std::string> add_decision(const Decision& decision);
  [[nodiscard]] Result<std::string> undo_decision(const std::string& id, const std::string& author, const std::string& time);
  [[nodiscard]] Result<std::vector<Decision>> decisions();  // of identity, in the order in which they were made
  [[nodiscard]] Result<Overlay> lay_overrides();
  // The one place for wall-clock times (ISO, given by the caller).
  [[nodiscard]] Result<int64_t> begin_run(const std::string& command, const std::string& started, const std::string& made_by);
  [[nodiscard]] Status end_run(int64_t run, const std::string& ended, uint32_t documents, uint32_t skipped, uint32_t failed);

  [[nodiscard]] Result<Counts> counts();
  [[nodiscard]] Result<std::optional<Day>> latest_publication();
  // "ok", or the first thing that SQLite finds broken.
  [[nodiscard]] Result<std::string> integrity();

  // Today's id of an event: itself, or where it went; kNotFound.
  [[nodiscard]] Result<std::string> event_id(const std::string& id);
  [[nodiscard]] Result<weave::Event> event(const std::string& id);  // redirects are followed
  [[nodiscard]] Result<StoredClaim> claim(const std::string& id);
  [[nodiscard]] Result<std::vector<StoredClaim>> claims_of(const std::string& event);  // by document, then place in it
  [[nodiscard]] Result<std::vector<StoredClaim>> claims_in(const std::string& document_key, uint32_t revision);
  // By id as given at ingest or by key; revision 0 = the newest.
  [[nodiscard]] Result<StoredDocument> document(const std::string& id_or_key, uint32_t revision = 0);
  // The bytes it was read from, or its text where those are the same or were not kept. By key; 0 = the newest revision.
  [[nodiscard]] Result<std::string> original(const std::string& key, uint32_t revision = 0);
  // Documents whose text holds all the words, best first (BM25), each with the passage found.
  [[nodiscard]] Result<std::vector<Hit>> documents_with(const std::string& words, uint32_t limit);
  // Events of a page of a query, in its order.
  [[nodiscard]] Result<EventPage> events(const EventQuery& query);
  // For reports and exports over the views v_* (schema.h); read-only by convention.
  [[nodiscard]] Result<Statement> prepare(std::string_view sql);

  struct Impl;

 private:
  explicit Base(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace annalist::store
