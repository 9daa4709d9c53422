// Names: persons, organisations, locations, others. The network scores BIO tags, the best sequence without an I after
// something else wins (Viterbi), and lists of countries, nationalities and titles have the last word on those.
#pragma once

#include <string>
#include <vector>

#include "base/pack.h"
#include "lang/dictionary.h"
#include "lang/linear.h"
#include "lang/parse.h"
#include "lang/tagger.h"

namespace annalist::lang {

// 0 = O, 1 + 2k = B of NameKind k, 2 + 2k = I.
using Bio = uint8_t;
inline constexpr uint32_t kBioTags = 9;

struct NameScene {
  std::vector<uint32_t> lists;  // bits of the name lists that hold the word
  std::vector<Bio> tags;
  std::vector<float> best;  // Viterbi: score of the best path to (token, tag)
  std::vector<Bio> before;  // and the tag it came from
};

// Bits of the name lists that rules look at.
inline constexpr uint32_t kDemonymList = 16, kTitleList = 64;
// Key of a phrase in the name lists, from the mixed hashes of its lower-case words.
[[nodiscard]] inline uint64_t phrase_key(uint64_t hash) {
  return seal(hash) | uint64_t{1} << 31;
}

class NameTagger {
 public:
  [[nodiscard]] static Result<NameTagger> view(const Pack& pack);
  // Bits of the name lists that hold the word; 0 when none.
  [[nodiscard]] uint32_t lists(const Word& word) const { return lists_.find(key_of(word.lower, 0)).value_or(0); }
  // Fills n.lists.
  void look_up(const Scene& scene, NameScene& n) const;
  // Appends the sentence's names, from `stride` logits a token; its first token has index `base` in the document.
  void tag(const Scene& scene, uint32_t base, const std::vector<float>& logits, size_t stride, NameScene& n,
           std::vector<Name>& out) const;

 private:
  // Cuts what no name ends in, drops bare titles, and completes hyphenated given names ("Choi So-hee").
  void trim(const Scene& scene, const NameScene& n, uint32_t base, size_t from, std::vector<Name>& out) const;
  // Whole countries are locations, whole nationalities others, and neither nor a title opens a person's name.
  void settle(const Scene& scene, const NameScene& n, uint32_t base, size_t from, std::vector<Name>& out) const;
  [[nodiscard]] uint32_t phrase(const Scene& scene, size_t first, size_t last) const;
  Dictionary lists_;
};

}  // namespace annalist::lang
