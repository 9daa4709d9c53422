// Civil dates without clocks or time zones: a Day is a count of days, an Interval may be open on either side.
// Nothing here reads the wall clock. Calendar: proleptic Gregorian (Howard Hinnant, "chrono-compatible low-level
// date algorithms").
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace annalist {

struct Civil {
  int32_t year = 1970;
  uint32_t month = 1;  // 1..12
  uint32_t day = 1;    // 1..31
};

struct Day {
  int32_t number = 0;  // days since 1970-01-01

  auto operator<=>(const Day&) const = default;
  [[nodiscard]] Day operator+(int32_t days) const { return {number + days}; }
  [[nodiscard]] Day operator-(int32_t days) const { return {number - days}; }
  [[nodiscard]] int32_t operator-(Day o) const { return number - o.number; }
};

enum class Precision : uint8_t { kUnknown, kDay, kWeek, kMonth, kQuarter, kSeason, kYear, kDecade, kCentury, kRange };
[[nodiscard]] const char* precision_name(Precision p);  // "day", "week", … "unknown"

[[nodiscard]] Day day_of(Civil c);
[[nodiscard]] Civil civil_of(Day d);
[[nodiscard]] bool valid(Civil c);                                  // a real day of the calendar
[[nodiscard]] uint32_t days_in_month(int32_t year, uint32_t month);  // 28..31
[[nodiscard]] uint32_t weekday(Day d);                               // 0 = Monday … 6 = Sunday
[[nodiscard]] std::string iso(Day d);                                // "2024-01-16"
// Reads "2024-01-16", also as the head of "2024-01-16T09:00:00Z"; nothing when it is no real day.
[[nodiscard]] std::optional<Day> parse_iso(std::string_view s);

// [earliest, latest], both ends included; a missing end is open ("since", "will").
struct Interval {
  std::optional<Day> earliest;
  std::optional<Day> latest;

  [[nodiscard]] bool known() const { return earliest || latest; }
  [[nodiscard]] bool is_day() const { return earliest && latest && *earliest == *latest; }
  // Do they share a day? Open ends reach forever.
  [[nodiscard]] bool overlaps(const Interval& o) const {
    return !(latest && o.earliest && *latest < *o.earliest) && !(o.latest && earliest && *o.latest < *earliest);
  }
  bool operator==(const Interval&) const = default;
};
[[nodiscard]] Interval whole_month(int32_t year, uint32_t month);
[[nodiscard]] Interval whole_year(int32_t year);
[[nodiscard]] inline Interval one_day(Day d) { return {d, d}; }

}  // namespace annalist
