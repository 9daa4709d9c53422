#include "where/import.h"

#include <algorithm>
#include <charconv>

#include "base/utf8.h"

namespace annalist::where {
namespace {

constexpr int64_t kLeastPeople = 1000;   // as in the packaged gazetteer
constexpr size_t kColumns = 19;          // of allCountries.txt (readme.txt of the GeoNames dump)
constexpr const char* kHead =
    "# Towns; see script/gazetteer.mjs. Merged by annalist kb import with GeoNames (CC BY 4.0, credit GeoNames).\n"
    "fold\tname\tcountry\tadmin\tadmin2\tlat\tlon\tpopulation\tfeature\tgeonames\n";

int64_t number(std::string_view s) {
  int64_t n = 0;
  std::from_chars(s.data(), s.data() + s.size(), n);
  return n;
}

}  // namespace

Result<GeonamesImport> GeonamesImport::begin(const Knowledge& knowledge) {
  GeonamesImport import;
  if (knowledge.has("kb/countries.tsv")) {
    const auto table = knowledge.table("kb/countries.tsv", {"code", "alpha2"});
    if (!table) return table.error();
    for (const Table::Row& r : table->rows()) import.codes_.emplace(r[1], r[0]);
  }
  std::string_view text = knowledge.text("places/gazetteer.tsv");
  bool header = true;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view row = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (row.empty()) continue;
    if (header) {
      import.head_.append(row).append(1, '\n');
      header = row[0] == '#';
      continue;
    }
    const auto cells = split(row, '\t');
    if (cells.size() < 10) return Error{Code::kMalformed, "a row without ten cells", "places/gazetteer.tsv", "build the pack again"};
    if (cells[9] != "0") import.there_[std::string(cells[9])] = true;  // a division has no id
    import.rows_.push_back({std::string(cells[0]), std::string(row.substr(cells[0].size())), number(cells[7])});
  }
  if (import.head_.empty()) import.head_ = kHead;
  return import;
}

void GeonamesImport::line(std::string_view text) {
  ++lines;
  const auto c = split(text, '\t');
  if (c.size() != kColumns) {
    ++malformed;
    return;
  }
  const int64_t people = number(c[14]);
  if (c[6] != "P" || (people < kLeastPeople && !c[7].starts_with("PPLA") && c[7] != "PPLC")) return;
  if (there_.contains(c[0])) {
    ++known;
    return;
  }
  const auto code = codes_.find(c[8]);
  std::string rest;
  for (const std::string_view part : {c[1], code == codes_.end() ? std::string_view("-") : std::string_view(code->second),
                                      c[10].empty() ? std::string_view("-") : c[10], c[11].empty() ? std::string_view("-") : c[11], c[4], c[5], c[14], c[7], c[0]})
    rest.append(1, '\t').append(part);
  rows_.push_back({utf8::fold(c[1]), std::move(rest), people});
  there_[std::string(c[0])] = true;
  ++kept;
}

std::string GeonamesImport::done() {
  std::stable_sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) { return a.fold != b.fold ? a.fold < b.fold : a.population > b.population; });
  std::string out = std::move(head_);
  for (const Row& r : rows_) out.append(r.fold).append(r.rest).append(1, '\n');
  return out;
}

}  // namespace annalist::where
