#include "doubt/source_order.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace annalist::doubt {

namespace {

constexpr uint32_t kLongestRun = 4;    // sentences that one queue spans
constexpr uint32_t kLongestLine = 24;  // slots of a sentence; longer ones are tables and keep their order
constexpr uint32_t kMostTaken = 8;     // digits of words in one queue
constexpr uint32_t kMostItems = 96;    // slots and number words of a sentence that is looked at
constexpr uint32_t kMostReadings = 256;  // of one sentence in one order
constexpr float kReordered = -1.6F, kReversed = -2.3F;  // the source told the date, or everything, in another order
constexpr float kSeenElsewhere = -2.3F;  // a figure that stands elsewhere in the text with the same word behind it
constexpr uint32_t kElsewhere = 30;       // slots away: not one of those that may have moved together
constexpr float kJucheFits = -0.1F, kJucheFails = -6.F;
constexpr int32_t kJucheEpoch = 1911;

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
int32_t value_of(std::string_view g) {
  int32_t v = -1;
  if (g.size() <= 6) std::from_chars(g.data(), g.data() + g.size(), v);
  return v;
}

}  // namespace

SlotRow::SlotRow(const SlotModel& model, std::string_view text, const std::vector<Figure>& figures,
                 const std::vector<Span>& sentences)
    : model_(model), text_(text), figures_(figures) {
  size_t next = 0;
  for (const Span& s : sentences) add_line(s.of(text), s.begin, next);
  std::vector<int32_t> own(slots_.size());
  for (size_t i = 0; i < own.size(); ++i) own[i] = static_cast<int32_t>(i);
  for (uint32_t i = 0; i < slots_.size(); i += static_cast<uint32_t>(figures_[slots_[i].figure].groups.size())) {
    const Figure& f = figures_[slots_[i].figure];
    seen_[key(f, &own[i], static_cast<uint32_t>(f.groups.size()))].push_back(i);
  }
}

void SlotRow::add_words(uint32_t from, uint32_t to, Line& line, bool& month, bool& after_day) {
  for (uint32_t at = from; at < to;) {
    if (!letter(text_[at])) {
      if (text_[at] != ' ' && text_[at] != '.') month = false;
      if (text_[at] != ' ' && text_[at] != ',') after_day = false;
      ++at;
      continue;
    }
    uint32_t end = at;
    while (end < to && letter(text_[end])) ++end;
    const SlotWord* w = model_.word(text_.substr(at, end - at));
    month = w != nullptr && w->month;
    after_day = false;
    if (w != nullptr) {
      line.items.push_back({true, static_cast<uint32_t>(words_.size()), static_cast<int8_t>(w->month ? 1 : -1), at});
      words_.push_back(w);
    }
    at = end;
  }
}

void SlotRow::add_line(std::string_view sentence, uint32_t begin, size_t& next) {
  Line line;
  line.first = static_cast<uint32_t>(slots_.size());
  const auto end = begin + static_cast<uint32_t>(sentence.size());
  while (next < figures_.size() && figures_[next].span.begin < begin) ++next;
  uint32_t at = begin;
  bool month = false, after_day = false;
  for (; next < figures_.size() && figures_[next].span.end <= end; ++next) {
    const Figure& f = figures_[next];
    add_words(at, f.span.begin, line, month, after_day);
    const bool bare = f.groups.size() == 1 && f.prefix.empty() && f.suffix.empty();
    const std::vector<uint32_t> kinds = model_.kinds_of(text_, f, month && bare, after_day);
    for (size_t g = 0; g < f.groups.size(); ++g) {
      Slot s{f.groups[g], static_cast<uint32_t>(next), kinds[g], -1, false};
      if (bare && month) s.part = 2, s.maybe_year = true;
      else if (bare && (kinds[g] == model_.kind("year") || kinds[g] == model_.kind("inyear"))) s.part = 0;
      line.items.push_back({false, static_cast<uint32_t>(slots_.size()), s.part, f.span.begin});
      slots_.push_back(s);
    }
    if (after_day && !line.items.empty() && kinds[0] == model_.kind("year") && slots_.size() > line.first + 1)
      slots_[slots_.size() - 2].maybe_year = false;
    after_day = month && bare;
    month = false;
    at = f.span.end;
  }
  add_words(at, end, line, month, after_day);
  line.last = static_cast<uint32_t>(slots_.size());
  if (!line.items.empty()) lines_.push_back(std::move(line));
}

