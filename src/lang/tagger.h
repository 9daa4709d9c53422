// Tags: the inventory of joint UPOS+XPOS tags that the network chooses from; morphological features follow from word
// and tag by table. Const and shared between threads.
#pragma once

#include <string_view>
#include <vector>

#include "base/pack.h"
#include "lang/dictionary.h"
#include "lang/parse.h"
#include "lang/words.h"

namespace annalist::lang {

struct Tag {
  Upos upos = Upos::X;
  std::string_view xpos;
  uint32_t feats = 0;  // index of its most frequent features
};

// One sentence as the models see it.
struct Scene {
  std::vector<Word> words;
  std::vector<uint8_t> known;  // the treebanks have the word three times or more
  std::vector<uint8_t> tags;
  bool title = false;  // title_case
};

class Tagger {
 public:
  // Errors: kDamaged.
  [[nodiscard]] static Result<Tagger> view(const Pack& pack);
  // Fills known and title from words.
  void look_up(Scene& scene) const;
  // Fills scene.tags: the best of each token's `stride` logits.
  void choose(const std::vector<float>& logits, size_t stride, Scene& scene) const;
  [[nodiscard]] const Tag& of(uint8_t tag) const { return tags_[tag]; }
  [[nodiscard]] const std::vector<Tag>& tags() const { return tags_; }
  [[nodiscard]] std::string_view feats(const Word& word, uint8_t tag) const;

 private:
  std::vector<Tag> tags_;
  std::vector<std::string_view> feats_;
  Dictionary lexicon_;     // lower forms
  Dictionary word_feats_;  // (lower, tag) -> index into feats_, where it is not the tag's usual
};

// Lines of a section, without their "\n".
[[nodiscard]] std::vector<std::string_view> section_lines(std::string_view section);

}  // namespace annalist::lang
