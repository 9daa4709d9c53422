// Tagger and lemmatiser. Tags seen fewer than three times are learnt as the commonest tag of their UPOS.
#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <thread>

#include "base/pack.h"
#include "base/utf8.h"
#include "lang/lemmatiser.h"
#include "perceptron.h"
#include "stages.h"

namespace annalist::train {
namespace {

constexpr uint32_t kFolds = 5;

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

// Which tags a word may have, as far as three or more occurrences tell.
std::string lexicon(const std::vector<Gold>& all, const std::vector<lang::Scene>& scenes,
                    const std::vector<std::vector<uint8_t>>& gold, uint32_t without_fold) {
  std::map<uint32_t, Counts> seen;
  for (size_t s = 0; s < all.size(); ++s) {
    if (all[s].document % kFolds == without_fold) continue;
    for (size_t i = 0; i < gold[s].size(); ++i) ++seen[scenes[s].words[i].lower][gold[s][i]];
  }
  std::vector<std::pair<uint64_t, uint32_t>> entries;
  for (const auto& [word, counts] : seen) {
    uint32_t total = 0, most = 0;
    for (const auto& [tag, n] : counts) total += n, most = std::max(most, n);
    if (total < 3) continue;
    uint64_t hash = 17;
    for (const auto& [tag, n] : counts)
      if (n * 50 >= total) hash = lang::mix(hash, tag + 1);
    const uint32_t fixed = total >= 40 && most == total ? commonest(counts) + 1 : 0;
    entries.emplace_back(lang::key_of(word, 0), (static_cast<uint32_t>(lang::seal(hash)) | 1U) << 8 | fixed);
  }
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

std::string learn(std::vector<lang::Scene>& scenes, const std::vector<Gold>& all,
                  const std::vector<std::vector<uint8_t>>& gold, uint32_t without_fold, uint32_t tags,
                  uint32_t epochs) {
  Perceptron model(tags);
  std::vector<uint32_t> order;
  for (uint32_t s = 0; s < all.size(); ++s)
    if (all[s].document % kFolds != without_fold) order.push_back(s);
  Dice dice(11);
  std::vector<int32_t> scores(tags);
  lang::Features f;
  for (uint32_t e = 0; e < epochs; ++e) {
    dice.shuffle(order);
    size_t right = 0, seen = 0;
    for (const uint32_t s : order) {
      lang::Scene& scene = scenes[s];
      scene.tags.resize(scene.words.size());
      for (size_t i = 0; i < scene.words.size(); ++i) {
        model.tick();
        if (scene.fixed[i]) {
          scene.tags[i] = static_cast<uint8_t>(scene.fixed[i] - 1);
          continue;
        }
        lang::tag_features(scene, i, f);
        model.score(f, scores.data());
        const auto best = static_cast<uint32_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
        model.update(f, gold[s][i], best);
        scene.tags[i] = static_cast<uint8_t>(best);
        right += best == gold[s][i] ? 1 : 0;
        ++seen;
      }
    }
    if (without_fold == kFolds)
      std::fprintf(stderr, "tagger epoch %u: %.4f in training\n", e + 1,
                   static_cast<double>(right) / static_cast<double>(seen));
  }
  size_t kept = 0;
  std::string section = model.write(3, 450000, &kept);
  if (without_fold == kFolds) std::fprintf(stderr, "tagger: %zu features, %zu bytes\n", kept, section.size());
  return section;
}

// Pack of the sections that the tagger needs; without_fold == kFolds leaves nothing out.
std::string tagger_pack(const Inventory& v, const std::vector<Gold>& all, std::vector<lang::Scene> scenes,
                        const std::vector<std::vector<uint8_t>>& gold, uint32_t without_fold, uint32_t epochs,
                        PackWriter* into) {
  PackWriter local;
  PackWriter& w = into ? *into : local;
  w.add("tags", tag_lines(v, all, gold));
  std::string feats;
  for (const auto& f : v.feats) feats += (feats.empty() ? "" : "\n") + f;
  w.add("feats", feats);
  w.add("word_feats", word_feats(v, all, scenes, gold));
  const std::string words = lexicon(all, scenes, gold, without_fold);
  w.add("lexicon", words);
  const auto dictionary = lang::Dictionary::view(words, "lexicon");
  for (lang::Scene& s : scenes) {
    s.known.resize(s.words.size());
    s.fixed.resize(s.words.size());
    for (size_t i = 0; i < s.words.size(); ++i) {
      const uint32_t value = dictionary->find(lang::key_of(s.words[i].lower, 0)).value_or(0);
      s.known[i] = value >> 8;
      s.fixed[i] = static_cast<uint8_t>(value & 0xFF);
    }
    s.title = lang::title_case(s.words);
  }
  const auto tags = static_cast<uint32_t>(v.tags.size());
  w.add("tagger", learn(scenes, all, gold, without_fold, tags, epochs));
  return w.bytes();
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

// Every sentence tagged by a tagger that has not seen its document.
std::vector<std::string> jackknife(const Inventory& v, const std::vector<Gold>& all,
                                   const std::vector<lang::Scene>& scenes,
                                   const std::vector<std::vector<uint8_t>>& gold, uint32_t epochs) {
  std::vector<std::string> tags(all.size());
  const auto one = [&](uint32_t fold) {
    const auto pack = Pack::from_bytes(tagger_pack(v, all, scenes, gold, fold, epochs, nullptr), "fold");
    const auto tagger = lang::Tagger::view(*pack);
    if (!tagger) fail(tagger.error().line());
    std::vector<int32_t> scratch;
    size_t right = 0, seen = 0;
    for (size_t s = 0; s < all.size(); ++s) {
      if (all[s].document % kFolds != fold) continue;
      lang::Scene scene;
      scene.words = scenes[s].words;
      tagger->look_up(scene);
      tagger->tag(scene, scratch);
      tags[s].assign(scene.tags.begin(), scene.tags.end());
      for (size_t i = 0; i < scene.tags.size(); ++i) right += scene.tags[i] == gold[s][i] ? 1 : 0;
      seen += scene.tags.size();
    }
    std::fprintf(stderr, "fold %u: %.4f\n", fold, static_cast<double>(right) / static_cast<double>(seen));
  };
  for (uint32_t fold = 0; fold < kFolds; ++fold) one(fold);
  return tags;
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

void train_tagger(const Settings& settings) {
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
  std::thread whole([&] {
    tagger_pack(v, all, scenes, gold, kFolds, settings.tagger_epochs, &w);
    train_lemmatiser(settings, all, scenes, gold, w);
  });
  const std::vector<std::string> tags = jackknife(v, all, scenes, gold, std::max(3U, settings.tagger_epochs / 2));
  whole.join();
  if (const auto status = w.write(settings.work + "/tags.pack"); !status) fail(status.error().line());
  std::string flat;
  for (const auto& t : tags) flat += t;
  if (const auto status = write_file(settings.work + "/jackknife.bin", flat); !status) fail(status.error().line());
}

std::vector<lang::Scene> jackknifed(const Settings& settings, const std::vector<Gold>& sentences) {
  const auto pack = Pack::open(settings.work + "/tags.pack");
  if (!pack) fail(pack.error().line());
  const auto tagger = lang::Tagger::view(*pack);
  const auto lemmatiser = lang::Lemmatiser::view(*pack);
  if (!tagger || !lemmatiser) fail("tags.pack is damaged");
  const std::string flat = slurp(settings.work + "/jackknife.bin");
  std::vector<lang::Scene> scenes(sentences.size());
  std::string scratch, lemma;
  std::vector<int32_t> scores;
  size_t at = 0;
  for (size_t s = 0; s < sentences.size(); ++s) {
    lang::Scene& scene = scenes[s];
    for (const std::string& form : sentences[s].forms) scene.words.push_back(lang::read_word(form, scratch));
    tagger->look_up(scene);
    for (size_t i = 0; i < scene.words.size(); ++i) {
      if (at >= flat.size()) fail("jackknife.bin is of other data");
      scene.tags.push_back(static_cast<uint8_t>(flat[at++]));
      lemmatiser->lemma(sentences[s].forms[i], scene.words[i], scene.tags[i], i == 0, scores, lemma);
      scene.words[i].lemma = lang::hash_word(lemma);
    }
  }
  if (at != flat.size()) fail("jackknife.bin is of other data");
  return scenes;
}

}  // namespace annalist::train
