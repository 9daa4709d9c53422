// The training data in memory: treebank sentences and name-tagged sentences, from ../shared/data. Only the -train files
// are ever read here, and of Wikigold all but its last 29 documents (shared/data/README.md).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lang/conllu.h"
#include "lang/names.h"

namespace annalist::train {

struct Gold {
  std::vector<std::string> forms, lemmas, feats, xpos, labels;
  std::vector<lang::Upos> upos;
  std::vector<int32_t> heads;    // -1 = root
  std::vector<lang::Bio> names;  // empty when the corpus has none
  uint32_t document = 0;
  bool headline = false;  // a copy made to look like a headline
};

// A fixed sequence of pseudo-random numbers (xorshift64*), so that training repeats on every machine.
class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed * 2685821657736338717ULL + 1) {}
  uint64_t next() {
    state_ ^= state_ >> 12, state_ ^= state_ << 25, state_ ^= state_ >> 27;
    return state_ * 2685821657736338717ULL;
  }
  uint32_t below(uint32_t n) { return static_cast<uint32_t>((next() >> 33) % n); }
  void shuffle(std::vector<uint32_t>& order) {
    for (uint32_t i = static_cast<uint32_t>(order.size()); i > 1; --i) std::swap(order[i - 1], order[below(i)]);
  }

 private:
  uint64_t state_;
};

// Whole file, unpacked when it ends in .gz; ends the program with one line when it cannot be read.
std::string slurp(const std::string& path);
[[noreturn]] void fail(const std::string& what);

// EWT and GUM; GUM's names from its Entity layer, EWT's from UNER where the sentences agree.
std::vector<Gold> read_treebanks(const std::string& data);
// Gives GUM's sentences (in file order) the names of its Entity layer.
void read_gum_names(std::string_view text, std::vector<Gold>& sentences);
// Wikigold (IO tags) and other token-per-line files.
std::vector<Gold> read_wikigold(const std::string& path, int leave_last);
std::vector<Gold> read_columns(const std::string& path);

// EWT and GUM dev with UNER's names, and Wikigold's last documents: what training watches and never learns from.
std::vector<Gold> read_watched(const std::string& data);

// A copy in capitals of every fortieth sentence is appended: captions and wire headlines are written so.
void add_shouted(std::vector<Gold>& sentences);

// A copy in title case without final stop, as headlines are written. False when the sentence does not lend itself.
bool as_headline(const Gold& gold, Gold& out);

}  // namespace annalist::train
