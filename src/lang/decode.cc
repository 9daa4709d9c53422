#include "lang/decode.h"

#include <algorithm>
#include <limits>

namespace annalist::lang {
namespace {

constexpr float kNever = -std::numeric_limits<float>::infinity();

// Does every token reach the root, and exactly one token hang on it?
bool is_tree(const std::vector<int32_t>& heads, std::vector<uint8_t>& state) {
  const size_t n = heads.size();
  state.assign(n, 0);  // 0 = unseen, 1 = on this walk, 2 = reaches the root
  size_t roots = 0;
  for (size_t i = 0; i < n; ++i) {
    roots += heads[i] < 0 ? 1 : 0;
    auto at = static_cast<int32_t>(i);
    while (at >= 0 && state[static_cast<size_t>(at)] == 0) {
      state[static_cast<size_t>(at)] = 1;
      at = heads[static_cast<size_t>(at)];
    }
    if (at >= 0 && state[static_cast<size_t>(at)] == 1) return false;
    at = static_cast<int32_t>(i);
    while (at >= 0 && state[static_cast<size_t>(at)] == 1) {
      state[static_cast<size_t>(at)] = 2;
      at = heads[static_cast<size_t>(at)];
    }
  }
  return roots == 1;
}

// No arc leads from inside another one to outside of it.
bool is_projective(const std::vector<int32_t>& heads) {
  const auto n = static_cast<int32_t>(heads.size());
  for (int32_t i = 0; i < n; ++i) {
    const int32_t h = heads[static_cast<size_t>(i)];
    const int32_t low = std::min(i, h), high = std::max(i, h);
    for (int32_t k = low + 1; k < high; ++k) {
      const int32_t g = heads[static_cast<size_t>(k)];
      if (g < low || g > high) return false;
    }
  }
  return true;
}

class Eisner {
 public:
  Eisner(const std::vector<float>& scores, size_t n, DecodeScratch& s) : scores_(scores), n_(n), s_(s) {
    const size_t cells = 2 * n * n;
    s.complete.assign(cells, 0.0F);
    s.incomplete.assign(cells, kNever);
    s.complete_split.assign(cells, -1);
    s.incomplete_split.assign(cells, -1);
  }

  void solve(std::vector<int32_t>& heads) {
    for (size_t width = 1; width < n_; ++width)
      for (size_t i = 0; i + width < n_; ++i) span(i, i + width);
    float best = kNever;
    size_t root = 0;
    for (size_t r = 0; r < n_; ++r) {
      const float total = s_.complete[at(0, r, kLeft)] + s_.complete[at(r, n_ - 1, kRight)] + scores_[r * (n_ + 1)];
      if (total > best) best = total, root = r;
    }
    heads.assign(n_, -1);
    unfold(0, root, kLeft, true, heads);
    unfold(root, n_ - 1, kRight, true, heads);
    heads[root] = -1;
  }

 private:
  enum Side : size_t { kLeft = 0, kRight = 1 };  // where the span's head stands: kLeft = its head is the right end
  [[nodiscard]] size_t at(size_t i, size_t j, Side side) const { return (i * n_ + j) * 2 + side; }
  [[nodiscard]] float arc(size_t head, size_t child) const { return scores_[child * (n_ + 1) + head + 1]; }

  void span(size_t i, size_t j) {
    float best = kNever;
    int16_t split = -1;
    for (size_t k = i; k < j; ++k) {
      const float v = s_.complete[at(i, k, kRight)] + s_.complete[at(k + 1, j, kLeft)];
      if (v > best) best = v, split = static_cast<int16_t>(k);
    }
    s_.incomplete[at(i, j, kRight)] = best + arc(i, j);
    s_.incomplete[at(i, j, kLeft)] = best + arc(j, i);
    s_.incomplete_split[at(i, j, kRight)] = s_.incomplete_split[at(i, j, kLeft)] = split;
    best = kNever;
    for (size_t k = i + 1; k <= j; ++k) {
      const float v = s_.incomplete[at(i, k, kRight)] + s_.complete[at(k, j, kRight)];
      if (v > best) best = v, split = static_cast<int16_t>(k);
    }
    s_.complete[at(i, j, kRight)] = best;
    s_.complete_split[at(i, j, kRight)] = split;
    best = kNever;
    for (size_t k = i; k < j; ++k) {
      const float v = s_.complete[at(i, k, kLeft)] + s_.incomplete[at(k, j, kLeft)];
      if (v > best) best = v, split = static_cast<int16_t>(k);
    }
    s_.complete[at(i, j, kLeft)] = best;
    s_.complete_split[at(i, j, kLeft)] = split;
  }

