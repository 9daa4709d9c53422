#include "lang/parser.h"

namespace annalist::lang {
namespace {

constexpr size_t kWidth = 4;           // four hypotheses keep the whole room above 20,000 words a second
constexpr size_t kLongSentence = 120;  // tokens; beyond it copying trees would no longer be linear: one item only

}  // namespace

Result<ArcParser> ArcParser::view(const Pack& pack) {
  const auto damaged = [](const char* what) {
    return Error{Code::kDamaged, std::string("language pack: ") + what, "", "install the pack again"};
  };
  ArcParser p;
  p.labels_ = section_lines(pack.section("labels"));
  bool root = false;
  for (size_t i = 0; i < p.labels_.size() && !root; ++i)
    if (p.labels_[i] == "root") p.system_.root = static_cast<uint8_t>(i), root = true;
  if (!root || p.labels_.size() > 64) return damaged("section labels: no root, or too many");
  // The transitions' section holds two bytes each: move, label.
  const std::string_view bytes = pack.section("transitions");
  for (size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const Transition t{static_cast<Move>(bytes[i]), static_cast<uint8_t>(bytes[i + 1])};
    if (t.move > Move::kRight || t.label >= p.labels_.size()) return damaged("section transitions: unknown move");
    p.system_.transitions.push_back(t);
  }
  auto model = Linear::view(pack.section("parser"), "parser");
  if (!model) return model.error();
  bool moves[3] = {false, false, false};  // a search that can always go on needs all three
  for (const Transition& t : p.system_.transitions)
    if (t.move == Move::kShift || t.label != p.system_.root) moves[static_cast<size_t>(t.move)] = true;
  if (model->classes() != p.system_.transitions.size() || !moves[0] || !moves[1] || !moves[2])
    return damaged("parser and transitions disagree");
  p.model_ = *model;
  p.system_.markers = marker_labels(p.labels_);
  return p;
}

const Configuration& ArcParser::parse(const Scene& scene, Beam& beam) const {
  const size_t n = scene.words.size(), width = n > kLongSentence ? 1 : kWidth;
  beam.reset(n, width);
  const auto score = [this](const Features& f, int32_t* scores) { model_.score(f, scores); };
  for (size_t step = 0; step < 2 * n; ++step) beam.step(system_, scene, width, score);
  return beam.items[0].c;
}

}  // namespace annalist::lang
