// Parse: sentences, tokens, dependencies and names of one document. Plain structs over the canonical text; the views in
// tokens live as long as the Model that made them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "page/page.h"

namespace annalist::lang {

// Universal POS tags, in alphabetical order (https://universaldependencies.org/u/pos/).
enum class Upos : uint8_t {
  ADJ,
  ADP,
  ADV,
  AUX,
  CCONJ,
  DET,
  INTJ,
  NOUN,
  NUM,
  PART,
  PRON,
  PROPN,
  PUNCT,
  SCONJ,
  SYM,
  VERB,
  X
};
[[nodiscard]] const char* upos_name(Upos upos);

// Indices are into Parse::tokens, over the whole document.
struct Token {
  Span span;
  Upos upos = Upos::X;
  std::string_view xpos;   // Penn tag: "NNP", "VBD"
  std::string_view feats;  // UD features, "_" when none
  std::string lemma;
  int32_t head = -1;        // -1 = root of its sentence
  std::string_view deprel;  // UD relation, with subtype: "nsubj:pass", "obl", "root"
};

struct Sentence {
  Span span;
  uint32_t first = 0, last = 0;  // tokens [first, last)
  uint32_t story = 0;            // page::Story
  uint32_t block = 0;            // page::Block
};

enum class NameKind : uint8_t { kPerson, kOrganization, kLocation, kMisc };
[[nodiscard]] const char* name_kind_tag(NameKind kind);  // PER ORG LOC MISC
struct Name {
  uint32_t first = 0, last = 0;  // tokens [first, last)
  NameKind kind = NameKind::kMisc;
  float confidence = 0;
};

struct Parse {
  std::string_view text;             // the document's canonical text
  const page::Page* page = nullptr;  // what it was read from
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  std::vector<Name> names;            // ascending, no overlap
  std::vector<uint32_t> sentence_of;  // token -> sentence

  [[nodiscard]] std::string_view form(uint32_t token) const { return tokens[token].span.of(text); }
  [[nodiscard]] Span span(uint32_t first, uint32_t last) const {
    return {tokens[first].span.begin, tokens[last - 1].span.end};
  }
};

// Children lists of every token, ascending; build once per document, then ask. Not thread-safe while building.
class Tree {
 public:
  explicit Tree(const Parse& parse);
  struct Range {
    const uint32_t* first;
    const uint32_t* last;
    [[nodiscard]] const uint32_t* begin() const { return first; }
    [[nodiscard]] const uint32_t* end() const { return last; }
    [[nodiscard]] bool empty() const { return first == last; }
  };
  [[nodiscard]] Range children(uint32_t token) const {
    return {flat_.data() + start_[token], flat_.data() + start_[token + 1]};
  }
  // First child with this relation (subtypes match when rel has none: "nsubj" finds "nsubj:pass"); -1 when none.
  [[nodiscard]] int32_t child(uint32_t token, std::string_view rel) const;
  // First and one-past-last token of the subtree; subtrees of a projective tree are contiguous.
  [[nodiscard]] uint32_t left(uint32_t token) const { return left_[token]; }
  [[nodiscard]] uint32_t right(uint32_t token) const { return right_[token]; }
  // Is `token` inside the subtree of `top`?
  [[nodiscard]] bool under(uint32_t token, uint32_t top) const;
  [[nodiscard]] const Parse& parse() const { return parse_; }

 private:
  const Parse& parse_;
  std::vector<uint32_t> start_, flat_, left_, right_;
};

// "nsubj:pass" -> "nsubj".
[[nodiscard]] inline std::string_view relation(std::string_view deprel) {
  return deprel.substr(0, deprel.find(':'));
}

}  // namespace annalist::lang
