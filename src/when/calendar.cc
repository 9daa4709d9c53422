#include "when/calendar.h"

#include <algorithm>
#include <cstdio>

namespace annalist::when {

namespace {

int32_t floor_div(int32_t a, int32_t b) {
  return a >= 0 ? a / b : -((-a + b - 1) / b);
}

template <class... T>
std::string print(const char* format, T... args) {
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, format, args...);
  return buffer;
}

Day first_of(int32_t year, int32_t month) {
  const int32_t months = year * 12 + month - 1;
  return day_of({floor_div(months, 12), static_cast<uint32_t>(months - floor_div(months, 12) * 12 + 1), 1});
}

Interval months(int32_t year, int32_t month, int32_t count) {
  return {first_of(year, month), first_of(year, month + count) - 1};
}

// ISO 8601 week number and its year.
std::pair<int32_t, int32_t> iso_week(Day monday) {
  const int32_t year = civil_of(monday + 3).year;  // the week's Thursday decides
  const Day january4 = day_of({year, 1, 4});
  const Day first = january4 - static_cast<int32_t>(weekday(january4));
  return {year, (monday - first) / 7 + 1};
}

}  // namespace

Stretch day_stretch(Day day) {
  return {kDayGrain, civil_of(day).year, 0, day};
}

Stretch in_year(Grain grain, int32_t year, int32_t index) {
  Stretch s{grain, year, index, {}};
  s.first = interval_of(s).earliest.value_or(Day{});
  return s;
}

Stretch containing(Grain grain, Day day) {
  const Civil c = civil_of(day);
  const auto month = static_cast<int32_t>(c.month);
  switch (grain) {
    case kWeek:
    case kFortnight:
      return {kWeek, c.year, 0, day - static_cast<int32_t>(weekday(day))};
    case kWeekend:
      return {kWeekend, c.year, 0, day - static_cast<int32_t>(weekday(day)) + 5};
    case kMonthGrain:
      return in_year(grain, c.year, month);
    case kQuarterGrain:
      return in_year(grain, c.year, (month + 2) / 3);
    case kHalfGrain:
      return in_year(grain, c.year, (month + 5) / 6);
    case kSeasonGrain:
      return in_year(grain, month < 3 ? c.year - 1 : c.year, month < 3 ? 3 : month / 3 - 1);
    case kYearGrain:
      return in_year(grain, c.year, 0);
    case kDecadeGrain:
      return in_year(grain, floor_div(c.year, 10) * 10, 0);
    case kCenturyGrain:
    case kMillennium:
      return in_year(kCenturyGrain, floor_div(c.year, 100) * 100, 0);
    default:
      return day_stretch(day);
  }
}

Stretch stepped(const Stretch& s, int32_t n) {
  const auto within = [&](int32_t per_year, int32_t base) {
    const int32_t count = s.year * per_year + (s.index - base) + n;
    return in_year(s.grain, floor_div(count, per_year), count - floor_div(count, per_year) * per_year + base);
  };
  switch (s.grain) {
    case kWeek:
    case kWeekend:
      return {s.grain, civil_of(s.first + 7 * n).year, 0, s.first + 7 * n};
    case kMonthGrain:
      return within(12, 1);
    case kQuarterGrain:
      return within(4, 1);
    case kHalfGrain:
      return within(2, 1);
    case kSeasonGrain:
      return within(4, 0);
    case kYearGrain:
      return in_year(s.grain, s.year + n, 0);
    case kDecadeGrain:
      return in_year(s.grain, s.year + 10 * n, 0);
    case kCenturyGrain:
      return in_year(s.grain, s.year + 100 * n, 0);
    default:
      return day_stretch(s.first + n);
  }
}

