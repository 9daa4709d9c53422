#include "says/veracity.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/utf8.h"

namespace annalist::says {
namespace {

// Defaults for predicates without a signature, by complement; set by hand.
constexpr double kUnknownThat = 2.0;      // "X frets that it rained"
constexpr double kUnknownInfinitive = 1.5;
constexpr double kPurpose = 1.9;          // "flew there to sign"
constexpr double kNothing = -2.4;         // "tried to land but were stopped"
constexpr double kNounInfinitive = 0.8;   // "a chance to sign"
constexpr double kRelative = 2.9;         // "soldiers who fought"
constexpr double kDone = 2.8;             // "the captured town"
constexpr double kDefinite = 2.2;         // "asked them to join the hunt": there is one
constexpr double kPresupposed = 2.6;      // a noun telling an act under a negated or unrelated verb
constexpr double kConditioned = 0.35;     // the main clause of an "if"
constexpr double kAwaited = 2.0;           // "until he is freed": held to come
constexpr double kQuestion = 0.2;
constexpr double kFutureInPast = 0.8;     // "said it would"
constexpr double kNoArgument = -0.3;      // "made no remark": weaker than a negated verb
constexpr double kPlannedHeadline = 0.6;  // "Leaders to meet"
constexpr double kTurned = -0.35;         // scores below this read as negated

uint32_t bit(Modality m) { return 1U << static_cast<uint32_t>(m); }
bool has(uint32_t flags, Modality m) { return (flags & bit(m)) != 0; }

}  // namespace

struct Veracities::Reading {
  double score = 3;
  uint32_t flags = 0;   // a bit per Modality
  bool future = false;
  std::vector<Span> evidence;

