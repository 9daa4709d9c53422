// lint(): what is doubtful in the tables of people and offices: rows from memory, doubled ids, names of two people, terms
// that overlap or leave an office empty. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/knowledge.h"
#include "base/result.h"

namespace annalist::who {

struct Lint {
  uint32_t entities = 0, roles = 0;
  uint32_t unverified_entities = 0, unverified_roles = 0;
  std::vector<std::string> faults;    // wrong: doubled ids, roles of nobody, terms that end before they begin
  std::vector<std::string> overlaps;  // two people in an office that one holds: "PRES KOR: A 2020-01-01.. and B …"
  std::vector<std::string> gaps;      // more than a year in which nobody is known to hold it
};

[[nodiscard]] Result<Lint> lint(const Knowledge& knowledge);

}  // namespace annalist::who
