// Reference without a name: titles by office and country ("the South Korean president"), organs and people of a country,
// "the two leaders", and pronouns by the nearest antecedent that fits (after Lappin and Leass 1994, with fewer factors).
#include <algorithm>
#include <array>
#include <numeric>

#include "who/discourse.h"

namespace annalist::who {
namespace {

using lang::Upos;

constexpr uint32_t kTitleReach = 60;    // drafts looked back for a title's bearer: a long page
constexpr uint32_t kPronounReach = 24;  // drafts looked back for a pronoun: about three sentences

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
    return other.bound && other.mention.kind == Kind::kPerson && other.mention.form == Form::kName && other.story == draft.story &&
           country_fits(draft, other) && !other.former && wording_fits(d, draft, other) &&
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
    if (rows == d.base.by_office.end()) continue;
    const Role* best = nullptr;
    for (uint32_t r : rows->second)
      if (held(d.base.roles[r], *d.day) == Held::kYes) best = &d.base.roles[r];
    if (!best) continue;
    const Entity& e = d.base.entities[best->entity];
    Mention& m = draft.mention;
    m.entity = e.id, m.name = e.name, m.kind = Kind::kPerson, m.role = d.base.offices[o].name;
    if (e.id[0] == 'Q') m.wikidata = e.id;
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
  m.entity = d.provisional_id(draft.definite && !draft.plural ? "title " + m.country + ' ' + draft.title : std::string());
  m.name = own_words(d, m);
  m.confidence = .5F;
  draft.bound = true;
}

// "South Korea's military": an organ of a state, one for the whole document.
void bind_organ(Discourse& d, uint32_t index) {
  Draft& draft = d.drafts[index];
  Mention& m = draft.mention;
  if (m.country.empty() && draft.definite && m.kind == Kind::kOrganization) {
    for (uint32_t n = 0; n < kTitleReach && n < index; ++n) {
      const Draft& other = d.drafts[index - 1 - n];
      if (other.bound && other.canonical == draft.canonical && other.story == draft.story && other.mention.form == Form::kNominal)
        return take(draft, other, "noun", .7F);
    }
  }
  // An organ that the tables know as an entity of that country.
  if (m.kind == Kind::kOrganization && !m.country.empty())
    for (const Entry& e : d.base.phrases.find(draft.canonical))
      if (e.sort == Sort::kEntity && d.base.entities[e.index].country == m.country) {
        const Entity& known = d.base.entities[e.index];
        m.entity = known.id, m.name = known.name;
        if (known.id[0] == 'Q') m.wikidata = known.id;
        draft.bound = true;
        return;
      }
  const Country* country = d.base.country(m.country);
  const bool shared = draft.definite || !m.country.empty();
  m.entity = d.provisional_id(shared ? std::string(kind_name(m.kind)) + ' ' + m.country + ' ' + draft.canonical : std::string());
  m.name = country ? (country->demonyms.empty() ? country->name : country->demonyms[0]) + ' ' + draft.canonical : own_words(d, m);
  draft.bound = true;
}

// ---- "the two leaders", "both sides", "the two countries" ----

struct Pair {
  std::string_view noun;
  Kind kind;
};
constexpr std::array<Pair, 13> kPairs = {{{"leaders", Kind::kPerson},     {"presidents", Kind::kPerson},  {"men", Kind::kPerson},
                                          {"ministers", Kind::kPerson},   {"officials", Kind::kPerson},   {"countries", Kind::kCountry},
                                          {"nations", Kind::kCountry},    {"sides", Kind::kCountry},      {"states", Kind::kCountry},
                                          {"neighbors", Kind::kCountry},  {"neighbours", Kind::kCountry}, {"governments", Kind::kCountry},
                                          {"allies", Kind::kCountry}}};

// By first token, members renumbered.
void order_drafts(Discourse& d) {
  std::vector<uint32_t> order(d.drafts.size()), place(d.drafts.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return d.drafts[a].mention.first < d.drafts[b].mention.first; });
  for (uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  std::vector<Draft> sorted;
  sorted.reserve(order.size());
  for (uint32_t i : order) {
    sorted.push_back(std::move(d.drafts[i]));
    for (uint32_t& m : sorted.back().mention.members) m = place[m];
  }
  d.drafts = std::move(sorted);
}

// The last `count` different entities of a kind before token `at` in the same story, at most kTitleReach drafts back.
std::vector<uint32_t> latest(const Discourse& d, uint32_t at, uint32_t story, Kind kind, size_t count) {
  std::vector<uint32_t> found;
  const auto after = std::partition_point(d.drafts.begin(), d.drafts.begin() + static_cast<std::ptrdiff_t>(d.named_drafts),
                                          [&](const Draft& o) { return o.mention.first < at; });
  const auto from = static_cast<uint32_t>(after - d.drafts.begin());
  for (uint32_t n = 0; n < kTitleReach && n < from && found.size() < count; ++n) {
    const uint32_t i = from - 1 - n;
    const Draft& o = d.drafts[i];
    if (!o.bound || o.plural || o.mention.first >= at || o.story != story || o.mention.kind != kind || o.mention.form == Form::kPronoun) continue;
    const bool known = std::any_of(found.begin(), found.end(), [&](uint32_t f) { return d.drafts[f].mention.entity == o.mention.entity; });
    if (!known) found.push_back(i);
  }
  std::reverse(found.begin(), found.end());
  return found.size() == count ? found : std::vector<uint32_t>();
}

void add_group(Discourse& d, uint32_t first, uint32_t last, Kind kind) {
  std::vector<uint32_t> members = latest(d, first, d.sentence_of(first).story, kind, 2);
  if (members.empty()) return;
  Draft& draft = d.add(first, last, Kind::kGroup, Form::kNominal);
  Mention& m = draft.mention;
  std::string key = "group";
  for (uint32_t i : members) {
    key += ' ' + d.drafts[i].mention.entity;
    m.name += (m.name.empty() ? "" : " and ") + d.drafts[i].mention.name;
  }
  m.members = std::move(members);  // drafts now, mentions at the end
  m.entity = d.provisional_id(key);
  m.why.emplace_back("members");
  m.confidence = .7F;
  draft.plural = true, draft.bound = true, draft.definite = true;
}

void collect_groups(Discourse& d) {
  for (uint32_t t = 0; t < d.parse.tokens.size(); ++t) {
    const bool both = d.is_word(t, "both") || d.is_word(t, "two");
    if (!both) continue;
    const uint32_t end = d.sentence_of(t).last;
    const bool article = t > d.sentence_of(t).first && d.is_word(t - 1, "the");
    if (d.is_word(t, "two") && !article) continue;
    const uint32_t first = article ? t - 1 : t;
    const Pair* pair = nullptr;
    if (t + 1 < end && d.owner[t + 1] < 0)
      for (const Pair& p : kPairs)
        if (d.is_word(t + 1, p.noun)) pair = &p;
    if (pair) {
      add_group(d, first, t + 2, pair->kind);
    } else if (t + 1 < end && article && (d.token(t + 1).upos == Upos::VERB || d.token(t + 1).upos == Upos::AUX)) {
      add_group(d, first, t + 1, Kind::kPerson);  // "The two have met twice"
    }
  }
}

}  // namespace

