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

// Takes a country out of the wording: "north korean foreign minister" -> PRK, "foreign minister".
std::string cut_country(const Impl& base, std::vector<std::string>& words) {
  for (size_t from = 0; from < words.size(); ++from)
    for (size_t to = std::min(words.size(), from + 5); to > from; --to) {
      const std::string part = join_words(
          {words.begin() + static_cast<std::ptrdiff_t>(from), words.begin() + static_cast<std::ptrdiff_t>(to)});
      for (const Entry& e : base.phrases.find(part)) {
        if (e.sort < Sort::kCountry || e.sort > Sort::kMetonym || (words.size() == to - from)) continue;
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(from), words.begin() + static_cast<std::ptrdiff_t>(to));
        if (from < words.size() && words[from] == "s") words.erase(words.begin() + static_cast<std::ptrdiff_t>(from));
        while (!words.empty() && (words.back() == "of" || words.back() == "the")) words.pop_back();
        return base.countries[e.index].code;
      }
    }
  return {};
}

Candidate candidate(const Impl& base, uint32_t entity, const Role* role, float confidence, std::string why) {
  const Entity& e = base.entities[entity];
  Candidate c;
  c.entity = e.id, c.name = e.name, c.country = e.country;
  if (e.id[0] == 'Q') c.wikidata = e.id;
  c.why.push_back(std::move(why));
  if (role) {
    c.role = base.offices[role->office].name;
    c.from = role->from, c.to = role->to, c.asserted_until = role->asserted_until;
    if (c.country.empty()) c.country = role->country;
  }
  if (!e.verified || (role && !role->verified))
    c.why.emplace_back("unverified"), confidence = std::min(confidence, .6F);
  c.confidence = confidence;
  return c;
}

void find_holders(const Impl& base, const std::string& wording, const std::string& country, std::optional<Day> day,
                  std::vector<Candidate>& out) {
  std::vector<std::string> offices;  // canonical names, those of the country first
  for (const bool own : {true, false})
    for (const Entry& e : base.phrases.find(wording)) {
      if (e.sort != Sort::kOffice) continue;
      const Office& o = base.offices[e.index];
      const bool of_country = !o.country.empty() && o.country == country;
      if (own != of_country || (!o.country.empty() && !country.empty() && o.country != country)) continue;
      if (std::find(offices.begin(), offices.end(), o.name) == offices.end()) offices.push_back(o.name);
    }
  float confidence = .9F;
  for (const std::string& office : offices) {
    std::vector<const Role*> holders;
    for (const auto& [key, rows] : base.by_office) {
      const size_t tab = key.find('\t');
      if (std::string_view(key).substr(0, tab) != office ||
          (!country.empty() && std::string_view(key).substr(tab + 1) != country))
        continue;
      for (auto r = rows.rbegin(); r != rows.rend(); ++r)
        if (!day || held(base.roles[*r], *day) == Held::kYes) holders.push_back(&base.roles[*r]);
    }
    for (const Role* role : holders) {
      const bool known = std::any_of(out.begin(), out.end(),
                                     [&](const Candidate& c) { return c.entity == base.entities[role->entity].id; });
      if (!known) out.push_back(candidate(base, role->entity, role, confidence, day ? "role@" + iso(*day) : "role"));
      confidence = std::max(.3F, confidence - .15F);
    }
  }
}

void find_people(const Impl& base, std::string_view phrase, const std::string& country, std::optional<Day> day,
                 std::vector<Candidate>& out) {
  const std::vector<std::string> words = name_words(base.names, phrase);
  if (words.empty()) return;
  std::vector<std::pair<float, uint32_t>> ranked;
  for (const Entry& e : base.phrases.find(phrase))
    if (e.sort == Sort::kEntity) ranked.emplace_back(0.F, e.index);
  for (const std::string* w : {&words.front(), &words.back()}) {
    const auto rows = base.by_family.find(base.names.family_key(*w));
    if (rows == base.by_family.end()) continue;
    for (uint32_t i : rows->second) {
      const Entity& e = base.entities[i];
      float cost = kNoSpelling;
      if (words.size() > 1) cost = latin_cost(base.names, words, name_words(base.names, e.name));
      for (const std::string& native : e.natives) cost = std::min(cost, native_cost(base.names, native, words));
      const std::vector<std::string> full = name_words(base.names, e.name);
      if (words.size() == 1 && (e.family_first ? full.front() : full.back()) == words[0]) cost = .5F;
      if (cost <= 1.2F) ranked.emplace_back(cost, i);
    }
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [cost, i] : ranked) {
    const Entity& e = base.entities[i];
    if (!country.empty() && e.country != country) continue;
    if (std::any_of(out.begin(), out.end(), [&](const Candidate& c) { return c.entity == e.id; })) continue;
    const Role* role = nullptr;
    for (uint32_t r : e.roles)
      if (!day || held(base.roles[r], *day) == Held::kYes) role = &base.roles[r];
    out.push_back(candidate(base, i, role, .97F - cost * .3F, cost == 0 ? "alias" : "lattice"));
  }
}

}  // namespace

std::vector<Candidate> find(const Base& base, std::string_view phrase, std::string_view country,
                            std::optional<Day> day) {
  const Impl& impl = base.impl();
  std::vector<Candidate> out;
  std::string code = country_code(impl, country);
  std::vector<std::string> words;
  fold_words(phrase, words);
  if (!words.empty() && words[0] == "the") words.erase(words.begin());
  find_holders(impl, join_words(words), code, day, out);
  if (out.empty()) {
    std::vector<std::string> rest = words;
    const std::string named = cut_country(impl, rest);
    if (!named.empty()) find_holders(impl, join_words(rest), code.empty() ? named : code, day, out);
  }
  if (out.empty()) find_people(impl, phrase, code, day, out);
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
