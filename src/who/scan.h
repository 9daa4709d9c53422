// Scan: where the words of the knowledge base stand in a document; one linear pass, longest match first.
#pragma once

#include <vector>

#include "lang/parse.h"
#include "who/index.h"

namespace annalist::who {

// Tokens [first, last) and what they may mean; nested ones ("North Korean" at the start of a longer name) are marked.
struct Hit {
  uint32_t first = 0, last = 0;
  std::vector<Entry> entries;
  bool nested = false;

  // The first entry of a sort, or null.
  [[nodiscard]] const Entry* is(Sort sort) const {
    for (const Entry& e : entries)
      if (e.sort == sort) return &e;
    return nullptr;
  }
  // A country by name, people or seat.
  [[nodiscard]] const Entry* country() const {
    for (const Entry& e : entries)
      if (e.sort >= Sort::kCountry && e.sort <= Sort::kMetonym) return &e;
    return nullptr;
  }
};

// Ascending by first token, a longer hit before the ones nested in it.
[[nodiscard]] std::vector<Hit> scan(const Base::Impl& base, const lang::Parse& parse);

}  // namespace annalist::who
