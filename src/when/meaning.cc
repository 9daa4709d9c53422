#include "when/meaning.h"

#include <algorithm>
#include <cstdio>
#include <functional>

namespace annalist::when {

std::optional<Op> op_of(std::string_view name) {
  static constexpr std::string_view kNames[] = {
      "date",     "time", "refday",  "relunit", "pastunit",    "sameunit", "theunit", "yearago",    "ago",  "later",
      "duration", "set",  "reftime", "named",   "anniversary", "weekof",   "range",   "theweekend", "juche"};
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

using Candidate = std::function<std::optional<Stretch>(int32_t cycle)>;

constexpr int32_t kJucheEpoch = 1911;  // Juche 1 is 1912
// A recurrence so far off on the verb's side loses to one so near on the other side: nobody names a day ten months away
// without its year.
constexpr int32_t kFarDays = 200, kNearDays = 100;

std::string two(int32_t v) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%02d", v);
  return buffer;
}

// Of the recurrences of a date, the one meant: the latest begun (past), the first not over (future), else the nearest.
std::optional<Stretch> chosen(const Candidate& candidate, Day now, Direction direction, int32_t span) {
  std::optional<Stretch> past, future;
  for (int32_t k = -span; k <= span; ++k) {
    const auto s = candidate(k);
    if (!s) continue;
    const Interval i = interval_of(*s);
    if (*i.earliest <= now) past = s;
    if (*i.latest >= now && !future) future = s;
  }
  if (!past) return future;
  if (!future) return past;
  const int32_t back = std::max(0, now - *interval_of(*past).latest);
  const int32_t ahead = std::max(0, *interval_of(*future).earliest - now);
  if (direction == Direction::kPast) return back > kFarDays && ahead < kNearDays ? future : past;
  if (direction == Direction::kFuture) return ahead > kFarDays && back < kNearDays ? past : future;
  return back <= ahead ? past : future;
}

class Reading {
 public:
  Reading(const Bound& b, const Ground& g) : b_(b), g_(g) {}
  Meaning take(Op op);

 private:
  [[nodiscard]] bool has(Field f) const { return b_.has(f); }
  [[nodiscard]] int32_t get(Field f, int32_t otherwise = 0) const { return b_.get(f, otherwise); }
  void why(const char* reason) { m_.why.emplace_back(reason); }
  void settle(const Stretch& s) {
    m_.stretch = s;
    m_.value = timex(s);
    m_.interval = interval_of(s);
    m_.precision = precision_of(s);
    if (has(Field::kMod) && s.grain != kDayGrain)
      m_.interval = narrowed(m_.interval, static_cast<Mod>(get(Field::kMod)));
    if (has(Field::kMod) && s.grain != kDayGrain) m_.precision = Precision::kRange;
  }
  void open(std::string value) { m_.value = std::move(value); }
  void relative() { m_.anchor = Anchor::kPublication, why("relative"); }

  std::optional<int32_t> year();
  void date();
  void dated_month();
  void weekday_date();
  void bare_day();
  void in_cycle(Grain grain, int32_t index, const std::string& unresolved);
  void clock();
  void time();
  void ref_day();
  void rel_unit();
  void past_unit();
  void year_ago();
  void ago();
  void later();
  void duration();
  void set();
  void ref_time();
  void named();
  void anniversary();
  void range();
  void pick(const Candidate& candidate, int32_t span, const std::string& unresolved);
  [[nodiscard]] std::string length() const;

