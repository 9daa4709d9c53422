// Charsets other than UTF-8: which one is it (uchardet, and the shape of UTF-16), and transcoding by ICU. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace annalist::text {

// raw in `charset` (any ICU name) as UTF-8; bytes without meaning become U+FFFD. Nothing when ICU has no such charset.
[[nodiscard]] std::optional<std::string> transcode(std::string_view raw, std::string_view charset);
// "UTF-16LE" or "UTF-16BE" when raw, which holds NUL bytes, has that form without a BOM; else null.
[[nodiscard]] const char* utf16_without_bom(std::string_view raw);
// Does raw hold escape sequences of the 7-bit charset that the hint names (ISO-2022-JP, -KR, HZ)?
[[nodiscard]] bool is_stateful_7bit(std::string_view charset_hint, std::string_view raw);
// The charset of bytes that are not valid UTF-8: the hint if it decodes them, else detected; empty = damaged UTF-8.
[[nodiscard]] std::string legacy_charset(std::string_view raw, std::string_view charset_hint);

}  // namespace annalist::text
