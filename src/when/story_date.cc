#include "when/story_date.h"

#include <algorithm>

#include "when/infer.h"

namespace annalist::when {

namespace {

// A dateline further than this from the metadata's day is garbled, or the page was reprinted: the metadata stands.
constexpr int32_t kDatelineDays = 4;
// Years after the last year a text names in which it can still have been written, when only a weekday can decide.
constexpr int32_t kLaterYears = 3;

std::optional<Day> full_day(const page::StatedDate& s, int32_t year) {
  const Civil c{year, s.month, s.day};
  if (s.month == 0 || s.day == 0 || !valid(c)) return std::nullopt;
  return day_of(c);
}

// The year next to `near` in which the stated month and day lie closest to it.
std::optional<Day> nearest(const page::StatedDate& s, Day near) {
  std::optional<Day> best;
  const int32_t year = civil_of(near).year;
  for (int32_t y = year - 1; y <= year + 1; ++y) {
    const auto day = full_day(s, y);
    if (day && (!best || std::abs(*day - near) < std::abs(*best - near))) best = day;
  }
  return best;
}

// The day of a bare weekday or day of the month at or before `near`.
std::optional<Day> last_such(const page::StatedDate& s, Day near) {
  for (int32_t back = 0; back < 32; ++back) {
    const Day day = near - back;
    const bool right_day = s.day == 0 || civil_of(day).day == s.day;
    const bool right_weekday = s.weekday < 0 || static_cast<int32_t>(weekday(day)) == s.weekday;
    if (right_day && right_weekday) return day;
  }
  return std::nullopt;
}

void narrow(StoryDate& out, const Interval& to, const std::string& basis, Span evidence) {
  out.interval = to;
  out.basis.push_back(basis);
  if (!evidence.empty()) out.evidence.push_back(evidence);
}

// The latest year that the story's text names as a plain year up to now.
struct NamedYear {
  int32_t year = 0;
  Span span;
};
NamedYear latest_year(const Rules::Impl& rules, const lang::Parse& parse, Span story) {
  NamedYear best;
  std::vector<TimeToken> tokens;
  rules.vocabulary.scan(parse.text, story, tokens);
  for (size_t i = 1; i < tokens.size(); ++i) {
    const TimeToken& t = tokens[i];
    const bool cued = tokens[i - 1].entry && (tokens[i - 1].entry == rules.vocabulary.find("in") ||
                                              tokens[i - 1].entry == rules.vocabulary.find("since"));
    if (t.digits && t.span.size() == 4 && t.value >= 1990 && t.value < 2060 && cued && t.value > best.year)
      best = {t.value, t.span};
  }
  return best;
}

void by_statement(const page::StatedDate& s, std::optional<Day> published, StoryDate& out) {
  if (s.year > 0 && s.month > 0) {
    const auto day = full_day(s, s.year);
    return narrow(out, day ? one_day(*day) : whole_month(s.year, s.month), s.basis, s.evidence);
  }
  if (!published) return;
  if (s.month > 0 && s.day > 0) {
    const auto day = nearest(s, *published);
    if (day && std::abs(*day - *published) <= kDatelineDays) narrow(out, one_day(*day), s.basis, s.evidence);
  } else if (s.day > 0 || s.weekday >= 0) {
    const auto day = last_such(s, *published);
    if (day) narrow(out, one_day(*day), s.basis, s.evidence);
  }
}

// Month and day without a year: the weekday and the years that the text names decide, if they leave one year only.
void by_text(const Rules::Impl& rules, const lang::Parse& parse, Span story, const page::StatedDate& s,
             StoryDate& out) {
  if (s.month == 0 || s.day == 0 || s.weekday < 0) return;
  const NamedYear named = latest_year(rules, parse, story);
  if (named.year == 0) return;
  std::optional<Day> only;
  for (int32_t y = named.year; y <= named.year + kLaterYears; ++y) {
    const auto day = full_day(s, y);
    if (!day || static_cast<int32_t>(weekday(*day)) != s.weekday) continue;
    if (only) return;
    only = day;
  }
  if (!only) return;
  narrow(out, one_day(*only), s.basis + "+weekday+year", s.evidence);
  out.evidence.push_back(named.span);
}

}  // namespace

std::vector<StoryDate> story_dates(const Rules::Impl& rules, const lang::Parse& parse, std::optional<Day> published) {
  std::vector<StoryDate> out;
  if (!parse.page) {
    out.emplace_back();
    if (published) narrow(out.back(), one_day(*published), "metadata", {});
    return out;
  }
  for (const page::Story& story : parse.page->stories) {
    StoryDate date;
    const std::optional<Day> hint = story.main ? published : std::nullopt;
    for (const page::StatedDate& s : story.dates) {
      by_statement(s, hint, date);
      if (date.interval.known()) break;
    }
    if (!date.interval.known() && hint) narrow(date, one_day(*hint), "metadata", {});
    for (const page::StatedDate& s : story.dates) {
      if (date.interval.known()) break;
      by_text(rules, parse, story.span, s, date);
    }
    const auto partial =
        std::find_if(story.dates.begin(), story.dates.end(), [](const page::StatedDate& s) { return s.month > 0; });
    const auto index = static_cast<uint32_t>(out.size());
    if (!date.interval.known())
      infer_date(rules, parse, index, partial == story.dates.end() ? nullptr : &*partial, date);
    out.push_back(std::move(date));
  }
  return out;
}

}  // namespace annalist::when
