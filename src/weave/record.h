// From an Extraction to the records that weaving works on. Pure; thread-safe.
#pragma once

#include <vector>

#include "says/extraction.h"
#include "weave/event.h"

namespace annalist::weave {

// One record a claim, in the order of the claims. Documents with equal canonical texts are copies of each other.
[[nodiscard]] std::vector<ClaimRecord> claim_records(const says::Extraction& x);

}  // namespace annalist::weave
