// The stages of training. Each reads what earlier stages left in the work folder and leaves a small pack there, so that
// one of them can be run again alone; `finish` joins them into the language pack.
#pragma once

#include <string>
#include <vector>

#include "corpus.h"

namespace annalist::train {

struct Settings {
  std::string data;    // ../shared/data
  std::string tables;  // the repository's data/
  std::string work;    // folder for the stages' packs
  uint32_t tagger_epochs = 6, lemma_epochs = 6, parser_epochs = 10, names_epochs = 8;
  uint32_t least_weight = 2, parser_bytes = 7900000, names_bytes = 2300000;  // what the pack keeps
  uint32_t beam = 8;                                                         // items while training
  uint32_t coref_epochs = 9;
  std::string pack = "models/en.pack";  // the language pack whose parses the coreference ranker learns from
  uint32_t parser_min_updates = 3, parser_features = 900000;
};

void train_tagger(const Settings& settings);  // tags.pack, lemmas, and jackknifed tags of the treebanks
void train_parser(const Settings& settings);  // arcs.pack
void train_names(const Settings& settings);   // names.pack
void train_tokens(const Settings& settings);  // tokens.pack
void train_coref(const Settings& settings);   // tables/who/coref_weights.tsv; needs a whole language pack
// The section `name_lists`: lower-case words to the bits of the lists that hold them.
std::string name_lists(const Settings& settings);
void finish(const Settings& settings, const std::string& out, const std::string& card);

// Treebank sentences with a headline copy of every twentieth that lends itself, in a fixed order.
std::vector<Gold> treebank_sentences(const Settings& settings);
// The jackknifed scenes (words, tags, lemmas) of treebank_sentences(), as train_tagger left them.
std::vector<lang::Scene> jackknifed(const Settings& settings, const std::vector<Gold>& sentences);

}  // namespace annalist::train
