// Tagger: greedy averaged perceptron from left to right (Collins 2002) over joint UPOS+XPOS tags, with the tags that a
// word is known with as features of its neighbours. Morphological features follow from word and tag by table.
#pragma once

#include <string_view>
#include <vector>

#include "base/pack.h"
#include "lang/dictionary.h"
#include "lang/linear.h"
#include "lang/parse.h"
#include "lang/words.h"

namespace annalist::lang {

struct Tag {
  Upos upos = Upos::X;
  std::string_view xpos;
  uint32_t feats = 0;  // index of its most frequent features
};

// What a classifier sees of one sentence.
struct Scene {
  std::vector<Word> words;
  std::vector<uint32_t> known;  // hash of the tags that the lexicon knows the word with; 0 = not in it
  std::vector<uint8_t> fixed;   // tag + 1 of a word that has only one; 0 = none
  std::vector<uint8_t> tags;
  bool title = false;  // title_case
};

// Features for token i, given the tags before it.
void tag_features(const Scene& scene, size_t i, Features& out);

class Tagger {
 public:
  [[nodiscard]] static Result<Tagger> view(const Pack& pack);
  // Fills known, fixed, title from words.
  void look_up(Scene& scene) const;
  // Fills scene.tags; `scores` is scratch.
  void tag(Scene& scene, std::vector<int32_t>& scores) const;
  [[nodiscard]] const Tag& of(uint8_t tag) const { return tags_[tag]; }
  [[nodiscard]] const std::vector<Tag>& tags() const { return tags_; }
  [[nodiscard]] std::string_view feats(const Word& word, uint8_t tag) const;

 private:
  std::vector<Tag> tags_;
  std::vector<std::string_view> feats_;
  Linear model_;
  Dictionary lexicon_;     // lower -> known << 8 | fixed
  Dictionary word_feats_;  // (lower, tag) -> index into feats_, where it is not the tag's usual
};

// Lines of a section, without their "\n".
[[nodiscard]] std::vector<std::string_view> section_lines(std::string_view section);

}  // namespace annalist::lang
