// Circumstances: when, where, how many, in which tense, and whether an act is history told in passing. Attached by
// clause: a time belongs to the nearest predicate above it, never to a coordinated clause with a time of its own.
#pragma once

#include <vector>

#include "lang/parse.h"
#include "what/frames.h"
#include "what/syntax.h"
#include "when/times.h"
#include "where/places.h"

namespace annalist::what {

class Circumstances {
 public:
  Circumstances(const Syntax& syntax, const when::Times& times, const where::Places& places,
                const std::vector<Quantity>& quantities);

  // Fills times, places, quantities, tense, background of the frames of one sentence.
  void attach(uint32_t sentence, std::vector<Frame*>& frames) const;
  [[nodiscard]] Tense tense(uint32_t trigger, bool headline) const;

 private:
  struct Anchored {
    uint32_t index, head, clause, start;  // start: where the climb to an act begins (the head, or the noun above a closed clause)
  };
  [[nodiscard]] uint32_t lifted(uint32_t head, uint32_t first) const;
  [[nodiscard]] bool says_where(uint32_t head, uint32_t first) const;
  [[nodiscard]] uint32_t head_of(Span span, uint32_t first, uint32_t last) const;
  [[nodiscard]] Tense verb_tense(uint32_t verb, bool headline) const;
  [[nodiscard]] bool is_past_perfect(uint32_t verb) const;
  void give(const std::vector<Anchored>& refs, uint32_t from, uint32_t to, std::vector<Frame*>& frames,
            std::vector<uint32_t> Frame::*list, bool inherit) const;
  void settle_background(Frame& frame) const;

  [[nodiscard]] bool in_class(std::string_view lemma, uint64_t bit) const { return (syntax_.lexicon().classes(lemma) & bit) != 0; }

  const Syntax& syntax_;
  const when::Times& times_;
  uint64_t planning_, coming_;  // classes of words that put an act ahead: "plans a visit", "the coming visit"
  std::vector<Anchored> time_at_, place_at_, quantity_at_;  // ascending by head
};

}  // namespace annalist::what
