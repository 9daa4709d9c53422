#include "what/quantities.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace annalist::what {
namespace {

using lang::relation;
using lang::Upos;

using Kind = NumberWord::Kind;

const double* find(const Lexicon& lexicon, Kind kind, std::string_view w) {
  const NumberWord* word = lexicon.number_word(w);
  return word && word->kind == kind ? &word->value : nullptr;
}

// "1,000", "2.5"; nothing for "9,2019" or "000,8": those are garbled forms.
std::optional<double> digits(std::string_view s) {
  std::string plain;
  size_t group = 0;
  bool comma = false, point = false;
  for (char c : s) {
    if (c >= '0' && c <= '9') plain += c, ++group;
    else if (c == ',' && !point) {
      if (group == 0 || (comma && group != 3)) return std::nullopt;
      comma = true, group = 0;
    } else if (c == '.' && !point && group > 0 && (!comma || group == 3)) {
      point = true, plain += c;
    } else {
      return std::nullopt;
    }
  }
  if (plain.empty() || (comma && !point && group != 3)) return std::nullopt;
  return std::strtod(plain.c_str(), nullptr);
}

struct Reader {
  const Syntax& syntax;

  // Value of one token as a number; nothing when it is none.
  std::optional<double> value(uint32_t t) const {
    const std::string w = syntax.lower(t);
    if (auto d = digits(w)) return d;
    const Lexicon& lexicon = syntax.lexicon();
    if (auto* v = find(lexicon, Kind::kNumber, w)) return *v;
    if (auto* v = find(lexicon, Kind::kScale, w)) return *v;
    const size_t dash = w.find('-');
    if (dash != std::string::npos) {
      const auto *a = find(lexicon, Kind::kNumber, std::string_view(w).substr(0, dash)),
                 *b = find(lexicon, Kind::kNumber, std::string_view(w).substr(dash + 1));
      if (a && b && *a >= 20) return *a + *b;
    }
    return std::nullopt;
  }

  // Longest modifier that ends right before token t; returns its first token.
  std::pair<uint32_t, Kind> modifier(uint32_t t, uint32_t first) const {
    std::pair<uint32_t, Kind> best{t, Kind::kExact};
    std::string joined;
    for (uint32_t i = t; i > first && t - i < Lexicon::kLongestNumberModifier;) {
      --i;
      joined = joined.empty() ? syntax.lower(i) : syntax.lower(i) + (" " + joined);
      const NumberWord* word = syntax.lexicon().number_word(joined);
      if (word && word->kind >= Kind::kMore) best = {i, word->kind};
    }
    return best;
  }
};

// The noun counted and what it is made of: "1,000 containers of ammunition".
void count_of(const Syntax& syntax, uint32_t number, uint32_t last, Quantity& q, uint32_t& end) {
  const lang::Tree& tree = syntax.tree();
  int32_t noun = -1;
  for (uint32_t t = number; t <= last; ++t) {
    const int32_t h = syntax.at(t).head;
    if (h > static_cast<int32_t>(last) && (relation(syntax.at(t).deprel) == "nummod" || syntax.at(t).deprel == "compound")) noun = h;
  }
  if (noun < 0) {  // "hundreds of soldiers"
    for (uint32_t c : tree.children(last))
      if (c > last && relation(syntax.at(c).deprel) == "nmod" && syntax.preposition(c) == "of") q.unit = syntax.at(c).lemma, end = c + 1;
    return;
  }
  const auto n = static_cast<uint32_t>(noun);
  if (n > last + 6) return;
  q.unit = syntax.at(n).lemma;
  end = n + 1;
  for (uint32_t c : tree.children(n))
    if (c > n && syntax.preposition(c) == "of" && c < n + 6) {
      q.of = syntax.at(c).lemma;
      end = c + 1;
      break;
    }
}

void bounds(Quantity& q, double v, Kind bound) {
  q.value = v;
  if (bound == Kind::kExact) q.low = v, q.high = v;
  if (bound == Kind::kMore) q.low = v;
  if (bound == Kind::kLess) q.high = v;
}

// Reads the figure that starts at token t of sentence s; `last` becomes its last token. Nothing when there is no figure.
std::optional<Quantity> figure(const Syntax& syntax, const lang::Sentence& s, uint32_t t, const std::vector<bool>& taken, uint32_t& last) {
  const lang::Parse& parse = syntax.parse();
  const Reader reader{syntax};
  const lang::Token& token = syntax.at(t);
  const bool digit = !token.span.empty() && parse.form(t)[0] >= '0' && parse.form(t)[0] <= '9';
  if (taken[t] || (token.upos != Upos::NUM && token.upos != Upos::NOUN && !digit)) return std::nullopt;
  if (t > s.first && parse.form(t - 1) == "-" && parse.tokens[t - 1].span.end == token.span.begin) return std::nullopt;  // Hwasong-18
  if (!digit && t > s.first && syntax.lower(t - 1) == "the") return std::nullopt;                                        // "the two countries"
  Quantity q;
  q.head = t;
  q.number = token.span;
  uint32_t first = t;
  if (token.upos == Upos::NOUN && !digit) {
    const double* open = find(syntax.lexicon(), Kind::kOpen, syntax.lower(t));
    if (!open) return std::nullopt;
    q.low = *open;
  } else {
    auto v = reader.value(t);
    if (!v && !digit) return std::nullopt;
    while (last + 1 < s.last && !taken[last + 1]) {  // "two million"
      const double* scale = find(syntax.lexicon(), Kind::kScale, syntax.lower(last + 1));
      if (!scale) break;
      if (v) *v *= *scale;
      ++last;
    }
    q.number = parse.span(t, last + 1);
    const auto [start, bound] = reader.modifier(t, s.first);
    first = start;
    if (v) bounds(q, *v, bound);
  }
  q.span = parse.span(first, last + 1);
  return q;
}

// Money, percent, or what is counted.
void unit_of(const Syntax& syntax, const lang::Sentence& s, uint32_t t, uint32_t last, Quantity& q) {
  const lang::Parse& parse = syntax.parse();
  uint32_t end = last + 1;
  if (t > s.first && (parse.form(t - 1) == "$" || parse.form(t - 1) == "€")) {
    q.unit = parse.form(t - 1) == "$" ? "USD" : "EUR";
    q.span = join(q.span, syntax.at(t - 1).span);
  } else if (last + 1 < s.last && (syntax.at(last + 1).lemma == "%" || syntax.at(last + 1).lemma == "percent")) {
    q.unit = "percent";
    end = last + 2;
  } else {
    count_of(syntax, t, last, q, end);
  }
  q.span = join(q.span, parse.span(t, end));
}

}  // namespace

std::vector<Quantity> quantities(const Syntax& syntax, const doubt::Doubts& doubts, const std::vector<bool>& taken) {
  std::vector<Quantity> out;
  for (const lang::Sentence& s : syntax.parse().sentences)
    for (uint32_t t = s.first; t < s.last; ++t) {
      uint32_t last = t;
      std::optional<Quantity> q = figure(syntax, s, t, taken, last);
      if (!q) continue;
      unit_of(syntax, s, t, last, *q);
      q->suspect = doubts.touches(q->number);
      if (q->suspect) q->value = q->low = q->high = std::nullopt;
      const bool year = q->value && *q->value >= 1900 && *q->value <= 2100 && q->number.size() == 4 && q->span.begin == q->number.begin;
      if ((!q->unit.empty() && !year) || q->suspect) out.push_back(std::move(*q));
      t = last;
    }
  return out;
}

}  // namespace annalist::what
