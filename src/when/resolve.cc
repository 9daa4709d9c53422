#include "when/resolve.h"

#include <algorithm>

#include "when/context.h"
#include "when/story_date.h"

namespace annalist::when {

namespace {

constexpr uint32_t kMetSentences = 6;   // the day of "the meeting" told so far back
constexpr uint32_t kNearSentences = 2;  // a date told that far back can still be counted from
constexpr int32_t kDayApart = 3;        // a story's date known to so many days is as good as a day
constexpr uint32_t kLongestMatch = 32;  // time tokens; no expression is longer

// Finds the expressions of one document, story by story.
class Finder {
 public:
  Finder(const Rules::Impl& rules, const lang::Parse& parse, const std::vector<StoryDate>& dates,
         std::optional<Direction> forced)
      : rules_(rules), parse_(parse), dates_(dates), forced_(forced) {}

  void sentence(Span span, uint32_t story) {
    if (story != story_) last_ = {}, quarter_ = {}, met_ = {}, story_ = story;
    ++number_;
    rules_.vocabulary.scan(parse_.text, span, tokens_);
    event_ = std::any_of(tokens_.begin(), tokens_.end(), [&](const TimeToken& t) { return t.entry && rules_.alphabet.bears(t.signature, rules_.event_class); });
    for (uint32_t at = 0; at < tokens_.size();) {
      if (tokens_[at].signature == 0 || !rules_.automaton.may_start(tokens_[at].signature)) {
        ++at;
        continue;
      }
      Match found;
      if (!match(at, found)) {
        ++at;
        continue;
      }
      // "on <the 14th>" must not hide "the 14th of this month": a longer expression from there wins over context words.
      Match inner;
      if (found.figures.begin > at && match(found.figures.begin, inner) && inner.figures.begin == found.figures.begin &&
          inner.figures.end > found.figures.end)
        found = inner;
      add(rules_.rules[found.rule], found.figures);
      at = std::max(found.figures.end, at + 1);
    }
  }
  std::vector<TimeRef> take() { return std::move(refs_); }
  std::vector<Told> take_happenings() { return std::move(happenings_); }

 private:
  struct Accept {
    uint32_t end, state;
  };

  struct Match {
    uint16_t rule = 0;
    Bound figures;
  };
  [[nodiscard]] Context around(const Bound& figures) const {
    return {rules_, parse_, tokens_, figures.begin, figures.end, near_last().known()};
  }

  // The longest match from `at` that its guard allows.
  bool match(uint32_t at, Match& out) {
    Accept accepts[kLongestMatch];
    uint32_t count = 0, state = 0;
    for (uint32_t i = at; i < tokens_.size() && i < at + kLongestMatch; ++i) {
      state = rules_.automaton.step(state, tokens_[i].signature);
      if (state == 0) break;
      if (!rules_.automaton.accepted(state).empty()) accepts[count++] = {i + 1, state};
    }
    while (count > 0) {
      const Accept& a = accepts[--count];
      for (uint16_t id : rules_.automaton.accepted(a.state)) {
        out.rule = id;
        out.figures = rules_.rules[id].constants;
        out.figures.begin = at, out.figures.end = a.end;
        if (bind(rules_.automaton.pattern(id), at, a.end, out.figures) &&
            allowed(rules_.rules[id].guard, out.figures, around(out.figures)))
          return true;
      }
    }
    return false;
  }

