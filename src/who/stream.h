// match_stream(): the filter behind `annalist match`.
#pragma once

#include <iosfwd>

#include "who/base.h"

namespace annalist::who {

// Each line "kind TAB name TAB name" of `in` is answered by one line "score TAB same|different|unsure" of `out`; a line
// that is not of this form by "0 TAB unsure". `use_entities` false: names alone decide (`--no-kb`).
void match_stream(const Base& base, bool use_entities, std::istream& in, std::ostream& out);

// person, organization (also org, organisation, company), country, place (also facility), weapon; all else is other.
[[nodiscard]] Kind match_kind(std::string_view word);

}  // namespace annalist::who
