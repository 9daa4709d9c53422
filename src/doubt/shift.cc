// Slot shift: machine translation takes the digit groups out of the source and puts them back into the English slots in
// source order. A number that English writes as a word (May, decade, second) leaves its digit in the queue, and every
// later slot gets the group of an earlier one: "the 78th … 131 … 51 … 8,000" after "World War II" became "the 2th … 78
// … 131 … 51,8". Found where reading a passage back in source order makes its slots much more plausible (SlotRow), and
// where a slot holds what no writer puts there.
#include <algorithm>

#include "doubt/signs.h"
#include "doubt/source_order.h"

namespace annalist::doubt {

namespace {

// Gains of a shifted reading, as natural logarithms.
constexpr float kAlone = 5.5F;  // convinces by itself
constexpr float kGated = 2;    // convinces where the text bears another sign of translation
constexpr float kRunCost = 3;  // what a run must gain before it is such a sign

float confidence(float gain) {
  return std::min(0.9F, 0.3F + 0.05F * gain);
}

std::string_view word_after(std::string_view text, uint32_t at) {
  if (at < text.size() && text[at] == ' ') ++at;
  uint32_t end = at;
  while (end < text.size() && is_letter(text[end])) ++end;
  return text.substr(at, end - at);
}
std::string_view word_before(std::string_view text, uint32_t at, uint32_t* begin_out = nullptr) {
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '.')) --at;
  uint32_t begin = at;
  while (begin > 0 && is_letter(text[begin - 1])) --begin;
  if (begin_out) *begin_out = begin;
  return text.substr(begin, at - begin);
}
bool year_like(std::string_view g) {
  return g.size() == 4 && (g.starts_with("19") || g.starts_with("20")) && g != "2000";
}

bool fits_suffix(std::string_view g, std::string_view suffix) {
  const char last = g.back();
  const bool teen = g.size() > 1 && g[g.size() - 2] == '1';
  const std::string_view right = teen || last == '0' || last > '3' ? "th"
                                 : last == '1'                     ? "st"
                                 : last == '2'                     ? "nd"
                                                                   : "rd";
  return suffix == right;
}

// "April 7, 4.": a small figure where a date has its year.
bool after_date(const Sight& s, const Figure& f, std::string_view g) {
  const std::string_view text = s.text;
  if (g.size() > 2 || f.span.begin < 6 || text.substr(f.span.begin - 2, 2) != ", " || !is_digit(text[f.span.begin - 3]))
    return false;
  const char mark = f.span.end < text.size() ? text[f.span.end] : '.';
  if (mark != '.' && mark != ',' && mark != ';' && mark != ')') return false;
  uint32_t day = f.span.begin - 2;
  while (day > 0 && is_digit(text[day - 1])) --day;
  const SlotWord* w = s.signs.slots->word(word_before(text, day));
  return w != nullptr && w->month;
}

// Groups that no writer joins: "8,12", "03.5" before a year, "132:05 p.m.".
bool sound_groups(const Sight& s, const Figure& f) {
  const std::string_view text = s.text, next = word_after(text, f.span.end), first = f.groups[0].of(text);
  for (size_t i = 1; i < f.groups.size(); ++i) {
    const std::string_view g = f.groups[i].of(text);
    const char separator = text[f.groups[i].begin - 1];
    if (separator == ',' && (g.size() != 3 || first.size() > 3 || first[0] == '0')) return false;
    if (separator == ':' && (g.size() > 2 || first.size() > 2) && g.size() + first.size() > 4) return false;
    if (separator == '.' && (year_like(g) || (first[0] == '0' && first.size() > 2))) return false;
    const bool half_day = next == "p" || next == "a" || next == "pm" || next == "am";
    if (separator == ':' && half_day && (first.size() > 2 || g.size() != 2)) return false;
  }
  return true;
}

// May a writer put this figure here?
bool sound(const Sight& s, const Figure& f) {
  if (f.groups.size() > 1) return sound_groups(s, f);
  const std::string_view text = s.text, next = word_after(text, f.span.end), g = f.groups[0].of(text);
  if (g.size() == 2 && g[0] == '0' && f.span.begin > 0 && text[f.span.begin - 1] == '$') return false;
  if (f.ordinal(text)) return g[0] != '0' && g.size() < 4 && fits_suffix(g, f.suffix.of(text));
  const bool grouped_by_blank =
      f.span.begin > 1 && text[f.span.begin - 1] == ' ' && is_digit(text[f.span.begin - 2]);  // "5 000"
  const bool named = f.span.begin > 1 && !word_before(text, f.span.begin).empty() &&
                     is_big(word_before(text, f.span.begin)[0]);  // "Agent 007"
  if (g[0] == '0' && g.size() == 3 && f.prefix.empty() && !named && !grouped_by_blank &&
      !(f.span.end + 1 < text.size() && is_digit(text[f.span.end + 1])))
    return false;
  const bool percent = f.span.end < text.size() && text[f.span.end] == '%';
  if (year_like(g) && f.prefix.empty() && (percent || s.signs.counted.contains(next))) return false;
  uint32_t before_at = 0;
  const std::string_view before = word_before(text, f.span.begin, &before_at);
  const SlotWord* word = s.signs.slots->word(before);
  const bool after_month = word != nullptr && word->month && text[f.span.begin - 1] == ' ';
  if (after_month && g.size() == 2 && g > "31" && f.suffix.empty()) return false;
  const bool day_before_month = before_at > 1 && is_digit(text[before_at - 2]);
  if (after_month && !day_before_month && g.size() == 3) return false;
  if (after_date(s, f, g)) return false;
  const char mark = f.span.end < text.size() ? text[f.span.end] : '.';
  return before != "since" || g.size() > 2 || (mark != ',' && mark != '.');
}

