// Parser: labelled dependencies by beam search with a structured perceptron. Const and shared between threads.
#pragma once

#include <string_view>
#include <vector>

#include "base/pack.h"
#include "lang/beam.h"

namespace annalist::lang {

class ArcParser {
 public:
  [[nodiscard]] static Result<ArcParser> view(const Pack& pack);
  // Heads (-1 = root) and labels of the scene's tokens; the result lives in `beam` until its next use.
  const Configuration& parse(const Scene& scene, Beam& beam) const;
  [[nodiscard]] std::string_view label(uint8_t label) const { return labels_[label]; }

 private:
  std::vector<std::string_view> labels_;
  TransitionSystem system_;
  Linear model_;
};

}  // namespace annalist::lang
