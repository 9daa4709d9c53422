// Calendar: stretches of the calendar — a day, a week, a quarter — with their TIMEX3 value and interval, and the steps
// between them. Pure functions. Values follow TimeML 1.2.1 as used in TempEval-3 (UzZaman et al. 2013).
#pragma once

#include <cstdint>
#include <string>

#include "base/date.h"
#include "when/fields.h"

namespace annalist::when {

// One stretch. `index` counts within the year (month 1..12, quarter 1..4, half 1..2, season 0..3 = spring …); weeks and
// days are given by their first day; decades and centuries by their first year.
struct Stretch {
  Grain grain = kNoGrain;
  int32_t year = 0;
  int32_t index = 0;
  Day first{};

  [[nodiscard]] bool known() const { return grain != kNoGrain; }
};

[[nodiscard]] Stretch day_stretch(Day day);
[[nodiscard]] Stretch in_year(Grain grain, int32_t year,
                              int32_t index);  // also years, decades, centuries (index unused)
// The stretch of that grain in which the day lies.
[[nodiscard]] Stretch containing(Grain grain, Day day);
// n stretches later.
[[nodiscard]] Stretch stepped(const Stretch& s, int32_t n);
[[nodiscard]] Interval interval_of(const Stretch& s);
[[nodiscard]] std::string timex(const Stretch& s);
[[nodiscard]] Precision precision_of(const Stretch& s);
// The first third, middle or last third of an interval, as "early June" is read; a year has four-month thirds.
[[nodiscard]] Interval narrowed(const Interval& whole, Mod mod);
// The day n units later; months and years keep the day of the month where it exists.
[[nodiscard]] Day moved(Day day, Grain unit, int32_t n);
[[nodiscard]] Day easter(int32_t year);  // Gregorian, Anonymous algorithm (Meeus)

}  // namespace annalist::when