  // Walks the one pattern again over tokens [from, to) and notes what its parts bound. Depth-first, each (node, token)
  // pair is tried once.
  bool bind(const Pattern& pattern, uint32_t from, uint32_t to, Bound& out) {
    trail_.clear();
    const size_t width = to - from + 1;
    tried_.assign((pattern.last - pattern.first) * width, false);
    if (!walk(pattern, pattern.start, from, from, to)) return false;
    for (const Step& s : trail_) {
      if (s.field == static_cast<int8_t>(Field::kBegin))
        out.begin = s.token;
      else if (s.field == static_cast<int8_t>(Field::kEnd))
        out.end = s.token;
      else
        out.put(static_cast<Field>(s.field), s.value);
    }
    return out.begin < out.end;
  }
  bool walk(const Pattern& p, uint32_t node, uint32_t at, uint32_t from, uint32_t to) {
    if (node == p.accept && at == to) return true;
    const size_t key = (node - p.first) * (to - from + 1) + (at - from);
    if (tried_[key]) return false;
    tried_[key] = true;
    const Node& n = rules_.automaton.node(node);
    for (const Node::Mark& m : n.marks) {
      if (m.field >= 0) trail_.push_back({m.field, m.value, at});
      if (walk(p, m.to, at, from, to)) return true;
      if (m.field >= 0) trail_.pop_back();
    }
    if (at >= to) return false;
    for (const Node::Step& s : n.steps) {
      if (!rules_.alphabet.bears(tokens_[at].signature, s.on)) continue;
      if (s.field >= 0) trail_.push_back({s.field, rules_.vocabulary.value(tokens_[at], s.on), at});
      if (walk(p, s.to, at + 1, from, to)) return true;
      if (s.field >= 0) trail_.pop_back();
    }
    return false;
  }

  [[nodiscard]] Stretch near_last() const {
    if (last_.known() && number_ - last_number_ <= kNearSentences) return last_;
    return {};
  }

  // Whose fiscal year it is: the last of the words that tell it, in this sentence or before it in the same passage.
  [[nodiscard]] const FiscalYear* calendar_of(uint32_t end) const {
    constexpr uint32_t kPassage = 600;  // bytes
    const uint32_t begin = end > kPassage ? end - kPassage : 0;
    std::string words(parse_.text.substr(begin, end - begin));
    for (char& c : words) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const auto letter = [&](size_t i) { return i < words.size() && words[i] >= 'a' && words[i] <= 'z'; };
    const FiscalYear* best = nullptr;
    size_t last = 0;
    for (const FiscalYear& f : rules_.fiscal)
      for (const std::string& cue : f.cues) {
        const size_t at = words.rfind(cue);
        if (at == std::string::npos || (best && at <= last) || (at > 0 && letter(at - 1)) || letter(at + cue.size())) continue;
        best = &f, last = at;
      }
    return best;
  }

  void add(const Rule& rule, const Bound& figures) {
    const Context context = around(figures);
    const Span words{tokens_[figures.begin].span.begin, tokens_[figures.end - 1].span.end};
    if (rule.op == Op::kHappening) {
      const NamedDays::Happening& h = rules_.named.happenings[static_cast<size_t>(figures.get(Field::kNamed))];
      const int32_t from = context.parsed(figures.begin), to = context.parsed(figures.end - 1);
      const bool parsed = from >= 0 && to >= from;
      happenings_.push_back({words, parsed ? static_cast<uint32_t>(from) : 0, parsed ? static_cast<uint32_t>(to) + 1 : 0, h.when, h.begins});
      return;
    }
    Ground ground;
    ground.last = near_last();
    ground.quarter = quarter_;
    ground.named = &rules_.named;
    ground.fiscal = &rules_.fiscal;
    if (rule.op == Op::kFiscal) ground.calendar = calendar_of(words.end);
    if (rule.op == Op::kFromEvent && !figures.has(Field::kNamed) && !ground.last.known() && number_ - met_number_ <= kMetSentences) ground.last = met_;
    if (needs_direction(rule.op, figures)) {
      ground.direction = forced_ ? *forced_ : direction_of(context, ground.sure);
      ground.sure |= forced_.has_value();
      // "postponed until Tuesday": a bare weekday after "until" is to come, unless it opens the sentence.
      const bool until = context.begin > 1 && context.any(context.begin - 1, {"until", "till"});
      if (until && figures.has(Field::kWeekday) && !figures.has(Field::kDay) && !forced_)
        ground.direction = Direction::kFuture;
    }
    Meaning m = grounded(rule.op, figures, ground);
    if (m.value.empty()) return;
    TimeRef ref;
    ref.span = words;
    const int32_t first = context.parsed(figures.begin), last = context.parsed(figures.end - 1);
    if (first >= 0) ref.first = static_cast<uint32_t>(first), ref.last = static_cast<uint32_t>(last) + 1;
    ref.type = m.type;
    ref.value = std::move(m.value);
    ref.interval = m.interval;
    ref.precision = m.precision;
    ref.anchor = m.anchor;
    ref.why = std::move(m.why);
    note_cue(context, ref);
    if ((m.type == Type::kDate || m.type == Type::kTime) && m.stretch.known()) remember(m.stretch, rule.op);
    refs_.push_back(std::move(ref));
  }

