// Check: runs the inline examples of the lexicon's rows through a parser and the coder, for `annalist lexicon test`.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "what/frames.h"
#include "what/lexicon.h"

namespace annalist::what {

struct ExampleResult {
  std::string where;     // file:line of the row
  std::string example;   // as written
  bool passed = false;
  std::string got;       // what came out: "CONSULT Kim -> Putin; …"
};

// Codes one sentence as a document of its own and describes its frames' sides by their words.
struct CodedSide {
  std::string type;
  std::vector<std::string> actors, recipients;
};
using CodeSentence = std::function<std::vector<CodedSide>(const std::string& sentence)>;

// "+ text => A -> B" passes when a frame of the row's type has the words A among its actors and B among its recipients
// ("-" = no filler; only the first of several recipients need be named); "- text" when no frame of any type comes out.
[[nodiscard]] std::vector<ExampleResult> run_examples(const Lexicon& lexicon, const CodeSentence& code_sentence);
// The sides of frames as words of the text.
[[nodiscard]] std::vector<CodedSide> sides_of(const Frames& frames, std::string_view text);

}  // namespace annalist::what
