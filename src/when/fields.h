// Fields: the names by which the patterns of en.rules hand figures to the calendar, and the symbols usable as values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace annalist::when {

enum class Field : uint8_t {
  kYear,
  kYear2,
  kMonth,
  kMonth2,
  kDay,
  kDay2,
  kWeekday,
  kSeason,
  kQuarter,
  kHalf,
  kDecade,
  kCentury,
  kRel,  // last -1, this 0, next 1, for what the pattern names
  kRelYear,
  kRelMonth,
  kRelWeek,  // the same for the year, month or week that it lies in
  kMod,      // start, mid, end of it
  kPart,
  kClock,
  kPm,
  kHour,
  kZone,
  kN,
  kN2,
  kFrac,
  kUnit,
  kSign,
  kSome,
  kRef,  // present, past, future — or 1: counted from the last date told
  kIso,
  kDayShift,
  kRefShift,
  kShift,
  kNamed,
  kNth,
  kThatYear,
  kRefMonth,
  kThe,
  kY,
  kAfter,
  kBegin,
  kEnd,  // marks of the extent
  kCount
};

// Nothing when there is no field of that name.
[[nodiscard]] std::optional<Field> field_of(std::string_view name);
// A symbol ("week", "morning", "start") or a number.
[[nodiscard]] std::optional<int32_t> symbol_value(std::string_view s);

// What a pattern found: the figures of one expression.
struct Bound {
  std::array<int32_t, static_cast<size_t>(Field::kCount)> values{};
  uint64_t set = 0;
  uint32_t begin = 0, end = 0;  // extent in time tokens

  [[nodiscard]] bool has(Field f) const { return (set >> static_cast<unsigned>(f)) & 1; }
  [[nodiscard]] int32_t get(Field f, int32_t otherwise = 0) const {
    return has(f) ? values[static_cast<size_t>(f)] : otherwise;
  }
  void put(Field f, int32_t v) {
    values[static_cast<size_t>(f)] = v;
    set |= uint64_t{1} << static_cast<unsigned>(f);
  }
};

// Grains of the calendar, fine to coarse; the values of field `unit`.
enum Grain : int32_t {
  kNoGrain,
  kSecond,
  kMinute,
  kHour,
  kDayGrain,
  kWeekend,
  kWeek,
  kFortnight,
  kMonthGrain,
  kQuarterGrain,
  kHalfGrain,
  kSeasonGrain,
  kYearGrain,
  kDecadeGrain,
  kCenturyGrain,
  kMillennium
};
enum Part : int32_t { kMorning = 1, kAfternoon, kEvening, kNight };
enum Mod : int32_t { kStart = 1, kMid, kEndMod };
enum Reference : int32_t { kCounted = 1, kPresent, kPastRef, kFutureRef };

}  // namespace annalist::when
