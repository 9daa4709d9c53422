// OntoGUM's documents as the program would be given them: running text from the treebank, chains as byte spans.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/span.h"

namespace annalist::train {

struct CorefText {
  std::string id, text;
  struct Marked {
    Span span;
    uint32_t chain = 0;
  };
  std::vector<Marked> mentions;
};

// Documents of coref/ontogum-open-train.conll whose words are those of treebank/en_gum-open-train.conllu.gz.
std::vector<CorefText> read_coref(const std::string& data);

}  // namespace annalist::train
