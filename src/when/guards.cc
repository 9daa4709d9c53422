#include <algorithm>

#include "when/context.h"

namespace annalist::when {

bool Context::is(uint32_t i, std::string_view word) const {
  if (i >= tokens.size()) return false;
  if (tokens[i].entry) return tokens[i].entry == rules.vocabulary.find(word);
  const std::string_view own = form(i);
  return own.size() == word.size() && std::equal(own.begin(), own.end(), word.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b;
         });
}

bool Context::word(uint32_t i) const {
  if (i >= tokens.size()) return false;
  const char c = form(i)[0];
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0xC3;
}

int32_t Context::parsed(uint32_t i) const {
  if (i >= tokens.size() || parse.tokens.empty()) return -1;
  const uint32_t at = tokens[i].span.begin;
  const auto next = std::upper_bound(parse.tokens.begin(), parse.tokens.end(), at,
                                     [](uint32_t a, const lang::Token& t) { return a < t.span.begin; });
  if (next == parse.tokens.begin()) return -1;
  return static_cast<int32_t>(next - parse.tokens.begin()) - 1;
}

namespace {

using lang::Upos;

// What may follow a day of the month that stands for itself ("on the 16th in Moscow"), by its form.
bool may_follow_day(const Context& c, uint32_t i) {
  if (!c.word(i)) return !c.is(i, "-") && !c.is(i, "'s");
  return c.any(i, {"and",    "in",  "at", "to",    "that",  "when", "with", "for",   "after",   "before", "by",
                   "during", "but", "as", "while", "local", "or",   "from", "until", "through", "of",     "on",
                   "the",    "a",   "he", "she",   "it",    "they", "was",  "were",  "is",      "said"});
}

bool bare_day(const Context& c) {
  const uint32_t next = c.end;
  if (c.is(next, "of")) return c.is(next + 1, "this") || c.is(next + 1, "last") || c.is(next + 1, "next");
  const int32_t p = c.parsed(c.end - 1);
  const int32_t n = c.parsed(next);
  if (p >= 0 && n >= 0 && n > p && c.word(next)) {
    const lang::Token& day = c.parse.tokens[static_cast<size_t>(p)];
    const lang::Token& after = c.parse.tokens[static_cast<size_t>(n)];
    // "the 19th summit": the figure describes a noun to its right.
    if (day.head > p && (after.upos == Upos::NOUN || after.upos == Upos::PROPN || after.upos == Upos::ADJ))
      return false;
    if (after.upos == Upos::NOUN || after.upos == Upos::ADJ) return may_follow_day(c, next);
    return true;
  }
  return may_follow_day(c, next);
}

// A bare figure like 2000 is a year unless it counts things.
bool counts_things(const Context& c) {
  const int32_t p = c.parsed(c.end - 1);
  if (p >= 0) {
    const lang::Token& t = c.parse.tokens[static_cast<size_t>(p)];
    if (t.head >= 0 && t.head > p && lang::relation(t.deprel) == "nummod") {
      const lang::Token& head = c.parse.tokens[static_cast<size_t>(t.head)];
      if (head.xpos == "NNS" || head.upos == Upos::SYM) return true;
    }
  }
  if (c.any(c.end, {"people",  "men",    "women", "percent", "million",   "billion", "hundred", "thousand", "feet",
                    "km",      "points", "miles", "jobs",    "shares",    "tons",    "tonnes",  "troops",   "soldiers",
                    "dollars", "yen",    "won",   "barrels", "employees", "workers", "%"}))
    return true;
  return c.begin > 0 && c.any(c.begin - 1, {"$", "#", "no", "number", "flight", "about", "than", "over", "nearly",
                                            "almost", "some", "least", "/", "windows", "office"});
}

bool bare_year(const Context& c, bool cued) {
  const int32_t year = c.tokens[c.end - 1].value;
  if (c.is(c.end, "-") && c.end + 1 < c.tokens.size() && c.tokens[c.end].glued && c.tokens[c.end + 1].glued &&
      !c.tokens[c.end + 1].digits)
    return false;
  if (c.begin > 0 && c.is(c.begin - 1, "-") && c.tokens[c.begin].glued &&
      !(c.begin > 1 && c.tokens[c.begin - 2].digits))
    return false;
  if (counts_things(c)) return false;
  if (!c.tokens[c.end - 1].digits) return true;  // "nineteen ninety-six"
  if (cued && c.begin > 0 && c.any(c.begin - 1, {"in", "since", "by", "until", "of", "during"}))
    return year >= 1100 && year < 2100;
  return year >= 1900 && year < 2060;
}

// "May" the verb, a name's part ("Theresa May"), a month?
bool month_name(const Context& c) {
  // "Jan Kavan": an abbreviation by itself wants its dot.
  if (c.form(c.end - 1).size() <= 4 && c.tokens[c.end - 1].capital && !c.any(c.end - 1, {"may", "june", "july"}))
    return false;
  const int32_t p = c.parsed(c.end - 1);
  if (p >= 0) {
    const lang::Token& t = c.parse.tokens[static_cast<size_t>(p)];
    if (t.upos == Upos::AUX || t.upos == Upos::VERB) return false;
    for (const lang::Name& n : c.parse.names) {
      if (n.first > static_cast<uint32_t>(p)) break;
      if (static_cast<uint32_t>(p) < n.last && n.kind == lang::NameKind::kPerson) return false;
    }
    if (t.upos == Upos::PROPN || t.upos == Upos::NOUN) return true;
  }
  const bool doubtful = c.any(c.end - 1, {"may", "march", "april", "june", "august"});
  if (!doubtful) return true;
  if (c.begin == 0) return !c.word(c.end) || c.any(c.end, {"was", "is", "and"});
  const TimeToken& before = c.tokens[c.begin - 1];
  return !(before.capital && !before.entry);
}

bool capital_inside(const Context& c) {
  return c.begin > 0 && c.tokens[c.end - 1].capital;
}

bool weekday_name(const Context& c) {
  const std::string_view form = c.form(c.end - 1);
  if (form == "." || form.size() > 5)
    return !(c.begin > 0 && c.tokens[c.begin - 1].capital && !c.tokens[c.begin - 1].entry &&
             c.any(c.end, {"agreement"}));
  if (c.begin + 1 < c.end) return true;
  return c.is(c.end, ".") || c.is(c.end, ",");
}

bool clock(const Bound& b, const Context& c) {
  if (b.has(Field::kPm) || b.has(Field::kZone) || b.has(Field::kPart)) return true;
  if (b.has(Field::kHour)) return true;          // o'clock
  if (!c.tokens[c.end - 1].digits) return true;  // noon, midnight
  return c.begin > 0 &&
         c.any(c.begin - 1, {"at", "by", "around", "about", "until", "till", "from", "before", "after", "since"});
}

bool long_enough(const Bound& b, const Context& c) {
  if (c.is(c.end - 1, "old") || c.is(c.end, "old") || (c.is(c.end, "-") && c.is(c.end + 1, "old")))
    return false;  // an age
  const int32_t unit = b.get(Field::kUnit);
  const bool article = c.any(c.begin, {"a", "an", "the"});
  if (article && (unit == kSecond || unit == kQuarterGrain || unit == kWeekend) && b.get(Field::kN) == 1 &&
      !b.has(Field::kSome))
    return false;
  if (b.get(Field::kN) >= 1000 && unit >= kMonthGrain && c.tokens[c.end - 1].entry &&
      c.any(c.end - 1, {"year", "quarter", "month"}))
    return false;
  if (unit == kQuarterGrain && c.any(c.end, {"of", "point"})) return false;
  if (b.get(Field::kN) > 1 && c.any(c.end - 1, {"quarter"})) return false;
  if (c.any(c.end, {"'s"}) && article) return true;
  return true;
}

bool at_end_or_mark(const Context& c) {
  return !c.word(c.end);
}

bool bare_units(const Context& c) {
  if (c.is(c.end - 1, "long") || c.is(c.end - 1, "old")) return true;
  if (c.begin == 0) return false;
  return c.any(c.begin - 1,
               {"for", "after", "in", "over", "within", "of", "take", "took", "takes", "last", "lasted"}) &&
         !c.is(c.end, "of");
}

bool season(const Context& c) {
  const int32_t p = c.parsed(c.end - 1);
  if (p >= 0) {
    const Upos upos = c.parse.tokens[static_cast<size_t>(p)].upos;
    if (upos != Upos::NOUN && upos != Upos::PROPN) return false;
  }
  return !(c.is(c.end, "-") || (c.word(c.end) && c.is(c.end - 1, "spring") && c.begin + 1 == c.end &&
                                !c.any(c.end, {"and", "or", "the", "when", "of"})));
}

bool decade(const Context& c) {
  if (c.begin > 0 && c.any(c.begin - 1, {"his", "her", "their", "my", "your", "our", "its"})) return false;
  return c.tokens[c.end - 1].digits || c.is(c.begin, "the");
}

}  // namespace

