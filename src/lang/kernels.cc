#include "lang/kernels.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#define ANNALIST_X86 1
#endif

namespace annalist::lang {
namespace {

// tanh by a rational function of x (numerator of degree 13, denominator of degree 6, the coefficients widely used for
// single precision); beyond +-7.9 it is +-1 to single precision.
template <class F>
inline F tanh_of(F x, F limit) {
  x = x > limit ? limit : x;
  x = x < -limit ? -limit : x;
  const F x2 = x * x;
  F p = x2 * -2.76076847742355e-16F + 2.00018790482477e-13F;
  p = p * x2 + -8.60467152213735e-11F;
  p = p * x2 + 5.12229709037114e-08F;
  p = p * x2 + 1.48572235717979e-05F;
  p = p * x2 + 6.37261928875436e-04F;
  p = p * x2 + 4.89352455891786e-03F;
  p = p * x;
  F q = x2 * 1.19825839466702e-06F + 1.18534705686654e-04F;
  q = q * x2 + 2.26843463243900e-03F;
  q = q * x2 + 4.89352518554385e-03F;
  return p / q;
}
inline float tanh1(float x) {
  return tanh_of<float>(x, 7.90531110763549805F);
}
inline float logistic1(float x) {
  return tanh1(x * 0.5F) * 0.5F + 0.5F;
}

// Nearest integer, ties to even, for |x| < 2^22, in operations that every compiler vectorises alike.
inline float nearest(float x) {
  constexpr float kMagic = 12582912.0F;  // 1.5 * 2^23: adding it leaves no bits for a fraction
  return (x + kMagic) - kMagic;
}
inline float clamp(float x, float low, float high) {
  x = x < low ? low : x;
  return x > high ? high : x;
}

// Elementwise loops: compiled for each instruction set from this one text.
#define ANNALIST_ELEMENTWISE(TARGET, SUFFIX)                                                           \
  TARGET void cell_step_##SUFFIX(const float* gates, size_t n, float* c, uint8_t* h) {                 \
    for (size_t k = 0; k < n; ++k) {                                                                   \
      const float i = logistic1(gates[k]), f = logistic1(gates[n + k]);                                \
      const float g = tanh1(gates[2 * n + k]), o = logistic1(gates[3 * n + k]);                        \
      c[k] = f * c[k] + i * g;                                                                         \
      h[k] = static_cast<uint8_t>(static_cast<int32_t>(nearest(o * tanh1(c[k]) * 127.0F)) + 128);      \
    }                                                                                                  \
  }                                                                                                    \
  TARGET void rectify_##SUFFIX(const float* x, size_t n, float scale, uint8_t* out) {                  \
    for (size_t k = 0; k < n; ++k)                                                                     \
      out[k] = static_cast<uint8_t>(static_cast<int32_t>(nearest(clamp(x[k] * scale, 0.0F, 255.0F)))); \
  }                                                                                                    \
  TARGET void to_int8_##SUFFIX(const float* x, size_t n, float scale, float limit, int8_t* out) {      \
    for (size_t k = 0; k < n; ++k)                                                                     \
      out[k] = static_cast<int8_t>(static_cast<int32_t>(nearest(clamp(x[k] * scale, -limit, limit)))); \
  }

