// Discourse: the working state of identify() over one document, passed from step to step: hits -> drafts (mentions that
// are not yet bound) -> bound entities. Lives for one call; not shared.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lang/parse.h"
#include "who/scan.h"

namespace annalist::who {

// A mention on its way to an entity.
struct Draft {
  Mention mention;
  uint32_t sentence = 0, story = 0;
  std::vector<std::string> words;    // folded words of the name, without titles
  std::vector<uint32_t> candidates;  // Base entities that the words fit
  std::vector<uint32_t> offices;     // Base offices that the words around it name
  std::string title;                 // those words, folded, without the country: "security council secretary"
  std::string canonical;             // organisations and groups: what is meant, for coreference ("foreign ministry")
  std::vector<uint32_t> also;        // further tokens that stand for it: title, apposition
  char sex = '-';
  bool plural = false;
  bool definite = false;  // "the", a possessive, or a name
  bool former = false;    // "former", "then", "ex-"
  bool bound = false;
  bool dropped = false;  // a pronoun that the chains took its antecedent from
  Span phrase;  // title words, name and apposition together
};

struct Discourse {
  const Base::Impl& base;
  const lang::Parse& parse;
  lang::Tree tree;
  std::string key;  // first 12 characters of the document's key
  const Day* day = nullptr;
  std::vector<Hit> hits;
  std::vector<int32_t> hit_at;   // token -> top-level hit that covers it, -1 none
  std::vector<int32_t> name_at;  // token -> Parse::names that covers it, -1 none
  std::vector<int32_t> owner;    // token -> draft that covers it as a name or title, -1 none
  std::vector<Draft> drafts;
  std::map<std::string, std::vector<std::pair<float, uint32_t>>> spelled;  // name -> entities it may spell, with costs
  std::map<std::string, std::vector<uint32_t>> people;                     // family key -> bound drafts of full names
  std::vector<std::string> named;                                          // codes of countries named in full, sorted
  mutable std::vector<int> years;                      // of each sentence, filled by before_state()
  size_t named_drafts = 0;                            // drafts in order of the text; groups of them follow
  uint32_t provisional = 0;                           // numbers given out so far
  std::vector<ChainedPhrase> chained;                 // their `mention` is a draft until the end
  std::map<std::string, std::string> provisional_of;  // kind + canonical name -> id

  Discourse(const Base::Impl& b, const lang::Parse& p) : base(b), parse(p), tree(p) {}

  [[nodiscard]] const lang::Token& token(uint32_t t) const { return parse.tokens[t]; }
  [[nodiscard]] const lang::Sentence& sentence_of(uint32_t t) const { return parse.sentences[parse.sentence_of[t]]; }
  // The token of [first, last) whose head lies outside; the last one if none.
  [[nodiscard]] uint32_t head_of(uint32_t first, uint32_t last) const;
  [[nodiscard]] const Hit* hit(uint32_t t) const {
    return hit_at[t] < 0 ? nullptr : &hits[static_cast<size_t>(hit_at[t])];
  }
  // A new draft over tokens [first, last); its tokens get an owner unless nested.
  Draft& add(uint32_t first, uint32_t last, Kind kind, Form form, bool nested = false);
  [[nodiscard]] bool is_word(uint32_t t, std::string_view lower) const;   // compares ASCII without case
  [[nodiscard]] std::string folded(uint32_t first, uint32_t last) const;  // words of tokens, folded
  // A fresh provisional id, or the one that `canonical` (with a kind prefix) already has; empty = always fresh.
  std::string provisional_id(const std::string& canonical);
};

// What stands around a noun or a name: "Russia's Security Council Secretary …", "chief of the North's secret police".
struct Setting {
  uint32_t first = 0;            // leftmost token of the phrase
  uint32_t last = 0;             // one past its last token
  std::string country;           // alpha-3
  std::vector<uint32_t> titles;  // hits that are titles or offices, left to right
  std::vector<uint32_t> orgs;    // hits that are organisations
  bool definite = false, indefinite = false, former = false;
  bool of_organ = false;  // "president of the party": no office of the state
};
// Walks left from token `end` (exclusive) over titles, organisations, countries and modifiers.
[[nodiscard]] Setting look_left(const Discourse& d, uint32_t end);
// Walks right from `begin` over "of (the) …", widening `setting`.
void look_right(const Discourse& d, uint32_t begin, Setting& setting);
// Does "ethnic" or the like stand before the demonym, so that it means a people and no state?
[[nodiscard]] bool of_descent(const Discourse& d, const Hit& h);
// Alpha-3 of a country hit, context and homonyms settled.
[[nodiscard]] std::string country_of(const Discourse& d, const Hit& hit);
// Is the body's name a part of another body's ("Socialist Workers' Party of Croatia")?
[[nodiscard]] bool of_another_body(const Discourse& d, const Hit& h, const Entity& e);
// Is the country named at [first, last) a team ("capped for Ireland")?
[[nodiscard]] bool as_team(const Discourse& d, uint32_t first, uint32_t last, bool demonym);
// Is the name of a time before its state was: "British" of 1776? Years of the sentence, in undated texts the last year told.
[[nodiscard]] bool before_state(const Discourse& d, uint32_t t, const std::string& code);
// Offices named by the setting's words in [setting.first, setting.last), countries left out of the wording.
void name_office(const Discourse& d, const Setting& setting, Draft& draft);

// The kind that "the two …", "both …" before token `t` counts ("leaders": people), or kOther.
[[nodiscard]] Kind paired(const Discourse& d, uint32_t t);

// The steps of identify(), in order.
void collect_countries(Discourse& d);  // countries, peoples, metonyms
void collect_names(Discourse& d);      // people, organisations, weapons, places by name
void attach_titles(Discourse& d);      // titles before, after and beside names
void collect_nominals(Discourse& d);   // titles, organisations and people without a name
void bind_names(Discourse& d);         // names -> entities of the base or of this document
void collect_coordinated(Discourse& d);  // "the leaders of South Korea and Japan": a group of their states
// The latest group of two before token `at` that the same noun names ("leaders"), -1 none.
[[nodiscard]] int32_t told_group(const Discourse& d, uint32_t at, std::string_view noun);
void bind_succession(Discourse& d);  // "his predecessor": who held his office before him
void bind_nominals(Discourse& d);      // titles by office, "the two leaders", "the ministry"
void bind_pronouns(Discourse& d);      // he she they it we
void link_phrases(Discourse& d);       // whole noun phrases into chains
void find_things(Discourse& d);        // weapons and facilities without a name
void discuss(Discourse& d);            // all of them up to the chains

}  // namespace annalist::who
