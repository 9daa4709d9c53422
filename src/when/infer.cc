#include "when/infer.h"

#include <algorithm>
#include <vector>

namespace annalist::when {

namespace {

// Months looked at, counted from January of the first year: news of the web's time.
constexpr int32_t kFirstYear = 1996, kMonths = 12 * 44;
// A happening is told with a relative expression within so many months.
constexpr int32_t kToldWithin = 26;
// What is called "in April" without a year lies within a year.
constexpr int32_t kAheadMonths = 12;
// A bare month that is to come lies in the year of the story, or so near that "next year" need not be said.
constexpr int32_t kOverNewYear = 6;
// The widest answer worth giving: without a year nothing can be read.
constexpr int32_t kWidestMonths = 13;

int32_t month_of(Day day) {
  const Civil c = civil_of(day);
  return (c.year - kFirstYear) * 12 + static_cast<int32_t>(c.month) - 1;
}
Day first_day(int32_t month) {
  return day_of({kFirstYear + month / 12, static_cast<uint32_t>(month % 12 + 1), 1});
}

using Months = std::vector<bool>;

class Inference {
 public:
  Inference(const Rules::Impl& rules, const lang::Parse& parse, StoryDate& out)
      : rules_(rules), parse_(parse), out_(out), open_(kMonths, true) {}

  void read(uint32_t story) {
    for (const lang::Sentence& s : parse_.sentences)
      if (s.story == story) sentence(s);
  }
  void stated(const page::StatedDate& s) {
    if (s.month == 0) return;
    for (int32_t m = 0; m < kMonths; ++m)
      if (static_cast<uint32_t>(m % 12 + 1) != s.month || !possible(m, s)) open_[static_cast<size_t>(m)] = false;
    partial_ = &s;
  }
  void answer() {
    int32_t first = kMonths, last = -1;
    for (int32_t m = 0; m < kMonths; ++m)
      if (open_[static_cast<size_t>(m)]) first = std::min(first, m), last = std::max(last, m);
    if (last < 0 || !bounded_) return;  // signs that contradict each other say nothing
    if (last - first >= kWidestMonths) {
      if (last < kMonths - 12) return;
      out_.interval.earliest = first_day(first);  // only "not before"
      note("inferred:not-before");
      return;
    }
    out_.interval = {first_day(first), first_day(last + 1) - 1};
    if (partial_ && first == last && partial_->day > 0)
      out_.interval = one_day(first_day(first) + (static_cast<int32_t>(partial_->day) - 1));
    note(partial_ ? "inferred:" + partial_->basis : std::string("inferred:told-happenings"));
  }

 private:
  static bool possible(int32_t m, const page::StatedDate& s) {
    if (s.day == 0 || s.weekday < 0) return true;
    return static_cast<int32_t>(weekday(first_day(m) + (static_cast<int32_t>(s.day) - 1))) == s.weekday;
  }
  void note(std::string basis) {
    out_.basis.push_back(std::move(basis));
    out_.evidence = evidence_;
    if (partial_ && !partial_->evidence.empty()) out_.evidence.insert(out_.evidence.begin(), partial_->evidence);
  }
  void allow(const Months& only, Span evidence) {
    Months both = open_;
    bool any = false;
    for (size_t m = 0; m < both.size(); ++m) {
      both[m] = both[m] && only[m];
      any |= both[m];
    }
    if (!any) return;  // a sign against all others is the one not to be trusted
    if (both == open_) return;
    open_ = std::move(both);
    bounded_ = true;
    evidence_.push_back(evidence);
  }

  [[nodiscard]] Times times_on(const lang::Sentence& s, std::optional<Day> now) const {
    lang::Parse one;
    one.text = parse_.text;
    one.sentences.push_back(s);
    one.sentences.back().story = 0;
    std::vector<StoryDate> dates(1);
    if (now) dates[0].interval = one_day(*now);
    return find_times(rules_, one, dates, std::nullopt);
  }

  void sentence(const lang::Sentence& s) {
    const std::string_view words = s.span.of(parse_.text);
    for (size_t i = 0; i < rules_.anchors.size();) {
      size_t next = i + 1;
      while (next < rules_.anchors.size() && rules_.anchors[next].id == rules_.anchors[i].id) ++next;
      if (told(rules_.anchors[i], words)) anchored(i, next, s);
      i = next;
    }
    if (words.find("anniversary") != std::string_view::npos) anniversary(s);
    if (words.find(" will ") != std::string_view::npos) month_ahead(s);
  }

