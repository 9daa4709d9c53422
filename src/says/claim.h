// Claim: what one document says once — a frame with its voice: who says so, how sure, when — and the words that prove
// every field. Immutable; its id does not depend on pack versions.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/span.h"
#include "what/frames.h"

namespace annalist::says {

struct Attribution {
  std::vector<Span> cue;           // "said", "according to", a speaker label
  Span source;                     // empty = unnamed by the text
  std::vector<Span> content;
  std::string holder_entity, holder_name;  // empty when unknown; unnamed sources give a description: "a senior official"
  std::vector<std::string> chain;  // outermost first: {"Bloomberg", "Kyrylo Budanov"}
  std::string kind;                // direct indirect mixed label hearsay narrator
  std::string holder_kind;         // person organization country group official military expert witness insider media
                                   // document party public; empty = unknown
  bool unnamed = false;            // the text does not say who it is: "a senior official"
  std::string channel;             // statement interview conference speech post report letter article broadcast meeting
  Span addressee;                  // to whom; empty = not told
  std::string addressee_entity, addressee_name;
  Interval told;                   // when it was said, as far as words beside the cue tell
  Span told_words;
};

enum class Modality : uint8_t { kDenied, kQuestioned, kRequested, kConditional, kPlanned, kPossible, kReported, kAsserted };
[[nodiscard]] const char* modality_name(Modality modality);

// An actor, recipient or third party as the reader sees it.
struct Side {
  Span span;                       // empty only when inferred
  std::string name, entity, kind, country, role;
  std::string code = {};           // actor code of a user's dictionary; empty without one
  std::vector<std::string> sectors;
  bool inferred = false;
  std::string why;                 // for inferred sides: starts with "inferred"
  float confidence = 0;
  std::string part;                // third parties only
};

struct ClaimDate {
  Interval interval;
  Precision precision = Precision::kUnknown;
  std::vector<Span> evidence;      // empty when inferred
  bool suspect = false;
  std::string why;                 // "inferred: story date" …
};

struct ClaimPlace {
  std::string name, country;       // both empty = no place
  std::string territory;           // "disputed: Crimea"; else empty
  std::optional<double> lat, lon;
  std::optional<uint32_t> geonames;
  std::vector<Span> evidence;
  std::string why;                 // "inferred: dateline"
};

struct Claim {
  std::string id;                  // hash of document, revision, story, trigger, type, ordinal
  uint32_t story = 0, sentence = 0;
  Span span, trigger;
  std::string type;
  std::vector<std::string> mode, context;
  std::string cameo;
  double plover_score = 0, goldstein = 0;
  bool reciprocal = false;
  std::vector<Side> actors, recipients, third_parties;
  ClaimDate date;
  ClaimPlace place;
  char polarity = '+';             // '+' or '-'
  Modality modality = Modality::kAsserted;
  what::Tense tense = what::Tense::kPast;
  std::string certainty = "CT";    // CT PR PS U (FactBank)
  std::vector<uint32_t> attribution;  // into Claims::attributions, innermost holder first
  std::vector<uint32_t> quantities;   // into what::Frames::quantities
  std::vector<std::string> suspect;   // fields touched by a garble
  bool background = false, headline = false;
  float confidence = 0;
  std::string rule;
  uint32_t frame = 0;              // into what::Frames::frames: what it was made from
  std::map<std::string, std::vector<Span>> evidence;  // field -> words
};

struct Claims {
  std::vector<Attribution> attributions;
  std::vector<Claim> claims;       // ascending by trigger
};

}  // namespace annalist::says
