// A sparse linear classifier as it lies in a pack: hashed features, each with a few (class, weight) pairs in 8 bits.
// Integer sums only, so every machine gives the same scores. Const and shared between threads; a view of the pack.
//
// Section: u32 classes | u32 bucket_bits | u32 pool_bytes | u32 offsets[2^bucket_bits + 1] | pool
// Bucket b holds the records of all features whose key's top bits are b: u16 tag | u8 n | n x (u8 class, i8 weight).
// A feature is told from others of its bucket by the low 16 bits of its key; an unseen one is mistaken about once in
// 30,000 look-ups, which the training data cannot tell from noise.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace annalist::lang {

// Mixes feature parts; the template's number is the seed, so equal parts under two templates differ.
[[nodiscard]] inline uint64_t mix(uint64_t h, uint64_t part) {
  h = (h ^ part) * 0x9E3779B97F4A7C15ULL;
  return h ^ (h >> 29);
}
// Last step: spreads a mixed value over all 64 bits (murmur3's finaliser).
[[nodiscard]] inline uint64_t seal(uint64_t h) {
  h ^= h >> 33;
  h *= 0xFF51AFD7ED558CCDULL;
  h ^= h >> 33;
  h *= 0xC4CEB9FE1A85EC53ULL;
  return h ^ (h >> 33);
}

// The features of one decision. Filled anew for each, so it lives on the stack.
struct Features {
  static constexpr size_t kMax = 128;
  uint64_t keys[kMax];
  size_t size = 0;

  template <class... Parts>
  void add(uint32_t feature_template, Parts... parts) {
    uint64_t h = feature_template * 0xD6E8FEB86659FD93ULL;
    ((h = mix(h, static_cast<uint64_t>(parts))), ...);
    keys[size++] = seal(h);
  }
};

class Linear {
 public:
  Linear() = default;
  // `name` is for messages. Walks all records once, so a damaged section is refused here and never read past.
  [[nodiscard]] static Result<Linear> view(std::string_view section, const std::string& name);

  [[nodiscard]] uint32_t classes() const { return classes_; }
  // scores[c] = sum of the features' weights for class c. scores has classes() places.
  void score(const Features& features, int32_t* scores) const;

 private:
  uint32_t classes_ = 0;
  uint32_t shift_ = 63;
  const char* offsets_ = nullptr;
  const char* pool_ = nullptr;
};

// One feature of a trained model, for writing.
struct Weights {
  uint64_t key = 0;
  std::vector<std::pair<uint8_t, int8_t>> of_class;
};
[[nodiscard]] std::string write_linear(std::vector<Weights> features, uint32_t classes);

}  // namespace annalist::lang
