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
  uint32_t lemma_epochs = 6, end_epochs = 8, coref_epochs = 9;
  std::string pack = "models/en.pack";  // the language pack whose parses the coreference ranker learns from
};

void train_words(const Settings& settings);   // words.pack: tags, features of words, lemmas
void train_scenes(const Settings& settings);  // *.bin: the corpora as numbers for train/network.py
void hash_lines(const std::string& in, const std::string& out);
void train_tokens(const Settings& settings);  // tokens.pack
void train_ends(const Settings& settings);    // ends.pack: where sentences end
void train_coref(const Settings& settings);   // tables/who/coref_weights.tsv; needs a whole language pack
// The section `name_lists`: lower-case words to the bits of the lists that hold them.
std::string name_lists(const Settings& settings);
void finish(const Settings& settings, const std::string& out, const std::string& card);

// Treebank sentences with a headline copy of every twentieth that lends itself, in a fixed order.
std::vector<Gold> treebank_sentences(const Settings& settings);

}  // namespace annalist::train
