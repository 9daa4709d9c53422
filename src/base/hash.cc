#include "base/hash.h"

#include <openssl/sha.h>
#include <xxhash.h>

namespace annalist {

std::string sha256_hex(std::string_view bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  out.reserve(64);
  for (unsigned char b : digest) {
    out.push_back(kHex[b >> 4]);
    out.push_back(kHex[b & 15]);
  }
  return out;
}

std::string short_id(std::initializer_list<std::string_view> parts, int digits) {
  std::string joined;
  for (std::string_view p : parts) {
    if (!joined.empty()) joined.push_back('\x1f');
    joined.append(p);
  }
  return sha256_hex(joined).substr(0, static_cast<size_t>(digits));
}

uint64_t xxh64(std::string_view bytes) { return XXH64(bytes.data(), bytes.size(), 0); }

}  // namespace annalist
