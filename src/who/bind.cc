// Binding: which entity a name means — of the knowledge base by alias, native spelling and office, else one of this
// document's own, the same for all of its spellings.
#include <algorithm>
#include <cmath>

#include "who/closeness.h"
#include "who/discourse.h"

namespace annalist::who {
namespace {

constexpr float kByNameAlone = 1.0F;  // cost at which a spelling needs no other ground
constexpr float kKoreanAlone = 0.7F;  // … for names of short syllables, where one letter is much
constexpr float kWithOffice = 2.4F;   // … and with the same office or country and title
constexpr float kVariant = 0.12F;     // initials, order, a short form of the given name
constexpr float kUnverified = 0.6F;   // what a row from memory alone may claim
constexpr float kAgreement = 0.2F;    // what a title in the text adds

bool has_word(const std::string& phrase, const std::string& part) {
  const size_t at = phrase.find(part);
  return at != std::string::npos && (at == 0 || phrase[at - 1] == ' ') &&
         (at + part.size() == phrase.size() || phrase[at + part.size()] == ' ');
}

// The role of the entity that the draft's title speaks of: by office, else by its wording.
const Role* role_for(const Discourse& d, const Entity& e, const Draft& draft) {
  const Role* found = nullptr;
  for (uint32_t r : e.roles) {
    const Role& role = d.base.roles[r];
    const Office& office = d.base.offices[role.office];
    bool fits = std::any_of(draft.offices.begin(), draft.offices.end(),
                            [&](uint32_t o) { return d.base.offices[o].name == office.name; });
    if (!fits && !draft.title.empty()) {
      fits = has_word(fold_phrase(office.name), draft.title);
      for (const std::string& t : office.titles) fits = fits || has_word(fold_phrase(t), draft.title);
    }
    if (!fits || (!draft.mention.country.empty() && !role.country.empty() && role.country.size() == 3 &&
                  role.country != draft.mention.country))
      continue;
    // The role of the day wins over an earlier or later one.
    if (!found || (d.day && held(role, *d.day) == Held::kYes)) found = &role;
  }
  return found;
}

const Role* role_today(const Discourse& d, const Entity& e) {
  if (!d.day) return nullptr;
  for (auto r = e.roles.rbegin(); r != e.roles.rend(); ++r)
    if (held(d.base.roles[*r], *d.day) == Held::kYes) return &d.base.roles[*r];
  return nullptr;
}

std::string month_of(Day day) {
  return iso(day).substr(0, 7);
}

void take_entity(const Discourse& d, Draft& draft, uint32_t index, float confidence) {
  const Entity& e = d.base.entities[index];
  Mention& m = draft.mention;
  m.entity = e.id, m.name = e.name, m.kind = e.kind;
  if (!e.country.empty() && e.kind != Kind::kWeapon) m.country = e.country;
  if (e.kind == Kind::kWeapon) m.country = e.country;
  m.wikidata = e.wikidata;
  const Role* titled = draft.title.empty() ? nullptr : role_for(d, e, draft);
  const Role* today = role_today(d, e);
  if (titled && d.day && held(*titled, *d.day) == Held::kYes) today = titled;
  if (today && e.kind == Kind::kPerson) {
    m.role = d.base.offices[today->office].name;
    m.why.push_back("role@" + month_of(*d.day));
    if (m.sectors.empty()) m.sectors = d.base.offices[today->office].sectors;
  }
  if (!e.sectors.empty() && m.sectors.empty()) m.sectors = e.sectors;
  if (!e.verified) {
    m.why.emplace_back("unverified");
    confidence = std::min(confidence, kUnverified + (titled ? kAgreement : 0.F));
  }
  m.confidence = std::min(confidence, .99F);
  if (draft.sex == '-') draft.sex = e.sex;
  draft.bound = true;
}

char sex_of(const Discourse& d, const Entity& e) {
  if (e.sex != '-' || e.family_first) return e.sex;
  const std::vector<std::string> words = name_words(d.base.names, e.name);
  return words.empty() ? '-' : d.base.names.sex_of(words.front());
}

// How well an entity fits beyond the name: same office, same country.
float context_bonus(const Discourse& d, const Entity& e, const Draft& draft) {
  float bonus = 0;
  if (!draft.mention.country.empty() && !e.country.empty()) bonus += draft.mention.country == e.country ? 0.5F : -1.5F;
  if (const Role* role = draft.title.empty() ? nullptr : role_for(d, e, draft))
    bonus += d.day && held(*role, *d.day) == Held::kYes ? 1.8F : 1;
  if (role_today(d, e)) bonus += 0.5F;
  // The tables give a name in its own script to those of whom the news of this field speaks: they come to mind first.
  if (!e.natives.empty()) bonus += 0.45F;
  const char sex = sex_of(d, e);
  if (sex != '-' && draft.sex != '-' && sex != draft.sex) bonus -= 1.5F;  // "Mr. Sanders" is not Sarah
  return bonus;
}

bool is_named(const Discourse& d, const std::string& country) {
  return std::binary_search(d.named.begin(), d.named.end(), country);
}

// Does anything besides the name speak for the entity: whom this news is about, the title in the text, an office on the
// day, its country in the text? A name alone may be anybody's: "James Murphy" of a record is no minister.
bool backed(const Discourse& d, const Entity& e, const Draft& draft) {
  return !e.natives.empty() || is_named(d, e.country) || role_today(d, e) ||
         (!draft.title.empty() && role_for(d, e, draft));
}

// Of several entities of one name: the one that fits its surroundings; the others stay as `ambiguous`.
void choose(const Discourse& d, Draft& draft, const std::vector<uint32_t>& candidates, float confidence) {
  std::vector<std::pair<float, uint32_t>> ranked;
  for (uint32_t c : candidates) ranked.emplace_back(-context_bonus(d, d.base.entities[c], draft), c);
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
  const bool tie = ranked.size() > 1 && ranked[1].first - ranked[0].first < 0.4F;
  take_entity(d, draft, ranked[0].second, tie ? std::min(confidence, .5F) : confidence);
  if (!tie) return;
  for (size_t i = 1; i < ranked.size(); ++i)
    if (ranked[i].first - ranked[0].first < 0.4F)
      draft.mention.ambiguous.push_back(d.base.entities[ranked[i].second].id);
}

float entity_cost(const Discourse& d, const Entity& e, const std::vector<std::string>& words) {
  float best = kNoSpelling;
  for (const std::string& native : e.natives) {
    const auto c = static_cast<unsigned char>(native[0]);
    const bool hangul = c >= 0xEA && c <= 0xED;
    if (hangul || c == 0xD0 || c == 0xD1 || c == 0xD2) best = std::min(best, native_cost(d.base.names, native, words));
    if (hangul) return best;  // syllables decide; letters would take neighbours for variants
  }
  const bool korean = !d.base.names.korean_family(words.front()).empty() && (e.country == "KOR" || e.country == "PRK");
  const auto compare = [&](const std::vector<std::string>& other) {
    if (other.size() < 2) return;
    best = std::min(best, korean ? korean_cost(d.base.names, words, other) : latin_cost(d.base.names, words, other));
  };
  compare(name_words(d.base.names, e.name));
  if (!korean)
    for (const std::string& alias : e.aliases) compare(name_words(d.base.names, alias));
  return best;
}

// Candidates by family name: words may lead or end with it.
std::vector<uint32_t> by_family(const Discourse& d, const std::vector<std::string>& words) {
  std::vector<uint32_t> out;
  for (const std::string* w : {&words.front(), &words.back()}) {
    const auto found = d.base.by_family.find(d.base.names.family_key(*w));
    out.insert(out.end(), found.begin(), found.end());
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// People of the base whom these words may spell, with costs; asked once for each name of the document.
const std::vector<std::pair<float, uint32_t>>& spelled(Discourse& d, const std::vector<std::string>& words) {
  const auto [row, fresh] = d.spelled.try_emplace(join_words(words));
  if (!fresh) return row->second;
  for (uint32_t c : by_family(d, words)) {
    const float cost = entity_cost(d, d.base.entities[c], words);
    if (cost <= kWithOffice) row->second.emplace_back(cost, c);
  }
  return row->second;
}

// A full name that no alias spells: by native script and office.
bool bind_by_spelling(Discourse& d, Draft& draft) {
  std::vector<std::pair<float, uint32_t>> ranked;
  for (const auto& [cost, c] : spelled(d, draft.words)) {
    const Entity& e = d.base.entities[c];
    const bool office = !draft.title.empty() && role_for(d, e, draft) &&
                        (draft.mention.country.empty() || draft.mention.country == e.country);
    const bool foreign = !draft.mention.country.empty() && !e.country.empty() && draft.mention.country != e.country;
    const float alone = e.country == "KOR" || e.country == "PRK" ? kKoreanAlone : kByNameAlone;
    // Near is not equal: a variant needs more behind it than the same name would.
    if (!office && (!backed(d, e, draft) || (cost > kVariant && e.natives.empty() && !role_today(d, e)))) continue;
    if (cost <= (foreign ? 0.3F : office ? kWithOffice : alone))
      ranked.emplace_back(cost - context_bonus(d, e, draft), c);
  }
  if (ranked.empty()) return false;
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
  std::vector<uint32_t> close;
  for (const auto& [cost, c] : ranked)
    if (cost - ranked[0].first < 0.3F) close.push_back(c);
  draft.mention.why.back() = "lattice";
  choose(d, draft, close, .9F - std::max(0.F, ranked[0].first) * .15F);
  return true;
}

bool same_country(const Draft& a, const Draft& b) {
  return a.mention.country.empty() || b.mention.country.empty() || a.mention.country == b.mention.country;
}

bool titles_agree(const Draft& a, const Draft& b) {
  if (a.title.empty() || b.title.empty()) return false;
  for (uint32_t o : a.offices)
    if (std::find(b.offices.begin(), b.offices.end(), o) != b.offices.end()) return true;
  return a.title == b.title || has_word(a.title, b.title) || has_word(b.title, a.title);
}

void copy_entity(Draft& to, const Draft& from, const char* why, float confidence) {
  const Mention& f = from.mention;
  Mention& m = to.mention;
  m.entity = f.entity, m.name = f.name, m.wikidata = f.wikidata, m.role = f.role, m.kind = f.kind;
  if (!f.country.empty()) m.country = f.country;
  if (!f.sectors.empty()) m.sectors = f.sectors;
  m.ambiguous = f.ambiguous;
  if (m.why.empty() || m.why.back() != why) m.why.emplace_back(why);
  m.confidence = std::min(confidence, f.confidence);
  if (to.sex == '-') to.sex = from.sex;
  to.bound = true;
}

// People whose names begin or end with a word's family key are looked at, the nearest this many on either side.
constexpr uint32_t kNearest = 24;

std::vector<uint32_t> introduced(const Discourse& d, const Draft& draft, uint32_t index) {
  std::vector<uint32_t> out;
  for (const std::string* w : {&draft.words.front(), &draft.words.back()}) {
    const auto rows = d.people.find(d.base.names.family_key(*w));
    if (rows == d.people.end()) continue;
    const auto middle = std::lower_bound(rows->second.begin(), rows->second.end(), index) - rows->second.begin();
    const auto count = static_cast<std::ptrdiff_t>(rows->second.size());
    const auto from = std::max<std::ptrdiff_t>(0, middle - kNearest),
               to = std::min<std::ptrdiff_t>(count, middle + kNearest);
    out.insert(out.end(), rows->second.begin() + from, rows->second.begin() + to);
  }
  return out;
}

// How strongly the draft's name points to another person of the document; 0 = it does not.
float name_score(const Discourse& d, const Draft& draft, const Draft& other) {
  if (draft.words.size() > 1) {
    if (draft.words == other.words) return 2;
    const bool korean = !d.base.names.korean_family(draft.words.front()).empty() &&
                        !d.base.names.korean_family(other.words.front()).empty();
    float cost = korean ? korean_cost(d.base.names, draft.words, other.words)
                        : latin_cost(d.base.names, draft.words, other.words);
    if (titles_agree(draft, other) && same_country(draft, other)) cost -= 1;
    return cost > .9F ? 0 : 2 - cost;
  }
  const std::string& word = draft.words[0];
  if (std::find(other.words.begin(), other.words.end(), word) != other.words.end()) return 2;
  const bool korean = !d.base.names.korean_family(word).empty();
  return korean || word_cost(word, other.words.back()) < .8F ? 1.6F : 0;
}

// The person of this document whom a further spelling or a family name alone means; the latest before it, else after.
const Draft* known_person(const Discourse& d, uint32_t index) {
  const Draft& draft = d.drafts[index];
  const Draft* best = nullptr;
  float best_score = .5F;
  for (uint32_t i : introduced(d, draft, index)) {
    const Draft& other = d.drafts[i];
    float score = i == index ? 0 : name_score(d, draft, other);
    if (score <= 0) continue;
    if (!same_country(draft, other)) score -= 1.5F;
    if (titles_agree(draft, other)) score += .8F;
    if (other.story != draft.story) score -= .7F;
    if (other.mention.first > draft.mention.first) score -= .4F;
    const auto apart = std::abs(static_cast<float>(other.sentence) - static_cast<float>(draft.sentence));
    score -= .075F * std::log2(1.F + apart);
    if (score > best_score) best = &other, best_score = score;
  }
  return best;
}

// A family name that only the base knows: "President Putin" out of the blue.
bool bind_family(const Discourse& d, Draft& draft) {
  std::vector<uint32_t> fit;
  const bool korean = !d.base.names.korean_family(draft.words[0]).empty();
  for (uint32_t c : by_family(d, draft.words)) {
    const Entity& e = d.base.entities[c];
    const std::vector<std::string> full = name_words(d.base.names, e.name);
    const std::string& family = e.family_first ? full.front() : full.back();
    const bool spelled =
        family == draft.words[0] || (korean ? e.family_first : word_cost(family, draft.words[0]) < .8F);
    const bool office = !draft.title.empty() && role_for(d, e, draft);
    const bool elsewhere = !draft.mention.country.empty() && draft.mention.country != e.country;
    // Without a title the name must be spelt as the base has it, and its bearer hold an office on the day in a country of
    // which the text speaks.
    const bool in_office = (d.day ? role_today(d, e) != nullptr : !e.natives.empty()) && family == draft.words[0] &&
                           is_named(d, e.country);
    const char sex = sex_of(d, e);
    const bool other_sex = sex != '-' && draft.sex != '-' && sex != draft.sex;
    if (spelled && !elsewhere && !other_sex && (office || (!korean && family.size() > 4 && in_office)))
      fit.push_back(c);
  }
  if (fit.empty()) return false;
  draft.mention.why.back() = "surname";
  choose(d, draft, fit, fit.size() == 1 ? .8F : .7F);
  return true;
}

void make_provisional(Discourse& d, Draft& draft) {
  Mention& m = draft.mention;
  const std::string name(m.span.of(d.parse.text));
  std::string key;
  if (m.kind != Kind::kPerson || draft.words.size() > 1)
    key = std::string(kind_name(m.kind)) + ' ' + join_words(draft.words);
  m.entity = d.provisional_id(key);
  m.name = name;
  if (m.name.ends_with("'s")) m.name.resize(m.name.size() - 2);
  for (char& c : m.name)
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  if (draft.sex == '-' && m.kind == Kind::kPerson && !draft.words.empty())
    draft.sex = d.base.names.sex_of(draft.words.front());
  if (m.role.empty() && !draft.offices.empty()) m.role = d.base.offices[draft.offices[0]].name;
  draft.bound = true;
}

void bind_person(Discourse& d, uint32_t index) {
  Draft& draft = d.drafts[index];
  if (draft.words.empty()) draft.words = {"?"};
  if (draft.words.size() > 1)
    std::erase_if(draft.candidates, [&](uint32_t c) { return !backed(d, d.base.entities[c], draft); });
  if (!draft.candidates.empty() && draft.words.size() > 1) return choose(d, draft, draft.candidates, .97F);
  if (draft.words.size() > 1 && bind_by_spelling(d, draft)) return;
  if (const Draft* other = known_person(d, index))
    return copy_entity(draft, *other, draft.words.size() == 1 ? "surname" : "variant", .9F);
  // A given name alone is nobody whom the text has not introduced: "Maria", "Thomas".
  const bool given = draft.words.size() == 1 && draft.title.empty() && d.base.names.is_given(draft.words[0]);
  if (given) return make_provisional(d, draft);
  if (!draft.candidates.empty()) return choose(d, draft, draft.candidates, .85F);
  if (draft.words.size() == 1 && bind_family(d, draft)) return;
  make_provisional(d, draft);
}

// Acronyms and short forms of an organisation met in full before: "Korea Institute for …" - "the institute" is nominal;
// here "WPK" after "Workers' Party of Korea (WPK)" by its initials.
const Draft* known_thing(const Discourse& d, uint32_t index) {
  const Draft& draft = d.drafts[index];
  if (draft.words.size() != 1 || draft.words[0].size() < 2 || draft.words[0].size() > 6) return nullptr;
  for (uint32_t i = index; i-- > 0;) {
    const Draft& other = d.drafts[i];
    if (!other.bound || other.words.size() < 2 || other.mention.kind != draft.mention.kind) continue;
    std::string initials;
    for (const std::string& w : other.words)
      if (w != "of" && w != "the" && w != "and" && w != "for" && w != "s") initials.push_back(w[0]);
    if (initials == draft.words[0]) return &other;
  }
  return nullptr;
}

// "Foreign Ministry of North Korea", "DPRK Red Cross": the state whose name ends or begins the body's, "" for none or two.
std::string state_in_name(const Discourse& d, const Mention& body) {
  const auto from = d.state_from.find(body.first), to = d.state_to.find(body.last);
  const std::string first = from == d.state_from.end() ? std::string() : from->second;
  const std::string last = to == d.state_to.end() ? std::string() : to->second;
  return first.empty() ? last : last.empty() || last == first ? first : std::string();
}

void bind_body(Discourse& d, uint32_t index) {
  Draft& draft = d.drafts[index];
  if (!draft.candidates.empty()) {
    const std::string own = draft.mention.country;
    if (own.empty()) draft.mention.country = look_left(d, draft.mention.first).country;
    choose(d, draft, draft.candidates, .95F);
    if (d.base.entities[draft.candidates[0]].country.empty()) draft.mention.country = own;
    return;
  }
  if (const Draft* other = known_thing(d, index)) return copy_entity(draft, *other, "acronym", .85F);
  make_provisional(d, draft);
}

void bind_thing(Discourse& d, uint32_t index) {
  Draft& draft = d.drafts[index];
  Mention& m = draft.mention;
  if (m.kind == Kind::kOrganization && m.country.empty() && draft.candidates.empty())
    if (m.country = state_in_name(d, m); !m.country.empty()) m.why.emplace_back("state-in-name");
  bind_body(d, index);
  if (m.kind == Kind::kOrganization && !m.country.empty()) d.state_of_body[m.head] = m.country;
}

void remember(Discourse& d, uint32_t index) {
  const std::vector<std::string>& words = d.drafts[index].words;
  const std::string front = d.base.names.family_key(words.front()), back = d.base.names.family_key(words.back());
  d.people[front].push_back(index);
  if (back != front) d.people[back].push_back(index);
}

// "Putin declares …" where the tagger saw no name: the family name of somebody whom the document names in full.
void collect_echoes(Discourse& d) {
  std::map<std::string, bool> families;
  for (const auto& [key, rows] : d.people)
    for (uint32_t i : rows) {
      const Draft& o = d.drafts[i];
      const bool front = !d.base.names.korean_family(o.words.front()).empty() && o.mention.country != "RUS" &&
                         o.mention.country != "USA";
      families[front ? o.words.front() : o.words.back()] = true;
    }
  for (uint32_t t = 0; t < d.parse.tokens.size(); ++t) {
    const char c = d.parse.form(t)[0];
    if (d.owner[t] >= 0 || c < 'A' || c > 'Z' || d.hit(t)) continue;
    const std::string word = d.folded(t, t + 1);
    if (word.size() < 3 || !families.contains(word) || d.token(t).upos == lang::Upos::DET ||
        d.token(t).upos == lang::Upos::ADP)
      continue;
    Draft& draft = d.add(t, t + 1, Kind::kPerson, Form::kName);
    draft.words = {word};
    draft.mention.why.emplace_back("surname");
    draft.mention.confidence = .85F;
  }
}

// "Putin" tagged as a place beside "Vladimir Putin".
void retag_people(Discourse& d) {
  std::map<std::string, bool> words;
  for (const Draft& o : d.drafts)
    if (o.mention.kind == Kind::kPerson && o.words.size() > 1) words[o.words.back()] = words[o.words.front()] = true;
  for (Draft& o : d.drafts) {
    const Kind k = o.mention.kind;
    const bool doubtful =
        (k == Kind::kPlace || k == Kind::kOther || k == Kind::kOrganization) && o.candidates.empty() && !o.bound;
    if (doubtful && o.words.size() == 1 && o.canonical.empty() && words.contains(o.words[0]))
      o.mention.kind = Kind::kPerson;
  }
}

}  // namespace

void bind_names(Discourse& d) {
  retag_people(d);
  // Full names first, so that a family name may also mean somebody introduced later ("Putin … Vladimir Putin").
  for (const bool full : {true, false}) {
    if (!full) collect_echoes(d);
    for (uint32_t i = 0; i < d.drafts.size(); ++i) {
      const Draft& draft = d.drafts[i];
      if (draft.bound || draft.mention.form != Form::kName) continue;
      const bool single = draft.mention.kind == Kind::kPerson && draft.words.size() < 2;
      if (single == full) continue;
      draft.mention.kind == Kind::kPerson ? bind_person(d, i) : bind_thing(d, i);
      if (full && draft.mention.kind == Kind::kPerson) remember(d, i);
    }
  }
}

}  // namespace annalist::who