// The orders in which the source may have had the line's figures, with the logarithm of their share.
std::vector<std::pair<std::vector<SlotRow::Item>, float>> SlotRow::orders(const Line& line) const {
  std::vector<std::pair<std::vector<Item>, float>> out{{line.items, 0.F}};
  if (line.items.size() > kLongestLine) return out;
  for (const bool as_year : {false, true}) {
    std::vector<Item> dates, rest;
    bool differs = !as_year;
    for (Item item : line.items) {
      if (!item.word && as_year && slots_[item.index].maybe_year) item.part = 0, differs = true;
      (item.part >= 0 ? dates : rest).push_back(item);
    }
    if (!differs) continue;
    std::stable_sort(dates.begin(), dates.end(), [](const Item& a, const Item& b) { return a.part < b.part; });
    for (const bool reversed : {false, true}) {
      if (reversed) {
        // A figure's groups stay in their order.
        std::reverse(rest.begin(), rest.end());
        for (size_t i = 0; i < rest.size();) {
          size_t j = i + 1;
          while (j < rest.size() && !rest[i].word && !rest[j].word && slots_[rest[j].index].figure == slots_[rest[i].index].figure) ++j;
          std::reverse(rest.begin() + static_cast<std::ptrdiff_t>(i), rest.begin() + static_cast<std::ptrdiff_t>(j));
          i = j;
        }
      }
      std::vector<Item> order = dates;
      order.insert(order.end(), rest.begin(), rest.end());
      const bool known = std::any_of(out.begin(), out.end(), [&](const auto& o) {
        return std::equal(o.first.begin(), o.first.end(), order.begin(), order.end(), [](const Item& a, const Item& b) { return a.word == b.word && a.index == b.index; });
      });
      if (!known) out.push_back({std::move(order), reversed ? kReversed : kReordered});
    }
  }
  return out;
}

struct SlotRow::Search {
  const std::vector<Item>& order;
  uint32_t limit;  // slots of the run end here: what the queue holds beyond is lost
  uint32_t next;   // slot at which the line's part of the queue begins
  uint32_t extra;  // digits of words taken out before
  uint32_t line_first, line_last;
  const Reading& before;
  float share;
  mutable uint32_t readings = 0;
};

void SlotRow::walk(const Search& s, size_t at, uint32_t taken, float score, std::vector<int32_t>& source,
                   States& out) const {
  if (s.extra + taken > kMostTaken || s.readings > kMostReadings) return;
  if (at == s.order.size()) {
    ++s.readings;
    Reading r{s.before.score + s.share + score + plausible(s.line_first, s.line_last, source.data()), {}};
    const auto it = out.find(s.extra + taken);
    if (it != out.end() && it->second.score >= r.score) return;
    r.source = s.before.source;
    r.source.insert(r.source.end(), source.begin(), source.end());
    out[s.extra + taken] = std::move(r);
    return;
  }
  uint32_t slots_before = 0;
  for (size_t i = 0; i < at; ++i) slots_before += !s.order[i].word;
  const uint32_t position = s.next + slots_before + taken;
  const Item& item = s.order[at];
  if (!item.word) {
    source[item.index - s.line_first] = position < s.limit ? static_cast<int32_t>(position) : -1;
    walk(s, at + 1, taken, score, source, out);
    return;
  }
  const SlotWord& w = *words_[item.index];
  if (position >= s.limit) {  // its digit would be lost: nothing to see
    walk(s, at + 1, taken, score, source, out);
    return;
  }
  walk(s, at + 1, taken, score + std::log(1 - w.leaves), source, out);
  if (group(static_cast<int32_t>(position)) == w.digits) walk(s, at + 1, taken + 1, score + std::log(w.leaves), source, out);
}

void SlotRow::extend(const Line& line, uint32_t limit, uint32_t extra, const Reading& before, States& out) const {
  for (const auto& [order, share] : orders(line)) {
    std::vector<int32_t> source(line.last - line.first, -1);
    const Search search{order, limit, line.first + extra, extra, line.first, line.last, before, share};
    walk(search, 0, 0, 0, source, out);
  }
}

std::string SlotRow::with_groups(const Figure& f, const int32_t* source) const {
  std::string out(f.prefix.of(text_));
  for (size_t i = 0; i < f.groups.size(); ++i) {
    if (source[i] < 0) return {};
    if (i > 0) out += text_[f.groups[i].begin - 1];
    out += group(source[i]);
  }
  return out.append(f.suffix.of(text_));
}

std::string SlotRow::filled(uint32_t figure, const Shift& shift) const {
  for (uint32_t i = shift.first; i < shift.last; ++i)
    if (slots_[i].figure == figure) return with_groups(figures_[figure], &shift.source[i - shift.first]);
  return {};
}

// "8,000 troops": the figure and the word behind it; empty when a group is lost.
std::string SlotRow::key(const Figure& f, const int32_t* source, uint32_t n) const {
  for (uint32_t i = 0; i < n; ++i)
    if (source[i] < 0) return {};
  std::string out = with_groups(f, source);
  uint32_t at = f.span.end;
  if (at < text_.size() && (text_[at] == ' ' || text_[at] == '-')) ++at;
  const uint32_t begin = at;
  while (at < text_.size() && letter(text_[at])) ++at;
  return out.append("|").append(text_.substr(begin, at - begin));
}

