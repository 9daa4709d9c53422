#include "text/text.h"

#include <algorithm>
#include <cctype>

#include "base/limits.h"
#include "base/utf8.h"
#include "text/charset.h"

namespace annalist::text {

namespace {

// Control characters tolerated in text, per thousand bytes: terminal logs and old feeds hold a few.
constexpr size_t kControlsPerMille = 20;
// Bytes looked at for what kind of data this is.
constexpr size_t kSample = size_t{64} << 10;

bool starts_with(std::string_view s, std::string_view head) { return s.substr(0, head.size()) == head; }

Error not_text(const std::string& where, size_t byte, const char* why) {
  return {Code::kNotText, std::string("not text: ") + why, where + ": byte " + std::to_string(byte),
          "give UTF-8 text, HTML or JSONL"};
}

// Byte of the first control character when there are too many for text, else npos.
size_t binary_at(std::string_view raw) {
  const std::string_view sample = raw.substr(0, kSample);
  size_t controls = 0, first = std::string_view::npos;
  for (size_t i = 0; i < sample.size(); ++i) {
    const auto c = static_cast<unsigned char>(sample[i]);
    const bool control = (c < 0x20 && !(c >= 0x08 && c <= 0x0D) && c != 0x1B) || c == 0x7F;
    if (!control) continue;
    if (controls++ == 0) first = i;
  }
  return controls * 1000 > sample.size() * kControlsPerMille ? first : std::string_view::npos;
}

// UTF-8 with stray bytes: each maximal bad sequence becomes U+FFFD, and the offsets' map is kept.
Text replaced_utf8(std::string_view raw) {
  Text out;
  out.charset = "UTF-8";
  out.replaced = true;
  out.bytes.reserve(raw.size() + 16);
  for (size_t i = 0; i < raw.size();) {
    const utf8::CodePoint c = utf8::decode(raw, i);
    if (c.valid) {
      out.bytes.append(raw, i, c.size);
    } else {
      utf8::append(out.bytes, 0xFFFD);
      out.breaks.emplace_back(static_cast<uint32_t>(out.bytes.size()), static_cast<uint32_t>(i + c.size));
    }
    i += c.size;
  }
  return out;
}

Text transcoded(std::string bytes, std::string charset) {
  Text out;
  out.replaced = bytes.find("\xEF\xBF\xBD") != std::string::npos;
  out.bytes = std::move(bytes);
  out.charset = std::move(charset);
  out.exact = false;
  return out;
}

// The charset that a BOM states and the BOM's length; UTF-8's own BOM is left to the UTF-8 path.
std::pair<const char*, size_t> bom_of(std::string_view raw) {
  if (starts_with(raw, std::string_view("\xFF\xFE\0\0", 4))) return {"UTF-32LE", 4};
  if (starts_with(raw, std::string_view("\0\0\xFE\xFF", 4))) return {"UTF-32BE", 4};
  if (starts_with(raw, "\xFF\xFE")) return {"UTF-16LE", 2};
  if (starts_with(raw, "\xFE\xFF")) return {"UTF-16BE", 2};
  return {nullptr, 0};
}

}  // namespace

uint32_t Text::raw_offset(uint32_t at) const {
  const auto after = std::upper_bound(breaks.begin(), breaks.end(), at,
                                      [](uint32_t a, const auto& entry) { return a < entry.first; });
  if (after == breaks.begin()) return at;
  const auto& [canonical, raw] = *(after - 1);
  return raw + (at - canonical);
}

Result<Text> decode(std::string_view raw, std::string_view charset_hint, const std::string& where) {
  if (raw.size() > kMaxDocumentBytes)
    return Error{Code::kTooLarge, "document of " + std::to_string(raw.size()) + " bytes is over the limit of " +
                                      std::to_string(kMaxDocumentBytes), where, "split it into its articles"};
  if (const auto [charset, size] = bom_of(raw); charset) {
    auto bytes = transcode(raw.substr(size), charset);
    if (!bytes || bytes->find('\0') != std::string::npos) return not_text(where, size, "binary data after a byte-order mark");
    return transcoded(std::move(*bytes), charset);
  }
  if (const size_t nul = raw.find('\0'); nul != std::string_view::npos) {
    const char* charset = utf16_without_bom(raw);
    auto bytes = charset ? transcode(raw, charset) : std::nullopt;
    if (!bytes || bytes->find('\0') != std::string::npos) return not_text(where, nul, "binary data (NUL byte)");
    return transcoded(std::move(*bytes), charset);
  }
  if (const size_t at = binary_at(raw); at != std::string_view::npos) return not_text(where, at, "binary data");
  if (utf8::first_invalid(raw) == std::string_view::npos && !is_stateful_7bit(charset_hint, raw)) {
    Text out;
    out.bytes = raw;
    out.charset = "UTF-8";
    return out;
  }
  if (const std::string charset = legacy_charset(raw, charset_hint); !charset.empty())
    if (auto bytes = transcode(raw, charset)) return transcoded(std::move(*bytes), charset);
  return replaced_utf8(raw);
}

}  // namespace annalist::text
