// Beam search over the transitions of arcs.h (Zhang & Clark 2008): the one loop that parser and trainer share. A
// sentence of n tokens takes exactly 2n transitions, so sums of scores are comparable at every step.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "lang/arcs.h"

namespace annalist::lang {

inline constexpr uint32_t kForced = UINT32_MAX;  // a step without choice

// What may be done and how it is scored; `score(features, scores)` fills one score a transition.
struct TransitionSystem {
  std::vector<Transition> transitions;
  uint64_t markers = 0;  // marker_labels()
  uint8_t root = 0;      // label of the root's only child

  // The transition of a configuration that leaves no choice; false when there is one.
  [[nodiscard]] bool forced(const Configuration& c, Transition& out) const {
    if (c.front == c.size && c.stack.size() == 2) {
      out = {Move::kRight, root};
      return true;
    }
    out = {Move::kShift, 0};
    return c.stack.size() == 1;
  }
  // `transition` indexes transitions, or is kForced.
  void take(Configuration& c, uint32_t transition, const Scene& scene) const {
    Transition t;
    if (transition != kForced)
      t = transitions[transition];
    else if (!forced(c, t))
      return;
    c.take(t, scene, markers);
  }
  [[nodiscard]] bool allowed(const Configuration& c, size_t t) const {
    return c.can(transitions[t].move) && (transitions[t].move == Move::kShift || transitions[t].label != root);
  }
};

struct Beam {
  struct Item {
    Configuration c;
    int64_t score = 0;
    uint32_t trace = 0;  // index into traces of the last step; 0 = none
  };
  struct Trace {
    uint32_t before = 0;
    uint32_t transition = kForced;
  };
  struct Candidate {
    int64_t score = 0;
    uint32_t item = 0;
    uint32_t transition = kForced;
  };
  std::vector<Item> items, next;
  size_t size = 0;
  std::vector<Trace> traces;
  std::vector<Candidate> best;
  std::vector<int32_t> scores;

  void reset(size_t tokens, size_t width) {
    if (items.size() < width) items.resize(width), next.resize(width);
    items[0].c.reset(tokens);
    items[0].score = 0;
    items[0].trace = 0;
    size = 1;
    traces.assign(1, Trace{});
  }

  // One step of all items; the best `width` remain, best first. Ties go to the earlier item and transition.
  template <class Score>
  void step(const TransitionSystem& system, const Scene& scene, size_t width, const Score& score) {
    best.clear();
    scores.resize(system.transitions.size());
    Features f;
    Transition only;
    for (uint32_t i = 0; i < size; ++i) {
      const Item& item = items[i];
      if (system.forced(item.c, only)) {
        offer({item.score, i, kForced}, width);
        continue;
      }
      arc_features(item.c, scene, f);
      score(f, scores.data());
      for (uint32_t t = 0; t < scores.size(); ++t)
        if ((best.size() < width || item.score + scores[t] > best.back().score) && system.allowed(item.c, t))
          offer({item.score + scores[t], i, t}, width);
    }
    for (size_t k = 0; k < best.size(); ++k) {
      const Candidate& chosen = best[k];
      Item& to = next[k];
      to.c = items[chosen.item].c;
      to.score = chosen.score;
      traces.push_back({items[chosen.item].trace, chosen.transition});
      to.trace = static_cast<uint32_t>(traces.size() - 1);
      system.take(to.c, chosen.transition, scene);
    }
    size = best.size();
    items.swap(next);
  }

 private:
  void offer(Candidate c, size_t width) {
    if (best.size() == width) {
      if (c.score <= best.back().score) return;
      best.pop_back();
    }
    auto at = best.end();
    while (at != best.begin() && std::prev(at)->score < c.score) --at;
    best.insert(at, c);
  }
};

}  // namespace annalist::lang