void bind_nominals(Discourse& d) {
  for (uint32_t i = 0; i < d.drafts.size(); ++i) {
    const Draft& draft = d.drafts[i];
    if (draft.bound) continue;
    if (draft.mention.form == Form::kTitle) bind_title(d, i);
    if (draft.mention.form == Form::kNominal) bind_organ(d, i);
  }
  order_drafts(d);
  d.named_drafts = d.drafts.size();
  collect_groups(d);
  order_drafts(d);
}

namespace {

struct Pronoun {
  std::string_view form;
  char sex;      // m f n(euter) -
  char number;   // s p
  char person;   // 1 3
};
constexpr std::array<Pronoun, 24> kPronouns = {{{"he", 'm', 's', '3'},     {"him", 'm', 's', '3'},   {"his", 'm', 's', '3'},
                                                {"himself", 'm', 's', '3'}, {"she", 'f', 's', '3'},   {"her", 'f', 's', '3'},
                                                {"hers", 'f', 's', '3'},   {"herself", 'f', 's', '3'}, {"they", '-', 'p', '3'},
                                                {"them", '-', 'p', '3'},   {"their", '-', 'p', '3'}, {"theirs", '-', 'p', '3'},
                                                {"themselves", '-', 'p', '3'}, {"it", 'n', 's', '3'}, {"its", 'n', 's', '3'},
                                                {"itself", 'n', 's', '3'}, {"i", '-', 's', '1'},     {"me", '-', 's', '1'},
                                                {"my", '-', 's', '1'},     {"mine", '-', 's', '1'},  {"myself", '-', 's', '1'},
                                                {"we", '-', 'p', '1'},     {"us", '-', 'p', '1'},    {"our", '-', 'p', '1'}}};

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
  const bool clause = d.tree.child(head, "csubj") >= 0 || d.tree.child(head, "ccomp") >= 0 || d.tree.child(head, "advcl") >= 0;
  const lang::Token& g = d.token(head);
  const bool passive = lang::relation(rel) == "nsubj" && rel == "nsubj:pass" && clause;
  return passive || (g.upos == Upos::ADJ && clause) || g.lemma == "seem" || g.lemma == "appear" || (g.upos == Upos::NOUN && d.tree.child(head, "cop") >= 0 && clause) ||
         (clause && d.tree.child(head, "cop") >= 0);
}