float SlotRow::figure_score(uint32_t figure, uint32_t first, uint32_t n, const int32_t* source) const {
  float sum = 0;
  bool whole = true;
  for (uint32_t i = 0; i < n; ++i) {
    if (source[i] < 0) whole = false;
    else sum += model_.plausible(slots_[first + i].kind, group(source[i]));
  }
  const Figure& f = figures_[figure];
  if (whole && n == 1 && f.ordinal(text_)) {
    const std::string_view g = group(source[0]), suffix = f.suffix.of(text_);
    const bool teen = g.size() > 1 && g[g.size() - 2] == '1';
    const std::string_view right = teen || g.back() == '0' || g.back() > '3' ? "th" : g.back() == '1' ? "st" : g.back() == '2' ? "nd" : "rd";
    if (suffix != right) sum -= 9;
  }
  if (whole) {
    const auto it = seen_.find(key(f, source, n));
    const bool elsewhere = it != seen_.end() && std::any_of(it->second.begin(), it->second.end(), [&](uint32_t slot) { return slot + kElsewhere < first || slot > first + kElsewhere; });
    if (elsewhere) sum = std::max(sum, kSeenElsewhere);
  }
  return sum;
}

float SlotRow::plausible(uint32_t first, uint32_t last, const int32_t* source) const {
  float sum = 0;
  const uint32_t juche = model_.kind("juche");
  for (uint32_t i = first; i < last;) {
    const auto n = std::min(last - i, static_cast<uint32_t>(figures_[slots_[i].figure].groups.size()));
    const int32_t* own = source + (i - first);
    if (slots_[i].kind == juche && i + 1 < last && own[0] >= 0 && own[1] >= 0 && slots_[i + 1].group.begin == slots_[i].group.end + 2)
      sum += value_of(group(own[0])) + kJucheEpoch == value_of(group(own[1])) ? kJucheFits : kJucheFails;
    else
      sum += figure_score(slots_[i].figure, i, n, own);
    i += n;
  }
  return sum;
}

Shift SlotRow::read_run(uint32_t line, uint32_t end) const {
  Shift best;
  best.first = lines_[line].first;
  best.last = lines_[end - 1].last;
  best.line_first = line;
  best.line_last = end;
  std::vector<int32_t> own;
  for (uint32_t i = best.first; i < best.last; ++i) own.push_back(static_cast<int32_t>(i));
  if (own.empty()) return best;
  float as_is = 0;
  States states{{0, {}}};
  for (uint32_t l = line; l < end; ++l) {
    const Line& x = lines_[l];
    if (x.last > x.first) as_is += plausible(x.first, x.last, &own[x.first - best.first]);
    States next;
    for (const auto& [extra, reading] : states) extend(x, best.last, extra, reading, next);
    states = std::move(next);
  }
  for (auto& [extra, reading] : states) {
    if (reading.source == own || reading.score - as_is <= best.gain) continue;
    best.gain = reading.score - as_is;
    best.source = reading.source;
  }
  return best;
}

std::vector<Shift> SlotRow::shifts() const {
  std::vector<Shift> candidates;
  for (uint32_t b = 0; b < lines_.size(); ++b)
    for (uint32_t e = b + 1; e <= lines_.size() && e <= b + kLongestRun; ++e) {
      if (lines_[e - 1].items.size() > kMostItems) break;
      const bool ends_in_slot = lines_[e - 1].last > lines_[e - 1].first;
      if (!ends_in_slot || lines_[e - 1].last - lines_[b].first > 3 * kLongestLine) continue;
      Shift s = read_run(b, e);
      if (s.gain > 0) candidates.push_back(std::move(s));
    }
  // The set of runs that gains most: best[l] = over the lines before l.
  std::vector<float> best(lines_.size() + 1, 0.F);
  std::vector<int32_t> by(lines_.size() + 1, -1);
  size_t c = 0;
  std::stable_sort(candidates.begin(), candidates.end(), [](const Shift& a, const Shift& b) { return a.line_last < b.line_last; });
  for (uint32_t l = 1; l <= lines_.size(); ++l) {
    best[l] = best[l - 1];
    for (; c < candidates.size() && candidates[c].line_last == l; ++c)
      if (best[candidates[c].line_first] + candidates[c].gain > best[l]) {
        best[l] = best[candidates[c].line_first] + candidates[c].gain;
        by[l] = static_cast<int32_t>(c);
      }
  }
  std::vector<Shift> out;
  for (auto l = static_cast<uint32_t>(lines_.size()); l > 0;) {
    if (by[l] < 0) {
      --l;
      continue;
    }
    out.push_back(candidates[static_cast<size_t>(by[l])]);
    l = out.back().line_first;
  }
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace annalist::doubt
