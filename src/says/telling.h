// Telling: what belongs to an attribution beside its cue, source and content — what kind of source speaks, through what
// channel, to whom, on which day — and the caveats that a writer adds ("could not be independently verified"). Knowledge:
// sources.tsv, channels.tsv, caveats.tsv of data/says. Const and thread-safe; linear in the text.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/knowledge.h"
#include "base/result.h"
#include "lang/parse.h"
#include "says/claim.h"
#include "when/times.h"
#include "who/cast.h"

namespace annalist::says {

struct Attributed;

class TellingTables {
 public:
  [[nodiscard]] static Result<TellingTables> load(const Knowledge& knowledge);
  TellingTables(TellingTables&&) noexcept;
  TellingTables& operator=(TellingTables&&) noexcept;
  ~TellingTables();

  // official military expert witness insider media document party public; empty when the noun tells nothing.
  [[nodiscard]] std::string_view source_kind(std::string_view noun, std::string_view word_before) const;
  [[nodiscard]] std::string_view channel(std::string_view noun) const;
  // Tokens [first, last) of a caveat that begins at `token` of the sentence; last = 0 when none does.
  [[nodiscard]] uint32_t caveat(const lang::Parse& parse, uint32_t token, uint32_t end) const;
  // The examples of caveats.tsv that no pattern fits; empty when all do. Words are taken as they are.
  [[nodiscard]] std::vector<std::string> failed_examples() const;

 private:
  struct Impl;
  explicit TellingTables(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Fills holder_kind, channel, addressee and told of every attribution.
void add_circumstances(const TellingTables& tables, const lang::Tree& tree, const who::Cast& cast, const when::Times& times,
                       Attributed& attributed);

// The writer's caveats, ascending: words and sentence.
struct Caveat {
  Span words;
  uint32_t sentence = 0;
};
[[nodiscard]] std::vector<Caveat> find_caveats(const TellingTables& tables, const lang::Parse& parse);

}  // namespace annalist::says
