// After warm-up the language room allocates nothing: the whole test program counts its allocations.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "lang/model.h"
#include "lang/stream.h"

namespace {
std::atomic<size_t> allocations{0};
}

void* operator new(size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* p = std::malloc(size ? size : 1)) return p;
  throw std::bad_alloc();
}
void operator delete(void* p) noexcept {
  std::free(p);
}
void operator delete(void* p, size_t) noexcept {
  std::free(p);
}

namespace annalist::lang {
namespace {

TEST(Steady, NoAllocationAfterWarmUp) {
  const auto model = Model::open(ANNALIST_SOURCE "/models/en.pack");
  ASSERT_TRUE(model.ok());
  std::string text;
  for (int i = 0; i < 20; ++i)
    text += "The foreign ministers of Peru and Chile met in Lima on Monday, and an internationally acclaimed arbitrator said "
            "that both governments hadn't rejected the counterproposal. \"Nobody refused,\" Ana Rojas added.\n";
  const page::Page page = page_of_lines(text);
  Workspace workspace;
  Parse out;
  for (int round = 0; round < 2; ++round) parse(*model, text, page, workspace, out);
  const size_t before = allocations;
  parse(*model, text, page, workspace, out);
  EXPECT_EQ(allocations - before, 0U);
  EXPECT_GT(out.tokens.size(), 400U);
}

}  // namespace
}  // namespace annalist::lang
