// Tokens and sentences with exact byte offsets, in the manner of the English Web Treebank: clitics ("did|n't") and
// hyphenated words are split, URLs and numbers are not. Linear in the length of the text; a missing blank after a full
// stop ("missiles.North Korea") is seen. Const and shared between threads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/pack.h"
#include "base/span.h"
#include "lang/dictionary.h"

namespace annalist::lang {

struct RawToken {
  Span span;
  bool blank_before = false;  // white space, or the start of the block
  bool line_before = false;   // an empty line before it
  bool stop = false;          // an abbreviation that keeps its full stop
  bool clitic = false;        // written together with the word before: "n't", "'s"
};

// Kinds of data/lang/token_words.tsv, as bits.
enum WordKind : uint32_t {
  kAbbreviation = 1,
  kTitle = 2,
  kBeforeNumber = 4,
  kPrefix = 8,
  kDomain = 16,
  kStarter = 32,
  kContraction = 64
};

class Tokeniser {
 public:
  [[nodiscard]] static Result<Tokeniser> view(const Pack& pack);
  // Appends the tokens of `block`.
  void tokens(std::string_view text, Span block, std::vector<RawToken>& out) const;
  // Appends the index one past the last token of each sentence among tokens [first, end): the last is `end`. A sentence
  // has at most kMaxSentenceTokens.
  void sentences(std::string_view text, const std::vector<RawToken>& tokens, size_t first,
                 std::vector<size_t>& ends) const;

 private:
  friend class Scanner;
  [[nodiscard]] uint32_t kinds(std::string_view word) const;  // WordKind bits | split << 8
  [[nodiscard]] bool ends_sentence(std::string_view text, const std::vector<RawToken>& tokens, size_t final,
                                   size_t next) const;
  Dictionary words_;
};

// The section `token_words` from the table's text.
[[nodiscard]] Result<std::string> write_token_words(std::string_view table);

}  // namespace annalist::lang
