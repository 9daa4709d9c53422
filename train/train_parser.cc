// Parser: structured perceptron with beam search and max-violation updates over the arc-hybrid system; the dynamic
// oracle (Goldberg & Nivre 2013) finds the gold path.
#include <algorithm>
#include <cstdio>
#include <map>

#include "lang/beam.h"
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

// Learns sentence by sentence: beam search, then one step at the prefix that violates the gold order most (Huang,
// Fayong & Guo 2012).
class Teacher {
 public:
  Teacher(const lang::TransitionSystem& system, Perceptron& model, size_t width)
      : system_(system), model_(model), width_(width) {}

  void learn(const Gold& gold, const std::vector<uint8_t>& labels, const lang::Scene& scene) {
    const size_t steps = 2 * gold.forms.size();
    const auto score = [this](const lang::Features& f, int32_t* scores) { model_.score(f, scores); };
    model_.tick();
    if (!gold_path(gold, labels, scene)) return;
    beam_.reset(gold.forms.size(), width_);
    int64_t worst = 0, gold_score = 0;
    size_t at = 0;
    uint32_t trace = 0;
    bool right = true;
    for (size_t step = 0; step < steps; ++step) {
      beam_.step(system_, scene, width_, score);
      gold_score += gold_scores_[step];
      right = right && same(step + 1);
      if (right) continue;
      const int64_t violation = beam_.items[0].score - gold_score;
      if (at == 0 || violation > worst) worst = violation, at = step + 1, trace = beam_.items[0].trace;
    }
    ++seen;
    right = right || same(steps);
    right_ += right ? 1 : 0;
    if (right) return;
    walk(path_, at, scene, 1, trace);
  }
  size_t seen = 0, right_ = 0;

 private:
  // The canonical gold path: reduce as soon as that costs nothing. For a tree that is not projective, the cheapest way.
  bool gold_path(const Gold& gold, const std::vector<uint8_t>& labels, const lang::Scene& scene) {
    path_.clear();
    gold_scores_.clear();
    scores_.resize(system_.transitions.size());
    c_.reset(gold.forms.size());
    lang::Transition only;
    while (!c_.done()) {
      if (system_.forced(c_, only)) {
        path_.push_back(lang::kForced);
        gold_scores_.push_back(0);
        c_.take(only, scene, system_.markers);
        continue;
      }
      const Oracle oracle(gold, c_);
      uint32_t least = UINT32_MAX, t = UINT32_MAX;
      lang::Move best = lang::Move::kShift;
      for (const lang::Move m : {lang::Move::kLeft, lang::Move::kRight, lang::Move::kShift}) {
        if (!c_.can(m)) continue;
        if (const uint32_t cost = oracle.cost(m); cost < least) least = cost, best = m;
      }
      const uint8_t label = best == lang::Move::kShift ? uint8_t{0} : labels[static_cast<size_t>(c_.top(0))];
      for (uint32_t k = 0; k < system_.transitions.size() && t == UINT32_MAX; ++k)
        if (system_.transitions[k].move == best && system_.transitions[k].label == label && system_.allowed(c_, k))
          t = k;
      if (t == UINT32_MAX) return false;  // a relation too rare to be learnt on this side
      lang::arc_features(c_, scene, f_);
      model_.score(f_, scores_.data());
      path_.push_back(t);
      gold_scores_.push_back(scores_[t]);
      c_.take(system_.transitions[t], scene, system_.markers);
    }
    return true;
  }

  // Is the beam's best item the gold prefix of this length?
  [[nodiscard]] bool same(size_t length) const {
    uint32_t trace = beam_.items[0].trace;
    for (size_t i = length; i > 0; --i, trace = beam_.traces[trace].before)
      if (beam_.traces[trace].transition != path_[i - 1]) return false;
    return true;
  }

