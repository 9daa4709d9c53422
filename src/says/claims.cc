#include "says/claims.h"

#include <algorithm>
#include <cmath>

#include "base/hash.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "says/attribute.h"
#include "says/clues.h"
#include "says/dating.h"
#include "says/nested.h"
#include "says/quotes.h"
#include "says/retell.h"
#include "says/settle.h"
#include "says/sides.h"
#include "says/spans.h"
#include "says/veracity.h"

namespace annalist::says {
namespace {

constexpr uint32_t kLeadSentences = 3;      // the headline is counted besides
constexpr float kSpeakerFactor = 0.9F;        // "we" may also mean his country or house
constexpr float kUnknownSide = 0.4F;        // confidence of a side that no mention backs
constexpr uint32_t kPassageSentences = 2;   // a day told carries on for that many sentences

// Everything claim() was given, with what is computed once.
struct Context {
  const Voices& voices;
  const std::string& document_key;
  uint32_t revision;
  const lang::Parse& parse;
  const who::Cast& cast;
  const when::Times& times;
  const where::Places& places;
  const doubt::Doubts& doubts;
  const what::Frames& frames;
  lang::Tree tree;
  std::vector<Quote> quotes;
  Attributed attributed;
  std::vector<uint32_t> first_sentence;     // by story: its first sentence of running text
  std::vector<std::pair<Span, uint32_t>> contents;  // content spans with their attribution, ascending
};

bool touches(const doubt::Doubts& doubts, Span span) {
  // Garbles ascend by begin and are short: those that begin shortly before the span are looked at too.
  constexpr int kBack = 6;
  auto it = std::lower_bound(doubts.garbles.begin(), doubts.garbles.end(), span.end, [](const doubt::Garble& g, uint32_t at) { return g.span.begin < at; });
  for (int i = 0; i < kBack && it != doubts.garbles.begin(); ++i)
    if ((--it)->span.overlaps(span) && it->kind != "quote-mark") return true;
  return false;
}
bool touches(const doubt::Doubts& doubts, const std::vector<Span>& spans) {
  return std::any_of(spans.begin(), spans.end(), [&](Span s) { return touches(doubts, s); });
}

// ---- sides

// Attributions whose content holds the words and whose cue is not among them, innermost first.
std::vector<uint32_t> voices_over(const Context& c, Span words) {
  constexpr size_t kBack = 64;  // contents that begin before the words; turns and quotes are long but few
  std::vector<uint32_t> out;
  auto it = std::upper_bound(c.contents.begin(), c.contents.end(), words.begin, [](uint32_t at, const auto& x) { return at < x.first.begin; });
  for (size_t i = 0; i < kBack && it != c.contents.begin(); ++i) {
    --it;
    if (!it->first.contains(words)) continue;
    const Attribution& a = c.attributed.attributions[it->second];
    if (any_overlap(a.cue, words) || std::find(out.begin(), out.end(), it->second) != out.end()) continue;
    out.push_back(it->second);
  }
  std::stable_sort(out.begin(), out.end(), [&](uint32_t a, uint32_t b) {
    return total_size(c.attributed.attributions[a].content) < total_size(c.attributed.attributions[b].content);
  });
  return out;
}

// "I", "we" in somebody's words mean the one who speaks.
const who::Mention* speaker_for(const Context& c, Span words) {
  if (words.size() > 3 || !c.voices.is("first-person", utf8::lower(words.of(c.parse.text)))) return nullptr;
  for (uint32_t a : voices_over(c, words)) {
    const std::string& kind = c.attributed.attributions[a].kind;
    const int32_t holder = c.attributed.mention[a];
    if (holder >= 0 && (kind == "direct" || kind == "mixed" || kind == "label")) return &c.cast.mentions[static_cast<size_t>(holder)];
  }
  return nullptr;
}

bool is_time(const when::Times& times, Span span) {
  const auto it = std::lower_bound(times.refs.begin(), times.refs.end(), span.begin, [](const when::TimeRef& r, uint32_t at) { return r.span.end <= at; });
  return it != times.refs.end() && it->span.overlaps(span);
}

const page::Outlet* outlet_of(const Context& c, uint32_t story) {
  return c.parse.page != nullptr && story < c.parse.page->stories.size() ? &c.parse.page->stories[story].outlet : nullptr;
}

// A ministry or spokesman without a state of its own in an organ of a state, or of that state: its "we" is the state's.
bool speaks_at_home(const Context& c, uint32_t story, const who::Mention& speaker) {
  const page::Outlet* outlet = outlet_of(c, story);
  if (outlet == nullptr || !outlet->state) return false;
  return speaker.country.empty() || (speaker.country == outlet->country && speaker.kind == who::Kind::kOrganization);
}

// "threatened us", "our army sent": in nobody's quoted words they are those of the outlet's state.
Side own_state(const Context& c, const Claim& claim, Span words, bool acts) {
  const page::Outlet* outlet = outlet_of(c, claim.story);
  if (outlet == nullptr || !own_people(c.voices, words.of(c.parse.text))) return {};
  if (!outlet->state && (acts || claim.goldstein > 0)) return {};  // "told us" is the newsroom
  const std::vector<uint32_t> over = voices_over(c, words);
  if (over.empty() && std::any_of(c.quotes.begin(), c.quotes.end(), [&](const Quote& q) { return q.span.contains(words); })) return {};
  for (uint32_t a : over)
    if (c.attributed.mention[a] >= 0) {
      const who::Mention& by = c.cast.mentions[static_cast<size_t>(c.attributed.mention[a])];
      if (!by.country.empty() && by.country != outlet->country) return {};
    }
  return outlet_state(c.voices, *outlet, words, acts);
}

// Whose demand or threat it is that somebody must stop or will pay: the one whose words tell it, else the state of an organ that
// says so in its own.
bool add_voice(const Context& c, const Claim& claim, std::vector<Side>& sides) {
  const std::vector<uint32_t> over = voices_over(c, claim.trigger);
  if (!over.empty()) {
    const int32_t by = c.attributed.mention[over[0]];
    if (by < 0) return false;
    const who::Mention& speaker = c.cast.mentions[static_cast<size_t>(by)];
    Side s = side_of(speaker, c.attributed.attributions[over[0]].source);
    if (speaks_at_home(c, claim.story, speaker)) {
      s.country = outlet_of(c, claim.story)->country;
      to_state(c.voices, s);
    }
    s.why = "speaker";
    s.confidence *= kSpeakerFactor;
    add_side(sides, std::move(s));
    return true;
  }
  const page::Outlet* outlet = outlet_of(c, claim.story);
  const bool quoted = std::any_of(c.quotes.begin(), c.quotes.end(), [&](const Quote& q) { return q.span.contains(claim.trigger); });
  if (outlet == nullptr || quoted) return false;
  Side s = outlet_state(c.voices, *outlet, outlet->evidence, true);
  if (s.name.empty()) return false;
  s.inferred = s.span.empty();
  if (s.inferred) s.why.insert(0, "inferred: ");
  add_side(sides, std::move(s));
  return true;
}

// A group stands for its members; a thing cannot act. False when it is a pronoun of whom the text does not tell.
bool add_filler(const Context& c, const what::Filler& f, const Claim& claim, const std::string& part, std::vector<Side>& sides) {
  const bool thing_allowed = &sides == &claim.third_parties;
  const auto marked = [&](Side s) {
    s.part = part;
    s.inferred = f.inferred;
    if (f.inferred) {
      s.why = f.why.rfind("inferred", 0) == 0 ? f.why : "inferred: " + f.why;
      if (f.span.empty()) s.span = {};
    }
    return s;
  };
  if (f.why == what::kVoiceFiller) return add_voice(c, claim, sides);
  const Span own = f.mention >= 0 && f.span.empty() ? c.cast.mentions[static_cast<size_t>(f.mention)].span : f.span;
  if (const who::Mention* speaker = speaker_for(c, own)) {
    Side s = marked(side_of(*speaker, own));
    const bool plural = c.voices.is("first-person-plural", utf8::lower(own.of(c.parse.text)));
    if (plural && speaks_at_home(c, claim.story, *speaker)) s.country = outlet_of(c, claim.story)->country;
    if (plural && (speaks_for_state(*speaker) || speaks_at_home(c, claim.story, *speaker))) to_state(c.voices, s);
    if (s.why.empty()) s.why = "speaker";
    s.confidence *= kSpeakerFactor;
    add_side(sides, std::move(s));
    return true;
  }
  if (Side s = own_state(c, claim, own, &sides == &claim.actors); !s.name.empty()) {
    add_side(sides, marked(std::move(s)));
    return true;
  }
  if (f.mention < 0) {
    if (f.span.empty() || is_time(c.times, f.span)) return true;
    if (is_pronoun(c.voices, f.span.of(c.parse.text))) return false;
    Side s;
    s.span = f.span;
    s.name = std::string(f.span.of(c.parse.text));
    s.kind = "other";
    s.confidence = kUnknownSide;
    add_side(sides, marked(std::move(s)));
    return true;
  }
  const who::Mention& m = c.cast.mentions[static_cast<size_t>(f.mention)];
  const bool thing = m.kind == who::Kind::kWeapon || m.kind == who::Kind::kWork || m.kind == who::Kind::kEvent;
  if (thing && !thing_allowed) return true;
  if (is_pronoun(c.voices, m.name)) return false;
  const Span words = f.span.empty() && !f.inferred ? m.span : f.span;
  if (m.members.empty()) add_side(sides, marked(side_of(m, words)));
  for (uint32_t i : m.members) {
    Side s = marked(side_of(c.cast.mentions[i], words));
    if (s.why.empty()) s.why = "member of a group";
    add_side(sides, std::move(s));
  }
  return true;
}

// Sides that a user's dictionary coded stand as it found them: the code is the actor, not the words.
void fill_coded(const Context& c, const std::vector<what::Filler>& fillers, std::vector<Side>& sides) {
  for (const what::Filler& f : fillers) {
    Side s;
    if (f.mention >= 0) s = side_of(c.cast.mentions[static_cast<size_t>(f.mention)], f.span);
    s.span = f.span;
    if (f.mention < 0) {
      s.name = std::string(f.span.of(c.parse.text));
      s.kind = "other";
      s.confidence = kUnknownSide;
    }
    s.code = f.code;
    sides.push_back(std::move(s));
  }
}

// False when nobody known is left who could have done it.
bool fill_sides(const Context& c, const what::Frame& f, Claim& claim) {
  if (f.by_dictionary) {
    fill_coded(c, f.actors, claim.actors);
    fill_coded(c, f.recipients, claim.recipients);
    return true;
  }
  bool actors_known = true;
  for (const what::Filler& x : f.actors) actors_known = add_filler(c, x, claim, "", claim.actors) && actors_known;
  for (const what::Filler& x : f.recipients) (void)add_filler(c, x, claim, "", claim.recipients);
  for (const what::ThirdParty& x : f.third_parties) (void)add_filler(c, x.filler, claim, x.part, claim.third_parties);
  const bool had_recipients = !claim.recipients.empty();
  const bool visit = std::find(claim.mode.begin(), claim.mode.end(), "visit") != claim.mode.end();
  if (visit) hosts_for_places(c.voices, claim);
  for (Side& s : claim.actors)  // "was invited to Moscow"
    if (s.kind == "place" && !visit) to_state(c.voices, s);
  // Nobody acts upon himself; of a pair told twice the actor stays.
  std::erase_if(claim.recipients, [&](const Side& r) {
    return std::any_of(claim.actors.begin(), claim.actors.end(), [&](const Side& a) { return a.entity == r.entity && a.name == r.name; });
  });
  if (claim.actors.empty() && (!actors_known || claim.recipients.empty())) return false;
  // Whom it praises, blames or works with is all such an act tells; a pronoun that nothing names leaves nothing.
  if (claim.recipients.empty() && !f.recipients.empty() && (claim.type == "ACCUSE" || claim.type == "SUPPORT" || claim.type == "COOPERATE" || claim.type == "STATE")) return false;
  if (home_affair(claim, outlet_of(c, claim.story), c.parse.sentences[claim.sentence].span.begin)) return false;
  return !visit || !had_recipients || !claim.recipients.empty();  // a journey at home is no visit
}

// ---- voice

bool is_verb(const lang::Token& t) { return t.upos == lang::Upos::VERB || t.upos == lang::Upos::AUX; }
bool has_aux(const Context& c, uint32_t verb) { return c.tree.child(verb, "aux") >= 0; }

// The verb whose auxiliaries hold for the words: of a noun that of its clause, of a bare conjunct the first one's.
uint32_t governing_verb(const Context& c, uint32_t token) {
  constexpr int kClimb = 5;
  for (int i = 0; i < kClimb; ++i) {
    const lang::Token& t = c.parse.tokens[token];
    const bool conjunct = lang::relation(t.deprel) == "conj" && !has_aux(c, token) && t.xpos != "VBD";
    if (t.head < 0 || (is_verb(t) && !conjunct)) break;
    token = static_cast<uint32_t>(t.head);
  }
  return token;
}

bool perfect(const Context& c, uint32_t verb) {
  for (uint32_t t : c.tree.children(verb))
    if (lang::relation(c.parse.tokens[t].deprel) == "aux" && c.parse.tokens[t].lemma == "have") return true;
  return false;
}

// "tried to sell", "flew there to sell": an infinitive that its past verb does not put ahead of it.
bool tried(const Context& c, uint32_t token) {
  const lang::Token& t = c.parse.tokens[token];
  const std::string_view r = lang::relation(t.deprel);
  if (t.xpos != "VB" || t.head < 0 || (r != "xcomp" && r != "advcl") || has_aux(c, token)) return false;
  const auto head = static_cast<uint32_t>(t.head);
  return c.parse.tokens[head].xpos == "VBD" || perfect(c, head);
}

// "held a rally to denounce", "is stepping in to supply": the verb above tells that it was, is or was not done.
bool implied(const Context& c, uint32_t token, const Veracity& v) {
  constexpr double kTold = 2;  // of 3
  while (lang::relation(c.parse.tokens[token].deprel) == "conj" && c.parse.tokens[token].xpos == "VB" && !has_aux(c, token)) token = static_cast<uint32_t>(c.parse.tokens[token].head);
  const lang::Token& t = c.parse.tokens[token];
  const std::string_view r = lang::relation(t.deprel);
  return t.xpos == "VB" && t.head >= 0 && (r == "xcomp" || r == "advcl" || r == "acl") && !has_aux(c, token) && std::fabs(v.score) >= kTold && v.modality >= Modality::kReported;
}

// "Russia and Iran sign a pact", read as an infinitive: with a subject and without "to" it is the headline's present.
bool bare_present(const Context& c, uint32_t token) {
  const lang::Token& t = c.parse.tokens[token];
  return t.xpos == "VB" && t.head < 0 && !has_aux(c, token) && c.tree.child(token, "mark") < 0 && c.tree.child(token, "nsubj") >= 0;
}

// "Thanked the North for its dispatch": told as somebody's word by the verb alone. Who praises or blames it holds it; where
// nobody is to be found it is the narrator's after all, presupposed rather than told.
void vouch(const Context& c, uint32_t trigger, const Veracity& v, Claim& claim) {
  if (claim.modality != Modality::kReported || !claim.attribution.empty()) return;
  const bool alleged = std::any_of(v.evidence.begin(), v.evidence.end(), [&](Span s) {  // "the alleged attack": by nobody named
    const Hedge* h = c.voices.hedge(utf8::lower(s.of(c.parse.text)), HedgeClass::kModifier);
    return h != nullptr && h->modality == Modality::kReported;
  });
  if (alleged) return;
  for (uint32_t a : voices_over(c, c.parse.tokens[trigger].span)) {
    if (c.attributed.attributions[a].kind == "narrator") continue;
    claim.attribution.push_back(a);
    for (Span s : c.attributed.attributions[a].cue) claim.evidence["attribution"].push_back(s);
  }
  if (!claim.attribution.empty()) return;
  claim.modality = Modality::kAsserted;
  if (claim.certainty == "CT") claim.certainty = "PR";
}

bool held_already(const Context& c, const Claim& claim, uint32_t attribution) {
  const std::string& name = c.attributed.attributions[attribution].holder_name;
  return !name.empty() && std::any_of(claim.attribution.begin(), claim.attribution.end(), [&](uint32_t a) { return c.attributed.attributions[a].holder_name == name; });
}

void fill_voice(const Context& c, const Veracities& veracities, const what::Frame& f, Claim& claim) {
  Veracity v = veracities.of(f.trigger);
  if (f.stance) v = Veracity{};  // "must", "never" are the act, not how it stands
  // Who has tried to persuade has asked.
  if (f.type == "REQUEST" && v.modality == Modality::kPossible && v.polarity == '+' && tried(c, f.trigger)) v = Veracity{};
  claim.polarity = v.polarity;
  claim.certainty = v.certainty();
  claim.modality = v.modality;
  claim.tense = f.tense;
  const bool wish = claim.modality < Modality::kReported;
  for (uint32_t a : voices_over(c, c.parse.tokens[f.trigger].span)) {
    const bool narrator = c.attributed.attributions[a].kind == "narrator";
    if (narrator) claim.modality = std::min(claim.modality, Modality::kPossible);
    else if (c.attributed.vouched[a]) claim.modality = std::min(claim.modality, Modality::kReported);
    else if (!wish) continue;  // what is praised or cited is not thereby said
    if (narrator && claim.certainty == "CT") claim.certainty = "PR";
    if (held_already(c, claim, a)) continue;  // "I believe …" in his own turn
    claim.attribution.push_back(a);
    for (Span s : c.attributed.attributions[a].cue) claim.evidence["attribution"].push_back(s);
  }
  vouch(c, f.trigger, v, claim);
  // "could have sent", "tried to send": open, but not to come. A noun tells what is to come only when something says so.
  const bool hedged = claim.modality >= Modality::kPossible;
  const bool done = !v.future && (bare_present(c, f.trigger) || perfect(c, governing_verb(c, f.trigger)) || implied(c, f.trigger, v) || (hedged && tried(c, f.trigger)));
  const bool inherited = f.nominal && !v.future && hedged && claim.modality != Modality::kPossible;
  if (done || (inherited && claim.tense == what::Tense::kFuture)) claim.tense = what::Tense::kPast;
  const bool ahead = !done && !inherited && !f.stance && (v.future || f.tense == what::Tense::kFuture);
  if (ahead && claim.modality >= Modality::kReported) claim.modality = Modality::kPlanned;
  if (ahead || (claim.modality == Modality::kPlanned && !done)) claim.tense = what::Tense::kFuture;
  if (!v.evidence.empty() && (claim.polarity == '-' || v.modality != Modality::kAsserted)) {
    claim.evidence["modality"] = v.evidence;
    normalize(claim.evidence["modality"]);
  }
}

// ---- the rest of a claim

void fill_evidence(Claim& claim) {
  const auto add = [&](const char* field, const std::vector<Side>& sides) {
    for (const Side& s : sides)
      if (!s.span.empty()) claim.evidence[field].push_back(s.span);
  };
  claim.evidence["type"] = {claim.trigger};
  add("actors", claim.actors);
  add("recipients", claim.recipients);
  add("third_parties", claim.third_parties);
  if (!claim.date.evidence.empty()) claim.evidence["date"] = claim.date.evidence;
  if (!claim.place.evidence.empty()) claim.evidence["place"] = claim.place.evidence;
}

void fill_suspect(const Context& c, Claim& claim) {
  const auto sides = [&](const std::vector<Side>& list) {
    return std::any_of(list.begin(), list.end(), [&](const Side& s) { return !s.span.empty() && touches(c.doubts, s.span); });
  };
  if (touches(c.doubts, claim.trigger)) claim.suspect.emplace_back("type");
  if (sides(claim.actors)) claim.suspect.emplace_back("actors");
  if (sides(claim.recipients)) claim.suspect.emplace_back("recipients");
  if (claim.date.suspect || touches(c.doubts, claim.date.evidence)) claim.suspect.emplace_back("date"), claim.date.suspect = true;
  if (touches(c.doubts, claim.place.evidence)) claim.suspect.emplace_back("place");
  if (std::any_of(claim.quantities.begin(), claim.quantities.end(), [&](uint32_t q) { return c.frames.quantities[q].suspect; }))
    claim.suspect.emplace_back("quantities");
}

// A direct question: it asserts nothing (conventions 13).
bool asks(const lang::Parse& parse, const what::Frame& f) {
  const lang::Sentence& s = parse.sentences[f.sentence];
  uint32_t last = s.last;
  while (last > s.first && parse.tokens[last - 1].upos == lang::Upos::PUNCT && parse.form(last - 1) != "?") --last;
  return last > s.first && parse.form(last - 1) == "?";
}

Claim base_claim(const Context& c, const what::Frame& f) {
  Claim claim;
  claim.story = c.parse.sentences[f.sentence].story;
  claim.sentence = f.sentence;
  claim.span = f.span.empty() ? c.parse.sentences[f.sentence].span : f.span;
  claim.trigger = f.trigger_span.empty() ? c.parse.tokens[f.trigger].span : f.trigger_span;
  claim.type = f.type;
  claim.mode = f.mode;
  claim.context = f.context;
  claim.cameo = f.cameo;
  claim.plover_score = f.plover_score;
  claim.goldstein = f.goldstein;
  claim.reciprocal = f.reciprocal;
  claim.quantities = f.quantities;
  claim.background = f.background;
  claim.headline = f.headline;
  claim.rule = f.rule;
  return claim;
}

// "The claim could not be independently verified": said of what the same sentence, or the one before it, tells as somebody's
// word. The writer does not vouch, so it is no more than possible.
void doubt_what_nobody_verified(const Context& c, std::vector<Claim>& claims) {
  constexpr uint32_t kBack = 2;  // sentences
  for (const Caveat& caveat : find_caveats(c.voices.telling(), c.parse)) {
    const lang::Sentence& own = c.parse.sentences[caveat.sentence];
    const bool figures = std::any_of(c.parse.tokens.begin() + own.first, c.parse.tokens.begin() + own.last, [&](const lang::Token& t) { return c.voices.is("figure-word", t.lemma); });
    for (uint32_t back = 0; back <= kBack && back <= caveat.sentence; ++back) {
      bool any = false;
      for (Claim& claim : claims) {
        const bool there = claim.sentence == caveat.sentence - back && claim.story == c.parse.sentences[caveat.sentence].story;
        if (!there || claim.trigger.overlaps(caveat.words) || claim.attribution.empty() || claim.modality < Modality::kReported || (figures && claim.quantities.empty())) continue;
        any = true;
        claim.certainty = "PS";
        claim.evidence["certainty"].push_back(caveat.words);
      }
      if (any) break;
    }
  }
}

// "I shall leave tomorrow," he said on Monday: in his own words the day counts from when he spoke.
void count_from_speech(const Context& c, const when::StoryDate* story, Claim& claim) {
  constexpr int32_t kFar = 31;  // days; further back the words are hardly about the same morrow
  if (story == nullptr || !story->interval.is_day() || claim.date.evidence.empty()) return;
  for (uint32_t a : claim.attribution) {
    const Attribution& by = c.attributed.attributions[a];
    if ((by.kind != "direct" && by.kind != "mixed") || !by.told.is_day()) continue;
    const int32_t days = *by.told.earliest - *story->interval.earliest;
    if (days == 0 || std::abs(days) > kFar) return;
    for (const when::TimeRef& r : c.times.refs) {
      const bool own = r.span == claim.date.evidence.front() && any_overlap(by.content, r.span);
      const bool relative = std::find(r.why.begin(), r.why.end(), "relative") != r.why.end();
      if (!own || !relative || r.anchor != when::Anchor::kPublication) continue;
      if (claim.date.interval.earliest) claim.date.interval.earliest = *claim.date.interval.earliest + days;
      if (claim.date.interval.latest) claim.date.interval.latest = *claim.date.interval.latest + days;
      claim.date.why = "counted from when it was said";
      claim.date.evidence.push_back(by.told_words);
    }
    return;
  }
}

Context context_of(const Voices& voices, const std::string& key, uint32_t revision, const lang::Parse& parse, const who::Cast& cast,
                   const when::Times& times, const where::Places& places, const doubt::Doubts& doubts, const what::Frames& frames) {
  Context c{voices, key, revision, parse, cast, times, places, doubts, frames, lang::Tree(parse), find_quotes(parse), {}, {}, {}};
  c.attributed = attribute(voices, c.tree, cast, c.quotes);
  add_circumstances(voices.telling(), c.tree, cast, times, c.attributed);
  for (uint32_t s = 0; s < parse.sentences.size(); ++s) {
    const lang::Sentence& sentence = parse.sentences[s];
    const bool heading = parse.page != nullptr && sentence.block < parse.page->blocks.size() && parse.page->blocks[sentence.block].kind != page::BlockKind::kParagraph;
    if (c.first_sentence.size() <= sentence.story) c.first_sentence.resize(sentence.story + 1, UINT32_MAX);
    if (!heading && c.first_sentence[sentence.story] == UINT32_MAX) c.first_sentence[sentence.story] = s;
  }
  for (uint32_t a = 0; a < c.attributed.attributions.size(); ++a)
    for (Span s : c.attributed.attributions[a].content) c.contents.emplace_back(s, a);
  std::sort(c.contents.begin(), c.contents.end());
  return c;
}

// "They are expanding their ties", "continues to invade": no news of the day, so no day on which it began.
bool goes_on(const lang::Parse& parse, const what::Frame& f) {
  const lang::Token& t = parse.tokens[f.trigger];
  return f.tense == what::Tense::kPresent && !f.headline && (t.xpos == "VBG" || t.deprel == "xcomp");
}

// "They hardened their moves to subjugate it": what was aimed at then is not still to come now.
bool past_aim(const lang::Tree& tree, const what::Frame& f, const Claim& claim) {
  const lang::Parse& parse = tree.parse();
  const lang::Token& t = parse.tokens[f.trigger];
  if ((claim.modality != Modality::kAsserted && claim.modality != Modality::kReported) || f.tense != what::Tense::kFuture || t.head < 0) return false;
  const int32_t mark = tree.child(f.trigger, "mark");
  if (mark < 0 || parse.tokens[static_cast<size_t>(mark)].xpos != "TO") return false;
  auto up = static_cast<uint32_t>(t.head);
  while (parse.tokens[up].upos != lang::Upos::VERB && parse.tokens[up].head >= 0) up = static_cast<uint32_t>(parse.tokens[up].head);
  return parse.tokens[up].xpos == "VBD";
}

}  // namespace

Claims claim(const Voices& voices, const std::string& document_key, uint32_t revision, const lang::Parse& parse, const who::Cast& cast,
             const when::Times& times, const where::Places& places, const doubt::Doubts& doubts, const what::Frames& frames, Clues* clues) {
  Context c = context_of(voices, document_key, revision, parse, cast, times, places, doubts, frames);
  const Veracities veracities(voices, c.tree);
  const Setting setting(voices, c.tree, cast, frames, c.attributed.attributions);
  if (clues) clues->assign(frames.frames.size(), {});
  Claims out;
  ClaimDate told;             // the day told last, for what the next sentences tell
  uint32_t told_sentence = 0, told_story = UINT32_MAX;
  for (const what::Frame& f : frames.frames) {
    Claim claim = base_claim(c, f);
    if (!fill_sides(c, f, claim)) continue;
    fill_voice(c, veracities, f, claim);
    if (claim.modality == Modality::kQuestioned && asks(parse, f) && !f.by_dictionary) continue;
    const uint32_t first = claim.story < c.first_sentence.size() ? c.first_sentence[claim.story] : UINT32_MAX;
    const bool lead = f.headline || (first != UINT32_MAX && f.sentence >= first && f.sentence < first + kLeadSentences);
    claim.date = own_date(f, times, parse.text);
    if (!claim.date.interval.known()) claim.date = date_of_when(c.tree, f.trigger, times);
    if (!claim.date.interval.known()) claim.date = date_of_happening(c.tree, f, times);
    const when::StoryDate* story = claim.story < times.stories.size() ? &times.stories[claim.story] : nullptr;
    count_from_speech(c, story, claim);
    end_at_story(claim, story);
    const bool own = claim.date.interval.known();
    if (!own) {
      const bool near = told_story == claim.story && f.sentence - told_sentence <= kPassageSentences;
      claim.date = inferred_date(claim, lead && !goes_on(parse, f), near ? told : ClaimDate{}, story);
      if (past_aim(c.tree, f, claim)) claim.date = {}, claim.date.why = "inferred: an aim of the past, without a time of its own";
      end_when_told(claim, c.attributed.attributions);
    } else if (!claim.background && claim.tense == what::Tense::kPast && claim.date.interval.is_day()) {
      told = claim.date;
      told_sentence = f.sentence;
      told_story = claim.story;
    }
    claim.place = place_of(f, claim, lead, parse, cast, places);
    fill_evidence(claim);
    fill_suspect(c, claim);
    claim.frame = static_cast<uint32_t>(&f - frames.frames.data());
    std::vector<Clue> seen = setting.clues(f, claim);
    const Belief belief = voices.confidence().of(seen);
    claim.confidence = belief.right;
    if (clues) (*clues)[claim.frame] = {std::move(seen), belief};
    if (belief.silent && !f.by_dictionary) continue;  // what a user's own dictionaries code is his to judge
    out.claims.push_back(std::move(claim));
  }
  doubt_what_nobody_verified(c, out.claims);
  name_the_described(out.claims);
  name_the_related(out.claims);
  move_dates(out.claims, parse);
  share_dates(out.claims);
  drop_doubles(out.claims);
  limit_sentences(out.claims);
  number(document_key, revision, out.claims);
  out.attributions = std::move(c.attributed.attributions);
  keep_outermost(out);
  return out;
}

}  // namespace annalist::says
