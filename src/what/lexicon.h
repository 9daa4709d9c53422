// Lexicon: senses of verbs, nouns and adjectives that tell an act, from data/what/*.tsv (format: data/what/README.md).
// A sense says which words bear it, which PLOVER type it tells, and which syntactic slots hold its sides.
// Const after load, shared between threads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/knowledge.h"
#include "base/result.h"

namespace annalist::what {

// One place in the syntax of a predicate where an argument may stand.
struct Slot {
  enum class Kind : uint8_t {
    kSubject,      // S  deep subject: "Kim" in "Kim met Putin", "arms sent by Kim", "Kim wants to visit"
    kObject,       // O  deep object: also the subject of a passive and the head of a reduced relative
    kIndirect,     // I  "gave Russia shells"
    kClause,       // C  subject of the complement clause: "demanded that Iran stop"
    kClauseObject, // CO object of the complement clause: "refused to meet Kim"
    kUser,         // U  who uses the thing: "Russia fires missiles made by the North"
    kPossessor,    // poss  "Kim's visit", "its invasion"
    kVoice,        // V  whose words these are: the speaker, else the outlet's state; `says` knows who ("Seoul must stop the drills")
    kModal,        // M  auxiliaries and negations of the predicate: "must", "never"
    kElsewhere,    // there  a place of another state than the actor's: "Ukraine's offensive in Kursk"
    kCondition,    // IF  subject of the condition: "threatened sanctions if Iran struck"
    kCompound,     // comp  names and demonyms before the noun: "US-Korea drills", "Russian attack"
    kPreposition   // any other word: an oblique or noun modifier with that preposition
  };
  Kind kind = Kind::kSubject;
  std::string preposition;
  bool owner = false;  // "~": when the filler itself cannot act, its owner is meant ("Russia's decision")
  bool thing = false;  // "*": when nobody stands there, what stands there is hit ("shelled a bakery")
};

struct SidePattern {
  std::vector<Slot> slots;  // the first that holds a side wins
  bool optional = false;
  [[nodiscard]] bool none() const { return slots.empty(); }
};

struct ThirdPattern {
  std::string part;  // topic beneficiary mediator host instrument place-of-target
  std::vector<Slot> slots;
};

// "O=@weapon,missile" (the argument's head is one of these), "O!=…" (it is not), "+to" (present), "-O" (absent).
struct Condition {
  Slot slot;
  enum class Test : uint8_t { kIs, kIsNot, kPresent, kAbsent } test = Test::kPresent;
  std::vector<std::string> words;
  uint64_t classes = 0;
};

// One row of a table: what all of its words share.
struct SenseRow {
  std::string id;  // "consult.meet"
  std::string type;  // PLOVER type, STATE, or NONE for a refusal
  std::vector<std::string> modes, contexts;
  std::string cameo;
  double plover_score = 0, goldstein = 0;
  SidePattern actor, recipient;
  bool reciprocal = false;
  std::vector<ThirdPattern> thirds;
  std::vector<Condition> needs;
  bool by_object = false;  // a need names words of the object: such rows go before light verbs ("suspended aid")
  bool infinitive = false;  // "inf": the complement is an infinitive ("asked Seoul to act", not "asked why")
  bool self = false;        // "self": the content is an act of the speaker ("Kyiv said it will release")
  bool negated = false;     // "not": the content is negated ("will not accept")
  std::vector<std::string> modals;  // "modal=must,should": the content stands under one of these
  bool stance = false;  // a need names modals or negations: they are what makes it this act ("will never tolerate")
  std::vector<std::string> auxiliaries;  // "aux=will,shall": the verb itself stands under one of these
  bool weak = false;  // "weak" among the needs: fires only with both sides named
  std::string examples, where;  // inline examples and "file:line", for `lexicon test`
};

// One word under one row.
struct Sense {
  uint32_t row = 0;
  std::string particle;                // "out" of carry_out
  std::vector<std::string> modifiers;  // "joint" of joint_exercise, in text order, all must stand before the noun
  std::string rule;                    // "what/consult.meet.confer"
  uint32_t weight = 0;                 // how narrow: conditions, particle and modifiers; narrow ones are tried first
};

// A light verb lends its subject to an event noun: "hold talks", "come under attack", "cancel a visit".
struct LightVerb {
  std::string preposition;   // empty: the noun is the object; else "under", "on" …
  std::string particle;
  enum class Gives : uint8_t { kActor, kRecipient } gives = Gives::kActor;
  bool aspect = false;       // the noun stays the trigger ("cancel", "plan"), the verb only says how it stands
  std::string from;          // where the other side stands when the subject is recipient: "from", "by"
};

// A word of figures ("twenty", "million", "dozens"), or the words before one ("more than").
struct NumberWord {
  enum class Kind : uint8_t { kNumber, kScale, kOpen, kMore, kLess, kAbout, kExact } kind = Kind::kNumber;
  double value = 0;
};

enum class Pos : uint8_t { kVerb, kNoun, kAdjective };

class Lexicon {
 public:
  // Reads what/{plover,cameo,classes,verbs,nouns,adjectives,light,contexts,modes,forms,numbers}.tsv. Fails with file:line at the
  // first row that names an unknown type, mode, code, class or slot.
  [[nodiscard]] static Result<Lexicon> load(const Knowledge& knowledge);

