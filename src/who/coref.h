// Coreference inside one document: which noun phrases speak of one thing. A phrase is the whole noun phrase ("the old
// bridge over the river", "its"), found by its head; a linear ranker with entity-level features (after Durrett and
// Klein 2013) asks of each phrase, left to right, which earlier phrase it takes up, or none. Weights are small integers
// learnt from OntoGUM (`train/train_coref.cc`): sums are exact, so every machine decides alike. Const, shared.
// Time: linear in the text; each phrase is compared with at most kCandidates earlier ones.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/knowledge.h"
#include "base/result.h"
#include "lang/parse.h"

namespace annalist::who {

struct Discourse;

// How a phrase refers. Pronouns by what they agree with.
enum class Referring : uint8_t {
  kName,
  kDefinite,       // "the bridge"
  kIndefinite,     // "a bridge", "some bridges"
  kBare,           // "bridges"
  kDemonstrative,  // "this bridge"
  kPossessed,      // "her bridge", "the town's bridge"
  kI,
  kWe,
  kYou,
  kHe,
  kShe,
  kIt,
  kThey,
  kThis,   // "this", "that"
  kThese,  // "these", "those"
  kAny,    // "one", "someone", "each other"
};
[[nodiscard]] inline bool is_pronoun(Referring r) { return r >= Referring::kI; }

struct Phrase {
  uint32_t first = 0, last = 0, head = 0;  // tokens
  uint32_t sentence = 0, block = 0, story = 0;
  int32_t draft = -1;  // the mention of the cast whose words it holds as its head, -1 none
  int32_t bound = -1;  // a pronoun that the rules of refer.cc have bound: its mention, -1 none
  Referring form = Referring::kBare;
  char sex = '-';      // m f n, - unknown
  char number = '-';   // s p
  char person = '-';   // p a person, n none, s a state, b either, - unknown
  uint8_t kind = 0;    // 1 + Kind of its draft, 0 = none
  uint8_t relation = 0;
  bool quoted = false, reflexive = false, possessive = false, modified_after = false;
  bool joined = false;  // "the mayor and his wife": the whole of it
  uint32_t lemma = 0, text = 0, first_word = 0, before = 0, after = 0, verb = 0, speaker = 0;  // hashes
  std::vector<uint32_t> words;  // hashes of content words, head included
};

// What is known of a chain while it grows.
struct Chain {
  uint32_t size = 0, last = 0;  // phrases; the latest of them
  bool named = false;
  char sex = '-';  // the first that is known
  uint32_t he = 0, she = 0, it = 0, they = 0, i = 0, you = 0, we = 0;
  uint32_t singular = 0, plural = 0;
  int32_t draft = -1;  // a mention that is bound to an entity of its own, -1 none
};

class CorefModel {
 public:
  static constexpr uint32_t kSlots = 1U << 18;
  // Reads who/coref_weights.tsv; without it, or empty, nothing is resolved.
  [[nodiscard]] static Result<CorefModel> load(const Knowledge& knowledge);
  [[nodiscard]] bool empty() const { return weights_.empty(); }
  [[nodiscard]] int32_t weight(uint32_t slot) const { return weights_[slot]; }
  // 'm', 'f' or 'p' (a person of any sex), 's' (a state), 'b' (both) of a noun's lemma; '-' when it is none.
  [[nodiscard]] char noun(std::string_view lemma) const;
  // Does the subject of this verb speak, think or decide? Then it is no thing.
  [[nodiscard]] bool wants_agent(std::string_view lemma) const { return agents_.contains(std::string(lemma)); }
  template <class A>
  void archive(A& a) {
    a(weights_, nouns_, agents_);
  }

 private:
  std::vector<int8_t> weights_;
  std::unordered_map<std::string, char> nouns_;
  std::unordered_set<std::string> agents_;
};

// The noun phrases of a document, by first token, wider ones first.
[[nodiscard]] std::vector<Phrase> find_phrases(const Discourse& d, const CorefModel& model);

// A document being resolved: phrases before the current one are in chains.
class Resolution {
 public:
  static constexpr uint32_t kCandidates = 56;
  Resolution(const Discourse& d, const std::vector<Phrase>& phrases);
  // Earlier phrases that phrase n may take up, latest first. Phrases 0 … n-1 must be placed.
  void candidates(uint32_t n, std::vector<uint32_t>& out) const;
  // Slots of the features of phrase n with `antecedent`, or of its being new (-1).
  void features(uint32_t n, int32_t antecedent, std::vector<uint32_t>& out) const;
  // May the two be one at all? Two bound entities are not, nor are a he and a she.
  [[nodiscard]] bool allowed(uint32_t n, uint32_t antecedent) const;
  // An earlier phrase with the same bound name, or the speaker whom "I" means, -1 none: needs no ranking.
  [[nodiscard]] int32_t same_name(uint32_t n) const;
  // Does the cast itself say who is meant: a bound name, a group with members, the speaker of a turn?
  [[nodiscard]] bool settled(uint32_t n) const;
  // Puts phrase n into the chain of `antecedent`, or into one of its own (-1).
  void place(uint32_t n, int32_t antecedent);
  [[nodiscard]] uint32_t chain_of(uint32_t n) const { return chain_[n]; }
  [[nodiscard]] const std::vector<Chain>& chains() const { return chains_; }

 private:
  [[nodiscard]] bool may_mean(const Phrase& p, const Chain& chain) const;
  void pair_features(uint32_t n, uint32_t a, std::vector<uint32_t>& out) const;
  void new_features(uint32_t n, std::vector<uint32_t>& out) const;
  void chain_features(const Phrase& p, const Chain& c, uint32_t n, std::vector<uint32_t>& out) const;

  const Discourse& d_;
  const std::vector<Phrase>& phrases_;
  std::vector<uint32_t> chain_;
  std::vector<Chain> chains_;
  std::unordered_map<uint32_t, std::vector<uint32_t>> by_word_;  // content word or pronoun class -> phrases placed
  std::map<std::string, uint32_t> by_entity_;                    // bound name -> its latest phrase
};

// A decision with its margin over the next best chain or none, in weight units.
struct Link {
  int32_t antecedent = -1;
  int32_t margin = 0;
};
// Decides all phrases. `model` must not be empty.
[[nodiscard]] std::vector<Link> resolve(const CorefModel& model, Resolution& resolution, uint32_t phrases);

}  // namespace annalist::who
