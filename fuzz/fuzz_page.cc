#include <cstddef>

#include "check.h"
#include "intake/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto document = annalist::intake::from_text("fuzz", std::string(reinterpret_cast<const char*>(data), size), {});
  if (!document) return 0;
  annalist::fuzz::check(annalist::page::read(annalist::fuzz::cues(), *document), document->text.view());
  return 0;
}
