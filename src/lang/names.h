// Names: persons, organisations, locations, others, by a greedy averaged perceptron over BIO tags (Ratinov & Roth 2009
// for the features). What a word was called before in the same document is a feature.
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
  const Scene* scene = nullptr;
  std::vector<uint32_t> lists;  // bits of the name lists that hold the word
  std::vector<Bio> tags;        // decided so far
};

void name_features(const NameScene& s, size_t i, Features& out);

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
  // Appends the sentence's names; its first token has index `base` in the document.
  void tag(const Scene& scene, uint32_t base, NameScene& names, std::vector<int32_t>& scores,
           std::vector<Name>& out) const;

 private:
  // Cuts what no name ends in, drops bare titles, and completes hyphenated given names ("Choi So-hee").
  void trim(const Scene& scene, const NameScene& n, uint32_t base, size_t from, std::vector<Name>& out) const;
  // Whole countries are locations, whole nationalities others, and neither nor a title opens a person's name.
  void settle(const Scene& scene, const NameScene& n, uint32_t base, size_t from, std::vector<Name>& out) const;
  [[nodiscard]] uint32_t phrase(const Scene& scene, size_t first, size_t last) const;
  Linear model_;
  Dictionary lists_;
};

}  // namespace annalist::lang
