// Syntax: the arguments of one predicate (verb, event noun, adjective) read off a dependency tree, with subjects found
// across conjunction, control, raising, relative clauses and participles. Pure functions; scratch is reused by the caller.
// Relations: Universal Dependencies v2 (https://universaldependencies.org/en/dep/).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lang/parse.h"
#include "what/lexicon.h"

namespace annalist::what {

struct Argument {
  uint32_t token = 0;
  std::string preposition;  // lower case, "according to" for fixed ones; empty = bare
  bool of_object = false;   // hangs on the object, not on the predicate itself
};

struct Predicate {
  uint32_t head = 0;
  bool passive = false;
  int32_t subject = -1;     // deep subject (who does it)
  int32_t object = -1;      // deep object
  int32_t indirect = -1;
  int32_t clause = -1;      // head of the complement clause
  int32_t possessor = -1;
  int32_t user = -1;        // who uses the head of a reduced relative: "Russia fires missiles made by the North"
  int32_t affected = -1;    // the recipient, when a light verb says so: "Seoul faced criticism"
  bool inherited_subject = false;  // from another clause
  bool shared_object = false;      // the object is that of a conjoined verb
  std::vector<Argument> arguments;
  std::vector<uint32_t> compounds;  // tokens of the noun phrase before a noun, outermost first

  void reset(uint32_t token);
};

class Syntax {
 public:
  Syntax(const Lexicon& lexicon, const lang::Parse& parse, const lang::Tree& tree)
      : lexicon_(lexicon), parse_(parse), tree_(tree), subject_control_(lexicon.class_bit("subject_control")),
        object_control_(lexicon.class_bit("object_control")), happening_(lexicon.class_bit("happening")),
        talks_(lexicon.class_bit("talks")), deal_(lexicon.class_bit("deal")), giving_(lexicon.class_bit("giving")),
        blaming_(lexicon.class_bit("blaming")) {}
  // Tokens of time expressions: "on Monday" is no argument of an act. Not kept; must outlive the view.
  void set_times(const std::vector<bool>* in_time) { in_time_ = in_time; }

  // Fills the view of a verb (also of an adjective with its subject) or of a noun. `out` is reset first.
  void verb(uint32_t token, Predicate& out) const;
  void noun(uint32_t token, Predicate& out) const;

  [[nodiscard]] bool is_passive(uint32_t verb) const;
  // Surface subject of a verb, its own or inherited; -1 when there is none. `depth` bounds the climb.
  [[nodiscard]] int32_t surface_subject(uint32_t verb, int depth = 0) const;
  // Preposition of an oblique or modifier: lower case, "because of" for fixed ones; empty when none.
  [[nodiscard]] std::string preposition(uint32_t token) const;
  // "who", "that" of a relative clause -> the noun it stands for; any other token -> itself.
  [[nodiscard]] uint32_t antecedent(uint32_t token) const;
  // "has imposed sanctions", parsed as "has [imposed sanctions]": the auxiliary that took the verb's place, or -1.
  [[nodiscard]] int32_t split_perfect(uint32_t participle) const;
  // "Washington suspended aid to Cairo", parsed as a noun phrase without a verb: the name that is its subject, or -1.
  [[nodiscard]] int32_t swallowed_subject(uint32_t participle) const;
  [[nodiscard]] bool has_particle(uint32_t verb, std::string_view particle) const;
  // Nearest ancestor (or the token itself) that heads a clause: verb, or root or copular predicate.
  [[nodiscard]] uint32_t clause_head(uint32_t token) const;
  [[nodiscard]] bool is_clause_head(uint32_t token) const;
  [[nodiscard]] const lang::Token& at(uint32_t token) const { return parse_.tokens[token]; }
  [[nodiscard]] const Lexicon& lexicon() const { return lexicon_; }
  [[nodiscard]] const lang::Tree& tree() const { return tree_; }
  [[nodiscard]] const lang::Parse& parse() const { return parse_; }
  [[nodiscard]] std::string lower(uint32_t token) const;
  [[nodiscard]] bool in_time(uint32_t token) const { return in_time_ && (*in_time_)[token]; }

 private:
  void core(uint32_t token, Predicate& out) const;
  void find_user(Predicate& out) const;
  void happening(uint32_t noun, Predicate& out) const;
  void following_name(uint32_t noun, Predicate& out) const;
  [[nodiscard]] uint32_t phrase_end(uint32_t verb, uint32_t object) const;
  [[nodiscard]] bool swallowed_particle(uint32_t verb, uint32_t object) const;
  [[nodiscard]] int32_t following_object(uint32_t verb) const;
  [[nodiscard]] bool two_objects(uint32_t first, uint32_t second) const;
  [[nodiscard]] bool measures(uint32_t preposition) const;
  [[nodiscard]] bool in_mind(uint32_t token) const;
  [[nodiscard]] int32_t nearest_subject(uint32_t verb) const;
  [[nodiscard]] int32_t after_time(uint32_t verb) const;
  [[nodiscard]] int32_t own_subject(uint32_t verb) const;
  void relative_gap(uint32_t token, Predicate& out) const;
  void swallowed_indirect(uint32_t verb, Predicate& out) const;
  [[nodiscard]] uint32_t bearer(uint32_t name) const;
  [[nodiscard]] bool misread_past(uint32_t verb) const;
  void add_modifiers(uint32_t noun, bool of_object, Predicate& out, int depth = 0) const;
  [[nodiscard]] int32_t controller(uint32_t verb, int depth) const;
  [[nodiscard]] int32_t addressee(uint32_t verb) const;
  // Verbs whose infinitive is done by their subject although they have an object ("promised Kyiv to send").
  [[nodiscard]] bool subject_control(std::string_view lemma) const { return (lexicon_.classes(lemma) & subject_control_) != 0; }
  // Verbs whose infinitive is done by the one spoken to or moved ("urged Seoul not to sell"), however the parser hung it.
  [[nodiscard]] bool object_control(std::string_view lemma) const { return (lexicon_.classes(lemma) & object_control_) != 0; }
  const Lexicon& lexicon_;
  const lang::Parse& parse_;
  const lang::Tree& tree_;
  uint64_t subject_control_, object_control_, happening_, talks_, deal_, giving_, blaming_;
  const std::vector<bool>* in_time_ = nullptr;
};

}  // namespace annalist::what
