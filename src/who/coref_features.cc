// Features of the coreference ranker, shared by program and training: each is a hashed slot, alone and together with how
// the phrase and its antecedent refer.
#include <algorithm>

#include "who/coref.h"
#include "who/discourse.h"

namespace annalist::who {
namespace {

uint32_t mix(uint32_t a, uint32_t b) {
  uint32_t h = (a ^ (b + 0x9E3779B9U + (a << 6) + (a >> 2))) * 0x85EBCA6BU;
  h ^= h >> 15;
  return h * 0xC2B2AE35U;
}

uint32_t slot(uint32_t h) {
  return (h ^ (h >> 16)) & (CorefModel::kSlots - 1);
}

// Counts in steps that matter: 0 1 2 3 4 5-7 8-12 13-20 21-40 more.
uint32_t step(uint32_t n) {
  return n < 5 ? n : n < 8 ? 5 : n < 13 ? 6 : n < 21 ? 7 : n < 41 ? 8 : 9;
}

// Gives a feature three times: alone, with the phrase's form, with both forms.
struct Sink {
  std::vector<uint32_t>& out;
  uint32_t form, forms;
  void operator()(uint32_t kind, uint32_t value) const {
    const uint32_t f = mix(kind * 0x1000193U, value);
    out.push_back(slot(f));
    out.push_back(slot(mix(f, form)));
    out.push_back(slot(mix(f, forms)));
  }
  void once(uint32_t kind, uint32_t value) const { out.push_back(slot(mix(kind * 0x1000193U, mix(value, form)))); }
};

uint32_t number(char a, char b) {
  return static_cast<uint32_t>(static_cast<uint8_t>(a)) << 8 | static_cast<uint8_t>(b);
}

bool holds(const std::vector<uint32_t>& words, uint32_t w) {
  return std::find(words.begin(), words.end(), w) != words.end();
}

// How the content words of two phrases overlap: bit 0 all of p in a, bit 1 all of a in p, bit 2 some shared.
uint32_t overlap(const Phrase& p, const Phrase& a) {
  bool all = true, rest = true, some = false;
  for (uint32_t w : p.words) holds(a.words, w) ? some = true : all = false;
  for (uint32_t w : a.words) rest = rest && holds(p.words, w);
  return (all ? 1U : 0U) | (rest ? 2U : 0U) | (some ? 4U : 0U);
}

uint32_t form_of(const Phrase& p) {
  return static_cast<uint32_t>(p.form) + 1 + (p.reflexive ? 32U : 0U) + (p.possessive ? 64U : 0U) + (p.joined ? 128U : 0U);
}

}  // namespace

void Resolution::chain_features(const Phrase& p, const Chain& c, uint32_t n, std::vector<uint32_t>& out) const {
  const Sink put{out, static_cast<uint32_t>(p.form) + 1, 0x55U};
  put.once(60, step(c.size));
  put.once(61, step(n - c.last));
  put.once(62, (c.named ? 1U : 0U) | (c.size > 1 ? 2U : 0U));
  const auto seen = [](uint32_t k) { return k == 0 ? 0U : k < 3 ? 1U : 2U; };
  put.once(63, seen(c.he) | seen(c.she) << 2 | seen(c.it) << 4 | seen(c.they) << 6);
  put.once(64, seen(c.i) | seen(c.you) << 2 | seen(c.we) << 4);
  put.once(65, (c.singular ? 1U : 0U) | (c.plural ? 2U : 0U) | static_cast<uint32_t>(static_cast<uint8_t>(p.number)) << 8);
  put.once(66, mix(step(c.size), step(n - c.last)));
}

void Resolution::pair_features(uint32_t n, uint32_t at, std::vector<uint32_t>& out) const {
  const Phrase& p = phrases_[n];
  const Phrase& a = phrases_[at];
  const Sink put{out, form_of(p), mix(form_of(p), form_of(a))};
  const uint32_t sentences = p.sentence - a.sentence;
  put(1, 0);
  put(2, step(sentences));
  put(3, step(n - at));
  put(4, (p.block == a.block ? 1U : 0U) | (p.quoted ? 2U : 0U) | (a.quoted ? 4U : 0U));
  put(5, p.speaker == 0 && a.speaker == 0 ? 0U : p.speaker == a.speaker ? 1U : 2U);
  put(6, number(p.number, a.number));
  put(7, number(p.sex, a.sex));
  put(8, number(p.person, a.person));
  put(9, a.kind);
  put(10, static_cast<uint32_t>(p.relation) << 8 | a.relation);
  put(11, a.relation);
  const bool nested = p.first < a.last && a.first < p.last;
  put(12, nested ? (p.last <= a.last ? 1U : 2U) : 0U);
  if (sentences == 0) {
    put(13, (d_.token(p.head).head == d_.token(a.head).head ? 1U : 0U));
    int32_t up = d_.token(p.head).head;
    uint32_t depth = 0;
    for (; up >= 0 && depth < 8 && up != d_.token(a.head).head; ++depth) up = d_.token(static_cast<uint32_t>(up)).head;
    put(14, up < 0 ? 9 : depth);
    put(16, mix(up < 0 ? 9 : depth, a.relation));
    put(15, d_.token(p.head).head == static_cast<int32_t>(a.head) ? p.relation : 0U);
  }
  if (!is_pronoun(p.form) && !is_pronoun(a.form)) {
    const bool head = p.lemma == a.lemma, whole = p.text == a.text;
    put(20, (head ? 1U : 0U) | (whole ? 2U : 0U) | overlap(p, a) << 2);
    put(21, (head ? 1U : 0U) | (whole ? 2U : 0U));
    put(22, mix((head ? 1U : 0U) | (whole ? 2U : 0U), step(sentences)));
    if (head) put.once(23, p.lemma);
    else put.once(24, mix(p.lemma, a.lemma));
    put(25, (holds(a.words, p.lemma) ? 1U : 0U) | (holds(p.words, a.lemma) ? 2U : 0U));
    put(26, static_cast<uint32_t>(p.kind) << 8 | a.kind);
    put(27, mix(head ? 1U : 0U, (p.modified_after ? 1U : 0U) | (a.modified_after ? 2U : 0U)));
  } else if (is_pronoun(p.form) && is_pronoun(a.form)) {
    put(30, (p.text == a.text ? 1U : 0U) | (p.form == a.form ? 2U : 0U));
    put(31, mix(p.form == a.form ? 1U : 0U, step(sentences)));
  } else {
    put.once(32, a.lemma);
    put.once(33, mix(a.lemma, p.verb));
    put.once(34, a.first_word);
    put.once(35, p.lemma);
  }
  put.once(36, a.after);
  put.once(37, a.before);
  put(38, mix(step(sentences), a.relation));
  const int32_t mine = p.draft, other = a.draft;
  if (mine >= 0 && other >= 0) {
    const Mention& x = d_.drafts[static_cast<size_t>(mine)].mention;
    const Mention& y = d_.drafts[static_cast<size_t>(other)].mention;
    put(40, x.entity == y.entity ? 1U : 2U);
    put(41, x.country.empty() || y.country.empty() ? 0U : x.country == y.country ? 1U : 2U);
  } else {
    put(42, (mine >= 0 ? 1U : 0U) | (other >= 0 ? 2U : 0U));
  }
  const Chain& c = chains_[chain_[at]];
  if (p.bound >= 0) {
    const std::string& rule = d_.drafts[static_cast<size_t>(p.bound)].mention.entity;
    const int32_t told = c.draft >= 0 ? c.draft : a.draft;
    put.once(43, told < 0 ? 1U : d_.drafts[static_cast<size_t>(told)].mention.entity == rule ? 2U : 3U);
  } else {
    put.once(43, 0);
  }
  put(39, mix(step(sentences), static_cast<uint32_t>(p.relation) << 8 | a.relation));
  chain_features(p, c, n, out);
}

void Resolution::new_features(uint32_t n, std::vector<uint32_t>& out) const {
  const Phrase& p = phrases_[n];
  const Sink put{out, form_of(p), 0x77U};
  put(80, 0);
  put(81, p.lemma);
  put(82, p.text);
  put(83, p.first_word);
  put(84, p.before);
  put(85, p.after);
  put(86, p.relation);
  put(87, static_cast<uint32_t>(static_cast<uint8_t>(p.number)));
  put(88, step(p.last - p.first));
  put(89, p.modified_after ? 1U : 0U);
  put(90, p.kind);
  put(91, step(p.sentence));
  put(92, mix(p.relation, p.verb));
  put(93, p.verb);
  const auto seen = by_word_.find(p.lemma);
  put(94, seen == by_word_.end() ? 0U : step(static_cast<uint32_t>(seen->second.size())));
  bool whole = false;
  if (seen != by_word_.end() && !is_pronoun(p.form))
    for (uint32_t k : seen->second) whole = whole || phrases_[k].text == p.text;
  put(95, whole ? 1U : 0U);
  put(99, p.bound >= 0 ? 1U : 0U);
  put(96, (p.quoted ? 1U : 0U) | (n < 3 ? 2U : 0U));
  put(97, number(p.person, p.sex));
  uint32_t clauses = 0;
  for (uint32_t c : d_.tree.children(static_cast<uint32_t>(std::max(d_.token(p.head).head, 0)))) {
    const std::string_view rel = lang::relation(d_.token(c).deprel);
    clauses |= rel == "ccomp" ? 1U : rel == "csubj" ? 2U : rel == "xcomp" ? 4U : rel == "advcl" ? 8U : rel == "cop" ? 16U : rel == "acl" ? 32U : 0U;
  }
  put(98, clauses);
}

void Resolution::features(uint32_t n, int32_t antecedent, std::vector<uint32_t>& out) const {
  out.clear();
  if (antecedent < 0) new_features(n, out);
  else pair_features(n, static_cast<uint32_t>(antecedent), out);
}

}  // namespace annalist::who
