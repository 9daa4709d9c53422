#include "where/atlas.h"

#include <algorithm>
#include <charconv>

#include "base/utf8.h"

namespace annalist::where {

namespace {

using Atlas = Gazetteer::Atlas;

constexpr std::string_view kTowns = "places/gazetteer.tsv", kDivisions = "places/divisions_named.tsv";

Result<double> number(const Table& table, const Table::Row& row, std::string_view cell) {
  double value = 0;
  const auto [end, bad] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (bad != std::errc{} || end != cell.data() + cell.size()) return table.error(row, "no number: " + std::string(cell));
  return value;
}

Layer layer_of(std::string_view kind) {
  if (kind == "continent") return Layer::kContinent;
  if (kind == "sea" || kind == "river") return Layer::kSea;
  if (kind == "island") return Layer::kIsland;
  if (kind == "city") return Layer::kCity;
  return Layer::kRegion;
}

// "US", "UAE", "U.S.": only as written; words and names in any case.
bool acronym(std::string_view name) {
  return name.size() <= 6 && std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '.'; });
}

void add_key(Atlas& atlas, std::string_view name, Atlas::Name entry) {
  std::string key = utf8::fold(name);
  const auto words = static_cast<uint32_t>(std::count(key.begin(), key.end(), ' ')) + 1;
  uint32_t& most = atlas.first_words[key.substr(0, key.find(' '))];
  most = std::max(most, words);
  auto& rows = atlas.names[std::move(key)];
  for (const Atlas::Name& r : rows)
    if (r.place == entry.place) return;
  rows.push_back(entry);
}

void add_name(Atlas& atlas, std::string_view name, Atlas::Name entry) {
  if (name.empty() || name.starts_with("the ")) return;
  if (acronym(name)) entry.exact = name;
  if (atlas.places[entry.place].layer == Layer::kRegion && name.ends_with('.')) {
    entry.after_comma = true;
    Atlas::Name bare = entry;  // "Ky" where the tokeniser parts the dot
    bare.exact = name.substr(0, name.size() - 1);
    add_key(atlas, bare.exact, bare);
  }
  add_key(atlas, name, entry);
}
uint32_t add_place(Atlas& atlas, Candidate c) {
  atlas.places.push_back(c);
  return static_cast<uint32_t>(atlas.places.size() - 1);
}

Status add_countries(Atlas& atlas, const Table& table) {
  for (const Table::Row& row : table.rows()) {
    const auto lat = number(table, row, row[8]), lon = number(table, row, row[9]);
    if (!lat) return lat.error();
    if (!lon) return lon.error();
    std::string id = "c:";
    id.append(row[0]);
    Candidate c{.name = row[2], .country = row[0], .territory = atlas.disputes.of_row(id), .lat = *lat, .lon = *lon, .layer = Layer::kCountry};
    const uint32_t place = add_place(atlas, c);
    add_name(atlas, row[2], {.place = place});
    for (const auto alias : split(row[5])) add_name(atlas, alias, {.place = place});
    c.layer = Layer::kDemonym;
    const uint32_t people = add_place(atlas, c);
    for (const auto word : split(row[3]))
      if (!acronym(word)) add_name(atlas, word, {.place = people});
    for (const auto word : split(row[4])) add_name(atlas, word, {.place = people});
  }
  return {};
}

Status add_rows(Atlas& atlas, const Table& table, bool sites) {
  for (const Table::Row& row : table.rows()) {
    const auto lat = number(table, row, row[4]), lon = number(table, row, row[5]);
    if (!lat) return lat.error();
    if (!lon) return lon.error();
    const std::string_view admin = sites ? std::string_view() : row[9];
    const Territory* territory = atlas.disputes.of_row(row[0]);
    const uint32_t place = add_place(atlas, {.name = row[1], .country = territory ? std::string_view(territory->neutral) : row[3], .territory = territory, .admin = admin, .lat = *lat, .lon = *lon,
                                             .layer = sites ? Layer::kSite : layer_of(row[2])});
    const bool building = row[2] == "building";
    add_name(atlas, row[1], {.place = place, .building = building});
    for (const auto alias : split(row[6])) add_name(atlas, alias, {.place = place, .building = building});
  }
  return {};
}

Status add_cues(Atlas& atlas, const Table& table) {
  for (const Table::Row& row : table.rows()) {
    const auto weight = number(table, row, row[2]);
    if (!weight) return weight.error();
    atlas.cues[utf8::fold(row[0])] = {row[1], *weight};
  }
  return {};
}

