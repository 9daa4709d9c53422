#include "lang/arcs.h"

#include <algorithm>
#include <cstdlib>

namespace annalist::lang {

void Configuration::reset(size_t tokens) {
  size = static_cast<int32_t>(tokens);
  nodes.assign(tokens + 1, Node{});
  stack.clear();
  stack.push_back(size);
  front = 0;
}

bool Configuration::can(Move move) const {
  switch (move) {
    case Move::kShift:
      return front < size;
    case Move::kLeft:
      return front < size && stack.size() > 1;
    case Move::kRight:
      // The root takes its only child when nothing else is left.
      return stack.size() > 2 || (stack.size() == 2 && front == size);
  }
  return false;
}

void Configuration::attach(int32_t head, int32_t child, uint8_t label, const Scene& scene, uint64_t markers) {
  Node& c = nodes[static_cast<size_t>(child)];
  Node& h = nodes[static_cast<size_t>(head)];
  c.head = head == size ? -1 : head;
  c.label = label;
  const uint64_t bit = uint64_t{1} << (label & 63);
  if (child < head) {
    h.left[1] = h.left[0];
    h.left[0] = child;
    h.left_labels |= bit;
    if (h.left_count < 255) ++h.left_count;
  } else {
    h.right[1] = h.right[0];
    h.right[0] = child;
    h.right_labels |= bit;
    if (h.right_count < 255) ++h.right_count;
  }
  if (markers & bit) h.marker = scene.words[static_cast<size_t>(child)].lower;
}

void Configuration::take(Transition t, const Scene& scene, uint64_t markers) {
  if (t.move == Move::kShift) {
    stack.push_back(front++);
    return;
  }
  const int32_t child = stack.back();
  const int32_t head = t.move == Move::kLeft ? front : stack[stack.size() - 2];
  attach(head, child, t.label, scene, markers);
  stack.pop_back();
}

namespace {

// One position seen by the features: word, lemma, tag and partial tree, with fixed values beyond the sentence.
struct View {
  uint32_t word = 0, lemma = 0, tag = 0;
  const Configuration::Node* node = nullptr;
};

constexpr uint32_t kNone = 0xFFFF, kRoot = 0xFFFE;
const Configuration::Node kNoNode{};

View at(const Configuration& c, const Scene& s, int32_t i) {
  if (i < 0 || i > c.size) return {kNone, kNone, kNone, &kNoNode};
  const auto k = static_cast<size_t>(i);
  if (i == c.size) return {kRoot, kRoot, kRoot, &c.nodes[k]};
  return {s.words[k].lower, s.words[k].lemma, s.tags[k], &c.nodes[k]};
}

uint32_t distance(int32_t a, int32_t b) {
  const int32_t d = std::abs(a - b);
  return static_cast<uint32_t>(d < 5 ? d : d < 10 ? 5 : d < 20 ? 6 : 7);
}

void word_features(const View& s0, const View& s1, const View& s2, const View& b0, const View& b1, const View& b2,
                   const View& b3, Features& f) {
  f.add(1, s0.word, s0.tag), f.add(2, s0.lemma), f.add(3, s0.tag);
  f.add(4, s1.word, s1.tag), f.add(5, s1.lemma), f.add(6, s1.tag);
  f.add(7, s2.lemma, s2.tag), f.add(8, s2.tag);
  f.add(9, b0.word, b0.tag), f.add(10, b0.lemma), f.add(11, b0.tag);
  f.add(12, b1.word, b1.tag), f.add(13, b1.lemma), f.add(14, b1.tag);
  f.add(15, b2.lemma, b2.tag), f.add(16, b2.tag), f.add(17, b3.tag);
  f.add(18, s0.lemma, s0.tag, b0.lemma, b0.tag);
  f.add(19, s0.lemma, s0.tag, b0.lemma), f.add(20, s0.lemma, b0.lemma, b0.tag);
  f.add(21, s0.lemma, s0.tag, b0.tag), f.add(22, s0.tag, b0.lemma, b0.tag);
  f.add(23, s0.lemma, b0.lemma), f.add(24, s0.tag, b0.tag);
  f.add(25, s1.lemma, s1.tag, s0.lemma, s0.tag), f.add(26, s1.lemma, s0.lemma), f.add(27, s1.tag, s0.tag);
  f.add(28, s1.lemma, s1.tag, s0.tag), f.add(29, s1.tag, s0.lemma, s0.tag);
  f.add(30, s1.tag, b0.tag), f.add(31, s1.lemma, b0.lemma), f.add(32, b0.tag, b1.tag), f.add(33, b0.lemma, b1.lemma);
  f.add(34, b0.tag, b1.tag, b2.tag), f.add(35, s0.tag, b0.tag, b1.tag), f.add(36, s1.tag, s0.tag, b0.tag);
  f.add(37, s2.tag, s1.tag, s0.tag), f.add(38, s1.tag, s0.tag, b0.tag, b1.tag),
      f.add(39, s0.tag, b0.tag, b1.tag, b2.tag);
  f.add(40, s0.lemma, b0.tag, b1.tag), f.add(41, s0.tag, b0.lemma, b1.tag), f.add(42, s1.lemma, s0.tag, b0.tag);
  f.add(43, s1.tag, s0.lemma, b0.tag), f.add(44, s1.tag, s0.tag, b0.lemma), f.add(45, s0.tag, b0.tag, b1.lemma);
}

void tree_features(const Configuration& c, const Scene& s, const View& s0, const View& s1, const View& b0,
                   Features& f) {
  const auto child = [&](int32_t i) { return at(c, s, i); };
  const auto &n0 = *s0.node, &n1 = *s1.node, &m0 = *b0.node;
  const View l0 = child(n0.left[0]), r0 = child(n0.right[0]), l1 = child(n1.left[0]), r1 = child(n1.right[0]);
  const View lb = child(m0.left[0]), l02 = child(n0.left[1]), r02 = child(n0.right[1]), lb2 = child(m0.left[1]);
  const View r12 = child(n1.right[1]);
  f.add(50, l0.lemma, s0.tag), f.add(51, l0.tag), f.add(52, l0.node->label, s0.tag);
  f.add(53, r0.lemma, s0.tag), f.add(54, r0.tag), f.add(55, r0.node->label, s0.tag);
  f.add(56, l1.lemma, s1.tag), f.add(57, l1.tag, l1.node->label);
  f.add(58, r1.lemma, s1.tag), f.add(59, r1.tag, r1.node->label);
  f.add(60, lb.lemma, b0.tag), f.add(61, lb.tag), f.add(62, lb.node->label, b0.tag);
  f.add(63, s0.tag, l0.tag, b0.tag), f.add(64, s0.tag, r0.tag, b0.tag), f.add(65, s0.tag, b0.tag, lb.tag);
  f.add(66, s1.tag, l1.tag, s0.tag), f.add(67, s1.tag, r1.tag, s0.tag), f.add(68, s1.tag, s0.tag, l0.tag);
  f.add(69, s1.tag, s0.tag, r0.tag), f.add(70, s0.tag, l0.tag, l02.tag), f.add(71, s0.tag, r0.tag, r02.tag);
  f.add(72, b0.tag, lb.tag, lb2.tag), f.add(73, s1.tag, r1.tag, r12.tag, s0.tag);
  f.add(74, s0.tag, r0.node->label, r02.node->label, b0.tag), f.add(75, s1.tag, r1.node->label, s0.tag, b0.tag);
  f.add(76, s0.lemma, n0.left_labels), f.add(77, s0.tag, n0.left_labels, b0.tag);
  f.add(78, s0.lemma, n0.right_labels), f.add(79, s0.tag, n0.right_labels, b0.tag);
  f.add(80, s1.lemma, n1.right_labels), f.add(81, s1.tag, n1.right_labels, s0.tag);
  f.add(82, s1.tag, n1.left_labels, s0.tag), f.add(83, b0.lemma, m0.left_labels),
      f.add(84, b0.tag, m0.left_labels, s0.tag);
  f.add(85, s0.tag, n0.left_count, n0.right_count), f.add(86, s1.tag, n1.left_count, n1.right_count);
  f.add(87, b0.tag, m0.left_count, s0.tag), f.add(88, s0.lemma, n0.left_count, n0.right_count);
  // Markers: "visit [to Moscow]" is decided by visit + to, whatever the name.
  f.add(89, s1.lemma, n0.marker, s0.tag), f.add(90, s1.tag, n0.marker, s0.tag), f.add(91, s0.lemma, n0.marker);
  f.add(92, s0.lemma, m0.marker, b0.tag), f.add(93, s0.tag, m0.marker, b0.tag), f.add(94, n0.marker, s0.tag, b0.tag);
  f.add(95, n1.marker, n0.marker, s1.tag, s0.tag);
}

}  // namespace

void arc_features(const Configuration& c, const Scene& s, Features& f) {
  f.size = 0;
  const int32_t i0 = c.top(0), i1 = c.top(1), i2 = c.top(2);
  const auto buffer = [&](int32_t k) { return at(c, s, c.front + k < c.size ? c.front + k : -1); };
  const View s0 = at(c, s, i0), s1 = at(c, s, i1), s2 = at(c, s, i2);
  const View b0 = buffer(0), b1 = buffer(1), b2 = buffer(2), b3 = buffer(3);
  word_features(s0, s1, s2, b0, b1, b2, b3, f);
  tree_features(c, s, s0, s1, b0, f);
  const uint32_t d0 = i0 == c.size ? 9 : distance(i0, c.front), d1 = i1 == c.size ? 9 : i1 < 0 ? 8 : distance(i1, i0);
  f.add(100, s0.lemma, d0), f.add(101, s0.tag, b0.tag, d0), f.add(102, b0.tag, d0), f.add(103, s0.lemma, b0.lemma, d0);
  f.add(104, s1.tag, s0.tag, d1), f.add(105, s1.lemma, s0.tag, d1), f.add(106, d0, d1);
  // Neighbours in the sentence: a comma or quote beside a word outlives its attachment.
  const View before = at(c, s, c.front > 0 ? c.front - 1 : -1);
  const View after0 = at(c, s, i0 >= 0 && i0 + 1 < c.size ? i0 + 1 : -1), before0 = at(c, s, i0 < c.size ? i0 - 1 : -1);
  f.add(107, before.tag, b0.tag, s0.tag), f.add(108, after0.tag, s0.tag, b0.tag),
      f.add(109, before0.tag, s0.tag, b0.tag);
  const auto suffix = [&](int32_t i) {
    return i >= 0 && i < c.size ? s.words[static_cast<size_t>(i)].suffix[2] : kNone;
  };
  f.add(110, suffix(i0), s0.tag, b0.tag), f.add(111, suffix(c.front), b0.tag, s0.tag);
  f.add(112, c.size > 0 ? s.words[static_cast<size_t>(c.size) - 1].lower : 0, s0.tag, b0.tag);
}

uint64_t marker_labels(const std::vector<std::string_view>& labels) {
  uint64_t bits = 0;
  for (size_t i = 0; i < labels.size(); ++i)
    if (labels[i] == "case" || labels[i] == "mark") bits |= uint64_t{1} << (i & 63);
  return bits;
}

}  // namespace annalist::lang
