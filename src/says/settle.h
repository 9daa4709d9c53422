// Settle: what becomes of the claims of one document once all are made — repeats fall together, a sentence keeps its
// surest, each gets its id. Pure functions; claims ascend by sentence and trigger.
#pragma once

#include <string>
#include <vector>

#include "says/claim.h"

namespace annalist::says {

// "held a meeting in which they met": one telling. The earlier stays, with the date that either has of its own.
void drop_doubles(std::vector<Claim>& claims);
// At most kMaxClaimsPerSentence (base/limits.h), the surest.
void limit_sentences(std::vector<Claim>& claims);
// Ids: hash of document, revision, story, trigger, type and ordinal, the same after every upgrade of packs.
void number(const std::string& document_key, uint32_t revision, std::vector<Claim>& claims);

}  // namespace annalist::says
