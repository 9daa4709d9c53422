// Kernels: the inner loops of the network. Products are 8-bit with 32-bit sums (exact in any order) and everything else
// is one IEEE operation an element without fused multiply-add, so AVX-512, AVX2 and plain C++ give the same bits.
// Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>

namespace annalist::lang {

// Rows of a weight matrix are stored in blocks of 16: for every 4 columns, 16 rows x 4 bytes. Row and column counts are
// padded with zeros to multiples of 16 and 4. Weights lie in -63..63, so that two products with 8-bit activations fit
// the 16-bit sums that AVX2 makes on the way.
inline constexpr uint32_t kRowBlock = 16;

// y[t][r] = float(sum over c of w[r][c] * x[t][c]) * scale[r] + bias[r], for `count` tokens; x has `columns` bytes a
// token, y has `stride` floats a token.
struct Affine {
  const int8_t* weights = nullptr;  // rows * columns bytes, in blocks
  const float* scale = nullptr;     // rows
  const float* bias = nullptr;      // rows
  uint32_t rows = 0, columns = 0;   // padded
};
void multiply(const Affine& a, const uint8_t* x, size_t count, float* y, size_t stride);
// y[t][r] += ..., without bias: the recurrent part of a cell.
void multiply_add(const Affine& a, const uint8_t* x, float* y);

// One step of a long short-term memory cell (Hochreiter & Schmidhuber 1997; gates in the order i f g o, `hidden` floats
// each): updates c and writes h as 128 + round(127 h).
void cell_step(const float* gates, size_t hidden, float* c, uint8_t* h);

// out[k] = clamp(round(max(x[k], 0) * scale), 0, 255): a rectified layer as activations.
void rectify(const float* x, size_t n, float scale, uint8_t* out);
// out[k] = clamp(round(x[k] * scale), -limit, limit).
void to_int8(const float* x, size_t n, float scale, int limit, int8_t* out);

// Sum of products; u in 0..127, n a multiple of 32.
[[nodiscard]] int32_t dot(const uint8_t* u, const int8_t* s, size_t n);

// The logistic function by a rational approximation (error below 1e-6); the same bits everywhere.
[[nodiscard]] float logistic(float x);

// "avx512", "avx2" or "portable": what this processor runs. ANNALIST_CPU=portable|avx2 in the environment lowers it.
[[nodiscard]] const char* kernel_name();
// For tests: makes this process use the named kernels; false when the processor lacks them. Not thread-safe.
bool use_kernels(const char* name);

}  // namespace annalist::lang
