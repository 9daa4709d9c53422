#include "lang/decode.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace annalist::lang {
namespace {

using Heads = std::vector<int32_t>;

bool projective_tree(const Heads& heads) {
  const auto n = static_cast<int32_t>(heads.size());
  if (std::count(heads.begin(), heads.end(), -1) != 1) return false;
  for (int32_t i = 0; i < n; ++i) {
    int32_t at = i, steps = 0;
    while (at >= 0 && steps++ <= n) at = heads[static_cast<size_t>(at)];
    if (at >= 0) return false;
    const int32_t low = std::min(i, heads[static_cast<size_t>(i)]), high = std::max(i, heads[static_cast<size_t>(i)]);
    for (int32_t k = low + 1; k < high; ++k)
      if (heads[static_cast<size_t>(k)] < low || heads[static_cast<size_t>(k)] > high) return false;
  }
  return true;
}

float total(const std::vector<float>& scores, const Heads& heads) {
  float sum = 0;
  for (size_t i = 0; i < heads.size(); ++i) sum += scores[i * (heads.size() + 1) + static_cast<size_t>(heads[i] + 1)];
  return sum;
}

std::vector<float> random_scores(size_t n, uint32_t seed) {
  std::vector<float> scores(n * (n + 1));
  uint64_t state = seed;
  for (auto& s : scores) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    s = static_cast<float>(state >> 54);
  }
  return scores;
}

TEST(Decode, FindsTheBestOfAllProjectiveTrees) {
  DecodeScratch scratch;
  for (uint32_t seed = 1; seed < 400; ++seed) {
    const size_t n = 1 + seed % 5;
    const auto scores = random_scores(n, seed);
    Heads found, tried(n);
    best_tree(scores, n, scratch, found);
    ASSERT_TRUE(projective_tree(found));
    size_t count = 1;
    for (size_t i = 0; i < n; ++i) count *= n + 1;
    float best = -1;
    for (size_t code = 0; code < count; ++code) {
      size_t rest = code;
      for (size_t i = 0; i < n; ++i) tried[i] = static_cast<int32_t>(rest % (n + 1)) - 1, rest /= n + 1;
      if (projective_tree(tried)) best = std::max(best, total(scores, tried));
    }
    ASSERT_FLOAT_EQ(total(scores, found), best);
  }
}

TEST(Decode, LongSentencesAreTreesToo) {
  DecodeScratch scratch;
  Heads heads;
  const size_t n = 400;
  best_tree(random_scores(n, 5), n, scratch, heads);
  ASSERT_EQ(heads.size(), n);
  EXPECT_EQ(std::count(heads.begin(), heads.end(), -1), 1);
  for (size_t i = 0; i < n; ++i) {
    size_t steps = 0;
    for (auto at = static_cast<int32_t>(i); at >= 0; at = heads[static_cast<size_t>(at)]) ASSERT_LE(++steps, n);
  }
}

TEST(Decode, NoTokensNoHeads) {
  DecodeScratch scratch;
  Heads heads = {7};
  best_tree({}, 0, scratch, heads);
  EXPECT_TRUE(heads.empty());
}

}  // namespace
}  // namespace annalist::lang
