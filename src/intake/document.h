// Document: one thing taken in — its identity, its canonical text and what its source states about it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/span.h"
#include "text/text.h"

namespace annalist::intake {

// Stated by the source (JSONL fields, <meta>, JSON-LD, feed); never guessed.
struct Metadata {
  std::string uri, title, outlet, language;
  std::string published, retrieved;  // as given; page reads the day
};

enum class Format : uint8_t { kText, kHtml };

// An open element around some block, for cues of structure; a child comes after its parent.
struct HtmlElement {
  int32_t parent = -1;   // index in Document::elements
  std::string tag;       // lower case
  std::string cues;      // class, id, role and itemprop words, lower case, parted by blanks
};

// One visual block of a page, in reading order; .txt and JSONL text have none (page finds their lines itself).
struct HtmlBlock {
  Span span;              // its words in the canonical text
  std::string tag;        // nearest block element: "p", "h1", "li", "td", "div", …
  std::string path;       // the last few open elements with class and id, lower case, for cues: "div.related ul li"
  uint32_t depth = 0;     // open elements
  uint32_t link_bytes = 0;  // bytes of the span that stand inside <a>
  bool in_article = false;  // inside <article>, <main> or itemprop=articleBody
  int32_t element = -1;     // the block element that holds it, index in Document::elements
};

struct Document {
  std::string id;          // as given, else uri, else path
  std::string key;         // SHA-256 of the id: `document` of the contract
  std::string raw_sha256;  // of the raw bytes
  Format format = Format::kText;
  Metadata meta;
  text::Text text;
  std::vector<HtmlBlock> blocks;
  std::vector<HtmlElement> elements;
  std::string raw;         // the original bytes, for keeping
};

}  // namespace annalist::intake
