// Slot shift: machine translation takes the digit groups out of the source and puts them back into the English slots in
// source order. A number that English writes as a word (May, decade, second) leaves its digit in the queue, and every
// later slot gets the group of an earlier one: "the 78th … 131 … 51 … 8,000" after "World War II" became "the 2th … 78
// … 131 … 51,8". Found where a slot holds what no writer puts there, and taking such a word's digit out of the row
// makes the row sound.
#include <algorithm>

#include "doubt/signs.h"

namespace annalist::doubt {

namespace {

constexpr uint32_t kBack = 2, kAhead = 1;  // sentences that one queue may span around the unsound slot
constexpr uint32_t kLongestRow = 40;       // groups; longer rows are tables
constexpr float kRowConfidence = 0.55f, kLoneConfidence = 0.3f;

struct WordDigit {
  uint32_t at;  // byte of the word
  std::string_view digits;
};

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

// One slot row: the figures of some sentences with their groups as a flat list that can be re-filled.
class Row {
 public:
  Row(const Sight& s, std::vector<const Figure*> figures) : s_(s), figures_(std::move(figures)) {
    for (const Figure* f : figures_)
      for (Span g : f->groups) groups_.push_back(g.of(s.text));
  }
  [[nodiscard]] const std::vector<std::string_view>& groups() const { return groups_; }
  [[nodiscard]] const std::vector<const Figure*>& figures() const { return figures_; }

  // Slots that are unsound when filled with these groups (as many as there are; slots beyond them do not count).
  [[nodiscard]] int unsound(const std::vector<std::string_view>& fill) const {
    int bad = 0;
    size_t g = 0;
    for (const Figure* f : figures_) {
      if (g + f->groups.size() > fill.size()) break;
      bad += !sound(*f, &fill[g]);
      g += f->groups.size();
    }
    return bad;
  }
  [[nodiscard]] bool sound(const Figure& f, const std::string_view* g) const;
  // "April 7, 4.": a small figure where a date has its year.
  [[nodiscard]] bool after_date(const Figure& f, std::string_view g) const {
    const std::string_view text = s_.text;
    if (g.size() > 2 || f.span.begin < 6 || text.substr(f.span.begin - 2, 2) != ", " ||
        !is_digit(text[f.span.begin - 3]))
      return false;
    const char mark = f.span.end < text.size() ? text[f.span.end] : '.';
    if (mark != '.' && mark != ',' && mark != ';' && mark != ')') return false;
    uint32_t day = f.span.begin - 2;
    while (day > 0 && is_digit(text[day - 1])) --day;
    const std::string_view month = word_before(text, day);
    const auto word = s_.signs.slot_words.find(month);
    return word != s_.signs.slot_words.end() && month.size() >= 3 && is_big(month[0]) && month != "Two" &&
           month != "Three";
  }
  // The figure as written with other groups in its slots.
  [[nodiscard]] std::string filled(const Figure& f, const std::string_view* g) const {
    std::string out(f.prefix.of(s_.text));
    for (size_t i = 0; i < f.groups.size(); ++i) {
      if (i > 0) out += s_.text[f.groups[i].begin - 1];
      out += g[i];
    }
    return out.append(f.suffix.of(s_.text));
  }

