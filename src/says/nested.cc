#include "says/nested.h"

#include <algorithm>
#include <utility>

#include "says/spans.h"

namespace annalist::says {
namespace {

// By attribution: does its cue stand inside the words of another one?
std::vector<bool> inside_others(const std::vector<Attribution>& all) {
  constexpr uint32_t kFrame = 1500;  // bytes; a statement given in full is a frame, as a turn is
  constexpr int kBack = 32;          // contents that begin before the cue; quotes are long but few
  std::vector<std::pair<Span, size_t>> contents;
  for (size_t a = 0; a < all.size(); ++a)
    if (all[a].kind != "label")
      for (Span s : all[a].content)
        if (s.size() < kFrame) contents.emplace_back(s, a);
  std::sort(contents.begin(), contents.end());
  std::vector<bool> inside(all.size(), false);
  for (size_t a = 0; a < all.size(); ++a) {
    if (all[a].cue.empty()) continue;
    const Span cue = all[a].cue.front();
    auto it = std::upper_bound(contents.begin(), contents.end(), cue.begin, [](uint32_t at, const auto& x) { return at < x.first.begin; });
    for (int i = 0; i < kBack && it != contents.begin() && !inside[a]; ++i) {
      --it;
      inside[a] = it->second != a && it->first.contains(cue);
    }
  }
  return inside;
}

}  // namespace

void keep_outermost(Claims& claims) {
  std::vector<bool> drop = inside_others(claims.attributions);
  for (const Claim& claim : claims.claims)
    for (uint32_t a : claim.attribution) drop[a] = false;
  std::vector<uint32_t> place(drop.size());
  uint32_t kept = 0;
  for (size_t a = 0; a < drop.size(); ++a) {
    place[a] = kept;
    if (drop[a]) continue;
    if (kept != a) claims.attributions[kept] = std::move(claims.attributions[a]);
    ++kept;
  }
  claims.attributions.resize(kept);
  for (Claim& claim : claims.claims)
    for (uint32_t& a : claim.attribution) a = place[a];
}

}  // namespace annalist::says
