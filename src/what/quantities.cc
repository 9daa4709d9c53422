#include "what/quantities.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace annalist::what {
namespace {

using lang::relation;
using lang::Upos;

struct Word {
  std::string_view word;
  double value;
};
constexpr Word kSmall[] = {{"one", 1}, {"two", 2}, {"three", 3}, {"four", 4}, {"five", 5}, {"six", 6}, {"seven", 7},
    {"eight", 8}, {"nine", 9}, {"ten", 10}, {"eleven", 11}, {"twelve", 12}, {"thirteen", 13}, {"fourteen", 14},
    {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},
    {"thirty", 30}, {"forty", 40}, {"fifty", 50}, {"sixty", 60}, {"seventy", 70}, {"eighty", 80}, {"ninety", 90}};
constexpr Word kScales[] = {{"hundred", 100}, {"thousand", 1000}, {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12}, {"dozen", 12}};
// Plural scales with an open value: "dozens of", "hundreds of", "tens of thousands of".
constexpr Word kOpen[] = {{"dozens", 24}, {"scores", 40}, {"hundreds", 200}, {"thousands", 2000}, {"millions", 2e6}, {"billions", 2e9}};
constexpr Word kDozen[] = {{"dozen", 12}};

const double* find(const auto& words, std::string_view w) {
  for (const Word& x : words)
    if (x.word == w) return &x.value;
  return nullptr;
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

enum class Bound { kNone, kAbout, kMore, kLess };
struct Modifier {
  std::string_view words;
  Bound bound;
};
constexpr Modifier kModifiers[] = {{"more than", Bound::kMore}, {"at least", Bound::kMore}, {"over", Bound::kMore},
    {"no fewer than", Bound::kMore}, {"some", Bound::kAbout}, {"about", Bound::kAbout}, {"around", Bound::kAbout},
    {"nearly", Bound::kLess}, {"almost", Bound::kLess}, {"up to", Bound::kLess}, {"fewer than", Bound::kLess},
    {"less than", Bound::kLess}, {"as many as", Bound::kLess}, {"approximately", Bound::kAbout}, {"roughly", Bound::kAbout},
    {"an estimated", Bound::kAbout}, {"a total of", Bound::kNone}, {"at most", Bound::kLess}, {"above", Bound::kMore}};

struct Reader {
  const Syntax& syntax;
  const lang::Parse& parse;

  // Value of one token as a number; nothing when it is none.
  std::optional<double> value(uint32_t t) const {
    const std::string w = syntax.lower(t);
    if (auto d = digits(w)) return d;
    if (auto* v = find(kSmall, w)) return *v;
    if (auto* v = find(kScales, w)) return *v;
    if (auto* v = find(kDozen, w)) return *v;
    const size_t dash = w.find('-');
    if (dash != std::string::npos) {
      const auto *a = find(kSmall, std::string_view(w).substr(0, dash)), *b = find(kSmall, std::string_view(w).substr(dash + 1));
      if (a && b && *a >= 20) return *a + *b;
    }
    return std::nullopt;
  }

  // Longest modifier that ends right before token t; returns its first token.
  std::pair<uint32_t, Bound> modifier(uint32_t t, uint32_t first) const {
    std::pair<uint32_t, Bound> best{t, Bound::kNone};
    for (const Modifier& m : kModifiers) {
      const auto words = static_cast<uint32_t>(1 + std::count(m.words.begin(), m.words.end(), ' '));
      if (t < first + words) continue;
      std::string joined;
      for (uint32_t i = t - words; i < t; ++i) {
        if (i > t - words) joined += ' ';
        joined += syntax.lower(i);
      }
      if (joined == m.words && t - words < best.first) best = {t - words, m.bound};
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

void bounds(Quantity& q, double v, Bound bound) {
  q.value = v;
  if (bound == Bound::kNone) q.low = v, q.high = v;
  if (bound == Bound::kMore) q.low = v;
  if (bound == Bound::kLess) q.high = v;
}

// Reads the figure that starts at token t of sentence s; `last` becomes its last token. Nothing when there is no figure.
std::optional<Quantity> figure(const Syntax& syntax, const lang::Sentence& s, uint32_t t, const std::vector<bool>& taken, uint32_t& last) {
  const lang::Parse& parse = syntax.parse();
  const Reader reader{syntax, parse};
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
    const double* open = find(kOpen, syntax.lower(t));
    if (!open) return std::nullopt;
    q.low = *open;
  } else {
    auto v = reader.value(t);
    if (!v && !digit) return std::nullopt;
    while (last + 1 < s.last && !taken[last + 1]) {  // "two million"
      const double* scale = find(kScales, syntax.lower(last + 1));
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
