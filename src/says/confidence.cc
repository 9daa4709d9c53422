#include "says/confidence.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace annalist::says {

Result<Confidence> Confidence::load(const Knowledge& knowledge) {
  auto table = knowledge.table("says/confidence.tsv", {"clue", "weight"});
  if (!table) return table.error();
  Confidence out;
  for (const Table::Row& row : table->rows()) {
    const std::string cell(row[1]);
    char* end = nullptr;
    const double weight = std::strtod(cell.c_str(), &end);
    if (cell.empty() || *end != '\0' || !std::isfinite(weight)) return table->error(row, "the weight is no number");
    if (row[0] == "bias") out.bias_ = weight;
    else if (!out.weights_.emplace(row[0], weight).second) return table->error(row, "the clue stands there twice");
  }
  return out;
}

float Confidence::of(std::vector<Clue>& clues) const {
  constexpr double kSteps = 10000;
  double sum = bias_;
  for (Clue& clue : clues) {
    const auto found = weights_.find(clue.name);
    clue.effect = found == weights_.end() ? 0 : found->second * static_cast<double>(clue.value);
    sum += clue.effect;
  }
  const double p = std::round(kSteps / (1 + std::exp(-sum))) / kSteps;
  return static_cast<float>(std::clamp(p, 0.01, 0.99));
}

}  // namespace annalist::says
