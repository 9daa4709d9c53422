// Texts as vectors of terms: tf-idf with logarithmic frequencies (Salton & Buckley 1988, "ltc").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace annalist::ask {

class Terms {
 public:
  using Vector = std::vector<std::pair<uint32_t, double>>;  // term, weight; ascending by term; of length <= 1
  void add(std::string_view text);
  // After the last text: weights of all. Terms of a single text are left out, their weight counted in its length.
  void weigh();
  [[nodiscard]] const Vector& vector(size_t text) const { return vectors_[text]; }
  [[nodiscard]] double cosine(size_t a, size_t b) const;

 private:
  std::unordered_map<std::string, uint32_t> numbers_;  // only looked up
  std::vector<uint32_t> texts_with_;
  std::vector<Vector> vectors_;
};

}  // namespace annalist::ask
