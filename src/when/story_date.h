// StoryDate: on which days a story can have been published — from its metadata, its dateline, a stated weekday or
// broadcast day, and the years its own text states. What cannot be told stays open.
#pragma once

#include "when/rules.h"

namespace annalist::when {

// One a page::Story. `published` dates the main story only: strangers' stories on a page have their own dates.
[[nodiscard]] std::vector<StoryDate> story_dates(const Rules::Impl& rules, const lang::Parse& parse,
                                                 std::optional<Day> published);

}  // namespace annalist::when
