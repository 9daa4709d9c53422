// The coreference ranker: a softmax over antecedents with costs for the three ways to err (Durrett and Klein 2013),
// AdaGrad, chains placed as the model itself decides, weights averaged over the last epochs and written as characters.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>

#include "coref_gold.h"
#include "lang/model.h"
#include "page/page.h"
#include "stages.h"
#include "who/base.h"
#include "who/coref.h"
#include "who/discourse.h"
#include "who/index.h"

namespace annalist::train {
namespace {

constexpr float kRate = 0.03F;
constexpr float kFalseLink = 1.F, kMissedLink = 3.F, kWrongLink = 1.F;  // costs of errors
constexpr uint32_t kAveraged = 6;                                       // last epochs that the weights average
constexpr uint32_t kRuns = 4;                                           // orders of the documents that they average
constexpr float kUnit = 0.03F;                                          // of a written weight
constexpr int kLargest = 44;                                            // characters '#' … '{' around 'O'
constexpr float kDecay = 2e-6F;                                         // keeps rare slots near zero

// A parsed document with its phrases and their gold chains (0 = none).
struct Lesson {
  CorefText gold;
  page::Page page;
  lang::Parse parse;
  std::unique_ptr<who::Discourse> discourse;
  std::vector<who::Phrase> phrases;
  std::vector<uint32_t> chains;
};

void mark_chains(Lesson& lesson) {
  lesson.chains.assign(lesson.phrases.size(), 0);
  for (size_t i = 0; i < lesson.phrases.size(); ++i) {
    const who::Phrase& p = lesson.phrases[i];
    const Span span = lesson.parse.span(p.first, p.last), head = lesson.parse.tokens[p.head].span;
    const CorefText::Marked* near = nullptr;
    for (const CorefText::Marked& m : lesson.gold.mentions) {
      if (m.span == span) lesson.chains[i] = m.chain + 1;
      // Another extent of the same noun still teaches whom it means.
      if (m.span.contains(head) && (m.span.end == span.end || m.span.begin == span.begin) &&
          (!near || m.span.size() < near->span.size()))
        near = &m;
    }
    if (lesson.chains[i] == 0 && near) {
      const bool exact = std::any_of(lesson.phrases.begin(), lesson.phrases.end(), [&](const who::Phrase& q) {
        return lesson.parse.span(q.first, q.last) == near->span;
      });
      if (!exact) lesson.chains[i] = near->chain + 1;
    }
  }
}

struct Learner {
  std::vector<float> weight = std::vector<float>(who::CorefModel::kSlots), square = weight;

