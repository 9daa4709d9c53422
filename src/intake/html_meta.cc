#include <simdjson.h>

#include "base/utf8.h"
#include "base/knowledge.h"
#include "intake/html.h"

namespace annalist::intake {

namespace {

constexpr size_t kMaxValue = 600;          // bytes of a statement worth keeping
constexpr size_t kCharsetWindow = 4096;    // bytes in which HTML asks the charset to stand

// JSON-LD nests articles in graphs and lists; deeper than this nothing is stated about the page itself.
constexpr int kMaxJsonDepth = 6;

bool is_article(std::string_view type) { return type.find("Article") != std::string_view::npos || type == "BlogPosting" || type == "Report"; }

std::string text_of(const simdjson::dom::element& e) {
  if (e.is_string()) return std::string(e.get_string().value());
  if (e.is_array()) {
    const simdjson::dom::array list = e.get_array().value();
    if (list.begin() != list.end()) return text_of(*list.begin());
  }
  if (e.is_object()) {
    simdjson::dom::element name;
    if (e["name"].get(name) == simdjson::SUCCESS) return text_of(name);
  }
  return {};
}

std::string member(const simdjson::dom::object& object, const char* name) {
  simdjson::dom::element e;
  return object.at_key(name).get(e) == simdjson::SUCCESS ? text_of(e) : std::string();
}

struct LdFound {
  std::string published, headline, publisher, language;
  bool article = false;
};

void walk_ld(const simdjson::dom::element& e, int depth, LdFound& found) {
  if (depth > kMaxJsonDepth) return;
  if (e.is_array()) {
    const simdjson::dom::array list = e.get_array().value();
    for (const auto item : list) walk_ld(item, depth + 1, found);
    return;
  }
  if (!e.is_object()) return;
  const simdjson::dom::object object = e.get_object().value();
  const bool article = is_article(member(object, "@type"));
  if (std::string day = member(object, "datePublished"); !day.empty() && (found.published.empty() || (article && !found.article))) {
    found.published = std::move(day);
    found.headline = member(object, "headline");
    found.publisher = member(object, "publisher");
    found.language = member(object, "inLanguage");
    found.article = article;
  }
  for (const char* inner : {"@graph", "mainEntity", "mainEntityOfPage", "itemListElement"}) {
    simdjson::dom::element child;
    if (object.at_key(inner).get(child) == simdjson::SUCCESS) walk_ld(child, depth + 1, found);
  }
}

}  // namespace

void PageStatements::set(Field field, int rank, std::string_view value) {
  value = trim(value);
  if (value.empty() || value.size() > kMaxValue || values_[field].rank <= rank) return;
  values_[field] = {std::string(value), rank};
}

void PageStatements::meta(std::string_view name, std::string_view content) {
  struct Named {
    std::string_view name;
    Field field;
    int rank;
  };
  static constexpr Named kNames[] = {
      {"article:published_time", kPublished, 1}, {"og:article:published_time", kPublished, 1}, {"og:published_time", kPublished, 2},
      {"datepublished", kPublished, 2}, {"publishdate", kPublished, 3}, {"publish-date", kPublished, 3}, {"publish_date", kPublished, 3},
      {"pubdate", kPublished, 3}, {"published_time", kPublished, 3}, {"published-date", kPublished, 3}, {"article.published", kPublished, 3},
      {"sailthru.date", kPublished, 4}, {"parsely-pub-date", kPublished, 3}, {"dc.date.issued", kPublished, 3}, {"dcterms.created", kPublished, 5},
      {"dcterms.date", kPublished, 5}, {"dc.date", kPublished, 5}, {"article_date_original", kPublished, 4}, {"cxenseparse:recs:publishtime", kPublished, 4},
      {"publication_date", kPublished, 4}, {"ptime", kPublished, 5}, {"displaydate", kPublished, 5}, {"originalpublicationdate", kPublished, 4},
      {"date", kPublished, 6}, {"og:title", kTitle, 1}, {"twitter:title", kTitle, 4}, {"headline", kTitle, 3}, {"dc.title", kTitle, 4},
      {"parsely-title", kTitle, 3}, {"og:site_name", kOutlet, 1}, {"application-name", kOutlet, 4}, {"publisher", kOutlet, 4}, {"dc.publisher", kOutlet, 4},
      {"article:publisher", kOutlet, 9}, {"cre", kOutlet, 5}, {"og:locale", kLanguage, 7}, {"content-language", kLanguage, 6}, {"og:url", kUri, 6},
  };
  const std::string key = utf8::lower(name);
  for (const Named& n : kNames)
    if (key == n.name && !(n.field == kOutlet && content.find("://") != std::string_view::npos)) set(n.field, n.rank, content);
}

void PageStatements::time(std::string_view datetime, bool published) { set(kPublished, published ? 7 : 8, datetime); }

void PageStatements::json_ld(std::string_view json) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS) return;
  LdFound found;
  walk_ld(root, 0, found);
  set(kPublished, found.article ? 2 : 5, found.published);
  set(kTitle, 2, found.headline);
  set(kOutlet, 3, found.publisher);
  set(kLanguage, 8, found.language);
}

void PageStatements::fill(Metadata& meta) const {
  const auto give = [&](std::string& to, Field from) {
    if (to.empty()) to = values_[from].text;
  };
  give(meta.published, kPublished);
  give(meta.title, kTitle);
  give(meta.outlet, kOutlet);
  give(meta.language, kLanguage);
  give(meta.uri, kUri);
}

std::string stated_charset(std::string_view raw) {
  const std::string head = utf8::lower(utf8::replace_invalid(raw.substr(0, kCharsetWindow)));
  for (size_t at = head.find("charset"); at != std::string::npos; at = head.find("charset", at + 1)) {
    size_t from = head.find_first_not_of(" \t=\"'", at + 7);
    if (from == std::string::npos || head.substr(at + 7, from - at - 7).find('=') == std::string::npos) continue;
    const size_t tag = head.rfind('<', at);
    if (tag == std::string::npos || (head.compare(tag, 5, "<meta") != 0 && head.compare(tag, 5, "<?xml") != 0)) continue;
    return head.substr(from, head.find_first_of(" \t\"'/>;\r\n", from) - from);
  }
  return {};
}

}  // namespace annalist::intake
