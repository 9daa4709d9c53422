// Places: the place names of a document with coordinates and what they were resolved by.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/span.h"

namespace annalist::where {

struct PlaceRef {
  Span span;
  uint32_t first = 0, last = 0;  // tokens [first, last)
  std::string name;              // canonical English name
  std::string country;           // alpha-3, empty for seas and what is disputed or unknown
  std::string territory;         // "disputed: Crimea" where states dispute it, whatever the setting; else empty
  std::vector<std::string> admin;  // what it lies in, from the small to the large: "Sudzhanskiy Rayon", "Kursk Oblast"
  std::string use;               // "demonym" ("Russian troops"), "name" ("Columbus" in "Columbus City Council"); empty: the place itself
  std::optional<uint32_t> geonames;
  std::optional<double> lat, lon;  // degrees, WGS 84
  std::string precision;         // "country" "region" "district" "city" "site" "sea" "island" "continent"
  float confidence = 0;
  std::vector<std::string> why;  // "gazetteer", "population", "context:RUS", "dateline", "table"
};

struct Places {
  std::vector<PlaceRef> refs;        // ascending by span: where something is or happens
  std::vector<PlaceRef> associated;  // ascending by span: places only spoken of by their people or in another's name (`use`)
};

}  // namespace annalist::where
