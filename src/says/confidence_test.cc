#include "says/confidence.h"

#include <gtest/gtest.h>

#include "says/testing.h"

namespace annalist::says {
namespace {

Result<Confidence> with(const std::string& rows) {
  Knowledge knowledge;
  knowledge.put("says/confidence.tsv", "clue\tweight\ttold\n" + rows);
  return Confidence::load(knowledge);
}

TEST(Confidence, IsTheLogisticOfTheWeighedClues) {
  const auto confidence = with("bias\t-1\t0\nworld\t2\t1\nlong\t-4\t0\n");
  ASSERT_TRUE(confidence);
  std::vector<Clue> clues{{"world", 1}, {"long", 0.25F}, {"never-heard-of", 1}};
  const Belief belief = confidence->of(clues);
  EXPECT_FLOAT_EQ(belief.right, 0.5F);    // -1 + 2 - 4 / 4 = 0
  EXPECT_FLOAT_EQ(belief.told, 0.7311F);  // 1 / (1 + e^-1), to four places
  EXPECT_FALSE(belief.silent);
  EXPECT_DOUBLE_EQ(clues[0].effect, 2);
  EXPECT_DOUBLE_EQ(clues[1].effect, -1);
  EXPECT_DOUBLE_EQ(clues[2].effect, 0);
}

TEST(Confidence, IsNeverCertain) {
  const auto confidence = with("bias\t50\t-50\n");
  ASSERT_TRUE(confidence);
  std::vector<Clue> none;
  EXPECT_FLOAT_EQ(confidence->of(none).right, 0.99F);
  EXPECT_FLOAT_EQ(confidence->of(none).told, 0.01F);
}

TEST(Confidence, WhatHardlyTellsAnActIsKeptSilent) {
  const auto confidence = with("bias\t0\t0\nsilent-below\t0\t0.2\nsense=retreat.release\t0\t-2\n");
  ASSERT_TRUE(confidence);
  std::vector<Clue> album{{"sense=retreat.release", 1}}, other{{"sense=retreat.withdraw", 1}};
  EXPECT_TRUE(confidence->of(album).silent);
  EXPECT_FALSE(confidence->of(other).silent);
}

TEST(Confidence, AWrongTableNamesItsLine) {
  const auto word = with("bias\t0\t0\nworld\tmuch\t0\n");
  ASSERT_FALSE(word);
  EXPECT_NE(word.error().line().find(":3"), std::string::npos) << word.error().line();
  EXPECT_FALSE(with("world\t1\t0\nworld\t1\t0\n"));
}

}  // namespace
}  // namespace annalist::says
