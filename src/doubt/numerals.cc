#include <algorithm>

#include "doubt/signs.h"

namespace annalist::doubt {

namespace {

std::string_view suffix_for(int32_t n) {
  if (n % 100 >= 11 && n % 100 <= 13) return "th";
  switch (n % 10) {
    case 1: return "st";
    case 2: return "nd";
    case 3: return "rd";
    default: return "th";
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
    if (text[f.groups[i].begin - 1] != ',' && !(i + 1 == f.groups.size() && text[f.groups[i].begin - 1] == '.')) return false;
  return text[f.groups[1].begin - 1] == ',';
}

// "51,11", "000,8", "9,2019": a grouping that no writer makes. Lists ("1,2,3"), decimal commas ("3,5 percent"), dates that
// lost a blank ("June 5,2024") and codes are left alone.
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
  if (f.groups.size() > 2 && !zero) return false;                      // "1,2,3", Indian "10,00,000"
  if (first.size() > 3) return false;                                  // "2023,11": year and something, a reference
  const Span second = f.groups[1];
  if (second.size() == 4 && !zero) {                                   // "9,2019": not after a month's name
    const int32_t year = group_value(text, second);
    const std::string month = lower(word_before(text, first.begin)).substr(0, 3);
    for (std::string_view m : {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})
      if (month == m && year >= 1900 && year < 2100) return false;
    const std::string_view next = word_after(text, f.span.end);
    return next.size() > 2 && is_small(next[0]);                       // it must count something
  }
  if (second.size() == 1 && !zero) return false;                       // decimal comma, list of two
  if (second.size() == 2 && !zero) {                                   // "51,11 troops" counts things; "3,14" does not
    const std::string_view next = word_after(text, f.span.end);
    static constexpr std::string_view kNot[] = {"percent", "per", "and", "or", "of", "in", "to", "euros", "million", "billion", "kg", "km", "meters", "metres"};
    return first.size() == 2 && next.size() > 3 && is_small(next[0]) && next.back() == 's' && std::find(std::begin(kNot), std::end(kNot), next) == std::end(kNot);
  }
  if (second.size() > 4 && !zero) return false;
  const char before = first.begin > 0 ? text[first.begin - 1] : ' ';
  return before == ' ' || before == '\n' || before == '(' || before == '$';
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

void find_calendar_conflicts(const Sight& s, const when::Times& times, std::vector<Garble>& out) {
  static constexpr std::string_view kDays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  for (const when::TimeRef& t : times.refs) {
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
