// Quotes: spans in quotation marks, found by a small stack machine that repairs mismatched pairs ("..'', “..", ‘..’ beside
// apostrophes, « », paragraphs that reopen). The text is read, never changed. Linear in the length of the text.
#pragma once

#include <vector>

#include "base/span.h"
#include "lang/parse.h"

namespace annalist::says {

struct Quote {
  Span span;              // with its marks
  Span inside;            // without them
  uint32_t block = 0;     // page::Block in which it begins
  bool closed = true;     // false: cut at the end of its block, because the closing mark is missing
};

// Quotes of a document, ascending, outermost only. Without a page the whole text is one block.
[[nodiscard]] std::vector<Quote> find_quotes(const lang::Parse& parse);

// The same over one stretch of text (offsets are those of `text`).
void find_quotes(std::string_view text, Span stretch, uint32_t block, std::vector<Quote>& out);

}  // namespace annalist::says
