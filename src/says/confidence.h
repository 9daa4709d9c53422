// Confidence: the probability that a claim is right in type, sides, direction, polarity and modality at once. A logistic sum
// over clues (clues.h) with the weights of data/says/confidence.tsv, which train/confidence.py learns from judged claims.
// Const after load, shared between threads. Law: every clue that counts can be shown with what it adds (`annalist why`).
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
// The clues of the claims of one document, by the frame that each was made from (Claim::frame); for `why` and the trainer.
using Clues = std::vector<std::vector<Clue>>;

class Confidence {
 public:
  // Reads says/confidence.tsv. Errors: kMalformed with file and line.
  [[nodiscard]] static Result<Confidence> load(const Knowledge& knowledge);
  // Fills the effects. 0.01..0.99 in steps of a ten-thousandth, so that the last bits of exp() decide nothing.
  [[nodiscard]] float of(std::vector<Clue>& clues) const;

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  std::unordered_map<std::string, double, Hash, std::equal_to<>> weights_;
  double bias_ = 0;
};

}  // namespace annalist::says
