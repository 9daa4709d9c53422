// The forecast ledger: what was announced, and what became of it. Pure functions over events.
#pragma once

#include <optional>
#include <vector>

#include "weave/compat.h"

namespace annalist::weave {

// An event made ready for many comparisons; stays where it is built.
struct Prepared {
  explicit Prepared(Event e);
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;
  Event event;
  ClaimRecord sides;
  Node node;
};
// The days on which something can fulfil this forecast.
[[nodiscard]] Interval fulfilment_window(const Event& forecast);

// The event among `happened` that fulfils the forecast: compatible sides, the day that was announced (three days of
// grace) or, when none was, within 400 days after the announcement; the best parties, then the earliest. nullptr = none.
[[nodiscard]] const Prepared* fulfiller(const Prepared& forecast, const std::vector<const Prepared*>& happened);

// Links "fulfils" from happenings to forecasts, over a whole set of events.
void link_forecasts(std::vector<Event>& events);

// claimed happened denied disputed for happenings; announced due overdue fulfilled cancelled for forecasts. `as_of`
// decides what is due; unknown means that nothing is.
[[nodiscard]] std::string status_at(const Event& event, std::optional<Day> as_of);

}  // namespace annalist::weave
