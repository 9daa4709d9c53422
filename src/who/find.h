// find(): who is meant by a name or a title, for a country, on a day? Unknown rather than stale. Pure, const, shared.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "who/base.h"

namespace annalist::who {

struct Candidate {
  std::string entity, name, wikidata, country;
  std::string role;                             // canonical office; empty when none is known
  std::optional<Day> from, to, asserted_until;  // of that role
  std::vector<std::string> why;
  float confidence = 0;  // at most .6 for rows from memory
};

// `phrase`: "Lavrov", "Choi Sun-hee", "foreign minister", "North Korean foreign minister", "secretary of the Security
// Council of Russia". `country`: alpha-3, alpha-2 or a name; may be empty. Without a day a title answers with all its
// holders, latest first; with one only with those for whom the table vouches on it. Best first; empty = unknown.
[[nodiscard]] std::vector<Candidate> find(const Base& base, std::string_view phrase, std::string_view country,
                                          std::optional<Day> day);

// The contract's record of `annalist who --json`.
void write_json(const std::vector<Candidate>& candidates, JsonWriter& json);

}  // namespace annalist::who
