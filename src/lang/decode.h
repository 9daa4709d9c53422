// Decode: from scores of all arcs to one tree with one root. Pure; the scratch belongs to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace annalist::lang {

struct DecodeScratch {
  std::vector<float> complete, incomplete;
  std::vector<int16_t> complete_split, incomplete_split;
  std::vector<uint32_t> order, component;
  std::vector<float> margin;
  std::vector<uint8_t> state;
};

// scores[i * (n + 1) + h]: head h of token i, 0 = root, h = j + 1 = token j. Fills heads with n values, -1 = root.
// The best head of every token, if that is a projective tree with one root; else the best projective tree (Eisner
// 1996), and beyond kMaxExactTokens tokens a tree built from the surest arcs first, in quadratic time.
void best_tree(const std::vector<float>& scores, size_t n, DecodeScratch& scratch, std::vector<int32_t>& heads);

inline constexpr size_t kMaxExactTokens = 100;  // cubic time: 0.7 ms at 100 tokens

}  // namespace annalist::lang
