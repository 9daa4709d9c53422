#include "lang/votes.h"

#include <algorithm>

#include "lang/linear.h"
#include "lang/words.h"

namespace annalist::lang {
namespace {

constexpr float kLead = 1.5F;           // how much more weight another kind needs to overrule a name's own
constexpr float kSurnameWeight = 0.7F;  // "Petrov" in "Anton Petrov" says less than "Petrov" alone

uint64_t key_of_words(const Parse& parse, uint32_t first, uint32_t last) {
  uint64_t hash = 0;
  for (uint32_t t = first; t < last; ++t) hash = mix(hash, hash_word(parse.form(t)));
  return seal(hash);
}

}  // namespace

void vote(Parse& parse, std::vector<Ballot>& ballots) {
  ballots.clear();
  for (uint32_t k = 0; k < parse.names.size(); ++k) {
    const Name& n = parse.names[k];
    ballots.push_back({key_of_words(parse, n.first, n.last), n.confidence, n.kind, k, 2 * k});
    if (n.kind == NameKind::kPerson && n.last > n.first + 1)
      ballots.push_back(
          {key_of_words(parse, n.last - 1, n.last), n.confidence * kSurnameWeight, n.kind, UINT32_MAX, 2 * k + 1});
  }
  // In document order within a key, so that the sums are made in one order.
  std::sort(ballots.begin(), ballots.end(),
            [](const Ballot& a, const Ballot& b) { return a.key != b.key ? a.key < b.key : a.order < b.order; });
  for (size_t first = 0, last = 0; first < ballots.size(); first = last) {
    float sums[4] = {0, 0, 0, 0};
    while (last < ballots.size() && ballots[last].key == ballots[first].key) {
      sums[static_cast<size_t>(ballots[last].kind)] += ballots[last].weight;
      ++last;
    }
    const auto best = static_cast<size_t>(std::max_element(sums, sums + 4) - sums);
    for (size_t k = first; k < last; ++k) {
      if (ballots[k].name == UINT32_MAX) continue;
      Name& n = parse.names[ballots[k].name];
      if (sums[best] > kLead * sums[static_cast<size_t>(n.kind)]) n.kind = static_cast<NameKind>(best);
    }
  }
}

}  // namespace annalist::lang