Interval interval_of(const Stretch& s) {
  switch (s.grain) {
    case kNoGrain:
      return {};
    case kWeek:
      return {s.first, s.first + 6};
    case kWeekend:
      return {s.first, s.first + 1};
    case kMonthGrain:
      return months(s.year, s.index, 1);
    case kQuarterGrain:
      return months(s.year, s.index * 3 - 2, 3);
    case kHalfGrain:
      return months(s.year, s.index * 6 - 5, 6);
    case kSeasonGrain:
      return months(s.year, s.index * 3 + 3, 3);
    case kYearGrain:
      return months(s.year, 1, 12);
    case kDecadeGrain:
      return months(s.year, 1, 120);
    case kCenturyGrain:
      return months(s.year, 1, 1200);
    default:
      return one_day(s.first);
  }
}

std::string timex(const Stretch& s) {
  static constexpr const char* kSeasons[] = {"SP", "SU", "FA", "WI"};
  switch (s.grain) {
    case kNoGrain:
      return "";
    case kWeek:
    case kWeekend: {
      const auto [year, week] = iso_week(s.first - static_cast<int32_t>(weekday(s.first)));
      return print(s.grain == kWeek ? "%04d-W%02d" : "%04d-W%02d-WE", year, week);
    }
    case kMonthGrain:
      return print("%04d-%02d", s.year, s.index);
    case kQuarterGrain:
      return print("%04d-Q%d", s.year, s.index);
    case kHalfGrain:
      return print("%04d-H%d", s.year, s.index);
    case kSeasonGrain:
      return print("%04d-%s", s.year, kSeasons[s.index & 3]);
    case kYearGrain:
      return print("%04d", s.year);
    case kDecadeGrain:
      return print("%03d", s.year / 10);
    case kCenturyGrain:
      return print("%02d", s.year / 100);
    default:
      return iso(s.first);
  }
}

Precision precision_of(const Stretch& s) {
  switch (s.grain) {
    case kNoGrain:
      return Precision::kUnknown;
    case kWeek:
      return Precision::kWeek;
    case kWeekend:
    case kHalfGrain:
      return Precision::kRange;
    case kMonthGrain:
      return Precision::kMonth;
    case kQuarterGrain:
      return Precision::kQuarter;
    case kSeasonGrain:
      return Precision::kSeason;
    case kYearGrain:
      return Precision::kYear;
    case kDecadeGrain:
      return Precision::kDecade;
    case kCenturyGrain:
      return Precision::kCentury;
    default:
      return Precision::kDay;
  }
}

Interval narrowed(const Interval& whole, Mod mod) {
  if (!whole.earliest || !whole.latest) return whole;
  const int32_t days = *whole.latest - *whole.earliest + 1;
  if (days < 3) return whole;
  const int32_t third = (days + 2) / 3;
  switch (mod) {
    case kStart:
      return {whole.earliest, *whole.earliest + (third - 1)};
    case kMid:
      return {*whole.earliest + days / 3, *whole.latest - days / 3};
    case kEndMod:
      return {*whole.latest - (third - 1), whole.latest};
  }
  return whole;
}

Day moved(Day day, Grain unit, int32_t n) {
  const Civil c = civil_of(day);
  const auto by_months = [&](int32_t count) {
    const Civil target = civil_of(first_of(c.year, static_cast<int32_t>(c.month) + count));
    return day_of({target.year, target.month, std::min(c.day, days_in_month(target.year, target.month))});
  };
  switch (unit) {
    case kWeek:
    case kWeekend:
      return day + 7 * n;
    case kFortnight:
      return day + 14 * n;
    case kMonthGrain:
      return by_months(n);
    case kQuarterGrain:
      return by_months(3 * n);
    case kHalfGrain:
      return by_months(6 * n);
    case kYearGrain:
      return by_months(12 * n);
    case kDecadeGrain:
      return by_months(120 * n);
    case kCenturyGrain:
      return by_months(1200 * n);
    case kMillennium:
      return by_months(12000 * n);
    case kSecond:
    case kMinute:
    case kHour:
      return day;
    default:
      return day + n;
  }
}

Day easter(int32_t year) {
  const int32_t a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25,
                g = (b - f + 1) / 3;
  const int32_t h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int32_t m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
  return day_of({year, static_cast<uint32_t>(n / 31), static_cast<uint32_t>(n % 31 + 1)});
}

}  // namespace annalist::when
