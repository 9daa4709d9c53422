#include "perceptron.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace annalist::train {

Perceptron::Perceptron(uint32_t classes) : classes_(classes), slots_(size_t{1} << 20) {}

const Perceptron::Slot* Perceptron::find(uint64_t key) const {
  const size_t mask = slots_.size() - 1;
  for (size_t at = (key >> 20) & mask;; at = (at + 1) & mask) {
    if (slots_[at].key == key) return &slots_[at];
    if (slots_[at].key == 0) return nullptr;
  }
}

void Perceptron::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const size_t mask = slots_.size() - 1;
  for (const Slot& s : old) {
    if (s.key == 0) continue;
    size_t at = (s.key >> 20) & mask;
    while (slots_[at].key != 0) at = (at + 1) & mask;
    slots_[at] = s;
  }
}

Perceptron::Slot& Perceptron::find_or_make(uint64_t key) {
  if (used_ * 2 > slots_.size()) grow();
  const size_t mask = slots_.size() - 1;
  size_t at = (key >> 20) & mask;
  while (slots_[at].key != key && slots_[at].key != 0) at = (at + 1) & mask;
  if (slots_[at].key == 0) {
    slots_[at].key = key;
    ++used_;
  }
  return slots_[at];
}

void Perceptron::score(const lang::Features& features, int32_t* scores) const {
  std::memset(scores, 0, classes_ * sizeof(int32_t));
  const size_t mask = slots_.size() - 1;
  for (size_t i = 0; i < features.size; ++i) __builtin_prefetch(&slots_[(features.keys[i] >> 20) & mask]);
  for (size_t i = 0; i < features.size; ++i) {
    const Slot* slot = find(features.keys[i]);
    if (!slot) continue;
    for (uint32_t c = slot->begin; c < slot->begin + slot->count; ++c) scores[cells_[c].of_class] += cells_[c].weight;
  }
}

void Perceptron::add(uint64_t key, uint32_t of_class, int32_t delta) {
  Slot& slot = find_or_make(key);
  uint32_t c = slot.begin;
  const uint32_t end = slot.begin + slot.count;
  while (c < end && cells_[c].of_class != static_cast<int32_t>(of_class)) ++c;
  if (c == end) {
    if (slot.count == slot.room) {
      const auto room = static_cast<uint16_t>(slot.room == 0 ? 2 : slot.room * 2);
      const auto begin = static_cast<uint32_t>(cells_.size());
      cells_.resize(cells_.size() + room);
      std::copy_n(cells_.begin() + slot.begin, slot.count, cells_.begin() + begin);
      slot.begin = begin;
      slot.room = room;
    }
    c = slot.begin + slot.count++;
    cells_[c] = {static_cast<int32_t>(of_class), 0, now_, 0, 0};
  }
  Cell& cell = cells_[c];
  cell.total += static_cast<int64_t>(cell.weight) * (now_ - cell.stamp);
  cell.stamp = now_;
  cell.weight += delta;
  ++cell.updates;
}

void Perceptron::update(const lang::Features& features, uint32_t good, uint32_t bad) {
  if (good == bad) return;
  for (size_t i = 0; i < features.size; ++i) {
    add(features.keys[i], good, 1);
    add(features.keys[i], bad, -1);
  }
}

void Perceptron::move(const lang::Features& features, uint32_t of_class, int32_t delta) {
  for (size_t i = 0; i < features.size; ++i) add(features.keys[i], of_class, delta);
}

std::string Perceptron::write(uint32_t min_updates, size_t max_features, size_t* kept) const {
  struct Kept {
    const Slot* slot;
    double mass;
  };
  const auto mean = [&](const Cell& c) {
    return static_cast<double>(c.total + static_cast<int64_t>(c.weight) * (now_ - c.stamp)) / std::max(1U, now_);
  };
  std::vector<Kept> candidates;
  std::vector<double> magnitudes;
  for (const Slot& s : slots_) {
    if (s.key == 0) continue;
    uint32_t updates = 0;
    double mass = 0;
    for (uint32_t c = s.begin; c < s.begin + s.count; ++c) {
      updates += cells_[c].updates;
      mass += std::abs(mean(cells_[c]));
    }
    if (updates < min_updates) continue;
    candidates.push_back({&s, mass});
  }
  std::sort(candidates.begin(), candidates.end(), [](const Kept& a, const Kept& b) {
    return a.mass != b.mass ? a.mass > b.mass : a.slot->key < b.slot->key;
  });
  if (candidates.size() > max_features) candidates.resize(max_features);
  for (const Kept& k : candidates)
    for (uint32_t c = k.slot->begin; c < k.slot->begin + k.slot->count; ++c)
      magnitudes.push_back(std::abs(mean(cells_[c])));
  std::sort(magnitudes.begin(), magnitudes.end());
  // The scale maps all but one weight in 2,000 below 127; the few beyond are cut there.
  const double top =
      magnitudes.empty() ? 1 : std::max(1e-9, magnitudes[magnitudes.size() - 1 - magnitudes.size() / 2000]);
  std::vector<lang::Weights> features;
  for (const Kept& k : candidates) {
    lang::Weights w;
    w.key = k.slot->key;
    for (uint32_t c = k.slot->begin; c < k.slot->begin + k.slot->count; ++c) {
      const double q = std::round(std::clamp(mean(cells_[c]) / top, -1.0, 1.0) * 127);
      if (q != 0) w.of_class.emplace_back(static_cast<uint8_t>(cells_[c].of_class), static_cast<int8_t>(q));
    }
    std::sort(w.of_class.begin(), w.of_class.end());
    if (!w.of_class.empty() && w.of_class.size() < 256) features.push_back(std::move(w));
  }
  if (kept) *kept = features.size();
  return lang::write_linear(std::move(features), classes_);
}

}  // namespace annalist::train
