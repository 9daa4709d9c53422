// What Base holds, for this room only: the rows, and the index from folded words to them. Const after load.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "who/base.h"
#include "who/coref.h"
#include "who/things.h"
#include "who/names.h"

namespace annalist::who {

// What a phrase of the index means.
enum class Sort : uint8_t {
  kEntity,     // an alias of entities[index]
  kCountry,    // countries[index] by name or alias
  kDemonym,    // "North Korean"
  kNationals,  // "North Koreans"
  kMetonym,    // "the Kremlin"
  kOffice,     // a wording of offices[index]: "foreign minister"
  kTitle,      // titles[index]: "general secretary", "mr"
  kOrgNoun,    // nouns[index] of an organisation: "foreign ministry"
  kNoun,       // nouns[index] of people: "soldiers", "official"
};

struct Entry {
  Sort sort = Sort::kEntity;
  bool capital = false;  // the first letter must be upper case in the text
  bool acronym = false;  // all of it must be upper case in the text ("US", not "us")
  bool context = false;  // only where its country is named otherwise in the document ("the North")
  uint32_t index = 0;
};

// Appends the folded words of one written token: lower case, no marks, parted at anything but letters and digits, with
// periods dropped inside ("U.S.-led" -> "us", "led").
void fold_words(std::string_view written, std::vector<std::string>& out);
[[nodiscard]] std::string join_words(const std::vector<std::string>& words);
[[nodiscard]] std::string fold_phrase(std::string_view written);

// Hash maps by text that are asked with views.
struct TextHash {
  using is_transparent = void;
  size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
};

// A trie over word numbers. Node 0 is the root, word 0 is "unknown".
class PhraseIndex {
 public:
  void reserve(size_t phrases);  // about how many will be added
  void add(std::string_view phrase, Entry entry);
  [[nodiscard]] uint32_t word(std::string_view folded) const;
  // Node after `word`, or 0.
  [[nodiscard]] uint32_t step(uint32_t node, uint32_t word) const;
  [[nodiscard]] const std::vector<Entry>& entries(uint32_t node) const { return entries_[node]; }
  // Entries of a whole phrase; empty when there are none.
  [[nodiscard]] const std::vector<Entry>& find(std::string_view phrase) const;

 private:
  std::unordered_map<std::string, uint32_t, TextHash, std::equal_to<>> words_;
  std::unordered_map<uint64_t, uint32_t> next_;
  std::vector<std::vector<Entry>> entries_ = std::vector<std::vector<Entry>>(1);
};

struct Title {
  std::string words;
  char sex = '-';
  std::vector<std::string> sectors;
  std::string rank;  // honorific office military academic
};

// A common noun that names people or an organisation: "soldiers", "official", "foreign ministry".
struct Noun {
  std::string words;
  Kind kind = Kind::kOther;
  std::vector<std::string> sectors;
  std::string canonical;
  bool plural = false;
  bool alone = false;  // a mention even without a country ("the government")
};

// How a table words an office of a country ("Secretary of State for Defence", GBR): a row of kb/wordings.tsv.
struct Wording {
  std::string words;  // folded
  std::string country, office;
};

struct Base::Impl {
  NameRules names;
  std::vector<Entity> entities;
  std::vector<Role> roles;
  std::vector<Office> offices;
  std::vector<Country> countries;
  std::vector<Title> titles;
  std::vector<Noun> nouns;
  CorefModel coref;
  Things things;
  PhraseIndex phrases;
  std::vector<Wording> wordings;
  // Places of data/places, for comparing names only: names and aliases of each, and folded name -> places.
  std::vector<std::vector<std::string>> places;
  std::unordered_map<std::string, std::vector<uint32_t>> place_at;
  std::unordered_map<std::string, uint32_t, TextHash, std::equal_to<>> entity_by_id;  // never iterated
  std::map<std::string, uint32_t, std::less<>> country_by_code;
  std::map<std::string, int, std::less<>> states_since;  // alpha-3 -> first year of a state
  std::set<std::string, std::less<>> sport_words, team_sides, descent_words;  // data/who/team_words.tsv
  std::set<std::string, std::less<>> place_verbs;  // "visit obj", "arrive from", "any in": a seat there is a place
  std::map<std::string, std::vector<std::string>, std::less<>>
      leaders;  // country ("" = any) -> offices of "the leader"
  // Family name key (NameRules::family_key) -> people, ascending.
  std::unordered_map<std::string, std::vector<uint32_t>> by_family;
  // office + '\t' + country -> roles, by start.
  std::map<std::string, std::vector<uint32_t>, std::less<>> by_office;

  [[nodiscard]] const Country* country(std::string_view code) const;
};

}  // namespace annalist::who
