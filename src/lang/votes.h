// Votes: one string is one kind of name throughout a document. Pure; the scratch belongs to one thread.
#pragma once

#include <cstdint>
#include <vector>

#include "lang/parse.h"

namespace annalist::lang {

struct Ballot {
  uint64_t key = 0;  // of the name's letters
  float weight = 0;
  NameKind kind = NameKind::kMisc;
  uint32_t name = UINT32_MAX;  // index into Parse::names; none for the surname of a longer name, which only votes
  uint32_t order = 0;          // in which the ballots were cast
};

// Gives each name of parse.names the kind that its equals in the document (and, for a single word, the persons who bear
// it as their last word) hold with clearly more weight. Sorting apart, linear in the number of names.
void vote(Parse& parse, std::vector<Ballot>& scratch);

}  // namespace annalist::lang
