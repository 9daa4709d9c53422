#include "says/spans.h"

#include <algorithm>

namespace annalist::says {
namespace {

bool droppable(const lang::Parse& parse, uint32_t t) {
  if (parse.tokens[t].upos != lang::Upos::PUNCT) return false;
  const std::string_view form = parse.form(t);
  return form == "," || form == "." || form == ":" || form == ";" || form == "-" || form == "--" || form == "—" || form == "–" ||
         form == "!" || form == "?" || form == "...";
}

}  // namespace

Span trimmed(const lang::Parse& parse, uint32_t first, uint32_t last) {
  while (first < last && droppable(parse, first)) ++first;
  while (first < last && droppable(parse, last - 1)) --last;
  return first < last ? parse.span(first, last) : Span{};
}

std::vector<Span> subtree_without(const lang::Tree& tree, uint32_t top, int32_t hole) {
  const lang::Parse& parse = tree.parse();
  std::vector<Span> out;
  const auto add = [&](uint32_t first, uint32_t last) {
    if (first >= last) return;
    if (const Span s = trimmed(parse, first, last); !s.empty()) out.push_back(s);
  };
  const uint32_t left = tree.left(top), right = tree.right(top);
  if (hole < 0) {
    add(left, right);
    return out;
  }
  const auto h = static_cast<uint32_t>(hole);
  add(left, std::min(right, tree.left(h)));
  add(std::max(left, tree.right(h)), right);
  return out;
}

void normalize(std::vector<Span>& spans) {
  std::erase_if(spans, [](Span s) { return s.empty(); });
  std::sort(spans.begin(), spans.end());
  size_t kept = 0;
  for (size_t i = 0; i < spans.size(); ++i) {
    if (kept > 0 && spans[i].begin <= spans[kept - 1].end) spans[kept - 1].end = std::max(spans[kept - 1].end, spans[i].end);
    else spans[kept++] = spans[i];
  }
  spans.resize(kept);
}

bool any_overlap(const std::vector<Span>& spans, Span span) {
  return std::any_of(spans.begin(), spans.end(), [&](Span s) { return s.overlaps(span); });
}

uint32_t total_size(const std::vector<Span>& spans) {
  uint32_t n = 0;
  for (Span s : spans) n += s.size();
  return n;
}

}  // namespace annalist::says
