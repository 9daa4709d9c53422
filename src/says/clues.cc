#include "says/clues.h"

#include <algorithm>
#include <cstdlib>

#include "base/utf8.h"

namespace annalist::says {
namespace {

using lang::relation;
using lang::Token;
using lang::Upos;

constexpr uint32_t kAround = 4;      // sentences on either side that make the setting of one
constexpr float kThick = 0.1F;       // a country in ten words is as thick as news gets
constexpr float kThickUnreal = 0.03F;
constexpr float kFar = 20;           // tokens
constexpr float kLong = 60;          // tokens

void add(std::vector<Clue>& out, std::string name, float value = 1) {
  if (value != 0) out.push_back({std::move(name), std::min(value, 1.0F), 0});
}
std::string joined(const std::string& which, const char* what) {
  std::string out = which;
  return out.append(".").append(what);
}
std::string valued(const char* what, std::string_view value) {
  std::string out = what;
  return out.append("=").append(value);
}

bool actor_like(const who::Mention& m) {
  return m.kind == who::Kind::kPerson || m.kind == who::Kind::kOrganization || m.kind == who::Kind::kCountry || m.kind == who::Kind::kGroup;
}

bool is_plain(const lang::Tree& tree, uint32_t head) {
  return tree.child(head, "det") < 0 && tree.child(head, "nummod") < 0 && tree.child(head, "nmod:poss") < 0;
}

}  // namespace

Setting::Setting(const Voices& voices, const lang::Tree& tree, const who::Cast& cast, const what::Frames& frames, const std::vector<Attribution>& attributions)
    : voices_(voices), tree_(tree), parse_(tree.parse()), cast_(cast), attributions_(attributions) {
  const size_t n = parse_.sentences.size();
  words_.resize(n);
  for (const what::Frame& f : frames.frames) ++words_[f.sentence].told;
  for (const who::Mention& m : cast.mentions)
    if (!m.country.empty() && m.head < parse_.sentence_of.size()) ++words_[parse_.sentence_of[m.head]].countries;
  for (const Attribution& a : attributions)
    for (Span cue : a.cue) {
      const auto at = std::upper_bound(parse_.sentences.begin(), parse_.sentences.end(), cue.begin, [](uint32_t b, const lang::Sentence& s) { return b < s.span.begin; });
      if (at != parse_.sentences.begin()) ++words_[static_cast<size_t>(at - parse_.sentences.begin()) - 1].cues;
    }
  std::vector<uint32_t> unreal(n);
  for (uint32_t s = 0; s < n; ++s) {
    Words& w = words_[s];
    for (uint32_t t = parse_.sentences[s].first; t < parse_.sentences[s].last; ++t) {
      const Token& token = parse_.tokens[t];
      w.person_speaks = w.person_speaks || voices.is("talk", token.lemma);
      w.would = w.would || token.xpos == "MD";
      w.condition = w.condition || token.lemma == "if" || token.lemma == "unless" || token.lemma == "whether";
      w.negator = w.negator || voices.hedge(token.lemma, HedgeClass::kNegator) != nullptr;
      w.question = w.question || parse_.form(t) == "?";
      w.mishap = w.mishap || voices.is("mishap", token.lemma);
      if (voices.is("unreal", token.lemma)) ++unreal[s];
    }
  }
  world_.resize(n);
  unreal_.resize(n);
  for (uint32_t s = 0; s < n; ++s) {
    float tokens = 0, countries = 0, played = 0;
    for (uint32_t i = s - std::min(s, kAround); i < std::min<size_t>(n, s + kAround + 1); ++i) {
      if (parse_.sentences[i].story != parse_.sentences[s].story) continue;
      tokens += static_cast<float>(parse_.sentences[i].last - parse_.sentences[i].first);
      countries += static_cast<float>(words_[i].countries);
      played += static_cast<float>(unreal[i]);
    }
    world_[s] = std::min(1.0F, countries / std::max(1.0F, tokens * kThick));
    unreal_[s] = std::min(1.0F, played / std::max(1.0F, tokens * kThickUnreal));
  }
}

std::vector<Clue> Setting::clues(const what::Frame& frame, const Claim& claim) const {
  std::vector<Clue> out;
  out.reserve(64);
  add_frame(frame, out);
  add_tree(frame.trigger, out);
  add_side("actor", frame.actors, claim.actors, frame.trigger, out);
  add_side("recipient", frame.recipients, claim.recipients, frame.trigger, out);
  add_unread(frame, claim, out);
  add_voice(claim, out);
  add_sentence(frame, claim, out);
  return out;
}

void Setting::add_frame(const what::Frame& f, std::vector<Clue>& out) const {
  add(out, valued("type", f.type));
  const size_t from = f.rule.find('/'), to = f.rule.rfind('.');
  if (from != std::string::npos && to > from) add(out, valued("sense", std::string_view(f.rule).substr(from + 1, to - from - 1)));
  if (from != std::string::npos) add(out, valued("word", std::string_view(f.rule).substr(from + 1)));
  add(out, "nominal", f.nominal);
  add(out, "lent", f.lent);
  add(out, "headline", f.headline);
  add(out, "background", f.background);
  add(out, "either-way", f.reciprocal);
  add(out, "dated", !f.times.empty());
  add(out, "placed", !f.places.empty());
  add(out, "figures", !f.quantities.empty());
}

void Setting::add_tree(uint32_t trigger, std::vector<Clue>& out) const {
  constexpr int kDeepest = 8;
  const Token& t = parse_.tokens[trigger];
  add(out, valued("tag", t.xpos));
  add(out, valued("arc", t.deprel));
  add(out, "passive", tree_.child(trigger, "nsubj:pass") >= 0 || tree_.child(trigger, "aux:pass") >= 0);
  add(out, "particle", tree_.child(trigger, "compound:prt") >= 0);
  add(out, "content", tree_.child(trigger, "ccomp") >= 0 || tree_.child(trigger, "xcomp") >= 0);
  if (const int32_t mark = tree_.child(trigger, "mark"); mark >= 0) add(out, valued("mark", parse_.tokens[static_cast<size_t>(mark)].lemma));
  int depth = 0, clauses = 0;
  for (int32_t up = t.head; up >= 0 && depth < kDeepest; up = parse_.tokens[static_cast<size_t>(up)].head, ++depth)
    clauses += parse_.tokens[static_cast<size_t>(up)].upos == Upos::VERB;
  add(out, "depth", static_cast<float>(depth) / kDeepest);
  add(out, "clauses-above", static_cast<float>(clauses) / 4);
}

// What kind of words name the side.
void Setting::add_form(const std::string& which, const what::Filler& filler, std::vector<Clue>& out) const {
  if (filler.mention < 0) {
    add(out, joined(which, "nobody-known"));
    return;
  }
  const who::Mention& m = cast_.mentions[static_cast<size_t>(filler.mention)];
  add(out, valued(joined(which, "form").c_str(), who::form_name(m.form)));
  add(out, valued(joined(which, "kind").c_str(), who::kind_name(m.kind)));
  add(out, joined(which, "in-base"), m.entity.rfind("p:", 0) != 0);
  add(out, joined(which, "office"), !m.sectors.empty());
  add(out, joined(which, "ambiguous"), !m.ambiguous.empty());
  add(out, joined(which, "metonym"), m.metonym);
  add(out, joined(which, "group"), !m.members.empty());
  add(out, joined(which, "linked"), m.confidence);
}

// How the side hangs on the trigger.
void Setting::add_binding(const std::string& which, const what::Filler& filler, uint32_t trigger, std::vector<Clue>& out) const {
  add(out, joined(which, "inferred"), filler.inferred);
  if (filler.inferred || filler.span.empty() || filler.head >= parse_.tokens.size()) return;
  const Token& t = parse_.tokens[filler.head];
  const bool direct = t.head == static_cast<int32_t>(trigger);
  add(out, joined(which, direct ? "bound" : "loose"));
  if (direct) add(out, valued(joined(which, "arc").c_str(), t.deprel));
  const uint32_t first = std::min(filler.head, trigger), last = std::max(filler.head, trigger);
  add(out, joined(which, "far"), static_cast<float>(last - first) / kFar);
  int verbs = 0;
  for (uint32_t i = first + 1; i < last; ++i) verbs += parse_.tokens[i].upos == Upos::VERB;
  add(out, joined(which, "over-verbs"), static_cast<float>(verbs) / 3);
  if (t.upos == Upos::NOUN) {
    const bool plural = t.xpos == "NNS";
    add(out, joined(which, "plain-plural"), plural && is_plain(tree_, filler.head));
    const int32_t det = tree_.child(filler.head, "det");
    add(out, joined(which, "indefinite"), det >= 0 && (parse_.tokens[static_cast<size_t>(det)].lemma == "a" || parse_.tokens[static_cast<size_t>(det)].lemma == "an"));
  }
  const int32_t last_token = static_cast<int32_t>(parse_.tokens.size()) - 1;
  const bool goes_on = static_cast<int32_t>(filler.head) < last_token && tree_.child(filler.head, "conj") >= 0;
  add(out, joined(which, "conjoined"), goes_on);
}

void Setting::add_side(const char* which, const std::vector<what::Filler>& fillers, const std::vector<Side>& sides, uint32_t trigger, std::vector<Clue>& out) const {
  const std::string side = which;
  if (sides.empty()) return add(out, joined(side, "none"));
  if (fillers.empty()) add(out, joined(side, "supplied"));
  else {
    add_form(side, fillers.front(), out);
    add_binding(side, fillers.front(), trigger, out);
  }
  add(out, joined(side, "several"), sides.size() > 1);
  add(out, joined(side, "state"), std::any_of(sides.begin(), sides.end(), [](const Side& s) { return !s.country.empty(); }));
  add(out, joined(side, "role"), std::any_of(sides.begin(), sides.end(), [](const Side& s) { return !s.role.empty(); }));
}

// Who is named in the sentence and stands nowhere, where a side is missing.
void Setting::add_unread(const what::Frame& f, const Claim& claim, std::vector<Clue>& out) const {
  const lang::Sentence& s = parse_.sentences[f.sentence];
  int spare = 0, near = 0;
  const auto by = std::lower_bound(cast_.mentions.begin(), cast_.mentions.end(), s.span.begin, [](const who::Mention& m, uint32_t at) { return m.span.begin < at; });
  for (auto m = by; m != cast_.mentions.end() && m->span.begin < s.span.end; ++m) {
    if (!actor_like(*m) || cast_.at(m->head) != static_cast<int32_t>(m - cast_.mentions.begin())) continue;
    const auto stands = [&](const std::vector<Side>& sides) { return std::any_of(sides.begin(), sides.end(), [&](const Side& x) { return x.span.overlaps(m->span) || x.entity == m->entity; }); };
    if (stands(claim.actors) || stands(claim.recipients) || stands(claim.third_parties)) continue;
    const bool speaks = std::any_of(claim.attribution.begin(), claim.attribution.end(), [&](uint32_t a) { return attributions_[a].source.overlaps(m->span); });
    if (speaks) continue;
    ++spare;
    near += tree_.under(m->head, f.trigger);
  }
  add(out, "others", static_cast<float>(spare) / 4);
  add(out, "others-under", static_cast<float>(near) / 2);
  const char* missing = claim.actors.empty() ? "actor" : claim.recipients.empty() ? "recipient" : nullptr;
  if (missing == nullptr) return;
  add(out, joined(missing, "missing-others"), static_cast<float>(spare) / 2);
  add(out, joined(missing, "missing-under"), near > 0);
  add(out, joined(missing, "missing-object"), tree_.child(f.trigger, "obj") >= 0);
  for (uint32_t c : tree_.children(f.trigger)) {
    const int32_t preposition = tree_.child(c, "case");
    if (preposition >= 0 && parse_.tokens[static_cast<size_t>(preposition)].lemma == "by") add(out, joined(missing, "missing-by"));
  }
}

void Setting::add_voice(const Claim& claim, std::vector<Clue>& out) const {
  const Words& w = words_[claim.sentence];
  add(out, valued("voice", modality_name(claim.modality)));
  add(out, "negated", claim.polarity == '-');
  add(out, valued("tense", what::tense_name(claim.tense)));
  add(out, valued("certainty", claim.certainty));
  add(out, "holders", static_cast<float>(claim.attribution.size()) / 2);
  add(out, "cue-not-taken", claim.attribution.empty() && w.cues > 0);
  for (uint32_t a : claim.attribution) {
    add(out, valued("told", attributions_[a].kind));
    add(out, "holder-unknown", attributions_[a].holder_entity.empty());
    break;
  }
  const bool plain = claim.modality >= Modality::kReported;
  add(out, "plain-with-modal", plain && w.would);
  add(out, "plain-with-if", plain && w.condition);
  add(out, "plain-with-not", plain && claim.polarity == '+' && w.negator);
  add(out, "plain-with-question", plain && w.question);
  const bool figures_only = claim.suspect.size() == 1 && claim.suspect[0] == "quantities";
  add(out, "suspect", !claim.suspect.empty() && !figures_only);
}

void Setting::add_sentence(const what::Frame& f, const Claim& claim, std::vector<Clue>& out) const {
  const Words& w = words_[f.sentence];
  const lang::Sentence& s = parse_.sentences[f.sentence];
  const float length = static_cast<float>(s.last - s.first);
  add(out, "long", length / kLong);
  add(out, "crowded", static_cast<float>(w.told - 1) / 4);
  add(out, "talk", w.person_speaks);
  add(out, "mishap", w.mishap);
  add(out, "unreal", unreal_[f.sentence]);
  add(out, "world", world_[f.sentence]);
  const auto state = [](const std::vector<Side>& sides) {
    for (const Side& x : sides)
      if (!x.country.empty()) return std::string_view(x.country);
    return std::string_view();
  };
  const std::string_view a = state(claim.actors), r = state(claim.recipients);
  add(out, "two-states", !a.empty() && !r.empty() && a != r);
  add(out, "one-state", !a.empty() && a == r);
  add(out, "no-state", a.empty() && r.empty());
  add(out, "no-state-abroad", a.empty() && r.empty() ? world_[f.sentence] : 0);
}

}  // namespace annalist::says
