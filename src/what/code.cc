#include "what/code.h"

#include <algorithm>
#include <set>

#include "base/limits.h"
#include "what/circumstances.h"
#include "what/matcher.h"
#include "what/quantities.h"
#include "what/sides.h"
#include "what/syntax.h"

namespace annalist::what {
namespace {

using lang::relation;
using lang::Token;
using lang::Upos;

// How firmly the words hold a frame, for the few sentences that tell more than may be kept: who is known on either side first.
int grip(const Frame& f) {
  const auto known = [](const std::vector<Filler>& side) { return std::any_of(side.begin(), side.end(), [](const Filler& x) { return x.mention >= 0; }); };
  return 4 * (known(f.actors) + known(f.recipients)) - 2 * f.lent - f.nominal;
}

constexpr uint32_t kRetoldWithin = 12;  // sentences between an act and "the attack"; a longer way back may mean another

class Coder {
 public:
  Coder(const Lexicon& lexicon, const lang::Parse& parse, const who::Cast& cast, const when::Times& times,
        const where::Places& places, const doubt::Doubts& doubts, Trace* trace)
      : trace_(trace), lexicon_(lexicon), parse_(parse), cast_(cast), tree_(parse), syntax_(lexicon, parse, tree_), sides_(lexicon, syntax_, cast),
        matcher_(lexicon, syntax_, sides_, cast) {
    in_time_.assign(parse.tokens.size(), false);
    for (const when::TimeRef& t : times.refs)
      for (uint32_t i = t.first; i < t.last && i < in_time_.size(); ++i) in_time_[i] = true;
    syntax_.set_times(&in_time_);
    matcher_.set_trace(trace);
    frames_.quantities = quantities(syntax_, doubts, in_time_);
    circumstances_.emplace(syntax_, times, places, frames_.quantities);
    consumed_.assign(parse.tokens.size(), false);
    habitual_ = lexicon.class_bit("habitual");
    proposing_ = lexicon.class_bit("proposing");
    bid_ = lexicon.class_bit("bid");
    victim_verb_ = lexicon.class_bit("victimverb");
    retold_bit_ = lexicon.class_bit("retold");
    doer_bit_ = lexicon.class_bit("doer");
  }

  Frames run() {
    for (uint32_t s = 0; s < parse_.sentences.size(); ++s) sentence(s);
    return std::move(frames_);
  }

 private:
  void sentence(uint32_t index);
  void verb(uint32_t token);
  bool light(uint32_t token);
  bool gerund_noun(uint32_t verb, uint32_t object, const LightVerb& light);
  bool light_noun(uint32_t verb, uint32_t noun, const LightVerb& light);
  void noun(uint32_t token);
  void adjective(uint32_t token);
  void later_objects(uint32_t verb, const std::vector<Sense>& senses, const Binding& first);
  [[nodiscard]] bool topic_only(const Frame& frame) const;
  void lend_subject(uint32_t token, Predicate& noun) const;
  void bind_pronoun(uint32_t token, Predicate& noun) const;
  [[nodiscard]] bool definite(uint32_t noun) const;
  void remember_proposal(uint32_t token);
  void proposers(Binding& binding) const;
  void retold(uint32_t token, const std::vector<Sense>& senses);
  void emit(const Binding& binding, uint32_t trigger, Span trigger_span, bool nominal, bool lent);
  void finish(uint32_t index, size_t from);
  [[nodiscard]] bool contained(const Frame& frame, const Frame& by) const;
  [[nodiscard]] bool repeats(const Frame& nominal, const Frame& other) const;
  [[nodiscard]] bool is_habitual(uint32_t token) const;
  [[nodiscard]] bool in_headline(const lang::Sentence& s) const;
  void contexts(Frame& frame) const;

  void note(uint32_t token, const std::string& rule, const char* why) const {
    if (trace_) trace_->add(token, rule, why);
  }