#pragma GCC push_options
#pragma GCC optimize("O3")
ANNALIST_ELEMENTWISE(, portable)
#ifdef ANNALIST_X86
ANNALIST_ELEMENTWISE(__attribute__((target("avx2"))), avx2)
ANNALIST_ELEMENTWISE(__attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,prefer-vector-width=512"))), avx512)
#endif
#pragma GCC pop_options

// sums[r] for one block of 16 rows and one token.
void block_portable(const int8_t* w, const uint8_t* x, uint32_t columns, int32_t* sums) {
  std::memset(sums, 0, kRowBlock * sizeof *sums);
  for (uint32_t c = 0; c < columns; c += 4, w += 4 * kRowBlock)
    for (uint32_t r = 0; r < kRowBlock; ++r)
      for (uint32_t k = 0; k < 4; ++k) sums[r] += int32_t{w[4 * r + k]} * int32_t{x[c + k]};
}

void multiply_portable(const Affine& a, const uint8_t* x, size_t count, float* y, size_t stride, bool add) {
  int32_t sums[kRowBlock];
  for (uint32_t block = 0; block < a.rows; block += kRowBlock)
    for (size_t t = 0; t < count; ++t) {
      block_portable(a.weights + size_t{block} * a.columns, x + t * a.columns, a.columns, sums);
      float* out = y + t * stride + block;
      for (uint32_t r = 0; r < kRowBlock; ++r) {
        const float product = static_cast<float>(sums[r]) * a.scale[block + r];
        out[r] = add ? out[r] + product : product + a.bias[block + r];
      }
    }
}

int32_t dot_portable(const uint8_t* u, const int8_t* s, size_t n) {
  int32_t sum = 0;
  for (size_t k = 0; k < n; ++k) sum += int32_t{u[k]} * int32_t{s[k]};
  return sum;
}

#ifdef ANNALIST_X86

inline uint32_t four(const uint8_t* x) {
  uint32_t v;
  std::memcpy(&v, x, 4);
  return v;
}

template <int kTokens>
__attribute__((target("avx2"))) inline void tile_avx2(const Affine& a, uint32_t block, const uint8_t* x, float* y,
                                                      size_t stride, bool add) {
  const __m256i ones = _mm256_set1_epi16(1);
  __m256i low[kTokens], high[kTokens];
  for (int t = 0; t < kTokens; ++t) low[t] = high[t] = _mm256_setzero_si256();
  const int8_t* w = a.weights + size_t{block} * a.columns;
  for (uint32_t c = 0; c < a.columns; c += 4, w += 64) {
    const __m256i w0 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w));
    const __m256i w1 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w + 32));
    for (int t = 0; t < kTokens; ++t) {
      const __m256i v = _mm256_set1_epi32(static_cast<int>(four(x + static_cast<size_t>(t) * a.columns + c)));
      low[t] = _mm256_add_epi32(low[t], _mm256_madd_epi16(_mm256_maddubs_epi16(v, w0), ones));
      high[t] = _mm256_add_epi32(high[t], _mm256_madd_epi16(_mm256_maddubs_epi16(v, w1), ones));
    }
  }
  for (int t = 0; t < kTokens; ++t)
    for (int half = 0; half < 2; ++half) {
      const uint32_t row = block + static_cast<uint32_t>(half) * 8;
      float* out = y + static_cast<size_t>(t) * stride + row;
      const __m256 product = _mm256_mul_ps(_mm256_cvtepi32_ps(half ? high[t] : low[t]), _mm256_loadu_ps(a.scale + row));
      _mm256_storeu_ps(out, _mm256_add_ps(product, _mm256_loadu_ps(add ? out : a.bias + row)));
    }
}

__attribute__((target("avx2"))) void multiply_avx2(const Affine& a, const uint8_t* x, size_t count, float* y,
                                                   size_t stride, bool add) {
  for (uint32_t block = 0; block < a.rows; block += kRowBlock) {
    size_t t = 0;
    for (; t + 4 <= count; t += 4) tile_avx2<4>(a, block, x + t * a.columns, y + t * stride, stride, add);
    for (; t < count; ++t) tile_avx2<1>(a, block, x + t * a.columns, y + t * stride, stride, add);
  }
}

__attribute__((target("avx2"))) int32_t dot_avx2(const uint8_t* u, const int8_t* s, size_t n) {
  const __m256i ones = _mm256_set1_epi16(1);
  __m256i sum = _mm256_setzero_si256();
  for (size_t k = 0; k < n; k += 32)
    sum = _mm256_add_epi32(
        sum, _mm256_madd_epi16(_mm256_maddubs_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(u + k)),
                                                    _mm256_loadu_si256(reinterpret_cast<const __m256i*>(s + k))),
                               ones));
  const __m128i half = _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
  const __m128i two = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0x4E));
  return _mm_cvtsi128_si32(_mm_add_epi32(two, _mm_shuffle_epi32(two, 0xB1)));
}

#define ANNALIST_VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")))

template <int kTokens>
ANNALIST_VNNI inline void tile_vnni(const Affine& a, uint32_t block, const uint8_t* x, float* y, size_t stride,
                                    bool add) {
  __m512i sum[kTokens];
  for (int t = 0; t < kTokens; ++t) sum[t] = _mm512_setzero_si512();
  const int8_t* w = a.weights + size_t{block} * a.columns;
  for (uint32_t c = 0; c < a.columns; c += 4, w += 64) {
    const __m512i w0 = _mm512_loadu_si512(w);
    for (int t = 0; t < kTokens; ++t)
      sum[t] = _mm512_dpbusd_epi32(
          sum[t], _mm512_set1_epi32(static_cast<int>(four(x + static_cast<size_t>(t) * a.columns + c))), w0);
  }
  for (int t = 0; t < kTokens; ++t) {
    float* out = y + static_cast<size_t>(t) * stride + block;
    const __m512 product = _mm512_mul_ps(_mm512_maskz_cvtepi32_ps(0xFFFF, sum[t]), _mm512_loadu_ps(a.scale + block));
    _mm512_storeu_ps(out, _mm512_add_ps(product, _mm512_loadu_ps(add ? out : a.bias + block)));
  }
}