Word word_role(std::string_view role) {
  constexpr std::pair<std::string_view, Word> kRoles[] = {{"type", Word::kType}, {"county", Word::kCounty}, {"direction", Word::kDirection},
                                                          {"locative", Word::kLocative}, {"directional", Word::kDirectional}, {"never", Word::kNever}};
  for (const auto& [name, word] : kRoles)
    if (name == role) return word;
  return Word::kNone;
}

std::string_view line_at(std::string_view text, size_t begin) {
  const size_t end = text.find('\n', begin);
  return text.substr(begin, end == std::string_view::npos ? end : end - begin);
}

std::string_view key_of(std::string_view line) { return line.substr(0, line.find('\t')); }

// Where the rows of a table begin: behind its comments and column names.
size_t behind_head(std::string_view text) {
  size_t begin = 0;
  while (begin < text.size() && text[begin] == '#') begin += line_at(text, begin).size() + 1;
  if (begin < text.size()) begin += line_at(text, begin).size() + 1;
  return std::min(begin, text.size());
}

// The first line at or behind `begin` whose key is not less than `key`, in a text sorted by the bytes of its keys.
size_t first_row(std::string_view text, size_t begin, std::string_view key) {
  size_t low = begin, high = text.size();
  while (low < high) {  // invariant: low and high are starts of lines
    const size_t middle = low + (high - low) / 2;
    const size_t before = middle == 0 ? std::string_view::npos : text.rfind('\n', middle - 1);
    const size_t start = before == std::string_view::npos || before + 1 < low ? low : before + 1;
    const std::string_view line = line_at(text, start);
    if (key_of(line) < key) low = std::min(text.size(), start + line.size() + 1);
    else high = start;
  }
  return low;
}

// Our own generated file: a line that is no row is skipped, never an error of the input.
bool read_town(std::string_view line, const Disputes& disputes, Candidate& c) {
  std::string_view cells[10];
  for (auto& cell : cells) {
    const size_t tab = line.find('\t');
    cell = line.substr(0, tab);
    line = tab == std::string_view::npos ? std::string_view() : line.substr(tab + 1);
  }
  const auto read = [](std::string_view s, auto& value) {
    return std::from_chars(s.data(), s.data() + s.size(), value).ec == std::errc{};
  };
  c.name = cells[1];
  c.country = cells[2] == "-" ? std::string_view() : cells[2];
  c.filed = c.country;
  c.admin = cells[3] == "-" ? std::string_view() : cells[3];
  c.territory = disputes.of_area(c.filed, c.admin);
  if (c.territory) c.country = c.territory->neutral;
  c.admin2 = cells[4] == "-" ? std::string_view() : cells[4];
  c.feature = cells[8];
  c.layer = c.feature == "ADM1" ? Layer::kProvince : c.feature == "ADM2" ? Layer::kDistrict : Layer::kCity;
  return read(cells[5], c.lat) && read(cells[6], c.lon) && read(cells[7], c.population) && read(cells[9], c.geonames);
}

}  // namespace

const char* precision_of(Layer layer) {
  switch (layer) {
    case Layer::kCountry: case Layer::kDemonym: return "country";
    case Layer::kContinent: return "continent";
    case Layer::kSea: return "sea";
    case Layer::kRegion: case Layer::kProvince: return "region";
    case Layer::kDistrict: return "district";
    case Layer::kIsland: return "island";
    case Layer::kSite: return "site";
    case Layer::kCity: return "city";
  }
  return "city";
}

const std::vector<Atlas::Name>* Gazetteer::Atlas::find(const std::string& folded) const {
  const auto at = names.find(folded);
  return at == names.end() ? nullptr : &at->second;
}

Word Gazetteer::Atlas::word(std::string_view form) const {
  const auto at = words.find(utf8::fold(form));
  return at == words.end() ? Word::kNone : at->second;
}

bool Gazetteer::Atlas::stands_behind(std::string_view form, Behind role) const {
  const auto at = behind.find(utf8::fold(form));
  return at != behind.end() && (at->second & static_cast<uint8_t>(role)) != 0;
}

void Gazetteer::Atlas::towns_named(std::string_view folded, size_t limit, std::vector<Candidate>& out) const {
  const std::string_view text = towns;
  size_t at = first_row(text, towns_begin, folded);
  for (size_t n = 0; at < text.size() && n < limit; ++n) {
    const std::string_view line = line_at(text, at);
    if (key_of(line) != folded) return;
    Candidate c;
    if (read_town(line, disputes, c)) out.push_back(c);
    at += line.size() + 1;
  }
}

