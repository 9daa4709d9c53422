// match(): are two written names the same one, without any context? Pure, const, shared.
//
// Ways, the first that decides: equal after folding; one entity of the base; through the native script (spelling.h);
// weighted edits over paired words (closeness.h). Numbers in names must be equal: "Hwasong-17" is no misspelt
// "Hwasong-18".
#pragma once

#include <string_view>

#include "who/base.h"
#include "who/cast.h"

namespace annalist::who {

enum class Verdict : uint8_t { kSame, kDifferent, kUnsure };
[[nodiscard]] const char* verdict_name(Verdict v);

struct Match {
  float score = 0;  // 0..1; from kSameScore on the verdict is kSame
  Verdict verdict = Verdict::kDifferent;
};
inline constexpr float kSameScore = 0.7F;
inline constexpr float kUnsureScore = 0.6F;

// `base` null: names alone decide. Kinds other than person, organization, country, place and weapon compare as things.
[[nodiscard]] Match match(const NameRules& rules, const Base* base, Kind kind, std::string_view a, std::string_view b);

}  // namespace annalist::who
