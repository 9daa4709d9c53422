#include "what/sides.h"

#include <algorithm>

namespace annalist::what {
namespace {

using lang::relation;
using lang::Token;
using lang::Upos;

bool personal_pronoun(const Token& t) {
  return t.lemma == "he" || t.lemma == "she" || t.lemma == "they" || t.lemma == "we" || t.lemma == "I";
}

}  // namespace

Sides::Sides(const Lexicon& lexicon, const Syntax& syntax, const who::Cast& cast)
    : lexicon_(lexicon), syntax_(syntax), cast_(cast) {
  const lang::Parse& parse = syntax.parse();
  name_kind_.assign(parse.tokens.size(), -1);
  for (const lang::Name& name : parse.names)
    for (uint32_t i = name.first; i < name.last; ++i) name_kind_[i] = static_cast<int8_t>(name.kind);
  any_at_.assign(parse.tokens.size(), -1);
  for (size_t m = 0; m < cast.mentions.size(); ++m)
    if (cast.mentions[m].head < any_at_.size() && any_at_[cast.mentions[m].head] < 0)
      any_at_[cast.mentions[m].head] = static_cast<int32_t>(m);
  inside_.assign(parse.tokens.size(), -1);
  for (size_t m = cast.mentions.size(); m-- > 0;)  // outer mentions come first in the cast and win
    if (cast.mentions[m].form == who::Form::kName)
      for (uint32_t i = cast.mentions[m].first; i < cast.mentions[m].last && i < inside_.size(); ++i) inside_[i] = static_cast<int32_t>(m);
  press_bit_ = lexicon.class_bit("press");
  relational_bit_ = lexicon.class_bit("relational");
  own_act_bit_ = lexicon.class_bit("own_act");
  actor_bit_ = lexicon.class_bit("actor");
  doer_bit_ = lexicon.class_bit("doer");
  bid_bit_ = lexicon.class_bit("bid");
  part_bit_ = lexicon.class_bit("part");
  name_bit_ = lexicon.class_bit("name");
  person_bit_ = lexicon.class_bit("person");
  org_bit_ = lexicon.class_bit("organization");
  place_bit_ = lexicon.class_bit("place");
  weapon_bit_ = lexicon.class_bit("weapon");
  official_bit_ = lexicon.class_bit("official");
  craft_bit_ = lexicon.class_bit("craft");
  state_bit_ = lexicon.class_bit("state");
  unspecific_bit_ = lexicon.class_bit("unspecific");
}

uint64_t Sides::classes(uint32_t token) const {
  const Token& t = syntax_.at(token);
  uint64_t bits = lexicon_.classes(t.lemma);
  if (bits == 0 && !t.lemma.empty() && t.lemma[0] >= 'A' && t.lemma[0] <= 'Z') bits = lexicon_.classes(syntax_.lower(token));
  if (const int32_t m = cast_.at(token); m >= 0) {
    const who::Mention& mention = cast_.mentions[static_cast<size_t>(m)];
    if (mention.form == who::Form::kName) bits |= name_bit_;
    if (std::find(mention.sectors.begin(), mention.sectors.end(), "MED") != mention.sectors.end()) bits |= press_bit_;
    for (const std::string& sector : mention.sectors)
      if (sector == "GOV" || sector == "MIL" || sector == "LEG" || sector == "JUD") bits |= official_bit_;
    switch (mention.kind) {
      case who::Kind::kPerson: bits |= person_bit_; break;
      case who::Kind::kOrganization: bits |= org_bit_; break;
      case who::Kind::kCountry: bits |= place_bit_ | org_bit_; break;
      case who::Kind::kPlace: case who::Kind::kFacility: bits |= place_bit_; break;
      case who::Kind::kWeapon: bits |= weapon_bit_; break;
      default: break;
    }
  } else if (t.upos == Upos::PROPN) {
    bits |= name_bit_;
    const int8_t kind = name_kind_[token];
    if (kind == 0) bits |= person_bit_;
    if (kind == 1) bits |= org_bit_;
    if (kind == 2) bits |= place_bit_;
  }
  if (personal_pronoun(t)) bits |= person_bit_;
  return bits;
}

bool Sides::can_act(const who::Mention& m, bool place) const {
  switch (m.kind) {
    case who::Kind::kPerson: case who::Kind::kOrganization: case who::Kind::kCountry: case who::Kind::kGroup: return true;
    case who::Kind::kPlace: case who::Kind::kFacility: return place || m.metonym;
    default: return false;
  }
}

Span Sides::phrase(uint32_t head) const {
  uint32_t first = head, last = head;
  for (uint32_t c : syntax_.tree().children(head)) {
    const std::string_view rel = relation(syntax_.at(c).deprel);
    if (c < head) {
      if (rel == "det" || rel == "amod" || rel == "compound" || rel == "nummod" || rel == "flat" || rel == "nmod")
        first = std::min(first, syntax_.tree().left(c));
    } else if (rel == "flat" || (rel == "compound" && c == last + 1)) {
      last = std::max(last, syntax_.tree().right(c) - 1);
    }
  }
  auto outside = [&](const Token& t) { return t.upos == Upos::ADP || t.upos == Upos::PUNCT || t.lemma == "least" || t.lemma == "most"; };
  while (first < head && outside(syntax_.at(first))) ++first;
  return syntax_.parse().span(first, last + 1);
}

// A nested name or demonym that says whose the noun is: "Russian" in "Russian forces", "South Korea" in "president of …".
int32_t Sides::nested_country(uint32_t token) const {
  const lang::Tree& tree = syntax_.tree();
  for (uint32_t c : tree.children(token)) {
    const std::string_view full = syntax_.at(c).deprel, rel = relation(full);
    const bool of = rel == "nmod" && (full == "nmod:poss" || syntax_.preposition(c) == "of");
    if (rel != "amod" && rel != "compound" && rel != "nmod" && rel != "flat") continue;
    if (rel == "nmod" && !of && !syntax_.preposition(c).empty()) continue;
    if (const int32_t m = any_at_[c]; m >= 0 && !cast_.mentions[static_cast<size_t>(m)].country.empty()) return m;
  }
  return -1;
}

// "many European countries": a word with a capital says which.
bool Sides::described(uint32_t token) const {
  for (uint32_t c : syntax_.tree().children(token))
    if (c < token && syntax_.at(c).deprel == "amod" && syntax_.parse().form(c)[0] >= 'A' && syntax_.parse().form(c)[0] <= 'Z' && c > 0 && syntax_.parse().sentence_of[c - 1] == syntax_.parse().sentence_of[c])
      return true;
  return false;
}

// "Chinese" in "their Chinese counterparts".
int32_t Sides::demonym(uint32_t token) const {
  for (uint32_t c : syntax_.tree().children(token)) {
    const std::string_view rel = relation(syntax_.at(c).deprel);
    if (c > token || (rel != "amod" && rel != "compound")) continue;
    if (const int32_t m = any_at_[c]; m >= 0 && cast_.mentions[static_cast<size_t>(m)].kind == who::Kind::kCountry) return m;
  }
  return -1;
}

// "any state that would help", "no state", "other countries": nobody in particular.
bool Sides::is_generic(uint32_t token) const {
  const bool states = syntax_.at(token).xpos == "NNS" && (lexicon_.classes(syntax_.at(token).lemma) & state_bit_) != 0;
  for (uint32_t c : syntax_.tree().children(token)) {
    const std::string& lemma = syntax_.at(c).lemma;
    if (states && syntax_.at(c).deprel == "amod" && (lexicon_.classes(lemma) & unspecific_bit_) != 0 && demonym(token) < 0 && !described(token)) return true;
    if (syntax_.at(c).deprel == "det" && (lemma == "any" || lemma == "no" || lemma == "every" || lemma == "whichever" || lemma == "what")) return true;
  }
  return false;
}

int32_t Sides::mention_of(uint32_t token) const {
  const int32_t m = cast_.at(token);
  return m >= 0 ? m : inside_[token];
}

// "the leaders of South Korea and Japan": one filler a state. Only for two or more.
bool Sides::nested_states(uint32_t token, std::vector<Filler>& out) const {
  std::vector<Filler> found;
  for (uint32_t c : syntax_.tree().children(token)) {
    const std::string_view full = syntax_.at(c).deprel;
    if (relation(full) != "nmod" && relation(full) != "amod" && relation(full) != "compound") continue;
    const std::string p = syntax_.preposition(c);
    if (!p.empty() && p != "of" && p != "from") continue;
    const int32_t m = any_at_[c];
    if (m < 0 || cast_.mentions[static_cast<size_t>(m)].kind != who::Kind::kCountry) continue;
    from_mention(m, true, found);
    for (uint32_t g : syntax_.tree().children(c))
      if (relation(syntax_.at(g).deprel) == "conj" && any_at_[g] >= 0 &&
          cast_.mentions[static_cast<size_t>(any_at_[g])].kind == who::Kind::kCountry)
        from_mention(any_at_[g], true, found);
    // "of the United States, Japan and South Korea": a list, however the parser chained it.
    spoken_conjuncts(c, true, true, found);
    std::erase_if(found, [&](const Filler& f) {
      return f.mention < 0 || cast_.mentions[static_cast<size_t>(f.mention)].kind != who::Kind::kCountry;
    });
    break;
  }
  if (found.size() < 2) return false;
  out.insert(out.end(), found.begin(), found.end());
  return true;
}

// "The army said it had fired": the words that name the one whom a pronoun means, when they stand before it in the sentence.
int32_t Sides::named_before(int32_t pronoun) const {
  const who::Mention& m = cast_.mentions[static_cast<size_t>(pronoun)];
  if (m.form != who::Form::kPronoun || m.entity.empty()) return -1;
  const lang::Parse& parse = syntax_.parse();
  for (size_t i = static_cast<size_t>(pronoun), n = 0; i-- > 0 && n < 24; ++n) {
    const who::Mention& before = cast_.mentions[i];
    if (parse.sentence_of[before.head] != parse.sentence_of[m.head]) return -1;
    if (before.entity == m.entity && before.form != who::Form::kPronoun && can_act(before, false)) return static_cast<int32_t>(i);
  }
  return -1;
}

bool Sides::from_mention(int32_t index, bool place, std::vector<Filler>& out) const {
  const who::Mention& m = cast_.mentions[static_cast<size_t>(index)];
  if (const page::Page* page = syntax_.parse().page)  // "PYONGYANG, June 19 —" acts in no sentence
    for (const page::Story& story : page->stories)
      if (story.dateline_place.contains(m.span)) return false;
  if (!m.members.empty()) {
    for (uint32_t member : m.members)
      if (member < cast_.mentions.size() && can_act(cast_.mentions[member], place))
        out.push_back({m.span, static_cast<int32_t>(member), m.head, false, "group"});
    return true;
  }
  if (!can_act(m, place)) return false;
  if (const int32_t named = named_before(index); named >= 0) {
    const who::Mention& n = cast_.mentions[static_cast<size_t>(named)];
    out.push_back({n.span, named, n.head, false, {}});
    return true;
  }
  if (m.form == who::Form::kNominal || m.form == who::Form::kTitle) {
    if (is_generic(m.head)) return false;
    // "its neighbour" is not the state that the pronoun names.
    if (demonym(m.head) < 0 && (lexicon_.classes(syntax_.at(m.head).lemma) & relational_bit_) != 0 && syntax_.tree().child(m.head, "nmod:poss") >= 0) {
      out.push_back({m.span, -1, m.head, false, {}});
      return true;
    }
  }
  out.push_back({m.span, index, m.head, false, {}});
  return true;
}

bool Sides::plain(uint32_t token, bool place, std::vector<Filler>& out) const {
  const Token& t = syntax_.at(token);
  bool acts = false;
  if (t.upos == Upos::PROPN) {
    const int8_t kind = name_kind_[token];
    acts = kind != 3 && (kind >= 0 || (lexicon_.classes(syntax_.lower(token)) & part_bit_) == 0);
    if (cast_.at(token) >= 0)  // the cast knows it and it cannot act, but for "the West"
      acts = (lexicon_.classes(syntax_.lower(token)) & actor_bit_) != 0;
  } else if (t.upos == Upos::PRON) {
    acts = personal_pronoun(t);
  } else {
    acts = (lexicon_.classes(t.lemma) & actor_bit_) != 0;
  }
  if (!acts || is_generic(token)) return false;
  Filler filler;
  filler.head = token;
  filler.span = phrase(token);
  // "Iran's counterpart" is not Iran, "its Chinese counterpart" is Chinese.
  const bool relational = (lexicon_.classes(t.lemma) & relational_bit_) != 0;
  if (t.upos == Upos::NOUN) filler.mention = relational ? demonym(token) : nested_country(token);
  if (filler.mention >= 0) filler.why = "of";
  (void)place;
  out.push_back(std::move(filler));
  return true;
}

// "the independence of A and B": every name of the phrase.
bool Sides::whole_phrase(uint32_t token, bool place, std::vector<Filler>& out, int depth) const {
  const bool found = one(token, true, place, out, depth + 1);
  if (!found) return false;
  for (uint32_t c : syntax_.tree().children(token))
    if (relation(syntax_.at(c).deprel) == "conj" && syntax_.at(c).upos == Upos::PROPN) one(c, false, place, out, depth + 1);
  spoken_conjuncts(token, place, true, out);
  return true;
}

bool Sides::owner_of(uint32_t token, bool place, std::vector<Filler>& out, int depth) const {
  const lang::Tree& tree = syntax_.tree();
  if (const int32_t poss = tree.child(token, "nmod:poss"); poss >= 0)
    return one(static_cast<uint32_t>(poss), true, place, out, depth + 1);
  int32_t of = -1;
  for (uint32_t c : tree.children(token)) {
    const std::string_view rel = relation(syntax_.at(c).deprel);
    if (rel != "nmod" && rel != "obl") continue;
    const std::string p = syntax_.preposition(c);
    if (p == "by" || (p == "from" && rel == "nmod")) {
      if (one(c, p == "from", false, out, depth + 1)) return true;
      continue;
    }
    if (p == "of" && of < 0) of = static_cast<int32_t>(c);
  }
  for (uint32_t c : tree.children(token)) {
    const std::string_view rel = relation(syntax_.at(c).deprel);
    if (c > token || (rel != "amod" && rel != "compound" && rel != "nmod")) continue;
    const int32_t m = any_at_[c];
    if (m >= 0 && from_mention(m, place, out)) return true;
    if (m < 0 && syntax_.at(c).upos == Upos::PROPN && plain(c, false, out)) return true;
    if (m < 0 && rel == "compound" && syntax_.at(c).upos == Upos::NOUN && plain(c, false, out)) return true;
  }
  // "of" names the one acted upon when the noun itself tells an act: "the bombing of Kyiv".
  if (of >= 0 && (lexicon_.senses(Pos::kNoun, syntax_.at(token).lemma).empty() || (lexicon_.classes(syntax_.at(token).lemma) & bid_bit_) != 0))
    return whole_phrase(static_cast<uint32_t>(of), place, out, depth);
  // "the launch of the rocket by Syria", "the launch of the rocket, which Syria announced": the doer hangs on the thing.
  for (int32_t thing : {static_cast<int32_t>(token), of}) {
    if (thing < 0) continue;
    for (uint32_t c : tree.children(static_cast<uint32_t>(thing))) {
      if (thing == of && syntax_.preposition(c) == "by") return one(c, false, false, out, depth + 1);
      if (syntax_.at(c).deprel != "acl:relcl" || (lexicon_.classes(syntax_.at(c).lemma) & own_act_bit_) == 0) continue;
      if (const int32_t doer = tree.child(c, "nsubj"); doer >= 0 && syntax_.antecedent(static_cast<uint32_t>(doer)) == static_cast<uint32_t>(doer))
        return one(static_cast<uint32_t>(doer), false, false, out, depth + 1);
    }
  }
  for (uint32_t c : tree.children(token))  // "the missiles fired by the North"
    if (syntax_.at(c).deprel == "acl" && syntax_.is_passive(c))
      for (uint32_t g : tree.children(c))
        if (syntax_.preposition(g) == "by") return one(g, false, false, out, depth + 1);
  return false;
}

// "arrived here" is where the dateline says that the story was written.
bool Sides::here(uint32_t token, std::vector<Filler>& out) const {
  if (syntax_.at(token).lemma != "here") return false;
  const page::Page* page = syntax_.parse().page;
  const uint32_t story = syntax_.parse().sentences[syntax_.parse().sentence_of[token]].story;
  if (page == nullptr || story >= page->stories.size() || page->stories[story].dateline_place.empty()) return false;
  for (size_t m = 0; m < cast_.mentions.size(); ++m)
    if (page->stories[story].dateline_place.contains(cast_.mentions[m].span) && !cast_.mentions[m].country.empty()) {
      out.push_back({syntax_.at(token).span, static_cast<int32_t>(m), token, false, "of"});
      return true;
    }
  return false;
}

bool Sides::one(uint32_t token, bool owner, bool place, std::vector<Filler>& out, int depth) const {
  if (depth > 4 || syntax_.in_time(token)) return false;  // "last Sunday's bombings" were not Sunday's
  const int32_t m = mention_of(token);
  if (m >= 0 && cast_.mentions[static_cast<size_t>(m)].form != who::Form::kName &&
      cast_.mentions[static_cast<size_t>(m)].members.empty() && nested_states(token, out)) return true;
  if (m < 0 && syntax_.at(token).upos == Upos::NOUN && (lexicon_.classes(syntax_.at(token).lemma) & actor_bit_) != 0 && nested_states(token, out))
    return true;
  const lang::Tree& tree = syntax_.tree();
  if ((lexicon_.classes(syntax_.at(token).lemma) & relational_bit_) != 0)  // "his counterpart, Omar Razzaz": he, who is named
    for (uint32_t c : tree.children(token))
      if (const int32_t named = c > token && syntax_.at(c).deprel == "appos" ? cast_.at(c) : -1;
          named >= 0 && cast_.mentions[static_cast<size_t>(named)].kind == who::Kind::kPerson && from_mention(named, false, out))
        return true;
  if (m >= 0 && from_mention(m, place, out)) return true;
  // "soldiers", "half", "dozens of troops": the measure stands before what is meant.
  if ((classes(token) & part_bit_) != 0 || syntax_.at(token).upos == Upos::NUM)
    for (uint32_t c : tree.children(token))
      if (relation(syntax_.at(c).deprel) == "nmod" && syntax_.preposition(c) == "of" && one(c, owner, place, out, depth + 1)) return true;
  if (m < 0)
    for (uint32_t c : tree.children(token)) {
      const std::string_view rel = relation(syntax_.at(c).deprel);
      if (rel != "appos" && rel != "flat") continue;
      const int32_t named = cast_.at(c);
      if (named >= 0 && from_mention(named, false, out)) return true;
    }
  if (plain(token, place, out)) return true;
  if (here(token, out)) return true;
  // "Russian jets bombed": those whose craft they are.
  if (!place && syntax_.at(token).upos == Upos::NOUN && (lexicon_.classes(syntax_.at(token).lemma) & craft_bit_) != 0) return owner_of(token, false, out, depth);
  return owner && owner_of(token, place, out, depth);
}

// Only commas, "and", articles, bracketed asides and the title of the mention `next` between two tokens [from, to)?
bool Sides::joined_by_and(uint32_t from, uint32_t to, int32_t next) const {
  if (from >= to || to - from > 7) return false;
  bool joined = false, aside = false;
  for (uint32_t t = from; t < to; ++t) {
    const std::string_view form = syntax_.parse().form(t);
    if (form == "(") aside = true;
    else if (form == ")") aside = false;
    else if (aside) continue;
    else if (form == "and" || form == "," || form == "or" || form == "&") joined = true;
    else if (form != "the" && cast_.at(t) != next) return false;
  }
  return joined && !aside;
}

// Names joined by "and" in the line whose arcs the parser set otherwise: "condemned Russia and North Korea" with "Russia" as
// a compound of "Korea", or "Korea" as a sibling of "Russia".
void Sides::spoken_conjuncts(uint32_t token, bool place, bool loose, std::vector<Filler>& out) const {
  const int32_t index = mention_of(token);
  if (index < 0) return;
  const who::Mention& mine = cast_.mentions[static_cast<size_t>(index)];
  uint32_t top = token;  // "the envoys of China" for "the envoys of China and Japan met"
  for (int n = 0; n < 4; ++n) {
    const std::string_view rel = relation(syntax_.at(top).deprel);
    if (syntax_.at(top).head < 0 || (rel != "nmod" && rel != "compound" && rel != "amod" && rel != "flat" && rel != "appos")) break;
    top = static_cast<uint32_t>(syntax_.at(top).head);
  }
  const Token& head = syntax_.at(token);
  const Token& above = syntax_.at(top);
  // Two states are no apposition of each other.
  auto listed = [&](const who::Mention& m) {
    return m.kind == who::Kind::kCountry && mine.kind == who::Kind::kCountry && m.country != mine.country;
  };
  auto collected = [&](const who::Mention& m) {
    return syntax_.at(m.head).head == static_cast<int32_t>(token) && relation(syntax_.at(m.head).deprel) == "conj";
  };
  auto near = [&](const who::Mention& m) {
    if (m.head == token || !can_act(m, place)) return false;
    if (loose) return true;
    const Token& other = syntax_.at(m.head);
    if (other.head == static_cast<int32_t>(token) && relation(other.deprel) == "appos") return listed(m);
    if (syntax_.tree().under(m.head, token))  // "A, B, C" chained: C hangs on B
      return (relation(other.deprel) != "conj" && relation(other.deprel) != "appos") || other.head != static_cast<int32_t>(token);
    if (top != token && other.head == above.head && other.head >= 0 && other.deprel == above.deprel) return true;
    return other.head == head.head && head.head >= 0 && (other.upos == Upos::PROPN || other.upos == Upos::NOUN);
  };
  const size_t count = cast_.mentions.size();
  uint32_t start = mine.first;
  for (size_t i = static_cast<size_t>(index), n = 0; i-- > 0 && n < 8; ++n) {
    const who::Mention& m = cast_.mentions[i];
    if (m.last > start) continue;
    if (!joined_by_and(m.last, start, index) || !near(m)) break;
    // "According to Reuters, Moscow said": a phrase of its own, not the first of a list.
    if (syntax_.parse().form(m.last) == "," && !syntax_.preposition(m.head).empty() && syntax_.preposition(token).empty()) break;
    from_mention(static_cast<int32_t>(i), place, out);
    start = m.first;
  }
  uint32_t end = mine.last;
  for (size_t i = static_cast<size_t>(index) + 1, n = 0; i < count && n < 8; ++i, ++n) {
    const who::Mention& m = cast_.mentions[i];
    if (m.first < end || (m.first > 0 && syntax_.parse().form(m.first - 1) == "(")) continue;  // "the Republic (DR) and …"
    if (!joined_by_and(end, m.first, static_cast<int32_t>(i))) break;
    if (!collected(m) || loose) {
      if (!near(m)) break;
      from_mention(static_cast<int32_t>(i), place, out);
    }
    end = m.last;
  }
}

// "Abbas, president of the state and chairman of the committee": one man with two offices.
bool Sides::further_office(uint32_t person, uint32_t conjunct) const {
  const Token& t = syntax_.at(conjunct);
  if (t.upos != Upos::NOUN || t.xpos != "NN" || (lexicon_.classes(t.lemma) & person_bit_) == 0 || syntax_.tree().child(conjunct, "det") >= 0) return false;
  const int32_t m = mention_of(person);
  if (m < 0 || cast_.mentions[static_cast<size_t>(m)].kind != who::Kind::kPerson || syntax_.at(person).upos != Upos::PROPN) return false;
  return std::any_of(syntax_.tree().children(person).begin(), syntax_.tree().children(person).end(),
                     [&](uint32_t c) { return c > person && c < conjunct && syntax_.at(c).deprel == "appos"; });
}

bool Sides::collect(uint32_t token, bool owner, bool place, std::vector<Filler>& out, bool loose) const {
  const size_t before = out.size();
  one(token, owner, place, out, 0);
  for (uint32_t c : syntax_.tree().children(token))
    if (relation(syntax_.at(c).deprel) == "conj" && syntax_.at(c).upos != Upos::VERB && !further_office(token, c)) one(c, owner, place, out, 0);
  if (out.size() > before) spoken_conjuncts(token, place, loose, out);
  std::stable_sort(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(),
                   [](const Filler& a, const Filler& b) { return a.span < b.span; });
  return out.size() > before;
}

void Sides::collect_thing(uint32_t token, std::vector<Filler>& out) const {
  for (uint32_t c : syntax_.tree().children(token))  // "80 percent of the schools"
    if (c > token && relation(syntax_.at(c).deprel) == "nmod" && syntax_.preposition(c) == "of" && (lexicon_.classes(syntax_.at(token).lemma) & part_bit_) != 0)
      return collect_thing(c, out);
  for (uint32_t c : syntax_.tree().children(token)) {  // "terror targets in Gaza": the place has a name
    const std::string p = relation(syntax_.at(c).deprel) == "nmod" ? syntax_.preposition(c) : std::string{};
    if (p != "in" && p != "of" && p != "near") continue;
    if (const int32_t m = mention_of(c); m >= 0 && from_mention(m, true, out)) return;
  }
  out.push_back({phrase(token), -1, token, false, "thing"});
  for (uint32_t c : syntax_.tree().children(token))
    if (relation(syntax_.at(c).deprel) == "conj" && (syntax_.at(c).upos == Upos::NOUN || syntax_.at(c).upos == Upos::PROPN))
      out.push_back({phrase(c), -1, c, false, "thing"});
}

bool Sides::collect_compounds(const Predicate& noun, std::vector<Filler>& out) const {
  const size_t before = out.size();
  for (uint32_t token : noun.compounds) {
    const int32_t m = inside_[token] >= 0 ? inside_[token] : any_at_[token];
    const Token& t = syntax_.at(token);
    if (m >= 0) {
      const who::Mention& mention = cast_.mentions[static_cast<size_t>(m)];
      if (token + 1 != mention.last && token != mention.head) continue;  // once a mention, and never a name inside a name
      if (!mention.country.empty() && std::any_of(out.begin(), out.end(), [&](const Filler& f) {
            return f.mention >= 0 && cast_.mentions[static_cast<size_t>(f.mention)].country == mention.country;
          }))
        continue;  // "Japan" and "Japan military": one side
      if (!out.empty() && out.back().mention == m) continue;
      if (mention.kind == who::Kind::kCountry || mention.kind == who::Kind::kOrganization || mention.kind == who::Kind::kPerson ||
          mention.metonym || !mention.country.empty())
        from_mention(m, true, out);
    } else if (t.upos == Upos::PROPN && name_kind_[token] >= 0 && name_kind_[token] != 3 &&
               (token + 1 >= name_kind_.size() || t.head != static_cast<int32_t>(token) + 1 || syntax_.at(token + 1).upos != Upos::PROPN)) {
      out.push_back({phrase(token), -1, token, false, {}});
    } else if (out.empty() && t.upos == Upos::NOUN && (lexicon_.classes(t.lemma) & doer_bit_) != 0) {
      out.push_back({phrase(token), -1, token, false, {}});  // "police firing", "rebel attack", not "US-led military exercise"
    }
  }
  return out.size() > before;
}

bool Sides::is_actor(uint32_t token) const {
  std::vector<Filler> found;
  return one(token, false, false, found, 0);
}

bool Sides::same(const Filler& a, const Filler& b) const {
  if (a.mention >= 0 && b.mention >= 0)
    return cast_.mentions[static_cast<size_t>(a.mention)].entity == cast_.mentions[static_cast<size_t>(b.mention)].entity &&
           (a.why == b.why || a.head == b.head || (a.why.empty() && b.why.empty()));
  return a.head == b.head;
}

}  // namespace annalist::what
