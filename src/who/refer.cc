// Reference without a name: titles by office and country ("the South Korean president"), organs and people of a
// country, "the two leaders", and pronouns by the nearest antecedent that fits (after Lappin and Leass 1994, with fewer
// factors).
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "who/discourse.h"

namespace annalist::who {
namespace {

using lang::Upos;

constexpr uint32_t kTitleReach = 60;     // drafts looked back for a title's bearer: a long page
constexpr float kUnverifiedOrgan = .8F;  // a row from memory, and the text's own country and noun agree
constexpr float kForgotten = .5F;     // what a person loses whom the sentence before leaves out
constexpr float kTranslated = .55F;   // a "he" for a woman: the machine's, when nobody else fits
constexpr uint32_t kPronounReach = 24;   // drafts looked back for a pronoun: about three sentences

void take(Draft& to, const Draft& from, const char* why, float confidence) {
  Mention& m = to.mention;
  const Mention& f = from.mention;
  m.entity = f.entity, m.name = f.name, m.wikidata = f.wikidata, m.role = f.role, m.kind = f.kind;
  m.metonym = false;
  if (!f.country.empty()) m.country = f.country;
  if (!f.sectors.empty()) m.sectors = f.sectors;
  m.why.emplace_back(why);
  m.confidence = std::min(confidence, f.confidence);
  to.sex = from.sex, to.plural = from.plural;
  to.bound = true;
}

bool shares_office(const Draft& a, const Draft& b) {
  for (uint32_t o : a.offices)
    if (std::find(b.offices.begin(), b.offices.end(), o) != b.offices.end()) return true;
  return false;
}

bool country_fits(const Draft& a, const Draft& b) {
  return a.mention.country.empty() || b.mention.country.empty() || a.mention.country == b.mention.country;
}

// The canonical office "Leader" is whoever leads: any head of state or government; "minister" any minister.
bool wording_fits(const Discourse& d, const Draft& title, const Draft& person) {
  if (shares_office(title, person)) return true;
  if (title.title.empty() || person.title.empty()) return false;
  const std::string& t = title.title;
  const std::string& p = person.title;
  if (p == t || (p.size() > t.size() && p.ends_with(" " + t))) return true;
  return !d.base.phrases.find(t).empty() && p.size() > t.size() && p.find(" " + t + " ") != std::string::npos;
}

// Somebody in this document who bears the title; before the title if there is one, else after it.
const Draft* bearer(const Discourse& d, uint32_t index) {
  const Draft& draft = d.drafts[index];
  const Draft* after = nullptr;
  const auto fits = [&](const Draft& other) {
    return other.bound && other.mention.kind == Kind::kPerson && other.mention.form == Form::kName &&
           other.story == draft.story && country_fits(draft, other) && !other.former && wording_fits(d, draft, other) &&
           (!draft.mention.country.empty() || draft.definite);
  };
  for (uint32_t n = 0; n < kTitleReach && n < index; ++n)
    if (fits(d.drafts[index - 1 - n])) return &d.drafts[index - 1 - n];
  for (uint32_t i = index + 1; i < d.drafts.size() && i < index + kTitleReach && !after; ++i)
    if (fits(d.drafts[i])) after = &d.drafts[i];
  return after;
}

// Holder of an office of a country on the story's day, from the tables.
bool bind_holder(const Discourse& d, Draft& draft) {
  if (!d.day || draft.mention.country.empty() || draft.former) return false;
  for (uint32_t o : draft.offices) {
    const auto rows = d.base.by_office.find(d.base.offices[o].name + '\t' + draft.mention.country);
    const Role* best = nullptr;
    bool many = false;  // "a department director": an office of several at a time names nobody
    for (uint32_t r : rows) {
      if (held(d.base.roles[r], *d.day) != Held::kYes) continue;
      many = many || (best && best->entity != d.base.roles[r].entity && best->from != d.base.roles[r].from &&
                      best->to == d.base.roles[r].to);
      best = &d.base.roles[r];
    }
    if (!best || many) continue;
    const Entity& e = d.base.entities[best->entity];
    Mention& m = draft.mention;
    m.entity = e.id, m.name = e.name, m.kind = Kind::kPerson, m.role = d.base.offices[o].name;
    m.wikidata = e.wikidata;
    if (!d.base.offices[o].sectors.empty()) m.sectors = d.base.offices[o].sectors;
    m.why.push_back("role@" + iso(*d.day).substr(0, 7));
    m.confidence = best->verified ? .85F : .6F;
    if (!best->verified) m.why.emplace_back("unverified");
    draft.sex = e.sex;
    draft.bound = true;
    return true;
  }
  return false;
}

std::string own_words(const Discourse& d, const Mention& m) {
  std::string s(m.span.of(d.parse.text));
  for (char& c : s)
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  for (std::string_view article : {"the ", "The ", "a ", "A ", "an ", "An "})
    if (s.starts_with(article)) return s.substr(article.size());
  return s;
}

void bind_title(Discourse& d, uint32_t index) {
  Draft& draft = d.drafts[index];
  Mention& m = draft.mention;
  if (!draft.plural && draft.definite) {
    if (const Draft* person = bearer(d, index)) return take(draft, *person, "title", m.country.empty() ? .7F : .85F);
    if (bind_holder(d, draft)) return;
  }
  m.entity =
      d.provisional_id(draft.definite && !draft.plural ? "title " + m.country + ' ' + draft.title : std::string());
  m.name = own_words(d, m);
  m.confidence = .5F;
  draft.bound = true;
}

// "The ministry", "the Security Council": the latest organ of that name in the story.
const Draft* same_organ(const Discourse& d, uint32_t index) {
  const Draft& draft = d.drafts[index];
  const std::string noun = fold_phrase(draft.canonical);
  for (uint32_t n = 0; n < kTitleReach && n < index; ++n) {
    const Draft& o = d.drafts[index - 1 - n];
    if (!o.bound || o.story != draft.story || o.mention.kind != Kind::kOrganization) continue;
    if (o.canonical == draft.canonical) return &o;
    const std::string name = ' ' + fold_phrase(o.mention.name);
    if (o.mention.form == Form::kName && (name.ends_with(' ' + noun) || name.starts_with(' ' + noun + " of ")))
      return &o;
  }
  return nullptr;
}

// An organ that the tables know as an entity of that country, by its noun alone or with the country's people.
bool take_known_organ(const Discourse& d, Draft& draft) {
  Mention& m = draft.mention;
  std::vector<std::string> wordings{draft.canonical};
  if (const Country* c = d.base.country(m.country))
    for (const std::string& people : c->demonyms) wordings.push_back(people + ' ' + draft.canonical);
  for (const std::string& wording : wordings)
    for (const Entry& e : d.base.phrases.find(wording)) {
      if (e.sort != Sort::kEntity || d.base.entities[e.index].country != m.country) continue;
      const Entity& known = d.base.entities[e.index];
      m.entity = known.id, m.name = known.name, m.kind = known.kind;
      m.wikidata = known.wikidata;
      if (!known.verified) m.why.emplace_back("unverified");
      m.confidence = known.verified ? .85F : kUnverifiedOrgan;
      draft.bound = true;
      return true;
    }
  return false;
}

// "South Korea's military": an organ of a state, one for the whole document.
void bind_organ(Discourse& d, uint32_t index) {
  Draft& draft = d.drafts[index];
  Mention& m = draft.mention;
  // "The party" is one told before, "the biggest party" or "the three parties" need not be.
  const bool bare = d.folded(m.first, m.last) == "the " + fold_phrase(draft.canonical);
  if (m.country.empty() && bare && m.kind == Kind::kOrganization)
    if (const Draft* before = same_organ(d, index)) return take(draft, *before, "noun", .7F);
  if (m.kind == Kind::kOrganization && !m.country.empty() && !draft.plural && !draft.canonical.empty() &&
      take_known_organ(d, draft))
    return;
  const Country* country = d.base.country(m.country);
  const bool shared = draft.definite || !m.country.empty();
  m.entity = d.provisional_id(shared && !draft.canonical.empty()
                                  ? std::string(kind_name(m.kind)) + ' ' + m.country + ' ' + draft.canonical
                                  : std::string());
  // "a close aide of President Putin" is of Russia, but no "Russian aide": the country must stand in the phrase itself.
  bool inside = false;
  for (uint32_t t = m.first; t < m.head; ++t) inside = inside || (d.hit(t) && d.hit(t)->country());
  m.name = country && inside && !draft.canonical.empty()
               ? (country->demonyms.empty() ? country->name : country->demonyms[0]) + ' ' + draft.canonical
               : own_words(d, m);
  draft.bound = true;
}

// ---- "the two leaders", "both sides", "the two countries" ----

struct Pair {
  std::string_view noun;
  Kind kind;
};
constexpr std::array<Pair, 13> kPairs = {{{"leaders", Kind::kPerson},
                                          {"presidents", Kind::kPerson},
                                          {"men", Kind::kPerson},
                                          {"ministers", Kind::kPerson},
                                          {"officials", Kind::kPerson},
                                          {"countries", Kind::kCountry},
                                          {"nations", Kind::kCountry},
                                          {"sides", Kind::kCountry},
                                          {"states", Kind::kCountry},
                                          {"neighbors", Kind::kCountry},
                                          {"neighbours", Kind::kCountry},
                                          {"governments", Kind::kCountry},
                                          {"allies", Kind::kCountry}}};

// By first token, members renumbered.
void order_drafts(Discourse& d) {
  std::vector<uint32_t> order(d.drafts.size()), place(d.drafts.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return d.drafts[a].mention.first < d.drafts[b].mention.first; });
  for (uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  std::vector<Draft> sorted;
  sorted.reserve(order.size());
  for (uint32_t i : order) {
    sorted.push_back(std::move(d.drafts[i]));
    for (uint32_t& m : sorted.back().mention.members) m = place[m];
  }
  d.drafts = std::move(sorted);
}

// How strongly a mention offers itself as one of "the two": subjects, near ones, those the story speaks of most.
float prominence(const Discourse& d, const Draft& o, uint32_t sentence, const std::map<std::string, uint32_t>& told) {
  const std::string_view rel = lang::relation(d.token(o.mention.head).deprel);
  float score = rel == "nsubj"                                  ? 1.F
                : rel == "obj" || rel == "obl" || rel == "conj" ? .6F
                : rel == "amod" || rel == "nmod"                ? .1F
                                                                : .3F;
  for (uint32_t t : o.also)
    if (lang::relation(d.token(t).deprel) == "nsubj") score = 1;
  score -= .25F * static_cast<float>(sentence - o.sentence);
  return score + .35F * std::log2(1.F + static_cast<float>(told.find(o.mention.entity)->second));
}

// The two most prominent entities of a kind in the sentence of token `at` and the four before it.
std::vector<uint32_t> latest(const Discourse& d, uint32_t at, Kind kind) {
  const uint32_t sentence = d.parse.sentence_of[at], story = d.parse.sentences[sentence].story;
  const auto after =
      std::partition_point(d.drafts.begin(), d.drafts.begin() + static_cast<std::ptrdiff_t>(d.named_drafts),
                           [&](const Draft& o) { return o.mention.first < at; });
  const auto from = static_cast<uint32_t>(after - d.drafts.begin());
  std::map<std::string, uint32_t> told;
  std::map<std::string, std::pair<float, uint32_t>> best;  // entity -> score, draft
  for (const bool count : {true, false})
    for (uint32_t n = 0; n < kTitleReach && n < from; ++n) {
      const Draft& o = d.drafts[from - 1 - n];
      if (!o.bound || o.plural || o.story != story || o.mention.kind != kind || o.mention.form == Form::kPronoun)
        continue;
      if (count) {
        ++told[o.mention.entity];
      } else if (sentence - o.sentence <= 4) {
        const float score = prominence(d, o, sentence, told);
        const auto [row, fresh] = best.try_emplace(o.mention.entity, score, from - 1 - n);
        if (!fresh && score > row->second.first) row->second.first = score;
      }
    }
  std::vector<std::pair<float, uint32_t>> ranked;
  for (const auto& [entity, row] : best) ranked.emplace_back(-row.first, row.second);
  std::stable_sort(ranked.begin(), ranked.end());
  if (ranked.size() < 2) return {};
  std::vector<uint32_t> out{ranked[0].second, ranked[1].second};
  std::sort(out.begin(), out.end());
  return out;
}

// "Russia and China" and "China and Russia" are one group.
std::string group_key(const Discourse& d, const std::vector<uint32_t>& members) {
  std::vector<std::string> ids;
  for (uint32_t i : members) ids.push_back(d.drafts[i].mention.entity);
  std::sort(ids.begin(), ids.end());
  return "group " + join_words(ids);
}

void add_group(Discourse& d, uint32_t first, uint32_t last, Kind kind) {
  std::vector<uint32_t> members = latest(d, first, kind);
  // "The two leaders" after "the leaders of Japan and South Korea" are those, unless two people were named since.
  const int32_t told = kind == Kind::kPerson ? told_group(d, first, d.folded(last - 1, last)) : -1;
  if (told >= 0) {
    const Mention earlier = d.drafts[static_cast<size_t>(told)].mention;
    const bool named = !members.empty() && std::all_of(members.begin(), members.end(), [&](uint32_t i) { return d.drafts[i].mention.first > earlier.first; });
    if (!named) {
      Draft& again = d.add(first, last, Kind::kGroup, Form::kNominal);
      again.mention.name = earlier.name, again.mention.entity = earlier.entity, again.mention.members = earlier.members;
      again.mention.why.emplace_back("members");
      again.mention.confidence = .7F;
      again.plural = again.bound = again.definite = true;
      return;
    }
  }
  if (members.empty()) return;
  Draft& draft = d.add(first, last, Kind::kGroup, Form::kNominal);
  Mention& m = draft.mention;
  for (uint32_t i : members) {
    m.name += (m.name.empty() ? "" : " and ") + d.drafts[i].mention.name;
  }
  m.members = std::move(members);  // drafts now, mentions at the end
  m.entity = d.provisional_id(group_key(d, m.members));
  m.why.emplace_back("members");
  m.confidence = .7F;
  draft.plural = true, draft.bound = true, draft.definite = true;
}

void collect_groups(Discourse& d) {
  for (uint32_t t = 0; t + 1 < d.parse.tokens.size(); ++t) {
    if (!d.is_word(t, "both") && !d.is_word(t, "two")) continue;
    const lang::Sentence& s = d.sentence_of(t);
    if (t + 1 >= s.last) continue;
    const bool article = t > s.first && d.is_word(t - 1, "the");
    const Kind kind = paired(d, t + 1);
    if (kind != Kind::kOther && d.owner[t + 1] < 0) {
      add_group(d, article ? t - 1 : t, t + 2, kind);
    } else if (article && (d.token(t + 1).upos == Upos::VERB || d.token(t + 1).upos == Upos::AUX)) {
      add_group(d, t - 1, t + 1, Kind::kPerson);  // "The two have met twice"
    }
  }
}

}  // namespace

Kind paired(const Discourse& d, uint32_t t) {
  const lang::Sentence& s = d.sentence_of(t);
  if (t <= s.first) return Kind::kOther;
  const bool both = d.is_word(t - 1, "both");
  if (!both && !(d.is_word(t - 1, "two") && t - 1 > s.first && d.is_word(t - 2, "the"))) return Kind::kOther;
  for (const Pair& p : kPairs)
    if (d.is_word(t, p.noun)) return p.kind;
  return Kind::kOther;
}

void bind_nominals(Discourse& d) {
  order_drafts(d);
  for (uint32_t i = 0; i < d.drafts.size(); ++i) {
    const Draft& draft = d.drafts[i];
    if (draft.bound) continue;
    if (draft.mention.form == Form::kTitle) bind_title(d, i);
    if (draft.mention.form == Form::kNominal) bind_organ(d, i);
  }
  order_drafts(d);
  d.named_drafts = d.drafts.size();
  collect_coordinated(d);
  collect_groups(d);
  order_drafts(d);
}

namespace {

struct Pronoun {
  std::string_view form;
  char sex;     // m f n(euter) -
  char number;  // s p
  char person;  // 1 3
};
constexpr std::array<Pronoun, 24> kPronouns = {
    {{"he", 'm', 's', '3'},         {"him", 'm', 's', '3'},  {"his", 'm', 's', '3'},   {"himself", 'm', 's', '3'},
     {"she", 'f', 's', '3'},        {"her", 'f', 's', '3'},  {"hers", 'f', 's', '3'},  {"herself", 'f', 's', '3'},
     {"they", '-', 'p', '3'},       {"them", '-', 'p', '3'}, {"their", '-', 'p', '3'}, {"theirs", '-', 'p', '3'},
     {"themselves", '-', 'p', '3'}, {"it", 'n', 's', '3'},   {"its", 'n', 's', '3'},   {"itself", 'n', 's', '3'},
     {"i", '-', 's', '1'},          {"me", '-', 's', '1'},   {"my", '-', 's', '1'},    {"mine", '-', 's', '1'},
     {"myself", '-', 's', '1'},     {"we", '-', 'p', '1'},   {"us", '-', 'p', '1'},    {"our", '-', 'p', '1'}}};

const Pronoun* pronoun(const Discourse& d, uint32_t t) {
  if (d.token(t).upos != Upos::PRON && d.token(t).upos != Upos::DET) return nullptr;
  if (d.parse.form(t).size() > 10) return nullptr;
  for (const Pronoun& p : kPronouns)
    if (d.is_word(t, p.form)) return &p;
  return nullptr;
}

// "It is clear that", "it seems": no antecedent.
bool expletive(const Discourse& d, uint32_t t) {
  const std::string_view rel = d.token(t).deprel;
  if (rel == "expl" || rel == "expl:pass") return true;
  const int32_t h = d.token(t).head;
  if (!d.is_word(t, "it") || h < 0) return false;
  const auto head = static_cast<uint32_t>(h);
  static constexpr std::string_view kClauses[] = {"csubj", "ccomp", "advcl", "acl", "xcomp"};
  const bool clause =
      std::any_of(std::begin(kClauses), std::end(kClauses), [&](auto c) { return d.tree.child(head, c) >= 0; });
  const lang::Token& g = d.token(head);
  if (d.tree.child(head, "cop") >= 0 && g.upos != Upos::ADJ) return true;  // "It was the first time"
  // "It has become clear that …": the clause hangs on the verb or on its adjective.
  if (const int32_t quality = d.tree.child(head, "xcomp");
      quality >= 0 && d.token(static_cast<uint32_t>(quality)).upos == Upos::ADJ) {
    const auto own = [&](std::string_view c) {
      const int32_t below = d.tree.child(head, c);
      return d.tree.child(static_cast<uint32_t>(quality), c) >= 0 || (below >= 0 && below != quality);
    };
    if (std::any_of(std::begin(kClauses), std::end(kClauses), own)) return true;
  }
  if (g.lemma == "seem" || g.lemma == "appear" || g.lemma == "turn") return true;
  return clause && (rel == "nsubj:pass" || (lang::relation(rel) == "nsubj" && d.tree.child(head, "cop") >= 0));
}

bool is_subject(const Discourse& d, const Draft& o) {
  const auto subject = [&](uint32_t t) { return lang::relation(d.token(t).deprel) == "nsubj"; };
  return subject(o.mention.head) || std::any_of(o.also.begin(), o.also.end(), subject);
}

// The subject of the clause around token `t`, or of the clause above when `t` is the subject itself; the noun that a
// relative "which", "who" stands for; -1 when there is none.
int32_t clause_subject(const Discourse& d, uint32_t t) {
  int32_t up = d.token(t).head;
  bool own = lang::relation(d.token(t).deprel) == "nsubj";
  for (int depth = 0; up >= 0 && depth < 12; up = d.token(static_cast<uint32_t>(up)).head, ++depth) {
    const auto head = static_cast<uint32_t>(up);
    const int32_t subject = d.tree.child(head, "nsubj");
    if (subject < 0 || static_cast<uint32_t>(subject) == t || d.tree.under(t, static_cast<uint32_t>(subject))) continue;
    if (own && d.token(head).upos != Upos::VERB) continue;
    const auto s = static_cast<uint32_t>(subject);
    const bool relative = d.is_word(s, "which") || d.is_word(s, "who") || d.is_word(s, "that");
    return relative ? d.token(head).head : subject;
  }
  return -1;
}

bool stands_at(const Draft& o, int32_t token) {
  if (token < 0) return false;
  const auto t = static_cast<uint32_t>(token);
  return (o.mention.first <= t && t < o.mention.last) || std::find(o.also.begin(), o.also.end(), t) != o.also.end();
}

float fitness(const Discourse& d, const Draft& o, const Pronoun& p, uint32_t t, uint32_t sentence, int32_t subject) {
  const Mention& m = o.mention;
  const bool person = m.kind == Kind::kPerson;
  const bool collective = m.kind == Kind::kCountry || m.kind == Kind::kOrganization || m.kind == Kind::kGroup;
  float score = 0;
  if (p.sex == 'm' || p.sex == 'f') {
    if (!person || o.plural) return -1;
    // Machine translation often turns "she" into "he": a mismatch costs, it does not exclude.
    if (o.sex != '-' && o.sex != p.sex) score -= p.sex == 'm' ? .9F : 1.5F;
    if (o.sex == p.sex) score += .3F;
  } else if (p.sex == 'n') {
    if (person || (!collective && m.kind != Kind::kWeapon && m.kind != Kind::kFacility && m.kind != Kind::kOther) ||
        o.plural)
      return -1;
    if (lang::relation(d.token(m.head).deprel) == "amod") score -= .5F;
  } else {
    if (m.kind == Kind::kPlace || (person && !o.plural)) return -1;
    if (std::find(m.sectors.begin(), m.sectors.end(), "MED") != m.sectors.end()) score -= .6F;
    if (!o.plural && m.kind != Kind::kGroup) score -= .7F;
    if (o.plural || m.kind == Kind::kGroup) score += .6F;
  }
  const uint32_t distance = sentence - o.sentence;
  score += distance == 0 ? 1.F : distance == 1 ? .8F : distance == 2 ? .3F : -.3F;
  if (is_subject(d, o)) score += .7F;
  if (stands_at(o, subject)) score += lang::relation(d.token(t).deprel) == "nsubj" ? .5F : 1.3F;
  if (m.form == Form::kPronoun) score += .1F;
  if (lang::relation(d.token(m.head).deprel) == "nmod") score -= .3F;
  score -= .01F * static_cast<float>(std::min(t - m.first, 60U));
  // A subject pronoun and an object of the same verb are two people.
  const bool object = lang::relation(d.token(t).deprel) == "obj" || lang::relation(d.token(t).deprel) == "obl";
  if (distance == 0 && object && !p.form.ends_with("self") && stands_at(o, subject)) score -= 2.6F;
  return score;
}

// "Russia and North Korea expand their cooperation": all of a coordinated subject.
bool bind_coordination(Discourse& d, Draft& draft, int32_t subject, size_t before) {
  if (subject < 0 || d.tree.child(static_cast<uint32_t>(subject), "conj") < 0) return false;
  Mention& m = draft.mention;
  for (size_t n = std::min<size_t>(before, kPronounReach); n > 0; --n) {
    const Draft& o = d.drafts[before - n];
    if (!o.bound || o.mention.kind == Kind::kPlace || o.mention.form == Form::kPronoun) continue;
    bool part = stands_at(o, subject);
    for (uint32_t c : d.tree.children(static_cast<uint32_t>(subject)))
      part = part || (lang::relation(d.token(c).deprel) == "conj" && stands_at(o, static_cast<int32_t>(c)));
    if (!part) continue;
    m.members.push_back(static_cast<uint32_t>(before - n));
    m.name += (m.name.empty() ? "" : " and ") + o.mention.name;
  }
  if (m.members.size() < 2) {
    m.members.clear(), m.name.clear();
    return false;
  }
  m.kind = Kind::kGroup, m.entity = d.provisional_id(group_key(d, m.members)), m.confidence = .7F;
  m.why = {"pronoun", "members"};
  draft.plural = draft.bound = true;
  d.drafts.push_back(std::move(draft));
  return true;
}

// Does the sentence before the pronoun's, or its own, name somebody whom "he" or "she" fits?
// Not asked of who speaks: "…," he said" goes back to whoever spoke before.
bool person_near(const Discourse& d, const Draft& draft, const Pronoun& p, uint32_t t, size_t before) {
  const lang::Sentence& s = d.sentence_of(t);
  for (uint32_t k = s.first; k < s.last; ++k) {
    const std::string_view f = d.parse.form(k);
    if (f == "\"" || f == "”" || f == "''" || f == "’" || f == "'" || d.token(k).lemma == "say" || d.token(k).lemma == "add")
      return false;
  }
  for (size_t n = 0; n < kPronounReach && n < before; ++n) {
    const Draft& o = d.drafts[before - 1 - n];
    if (draft.sentence - o.sentence > 1) return false;
    const bool fits = o.bound && !o.plural && o.mention.kind == Kind::kPerson && o.story == draft.story &&
                      o.mention.first < t && (o.sex == '-' || o.sex == p.sex);
    if (fits) return true;
  }
  return false;
}

void bind_third(Discourse& d, Draft draft, const Pronoun& p, uint32_t t, size_t before) {
  const Draft* best = nullptr;
  const Draft* second = nullptr;
  float top = p.sex == '-' ? 1.1F : .35F, next = 0;
  const int32_t subject = clause_subject(d, t);
  const bool near = (p.sex == 'm' || p.sex == 'f') && person_near(d, draft, p, t, before);
  if (p.sex == '-' && bind_coordination(d, draft, subject, before)) return;
  for (size_t n = 0; n < kPronounReach && n < before; ++n) {
    const Draft& o = d.drafts[before - 1 - n];
    if (!o.bound || o.story != draft.story || o.mention.first >= t || draft.sentence - o.sentence > 3) continue;
    float score = fitness(d, o, p, t, draft.sentence, subject);
    // Whom the sentence before speaks of comes before whom only an earlier one does (Grosz, Joshi and Weinstein 1995).
    if (near && draft.sentence - o.sentence > 1) score -= kForgotten;
    if (score <= top && score <= next) continue;
    if (best && o.mention.entity == best->mention.entity) {
      top = std::max(top, score);
    } else if (score > top) {
      second = best, next = best ? top : 0;
      best = &o, top = score;
    } else {
      second = &o, next = score;
    }
  }
  if (!best) return;
  const bool close = second && top - next < .15F;
  const bool other_sex = best->sex != '-' && (p.sex == 'm' || p.sex == 'f') && best->sex != p.sex;
  take(draft, *best, "pronoun", close ? .45F : other_sex ? kTranslated : .7F);
  if (other_sex) draft.mention.why.emplace_back("translated pronoun");
  draft.mention.ambiguous.clear();
  if (close) draft.mention.ambiguous = {second->mention.entity};
  draft.mention.members = best->mention.members;
  d.drafts.push_back(std::move(draft));
}

// "I", "we" in a speaker's turn: the speaker.
void bind_first(Discourse& d, Draft draft, const Pronoun& p, uint32_t t) {
  if (!d.parse.page) return;
  const Span at = d.token(t).span;
  for (const page::Turn& turn : d.parse.page->turns) {
    if (!turn.speech.contains(at.begin) || turn.name.empty()) continue;
    for (const Draft& o : d.drafts)
      if (o.bound && o.mention.kind == Kind::kPerson && turn.name.overlaps(o.mention.span)) {
        if (p.number == 'p') return;  // "we" is more than the speaker
        take(draft, o, "speaker", .8F);
        d.drafts.push_back(std::move(draft));
        return;
      }
  }
}

}  // namespace

void bind_pronouns(Discourse& d) {
  // Bound names first, pronouns in one walk: `done` holds what stands before the token, pronouns included.
  std::vector<Draft> names = std::move(d.drafts);
  d.drafts.clear();
  std::vector<uint32_t> moved(names.size());
  size_t next = 0;
  for (uint32_t t = 0; t < d.parse.tokens.size(); ++t) {
    for (; next < names.size() && names[next].mention.first <= t; ++next) {
      moved[next] = static_cast<uint32_t>(d.drafts.size());
      for (uint32_t& m : names[next].mention.members) m = m < next ? moved[m] : m;
      d.drafts.push_back(std::move(names[next]));
    }
    const Pronoun* p = pronoun(d, t);
    if (!p || (p->sex == 'n' && expletive(d, t))) continue;
    Draft draft;
    Mention& m = draft.mention;
    m.first = t, m.last = t + 1, m.span = d.token(t).span, m.head = t, m.form = Form::kPronoun;
    draft.sentence = d.parse.sentence_of[t];
    draft.story = d.parse.sentences[draft.sentence].story;
    if (p->person == '1') {
      bind_first(d, std::move(draft), *p, t);
    } else {
      bind_third(d, std::move(draft), *p, t, d.drafts.size());
    }
  }
}

}  // namespace annalist::who
