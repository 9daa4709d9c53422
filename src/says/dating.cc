#include "says/dating.h"

#include <algorithm>

namespace annalist::says {
namespace {

constexpr int32_t kNewsDays = 1;  // a lead tells what happened on the story's day or the day before

bool happened(const Claim& c) { return c.modality == Modality::kAsserted || c.modality == Modality::kReported; }

bool same_entities(const std::vector<Side>& a, const std::vector<Side>& b) {
  return std::any_of(a.begin(), a.end(), [&](const Side& x) {
    return std::any_of(b.begin(), b.end(), [&](const Side& y) { return x.entity == y.entity && !x.entity.empty(); });
  });
}
// Same type, voice of time and an overlap on both sides (either way round when reciprocal).
// `told_on`: the one goes on telling what the other, just before it, told as history.
bool same_act(const Claim& a, const Claim& b, bool told_on = false) {
  const bool ground = a.background == b.background || told_on;
  if (a.type != b.type || a.polarity != b.polarity || !ground || a.story != b.story || happened(a) != happened(b)) return false;
  const bool straight = same_entities(a.actors, b.actors) && (same_entities(a.recipients, b.recipients) || (a.recipients.empty() && b.recipients.empty()));
  const bool crossed = a.reciprocal && same_entities(a.actors, b.recipients) && same_entities(a.recipients, b.actors);
  return straight || crossed;
}

int fineness(const std::string& precision) {
  static constexpr const char* kOrder[] = {"continent", "sea", "country", "region", "district", "island", "city", "site"};
  for (int i = 0; i < 8; ++i)
    if (precision == kOrder[i]) return i;
  return 0;
}

bool side_at(const std::vector<Side>& sides, Span span) {
  return std::any_of(sides.begin(), sides.end(), [&](const Side& s) { return s.span.overlaps(span); });
}

// "Moscow" in "Moscow State University": a word of a longer name of something else.
bool part_of_name(const who::Cast& cast, Span span) {
  constexpr int kBack = 8;  // nested mentions follow the widest, so a few back are enough
  auto it = std::upper_bound(cast.mentions.begin(), cast.mentions.end(), span.begin, [](uint32_t at, const who::Mention& m) { return at < m.span.begin; });
  for (int i = 0; i < kBack && it != cast.mentions.begin(); ++i) {
    const who::Mention& m = *--it;
    const bool place = m.kind == who::Kind::kPlace || m.kind == who::Kind::kCountry || m.kind == who::Kind::kFacility;
    if (!place && m.form == who::Form::kName && m.span.contains(span) && m.span != span) return true;
  }
  return false;
}

ClaimPlace from_ref(const where::PlaceRef& ref) {
  ClaimPlace p;
  p.name = ref.name;
  p.country = ref.country;
  p.territory = ref.territory;
  p.lat = ref.lat;
  p.lon = ref.lon;
  p.geonames = ref.geonames;
  p.evidence = {ref.span};
  return p;
}

bool cued(const when::TimeRef& ref, std::string_view word) { return std::find(ref.why.begin(), ref.why.end(), word) != ref.why.end(); }

// "from Monday to Wednesday": the second day goes with the first.
bool runs_to(const when::TimeRef& from, const when::TimeRef& to) {
  constexpr uint32_t kJoined = 7;  // bytes of " until "
  return cued(from, "from") && to.span.begin >= from.span.end && to.span.begin - from.span.end <= kJoined && from.interval.earliest &&
         to.interval.latest && *to.interval.latest >= *from.interval.earliest;
}

// "their first summit since 2019": how long ago the last one was, no time of this one.
bool counts_back(std::string_view text, const what::Frame& frame, const when::TimeRef& ref) {
  if (!cued(ref, "since")) return false;
  if (frame.tense == what::Tense::kFuture) return true;
  const uint32_t from = std::min(frame.span.begin, ref.span.begin);
  return Span{from, ref.span.begin}.of(text).find("first ") != std::string_view::npos;
}

// "since May" leaves the end open, "before May" the beginning; "from Monday to Wednesday" spans both.
when::TimeRef bounded(const when::Times& times, uint32_t i) {
  when::TimeRef ref = times.refs[i];
  if (!ref.interval.known()) return ref;
  const bool run = i + 1 < times.refs.size() && runs_to(ref, times.refs[i + 1]);
  if (cued(ref, "since")) ref.interval.latest.reset();
  else if (cued(ref, "before") || cued(ref, "by")) ref.interval.earliest.reset();
  else if (cued(ref, "after") || cued(ref, "following")) ref.interval.earliest = ref.interval.latest, ref.interval.latest.reset();
  else if (run) ref.interval.latest = times.refs[i + 1].interval.latest, ref.span = join(ref.span, times.refs[i + 1].span);
  else return ref;
  ref.precision = Precision::kRange;
  return ref;
}

}  // namespace

ClaimDate own_date(const what::Frame& frame, const when::Times& times, std::string_view text) {
  ClaimDate date;
  uint32_t nearest = 0;
  for (uint32_t i : frame.times) {
    const bool second = i > 0 && runs_to(times.refs[i - 1], times.refs[i]) && std::find(frame.times.begin(), frame.times.end(), i - 1) != frame.times.end();
    const bool later_on = times.refs[i].value == "FUTURE_REF" && frame.tense != what::Tense::kFuture;  // "demanded … as soon as possible"
    if (second || later_on || counts_back(text, frame, times.refs[i])) continue;
    const when::TimeRef ref = bounded(times, i);
    if (ref.type == when::Type::kDuration || !ref.interval.known()) continue;
    const uint32_t away = ref.span.begin > frame.trigger_span.begin ? ref.span.begin - frame.trigger_span.begin : frame.trigger_span.begin - ref.span.begin;
    const bool narrower = date.interval.known() && date.interval.overlaps(ref.interval);
    if (!date.interval.known() || (!narrower && away < nearest)) {
      date.interval = ref.interval;
      date.precision = ref.precision;
      date.evidence = {ref.span};
      date.suspect = ref.suspect;
      nearest = away;
    } else if (narrower) {  // "on Wednesday … in June": both hold
      if (ref.interval.earliest && (!date.interval.earliest || *ref.interval.earliest > *date.interval.earliest)) date.interval.earliest = ref.interval.earliest;
      if (ref.interval.latest && (!date.interval.latest || *ref.interval.latest < *date.interval.latest)) date.interval.latest = ref.interval.latest;
      if (ref.precision < date.precision && ref.precision != Precision::kUnknown) date.precision = ref.precision;
      date.evidence.push_back(ref.span);
      date.suspect = date.suspect || ref.suspect;
    }
  }
  return date;
}

ClaimDate date_of_when(const lang::Tree& tree, uint32_t verb, const when::Times& times) {
  constexpr uint32_t kComma = 2;  // bytes of ", "
  const lang::Parse& parse = tree.parse();
  // "in 1962, when they tried to deploy missiles": the clause is that of "tried".
  while (parse.tokens[verb].deprel == "xcomp" && parse.tokens[verb].head >= 0) verb = static_cast<uint32_t>(parse.tokens[verb].head);
  const uint32_t first = tree.left(verb);
  const bool opens = first < verb && parse.tokens[first].lemma == "when";
  // The parser leaves the comma in the clause, or out of it.
  const uint32_t word = !opens && first + 1 < verb && parse.tokens[first + 1].lemma == "when" ? first + 1 : first;
  if (parse.tokens[word].lemma != "when") return {};
  const uint32_t at = parse.tokens[word].span.begin;
  const auto after = std::partition_point(times.refs.begin(), times.refs.end(), [&](const when::TimeRef& r) { return r.span.begin < at; });
  if (after == times.refs.begin()) return {};
  const when::TimeRef& ref = *(after - 1);
  if (ref.span.end > at || at - ref.span.end > kComma || ref.type == when::Type::kDuration || !ref.interval.known()) return {};
  ClaimDate date;
  date.interval = ref.interval;
  date.precision = ref.precision;
  date.evidence = {ref.span};
  date.suspect = ref.suspect;
  return date;
}

namespace {

// Which side of the happening is meant, said beside one of the words from it up to `verb`: "since", "after" …; empty when
// none is said or it does not depend on the verb.
std::string_view side_of(const lang::Tree& tree, const when::Told& happening, uint32_t verb) {
  constexpr std::string_view kSides[] = {"since", "after", "before", "following", "during", "until", "till"};
  constexpr int kHeights = 4;
  const lang::Parse& parse = tree.parse();
  uint32_t at = happening.first;
  while (at + 1 < happening.last && parse.tokens[at].head >= static_cast<int32_t>(happening.first) && parse.tokens[at].head < static_cast<int32_t>(happening.last)) ++at;
  std::string_view side;
  for (int height = 0; height <= kHeights && at != verb; ++height) {
    if (!side.empty() && parse.tokens[verb].deprel == "conj" && parse.tokens[verb].head == static_cast<int32_t>(at)) return side;  // "since …, they came closer and agreed"
    for (uint32_t child : tree.children(at)) {
      const std::string_view rel = lang::relation(parse.tokens[child].deprel);
      if (rel != "case" && rel != "mark") continue;
      const auto* const found = std::find(std::begin(kSides), std::end(kSides), parse.tokens[child].lemma);
      if (side.empty() && found != std::end(kSides)) side = *found;
      if (side.empty() && parse.tokens[child].lemma == "follow") side = "following";
    }
    if (parse.tokens[at].head < 0) return {};
    at = static_cast<uint32_t>(parse.tokens[at].head);
  }
  return at == verb ? side : std::string_view();
}

}  // namespace

ClaimDate date_of_happening(const lang::Tree& tree, const what::Frame& frame, const when::Times& times) {
  ClaimDate date;
  const lang::Parse& parse = tree.parse();
  const Span sentence = parse.sentences[frame.sentence].span;
  const auto first = std::partition_point(times.happenings.begin(), times.happenings.end(), [&](const when::Told& t) { return t.span.begin < sentence.begin; });
  for (auto t = first; t != times.happenings.end() && t->span.begin < sentence.end; ++t) {
    if (t->last <= t->first) continue;
    const bool itself = t->span.overlaps(frame.trigger_span);
    const std::string_view side = itself ? std::string_view() : side_of(tree, *t, frame.trigger);
    if (!itself && side.empty()) continue;
    date.interval = t->interval;
    date.precision = t->interval.is_day() ? Precision::kDay : Precision::kRange;
    if (itself && t->begins && !frame.background) date.interval.latest.reset(), date.precision = Precision::kRange;  // the war goes on
    if (side == "since" || side == "after" || side == "following") date.interval.earliest = t->interval.latest, date.interval.latest.reset(), date.precision = Precision::kRange;
    if (side == "before" || side == "until" || side == "till") date.interval.earliest.reset(), date.precision = Precision::kRange;
    date.evidence = {t->span};
    date.why = itself ? "inferred: the day of a known happening" : "inferred: counted from the day of a known happening";
    return date;
  }
  return date;
}

void end_when_told(Claim& claim, const std::vector<Attribution>& attributions) {
  if (claim.date.interval.known() || claim.tense != what::Tense::kPast || claim.modality != Modality::kReported) return;
  for (uint32_t a : claim.attribution) {
    const Attribution& by = attributions[a];
    if (!by.told.latest || by.told_words.empty()) continue;
    claim.date.interval.latest = by.told.latest;
    claim.date.precision = Precision::kRange;
    claim.date.evidence = {by.told_words};
    claim.date.why = "inferred: not after it was told";
    return;
  }
}

ClaimDate inferred_date(const Claim& claim, bool lead, const ClaimDate& before, const when::StoryDate* story) {
  ClaimDate date;
  if (claim.background) {
    date.why = "inferred: history told without a time of its own";
    return date;
  }
  const bool known = story != nullptr && story->interval.known();
  const bool ahead = claim.tense == what::Tense::kFuture || claim.modality == Modality::kPlanned || claim.modality == Modality::kRequested ||
                     (claim.modality == Modality::kConditional && claim.tense != what::Tense::kPast);
  date.precision = Precision::kRange;
  if (ahead) {
    if (known) date.interval.earliest = story->interval.earliest;
    date.why = "inferred: still to come at the story's date";
  } else if (before.interval.known() && claim.tense == what::Tense::kPast) {
    date.interval = before.interval;
    date.precision = before.precision;
    date.suspect = before.suspect;
    date.why = "inferred: the day told just before";
  } else if (!known) {
    date.why = "inferred: the story's date is unknown";
  } else if (lead && happened(claim)) {
    date.interval = story->interval;
    if (date.interval.earliest) date.interval.earliest = *date.interval.earliest - kNewsDays;
    date.why = "inferred: news of the story's date";
  } else {
    date.interval.latest = story->interval.latest;
    date.why = claim.tense == what::Tense::kPresent ? "inferred: going on at the story's date" : "inferred: not after the story's date";
  }
  if (!date.interval.known()) date.precision = Precision::kUnknown;
  return date;
}

void end_at_story(Claim& claim, const when::StoryDate* story) {
  std::optional<Day>& latest = claim.date.interval.latest;
  if (claim.tense == what::Tense::kFuture || claim.modality < Modality::kPossible || story == nullptr || !story->interval.latest || !claim.date.interval.known()) return;
  const Day end = *story->interval.latest;
  if ((latest && *latest <= end) || (claim.date.interval.earliest && *claim.date.interval.earliest > end)) return;
  latest = end;
}

void share_dates(std::vector<Claim>& claims) {
  constexpr uint32_t kToldOn = 2;  // sentences in which "they met in September" is gone on with
  constexpr size_t kWindow = 40;  // claims before and after; the lead is told again within a story, not across a book
  for (size_t i = 0; i < claims.size(); ++i) {
    Claim& c = claims[i];
    if (!c.date.evidence.empty() || c.background) continue;
    const size_t from = i > kWindow ? i - kWindow : 0, to = std::min(claims.size(), i + kWindow);
    for (size_t j = from; j < to; ++j) {
      const Claim& o = claims[j];
      const bool exact = o.date.precision == Precision::kDay || o.date.precision == Precision::kWeek;  // "since last year" dates no other telling
      const bool told_on = j < i && c.sentence > o.sentence && c.sentence - o.sentence <= kToldOn && c.tense == what::Tense::kPast && o.tense == what::Tense::kPast;
      const bool month = told_on && o.date.precision == Precision::kMonth;
      if (o.date.evidence.empty() || !o.date.why.empty() || (!exact && !month) || !same_act(c, o, told_on)) continue;  // copies are not copied
      c.date = o.date;
      c.date.why = "inferred: the same act is dated elsewhere in the story";
      c.evidence["date"] = o.date.evidence;
      break;
    }
  }
}

ClaimPlace place_of(const what::Frame& frame, const Claim& claim, bool lead, const lang::Parse& parse, const who::Cast& cast, const where::Places& places) {
  const where::PlaceRef* best = nullptr;
  const uint32_t story = claim.story;
  const bool visit = std::find(frame.mode.begin(), frame.mode.end(), "visit") != frame.mode.end();
  for (uint32_t i : frame.places) {
    const where::PlaceRef& ref = places.refs[i];
    const bool acts = side_at(claim.actors, ref.span), host = side_at(claim.recipients, ref.span);
    if (acts || (host && !visit) || part_of_name(cast, ref.span)) continue;
    if (best == nullptr || fineness(ref.precision) > fineness(best->precision)) best = &ref;
  }
  if (best != nullptr) return from_ref(*best);
  if (!lead || frame.background || frame.tense != what::Tense::kPast || parse.page == nullptr || story >= parse.page->stories.size()) return {};
  const Span dateline = parse.page->stories[story].dateline_place;
  if (dateline.empty()) return {};
  auto it = std::lower_bound(places.refs.begin(), places.refs.end(), dateline.begin, [](const where::PlaceRef& r, uint32_t at) { return r.span.end <= at; });
  if (it == places.refs.end() || !it->span.overlaps(dateline)) return {};
  ClaimPlace p = from_ref(*it);
  p.why = "inferred: dateline";
  return p;
}

}  // namespace annalist::says
