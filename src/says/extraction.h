// Extraction: everything read from one document, the out-value of the per-document half of the journey. `store` keeps
// it, `ask` prints it as the JSON record of docs/FORMAT.md.
#pragma once

#include <memory>
#include <string>

#include "doubt/doubts.h"
#include "intake/document.h"
#include "lang/parse.h"
#include "page/page.h"
#include "says/claim.h"
#include "what/frames.h"
#include "when/times.h"
#include "where/places.h"
#include "who/cast.h"

namespace annalist::says {

struct Extraction {
  intake::Document document;
  uint32_t revision = 1;
  std::string text_sha256;         // of the canonical text
  std::string language = "en";
  page::Page page;
  lang::Parse parse;               // views document.text and page: an Extraction is built in place and never moved
  who::Cast cast;
  when::Times times;
  where::Places places;
  doubt::Doubts doubts;
  what::Frames frames;
  Claims claims;

  Extraction() = default;
  Extraction(const Extraction&) = delete;
  Extraction& operator=(const Extraction&) = delete;
};

}  // namespace annalist::says
