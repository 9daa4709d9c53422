#include <cstddef>

#include "check.h"
#include "intake/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto document = annalist::intake::from_json_line({reinterpret_cast<const char*>(data), size}, "fuzz:1");
  if (document) annalist::fuzz::check(*document);
  return 0;
}
