// Encoder: the network's shared part. A token's vector is its word's (learnt from raw text, and from the treebanks)
// and the sum of vectors of its prefixes, suffixes, shape and flags; bidirectional LSTM layers read the sentence (after
// Kiperwasser & Goldberg 2016). Heads: tags, names, arcs (biaffine, Dozat & Manning 2017) and labels.
// Const and shared between threads; each thread has its own Signals. Same bits on every processor (kernels.h).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/pack.h"
#include "lang/kernels.h"
#include "lang/tagger.h"

namespace annalist::lang {

// What the encoder sees of a token: hashes of lower form, prefixes, suffixes and shape, then bits.
enum Cell : uint32_t { kLowerCell = 0, kPrefixCell = 1, kSuffixCell = 4, kShapeCell = 9, kBitsCell = 10, kCells = 11 };
inline constexpr uint32_t kBitCount = 16;
using Cells = std::array<uint32_t, kCells>;
[[nodiscard]] Cells encoder_features(const Scene& scene, size_t i, uint32_t lists);

// Scratch and results for one sentence; nothing in it allocates once it has seen the longest sentence.
struct Signals {
  std::vector<Cells> cells;            // set by the caller, one a token
  std::vector<uint8_t> input, output;  // activations of a layer, token after token
  std::vector<float> gates, state;
  std::vector<float> wide;  // a head's values before they are made activations
  std::vector<uint8_t> small;
  std::vector<float> tags, names;  // logits: token * tag_stride, token * name_stride
  std::vector<float> arcs;         // (token, head) with head 0 = root: row of tokens + 1
  std::vector<int8_t> dependents;
  std::vector<uint8_t> heads;
  std::vector<float> head_bias;
  std::vector<float> label_dependents, label_heads;
  std::vector<float> labels;  // logits of the chosen arcs: token * label_stride
};

class Encoder {
 public:
  // Reads the section `network` in place. Errors: kDamaged.
  [[nodiscard]] static Result<Encoder> view(std::string_view section);

  [[nodiscard]] uint32_t tag_count() const { return tag_count_; }
  [[nodiscard]] uint32_t label_count() const { return label_count_; }
  [[nodiscard]] uint32_t tag_stride() const { return tag_.rows; }
  [[nodiscard]] uint32_t name_stride() const { return name_.rows; }
  [[nodiscard]] uint32_t label_stride() const { return label_.rows; }

  // From s.cells to s.tags, s.names and s.arcs.
  void read(Signals& s) const;
  // Labels for the arcs (token -> heads[token], -1 = root) of the sentence that read() saw.
  void label(Signals& s, const std::vector<int32_t>& heads) const;

 private:
  friend struct SectionReader;
  struct Layer {
    Affine input[2], recurrent[2];  // forward, backward
  };
  // Row of the word's vectors; 0 when unknown.
  [[nodiscard]] uint32_t row(uint32_t lower) const;
  void embed(Signals& s) const;
  void run_layer(const Layer& layer, size_t n, Signals& s) const;
  void rectified(const Affine& a, float scale, const std::vector<uint8_t>& in, size_t n, Signals& s) const;
  void arcs(size_t n, Signals& s) const;

  uint32_t fixed_ = 0, sum_ = 0, hidden_ = 0, affixes_ = 0, shapes_ = 0, own_ = 0, words_ = 0;
  uint32_t tag_count_ = 0, label_count_ = 0, arc_width_ = 0, label_width_ = 0;
  float sum_scale_ = 0, tag_scale_ = 0, name_scale_ = 0, head_scale_ = 0, dependent_in_scale_ = 0;
  float dependent_scale_ = 0, arc_scale_ = 0, label_scale_ = 0;
  const uint32_t *hashes_ = nullptr, *rows_ = nullptr;
  const int8_t *fixed_rows_ = nullptr, *own_rows_ = nullptr, *affix_rows_ = nullptr, *shape_rows_ = nullptr,
               *bit_rows_ = nullptr;
  const uint8_t* root_ = nullptr;
  const float* head_bias_ = nullptr;
  std::vector<Layer> layers_;
  Affine tag_in_, tag_, name_in_, name_, dependent_, head_, bilinear_, label_dependent_, label_head_, label_;
};

}  // namespace annalist::lang
