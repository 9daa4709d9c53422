#include "run/pool.h"

#include <gtest/gtest.h>

#include <chrono>

namespace annalist::run {
namespace {

struct None {};

TEST(Ordered, KeepsOrderWhateverTakesLong) {
  for (unsigned threads : {1u, 2u, 7u}) {
    int n = 0;
    std::vector<int> out;
    ordered<int, int, None>(
        threads, [&](int& in) { return n < 500 && (in = n++, true); },
        [](None&, int& in) {
          if (in % 7 == 0) std::this_thread::sleep_for(std::chrono::microseconds(300));
          return in * 2;
        },
        [&](int&& r) { return out.push_back(r), true; });
    ASSERT_EQ(out.size(), 500u);
    for (int i = 0; i < 500; ++i) ASSERT_EQ(out[static_cast<size_t>(i)], 2 * i);
  }
}

TEST(Ordered, StopsWhenTheSinkHasEnough) {
  int n = 0, seen = 0;
  ordered<int, int, None>(
      3, [&](int& in) { return in = n++, true; }, [](None&, int& in) { return in; },
      [&](int&&) { return ++seen < 10; });
  EXPECT_EQ(seen, 10);
  EXPECT_LT(n, 200);
}

}  // namespace
}  // namespace annalist::run