  // "will visit in August": not told later than that month of its year, nor long before that year.
  void month_ahead(const lang::Sentence& s) {
    for (const TimeRef& r : times_on(s, std::nullopt).refs) {
      constexpr std::string_view kMonth = "XXXX-";
      if (r.type != Type::kDate || r.interval.known() || !r.value.starts_with(kMonth) || r.value.size() < kMonth.size() + 2) continue;
      const std::string_view figures = std::string_view(r.value).substr(kMonth.size(), 2);
      const int32_t month = (figures[0] - '0') * 10 + (figures[1] - '0') - 1;
      const bool a_month = figures[0] >= '0' && figures[0] <= '1' && month >= 0 && month < 12;
      if (!a_month || !tensed_ahead(s, r)) continue;
      Months only(kMonths, false);
      for (int32_t m = 0; m < kMonths; ++m) {
        const int32_t away = (month - m % 12 + 12) % 12;
        only[static_cast<size_t>(m)] = m % 12 <= month || away <= kOverNewYear;
      }
      const bool known = bounded_;
      allow(only, r.span);
      bounded_ = known;  // a season of some year bounds no year
    }
  }
  // "will" stands before the month, near it and in the same clause.
  [[nodiscard]] bool tensed_ahead(const lang::Sentence& s, const TimeRef& r) const {
    const std::string_view before = Span{s.span.begin, r.span.begin}.of(parse_.text);
    const size_t will = before.rfind(" will ");
    if (will == std::string_view::npos) return false;
    const std::string_view between = before.substr(will);
    for (std::string_view w : {" since ", " after ", " held ", " last ", " which ", " who ", " that ", "\"", ";", " and "})
      if (between.find(w) != std::string_view::npos) return false;
    return true;
  }

  static bool told(const AnchorEvent& a, std::string_view words) {
    return std::all_of(a.cues.begin(), a.cues.end(), [&](const std::vector<std::string>& any) {
      return std::any_of(any.begin(), any.end(),
                         [&](const std::string& w) { return words.find(w) != std::string_view::npos; });
    });
  }
  [[nodiscard]] static bool ahead(std::string_view words) {
    for (std::string_view w : {" will ", "ahead of", "upcoming", "scheduled", "coming ", "expected to"})
      if (words.find(w) != std::string_view::npos) return true;
    return false;
  }

  // Rows [from, to) of one happening are told in this sentence: with a relative expression that fits one of them, or
  // bare.
  void anchored(size_t from, size_t to, const lang::Sentence& s) {
    const bool relative = !rules_.anchors[from].ongoing && has_relative(s);  // "this month" dates some later turn of what goes on
    const bool future = rules_.anchors[from].scheduled && ahead(s.span.of(parse_.text));
    Months only(kMonths, false);
    bool fits = false;
    for (size_t i = from; i < to; ++i) {
      const AnchorEvent& a = rules_.anchors[i];
      const int32_t begin = month_of(*a.when.earliest), end = month_of(*a.when.latest);
      for (int32_t m = std::max(0, begin - (future ? kAheadMonths : 0));
           relative && m <= (future ? end : std::min(kMonths - 1, end + kToldWithin)); ++m)
        if (names(s, first_day(m) + 14, a.when)) only[static_cast<size_t>(m)] = true, fits = true;
    }
    if (fits) return allow(only, s.span);
    // Bare: not older than the first occasion; a scheduled one told as to come is not past.
    for (size_t i = from; i < to; ++i) {
      const AnchorEvent& a = rules_.anchors[i];
      const int32_t begin = month_of(*a.when.earliest), end = month_of(*a.when.latest);
      for (int32_t m = future ? std::max(0, begin - kAheadMonths) : begin; m < (future ? end + 1 : kMonths); ++m)
        only[static_cast<size_t>(m)] = true;
    }
    if (future || !rules_.anchors[from].scheduled) allow(only, s.span);
  }

  [[nodiscard]] bool has_relative(const lang::Sentence& s) const {
    for (const TimeRef& r : times_on(s, std::nullopt).refs)
      if (r.type == Type::kDate && !r.interval.known() && r.value.starts_with("XXXX")) return true;
    return false;
  }
  // Read on that day, does an expression of the sentence name the happening's time, tightly enough to tell?
  [[nodiscard]] bool names(const lang::Sentence& s, Day now, const Interval& when) const {
    for (const TimeRef& r : times_on(s, now).refs) {
      if (r.anchor != Anchor::kPublication || !r.interval.earliest || !r.interval.latest) continue;
      if (*r.interval.latest - *r.interval.earliest <= 100 && r.interval.overlaps(when)) return true;
    }
    return false;
  }

  // "the 80th anniversary of …" is told within a year of it.
  void anniversary(const lang::Sentence& s) {
    for (const TimeRef& r : times_on(s, std::nullopt).refs) {
      if (std::find(r.why.begin(), r.why.end(), "anniversary") == r.why.end() || !r.interval.is_day()) continue;
      const int32_t at = month_of(*r.interval.earliest);
      Months only(kMonths, false);
      const bool future = ahead(s.span.of(parse_.text));
      const int32_t last = std::min(kMonths - 1, at + (future ? 0 : kAheadMonths));
      for (int32_t m = std::max(0, at - kAheadMonths + 1); m <= last; ++m) only[static_cast<size_t>(m)] = true;
      if (at > 0 && at < kMonths) allow(only, r.span);
    }
  }

  const Rules::Impl& rules_;
  const lang::Parse& parse_;
  StoryDate& out_;
  Months open_;
  std::vector<Span> evidence_;
  const page::StatedDate* partial_ = nullptr;
  bool bounded_ = false;
};

}  // namespace

void infer_date(const Rules::Impl& rules, const lang::Parse& parse, uint32_t index, const page::StatedDate* stated,
                StoryDate& date) {
  Inference inference(rules, parse, date);
  if (stated) inference.stated(*stated);
  inference.read(index);
  inference.answer();
}

}  // namespace annalist::when
