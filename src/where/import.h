// GeoNames' allCountries.txt merged into the gazetteer: towns of 1,000 people and seats of administration, line by line.
// Pure but for the lines it is given; one GeonamesImport, one thread. Law: the sorted form of places/gazetteer.tsv.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/knowledge.h"
#include "base/result.h"

namespace annalist::where {

class GeonamesImport {
 public:
  // Reads the countries' codes and the gazetteer that is there; both may be missing.
  [[nodiscard]] static Result<GeonamesImport> begin(const Knowledge& knowledge);
  // One line without its end; what is no town is passed over.
  void line(std::string_view text);
  // The whole table, sorted; call once.
  [[nodiscard]] std::string done();

  uint64_t lines = 0, kept = 0, known = 0, malformed = 0;

 private:
  std::map<std::string, std::string, std::less<>> codes_;  // alpha-2 -> alpha-3
  std::map<std::string, bool, std::less<>> there_;         // GeoNames ids of the table
  struct Row {
    std::string fold, rest;  // the cell and everything behind it
    int64_t population = 0;
  };
  std::string head_;
  std::vector<Row> rows_;
};

}  // namespace annalist::where