  Trace* trace_;
  const Lexicon& lexicon_;
  const lang::Parse& parse_;
  const who::Cast& cast_;
  lang::Tree tree_;
  Syntax syntax_;
  Sides sides_;
  Matcher matcher_;
  std::optional<Circumstances> circumstances_;
  Frames frames_;
  std::vector<bool> consumed_, in_time_;
  std::set<std::pair<size_t, uint32_t>> retold_;  // act told before, sentence of its retelling
  std::pair<uint32_t, std::vector<Filler>> proposed_;  // the draft put forward last, and by whom
  uint64_t proposing_ = 0, bid_ = 0, habitual_ = 0, victim_verb_ = 0, retold_bit_ = 0, doer_bit_ = 0;
  uint32_t sentence_ = 0;
  bool headline_ = false;
  std::string why_not_;
  std::string_view lemma_;  // of the verb at hand, as the lexicon knows it
  Predicate predicate_, noun_;
};

bool Coder::in_headline(const lang::Sentence& s) const {
  if (!parse_.page) return false;
  if (s.block < parse_.page->blocks.size() && parse_.page->blocks[s.block].kind == page::BlockKind::kHeadline) return true;
  return s.story < parse_.page->stories.size() && parse_.page->stories[s.story].headline.contains(s.span);
}

void Coder::sentence(uint32_t index) {
  const lang::Sentence& s = parse_.sentences[index];
  sentence_ = index;
  headline_ = in_headline(s);
  why_not_.clear();
  const size_t from = frames_.frames.size();
  for (uint32_t t = s.first; t < s.last; ++t)
    if (parse_.tokens[t].upos == Upos::VERB) verb(t);
  for (uint32_t t = s.first; t < s.last; ++t) {
    const Upos upos = parse_.tokens[t].upos;
    if ((upos == Upos::NOUN || upos == Upos::PROPN) && !consumed_[t]) noun(t);
    if (upos == Upos::ADJ && tree_.child(t, "obj") >= 0) verb(t);  // "Tehran armed the rebels", tagged as an adjective
    else if (upos == Upos::ADJ) adjective(t);
  }
  finish(index, from);
  if (frames_.frames.size() == from && !why_not_.empty()) frames_.silent.emplace_back(index, why_not_);
}

bool Coder::is_habitual(uint32_t token) const {
  for (uint32_t c : tree_.children(token))
    if (syntax_.at(c).deprel == "advmod" && (lexicon_.classes(syntax_.at(c).lemma) & habitual_) != 0) return true;
  return false;
}

// "Syria submitted a draft" … "Peru vetoed the draft": rejected are those who put it forward, told up to kRetoldWithin before.
void Coder::remember_proposal(uint32_t token) {
  if ((lexicon_.classes(parse_.tokens[token].lemma) & proposing_) == 0) return;
  Predicate p;
  syntax_.verb(token, p);
  if (p.object < 0 || p.subject < 0 || (lexicon_.classes(parse_.tokens[static_cast<size_t>(p.object)].lemma) & bid_) == 0) return;
  Binding b;
  if (!sides_.collect(static_cast<uint32_t>(p.subject), false, false, b.actors)) return;
  for (const Argument& a : p.arguments)
    if (a.preposition == "with" || a.preposition == "together with" || a.preposition == "alongside") sides_.collect(a.token, false, false, b.actors);
  proposed_ = {static_cast<uint32_t>(p.object), std::move(b.actors)};
}

void Coder::proposers(Binding& b) const {
  if (proposed_.second.empty() || predicate_.object < 0) return;
  const auto object = static_cast<uint32_t>(predicate_.object);
  const lang::Sentence &told = parse_.sentences[parse_.sentence_of[proposed_.first]], &here = parse_.sentences[sentence_];
  if (told.story != here.story || parse_.sentence_of[proposed_.first] + kRetoldWithin < sentence_ || proposed_.first == object) return;
  const std::string &was = parse_.tokens[proposed_.first].lemma, &is = parse_.tokens[object].lemma;
  auto text = [](const std::string& w) { return w == "draft" || w == "resolution" || w == "text" || w == "proposal"; };
  if (was != is && is != "it" && !(text(was) && text(is))) return;
  for (Filler f : proposed_.second) {
    if (std::any_of(b.actors.begin(), b.actors.end(), [&](const Filler& a) { return sides_.same(a, f); })) continue;
    f.inferred = true;
    f.why = "who put it forward";
    b.recipients.push_back(std::move(f));
  }
}

void Coder::verb(uint32_t token) {
  const Token& t = parse_.tokens[token];
  const std::string_view rel = relation(t.deprel);
  remember_proposal(token);
  if ((rel == "amod" && syntax_.split_perfect(token) < 0 && syntax_.swallowed_subject(token) < 0) || rel == "compound" || rel == "case" || rel == "mark" || rel == "discourse") return;
  lemma_ = lexicon_.known_lemma(Pos::kVerb, t.lemma, syntax_.lower(token));
  const auto& senses = lexicon_.senses(Pos::kVerb, lemma_);
  if (senses.empty()) {
    if (!light(token)) note(token, "", lexicon_.light(lemma_).empty() ? "no sense in the lexicon" : "lends its subject to a noun, but no noun of an act stands there");
    return;
  }
  if (!lexicon_.light(lemma_).empty()) {
    bool refused = false;
    syntax_.verb(token, predicate_);
    if (auto binding = matcher_.match(senses, predicate_, &why_not_, &refused, true)) {
      if (predicate_.object >= 0) consumed_[static_cast<size_t>(predicate_.object)] = true;
      emit(*binding, token, t.span, false, predicate_.inherited_subject);
      later_objects(token, senses, *binding);
      return;
    }
    if (refused || light(token)) return;
  }
  if (is_habitual(token) && circumstances_->tense(token, headline_) == Tense::kPresent) {
    why_not_ = "habitual, not one act";
    note(token, "", "habitual, not one act");
    return;
  }
  syntax_.verb(token, predicate_);
  std::optional<Binding> binding = matcher_.match(senses, predicate_, &why_not_);
  if (binding && binding->row->type == "REJECT" && binding->recipients.empty()) proposers(*binding);
  // Headlines drop the auxiliary: "Three soldiers killed in Kherson" is a passive.
  if (!binding && (headline_ || (lexicon_.classes(lemma_) & victim_verb_) != 0) && !predicate_.passive && predicate_.object < 0 && predicate_.subject >= 0 &&
      (t.xpos == "VBN" || t.xpos == "VBD")) {
    std::swap(predicate_.object, predicate_.subject);
    for (const Argument& a : predicate_.arguments)
      if (a.preposition == "by") predicate_.subject = static_cast<int32_t>(a.token);
    binding = matcher_.match(senses, predicate_, &why_not_);
  }
  if (!binding) return;
  Span span = t.span;
  for (uint32_t c : tree_.children(token))
    if (syntax_.at(c).deprel == "compound:prt" && c > token) span = join(span, syntax_.at(c).span);
  emit(*binding, token, span, false, predicate_.inherited_subject);
  later_objects(token, senses, *binding);
}

// "signed a trade pact in 1950 and a border pact in 1991": each object with a time of its own is an act of its own, unless
// the objects are its sides.
void Coder::later_objects(uint32_t verb, const std::vector<Sense>& senses, const Binding& first) {
  if (predicate_.object < 0 || predicate_.passive) return;
  for (const auto* side : {&first.row->actor, &first.row->recipient})
    for (const Slot& slot : side->slots)
      if (slot.kind == Slot::Kind::kObject) return;
  const auto object = static_cast<uint32_t>(predicate_.object);
  const uint32_t end = parse_.sentences[sentence_].last;
  uint32_t from = object;
  for (uint32_t t = object + 1; t < end; ++t) {
    const Token& other = parse_.tokens[t];
    if (other.upos != Upos::NOUN || other.lemma != parse_.tokens[object].lemma || in_time_[t]) continue;
    const bool second = (relation(other.deprel) == "obj" && other.head == static_cast<int32_t>(verb)) ||
                        (relation(other.deprel) == "conj" && (other.head == static_cast<int32_t>(object) || other.head == static_cast<int32_t>(verb)));
    auto dated = [&](uint32_t a, uint32_t b) {
      return std::find(in_time_.begin() + a, in_time_.begin() + b, true) != in_time_.begin() + b;
    };
    if (!second || !dated(from, t) || !dated(t, end)) continue;
    predicate_.object = static_cast<int32_t>(t);
    if (const auto binding = matcher_.match(senses, predicate_, &why_not_)) {
      emit(*binding, t, other.span, false, predicate_.inherited_subject);
      consumed_[t] = true;
    }
    from = t;
  }
}

// A plural of acts only spoken of ("concern over its missile launches", "UN sanctions on Pyongyang") tells none of them,
// unless it is bounded in time.
bool Coder::topic_only(const Frame& f) const {
  const bool one_sided = f.type == "ASSAULT" && f.recipients.empty();
  if (!f.nominal || (parse_.tokens[f.trigger].xpos != "NNS" && !one_sided)) return false;
  if (!one_sided && f.type != "MOBILIZE" && f.type != "SANCTION" && f.type != "COOPERATE" && f.type != "THREATEN" && f.type != "ACCUSE") return false;
  const uint32_t left = tree_.left(f.trigger), right = tree_.right(f.trigger);
  if (std::find(in_time_.begin() + left, in_time_.begin() + right, true) != in_time_.begin() + right) return false;
  const std::string_view rel = relation(parse_.tokens[f.trigger].deprel);
  if (rel != "obl" && rel != "nmod") return false;
  const std::string p = syntax_.preposition(f.trigger);
  static constexpr std::string_view kAbout[] = {"over", "about", "on", "regarding", "concerning", "against", "for", "of", "amid", "despite", "to"};
  return std::find(std::begin(kAbout), std::end(kAbout), p) != std::end(kAbout);
}

bool Coder::light(uint32_t token) {
  const auto& lights = lexicon_.light(lemma_);
  if (lights.empty()) return false;
  bool done = false;
  for (const LightVerb& l : lights) {
    if (!l.particle.empty() && !syntax_.has_particle(token, l.particle)) continue;
    syntax_.verb(token, predicate_);
    if (l.preposition.empty()) {
      if (predicate_.object < 0) {
        done = gerund_noun(token, token, l) || done;
        continue;
      }
      const auto object = static_cast<uint32_t>(predicate_.object);
      done = light_noun(token, object, l) || gerund_noun(token, object, l) || done;
      // "staged Freedom Shield, a joint exercise", however the parser hung the second noun.
      for (const uint32_t owner : {object, token})
        for (uint32_t c : tree_.children(owner)) {
          const std::string_view rel = syntax_.at(c).deprel;
          if (c == object || !(owner == object ? rel == "conj" || rel == "appos" : rel == "obj")) continue;
          syntax_.verb(token, predicate_);
          done = light_noun(token, c, l) || done;
        }
    } else {
      for (const Argument& a : predicate_.arguments)
        if (a.preposition == l.preposition && light_noun(token, a.token, l)) {
          done = true;
          break;
        }
    }
    if (done) break;
  }
  return done;
}

// "conducted artillery shelling", parsed as an object and its participle: the participle is the noun.
bool Coder::gerund_noun(uint32_t verb, uint32_t object, const LightVerb& light) {
  const uint32_t next = object + 1;
  if (next >= parse_.tokens.size() || syntax_.at(next).xpos != "VBG" || syntax_.at(next).head < 0) return false;
  const auto head = static_cast<uint32_t>(syntax_.at(next).head);
  return (head == verb || head == object) && light_noun(verb, next, light);
}

bool Coder::light_noun(uint32_t verb, uint32_t noun, const LightVerb& light) {
  const auto& senses =
      lexicon_.senses(Pos::kNoun, lexicon_.known_lemma(Pos::kNoun, syntax_.at(noun).lemma, syntax_.lower(noun)));
  if (senses.empty() || consumed_[noun]) return false;
  const bool inherited = predicate_.inherited_subject;
  syntax_.noun(noun, noun_);
  if (light.gives == LightVerb::Gives::kActor) {
    noun_.subject = predicate_.subject;
  } else {
    // "faced criticism from Seoul": the subject is hit, the other side stands after a preposition.
    noun_.affected = predicate_.passive ? predicate_.object : predicate_.subject;
    for (std::vector<Argument>* list : {&predicate_.arguments, &noun_.arguments})
      for (const Argument& a : *list)
        if (noun_.subject < 0 && (a.preposition == light.from || a.preposition == "from" || a.preposition == "by"))
          noun_.subject = static_cast<int32_t>(a.token);
  }
  if (predicate_.indirect >= 0) noun_.indirect = predicate_.indirect;
  for (const Argument& a : predicate_.arguments)
    if (!a.of_object && a.token != noun) noun_.arguments.push_back(a);
  if (noun_.affected < 0) bind_pronoun(noun, noun_);
  std::optional<Binding> binding = matcher_.match(senses, noun_, &why_not_);
  if (!binding) return false;
  consumed_[noun] = true;
  const Span noun_span = syntax_.at(noun).span;
  if (light.aspect) emit(*binding, noun, noun_span, true, false);
  else emit(*binding, verb, join(syntax_.at(verb).span, noun_span), false, inherited);
  return true;
}

// "Russia uses missiles in its war": the pronoun is the clause's own subject when that can be it.
void Coder::bind_pronoun(uint32_t token, Predicate& noun) const {
  if (noun.possessor < 0) return;
  const Token& p = syntax_.at(static_cast<uint32_t>(noun.possessor));
  if (p.upos != Upos::PRON) return;
  if (noun.subject >= 0) {
    noun.possessor = -1;  // "expressed its support": the light verb's subject
    return;
  }
  const uint32_t clause = syntax_.clause_head(token);
  if (clause == token) return;
  const int32_t subject = syntax_.is_passive(clause) ? -1 : syntax_.surface_subject(clause);
  const bool its = parse_.form(static_cast<uint32_t>(noun.possessor)) == "its";
  auto fits = [&](int32_t candidate) {
    if (candidate < 0 || syntax_.tree().under(token, static_cast<uint32_t>(candidate))) return false;
    const int32_t m = cast_.at(static_cast<uint32_t>(candidate));
    if (m < 0 || !sides_.is_actor(static_cast<uint32_t>(candidate))) return false;
    return its != (cast_.mentions[static_cast<size_t>(m)].kind == who::Kind::kPerson);
  };
  // "condemned Russia for its attacks", "imposed sanctions on Seoul over its ban": the pronoun is the one dealt with.
  const std::string p_of_noun = syntax_.preposition(token);
  const bool reason = p_of_noun == "for" || p_of_noun == "over" || p_of_noun == "because of" || p_of_noun == "after" || p_of_noun == "since" || p_of_noun == "following";
  if (its && reason && parse_.tokens[token].head == static_cast<int32_t>(clause)) {
    int32_t dealt_with = tree_.child(clause, "obj");
    for (uint32_t c : tree_.children(clause))
      if (const std::string q = syntax_.preposition(c); c < token && !fits(dealt_with) && (q == "on" || q == "against" || q == "with"))
        dealt_with = static_cast<int32_t>(c);
    if (fits(dealt_with)) {
      noun.possessor = dealt_with;
      return;
    }
  }
  if (fits(subject)) noun.possessor = subject;
  else if (const int32_t object = tree_.child(clause, "obj"); its && fits(object)) noun.possessor = object;  // "thanked the North for its help"
}

// A meeting or visit told inside a clause is its subject's: "thanked Seoul in a meeting with Cho", "is on a visit to".
void Coder::lend_subject(uint32_t token, Predicate& noun) const {
  const int32_t own = tree_.child(token, "nsubj");
  if (own >= 0) {
    const std::string p = syntax_.preposition(token);
    if (p == "on" || p == "in" || p == "at" || p == "under") noun.subject = static_cast<int32_t>(syntax_.antecedent(static_cast<uint32_t>(own)));
    return;
  }
  const Token& t = parse_.tokens[token];
  const std::string_view rel = relation(t.deprel);
  if ((rel != "obl" && rel != "nmod") || t.deprel == "nmod:poss" || t.head < 0) return;
  const std::string p = syntax_.preposition(token);
  if (p != "in" && p != "at" && p != "during" && p != "for" && (p != "on" || rel == "nmod")) return;
  const uint32_t head = syntax_.clause_head(token);
  if (head == token || parse_.tokens[head].upos != Upos::VERB) return;
  noun.subject = syntax_.is_passive(head) ? -1 : syntax_.surface_subject(head);
}

void Coder::noun(uint32_t token) {
  const Token& t = parse_.tokens[token];
  const std::string_view rel = relation(t.deprel);
  if (rel == "compound" || rel == "flat" || rel == "fixed") return;  // part of a larger noun
  const auto& senses = lexicon_.senses(Pos::kNoun, lexicon_.known_lemma(Pos::kNoun, t.lemma, syntax_.lower(token)));
  if (senses.empty()) return;
  syntax_.noun(token, noun_);
  bind_pronoun(token, noun_);
  bool refused = false;
  std::optional<Binding> binding = matcher_.match(senses, noun_, &why_not_, &refused);
  bool lent = false;
  if (!binding && !refused && noun_.possessor < 0) {
    lend_subject(token, noun_);
    lent = noun_.subject >= 0;
    if (lent) binding = matcher_.match(senses, noun_, &why_not_);
  }
  if (!binding) {
    if (!refused) retold(token, senses);
    return;
  }
  if (lent && relation(t.deprel) == "nmod" &&
      std::none_of(noun_.arguments.begin(), noun_.arguments.end(), [](const Argument& a) { return a.preposition == "with"; }))
    return note(token, binding->sense->rule, "its subject is not the clause's");  // "participants in the meeting": not the clause's subject's
  // A lent subject alone carries only meetings and visits; blame or attack would be put on a bystander.
  if (lent && binding->row->type != "CONSULT" && tree_.child(token, "nsubj") < 0)
    return note(token, binding->sense->rule, "the clause's subject is no sure doer of it");
  emit(*binding, token, t.span, true, lent);
}

// "the blast", "these attacks", "Saturday's blast": one that the reader knows already.
bool Coder::definite(uint32_t noun) const {
  for (uint32_t c : tree_.children(noun)) {  // with doers or victims of its own it is another act
    const std::string_view rel = relation(syntax_.at(c).deprel);
    if (in_time_[c] || (rel != "nmod" && rel != "compound" && rel != "amod")) continue;
    if (cast_.at(c) >= 0 || (lexicon_.classes(syntax_.at(c).lemma) & doer_bit_) != 0) return false;
  }
  for (uint32_t c : tree_.children(noun)) {
    if (c > noun) continue;
    const Token& t = syntax_.at(c);
    if (t.deprel == "det" && (t.lemma == "the" || t.lemma == "this" || t.lemma == "that" || t.lemma == "these" || t.lemma == "those")) return true;
    if (in_time_[c] && (t.deprel == "nmod:poss" || relation(t.deprel) == "compound" || relation(t.deprel) == "nmod")) return true;
  }
  return false;
}

// "The explosion", "the attack" after one that was told with its sides: a retelling of that, and its sides are inferred.
void Coder::retold(uint32_t token, const std::vector<Sense>& senses) {
  const Token& t = parse_.tokens[token];
  if ((lexicon_.classes(t.lemma) & retold_bit_) == 0 || !definite(token)) return;
  const uint32_t story = parse_.sentences[sentence_].story;
  const Sense* sense = matcher_.fits(senses, noun_);
  if (!sense || lexicon_.quad(lexicon_.rows()[sense->row].type) != 4 || !lexicon_.rows()[sense->row].actor.optional) return;
  const SenseRow& row = lexicon_.rows()[sense->row];
  for (size_t i = frames_.frames.size(); i-- > 0;) {
    const Frame& before = frames_.frames[i];
    if (parse_.sentences[before.sentence].story != story || before.sentence + kRetoldWithin < sentence_) return;
    if (before.type != row.type || before.recipients.empty() || before.recipients[0].inferred) continue;
    if (before.nominal && (lexicon_.classes(parse_.tokens[before.trigger].lemma) & retold_bit_) == 0) continue;  // a war is not the attack
    if (before.sentence == sentence_ && (before.trigger > token || syntax_.clause_head(before.trigger) == syntax_.clause_head(token))) continue;
    if (!retold_.insert({i, sentence_}).second) return;  // once a sentence
    Binding b;
    b.sense = sense;
    b.row = &row;
    auto lend = [&](const std::vector<Filler>& from, std::vector<Filler>& to) {
      for (Filler f : from) {
        f.inferred = true;
        f.why = "the act told before";
        to.push_back(std::move(f));
      }
    };
    lend(before.actors, b.actors);
    lend(before.recipients, b.recipients);
    emit(b, token, t.span, true, true);
    return;
  }
}

void Coder::adjective(uint32_t token) {
  const auto& senses = lexicon_.senses(Pos::kAdjective, parse_.tokens[token].lemma);
  if (senses.empty()) return;
  syntax_.verb(token, predicate_);
  if (predicate_.subject < 0) return;
  if (auto binding = matcher_.match(senses, predicate_, &why_not_)) emit(*binding, token, parse_.tokens[token].span, false, false);
}

void Coder::contexts(Frame& frame) const {
  const uint32_t left = tree_.left(frame.trigger), right = tree_.right(frame.trigger);
  for (uint32_t i = left; i < right; ++i) {
    const Token& t = parse_.tokens[i];
    if (t.upos != Upos::NOUN && t.upos != Upos::ADJ && t.upos != Upos::PROPN) continue;
    for (const std::string& c : lexicon_.cue_contexts(t.lemma))
      if (std::find(frame.context.begin(), frame.context.end(), c) == frame.context.end()) frame.context.push_back(c);
    if (frame.mode.empty() && syntax_.clause_head(i) == syntax_.clause_head(frame.trigger))
      if (const std::string_view m = lexicon_.cue_mode(frame.type, t.lemma); !m.empty()) frame.mode.emplace_back(m);
  }
}

void Coder::emit(const Binding& b, uint32_t trigger, Span trigger_span, bool nominal, bool lent) {
  Frame f;
  f.sentence = sentence_;
  f.trigger = trigger;
  f.trigger_span = trigger_span;
  f.span = parse_.span(tree_.left(trigger), tree_.right(trigger));
  f.type = b.row->type;
  f.mode = b.row->modes;
  f.context = b.row->contexts;
  f.cameo = b.row->cameo;
  f.goldstein = b.row->goldstein;
  f.reciprocal = b.row->reciprocal;
  f.stance = b.row->stance;
  f.actors = b.actors;
  f.recipients = b.recipients;
  f.third_parties = b.thirds;
  f.nominal = nominal;
  f.lent = lent;
  f.headline = headline_;
  f.rule = b.sense->rule;
  for (const auto* side : {&f.actors, &f.recipients})
    for (const Filler& filler : *side)
      if (!filler.inferred) f.span = join(f.span, filler.span);
  contexts(f);
  f.plover_score = lexicon_.score(f.type, f.mode.empty() ? "" : f.mode[0]);
  frames_.frames.push_back(std::move(f));
}

// Is the act only the content of a speech act that already is the claim? "agreed to send", "refused to meet".
bool Coder::contained(const Frame& frame, const Frame& by) const {
  if (by.type != "AGREE" && by.type != "REJECT" && by.type != "CONCEDE" && by.type != "SUPPORT") return false;
  if (frame.trigger == by.trigger) return false;
  for (uint32_t t = frame.trigger;;) {
    const Token& token = parse_.tokens[t];
    if (token.head < 0) return false;
    const std::string_view rel = relation(token.deprel);
    t = static_cast<uint32_t>(token.head);
    if (t == by.trigger) return rel == "xcomp" || (rel == "ccomp" && by.type != "SUPPORT") || rel == "acl";
    if (rel != "xcomp" && rel != "conj" && rel != "obj" && rel != "ccomp" && rel != "acl") return false;
  }
}

// The same act told twice in one clause: "met for talks", "visited … during the visit".
bool Coder::repeats(const Frame& nominal, const Frame& other) const {
  if (nominal.trigger == other.trigger && nominal.type == other.type) return &nominal > &other;  // "threats and blackmail"
  if (!nominal.nominal || nominal.type != other.type || &nominal == &other) return false;
  if (!tree_.under(nominal.trigger, other.trigger) && !tree_.under(other.trigger, nominal.trigger)) return false;
  auto hits_another = [&](const Filler& r) {
    return std::none_of(other.recipients.begin(), other.recipients.end(), [&](const Filler& o) { return sides_.same(r, o); });
  };
  // "five people were killed in an attack on the market": two sides of one act are both told.
  if (nominal.type == "ASSAULT" && !nominal.recipients.empty() && std::all_of(nominal.recipients.begin(), nominal.recipients.end(), hits_another)) return false;
  for (const auto* mine : {&nominal.actors, &nominal.recipients})
    for (const Filler& a : *mine) {
      bool found = false;
      for (const auto* side : {&other.actors, &other.recipients})
        for (const Filler& o : *side) found = found || sides_.same(a, o);
      // "visited Seoul in a trip to the South": a visit's host may be named twice, an actor may not change.
      if (!found && (mine == &nominal.actors || nominal.reciprocal)) return false;
    }
  return true;
}

void Coder::finish(uint32_t index, size_t from) {
  auto& all = frames_.frames;
  std::vector<bool> drop(all.size() - from, false);
  for (size_t i = from; i < all.size(); ++i)
    for (size_t j = from; j < all.size(); ++j)
      if (i != j && !drop[j - from] && (contained(all[i], all[j]) || repeats(all[i], all[j]))) {
        drop[i - from] = true;
        note(all[i].trigger, all[i].rule, contained(all[i], all[j]) ? "only the content of another act that is told" : "tells again what another word of the clause tells");
      }
  for (size_t i = from; i < all.size(); ++i)
    if (topic_only(all[i])) {
      drop[i - from] = true;
      note(all[i].trigger, all[i].rule, "generic: only spoken about, not told as an act");
    }
  size_t keep = from;
  for (size_t i = from; i < all.size(); ++i)
    if (!drop[i - from]) {
      if (keep != i) all[keep] = std::move(all[i]);
      ++keep;
    }
  all.resize(keep);
  auto begin = all.begin() + static_cast<std::ptrdiff_t>(from);
  if (all.size() - from > kMaxClaimsPerSentence) {
    std::stable_sort(begin, all.end(), [](const Frame& a, const Frame& b) { return grip(a) > grip(b); });
    all.resize(from + kMaxClaimsPerSentence);
  }
  std::stable_sort(all.begin() + static_cast<std::ptrdiff_t>(from), all.end(),
                   [](const Frame& a, const Frame& b) { return a.trigger < b.trigger; });
  std::vector<Frame*> mine;
  for (size_t i = from; i < all.size(); ++i) mine.push_back(&all[i]);
  if (mine.empty()) return;
  circumstances_->attach(index, mine);
  // "the bloc's summit" without a time is no news of a meeting.
  std::erase_if(all, [&](const Frame& f) {
    const bool idle = f.sentence == index && f.nominal && f.type == "CONSULT" && f.recipients.empty() && f.times.empty();
    if (idle) note(f.trigger, f.rule, "a meeting without partner and time");
    return idle;
  });
}

}  // namespace

const char* tense_name(Tense tense) {
  switch (tense) {
    case Tense::kPast: return "past";
    case Tense::kPresent: return "present";
    case Tense::kFuture: return "future";
  }
  return "past";
}

Frames code(const Lexicon& lexicon, const lang::Parse& parse, const who::Cast& cast, const when::Times& times,
            const where::Places& places, const doubt::Doubts& doubts, Trace* trace) {
  return Coder(lexicon, parse, cast, times, places, doubts, trace).run();
}

}  // namespace annalist::what
