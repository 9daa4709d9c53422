#include "when/fields.h"

#include <charconv>
#include <utility>

namespace annalist::when {

std::optional<Field> field_of(std::string_view name) {
  static constexpr std::pair<std::string_view, Field> kNames[] = {{"year", Field::kYear},
                                                                  {"year2", Field::kYear2},
                                                                  {"month", Field::kMonth},
                                                                  {"month2", Field::kMonth2},
                                                                  {"day", Field::kDay},
                                                                  {"day2", Field::kDay2},
                                                                  {"weekday", Field::kWeekday},
                                                                  {"season", Field::kSeason},
                                                                  {"quarter", Field::kQuarter},
                                                                  {"half", Field::kHalf},
                                                                  {"decade", Field::kDecade},
                                                                  {"century", Field::kCentury},
                                                                  {"rel", Field::kRel},
                                                                  {"relyear", Field::kRelYear},
                                                                  {"relmonth", Field::kRelMonth},
                                                                  {"relweek", Field::kRelWeek},
                                                                  {"mod", Field::kMod},
                                                                  {"part", Field::kPart},
                                                                  {"clock", Field::kClock},
                                                                  {"pm", Field::kPm},
                                                                  {"hour", Field::kHour},
                                                                  {"zone", Field::kZone},
                                                                  {"n", Field::kN},
                                                                  {"n2", Field::kN2},
                                                                  {"frac", Field::kFrac},
                                                                  {"unit", Field::kUnit},
                                                                  {"sign", Field::kSign},
                                                                  {"some", Field::kSome},
                                                                  {"ref", Field::kRef},
                                                                  {"iso", Field::kIso},
                                                                  {"dayshift", Field::kDayShift},
                                                                  {"refshift", Field::kRefShift},
                                                                  {"shift", Field::kShift},
                                                                  {"named", Field::kNamed},
                                                                  {"nth", Field::kNth},
                                                                  {"thatyear", Field::kThatYear},
                                                                  {"refmonth", Field::kRefMonth},
                                                                  {"the", Field::kThe},
                                                                  {"y", Field::kY},
                                                                  {"after", Field::kAfter}};
  for (const auto& [n, f] : kNames)
    if (n == name) return f;
  return std::nullopt;
}

std::optional<int32_t> symbol_value(std::string_view s) {
  static constexpr std::pair<std::string_view, int32_t> kNames[] = {{"none", kNoGrain},
                                                                    {"second", kSecond},
                                                                    {"minute", kMinute},
                                                                    {"hour", kHour},
                                                                    {"day", kDayGrain},
                                                                    {"weekend", kWeekend},
                                                                    {"week", kWeek},
                                                                    {"fortnight", kFortnight},
                                                                    {"month", kMonthGrain},
                                                                    {"quarter", kQuarterGrain},
                                                                    {"half", kHalfGrain},
                                                                    {"season", kSeasonGrain},
                                                                    {"year", kYearGrain},
                                                                    {"decade", kDecadeGrain},
                                                                    {"century", kCenturyGrain},
                                                                    {"millennium", kMillennium},
                                                                    {"morning", kMorning},
                                                                    {"afternoon", kAfternoon},
                                                                    {"evening", kEvening},
                                                                    {"night", kNight},
                                                                    {"start", kStart},
                                                                    {"mid", kMid},
                                                                    {"end", kEndMod},
                                                                    {"present", kPresent},
                                                                    {"past", kPastRef},
                                                                    {"future", kFutureRef},
                                                                    {"spring", 0},
                                                                    {"summer", 1},
                                                                    {"autumn", 2},
                                                                    {"winter", 3},
                                                                    {"local", 1},
                                                                    {"utc", 2}};
  for (const auto& [n, v] : kNames)
    if (n == s) return v;
  int32_t v = 0;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), v);
  if (error != std::errc() || end != s.data() + s.size()) return std::nullopt;
  return v;
}

}  // namespace annalist::when
