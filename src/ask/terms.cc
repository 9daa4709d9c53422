#include "ask/terms.h"

#include <cmath>
#include <map>

#include "base/utf8.h"

namespace annalist::ask {
namespace {

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80; }

}  // namespace

void Terms::add(std::string_view text) {
  const std::string folded = utf8::fold(text);
  std::map<uint32_t, double> counts;
  for (size_t i = 0; i < folded.size();) {
    size_t end = i;
    while (end < folded.size() && is_word(folded[end])) ++end;
    if (end - i >= 2) counts[numbers_.emplace(folded.substr(i, end - i), static_cast<uint32_t>(numbers_.size())).first->second] += 1;
    i = end + 1;
  }
  texts_with_.resize(numbers_.size());
  for (const auto& [term, count] : counts) ++texts_with_[term];
  vectors_.emplace_back(counts.begin(), counts.end());
}

void Terms::weigh() {
  const auto texts = static_cast<double>(vectors_.size() + 1);
  for (Vector& v : vectors_) {
    double square = 0;
    for (auto& [term, weight] : v) {
      weight = (1 + std::log(weight)) * std::log(texts / texts_with_[term]);
      square += weight * weight;
    }
    if (square == 0) continue;
    for (auto& [term, weight] : v) weight /= std::sqrt(square);
    std::erase_if(v, [&](const auto& entry) { return texts_with_[entry.first] < 2; });
  }
}

double Terms::cosine(size_t a, size_t b) const {
  double sum = 0;
  for (auto i = vectors_[a].begin(), j = vectors_[b].begin(); i != vectors_[a].end() && j != vectors_[b].end();) {
    if (i->first < j->first) ++i;
    else if (j->first < i->first) ++j;
    else sum += i++->second * j++->second;
  }
  return sum;
}

}  // namespace annalist::ask
