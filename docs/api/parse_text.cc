// Reads a text from standard input and prints its sentences: word, lemma, tag, relation and head, then the names.
//   parse_text PACK < TEXT
// One Model serves all threads; each thread has a Workspace and a Parse of its own, which it uses again and again.
#include <annalist/lang/model.h>
#include <annalist/lang/stream.h>

#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>

int main(int argc, char** argv) {
  namespace lang = annalist::lang;
  if (argc != 2) return std::fprintf(stderr, "parse_text PACK < TEXT\n"), 2;
  const auto model = lang::Model::open(argv[1]);
  if (!model) return std::fprintf(stderr, "parse_text: %s\n", model.error().line().c_str()), 2;

  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  const annalist::page::Page page = lang::page_of_lines(text);  // every line a paragraph
  lang::Workspace workspace;
  lang::Parse parse;
  lang::parse(*model, text, page, workspace, parse);

  for (const lang::Sentence& sentence : parse.sentences) {
    for (uint32_t i = sentence.first; i < sentence.last; ++i) {
      const lang::Token& token = parse.tokens[i];
      const std::string head = token.head < 0 ? "-" : std::string(parse.form(static_cast<uint32_t>(token.head)));
      std::cout << parse.form(i) << '\t' << token.lemma << '\t' << lang::upos_name(token.upos) << '\t' << token.deprel
                << '\t' << head << '\n';
    }
    std::cout << '\n';
  }
  for (const lang::Name& name : parse.names) {
    const annalist::Span span = parse.span(name.first, name.last);
    std::cout << lang::name_kind_tag(name.kind) << '\t' << span.begin << ':' << span.end << '\t' << span.of(text)
              << '\n';
  }
  return 0;
}
