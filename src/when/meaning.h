// Meaning: what the figures of one expression come to on a given ground — the story's day, the side on which the verb
// puts it, and the last date told. Pure; unknown stays unknown ("XXXX-XX-16").
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/knowledge.h"
#include "when/calendar.h"
#include "when/times.h"

namespace annalist::when {

enum class Op : uint8_t {
  kDate,
  kTime,
  kRefDay,
  kRelUnit,
  kPastUnit,
  kSameUnit,
  kTheUnit,
  kYearAgo,
  kAgo,
  kLater,
  kDuration,
  kSet,
  kRefTime,
  kNamed,
  kAnniversary,
  kWeekOf,
  kRange,
  kTheWeekend,
  kJuche,
  kFromEvent,
  kHappening,
  kFiscal
};
[[nodiscard]] std::optional<Op> op_of(std::string_view name);

// unknown: the nearest candidate, the past one first.
enum class Direction : uint8_t { kUnknown, kPast, kFuture };

// The days of named.tsv, named_years.tsv and founded.tsv.
struct NamedDays {
  struct Row {
    std::string id;
    int32_t month = 0, day = 0, weekday = -1, nth = 0, plus = 0, easter = 0;
    enum Kind : uint8_t { kFixed, kNth, kTable, kEaster } kind = kFixed;
    std::map<int32_t, Day> years;
  };
  struct Founding {
    int32_t year = 0, month = 0, day = 0;
  };
  // A happening that news names instead of a day (happenings.tsv).
  struct Happening {
    std::string id;
    Interval when;
    bool begins = false;  // it went on after it began
  };
  std::vector<Row> rows;
  std::vector<Founding> foundings;
  std::vector<Happening> happenings;
  [[nodiscard]] std::optional<Day> in(int32_t id, int32_t year) const;
};

// The calendars of fiscal.tsv.
struct FiscalYear {
  std::string country;
  std::vector<std::string> cues;  // lower case words
  int32_t month = 1, day = 1;
  bool by_end = false;            // named after the calendar year in which it ends
  [[nodiscard]] Interval in(int32_t year) const;
};

struct Ground {
  std::optional<Day> now;  // the day the story speaks from
  Direction direction = Direction::kUnknown;
  bool sure = false;  // the verb itself governs the expression: no second thoughts
  Stretch last{};     // the last date told nearby; unknown when there is none
  Stretch quarter{};  // the quarter that the story reports on
  const NamedDays* named = nullptr;
  const std::vector<FiscalYear>* fiscal = nullptr;
  const FiscalYear* calendar = nullptr;  // the one that the words around tell
};

struct Meaning {
  Type type = Type::kDate;
  std::string value;
  Interval interval;
  Precision precision = Precision::kUnknown;
  Anchor anchor = Anchor::kNone;
  Stretch stretch{};  // what later expressions may count from
  std::vector<std::string> why;
};

[[nodiscard]] Meaning mean(Op op, const Bound& figures, const Ground& ground);
// Would the answer change with the direction? Then it is worth finding out.
[[nodiscard]] bool needs_direction(Op op, const Bound& figures);

}  // namespace annalist::when
