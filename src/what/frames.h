// Frames: predicates that tell an act — a PLOVER type with its sides and circumstances, still without a voice: who says
// so, negation and modality are added by `says`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/span.h"

namespace annalist::what {

struct Quantity {
  Span span;                       // with its modifiers: "more than 1,000 containers"
  Span number;                     // the numeral alone
  uint32_t head = 0;               // token of the numeral
  std::optional<double> value, low, high;  // empty when garbled or open
  std::string unit;                // "container", "soldier", "USD", "km", "percent"
  std::string of;                  // "ammunition"
  bool suspect = false;            // touched by a garble; then value is empty until a person accepts one
};

// Who fills a role. At least one of mention and span is given; an inferred filler has no words of its own here.
struct Filler {
  Span span;
  int32_t mention = -1;            // who::Mention
  uint32_t head = 0;               // token
  bool inferred = false;           // from discourse or an ellipsis; `why` says from what
  std::string why;
  std::string code = {};           // actor code of a user's dictionary: "GONGOV"; empty without one
};
inline constexpr const char* kVoiceFiller = "whose words these are";  // `why` of a side that the attribution fills
struct ThirdParty {
  std::string part;                // mediator topic beneficiary host instrument place-of-target
  Filler filler;
};

enum class Tense : uint8_t { kPast, kPresent, kFuture };
[[nodiscard]] const char* tense_name(Tense tense);

struct Frame {
  uint32_t sentence = 0;
  uint32_t trigger = 0;            // token: head of the predicate
  Span trigger_span;               // the whole predicate: "held talks"
  Span span;                       // the clause or noun phrase that tells the act
  std::string type;                // PLOVER type or STATE
  std::vector<std::string> mode, context;
  std::string cameo;               // "042"; empty when the lexicon has none
  double plover_score = 0, goldstein = 0;  // -10..10
  bool reciprocal = false;         // either side may be actor (meetings, agreements, joint exercises)
  std::vector<Filler> actors, recipients;
  std::vector<ThirdParty> third_parties;
  std::vector<uint32_t> times, places, quantities;  // into Times::refs, Places::refs, Frames::quantities
  Tense tense = Tense::kPast;
  bool stance = false;             // its modals and negations make the act: "will never tolerate" rejects, here and now
  bool nominal = false;            // told by a noun ("summit", "the launch of …")
  bool lent = false;               // a side is that of another clause or of an act told before
  bool headline = false;
  bool background = false;         // history told in passing
  std::string rule;                // sense id of the lexicon: "what/consult.meet.12", or a dictionary's line: "verbs.txt:12"
  bool by_dictionary = false;      // coded by a user's dictionaries: sides are theirs, `type` may be empty
};

struct Frames {
  std::vector<Frame> frames;       // ascending by trigger
  std::vector<Quantity> quantities;
  // Why a sentence gave no frame, for `explain`: (sentence, reason).
  std::vector<std::pair<uint32_t, std::string>> silent;
};

}  // namespace annalist::what
