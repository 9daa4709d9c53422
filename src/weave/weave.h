// Weaving: from claims to events, one event a happening. A pure function of a set of claims: order does not matter, and
// weaving only what a new claim can touch gives the same events as weaving everything (law 5).
//
// Claims that can tell one happening share a block key. Claims are linked when they share a key and event_score() is at
// least kJoin; events never reach across the connected components of these links. Single-threaded, no global state.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "weave/event.h"

namespace annalist::weave {

// "CONSULT|RUS|2468": type, one party (its country, else its entity or name), a window of 8 days; and a key of the same
// words in the same text, by which copies meet. Sorted, without doubles.
[[nodiscard]] std::vector<std::string> block_keys(const ClaimRecord& claim);

// The events of a closed set of claims (a whole base, or what closure() gives), ascending by id, with forecasts linked
// to what fulfilled them and every status decided at `as_of`; without it, at the latest publication among the claims.
[[nodiscard]] std::vector<Event> weave(std::vector<ClaimRecord> claims, std::optional<Day> as_of);

// What weaving asks of a base.
class ClaimIndex {
 public:
  virtual ~ClaimIndex() = default;
  // All current claims under a block key.
  [[nodiscard]] virtual Result<std::vector<ClaimRecord>> block(const std::string& key) = 0;
};

// The touched claims and all that are connected with them by links: the least set that has to be woven anew.
[[nodiscard]] Result<std::vector<ClaimRecord>> closure(std::vector<ClaimRecord> touched, ClaimIndex& index);

// Events of a closed set, before forecasts are linked; statuses of forecasts are "announced" or "cancelled".
[[nodiscard]] std::vector<Event> cluster(std::vector<ClaimRecord> claims);

}  // namespace annalist::weave
