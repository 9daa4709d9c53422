#include "weave/sketch.h"

#include <algorithm>

#include "base/hash.h"
#include "base/utf8.h"

namespace annalist::weave {
namespace {

constexpr size_t kKept = 128, kLeast = 20;

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80; }

}  // namespace

std::vector<uint64_t> sketch_of(std::string_view text) {
  const std::string folded = utf8::fold(text);
  std::vector<uint64_t> words, runs;
  for (size_t i = 0; i < folded.size();) {
    size_t end = i;
    while (end < folded.size() && is_word(folded[end])) ++end;
    if (end > i) words.push_back(xxh64(std::string_view(folded).substr(i, end - i)));
    i = std::max(end, i + 1);
  }
  for (size_t i = 2; i < words.size(); ++i) {
    const uint64_t run[] = {words[i - 2], words[i - 1], words[i]};
    runs.push_back(xxh64({reinterpret_cast<const char*>(run), sizeof run}));
  }
  std::sort(runs.begin(), runs.end());
  runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
  if (runs.size() > kKept) runs.resize(kKept);
  return runs;
}

double containment(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
  // Below `limit` both samples are complete.
  uint64_t limit = UINT64_MAX;
  for (const auto* x : {&a, &b})
    if (x->size() >= kKept) limit = std::min(limit, x->back());
  size_t shared = 0, in_a = 0, in_b = 0;
  for (size_t i = 0, j = 0; (i < a.size() && a[i] <= limit) || (j < b.size() && b[j] <= limit);) {
    const uint64_t x = i < a.size() ? a[i] : UINT64_MAX, y = j < b.size() ? b[j] : UINT64_MAX;
    if (x == y) ++shared;
    if (x <= y) ++in_a, ++i;
    if (y <= x) ++in_b, ++j;
  }
  const size_t few = std::min(in_a, in_b);
  return few < kLeast ? 0 : static_cast<double>(shared) / static_cast<double>(few);
}

}  // namespace annalist::weave
