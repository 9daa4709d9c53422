// For the tests of this room: trees written by hand, so that they need no model.
#pragma once

#include <string>
#include <string_view>

#include "base/knowledge.h"

namespace annalist::what {

// "form/lemma/XPOS/head/deprel …" -> CoNLL-U; UPOS follows from the Penn tag.
inline std::string conllu(const std::string& compact) {
  std::string out, text, rows;
  int n = 0;
  for (std::string_view word : split(compact, ' ')) {
    const auto c = split(word, '/');
    const std::string_view x = c[2];
    std::string upos = "X";
    if (x.starts_with("NNP")) upos = "PROPN";
    else if (x.starts_with("NN")) upos = "NOUN";
    else if (x.starts_with("VB") || x == "MD") upos = c[4].starts_with("aux") || c[4] == "cop" ? "AUX" : "VERB";
    else if (x == "IN" || x == "RP") upos = "ADP";
    else if (x == "JJ") upos = "ADJ";
    else if (x == "DT") upos = "DET";
    else if (x == "CC") upos = "CCONJ";
    else if (x == "CD") upos = "NUM";
    else if (x == "TO") upos = "PART";
    else if (x == "RB") upos = "ADV";
    else if (x.starts_with("PRP") || x.starts_with("W")) upos = "PRON";
    if (!text.empty()) text += ' ';
    text += c[0];
    ++n;
    for (std::string_view cell : {std::string_view(std::to_string(n)), c[0], c[1], std::string_view(upos), x, std::string_view("_"), c[3], c[4]}) {
      rows += cell;
      rows += '\t';
    }
    rows += "_\t_\n";
  }
  return "# text = " + text + "\n" + rows + "\n";
}

}  // namespace annalist::what
