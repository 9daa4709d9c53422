// A read-only hash table of 64-bit keys to 32-bit values as it lies in a pack: lexicon, lemmas, features, name lists.
// Const and shared between threads. Section: u32 bits | 2^bits x (u64 key, u32 value); key 0 = free; linear probing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace annalist::lang {

class Dictionary {
 public:
  Dictionary() = default;
  [[nodiscard]] static Result<Dictionary> view(std::string_view section, const std::string& name);
  [[nodiscard]] std::optional<uint32_t> find(uint64_t key) const;

 private:
  const char* slots_ = nullptr;
  uint64_t mask_ = 0;
};

// Keys must be unique.
[[nodiscard]] std::string write_dictionary(std::vector<std::pair<uint64_t, uint32_t>> entries);

// Two hashes as one key, never 0.
[[nodiscard]] inline uint64_t key_of(uint32_t word, uint32_t tag) {
  return (uint64_t{word} << 32 | (tag + 1));
}

}  // namespace annalist::lang
