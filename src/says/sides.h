// Sides: who stands on either side of a claim, as the reader sees them.
#pragma once

#include "says/claim.h"
#include "says/voices.h"
#include "who/cast.h"

namespace annalist::says {

[[nodiscard]] Side side_of(const who::Mention& mention, Span words);
// Adds the side unless the same one, or one without a name, is there.
void add_side(std::vector<Side>& sides, Side side);
// The words are a pronoun alone: "they", "us".
[[nodiscard]] bool is_pronoun(const Voices& voices, std::string_view words);
// An official's "we" is his state's.
[[nodiscard]] bool speaks_for_state(const who::Mention& mention);
// The state of the side's country in its place; the words that name it stay. Nothing happens when the country is unknown.
void to_state(const Voices& voices, Side& side);
// A visit's host is the state in which its place lies, a visitor named by a place that state; places of unknown countries
// and of the visitor's own are no sides. Only for claims with mode visit.
void hosts_for_places(const Voices& voices, Claim& claim);

}  // namespace annalist::says