bool is_subject(const Discourse& d, const Draft& o) {
  const auto subject = [&](uint32_t t) { return lang::relation(d.token(t).deprel) == "nsubj"; };
  return subject(o.mention.head) || std::any_of(o.also.begin(), o.also.end(), subject);
}

float fitness(const Discourse& d, const Draft& o, const Pronoun& p, uint32_t t, uint32_t sentence) {
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
    if (person || (!collective && m.kind != Kind::kWeapon && m.kind != Kind::kFacility && m.kind != Kind::kOther) || o.plural) return -1;
    if (lang::relation(d.token(m.head).deprel) == "amod") score -= .5F;
  } else {
    if (m.kind == Kind::kPlace || (person && !o.plural && m.form != Form::kPronoun)) return -1;
    if (m.kind == Kind::kCountry && !o.plural) score -= .6F;
    if (o.plural || m.kind == Kind::kGroup) score += .6F;
  }
  const uint32_t distance = sentence - o.sentence;
  score += distance == 0 ? 1.F : distance == 1 ? .8F : distance == 2 ? .3F : -.3F;
  if (is_subject(d, o)) score += .7F;
  if (m.form == Form::kPronoun) score += .1F;
  if (lang::relation(d.token(m.head).deprel) == "nmod") score -= .3F;
  score -= .01F * static_cast<float>(std::min(t - m.first, 60U));
  // A subject pronoun and an object of the same verb are two people.
  if (distance == 0 && d.token(m.head).head == d.token(t).head && lang::relation(d.token(t).deprel) != "nmod") score -= 1.2F;
  return score;
}

void bind_third(Discourse& d, Draft draft, const Pronoun& p, uint32_t t, size_t before) {
  const Draft* best = nullptr;
  const Draft* second = nullptr;
  float top = .35F, next = 0;
  for (size_t n = 0; n < kPronounReach && n < before; ++n) {
    const Draft& o = d.drafts[before - 1 - n];
    if (!o.bound || o.story != draft.story || o.mention.first >= t || draft.sentence - o.sentence > 3) continue;
    const float score = fitness(d, o, p, t, draft.sentence);
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
  take(draft, *best, "pronoun", close ? .45F : .7F);
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
