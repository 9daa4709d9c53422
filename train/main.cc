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
  std::string in, out, card;
  std::vector<std::string> stages;
  std::map<std::string, std::string*> texts = {{"--data", &s.data}, {"--tables", &s.tables}, {"--work", &s.work},
                                               {"--pack", &s.pack}, {"--in", &in},           {"--out", &out},
                                               {"--card", &card}};
  std::map<std::string, uint32_t*> numbers = {
      {"--lemma-epochs", &s.lemma_epochs}, {"--end-epochs", &s.end_epochs}, {"--coref-epochs", &s.coref_epochs}};
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
    if (stage == "words")
      train_words(s);
    else if (stage == "scenes")
      train_scenes(s);
    else if (stage == "ends")
      train_ends(s);
    else if (stage == "hash")
      hash_lines(in, out);
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
