// Sketches of texts: the least hashes of all runs of three words (bottom-k sampling, Broder 1997). By them near-copies
// are found without the texts: an outlet cuts a report or adds to it, so containment in the shorter text counts and
// not the share of both.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace annalist::weave {

// Ascending, at most 128 hashes; letters are folded and everything else separates words. Linear time.
[[nodiscard]] std::vector<uint64_t> sketch_of(std::string_view text);

// Estimated share of the shorter text's runs that stand in the other, 0..1; 0 for texts of fewer than 20 sampled runs.
[[nodiscard]] double containment(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b);
inline constexpr double kNearCopy = 0.4;  // independent reports of one happening share less than a tenth

}  // namespace annalist::weave
