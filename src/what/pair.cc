#include "what/pair.h"

#include <algorithm>
#include <charconv>

#include "what/matcher.h"
#include "what/sides.h"
#include "what/syntax.h"

namespace annalist::what {
namespace {

// Evidence of a type, strongest first; the figures order them and become the confidence (by reading, not fitted).
constexpr float kBothSides = 0.90f, kSourceOnly = 0.72f, kTargetOnly = 0.62f, kSwapped = 0.50f, kLooseVerb = 0.58f,
                kLooseNoun = 0.50f, kPerStep = 0.03f;
constexpr const char* kDefaultType = "CONSULT";  // the least charged act between two parties that are named together
constexpr float kDefaultConfidence = 0.1f;

bool touches(const std::vector<Filler>& side, std::optional<Span> span) {
  return span && std::any_of(side.begin(), side.end(), [&](const Filler& f) { return f.span.overlaps(*span); });
}

class Chooser {
 public:
  Chooser(const Lexicon& lexicon, const lang::Parse& parse, const who::Cast& cast, std::optional<Span> source,
          std::optional<Span> target)
      : lexicon_(lexicon), parse_(parse), tree_(parse), syntax_(lexicon, parse, tree_), sides_(lexicon, syntax_, cast),
        matcher_(lexicon, syntax_, sides_, cast), source_(source), target_(target), source_head_(head_of(source)),
        target_head_(head_of(target)) {}

  PairAnswer choose(const Frames& frames) {
    for (const Frame& f : frames.frames) from_frame(f);
    for (uint32_t t = 0; t < parse_.tokens.size(); ++t) loose(t);
    if (best_.type.empty()) best_ = {kDefaultType, kDefaultConfidence, "default"};
    else best_.type = as_plover(best_.type);
    return best_;
  }

 private:
  void take(const std::string& type, const std::string& cameo, float confidence, const std::string& rule, uint32_t trigger) {
    if (type == "STATE" || type == "NONE" || confidence <= best_.confidence) return;
    best_ = {type, std::min(confidence, 0.95f), rule};
    cameo_ = cameo;
    trigger_ = trigger;
  }

  // PLOVER codes an act that is only promised as AGREE, one that is only threatened as THREATEN, one refused as REJECT, and a
  // treaty signed (CAMEO 057) as SUPPORT; our claims keep the act's own type and say the rest as modality and polarity.
  [[nodiscard]] std::string as_plover(const std::string& type) const {
    const int quad = lexicon_.quad(type);
    if (type == "COERCE" && cameo_.starts_with("19")) return "ASSAULT";  // the older roots count occupation and blockade as fighting
    if (type == "SANCTION" && cameo_ == "160") return "COERCE";          // … and sanctions imposed as coercion (CAMEO 172)
    if (parse_.tokens[trigger_].upos == lang::Upos::VERB) {
      if (is_negated()) return quad <= 2 ? "REJECT" : type;
      if (is_future()) {
        if (quad == 4) return "THREATEN";
        if (quad == 2 || type == "CONSULT" || type == "CONCEDE" || type == "SUPPORT") return "AGREE";
      }
    }
    return type == "AGREE" && cameo_ == "057" ? "SUPPORT" : type;
  }

  [[nodiscard]] bool governed_by(uint64_t bit) const {
    const lang::Token& t = parse_.tokens[trigger_];
    const std::string_view rel = lang::relation(t.deprel);
    return t.head >= 0 && (rel == "xcomp" || rel == "advcl" || rel == "acl") &&
           (lexicon_.classes(parse_.tokens[static_cast<size_t>(t.head)].lemma) & bit) != 0;
  }
  [[nodiscard]] bool is_negated() const {
    for (uint32_t c : tree_.children(trigger_)) {
      const std::string& lemma = parse_.tokens[c].lemma;
      if (lemma == "not" || lemma == "n't" || lemma == "never") return true;
    }
    return governed_by(lexicon_.class_bit("unwilling"));
  }
  [[nodiscard]] bool is_future() const {
    for (uint32_t c : tree_.children(trigger_)) {
      const std::string& lemma = parse_.tokens[c].lemma;
      if (lang::relation(parse_.tokens[c].deprel) == "aux" && (lemma == "will" || lemma == "shall" || lemma == "would")) return true;
    }
    return governed_by(lexicon_.class_bit("willing"));
  }