  // Depth is at most two steps a token, and n is at most kMaxExactTokens.
  void unfold(size_t i, size_t j, Side side, bool complete, std::vector<int32_t>& heads) const {
    if (i == j) return;
    if (complete) {
      const auto k = static_cast<size_t>(s_.complete_split[at(i, j, side)]);
      if (side == kRight) {
        unfold(i, k, kRight, false, heads);
        unfold(k, j, kRight, true, heads);
      } else {
        unfold(i, k, kLeft, true, heads);
        unfold(k, j, kLeft, false, heads);
      }
      return;
    }
    const auto k = static_cast<size_t>(s_.incomplete_split[at(i, j, side)]);
    if (side == kRight)
      heads[j] = static_cast<int32_t>(i);
    else
      heads[i] = static_cast<int32_t>(j);
    unfold(i, k, kRight, true, heads);
    unfold(k + 1, j, kLeft, true, heads);
  }

  const std::vector<float>& scores_;
  const size_t n_;
  DecodeScratch& s_;
};

// The token whose best head leads most clearly comes first; each takes the best head that closes no circle. The root's
// child is settled before all.
void surest_first(const std::vector<float>& scores, size_t n, DecodeScratch& s, std::vector<int32_t>& heads) {
  const auto score = [&](size_t i, size_t h) { return scores[i * (n + 1) + h]; };
  s.margin.assign(n, 0.0F);
  size_t root = 0;
  float root_lead = kNever;
  for (size_t i = 0; i < n; ++i) {
    float best = kNever, second = kNever;
    for (size_t h = 1; h <= n; ++h) {
      if (h == i + 1) continue;
      if (score(i, h) > best)
        second = best, best = score(i, h);
      else
        second = std::max(second, score(i, h));
    }
    s.margin[i] = best - second;
    if (score(i, 0) - best > root_lead) root_lead = score(i, 0) - best, root = i;
  }
  s.order.resize(n);
  for (uint32_t i = 0; i < n; ++i) s.order[i] = i;
  std::stable_sort(s.order.begin(), s.order.end(), [&](uint32_t a, uint32_t b) { return s.margin[a] > s.margin[b]; });
  // A token without a head yet is the top of its component; a head in the same component would close a circle.
  s.component.resize(n);
  for (uint32_t i = 0; i < n; ++i) s.component[i] = i;
  const auto top = [&](uint32_t i) {
    while (s.component[i] != i) i = s.component[i] = s.component[s.component[i]];
    return i;
  };
  heads.assign(n, -1);
  for (const uint32_t i : s.order) {
    if (i == root) continue;
    float best = kNever;
    auto chosen = static_cast<uint32_t>(root);
    for (uint32_t h = 0; h < n; ++h)
      if (h != i && score(i, h + 1) > best && top(h) != i) best = score(i, h + 1), chosen = h;
    heads[i] = static_cast<int32_t>(chosen);
    s.component[i] = top(chosen);
  }
}

}  // namespace

void best_tree(const std::vector<float>& scores, size_t n, DecodeScratch& scratch, std::vector<int32_t>& heads) {
  heads.assign(n, -1);
  if (n == 0) return;
  for (size_t i = 0; i < n; ++i) {
    float best = kNever;
    for (size_t h = 0; h <= n; ++h)
      if (h != i + 1 && scores[i * (n + 1) + h] > best)
        best = scores[i * (n + 1) + h], heads[i] = static_cast<int32_t>(h) - 1;
  }
  if (is_tree(heads, scratch.state) && is_projective(heads)) return;
  if (n <= kMaxExactTokens)
    Eisner(scores, n, scratch).solve(heads);
  else
    surest_first(scores, n, scratch, heads);
}

}  // namespace annalist::lang
