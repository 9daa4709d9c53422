// Span arithmetic over tokens for attributions and claims. Pure.
#pragma once

#include <vector>

#include "lang/parse.h"

namespace annalist::says {

// The words [first, last) without punctuation and blanks at their borders; quotation marks stay. Empty when nothing is left.
[[nodiscard]] Span trimmed(const lang::Parse& parse, uint32_t first, uint32_t last);

// The subtree of `top` without the subtree of `hole` (-1 = none): one or two spans, trimmed, never empty ones.
[[nodiscard]] std::vector<Span> subtree_without(const lang::Tree& tree, uint32_t top, int32_t hole);

// Sorted, overlapping ones joined, empty ones dropped.
void normalize(std::vector<Span>& spans);

[[nodiscard]] bool any_overlap(const std::vector<Span>& spans, Span span);
[[nodiscard]] uint32_t total_size(const std::vector<Span>& spans);  // bytes

}  // namespace annalist::says
