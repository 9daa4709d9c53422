#include "what/matcher.h"

#include <algorithm>

namespace annalist::what {
namespace {

// What talk and action is about, under any predicate; not a side (conventions: "third parties are not sides").
constexpr std::string_view kTopicPrepositions[] = {"about", "over", "regarding", "concerning", "on"};

// Where an act lands that names no target: "strikes inside Russian territory".
constexpr std::string_view kWherePrepositions[] = {"in", "inside", "into", "across", "along", "near", "over", "at", "on", "within", "deep"};

void drop_repeats(const Sides& sides, std::vector<Filler>& fillers) {
  std::vector<Filler> kept;
  for (Filler& f : fillers)
    if (std::none_of(kept.begin(), kept.end(), [&](const Filler& k) { return sides.same(k, f); })) kept.push_back(std::move(f));
  fillers = std::move(kept);
}

}  // namespace

void Matcher::tokens(const Slot& slot, const Predicate& p, std::vector<uint32_t>& out) const {
  auto add = [&](int32_t token) {
    if (token >= 0) out.push_back(static_cast<uint32_t>(token));
  };
  switch (slot.kind) {
    case Slot::Kind::kSubject: add(p.subject); break;
    case Slot::Kind::kObject: add(p.object); break;
    case Slot::Kind::kIndirect: add(p.indirect); break;
    case Slot::Kind::kClause:
      if (p.clause >= 0) add(syntax_.surface_subject(static_cast<uint32_t>(p.clause)));
      break;
    case Slot::Kind::kClauseObject:
      if (p.clause >= 0) clause_objects(static_cast<uint32_t>(p.clause), out);
      break;
    case Slot::Kind::kUser: add(p.user); break;
    case Slot::Kind::kElsewhere:
      for (const Argument& a : p.arguments)
        if (std::find(std::begin(kWherePrepositions), std::end(kWherePrepositions), a.preposition) != std::end(kWherePrepositions))
          out.push_back(a.token);
      break;
    case Slot::Kind::kCondition: add(condition_subject(p)); break;
    case Slot::Kind::kPossessor: add(p.possessor); break;
    case Slot::Kind::kVoice: break;  // no words: bind() leaves it to `says`
    case Slot::Kind::kModal: modals(p.head, out); break;
    case Slot::Kind::kCompound:
      for (uint32_t c : p.compounds) out.push_back(c);
      break;
    case Slot::Kind::kPreposition:
      for (const Argument& a : p.arguments)
        if (a.preposition == slot.preposition) out.push_back(a.token);
      break;
  }
}

// "must", "never" of the verb, and those above it in "will have to pay", "had better stop".
void Matcher::modals(uint32_t verb, std::vector<uint32_t>& out) const {
  for (int n = 0; n < 2; ++n) {
    for (uint32_t c : syntax_.tree().children(verb)) {
      const std::string_view rel = lang::relation(syntax_.at(c).deprel);
      if (rel == "aux" || (rel == "advmod" && (syntax_.at(c).lemma == "not" || syntax_.at(c).lemma == "never" || syntax_.at(c).lemma == "n't"))) out.push_back(c);
    }
    const lang::Token& t = syntax_.at(verb);
    if (t.deprel != "xcomp" || t.head < 0 || syntax_.at(static_cast<uint32_t>(t.head)).lemma != "have") return;
    verb = static_cast<uint32_t>(t.head);
  }
}

// "threatened sanctions if Moscow refused", "threatened he could act if …": who the condition is put to, or -1.
int32_t Matcher::condition_subject(const Predicate& p) const {
  for (const int32_t clause : {static_cast<int32_t>(p.head), p.clause}) {
    if (clause < 0) continue;
    for (uint32_t c : syntax_.tree().children(static_cast<uint32_t>(clause))) {
      if (syntax_.at(c).deprel != "advcl") continue;
      const int32_t mark = syntax_.tree().child(c, "mark");
      if (mark < 0) continue;
      const std::string word = syntax_.lower(static_cast<uint32_t>(mark));
      if (word == "if" || word == "unless" || word == "should") return syntax_.surface_subject(c);
    }
  }
  return -1;
}

// A place that lies in another state than every actor's stands for whom the act hit there.
bool Matcher::elsewhere(const Filler& place, const std::vector<Filler>& actors) const {
  auto country = [&](const Filler& f) { return f.mention < 0 ? std::string() : cast_.mentions[static_cast<size_t>(f.mention)].country; };
  const std::string there = country(place);
  return !there.empty() && !actors.empty() &&
         std::all_of(actors.begin(), actors.end(), [&](const Filler& a) { return !country(a).empty() && country(a) != there; });
}

// Whom the content is to touch: "refused to meet Kim", "agreed to send shells to Russia" (the addressee goes first).
void Matcher::clause_objects(uint32_t clause, std::vector<uint32_t>& out) const {
  Predicate inner;
  syntax_.verb(clause, inner);
  const uint64_t treaty = lexicon_.class_bit("treaty");
  auto add = [&](uint32_t token) {  // "would adhere to its pact with Seoul", "the pact signed with Seoul": whom it is with
    if ((lexicon_.classes(syntax_.at(token).lemma) & treaty) != 0)
      for (uint32_t c : syntax_.tree().children(token)) {
        if (syntax_.preposition(c) == "with") out.push_back(c);
        if (syntax_.at(c).deprel != "acl") continue;
        for (uint32_t g : syntax_.tree().children(c))
          if (const std::string p = syntax_.preposition(g); p == "with" || p == "between") out.push_back(g);
      }
    out.push_back(token);
  };
  for (const Argument& a : inner.arguments)
    if (a.preposition == "to" || a.preposition == "with" || a.preposition == "against") add(a.token);
  for (const Argument& a : inner.arguments)
    if (a.preposition == "on" || a.preposition == "from" || a.preposition == "for") out.push_back(a.token);
  if (inner.indirect >= 0) out.push_back(static_cast<uint32_t>(inner.indirect));
  if (inner.object >= 0) add(static_cast<uint32_t>(inner.object));
}

// "some of its troops", "two tonnes of rice": what the words are of.
uint32_t Matcher::whole(uint32_t token) const {
  for (int n = 0; n < 3; ++n) {
    const lang::Token& t = syntax_.at(token);
    const bool part = t.upos == lang::Upos::NUM || t.upos == lang::Upos::SYM || t.upos == lang::Upos::DET || (lexicon_.classes(t.lemma) & part_bit_) != 0;
    if (!part || t.upos == lang::Upos::PROPN) return token;
    uint32_t next = token;
    for (uint32_t c : syntax_.tree().children(token)) {
      if (c < token) continue;
      if ((lang::relation(syntax_.at(c).deprel) == "nmod" && syntax_.preposition(c) == "of") || syntax_.at(c).lemma == "worth") next = c;
      if (next != token) break;
    }
    if (next == token) return token;
    token = next;
  }
  return token;
}

// The lemma, or "heart_attack" with the word that stands before it.
bool Matcher::says(uint32_t token, std::string_view word) const {
  const std::string& lemma = syntax_.at(token).lemma;
  if (word.size() <= lemma.size()) return word == lemma;
  const size_t cut = word.size() - lemma.size();
  return token > 0 && !lemma.empty() && word[cut - 1] == '_' && word.substr(cut) == lemma && word.substr(0, cut - 1) == syntax_.lower(token - 1);
}

bool Matcher::holds(const Condition& c, const Predicate& p) const {
  std::vector<uint32_t> found;
  if (c.slot.kind == Slot::Kind::kClause) {
    if (p.clause >= 0) found.push_back(static_cast<uint32_t>(p.clause));
  } else {
    tokens(c.slot, p, found);
  }
  if (c.test == Condition::Test::kPresent) return !found.empty();
  if (c.test == Condition::Test::kAbsent) return found.empty();
  bool is = false;
  for (uint32_t token : found) {
    auto one = [&](uint32_t t) {
      t = whole(t);
      if (c.classes != 0 && (sides_.classes(t) & c.classes) != 0) return true;
      const std::string& lemma = syntax_.at(t).lemma;
      if (std::any_of(c.words.begin(), c.words.end(), [&](const std::string& w) { return says(t, w); })) return true;
      return !lemma.empty() && lemma[0] >= 'A' && lemma[0] <= 'Z' &&  // headlines in capitals
             std::find(c.words.begin(), c.words.end(), syntax_.lower(t)) != c.words.end();
    };
    is = is || one(token);
    if (c.slot.kind != Slot::Kind::kCompound)
      for (uint32_t child : syntax_.tree().children(token))
        if (syntax_.at(child).deprel == "conj") is = is || one(child);
  }
  return c.test == Condition::Test::kIs ? is : !is;
}

bool Matcher::stands_under(const std::vector<std::string>& auxiliaries, uint32_t verb) const {
  for (uint32_t c : syntax_.tree().children(verb))
    if (lang::relation(syntax_.at(c).deprel) == "aux" &&
        std::find(auxiliaries.begin(), auxiliaries.end(), syntax_.at(c).lemma) != auxiliaries.end())
      return true;
  return false;
}

bool Matcher::needs_hold(const SenseRow& row, const Predicate& p) const {
  if (!row.auxiliaries.empty() && !stands_under(row.auxiliaries, p.head)) return false;
  if (row.infinitive && (p.clause < 0 || syntax_.at(static_cast<uint32_t>(p.clause)).xpos != "VB")) return false;
  if ((!row.modals.empty() || row.self || row.negated) && !content_holds(row, p)) return false;
  return std::all_of(row.needs.begin(), row.needs.end(), [&](const Condition& c) { return holds(c, p); });
}

// "Kyiv said it would release them", "the minister said Moscow must withdraw": how the content stands, and whose act it is.
bool Matcher::content_holds(const SenseRow& row, const Predicate& p) const {
  if (p.clause < 0) return false;
  const auto clause = static_cast<uint32_t>(p.clause);
  bool modal = row.modals.empty(), negated = false;
  for (uint32_t c : syntax_.tree().children(clause)) {
    const std::string& lemma = syntax_.at(c).lemma;
    negated = negated || lemma == "not" || lemma == "n't" || lemma == "never";
    if (lang::relation(syntax_.at(c).deprel) != "aux") continue;
    const std::string form = syntax_.lower(c);
    modal = modal || std::find(row.modals.begin(), row.modals.end(), lemma) != row.modals.end() ||
            std::find(row.modals.begin(), row.modals.end(), form) != row.modals.end();
  }
  if (!modal || negated != row.negated) return false;
  if (!row.self) return true;
  const int32_t doer = syntax_.surface_subject(clause);
  return p.subject >= 0 && doer >= 0 && same_party(static_cast<uint32_t>(p.subject), static_cast<uint32_t>(doer));
}

// The pronoun of the clause is read as the speaker's unless coreference says otherwise.
bool Matcher::same_party(uint32_t speaker, uint32_t doer) const {
  if (speaker == doer) return true;
  const int32_t a = cast_.at(speaker), b = cast_.at(doer);
  const bool pronoun = syntax_.at(doer).upos == lang::Upos::PRON;
  if (a >= 0 && b >= 0) {
    const who::Mention& ma = cast_.mentions[static_cast<size_t>(a)];
    const who::Mention& mb = cast_.mentions[static_cast<size_t>(b)];
    return ma.entity == mb.entity || (pronoun && !ma.country.empty() && ma.country == mb.country) ||
           (mb.kind == who::Kind::kCountry && ma.country == mb.country);
  }
  return pronoun;
}

bool Matcher::modifiers_hold(const Sense& sense, const Predicate& p) const {
  if (!sense.particle.empty() && !syntax_.has_particle(p.head, sense.particle)) return false;
  for (const std::string& m : sense.modifiers)
    if (std::none_of(p.compounds.begin(), p.compounds.end(), [&](uint32_t c) {
          return syntax_.at(c).lemma == m || syntax_.lower(c) == m;
        }))
      return false;
  return true;
}

// "shelling and launching missiles": the missiles are launched; the shelling borrows an object that it cannot hit.
bool Matcher::borrowed_weapon(const SenseRow& row, const Slot& slot, const Predicate& p) const {
  return row.type == "ASSAULT" && slot.kind == Slot::Kind::kObject && p.shared_object && p.object >= 0 &&
         (sides_.classes(whole(static_cast<uint32_t>(p.object))) & lexicon_.class_bit("weapon")) != 0;
}

// "ruled it out", "rejected this": what is refused is a matter; whom force hits may be "it", a state told before.
bool Matcher::is_matter(const SenseRow& row, uint32_t token) const {
  const std::string& lemma = syntax_.at(token).lemma;
  if (lemma == "it") return row.type == "REJECT" || lexicon_.quad(row.type) < 3 || cast_.at(token) < 0;
  return lemma == "this" || lemma == "that";
}

bool Matcher::bind(const SenseRow& row, const Predicate& p, bool recipient, const std::vector<Filler>& actors, std::vector<Filler>& out) const {
  const SidePattern& side = recipient ? row.recipient : row.actor;
  const bool meeting = row.reciprocal && row.type == "CONSULT";  // one meets at a place, never with it
  if (recipient && p.affected >= 0) return sides_.collect(static_cast<uint32_t>(p.affected), true, true, out);
  std::vector<Filler> pronouns;  // "them", whom nothing resolves: taken when no other slot names anybody
  for (const Slot& slot : side.slots) {
    if (borrowed_weapon(row, slot, p)) continue;
    if (slot.kind == Slot::Kind::kVoice) {
      out.push_back({{}, -1, p.head, true, kVoiceFiller});
      return true;
    }
    if (slot.kind == Slot::Kind::kCompound) {
      if (sides_.collect_compounds(p, out)) return true;
      continue;
    }
    const bool place = recipient ? !meeting : slot.preposition == "to";  // "was invited to Moscow"
    std::vector<uint32_t> found;
    tokens(slot, p, found);
    if (slot.kind == Slot::Kind::kElsewhere) {
      for (uint32_t token : found) sides_.collect(token, true, true, out);
      std::erase_if(out, [&](const Filler& f) { return !elsewhere(f, actors); });
      if (!out.empty()) return true;
      continue;
    }
    for (uint32_t token : found) {
      if (recipient && is_matter(row, token)) continue;
      if (sides_.collect(token, slot.owner, place, out, slot.preposition == "between")) {
        if (!recipient || !unresolved(out)) return true;
        if (pronouns.empty()) pronouns = out;
        out.clear();
      }
      if (slot.kind == Slot::Kind::kSubject && !recipient) {
        const int32_t author = author_of(token, p);
        if (author >= 0 && sides_.collect(static_cast<uint32_t>(author), false, false, out)) return true;
      }
    }
  }
  if (recipient && pronouns.empty()) return bind_things(row, p, out);
  out = std::move(pronouns);
  return !out.empty();
}

bool Matcher::unresolved(const std::vector<Filler>& fillers) const {
  return std::all_of(fillers.begin(), fillers.end(), [&](const Filler& f) { return f.mention < 0 && syntax_.at(f.head).upos == lang::Upos::PRON; });
}

// "issued a statement urging Seoul", "put out a report accusing the army": who made the thing speaks in it.
int32_t Matcher::author_of(uint32_t thing, const Predicate& p) const {
  const lang::Token& verb = syntax_.at(p.head);
  const lang::Token& noun = syntax_.at(thing);
  if (lang::relation(verb.deprel) != "acl" || verb.deprel == "acl:relcl" || verb.xpos != "VBG" || verb.head != static_cast<int32_t>(thing)) return -1;
  if (lang::relation(noun.deprel) != "obj" || noun.head < 0) return -1;
  return syntax_.surface_subject(static_cast<uint32_t>(noun.head));
}

// What force hits need not be able to act: "shelled a bakery", "the blast at the bus stop".
bool Matcher::bind_things(const SenseRow& row, const Predicate& p, std::vector<Filler>& out) const {
  for (const Slot& slot : row.recipient.slots) {
    if (!slot.thing || borrowed_weapon(row, slot, p)) continue;
    std::vector<uint32_t> found;
    tokens(slot, p, found);
    for (uint32_t token : found) {
      const lang::Upos upos = syntax_.at(token).upos;
      if (upos != lang::Upos::NOUN && upos != lang::Upos::PROPN && upos != lang::Upos::NUM) continue;
      if (syntax_.in_time(token)) continue;
      sides_.collect_thing(token, out);
      return true;
    }
  }
  return false;
}

// No doer is told, or only his weapon ("killed by a roadside bomb"); a doer that cannot act makes the words mean something else.
bool Matcher::agentless(const SenseRow& row, const Predicate& p) const {
  const bool by_subject = std::any_of(row.actor.slots.begin(), row.actor.slots.end(), [](const Slot& s) { return s.kind == Slot::Kind::kSubject; });
  if (!by_subject || p.subject < 0) return true;
  return (sides_.classes(static_cast<uint32_t>(p.subject)) & lexicon_.class_bit("weapon")) != 0;
}

// "Russia vetoed it along with China": both did.
void Matcher::bind_company(const Predicate& p, std::vector<Filler>& actors) const {
  for (const Argument& a : p.arguments)
    if (!a.of_object && (a.preposition == "along" || a.preposition == "along with" || a.preposition == "together with" || a.preposition == "alongside"))
      sides_.collect(a.token, false, false, actors);
}

bool Matcher::known(const Filler& f) const {
  if (f.mention >= 0 || f.inferred || syntax_.at(f.head).upos == lang::Upos::PROPN) return true;
  // "we warn Seoul" in an organ of a state: it speaks.
  const page::Page* page = syntax_.parse().page;
  const uint32_t story = syntax_.parse().sentences[syntax_.parse().sentence_of[f.head]].story;
  return page != nullptr && story < page->stories.size() && page->stories[story].outlet.state && syntax_.at(f.head).lemma == "we";
}

bool Matcher::definite(const Filler& f) const {
  const int32_t det = syntax_.tree().child(f.head, "det");
  return det >= 0 && syntax_.at(static_cast<uint32_t>(det)).lemma == "the";
}

bool Matcher::person(const Filler& f) const { return (sides_.classes(f.head) & (lexicon_.class_bit("person") | lexicon_.class_bit("captive"))) != 0; }

// "Russian Ambassador Petrov", "US President Petrov" is one side, however the parser cut it: the state right before a
// person of its own is dropped.
void Matcher::drop_demonyms(std::vector<Filler>& side) const {
  auto mention = [&](const Filler& f) { return f.mention >= 0 ? &cast_.mentions[static_cast<size_t>(f.mention)] : nullptr; };
  std::erase_if(side, [&](const Filler& f) {
    const who::Mention* m = mention(f);
    if (!m || m->kind != who::Kind::kCountry) return false;
    auto only_title = [&](uint32_t last) {
      if (last <= f.head || last - f.head > 8) return false;
      for (uint32_t t = f.head + 1; t < last; ++t)
        if (syntax_.at(t).upos == lang::Upos::CCONJ || syntax_.at(t).upos == lang::Upos::PUNCT || syntax_.at(t).upos == lang::Upos::VERB) return false;
      return true;
    };
    return std::any_of(side.begin(), side.end(), [&](const Filler& o) {
      const who::Mention* other = mention(o);
      return other && other->kind == who::Kind::kPerson && other->country == m->country && only_title(o.head);
    });
  });
}

// Kind words between people of whom none is named or stands for a state are nobody's news.
bool Matcher::home_affair(const SenseRow& row, const Binding& b) const {
  if (row.type != "SUPPORT" && row.type != "CONSULT" && row.type != "COOPERATE") return false;
  const uint64_t civilian = lexicon_.class_bit("civilian");
  auto plain = [&](const Filler& f) {
    return f.mention < 0 && syntax_.at(f.head).upos == lang::Upos::NOUN && (lexicon_.classes(syntax_.at(f.head).lemma) & civilian) != 0;
  };
  auto unnamed = [](const Filler& f) { return f.mention < 0; };
  if (row.type == "SUPPORT")
    return std::any_of(b.recipients.begin(), b.recipients.end(), plain) && std::all_of(b.recipients.begin(), b.recipients.end(), unnamed);
  return !b.recipients.empty() && std::all_of(b.recipients.begin(), b.recipients.end(), plain) &&
         std::all_of(b.actors.begin(), b.actors.end(), plain);
}

// Reciprocal acts among a conjoined subject are shared out; nobody acts on himself.
bool Matcher::settle(const SenseRow& row, Binding& b) const {
  drop_repeats(sides_, b.actors);
  drop_repeats(sides_, b.recipients);
  drop_demonyms(b.actors);
  drop_demonyms(b.recipients);
  if (home_affair(row, b)) return false;
  if (row.reciprocal && b.actors.size() >= 2) {
    // "talks between A and B": both slots found the same words.
    std::erase_if(b.recipients, [&](const Filler& r) {
      return std::any_of(b.actors.begin(), b.actors.end(), [&](const Filler& a) { return sides_.same(a, r); });
    });
  }
  // "A and B agreed to set up a group": with each other, not with the group.
  if (row.reciprocal && b.actors.size() >= 2 &&
      std::all_of(b.actors.begin(), b.actors.end(), [](const Filler& f) { return f.mention >= 0; }) &&
      std::all_of(b.recipients.begin(), b.recipients.end(), [&](const Filler& f) { return !known(f); }))
    b.recipients.clear();
  // "agreed to set up a company": what is founded or sent is no partner.
  if (row.type == "AGREE" && row.recipient.optional &&
      std::all_of(b.recipients.begin(), b.recipients.end(), [&](const Filler& f) { return !known(f) && !person(f) && !definite(f); }))
    b.recipients.clear();
  if (row.reciprocal && b.recipients.empty() && b.actors.size() >= 2) {
    b.recipients.assign(b.actors.begin() + 1, b.actors.end());
    b.actors.resize(1);
  }
  const size_t before = b.recipients.size();
  std::erase_if(b.recipients, [&](const Filler& r) {
    return std::any_of(b.actors.begin(), b.actors.end(), [&](const Filler& a) {
      if (sides_.same(a, r)) return true;
      if (a.mention < 0 || r.mention < 0 || lexicon_.quad(row.type) > 2) return false;
      // Good words and help among one state's own people are home affairs.
      const who::Mention& ma = cast_.mentions[static_cast<size_t>(a.mention)];
      const who::Mention& mr = cast_.mentions[static_cast<size_t>(r.mention)];
      if (mr.country.empty() || ma.country != mr.country) return false;
      const bool state = mr.kind == who::Kind::kCountry || mr.kind == who::Kind::kPlace;
      return state || ma.kind == who::Kind::kCountry;
    });
  });
  if (b.recipients.empty() && (!row.recipient.optional || (before > 0 && row.reciprocal)) && !row.recipient.none()) return false;
  if (b.actors.empty() && !row.actor.optional) return false;
  if (b.actors.empty() && b.recipients.empty()) return false;
  if (row.weak && !(std::any_of(b.actors.begin(), b.actors.end(), [&](const Filler& f) { return known(f); }) &&
                    std::any_of(b.recipients.begin(), b.recipients.end(), [&](const Filler& f) { return known(f); })))
    return false;
  return true;
}

void Matcher::bind_thirds(const SenseRow& row, const Predicate& p, Binding& b) const {
  auto add = [&](const std::string& part, uint32_t token) {
    std::vector<Filler> found;
    sides_.collect(token, true, true, found);
    for (Filler& f : found) {
      if (f.mention < 0) continue;  // "on Wednesday", "on the edge"
      auto taken = [&](const Filler& o) { return sides_.same(o, f) || o.head == f.head; };
      if (std::none_of(b.actors.begin(), b.actors.end(), taken) && std::none_of(b.recipients.begin(), b.recipients.end(), taken))
        b.thirds.push_back({part, std::move(f)});
    }
  };
  for (const ThirdPattern& third : row.thirds)
    for (const Slot& slot : third.slots) {
      std::vector<uint32_t> found;
      tokens(slot, p, found);
      for (uint32_t token : found) add(third.part, token);
    }
  if (lexicon_.quad(row.type) % 2 == 0 && row.type != "STATE") return;  // only talk has topics
  for (const Argument& a : p.arguments)
    if (std::find(std::begin(kTopicPrepositions), std::end(kTopicPrepositions), a.preposition) != std::end(kTopicPrepositions))
      add("topic", a.token);
}

// Which restriction of a row failed, in the notation of the tables.
std::string Matcher::unmet(const SenseRow& row, const Predicate& p) const {
  for (const Condition& c : row.needs) {
    if (holds(c, p)) continue;
    std::string slot = c.slot.preposition;
    switch (c.slot.kind) {
      case Slot::Kind::kSubject: slot = "the subject"; break;
      case Slot::Kind::kObject: slot = "the object"; break;
      case Slot::Kind::kIndirect: slot = "the indirect object"; break;
      case Slot::Kind::kClause: slot = "a clause"; break;
      case Slot::Kind::kClauseObject: slot = "the object of the clause"; break;
      case Slot::Kind::kUser: slot = "a user"; break;
      case Slot::Kind::kElsewhere: slot = "a place elsewhere"; break;
      case Slot::Kind::kCondition: slot = "the subject of a condition"; break;
      case Slot::Kind::kPossessor: slot = "a possessor"; break;
      case Slot::Kind::kVoice: slot = "the speaker"; break;
      case Slot::Kind::kModal: slot = "the modal or negation"; break;
      case Slot::Kind::kCompound: slot = "a name before the noun"; break;
      case Slot::Kind::kPreposition: slot.insert(0, "words after '").append("'"); break;
    }
    if (c.test == Condition::Test::kPresent) return slot + " must be there";
    if (c.test == Condition::Test::kAbsent) return slot + " must not be there";
    std::string words;
    for (const std::string& w : c.words) words.append(words.empty() ? "" : ", ").append(w);
    if (c.classes != 0) words.append(words.empty() ? "" : ", ").append("a class of words");
    slot.append(c.test == Condition::Test::kIs ? " must be one of: " : " must be none of: ").append(words);
    return slot;
  }
  return row.infinitive ? "the content must be an infinitive" : "the content must stand under the row's modal or negation";
}

std::optional<Binding> Matcher::match(const std::vector<Sense>& senses, const Predicate& p, std::string* why_not, bool* refused,
                                      bool by_object) const {
  for (const Sense& sense : senses) {
    const SenseRow& row = lexicon_.rows()[sense.row];
    if (by_object && !row.by_object) continue;
    if (!modifiers_hold(sense, p)) {
      if (trace_) trace_->add(p.head, sense.rule, kWordsMissing);
      continue;
    }
    if (!needs_hold(row, p)) {
      if (trace_) trace_->add(p.head, sense.rule, unmet(row, p));
      continue;
    }
    if (row.type == "NONE") {
      if (trace_) trace_->add(p.head, sense.rule, "refused use: a figurative or other meaning that is no act");
      if (refused) *refused = true;
      if (why_not) *why_not = sense.rule + ": refused use";
      return std::nullopt;
    }
    Binding b;
    b.sense = &sense;
    b.row = &row;
    bind(row, p, false, {}, b.actors);
    if (b.actors.empty() && (!row.actor.optional || !agentless(row, p))) {
      if (why_not) *why_not = sense.rule + ": no actor";
      if (trace_) trace_->add(p.head, sense.rule, "nobody that can act stands where the actor must");
      continue;
    }
    if (!row.reciprocal && !b.actors.empty()) bind_company(p, b.actors);
    bind(row, p, true, b.actors, b.recipients);
    if (!settle(row, b)) {
      if (why_not) *why_not = sense.rule + ": sides do not fit";
      if (trace_) trace_->add(p.head, sense.rule, b.recipients.empty() ? "nobody stands where the recipient must" : "the sides do not fit each other");
      continue;
    }
    bind_thirds(row, p, b);
    if (trace_) trace_->add(p.head, sense.rule, "");
    return b;
  }
  return std::nullopt;
}

const Sense* Matcher::fits(const std::vector<Sense>& senses, const Predicate& p) const {
  for (const Sense& sense : senses) {
    const SenseRow& row = lexicon_.rows()[sense.row];
    if (modifiers_hold(sense, p) && needs_hold(row, p)) return row.type == "NONE" ? nullptr : &sense;
  }
  return nullptr;
}

}  // namespace annalist::what
