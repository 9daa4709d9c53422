// What Base holds, for this room only: the rows, and the index from folded words to them. Const after load.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "who/base.h"
#include "who/coref.h"
#include "who/frozen.h"
#include "who/things.h"
#include "who/names.h"

namespace annalist::who {

// Appends the folded words of one written token: lower case, no marks, parted at anything but letters and digits, with
// periods dropped inside ("U.S.-led" -> "us", "led").
void fold_words(std::string_view written, std::vector<std::string>& out);
[[nodiscard]] std::string join_words(const std::vector<std::string>& words);
[[nodiscard]] std::string fold_phrase(std::string_view written);

struct Title {
  std::string words;
  char sex = '-';
  std::vector<std::string> sectors;
  std::string rank;  // honorific office military academic

  template <class A>
  void archive(A& a) {
    a(words, sex, sectors, rank);
  }
};

// A common noun that names people or an organisation: "soldiers", "official", "foreign ministry".
struct Noun {
  std::string words;
  Kind kind = Kind::kOther;
  std::vector<std::string> sectors;
  std::string canonical;
  bool plural = false;
  bool alone = false;  // a mention even without a country ("the government")

  template <class A>
  void archive(A& a) {
    a(words, kind, sectors, canonical, plural, alone);
  }
};

// How a table words an office of a country ("Secretary of State for Defence", GBR): a row of kb/wordings.tsv.
struct Wording {
  std::string words;  // folded
  std::string country, office;

  template <class A>
  void archive(A& a) {
    a(words, country, office);
  }
};

// Of the compiled form: raised whenever anything in it changes, so that a pack of another program is compiled anew.
inline constexpr uint32_t kCompiledFormat = 7;

struct Rows {
  NameRules names;
  std::vector<Entity> entities;
  std::vector<Role> roles;
  std::vector<Office> offices;
  std::vector<Country> countries;
  std::vector<Title> titles;
  std::vector<Noun> nouns;
  CorefModel coref;
  Things things;
  std::vector<Wording> wordings;
  // Places of data/places, for comparing and asking names only: id (towns have none), country, names and aliases of each.
  struct Place {
    std::string id, country;
    std::vector<std::string> names;

    template <class A>
    void archive(A& a) {
      a(id, country, names);
    }
  };
  std::vector<Place> places;
  std::map<std::string, uint32_t, std::less<>> country_by_code;
  std::map<std::string, int, std::less<>> states_since;  // alpha-3 -> first year of a state
  std::set<std::string, std::less<>> sport_words, team_sides, descent_words;  // data/who/team_words.tsv
  std::set<std::string, std::less<>> event_words;  // data/who/event_words.tsv: kind, blank, word
  std::set<std::string, std::less<>> place_verbs;  // "visit obj", "arrive from", "any in": a seat there is a place
  std::map<std::string, std::vector<std::string>, std::less<>>
      leaders;  // country ("" = any) -> offices of "the leader"

  [[nodiscard]] const Country* country(std::string_view code) const;

  template <class A>
  void archive(A& a) {
    a(names, entities, roles, offices, countries, titles, nouns, coref, things, wordings, places, country_by_code);
    a(states_since, sport_words, team_sides, descent_words, event_words, place_verbs, leaders);
  }
};

struct Base::Impl : Rows {
  PhraseIndex phrases;
  TextIndex place_at;   // folded name -> places
  TextIndex by_family;  // family name key (NameRules::family_key) -> people, ascending
  TextIndex by_office;  // office + '\t' + country -> roles, by start
  std::string own;      // the compiled bytes, where no pack keeps them
  std::shared_ptr<const Pack> keeps;
};

}  // namespace annalist::who
