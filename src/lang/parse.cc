#include "lang/parse.h"

#include <algorithm>

namespace annalist::lang {

const char* upos_name(Upos upos) {
  static constexpr const char* kNames[] = {"ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
                                           "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};
  return kNames[static_cast<size_t>(upos)];
}

const char* name_kind_tag(NameKind kind) {
  static constexpr const char* kNames[] = {"PER", "ORG", "LOC", "MISC"};
  return kNames[static_cast<size_t>(kind)];
}

Tree::Tree(const Parse& parse) : parse_(parse) {
  const size_t n = parse.tokens.size();
  start_.assign(n + 1, 0);
  left_.resize(n);
  right_.resize(n);
  for (const Token& t : parse.tokens)
    if (t.head >= 0) ++start_[static_cast<size_t>(t.head) + 1];
  for (size_t i = 0; i < n; ++i) start_[i + 1] += start_[i];
  flat_.resize(start_[n]);
  std::vector<uint32_t> at(start_.begin(), start_.end() - 1);
  for (uint32_t i = 0; i < n; ++i)
    if (parse.tokens[i].head >= 0) flat_[at[static_cast<size_t>(parse.tokens[i].head)]++] = i;
  for (uint32_t i = 0; i < n; ++i) left_[i] = i, right_[i] = i + 1;
  // Each token widens all of its ancestors; depth is bounded by the sentence length.
  for (uint32_t i = 0; i < n; ++i) {
    for (int32_t h = parse.tokens[i].head; h >= 0; h = parse.tokens[static_cast<size_t>(h)].head) {
      auto& l = left_[static_cast<size_t>(h)];
      auto& r = right_[static_cast<size_t>(h)];
      if (l <= i && r >= i + 1) break;
      l = std::min(l, i), r = std::max(r, i + 1);
    }
  }
}

int32_t Tree::child(uint32_t token, std::string_view rel) const {
  const bool any_subtype = rel.find(':') == std::string_view::npos;
  for (uint32_t c : children(token)) {
    const std::string_view d = parse_.tokens[c].deprel;
    if (d == rel || (any_subtype && relation(d) == rel)) return static_cast<int32_t>(c);
  }
  return -1;
}

bool Tree::under(uint32_t token, uint32_t top) const {
  for (auto t = static_cast<int32_t>(token); t >= 0; t = parse_.tokens[static_cast<size_t>(t)].head)
    if (static_cast<uint32_t>(t) == top) return true;
  return false;
}

}  // namespace annalist::lang
