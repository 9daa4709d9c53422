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
  std::optional<uint32_t> geonames;
  std::optional<double> lat, lon;  // degrees, WGS 84
  std::string precision;         // "country" "region" "city" "site" "sea" "island" "continent"
  float confidence = 0;
  std::vector<std::string> why;  // "gazetteer", "population", "context:RUS", "dateline", "table"
};

struct Places {
  std::vector<PlaceRef> refs;    // ascending by span
};

}  // namespace annalist::where
