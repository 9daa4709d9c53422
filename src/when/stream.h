// Stream: what `annalist times` prints — one JSON line of `times` records a text, as in `extract` (docs/FORMAT.md).
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "when/times.h"

namespace annalist::when {

// The record of one expression: {"span","type","value","earliest","latest","suspect","why"}; an open end is null.
void write_time(JsonWriter& json, const TimeRef& ref);
// {"id":…,"times":[…]} without a newline.
[[nodiscard]] std::string times_line(std::string_view id, const Times& times);

}  // namespace annalist::when
