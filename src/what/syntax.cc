#include "what/syntax.h"

#include <algorithm>

namespace annalist::what {
namespace {

using lang::relation;
using lang::Token;
using lang::Upos;

constexpr int kMaxClimb = 8;  // clauses; deeper control chains do not occur in news

bool is_relative_pronoun(const Token& t) {
  return t.upos == Upos::PRON && (t.lemma == "who" || t.lemma == "which" || t.lemma == "that" || t.lemma == "whom" || t.lemma == "whose");
}

}  // namespace

void Predicate::reset(uint32_t token) {
  head = token;
  passive = inherited_subject = shared_object = false;
  subject = object = indirect = clause = possessor = user = affected = -1;
  arguments.clear();
  compounds.clear();
}

std::string Syntax::lower(uint32_t token) const {
  std::string out(parse_.form(token));
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// "at least 75 people", "up to 20": the words belong to the number, whatever the tree says.
bool Syntax::measures(uint32_t preposition) const {
  if (preposition + 1 >= parse_.tokens.size()) return false;
  const std::string& next = at(preposition + 1).lemma;
  const std::string& lemma = at(preposition).lemma;
  return (lemma == "at" && (next == "least" || next == "most" || next == "little")) || (lemma == "up" && next == "to");
}

std::string Syntax::preposition(uint32_t token) const {
  for (uint32_t c : tree_.children(token)) {
    if (at(c).deprel != "case" || at(c).lemma == "'s" || at(c).lemma == "'" || measures(c)) continue;
    std::string out = lower(c);
    for (uint32_t f : tree_.children(c))
      if (at(f).deprel == "fixed") {
        out += ' ';
        out += lower(f);
      }
    return out;
  }
  // Inside long names and titles parsers hang the preposition on a word before the head.
  const uint32_t first = tree_.left(token);
  if (first < token && at(first).upos == Upos::ADP && at(first).deprel == "case" && at(first).lemma != "'s" && !measures(first)) {
    const auto bearer = static_cast<uint32_t>(at(first).head);
    const std::string_view rel = relation(at(bearer).deprel);
    if (rel == "compound" || rel == "amod" || rel == "nmod" || rel == "flat" || rel == "nummod" || rel == "conj")
      return at(bearer).deprel == "nmod:poss" || relation(rel) != "nmod" || tree_.left(bearer) == first ? lower(first) : std::string{};
  }
  return {};
}

// "with the United States in mind" renders a phrase that means "against"; it names no partner.
bool Syntax::in_mind(uint32_t token) const {
  const uint32_t last = std::min<uint32_t>(token + 8, static_cast<uint32_t>(parse_.tokens.size()));
  for (uint32_t t = token + 1; t + 1 < last; ++t) {
    if (at(t).upos == Upos::VERB || parse_.form(t) == ".") return false;
    if (at(t + 1).lemma == "mind" && lower(t) == "in") return true;
  }
  return false;
}

int32_t Syntax::split_perfect(uint32_t participle) const {
  const Token& t = at(participle);
  if (t.deprel != "amod" || t.xpos != "VBN" || t.head <= static_cast<int32_t>(participle)) return -1;
  const Token& noun = at(static_cast<uint32_t>(t.head));
  if (noun.head < 0 || noun.head >= static_cast<int32_t>(participle) || noun.deprel != "obj") return -1;
  const auto have = static_cast<uint32_t>(noun.head);
  if (at(have).lemma != "have" || participle - have > 3) return -1;
  for (uint32_t i = have + 1; i < participle; ++i)
    if (at(i).upos != Upos::ADV && at(i).upos != Upos::PART) return -1;
  return noun.head;
}

int32_t Syntax::swallowed_subject(uint32_t participle) const {
  const Token& t = at(participle);
  if (t.deprel != "amod" || (t.xpos != "VBN" && t.xpos != "VBD") || t.head <= static_cast<int32_t>(participle)) return -1;
  const Token& noun = at(static_cast<uint32_t>(t.head));
  if (noun.deprel != "root" || noun.upos != Upos::NOUN) return -1;
  uint32_t before = participle;
  while (before > 0 && at(before - 1).upos == Upos::ADV) --before;
  if (before == 0 || at(before - 1).upos != Upos::PROPN || parse_.sentence_of[before - 1] != parse_.sentence_of[participle]) return -1;
  const Token& name = at(before - 1);
  const bool beside = name.head == t.head || name.head == static_cast<int32_t>(participle);
  return (relation(name.deprel) == "compound" || name.deprel == "nsubj") && beside ? static_cast<int32_t>(before - 1) : -1;
}

bool Syntax::has_particle(uint32_t verb, std::string_view particle) const {
  for (uint32_t c : tree_.children(verb)) {
    const std::string_view rel = at(c).deprel;
    if ((rel == "compound:prt" || rel == "advmod" || rel == "mark" || rel == "compound") && at(c).lemma == particle) return true;
    if (rel == "obj" && c == verb + 1 && at(c).lemma == particle) return true;  // "took part in"
    if ((rel == "obj" || rel == "obl") && swallowed_particle(verb, c) && at(verb + 1).lemma == particle) return true;
  }
  // "handed over two captives", with "over" read as "more than".
  if (verb + 2 < parse_.tokens.size() && at(verb + 1).upos == Upos::ADV && at(verb + 1).lemma == particle && at(verb + 2).upos == Upos::NUM)
    return at(verb + 1).head == static_cast<int32_t>(verb + 2);
  return false;
}

// "The council called for talks", tagged as a participle: the verb of a sentence has an auxiliary or is no passive.
bool Syntax::misread_past(uint32_t verb) const {
  const std::string_view rel = relation(at(verb).deprel);
  if (at(verb).xpos != "VBN" || (rel != "root" && rel != "ccomp" && rel != "parataxis")) return false;
  for (uint32_t c : tree_.children(verb))
    if (relation(at(c).deprel) == "aux" || preposition(c) == "by") return false;
  return true;
}

bool Syntax::is_passive(uint32_t verb) const {
  bool own_subject = false, turned = false;
  for (uint32_t c : tree_.children(verb)) {
    const std::string_view rel = at(c).deprel;
    if (rel == "aux:pass") return true;
    turned = turned || rel == "nsubj:pass";
    own_subject = own_subject || rel == "nsubj";
  }
  const Token& t = at(verb);
  if (turned) {  // "Ankara called Cairo": without auxiliary and with an object it is no passive, whatever the labels say
    if (t.xpos == "VBD" || misread_past(verb)) return false;
    for (uint32_t c : tree_.children(verb)) {
      const std::string_view rel = relation(at(c).deprel);
      if (c > verb && (rel == "obj" || rel == "obl") && !in_time(c) && preposition(c).empty()) return false;
    }
    return true;
  }
  if (t.xpos != "VBN" || own_subject || t.head < 0) return false;
  const std::string_view rel = relation(t.deprel);
  if (rel == "acl" || rel == "amod" || rel == "advcl") {
    for (uint32_t c : tree_.children(verb))
      if (at(c).deprel == "aux") return false;  // "having met"
    if (tree_.child(verb, "obj") < 0) return true;
    // "Kyiv said Russian forces struck Odesa", parsed as "forces [that were] struck": nobody says forces.
    const Token& noun = at(static_cast<uint32_t>(t.head));
    if (rel == "acl" && noun.deprel == "obj" && noun.head >= 0)
      if (const std::string& said = at(static_cast<uint32_t>(noun.head)).lemma; said == "say" || said == "add" || said == "claim" || said == "announce")
        return false;
    return rel == "acl";
  }
  if (rel == "conj") return is_passive(static_cast<uint32_t>(t.head));
  return false;
}

// "Ivanov, envoy of the Union of Writers, who came": he, not the union.
uint32_t Syntax::bearer(uint32_t name) const {
  uint32_t t = name;
  for (int n = 0; n < kMaxClimb; ++n) {
    const std::string_view rel = at(t).deprel;
    const bool inside = rel == "compound" || rel == "flat";
    if (at(t).head < 0 || at(t).head >= static_cast<int32_t>(t) + (inside ? 4 : 0) || (rel != "nmod" && rel != "appos" && !inside)) break;
    t = static_cast<uint32_t>(at(t).head);
  }
  return at(t).upos == Upos::PROPN || at(t).upos == Upos::NOUN ? t : name;
}

uint32_t Syntax::antecedent(uint32_t token) const {
  if (!is_relative_pronoun(at(token))) return token;
  // ", which" and ", who" follow the name they speak of, even where the parser hung the clause on a word before it.
  if (at(token).lemma != "that" && token >= 2 && parse_.form(token - 1) == "," && at(token - 2).upos == Upos::PROPN)
    return at(token).lemma == "who" ? bearer(token - 2) : token - 2;
  for (int32_t h = static_cast<int32_t>(token), n = 0; h >= 0 && n < kMaxClimb; ++n) {
    const Token& t = at(static_cast<uint32_t>(h));
    if (t.deprel == "acl:relcl" && t.head >= 0) return static_cast<uint32_t>(t.head);
    h = t.head;
  }
  if (at(token).lemma == "that") return token;
  // A relative clause that was parsed as something else: the noun right before the pronoun.
  for (uint32_t t = token, n = 0; t > 0 && n < 3; ++n)
    if (--t; at(t).upos == Upos::NOUN || at(t).upos == Upos::PROPN) return t;
  return token;
}

int32_t Syntax::nearest_subject(uint32_t verb) const {
  int32_t first = -1, last = -1;
  for (uint32_t c : tree_.children(verb))
    if (at(c).deprel == "nsubj:pass" && c < verb) {
      last = static_cast<int32_t>(c);
      if (first < 0) first = last;
    }
  if (first == last) return -1;
  const Upos upos = at(static_cast<uint32_t>(first)).upos, near = at(static_cast<uint32_t>(last)).upos;
  const bool cut = upos == Upos::ADJ || upos == Upos::NUM || upos == Upos::ADV;
  return cut && (near == Upos::NOUN || near == Upos::PROPN) ? last : -1;
}

// "This month, Western states, Japan and others condemned": the list was hung on the time before it.
int32_t Syntax::after_time(uint32_t verb) const {
  const std::string_view form = at(verb).xpos;
  if (form != "VBD" && form != "VBZ" && form != "VBP") return -1;
  for (uint32_t c : tree_.children(verb)) {
    if (c >= verb || relation(at(c).deprel) != "obl" || !in_time(c)) continue;
    for (uint32_t d : tree_.children(c))
      if (d > c && d < verb && at(d).deprel == "conj" && !in_time(d) && (at(d).upos == Upos::NOUN || at(d).upos == Upos::PROPN) &&
          parse_.form(c + 1) == ",")
        return static_cast<int32_t>(d);
  }
  return -1;
}

int32_t Syntax::own_subject(uint32_t verb) const {
  // Of two subjects a name right before the verb is its own: "allies, but since Russia launched".
  int32_t first = -1, last = -1;
  for (uint32_t c : tree_.children(verb))
    if (at(c).deprel == "nsubj" && c < verb) {
      last = static_cast<int32_t>(c);
      if (first < 0) first = last;
    }
  if (first != last && at(static_cast<uint32_t>(last)).upos == Upos::PROPN && static_cast<uint32_t>(last) + 3 >= verb) return last;
  // "as many as 20 villagers were held", cut into three subjects: the noun next to the verb.
  if (const int32_t near = nearest_subject(verb); near >= 0) return near;
  for (uint32_t c : tree_.children(verb)) {
    const std::string_view rel = at(c).deprel;
    if (rel != "nsubj" && rel != "nsubj:pass" && rel != "nsubj:outer") continue;
    if (at(c).upos != Upos::AUX) return static_cast<int32_t>(antecedent(c));
    if (const int32_t real = tree_.child(c, "nsubj"); real >= 0) return static_cast<int32_t>(antecedent(static_cast<uint32_t>(real)));
  }
  // Parsers sometimes hang the subject on the auxiliary: "The military has fired".
  for (uint32_t c : tree_.children(verb)) {
    if (relation(at(c).deprel) != "aux" && at(c).deprel != "cop") continue;
    for (uint32_t s : tree_.children(c))
      if (relation(at(s).deprel) == "nsubj") return static_cast<int32_t>(antecedent(s));
  }
  // "An earthquake struck": the subject as a compound of the finite verb.
  if (at(verb).xpos == "VBD" || at(verb).xpos == "VBZ" || at(verb).xpos == "VBP")
    for (uint32_t c : tree_.children(verb))
      if ((at(c).deprel == "compound" || (at(c).deprel == "aux" && at(c).upos == Upos::PROPN)) && c < verb && (at(c).upos == Upos::NOUN || at(c).upos == Upos::PROPN)) return static_cast<int32_t>(c);
  if (const int32_t list = after_time(verb); list >= 0) return list;
  // "said Medvedev, deputy chairman, will travel": the name was parsed as a clause of its own before the verb.
  const Token& t = at(verb);
  if (relation(t.deprel) == "ccomp" && t.head >= 0 && static_cast<uint32_t>(t.head) < verb) {
    int32_t before = -1;
    for (uint32_t c : tree_.children(static_cast<uint32_t>(t.head))) {
      const std::string_view rel = relation(at(c).deprel);
      if (c > static_cast<uint32_t>(t.head) && c < verb && (at(c).upos == Upos::NOUN || at(c).upos == Upos::PROPN) &&
          (rel == "ccomp" || rel == "xcomp" || rel == "parataxis" || rel == "obj"))
        before = static_cast<int32_t>(c);
    }
    return before;
  }
  return -1;
}

// Whom a verb speaks to or moves: "urged Seoul to", "called on Seoul to", "Seoul was urged to".
int32_t Syntax::addressee(uint32_t verb) const {
  if (const int32_t indirect = tree_.child(verb, "iobj"); indirect >= 0) return static_cast<int32_t>(antecedent(static_cast<uint32_t>(indirect)));
  if (const int32_t object = tree_.child(verb, "obj"); object >= 0) return static_cast<int32_t>(antecedent(static_cast<uint32_t>(object)));
  if (at(verb).lemma == "call" || at(verb).lemma == "appeal")
    for (uint32_t c : tree_.children(verb)) {
      if (relation(at(c).deprel) != "obl") continue;
      const std::string p = preposition(c);
      if (p == "on" || p == "upon" || p == "to") return static_cast<int32_t>(c);
    }
  return -1;
}

int32_t Syntax::controller(uint32_t verb, int depth) const {
  const Token& t = at(verb);
  if (t.head < 0 || depth > kMaxClimb) return -1;
  const auto head = static_cast<uint32_t>(t.head);
  const std::string_view rel = relation(t.deprel);
  if (rel == "xcomp") {
    const int32_t object = addressee(head);
    if (object >= 0 && !subject_control(at(head).lemma) && at(head).upos == Upos::VERB) return object;
    return surface_subject(head, depth + 1);
  }
  if (rel == "conj" || rel == "parataxis") {
    if (rel == "parataxis" || (at(head).upos != Upos::VERB && at(head).upos != Upos::AUX && tree_.child(head, "nsubj") < 0)) return -1;
    return surface_subject(head, depth + 1);
  }
  if (rel == "advcl") {
    // Participles and purpose infinitives share the subject; finite clauses have their own.
    // "condemned Russia for using", "accused it of arming": the one dealt with did it; "called for lifting": whoever is to.
    if (t.xpos == "VBG")
      for (uint32_t c : tree_.children(verb))
        if (const std::string mark = lower(c); at(c).deprel == "mark" && (mark == "for" || mark == "of" || mark == "from")) {
          if (const int32_t object = tree_.child(head, "obj"); object >= 0) return object;
          if (object_control(at(head).lemma)) return -1;
        }
    if (t.xpos == "VB" && object_control(at(head).lemma))
      if (const int32_t object = addressee(head); object >= 0 && object < static_cast<int32_t>(verb)) return object;
    if (t.xpos == "VB" && (at(head).lemma == "call" || at(head).lemma == "appeal") && tree_.child(head, "obj") < 0)
      if (const int32_t object = addressee(head); object >= 0 && object < static_cast<int32_t>(verb)) return object;
    if (t.xpos == "VBG" || t.xpos == "VB" || t.xpos == "VBN") return surface_subject(head, depth + 1);
    return -1;
  }
  if (t.deprel == "acl:relcl") return -1;
  if (rel == "acl") {
    if (t.xpos == "VBG" || t.xpos == "VBN" || t.xpos == "VBD") return static_cast<int32_t>(head);
    if (t.xpos == "VB" && (relation(at(head).deprel) == "obj" || relation(at(head).deprel) == "iobj") && at(head).head >= 0 &&
        object_control(at(static_cast<uint32_t>(at(head).head)).lemma))
      return static_cast<int32_t>(head);  // "ordered the army to attack"
    // "a plan to visit": done by whoever has the plan.
    const int32_t poss = tree_.child(head, "nmod:poss");
    if (poss >= 0) return poss;
    const Token& noun = at(head);
    if (noun.head >= 0 && (relation(noun.deprel) == "obj" || relation(noun.deprel) == "obl"))
      return surface_subject(static_cast<uint32_t>(noun.head), depth + 1);
  }
  return -1;
}

int32_t Syntax::surface_subject(uint32_t verb, int depth) const {
  if (depth > kMaxClimb) return -1;
  const int32_t own = own_subject(verb);
  return own >= 0 ? own : controller(verb, depth);
}

void Syntax::add_modifiers(uint32_t noun, bool of_object, Predicate& out, int depth) const {
  for (uint32_t c : tree_.children(noun)) {
    const std::string_view rel = relation(at(c).deprel);
    if (rel == "acl" && at(c).xpos == "VBG" && depth == 0 && (lexicon_.classes(at(c).lemma) & blaming_) != 0)  // "a draft condemning Delhi"
      if (const int32_t blamed = tree_.child(c, "obj"); blamed >= 0) out.arguments.push_back({static_cast<uint32_t>(blamed), "against", of_object});
    if (rel == "acl" && at(c).xpos == "VBN" && of_object && depth == 0)  // "lifted sanctions imposed on Delhi"
      for (uint32_t g : tree_.children(c)) {
        if (relation(at(g).deprel) != "obl" || in_time(g)) continue;
        if (std::string p = preposition(g); p == "on" || p == "against") out.arguments.push_back({g, std::move(p), true});
      }
    if (rel != "nmod" && rel != "obl") continue;
    if (at(c).deprel == "nmod:poss") continue;
    std::string p = preposition(c);
    if (p.empty() || in_time(c) || (p == "with" && in_mind(c))) continue;
    const bool session = p == "at" && (lexicon_.classes(at(c).lemma) & talks_) != 0;  // "at the council meeting" is of the whole
    if (depth > 0 && !session && (p == "of" || p == "in" || p == "at")) continue;  // these stay with the noun before them
    out.arguments.push_back({c, std::move(p), of_object});
    // Parsers hang "to Kyiv" on the last noun before it: "a delivery of tanks by Berlin to Kyiv".
    if (depth < 2) add_modifiers(c, of_object, out, depth + 1);
  }
}

// "called off their strike", with "off" as the object's preposition: a particle of the verb.
bool Syntax::swallowed_particle(uint32_t verb, uint32_t object) const {
  if (verb + 1 >= parse_.tokens.size() || at(verb + 1).head != static_cast<int32_t>(object) || at(verb + 1).deprel != "case") return false;
  const std::string& p = at(verb + 1).lemma;
  return p == "off" || p == "out" || p == "up" || p == "down" || p == "away" || p == "back";
}

// "gave Ottawa a deadline", parsed as two objects: a name, then a noun phrase with its own article or number.
bool Syntax::two_objects(uint32_t first, uint32_t second) const {
  if (second < first + 2 || at(second).upos != Upos::NOUN || (at(first).upos != Upos::PROPN && at(first).upos != Upos::PRON)) return false;
  const Upos opens = at(first + 1).upos;
  return opens == Upos::DET || opens == Upos::NUM || opens == Upos::ADJ || opens == Upos::PRON;
}

void Syntax::core(uint32_t token, Predicate& out) const {
  for (uint32_t c : tree_.children(token)) {
    const std::string_view full = at(c).deprel, rel = relation(full);
    if (rel == "obj" || full == "obl:unmarked") {
      // A mis-parsed oblique: its phrase begins with a preposition.
      std::string p = preposition(c);
      if (!p.empty() && swallowed_particle(token, c)) out.object = static_cast<int32_t>(c);
      else if (!p.empty()) out.arguments.push_back({c, std::move(p), false});
      else if (rel == "obj" && out.object >= 0 && out.indirect < 0 && two_objects(static_cast<uint32_t>(out.object), c)) {
        out.indirect = out.object;
        out.object = static_cast<int32_t>(c);
      } else if (rel == "obj" && out.object < 0) out.object = static_cast<int32_t>(antecedent(c));
    }
    else if (rel == "iobj") out.indirect = static_cast<int32_t>(antecedent(c));
    else if (rel == "advmod" && at(c).lemma == "here") out.arguments.push_back({c, "here", false});
    else if ((rel == "ccomp" || rel == "xcomp") && out.clause < 0) out.clause = static_cast<int32_t>(c);
    else if (rel == "obl" || rel == "nmod") {
      std::string p = preposition(c);
      if (rel == "obl" && out.object < 0 && swallowed_particle(token, c)) {
        out.object = static_cast<int32_t>(c);
        continue;
      }
      if (p.empty() && rel == "obl" && c > token && out.object < 0 && !in_time(c) && (at(c).upos == Upos::NOUN || at(c).upos == Upos::PROPN)) out.object = static_cast<int32_t>(c);
      if (!p.empty() && !in_time(c) && !(p == "with" && in_mind(c))) out.arguments.push_back({antecedent(c), std::move(p), false});
      // "its veto in a resolution on sanctions", "reneged on a deal with Paris"
      if (rel == "obl" && (at(c).lemma == "resolution" || (lexicon_.classes(at(c).lemma) & deal_) != 0)) add_modifiers(c, false, out);
    } else if (rel == "advcl" && (at(c).xpos == "VB" || at(c).xpos == "VBG")) {
      if (out.clause < 0 && (tree_.child(c, "nsubj") >= 0 || at(c).xpos == "VB")) out.clause = static_cast<int32_t>(c);  // "called for Iran to stop"
    }
  }
}

// "missiles that the North sent": the head noun fills the gap in the relative clause.
void Syntax::relative_gap(uint32_t token, Predicate& out) const {
  const Token& t = at(token);
  if (t.deprel != "acl:relcl" || t.head < 0) return;
  const int32_t noun = t.head;
  if (out.object < 0 && !out.passive && out.subject >= 0 && out.subject != noun && out.clause < 0) {
    bool stranded = false;  // "the man whom he spoke to"
    for (uint32_t c : tree_.children(token)) stranded = stranded || at(c).deprel == "obl";
    if (!stranded) out.object = noun;
  }
}

// A conjoined verb without object shares one that follows it: "condemned, bitterly denounced and rejected the move"; or -1.
int32_t Syntax::following_object(uint32_t verb) const {
  const Token& first = at(verb);
  const auto past = [](const Token& t) { return t.xpos == "VBD" || t.xpos == "VBN"; };
  for (uint32_t t = verb + 1; t < parse_.tokens.size() && t < verb + 8; ++t) {
    const Token& next = at(t);
    const bool conjoined = next.upos == Upos::VERB && next.deprel == "conj" && (next.xpos == first.xpos || (past(next) && past(first))) &&
                           (next.head == static_cast<int32_t>(verb) || (first.deprel == "conj" && next.head == first.head));
    if (conjoined) {
      if (tree_.child(t, "nsubj") >= 0) return -1;
      if (const int32_t object = tree_.child(t, "obj"); object >= 0) return object;
      for (uint32_t c : tree_.children(t))
        if (relation(at(c).deprel) == "obl" || relation(at(c).deprel) == "ccomp") return -1;
    } else if (next.upos != Upos::CCONJ && next.upos != Upos::ADV && parse_.form(t) != ",") {
      return -1;
    }
  }
  return -1;
}

void Syntax::verb(uint32_t token, Predicate& out) const {
  out.reset(token);
  if (const int32_t have = split_perfect(token); have >= 0) {
    core(static_cast<uint32_t>(have), out);
    out.subject = surface_subject(static_cast<uint32_t>(have));
    if (out.object >= 0) add_modifiers(static_cast<uint32_t>(out.object), true, out);
    return;
  }
  if (const int32_t subject = swallowed_subject(token); subject >= 0) {
    out.subject = subject;
    out.object = at(token).head;
    add_modifiers(static_cast<uint32_t>(out.object), true, out);
    return;
  }
  core(token, out);
  out.passive = is_passive(token);
  const int32_t surface = surface_subject(token);
  out.inherited_subject = own_subject(token) < 0;
  if (out.passive) {
    if (out.object >= 0) out.indirect = surface;
    else out.object = surface;
    for (const Argument& a : out.arguments)
      if (a.preposition == "by" && out.subject < 0) out.subject = static_cast<int32_t>(a.token);
    if (out.subject >= 0)  // "missiles provided by the North to Russia", hung on the name before it
      for (uint32_t c : tree_.children(static_cast<uint32_t>(out.subject)))
        if (c > static_cast<uint32_t>(out.subject) && at(c).deprel == "nmod" && !in_time(c) && preposition(c) == "to") out.arguments.push_back({c, "to", false});
  } else {
    out.subject = surface;
    const Token& t = at(token);
    const bool own = out.object >= 0;
    if (out.object < 0 && out.arguments.empty()) out.object = following_object(token);
    if (out.object < 0 && t.deprel == "conj" && t.head >= 0) {
      const int32_t o = tree_.child(static_cast<uint32_t>(t.head), "obj");
      if (o > static_cast<int32_t>(token)) out.object = o;
    }
    out.shared_object = !own && out.object >= 0;
  }
  relative_gap(token, out);
  swallowed_indirect(token, out);
  if (out.object > static_cast<int32_t>(token)) out.object = static_cast<int32_t>(phrase_end(token, static_cast<uint32_t>(out.object)));
  find_user(out);
  if (out.object < 0 && out.indirect >= 0) std::swap(out.object, out.indirect);  // "urged Seoul to act"
  if (out.object >= 0) add_modifiers(static_cast<uint32_t>(out.object), true, out);
}

// "gave Kyiv tanks", "granted Snowden asylum", parsed as "Kyiv tanks": names right after a verb of giving, before a bare noun.
void Syntax::swallowed_indirect(uint32_t verb, Predicate& out) const {
  if (out.passive || out.indirect >= 0 || out.object <= static_cast<int32_t>(verb) + 1 || (lexicon_.classes(at(verb).lemma) & giving_) == 0) return;
  const auto object = static_cast<uint32_t>(out.object);
  if (at(object).upos != Upos::NOUN) return;
  uint32_t last = verb + 1;
  while (last < object && at(last).upos == Upos::PROPN) ++last;
  if (last == verb + 1) return;
  for (uint32_t t = last; t < object; ++t)
    if (at(t).upos != Upos::ADJ && at(t).upos != Upos::NOUN && at(t).upos != Upos::NUM && at(t).upos != Upos::DET) return;
  out.indirect = static_cast<int32_t>(last) - 1;
}

// "a test launch", "a solid-fuel, ballistic missile" parsed as two objects of the verb: the last noun of the run is meant.
uint32_t Syntax::phrase_end(uint32_t verb, uint32_t object) const {
  uint32_t best = object;
  for (uint32_t t = object + 1; t < parse_.tokens.size() && t < object + 6; ++t) {
    const Upos upos = at(t).upos;
    if (upos == Upos::NOUN && at(t).head == static_cast<int32_t>(verb) && relation(at(t).deprel) != "obl") best = t;
    else if (upos != Upos::NOUN && upos != Upos::ADJ && parse_.form(t) != "," && parse_.form(t) != "-") break;
  }
  return best;
}

void Syntax::find_user(Predicate& out) const {
  const Token& t = at(out.head);
  if (!out.passive || relation(t.deprel) != "acl" || t.head < 0) return;
  const Token& thing = at(static_cast<uint32_t>(t.head));
  if (relation(thing.deprel) != "obj" || thing.head < 0) return;
  const std::string& verb = at(static_cast<uint32_t>(thing.head)).lemma;
  if (verb == "use" || verb == "fire" || verb == "launch" || verb == "deploy" || verb == "receive" || verb == "field")
    out.user = surface_subject(static_cast<uint32_t>(thing.head));
}

void Syntax::noun(uint32_t token, Predicate& out) const {
  out.reset(token);
  add_modifiers(token, false, out);
  out.possessor = tree_.child(token, "nmod:poss");
  // The words before the noun are taken from the line, not the tree: parsers break "U.S.-South Korea joint exercises".
  uint32_t first = token;
  while (first > 0 && parse_.sentence_of[first - 1] == parse_.sentence_of[token]) {
    const Token& before = at(first - 1);
    const bool hyphen = before.xpos == "HYPH" || parse_.form(first - 1) == "-" || parse_.form(first - 1) == "\u2013";
    const bool joined = before.lemma == "and" && first > 1 && first < token && at(first - 2).upos == Upos::PROPN && at(first).upos == Upos::PROPN &&
                        tree_.under(first - 2, token);
    const bool led = parse_.form(first - 1) == "led" && first > 2 && parse_.form(first - 2) == "-";  // "U.S.-led drills"
    if (before.upos != Upos::NOUN && before.upos != Upos::PROPN && before.upos != Upos::ADJ && !hyphen && !joined && !led) break;
    --first;
  }
  for (uint32_t t = first; t < token; ++t) out.compounds.push_back(t);
  happening(token, out);
  following_name(token, out);
}

// "Talks took place between A and B": the sides hang on the verb that only says that it was.
void Syntax::happening(uint32_t noun, Predicate& out) const {
  const Token& t = at(noun);
  if (t.head < 0 || relation(t.deprel) != "nsubj") return;
  const auto verb = static_cast<uint32_t>(t.head);
  const std::string& lemma = at(verb).lemma;
  const int32_t place = lemma == "take" ? tree_.child(verb, "obj") : -1;
  if (!(place >= 0 && at(static_cast<uint32_t>(place)).lemma == "place") && (lexicon_.classes(lemma) & happening_) == 0) return;
  for (const uint32_t bearer : {verb, place >= 0 ? static_cast<uint32_t>(place) : verb}) {
    for (uint32_t c : tree_.children(bearer)) {
      const std::string_view rel = relation(at(c).deprel);
      if ((rel != "obl" && rel != "nmod") || in_time(c)) continue;
      if (std::string p = preposition(c); p == "between" || p == "with") out.arguments.push_back({c, std::move(p), false});
    }
    if (place < 0) break;
  }
}

// "the summit meeting between President Putin and …": the preposition right after the noun, whatever the tree says of it.
void Syntax::following_name(uint32_t noun, Predicate& out) const {
  const auto size = static_cast<uint32_t>(parse_.tokens.size());
  uint32_t t = noun + 1;
  if (t < size && at(t).upos == Upos::NOUN) ++t;
  if (t + 1 >= size || parse_.sentence_of[t] != parse_.sentence_of[noun] || at(t).upos != Upos::ADP) return;
  std::string p = lower(t);
  if (p != "between" && p != "with") return;
  for (const Argument& a : out.arguments)
    if (a.preposition == p) return;
  while (++t < size && (at(t).upos == Upos::DET || at(t).upos == Upos::ADJ)) {
  }
  uint32_t last = t;
  while (last < size && at(last).upos == Upos::PROPN) ++last;
  if (last > t && !(p == "with" && in_mind(last - 1))) out.arguments.push_back({last - 1, std::move(p), false});
}

bool Syntax::is_clause_head(uint32_t token) const {
  const Token& t = at(token);
  if (t.head < 0) return true;
  const std::string_view rel = relation(t.deprel);
  if (rel == "ccomp" || rel == "xcomp" || rel == "advcl" || rel == "acl" || rel == "parataxis" || rel == "csubj") return true;
  if (t.upos == Upos::VERB && rel != "amod" && rel != "compound") return true;
  return tree_.child(token, "cop") >= 0 || (rel == "conj" && tree_.child(token, "nsubj") >= 0);
}

uint32_t Syntax::clause_head(uint32_t token) const {
  while (!is_clause_head(token)) token = static_cast<uint32_t>(at(token).head);
  return token;
}

}  // namespace annalist::what
