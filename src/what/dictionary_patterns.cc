#include "what/dictionary_patterns.h"

namespace annalist::what {
namespace {

// One side of a pattern over one side of the verb. `at` counts words away from the verb.
class Side {
 public:
  Side(const Dictionaries& dictionaries, const SentencePhrases& phrases, const std::vector<Element>& pattern, const std::vector<uint32_t>& view,
       bool backwards, PatternFit& fit)
      : dictionaries_(dictionaries), phrases_(phrases), pattern_(pattern), view_(view), backwards_(backwards), fit_(fit) {}

  [[nodiscard]] bool match() { return from(0, 0); }

 private:
  [[nodiscard]] const SeenWord& word(size_t at) const { return phrases_.words[view_[at]]; }

  bool from(size_t element, size_t at) {
    if (element == pattern_.size()) return true;
    if (++steps_ > kMaxPatternSteps) return false;
    const Element& e = pattern_[element];
    switch (e.kind) {
      case Element::Kind::kWord: return word_from(e, element, at);
      case Element::Kind::kSynset: return synset_from(e, element, at);
      case Element::Kind::kSkip: return skip_from(element, at);
      case Element::Kind::kCompound: return compound_from(e, element, at);
      case Element::Kind::kSource:
      case Element::Kind::kTarget: return actor_from(e, element, at, true) || actor_from(e, element, at, false);
    }
    return false;
  }

  [[nodiscard]] bool equal(std::string_view pattern, std::string_view seen) const {
    return pattern == seen || (dictionaries_.stems && seen.size() > pattern.size() && seen.rfind(pattern, 0) == 0);
  }

  bool word_from(const Element& e, size_t element, size_t at) {
    for (; at < view_.size(); ++at) {
      if (equal(e.word, word(at).text) && from(element + 1, at + 1)) return true;
      if (e.glued && !article(at)) return false;
    }
    return false;
  }

  // Articles part no words that a pattern glues: "for_ceasefire" fits "for a ceasefire".
  [[nodiscard]] bool article(size_t at) const {
    const std::string& w = word(at).text;
    return w == "the" || w == "a" || w == "an";
  }

  // Words that the synonym's elements take from `at` on, in the direction of the view; 0 = not there.
  size_t synonym(const std::vector<Element>& phrase, size_t at, uint32_t depth) const {
    constexpr uint32_t kDeepest = 4;  // synonym sets within synonym sets
    size_t taken = 0;
    for (size_t i = 0; i < phrase.size(); ++i) {
      const Element& e = backwards_ ? phrase[phrase.size() - 1 - i] : phrase[i];
      if (at + taken >= view_.size()) return 0;
      if (e.kind == Element::Kind::kWord) {
        if (!equal(e.word, word(at + taken).text)) return 0;
        ++taken;
        continue;
      }
      size_t inner = 0;
      if (e.kind == Element::Kind::kSynset && depth < kDeepest)
        for (const auto& other : dictionaries_.synsets[e.synset].phrases)
          if ((inner = synonym(other, at + taken, depth + 1)) > 0) break;
      if (inner == 0) return 0;
      taken += inner;
    }
    return taken;
  }

  bool synset_from(const Element& e, size_t element, size_t at) {
    for (; at < view_.size(); ++at) {
      for (const auto& phrase : dictionaries_.synsets[e.synset].phrases)
        if (const size_t taken = synonym(phrase, at, 0); taken > 0 && from(element + 1, at + taken)) return true;
      if (e.glued && !article(at)) return false;
    }
    return false;
  }

  // "^": on behind the bare noun phrase that is begun, or else comes next.
  bool skip_from(size_t element, size_t at) {
    while (at < view_.size() && word(at).chunk < 0) ++at;
    if (at >= view_.size()) return false;
    const int32_t chunk = word(at).chunk;
    while (at < view_.size() && word(at).chunk == chunk) ++at;
    return from(element + 1, at);
  }

  bool compound_from(const Element& e, size_t element, size_t at) {
    int32_t seen = -1;
    for (; at < view_.size(); ++at) {
      const int32_t unit = word(at).unit;
      if (unit < 0 || unit == seen) continue;
      seen = unit;
      if (const NounUnit& u = phrases_.units[static_cast<size_t>(unit)]; u.compound && u.codes.size() > 1) {
        const PatternFit before = fit_;
        fit_.target = u.codes;
        if (backwards_) fit_.source = u.codes;  // "Gondor and Arnor % have met"; after the verb they are dealt with only
        fit_.compound = backwards_;
        if (from(element + 1, end_of(at))) return true;
        fit_ = before;
      }
      if (e.glued) return false;
    }
    return false;
  }

  // One past the last word of the unit that the word stands in.
  [[nodiscard]] size_t end_of(size_t at) const {
    const int32_t unit = word(at).unit;
    while (at < view_.size() && word(at).unit == unit) ++at;
    return at;
  }

  // "$", "+": the next noun phrase; one with a code (`known`) goes before one without. When the pattern has entered a phrase
  // already ("a message | from Gondor"), the rest of it is meant.
  bool actor_from(const Element& e, size_t element, size_t at, bool known) {
    for (int32_t seen = -1; at < view_.size(); ++at) {
      const int32_t unit = word(at).unit;
      if (unit < 0 || unit == seen) {
        if (e.glued && unit < 0) return false;
        continue;
      }
      seen = unit;
      const std::vector<Coded> codes = codes_at(at);
      if (codes.front().known() == known) {
        auto& side = e.kind == Element::Kind::kSource ? fit_.source : fit_.target;
        const std::vector<Coded> before = side;
        side = codes;
        if (from(element + 1, end_of(at))) return true;
        side = before;
      }
      if (e.glued) return false;
    }
    return false;
  }

  [[nodiscard]] std::vector<Coded> codes_at(size_t at) const {
    const NounUnit& u = phrases_.units[static_cast<size_t>(word(at).unit)];
    if (at == 0 || word(at - 1).unit != word(at).unit) return u.codes;
    return backwards_ ? phrases_.codes_of(u.first, view_[at] + 1) : phrases_.codes_of(view_[at], u.last);
  }

  const Dictionaries& dictionaries_;
  const SentencePhrases& phrases_;
  const std::vector<Element>& pattern_;
  const std::vector<uint32_t>& view_;
  bool backwards_;
  PatternFit& fit_;
  uint32_t steps_ = 0;
};

}  // namespace

bool fits(const Dictionaries& dictionaries, const SentencePhrases& phrases, const Pattern& pattern, const VerbView& view, PatternFit& fit) {
  fit = {};
  return Side(dictionaries, phrases, pattern.after, view.after, false, fit).match() &&
         Side(dictionaries, phrases, pattern.before, view.before, true, fit).match();
}

}  // namespace annalist::what
