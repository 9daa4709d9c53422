// Scan: the bytes of a sentence as time tokens — words and figures with the classes under which the rules know them.
// Linear; independent of the parse's own tokens, which part "mid-June" or "10-year" now one way, now another.
#pragma once

#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/knowledge.h"
#include "base/result.h"
#include "base/span.h"
#include "when/automaton.h"

namespace annalist::when {

// A word that some rule or table knows.
struct Entry {
  struct Sense {
    Class cls;
    int32_t value;
    bool capital;
  };
  std::vector<Sense> senses;
  Signature plain = 0, capital = 0;  // signatures when written small and with a capital
  int32_t number = -1;               // value of a number word
  uint8_t kind = 0;                  // 0 none, else NumberKind
  uint8_t tense = 0;                 // bits of Tense below, for text without a parse
};
enum NumberKind : uint8_t { kUnitNumber = 1, kTens, kScale, kOrdinalNumber };
enum TenseCue : uint8_t { kFutureCue = 1, kPlanCue = 2, kAheadCue = 4, kPastCue = 8, kScheduleCue = 16 };

struct Run;  // of digits and their separators; inside scan.cc

struct TimeToken {
  Span span;
  const Entry* entry = nullptr;  // known word, else none
  int32_t value = 0;             // of a figure
  Signature signature = 0;
  bool capital = false;  // starts with a capital
  bool digits = false;
  bool glued = false;  // no blank before it
};

// The words of data/time and of the patterns. Const and shared after load.
class Vocabulary {
 public:
  // Reads words.tsv, numbers.tsv and direction.tsv; literals of patterns are added by literal().
  [[nodiscard]] Status load(const Knowledge& knowledge, Alphabet& alphabet);
  void literal(std::string_view word, Class cls);
  // Builds the table and the signatures; nothing may be added afterwards.
  void seal(Alphabet& alphabet);
  // Appends the tokens of text[range] to out (out is cleared first).
  void scan(std::string_view text, Span range, std::vector<TimeToken>& out) const;
  [[nodiscard]] const Entry* find(std::string_view lower) const;
  // Value of the token under class c.
  [[nodiscard]] int32_t value(const TimeToken& token, Class c) const;

 private:
  struct Figures {  // signatures of figures by their form
    Signature number, hour, hour_day, day, year, year_clock, clock4, clock, date, decade, ordinal_day, ordinal,
        short_year, fraction, year_word, fiscal;
  };
  void read_number(std::string_view text, Span range, uint32_t& at, TimeToken& token) const;
  void read_parted(std::string_view text, const Run& run, TimeToken& token) const;
  bool read_suffix(std::string_view text, Span range, uint32_t width, uint32_t& at, TimeToken& token) const;
  bool read_fiscal(std::string_view text, Span range, uint32_t& at, TimeToken& token) const;
  void read_word(std::string_view text, Span range, uint32_t& at, TimeToken& token) const;
  void merge_numbers(std::vector<TimeToken>& tokens) const;
  bool merge_at(const std::vector<TimeToken>& tokens, size_t at, size_t& used, TimeToken& merged) const;

  std::map<std::string, Entry, std::less<>> entries_;
  std::vector<const std::pair<const std::string, Entry>*> slots_;  // open addressing
  uint32_t mask_ = 0;
  Figures figures_{};
};

}  // namespace annalist::when