std::vector<std::string> Gazetteer::Atlas::chain(const Candidate& c) const {
  std::vector<std::string> out;
  if (c.admin.empty() || c.filed.empty()) return out;
  const auto add = [&](const std::string& code) {
    const size_t at = first_row(divisions, divisions_begin, code);
    const std::string_view line = line_at(divisions, std::min(at, divisions.size()));
    if (key_of(line) == code) out.emplace_back(line.substr(code.size() + 1));
  };
  std::string code(c.filed);
  code.append(1, '.').append(c.admin);
  if (c.layer == Layer::kCity && !c.admin2.empty()) add(code + "." + std::string(c.admin2));
  if (c.layer != Layer::kProvince) add(code);
  return out;
}

Gazetteer::Gazetteer(std::unique_ptr<Atlas> atlas) : atlas_(std::move(atlas)) {}
Gazetteer::Gazetteer(Gazetteer&&) noexcept = default;
Gazetteer& Gazetteer::operator=(Gazetteer&&) noexcept = default;
Gazetteer::~Gazetteer() = default;

Result<Gazetteer> Gazetteer::load(const Knowledge& knowledge) {
  auto atlas = std::make_unique<Atlas>();
  auto disputes = Disputes::load(knowledge);
  if (!disputes) return disputes.error();
  atlas->disputes = std::move(*disputes);
  // Tables are views; they are read from a copy that lives as long as the Atlas.
  const char* const kFiles[] = {"kb/countries.tsv", "places/regions.tsv", "places/sites.tsv", "places/cues.tsv"};
  size_t ends[4] = {};
  for (int i = 0; i < 4; ++i) {
    if (!knowledge.has(kFiles[i])) return Error{Code::kNotFound, "the table is missing", kFiles[i], "reinstall the program's data"};
    atlas->texts.append(knowledge.text(kFiles[i]));
    ends[i] = atlas->texts.size();
  }
  const std::string_view all = atlas->texts;
  auto countries = Table::read(all.substr(0, ends[0]), kFiles[0],
                               {"code", "alpha2", "name", "demonyms", "nationals", "aliases", "capital", "metonyms", "lat", "lon"});
  auto regions = Table::read(all.substr(ends[0], ends[1] - ends[0]), kFiles[1],
                             {"id", "name", "kind", "country", "lat", "lon", "aliases", "part_of", "source", "admin"});
  auto sites = Table::read(all.substr(ends[1], ends[2] - ends[1]), kFiles[2], {"id", "name", "kind", "country", "lat", "lon", "aliases", "source"});
  if (!countries) return countries.error();
  if (!regions) return regions.error();
  if (!sites) return sites.error();
  auto cues = Table::read(all.substr(ends[2]), kFiles[3], {"cue", "country", "weight"});
  if (!cues) return cues.error();
  for (const Status& status : {add_countries(*atlas, *countries), add_rows(*atlas, *regions, false), add_rows(*atlas, *sites, true), add_cues(*atlas, *cues)})
    if (!status) return status.error();

  auto words = knowledge.table("places/words.tsv", {"word", "role"});
  if (!words) return words.error();
  for (const Table::Row& row : words->rows()) {
    constexpr std::pair<std::string_view, Behind> kBehind[] = {{"local", Behind::kLocal}, {"civic", Behind::kCivic}, {"body", Behind::kBody}};
    const auto* behind = std::find_if(std::begin(kBehind), std::end(kBehind), [&](const auto& b) { return b.first == row[1]; });
    if (behind != std::end(kBehind)) {
      atlas->behind[utf8::fold(row[0])] |= static_cast<uint8_t>(behind->second);
      continue;
    }
    const Word role = word_role(row[1]);
    if (role == Word::kNone) return words->error(row, "unknown role " + std::string(row[1]));
    atlas->words[utf8::fold(row[0])] = role;
  }

  auto abbreviations = knowledge.table("places/abbreviations.tsv", {"short", "long"});
  if (!abbreviations) return abbreviations.error();
  for (const Table::Row& row : abbreviations->rows()) atlas->abbreviations[utf8::fold(row[0])] = utf8::fold(row[1]);

  atlas->towns = knowledge.text(kTowns);
  atlas->towns_begin = behind_head(atlas->towns);
  atlas->divisions = knowledge.text(kDivisions);
  atlas->divisions_begin = behind_head(atlas->divisions);
  return Gazetteer(std::move(atlas));
}

}  // namespace annalist::where
