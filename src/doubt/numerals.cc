#include <algorithm>

#include "doubt/signs.h"

namespace annalist::doubt {

namespace {

std::string_view suffix_for(int32_t n) {
  if (n % 100 >= 11 && n % 100 <= 13) return "th";
  switch (n % 10) {
    case 1:
      return "st";
    case 2:
      return "nd";
    case 3:
      return "rd";
    default:
      return "th";
  }
}

std::string_view word_before(std::string_view text, uint32_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  uint32_t begin = at;
  while (begin > 0 && is_letter(text[begin - 1])) --begin;
  return text.substr(begin, at - begin);
}
std::string_view word_after(std::string_view text, uint32_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  uint32_t end = at;
  while (end < text.size() && is_letter(text[end])) ++end;
  return text.substr(at, end - at);
}
std::string lower(std::string_view s) {
  std::string out(s);
  for (char& c : out)
    if (is_big(c)) c = static_cast<char>(c + 32);
  return out;
}

// Groups parted by commas only: a thousands grouping, or what claims to be one.
bool commas_only(std::string_view text, const Figure& f) {
  if (f.groups.size() < 2) return false;
  for (size_t i = 1; i < f.groups.size(); ++i)
    if (text[f.groups[i].begin - 1] != ',' && !(i + 1 == f.groups.size() && text[f.groups[i].begin - 1] == '.'))
      return false;
  return text[f.groups[1].begin - 1] == ',';
}

// "000 tanks" by itself; "007", phone numbers and clock times stay.
bool bare_zeros(std::string_view text, const Figure& f) {
  if (f.groups.size() != 1 || f.digits.size() != 3 || !f.prefix.empty() || !f.suffix.empty()) return false;
  if (f.digits.of(text) != "000") return false;
  const std::string_view next = word_after(text, f.span.end), before = word_before(text, f.span.begin);
  return next.size() > 3 && is_small(next[0]) && next.back() == 's' && !before.empty() && is_small(before[0]);
}

void flag(std::vector<Garble>& out, Span span, const char* kind, std::string why, std::vector<Likely> likely = {}) {
  out.push_back({span, kind, std::move(why), std::move(likely)});
}

}  // namespace

// "51,11", "000,8", "9,2019": a grouping that no writer makes. Lists ("1,2,3"), decimal commas ("3,5 percent"), dates
// that lost a blank ("June 5,2024") and codes are left alone.
bool bad_grouping(std::string_view text, const Figure& f) {
  if (!commas_only(text, f) || !f.prefix.empty()) return false;
  const Span first = f.groups[0];
  const bool zero = text[first.begin] == '0';
  bool right = first.size() <= 3 && !zero;
  for (size_t i = 1; i < f.groups.size(); ++i) {
    const bool decimals = text[f.groups[i].begin - 1] == '.';
    right &= decimals || f.groups[i].size() == 3;
  }
  if (right) return false;
  if (f.groups.size() > 2 && !zero) return false;  // "1,2,3", Indian "10,00,000"
  if (first.size() > 3) return false;              // "2023,11": year and something, a reference
  const Span second = f.groups[1];
  if (second.size() == 4 && !zero) {  // "9,2019": not after a month's name
    const int32_t year = group_value(text, second);
    const std::string month = lower(word_before(text, first.begin)).substr(0, 3);
    for (std::string_view m : {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})
      if (month == m && year >= 1900 && year < 2100) return false;
    const std::string_view next = word_after(text, f.span.end);
    return next.size() > 2 && is_small(next[0]);  // it must count something
  }
  if (second.size() == 1 && !zero) return false;  // decimal comma, list of two
  if (second.size() == 2 && !zero) {              // "51,11 troops" counts things; "3,14" does not
    const std::string_view next = word_after(text, f.span.end);
    static constexpr std::string_view kNot[] = {"percent", "per",     "and",     "or", "of", "in",     "to",
                                                "euros",   "million", "billion", "kg", "km", "meters", "metres"};
    return first.size() == 2 && next.size() > 3 && is_small(next[0]) && next.back() == 's' &&
           std::find(std::begin(kNot), std::end(kNot), next) == std::end(kNot);
  }
  if (second.size() > 4 && !zero) return false;
  const char before = first.begin > 0 ? text[first.begin - 1] : ' ';
  return before == ' ' || before == '\n' || before == '(' || before == '$';
}

void find_numeral_forms(const Sight& s, std::vector<Garble>& out) {
  for (const Figure& f : s.figures) {
    if (bad_grouping(s.text, f)) {
      flag(out, f.span, "numeral-form", "no number is grouped like this: digits of several numbers ran together");
    } else if (bare_zeros(s.text, f)) {
      flag(out, f.span, "numeral-form", "a group of thousands without the number before it");
    } else if (f.groups.size() == 1 && f.prefix.empty() && f.ordinal(s.text)) {
      const int32_t n = group_value(s.text, f.groups[0]);
      if (n > 0 && f.suffix.of(s.text) != suffix_for(n) && s.text[f.digits.begin] != '0')
        flag(out, f.span, "ordinal", "the ending does not fit the figure: another figure stood here");
    }
  }
}

void find_unknown_groups(const Sight& s, std::vector<Garble>& out) {
  for (const Figure& f : s.figures) {
    if (f.groups.size() != 1 || f.prefix.empty() || !f.suffix.empty()) continue;
    const std::string_view prefix = f.prefix.of(s.text);
    const int32_t n = group_value(s.text, f.groups[0]);
    if ((prefix == "G" || prefix == "G-") && !s.signs.groups.contains(n)) {
      if (s.signs.after_group.contains(lower(word_after(s.text, f.span.end))))
        flag(out, f.span, "numeral-form", "there is no such group of states", {{"G7", 0.6f}, {"G20", 0.3f}});
      continue;
    }
    const auto family = s.signs.designations.find(prefix);
    if (family == s.signs.designations.end() || family->second.contains(n)) continue;
    Garble g{f.span, "numeral-form", "no weapon of this family with that number is known", {}};
    out.push_back(std::move(g));
  }
}

namespace {

constexpr int32_t kJucheEpoch = 1911;
constexpr int32_t kDatelineDays = 3;  // a dateline is at most so far from the day of publication

std::string ordinal(int32_t n) {
  return std::to_string(n).append(suffix_for(n));
}

// "the 8th anniversary of liberation" in a story of 2024: 2024 - 1945 = 79.
void anniversary_arithmetic(const Sight& s, const when::TimeRef& t, const when::Times& times,
                            std::vector<Garble>& out) {
  if (std::find(t.why.begin(), t.why.end(), "anniversary") == t.why.end() || !t.interval.earliest) return;
  for (const Figure& f : s.figures) {
    if (!t.span.contains(f.span) || !f.ordinal(s.text) || f.groups.size() != 1) continue;
    for (size_t i = 0; i < times.stories.size(); ++i) {
      if (s.parse.page && i < s.parse.page->stories.size() && !s.parse.page->stories[i].span.contains(f.span)) continue;
      const Interval& story = times.stories[i].interval;
      if (!story.earliest || !story.latest) continue;
      const int32_t nth = group_value(s.text, f.groups[0]), told = civil_of(*t.interval.earliest).year;
      const int32_t from = civil_of(*story.earliest).year, to = civil_of(*story.latest).year;
      if (told >= from - 1 && told <= to + 1) continue;
      flag(out, f.span, "numeral-shift",
           "counted from its founding the anniversary of this story's year has another number",
           {{ordinal(nth + from - told), from == to ? 0.7f : 0.4f}});
    }
  }
}

// "Juche 6 (2013)": the Juche year is the year less 1911.
void juche_arithmetic(const Sight& s, std::vector<Garble>& out) {
  for (size_t i = 0; i + 1 < s.figures.size(); ++i) {
    const Figure &j = s.figures[i], &y = s.figures[i + 1];
    if (word_before(s.text, j.span.begin) != "Juche" || j.groups.size() != 1 || y.groups.size() != 1) continue;
    const std::string_view between = s.text.substr(j.span.end, y.span.begin - j.span.end);
    const int32_t n = group_value(s.text, j.groups[0]), year = group_value(s.text, y.groups[0]);
    if (between != " (" || n + kJucheEpoch == year) continue;
    const bool year_stands = year > kJucheEpoch && year<2100, juche_stands = n> 20 && n < 150;
    if (!juche_stands || year_stands)
      flag(out, j.span, "numeral-shift", "the Juche year does not fit the year beside it",
           {{std::to_string(year - kJucheEpoch), year_stands ? 0.7f : 0.1f}});
    if (!year_stands || juche_stands)
      flag(out, y.span, "numeral-shift", "the year does not fit the Juche year beside it",
           {{std::to_string(n + kJucheEpoch), juche_stands ? 0.7f : 0.1f}});
  }
}

// A dateline whose day is its month's number, far from the day of publication: "August 8" published on the 18th.
void dateline_day(const Sight& s, const when::Times& times, std::vector<Garble>& out) {
  if (!s.parse.page) return;
  for (size_t i = 0; i < s.parse.page->stories.size() && i < times.stories.size(); ++i) {
    const when::StoryDate& date = times.stories[i];
    const bool stated = std::find(date.basis.begin(), date.basis.end(), "metadata") != date.basis.end();
    if (!date.interval.is_day() || !stated) continue;
    for (const page::StatedDate& d : s.parse.page->stories[i].dates) {
      if (d.basis != "dateline" || d.day != d.month || d.evidence.empty()) continue;
      const Civil published = civil_of(*date.interval.latest);
      const Civil told{published.year, d.month, d.day};
      if (d.month != published.month || !valid(told) || std::abs(*date.interval.latest - day_of(told)) <= kDatelineDays)
        continue;
      for (const Figure& f : s.figures)
        if (d.evidence.overlaps(f.span) && group_value(s.text, f.groups[0]) == static_cast<int32_t>(d.day))
          flag(out, f.span, "calendar", "the dateline is far from the day of publication",
               {{std::to_string(published.day), 0.6f}});
    }
  }
}

}  // namespace

void find_calendar_conflicts(const Sight& s, const when::Times& times, std::vector<Garble>& out) {
  static constexpr std::string_view kDays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                               "Friday", "Saturday", "Sunday"};
  juche_arithmetic(s, out);
  dateline_day(s, times, out);
  for (const when::TimeRef& t : times.refs) {
    anniversary_arithmetic(s, t, times, out);
    if (!t.interval.is_day() || std::find(t.why.begin(), t.why.end(), "explicit") == t.why.end()) continue;
    const std::string_view words = t.span.of(s.text);
    for (uint32_t d = 0; d < 7; ++d) {
      if (words.find(kDays[d]) == std::string_view::npos || words.find('\n') != std::string_view::npos) continue;
      const uint32_t right = weekday(*t.interval.earliest);
      if (right == d) break;
      std::string why = "the date stated was a ";
      why.append(kDays[right]);
      flag(out, t.span, "calendar", std::move(why), {{std::string(kDays[right]), 0.5f}});
      break;
    }
  }
}

}  // namespace annalist::doubt