  [[nodiscard]] const std::vector<SenseRow>& rows() const { return rows_; }
  [[nodiscard]] const std::vector<Sense>& senses(Pos pos, std::string_view lemma) const;  // narrow ones first
  // The lemma under which the tables hold a word: the tagger's when they know it, else the one of which `form` (lower
  // case) is an inflection ("expelled", lemmatised "expell", is of expel). Views `lemma` or the lexicon.
  [[nodiscard]] std::string_view known_lemma(Pos pos, std::string_view lemma, std::string_view form) const;
  [[nodiscard]] const std::vector<LightVerb>& light(std::string_view lemma) const;
  [[nodiscard]] uint64_t classes(std::string_view lemma) const;         // bit set of the word's classes
  [[nodiscard]] uint64_t class_bit(std::string_view name) const;        // 0 when there is none
  // The number word, or nothing; `words` in lower case, several words joined by one blank.
  [[nodiscard]] const NumberWord* number_word(std::string_view words) const;
  static constexpr size_t kLongestNumberModifier = 3;  // words: "no fewer than"
  // Contexts that a word in the clause points to ("missile" -> military); empty for most.
  [[nodiscard]] const std::vector<std::string>& cue_contexts(std::string_view lemma) const;
  // Modes of a type that a word in the clause points to ("drone" under ASSAULT); empty when none.
  [[nodiscard]] std::string_view cue_mode(std::string_view type, std::string_view lemma) const;
  // Score of PLOVER 2021 table 2.2 for a type and mode (mode may be empty); -10..10.
  [[nodiscard]] double score(std::string_view type, std::string_view mode) const;
  // Quad category of a type: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict; 0 for STATE.
  [[nodiscard]] int quad(std::string_view type) const;
  [[nodiscard]] size_t sense_count() const { return sense_count_; }

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  template <class T>
  using Map = std::unordered_map<std::string, T, Hash, std::equal_to<>>;

  Status load_plover(const Knowledge& knowledge);
  Status load_classes(const Knowledge& knowledge);
  Status load_senses(const Knowledge& knowledge, const std::string& name, Pos pos);
  Status load_light(const Knowledge& knowledge);
  Status load_cues(const Knowledge& knowledge);
  Status load_forms(const Knowledge& knowledge);
  Status load_numbers(const Knowledge& knowledge);
  Status read_row(const Table& table, const Table::Row& row, SenseRow& out) const;
  Status read_pattern(const Table& table, const Table::Row& row, SenseRow& out) const;
  Status read_needs(const Table& table, const Table::Row& row, SenseRow& out) const;

  void remember_words();
  // Is the word in any table? Most words of a text are in none; asking here first saves walks through cold memory.
  [[nodiscard]] bool may_know(std::string_view word) const {
    const size_t h = Hash{}(word) % (64 * kWordBits);
    return (words_[h / 64] >> (h % 64) & 1) != 0;
  }

  static constexpr size_t kWordBits = 4096;  // times 64: a tenth of the bits set by all words and forms; 32 KB
  std::vector<uint64_t> words_ = std::vector<uint64_t>(kWordBits);
  std::vector<SenseRow> rows_;
  Map<std::vector<Sense>> senses_[3];
  Map<std::vector<LightVerb>> light_;
  Map<std::string> forms_[3];  // inflected form -> lemma
  Map<uint64_t> classes_, class_bits_;
  Map<NumberWord> numbers_;
  Map<std::vector<std::string>> cue_contexts_;
  Map<std::string> cue_modes_;  // "ASSAULT drone" -> "drone"
  Map<double> scores_;          // "CONSULT visit"
  Map<double> goldstein_;       // by CAMEO code
  Map<int> quads_;
  Map<std::string> cameo_contexts_;
  size_t sense_count_ = 0;
};

}  // namespace annalist::what
