// Infer: places a story that states no date by what it tells — dated happenings beside relative expressions ("the
// summit in September last year"), anniversaries, years up to now, a day and month without a year. Sound or silent: an
// answer is an interval that every sign allows, marked "inferred"; bounds that nothing gives stay open.
#pragma once

#include "when/rules.h"

namespace annalist::when {

// Narrows `date` (whose interval is not known) for the story `index`; `stated` is the page's partial date, if any.
void infer_date(const Rules::Impl& rules, const lang::Parse& parse, uint32_t index, const page::StatedDate* stated,
                StoryDate& date);

}  // namespace annalist::when