  void remember(const Stretch& s, Op op) {
    last_ = s;
    // The day of a meeting, a strike, a launch is counted from longer than others: "in the month following the meeting".
    if (event_) met_ = s, met_number_ = number_;
    last_number_ = number_;
    if (s.grain == kQuarterGrain && (op == Op::kDate || op == Op::kTheUnit)) quarter_ = s;
  }

  // "since", "until" … before the expression tell which side of it is meant.
  void note_cue(const Context& c, TimeRef& ref) const {
    const uint32_t the = c.begin > 1 && c.is(c.begin - 1, "the") ? 1 : 0;  // "before the 70th anniversary"
    for (std::string_view cue : {"since", "until", "till", "by", "before", "after", "from", "following"})
      if (c.begin > the && c.is(c.begin - 1 - the, cue)) ref.why.emplace_back(cue);
  }

  // Read on the story's day; where that is known only as an interval, on both of its ends.
  Meaning grounded(Op op, const Bound& figures, Ground ground) const {
    const Interval story = story_ < dates_.size() ? dates_[story_].interval : Interval{};
    if (!story.earliest || !story.latest) {
      ground.now = std::nullopt;
      return mean(op, figures, ground);
    }
    ground.now = story.latest;
    Meaning late = mean(op, figures, ground);
    if (story.is_day()) return late;
    ground.now = story.earliest;
    const Meaning early = mean(op, figures, ground);
    if (early.value == late.value) return late;
    if (*story.latest - *story.earliest > kDayApart) {
      ground.now = std::nullopt;
      late.value = mean(op, figures, ground).value;
      late.stretch = {};
    }
    late.interval.earliest = early.interval.earliest;
    late.precision = Precision::kRange;
    late.why.emplace_back("story-interval");
    return late;
  }

