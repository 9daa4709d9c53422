// The article among a page's blocks: elements whose class names something else are set aside, then the element is sought
// that holds nearly all running text (after the idea of Readability's and trafilatura's scoring, by mass instead of points).
#include <algorithm>

#include "page/outline.h"
#include "page/scan.h"

namespace annalist::page {

namespace {

// An element with more than this share of the page's text is a wrapper, whatever its class says.
constexpr double kWrapperShare = 0.5;
// A child with this share of its parent's text holds the article; with less, the parent does.
constexpr double kDominantShare = 0.72;
// An element that calls itself the article's body is believed with this share of the page's text and this many bytes.
constexpr double kBodyShare = 0.25;
constexpr double kBodyBytes = 250;
// Bytes in which a full sentence counts as running text.
constexpr uint32_t kMinProse = 60;

constexpr int kNone = -1;  // no zone

struct Structure {
  std::vector<int> zone;   // by element, inherited: a ZoneKind, or kNone
  std::vector<bool> body;                     // by element: calls itself the body
  std::vector<double> mass;                   // bytes of running text in the subtree
  double total = 0;
};

double link_share(const Outline& o, const Unit& u) {
  const intake::HtmlBlock& b = o.document.blocks[static_cast<size_t>(u.html)];
  return b.span.empty() ? 0 : static_cast<double>(b.link_bytes) / static_cast<double>(b.span.size());
}

bool running_text(const Outline& o, const Unit& u) {
  return u.span.size() >= kMinProse && (u.sentence_end || u.span.size() >= 3 * kMinProse) && link_share(o, u) < 0.4;
}

std::optional<HtmlCue> cue_of(const Cues::Impl& cues, const intake::HtmlElement& element) {
  if (element.tag == "nav" || element.tag == "button") return HtmlCue{ZoneKind::kNavigation, 2};
  if (element.tag == "footer") return HtmlCue{ZoneKind::kBoilerplate, 2};
  if (element.tag == "aside") return HtmlCue{ZoneKind::kRelated, 2};
  if (element.tag == "figcaption" || element.tag == "caption") return HtmlCue{ZoneKind::kCaption, 2};
  if (element.tag == "form" || element.tag == "fieldset" || element.tag == "dialog") return HtmlCue{ZoneKind::kLogin, 1};
  std::optional<HtmlCue> found;
  std::string_view before;
  const std::string_view s = element.cues;
  for (size_t at = 0; at < s.size();) {
    const size_t end = std::min(s.find_first_of(" -_", at), s.size());
    const std::string_view word = s.substr(at, end - at);
    std::string pair;
    if (!before.empty() && at > 0 && s[at - 1] != ' ') pair = std::string(before) + "-" + std::string(word);
    for (const std::string_view key : {std::string_view(pair), word}) {
      const auto it = cues.html.find(key);
      if (key.empty() || it == cues.html.end()) continue;
      if (!it->second.zone) return it->second;
      if (!found || it->second.weight > found->weight) found = it->second;
    }
    before = word;
    at = end + 1;
  }
  return found;
}

void add_mass(const Outline& o, Structure& s, bool all) {
  s.mass.assign(o.document.elements.size(), 0);
  s.total = 0;
  for (const Unit& u : o.units) {
    if (u.html < 0 || !running_text(o, u)) continue;
    const int32_t e = o.document.blocks[static_cast<size_t>(u.html)].element;
    if (e < 0 || (!all && s.zone[static_cast<size_t>(e)] != kNone)) continue;
    s.mass[static_cast<size_t>(e)] += u.span.size();
    s.total += u.span.size();
  }
  for (size_t e = o.document.elements.size(); e-- > 0;)
    if (const int32_t parent = o.document.elements[e].parent; parent >= 0) s.mass[static_cast<size_t>(parent)] += s.mass[e];
}

Structure structure_of(const Outline& o) {
  Structure s;
  const auto& elements = o.document.elements;
  s.zone.assign(elements.size(), kNone);
  s.body.resize(elements.size());
  add_mass(o, s, true);
  for (size_t e = 0; e < elements.size(); ++e) {
    const auto cue = cue_of(o.cues, elements[e]);
    s.body[e] = cue && !cue->zone;
    if (elements[e].parent >= 0) s.zone[e] = s.zone[static_cast<size_t>(elements[e].parent)];
    if (s.zone[e] != kNone || !cue || !cue->zone || s.mass[e] > kWrapperShare * s.total) continue;
    if (cue->weight == 1 && s.mass[e] > 0.1 * s.total) continue;
    s.zone[e] = static_cast<int>(*cue->zone);
  }
  add_mass(o, s, false);
  return s;
}

// The element that holds the article, or -1 for the whole page.
int32_t article_element(const Outline& o, const Structure& s) {
  const auto& elements = o.document.elements;
  int32_t body = -1;
  for (size_t e = 0; e < elements.size(); ++e) {
    if (!s.body[e] || s.mass[e] < kBodyBytes || s.mass[e] < kBodyShare * s.total) continue;
    if (body < 0 || s.mass[e] >= s.mass[static_cast<size_t>(body)]) body = static_cast<int32_t>(e);
  }
  if (body >= 0) return body;
  int32_t at = -1;
  double mass = s.total;
  for (size_t e = 0; e < elements.size(); ++e) {  // children come after parents, so one walk descends
    if (elements[e].parent != at || s.mass[e] < kDominantShare * mass || s.mass[e] <= 0) continue;
    if (elements[e].tag == "p") break;
    at = static_cast<int32_t>(e);
    mass = s.mass[e];
  }
  return at;
}

bool is_heading(std::string_view tag) { return tag.size() == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6'; }

// The page's own heading: the h1 (else h2) before the article's end that shares its words with the title.
std::optional<size_t> main_heading(const Outline& o, size_t end) {
  const std::string title = normal_line(!o.document.meta.title.empty() ? std::string_view(o.document.meta.title)
                                        : o.units.empty() ? std::string_view() : o.words(o.units[0]));
  for (const std::string_view tag : {"h1", "h2"})
    for (size_t i = 0; i < end; ++i) {
      const Unit& u = o.units[i];
      if (u.html < 0 || u.normal.size() < 8 || o.document.blocks[static_cast<size_t>(u.html)].tag != tag) continue;
      if (title.find(u.normal) != std::string::npos || u.normal.find(title) != std::string::npos) return i;
    }
  return std::nullopt;
}

// Inside the article: captions, links and the like, headings, list items.
void mark_inside(Outline& o, Unit& u, int zone) {
  const intake::HtmlBlock& block = o.document.blocks[static_cast<size_t>(u.html)];
  if (zone != kNone) return o.make_zone(u, static_cast<ZoneKind>(zone));
  if (link_share(o, u) > 0.6 && (!u.sentence_end || u.span.size() < kShortLine)) return o.make_zone(u, ZoneKind::kRelated);
  if (is_heading(block.tag)) u.role = Role::kHeadline;
}

}  // namespace

void mark_html(Outline& o) {
  if (o.document.blocks.empty()) return;
  const Structure s = structure_of(o);
  const int32_t article = article_element(o, s);
  const auto& elements = o.document.elements;
  std::vector<bool> in(elements.size(), article < 0);
  for (size_t e = 0; e < elements.size(); ++e)
    if (static_cast<int32_t>(e) == article || (elements[e].parent >= 0 && in[static_cast<size_t>(elements[e].parent)])) in[e] = true;

  const auto element_of = [&](const Unit& u) { return o.document.blocks[static_cast<size_t>(u.html)].element; };
  const auto inside = [&](const Unit& u) { return element_of(u) < 0 ? article < 0 : in[static_cast<size_t>(element_of(u))]; };
  size_t first = o.units.size();
  for (size_t i = 0; i < o.units.size() && first == o.units.size(); ++i)
    if (inside(o.units[i]) && running_text(o, o.units[i])) first = i;
  const auto heading = main_heading(o, first);
  for (size_t i = 0; i < o.units.size(); ++i) {
    Unit& u = o.units[i];
    const auto& block = o.document.blocks[static_cast<size_t>(u.html)];
    const int zone = element_of(u) < 0 ? kNone : s.zone[static_cast<size_t>(element_of(u))];
    if (heading && i == *heading) {
      u.role = Role::kHeadline;
    } else if (block.tag == "title") {
      if (heading) o.make_zone(u, ZoneKind::kBoilerplate);
      else u.role = Role::kHeadline;
    } else if (inside(u)) {
      mark_inside(o, u, zone);
    } else if (heading && i > *heading && i < first && zone == kNone) {
      u.before_article = true;  // standfirst, byline, date: mark_zones looks at them
      if (is_heading(block.tag) || running_text(o, u)) u.role = Role::kHeadline;
    } else if (heading && i > *heading && i < first && zone == static_cast<int>(ZoneKind::kCredit)) {
      u.before_article = true;
    } else {
      o.make_zone(u, zone != kNone ? static_cast<ZoneKind>(zone) : link_share(o, u) > 0.5 ? ZoneKind::kNavigation : ZoneKind::kBoilerplate);
    }
  }
}

}  // namespace annalist::page
