// Retell: what one telling of an act lends to another one beside it — the name of one who is first only described, a day.
#pragma once

#include "lang/parse.h"
#include "says/claim.h"

namespace annalist::says {

// "A senior official met X. Country's minister N met X": the described actor is N when the next sentences tell the same act
// by one named person of that country. Marked inferred. Claims ascend by trigger.
void name_the_described(std::vector<Claim>& claims);

// "Moscow's invasion of its neighbor": the side toward which the story told the same act by the same actor before.
void name_the_related(std::vector<Claim>& claims);

// "A met B, who is visiting, on the 16th": a day behind a clause in the present dates the main act, which is past.
void move_dates(std::vector<Claim>& claims, const lang::Parse& parse);

}  // namespace annalist::says
