// The tokeniser's table, and the joining of all stages into the language pack.
#include <cstdio>

#include "base/pack.h"
#include "lang/tokens.h"
#include "stages.h"

namespace annalist::train {

void train_tokens(const Settings& settings) {
  auto words = lang::write_token_words(slurp(settings.tables + "/lang/token_words.tsv"));
  if (!words) fail(words.error().line());
  PackWriter w;
  w.add("token_words", std::move(*words));
  if (const auto status = w.write(settings.work + "/tokens.pack"); !status) fail(status.error().line());
}

void finish(const Settings& settings, const std::string& out, const std::string& card) {
  PackWriter w;
  w.add("card", slurp(card));
  for (const char* stage : {"tokens", "ends", "words"}) {
    const auto pack = Pack::open(settings.work + "/" + stage + ".pack");
    if (!pack) fail(pack.error().line());
    for (const auto name : pack->names()) {
      w.add(std::string(name), std::string(pack->section(name)));
    }
  }
  w.add("network", slurp(settings.work + "/network.section"));
  std::string labels = slurp(settings.work + "/labels.txt");
  labels.pop_back();
  w.add("labels", labels);
  w.add("name_lists", slurp(settings.work + "/name_lists.bin"));
  if (const auto status = w.write(out); !status) fail(status.error().line());
  std::fprintf(stderr, "%s: %zu bytes\n", out.c_str(), w.bytes().size());
}

}  // namespace annalist::train
