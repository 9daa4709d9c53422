// Sentences a CPU second of the coding stage, its input given: everything is read first, then only coded, again and again.
//   annalist-what-bench [--sentences] [--dictionaries FOLDER] FILE...
// --sentences: every sentence as a document of its own, as short messages come; shows what a document costs by itself.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "intake/reader.h"
#include "run/journey.h"
#include "what/code.h"
#include "what/dictionary_coder.h"

namespace annalist {
namespace {

constexpr int kRounds = 7;              // the median is quoted
constexpr double kSecondsARound = 0.3;  // short enough for a shared machine, long enough for its clock

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

using Documents = std::vector<std::unique_ptr<says::Extraction>>;

std::unique_ptr<says::Extraction> read(const run::Models& models, run::Traveller& traveller, intake::Document document) {
  auto x = std::make_unique<says::Extraction>();
  x->document = std::move(document);
  run::journey(models, traveller, *x);
  return x;
}

Documents read_all(const run::Models& models, const std::vector<std::string>& paths, bool by_sentence) {
  Documents out;
  run::Traveller traveller;
  intake::Reader reader(paths, {});
  for (intake::Item item; reader.next(item); item = {}) {
    if (item.error) {
      std::fprintf(stderr, "%s\n", item.error->line().c_str());
      continue;
    }
    auto whole = read(models, traveller, std::move(*item.document));
    if (!by_sentence) {
      out.push_back(std::move(whole));
      continue;
    }
    for (const lang::Sentence& s : whole->parse.sentences) {
      intake::Document one;
      one.id = "sentence";
      one.text.bytes = std::string(s.span.of(whole->document.text.view()));
      one.text.charset = "UTF-8";
      out.push_back(read(models, traveller, std::move(one)));
    }
  }
  return out;
}

// Every document once; the number of frames, so that nothing is optimised away.
size_t code_all(const run::Models& m, const Documents& documents) {
  size_t frames = 0;
  for (const auto& x : documents)
    frames += (m.dictionaries ? what::code_with(*m.dictionaries, m.what, x->parse, x->cast, x->times, x->places, x->doubts)
                              : what::code(m.what, x->parse, x->cast, x->times, x->places, x->doubts)).frames.size();
  return frames;
}

int bench(const std::vector<std::string>& paths, bool by_sentence, const std::string& dictionaries) {
  auto models = run::load_models(run::pack_folder());
  if (!models) return std::fprintf(stderr, "%s\n", models.error().line().c_str()), 1;
  if (!dictionaries.empty()) {
    std::vector<Error> complaints;
    auto loaded = what::Dictionaries::load(dictionaries, models->knowledge, complaints);
    if (!loaded) return std::fprintf(stderr, "%s\n", loaded.error().line().c_str()), 1;
    models->dictionaries = std::move(*loaded);
  }
  const Documents documents = read_all(*models, paths, by_sentence);
  size_t sentences = 0;
  for (const auto& x : documents) sentences += x->parse.sentences.size();
  const size_t frames = code_all(*models, documents);
  std::vector<double> rates;
  for (int i = 0; i < kRounds; ++i) {
    size_t coded = 0;
    const double begin = cpu_seconds();
    double end = begin;
    do {
      if (code_all(*models, documents) != frames) return std::fprintf(stderr, "another round coded otherwise\n"), 1;
      coded += sentences;
      end = cpu_seconds();
    } while (end - begin < kSecondsARound);
    rates.push_back(static_cast<double>(coded) / (end - begin));
  }
  std::sort(rates.begin(), rates.end());
  std::printf("%zu documents, %zu sentences, %zu frames: %.0f sentences a CPU second (%.0f to %.0f)\n", documents.size(), sentences, frames,
              rates[kRounds / 2], rates.front(), rates.back());
  return 0;
}

}  // namespace
}  // namespace annalist

int main(int argc, char** argv) {
  std::vector<std::string> paths;
  std::string dictionaries;
  bool by_sentence = false;
  for (int i = 1; i < argc; ++i) {
    const std::string a = argv[i];
    if (a == "--sentences") by_sentence = true;
    else if (a == "--dictionaries" && i + 1 < argc) dictionaries = argv[++i];
    else paths.push_back(a);
  }
  return annalist::bench(paths, by_sentence, dictionaries);
}
