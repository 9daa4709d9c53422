// Reading: one expression on its way from figures to a Meaning; dates in dates.cc, all else in meaning.cc.
#pragma once

#include <cstdio>
#include <functional>

#include "when/meaning.h"

namespace annalist::when {

// A recurrence of a date, so many cycles (years, weeks) from the story's.
using Candidate = std::function<std::optional<Stretch>(int32_t cycle)>;

// "07".
inline std::string two(int32_t v) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%02d", v);
  return buffer;
}

class Reading {
 public:
  Reading(const Bound& b, const Ground& g) : b_(b), g_(g) {}
  Meaning take(Op op);

 private:
  [[nodiscard]] bool has(Field f) const { return b_.has(f); }
  [[nodiscard]] int32_t get(Field f, int32_t otherwise = 0) const { return b_.get(f, otherwise); }
  void why(const char* reason) { m_.why.emplace_back(reason); }
  void settle(const Stretch& s) {
    m_.stretch = s;
    m_.value = timex(s);
    m_.interval = interval_of(s);
    m_.precision = precision_of(s);
    if (has(Field::kMod) && s.grain != kDayGrain)
      m_.interval = narrowed(m_.interval, static_cast<Mod>(get(Field::kMod)));
    if (has(Field::kMod) && s.grain != kDayGrain) m_.precision = Precision::kRange;
  }
  void open(std::string value) { m_.value = std::move(value); }
  void relative() { m_.anchor = Anchor::kPublication, why("relative"); }

  std::optional<int32_t> year();
  void date();
  void dated_month();
  void weekday_date();
  void bare_day();
  void in_cycle(Grain grain, int32_t index, const std::string& unresolved);
  void clock();
  void time();
  void ref_day();
  void rel_unit();
  void past_unit();
  void same_unit();
  void the_unit();
  void the_weekend();
  void week_of();
  void juche();
  void year_ago();
  void ago();
  void later();
  void from_event();
  void happening();
  void fiscal();
  void duration();
  void set();
  void ref_time();
  void named();
  void anniversary();
  void range();
  void pick(const Candidate& candidate, int32_t span, const std::string& unresolved);
  [[nodiscard]] std::string length() const;

  const Bound& b_;
  const Ground& g_;
  Meaning m_;
};

}  // namespace annalist::when
