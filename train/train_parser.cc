// Parser: averaged perceptron with the dynamic oracle of the arc-hybrid system and exploration (Goldberg & Nivre 2013).
// From the second epoch on the parser walks into its own errors and learns the best way out.
#include <algorithm>
#include <cstdio>
#include <map>

#include "lang/arcs.h"
#include "perceptron.h"
#include "stages.h"

namespace annalist::train {
namespace {

// Gold arcs that a move makes unreachable.
class Oracle {
 public:
  Oracle(const Gold& gold, const lang::Configuration& c) : gold_(gold), c_(c) {}

  [[nodiscard]] uint32_t cost(lang::Move move) const {
    const int32_t top = c_.top(0), n = c_.size;
    uint32_t lost = 0;
    if (move == lang::Move::kShift) {
      const int32_t b = c_.front, h = head(b);
      for (size_t k = 1; k < c_.stack.size(); ++k) lost += head(c_.stack[k]) == b ? 1 : 0;
      for (size_t k = 0; k + 1 < c_.stack.size(); ++k) lost += c_.stack[k] == h ? 1 : 0;
      return lost;
    }
    // The top goes: its dependents still in the buffer are lost, and its head if that is elsewhere but reachable.
    for (int32_t b = c_.front; b < n; ++b) lost += head(b) == top ? 1 : 0;
    const int32_t h = head(top), below = c_.top(1);
    if (move == lang::Move::kLeft) {
      if (h != c_.front && (h == below || (h >= c_.front && h < n))) ++lost;
    } else if (h >= c_.front && h < n) {
      ++lost;
    }
    return lost;
  }

 private:
  // Gold head, the root being token `size`.
  [[nodiscard]] int32_t head(int32_t t) const {
    if (t == c_.size) return -2;
    const int32_t h = gold_.heads[static_cast<size_t>(t)];
    return h < 0 ? c_.size : h;
  }
  const Gold& gold_;
  const lang::Configuration& c_;
};

struct Moves {
  std::vector<lang::Transition> all;
  std::map<std::pair<lang::Move, uint8_t>, uint32_t> id;
};

class Teacher {
 public:
  Teacher(const Moves& moves, uint8_t root, uint64_t markers, Perceptron& model)
      : moves_(moves), root_(root), markers_(markers), model_(model), scores_(moves.all.size()) {}

  // Learns one sentence; counts decisions and right ones.
  void learn(const Gold& gold, const std::vector<uint8_t>& labels, const lang::Scene& scene, bool explore, Dice& dice) {
    c_.reset(gold.forms.size());
    while (!c_.done()) {
      const bool can[3] = {c_.can(lang::Move::kShift), c_.can(lang::Move::kLeft), c_.can(lang::Move::kRight)};
      if (c_.front == c_.size && c_.stack.size() == 2) {
        c_.take({lang::Move::kRight, root_}, scene, markers_);
        continue;
      }
      if (can[0] && !can[1] && !can[2]) {
        c_.take({lang::Move::kShift, 0}, scene, markers_);
        continue;
      }
      decide(gold, labels, scene, can, explore, dice);
    }
  }
  size_t right = 0, seen = 0;

 private:
  void decide(const Gold& gold, const std::vector<uint8_t>& labels, const lang::Scene& scene, const bool* can, bool explore,
              Dice& dice) {
    const Oracle oracle(gold, c_);
    uint32_t cost[3], least = UINT32_MAX;
    for (int m = 0; m < 3; ++m) {
      cost[m] = can[m] ? oracle.cost(static_cast<lang::Move>(m)) : UINT32_MAX;
      least = std::min(least, cost[m]);
    }
    lang::arc_features(c_, scene, f_);
    model_.tick();
    model_.score(f_, scores_.data());
    uint32_t best = UINT32_MAX, good = UINT32_MAX;
    for (uint32_t t = 0; t < moves_.all.size(); ++t) {
      const lang::Transition move = moves_.all[t];
      if (!can[static_cast<size_t>(move.move)] || (move.move != lang::Move::kShift && move.label == root_)) continue;
      if (best == UINT32_MAX || scores_[t] > scores_[best]) best = t;
      if (cost[static_cast<size_t>(move.move)] == least && fits(gold, labels, move) &&
          (good == UINT32_MAX || scores_[t] > scores_[good]))
        good = t;
    }
    if (good == UINT32_MAX) good = best;  // the gold label never occurs with this move: nothing to learn
    model_.update(f_, good, best);
    right += good == best ? 1 : 0;
    ++seen;
    const bool follow = explore && dice.below(100) < 90;
    c_.take(moves_.all[follow ? best : good], scene, markers_);
  }

