// Name lists for the name tagger: words of persons (office holders of shared/data/roles), countries, demonyms, capitals
// (data/kb/countries.tsv), regions (ISO 3166-2 of Debian's iso-codes), titles and organisation nouns (data/kb).
#include <algorithm>
#include <filesystem>
#include <map>

#include "base/knowledge.h"
#include "lang/names.h"
#include "lang/words.h"
#include "stages.h"

namespace annalist::train {
namespace {

enum List : uint32_t {
  kGiven = 1,
  kFamily = 2,
  kCountryFirst = 4,
  kCountryRest = 8,
  kDemonym = 16,
  kPlace = 32,
  kTitle = 64,
  kOrganNoun = 128
};
using Words = std::map<std::string, uint32_t>;

std::vector<std::string_view> words_of(std::string_view name) {
  std::vector<std::string_view> out;
  for (const auto w : split(name, ' '))
    for (const auto part : split(w, '-'))
      if (!part.empty()) out.push_back(part);
  return out;
}

void add(Words& words, std::string_view name, uint32_t first, uint32_t rest, size_t least = 3) {
  bool begun = false;
  for (const auto w : words_of(name)) {
    if (w.size() >= least && w[0] >= 'A' && !(w[0] >= 'a' && w[0] <= 'z'))
      words[lang::lower_form(w)] |= begun ? rest : first;
    begun = true;
  }
}

// Cells of a CSV line with quotes.
std::vector<std::string> csv(std::string_view line) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      out.emplace_back();
    else if (c != '\r')
      out.back() += c;
  }
  return out;
}

void add_persons(const std::string& folder, Words& words) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".csv") paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  std::map<std::string, uint32_t> given, family;
  for (const auto& path : paths) {
    const std::string text = slurp(path);
    size_t column = std::string::npos;
    for (const auto line : split(text, '\n')) {
      const auto cells = csv(line);
      if (column == std::string::npos) {
        column = static_cast<size_t>(std::find(cells.begin(), cells.end(), "person") - cells.begin());
        continue;
      }
      if (column >= cells.size()) continue;
      const auto parts = words_of(cells[column]);
      if (parts.size() < 2) continue;
      ++given[lang::lower_form(parts.front())];
      ++family[lang::lower_form(parts.back())];
    }
  }
  for (const auto& [w, n] : given)
    if (n >= 2 && w.size() >= 3) words[w] |= kGiven;
  for (const auto& [w, n] : family)
    if (n >= 1 && w.size() >= 2) words[w] |= kFamily;
}

// Whole names of countries (1) and nationalities (2), as the name tagger's last word on them.
using Phrases = std::map<uint64_t, uint32_t>;

void add_phrase(Phrases& phrases, std::string_view name, uint32_t kind) {
  uint64_t hash = 0;
  for (const auto w : words_of(name)) hash = lang::mix(hash, lang::hash_word(lang::lower_form(w)));
  if (name.size() >= 4) phrases.emplace(lang::phrase_key(hash), kind);
}

void add_countries(const std::string& path, Words& words, Phrases& phrases) {
  const std::string text = slurp(path);
  const auto table =
      Table::read(text, path, {"code", "alpha2", "name", "demonyms", "nationals", "aliases", "capital", "metonyms"});
  if (!table) fail(table.error().line());
  for (const auto& row : table->rows()) {
    add(words, row[2], kCountryFirst, kCountryRest);
    add_phrase(phrases, row[2], 1);
    for (const auto alias : split(row[5])) add_phrase(phrases, alias, 1);
    for (const auto column : {3, 4})
      for (const auto d : split(row[static_cast<size_t>(column)])) add_phrase(phrases, d, 2);
    for (const auto alias : split(row[5])) add(words, alias, kCountryFirst, kCountryRest, 2);
    for (const auto column : {3, 4})
      for (const auto d : split(row[static_cast<size_t>(column)])) add(words, d, kDemonym, kDemonym);
    add(words, row[6], kPlace, kPlace);
    for (const auto m : split(row[7])) add(words, m, kPlace, kPlace);
  }
}

// Names of regions: the "name" fields of the JSON file.
void add_regions(const std::string& path, Words& words) {
  const std::string text = slurp(path);
  constexpr std::string_view kKey = "\"name\": \"";
  for (size_t at = text.find(kKey); at != std::string::npos; at = text.find(kKey, at + 1)) {
    const size_t begin = at + kKey.size();
    const std::string_view name = std::string_view(text).substr(begin, text.find('"', begin) - begin);
    if (name.find('\\') == std::string_view::npos && words_of(name).size() == 1) add(words, name, kPlace, kPlace, 4);
  }
}

void add_column(const std::string& path, std::string_view column, uint32_t bit, Words& words) {
  const std::string text = slurp(path);
  const auto table = Table::read(text, path, {column});
  if (!table) fail(table.error().line());
  for (const auto& row : table->rows())
    for (const auto w : words_of(row[0]))
      if (w.size() >= 4) words[lang::lower_form(w)] |= bit;
}

}  // namespace

std::string name_lists(const Settings& settings) {
  Words words;
  add_persons(settings.data + "/roles", words);
  Phrases entries;
  add_countries(settings.tables + "/kb/countries.tsv", words, entries);
  add_regions("/usr/share/iso-codes/json/iso_3166-2.json", words);
  add_column(settings.tables + "/kb/titles.tsv", "title", kTitle, words);
  add_column(settings.tables + "/kb/org_nouns.tsv", "noun", kOrganNoun, words);
  for (const auto& [w, bits] : words) entries[lang::key_of(lang::hash_word(w), 0)] |= bits;
  return lang::write_dictionary({entries.begin(), entries.end()});
}

}  // namespace annalist::train
