// Tokens and sentences with exact byte offsets, in the manner of the English Web Treebank: clitics ("did|n't") and
// hyphenated words are split, URLs and numbers are not. Linear in the length of the text; a missing blank after a full
// stop ("missiles.North Korea") is seen. Const and shared between threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/pack.h"
#include "base/span.h"
#include "lang/dictionary.h"
#include "lang/linear.h"

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
  kContraction = 64,
  kWholeName = 128  // three words
};

class Tokeniser {
 public:
  [[nodiscard]] static Result<Tokeniser> view(const Pack& pack);
  // Appends the tokens of `block`.
  void tokens(std::string_view text, Span block, std::vector<RawToken>& out) const;
  // Appends the index one past the last token of each sentence: the last is tokens.size(). A sentence has at most
  // kMaxSentenceTokens. A classifier decides where the pack has one (section `sentence_ends`), with the rules' word as
  // one of its features; an empty line always parts.
  void sentences(std::string_view text, const std::vector<RawToken>& tokens, std::vector<size_t>& ends) const;
  // Calls decide(i, rule, features) for every place after token i where a sentence may end; it answers whether one
  // does. For sentences() and for its training.
  template <class Decide>
  void places(std::string_view text, const std::vector<RawToken>& tokens, std::vector<size_t>& ends,
              const Decide& decide) const;

 private:
  friend class Scanner;
  [[nodiscard]] uint32_t kinds(std::string_view word) const;  // WordKind bits | split << 8
  [[nodiscard]] bool ends_sentence(std::string_view text, const std::vector<RawToken>& tokens, size_t final,
                                   size_t next) const;
  // The last token of the sentence that the rules let end with the stop at `i`: `i`, or closing quotes and brackets
  // after it; none when it ends none.
  [[nodiscard]] std::optional<size_t> rule_end(std::string_view text, const std::vector<RawToken>& tokens, size_t begin,
                                               size_t i) const;
  void end_features(std::string_view text, const std::vector<RawToken>& tokens, size_t begin, size_t i, bool rule,
                    bool quote_open, Features& out) const;
  Dictionary words_;
  Linear ends_;
};

// May a sentence end after token i? Where a blank or a stop stands, and punctuation or no small letter.
[[nodiscard]] bool may_end(std::string_view text, const std::vector<RawToken>& tokens, size_t i);

template <class Decide>
void Tokeniser::places(std::string_view text, const std::vector<RawToken>& tokens, std::vector<size_t>& ends,
                       const Decide& decide) const {
  size_t begin = 0, ruled = SIZE_MAX;
  bool quote_open = false;
  Features features;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (const auto end = rule_end(text, tokens, begin, i)) ruled = *end;
    const std::string_view form = tokens[i].span.of(text);
    if (form == "\"" || form == "''" || form == "``" || form == "“" || form == "”") quote_open = !quote_open;
    bool cut = i + 1 == tokens.size() || tokens[i + 1].line_before || i + 1 - begin >= kMaxSentenceTokens;
    if (!cut && may_end(text, tokens, i)) {
      end_features(text, tokens, begin, i, ruled == i, quote_open, features);
      cut = decide(i, ruled == i, features);
    }
    if (!cut) continue;
    ends.push_back(i + 1);
    begin = i + 1;
    quote_open = false;
  }
}

// The section `token_words` from the table's text.
[[nodiscard]] Result<std::string> write_token_words(std::string_view table);

}  // namespace annalist::lang
