// The sentence as dictionary patterns see it: words in lower case, noun phrases with the codes of their actors, and
// coordinated phrases as one ("Arnor, Bree and the government of Gondor"). One sentence at a time; not shared.
#pragma once

#include <string>
#include <vector>

#include "lang/parse.h"
#include "what/dictionaries.h"

namespace annalist::what {

// A word between blanks: "al-Qaeda" is one here and three tokens in the parse, "Dol_Amroth" two words of one token.
struct SeenWord {
  std::string text;
  uint32_t token = 0;     // its first
  int32_t chunk = -1;     // bare noun phrase that it is in, into SentencePhrases::chunks
  int32_t unit = -1;      // the same with its prepositional phrase and conjuncts, into SentencePhrases::units
  bool comma = false;     // a comma outside noun phrases stands before it
  bool dropped = false;   // inside a short clause between commas
};

// Who a phrase names. `code` may be "---GOV": an agent whose actor is not known.
struct Coded {
  std::string code;
  uint32_t first = 0, last = 0;  // words [first, last)
  [[nodiscard]] bool known() const { return code != kNoCode; }
  [[nodiscard]] bool actor() const { return code.rfind(kNoCode, 0) != 0; }
};

struct NounChunk {
  uint32_t first = 0, last = 0;  // words [first, last)
};

struct NounUnit {
  uint32_t first = 0, last = 0;  // words [first, last)
  std::vector<Coded> codes;      // never empty; a lone "---" when nobody is known
  bool compound = false;         // coordinated
  [[nodiscard]] bool known() const { return codes.front().known(); }
};

class SentencePhrases {
 public:
  // `day`: when the story can have appeared; without one only codes without dates hold.
  SentencePhrases(const Dictionaries& dictionaries, const lang::Tree& tree, uint32_t sentence, std::optional<Day> day);

  std::vector<SeenWord> words;
  std::vector<NounChunk> chunks;
  std::vector<NounUnit> units;

  // The code of these words: the first actor in them, then every agent outside it.
  [[nodiscard]] std::string code_of(const std::vector<uint32_t>& of) const;
  [[nodiscard]] std::vector<Coded> codes_of(uint32_t first, uint32_t last) const;  // of words [first, last), "A/B" taken apart
  // The word that holds the token; -1 for punctuation.
  [[nodiscard]] int32_t word_of(uint32_t token) const;
  // The unit of a token, -1 when it is in none.
  [[nodiscard]] int32_t unit_of(uint32_t token) const;

 private:
  void read_words();
  void read_chunks();
  void read_units();
  [[nodiscard]] bool nominal(uint32_t word, bool open) const;
  [[nodiscard]] bool starts_anew(uint32_t word) const;
  [[nodiscard]] bool attached(size_t chunk) const;
  [[nodiscard]] bool coordinated(size_t from, size_t chunk) const;
  [[nodiscard]] size_t list_end(size_t from) const;
  void make_unit(const std::vector<size_t>& left, const std::vector<size_t>& right);
  void drop_short_clauses();
  [[nodiscard]] std::vector<uint32_t> plain(uint32_t first, uint32_t last) const;
  [[nodiscard]] std::string dated(const std::vector<DatedCode>& codes) const;

  const Dictionaries& dictionaries_;
  const lang::Tree& tree_;
  const lang::Parse& parse_;
  const lang::Sentence& sentence_;
  std::optional<Day> day_;
};

// How many of the words from `at` on the phrase takes; 0 when it is not there.
[[nodiscard]] size_t matched(const DictionaryPhrase& phrase, const std::vector<std::string_view>& words, size_t at, bool stems);

}  // namespace annalist::what
