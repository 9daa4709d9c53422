// Content hashes: SHA-256 for identity, XXH64 for checks of packs. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace annalist {

// 64 lower-case hex digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);
// The first `digits` (4..64) hex digits of SHA-256 over the parts joined by U+001F: short stable ids.
[[nodiscard]] std::string short_id(std::initializer_list<std::string_view> parts, int digits = 20);
[[nodiscard]] uint64_t xxh64(std::string_view bytes);

}  // namespace annalist
