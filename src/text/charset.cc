#include "text/charset.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <uchardet/uchardet.h>

#include <memory>

#include "base/utf8.h"

namespace annalist::text {

namespace {

struct CloseConverter {
  void operator()(UConverter* c) const { ucnv_close(c); }
};
struct CloseDetector {
  void operator()(uchardet_t d) const { uchardet_delete(d); }
};

// High bytes needed before statistics may name a charset; below it a stray byte is just a stray byte.
constexpr size_t kMinHighBytes = 8;
// Bytes that uchardet sees: enough for its statistics, bounded for speed.
constexpr size_t kDetectBytes = size_t{256} << 10;

struct HighBytes {
  size_t all = 0;         // bytes from 0x80
  size_t sequences = 0;   // valid multi-byte UTF-8 sequences
  size_t bad = 0;         // invalid UTF-8 sequences
  size_t typographic = 0; // quotes, dashes, ellipsis, no-break blank of windows-1252
};

HighBytes count_high(std::string_view raw) {
  HighBytes n;
  for (size_t i = 0; i < raw.size();) {
    const auto c = static_cast<unsigned char>(raw[i]);
    if (c < 0x80) {
      ++i;
      continue;
    }
    const utf8::CodePoint p = utf8::decode(raw, i);
    n.all += p.size;
    ++(p.valid ? n.sequences : n.bad);
    if ((c >= 0x91 && c <= 0x97) || c == 0x85 || c == 0xA0) ++n.typographic;
    i += p.size;
  }
  return n;
}

std::string detect(std::string_view raw) {
  const std::unique_ptr<uchardet, CloseDetector> detector(uchardet_new());
  if (uchardet_handle_data(detector.get(), raw.data(), std::min(raw.size(), kDetectBytes)) != 0) return {};
  uchardet_data_end(detector.get());
  return uchardet_get_charset(detector.get());
}

bool is_utf8_name(std::string_view name) {
  const std::string lower = utf8::lower(name);
  return lower == "utf-8" || lower == "utf8" || lower == "ascii" || lower == "us-ascii";
}

// A charset explains bytes when at most one character in a hundred high bytes stays without meaning.
bool explains(std::string_view charset, std::string_view raw, const HighBytes& high) {
  const auto text = transcode(raw, charset);
  if (!text) return false;
  size_t lost = 0;
  for (size_t at = text->find("\xEF\xBF\xBD"); at != std::string::npos; at = text->find("\xEF\xBF\xBD", at + 3)) ++lost;
  return lost * 100 <= high.all;
}

}  // namespace

std::optional<std::string> transcode(std::string_view raw, std::string_view charset) {
  UErrorCode status = U_ZERO_ERROR;
  const std::string name(charset);
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(name.c_str(), &status));
  if (U_FAILURE(status)) return std::nullopt;
  icu::UnicodeString units;  // whole, since a buffer may end between the halves of a surrogate pair
  UChar buffer[8192];
  const char* from = raw.data();
  const char* const end = from + raw.size();
  do {
    UChar* to = buffer;
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &to, buffer + 8192, &from, end, nullptr, true, &status);
    if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) return std::nullopt;
    units.append(buffer, static_cast<int32_t>(to - buffer));
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  std::string out;
  out.reserve(raw.size() + raw.size() / 2);
  units.toUTF8String(out);
  return utf8::first_invalid(out) == std::string::npos ? out : utf8::replace_invalid(out);
}

const char* utf16_without_bom(std::string_view raw) {
  if (raw.size() < 4 || raw.size() % 2 != 0) return nullptr;
  const std::string_view sample = raw.substr(0, 4096);
  size_t zeros[2] = {0, 0}, plain[2] = {0, 0};
  for (size_t i = 0; i < sample.size(); ++i) {
    const auto c = static_cast<unsigned char>(sample[i]);
    if (c == 0) ++zeros[i % 2];
    if (c == ' ' || c == '\n' || (c >= 'a' && c <= 'z')) ++plain[i % 2];
  }
  // The high bytes of ASCII characters are zero and their low bytes never are.
  // Where most would-be high bytes are letters and blanks, this is ASCII with a stray NUL.
  const size_t units = sample.size() / 2;
  if (zeros[0] == 0 && zeros[1] * 10 >= units && plain[0] > 0 && plain[1] * 2 < units) return "UTF-16LE";
  if (zeros[1] == 0 && zeros[0] * 10 >= units && plain[1] > 0 && plain[0] * 2 < units) return "UTF-16BE";
  return nullptr;
}

bool is_stateful_7bit(std::string_view charset_hint, std::string_view raw) {
  const std::string hint = utf8::lower(charset_hint);
  return (hint.starts_with("iso-2022-") && raw.find('\x1B') != std::string_view::npos) ||
         (hint == "hz-gb-2312" && raw.find("~{") != std::string_view::npos);
}

std::string legacy_charset(std::string_view raw, std::string_view charset_hint) {
  if (is_stateful_7bit(charset_hint, raw)) return std::string(charset_hint);
  const HighBytes high = count_high(raw);
  if (high.sequences > high.bad) return {};  // damaged UTF-8
  if (!charset_hint.empty() && !is_utf8_name(charset_hint) && explains(charset_hint, raw, high))
    return std::string(charset_hint);
  if (high.typographic == high.bad) return "windows-1252";
  if (high.all < kMinHighBytes) return {};
  const std::string found = detect(raw);
  if (found.empty() || is_utf8_name(found) || !explains(found, raw, high)) return {};
  return found;
}

}  // namespace annalist::text
