#include "says/confidence.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

namespace annalist::says {

namespace {

std::optional<double> number(std::string_view text) {
  const std::string cell(text);
  char* end = nullptr;
  const double value = std::strtod(cell.c_str(), &end);
  if (cell.empty() || *end != '\0' || !std::isfinite(value)) return std::nullopt;
  return value;
}

float probability(double log_odds) {
  constexpr double kSteps = 10000;
  return static_cast<float>(std::clamp(std::round(kSteps / (1 + std::exp(-log_odds))) / kSteps, 0.01, 0.99));
}

}  // namespace

Result<Confidence> Confidence::load(const Knowledge& knowledge) {
  auto table = knowledge.table("says/confidence.tsv", {"clue", "weight", "told"});
  if (!table) return table.error();
  Confidence out;
  for (const Table::Row& row : table->rows()) {
    const auto right = number(row[1]), told = number(row[2]);
    if (!right || !told) return table->error(row, "a weight is no number");
    if (row[0] == "bias") out.bias_ = {*right, *told};
    else if (row[0] == "silent-below") out.silent_below_ = {*right, *told};
    else if (row[0].starts_with("silent-below=")) out.silent_types_.emplace(row[0].substr(13), Weight{*right, *told});
    else if (!out.weights_.emplace(row[0], Weight{*right, *told}).second) return table->error(row, "the clue stands there twice");
  }
  return out;
}

Belief Confidence::of(std::vector<Clue>& clues) const {
  Weight sum = bias_, floor = silent_below_;
  for (Clue& clue : clues) {
    if (clue.name.starts_with("type="))
      if (const auto own = silent_types_.find(std::string_view(clue.name).substr(5)); own != silent_types_.end()) floor = own->second;
    const auto found = weights_.find(clue.name);
    if (found == weights_.end()) continue;
    clue.effect = found->second.right * static_cast<double>(clue.value);
    sum.right += clue.effect;
    sum.told += found->second.told * static_cast<double>(clue.value);
  }
  const float right = probability(sum.right), told = probability(sum.told);
  return {right, told, static_cast<double>(right) < floor.right || static_cast<double>(told) < floor.told};
}

}  // namespace annalist::says
