// Sides: who stands on either side of a claim, as the reader sees them.
#pragma once

#include "page/page.h"
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
// The words say "we" or whose they are by "our": "us", "our army".
[[nodiscard]] bool own_people(const Voices& voices, std::string_view words);
// Whose "we" is in an outlet's own voice; the state as a side named by `words`. Only an organ of its state acts in its own
// words, any outlet's country is threatened, accused or helped as "us". Empty name = nobody.
[[nodiscard]] Side outlet_state(const Voices& voices, const page::Outlet& outlet, Span words, bool acts);
// Good words, meetings and help among one state's own people, or toward people whom nothing names, are home affairs, no
// acts between parties. `outlet` may be null; `sentence_begin` = where the claim's sentence begins in the text.
[[nodiscard]] bool home_affair(const Claim& claim, const page::Outlet* outlet, uint32_t sentence_begin);

}  // namespace annalist::says
