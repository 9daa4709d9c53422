// Arcs: the arc-hybrid transition system for labelled dependency trees (Kuhlmann et al. 2011), and its features (after
// Zhang & Nivre 2011). Every token is pushed once and popped once.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/pack.h"
#include "lang/linear.h"
#include "lang/tagger.h"

namespace annalist::lang {

enum class Move : uint8_t { kShift, kLeft, kRight };
// A class of the parser's classifier. kLeft: the buffer's front becomes head of the stack's top; kRight: the token
// below the top becomes its head; both pop the top.
struct Transition {
  Move move = Move::kShift;
  uint8_t label = 0;
};

// A partly built tree over tokens 0..size-1; token `size` stands for the root and lies at the bottom of the stack.
struct Configuration {
  struct Node {
    int32_t head = -1;
    uint8_t label = 0;
    uint8_t left_count = 0, right_count = 0;
    int32_t left[2] = {-1, -1};  // outermost, second outermost child to the left
    int32_t right[2] = {-1, -1};
    uint64_t left_labels = 0, right_labels = 0;  // sets, bit = label
    uint32_t marker = 0;                         // word of the last child labelled case or mark
  };
  std::vector<Node> nodes;
  std::vector<int32_t> stack;
  int32_t front = 0;  // first token of the buffer
  int32_t size = 0;

  void reset(size_t tokens);
  [[nodiscard]] bool done() const { return front == size && stack.size() == 1; }
  [[nodiscard]] bool can(Move move) const;
  [[nodiscard]] int32_t top(size_t k) const { return stack.size() > k ? stack[stack.size() - 1 - k] : -1; }
  void attach(int32_t head, int32_t child, uint8_t label, const Scene& scene, uint64_t marker_labels);
  void take(Transition t, const Scene& scene, uint64_t marker_labels);
};

// What the features need beyond the tags: UPOS of every token and its lemma are in `scene`.
void arc_features(const Configuration& c, const Scene& scene, Features& out);

// Bits of the labels `case` and `mark`.
[[nodiscard]] uint64_t marker_labels(const std::vector<std::string_view>& labels);

}  // namespace annalist::lang
