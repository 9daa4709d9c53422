// Lemmatiser: the training data's own lemma of (word, tag), else an edit of the word's end chosen by a linear
// classifier over its suffixes (edit classes as in Chrupala 2006).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/pack.h"
#include "lang/dictionary.h"
#include "lang/linear.h"
#include "lang/words.h"

namespace annalist::lang {

// Optional lower-casing, then `strip` bytes off the end, then `add` put there.
struct Edit {
  bool lower = false;
  uint32_t strip = 0;
  std::string add;
  bool operator<(const Edit& o) const {
    return lower != o.lower ? lower < o.lower : strip != o.strip ? strip < o.strip : add < o.add;
  }
};
// The edit that makes lemma from form; none when they share too little for it to be a rule.
[[nodiscard]] bool edit_between(std::string_view form, std::string_view lemma, Edit& out);
// False when the edit does not fit the form (too short).
bool apply(const Edit& edit, std::string_view form, std::string& out);

void lemma_features(const Word& word, uint32_t tag, bool first, Features& out);

class Lemmatiser {
 public:
  [[nodiscard]] static Result<Lemmatiser> view(const Pack& pack);
  // `first`: the token opens its sentence. `scores` is scratch.
  void lemma(std::string_view form, const Word& word, uint8_t tag, bool first, std::vector<int32_t>& scores,
             std::string& out) const;

 private:
  std::vector<Edit> edits_;
  Linear model_;
  Dictionary of_form_, of_lower_;  // (hash, tag) -> index into lemmas_
  std::vector<std::string_view> lemmas_;
};

}  // namespace annalist::lang