// One token: four blocks of rows side by side, or the chain of sums would wait for itself.
ANNALIST_VNNI void row_vnni(const Affine& a, const uint8_t* x, float* y, bool add) {
  uint32_t block = 0;
  for (; block + 4 * kRowBlock <= a.rows; block += 4 * kRowBlock) {
    const int8_t* w = a.weights + size_t{block} * a.columns;
    const size_t next = size_t{kRowBlock} * a.columns;
    __m512i sum[4];
    for (auto& s : sum) s = _mm512_setzero_si512();
    for (uint32_t c = 0; c < a.columns; c += 4, w += 64) {
      const __m512i v = _mm512_set1_epi32(static_cast<int>(four(x + c)));
      for (size_t b = 0; b < 4; ++b) sum[b] = _mm512_dpbusd_epi32(sum[b], v, _mm512_loadu_si512(w + b * next));
    }
    for (uint32_t b = 0; b < 4; ++b) {
      const uint32_t row = block + b * kRowBlock;
      const __m512 product = _mm512_mul_ps(_mm512_maskz_cvtepi32_ps(0xFFFF, sum[b]), _mm512_loadu_ps(a.scale + row));
      _mm512_storeu_ps(y + row, _mm512_add_ps(product, _mm512_loadu_ps(add ? y + row : a.bias + row)));
    }
  }
  for (; block < a.rows; block += kRowBlock) tile_vnni<1>(a, block, x, y, 0, add);
}

ANNALIST_VNNI void multiply_vnni(const Affine& a, const uint8_t* x, size_t count, float* y, size_t stride, bool add) {
  size_t t = 0;
  for (; t + 8 <= count; t += 8)
    for (uint32_t block = 0; block < a.rows; block += kRowBlock)
      tile_vnni<8>(a, block, x + t * a.columns, y + t * stride, stride, add);
  for (; t + 4 <= count; t += 4)
    for (uint32_t block = 0; block < a.rows; block += kRowBlock)
      tile_vnni<4>(a, block, x + t * a.columns, y + t * stride, stride, add);
  for (; t < count; ++t) row_vnni(a, x + t * a.columns, y + t * stride, add);
}

#endif

struct Kernels {
  const char* name;
  void (*multiply)(const Affine&, const uint8_t*, size_t, float*, size_t, bool);
  void (*cell_step)(const float*, size_t, float*, uint8_t*);
  void (*rectify)(const float*, size_t, float, uint8_t*);
  void (*to_int8)(const float*, size_t, float, float, int8_t*);
  int32_t (*dot)(const uint8_t*, const int8_t*, size_t);
};

constexpr Kernels kPortable = {"portable",       multiply_portable, cell_step_portable,
                               rectify_portable, to_int8_portable,  dot_portable};
#ifdef ANNALIST_X86
constexpr Kernels kAvx2 = {"avx2", multiply_avx2, cell_step_avx2, rectify_avx2, to_int8_avx2, dot_avx2};
constexpr Kernels kAvx512 = {"avx512", multiply_vnni, cell_step_avx512, rectify_avx512, to_int8_avx512, dot_avx2};
#endif

// The best that the processor has, not above `limit`; null when it has less than `limit` asks for.
const Kernels* kernels_of(const char* limit) {
  const auto asked = [&](const char* name) { return limit && std::strcmp(limit, name) == 0; };
  if (asked("portable")) return &kPortable;
#ifdef ANNALIST_X86
  const bool avx2 = __builtin_cpu_supports("avx2");
  const bool avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
                      __builtin_cpu_supports("avx512vnni");
  if (asked("avx2")) return avx2 ? &kAvx2 : nullptr;
  if (avx512) return &kAvx512;
  if (asked("avx512")) return nullptr;
  if (avx2) return &kAvx2;
#endif
  return asked("avx2") || asked("avx512") ? nullptr : &kPortable;
}

const Kernels*& current() {
  static const Kernels* chosen = [] {
    const Kernels* k = kernels_of(std::getenv("ANNALIST_CPU"));
    return k ? k : kernels_of(nullptr);
  }();
  return chosen;
}

}  // namespace

void multiply(const Affine& a, const uint8_t* x, size_t count, float* y, size_t stride) {
  current()->multiply(a, x, count, y, stride, false);
}

void multiply_add(const Affine& a, const uint8_t* x, float* y) {
  current()->multiply(a, x, 1, y, 0, true);
}

void cell_step(const float* gates, size_t hidden, float* c, uint8_t* h) {
  current()->cell_step(gates, hidden, c, h);
}

void rectify(const float* x, size_t n, float scale, uint8_t* out) {
  current()->rectify(x, n, scale, out);
}

void to_int8(const float* x, size_t n, float scale, int limit, int8_t* out) {
  current()->to_int8(x, n, scale, static_cast<float>(limit), out);
}

int32_t dot(const uint8_t* u, const int8_t* s, size_t n) {
  return current()->dot(u, s, n);
}

float logistic(float x) {
  return logistic1(x);
}

const char* kernel_name() {
  return current()->name;
}

bool use_kernels(const char* name) {
  const Kernels* k = kernels_of(name);
  if (k) current() = k;
  return k != nullptr;
}

}  // namespace annalist::lang
