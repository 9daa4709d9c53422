// Confidence: the probability that a claim is right in type, sides, direction, polarity and modality at once; and that its
// words tell such an act at all, whoever did it. Two logistic sums over the same clues (clues.h) with the weights of
// data/says/confidence.tsv, which train/confidence.py learns from judged claims. Const after load, shared between threads.
// Law: every clue that counts can be shown with what it adds (`annalist why`).
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/knowledge.h"
#include "base/result.h"

namespace annalist::says {

struct Clue {
  std::string name;   // "actor.form=pronoun"
  float value = 1;    // 0..1
  double effect = 0;  // what it adds to the log-odds of being right; 0 when the table does not know it
};
struct Belief {
  float right = 0;      // 0.01..0.99: everything is right
  float told = 0;       // 0.01..0.99: an act of that type is told
  bool silent = false;  // so hardly an act, or of a type of words and help so unsure, that nothing is claimed
};
// What the claim of one frame rests on.
struct Weighed {
  std::vector<Clue> clues;
  Belief belief;
};
// Of one document, by the frame that each claim is made from (Claim::frame); empty for a frame that gave none for other
// reasons. For `why` and the trainer.
using Clues = std::vector<Weighed>;

class Confidence {
 public:
  // Reads says/confidence.tsv. Errors: kMalformed with file and line.
  [[nodiscard]] static Result<Confidence> load(const Knowledge& knowledge);
  // Fills the effects. In steps of a ten-thousandth, so that the last bits of exp() decide nothing.
  [[nodiscard]] Belief of(std::vector<Clue>& clues) const;

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  struct Weight {
    double right = 0, told = 0;
  };
  using Weights = std::unordered_map<std::string, Weight, Hash, std::equal_to<>>;
  Weights weights_, silent_types_;  // by clue; by PLOVER type
  Weight bias_, silent_below_;
};

}  // namespace annalist::says