  const Bound& b_;
  const Ground& g_;
  Meaning m_;
};

void Reading::pick(const Candidate& candidate, int32_t span, const std::string& unresolved) {
  m_.anchor = Anchor::kPublication;
  if (!g_.now) return open(unresolved);
  const auto s = chosen(candidate, *g_.now, g_.direction, span);
  if (!s) return open(unresolved);
  if (g_.direction != Direction::kUnknown) why(g_.direction == Direction::kPast ? "past" : "future");
  settle(*s);
}

// The year that the words give, absolutely or against the story's; nothing when they give none.
std::optional<int32_t> Reading::year() {
  if (has(Field::kYear)) {
    why("explicit");
    return get(Field::kYear);
  }
  if (has(Field::kThatYear) && g_.last.known()) return g_.last.year;
  if (has(Field::kRelYear) && g_.now) {
    relative();
    return civil_of(*g_.now).year + get(Field::kRelYear);
  }
  return std::nullopt;
}

// Something that comes once a year: month, quarter, half, season.
void Reading::in_cycle(Grain grain, int32_t index, const std::string& unresolved) {
  const auto y = year();
  if (y) return settle(in_year(grain, *y, index));
  if (has(Field::kRelYear) || has(Field::kThatYear)) return open(unresolved);
  if (has(Field::kRel) && g_.now) {
    relative();
    const Stretch here = containing(grain, *g_.now);
    const int32_t rel = get(Field::kRel);
    int32_t cycle = here.year;
    if (rel < 0 && index >= here.index) --cycle;
    if (rel > 0 && index <= here.index) ++cycle;
    return settle(in_year(grain, cycle, index));
  }
  const Day now = g_.now.value_or(Day{});
  const int32_t this_year = grain == kSeasonGrain ? containing(grain, now).year : civil_of(now).year;
  pick([&](int32_t k) { return std::optional(in_year(grain, this_year + k, index)); }, 1, unresolved);
}

void Reading::dated_month() {
  const int32_t month = get(Field::kMonth);
  if (!has(Field::kDay)) {
    why("month");
    return in_cycle(kMonthGrain, month, std::string("XXXX-") + two(month));
  }
  const int32_t day = get(Field::kDay);
  const std::string unresolved = std::string("XXXX-") + two(month) + "-" + two(day);
  const auto made = [&](int32_t y) -> std::optional<Stretch> {
    const Civil c{y, static_cast<uint32_t>(month), static_cast<uint32_t>(day)};
    if (!valid(c)) return std::nullopt;
    return day_stretch(day_of(c));
  };
  const auto y = year();
  if (y) {
    const auto s = made(*y);
    return s ? settle(*s) : open(unresolved);
  }
  why("monthday");
  if (has(Field::kRelYear) || has(Field::kThatYear)) return open(unresolved);
  const int32_t this_year = g_.now ? civil_of(*g_.now).year : 0;
  if (has(Field::kWeekday) && g_.now) {  // "Monday, May 5": the year in which they agree, if it is near
    const Candidate agreeing = [&](int32_t k) -> std::optional<Stretch> {
      const auto s = made(this_year + k);
      return s && static_cast<int32_t>(weekday(s->first)) == get(Field::kWeekday) ? s : std::nullopt;
    };
    if (chosen(agreeing, *g_.now, g_.direction, 1)) {
      why("weekday");
      return pick(agreeing, 1, unresolved);
    }
  }
  pick([&](int32_t k) { return made(this_year + k); }, 1, unresolved);
}

void Reading::weekday_date() {
  const int32_t day = get(Field::kWeekday);
  why("weekday");
  const std::string unresolved = std::string("XXXX-WXX-") + std::to_string(day + 1);
  if (!g_.now) {
    m_.anchor = Anchor::kPublication;
    return open(unresolved);
  }
  const Day monday = *g_.now - static_cast<int32_t>(weekday(*g_.now));
  if (has(Field::kRelWeek)) {
    relative();
    return settle(day_stretch(monday + 7 * get(Field::kRelWeek) + day));
  }
  if (has(Field::kRel) && get(Field::kRel) != 0) {
    relative();
    const bool back = get(Field::kRel) < 0;
    const auto today = static_cast<int32_t>(weekday(*g_.now));
    const int32_t gap = back ? -((today - day + 6) % 7 + 1) : (day - today + 6) % 7 + 1;
    return settle(day_stretch(*g_.now + gap));
  }
  Ground past = g_;
  if (past.direction == Direction::kUnknown) past.direction = Direction::kPast;
  const auto s =
      chosen([&](int32_t k) { return std::optional(day_stretch(monday + 7 * k + day)); }, *g_.now, past.direction, 1);
  m_.anchor = Anchor::kPublication;
  why(past.direction == Direction::kPast ? "past" : "future");
  settle(*s);
}

void Reading::bare_day() {
  const int32_t day = get(Field::kDay);
  why("bareday");
  const auto made = [&](const Stretch& month) -> std::optional<Stretch> {
    const Civil c{month.year, static_cast<uint32_t>(month.index), static_cast<uint32_t>(day)};
    if (!valid(c)) return std::nullopt;
    return day_stretch(day_of(c));
  };
  const std::string unresolved = std::string("XXXX-XX-") + two(day);
  std::optional<Stretch> month;
  if (has(Field::kRefMonth) && g_.last.known()) month = containing(kMonthGrain, g_.last.first);
  if (has(Field::kRelMonth) && g_.now) month = stepped(containing(kMonthGrain, *g_.now), get(Field::kRelMonth));
  if (month) {
    relative();
    const auto s = made(*month);
    return s ? settle(*s) : open(unresolved);
  }
  const Stretch here = g_.now ? containing(kMonthGrain, *g_.now) : Stretch{};
  pick([&](int32_t k) { return made(stepped(here, k)); }, 1, unresolved);
}

void Reading::clock() {
  const bool timed = has(Field::kClock) || has(Field::kHour);
  if (!timed && !has(Field::kPart)) return;
  m_.type = Type::kTime;
  static constexpr const char* kParts[] = {"", "TMO", "TAF", "TEV", "TNI"};
  if (!timed) {
    m_.value += kParts[get(Field::kPart)];
    return;
  }
  int32_t minutes = has(Field::kClock) ? get(Field::kClock) : get(Field::kHour) * 60;
  const bool four_figures = has(Field::kClock) && minutes > 1440;  // "0800 UTC"
  if (four_figures || (has(Field::kClock) && has(Field::kY))) minutes = minutes / 100 * 60 + minutes % 100;
  const int32_t part = get(Field::kPart);
  if (has(Field::kPm) && minutes != 1440)
    minutes = minutes % 720 + get(Field::kPm) * 60;
  else if ((part == kAfternoon || part == kEvening) && minutes < 720)
    minutes += 720;
  m_.value.append("T").append(two(minutes / 60)).append(":").append(two(minutes % 60));
  if (get(Field::kZone) == 2) m_.value += "Z";
}

void Reading::date() {
  if (has(Field::kDayShift)) {
    time();
    return;
  }
  if (has(Field::kIso)) {
    const int32_t v = get(Field::kIso);
    why("explicit");
    settle(day_stretch(day_of({v / 10000, static_cast<uint32_t>(v / 100 % 100), static_cast<uint32_t>(v % 100)})));
  } else if (has(Field::kMonth)) {
    dated_month();
  } else if (has(Field::kWeekday)) {
    weekday_date();
  } else if (has(Field::kDay)) {
    bare_day();
  } else if (has(Field::kQuarter)) {
    why("quarter");
    in_cycle(kQuarterGrain, get(Field::kQuarter), std::string("XXXX-Q") + std::to_string(get(Field::kQuarter)));
  } else if (has(Field::kHalf)) {
    why("half");
    in_cycle(kHalfGrain, get(Field::kHalf), std::string("XXXX-H") + std::to_string(get(Field::kHalf)));
  } else if (has(Field::kSeason)) {
    static constexpr const char* kSeasons[] = {"SP", "SU", "FA", "WI"};
    why("season");
    in_cycle(kSeasonGrain, get(Field::kSeason), std::string("XXXX-") + kSeasons[get(Field::kSeason) & 3]);
  } else if (has(Field::kDecade)) {
    const int32_t d = get(Field::kDecade);
    why("explicit");
    settle(in_year(kDecadeGrain, d >= 1000 ? d : d < 20 ? 2000 + d : 1900 + d, 0));
  } else if (has(Field::kCentury)) {
    why("explicit");
    settle(in_year(kCenturyGrain, (get(Field::kCentury) - 1) * 100, 0));
  } else if (const auto y = year()) {
    settle(in_year(kYearGrain, *y, 0));
  }
  if (has(Field::kShift) && m_.stretch.grain == kDayGrain) settle(stepped(m_.stretch, get(Field::kShift)));
  clock();
}

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

// The same quarter (or month) a year before the one last spoken of.
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

std::string Reading::length() const {
  auto unit = static_cast<Grain>(get(Field::kUnit));
  int32_t factor = 1;
  char letter = 'X';
  bool clocked = false;
  switch (unit) {
    case kSecond:
      letter = 'S', clocked = true;
      break;
    case kMinute:
      letter = 'M', clocked = true;
      break;
    case kHour:
      letter = 'H', clocked = true;
      break;
    case kDayGrain:
      letter = 'D';
      break;
    case kWeekend:
      letter = 'D', factor = 2;
      break;
    case kWeek:
      letter = 'W';
      break;
    case kFortnight:
      letter = 'W', factor = 2;
      break;
    case kMonthGrain:
      letter = 'M';
      break;
    case kQuarterGrain:
      letter = 'M', factor = 3;
      break;
    case kYearGrain:
      letter = 'Y';
      break;
    case kDecadeGrain:
      letter = 'Y', factor = 10;
      break;
    case kCenturyGrain:
      letter = 'Y', factor = 100;
      break;
    case kMillennium:
      letter = 'Y', factor = 1000;
      break;
    default:
      return "PXX";
  }
  std::string out = clocked ? "PT" : "P";
  if (has(Field::kSome)) return out.append("X").append(1, letter);
  const int32_t n = get(Field::kN, 1) * factor;
  if (!has(Field::kHalf) || n > 1) out += std::to_string(n) + letter;
  if (!has(Field::kHalf) && !has(Field::kFrac)) return out;
  switch (unit) {  // and a half
    case kYearGrain:
      return out + "6M";
    case kHour:
      return out + "30M";
    case kMinute:
      return out + "30S";
    case kMonthGrain:
      return out + "15D";
    case kWeek:
      return out + "3D";
    case kDayGrain:
      return out + "T12H";
    case kDecadeGrain:
      return std::string("P") + std::to_string(n + (has(Field::kHalf) ? -5 : 5)) + "Y";
    default:
      return out;
  }
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

void Reading::named() {
  const int32_t id = get(Field::kNamed);
  why("named");
  const auto made = [&](int32_t y) -> std::optional<Stretch> {
    const auto day = g_.named->in(id, y);
    if (!day) return std::nullopt;
    return day_stretch(*day + get(Field::kShift));
  };
  const auto y = year();
  const NamedDays::Row& row = g_.named->rows[static_cast<size_t>(id)];
  const std::string unresolved =
      row.month > 0 && row.day > 0 ? std::string("XXXX-") + two(row.month) + "-" + two(row.day) : "XXXX-XX-XX";
  if (y) {
    const auto s = made(*y);
    s ? settle(*s) : open(unresolved);
  } else if (has(Field::kRel) && get(Field::kRel) != 0 && g_.now) {
    relative();
    const bool back = get(Field::kRel) < 0;
    const auto s = chosen([&](int32_t k) { return made(civil_of(*g_.now).year + k); }, *g_.now + (back ? -1 : 1),
                          back ? Direction::kPast : Direction::kFuture, 1);
    s ? settle(*s) : open(unresolved);
  } else {
    const int32_t this_year = g_.now ? civil_of(*g_.now).year : 0;
    pick([&](int32_t k) { return made(this_year + k); }, 1, unresolved);
  }
  clock();
}

void Reading::anniversary() {
  const NamedDays::Founding& f = g_.named->foundings[static_cast<size_t>(get(Field::kNamed))];
  why("anniversary");
  const int32_t y = f.year + get(Field::kNth);
  if (f.month > 0 && f.day > 0)
    settle(day_stretch(day_of({y, static_cast<uint32_t>(f.month), static_cast<uint32_t>(f.day)})));
  else
    settle(in_year(kYearGrain, y, 0));
}

void Reading::range() {
  Bound from = b_, to = b_;
  const auto move = [&](Field second, Field first) {
    if (b_.has(second)) to.put(first, b_.get(second));
  };
  move(Field::kYear2, Field::kYear);
  move(Field::kMonth2, Field::kMonth);
  move(Field::kDay2, Field::kDay);
  const Meaning last = mean(Op::kDate, to, g_);
  Ground before = g_;
  const Meaning first = mean(Op::kDate, from, before);
  m_ = first;
  m_.why.emplace_back("range");
  m_.precision = Precision::kRange;
  m_.interval.latest = last.interval.latest;
  if (m_.interval.earliest && m_.interval.latest && *m_.interval.latest < *m_.interval.earliest)
    m_.interval.latest = first.interval.latest;
}

Meaning Reading::take(Op op) {
  switch (op) {
    case Op::kDate:
      date();
      break;
    case Op::kTime:
      time();
      break;
    case Op::kRefDay:
      ref_day();
      break;
    case Op::kRelUnit:
      rel_unit();
      break;
    case Op::kPastUnit:
      past_unit();
      break;
    case Op::kSameUnit:
      m_.anchor = Anchor::kEvent, why("counted");
      if (g_.last.known() && g_.last.grain <= static_cast<Grain>(get(Field::kUnit)))
        settle(containing(static_cast<Grain>(get(Field::kUnit)), g_.last.first));
      else
        open("XXXX-XX-XX");
      break;
    case Op::kTheUnit:
      m_.anchor = Anchor::kEvent, why("counted");
      if (g_.quarter.known())
        settle(g_.quarter);
      else if (g_.now)
        settle(stepped(containing(kQuarterGrain, *g_.now), -1));
      else
        open("XXXX-QX");
      break;
    case Op::kYearAgo:
      year_ago();
      break;
    case Op::kAgo:
      ago();
      break;
    case Op::kLater:
      later();
      break;
    case Op::kDuration:
      duration();
      break;
    case Op::kSet:
      set();
      break;
    case Op::kRefTime:
      ref_time();
      break;
    case Op::kNamed:
      named();
      break;
    case Op::kAnniversary:
      anniversary();
      break;
    case Op::kWeekOf:
      dated_month();
      if (m_.stretch.known()) settle(containing(static_cast<Grain>(get(Field::kUnit)), m_.stretch.first));
      break;
    case Op::kRange:
      range();
      break;
    case Op::kJuche:
      why("explicit"), settle(in_year(kYearGrain, kJucheEpoch + get(Field::kN), 0));
      break;
    case Op::kTheWeekend:
      relative();
      if (g_.now)
        settle(stepped(containing(kWeekend, *g_.now),
                       g_.direction == Direction::kFuture || weekday(*g_.now) >= 5 ? 0 : -1));
      else
        open("XXXX-WXX-WE");
      break;
  }
  return std::move(m_);
}

}  // namespace

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
