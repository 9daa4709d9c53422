// Units: the lines of a plain text, hard-wrapped ones joined, or the blocks of a page: the paragraphs that everything
// else labels. Every non-blank byte of the text is in exactly one unit.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "page/page.h"

namespace annalist::page {

enum class Role : uint8_t { kProse, kHeadline, kListItem, kZone };

struct Unit {
  Span span;                  // blanks at the ends left out
  bool gap_before = true;     // an empty line (or a block's border) stands before it
  int32_t html = -1;          // its block in Document::blocks
  Role role = Role::kProse;
  ZoneKind zone = ZoneKind::kBoilerplate;  // when role is kZone
  int32_t story = 0;          // index of its story; 0 = the main one
  std::string normal;         // normal_line() of short units, else empty
  bool before_article = false;  // of a page: between its heading and its article (standfirst, byline, date)
  bool sentence_end = false;  // ends as a sentence does
};

// Lines longer than this, in bytes, are prose whatever they look like; `normal` is kept below it.
inline constexpr uint32_t kShortLine = 240;

[[nodiscard]] std::vector<Unit> units_of(const intake::Document& document);

}  // namespace annalist::page
