#include "base/date.h"

#include <cstdio>

namespace annalist {

const char* precision_name(Precision p) {
  switch (p) {
    case Precision::kDay: return "day";
    case Precision::kWeek: return "week";
    case Precision::kMonth: return "month";
    case Precision::kQuarter: return "quarter";
    case Precision::kSeason: return "season";
    case Precision::kYear: return "year";
    case Precision::kDecade: return "decade";
    case Precision::kCentury: return "century";
    case Precision::kRange: return "range";
    case Precision::kUnknown: break;
  }
  return "unknown";
}

Day day_of(Civil c) {
  const int32_t y = c.year - (c.month <= 2);
  const int32_t era = (y >= 0 ? y : y - 399) / 400;
  const auto yoe = static_cast<uint32_t>(y - era * 400);
  const uint32_t doy = (153 * (c.month > 2 ? c.month - 3 : c.month + 9) + 2) / 5 + c.day - 1;
  const uint32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return {era * 146097 + static_cast<int32_t>(doe) - 719468};
}

Civil civil_of(Day d) {
  const int32_t z = d.number + 719468;
  const int32_t era = (z >= 0 ? z : z - 146096) / 146097;
  const auto doe = static_cast<uint32_t>(z - era * 146097);
  const uint32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const uint32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const uint32_t mp = (5 * doy + 2) / 153;
  const uint32_t month = mp < 10 ? mp + 3 : mp - 9;
  return {static_cast<int32_t>(yoe) + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1};
}

uint32_t days_in_month(int32_t year, uint32_t month) {
  static constexpr uint32_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[(month - 1) % 12];
}

bool valid(Civil c) {
  return c.month >= 1 && c.month <= 12 && c.day >= 1 && c.day <= days_in_month(c.year, c.month);
}

uint32_t weekday(Day d) {
  const int32_t w = (d.number + 3) % 7;  // 1970-01-01 was a Thursday
  return static_cast<uint32_t>(w < 0 ? w + 7 : w);
}

std::string iso(Day d) {
  const Civil c = civil_of(d);
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", c.year, c.month, c.day);
  return buffer;
}

std::optional<Day> parse_iso(std::string_view s) {
  if (s.size() < 10 || s[4] != '-' || s[7] != '-') return std::nullopt;
  if (s.size() > 10 && s[10] >= '0' && s[10] <= '9') return std::nullopt;
  const auto number = [&](size_t at, size_t n) {
    int32_t v = 0;
    for (size_t i = at; i < at + n; ++i) {
      if (s[i] < '0' || s[i] > '9') return -1;
      v = v * 10 + (s[i] - '0');
    }
    return v;
  };
  const int32_t y = number(0, 4), m = number(5, 2), d = number(8, 2);
  if (y < 0 || m < 0 || d < 0) return std::nullopt;
  const Civil c{y, static_cast<uint32_t>(m), static_cast<uint32_t>(d)};
  if (!valid(c)) return std::nullopt;
  return day_of(c);
}

Interval whole_month(int32_t year, uint32_t month) {
  return {day_of({year, month, 1}), day_of({year, month, days_in_month(year, month)})};
}
Interval whole_year(int32_t year) { return {day_of({year, 1, 1}), day_of({year, 12, 31})}; }

}  // namespace annalist
