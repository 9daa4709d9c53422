// JSON lines. Names of the contract first, then those of news-please, GDELT, NewsAPI, Common Crawl tools and feeds.
#include <simdjson.h>

#include <array>

#include "base/limits.h"
#include "base/utf8.h"
#include "intake/json.h"
#include "intake/reader.h"

namespace annalist::intake {

namespace {

struct Aliases {
  std::string Metadata::*field;
  std::array<const char*, 12> names;  // the first that is present and not empty wins
};
constexpr std::array<const char*, 3> kId = {"id", "_id", "document_id"};
constexpr std::array<const char*, 8> kText = {"text", "maintext", "body", "content", "article_text", "articleBody", "full_text", "plain_text"};
constexpr std::array<const char*, 4> kHtml = {"html", "raw_html", "content_html", "page"};
const Aliases kMetadata[] = {
    {&Metadata::uri, {"uri", "url", "link", "source_url", "DocumentIdentifier", "permalink", "canonical_link"}},
    {&Metadata::title, {"title", "headline", "title_page", "name"}},
    {&Metadata::outlet, {"outlet", "source_name", "sourcename", "SourceCommonName", "source_domain", "publisher", "site_name",
                         "sitename", "hostname", "domain", "source"}},
    {&Metadata::published, {"published", "date_publish", "publishedAt", "published_at", "pubDate", "datePublished",
                            "publish_date", "pub_date", "publication_date", "seendate", "date", "DATE"}},
    {&Metadata::retrieved, {"retrieved", "date_download", "retrieved_at", "crawled_at", "fetched_at", "crawl_date"}},
    {&Metadata::language, {"language", "lang", "sourcelang", "SourceLanguage"}},
};

// A string, a number as its digits, or the "name" (else "title") of an object such as {"name":"Reuters"}.
std::string scalar(const simdjson::dom::element& e) {
  if (e.is_string()) return std::string(e.get_string().value());
  if (e.is_int64() || e.is_uint64()) return simdjson::minify(e);
  if (e.is_object())
    for (const char* name : {"name", "title", "href", "@id"}) {
      const auto inner = e[name];
      if (inner.error() == simdjson::SUCCESS && inner.is_string()) return std::string(inner.get_string().value());
    }
  return {};
}

template <class Names>
std::string first_of(const simdjson::dom::object& object, const Names& names) {
  for (const char* name : names) {
    if (name == nullptr) break;
    simdjson::dom::element e;
    if (object.at_key(name).get(e) != simdjson::SUCCESS) continue;
    if (std::string s = scalar(e); !s.empty()) return s;
  }
  return {};
}

int hex4(std::string_view s) {
  int value = 0;
  for (const char c : s.substr(0, 4)) {
    const int digit = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return s.size() < 4 ? -1 : value;
}

// Half a surrogate pair, as some crawlers write when they cut a text, is no character: it becomes \ufffd.
std::string without_lone_surrogates(std::string_view line) {
  std::string out(line);
  for (size_t i = 0; i + 1 < out.size(); ++i) {
    if (out[i] != '\\') continue;
    if (out[i + 1] != 'u') {
      ++i;
      continue;
    }
    const int unit = hex4(std::string_view(out).substr(i + 2));
    if (unit < 0xD800 || unit > 0xDFFF) continue;
    const std::string_view after = std::string_view(out).substr(i + 6);
    const int next = after.starts_with("\\u") ? hex4(after.substr(2)) : -1;
    if (unit < 0xDC00 && next >= 0xDC00 && next <= 0xDFFF) {
      i += 11;
      continue;
    }
    out.replace(i + 2, 4, "fffd");
    i += 5;
  }
  return out;
}

Error malformed(const std::string& where, std::string what) {
  return {Code::kMalformed, std::move(what), where, "one JSON object a line with \"id\" and \"text\" or \"html\""};
}

}  // namespace

Result<Document> from_json_line(std::string_view line, const std::string& where) {
  thread_local simdjson::dom::parser parser(kMaxLineBytes);
  if (line.size() > kMaxLineBytes)
    return Error{Code::kTooLarge, "line over the limit of " + std::to_string(kMaxLineBytes) + " bytes", where, "split the document"};
  bool replaced = false;
  std::string repaired;
  if (utf8::first_invalid(line) != std::string_view::npos) {
    repaired = utf8::replace_invalid(line);
    line = repaired;
    replaced = true;
  }
  simdjson::dom::element root;
  auto failure = parser.parse(line.data(), line.size()).get(root);
  if (failure == simdjson::STRING_ERROR) {
    repaired = without_lone_surrogates(line);
    replaced = true;
    failure = parser.parse(repaired).get(root);
  }
  if (failure == simdjson::EMPTY) return malformed(where, "empty line");
  if (failure != simdjson::SUCCESS)
    return malformed(where, std::string("not JSON: ") + simdjson::error_message(failure));
  simdjson::dom::object object;
  if (root.get(object) != simdjson::SUCCESS) return malformed(where, "not a JSON object");

  Metadata meta;
  for (const Aliases& a : kMetadata) meta.*a.field = first_of(object, a.names);
  std::string id = first_of(object, kId);
  if (id.empty()) id = meta.uri.empty() ? where : meta.uri;
  std::string text = first_of(object, kText);
  const bool html = text.empty();
  if (html) text = first_of(object, kHtml);
  if (text.empty()) return malformed(where, "no text in \"text\" or \"html\"");
  auto document = html ? from_html(std::move(id), std::move(text), std::move(meta))
                       : from_text(std::move(id), std::move(text), std::move(meta));
  if (document.ok() && replaced) document->text.replaced = true;
  return document;
}

std::string id_of_json_line(std::string_view line) {
  simdjson::dom::parser parser;
  const std::string valid = utf8::replace_invalid(line);
  simdjson::dom::element root;
  simdjson::dom::object object;
  if (parser.parse(valid).get(root) != simdjson::SUCCESS || root.get(object) != simdjson::SUCCESS) return {};
  std::string id = first_of(object, kId);
  return id.empty() ? first_of(object, kMetadata[0].names) : id;
}

}  // namespace annalist::intake
