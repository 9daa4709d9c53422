// Veracity: did it happen, as far as the sentence itself says? Signatures of embedding predicates, negation, modal verbs,
// conditionals, questions and scheduling words are composed along the path from the root down to the event word.
// Method: polarity and certainty by composition (Karttunen 1971; Nairn, Condoravdi & Karttunen 2006), values as in
// FactBank (Saurí & Pustejovsky 2009). Pure and thread-safe; linear in the depth of the word.
#pragma once

#include <string_view>
#include <vector>

#include "lang/parse.h"
#include "says/voices.h"

namespace annalist::says {

struct Veracity {
  double score = 3;                          // -3 certainly not … 3 certainly so, for the one who tells it
  Modality modality = Modality::kAsserted;   // the first of contract.md that applies; attribution is added by claim()
  char polarity = '+';                       // '-' when the words themselves say that it did not, or will not, happen
  bool future = false;                       // told as still to come
  std::vector<Span> evidence;                // the words that decided, root first
  [[nodiscard]] const char* certainty() const;  // CT PR PS U
};

class Veracities {
 public:
  // Both must outlive this object.
  Veracities(const Voices& voices, const lang::Tree& tree) : voices_(voices), tree_(tree), parse_(tree.parse()) {}
  // `token`: head of the event's words.
  [[nodiscard]] Veracity of(uint32_t token) const;

 private:
  struct Reading;
  Reading read(uint32_t token) const;
  Reading from_above(uint32_t token) const;
  Reading root(uint32_t token) const;
  Span inverted_condition(uint32_t token) const;
  [[nodiscard]] bool definite(uint32_t noun) const;
  [[nodiscard]] bool going_on(uint32_t noun) const;
  [[nodiscard]] bool told_past(uint32_t verb) const;
  [[nodiscard]] bool told_present(uint32_t verb) const;
  bool yet_to(uint32_t token, Reading& reading) const;
  bool came_to_nothing(uint32_t attempt, Reading& reading) const;
  Reading clause(uint32_t token, uint32_t head) const;
  Reading adverbial(uint32_t token, uint32_t head) const;
  const Signature* arranged(uint32_t verb) const;
  Reading nominal(uint32_t token, uint32_t head) const;
  [[nodiscard]] static bool ahead(const Reading& r);
  [[nodiscard]] bool singled_out(uint32_t noun) const;
  [[nodiscard]] bool negates_itself(uint32_t noun) const;
  Reading noun_clause(uint32_t token, uint32_t head) const;
  [[nodiscard]] uint32_t first_conjunct(uint32_t token, uint32_t head) const;
  Reading coordinated(uint32_t token, uint32_t head) const;
  void here(uint32_t token, Reading& reading) const;
  void shared_auxiliaries(uint32_t token, uint32_t head, Reading& reading) const;
  void hedge(uint32_t word, HedgeClass kind, Reading& reading) const;
  void nominal_hedges(uint32_t token, Reading& reading) const;
  void fronted_negation(uint32_t token, Reading& reading) const;
  void negating_argument(uint32_t token, Reading& reading) const;
  const Signature* relative_signature(uint32_t head, std::string_view complement) const;
  const Signature* signature(uint32_t head, std::string_view complement) const;
  Reading embed(Reading above, const Signature& signature, uint32_t head) const;
  std::string_view clause_code(uint32_t token, uint32_t head) const;
  std::string_view lemma(uint32_t t) const { return parse_.tokens[t].lemma; }
  std::string_view rel(uint32_t t) const { return lang::relation(parse_.tokens[t].deprel); }
  bool is_verb(uint32_t t) const;
  int32_t mark(uint32_t token) const { return tree_.child(token, "mark"); }

  const Voices& voices_;
  const lang::Tree& tree_;
  const lang::Parse& parse_;
};

}  // namespace annalist::says
