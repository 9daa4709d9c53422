// Voices: the tables of data/says as one const object: attribution cues, signatures of embedding predicates, hedges and
// small word classes. Const and shared between threads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "base/knowledge.h"
#include "base/result.h"
#include "lang/parse.h"
#include "says/claim.h"
#include "says/confidence.h"
#include "says/telling.h"

namespace annalist::says {

// What carries the content of a cue (data/says/cues.tsv, column takes); a set of bits.
enum Takes : uint32_t {
  kThat = 1u << 0, kQuote = 1u << 1, kTo = 1u << 2, kObject = 1u << 3, kObjectTo = 1u << 4, kFor = 1u << 5,
  kOn = 1u << 6, kOf = 1u << 7, kAbout = 1u << 8, kAgainst = 1u << 9, kAs = 1u << 10, kDocument = 1u << 11,
  kClause = 1u << 12, kSurface = 1u << 13,
  kAt = 1u << 14, kIn = 1u << 15, kWith = 1u << 16, kOver = 1u << 17,
  kToObject = 1u << 18,
};
enum class CueKind : uint8_t { kReport, kAttitude, kDocument, kHearsay, kNarrator, kCiting };
struct Cue {
  uint32_t takes = 0;
  CueKind kind = CueKind::kReport;
};

// Scores of the complement when the predicate holds and when it is negated, -3..3, and what it becomes.
struct Signature {
  float plus = 3, minus = -3;
  Modality modality = Modality::kAsserted;  // kAsserted = as the predicate itself
  [[nodiscard]] bool factive() const { return plus >= 2.2F && minus >= 1.8F; }
};

enum class HedgeClass : uint8_t { kNegator, kModal, kAdverb, kSubordinator, kModifier };
struct Hedge {
  HedgeClass kind = HedgeClass::kAdverb;
  float factor = 1;
  Modality modality = Modality::kAsserted;
};

class Voices {
 public:
  // Reads says/cues.tsv, says/signatures.tsv, says/hedges.tsv, says/voices.tsv, says/confidence.tsv, the tables of telling.h and the
  // names of kb/countries.tsv. Errors: kMalformed with file and line.
  [[nodiscard]] static Result<Voices> load(const Knowledge& knowledge);
  Voices(Voices&&) noexcept;
  Voices& operator=(Voices&&) noexcept;
  ~Voices();

  // The cue of a lemma ("point out" with its particle) with one of the tags of a noun, verb, adjective or preposition.
  [[nodiscard]] const Cue* cue(std::string_view lemma, lang::Upos upos) const;
  // The signature for a complement code of the table ("that", "to", "object", "for" …); null when there is none.
  [[nodiscard]] const Signature* signature(std::string_view lemma, lang::Upos upos, std::string_view complement) const;
  [[nodiscard]] const Hedge* hedge(std::string_view word, HedgeClass kind) const;
  [[nodiscard]] bool is(std::string_view word_class, std::string_view word) const;
  // The canonical name of an alpha-3 code; empty when unknown.
  [[nodiscard]] std::string_view country(std::string_view code) const;
  [[nodiscard]] const TellingTables& telling() const;
  [[nodiscard]] const Confidence& confidence() const;

 private:
  struct Tables;
  explicit Voices(std::unique_ptr<Tables> tables);
  std::unique_ptr<Tables> tables_;
};

// The modality of that name; kAsserted for "" and "-".
[[nodiscard]] Result<Modality> modality_of(std::string_view name);

}  // namespace annalist::says
