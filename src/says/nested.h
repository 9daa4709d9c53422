// Nested attributions: what somebody else says inside somebody's words.
#pragma once

#include "says/claim.h"

namespace annalist::says {

// Of attributions whose cue stands inside the content of another one (labels of turns aside), those stay on which a claim
// hangs: they make its chain. The rest is part of what the outer holder says. Renumbers Claim::attribution.
void keep_outermost(Claims& claims);

}  // namespace annalist::says
