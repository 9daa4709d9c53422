#include "who/rewriting.h"

#include <algorithm>

namespace annalist::who {

Status Rewriting::load(const Knowledge& knowledge, const std::string& name) {
  if (!knowledge.has(name)) return {};
  const auto table = knowledge.table(name, {"from", "to"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    if (row[0].empty()) return table->error(row, "nothing to rewrite");
    rows_.emplace(row[0], row[1] == "0" ? std::string_view() : row[1]);
    longest_ = std::max(longest_, static_cast<uint32_t>(row[0].size()));
  }
  return {};
}

std::string Rewriting::operator()(std::string_view folded) const {
  std::string out, last;
  for (size_t at = 0; at < folded.size();) {
    size_t taken = 0;
    for (size_t size = std::min<size_t>(longest_, folded.size() - at); size > 0 && taken == 0; --size) {
      auto row = rows_.end();
      if (at + size == folded.size()) row = rows_.find(last.assign(folded.substr(at)).append(1, '$'));
      if (row == rows_.end()) row = rows_.find(folded.substr(at, size));
      if (row == rows_.end()) continue;
      out += row->second;
      taken = size;
    }
    if (taken == 0) out.push_back(folded[at]);
    at += std::max<size_t>(taken, 1);
  }
  return out;
}

}  // namespace annalist::who
