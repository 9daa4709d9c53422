#include "when/meaning.h"

#include <algorithm>

#include "when/reading.h"

namespace annalist::when {

std::optional<Op> op_of(std::string_view name) {
  static constexpr std::string_view kNames[] = {
      "date",     "time", "refday",  "relunit", "pastunit",    "sameunit", "theunit", "yearago",    "ago",  "later",
      "duration", "set",  "reftime", "named",   "anniversary", "weekof",   "range",   "theweekend", "juche", "fromevent",
      "happening", "fiscal"};
  const auto* found = std::find(std::begin(kNames), std::end(kNames), name);
  if (found == std::end(kNames)) return std::nullopt;
  return static_cast<Op>(found - std::begin(kNames));
}

std::optional<Day> NamedDays::in(int32_t id, int32_t year) const {
  const Row& row = rows[static_cast<size_t>(id)];
  switch (row.kind) {
    case Row::kFixed:
      return day_of({year, static_cast<uint32_t>(row.month), static_cast<uint32_t>(row.day)});
    case Row::kEaster:
      return easter(year) + row.easter;
    case Row::kTable: {
      const auto found = row.years.find(year);
      if (found == row.years.end()) return std::nullopt;
      return found->second;
    }
    case Row::kNth: {
      const auto month = static_cast<uint32_t>(row.month);
      if (row.nth > 0) {
        const Day first = day_of({year, month, 1});
        return first + (row.weekday - static_cast<int32_t>(weekday(first)) + 7) % 7 + 7 * (row.nth - 1) + row.plus;
      }
      const Day last = day_of({year, month, days_in_month(year, month)});
      return last - (static_cast<int32_t>(weekday(last)) - row.weekday + 7) % 7 + row.plus;
    }
  }
  return std::nullopt;
}

namespace {

constexpr int32_t kJucheEpoch = 1911;  // Juche 1 is 1912

}  // namespace

void Reading::time() {
  if (has(Field::kDayShift)) {
    relative();
    if (g_.now)
      settle(day_stretch(*g_.now + get(Field::kDayShift)));
    else
      open("XXXX-XX-XX");
  } else if (g_.last.grain == kDayGrain) {
    settle(g_.last);
  } else if (g_.now) {
    m_.anchor = Anchor::kPublication;
    settle(day_stretch(*g_.now));
  } else {
    open("XXXX-XX-XX");
  }
  clock();
}

void Reading::ref_day() {
  m_.anchor = Anchor::kEvent;
  why("counted");
  if (g_.last.grain == kDayGrain)
    settle(stepped(g_.last, get(Field::kRefShift)));
  else
    open("XXXX-XX-XX");
  clock();
}

void Reading::rel_unit() {
  const auto unit = static_cast<Grain>(get(Field::kUnit));
  static constexpr const char* kUnresolved[] = {
      "",        "",        "",        "",        "XXXX-XX-XX", "XXXX-WXX-WE", "XXXX-WXX", "XXXX-WXX",
      "XXXX-XX", "XXXX-QX", "XXXX-HX", "XXXX-XX", "XXXX",       "XXX",         "XX",       "X"};
  if (unit == kDecadeGrain && get(Field::kRel) != 0 && has(Field::kThe)) return duration();
  const bool counted = has(Field::kRef) && g_.last.known();
  if (counted)
    m_.anchor = Anchor::kEvent, why("counted");
  else
    relative();
  if (!counted && !g_.now) return open(kUnresolved[unit]);
  const Stretch here = containing(unit, counted ? g_.last.first : *g_.now);
  if (has(Field::kDecade)) return date();
  settle(stepped(here, get(Field::kRel)));
}

void Reading::past_unit() {
  if (get(Field::kUnit) == kYearGrain || get(Field::kUnit) == kQuarterGrain) return rel_unit();
  duration();
}

void Reading::year_ago() {
  m_.anchor = Anchor::kEvent;
  why("counted");
  if (!has(Field::kUnit) && !g_.quarter.known()) {
    if (!g_.now) return open("XXXX");
    return settle(in_year(kYearGrain, civil_of(*g_.now).year - 1, 0));
  }
  const auto unit = static_cast<Grain>(get(Field::kUnit, kQuarterGrain));
  Stretch base = unit == kQuarterGrain ? g_.quarter : g_.last;
  if (base.grain != unit) {
    if (!g_.now) return open("XXXX");
    base = stepped(containing(unit, *g_.now), unit == kQuarterGrain ? -1 : 0);
  }
  settle(in_year(unit, has(Field::kYear) ? get(Field::kYear) : base.year - 1, base.index));
}

void Reading::ago() {
  relative();
  if (has(Field::kSome)) return open(get(Field::kSign, -1) < 0 ? "PAST_REF" : "FUTURE_REF");
  auto unit = static_cast<Grain>(get(Field::kUnit));
  int32_t n = get(Field::kN, 1) * get(Field::kSign, -1);
  if (unit == kYearGrain && n == -1 && g_.quarter.known()) {
    Bound quarter = b_;
    quarter.put(Field::kUnit, kQuarterGrain);
    m_ = mean(Op::kYearAgo, quarter, g_);
    return;
  }
  if (!g_.now) return open(unit >= kYearGrain ? "XXXX" : unit == kMonthGrain ? "XXXX-XX" : "XXXX-XX-XX");
  if (unit == kDecadeGrain) unit = kYearGrain, n *= 10;
  if (unit == kCenturyGrain) unit = kYearGrain, n *= 100;
  if (unit <= kHour) {
    settle(day_stretch(*g_.now));
    m_.type = Type::kTime;
    return;
  }
  if (unit == kFortnight) unit = kWeek, n *= 2;
  settle(stepped(containing(unit, *g_.now), n));
}

void Reading::later() {
  m_.anchor = Anchor::kEvent;
  why("counted");
  auto unit = static_cast<Grain>(get(Field::kUnit));
  int32_t n = get(Field::kN, 1) * get(Field::kSign, 1);
  if (unit == kDecadeGrain) unit = kYearGrain, n *= 10;
  if (unit == kYearGrain && n == -1 && (g_.quarter.known() || !g_.last.known())) {
    Bound quarter = b_;
    if (g_.quarter.known())
      quarter.put(Field::kUnit, kQuarterGrain);
    else
      quarter.set &= ~(uint64_t{1} << static_cast<unsigned>(Field::kUnit));
    m_ = mean(Op::kYearAgo, quarter, g_);
    return;
  }
  if (has(Field::kSome) || !g_.last.known() || unit <= kHour || g_.last.grain > unit) {
    return open(n < 0 && !g_.last.known() ? "PAST_REF" : "XXXX-XX-XX");
  }
  const Stretch& from = g_.last;
  if (from.grain == kQuarterGrain && unit == kYearGrain)
    return settle(in_year(kQuarterGrain, from.year + n, from.index));
  if (from.grain == kMonthGrain && unit == kYearGrain) return settle(in_year(kMonthGrain, from.year + n, from.index));
  if (from.grain == kDayGrain && unit <= kFortnight) return settle(day_stretch(moved(from.first, unit, n)));
  settle(stepped(containing(unit, from.first), n));
}

void Reading::happening() {}  // no time expression: Finder notes it

Interval FiscalYear::in(int32_t year) const {
  const bool calendar_year = month == 1 && day == 1;
  const int32_t first = by_end && !calendar_year ? year - 1 : year;
  const Civil begin{first, static_cast<uint32_t>(month), static_cast<uint32_t>(day)};
  const Civil next{first + 1, static_cast<uint32_t>(month), static_cast<uint32_t>(day)};
  return {day_of(begin), day_of(next) - 1};
}

// "FY2024", "fiscal 2025", "the 2023-24 fiscal year": by its country's calendar, else as wide as all calendars allow. Two years
// tell that it begins in the first.
void Reading::fiscal() {
  const bool two_years = has(Field::kYear2);
  int32_t year = get(Field::kYear);
  if (!has(Field::kYear)) year = 2000 + get(Field::kN);
  why(has(Field::kYear) || has(Field::kN) ? "explicit" : "relative");
  m_.value = two_years || has(Field::kN) || has(Field::kY) ? "FY" + std::to_string(two_years ? year + 1 : year) : std::to_string(year);
  m_.precision = Precision::kRange;
  for (const FiscalYear& f : *g_.fiscal) {
    if (g_.calendar && &f != g_.calendar) continue;
    const bool whole_years = f.month == 1 && f.day == 1;
    if (two_years && whole_years && !g_.calendar) continue;
    const Interval i = f.in(two_years && f.by_end ? year + 1 : year);
    if (!m_.interval.earliest || *i.earliest < *m_.interval.earliest) m_.interval.earliest = i.earliest;
    if (!m_.interval.latest || *i.latest > *m_.interval.latest) m_.interval.latest = i.latest;
  }
  m_.why.push_back(g_.calendar ? "fiscal:" + g_.calendar->country : std::string("fiscal"));
}

// "two days after the meeting": from the day told last; where none is told, a mere length, and "the day after it" nothing. "Two
// weeks after the Hanoi summit": from its day.
void Reading::from_event() {
  if (has(Field::kNamed)) {
    Ground there = g_;
    const Interval& when = g_.named->happenings[static_cast<size_t>(get(Field::kNamed))].when;
    there.last = day_stretch(get(Field::kSign) < 0 ? *when.earliest : *when.latest);
    m_ = mean(has(Field::kSome) || static_cast<Grain>(get(Field::kUnit)) <= kHour ? Op::kDuration : Op::kLater, b_, there);
    return;
  }
  const auto unit = static_cast<Grain>(get(Field::kUnit));
  const bool counts = !has(Field::kSome) && g_.last.known() && unit > kHour && g_.last.grain <= unit;
  if (counts) return later();
  if (!has(Field::kThe)) duration();
}

std::string Reading::length() const {
  // TIMEX3 letter, how many of it one unit is, and what half a unit adds; by Grain.
  struct Unit {
    char letter;
    int32_t factor;
    bool clocked;
    const char* half;
  };
  static constexpr Unit kUnits[] = {
      {'X', 1, false, ""},     {'S', 1, true, ""},     {'M', 1, true, "30S"},    {'H', 1, true, "30M"},
      {'D', 1, false, "T12H"}, {'D', 2, false, ""},    {'W', 1, false, "3D"},    {'W', 2, false, ""},
      {'M', 1, false, "15D"},  {'M', 3, false, ""},    {'M', 6, false, ""},      {'M', 3, false, ""},
      {'Y', 1, false, "6M"},   {'Y', 10, false, "5Y"}, {'Y', 100, false, "50Y"}, {'Y', 1000, false, ""}};
  const int32_t grain = get(Field::kUnit);
  if (grain == kNoGrain) return "PXX";
  const Unit& unit = kUnits[grain];
  std::string out = unit.clocked ? "PT" : "P";
  if (has(Field::kSome)) return out.append("X").append(1, unit.letter);
  const int32_t n = get(Field::kN, 1) * unit.factor;
  const bool half = has(Field::kHalf) || has(Field::kFrac);
  if (half && grain >= kDecadeGrain) {  // half a decade is five years, in the same letter
    const int32_t part = unit.factor / 2;
    return out.append(std::to_string(has(Field::kHalf) ? part : n + part)).append(1, unit.letter);
  }
  if (!has(Field::kHalf) || get(Field::kN, 1) > 1) out.append(std::to_string(n)).append(1, unit.letter);
  return half ? out.append(unit.half) : out;
}

void Reading::duration() {
  m_.type = Type::kDuration;
  m_.value = length();
}

void Reading::set() {
  m_.type = Type::kSet;
  static constexpr const char* kSeasons[] = {"XXXX-SP", "XXXX-SU", "XXXX-FA", "XXXX-WI"};
  if (has(Field::kWeekday))
    m_.value = std::string("XXXX-WXX-") + std::to_string(get(Field::kWeekday) + 1);
  else if (has(Field::kMonth))
    m_.value = std::string("XXXX-") + two(get(Field::kMonth));
  else if (has(Field::kSeason))
    m_.value = kSeasons[get(Field::kSeason) & 3];
  else
    m_.value = length();
  static constexpr const char* kParts[] = {"", "TMO", "TAF", "TEV", "TNI"};
  if (has(Field::kPart)) m_.value += kParts[get(Field::kPart)];
}

void Reading::ref_time() {
  switch (get(Field::kRef)) {
    case kPresent:
      m_.value = "PRESENT_REF";
      m_.anchor = Anchor::kPublication;
      if (g_.now) m_.interval = one_day(*g_.now), m_.precision = Precision::kDay;
      break;
    case kPastRef:
      m_.value = "PAST_REF";
      if (g_.now) m_.interval.latest = g_.now, m_.precision = Precision::kRange;
      break;
    default:
      m_.value = "FUTURE_REF";
      if (g_.now) m_.interval.earliest = g_.now, m_.precision = Precision::kRange;
  }
}

void Reading::same_unit() {
  const auto unit = static_cast<Grain>(get(Field::kUnit));
  m_.anchor = Anchor::kEvent;
  why("counted");
  if (g_.last.known() && g_.last.grain <= unit)
    settle(containing(unit, g_.last.first));
  else
    open("XXXX-XX-XX");
}

// "the quarter": the one that the story reports on, else the last that is over.
void Reading::the_unit() {
  m_.anchor = Anchor::kEvent;
  why("counted");
  if (g_.quarter.known())
    settle(g_.quarter);
  else if (g_.now)
    settle(stepped(containing(kQuarterGrain, *g_.now), -1));
  else
    open("XXXX-QX");
}

void Reading::the_weekend() {
  relative();
  if (!g_.now) return open("XXXX-WXX-WE");
  const bool this_one = g_.direction == Direction::kFuture || weekday(*g_.now) >= 5;
  settle(stepped(containing(kWeekend, *g_.now), this_one ? 0 : -1));
}

void Reading::week_of() {
  dated_month();
  if (m_.stretch.known()) settle(containing(static_cast<Grain>(get(Field::kUnit)), m_.stretch.first));
}

// "April 15, Juche 113 (2024)": the Juche year counts from 1912.
void Reading::juche() {
  why("explicit");
  const int32_t year = get(Field::kYear, kJucheEpoch + get(Field::kN));
  const int32_t month = get(Field::kMonth);
  const Civil day{year, static_cast<uint32_t>(month), static_cast<uint32_t>(get(Field::kDay))};
  if (has(Field::kDay) && valid(day))
    settle(day_stretch(day_of(day)));
  else if (has(Field::kMonth))
    settle(in_year(kMonthGrain, year, month));
  else
    settle(in_year(kYearGrain, year, 0));
}

Meaning Reading::take(Op op) {
  using Step = void (Reading::*)();
  static constexpr Step kSteps[] = {
      // in the order of Op
      &Reading::date,      &Reading::time,     &Reading::ref_day,     &Reading::rel_unit, &Reading::past_unit,
      &Reading::same_unit, &Reading::the_unit, &Reading::year_ago,    &Reading::ago,      &Reading::later,
      &Reading::duration,  &Reading::set,      &Reading::ref_time,    &Reading::named,    &Reading::anniversary,
      &Reading::week_of,   &Reading::range,    &Reading::the_weekend, &Reading::juche,    &Reading::from_event,
      &Reading::happening, &Reading::fiscal};
  (this->*kSteps[static_cast<size_t>(op)])();
  return std::move(m_);
}

Meaning mean(Op op, const Bound& figures, const Ground& ground) {
  return Reading(figures, ground).take(op);
}

bool needs_direction(Op op, const Bound& b) {
  if (op != Op::kDate && op != Op::kRange && op != Op::kNamed && op != Op::kWeekOf && op != Op::kTheWeekend)
    return false;
  return !b.has(Field::kYear) && !b.has(Field::kIso) && !b.has(Field::kRelYear) && !b.has(Field::kDayShift) &&
         !b.has(Field::kRelWeek) && !b.has(Field::kRelMonth) && !b.has(Field::kDecade) && !b.has(Field::kCentury);
}

}  // namespace annalist::when
