// Dictionaries: the verb, actor, agent, discard and issue files of PETRARCH and TABARI as an alternative lexicon, for users
// who migrate. Formats as in the PETRARCH and TABARI 0.7 manuals; docs/DICTIONARIES.md tells what of them is read.
// All words are kept in lower case, codes as written. Const after load, shared between threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.h"
#include "base/knowledge.h"
#include "base/result.h"

namespace annalist::what {

inline constexpr std::string_view kNoCode = "---";  // no actor; of a verb or pattern: no event

// "SECURITY_COUNCIL": words of one name. A glued word must stand right before the next one, others leave a gap.
struct DictionaryPhrase {
  struct Word {
    std::string text;
    bool glued = false;  // to the next word
  };
  std::vector<Word> words;
};

// A code that holds between two days, both ends included; open ends always hold.
struct DatedCode {
  std::string code;
  std::optional<Day> from, to;
};

struct Actor {
  DictionaryPhrase phrase;
  uint32_t codes = 0;  // into Dictionaries::actor_codes
};

// "GOV" of "[~GOV]" follows the actor's code, "NGO" of "[NGO~]" goes before it.
struct Agent {
  DictionaryPhrase phrase;
  std::string code;
  bool before = false;
};

// One place of a pattern, counted away from the verb.
struct Element {
  enum class Kind : uint8_t { kWord, kSynset, kSource, kTarget, kSkip, kCompound } kind = Kind::kWord;
  std::string word;
  uint32_t synset = 0;   // into Dictionaries::synsets
  bool glued = false;    // to what stands between it and the verb: no other word may come in between
};

struct Pattern {
  std::vector<Element> before, after;  // of the verb; both from the verb outwards
  std::string code;                    // may be "a:b": the source's act and the target's
  std::string rule;                    // "verbs.txt:12"
};

struct VerbBlock {
  std::vector<Pattern> patterns;  // in the order of the file: the first that fits wins
};

// One form of a verb; `after` and `before` are the other words of a multi-word verb ("cordon off", "wire tap").
struct VerbForm {
  uint32_t block = 0;
  std::string code, rule;
  std::vector<std::string> after, before;  // before: from the verb outwards
};

// "&CURRENCY": phrases whose words are words or other synsets, long ones first.
struct Synset {
  std::vector<std::vector<Element>> phrases;
};

// "AFRICAN NATIONS CUP": a sentence, or with "+" a story, that holds it is not coded.
struct Discard {
  DictionaryPhrase phrase;
  bool story = false;
};
struct Issue {
  DictionaryPhrase phrase;
  std::string code;  // empty: an ignore phrase, no issue in this sentence
};

// What CAMEO's table knows of a code.
struct CameoRow {
  std::string type, mode;
  std::vector<std::string> contexts;
  double goldstein = 0;
};

template <class T>
using ByWord = std::unordered_map<std::string, T>;

class Dictionaries {
 public:
  // Reads every file of `folder` whose name holds verb, actor, agent, discard or issue. A line that cannot be read is left out
  // and named in `complaints` ("file:line: what"); fails when the folder holds no verb file or a file cannot be read.
  [[nodiscard]] static Result<Dictionaries> load(const std::string& folder, const Knowledge& knowledge, std::vector<Error>& complaints);

  std::vector<Actor> actors;
  std::vector<std::vector<DatedCode>> actor_codes;
  std::vector<Agent> agents;
  std::vector<VerbBlock> blocks;
  std::vector<Synset> synsets;
  std::vector<Discard> discards;
  std::vector<Issue> issues;
  ByWord<std::vector<VerbForm>> verbs;                                  // by the word that is the verb; long ones first
  ByWord<std::vector<uint32_t>> actor_index, agent_index, discard_index, issue_index;  // by first word; long phrases first
  bool stems = false;  // TABARI: a word without final underscore is the beginning of a word
  std::string sha256;  // of all files, for the record's configuration

  // The row of the code or of the longest code it begins with ("0331": "033"); nullptr when CAMEO has none.
  [[nodiscard]] const CameoRow* cameo(std::string_view code) const;

 private:
  ByWord<CameoRow> cameo_;
  friend class DictionaryLoader;
};

}  // namespace annalist::what
