#include <algorithm>

#include "when/reading.h"

namespace annalist::when {

namespace {

// A recurrence so far off on the verb's side loses to one so near on the other side: nobody names a day ten months away
// without its year.
constexpr int32_t kFarDays = 200, kNearDays = 100;

// Of the recurrences of a date, the one meant: the latest begun (past), the first not over (future), else the nearest.
std::optional<Stretch> chosen(const Candidate& candidate, Day now, Direction direction, int32_t span,
                              bool sure = false) {
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
  if (direction == Direction::kPast) return !sure && back > kFarDays && ahead < kNearDays ? future : past;
  if (direction == Direction::kFuture) return !sure && ahead > kFarDays && back < kNearDays ? past : future;
  return back <= ahead ? past : future;
}

}  // namespace

void Reading::pick(const Candidate& candidate, int32_t span, const std::string& unresolved) {
  m_.anchor = Anchor::kPublication;
  if (!g_.now) return open(unresolved);
  const auto s = chosen(candidate, *g_.now, g_.direction, span, g_.sure && !has(Field::kDay));
  if (!s) return open(unresolved);
  if (g_.direction != Direction::kUnknown) why(g_.direction == Direction::kPast ? "past" : "future");
  settle(*s);
}

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

}  // namespace annalist::when
