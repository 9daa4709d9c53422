// Tag inventory, features of words, lemmatiser. Tags seen fewer than three times are learnt as the commonest tag of
// their UPOS.
#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

#include "base/pack.h"
#include "base/utf8.h"
#include "lang/lemmatiser.h"
#include "perceptron.h"
#include "stages.h"

namespace annalist::train {
namespace {

struct Inventory {
  std::vector<std::pair<lang::Upos, std::string>> tags;
  std::map<std::pair<lang::Upos, std::string>, uint8_t> id;
  std::vector<std::string> feats;
  std::map<std::string, uint32_t> feats_id;
};

using Counts = std::map<uint32_t, uint32_t>;

uint32_t commonest(const Counts& counts) {
  uint32_t best = 0, most = 0;
  for (const auto& [value, n] : counts)
    if (n > most) best = value, most = n;
  return best;
}

Inventory inventory(const std::vector<Gold>& all) {
  std::map<std::pair<lang::Upos, std::string>, uint32_t> counts;
  std::set<std::string> feats;
  for (const Gold& g : all)
    for (size_t i = 0; i < g.forms.size(); ++i) {
      ++counts[{g.upos[i], g.xpos[i]}];
      feats.insert(g.feats[i]);
    }
  Inventory v;
  std::map<lang::Upos, std::pair<uint32_t, uint8_t>> best;
  for (const auto& [tag, n] : counts) {
    if (n < 3) continue;
    const auto id = static_cast<uint8_t>(v.tags.size());
    v.id[tag] = id;
    v.tags.push_back(tag);
    if (n > best[tag.first].first) best[tag.first] = {n, id};
  }
  for (const auto& [tag, n] : counts)
    if (n < 3) v.id[tag] = best[tag.first].second;
  for (const auto& f : feats) {
    v.feats_id[f] = static_cast<uint32_t>(v.feats.size());
    v.feats.push_back(f);
  }
  return v;
}

// Words seen three times or more, in lower case.
std::string lexicon(const std::vector<Gold>& all, const std::vector<lang::Scene>& scenes) {
  std::map<uint32_t, uint32_t> seen;
  for (size_t s = 0; s < all.size(); ++s)
    for (const lang::Word& word : scenes[s].words) ++seen[word.lower];
  std::vector<std::pair<uint64_t, uint32_t>> entries;
  for (const auto& [word, n] : seen)
    if (n >= 3) entries.emplace_back(lang::key_of(word, 0), 1);
  return lang::write_dictionary(std::move(entries));
}

std::string tag_lines(const Inventory& v, const std::vector<Gold>& all, const std::vector<std::vector<uint8_t>>& gold) {
  std::vector<Counts> of_tag(v.tags.size());
  for (size_t s = 0; s < all.size(); ++s)
    for (size_t i = 0; i < gold[s].size(); ++i) ++of_tag[gold[s][i]][v.feats_id.at(all[s].feats[i])];
  std::string out;
  for (size_t t = 0; t < v.tags.size(); ++t)
    out += std::string(t ? "\n" : "") + lang::upos_name(v.tags[t].first) + "\t" + v.tags[t].second + "\t" +
           std::to_string(commonest(of_tag[t]));
  return out;
}

// Features of (word, tag) where two or more occurrences agree on others than the tag's usual.
std::string word_feats(const Inventory& v, const std::vector<Gold>& all, const std::vector<lang::Scene>& scenes,
                       const std::vector<std::vector<uint8_t>>& gold) {
  std::map<uint64_t, Counts> seen;
  std::vector<Counts> of_tag(v.tags.size());
  for (size_t s = 0; s < all.size(); ++s)
    for (size_t i = 0; i < gold[s].size(); ++i) {
      const uint32_t f = v.feats_id.at(all[s].feats[i]);
      ++seen[lang::key_of(scenes[s].words[i].lower, gold[s][i])][f];
      ++of_tag[gold[s][i]][f];
    }
  std::vector<std::pair<uint64_t, uint32_t>> entries;
  for (const auto& [key, counts] : seen) {
    const uint32_t best = commonest(counts);
    if (counts.at(best) >= 2 && best != commonest(of_tag[(key & 0xFFFFFFFF) - 1])) entries.emplace_back(key, best);
  }
  return lang::write_dictionary(std::move(entries));
}

void train_lemmatiser(const Settings& settings, const std::vector<Gold>& all, const std::vector<lang::Scene>& scenes,
                      const std::vector<std::vector<uint8_t>>& gold, PackWriter& w) {
  std::map<lang::Edit, uint32_t> counts;
  std::map<uint64_t, std::map<std::string, uint32_t>> of_form, of_lower;
  for (size_t s = 0; s < all.size(); ++s)
    for (size_t i = 0; i < gold[s].size(); ++i) {
      const Gold& g = all[s];
      if (g.lemmas[i] == "_") continue;
      lang::Edit e;
      if (lang::edit_between(g.forms[i], g.lemmas[i], e)) ++counts[e];
      const lang::Word& word = scenes[s].words[i];
      if (word.digit || g.headline) continue;
      ++of_form[lang::key_of(word.form, gold[s][i])][g.lemmas[i]];
      ++of_lower[lang::key_of(word.lower, gold[s][i])][g.lemmas[i]];
    }
  std::vector<std::pair<uint32_t, lang::Edit>> edits;
  for (const auto& [e, n] : counts)
    if (n >= 3) edits.emplace_back(n, e);
  std::stable_sort(edits.begin(), edits.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  if (edits.size() > 250) edits.resize(250);
  std::map<lang::Edit, uint32_t> id;
  std::string lines;
  for (const auto& [n, e] : edits) {
    const auto next = static_cast<uint32_t>(id.size());
    id[e] = next;
    lines += std::string(next ? "\n" : "") + (e.lower ? "1\t" : "0\t") + std::to_string(e.strip) + "\t" + e.add;
  }
  w.add("edits", lines);
  Perceptron model(static_cast<uint32_t>(edits.size()));
  std::vector<uint32_t> order(all.size());
  for (uint32_t s = 0; s < order.size(); ++s) order[s] = s;
  Dice dice(12);
  std::vector<int32_t> scores(edits.size());
  lang::Features f;
  for (uint32_t epoch = 0; epoch < settings.lemma_epochs; ++epoch) {
    dice.shuffle(order);
    for (const uint32_t s : order)
      for (size_t i = 0; i < gold[s].size(); ++i) {
        lang::Edit e;
        if (all[s].lemmas[i] == "_" || !lang::edit_between(all[s].forms[i], all[s].lemmas[i], e) || !id.count(e))
          continue;
        model.tick();
        lang::lemma_features(scenes[s].words[i], gold[s][i], i == 0, f);
        model.score(f, scores.data());
        model.update(f, id[e], static_cast<uint32_t>(std::max_element(scores.begin(), scores.end()) - scores.begin()));
      }
  }
  w.add("lemmatiser", model.write(2, 120000, nullptr));
  // Dictionaries: by lower form, and by form where that says otherwise.
  std::map<std::string, uint32_t> pool;
  std::string lemmas;
  const auto index = [&](const std::string& lemma) {
    const auto [at, fresh] = pool.emplace(lemma, static_cast<uint32_t>(pool.size()));
    if (fresh) lemmas += (lemmas.empty() ? "" : "\n") + lemma;
    return at->second;
  };
  const auto best = [](const std::map<std::string, uint32_t>& c) {
    return std::max_element(c.begin(), c.end(), [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
  };
  std::vector<std::pair<uint64_t, uint32_t>> lower, form;
  for (const auto& [key, c] : of_lower) lower.emplace_back(key, index(best(c)));
  const std::string lower_section = lang::write_dictionary(lower);
  const auto lower_view = lang::Dictionary::view(lower_section, "lemma_of_lower");
  for (const auto& [key, c] : of_form) {
    const uint32_t lemma = index(best(c));
    if (lower_view->find(key) != lemma) form.emplace_back(key, lemma);
  }
  w.add("lemma_of_lower", lower_section);
  w.add("lemma_of_form", lang::write_dictionary(std::move(form)));
  w.add("lemmas", lemmas);
}

}  // namespace

std::vector<Gold> treebank_sentences(const Settings& settings) {
  std::vector<Gold> all = read_treebanks(settings.data);
  const size_t n = all.size();
  for (size_t i = 0; i < n; i += 6) {
    Gold copy;
    if (as_headline(all[i], copy)) all.push_back(std::move(copy));
  }
  return all;
}

void train_words(const Settings& settings) {
  const std::vector<Gold> all = treebank_sentences(settings);
  const Inventory v = inventory(all);
  std::vector<lang::Scene> scenes(all.size());
  std::vector<std::vector<uint8_t>> gold(all.size());
  std::string scratch;
  for (size_t s = 0; s < all.size(); ++s)
    for (size_t i = 0; i < all[s].forms.size(); ++i) {
      scenes[s].words.push_back(lang::read_word(all[s].forms[i], scratch));
      gold[s].push_back(v.id.at({all[s].upos[i], all[s].xpos[i]}));
    }
  std::fprintf(stderr, "%zu sentences, %zu tags, %zu features\n", all.size(), v.tags.size(), v.feats.size());
  PackWriter w;
  w.add("tags", tag_lines(v, all, gold));
  std::string feats;
  for (const auto& f : v.feats) feats += (feats.empty() ? "" : "\n") + f;
  w.add("feats", feats);
  w.add("word_feats", word_feats(v, all, scenes, gold));
  w.add("lexicon", lexicon(all, scenes));
  train_lemmatiser(settings, all, scenes, gold, w);
  if (const auto status = w.write(settings.work + "/words.pack"); !status) fail(status.error().line());
}

}  // namespace annalist::train
