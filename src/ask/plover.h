// Events as PLOVER records: tab-separated, one line an event, columns named after the PLOVER 2021 manual's record fields.
// PLOVER knows neither our STATE nor negation or modality: statements, denials and what did not happen are left out, and
// announced cooperation becomes AGREE, as its manual asks (conventions 10).
#pragma once

#include <string>
#include <vector>

#include "store/base.h"

namespace annalist::ask {

[[nodiscard]] const char* plover_header();
// Appends nothing when the event has no PLOVER form.
void append_plover(const weave::Event& event, const std::vector<store::StoredClaim>& claims, std::string& out);

}  // namespace annalist::ask
