#include "lang/linear.h"

#include <algorithm>
#include <cstring>

namespace annalist::lang {
namespace {

uint32_t u32_at(const char* p) {
  uint32_t v;
  std::memcpy(&v, p, 4);
  return v;
}

uint16_t u16_at(const char* p) {
  uint16_t v;
  std::memcpy(&v, p, 2);
  return v;
}

void put_u32(std::string& out, uint32_t v) {
  out.append(reinterpret_cast<const char*>(&v), 4);
}

constexpr size_t kHeader = 12;

}  // namespace

Result<Linear> Linear::view(std::string_view section, const std::string& name) {
  const auto damaged = [&](const char* what) {
    return Error{Code::kDamaged, std::string("language pack section ") + name + ": " + what, "",
                 "install the pack again"};
  };
  if (section.size() < kHeader) return damaged("too short");
  Linear m;
  m.classes_ = u32_at(section.data());
  const uint32_t bits = u32_at(section.data() + 4), pool_bytes = u32_at(section.data() + 8);
  if (m.classes_ == 0 || m.classes_ > 256 || bits == 0 || bits > 28) return damaged("impossible sizes");
  const size_t buckets = size_t{1} << bits;
  if (section.size() != kHeader + 4 * (buckets + 1) + pool_bytes) return damaged("wrong length");
  m.shift_ = 64 - bits;
  m.offsets_ = section.data() + kHeader;
  m.pool_ = m.offsets_ + 4 * (buckets + 1);
  if (u32_at(m.offsets_) != 0) return damaged("first bucket not at 0");
  for (size_t b = 0; b < buckets; ++b) {
    uint32_t at = u32_at(m.offsets_ + 4 * b);
    const uint32_t end = u32_at(m.offsets_ + 4 * (b + 1));
    if (end < at || end > pool_bytes) return damaged("bucket out of bounds");
    while (at < end) {
      if (end - at < 3) return damaged("record cut short");
      const auto n = static_cast<uint8_t>(m.pool_[at + 2]);
      if (end - at < 3U + 2U * n) return damaged("record cut short");
      for (uint32_t i = 0; i < n; ++i)
        if (static_cast<uint8_t>(m.pool_[at + 3 + 2 * i]) >= m.classes_) return damaged("class out of range");
      at += 3U + 2U * n;
    }
  }
  return m;
}

void Linear::score(const Features& features, int32_t* scores) const {
  std::memset(scores, 0, classes_ * sizeof(int32_t));
  // Three passes let the memory system fetch many buckets at once: the tables are larger than the caches.
  for (size_t i = 0; i < features.size; ++i) __builtin_prefetch(offsets_ + 4 * (features.keys[i] >> shift_));
  uint32_t begin[Features::kMax], end[Features::kMax];
  for (size_t i = 0; i < features.size; ++i) {
    const char* bucket = offsets_ + 4 * (features.keys[i] >> shift_);
    begin[i] = u32_at(bucket);
    end[i] = u32_at(bucket + 4);
    __builtin_prefetch(pool_ + begin[i]);
  }
  for (size_t i = 0; i < features.size; ++i) {
    const auto tag = static_cast<uint16_t>(features.keys[i]);
    for (uint32_t at = begin[i]; at < end[i];) {
      const char* record = pool_ + at;
      const auto n = static_cast<uint8_t>(record[2]);
      if (u16_at(record) == tag) {
        for (const char *p = record + 3, *last = p + 2 * n; p != last; p += 2)
          scores[static_cast<uint8_t>(p[0])] += static_cast<int8_t>(p[1]);
        break;
      }
      at += 3U + 2U * n;
    }
  }
}

std::string write_linear(std::vector<Weights> features, uint32_t classes) {
  std::sort(features.begin(), features.end(), [](const Weights& a, const Weights& b) { return a.key < b.key; });
  uint32_t bits = 1;
  while ((size_t{2} << bits) < features.size()) ++bits;  // about two features a bucket
  std::string pool, offsets;
  size_t f = 0;
  for (size_t b = 0; b < (size_t{1} << bits); ++b) {
    put_u32(offsets, static_cast<uint32_t>(pool.size()));
    for (; f < features.size() && (features[f].key >> (64 - bits)) == b; ++f) {
      const auto tag = static_cast<uint16_t>(features[f].key);
      pool.append(reinterpret_cast<const char*>(&tag), 2);
      pool.push_back(static_cast<char>(features[f].of_class.size()));
      for (const auto& [c, w] : features[f].of_class) {
        pool.push_back(static_cast<char>(c));
        pool.push_back(static_cast<char>(w));
      }
    }
  }
  put_u32(offsets, static_cast<uint32_t>(pool.size()));
  std::string out;
  put_u32(out, classes);
  put_u32(out, bits);
  put_u32(out, static_cast<uint32_t>(pool.size()));
  return out + offsets + pool;
}

}  // namespace annalist::lang
