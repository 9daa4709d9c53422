// Averaged perceptron over hashed sparse features (Collins 2002; averaging by time stamps as Daume 2006). Features come
// to life when an update first touches them. Deterministic; one thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lang/linear.h"

namespace annalist::train {

class Perceptron {
 public:
  explicit Perceptron(uint32_t classes);
  [[nodiscard]] uint32_t classes() const { return classes_; }
  void score(const lang::Features& features, int32_t* scores) const;
  // One step toward `good` and away from `bad`.
  void update(const lang::Features& features, uint32_t good, uint32_t bad);
  // `delta` on the class's weights of all features.
  void move(const lang::Features& features, uint32_t of_class, int32_t delta);
  // Counts one example: the clock of the averages.
  void tick() { ++now_; }
  // Averaged weights in 8 bits as a pack section. Features touched by fewer than `min_updates` updates, and weights
  // that round to nothing, are left out; of the rest the `max_features` heaviest stay. Also tells how many remain.
  [[nodiscard]] std::string write(uint32_t min_updates, size_t max_features, size_t* kept) const;

 private:
  struct Cell {
    int32_t of_class = 0;
    int32_t weight = 0;
    uint32_t stamp = 0;
    uint32_t updates = 0;
    int64_t total = 0;
  };
  struct Slot {
    uint64_t key = 0;  // 0 = free
    uint32_t begin = 0;
    uint16_t count = 0, room = 0;
  };
  [[nodiscard]] const Slot* find(uint64_t key) const;
  Slot& find_or_make(uint64_t key);
  void grow();
  void add(uint64_t key, uint32_t of_class, int32_t delta);

  uint32_t classes_;
  uint32_t now_ = 0;
  size_t used_ = 0;
  std::vector<Slot> slots_;
  std::vector<Cell> cells_;
};

}  // namespace annalist::train
