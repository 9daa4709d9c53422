// Every kind of kernel must give the same bits: what a document says may not depend on the processor.
#include "lang/kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace annalist::lang {
namespace {

class Numbers {
 public:
  uint32_t below(uint32_t n) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<uint32_t>(state_ >> 33) % n;
  }
  float real() { return static_cast<float>(below(20001)) / 1000.0F - 10.0F; }

 private:
  uint64_t state_ = 42;
};

struct Map {
  std::vector<int8_t> weights;
  std::vector<float> scale, bias;
  Affine affine;
  Map(Numbers& dice, uint32_t rows, uint32_t columns) {
    for (uint32_t k = 0; k < rows * columns; ++k)
      weights.push_back(k % 17 == 0 ? int8_t{63} : static_cast<int8_t>(static_cast<int>(dice.below(127)) - 63));
    for (uint32_t k = 0; k < rows; ++k) scale.push_back(dice.real() / 500), bias.push_back(dice.real());
    affine = {weights.data(), scale.data(), bias.data(), rows, columns};
  }
};

// All that the kernels compute, for one seed.
std::vector<float> everything() {
  Numbers dice;
  std::vector<float> out;
  for (const uint32_t rows : {16U, 32U, 80U, 272U})
    for (const size_t count : {size_t{1}, size_t{3}, size_t{4}, size_t{13}}) {
      const uint32_t columns = 4 * (1 + dice.below(60));
      const Map m(dice, rows, columns);
      std::vector<uint8_t> x(count * columns);
      for (auto& v : x) v = static_cast<uint8_t>(dice.below(3) ? dice.below(256) : 255);
      std::vector<float> y(count * rows);
      multiply(m.affine, x.data(), count, y.data(), rows);
      multiply_add(m.affine, x.data(), y.data());
      out.insert(out.end(), y.begin(), y.end());
    }
  constexpr size_t kHidden = 48;
  std::vector<float> gates(4 * kHidden), c(kHidden, 0.5F);
  std::vector<uint8_t> h(kHidden);
  for (int step = 0; step < 20; ++step) {
    for (auto& g : gates) g = dice.real();
    cell_step(gates.data(), kHidden, c.data(), h.data());
    out.insert(out.end(), h.begin(), h.end());
    out.insert(out.end(), c.begin(), c.end());
  }
  std::vector<uint8_t> u(96);
  std::vector<int8_t> s(96);
  rectify(gates.data(), 96, 33.0F, u.data());
  to_int8(gates.data(), 96, 33.0F, 127, s.data());
  out.insert(out.end(), u.begin(), u.end());
  out.insert(out.end(), s.begin(), s.end());
  for (auto& v : u) v = static_cast<uint8_t>(v / 2);
  out.push_back(static_cast<float>(dot(u.data(), s.data(), 96)));
  return out;
}

TEST(Kernels, TheSameBitsOnEveryProcessor) {
  const std::string mine = kernel_name();
  ASSERT_TRUE(use_kernels("portable"));
  const auto plain = everything();
  for (const char* name : {"avx2", "avx512"}) {
    if (!use_kernels(name)) {
      std::printf("skipped: this processor has no %s\n", name);
      continue;
    }
    const auto fast = everything();
    ASSERT_EQ(fast.size(), plain.size());
    for (size_t k = 0; k < plain.size(); ++k) ASSERT_EQ(plain[k], fast[k]) << name << " at " << k;
  }
  EXPECT_TRUE(use_kernels(mine.c_str()));
}

TEST(Kernels, AProductIsTheSumOfItsParts) {
  Numbers dice;
  const Map m(dice, 16, 8);
  std::vector<uint8_t> x = {1, 2, 3, 4, 250, 251, 252, 253};
  std::vector<float> y(16);
  multiply(m.affine, x.data(), 1, y.data(), 16);
  for (uint32_t r = 0; r < 16; ++r) {
    int sum = 0;
    for (uint32_t c = 0; c < 8; ++c) sum += m.weights[(c / 4) * 64 + 4 * r + c % 4] * x[c];
    EXPECT_EQ(y[r], static_cast<float>(sum) * m.scale[r] + m.bias[r]);
  }
}

TEST(Kernels, CurvesAreWhatTheirNamesSay) {
  for (float x = -12.0F; x <= 12.0F; x += 0.37F) EXPECT_NEAR(logistic(x), 1.0 / (1.0 + std::exp(-double{x})), 1e-6);
  const float gates[4] = {20.0F, -20.0F, 0.5F, 20.0F};  // input open, forget shut, output open
  float c = 3.0F;
  uint8_t h = 0;
  cell_step(gates, 1, &c, &h);
  EXPECT_NEAR(c, std::tanh(0.5), 1e-5);
  EXPECT_EQ(h, 128 + std::lround(127 * std::tanh(std::tanh(0.5))));
  const float values[3] = {-1.0F, 0.5F, 9.0F};
  uint8_t u[3];
  rectify(values, 3, 100.0F, u);
  EXPECT_EQ(u[0], 0);
  EXPECT_EQ(u[1], 50);
  EXPECT_EQ(u[2], 255);
}

}  // namespace
}  // namespace annalist::lang
