#include "what/check.h"

#include <algorithm>

namespace annalist::what {
namespace {

bool has(const std::vector<std::string>& side, std::string_view words) {
  if (words == "-") return side.empty();
  return std::any_of(side.begin(), side.end(), [&](const std::string& s) { return s.find(words) != std::string::npos; });
}

std::string describe(const std::vector<CodedSide>& coded) {
  std::string out;
  for (const CodedSide& c : coded) {
    out += out.empty() ? "" : "; ";
    out += c.type + " ";
    for (const auto& a : c.actors) out += "[" + a + "]";
    out += " -> ";
    for (const auto& r : c.recipients) out += "[" + r + "]";
  }
  return out.empty() ? "nothing" : out;
}

}  // namespace

std::vector<CodedSide> sides_of(const Frames& frames, std::string_view text) {
  std::vector<CodedSide> out;
  for (const Frame& f : frames.frames) {
    CodedSide c{f.type, {}, {}};
    for (const Filler& a : f.actors)
      if (!a.span.empty()) c.actors.emplace_back(a.span.of(text));  // without words: the speaker, for `says` to name
    for (const Filler& r : f.recipients) c.recipients.emplace_back(r.span.of(text));
    out.push_back(std::move(c));
  }
  return out;
}

std::vector<ExampleResult> run_examples(const Lexicon& lexicon, const CodeSentence& code_sentence) {
  std::vector<ExampleResult> out;
  for (const SenseRow& row : lexicon.rows()) {
    for (std::string_view example : split(row.examples)) {
      example = trim(example);
      if (example.size() < 3) continue;
      ExampleResult result{row.where, std::string(example), false, {}};
      const bool positive = example[0] == '+';
      const size_t arrow = example.find("=>");
      const std::string sentence(trim(example.substr(1, positive ? arrow - 1 : std::string_view::npos)));
      const std::vector<CodedSide> coded = code_sentence(sentence);
      result.got = describe(coded);
      if (!positive) {
        result.passed = coded.empty();
      } else if (arrow != std::string_view::npos) {
        const std::string_view sides = example.substr(arrow + 2);
        const size_t to = sides.find("->");
        const std::string_view actor = trim(sides.substr(0, to));
        const std::string_view recipient = to == std::string_view::npos ? "-" : trim(sides.substr(to + 2));
        for (const CodedSide& c : coded)
          result.passed = result.passed || (c.type == row.type && has(c.actors, actor) && has(c.recipients, recipient));
      }
      out.push_back(std::move(result));
    }
  }
  return out;
}

}  // namespace annalist::what
