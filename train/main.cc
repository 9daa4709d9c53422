// annalist-train STAGE... --data DIR --tables DIR --work DIR [--out PACK --card FILE] [--tagger-epochs N …]
// Stages: tagger parser names tokens pack coref, in this order; script/train runs them all.
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "stages.h"

int main(int argc, char** argv) {
  using namespace annalist::train;
  Settings s;
  std::string out, card;
  std::vector<std::string> stages;
  std::map<std::string, std::string*> texts = {
      {"--data", &s.data}, {"--tables", &s.tables}, {"--work", &s.work}, {"--pack", &s.pack}, {"--out", &out}, {"--card", &card}};
  std::map<std::string, uint32_t*> numbers = {{"--tagger-epochs", &s.tagger_epochs},
                                              {"--lemma-epochs", &s.lemma_epochs},
                                              {"--parser-epochs", &s.parser_epochs},
                                              {"--names-epochs", &s.names_epochs},
                                              {"--beam", &s.beam},
                                              {"--coref-epochs", &s.coref_epochs},
                                              {"--least-weight", &s.least_weight},
                                              {"--parser-bytes", &s.parser_bytes},
                                              {"--names-bytes", &s.names_bytes},
                                              {"--parser-min-updates", &s.parser_min_updates},
                                              {"--parser-features", &s.parser_features}};
  for (int i = 1; i < argc; ++i) {
    const std::string arg = argv[i];
    if (arg.substr(0, 2) != "--") {
      stages.push_back(arg);
    } else if (i + 1 == argc) {
      fail(arg + ": needs a value");
    } else if (texts.count(arg)) {
      *texts[arg] = argv[++i];
    } else if (numbers.count(arg)) {
      *numbers[arg] = static_cast<uint32_t>(std::strtoul(argv[++i], nullptr, 10));
    } else {
      fail(arg + ": unknown option");
    }
  }
  for (const std::string& stage : stages) {
    if (stage == "tagger")
      train_tagger(s);
    else if (stage == "parser")
      train_parser(s);
    else if (stage == "names")
      train_names(s);
    else if (stage == "tokens")
      train_tokens(s);
    else if (stage == "coref")
      train_coref(s);
    else if (stage == "pack")
      finish(s, out, card);
    else
      fail(stage + ": unknown stage");
  }
  return 0;
}
