// How well two claims can tell one happening: a pure, symmetric score over parties, dates and circumstances.
// The weights are hand-set: equal persons on an equal day join; a country stands for its minister only when the day agrees.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "weave/event.h"

namespace annalist::weave {

// A party prepared for comparing: provisional entities of different documents are one when their folded names are.
struct Actor {
  std::string entity, name;  // name folded
  std::string country;
  uint64_t entity_hash = 0, name_hash = 0, country_hash = 0;  // for comparing; 0 = empty
  bool person = false;
  bool state = false;        // the country itself, which may stand for its people and offices
  bool provisional = false;  // known from its document only
};

// A claim prepared for comparing; points to its record.
struct Node {
  const ClaimRecord* claim = nullptr;
  std::vector<Actor> actors, recipients, sides;  // sides: both, for acts without a direction
  bool two_sided = false;    // meetings and agreements have no direction (conventions 4)
  bool forecast = false;
  Day from, to;              // where in time it is looked for; always bounded
  int32_t width = 0;         // days of the stated interval; kOpen when unknown or open
  uint64_t type_hash = 0, content_hash = 0;
  std::string trigger;       // folded
  std::vector<std::string> words;  // folded words of the clause, sorted, from 4 bytes
};
inline constexpr int32_t kOpen = 100000;

[[nodiscard]] Node node_of(const ClaimRecord& claim);
// Is it a plan told as still to come, or told as no longer to come? Wishes, conditions and background are not.
[[nodiscard]] bool is_forecast(const ClaimRecord& claim);
// Under what type it is looked up: fire at nobody, which texts tell as an attack or as a show of arms, counts as a show.
[[nodiscard]] const std::string& type_key(const ClaimRecord& claim);
// By what a party is looked up: its country, else its entity or folded name.
[[nodiscard]] std::string party_key(const Party& party);

// Score of party agreement, 0 (nothing shared) .. 3 (the same persons); negative when they exclude each other.
[[nodiscard]] double party_score(const Node& a, const Node& b);
// Does a country in one stand for a person of the other: "Russia" for its minister?
[[nodiscard]] bool stands_in(const Node& a, const Node& b);
// Score of one event for two claims; joined from kJoin on; negative when they exclude each other.
[[nodiscard]] double event_score(const Node& a, const Node& b);
inline constexpr double kJoin = 4.0;

}  // namespace annalist::weave
