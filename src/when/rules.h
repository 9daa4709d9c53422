// The inside of Rules: what data/time was compiled to. Const after load.
#pragma once

#include "when/meaning.h"
#include "when/resolve.h"
#include "when/scan.h"

namespace annalist::when {

// What must hold around a match beyond its pattern.
enum class Guard : uint8_t {
  kNone,
  kMonthDay,
  kBareDay,
  kMonth,
  kWeekday,
  kClock,
  kYear,
  kYearCue,
  kSeason,
  kDecade,
  kSameDay,
  kDayAfter,
  kRelUnit,
  kLater,
  kLong,
  kBareUnits,
  kFreq,
  kThePast,
  kTheTime,
  kSoon,
  kRelMonth,
  kLower,
  kTheUnit
};

struct Rule {
  std::string name;
  Op op = Op::kDate;
  Guard guard = Guard::kNone;
  Bound constants;
};

struct Example {
  std::string rule, text, value;  // text without its brackets; value empty = nothing may be found
  Span extent;
  std::optional<Day> story;
  Direction direction = Direction::kUnknown;
  uint32_t line = 0;
};

// A dated happening of anchors.tsv.
struct AnchorEvent {
  std::string id;
  std::vector<std::vector<std::string>> cues;  // all of them, each in any of its forms
  Interval when;
  bool scheduled = false, ongoing = false;
};

struct Rules::Impl {
  Alphabet alphabet;
  Vocabulary vocabulary;
  Automaton automaton;
  std::vector<Rule> rules;
  std::vector<Example> examples;
  NamedDays named;
  std::vector<AnchorEvent> anchors;  // rows of one id stand together
  std::vector<FiscalYear> fiscal;
  Class event_class{};               // of "meeting", "strike" (words.tsv)
};

// Times of text ranges; `forced` replaces the direction that would be found (for examples).
[[nodiscard]] Times find_times(const Rules::Impl& rules, const lang::Parse& parse, const std::vector<StoryDate>& dates,
                               std::optional<Direction> forced);

}  // namespace annalist::when
