// Cast: everyone and everything a document speaks of, each mention bound to an entity with reasons.
//
// Entity ids: "Q30436217" for rows with a Wikidata id, "k:<slug>" for other rows of the knowledge base, "c:PRK" for
// countries, "p:<document>:<n>" for people and things known from this document only. Never empty.
#pragma once

#include <string>
#include <vector>

#include "base/span.h"

namespace annalist::who {

enum class Kind : uint8_t {
  kPerson,
  kOrganization,
  kCountry,
  kPlace,
  kFacility,
  kWeapon,
  kGroup,
  kEvent,
  kWork,
  kOther
};
[[nodiscard]] const char* kind_name(Kind kind);  // "person", …
enum class Form : uint8_t { kName, kTitle, kNominal, kPronoun };
[[nodiscard]] const char* form_name(Form form);

struct Mention {
  Span span;
  uint32_t first = 0, last = 0;  // tokens [first, last)
  uint32_t head = 0;             // syntactic head token, inside [first, last)
  Kind kind = Kind::kOther;
  Form form = Form::kName;
  std::string entity;                  // see above
  std::string name;                    // canonical English name, or the words themselves when unknown
  std::string country;                 // ISO 3166-1 alpha-3 (also SUN, YUG, DDR); empty = unknown or none
  std::string wikidata;                // "Q…" only from Wikidata-derived rows
  std::string role;                    // office at the story's date, when known
  std::vector<std::string> sectors;    // data/events sectors: GOV, MIL, MED …
  std::vector<std::string> ambiguous;  // other entity ids that fit nearly as well
  std::vector<std::string> why;        // "alias", "surname", "role@2024-01", "pronoun", "metonym", "unverified" …
  std::vector<uint32_t> members;       // a group ("the two leaders"): the mentions it stands for
  bool metonym = false;                // a place or building that stands for its government (Moscow, the Kremlin)
  float confidence = 0;                // 0..1; unverified rows alone give at most .6
};

// A noun phrase that others of the document take up, or that names a kind of thing: its whole extent ("the old bridge over the river"), whereas a
// mention of a name spans the name. Phrases of one chain are one thing; they bind nobody and are no actors.
struct ChainedPhrase {
  Span span;
  Kind kind = Kind::kOther;
  Form form = Form::kNominal;
  std::string chain;     // the entity of its mentions, else "p:<document>:<n>"; empty = told once
  int32_t mention = -1;  // the mention that has the same head, -1 none
  float confidence = 0;  // 0..1, of its link to an earlier phrase; 1 for the first of a chain
};

struct Cast {
  std::vector<Mention> mentions;  // ascending by span; nested ones ("North Korean" in "the North Korean leader") follow
  std::vector<ChainedPhrase> phrases;  // ascending by span; chains of two and more, and things (things.h)
  std::vector<int32_t> at_token;  // token -> index of the widest mention headed by it, or -1

  // The widest mention whose head is this token; -1 when none.
  [[nodiscard]] int32_t at(uint32_t token) const { return token < at_token.size() ? at_token[token] : -1; }
};

}  // namespace annalist::who
