#include "lang/stream.h"

#include <algorithm>

#include "base/utf8.h"

namespace annalist::lang {
namespace {

// Ten columns in the first line that is no comment.
bool looks_like_conllu(std::string_view input) {
  while (!input.empty()) {
    const size_t end = std::min(input.find('\n'), input.size());
    const std::string_view line = input.substr(0, end);
    if (!line.empty() && line[0] != '#') return std::count(line.begin(), line.end(), '\t') == 9;
    if (end == input.size()) break;
    input.remove_prefix(end + 1);
  }
  return false;
}

bool is_clitic_form(std::string_view form) {
  static constexpr std::string_view kForms[] = {"n't", "n’t", "'s", "’s", "'ll", "’ll", "'re", "’re", "'ve",
                                                "’ve", "'m",  "’m", "'d", "’d",  "nt",  "N'T", "'S"};
  return std::find(std::begin(kForms), std::end(kForms), form) != std::end(kForms);
}

}  // namespace

page::Page page_of_lines(std::string_view text) {
  page::Page page;
  page::Story story;
  story.span = {0, static_cast<uint32_t>(text.size())};
  story.main = true;
  page.stories.push_back(story);
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    size_t begin = at, stop = end;
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (begin < stop && blank(text[begin])) ++begin;
    while (stop > begin && blank(text[stop - 1])) --stop;
    if (begin < stop)
      page.blocks.push_back(
          {{static_cast<uint32_t>(begin), static_cast<uint32_t>(stop)}, 0, page::BlockKind::kParagraph, -1});
    at = end + 1;
  }
  return page;
}

std::vector<Multiword> multiwords(const Parse& parse) {
  std::vector<Multiword> out;
  for (const Sentence& s : parse.sentences)
    for (uint32_t i = s.first + 1; i < s.last; ++i) {
      const Token &before = parse.tokens[i - 1], &t = parse.tokens[i];
      const bool letters = utf8::is_letter(utf8::decode(parse.text, before.span.begin).value);
      if (before.span.end != t.span.begin || !letters || before.upos == Upos::PUNCT) continue;
      const bool clitic = is_clitic_form(parse.form(i)) || (t.xpos == "RB" && parse.form(i) == "not") ||
                          (t.xpos == "TO" && parse.form(i) != "to");
      if (!clitic) continue;
      if (!out.empty() && out.back().last == i)
        out.back().last = i + 1;
      else
        out.push_back({i - 1, i + 1});
    }
  return out;
}

Result<std::string> parse_stream(const Model& model, std::string_view input, bool gold_tokens, unsigned threads) {
  std::vector<Workspace> workspaces(std::max(1U, threads));
  std::string out;
  const auto read_anew = [&](std::string_view text, const page::Page& page) {
    Parse p;
    segment(model, text, page, workspaces.front(), p);
    annotate(model, workspaces, p);
    write_conllu(p, multiwords(p), {}, out);
  };
  if (!gold_tokens && !looks_like_conllu(input)) {
    read_anew(input, page_of_lines(input));
    return out;
  }
  auto documents = read_conllu(input, "standard input");
  if (!documents) return documents.error();
  for (ConlluDocument& d : *documents) {
    if (!gold_tokens) {
      read_anew(*d.text, *d.page);
      continue;
    }
    annotate(model, workspaces, d.parse);
    write_conllu(d.parse, d.multiwords, d.comments, out);
  }
  return out;
}

}  // namespace annalist::lang
