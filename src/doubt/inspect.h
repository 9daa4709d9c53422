// Inspect: what in a text is broken — garbled numerals, calques, lost blanks, one name spelt two ways — and whether the
// text reads as translated. Flags only; the text is never rewritten. Const signs are shared between threads; linear in
// the text.
#pragma once

#include <memory>

#include "base/knowledge.h"
#include "base/result.h"
#include "doubt/doubts.h"
#include "lang/parse.h"
#include "when/times.h"
#include "where/places.h"
#include "who/cast.h"

namespace annalist::doubt {

class Signs {
 public:
  // Reads data/doubt/* and, when there, kb/weapons.tsv and time/founded.tsv. Errors name file and line.
  [[nodiscard]] static Result<Signs> load(const Knowledge& knowledge);
  Signs(Signs&&) noexcept;
  Signs& operator=(Signs&&) noexcept;
  ~Signs();
  struct Impl;
  [[nodiscard]] const Impl& impl() const { return *impl_; }

 private:
  explicit Signs(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Marks the times whose figures are garbled as suspect. The numerals of the form detector (kinds numeral-form and
// ordinal) are hard flags: none was false in 850,000 words of native news.
[[nodiscard]] Doubts inspect(const Signs& signs, const lang::Parse& parse, const who::Cast& cast, when::Times& times,
                             const where::Places& places);

}  // namespace annalist::doubt
