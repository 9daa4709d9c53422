#include <cstddef>

#include "check.h"
#include "text/text.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view raw(reinterpret_cast<const char*>(data), size);
  for (const char* hint : {"", "shift_jis", "iso-2022-kr"}) {
    const auto text = annalist::text::decode(raw, hint, "fuzz");
    if (!text) continue;
    ANNALIST_CHECK(annalist::utf8::first_invalid(text->bytes) == std::string::npos);
    if (text->exact && !text->replaced) ANNALIST_CHECK(text->bytes == raw);
    if (text->exact) ANNALIST_CHECK(text->raw_offset(static_cast<uint32_t>(text->bytes.size())) == raw.size());
  }
  return 0;
}
