// Judging: what the claims of one event say together — the best-told parties and date, how many texts, outlets and
// independent origins vouch for it, and where they contradict each other. Pure; independent of the order of members.
#pragma once

#include <string>
#include <vector>

#include "weave/compat.h"

namespace annalist::weave {

// The id of the event whose least member is this claim: "E" before the claim's id, so every id that an event ever had
// leads back to a claim and through it to the event of today.
[[nodiscard]] std::string event_id(std::string_view least_claim);

[[nodiscard]] Event judge(const std::vector<const Node*>& members);

// The sides of an event: every claim is turned the way round that fits the best-told one, a party stands on the side of
// most tellings, and a state or its capital gives way to its people. Members ascend by claim id.
void set_parties(const std::vector<const Node*>& members, Event& e);

// Independent origins of a set of claims: copies of one text, equal sentences, one outlet telling again, and sources
// that name each other count once. `circular` tells that outlets cite each other in a ring.
struct Origins {
  uint32_t count = 0;
  bool circular = false;
  bool copied = false;  // at least two documents fell together as copies
};
[[nodiscard]] Origins origins_of(const std::vector<const ClaimRecord*>& claims);

}  // namespace annalist::weave
