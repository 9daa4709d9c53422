// The forecast ledger: what was announced, and what became of it. Pure functions over events.
#pragma once

#include <optional>
#include <vector>

#include "weave/event.h"

namespace annalist::weave {

// The event among `happened` that fulfils the forecast: compatible sides, the day that was announced (three days of
// grace) or, when none was, within 400 days after the announcement; the best parties, then the earliest. nullptr = none.
[[nodiscard]] const Event* fulfiller(const Event& forecast, const std::vector<const Event*>& happened);

// Links "fulfils" from happenings to forecasts, over a whole set of events.
void link_forecasts(std::vector<Event>& events);

// claimed happened denied disputed for happenings; announced due overdue fulfilled cancelled for forecasts. `as_of`
// decides what is due; unknown means that nothing is.
[[nodiscard]] std::string status_at(const Event& event, std::optional<Day> as_of);

}  // namespace annalist::weave
