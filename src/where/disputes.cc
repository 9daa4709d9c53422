#include "where/disputes.h"

#include <algorithm>

namespace annalist::where {

Result<Stance> Stance::parse(std::string_view setting) {
  constexpr std::string_view kPrefix = "view:";
  if (setting == "neutral") return Stance{};
  if (setting == "de-facto") return Stance{kDeFacto, ""};
  const std::string_view country = setting.starts_with(kPrefix) ? setting.substr(kPrefix.size()) : std::string_view();
  const bool code = country.size() == 3 && std::all_of(country.begin(), country.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (code) return Stance{kView, std::string(country)};
  return Error{Code::kUsage, "no such setting", "--disputed " + std::string(setting), "neutral, de-facto or view:COUNTRY (three capital letters)"};
}

bool Territory::party(std::string_view country) const { return std::find(parties.begin(), parties.end(), country) != parties.end(); }

const std::string& Territory::country(const Stance& stance) const {
  if (stance.kind == Stance::kDeFacto && !holds.empty()) return holds;
  if (stance.kind == Stance::kView)
    if (const auto own = std::find(parties.begin(), parties.end(), stance.country); own != parties.end()) return *own;
  return neutral;
}

Result<Disputes> Disputes::load(const Knowledge& knowledge) {
  const auto table = knowledge.table("places/disputed.tsv", {"id", "territory", "parties", "holds", "neutral", "rows", "areas", "source"});
  if (!table) return table.error();
  Disputes out;
  for (const Table::Row& row : table->rows()) {
    Territory t{std::string(row[1]), {}, std::string(row[3]), std::string(row[4])};
    for (const auto party : split(row[2])) t.parties.emplace_back(party);
    if (t.parties.empty()) return table->error(row, "a territory without parties");
    for (const auto id : split(row[5]))
      if (!out.rows_.emplace(id, out.territories_.size()).second) return table->error(row, "twice disputed: " + std::string(id));
    for (const auto area : split(row[6]))
      if (!out.areas_.emplace(area, out.territories_.size()).second) return table->error(row, "twice disputed: " + std::string(area));
    out.territories_.push_back(std::move(t));
  }
  return out;
}

const Territory* Disputes::of_row(std::string_view id) const {
  const auto at = rows_.find(id);
  return at == rows_.end() ? nullptr : &territories_[at->second];
}

const Territory* Disputes::of_area(std::string_view country, std::string_view admin) const {
  auto at = areas_.find(country);
  if (at == areas_.end()) {
    std::string code(country);
    at = areas_.find(code.append(1, '.').append(admin));
  }
  return at == areas_.end() ? nullptr : &territories_[at->second];
}

}  // namespace annalist::where
