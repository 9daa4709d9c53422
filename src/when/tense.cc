#include <algorithm>

#include "when/context.h"

namespace annalist::when {

namespace {

using lang::Token;
using lang::Upos;

constexpr uint32_t kReach = 16;      // words looked at on either side without a tree: about one clause
constexpr int kHeights = 6;          // heads climbed: deeper ones belong to other clauses
constexpr int kGenitiveHeights = 2;  // "Wednesday's ruling": its noun and the verb of that

// Reads one sentence of the parse around a token.
class Clause {
 public:
  Clause(const lang::Parse& parse, const Vocabulary& words, uint32_t token) : parse_(parse), words_(words) {
    if (!parse.sentence_of.empty())
      sentence_ = parse.sentences[parse.sentence_of[token]];
    else
      sentence_.first = 0, sentence_.last = static_cast<uint32_t>(parse.tokens.size());
  }

  [[nodiscard]] Direction governing(uint32_t from, bool& sure) const {
    const int heights = token(from).deprel == "nmod:poss" ? kGenitiveHeights : kHeights;
    uint32_t below = from;
    int32_t at = token(from).head;
    for (int height = 0; at >= 0 && height < heights; ++height) {
      const auto t = static_cast<uint32_t>(at);
      if (!verbal(t) && ahead(t)) return Direction::kFuture;  // "ahead of her trip, they issued": the issuing is not to come
      const Direction d = verbal(t) ? of_verb(t, below) : Direction::kUnknown;
      if (d != Direction::kUnknown) {
        sure = height == 0;
        return d;
      }
      below = t;
      at = token(t).head;
    }
    return Direction::kUnknown;
  }
  // "ahead of the vote in April": the thing itself is to come.
  [[nodiscard]] bool ahead(uint32_t t) const {
    for (uint32_t i = sentence_.first; i < t && i < sentence_.last; ++i)
      if (token(i).head == static_cast<int32_t>(t) && (cue(i) & kAheadCue)) return true;
    return false;
  }

 private:
  [[nodiscard]] const Token& token(uint32_t i) const { return parse_.tokens[i]; }
  [[nodiscard]] uint8_t cue(uint32_t i) const {
    const Entry* e = words_.find(token(i).lemma);
    return e ? e->tense : uint8_t{0};
  }
  [[nodiscard]] bool verbal(uint32_t t) const {
    if (token(t).upos == Upos::VERB || token(t).upos == Upos::AUX) return true;
    for (uint32_t i = sentence_.first; i < sentence_.last; ++i)
      if (token(i).head == static_cast<int32_t>(t) && lang::relation(token(i).deprel) == "cop") return true;
    return (cue(t) & kPlanCue) != 0 && token(t).upos == Upos::ADJ;
  }