std::vector<Span> sentences_of(const Sight& s) {
  std::vector<Span> out;
  if (!s.parse.sentences.empty()) {
    for (const lang::Sentence& one : s.parse.sentences) out.push_back(one.span);
    return out;
  }
  uint32_t begin = 0;
  for (uint32_t at = 0; at + 1 < s.text.size(); ++at) {
    const bool stop = (s.text[at] == '.' || s.text[at] == '!' || s.text[at] == '?') &&
                      (s.text[at + 1] == ' ' || s.text[at + 1] == '\n');
    if (!stop && s.text[at] != '\n') continue;
    out.push_back({begin, at + 1});
    begin = at + 1;
  }
  out.push_back({begin, static_cast<uint32_t>(s.text.size())});
  return out;
}

// Signs of translation: figures that no native writer leaves behind.
bool has_sign(const std::vector<Garble>& found) {
  return std::any_of(found.begin(), found.end(), [](const Garble& g) { return g.kind == "numeral-form" || g.kind == "ordinal"; });
}

void flag_shift(const Sight& s, const SlotRow& row, const Shift& shift, std::vector<Garble>& out) {
  for (uint32_t i = shift.first; i < shift.last;) {
    const uint32_t figure = row.slots()[i].figure;
    const Figure& f = s.figures[figure];
    const auto n = static_cast<uint32_t>(f.groups.size());
    bool changed = false;
    for (uint32_t k = i; k < i + n; ++k) {
      const int32_t from = shift.source[k - shift.first];
      changed |= from < 0 || row.slots()[static_cast<size_t>(from)].group.of(s.text) != row.slots()[k].group.of(s.text);
    }
    if (changed) {
      Garble g{f.span, "numeral-shift", "the figures of this passage stand in other slots than in the source: a number written as a word left its digit among them", {}};
      if (std::string reading = row.filled(figure, shift); !reading.empty()) g.likely.push_back({std::move(reading), confidence(shift.gain)});
      out.push_back(std::move(g));
    }
    i += n;
  }
}

void flag_unsound(const Sight& s, const std::vector<Span>& sentences, std::vector<Garble>& out) {
  for (size_t at = 0, sentence = 0; at < s.figures.size(); ++at) {
    const Figure& f = s.figures[at];
    while (sentence + 1 < sentences.size() && sentences[sentence].end <= f.span.begin) ++sentence;
    if (!bad_grouping(s.text, f) && continental(s.text, f)) continue;
    if (sound(s, f)) continue;
    out.push_back({f.span, "numeral-shift", "no writer puts this figure here: another one stood in its place", {}});
    // The queue runs on to the end of the sentence: what follows came from one slot before.
    for (; !f.ordinal(s.text) && at + 1 < s.figures.size() && sentences[sentence].contains(s.figures[at + 1].span); ++at)
      out.push_back({s.figures[at + 1].span, "numeral-shift", "stands after a figure that cannot be right in one sentence with it", {}});
  }
}

}  // namespace

void find_slot_shifts(const Sight& s, std::vector<Garble>& out) {
  const std::vector<Span> sentences = sentences_of(s);
  std::vector<Garble> unsound;
  flag_unsound(s, sentences, unsound);
  const SlotRow row(*s.signs.slots, s.text, s.figures, sentences);
  const std::vector<Shift> shifts = row.shifts();
  const bool sign = has_sign(out) || !unsound.empty();
  float total = 0;
  for (const Shift& x : shifts) total += std::max(0.F, x.gain - kRunCost);
  for (const Shift& x : shifts) {
    if (x.gain < kAlone && (x.gain < kGated || (!sign && total < kAlone))) continue;
    flag_shift(s, row, x, out);
    // What the passage is read as now is sound.
    const Span run{row.slots()[x.first].group.begin, row.slots()[x.last - 1].group.end};
    std::erase_if(unsound, [&](const Garble& g) { return g.span.overlaps(run); });
  }
  out.insert(out.end(), unsound.begin(), unsound.end());
}

}  // namespace annalist::doubt
