#include "who/rewriting.h"

namespace annalist::who {

Status Rewriting::load(const Knowledge& knowledge, const std::string& name) {
  if (!knowledge.has(name)) return {};
  const auto table = knowledge.table(name, {"from", "to"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    if (row[0].empty()) return table->error(row, "nothing to rewrite");
    rows_.emplace(row[0], row[1] == "0" ? std::string_view() : row[1]);
  }
  return {};
}

std::string Rewriting::operator()(std::string_view folded) const {
  std::string out;
  for (size_t at = 0; at < folded.size();) {
    const std::string_view rest = folded.substr(at);
    const std::string* to = nullptr;
    size_t taken = 0;
    for (auto row = rows_.lower_bound(rest.substr(0, 1)); row != rows_.end() && row->first[0] == rest[0]; ++row) {
      std::string_view from = row->first;
      const bool last = from.back() == '$';
      if (last) from.remove_suffix(1);
      if (from.size() < taken || (from.size() == taken && !last) || !rest.starts_with(from) || (last && from.size() != rest.size())) continue;
      taken = from.size();
      to = &row->second;
    }
    if (to) out += *to;
    else out.push_back(rest[0]);
    at += to ? taken : 1;
  }
  return out;
}

}  // namespace annalist::who