 private:
  const Sight& s_;
  std::vector<const Figure*> figures_;
  std::vector<std::string_view> groups_;
};

bool fits_suffix(std::string_view g, std::string_view suffix) {
  const char last = g.back();
  const bool teen = g.size() > 1 && g[g.size() - 2] == '1';
  const std::string_view right = teen || last == '0' || last > '3' ? "th"
                                 : last == '1'                     ? "st"
                                 : last == '2'                     ? "nd"
                                                                   : "rd";
  return suffix == right;
}

bool Row::sound(const Figure& f, const std::string_view* g) const {
  const std::string_view text = s_.text;
  const std::string_view next = word_after(text, f.span.end);
  for (size_t i = 1; i < f.groups.size(); ++i) {
    const char separator = text[f.groups[i].begin - 1];
    if (separator == ',' && (g[i].size() != 3 || g[0].size() > 3 || g[0][0] == '0')) return false;
    if (separator == ':' && (g[i].size() > 2 || g[0].size() > 2) && g[i].size() + g[0].size() > 4) return false;
    if (separator == '.' && (year_like(g[i]) || (g[0][0] == '0' && g[0].size() > 2))) return false;
    const bool half_day = next == "p" || next == "a" || next == "pm" || next == "am";
    if (separator == ':' && half_day && (g[0].size() > 2 || g[i].size() != 2)) return false;
  }
  if (f.groups.size() > 1) return true;
  if (g[0].size() == 2 && g[0][0] == '0' && f.span.begin > 0 && text[f.span.begin - 1] == '$') return false;
  if (f.ordinal(text)) return g[0][0] != '0' && g[0].size() < 4 && fits_suffix(g[0], f.suffix.of(text));
  const bool grouped_by_blank =
      f.span.begin > 1 && text[f.span.begin - 1] == ' ' && is_digit(text[f.span.begin - 2]);  // "5 000"
  const bool named = f.span.begin > 1 && !word_before(text, f.span.begin).empty() &&
                     is_big(word_before(text, f.span.begin)[0]);  // "Agent 007"
  if (g[0][0] == '0' && g[0].size() == 3 && f.prefix.empty() && !named && !grouped_by_blank &&
      !(f.span.end + 1 < text.size() && is_digit(text[f.span.end + 1])))
    return false;
  const bool percent = f.span.end < text.size() && text[f.span.end] == '%';
  if (year_like(g[0]) && f.prefix.empty() && (percent || s_.signs.counted.contains(next))) return false;
  uint32_t month_at = 0;
  const std::string_view month = word_before(text, f.span.begin, &month_at);
  const auto word = s_.signs.slot_words.find(month);
  const bool after_month = word != s_.signs.slot_words.end() && is_big(month[0]) && month.size() >= 3 &&
                           month != "Two" && month != "Three" && text[f.span.begin - 1] == ' ';
  if (after_month && g[0].size() == 2 && g[0] > "31" && f.suffix.empty()) return false;
  const bool day_before_month = month_at > 1 && is_digit(text[month_at - 2]);
  if (after_month && !day_before_month && g[0].size() == 3) return false;
  const char mark = f.span.end < text.size() ? text[f.span.end] : '.';
  if (after_date(f, g[0])) return false;
  if (month == "since" && g[0].size() < 3 && (mark == ',' || mark == '.')) return false;
  return true;
}

// "[13,14]", "1,8 meters", "3,40 Euros", "June 5,2024": lists, decimal commas and dates, not thousands.
bool continental(std::string_view text, const Figure& f) {
  const char before = f.span.begin > 0 ? text[f.span.begin - 1] : ' ';
  if ((before != ' ' && before != '$' && before != '#' && before != '\n') || f.groups[1].size() > 4) return true;
  if (f.groups.size() > 2) {  // "1,2,3" is a list; "15,1,745" ends in thousands
    return f.groups.back().size() != 3 && text[f.groups.back().begin - 1] == ',';
  }
  const std::string_view next = word_after(text, f.span.end);
  static constexpr std::string_view kMeasures[] = {"Euro", "Euros", "euro", "euros", "meters", "metres",
                                                   "km",   "kg",    "m",    "cm",    "DKK",    "percent"};
  if (std::find(std::begin(kMeasures), std::end(kMeasures), next) != std::end(kMeasures) ||
      (f.span.end < text.size() && text[f.span.end] == '\''))
    return true;
  const std::string_view month = word_before(text, f.span.begin);
  return !month.empty() && is_big(month[0]) && f.groups[1].size() == 4;
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

std::vector<WordDigit> digits_of_words(const Sight& s) {
  std::vector<WordDigit> out;
  for (uint32_t at = 0; at < s.text.size();) {
    if (!is_letter(s.text[at])) {
      ++at;
      continue;
    }
    uint32_t end = at;
    while (end < s.text.size() && is_letter(s.text[end])) ++end;
    const auto word = s.signs.slot_words.find(s.text.substr(at, end - at));
    if (word != s.signs.slot_words.end()) out.push_back({at, word->second});
    at = end;
  }
  return out;
}

// What is left of the row when the digits that words left in it are taken out; `removed` counts them.
std::vector<std::string_view> without(const std::vector<std::string_view>& groups, const std::vector<bool>& out) {
  std::vector<std::string_view> left;
  for (size_t i = 0; i < groups.size(); ++i)
    if (!out[i]) left.push_back(groups[i]);
  return left;
}

struct Reading {
  int gain = 0;
  size_t first = 0;                      // group from which the row is shifted
  std::vector<std::string_view> groups;  // what stood there; shorter than the row: the last ones are lost
};

// Tries to take out one digit, and all that words explain from there on; the reading that mends most wins.
Reading best_reading(const Row& row, const std::vector<WordDigit>& words, Span window) {
  Reading best;
  const auto& groups = row.groups();
  const int before = row.unsound(groups);
  const auto explained = [&](std::string_view g) {
    return std::any_of(words.begin(), words.end(),
                       [&](const WordDigit& w) { return window.contains(w.at) && w.digits == g; });
  };
  for (size_t k = 0; k < groups.size(); ++k) {
    if (!explained(groups[k])) continue;
    for (const bool all : {false, true}) {
      std::vector<bool> out(groups.size(), false);
      out[k] = true;
      for (size_t i = k + 1; all && i < groups.size(); ++i) out[i] = explained(groups[i]);
      std::vector<std::string_view> left = without(groups, out);
      const int gain = before - row.unsound(left);
      if (gain > best.gain) best = {gain, k, std::move(left)};
    }
  }
  return best;
}

void flag_row(const Row& row, const Reading& reading, Span unsound, std::vector<Garble>& out) {
  size_t g = 0;
  const auto& groups = row.groups();
  for (const Figure* f : row.figures()) {
    const size_t n = f->groups.size();
    bool changed = false;
    for (size_t i = g; i < g + n; ++i)
      changed |= i >= reading.first && (i >= reading.groups.size() || reading.groups[i] != groups[i]);
    if (changed && (f->span.begin <= unsound.end)) {
      Garble garble{
          f->span,
          "numeral-shift",
          "the figures of this passage stand one slot too late: a number written as a word left its digit among them",
          {}};
      if (g + n <= reading.groups.size()) garble.likely.push_back({row.filled(*f, &reading.groups[g]), kRowConfidence});
      out.push_back(std::move(garble));
    }
    g += n;
  }
}

}  // namespace

void find_slot_shifts(const Sight& s, std::vector<Garble>& out) {
  const std::vector<Span> sentences = sentences_of(s);
  const std::vector<WordDigit> words = digits_of_words(s);
  size_t done = 0;  // figures before this one are dealt with
  for (size_t at = 0, sentence = 0; at < s.figures.size(); ++at) {
    const Figure& f = s.figures[at];
    while (sentence + 1 < sentences.size() && sentences[sentence].end <= f.span.begin) ++sentence;
    if (at < done) continue;
    const Row alone(s, {&f});
    if (f.groups.size() > 1 && s.text[f.groups[1].begin - 1] == ',' && !bad_grouping(s.text, f) &&
        continental(s.text, f))
      continue;
    if (alone.sound(f, alone.groups().data())) continue;
    Reading best;
    std::vector<const Figure*> best_row;
    for (uint32_t back = 0; back <= kBack && back <= sentence; ++back) {
      for (uint32_t ahead = 0; ahead <= kAhead && sentence + ahead < sentences.size(); ++ahead) {
        const Span window{sentences[sentence - back].begin, sentences[sentence + ahead].end};
        std::vector<const Figure*> row;
        for (const Figure& one : s.figures)
          if (window.contains(one.span)) row.push_back(&one);
        if (row.size() > kLongestRow) continue;
        Reading reading = best_reading(Row(s, row), words, window);
        if (reading.gain > best.gain) best = std::move(reading), best_row = row;
      }
    }
    if (best.gain > 0) {
      flag_row(Row(s, best_row), best, sentences[sentence], out);
      while (done < s.figures.size() && s.figures[done].span.begin <= best_row.back()->span.begin) ++done;
    } else {
      out.push_back({f.span, "numeral-shift", "no writer puts this figure here: another one stood in its place", {}});
      // The queue runs on to the end of the sentence: what follows came from one slot before.
      for (done = at + 1;
           !f.ordinal(s.text) && done < s.figures.size() && sentences[sentence].contains(s.figures[done].span); ++done)
        out.push_back({s.figures[done].span,
                       "numeral-shift",
                       "stands after a figure that cannot be right in one sentence with it",
                       {}});
    }
  }
}

}  // namespace annalist::doubt
