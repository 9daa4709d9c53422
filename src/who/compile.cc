// The tables of kb/ and who/ become one flat archive (Base::compile): rows as structs, phrases as a trie, names under keys.
#include "who/base.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <set>

#include "base/archive.h"
#include "base/utf8.h"
#include "who/index.h"

namespace annalist::who {
namespace {

// What the tables hold while it is put together.
struct Draft : Rows {
  PhraseBuilder phrases;
  TextIndex::Rows place_at, by_family, by_office;
  std::unordered_map<std::string, uint32_t, TextHash, std::equal_to<>> entity_by_id;  // never iterated
};

std::vector<std::string> list(std::string_view cell) {
  std::vector<std::string> out;
  for (std::string_view s : split(cell)) out.emplace_back(trim(s));
  return out;
}

// "2024-05-12", "2024-05" or "2024" as its first or its last day.
std::optional<Day> bound(std::string_view s, bool last) {
  if (const auto day = parse_iso(s)) return day;
  int32_t year = 0;
  uint32_t month = 0;
  if (s.size() < 4 || std::from_chars(s.data(), s.data() + 4, year).ec != std::errc()) return std::nullopt;
  if (s.size() == 7 && s[4] == '-') std::from_chars(s.data() + 5, s.data() + 7, month);
  const Interval i = month >= 1 && month <= 12 ? whole_month(year, month) : whole_year(year);
  return last ? i.latest : i.earliest;
}

Kind kind_of(std::string_view s) {
  for (int k = 0; k <= static_cast<int>(Kind::kOther); ++k)
    if (s == kind_name(static_cast<Kind>(k))) return static_cast<Kind>(k);
  return Kind::kOther;
}

bool is_public(std::string_view source) {
  return !source.empty() && source != "unverified";
}

// Korean, Chinese and Vietnamese canonical names lead with the family name; Japanese ones are turned in English.
bool family_first(const Entity& e) {
  return e.country == "PRK" || e.country == "KOR" || e.country == "CHN" || e.country == "TWN" || e.country == "VNM" ||
         e.country == "KHM" || e.country == "SGP";
}

std::string plural(std::string_view phrase) {
  if (phrase.ends_with("y") && phrase.size() > 2 &&
      std::string_view("aeiou").find(phrase[phrase.size() - 2]) == std::string_view::npos)
    return std::string(phrase.substr(0, phrase.size() - 1)) + "ies";
  if (phrase.ends_with("s") || phrase.ends_with("ch") || phrase.ends_with("sh")) return std::string(phrase) + "es";
  return std::string(phrase) + "s";
}

Status load_countries(const Knowledge& k, Draft& b) {
  const std::string name = "kb/countries.tsv";
  if (!k.has(name)) return {};
  const auto table = k.table(name, {"code", "alpha2", "name", "demonyms", "nationals", "aliases", "capital", "metonyms",
                                    "lat", "lon", "from", "to", "source"});
  if (!table) return table.error();
  for (const Table::Row& r : table->rows()) {
    Country c{std::string(r[0]), std::string(r[1]), std::string(r[2]), std::string(r[6]),   list(r[3]),
              list(r[4]),        list(r[5]),        list(r[7]),        bound(r[10], false), bound(r[11], true),
              r.cells.size() > 13 ? std::string(r[13]) : ""};
    if (c.code.size() != 3) return table->error(r, "a country needs a three-letter code");
    const auto index = static_cast<uint32_t>(b.countries.size());
    b.country_by_code.emplace(c.code, index);
    b.phrases.add(c.name, {Sort::kCountry, false, false, false, index});
    for (const auto& a : c.aliases) {
      const bool compass = a == "the North" || a == "the South" || a == "the States";
      b.phrases.add(a, {Sort::kCountry, false, false, compass, index});
    }
    for (const auto& a : c.demonyms) b.phrases.add(a, {Sort::kDemonym, false, false, false, index});
    for (const auto& a : c.nationals) b.phrases.add(a, {Sort::kNationals, false, false, false, index});
    for (const auto& a : c.metonyms) b.phrases.add(a, {Sort::kMetonym, false, false, false, index});
    if (!c.capital.empty()) b.phrases.add(c.capital, {Sort::kMetonym, false, false, false, index});
    b.countries.push_back(std::move(c));
  }
  return {};
}

Status load_country_names(const Knowledge& k, Draft& b) {
  for (const std::string name : {"who/country_names.tsv", "who/official_names.tsv"}) {
    if (!k.has(name)) continue;
    const auto table = k.table(name, {"code", "names"});
    if (!table) return table.error();
    for (const Table::Row& r : table->rows()) {
      const auto country = b.country_by_code.find(r[0]);
      if (country == b.country_by_code.end()) continue;
      for (std::string_view n : split(r[1])) b.phrases.add(n, {Sort::kCountry, false, false, false, country->second});
    }
  }
  return {};
}

void add_entity(Draft& b, Entity e) {
  const auto index = static_cast<uint32_t>(b.entities.size());
  if (!b.entity_by_id.emplace(e.id, index).second) return;
  if (e.id[0] == 'Q') e.wikidata = e.id;
  e.family_first = family_first(e);
  b.phrases.add(e.name, {Sort::kEntity, false, false, false, index});
  for (const auto& a : e.aliases) b.phrases.add(a, {Sort::kEntity, false, false, false, index});
  for (const auto& a : e.natives) b.phrases.add(a, {Sort::kEntity, false, false, false, index});
  b.entities.push_back(std::move(e));
}

// Native columns may repeat the Latin form where the script is Latin: only other scripts are natives.
std::vector<std::string> natives(std::string_view cell) {
  std::vector<std::string> out;
  for (std::string& s : list(cell))
    if (std::any_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) out.push_back(s);
  return out;
}

// A second table may tell more names of somebody known by the same id; what the first says of him stays.
void add_names(Draft& b, uint32_t index, const Entity& more) {
  Entity& e = b.entities[index];
  const auto add = [&](std::vector<std::string>& to, const std::string& name) {
    if (name == e.name || std::find(to.begin(), to.end(), name) != to.end()) return;
    to.push_back(name);
    b.phrases.add(name, {Sort::kEntity, false, false, false, index});
  };
  add(e.aliases, more.name);
  for (const std::string& a : more.aliases) add(e.aliases, a);
  for (const std::string& n : more.natives) add(e.natives, n);
}

Status load_people(const Knowledge& k, const std::string& name, Draft& b) {
  const auto table = k.table(name, {"id", "kind", "name", "native", "country", "sex", "sectors", "aliases", "part_of", "source"});
  if (!table) return table.error();
  for (const Table::Row& r : table->rows()) {
    if (r[0].empty() || r[2].empty()) return table->error(r, "an entity needs an id and a name");
    Entity e;
    e.id = r[0], e.kind = kind_of(r[1]), e.name = r[2], e.natives = natives(r[3]), e.country = r[4];
    e.sex = r[5].empty() ? '-' : r[5][0];
    e.sectors = list(r[6]), e.aliases = list(r[7]), e.part_of = r[8], e.verified = is_public(r[9]);
    const auto known = b.entity_by_id.find(e.id);
    if (known != b.entity_by_id.end())
      add_names(b, known->second, e);
    else
      add_entity(b, std::move(e));
  }
  return {};
}

// kb/import/NAME.entities.tsv and .roles.tsv: what `annalist kb import` made.
std::vector<std::string> imports(const Knowledge& k, std::string_view ending) {
  std::vector<std::string> out;
  for (std::string& name : k.names())
    if (name.starts_with("kb/import/") && name.ends_with(ending)) out.push_back(std::move(name));
  return out;
}

Status load_entities(const Knowledge& k, Draft& b) {
  if (k.has("kb/entities.tsv")) ANNALIST_TRY(load_people(k, "kb/entities.tsv", b));
  for (const std::string& name : imports(k, ".entities.tsv")) ANNALIST_TRY(load_people(k, name, b));
  if (k.has("kb/areas.tsv")) {
    const auto table = k.table("kb/areas.tsv", {"name", "country", "wikidata", "source"});
    if (!table) return table.error();
    for (const Table::Row& r : table->rows()) {
      Entity e;
      e.id = r[2], e.kind = Kind::kPlace, e.name = r[0], e.country = r[1], e.verified = is_public(r[3]);
      add_entity(b, std::move(e));
    }
  }
  if (k.has("kb/weapons.tsv")) {
    const auto table = k.table("kb/weapons.tsv", {"id", "name", "designations", "class", "country", "source"});
    if (!table) return table.error();
    for (const Table::Row& r : table->rows()) {
      Entity e;
      e.id = r[0], e.kind = Kind::kWeapon, e.name = r[1], e.aliases = list(r[2]), e.country = r[4];
      e.verified = is_public(r[5]);
      add_entity(b, std::move(e));
    }
  }
  return {};
}

// Ids of Wikidata for rows that bear another id; a row that the tables do not hold is a mistake.
Status load_qids(const Knowledge& k, Draft& b) {
  if (!k.has("kb/qids.tsv")) return {};
  const auto table = k.table("kb/qids.tsv", {"id", "wikidata", "source"});
  if (!table) return table.error();
  for (const Table::Row& r : table->rows()) {
    if (!is_public(r[2]) || r[1].empty() || r[1][0] != 'Q') return table->error(r, "needs a Wikidata id and a public source");
    const auto country = r[0].starts_with("c:") ? b.country_by_code.find(r[0].substr(2)) : b.country_by_code.end();
    const auto entity = b.entity_by_id.find(r[0]);
    if (country != b.country_by_code.end())
      b.countries[country->second].wikidata = r[1];
    else if (entity != b.entity_by_id.end())
      b.entities[entity->second].wikidata = r[1];
    else
      return table->error(r, "no row has this id");
  }
  return {};
}

// Regions whose name holds a country's ("New Jersey", "West Azerbaijan"), so that it is not read there.
Status load_regions(const Knowledge& k, Draft& b) {
  if (!k.has("places/regions.tsv")) return {};
  const auto table = k.table("places/regions.tsv", {"id", "name", "kind", "country"});
  if (!table) return table.error();
  for (const Table::Row& r : table->rows()) {
    std::vector<std::string> words;
    fold_words(r[1], words);
    bool holds = false;
    for (size_t i = 1; i < words.size(); ++i)
      for (const Entry& e : b.phrases.find(words[i])) holds = holds || e.sort == Sort::kCountry;
    if (!holds || !b.phrases.find(r[1]).empty() || words[0] == "eastern" || words[0] == "western") continue;
    Entity e;
    e.id = r[0], e.kind = Kind::kPlace, e.name = r[1], e.country = r[3];
    add_entity(b, std::move(e));
  }
  return {};
}

using OfficeAt = std::unordered_map<std::string, uint32_t, TextHash, std::equal_to<>>;  // office + tab + country

Status load_offices(const Knowledge& k, Draft& b, OfficeAt& office_at) {
  if (k.has("kb/offices.tsv")) {
    const auto table = k.table("kb/offices.tsv", {"office", "country", "titles", "sectors", "holder_kind"});
    if (!table) return table.error();
    for (const Table::Row& r : table->rows()) {
      const auto index = static_cast<uint32_t>(b.offices.size());
      office_at.emplace(std::string(r[0]) + '\t' + std::string(r[1]), index);
      b.offices.push_back({std::string(r[0]), std::string(r[1]), list(r[2]), list(r[3])});
      b.phrases.add(r[0], {Sort::kOffice, false, false, false, index});
      for (const auto& t : b.offices.back().titles) b.phrases.add(t, {Sort::kOffice, false, false, false, index});
    }
  }
  if (k.has("kb/wordings.tsv")) {
    const auto table = k.table("kb/wordings.tsv", {"wording", "country", "office"});
    if (!table) return table.error();
    for (const Table::Row& r : table->rows())
      b.wordings.push_back({fold_phrase(r[0]), std::string(r[1]), std::string(r[2])});
  }
  if (k.has("kb/titles.tsv")) {
    const auto table = k.table("kb/titles.tsv", {"title", "sex", "sectors", "rank"});
    if (!table) return table.error();
    for (const Table::Row& r : table->rows()) {
      const auto index = static_cast<uint32_t>(b.titles.size());
      b.titles.push_back({std::string(r[0]), r[1].empty() ? '-' : r[1][0], list(r[2]), std::string(r[3])});
      b.phrases.add(r[0], {Sort::kTitle, false, false, false, index});
    }
  }
  return {};
}

Status load_roles(const Knowledge& k, const std::string& name, Draft& b,
                  OfficeAt& office_at) {
  if (!k.has(name)) return {};
  const auto table = k.table(name, {"entity", "office", "country", "from", "to", "asserted_until", "source"});
  if (!table) return table.error();
  std::string key;
  for (const Table::Row& r : table->rows()) {
    const auto entity = b.entity_by_id.find(r[0]);
    if (entity == b.entity_by_id.end())
      return table->error(r, "no entity '" + std::string(r[0]) + "' in kb/entities.tsv");
    key.assign(r[1]).push_back('\t');
    key.append(r[2]);
    auto office = office_at.find(key);
    if (office == office_at.end()) office = office_at.find(std::string_view(key).substr(0, r[1].size() + 1));
    if (office == office_at.end()) {
      const auto index = static_cast<uint32_t>(b.offices.size());
      office = office_at.emplace(std::string(r[1]) + '\t', index).first;
      b.offices.push_back({std::string(r[1]), "", {}, {}});
      b.phrases.add(r[1], {Sort::kOffice, false, false, false, index});
    }
    b.roles.push_back({entity->second, office->second, std::string(r[2]), bound(r[3], false), bound(r[4], true),
                       bound(r[5], true), is_public(r[6])});
  }
  return {};
}

// What says that a country's name is not today's state: the years of states, the words of sport.
Status load_states(const Knowledge& k, Draft& b) {
  if (k.has("who/states_since.tsv")) {
    const auto table = k.table("who/states_since.tsv", {"country", "since"});
    if (!table) return table.error();
    for (const Table::Row& r : table->rows()) {
      int year = 0;
      const auto [end, bad] = std::from_chars(r[1].data(), r[1].data() + r[1].size(), year);
      if (bad != std::errc{}) return table->error(r, "no year");
      b.states_since.emplace(r[0], year);
    }
  }
  if (k.has("who/event_words.tsv")) {
    const auto table = k.table("who/event_words.tsv", {"kind", "words"});
    if (!table) return table.error();
    for (const Table::Row& r : table->rows())
      for (std::string_view word : split(r[1])) b.event_words.insert(std::string(r[0]).append(1, ' ').append(word));
  }
  if (k.has("who/team_words.tsv")) {
    const auto table = k.table("who/team_words.tsv", {"kind", "words"});
    if (!table) return table.error();
    for (const Table::Row& r : table->rows())
      for (std::string_view word : split(r[1])) (r[0] == "side" ? b.team_sides : r[0] == "descent" ? b.descent_words : b.sport_words).emplace(word);
  }
  return {};
}

Status load_nouns(const Knowledge& k, Draft& b) {
  const auto add = [&](Noun n, Sort sort) {
    const auto index = static_cast<uint32_t>(b.nouns.size());
    b.phrases.add(n.words, {sort, false, false, false, index});
    if (sort == Sort::kOrgNoun) b.phrases.add(plural(n.words), {sort, false, false, false, index});
    b.nouns.push_back(std::move(n));
  };
  if (k.has("kb/org_nouns.tsv")) {
    const auto table = k.table("kb/org_nouns.tsv", {"noun", "kind", "sectors", "canonical"});
    if (!table) return table.error();
    for (const Table::Row& r : table->rows())
      add({std::string(r[0]), kind_of(r[1]), list(r[2]), std::string(r[3]), false, false}, Sort::kOrgNoun);
  }
  if (k.has("who/leaders.tsv")) {
    const auto table = k.table("who/leaders.tsv", {"country", "offices"});
    if (!table) return table.error();
    for (const Table::Row& r : table->rows()) b.leaders.emplace(r[0], list(r[1]));
  }
  if (k.has("who/place_verbs.tsv")) {
    const auto table = k.table("who/place_verbs.tsv", {"verbs", "how"});
    if (!table) return table.error();
    for (const Table::Row& r : table->rows())
      for (std::string_view verb : split(r[0]))
        for (std::string_view how : split(r[1])) b.place_verbs.insert(std::string(verb) + ' ' + std::string(how));
  }
  if (k.has("who/nouns.tsv")) {
    const auto table = k.table("who/nouns.tsv", {"noun", "kind", "number", "sectors", "alone"});
    if (!table) return table.error();
    for (const Table::Row& r : table->rows())
      for (std::string_view word : split(r[0]))
        add({std::string(word), kind_of(r[1]), list(r[3]), "", r[2] == "plural", r[4] == "yes"}, Sort::kNoun);
  }
  return {};
}

void add_place(Draft& b, std::string_view id, std::string_view country, std::vector<std::string> names) {
  const auto index = static_cast<uint32_t>(b.places.size());
  for (const std::string& n : names) {
    std::vector<uint32_t>& at = b.place_at[fold_phrase(n)];
    if (at.empty() || at.back() != index) at.push_back(index);
  }
  b.places.push_back({std::string(id), std::string(country), std::move(names)});
}

// Places are resolved in `where`; here their names serve match() alone.
Status load_places(const Knowledge& k, Draft& b) {
  const auto read = [&](const char* name, const std::vector<std::string_view>& columns, size_t aliases) -> Status {
    if (!k.has(name)) return {};
    const auto table = k.table(name, columns);
    if (!table) return table.error();
    for (const Table::Row& r : table->rows()) {
      std::vector<std::string> names = list(r[aliases]);
      names.insert(names.begin(), std::string(r[1]));
      add_place(b, r[0], r[3], std::move(names));
    }
    return {};
  };
  ANNALIST_TRY(read("places/regions.tsv", {"id", "name", "kind", "country", "lat", "lon", "aliases"}, 6));
  ANNALIST_TRY(read("places/sites.tsv", {"id", "name", "kind", "country", "lat", "lon", "aliases"}, 6));
  if (!k.has("places/names.tsv")) return {};
  const auto table = k.table("places/names.tsv", {"name", "geonames", "canonical"});
  if (!table) return table.error();
  std::map<std::string, std::vector<std::string>, std::less<>> towns;
  for (const Table::Row& r : table->rows()) {
    std::vector<std::string>& names = towns[std::string(r[1])];
    if (names.empty()) names.emplace_back(r[2]);
    names.emplace_back(r[0]);
  }
  for (auto& [id, names] : towns) add_place(b, "", "", std::move(names));
  return {};
}

// Keys under which a person's family name is looked up.
void index_people(Draft& b) {
  for (uint32_t i = 0; i < b.entities.size(); ++i) {
    const Entity& e = b.entities[i];
    if (e.kind != Kind::kPerson) continue;
    std::vector<std::string> words;
    fold_words(e.name, words);
    if (words.empty()) continue;
    std::set<std::string> keys{b.names.family_key(e.family_first ? words.front() : words.back())};
    for (const std::string& alias : e.aliases) {
      std::vector<std::string> parts;
      fold_words(alias, parts);
      if (parts.empty()) continue;
      const std::string key = b.names.family_key(e.family_first ? parts.front() : parts.back());
      if (parts.size() == 1 || key[0] == (*keys.begin())[0]) keys.insert(key);
    }
    for (const std::string& key : keys) b.by_family[key].push_back(i);
  }
}

void index_roles(Draft& b) {
  const auto earlier = [&](uint32_t x, uint32_t y) {
    return b.roles[x].from.value_or(Day{-1000000}) < b.roles[y].from.value_or(Day{-1000000});
  };
  std::string key;
  for (uint32_t i = 0; i < b.roles.size(); ++i) {
    b.entities[b.roles[i].entity].roles.push_back(i);
    key.assign(b.offices[b.roles[i].office].name).push_back('\t');
    key.append(b.roles[i].country);
    b.by_office[key].push_back(i);
  }
  const auto sort = [&](std::vector<uint32_t>& roles) {
    if (!std::is_sorted(roles.begin(), roles.end(), earlier)) std::stable_sort(roles.begin(), roles.end(), earlier);
  };
  for (Entity& e : b.entities) sort(e.roles);
  for (auto& [at, roles] : b.by_office) sort(roles);
}

}  // namespace

Result<std::string> Base::compile(const Knowledge& knowledge) {
  auto draft = std::make_unique<Draft>();
  const std::string_view rows = knowledge.text("kb/entities.tsv");
  draft->entity_by_id.reserve(static_cast<size_t>(std::count(rows.begin(), rows.end(), '\n')));
  draft->phrases.reserve(2 * static_cast<size_t>(std::count(rows.begin(), rows.end(), '\n')) + 4096);
  Result<NameRules> names = NameRules::load(knowledge);
  if (!names) return names.error();
  draft->names = std::move(names).value();
  OfficeAt office_at;
  ANNALIST_TRY(load_countries(knowledge, *draft));
  ANNALIST_TRY(load_country_names(knowledge, *draft));
  ANNALIST_TRY(load_entities(knowledge, *draft));
  ANNALIST_TRY(load_regions(knowledge, *draft));
  ANNALIST_TRY(load_qids(knowledge, *draft));
  ANNALIST_TRY(load_offices(knowledge, *draft, office_at));
  ANNALIST_TRY(load_roles(knowledge, "kb/roles.tsv", *draft, office_at));
  for (const std::string& name : imports(knowledge, ".roles.tsv")) ANNALIST_TRY(load_roles(knowledge, name, *draft, office_at));
  ANNALIST_TRY(load_states(knowledge, *draft));
  ANNALIST_TRY(load_nouns(knowledge, *draft));
  ANNALIST_TRY(load_places(knowledge, *draft));
  Result<CorefModel> coref = CorefModel::load(knowledge);
  if (!coref) return coref.error();
  draft->coref = std::move(coref).value();
  Result<Things> things = Things::load(knowledge);
  if (!things) return things.error();
  draft->things = std::move(things).value();
  index_people(*draft);
  index_roles(*draft);
  ArchiveWriter out;
  uint32_t format = kCompiledFormat;
  out(format, static_cast<Rows&>(*draft));
  out.frozen(draft->phrases.build());
  for (const TextIndex::Rows* index : {&draft->place_at, &draft->by_family, &draft->by_office}) out.frozen(TextIndex::build(*index));
  return std::move(out).take();
}

}  // namespace annalist::who
