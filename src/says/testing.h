// For unit tests only: small trees written by hand. One token a line: "form lemma UPOS XPOS head deprel", a trailing "~"
// when no blank follows; blank lines part sentences. Heads count from 1 within the sentence, 0 = root.
#pragma once

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "base/knowledge.h"
#include "lang/conllu.h"
#include "says/voices.h"

namespace annalist::says {

inline lang::ConlluDocument tree_of(const std::string& compact) {
  std::string conllu;
  std::istringstream lines(compact);
  int id = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) {
      conllu += "\n";
      id = 0;
      continue;
    }
    std::istringstream cells(line);
    std::string form, lemma, upos, xpos, head, deprel, glue;
    cells >> form >> lemma >> upos >> xpos >> head >> deprel >> glue;
    conllu += std::to_string(++id) + "\t" + form + "\t" + lemma + "\t" + upos + "\t" + xpos + "\t_\t" + head + "\t" + deprel + "\t_\t" + (glue == "~" ? "SpaceAfter=No" : "_") + "\n";
  }
  auto documents = lang::read_conllu(conllu + "\n", "test");
  EXPECT_TRUE(documents.ok()) << (documents.ok() ? "" : documents.error().line());
  return std::move(documents.value().front());
}

inline const Voices& test_voices() {
  static const Voices* const voices = [] {
    static const auto knowledge = Knowledge::from_folders({ANNALIST_SOURCE "/data"});
    auto loaded = Voices::load(knowledge.value());
    EXPECT_TRUE(loaded.ok()) << (loaded.ok() ? "" : loaded.error().line());
    return new Voices(std::move(loaded.value()));
  }();
  return *voices;
}

// The token with this form, the nth (from 0).
inline uint32_t token(const lang::Parse& parse, std::string_view form, int nth = 0) {
  for (uint32_t t = 0; t < parse.tokens.size(); ++t)
    if (parse.form(t) == form && nth-- == 0) return t;
  ADD_FAILURE() << "no token " << form;
  return 0;
}

}  // namespace annalist::says
