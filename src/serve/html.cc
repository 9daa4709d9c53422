#include "serve/html.h"

#include <algorithm>

#include "base/utf8.h"

namespace annalist::serve {

std::string esc(std::string_view s) {
  std::string out;
  out.reserve(s.size() + s.size() / 8);
  for (char c : s) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out.push_back(c);
    }
  }
  return out;
}

std::string page(std::string_view title, std::string_view body) {
  std::string out = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>";
  out += esc(title);
  out += " · Annalist</title><link rel=\"stylesheet\" href=\"/style.css\"></head><body>"
         "<header><a class=\"name\" href=\"/\">Annalist</a><nav><a href=\"/\">Timeline</a> <a href=\"/documents\">Documents</a>"
         "</nav></header><main>";
  out += body;
  out += "</main></body></html>\n";
  return out;
}

std::string highlighted(std::string_view text, Span window, std::vector<Span> marks) {
  while (window.begin > 0 && !utf8::is_border(text, window.begin)) --window.begin;
  while (window.end < text.size() && !utf8::is_border(text, window.end)) ++window.end;
  std::sort(marks.begin(), marks.end());
  std::string out;
  const auto put = [&](Span s) {
    for (char c : esc(s.of(text)))
      if (c == '\n') {
        out += "<br>\n";
      } else {
        out.push_back(c);
      }
  };
  uint32_t at = window.begin;
  for (size_t i = 0; i < marks.size();) {
    Span m = marks[i++];
    while (i < marks.size() && marks[i].begin <= m.end) m = join(m, marks[i++]);
    m.begin = std::max(m.begin, at);
    m.end = std::min(m.end, window.end);
    if (m.empty()) continue;
    put({at, m.begin});
    out += "<mark>";
    put(m);
    out += "</mark>";
    at = m.end;
  }
  put({at, window.end});
  return out;
}

std::string url(std::string_view s) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (char ch : s) {
    const auto c = static_cast<unsigned char>(ch);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
                       c == '.' || c == '~';
    if (plain) {
      out.push_back(ch);
    } else {
      out += '%';
      out.push_back(kHex[c >> 4]);
      out.push_back(kHex[c & 15]);
    }
  }
  return out;
}

std::string_view style_sheet() {
  return R"css(:root{color-scheme:light dark;--ink:#1d2329;--soft:#5b6672;--paper:#fbfaf7;--card:#fff;--line:#ddd8cc;--link:#0b5a8f;--mark:#ffe89a;--warn:#9a3412}
@media(prefers-color-scheme:dark){:root{--ink:#e6e3dc;--soft:#a2a9b1;--paper:#15181b;--card:#1d2125;--line:#363c43;--link:#7cc0ee;--mark:#6a5610;--warn:#f0a070}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"Noto Sans",sans-serif}
a{color:var(--link)}a:focus-visible,input:focus-visible,select:focus-visible,button:focus-visible{outline:3px solid var(--link);outline-offset:2px}
header{display:flex;gap:1.5rem;align-items:baseline;padding:.7rem max(1rem,calc(50vw - 32rem));border-bottom:1px solid var(--line)}
.name{font-weight:700;text-decoration:none;color:var(--ink);font-size:1.1rem}nav{display:flex;gap:1rem}
main{max-width:66rem;margin:0 auto;padding:1rem}h1{font-size:1.35rem;margin:.6rem 0}h2{font-size:1.05rem;margin:1.6rem 0 .4rem}
form.filter{display:flex;flex-wrap:wrap;gap:.5rem;margin:.6rem 0 1rem}form.filter input,form.filter select,form.filter button{font:inherit;padding:.35rem .5rem;border:1px solid var(--line);border-radius:.3rem;background:var(--card);color:inherit;min-width:0}
form.filter button{cursor:pointer}ol.events{list-style:none;margin:0;padding:0}
ol.events li{display:grid;grid-template-columns:9.5rem 1fr;gap:.2rem 1rem;padding:.65rem 0;border-top:1px solid var(--line)}
.when{font-variant-numeric:tabular-nums;color:var(--soft)}.what{font-weight:600;text-decoration:none}.sides{overflow-wrap:anywhere}
.quote{color:var(--soft);margin:.15rem 0 0;overflow-wrap:anywhere}.tag{display:inline-block;border:1px solid var(--line);border-radius:.3rem;padding:0 .4rem;font-size:.82rem;color:var(--soft);margin-right:.3rem}
.tag.warn{color:var(--warn);border-color:var(--warn)}mark{background:var(--mark);color:inherit;padding:0 .1em;border-radius:.15em}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;border-top:1px solid var(--line);overflow-wrap:anywhere}th{font-weight:500;color:var(--soft);width:9rem}
blockquote{margin:.6rem 0;padding-left:.8rem;border-left:3px solid var(--line)}article.claim{background:var(--card);border:1px solid var(--line);border-radius:.4rem;padding:.8rem 1rem;margin:.8rem 0}.doc{background:var(--card);border:1px solid var(--line);border-radius:.4rem;padding:1rem;overflow-wrap:anywhere}
.note{color:var(--soft)}@media(max-width:40rem){ol.events li{grid-template-columns:1fr}th{width:6.5rem}}
)css";
}

}  // namespace annalist::serve
