// Matcher: binds one sense of the lexicon to one predicate: needs hold, slots are filled, direction is kept.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "what/frames.h"
#include "what/lexicon.h"
#include "what/sides.h"
#include "what/syntax.h"
#include "what/trace.h"

namespace annalist::what {

struct Binding {
  const Sense* sense = nullptr;
  const SenseRow* row = nullptr;
  std::vector<Filler> actors, recipients;
  std::vector<ThirdParty> thirds;
};

class Matcher {
 public:
  Matcher(const Lexicon& lexicon, const Syntax& syntax, const Sides& sides, const who::Cast& cast)
      : lexicon_(lexicon), syntax_(syntax), sides_(sides), cast_(cast), part_bit_(lexicon.class_bit("part")) {}

  // `refused` is set when a NONE row ended the search; `by_object` tries only rows that name their object's words.
  // The narrowest sense of `senses` that fits; nothing when none does or a refusal fits first. `why_not` names the last
  // thing that failed, for `explain`.
  [[nodiscard]] std::optional<Binding> match(const std::vector<Sense>& senses, const Predicate& predicate,
                                             std::string* why_not, bool* refused = nullptr, bool by_object = false) const;
  // Writes down every sense that match() tries from now on; nullptr = none.
  void set_trace(Trace* trace) { trace_ = trace; }
  // Only the needs, with the narrowest row that meets them: the pair classifier asks for types without sides.
  [[nodiscard]] const Sense* fits(const std::vector<Sense>& senses, const Predicate& predicate) const;

 private:
  [[nodiscard]] std::string unmet(const SenseRow& row, const Predicate& predicate) const;
  [[nodiscard]] bool modifiers_hold(const Sense& sense, const Predicate& predicate) const;
  [[nodiscard]] bool needs_hold(const SenseRow& row, const Predicate& predicate) const;
  [[nodiscard]] uint32_t whole(uint32_t token) const;
  [[nodiscard]] bool says(uint32_t token, std::string_view word) const;
  [[nodiscard]] bool holds(const Condition& condition, const Predicate& predicate) const;
  void tokens(const Slot& slot, const Predicate& predicate, std::vector<uint32_t>& out) const;
  void modals(uint32_t verb, std::vector<uint32_t>& out) const;
  [[nodiscard]] bool content_holds(const SenseRow& row, const Predicate& predicate) const;
  [[nodiscard]] bool same_party(uint32_t speaker, uint32_t doer) const;
  [[nodiscard]] int32_t author_of(uint32_t thing, const Predicate& predicate) const;
  [[nodiscard]] bool borrowed_weapon(const SenseRow& row, const Slot& slot, const Predicate& predicate) const;
  bool bind_things(const SenseRow& row, const Predicate& predicate, std::vector<Filler>& out) const;
  bool bind(const SenseRow& row, const Predicate& predicate, bool recipient, const std::vector<Filler>& actors, std::vector<Filler>& out) const;
  [[nodiscard]] int32_t condition_subject(const Predicate& predicate) const;
  [[nodiscard]] bool unresolved(const std::vector<Filler>& fillers) const;
  [[nodiscard]] bool is_matter(const SenseRow& row, uint32_t token) const;
  [[nodiscard]] bool stands_under(const std::vector<std::string>& auxiliaries, uint32_t verb) const;
  [[nodiscard]] bool elsewhere(const Filler& place, const std::vector<Filler>& actors) const;
  void drop_demonyms(std::vector<Filler>& side) const;
  [[nodiscard]] bool home_affair(const SenseRow& row, const Binding& b) const;
  bool settle(const SenseRow& row, Binding& binding) const;
  void bind_thirds(const SenseRow& row, const Predicate& predicate, Binding& binding) const;
  [[nodiscard]] bool agentless(const SenseRow& row, const Predicate& predicate) const;
  void clause_objects(uint32_t clause, std::vector<uint32_t>& out) const;
  void bind_company(const Predicate& predicate, std::vector<Filler>& actors) const;
  [[nodiscard]] bool known(const Filler& filler) const;
  [[nodiscard]] bool definite(const Filler& filler) const;
  [[nodiscard]] bool person(const Filler& filler) const;

  const Lexicon& lexicon_;
  const Syntax& syntax_;
  const Sides& sides_;
  const who::Cast& cast_;
  uint64_t part_bit_;
  Trace* trace_ = nullptr;
};

}  // namespace annalist::what
