// Span: a half-open range [begin, end) of UTF-8 bytes in one document's canonical text. It owns nothing; the law is
// that text[begin:end] is the quoted string, always (docs/FORMAT.md). Documents are limited to 64 MiB, so 32 bits do.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace annalist {

struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;

  [[nodiscard]] uint32_t size() const { return end - begin; }
  [[nodiscard]] bool empty() const { return end <= begin; }
  [[nodiscard]] bool contains(Span o) const { return begin <= o.begin && o.end <= end; }
  [[nodiscard]] bool contains(uint32_t at) const { return begin <= at && at < end; }
  [[nodiscard]] bool overlaps(Span o) const { return begin < o.end && o.begin < end; }
  [[nodiscard]] std::string_view of(std::string_view text) const { return text.substr(begin, size()); }
  auto operator<=>(const Span&) const = default;
};

// The smallest span that holds both; an empty span adds nothing.
[[nodiscard]] inline Span join(Span a, Span b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  return {a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

}  // namespace annalist