  void from_frame(const Frame& f) {
    const bool actor = touches(f.actors, source_), recipient = touches(f.recipients, target_);
    const bool turned = touches(f.actors, target_) && (touches(f.recipients, source_) || f.recipients.empty());
    const float nominal = f.nominal ? -0.05f : 0.0f;
    if (actor && (recipient || !target_)) take(f.type, f.cameo, kBothSides + nominal, f.rule, f.trigger);
    else if (turned && f.reciprocal) take(f.type, f.cameo, kBothSides + nominal, f.rule, f.trigger);
    else if (recipient && !source_) take(f.type, f.cameo, kBothSides + nominal, f.rule, f.trigger);
    else if (actor) take(f.type, f.cameo, kSourceOnly + nominal - far(f.trigger), f.rule, f.trigger);
    else if (recipient) take(f.type, f.cameo, kTargetOnly + nominal - far(f.trigger), f.rule, f.trigger);
    else if (turned) take(f.type, f.cameo, kSwapped - far(f.trigger), f.rule, f.trigger);
  }

  // A word that can tell an act although its sides could not be bound.
  void loose(uint32_t token) {
    const lang::Token& t = parse_.tokens[token];
    if ((source_ && source_->contains(t.span)) || (target_ && target_->contains(t.span))) return;
    const bool verb = t.upos == lang::Upos::VERB;
    if (!verb && t.upos != lang::Upos::NOUN) return;
    const Pos pos = verb ? Pos::kVerb : Pos::kNoun;
    const auto& senses = lexicon_.senses(pos, lexicon_.known_lemma(pos, t.lemma, syntax_.lower(token)));
    if (senses.empty()) return;
    if (verb) syntax_.verb(token, predicate_);
    else syntax_.noun(token, predicate_);
    const Sense* sense = matcher_.fits(senses, predicate_);
    if (!sense) return;
    const SenseRow& row = lexicon_.rows()[sense->row];
    take(row.type, row.cameo, (verb ? kLooseVerb : kLooseNoun) - far(token) - (row.weak ? 0.05f : 0.0f), sense->rule, token);
  }

  // Steps in the tree from a token to both parties, as a loss of confidence.
  [[nodiscard]] float far(uint32_t token) const {
    int steps = 0;
    for (int32_t head : {source_head_, target_head_})
      if (head >= 0) steps += distance(token, static_cast<uint32_t>(head));
    return kPerStep * static_cast<float>(std::min(steps, 14));
  }

  [[nodiscard]] int distance(uint32_t a, uint32_t b) const {
    int up = 0;
    for (int32_t x = static_cast<int32_t>(a); x >= 0; x = parse_.tokens[static_cast<size_t>(x)].head, ++up) {
      int down = 0;
      for (int32_t y = static_cast<int32_t>(b); y >= 0; y = parse_.tokens[static_cast<size_t>(y)].head, ++down)
        if (y == x) return up + down;
    }
    return 12;  // in different sentences
  }

  [[nodiscard]] int32_t head_of(std::optional<Span> span) const {
    if (!span) return -1;
    for (uint32_t t = 0; t < parse_.tokens.size(); ++t) {
      if (!span->contains(parse_.tokens[t].span)) continue;
      const int32_t h = parse_.tokens[t].head;
      if (h < 0 || !span->contains(parse_.tokens[static_cast<size_t>(h)].span)) return static_cast<int32_t>(t);
    }
    return -1;
  }

  const Lexicon& lexicon_;
  const lang::Parse& parse_;
  lang::Tree tree_;
  Syntax syntax_;
  Sides sides_;
  Matcher matcher_;
  std::optional<Span> source_, target_;
  int32_t source_head_, target_head_;
  Predicate predicate_;
  PairAnswer best_;
  std::string cameo_;
  uint32_t trigger_ = 0;
};

std::optional<uint32_t> integer(std::string_view s) {
  uint32_t n = 0;
  auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), n);
  if (error != std::errc() || end != s.data() + s.size()) return std::nullopt;
  return n;
}

}  // namespace

Result<PairLine> read_pair_line(std::string_view line, const std::string& where) {
  const auto cells = split(line, '\t');
  if (cells.size() != 3) return Error{Code::kMalformed, "not three cells", where, "give sentence, source and target, parted by tabs"};
  PairLine out{cells[0], {}, {}};
  for (size_t i = 1; i < 3; ++i) {
    if (cells[i] == "-") continue;
    const size_t colon = cells[i].find(':');
    const auto begin = integer(cells[i].substr(0, colon));
    const auto end = colon == std::string_view::npos ? std::nullopt : integer(cells[i].substr(colon + 1));
    if (!begin || !end || *begin > *end || *end > cells[0].size())
      return Error{Code::kMalformed, std::string(cells[i]) + " is no span of the sentence", where, "write begin:end in bytes, or -"};
    (i == 1 ? out.source : out.target) = Span{*begin, *end};
  }
  return out;
}

PairAnswer pair_type(const Lexicon& lexicon, const lang::Parse& parse, const who::Cast& cast, const Frames& frames,
                     std::optional<Span> source, std::optional<Span> target) {
  return Chooser(lexicon, parse, cast, source, target).choose(frames);
}

}  // namespace annalist::what
