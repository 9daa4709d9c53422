// Resolve: finds the time expressions of a document and reads them as TIMEX3 values and intervals against the date of
// the story in which they stand. Rules are const and shared between threads. Laws: spans are bytes of the canonical
// text; what the text and its source do not tell stays open ("XXXX-XX-16", interval without ends); no clock is read.
//
// Words before an expression that part the calendar are kept in `why`: "since", "until", "by", "before", "after",
// "from".
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/knowledge.h"
#include "base/result.h"
#include "lang/parse.h"
#include "when/times.h"

namespace annalist::when {

class Rules {
 public:
  // Reads data/time/*: errors name file and line.
  [[nodiscard]] static Result<Rules> load(const Knowledge& knowledge);
  Rules(Rules&&) noexcept;
  Rules& operator=(Rules&&) noexcept;
  ~Rules();
  struct Impl;
  [[nodiscard]] const Impl& impl() const { return *impl_; }

 private:
  explicit Rules(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// `published_hint`: the day of the document's metadata; it dates the main story when the page states no day itself.
[[nodiscard]] Times resolve(const Rules& rules, const lang::Parse& parse, std::optional<Day> published_hint);

// The same over bare text without a parse: tense is guessed from the words around.
[[nodiscard]] Times resolve_text(const Rules& rules, std::string_view text, std::optional<Day> published);

// The inline examples of en.rules that do not come out as written, one line each; empty when all hold.
[[nodiscard]] std::vector<std::string> failed_examples(const Rules& rules);
[[nodiscard]] size_t example_count(const Rules& rules);

}  // namespace annalist::when
