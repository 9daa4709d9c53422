// Sides: turns a token that fills a slot into the people, states and bodies that can act or be acted upon.
// The law: a filler is named by the words of its span; what no word names is never filled here.
#pragma once

#include <cstdint>
#include <vector>

#include "lang/parse.h"
#include "what/frames.h"
#include "what/lexicon.h"
#include "what/syntax.h"
#include "who/cast.h"

namespace annalist::what {

class Sides {
 public:
  Sides(const Lexicon& lexicon, const Syntax& syntax, const who::Cast& cast);

  // Everyone the token and its conjuncts name, in text order: "Russia and North Korea" gives two. Groups whose members
  // the cast knows give their members. `owner`: what cannot act is replaced by whose it is ("Russia's decision").
  // `place`: a place may stand as a side ("shelled Kherson"). Appends; returns whether anything was added.
  // `loose`: names joined by "and" are taken whatever the tree says ("between A and B").
  bool collect(uint32_t token, bool owner, bool place, std::vector<Filler>& out, bool loose = false) const;
  // The phrase itself and those joined to it, whatever they are. Appends.
  void collect_thing(uint32_t token, std::vector<Filler>& out) const;
  // Names and demonyms before a noun: "US-South Korea drills". Appends.
  bool collect_compounds(const Predicate& noun, std::vector<Filler>& out) const;
  // Is it someone or some body that can act?
  [[nodiscard]] bool is_actor(uint32_t token) const;
  // Words of the base noun phrase around its head, without relative clauses and appositions.
  [[nodiscard]] Span phrase(uint32_t head) const;
  [[nodiscard]] bool same(const Filler& a, const Filler& b) const;
  [[nodiscard]] uint64_t classes(uint32_t token) const;  // of the token's lemma; names count as @name and their kind

 private:
  bool one(uint32_t token, bool owner, bool place, std::vector<Filler>& out, int depth) const;
  [[nodiscard]] int32_t named_before(int32_t pronoun) const;
  bool from_mention(int32_t mention, bool place, std::vector<Filler>& out) const;
  bool owner_of(uint32_t token, bool place, std::vector<Filler>& out, int depth) const;
  bool whole_phrase(uint32_t token, bool place, std::vector<Filler>& out, int depth) const;
  bool plain(uint32_t token, bool place, std::vector<Filler>& out) const;
  void spoken_conjuncts(uint32_t token, bool place, bool loose, std::vector<Filler>& out) const;
  [[nodiscard]] bool joined_by_and(uint32_t from, uint32_t to, int32_t next) const;
  [[nodiscard]] bool can_act(const who::Mention& m, bool place) const;
  [[nodiscard]] int32_t nested_country(uint32_t token) const;
  bool nested_states(uint32_t token, std::vector<Filler>& out) const;
  [[nodiscard]] bool is_generic(uint32_t token) const;
  [[nodiscard]] bool further_office(uint32_t person, uint32_t conjunct) const;
  [[nodiscard]] bool described(uint32_t token) const;
  [[nodiscard]] int32_t demonym(uint32_t token) const;
  bool here(uint32_t token, std::vector<Filler>& out) const;
  [[nodiscard]] int32_t mention_of(uint32_t token) const;

  const Lexicon& lexicon_;
  const Syntax& syntax_;
  const who::Cast& cast_;
  std::vector<int8_t> name_kind_;  // token -> lang::NameKind of the name it is in, or -1
  std::vector<int32_t> inside_;    // token -> the name mention it is a word of, or -1
  std::vector<int32_t> any_at_;    // token -> any mention headed by it, nested ones too, or -1
  uint64_t actor_bit_, doer_bit_, bid_bit_, part_bit_, press_bit_, relational_bit_, own_act_bit_, name_bit_, person_bit_, org_bit_, place_bit_, weapon_bit_;
  uint64_t craft_bit_, official_bit_, state_bit_, unspecific_bit_;
};

}  // namespace annalist::what
