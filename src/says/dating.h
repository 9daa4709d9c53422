// Dating: when and where a claim's act happened — from its own words, else from what stands beside it, else from the
// story's date; whatever has no words of its own says "inferred" and why (conventions: time, dateline). Pure.
#pragma once

#include <vector>

#include "lang/parse.h"
#include "says/claim.h"
#include "what/frames.h"
#include "when/times.h"
#include "where/places.h"
#include "who/cast.h"

namespace annalist::says {

// From the frame's own time expressions, spans of `text`; unknown when it has none that resolve to days.
[[nodiscard]] ClaimDate own_date(const what::Frame& frame, const when::Times& times, std::string_view text);

// "In 1962, when they sent ships": the date that a clause of "when" explains; unknown when it explains none.
[[nodiscard]] ClaimDate date_of_when(const lang::Tree& tree, uint32_t verb, const when::Times& times);

// By a happening whose day is public knowledge (data/time/happenings.tsv): of the frame itself ("the invasion of Ukraine"), or
// where the frame is told to be since, after, before it. Marked inferred; unknown when there is none.
[[nodiscard]] ClaimDate date_of_happening(const lang::Tree& tree, const what::Frame& frame, const when::Times& times);

// What somebody told on a day as past is not later than that day; only for claims without a date.
void end_when_told(Claim& claim, const std::vector<Attribution>& attributions);

// For a claim without an own date, by tense, modality and story date. `lead`: it stands in the headline or in the first
// sentences of its story. `before`: the day told just before it in the same passage, or unknown.
[[nodiscard]] ClaimDate inferred_date(const Claim& claim, bool lead, const ClaimDate& before, const when::StoryDate* story);

// A past act, also one "since May", ends at the latest with the story; nothing happens when the story's date is unknown.
void end_at_story(Claim& claim, const when::StoryDate* story);

// Claims without an own date take that of a claim of the same act (type, polarity, sides) that has one.
void share_dates(std::vector<Claim>& claims);

// The frame's finest place that is not one of its sides (but a visit happens at its host's), else the dateline's for what
// the lead tells as done.
[[nodiscard]] ClaimPlace place_of(const what::Frame& frame, const Claim& claim, bool lead, const lang::Parse& parse,
                                  const who::Cast& cast, const where::Places& places);

}  // namespace annalist::says
