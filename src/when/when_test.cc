#include <gtest/gtest.h>

#include "when/resolve.h"

namespace annalist::when {
namespace {

const Rules& rules() {
  static const Rules kRules = [] {
    auto knowledge = Knowledge::from_folders({ANNALIST_SOURCE "/data"});
    EXPECT_TRUE(knowledge.ok());
    auto loaded = Rules::load(*knowledge);
    if (!loaded) ADD_FAILURE() << loaded.error().line();
    return std::move(*loaded);
  }();
  return kRules;
}

TEST(WhenRules, EveryInlineExampleHolds) {
  for (const std::string& line : failed_examples(rules())) ADD_FAILURE() << line;
  EXPECT_GE(example_count(rules()), 60u);
}

}  // namespace
}  // namespace annalist::when
