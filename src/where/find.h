// The first half of locate(): which words of a parse may be a place name, before it is known which place.
#pragma once

#include <string>
#include <vector>

#include "lang/parse.h"
#include "where/atlas.h"

namespace annalist::where {

struct Spotted {
  uint32_t first = 0, last = 0;  // tokens [first, last); empty for a dateline without tokens
  Span span{};
  std::string key{};               // folded name that is looked up; equal keys mean the same place unless one is "X, Y"
  std::vector<Candidate> candidates{};
  const char* why = "name";      // "name" tagged, "table", "preposition", "comma", "dateline"
  int32_t container = -1;        // "Hiroshima, Japan": index of the spotted name that contains it
  bool demonym = false;          // of its people: "Russian troops"
  bool part = false;             // inside another's name: "Kentucky" in "Kentucky Arts Commission"; half a vote
  bool maybe = false;            // a town's name that nothing marks as a place: one only where the text is about its surroundings
  bool dropped = false;          // set by locate(): such a name, and the text is not about its surroundings
  bool county = false;           // "Rapides Parish" looked up as a town: only good where the text is about its state
};

// Ascending, without overlap.
[[nodiscard]] std::vector<Spotted> spot(const Gazetteer::Atlas& atlas, const lang::Parse& parse);

}  // namespace annalist::where
