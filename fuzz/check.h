// What must hold for whatever the fuzzer feeds.
#pragma once

#include "base/utf8.h"
#include "intake/document.h"
#include "page/page.h"

namespace annalist::fuzz {

// Canonical text is UTF-8 and every block of a page is a span in it, on character borders, ascending.
inline void check(const intake::Document& document) {
  const std::string_view text = document.text.view();
  ANNALIST_CHECK(utf8::first_invalid(text) == std::string_view::npos);
  uint32_t at = 0;
  for (const intake::HtmlBlock& b : document.blocks) {
    ANNALIST_CHECK(at <= b.span.begin && b.span.begin < b.span.end && b.span.end <= text.size());
    ANNALIST_CHECK(utf8::is_border(text, b.span.begin) && utf8::is_border(text, b.span.end));
    at = b.span.end;
  }
}

inline const page::Cues& cues() {
  static const Knowledge knowledge = Knowledge::from_folders({ANNALIST_SOURCE "/data"}).value();
  static const page::Cues loaded = page::Cues::load(knowledge).value();
  return loaded;
}

// Blocks ascend, lie in their story, and no zone overlaps a block.
inline void check(const page::Page& page, std::string_view text) {
  uint32_t at = 0;
  for (const page::Block& b : page.blocks) {
    ANNALIST_CHECK(at <= b.span.begin && b.span.begin < b.span.end && b.span.end <= text.size());
    ANNALIST_CHECK(utf8::is_border(text, b.span.begin) && utf8::is_border(text, b.span.end));
    ANNALIST_CHECK(b.story < page.stories.size() && page.stories[b.story].span.contains(b.span));
    ANNALIST_CHECK(b.turn < static_cast<int32_t>(page.turns.size()));
    at = b.span.end;
  }
  size_t block = 0;
  at = 0;
  for (const page::Zone& z : page.zones) {
    ANNALIST_CHECK(at <= z.span.begin && z.span.begin < z.span.end && z.span.end <= text.size());
    while (block < page.blocks.size() && page.blocks[block].span.end <= z.span.begin) ++block;
    ANNALIST_CHECK(block == page.blocks.size() || !page.blocks[block].span.overlaps(z.span));
    at = z.span.end;
  }
  (void)page::body(page, text);
}

}  // namespace annalist::fuzz
