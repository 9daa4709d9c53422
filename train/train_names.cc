// Name tagger, from EWT with UNER's names and Wikigold (and further corpora that helped on held-out parts).
#include <algorithm>
#include <cstdio>
#include <map>

#include "lang/lemmatiser.h"
#include "perceptron.h"
#include "stages.h"

namespace annalist::train {
namespace {

struct Example {
  lang::Scene scene;
  std::vector<lang::Bio> gold;
};

// Sentences without tags of their own are tagged by the finished tagger.
void add_tagged(const Settings& settings, const std::vector<Gold>& sentences, std::vector<Example>& out) {
  const auto pack = Pack::open(settings.work + "/tags.pack");
  if (!pack) fail(pack.error().line());
  const auto tagger = lang::Tagger::view(*pack);
  if (!tagger) fail(tagger.error().line());
  std::string scratch;
  std::vector<int32_t> scores;
  for (const Gold& g : sentences) {
    Example e;
    for (const auto& form : g.forms) e.scene.words.push_back(lang::read_word(form, scratch));
    tagger->look_up(e.scene);
    tagger->tag(e.scene, scores);
    e.gold = g.names;
    out.push_back(std::move(e));
  }
}

}  // namespace

void train_names(const Settings& settings) {
  std::vector<Example> examples;
  {
    const std::vector<Gold> all = treebank_sentences(settings);
    std::vector<lang::Scene> scenes = jackknifed(settings, all);
    for (size_t s = 0; s < all.size(); ++s)
      if (!all[s].names.empty()) examples.push_back({std::move(scenes[s]), all[s].names});
  }
  add_tagged(settings, read_wikigold(settings.data + "/ner/wikigold.conll", 29), examples);
  const std::string lists = name_lists(settings);
  const auto dictionary = lang::Dictionary::view(lists, "name_lists");
  Perceptron model(lang::kBioTags);
  std::vector<uint32_t> order(examples.size());
  for (uint32_t s = 0; s < order.size(); ++s) order[s] = s;
  Dice dice(14);
  std::vector<int32_t> scores(lang::kBioTags);
  lang::Features f;
  lang::NameScene n;
  for (uint32_t epoch = 0; epoch < settings.names_epochs; ++epoch) {
    dice.shuffle(order);
    size_t right = 0, seen = 0;
    for (const uint32_t s : order) {
      const Example& e = examples[s];
      n.scene = &e.scene;
      n.lists.clear();
      for (const auto& w : e.scene.words) n.lists.push_back(dictionary->find(lang::key_of(w.lower, 0)).value_or(0));
      n.tags.assign(e.gold.size(), 0);
      for (size_t i = 0; i < e.gold.size(); ++i) {
        model.tick();
        lang::name_features(n, i, f);
        model.score(f, scores.data());
        const auto best = static_cast<uint32_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
        model.update(f, e.gold[i], best);
        n.tags[i] = static_cast<lang::Bio>(best);
        right += best == e.gold[i] ? 1 : 0;
        ++seen;
      }
    }
    std::fprintf(stderr, "names epoch %u: %.4f in training\n", epoch + 1,
                 static_cast<double>(right) / static_cast<double>(seen));
  }
  size_t kept = 0;
  const std::string section = model.write(2, 350000, &kept);
  std::fprintf(stderr, "names: %zu features, %zu bytes\n", kept, section.size());
  PackWriter w;
  w.add("names", section);
  w.add("name_lists", lists);
  if (const auto status = w.write(settings.work + "/names.pack"); !status) fail(status.error().line());
}

}  // namespace annalist::train
