// Saved pages by libxml2's SAX push parser: a tree would silently drop text deeper than about 250 levels, and gumbo is
// quadratic in unclosed elements. We keep our own stack of open elements, capped; deeper text is kept, only flat.
#include "intake/html.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "base/hash.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "intake/reader.h"

namespace annalist::intake {

namespace {

template <size_t N>
bool one_of(std::string_view s, const std::array<std::string_view, N>& sorted) {
  return std::binary_search(sorted.begin(), sorted.end(), s);
}

constexpr auto kBlockTags = std::to_array<std::string_view>(
    {"address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "label", "legend",
     "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"});
// Elements whose content is no text of the page.
constexpr auto kSilentTags = std::to_array<std::string_view>(
    {"applet", "audio", "canvas", "datalist", "embed", "frame", "iframe", "map", "noframes", "noscript", "object", "optgroup", "option", "script",
     "select", "style", "svg", "template", "textarea", "video"});
constexpr auto kVoidTags = std::to_array<std::string_view>(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"});

constexpr size_t kPathElements = 5;   // open elements that a block's path names
constexpr size_t kMaxCue = 160;       // bytes of class and id kept of one element

std::string_view view(const xmlChar* s) { return s == nullptr ? std::string_view() : reinterpret_cast<const char*>(s); }

struct Attributes {
  const xmlChar** list;
  [[nodiscard]] std::string_view get(std::string_view name) const {
    for (const xmlChar** a = list; a != nullptr && *a != nullptr; a += 2)
      if (view(a[0]) == name) return view(a[1]);
    return {};
  }
  [[nodiscard]] bool has(std::string_view name) const {
    for (const xmlChar** a = list; a != nullptr && *a != nullptr; a += 2)
      if (view(a[0]) == name) return true;
    return false;
  }
};

bool is_hidden(const Attributes& attributes) {
  if (attributes.has("hidden")) return true;
  std::string style = utf8::lower(attributes.get("style"));
  style.erase(std::remove_if(style.begin(), style.end(), [](char c) { return c == ' ' || c == '\t' || c == '\n'; }), style.end());
  return style.find("display:none") != std::string::npos || style.find("visibility:hidden") != std::string::npos;
}

class PageBuilder {
 public:
  explicit PageBuilder(Document& document) : document_(document) {}

  void start(std::string_view tag, const Attributes& attributes) {
    if (one_of(tag, kVoidTags)) return empty_element(tag, attributes);
    const bool block = one_of(tag, kBlockTags);
    if (block) end_block();
    Open open;
    open.tag = tag;
    const Open* parent = stack_.empty() ? nullptr : &stack_.back();
    open.silent = (parent != nullptr && parent->silent) || one_of(tag, kSilentTags) || is_hidden(attributes);
    open.link = (parent != nullptr && parent->link) || tag == "a";
    const std::string_view itemprop = attributes.get("itemprop");
    open.article = (parent != nullptr && parent->article) || tag == "article" || tag == "main" || utf8::lower(itemprop) == "articlebody";
    open.element = parent != nullptr ? parent->element : -1;
    if (tag == "html") statements_.language(attributes.get("lang"));
    if (tag == "time") statements_.time(attributes.get("datetime"), attributes.has("pubdate") || utf8::lower(itemprop) == "datepublished");
    if (tag == "script") json_ld_ = utf8::lower(attributes.get("type")) == "application/ld+json";
    if (tag == "title" && !open.silent && title_.empty() && document_.elements.size() < 3) in_title_ = true;
    if (stack_.size() >= kMaxHtmlDepth) {  // counted, not followed: its text goes to the deepest element that is
      ++beyond_;
      return;
    }
    if (block || itemprop.size() > 0 || tag == "head") {
      document_.elements.push_back({open.element, std::string(tag), cues_of(attributes)});
      open.element = static_cast<int32_t>(document_.elements.size()) - 1;
    }
    stack_.push_back(std::move(open));
  }

  void end(std::string_view tag) {
    if (one_of(tag, kVoidTags)) return;
    if (one_of(tag, kBlockTags)) end_block();
    if (tag == "script" && !script_.empty()) {
      statements_.json_ld(script_);
      script_.clear();
    }
    if (tag == "script") json_ld_ = false;
    if (tag == "title" && in_title_) {
      in_title_ = false;
      statements_.title(title_);
    }
    if (beyond_ > 0) {
      --beyond_;
      return;
    }
    if (!stack_.empty()) stack_.pop_back();
  }

  void characters(std::string_view s) {
    if (json_ld_) {
      script_ += s;
      return;
    }
    if (in_title_) {
      title_ += s;
      return;
    }
    if (stack_.empty() || stack_.back().silent || stack_.back().tag == "head") return;
    const bool keep = stack_.back().tag == "pre";
    for (size_t i = 0; i < s.size();) {
      const auto byte = static_cast<unsigned char>(s[i]);
      const utf8::CodePoint c = byte < 0x80 ? utf8::CodePoint{byte, 1, true} : utf8::decode(s, i);
      const std::string_view piece = s.substr(i, c.size);
      i += c.size;
      if (!c.valid) {
        put("\xEF\xBF\xBD");
      } else if (keep && c.value == '\n') {
        line_break();
      } else if (c.value == 0x200B || c.value == 0xAD || c.value == 0xFEFF) {
        continue;  // marks for line breaking, no characters
      } else if (utf8::is_space(c.value)) {
        blank_ = true;
      } else {
        put(piece);
      }
    }
  }

  // The title first, then the blocks; parted by empty lines.
  void finish() {
    end_block();
    statements_.fill(document_.meta);
    std::string title;
    for (const std::string_view piece : {std::string_view(title_)}) {
      Document one;
      PageBuilder collapse(one);
      collapse.stack_.push_back({});
      collapse.characters(piece);
      title = collapse.text_;
    }
    const bool repeated = !blocks_.empty() && blocks_[0].span.of(text_) == title;
    std::string& out = document_.text.bytes;
    uint32_t shift = 0;
    if (!title.empty() && !repeated) {
      out = title + "\n\n";
      shift = static_cast<uint32_t>(out.size());
      HtmlBlock block;
      block.span = {0, static_cast<uint32_t>(title.size())};
      block.tag = "title";
      document_.blocks.push_back(std::move(block));
    }
    out += text_;
    for (HtmlBlock& b : blocks_) {
      b.span = {b.span.begin + shift, b.span.end + shift};
      document_.blocks.push_back(std::move(b));
    }
    if (!out.empty()) out += "\n";
  }

 private:
  struct Open {
    std::string tag;
    bool silent = false, link = false, article = false;
    int32_t element = -1;
  };

  static std::string cues_of(const Attributes& attributes) {
    std::string out;
    for (const std::string_view name : {"class", "id", "role", "itemprop"}) {
      const std::string_view value = attributes.get(name);
      if (value.empty()) continue;
      if (!out.empty()) out += ' ';
      out += utf8::lower(value.substr(0, kMaxCue));
    }
    std::string valid = utf8::replace_invalid(out);
    return valid;
  }

  void empty_element(std::string_view tag, const Attributes& attributes) {
    if (tag == "br") {
      if (!stack_.empty() && !stack_.back().silent) line_break();
    } else if (tag == "hr") {
      end_block();
    } else if (tag == "meta") {
      std::string_view name = attributes.get("property");
      if (name.empty()) name = attributes.get("name");
      if (name.empty()) name = attributes.get("itemprop");
      if (name.empty()) name = attributes.get("http-equiv");
      statements_.meta(name, attributes.get("content"));
    } else if (tag == "link" && utf8::lower(attributes.get("rel")) == "canonical") {
      statements_.canonical(attributes.get("href"));
    }
  }

  // One <br> is a line break, two are a paragraph's end.
  void line_break() {
    if (open_block_ && ++breaks_ >= 2) end_block();
    blank_ = false;
  }

  void put(std::string_view piece) {
    if (!open_block_) begin_block();
    if (breaks_ > 0) text_ += '\n';
    else if (blank_ && text_.size() > block_begin_) text_ += ' ';
    breaks_ = 0;
    blank_ = false;
    text_ += piece;
    if (stack_.back().link) link_bytes_ += static_cast<uint32_t>(piece.size());
  }

  void begin_block() {
    if (!text_.empty()) text_ += "\n\n";
    block_begin_ = text_.size();
    open_block_ = true;
    link_bytes_ = 0;
    breaks_ = 0;
    blank_ = false;
    HtmlBlock block;
    const Open& top = stack_.back();
    block.element = top.element;
    block.tag = top.element >= 0 ? document_.elements[static_cast<size_t>(top.element)].tag : "body";
    block.depth = static_cast<uint32_t>(stack_.size()) + beyond_;
    block.in_article = top.article;
    std::vector<int32_t> chain;
    for (int32_t e = top.element; e >= 0 && chain.size() < kPathElements; e = document_.elements[static_cast<size_t>(e)].parent) chain.push_back(e);
    for (auto e = chain.rbegin(); e != chain.rend(); ++e) {
      const HtmlElement& element = document_.elements[static_cast<size_t>(*e)];
      if (!block.path.empty()) block.path += ' ';
      block.path += element.tag;
      for (size_t at = 0; at < element.cues.size();) {
        const size_t end = std::min(element.cues.find(' ', at), element.cues.size());
        if (end > at) block.path.append(".").append(element.cues, at, end - at);
        at = end + 1;
      }
    }
    blocks_.push_back(std::move(block));
  }

  void end_block() {
    blank_ = false;
    breaks_ = 0;
    if (!open_block_) return;
    open_block_ = false;
    HtmlBlock& block = blocks_.back();
    block.span = {static_cast<uint32_t>(block_begin_), static_cast<uint32_t>(text_.size())};
    block.link_bytes = std::min(link_bytes_, block.span.size());
  }

  Document& document_;
  PageStatements statements_;
  std::vector<Open> stack_;
  uint32_t beyond_ = 0;  // open elements deeper than the stack
  std::string text_, title_, script_;
  std::vector<HtmlBlock> blocks_;
  size_t block_begin_ = 0;
  uint32_t link_bytes_ = 0;
  int breaks_ = 0;
  bool open_block_ = false, blank_ = false, in_title_ = false, json_ld_ = false;
};

void on_start(void* self, const xmlChar* name, const xmlChar** attributes) {
  static_cast<PageBuilder*>(self)->start(view(name), {attributes});
}
void on_end(void* self, const xmlChar* name) { static_cast<PageBuilder*>(self)->end(view(name)); }
void on_text(void* self, const xmlChar* s, int size) {
  static_cast<PageBuilder*>(self)->characters({reinterpret_cast<const char*>(s), static_cast<size_t>(size)});
}

struct FreeParser {
  void operator()(htmlParserCtxt* c) const { htmlFreeParserCtxt(c); }
};

}  // namespace

Result<Document> from_html(std::string id, std::string raw, Metadata meta) {
  auto decoded = text::decode(raw, stated_charset(raw), id);
  if (!decoded) return decoded.error();
  Document document;
  document.format = Format::kHtml;
  document.meta = std::move(meta);
  document.text.charset = decoded->charset;
  document.text.replaced = decoded->replaced;
  document.text.exact = false;

  PageBuilder builder(document);
  htmlSAXHandler sax{};
  sax.startElement = on_start;
  sax.endElement = on_end;
  sax.characters = on_text;
  sax.cdataBlock = on_text;
  sax.ignorableWhitespace = on_text;
  const std::unique_ptr<htmlParserCtxt, FreeParser> parser(
      htmlCreatePushParserCtxt(&sax, &builder, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8));
  if (!parser) return Error{Code::kInternal, "the HTML parser could not start", id, ""};
  htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  constexpr size_t kChunk = size_t{64} << 10;  // bytes given to the parser at a time
  std::string_view rest = decoded->view();
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  while (!rest.empty()) {
    size_t size = std::min(kChunk, rest.size());
    while (size < rest.size() && !utf8::is_border(rest, size)) --size;  // half a character would be read as Latin-1
    htmlParseChunk(parser.get(), rest.data(), static_cast<int>(size), 0);
    rest.remove_prefix(size);
  }
  htmlParseChunk(parser.get(), nullptr, 0, 1);
  builder.finish();
  if (document.text.bytes.empty())
    return Error{Code::kMalformed, "no visible text on this page", id, "save the page after it has loaded"};
  document.key = sha256_hex(id);
  document.raw_sha256 = sha256_hex(raw);
  document.id = std::move(id);
  document.raw = std::move(raw);
  return document;
}

}  // namespace annalist::intake
