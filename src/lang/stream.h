// The command `annalist parse --conllu [--gold-tokens]` on strings.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "lang/conllu.h"
#include "lang/model.h"

namespace annalist::lang {

// Raw text, or with `gold_tokens` CoNLL-U whose words and sentences are kept; returns CoNLL-U. Input that looks like
// CoNLL-U without `gold_tokens` is parsed anew from its text. In raw text every line is a paragraph of its own. The
// result is the same at any number of threads.
[[nodiscard]] Result<std::string> parse_stream(const Model& model, std::string_view input, bool gold_tokens,
                                               unsigned threads = 1);

// A page of one main story whose blocks are the lines of the text.
[[nodiscard]] page::Page page_of_lines(std::string_view text);

// Clitics and the words they are written with: "did"+"n't", "Lavrov"+"'s".
[[nodiscard]] std::vector<Multiword> multiwords(const Parse& parse);

}  // namespace annalist::lang
