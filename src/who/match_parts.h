// The costs behind match(), by kind of name; 0 = same, 1 = the border, see closeness.h. For this room only.
#pragma once

#include <string>
#include <string_view>

#include "who/names.h"

namespace annalist::who {

[[nodiscard]] float person_cost(const NameRules& rules, std::string_view a, std::string_view b);
[[nodiscard]] float organization_cost(const NameRules& rules, std::string_view a, std::string_view b);
[[nodiscard]] float place_cost(const NameRules& rules, std::string_view a, std::string_view b);
[[nodiscard]] float thing_cost(const NameRules& rules, std::string_view a, std::string_view b);  // weapons, vessels, …
// Folded Latin for any script, by the tables of data/who where there is one, else by ICU.
[[nodiscard]] std::string latin_of(const NameRules& rules, std::string_view s);

}  // namespace annalist::who
