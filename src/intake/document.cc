#include "base/hash.h"
#include "base/limits.h"
#include "intake/reader.h"
#include "intake/source.h"

namespace annalist::intake {

namespace {

constexpr std::string_view kBlanks = " \t\r\n\f\v";

bool ends_with_any(std::string_view s, std::initializer_list<std::string_view> ends) {
  for (const std::string_view end : ends)
    if (s.ends_with(end)) return true;
  return false;
}

std::string lower_ascii(std::string_view s) {
  std::string out(s);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// What the first bytes of a file say it is, for kinds that hold no text we read.
const char* foreign_kind(std::string_view raw) {
  struct Magic {
    std::string_view head;
    const char* kind;
  };
  static constexpr Magic kMagic[] = {
      {"%PDF-", "a PDF"},          {"PK\x03\x04", "a zip archive or office file"}, {"{\\rtf", "an RTF file"},
      {"\x1F\x8B", "gzip data"},   {"\x28\xB5\x2F\xFD", "zstd data"},               {"WARC/", "a WARC archive"},
      {"SQLite format 3", "an SQLite file"}, {"Rar!", "a RAR archive"},             {"7z\xBC\xAF", "a 7-Zip archive"},
  };
  for (const Magic& m : kMagic)
    if (raw.starts_with(m.head)) return m.kind;
  return nullptr;
}

bool looks_like_html(std::string_view raw) {
  if (raw.starts_with("\xEF\xBB\xBF")) raw.remove_prefix(3);
  const size_t start = raw.find_first_not_of(kBlanks);
  if (start == std::string_view::npos) return false;
  const std::string head = lower_ascii(raw.substr(start, 256));
  return head.starts_with("<!doctype html") || head.starts_with("<html") || head.starts_with("<head") ||
         (head.starts_with("<!--") && head.find("<html") != std::string::npos);
}

bool looks_like_feed(std::string_view raw) {
  const size_t start = raw.find('<');
  if (start == std::string_view::npos || start > 8) return false;
  const std::string head = lower_ascii(raw.substr(start, 1024));
  return head.starts_with("<rss") || head.starts_with("<feed") ||
         (head.starts_with("<?xml") && head.find("<html") == std::string::npos);
}

}  // namespace

Result<Document> from_text(std::string id, std::string raw, Metadata meta) {
  const size_t words = raw.find_first_not_of(kBlanks);
  if (words == std::string::npos || (raw.size() == 3 && raw == "\xEF\xBB\xBF"))
    return Error{Code::kMalformed, raw.empty() ? "empty file: no text to read" : "nothing but blanks: no text to read", id, "give an article"};
  auto text = text::decode(raw, "", id);
  if (!text) return text.error();
  Document document;
  document.key = sha256_hex(id);
  document.raw_sha256 = sha256_hex(raw);
  document.id = std::move(id);
  document.meta = std::move(meta);
  document.text = std::move(*text);
  document.raw = std::move(raw);
  return document;
}

Result<Document> from_file(const std::string& path) {
  const std::string name = lower_ascii(without_packing(path));
  if (ends_with_any(name, {".xml", ".rss", ".atom", ".rdf", ".warc", ".zip", ".tar", ".tgz", ".7z", ".rar", ".pdf", ".doc",
                           ".docx", ".odt", ".rtf", ".epub", ".mhtml", ".mht", ".eml"}))
    return Error{Code::kUnsupported, "this kind of file is not built in: " + name.substr(name.rfind('.')), path,
                 "give .txt, .html or .jsonl"};
  auto raw = read_source(path, kMaxDocumentBytes);
  if (!raw) return raw.error();
  if (const char* kind = foreign_kind(*raw))
    return Error{Code::kUnsupported, std::string("this is ") + kind + ", which is not built in", path, "give .txt, .html or .jsonl"};
  if (looks_like_feed(*raw) && !ends_with_any(name, {".html", ".htm", ".xhtml"}))
    return Error{Code::kUnsupported, "this is XML or a feed, which is not built in", path, "give .txt, .html or .jsonl"};
  if (name.ends_with(".json")) {
    auto document = from_json_line(*raw, path);
    return document;
  }
  if (ends_with_any(name, {".html", ".htm", ".xhtml"}) || looks_like_html(*raw)) return from_html(path, std::move(*raw), {});
  return from_text(path, std::move(*raw), {});
}

}  // namespace annalist::intake