  struct Step {
    int8_t field;
    int32_t value;
    uint32_t token;
  };
  const Rules::Impl& rules_;
  const lang::Parse& parse_;
  const std::vector<StoryDate>& dates_;
  std::optional<Direction> forced_;
  std::vector<TimeToken> tokens_;
  std::vector<Step> trail_;
  std::vector<bool> tried_;
  std::vector<TimeRef> refs_;
  std::vector<Told> happenings_;
  Stretch last_{}, quarter_{}, met_{};
  uint32_t story_ = 0, number_ = 0, last_number_ = 0, met_number_ = 0;
  bool event_ = false;  // the sentence tells of a meeting, a strike …
};

// The date lines of a page stand in no sentence: "December 10, 2013" below a headline, "Seoul, May 28".
void add_date_lines(const lang::Parse& parse, Finder& finder) {
  if (parse.page == nullptr) return;
  for (uint32_t i = 0; i < parse.page->stories.size(); ++i)
    for (const page::StatedDate& d : parse.page->stories[i].dates) {
      const bool told = std::any_of(parse.sentences.begin(), parse.sentences.end(), [&](const lang::Sentence& s) { return s.span.overlaps(d.evidence); });
      if (!d.evidence.empty() && !told) finder.sentence(d.evidence, i);
    }
}

// Ends of paragraphs: a line without words. Sentences of bare text are not parted further; no pattern runs over a full
// stop.
std::vector<Span> paragraphs(std::string_view text) {
  std::vector<Span> out;
  uint32_t begin = 0;
  for (uint32_t at = 0; at < text.size();) {
    const size_t line = std::min(text.find('\n', at), text.size());
    const bool blank = text.substr(at, line - at).find_first_not_of(" \t\r") == std::string_view::npos;
    if (blank && at > begin) out.push_back({begin, at});
    at = static_cast<uint32_t>(std::min(line + 1, text.size()));
    if (blank) begin = at;
  }
  if (begin < text.size()) out.push_back({begin, static_cast<uint32_t>(text.size())});
  return out;
}

bool ends_in_half_day(std::string_view sentence) { return sentence.ends_with(" a.m.") || sentence.ends_with(" p.m."); }

}  // namespace

Times find_times(const Rules::Impl& rules, const lang::Parse& parse, const std::vector<StoryDate>& dates,
                 std::optional<Direction> forced) {
  Times out;
  out.stories = dates;
  Finder finder(rules, parse, dates, forced);
  if (!parse.sentences.empty()) {
    for (size_t i = 0; i < parse.sentences.size(); ++i) {
      const lang::Sentence& s = parse.sentences[i];
      Span span = s.span;
      // "until 9 a.m. Tuesday": the splitter took the dot for an end.
      for (; i + 1 < parse.sentences.size() && ends_in_half_day(span.of(parse.text)) && parse.sentences[i + 1].block == s.block; ++i)
        span.end = parse.sentences[i + 1].span.end;
      finder.sentence(span, s.story);
    }
    add_date_lines(parse, finder);
  } else {
    for (Span p : paragraphs(parse.text)) finder.sentence(p, 0);
  }
  out.refs = finder.take();
  out.happenings = finder.take_happenings();
  std::stable_sort(out.refs.begin(), out.refs.end(), [](const TimeRef& a, const TimeRef& b) { return a.span.begin < b.span.begin; });
  const auto overlap = [](const TimeRef& a, const TimeRef& b) { return a.span.overlaps(b.span); };
  out.refs.erase(std::unique(out.refs.begin(), out.refs.end(), overlap), out.refs.end());
  return out;
}

Times resolve(const Rules& rules, const lang::Parse& parse, std::optional<Day> published_hint) {
  return find_times(rules.impl(), parse, story_dates(rules.impl(), parse, published_hint), std::nullopt);
}

Times resolve_text(const Rules& rules, std::string_view text, std::optional<Day> published) {
  lang::Parse parse;
  parse.text = text;
  return resolve(rules, parse, published);
}

size_t example_count(const Rules& rules) {
  return rules.impl().examples.size();
}

std::vector<std::string> failed_examples(const Rules& rules) {
  std::vector<std::string> out;
  for (const Example& e : rules.impl().examples) {
    lang::Parse parse;
    parse.text = e.text;
    std::vector<StoryDate> dates(1);
    if (e.story) dates[0].interval = one_day(*e.story);
    const Times times = find_times(rules.impl(), parse, dates,
                                   e.direction == Direction::kUnknown ? std::nullopt : std::optional(e.direction));
    std::string got;
    bool right = e.value.empty() && times.refs.empty();
    for (const TimeRef& r : times.refs) {
      got += " [" + std::string(r.span.of(e.text)) + "] " + r.value;
      right |= r.span == e.extent && r.value == e.value;
    }
    if (!right)
      out.push_back("en.rules:" + std::to_string(e.line) + ": \"" + e.text + "\" should give " +
                    (e.value.empty() ? "nothing" : e.value) + ", gave" + got);
  }
  return out;
}

}  // namespace annalist::when
