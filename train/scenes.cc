// What the network learns from, as numbers: every token's features (lang/words.h, so that training and program cannot
// drift apart) and its gold tag, head, label and name. File: u32 sentences | per sentence: u32 tokens, u32 flags (1 =
// tree, 2 = names), u32 document | per token kCells x u32.
#include <algorithm>
#include <cstdio>
#include <map>

#include "base/pack.h"
#include "lang/encoder.h"
#include "stages.h"

namespace annalist::train {
namespace {

void put(std::string& out, uint32_t v) {
  out.append(reinterpret_cast<const char*>(&v), 4);
}

struct Tables {
  std::map<std::string, uint32_t> tags, labels;  // "NOUN\tNN" -> id
  lang::Dictionary lists;
};

std::string numbers(const std::vector<Gold>& sentences, const Tables& tables) {
  std::string out, scratch;
  put(out, static_cast<uint32_t>(sentences.size()));
  lang::Scene scene;
  for (const Gold& g : sentences) {
    put(out, static_cast<uint32_t>(g.forms.size()));
    put(out, (g.heads.empty() ? 0U : 1U) | (g.names.empty() ? 0U : 2U));
    put(out, g.document);
    scene.words.clear();
    for (const auto& form : g.forms) scene.words.push_back(lang::read_word(form, scratch));
    scene.title = lang::title_case(scene.words);
    for (size_t i = 0; i < g.forms.size(); ++i) {
      const lang::Word& w = scene.words[i];
      const uint32_t lists = tables.lists.find(lang::key_of(w.lower, 0)).value_or(0);
      for (const uint32_t cell : lang::encoder_features(scene, i, lists)) put(out, cell);
      if (g.heads.empty()) {
        for (int k = 0; k < 3; ++k) put(out, 0);
      } else {
        const auto tag = tables.tags.find(std::string(lang::upos_name(g.upos[i])) + "\t" + g.xpos[i]);
        put(out, tag == tables.tags.end() ? UINT32_MAX : tag->second);
        put(out, g.heads[i] < 0 ? 0 : static_cast<uint32_t>(g.heads[i] + 1));
        const auto label = tables.labels.find(g.labels[i]);
        put(out, label == tables.labels.end() ? UINT32_MAX : label->second);
      }
      put(out, g.names.empty() ? UINT32_MAX : g.names[i]);
    }
  }
  return out;
}

void save(const std::string& path, const std::string& bytes) {
  if (const auto status = write_file(path, bytes); !status) fail(status.error().line());
}

}  // namespace

void train_scenes(const Settings& settings) {
  const auto pack = Pack::open(settings.work + "/words.pack");
  if (!pack) fail(pack.error().line());
  Tables tables;
  for (const auto line : lang::section_lines(pack->section("tags")))
    tables.tags.emplace(std::string(line.substr(0, line.rfind('\t'))), static_cast<uint32_t>(tables.tags.size()));
  std::vector<Gold> all = treebank_sentences(settings);
  std::string labels;
  for (const Gold& g : all)
    for (const auto& label : g.labels)
      if (tables.labels.emplace(label, 0).second) continue;
  for (auto& [label, id] : tables.labels) {
    id = static_cast<uint32_t>(std::count(labels.begin(), labels.end(), '\n'));
    labels += label + "\n";
  }
  save(settings.work + "/labels.txt", labels);
  save(settings.work + "/tags.txt", std::string(pack->section("tags")));
  const std::string lists = name_lists(settings);
  tables.lists = *lang::Dictionary::view(lists, "name_lists");
  save(settings.work + "/name_lists.bin", lists);
  add_shouted(all);
  save(settings.work + "/treebank.bin", numbers(all, tables));
  save(settings.work + "/wikigold.bin", numbers(read_wikigold(settings.data + "/ner/wikigold.conll", 29), tables));
  // Only looked at to choose when to stop, never learnt from.
  save(settings.work + "/watch.bin", numbers(read_watched(settings.data), tables));
}

// Hashes of the lower forms of the lines of a file, as the program looks words up.
void hash_lines(const std::string& in, const std::string& out) {
  std::string bytes;
  const std::string text = slurp(in);
  for (const auto line : lang::section_lines(text)) put(bytes, lang::hash_word(lang::lower_form(line)));
  save(out, bytes);
}

}  // namespace annalist::train
