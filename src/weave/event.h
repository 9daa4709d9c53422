// Event: our rebuildable judgement over claims. Weaving is a pure function of the set of claims in a block, so that
// adding documents one by one gives the same events as building anew.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/span.h"

namespace annalist::weave {

struct Party {
  std::string name, entity, kind, country, role;
  auto operator<=>(const Party&) const = default;
};

// What weaving needs of one claim and of the document that makes it; `store` keeps and returns these.
struct ClaimRecord {
  std::string claim;               // id
  std::string document;            // id as given at ingest
  std::string document_key, content_sha256;  // equal content under two ids is a copy
  std::string outlet;              // empty = unknown
  std::string credit;              // the agency whose report the outlet carries; empty = none stated
  std::vector<uint64_t> sketch;    // of the story's words (sketch.h): near-copies share most of it
  uint32_t revision = 1, story = 0, sentence = 0;
  Span span, trigger;
  std::string text;                // the words of span
  std::string type;
  std::vector<std::string> mode, context;
  std::string cameo;
  double plover_score = 0, goldstein = 0;
  bool reciprocal = false, background = false, headline = false;
  std::vector<Party> actors, recipients;
  Interval date;
  Precision precision = Precision::kUnknown;
  Interval published;              // of the story
  std::string place_name, place_country;
  std::optional<double> lat, lon;
  char polarity = '+';
  std::string modality;            // names of the contract
  std::string source;              // holder's name; empty = the narrator
  std::vector<std::string> chain;
  struct Figure {
    std::string unit, of, words;
    std::optional<double> value;
    bool suspect = false;
  };
  std::vector<Figure> figures;
  std::vector<std::string> suspect;  // fields
  float confidence = 0;
  bool future = false;             // told in the future tense
};

struct Contradiction {
  std::string field;               // "quantity", "date", "polarity"
  std::vector<std::string> values; // each as "value (document)"
};
struct Link {
  std::string kind;                // fulfils repeats corroborates contradicts updates
  std::string event;
};

struct Event {
  std::string id;                  // from the least member claim id
  std::vector<std::string> claims; // member claim ids, ascending
  std::string type;
  std::vector<std::string> mode, context;
  std::string cameo;
  double plover_score = 0, goldstein = 0;
  std::vector<Party> actors, recipients;
  Interval date;
  Precision precision = Precision::kUnknown;
  Interval told;                   // from the first to the last publication that tells it
  bool forecast = false;           // announced, invited, feared: an act still to come when it was told
  std::string place_name, place_country;
  std::optional<double> lat, lon;
  char polarity = '+';
  std::string modality;
  std::string status;              // claimed happened announced due overdue fulfilled cancelled denied disputed
  uint32_t reports = 0, outlets = 0, origins = 0;
  float confidence = 0;
  std::vector<std::string> anomalies;
  std::vector<Contradiction> contradictions;
  std::vector<Link> links;
};

}  // namespace annalist::weave
