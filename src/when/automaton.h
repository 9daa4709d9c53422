// Automaton: the patterns of en.rules, compiled to one deterministic automaton over classes of time tokens.
// Built once, then const and shared. Matching is linear: leftmost, longest, then the first rule in the file.
// Method: Thompson construction and subset construction (Aho, Lam, Sethi, Ullman, "Compilers", ch. 3); the figures of a
// match are read off by a second walk over the one rule that won.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "when/fields.h"

namespace annalist::when {

using Class = uint16_t;      // an upper-case class or a literal word
using Signature = uint16_t;  // a distinct set of classes; 0 = none: the token means nothing here

// Names of classes and literals, and the sets of them that tokens bear.
class Alphabet {
 public:
  Alphabet() {
    signatures_.push_back({});
    ids_[{}] = 0;
  }
  [[nodiscard]] Class intern(std::string_view name);  // "MONTH", or a literal in lower case
  [[nodiscard]] Signature signature(std::vector<Class> classes);
  [[nodiscard]] bool bears(Signature s, Class c) const;
  [[nodiscard]] const std::vector<std::vector<Class>>& signatures() const { return signatures_; }
  // Calls f(word, class) for every literal, in alphabetical order.
  template <class F>
  void each_literal(F f) const {
    for (const auto& [name, id] : names_)
      if (name[0] < 'A' || name[0] > 'Z') f(std::string_view(name), id);
  }

 private:
  std::map<std::string, Class, std::less<>> names_;
  std::map<std::vector<Class>, Signature> ids_;
  std::vector<std::vector<Class>> signatures_;
};

// One state of the nondeterministic automaton.
struct Node {
  struct Step {
    Class on;
    int8_t field;
    uint32_t to;
  };  // consumes one token
  struct Mark {
    int8_t field;
    int32_t value;
    uint32_t to;
  };  // consumes nothing; field -1: plain
  std::vector<Step> steps;
  std::vector<Mark> marks;
};

struct Pattern {
  std::string name;
  uint32_t first = 0, last = 0;  // its nodes are [first, last)
  uint32_t start = 0, accept = 0;
};

class Automaton {
 public:
  // Adds a pattern; `lets` are the named parts. Errors: kMalformed with the reason.
  [[nodiscard]] Status add(std::string name, std::string_view pattern,
                           const std::map<std::string, std::string, std::less<>>& lets, Alphabet& alphabet);
  // Makes the deterministic table; after this nothing can be added and the alphabet must not grow.
  void seal(const Alphabet& alphabet);

  [[nodiscard]] bool may_start(Signature s) const { return table_[s] != 0; }
  [[nodiscard]] uint32_t step(uint32_t state, Signature s) const { return table_[state * width_ + s]; }
  // Patterns that end in this state, in file order. State 1 is… the start is 0 only for step(); dead is 0 as a result.
  [[nodiscard]] std::span<const uint16_t> accepted(uint32_t state) const { return accepts_[state]; }
  [[nodiscard]] const Pattern& pattern(uint16_t id) const { return patterns_[id]; }
  [[nodiscard]] const Node& node(uint32_t id) const { return nodes_[id]; }
  [[nodiscard]] size_t states() const { return accepts_.size(); }

 private:
  std::vector<Node> nodes_;
  std::vector<Pattern> patterns_;
  std::vector<uint32_t> table_;  // states × signatures; row 0 is the start state, target 0 is dead
  std::vector<std::vector<uint16_t>> accepts_;
  size_t width_ = 0;
};

}  // namespace annalist::when