  [[nodiscard]] Direction of_verb(uint32_t v, uint32_t below) const {
    bool modal = false, have = false, past_aux = false, passive = false, to = false, present_aux = false, past_perfect = false;
    for (uint32_t i = sentence_.first; i < sentence_.last; ++i) {
      if (token(i).head != static_cast<int32_t>(v)) continue;
      const std::string_view rel = lang::relation(token(i).deprel);
      if (rel == "mark" && token(i).xpos == "TO") to = true;
      if (rel != "aux" && rel != "cop") continue;
      modal |= token(i).xpos == "MD";
      have |= token(i).lemma == "have";
      past_aux |= token(i).xpos == "VBD";
      past_perfect |= token(i).lemma == "have" && token(i).xpos == "VBD";
      present_aux |= token(i).xpos == "VBZ" || token(i).xpos == "VBP";
      passive |= token(i).deprel == "aux:pass";
    }
    const bool plan = (cue(v) & kPlanCue) != 0;
    if (plan && past_perfect) return Direction::kPast;  // "it had been due to expire on Friday"
    const std::string_view tag = token(v).xpos;
    if (cue(v) & kScheduleCue) return Direction::kFuture;
    if (modal) return have ? Direction::kPast : Direction::kFuture;
    // "scheduled for Friday", "is expected on the 20th", "due in May"; "plans to visit in May" arrives here from below.
    const std::string_view from = lang::relation(token(below).deprel);
    const bool complement = from == "xcomp" || from == "ccomp" || (from == "advcl" && is_infinitive(below));
    if (plan && (complement || passive || tag == "VBN" || tag == "JJ")) return Direction::kFuture;
    if (plan && token(v).upos != Upos::VERB) return Direction::kFuture;
    if (token(v).lemma == "be" && complement && is_infinitive(below)) return Direction::kFuture;  // "is to visit"
    if (token(v).lemma == "go" && complement && is_infinitive(below) && tag == "VBG") return Direction::kFuture;
    if (to && !have) {  // "guidelines to be published in May" are to come; else the verb above decides
      return lang::relation(token(v).deprel) == "acl" ? Direction::kFuture : Direction::kUnknown;
    }
    if (have || past_aux || tag == "VBD") return Direction::kPast;
    if (tag == "VBN" && !present_aux) return Direction::kPast;
    return Direction::kUnknown;
  }
  [[nodiscard]] bool is_infinitive(uint32_t t) const {
    for (uint32_t i = sentence_.first; i < t; ++i)
      if (token(i).head == static_cast<int32_t>(t) && token(i).xpos == "TO") return true;
    return false;
  }

  const lang::Parse& parse_;
  const Vocabulary& words_;
  lang::Sentence sentence_;
};

bool past_form(const Context& c, uint32_t i) {
  const std::string_view form = c.form(i);
  return form.size() > 3 && form.ends_with("ed") && !form.ends_with("eed") && !form.ends_with("hundred");
}

// Without a tree: the nearest telling word, those before the expression first.
Direction guess(const Context& c) {
  const auto look = [&](uint32_t i) -> std::optional<Direction> {
    const uint8_t cue = c.tokens[i].entry ? c.tokens[i].entry->tense : uint8_t{0};
    if (cue & (kFutureCue | kPlanCue | kAheadCue | kScheduleCue)) return Direction::kFuture;
    if ((cue & kPastCue) || past_form(c, i)) return Direction::kPast;
    return std::nullopt;
  };
  for (uint32_t k = 1; k <= kReach && k <= c.begin; ++k) {
    const uint32_t i = c.begin - k;
    if (c.is(i, ".") || c.is(i, ";")) break;
    if (const auto d = look(i)) {
      // "will be held", "is expected": the word before the nearest one may turn it.
      for (uint32_t j = 1; j <= 3 && j <= i && *d == Direction::kPast; ++j)
        if (c.tokens[i - j].entry && (c.tokens[i - j].entry->tense & (kFutureCue | kPlanCue)))
          return Direction::kFuture;
      return *d;
    }
  }
  for (uint32_t i = c.end; i < c.tokens.size() && i < c.end + kReach && !c.is(i, "."); ++i)
    if (const auto d = look(i)) return *d;
  return Direction::kUnknown;
}

}  // namespace

Direction direction_of(const Context& c, bool& sure) {
  sure = false;
  const int32_t first = c.parsed(c.begin), last = c.parsed(c.end - 1);
  if (first < 0 || last < first) return guess(c);
  int32_t top = first;  // the token of the expression whose head lies outside
  for (int32_t i = first; i <= last; ++i) {
    const int32_t head = c.parse.tokens[static_cast<size_t>(i)].head;
    if (head < first || head > last) {
      top = i;
      break;
    }
  }
  const Clause clause(c.parse, c.rules.vocabulary, static_cast<uint32_t>(top));
  if (clause.ahead(static_cast<uint32_t>(top))) return Direction::kFuture;
  return clause.governing(static_cast<uint32_t>(top), sure);
}

}  // namespace annalist::when