  void times(double factor, Modality modality, Span why) {
    score *= factor;
    if (modality != Modality::kAsserted) flags |= bit(modality);
    future = future || modality == Modality::kPlanned;
    evidence.push_back(why);
  }
  [[nodiscard]] Reading fresh(double value) const {
    Reading r;
    r.score = value;
    r.flags = flags & bit(Modality::kReported);
    return r;
  }
};

const char* Veracity::certainty() const {
  const double s = std::fabs(score);
  return s >= 2.2 ? "CT" : s >= 1.2 ? "PR" : s >= 0.35 ? "PS" : "U";
}

bool Veracities::is_verb(uint32_t t) const {
  const lang::Upos u = parse_.tokens[t].upos;
  return u == lang::Upos::VERB || u == lang::Upos::AUX;
}

Veracity Veracities::of(uint32_t token) const {
  Reading r = read(token);
  if (const Span opener = inverted_condition(token); !opener.empty()) {
    r.flags &= ~bit(Modality::kRequested);  // what looks like an order is the verb of the condition
    r.times(kConditioned, Modality::kConditional, opener);
  }
  Veracity v;
  v.score = std::clamp(r.score, -3.0, 3.0);
  for (uint32_t m = 0; m < static_cast<uint32_t>(Modality::kAsserted); ++m)
    if (r.flags & (1U << m)) {
      v.modality = static_cast<Modality>(m);
      break;
    }
  v.polarity = v.score < kTurned && v.modality != Modality::kDenied ? '-' : '+';
  v.future = r.future;
  v.evidence = r.evidence;
  return v;
}

Veracities::Reading Veracities::read(uint32_t token) const {
  Reading r = from_above(token);
  here(token, r);
  return r;
}

Veracities::Reading Veracities::from_above(uint32_t token) const {
  const lang::Token& t = parse_.tokens[token];
  if (t.head < 0) return root(token);
  const auto head = static_cast<uint32_t>(t.head);
  const std::string_view r = rel(token);
  if (r == "conj") return coordinated(token, head);
  if (r == "parataxis") return root(token);
  if (r == "ccomp" || r == "xcomp" || (r == "csubj")) return clause(token, head);
  if (r == "advcl") {
    const int32_t m = mark(token);
    return m >= 0 && lemma(static_cast<uint32_t>(m)) == "that" ? clause(token, head) : adverbial(token, head);
  }
  if (t.deprel == "acl:relcl") return read(head).fresh(kRelative);
  if (r == "acl") return noun_clause(token, head);
  if (r == "amod" && (t.xpos == "VBN" || t.xpos == "VBD")) return read(head).fresh(kDone);
  if (r == "compound")  // "an evacuation plan", "a takeover bid": planned as "a plan of evacuation" is
    if (const Signature* s = parse_.tokens[token].upos == lang::Upos::NOUN ? signature(head, "object") : nullptr) return embed(read(head), *s, head);
  if (r == "compound" || r == "appos" || r == "flat" || r == "fixed" || r == "amod" || r == "cop" || r == "aux" || r == "list" ||
      r == "goeswith" || r == "dep")
    return read(head);
  if (r == "punct" || r == "discourse" || r == "vocative" || r == "dislocated" || r == "orphan" || r == "advmod" || r == "mark" || r == "case")
    return read(head);
  return nominal(token, head);
}

Veracities::Reading Veracities::root(uint32_t token) const {
  Reading r;
  if (yet_to(token, r)) return r;
  const lang::Sentence& s = parse_.sentences[parse_.sentence_of[token]];
  uint32_t last = s.last;
  while (last > s.first && parse_.tokens[last - 1].upos == lang::Upos::PUNCT && parse_.form(last - 1) != "?") --last;
  if (last > s.first && parse_.form(last - 1) == "?") r.times(kQuestion, Modality::kQuestioned, parse_.tokens[last - 1].span);
  if (parse_.tokens[token].xpos != "VB" || tree_.child(token, "aux") >= 0) return r;
  const int32_t to = mark(token);
  if (to >= 0 && lemma(static_cast<uint32_t>(to)) == "to") {
    r.times(kPlannedHeadline, Modality::kPlanned, parse_.tokens[static_cast<size_t>(to)].span);  // "Leaders to meet"
  } else if (tree_.child(token, "nsubj") < 0 && tree_.child(token, "expl") < 0) {
    r.times(0.3, Modality::kRequested, parse_.tokens[token].span);  // imperative
  }
  return r;
}

const Signature* Veracities::signature(uint32_t head, std::string_view complement) const {
  const lang::Token& h = parse_.tokens[head];
  for (uint32_t c : tree_.children(head)) {
    const std::string_view d = parse_.tokens[c].deprel;
    const bool particle = d == "compound:prt" || (c == head + 1 && (rel(c) == "advmod" || rel(c) == "obj" || rel(c) == "xcomp"));
    if (!particle) continue;
    if (const Signature* s = voices_.signature(std::string(h.lemma).append(" ").append(lemma(c)), h.upos, complement)) return s;
  }
  return voices_.signature(h.lemma, h.upos, complement);
}

Veracities::Reading Veracities::embed(Reading above, const Signature& s, uint32_t head) const {
  const Span why = parse_.tokens[head].span;
  if (s.factive()) {
    Reading r = above.fresh(s.plus);
    if (s.modality != Modality::kAsserted) r.flags |= bit(s.modality);
    r.evidence.push_back(why);
    return r;
  }
  const double strength = std::min(1.0, std::fabs(above.score) / 3);
  const bool turned = above.score < 0;
  above.score = turned ? strength * s.minus : strength * s.plus;
  Modality m = s.modality;
  if (turned && (m == Modality::kDenied || m == Modality::kPlanned)) m = m == Modality::kDenied ? Modality::kPossible : m;
  if (m != Modality::kAsserted) above.flags |= bit(m);
  above.future = above.future || m == Modality::kPlanned || m == Modality::kRequested;
  above.evidence.push_back(why);
  return above;
}

// The complement code of data/says/signatures.tsv for a clause below `head`.
std::string_view Veracities::clause_code(uint32_t token, uint32_t head) const {
  const int32_t m = mark(token);
  const std::string_view word = m >= 0 ? lemma(static_cast<uint32_t>(m)) : std::string_view();
  const std::string_view xpos = parse_.tokens[token].xpos;
  if (word == "to") {
    if (tree_.child(head, "aux:pass") >= 0) return "passive-to";
    if (tree_.child(head, "obj") >= 0 || tree_.child(head, "iobj") >= 0) return "object-to";
    return "to";
  }
  if (word == "whether" || word == "if") return "if";
  if (voices_.is("complement-case", word)) return word;
  if (xpos == "VBG" && tree_.child(token, "aux") < 0 && tree_.child(token, "nsubj") < 0) return "ing";
  if (rel(token) == "xcomp") return xpos == "VB" ? "bare" : "to";
  const uint32_t first = tree_.left(token);
  if (first < token && voices_.is("question", lemma(first)) && lemma(first) != "that") return "wh";
  if (xpos == "VB" && tree_.child(token, "aux") < 0) return "subjunctive";
  return "that";
}

// "tried to land but were stopped", "tried in vain to land": what came to nothing, by the words beside the attempt.
bool Veracities::came_to_nothing(uint32_t attempt, Reading& r) const {
  if (!voices_.is("attempt", lemma(attempt))) return false;
  for (uint32_t c : tree_.children(attempt)) {
    const bool stopped = rel(c) == "conj" && voices_.is("thwarted", lemma(c)) && tree_.child(c, "cc") >= 0 && lemma(static_cast<uint32_t>(tree_.child(c, "cc"))) == "but";
    const bool in_vain = (rel(c) == "advmod" || rel(c) == "obl") && voices_.is("in-vain", lemma(c));
    if (!stopped && !in_vain) continue;
    r.score = kNothing;
    r.evidence.push_back(parse_.tokens[c].span);
    return true;
  }
  return false;
}

// "has yet to attack": it did not, so far.
bool Veracities::yet_to(uint32_t token, Reading& r) const {
  const int32_t to = mark(token);
  if (to < 1 || lemma(static_cast<uint32_t>(to)) != "to" || lemma(static_cast<uint32_t>(to) - 1) != "yet") return false;
  r.score = kNothing;
  r.evidence.push_back(parse_.span(static_cast<uint32_t>(to) - 1, static_cast<uint32_t>(to) + 1));
  return true;
}

// "had to sign", "has visited the hall to pay tribute": told of a past in which the complement has come about.
bool Veracities::told_past(uint32_t verb) const {
  if (parse_.tokens[verb].xpos == "VBD") return true;
  const auto below = tree_.children(verb);
  return std::any_of(below.begin(), below.end(), [&](uint32_t c) { return rel(c) == "aux" && (lemma(c) == "have" || parse_.tokens[c].xpos == "VBD") && parse_.tokens[c].xpos != "VB"; });
}

// Told in the present: "before he visits", "until he has been freed".
bool Veracities::told_present(uint32_t verb) const {
  const auto present = [&](uint32_t t) { return parse_.tokens[t].xpos == "VBZ" || parse_.tokens[t].xpos == "VBP"; };
  if (present(verb)) return true;
  const auto below = tree_.children(verb);
  return std::any_of(below.begin(), below.end(), [&](uint32_t c) { return (rel(c) == "aux" || rel(c) == "cop") && present(c); });
}

// The signature for the code or for its nearest relatives, so that a table row need not name every surface form.
const Signature* Veracities::relative_signature(uint32_t head, std::string_view code) const {
  static constexpr std::pair<std::string_view, std::string_view> kInstead[] = {
      {"passive-to", "object-to"}, {"passive-to", "to"}, {"passive-to", "that"}, {"object-to", "to"}, {"subjunctive", "that"},
      {"bare", "to"},              {"wh", "that"},       {"if", "wh"},           {"ing", "to"},       {"for", "object"},
      {"of", "object"},            {"from", "ing"},      {"to", "object-to"}};
  if (const Signature* s = signature(head, code)) return s;
  for (const auto& [want, instead] : kInstead)
    if (want == code)
      if (const Signature* s = signature(head, instead)) return s;
  return nullptr;
}

Veracities::Reading Veracities::clause(uint32_t token, uint32_t head) const {
  Reading above = read(head);
  if (above.score > 0 && (came_to_nothing(head, above) || yet_to(token, above))) return above;
  const int32_t subject = tree_.child(head, "nsubj");
  const bool mine = subject >= 0 && voices_.is("first-person", utf8::lower(lemma(static_cast<uint32_t>(subject)))) && voices_.is("wishing", lemma(head));
  if (mine && voices_.is("enacted", lemma(token))) return above.fresh(kDone);  // "I want to thank them": thanks them
  const std::string_view code = clause_code(token, head);
  if (const Signature* s = code == "to" && told_past(head) ? signature(head, "past-to") : nullptr) return embed(std::move(above), *s, head);
  // "will find out who shot it down": somebody did.
  if (code == "wh" && told_past(token) && tree_.child(token, "aux") < 0) return above.fresh(kDefinite);
  if (const Signature* s = relative_signature(head, code)) return embed(std::move(above), *s, head);
  if (code == "if" || code == "wh") return above.fresh(code == "if" ? 0.2 : 2.0);
  const bool finite = code == "that" || code == "subjunctive";
  return embed(std::move(above), Signature{finite ? static_cast<float>(kUnknownThat) : static_cast<float>(kUnknownInfinitive), -1.0F, Modality::kAsserted}, head);
}

Veracities::Reading Veracities::adverbial(uint32_t token, uint32_t head) const {
  int32_t m = mark(token);
  Reading above = read(head);
  for (uint32_t c : tree_.children(token))  // "when it began": UD's "when" is an adverb of its clause
    if (m < 0 && c < token && rel(c) == "advmod" && voices_.is("question", lemma(c))) m = static_cast<int32_t>(c);
  if (m < 0) {
    const bool told = parse_.tokens[token].xpos == "VBG" && voices_.cue(lemma(token), lang::Upos::VERB) != nullptr;
    if (told && (above.score < 0 || ahead(above))) return above.fresh(kPresupposed);  // "refused to go, citing the weather"
    if (parse_.tokens[token].xpos == "VBG" && above.score < 0) return above.fresh(1.0);
    return above;  // "…, saying", "…, killing ten": told like its main clause
  }
  const auto mark_token = static_cast<uint32_t>(m);
  const std::string_view word = lemma(mark_token);
  if (voices_.is("awaiting", word) && told_present(token)) {  // "until he is freed": he is not
    Reading r = above.fresh(kAwaited);
    r.times(1, Modality::kPlanned, parse_.tokens[mark_token].span);
    return r;
  }
  if (word == "for" && tree_.child(token, "aux") >= 0 && lemma(static_cast<uint32_t>(tree_.child(token, "aux"))) == "have") return above.fresh(kDone);  // "thanked … for having sent"
  if (word == "to") {
    if (above.score > 0 && yet_to(token, above)) return above;
    if (const Signature* s = told_past(head) ? signature(head, "past-to") : nullptr) return embed(std::move(above), *s, head);
    const std::string_view code = clause_code(token, head);
    if (const Signature* s = code == "passive-to" ? relative_signature(head, code) : signature(head, code)) return embed(std::move(above), *s, head);
    // "burnt flags to protest": the act is its purpose.
    if (above.score > kDefinite && told_past(head) && !ahead(above) && voices_.is("enacted", lemma(token))) return above.fresh(kDefinite);
    // "flew there to sign": what was meant then is neither told as done nor still to come.
    const bool past = parse_.tokens[head].xpos == "VBD" || parse_.tokens[head].xpos == "VBN";
    return embed(std::move(above), Signature{static_cast<float>(kPurpose), -0.5F, past ? Modality::kPossible : Modality::kPlanned}, mark_token);
  }
  if (const Hedge* h = voices_.hedge(word, HedgeClass::kSubordinator)) {
    Reading r = above.fresh(3.0);
    r.times(h->factor, h->modality, parse_.tokens[mark_token].span);
    return r;
  }
  if (const Signature* s = signature(head, word)) return embed(std::move(above), *s, head);  // "prevented … from going"
  if (voices_.is("manner", word) && above.score > 0) return above;                            // "may try to win by striking"
  const bool ahead = (above.future || has(above.flags, Modality::kConditional)) && !voices_.is("reason", word);
  if (ahead) return above;
  return above.fresh(voices_.is("awaiting", word) ? kDefinite : kDone);
}

bool Veracities::ahead(const Reading& r) {
  return r.future || has(r.flags, Modality::kPossible) || has(r.flags, Modality::kConditional) || has(r.flags, Modality::kRequested) ||
         has(r.flags, Modality::kPlanned);
}

// "the first country to sign", "the last to leave", "the only one to object": they did.
bool Veracities::singled_out(uint32_t noun) const {
  if (voices_.is("singling", lemma(noun))) return true;
  const auto below = tree_.children(noun);
  return std::any_of(below.begin(), below.end(), [&](uint32_t c) { return rel(c) == "amod" && voices_.is("singling", lemma(c)); });
}

// "no plans": the noun's own "no". Its verb reads as negated by it, and the noun must not be turned twice.
bool Veracities::negates_itself(uint32_t noun) const {
  for (uint32_t c : tree_.children(noun))
    if (rel(c) == "det" && c < noun && voices_.hedge(lemma(c), HedgeClass::kNegator) != nullptr) return true;
  return false;
}

Veracities::Reading Veracities::noun_clause(uint32_t token, uint32_t head) const {
  const std::string_view xpos = parse_.tokens[token].xpos;
  const int32_t m = mark(token);
  const std::string_view word = m >= 0 ? lemma(static_cast<uint32_t>(m)) : std::string_view();
  if (word.empty() && (xpos == "VBN" || xpos == "VBD" || xpos == "VBG")) return read(head).fresh(xpos == "VBG" ? 2.6 : kRelative);
  Reading above = read(head);
  const int32_t verb = parse_.tokens[head].head;  // "its attempt to land failed"
  if (voices_.is("attempt", lemma(head)) && verb >= 0 && rel(head) == "nsubj" && above.score > 0 && voices_.is("thwarted", lemma(static_cast<uint32_t>(verb)))) {
    above.score = kNothing;
    above.evidence.push_back(parse_.tokens[static_cast<size_t>(verb)].span);
    return above;
  }
  const std::string_view code = word == "to" ? "to" : clause_code(token, head);
  if (word == "to" && singled_out(head) && above.score > 0 && !ahead(above)) return above.fresh(kRelative);
  if (const Signature* s = signature(head, code)) return embed(std::move(above), *s, head);
  // "accused Seoul of hiding it", hung on the accused: the verb says how true that is.
  const bool object = rel(head) == "obj" || parse_.tokens[head].deprel == "nsubj:pass" || rel(head) == "nmod";
  if (object && verb >= 0 && (code == "of" || code == "for" || code == "from"))
    if (const Signature* s = signature(static_cast<uint32_t>(verb), code)) return embed(read(static_cast<uint32_t>(verb)), *s, static_cast<uint32_t>(verb));
  if (const Signature* s = code == "of" || code == "for" ? signature(head, "object") : nullptr) return embed(std::move(above), *s, head);
  // "asked the envoy to convey it", hung on the asked.
  if (word == "to" && verb >= 0 && (rel(head) == "obj" || rel(head) == "iobj"))
    if (const Signature* s = signature(static_cast<uint32_t>(verb), "object-to"); s != nullptr && s->modality != Modality::kAsserted)
      return embed(read(static_cast<uint32_t>(verb)), *s, static_cast<uint32_t>(verb));
  if (word == "to") return embed(std::move(above), Signature{static_cast<float>(kNounInfinitive), -1.5F, Modality::kPossible}, head);
  if (code == "that") return embed(std::move(above), Signature{static_cast<float>(kUnknownThat), 0, Modality::kAsserted}, head);
  return above.fresh(2.4);
}

// A clause with a subject and a tense of its own is no second infinitive: "agreed to meet, and Seoul sent a ship" goes on from
// the verb that the infinitive hangs on.
uint32_t Veracities::first_conjunct(uint32_t token, uint32_t head) const {
  constexpr int kClimb = 4;
  const auto finite = [&](uint32_t t) {
    const std::string_view x = parse_.tokens[t].xpos;
    return x == "VBD" || x == "VBZ" || x == "VBP" || x == "MD";
  };
  const auto tensed = [&](uint32_t t) {
    const auto below = tree_.children(t);
    return finite(t) || std::any_of(below.begin(), below.end(), [&](uint32_t c) { return (rel(c) == "aux" || rel(c) == "cop") && finite(c); });
  };
  if (tree_.child(token, "nsubj") < 0 || !tensed(token)) return head;
  for (int i = 0; i < kClimb; ++i) {
    const std::string_view r = rel(head);
    const bool hung = (r == "xcomp" || r == "advcl" || r == "acl" || r == "ccomp") && !tensed(head) && is_verb(head);
    if (!hung || parse_.tokens[head].head < 0) break;
    head = static_cast<uint32_t>(parse_.tokens[head].head);
  }
  return head;
}

Veracities::Reading Veracities::coordinated(uint32_t token, uint32_t head) const {
  head = first_conjunct(token, head);
  Reading r = from_above(head);
  shared_auxiliaries(token, head, r);
  return r;
}

// "may fly in and sign": a conjunct without subject and auxiliary of its own stands under those of the first verb.
void Veracities::shared_auxiliaries(uint32_t token, uint32_t head, Reading& r) const {
  const bool own = tree_.child(token, "nsubj") >= 0 || tree_.child(token, "aux") >= 0 || parse_.tokens[token].xpos == "VBD";
  if (own || !is_verb(head)) return;
  bool joined_by_or = false;
  for (uint32_t c : tree_.children(token))
    if (rel(c) == "cc") joined_by_or = lemma(c) == "or" || lemma(c) == "nor";
  for (uint32_t c : tree_.children(head)) {
    if (rel(c) == "aux") hedge(c, HedgeClass::kModal, r);
    if (rel(c) == "advmod" && joined_by_or) hedge(c, HedgeClass::kNegator, r);
  }
}

// "Arrangements are being made for a visit", "made preparations for it": the noun beside the verb puts it ahead.
const Signature* Veracities::arranged(uint32_t verb) const {
  if (!is_verb(verb)) return nullptr;
  for (uint32_t c : tree_.children(verb)) {
    if (rel(c) != "obj" && rel(c) != "nsubj") continue;
    const Signature* s = voices_.signature(lemma(c), parse_.tokens[c].upos, "for");
    if (s != nullptr && s->modality == Modality::kPlanned) return s;
  }
  return nullptr;
}

// "the raid", "their raid", "Monday's raid": one that is known.
bool Veracities::definite(uint32_t noun) const {
  const auto below = tree_.children(noun);
  return std::any_of(below.begin(), below.end(), [&](uint32_t c) { return (rel(c) == "det" && voices_.is("definite", lemma(c))) || parse_.tokens[c].deprel == "nmod:poss"; });
}

// "the continuing raids", "recent talks".
bool Veracities::going_on(uint32_t noun) const {
  const auto below = tree_.children(noun);
  return std::any_of(below.begin(), below.end(), [&](uint32_t c) { return rel(c) == "amod" && voices_.is("going-on", lemma(c)); });
}

Veracities::Reading Veracities::nominal(uint32_t token, uint32_t head) const {
  Reading above = read(head);
  const std::string_view r = rel(token);
  if (above.score < 0 && (r == "obj" || r == "nsubj") && is_verb(head) && negates_itself(token)) above.score /= kNoArgument;
  const bool passive_subject = parse_.tokens[token].deprel == "nsubj:pass";
  std::string_view code = r == "obj" || passive_subject ? "object" : r == "nsubj" ? "subject" : "";
  const int32_t preposition = tree_.child(token, "case");
  if (code.empty() && preposition >= 0) code = lemma(static_cast<uint32_t>(preposition));
  const bool of = code == "of";
  if (of && negates_itself(head) && !is_verb(head)) return above;  // "no sign of talks"
  if (going_on(token)) return above.fresh(kPresupposed);
  // "rejected the objection", "urged an end to", "will investigate the raid": there is one.
  const bool uttered = code == "object" && voices_.cue(lemma(token), lang::Upos::NOUN) != nullptr && voices_.is("answering", lemma(head));
  const bool borne = definite(token) && ((code == "object" && voices_.is("bearing-on", lemma(head))) || code == "about" || code == "over");
  const bool ceased = code == "object" && ahead(above) && voices_.is("ceasing", lemma(head));
  const bool end = !is_verb(head) && (of || code == "to") && voices_.is("ceasing", lemma(head));
  if (uttered || borne || ceased || end) return above.fresh(kPresupposed);
  if (!code.empty()) {
    if (const Signature* s = signature(head, code)) return embed(std::move(above), *s, head);
    if (of || (!is_verb(head) && (code == "for" || code == "on")))
      if (const Signature* s = signature(head, "object")) return embed(std::move(above), *s, head);
  }
  // "thanked Seoul for its visit", hung on the thanked.
  const int32_t verb = rel(head) == "obj" && !is_verb(head) && (code == "for" || code == "of") ? parse_.tokens[head].head : -1;
  if (verb >= 0 && parse_.tokens[head].upos == lang::Upos::PROPN)
    if (const Signature* s = signature(static_cast<uint32_t>(verb), code)) return embed(read(static_cast<uint32_t>(verb)), *s, static_cast<uint32_t>(verb));
  if (const Signature* s = code == "for" ? arranged(head) : nullptr) return embed(std::move(above), *s, head);
  if (code == "without") return above.fresh(3.0);  // negated by its own preposition
  // Unrelated to the truth of its verb: an attack that somebody did not attend to has happened all the same.
  const bool unreal = ahead(above);
  const bool close = code == "object" || code == "subject" || of || code == "at" || code == "in" || code == "to" || code == "during";
  if (above.score > 0 && unreal && close) {
    const bool below_noun = !is_verb(head) && tree_.child(head, "cop") < 0;
    if (definite(token) && below_noun && !voices_.is("unfolding", lemma(head))) return above.fresh(kPresupposed);  // "the victims of Monday's attack"
    const bool open = above.future || has(above.flags, Modality::kPlanned) || has(above.flags, Modality::kRequested) || has(above.flags, Modality::kConditional);
    if (definite(token) && code == "object" && !open) return above.fresh(kDefinite);  // "accused of planting the bombs"
    if (definite(token) && code != "subject" && above.score < kDefinite) above.score = (above.score + kDefinite) / 2;
    return above;
  }
  if (above.score > 0 && !unreal) {
    above.score = std::min(above.score, 2.9);
    return above;
  }
  return above.fresh(kPresupposed);
}

void Veracities::hedge(uint32_t word, HedgeClass kind, Reading& r) const {
  const Hedge* h = voices_.hedge(utf8::lower(parse_.form(word)), kind);
  if (h == nullptr) h = voices_.hedge(lemma(word), kind);
  if (h == nullptr) return;
  if (kind == HedgeClass::kNegator && word + 1 < parse_.tokens.size() && voices_.is("not-negated", lemma(word + 1))) return;
  const Modality m = h->modality;
  // "said he would come": the future seen from a past that speaks, no condition.
  const bool seen_from_past = m == Modality::kConditional && kind == HedgeClass::kModal && has(r.flags, Modality::kReported);
  r.times(seen_from_past ? kFutureInPast : static_cast<double>(h->factor), seen_from_past ? Modality::kPlanned : m, parse_.tokens[word].span);
}

// "No one came", "held no talks", "found neither", "by no means".
void Veracities::negating_argument(uint32_t token, Reading& r) const {
  for (uint32_t a : tree_.children(token)) {
    const std::string_view d = rel(a);
    if (d != "nsubj" && d != "obj" && d != "iobj" && d != "obl") continue;
    if (voices_.hedge(lemma(a), HedgeClass::kNegator) != nullptr) return r.times(-1, Modality::kAsserted, parse_.tokens[a].span);
    if (d == "obl" && !voices_.is("negating-oblique", lemma(a))) continue;
    for (uint32_t c : tree_.children(a)) {
      const bool determiner = rel(c) == "det" || rel(c) == "cc" || d == "nsubj";
      if (!determiner || c > a || rel(c) == "case" || voices_.hedge(lemma(c), HedgeClass::kNegator) == nullptr) continue;
      if (c + 1 < parse_.tokens.size() && voices_.is("not-negated", lemma(c + 1))) continue;
      return r.times(kNoArgument, Modality::kAsserted, parse_.tokens[c].span);
    }
  }
}

void Veracities::nominal_hedges(uint32_t token, Reading& r) const {
  for (uint32_t c : tree_.children(token)) {
    const std::string_view d = rel(c);
    if (d == "amod") hedge(c, HedgeClass::kModifier, r);
    if (d == "det") hedge(c, HedgeClass::kNegator, r);
    if (d == "case") hedge(c, HedgeClass::kSubordinator, r);
  }
}

// "Never in my life have I …": the first word negates the sentence wherever the parser hangs it.
void Veracities::fronted_negation(uint32_t token, Reading& r) const {
  uint32_t first = parse_.sentences[parse_.sentence_of[token]].first;
  while (first < token && parse_.tokens[first].upos == lang::Upos::PUNCT) ++first;
  const bool adverb = first < token && parse_.tokens[first].upos == lang::Upos::ADV && parse_.tokens[first].head != static_cast<int32_t>(token);
  if (adverb) hedge(first, HedgeClass::kNegator, r);
}

// "Had it attacked, they would have …", "Should they land, …", "Were he to go, …": a condition without "if". The word that
// opens it; empty when the sentence has none.
Span Veracities::inverted_condition(uint32_t token) const {
  constexpr uint32_t kSubjectWithin = 6;  // tokens
  const lang::Sentence& s = parse_.sentences[parse_.sentence_of[token]];
  if (s.last - s.first < 6 || parse_.form(s.last - 1) == "?") return {};
  if (!voices_.is("inverting", utf8::lower(parse_.form(s.first)))) return {};
  bool verb = false, comma = false, would = false;
  for (uint32_t t = s.first + 1; t < s.last; ++t) {
    const lang::Token& x = parse_.tokens[t];
    verb = verb || (!comma && t > s.first + 1 && t <= s.first + kSubjectWithin && (x.upos == lang::Upos::VERB || x.lemma == "be"));
    comma = comma || (verb && parse_.form(t) == ",");
    would = would || (comma && x.xpos == "MD");
  }
  return would ? parse_.tokens[s.first].span : Span{};
}

// What the word's own clause adds: auxiliaries, adverbs, negation, a condition.
void Veracities::here(uint32_t token, Reading& r) const {
  const int32_t be = tree_.child(token, "aux"), to = mark(token);  // "is to visit", "was to meet"
  const bool is_to = parse_.tokens[token].xpos == "VB" && be >= 0 && to > be && lemma(static_cast<uint32_t>(be)) == "be" && lemma(static_cast<uint32_t>(to)) == "to";
  if (is_to && !r.future) r.times(kPlannedHeadline, Modality::kPlanned, parse_.span(static_cast<uint32_t>(be), static_cast<uint32_t>(to) + 1));
  for (uint32_t c : tree_.children(token)) {
    const std::string_view d = rel(c);
    if (d == "aux") hedge(c, HedgeClass::kModal, r);
    if (d == "advmod" || d == "cc" || d == "neg") hedge(c, HedgeClass::kNegator, r);
    if (d == "advmod") {
      hedge(c, HedgeClass::kAdverb, r);
      for (uint32_t cc : tree_.children(c))  // "no longer"
        if (lemma(cc) == "no") r.times(-0.8, Modality::kAsserted, parse_.span(cc, c + 1));
    }
    if (d == "mark" && rel(token) != "advcl") hedge(c, HedgeClass::kSubordinator, r);
    if (d == "advcl") {
      const int32_t m = mark(c);
      const bool idiom = m >= 0 && static_cast<size_t>(m) + 1 < parse_.tokens.size() && lemma(static_cast<uint32_t>(m) + 1) == "not" && !is_verb(c);
      const bool condition = m >= 0 && !idiom && voices_.is("condition", lemma(static_cast<uint32_t>(m)));
      if (condition && parse_.tokens[token].xpos != "VBD") r.times(kConditioned, Modality::kConditional, parse_.tokens[static_cast<size_t>(m)].span);
    }
  }
  if (parse_.tokens[token].head < 0) fronted_negation(token, r);
  if (is_verb(token) || tree_.child(token, "cop") >= 0) negating_argument(token, r);
  if (!is_verb(token)) nominal_hedges(token, r);
}

}  // namespace annalist::says
