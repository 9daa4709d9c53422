// Places of a document: names of countries, regions, seas, sites and towns found in a parse and set on the map, each with
// the reasons. Gazetteer is const and shared between threads; locate() is a pure function, linear in the text's length.
//
// Law: one name that cannot be placed never changes another; what states dispute is labelled so, and carries no country unless a
// stance is asked for (disputes.h).
#pragma once

#include <memory>

#include "base/knowledge.h"
#include "base/result.h"
#include "lang/parse.h"
#include "where/disputes.h"
#include "where/places.h"

namespace annalist::where {

// data/kb/countries.tsv, data/places/{regions,sites}.tsv and the generated places/gazetteer.tsv (script/gazetteer.mjs).
// Without the last, towns stay unplaced and everything else works.
class Gazetteer {
 public:
  // Errors: kMalformed with file and line. The Gazetteer keeps no view into `knowledge`.
  [[nodiscard]] static Result<Gazetteer> load(const Knowledge& knowledge);
  Gazetteer(Gazetteer&&) noexcept;
  Gazetteer& operator=(Gazetteer&&) noexcept;
  ~Gazetteer();
  struct Atlas;
  [[nodiscard]] const Atlas& atlas() const { return *atlas_; }

 private:
  explicit Gazetteer(std::unique_ptr<Atlas> atlas);
  std::unique_ptr<Atlas> atlas_;
};

// `refs` and `associated` each ascend by span and do not overlap. Names that are tagged as places but known to no table come back without
// country and coordinates (confidence .3, why "unknown"). Demonyms ("Russian troops") and towns in
// names of bodies are `associated`, and count as context.
// `stance` decides whose a disputed place is said to be; the label says that it is disputed, whatever the stance.
[[nodiscard]] Places locate(const Gazetteer& gazetteer, const lang::Parse& parse, const Stance& stance = {});

}  // namespace annalist::where
