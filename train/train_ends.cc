// Where sentences end: a perceptron over the treebanks' own raw text, paragraph by paragraph, as our tokeniser cuts it.
#include <algorithm>
#include <cstdio>
#include <set>

#include "base/pack.h"
#include "lang/tokens.h"
#include "perceptron.h"
#include "stages.h"

namespace annalist::train {
namespace {

struct Place {
  lang::Features features;
  bool end = false;
};

// One paragraph (or document without paragraphs): its sentences joined as they stood.
struct Paragraph {
  std::string text;
  std::set<size_t> ends;  // bytes
};

std::vector<Paragraph> paragraphs(const std::string& path) {
  std::vector<Paragraph> out(1);
  const std::string file = slurp(path);
  std::string sentence;
  bool blank = true;  // the last word of the sentence is followed by one
  for (size_t at = 0; at < file.size();) {
    const size_t end = std::min(file.find('\n', at), file.size());
    const std::string_view line = std::string_view(file).substr(at, end - at);
    at = end + 1;
    if (line.starts_with("# newdoc") || line.starts_with("# newpar")) {
      if (!out.back().text.empty()) out.emplace_back();
    } else if (line.starts_with("# text = ")) {
      sentence = line.substr(9);
    } else if (line.empty() && !sentence.empty()) {
      Paragraph& p = out.back();
      if (!p.text.empty() && blank) p.text += ' ';
      p.text += sentence;
      p.ends.insert(p.text.size());
      sentence.clear();
    } else if (!line.empty() && line[0] != '#') {
      blank = line.find("SpaceAfter=No") == std::string_view::npos;
    }
  }
  return out;
}

void add_places(const lang::Tokeniser& tokeniser, const std::string& path, std::vector<Place>& out) {
  std::vector<lang::RawToken> tokens;
  std::vector<size_t> ends;
  for (const Paragraph& p : paragraphs(path)) {
    tokens.clear(), ends.clear();
    tokeniser.tokens(p.text, {0, static_cast<uint32_t>(p.text.size())}, tokens);
    tokeniser.places(p.text, tokens, ends, [&](size_t i, bool, const lang::Features& f) {
      out.push_back({f, p.ends.count(tokens[i].span.end) != 0});
      return out.back().end;
    });
  }
}

}  // namespace

void train_ends(const Settings& settings) {
  const auto pack = Pack::open(settings.work + "/tokens.pack");
  if (!pack) fail(pack.error().line());
  const auto tokeniser = lang::Tokeniser::view(*pack);
  if (!tokeniser) fail(tokeniser.error().line());
  std::vector<Place> places;
  for (const char* bank : {"/treebank/en_ewt-ud-train.conllu.gz", "/treebank/en_gum-open-train.conllu.gz"})
    add_places(*tokeniser, settings.data + bank, places);
  Perceptron model(2);
  std::vector<uint32_t> order(places.size());
  for (uint32_t k = 0; k < order.size(); ++k) order[k] = k;
  Dice dice(15);
  int32_t scores[2];
  for (uint32_t epoch = 0; epoch < settings.end_epochs; ++epoch) {
    dice.shuffle(order);
    size_t right = 0;
    for (const uint32_t k : order) {
      model.tick();
      model.score(places[k].features, scores);
      const uint32_t said = scores[1] > scores[0] ? 1 : 0, gold = places[k].end ? 1 : 0;
      right += said == gold ? 1 : 0;
      model.update(places[k].features, gold, said);
    }
    std::fprintf(stderr, "sentence ends epoch %u: %.4f of %zu\n", epoch + 1,
                 static_cast<double>(right) / static_cast<double>(places.size()), places.size());
  }
  PackWriter w;
  w.add("sentence_ends", model.write(2, 60000, nullptr));
  if (const auto status = w.write(settings.work + "/ends.pack"); !status) fail(status.error().line());
}

}  // namespace annalist::train