  float score(const std::vector<uint32_t>& slots) const {
    float s = 0;
    for (uint32_t k : slots) s += weight[k];
    return s;
  }
  void update(const std::vector<uint32_t>& slots, float gradient) {
    if (std::abs(gradient) < 1e-4F) return;
    for (uint32_t k : slots) {
      square[k] += gradient * gradient;
      weight[k] += kRate * gradient / std::sqrt(square[k] + 1e-3F) - kDecay * weight[k];
    }
  }
};

struct Option {
  int32_t antecedent = -1;
  bool right = false;
  float score = 0, cost = 0;
  std::vector<uint32_t> slots;
};

// One phrase: learns, and says which antecedent the model takes.
int32_t learn_phrase(const Lesson& lesson, const who::Resolution& r, uint32_t n, Learner& learner,
                     std::vector<Option>& options, std::vector<uint32_t>& candidates, bool learn) {
  r.candidates(n, candidates);
  options.resize(1);
  for (uint32_t a : candidates)
    if (r.allowed(n, a)) options.emplace_back().antecedent = static_cast<int32_t>(a);
  bool any = false;
  for (Option& o : options) {
    o.right = o.antecedent >= 0 && lesson.chains[n] != 0 &&
              lesson.chains[n] == lesson.chains[static_cast<size_t>(o.antecedent)];
    any = any || o.right;
  }
  options[0].antecedent = -1, options[0].right = !any;
  const Option* best = nullptr;
  for (Option& o : options) {
    r.features(n, o.antecedent, o.slots);
    o.score = learner.score(o.slots);
    o.cost = o.right ? 0 : !any ? kFalseLink : o.antecedent < 0 ? kMissedLink : kWrongLink;
    if (!best || o.score > best->score) best = &o;
  }
  const int32_t taken = best->antecedent;
  if (!learn) return taken;
  float top = -1e9F, top_right = -1e9F, all = 0, right = 0;
  for (const Option& o : options) {
    top = std::max(top, o.score + o.cost);
    if (o.right) top_right = std::max(top_right, o.score);
  }
  for (const Option& o : options) {
    all += std::exp(o.score + o.cost - top);
    if (o.right) right += std::exp(o.score - top_right);
  }
  for (const Option& o : options) {
    float gradient = -std::exp(o.score + o.cost - top) / all;
    if (o.right) gradient += std::exp(o.score - top_right) / right;
    learner.update(o.slots, gradient);
  }
  return taken;
}

struct Tally {
  uint32_t right = 0, wrong = 0, missed = 0, spurious = 0;
};

void walk(const Lesson& lesson, Learner& learner, Tally& tally, bool learn) {
  who::Resolution r(*lesson.discourse, lesson.phrases);
  std::vector<Option> options;
  std::vector<uint32_t> candidates;
  for (uint32_t n = 0; n < lesson.phrases.size(); ++n) {
    int32_t a = r.same_name(n);
    if (a < 0) {
      a = learn_phrase(lesson, r, n, learner, options, candidates, learn);
      const bool good = a >= 0 && lesson.chains[n] != 0 && lesson.chains[n] == lesson.chains[static_cast<size_t>(a)];
      if (a >= 0)
        ++(good ? tally.right : lesson.chains[n] ? tally.wrong : tally.spurious);
      else
        tally.missed += !options[0].right;
    }
    r.place(n, a);
  }
}

void write(const std::vector<float>& weights, const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (!file) fail(path + ": cannot be written");
  std::fputs(
      "# Weights of the coreference ranker (src/who/coref.h): hashed slots, 128 a row, one character each: 'O' is 0, "
      "a\n"
      "# character of a higher code a reason for the link. Written by script/train, stage coref; not to be edited.\n"
      "# Source: OntoGUM over the open genres of GUM. Licence: CC BY-SA 4.0.\nrow\tweights\n",
      file);
  constexpr uint32_t kRow = 128;
  for (uint32_t row = 0; row < weights.size() / kRow; ++row) {
    std::string line = std::to_string(row) + '\t';
    bool any = false;
    for (uint32_t i = 0; i < kRow; ++i) {
      const int w = std::clamp(static_cast<int>(std::lround(weights[row * kRow + i] / kUnit)), -kLargest, kLargest);
      any = any || w != 0;
      line.push_back(static_cast<char>('O' + w));
    }
    if (any) std::fprintf(file, "%s\n", line.c_str());
  }
  std::fclose(file);
}

std::vector<std::unique_ptr<Lesson>> prepare(const Settings& s, const lang::Model& model, const who::Base& base) {
  auto cues = page::Cues::load(*Knowledge::from_folders({s.tables}));
  if (!cues) fail(cues.error().line());
  lang::Workspace workspace;
  std::vector<std::unique_ptr<Lesson>> lessons;
  for (CorefText& gold : read_coref(s.data)) {
    auto lesson = std::make_unique<Lesson>();
    lesson->gold = std::move(gold);
    intake::Document document;
    document.id = lesson->gold.id;
    document.text.bytes = lesson->gold.text;
    lesson->page = page::read(*cues, document);
    lang::parse(model, lesson->gold.text, lesson->page, workspace, lesson->parse);
    lesson->discourse = std::make_unique<who::Discourse>(base.impl(), lesson->parse);
    who::discuss(*lesson->discourse);
    lesson->phrases = who::find_phrases(*lesson->discourse, base.impl().coref);
    mark_chains(*lesson);
    lessons.push_back(std::move(lesson));
  }
  return lessons;
}

// One run over the documents in an order of its own; its averaged weights go to `sum`.
void train_once(const Settings& s, const std::vector<std::unique_ptr<Lesson>>& lessons, uint64_t seed,
                std::vector<float>& sum) {
  Learner learner;
  Dice dice(seed);
  std::vector<uint32_t> order(lessons.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  for (uint32_t epoch = 0; epoch < s.coref_epochs; ++epoch) {
    Tally tally;
    dice.shuffle(order);
    for (uint32_t i : order) walk(*lessons[i], learner, tally, true);
    if (epoch + kAveraged >= s.coref_epochs)
      for (size_t k = 0; k < sum.size(); ++k) sum[k] += learner.weight[k] / static_cast<float>(kAveraged * kRuns);
    std::fprintf(stderr, "coref: run %llu, epoch %u: %u right, %u wrong, %u missed, %u spurious\n",
                 static_cast<unsigned long long>(seed), epoch + 1, tally.right, tally.wrong, tally.missed,
                 tally.spurious);
  }
}

}  // namespace

void train_coref(const Settings& s) {
  const auto tables = Knowledge::from_folders({s.tables});
  if (!tables) fail(tables.error().line());
  const auto base = who::Base::load(*tables);
  if (!base) fail(base.error().line());
  const auto model = lang::Model::open(s.pack);
  if (!model) fail(model.error().line());
  const auto lessons = prepare(s, *model, *base);
  size_t phrases = 0, marked = 0, gold = 0;
  for (const auto& l : lessons) {
    phrases += l->phrases.size(), gold += l->gold.mentions.size();
    marked += static_cast<size_t>(std::count_if(l->chains.begin(), l->chains.end(), [](uint32_t c) { return c != 0; }));
  }
  std::fprintf(stderr, "coref: %zu documents, %zu phrases, %zu of %zu marked mentions found\n", lessons.size(), phrases,
               marked, gold);
  std::vector<float> sum(who::CorefModel::kSlots);
  for (uint64_t seed = 1; seed <= kRuns; ++seed) train_once(s, lessons, seed, sum);
  write(sum, s.tables + "/who/coref_weights.tsv");
}

}  // namespace annalist::train
