// Slots: the places of a text that hold a group of digits, what each stands for, and how plausible a group is in it.
// "the 78th … 8,000 men in May 2019" has five: an ordinal, two groups of thousands, a year. Const and thread-safe.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/knowledge.h"
#include "base/result.h"
#include "doubt/figures.h"

namespace annalist::doubt {

// A number word whose digit may slip into the slots, and the share of cases in which its source writes a digit.
struct SlotWord {
  std::string digits;
  float leaves = 0;
  bool month = false;
};

// Reads data/doubt/slot_kinds.tsv, slot_shapes.tsv, slots.tsv and the foundings of data/time/founded.tsv.
class SlotModel {
 public:
  [[nodiscard]] static Result<SlotModel> load(const Knowledge& knowledge);

  // The kinds of a figure's groups, in order. `month`: a month's name stands right before it; `after_day`: a day with
  // its month and a comma do.
  [[nodiscard]] std::vector<uint32_t> kinds_of(std::string_view text, const Figure& figure, bool month,
                                               bool after_day) const;
  // Natural logarithm of the share of slots of that kind that hold this very group.
  [[nodiscard]] float plausible(uint32_t kind, std::string_view group) const;
  [[nodiscard]] const SlotWord* word(std::string_view form) const;
  [[nodiscard]] uint32_t kind(std::string_view name) const;  // kNoKind when there is none
  static constexpr uint32_t kNoKind = 999;

  // The examples of slot_shapes.tsv where another kind is found; empty when all hold.
  [[nodiscard]] std::vector<std::string> failed_examples() const;

 private:
  static constexpr size_t kShapes = 11;
  struct Kind {
    std::string name, example;
    std::array<float, kShapes> log_share{};  // a member's share
  };
  struct Rule {
    uint32_t kind = 0;
    std::vector<std::string> before, after;
    bool mark = false;
  };
  Status read_shapes(const Knowledge& knowledge);
  Status read_kinds(const Knowledge& knowledge);
  Status read_words(const Knowledge& knowledge);
  Status read_foundings(const Knowledge& knowledge);
  [[nodiscard]] bool jubilee(std::string_view text, const Figure& figure) const;
  [[nodiscard]] uint32_t bare_kind(std::string_view text, const Figure& figure) const;

  std::vector<Kind> kinds_;
  std::vector<Rule> rules_;
  std::map<std::string, SlotWord, std::less<>> words_;
  std::vector<std::string> foundings_;  // old ones: "dprk", "korea's liberation", lower case
};

// "[13,14]", "1,8 meters", "3,40 Euros", "June 5,2024": lists, decimal commas and dates, not thousands.
[[nodiscard]] bool continental(std::string_view text, const Figure& figure);

}  // namespace annalist::doubt