  // Is the label right, if the arc is? Any label does for an arc that gold has not.
  [[nodiscard]] bool fits(const Gold& gold, const std::vector<uint8_t>& labels, lang::Transition t) const {
    if (t.move == lang::Move::kShift) return true;
    const auto child = static_cast<size_t>(c_.top(0));
    const int32_t head = t.move == lang::Move::kLeft ? c_.front : c_.top(1);
    return gold.heads[child] != head || labels[child] == t.label;
  }

  const Moves& moves_;
  uint8_t root_;
  uint64_t markers_;
  Perceptron& model_;
  std::vector<int32_t> scores_;
  lang::Configuration c_;
  lang::Features f_;
};

Moves moves_of(const std::vector<Gold>& all, const std::vector<std::vector<uint8_t>>& labels, uint8_t root) {
  std::map<std::pair<lang::Move, uint8_t>, uint32_t> counts;
  for (size_t s = 0; s < all.size(); ++s)
    for (size_t i = 0; i < all[s].heads.size(); ++i)
      if (labels[s][i] != root && all[s].heads[i] >= 0)
        ++counts[{all[s].heads[i] > static_cast<int32_t>(i) ? lang::Move::kLeft : lang::Move::kRight, labels[s][i]}];
  Moves m;
  m.all.push_back({lang::Move::kShift, 0});
  for (const auto& [t, n] : counts)
    if (n >= 3) m.all.push_back({t.first, t.second});
  return m;
}

}  // namespace

void train_parser(const Settings& settings) {
  const std::vector<Gold> all = treebank_sentences(settings);
  const std::vector<lang::Scene> scenes = jackknifed(settings, all);
  std::map<std::string, uint8_t> id;
  for (const Gold& g : all)
    for (const auto& l : g.labels) id.emplace(l, 0);
  std::string lines;
  std::vector<std::string> names;
  for (auto& [label, n] : id) {
    n = static_cast<uint8_t>(names.size());
    names.push_back(label);
    lines += (lines.empty() ? "" : "\n") + label;
  }
  if (names.size() > 64) fail("more than 64 relations");
  std::vector<std::vector<uint8_t>> labels(all.size());
  for (size_t s = 0; s < all.size(); ++s)
    for (const auto& l : all[s].labels) labels[s].push_back(id.at(l));
  const uint8_t root = id.at("root");
  const Moves moves = moves_of(all, labels, root);
  const uint64_t markers = lang::marker_labels({names.begin(), names.end()});
  Perceptron model(static_cast<uint32_t>(moves.all.size()));
  Teacher teacher(moves, root, markers, model);
  std::vector<uint32_t> order(all.size());
  for (uint32_t s = 0; s < order.size(); ++s) order[s] = s;
  Dice dice(13);
  for (uint32_t e = 0; e < settings.parser_epochs; ++e) {
    dice.shuffle(order);
    teacher.right = teacher.seen = 0;
    for (const uint32_t s : order) teacher.learn(all[s], labels[s], scenes[s], e > 0, dice);
    std::fprintf(stderr, "parser epoch %u: %.4f of decisions\n", e + 1,
                 static_cast<double>(teacher.right) / static_cast<double>(teacher.seen));
  }
  PackWriter w;
  w.add("labels", lines);
  std::string bytes;
  for (const auto& t : moves.all) {
    bytes.push_back(static_cast<char>(t.move));
    bytes.push_back(static_cast<char>(t.label));
  }
  w.add("transitions", bytes);
  size_t kept = 0;
  const std::string section = model.write(3, 900000, &kept);
  std::fprintf(stderr, "parser: %zu moves, %zu features, %zu bytes\n", moves.all.size(), kept, section.size());
  w.add("parser", section);
  if (const auto status = w.write(settings.work + "/arcs.pack"); !status) fail(status.error().line());
}

}  // namespace annalist::train
