#include "who/find.h"

#include <algorithm>

#include "who/closeness.h"
#include "who/index.h"

namespace annalist::who {
namespace {

using Impl = Base::Impl;

std::string country_code(const Impl& base, std::string_view country) {
  if (country.empty() || base.country(country)) return std::string(country);
  for (const Country& c : base.countries)
    if (c.alpha2 == country) return c.code;
  for (const Entry& e : base.phrases.find(country))
    if (e.sort >= Sort::kCountry && e.sort <= Sort::kMetonym) return base.countries[e.index].code;
  return std::string(country);  // organisations have roles too: "UN"
}

struct Cut {
  std::string country, rest;
};

// Every way to take a country out of the wording: "north korean foreign minister" -> PRK, "foreign minister". What ends
// the phrase comes first: "ambassador to japan of the philippines" is the Philippines' man.
std::vector<Cut> cut_country(const Impl& base, const std::vector<std::string>& words) {
  std::vector<Cut> out;
  const size_t n = words.size();
  const auto at = [&](size_t i) { return words.begin() + static_cast<std::ptrdiff_t>(i); };
  for (size_t from = n; from-- > 0;)
    for (size_t to = std::min(n, from + 5); to > from; --to) {
      if (to - from == n) continue;
      for (const Entry& e : base.phrases.find(join_words({at(from), at(to)}))) {
        if (e.sort < Sort::kCountry || e.sort > Sort::kMetonym) continue;
        std::vector<std::string> rest(at(0), at(from));
        while (!rest.empty() && (rest.back() == "of" || rest.back() == "the")) rest.pop_back();
        rest.insert(rest.end(), at(to < n && words[to] == "s" ? to + 1 : to), words.end());
        const bool possessive = to < n && words[to] == "s";
        out.insert(possessive ? out.begin() : out.end(), {base.countries[e.index].code, join_words(rest)});
        break;
      }
    }
  return out;
}

// `person`: asked by name, so that a role from memory says less about the role and nothing about the person.
Candidate candidate(const Impl& base, uint32_t entity, const Role* role, float confidence, std::string why,
                    bool person) {
  const Entity& e = base.entities[entity];
  Candidate c;
  c.entity = e.id, c.name = e.name, c.country = e.country;
  c.wikidata = e.wikidata;
  c.why.push_back(std::move(why));
  if (role) {
    c.role = base.offices[role->office].name;
    c.from = role->from, c.to = role->to, c.asserted_until = role->asserted_until;
    if (c.country.empty()) c.country = role->country;
  }
  const bool from_memory = !e.verified || (role && !role->verified);
  if (from_memory) c.why.emplace_back(e.verified ? "role unverified" : "unverified");
  if (!e.verified || (from_memory && !person)) confidence = std::min(confidence, .6F);
  c.confidence = confidence;
  return c;
}

// Offices of which the wording may speak, by canonical name, those of the country first.
using Offices = std::vector<std::string>;

void add_office(Offices& offices, std::string_view name) {
  if (std::find(offices.begin(), offices.end(), name) == offices.end()) offices.emplace_back(name);
}

Offices offices_called(const Impl& base, const std::string& wording, const std::string& country) {
  Offices offices;
  // The tables' own wording for that country says it best.
  for (const Wording& w : base.wordings)
    if (w.words == wording && (country.empty() || w.country == country)) add_office(offices, w.office);
  for (const bool own : {true, false})
    for (const Entry& e : base.phrases.find(wording)) {
      if (e.sort != Sort::kOffice) continue;
      const Office& o = base.offices[e.index];
      const bool of_country = !o.country.empty() && o.country == country;
      if (own != of_country || (!o.country.empty() && !country.empty() && o.country != country)) continue;
      add_office(offices, o.name);
    }
  return offices;
}

// The same for a wording that no table has: by the words alone, in any order ("minister for agriculture" is the
// "agriculture minister"), after the equal words of who/office_words.tsv.
Offices offices_like(const Impl& base, const std::string& wording, const std::string& country) {
  Offices offices;
  const std::string key = base.names.office_key(wording);
  if (key.empty()) return offices;
  for (const Wording& w : base.wordings)
    if ((country.empty() || w.country == country) && base.names.office_key(w.words) == key) add_office(offices, w.office);
  for (const bool own : {true, false})
    for (const Office& o : base.offices) {
      if (own != (!o.country.empty() && o.country == country) ||
          (!o.country.empty() && !country.empty() && o.country != country))
        continue;
      bool same = base.names.office_key(o.name) == key;
      for (const std::string& t : o.titles) same = same || base.names.office_key(t) == key;
      if (same) add_office(offices, o.name);
    }
  return offices;
}

void find_holders(const Impl& base, const Offices& offices, const std::string& country, std::optional<Day> day,
                  std::vector<Candidate>& out) {
  float confidence = .9F;
  for (const std::string& office : offices) {
    std::vector<uint32_t> holders;
    for (size_t place = 0; place < base.by_office.size(); ++place) {
      const std::string_view key = base.by_office.key(place);
      const std::span<const uint32_t> rows = base.by_office.values(place);
      const size_t tab = key.find('\t');
      if (key.substr(0, tab) != office || (!country.empty() && key.substr(tab + 1) != country))
        continue;
      for (auto r = rows.rbegin(); r != rows.rend(); ++r)
        if (!day || held(base.roles[*r], *day) == Held::kYes) holders.push_back(*r);
    }
    // On the day of a hand-over both rows vouch: who has come is asked for. A term with an end is surer than an open one.
    if (day)
      std::stable_sort(holders.begin(), holders.end(), [&](uint32_t x, uint32_t y) {
        const Role &a = base.roles[x], &b = base.roles[y];
        return a.verified != b.verified ? a.verified : a.from.value_or(Day{}) > b.from.value_or(Day{});
      });
    for (uint32_t r : holders) {
      const Role& role = base.roles[r];
      const bool known = std::any_of(out.begin(), out.end(),
                                     [&](const Candidate& c) { return c.entity == base.entities[role.entity].id; });
      if (!known)
        out.push_back(candidate(base, role.entity, &role, confidence, day ? "role@" + iso(*day) : "role", false));
      confidence = std::max(.3F, confidence - .15F);
    }
  }
}

// Of whom news speaks most: people whose name stands in its own script, and who held offices that have wordings, late.
float prominence(const Impl& base, const Entity& e) {
  float best = 0;
  for (uint32_t r : e.roles) {
    const Role& role = base.roles[r];
    const Day last = role.to ? *role.to : role.asserted_until.value_or(Day{});
    const float years = static_cast<float>(last.number) / 365.25F;  // since 1970
    best = std::max(best, (base.offices[role.office].titles.empty() ? 0.F : 1.F) + std::max(0.F, years - 30) / 30);
  }
  return best + (e.natives.empty() ? 0.F : 1.F) + std::min(1.F, static_cast<float>(e.roles.size()) / 8);
}

// The role to show: of the day when one is asked for, with a wording before others, vouched for longest.
const Role* best_role(const Impl& base, const Entity& e, std::optional<Day> day) {
  const Role* best = nullptr;
  const auto worth = [&](const Role& r) {
    const Day last = r.to ? *r.to : r.asserted_until.value_or(Day{});
    return last.number + (base.offices[r.office].titles.empty() ? 0 : 730);  // two years for an office that news names
  };
  for (uint32_t i : e.roles) {
    const Role& role = base.roles[i];
    if (day && held(role, *day) != Held::kYes) continue;
    if (!best || worth(role) >= worth(*best)) best = &role;
  }
  return best;
}

float name_cost(const Impl& base, const Entity& e, const std::vector<std::string>& words) {
  float cost = kNoSpelling;
  if (words.size() > 1) {
    cost = latin_cost(base.names, words, name_words(base.names, e.name));
    for (const std::string& alias : e.aliases)
      cost = std::min(cost, latin_cost(base.names, words, name_words(base.names, alias)));
    cost = std::min(cost, chinese_cost(base.names, words, name_words(base.names, e.name)));
  }
  for (const std::string& native : e.natives) cost = std::min(cost, native_cost(base.names, native, words));
  const std::vector<std::string> full = name_words(base.names, e.name);
  if (words.size() == 1 && (e.family_first ? full.front() : full.back()) == words[0]) cost = .5F;
  return cost;
}

void find_people(const Impl& base, std::string_view phrase, const std::string& country, std::optional<Day> day,
                 std::vector<Candidate>& out) {
  const std::vector<std::string> words = name_words(base.names, phrase);
  if (words.empty()) return;
  struct Ranked {
    float cost = 0, prominence = 0;
    uint32_t index = 0;
  };
  std::vector<Ranked> ranked;
  const auto add = [&](float cost, uint32_t i) { ranked.push_back({cost, prominence(base, base.entities[i]), i}); };
  for (const Entry& e : base.phrases.find(phrase))
    if (e.sort == Sort::kEntity) add(words.size() > 1 ? 0.F : .5F, e.index);
  for (const std::string* w : {&words.front(), &words.back()}) {
    for (uint32_t i : base.by_family.find(base.names.family_key(*w)))
      if (const float cost = name_cost(base, base.entities[i], words); cost <= 1.2F) add(cost, i);
  }
  // Spellings that differ by a hair are equally near: then the better known person comes first.
  const auto step = [](float cost) { return static_cast<int>(cost * 5 + .01F); };
  std::stable_sort(ranked.begin(), ranked.end(), [&](const Ranked& a, const Ranked& b) {
    return step(a.cost) != step(b.cost) ? step(a.cost) < step(b.cost) : a.prominence > b.prominence;
  });
  float most = 1;
  for (const Ranked& r : ranked) {
    const Entity& e = base.entities[r.index];
    if (!country.empty() && e.country != country) continue;
    if (std::any_of(out.begin(), out.end(), [&](const Candidate& c) { return c.entity == e.id; })) continue;
    const Role* role = best_role(base, e, day);
    out.push_back(candidate(base, r.index, role, .97F - r.cost * .3F, r.cost == 0 ? "alias" : "lattice", true));
    // Order and confidence tell the same.
    float& confidence = out.back().confidence;
    confidence = std::min(confidence, most);
    most = std::max(.1F, confidence - .02F);
  }
}

}  // namespace

namespace {

// "Secretary-General" asked for "United Nations": the office's own name holds the body's.
Offices offices_of_body(const Impl& base, const std::string& wording, std::string_view body) {
  Offices offices = offices_like(base, std::string(wording).append(" ").append(fold_phrase(body)), "");
  for (const Entry& e : base.phrases.find(body)) {
    if (e.sort != Sort::kEntity) continue;
    std::vector<std::string> names = base.entities[e.index].aliases;
    names.push_back(base.entities[e.index].name);
    for (const std::string& name : names)
      for (const std::string& o : offices_like(base, std::string(wording).append(" ").append(fold_phrase(name)), ""))
        add_office(offices, o);
  }
  return offices;
}

// The offices that a phrase speaks of; `country` becomes the one that the phrase itself names, or empty for a body.
Offices offices_in(const Impl& base, const std::vector<std::string>& words, std::string& country) {
  const std::string wording = join_words(words);
  if (!country.empty() && !base.country(country)) {
    Offices offices = offices_of_body(base, wording, country);
    if (!offices.empty()) {
      country.clear();
      return offices;
    }
  }
  const auto both = [&](const std::string& asked, const std::string& where) {
    Offices offices = offices_called(base, asked, where);
    for (const std::string& o : offices_like(base, asked, where))
      if (where.size() == 3) add_office(offices, o);
    return offices;
  };
  if (Offices offices = both(wording, country); !offices.empty()) return offices;
  for (const Cut& cut : cut_country(base, words)) {
    if (!country.empty() && country != cut.country) continue;
    if (Offices offices = both(cut.rest, cut.country); !offices.empty()) {
      country = cut.country;
      return offices;
    }
  }
  return offices_like(base, wording, country);
}

constexpr float kBorne = .9F;  // of a state, a body or a place that bears the very name

// States, bodies, things and parts of states of that name: "Georgia" is two of them. The nearer the words, the surer: a
// body known as "UN Security Council" is asked for by its last words too.
void find_others(const Impl& base, const std::vector<std::string>& words, const std::string& country, std::vector<Candidate>& out) {
  const std::string phrase = join_words(words);
  const auto add = [&](std::string_view id, const std::string& name, const std::string& wikidata, const std::string& code, bool verified,
                       float confidence, const char* why) {
    if ((!country.empty() && code != country) || std::any_of(out.begin(), out.end(), [&](const Candidate& c) { return c.entity == id; })) return;
    Candidate c;
    c.entity = id, c.name = name, c.wikidata = wikidata, c.country = code;
    c.why.emplace_back(why);
    if (!verified) c.why.emplace_back("unverified");
    c.confidence = verified ? confidence : std::min(confidence, .6F);
    out.push_back(std::move(c));
  };
  for (const Entry& e : base.phrases.find(phrase))
    if (e.sort == Sort::kCountry) {
      const Country& c = base.countries[e.index];
      add("c:" + c.code, c.name, c.wikidata, c.code, true, kBorne, "alias");
    }
  for (const uint32_t p : base.place_at.find(phrase))
    if (const Rows::Place& place = base.places[p]; !place.id.empty()) add(place.id, place.names[0], "", place.country, true, kBorne - .1F, "place");
  if (words.size() < 2) return;
  for (const Entity& e : base.entities) {
    if (e.kind != Kind::kOrganization) continue;
    const auto tail = [&](std::string_view name) {
      const std::string folded = fold_phrase(name);
      return folded == phrase || folded.ends_with(" " + phrase) || folded.starts_with(phrase + " of ");
    };
    if (tail(e.name) || std::any_of(e.aliases.begin(), e.aliases.end(), tail)) add(e.id, e.name, e.wikidata, e.country, e.verified, kBorne - .2F, "words");
  }
}

}  // namespace

std::vector<Candidate> find(const Base& base, std::string_view phrase, std::string_view country,
                            std::optional<Day> day) {
  const Impl& impl = base.impl();
  std::vector<Candidate> out;
  std::string code = country_code(impl, country), of = code;
  std::vector<std::string> words;
  fold_words(phrase, words);
  if (!words.empty() && words[0] == "the") words.erase(words.begin());
  const Offices offices = offices_in(impl, words, of);
  find_holders(impl, offices, of, day, out);
  if (offices.empty()) {
    find_people(impl, phrase, code, day, out);
    find_others(impl, words, code, out);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Candidate& a, const Candidate& b) { return a.confidence > b.confidence; });
  return out;
}

void write_json(const std::vector<Candidate>& candidates, JsonWriter& json) {
  const auto day = [&](const char* key, const std::optional<Day>& d) {
    json.key(key);
    d ? json.value(iso(*d)) : json.null();
  };
  json.begin_array();
  for (const Candidate& c : candidates) {
    json.begin_object();
    json.field("entity", c.entity);
    json.field("name", c.name);
    if (!c.wikidata.empty()) json.field("wikidata", c.wikidata);
    if (!c.country.empty()) json.field("country", c.country);
    if (!c.role.empty()) {
      json.field("role", c.role);
      day("from", c.from);
      day("to", c.to);
      day("asserted_until", c.asserted_until);
    }
    json.field("why", c.why);
    json.field("confidence", static_cast<double>(c.confidence), 2);
    json.end_object();
  }
  json.end_array();
}

}  // namespace annalist::who
