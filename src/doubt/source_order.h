// Source order: reads a run of sentences back as if its digits had been re-inserted in the order of the source text.
// A dynamic programme over sentences: which number words left a digit in the queue, in which order the source had its
// figures (as in English; date first: year, month, day), and how plausible every slot is with the group that then
// belongs to it. Pure; linear in the text.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "doubt/slots.h"

namespace annalist::doubt {

// A run of sentences that reads better with its digits moved back.
struct Shift {
  uint32_t first = 0, last = 0;  // slots [first, last) of the document
  uint32_t line_first = 0, line_last = 0;
  float gain = 0;                // natural logarithm: how much likelier than the text as it stands
  std::vector<int32_t> source;   // by slot: the slot whose group belongs here; -1 = it is lost
};

class SlotRow {
 public:
  SlotRow(const SlotModel& model, std::string_view text, const std::vector<Figure>& figures,
          const std::vector<Span>& sentences);

  struct Slot {
    Span group;
    uint32_t figure = 0, kind = 0;
    int8_t part = -1;         // of a date: 0 year, 2 day; -1 = none
    bool maybe_year = false;  // stands after a month's name and may be its year
  };
  [[nodiscard]] const std::vector<Slot>& slots() const { return slots_; }
  // The best readings that gain, over runs of 1 to 4 sentences that do not overlap.
  [[nodiscard]] std::vector<Shift> shifts() const;
  // The figure with other groups in its slots; empty when one of them is lost.
  [[nodiscard]] std::string filled(uint32_t figure, const Shift& shift) const;

 private:
  struct Item {
    bool word = false;
    uint32_t index = 0;  // of the slot or the word
    int8_t part = -1;    // of a date: 0 year, 1 month, 2 day
    uint32_t at = 0;
  };
  struct Line {
    std::vector<Item> items;
    uint32_t first = 0, last = 0;  // slots
  };
  struct Reading {
    float score = 0;
    std::vector<int32_t> source;
  };
  using States = std::map<uint32_t, Reading>;  // by digits of words taken out so far
  struct Search;                               // one line's way through the queue

  void add_line(std::string_view sentence, uint32_t begin, size_t& next_figure);
  void add_words(uint32_t from, uint32_t to, Line& line, bool& month, bool& after_day);
  [[nodiscard]] std::vector<std::pair<std::vector<Item>, float>> orders(const Line& line) const;
  void walk(const Search& search, size_t at, uint32_t taken, float score, std::vector<int32_t>& source,
            States& out) const;
  void extend(const Line& line, uint32_t limit, uint32_t extra, const Reading& before, States& out) const;
  [[nodiscard]] float plausible(uint32_t first, uint32_t last, const int32_t* source) const;
  [[nodiscard]] float figure_score(uint32_t figure, uint32_t first_slot, uint32_t n, const int32_t* source) const;
  [[nodiscard]] Shift read_run(uint32_t line, uint32_t end) const;
  [[nodiscard]] std::string_view group(int32_t slot) const { return slots_[static_cast<size_t>(slot)].group.of(text_); }
  [[nodiscard]] std::string key(const Figure& f, const int32_t* source, uint32_t n) const;
  [[nodiscard]] std::string with_groups(const Figure& f, const int32_t* source) const;

  const SlotModel& model_;
  std::string_view text_;
  const std::vector<Figure>& figures_;
  std::vector<Slot> slots_;
  std::vector<const SlotWord*> words_;
  std::vector<Line> lines_;
  std::map<std::string, std::vector<uint32_t>, std::less<>> seen_;  // figures with the word behind them: their slots
};

}  // namespace annalist::doubt
