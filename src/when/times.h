// Times: the time expressions of a document as TIMEX3 values and intervals, and the date of each story.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/span.h"

namespace annalist::when {

enum class Type : uint8_t { kDate, kTime, kDuration, kSet };
[[nodiscard]] const char* type_name(Type type);  // DATE TIME DURATION SET
enum class Anchor : uint8_t { kNone, kPublication, kSpeech, kEvent };

struct TimeRef {
  Span span;
  uint32_t first = 0, last = 0;  // tokens [first, last)
  Type type = Type::kDate;
  std::string value;  // TIMEX3: "2024-01-16", "P3D", "XXXX-WXX-2" when unresolved
  Interval interval;  // both ends empty when unresolved
  Precision precision = Precision::kUnknown;
  Anchor anchor = Anchor::kNone;  // what a relative expression was (or is to be) counted from
  bool suspect = false;           // doubt found its figures garbled
  std::vector<std::string> why;   // "bareday", "past", "weekday", "explicit"
};

// A happening of happenings.tsv that the text names: no time expression, but what claims may be dated by.
struct Told {
  Span span;
  uint32_t first = 0, last = 0;  // tokens [first, last); empty without a parse
  Interval interval;
  bool begins = false;  // it went on after it began
};

// The day or days on which a story can have been published, with what says so.
struct StoryDate {
  Interval interval;
  std::vector<std::string> basis;
  std::vector<Span> evidence;  // empty when from metadata; then basis says so
};

struct Times {
  std::vector<TimeRef> refs;       // ascending, no overlap
  std::vector<StoryDate> stories;  // one a page::Story
  std::vector<Told> happenings;    // ascending
};

}  // namespace annalist::when
