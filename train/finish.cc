// The tokeniser's table, and the joining of all stages into the language pack.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "base/pack.h"
#include "lang/linear.h"
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

// Drops weights below `least` in size, then the lightest features, until the section has at most `max_bytes`.
static std::string prune(std::string_view section, int least, size_t max_bytes) {
  std::vector<lang::Weights> features = lang::read_linear(section);
  uint32_t classes = 0;
  std::memcpy(&classes, section.data(), 4);
  const auto mass = [](const lang::Weights& w) {
    int sum = 0;
    for (const auto& [c, v] : w.of_class) sum += std::abs(v);
    return sum;
  };
  for (auto& w : features) std::erase_if(w.of_class, [&](const auto& cw) { return std::abs(cw.second) < least; });
  std::erase_if(features, [](const auto& w) { return w.of_class.empty(); });
  std::stable_sort(features.begin(), features.end(), [&](const auto& a, const auto& b) { return mass(a) > mass(b); });
  size_t bytes = 0, kept = 0;
  while (kept < features.size() && bytes < max_bytes) bytes += 7 + 2 * features[kept++].of_class.size();
  features.resize(kept);
  std::fprintf(stderr, "%zu features kept\n", kept);
  return lang::write_linear(std::move(features), classes);
}

void finish(const Settings& settings, const std::string& out, const std::string& card) {
  PackWriter w;
  w.add("card", slurp(card));
  for (const char* stage : {"tokens", "tags", "arcs", "names"}) {
    const auto pack = Pack::open(settings.work + "/" + stage + ".pack");
    if (!pack) fail(pack.error().line());
    for (const auto name : pack->names()) {
      const std::string_view section = pack->section(name);
      w.add(std::string(name),
            name == "parser"  ? prune(section, static_cast<int>(settings.least_weight), settings.parser_bytes)
            : name == "names" ? prune(section, static_cast<int>(settings.least_weight), settings.names_bytes)
                              : std::string(section));
    }
  }
  if (const auto status = w.write(out); !status) fail(status.error().line());
  std::fprintf(stderr, "%s: %zu bytes\n", out.c_str(), w.bytes().size());
}

}  // namespace annalist::train