  // Moves the weights toward gold's first `length` steps and away from those that end in `trace`, where they differ.
  void walk(const std::vector<uint32_t>& gold, size_t length, const lang::Scene& scene, int32_t delta, uint32_t trace) {
    std::vector<uint32_t> wrong(length);
    for (size_t i = length; i > 0; --i) {
      wrong[i - 1] = beam_.traces[trace].transition;
      trace = beam_.traces[trace].before;
    }
    size_t common = 0;
    while (common < length && gold[common] == wrong[common]) ++common;
    follow(gold, common, length, scene, delta);
    follow(wrong, common, length, scene, -delta);
  }

  void follow(const std::vector<uint32_t>& path, size_t from, size_t to, const lang::Scene& scene, int32_t delta) {
    c_.reset(scene.words.size());
    for (size_t i = 0; i < to; ++i) {
      if (path[i] != lang::kForced && i >= from) {
        lang::arc_features(c_, scene, f_);
        model_.move(f_, path[i], delta);
      }
      system_.take(c_, path[i], scene);
    }
  }

  const lang::TransitionSystem& system_;
  Perceptron& model_;
  size_t width_;
  lang::Beam beam_;
  lang::Configuration c_;
  lang::Features f_;
  std::vector<uint32_t> path_;
  std::vector<int64_t> gold_scores_;
  std::vector<int32_t> scores_;
};

std::vector<lang::Transition> transitions_of(const std::vector<Gold>& all,
                                             const std::vector<std::vector<uint8_t>>& labels, uint8_t root) {
  std::map<std::pair<lang::Move, uint8_t>, uint32_t> counts;
  for (size_t s = 0; s < all.size(); ++s)
    for (size_t i = 0; i < all[s].heads.size(); ++i)
      if (labels[s][i] != root && all[s].heads[i] >= 0)
        ++counts[{all[s].heads[i] > static_cast<int32_t>(i) ? lang::Move::kLeft : lang::Move::kRight, labels[s][i]}];
  std::vector<lang::Transition> out = {{lang::Move::kShift, 0}};
  for (const auto& [t, n] : counts)
    if (n >= 3) out.push_back({t.first, t.second});
  return out;
}

void write_parser(const Settings& settings, const lang::TransitionSystem& system, const std::string& labels,
                  const Perceptron& model) {
  PackWriter w;
  w.add("labels", labels);
  std::string bytes;
  for (const auto& t : system.transitions) {
    bytes.push_back(static_cast<char>(t.move));
    bytes.push_back(static_cast<char>(t.label));
  }
  w.add("transitions", bytes);
  size_t kept = 0;
  const std::string section = model.write(settings.parser_min_updates, settings.parser_features, &kept);
  std::fprintf(stderr, "parser: %zu moves, %zu features, %zu bytes\n", system.transitions.size(), kept, section.size());
  w.add("parser", section);
  if (const auto status = w.write(settings.work + "/arcs.pack"); !status) fail(status.error().line());
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
  lang::TransitionSystem system;
  system.transitions = transitions_of(all, labels, root);
  system.root = root;
  system.markers = lang::marker_labels({names.begin(), names.end()});
  Perceptron model(static_cast<uint32_t>(system.transitions.size()));
  Teacher teacher(system, model, settings.beam);
  std::vector<uint32_t> order(all.size());
  for (uint32_t s = 0; s < order.size(); ++s) order[s] = s;
  Dice dice(13);
  for (uint32_t e = 0; e < settings.parser_epochs; ++e) {
    dice.shuffle(order);
    teacher.right_ = teacher.seen = 0;
    for (const uint32_t s : order) teacher.learn(all[s], labels[s], scenes[s]);
    std::fprintf(stderr, "parser epoch %u: %.4f of sentences whole\n", e + 1,
                 static_cast<double>(teacher.right_) / static_cast<double>(teacher.seen));
    write_parser(settings, system, lines, model);  // after each epoch, so that a cut training leaves a parser
  }
}

}  // namespace annalist::train