bool allowed(Guard guard, const Bound& b, const Context& c) {
  switch (guard) {
    case Guard::kNone:
      return true;
    case Guard::kMonthDay:
      return !c.any(c.end, {"percent", "million", "billion", "hundred", "thousand", "%", "people", "years", "days",
                            "months", "cents"}) &&
             !(c.is(c.end, "-") && c.tokens[c.end].glued && c.any(c.end + 1, {"year", "day", "month", "hour"}));
    case Guard::kBareDay:
      return bare_day(c);
    case Guard::kMonth:
      return month_name(c) &&
             !(c.end < c.tokens.size() && c.is(c.end, "-") && c.tokens[c.end].glued && !c.word(c.end + 1));
    case Guard::kRelMonth:
      return true;
    case Guard::kWeekday:
      return weekday_name(c);
    case Guard::kClock:
      return clock(b, c);
    case Guard::kYear:
      return bare_year(c, false);
    case Guard::kYearCue:
      return bare_year(c, true);
    case Guard::kSeason:
      return season(c);
    case Guard::kDecade:
      return decade(c);
    case Guard::kSameDay:
      return c.any(c.end - 2, {"same", "very"}) && c.has_last;
    case Guard::kDayAfter:
      return !c.is(c.end - 1, "before") || at_end_or_mark(c);
    case Guard::kRelUnit: {
      const int32_t unit = b.get(Field::kUnit);
      return unit > kHour && !(unit == kDayGrain && !c.any(c.begin, {"following"})) &&
             !(unit == kQuarterGrain && c.any(c.end, {"century", "hour"})) &&
             !(unit == kWeekend && b.has(Field::kThe) && b.get(Field::kRel) == 0);
    }
    case Guard::kLater:
      return !c.any(c.end - 1, {"before", "after"}) || at_end_or_mark(c);
    case Guard::kLong:
      return long_enough(b, c);
    case Guard::kBareUnits:
      return bare_units(c);
    case Guard::kFreq:
      return !capital_inside(c);
    case Guard::kTheUnit:
      return !c.any(c.end, {"of", "before", "after", "following", "since", "that", "when", "to", "ahead", "-",
                            "earlier", "ended", "ending", "he", "she", "it", "they", "i", "we"});
    case Guard::kLower:
      return !capital_inside(c);
    case Guard::kThePast:
      return !c.word(c.end) || c.any(c.end, {"and", "in", "but", "or", "by", "when", "with", "as", "that", "to", "for",
                                             "it", "he", "she", "they", "we"});
    case Guard::kTheTime:
      return c.begin > 0 && c.is(c.begin - 1, "at") && !c.is(c.end, "of");
    case Guard::kSoon:
      return !(c.is(c.end - 1, "soon") && c.any(c.end, {"as"})) &&
             !(c.is(c.end - 1, "shortly") && c.any(c.end, {"after", "before"}));
  }
  return true;
}

}  // namespace annalist::when
