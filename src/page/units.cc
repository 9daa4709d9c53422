#include "page/units.h"

#include <algorithm>

#include "page/cues.h"
#include "page/scan.h"

namespace annalist::page {

namespace {

struct Line {
  Span span;
  bool gap_before = true;
  bool indented = false;
};

std::vector<Line> lines_of(std::string_view text, Span within) {
  std::vector<Line> out;
  bool gap = true;
  for (uint32_t at = within.begin; at < within.end;) {
    const size_t end = std::min<size_t>(text.find_first_of("\n\r\f", at), within.end);
    const Span raw{at, static_cast<uint32_t>(end)};
    const Span span = trimmed(text, raw);
    at = raw.end + 1;
    if (raw.end < within.end && text[raw.end] == '\r' && at < within.end && text[at] == '\n') ++at;
    if (span.empty()) {
      gap = true;
      continue;
    }
    out.push_back({span, gap, span.begin - raw.begin >= 2});
    gap = false;
  }
  return out;
}

// The width at which the text's lines were wrapped, or 0: most lines that go on (no empty line after them) are about as
// long as the longest, and many of them do not end a sentence.
uint32_t wrap_width(std::string_view text, const std::vector<Line>& lines) {
  constexpr uint32_t kMaxWidth = 130, kMinWidth = 40, kSlack = 16;
  uint32_t width = 0;
  size_t followed = 0, full = 0, open = 0;
  for (size_t i = 0; i + 1 < lines.size(); ++i)
    if (!lines[i + 1].gap_before) width = std::max(width, lines[i].span.size()), ++followed;
  if (followed < 4 || width > kMaxWidth || width < kMinWidth) return 0;
  for (size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i + 1].gap_before) continue;
    if (lines[i].span.size() + kSlack >= width) ++full;
    if (!ends_sentence(lines[i].span.of(text))) ++open;
  }
  return full * 10 >= followed * 6 && open * 10 >= followed * 5 ? width : 0;
}

// Does a line end in a word that cannot end a headline or sentence ("… at the portraits of the")?
bool breaks_off(std::string_view line) {
  static constexpr std::string_view kOpen[] = {"a", "an", "the", "of", "and", "or", "to", "at", "by", "with", "from", "between", "that", "his", "her", "their", "its"};
  const std::string_view last = line.substr(line.find_last_of(" \t") + 1);
  for (const std::string_view word : kOpen)
    if (last == word) return true;
  return false;
}

// Does the second line go on with the paragraph of the first?
bool continues(std::string_view text, const Line& a, const Line& b, uint32_t width) {
  constexpr uint32_t kSlack = 28;  // bytes a wrapped line may fall short of the width by a long word
  if (b.gap_before) return false;
  const std::string_view first = a.span.of(text), second = b.span.of(text);
  if (second[0] == '-' || second[0] == '*' || second.starts_with("•") || second[0] == '[' || second[0] == ':') return false;
  if (width > 0 && !(b.indented && !a.indented)) return a.span.size() + kSlack >= width;
  constexpr uint32_t kMinOpen = 40;  // bytes of a line that can break off in mid-sentence; shorter ones are names and ages
  if (a.span.size() < kMinOpen || ends_sentence(first) || first.back() == ':') return false;
  return starts_lower(second) || breaks_off(first);
}

void add_unit(std::string_view text, Span span, bool gap, int32_t html, std::vector<Unit>& out) {
  Unit u;
  u.span = span;
  u.gap_before = gap;
  u.html = html;
  const std::string_view words = span.of(text);
  if (span.size() <= kShortLine) u.normal = normal_line(words);
  u.sentence_end = ends_sentence(words);
  out.push_back(std::move(u));
}

void add_lines(std::string_view text, Span within, int32_t html, std::vector<Unit>& out) {
  const std::vector<Line> lines = lines_of(text, within);
  const uint32_t width = wrap_width(text, lines);
  for (size_t i = 0; i < lines.size();) {
    Span span = lines[i].span;
    size_t next = i + 1;
    while (next < lines.size() && continues(text, lines[next - 1], lines[next], width)) span.end = lines[next++].span.end;
    add_unit(text, span, lines[i].gap_before, html, out);
    i = next;
  }
}

}  // namespace

std::vector<Unit> units_of(const intake::Document& document) {
  std::vector<Unit> out;
  const std::string_view text = document.text.view();
  if (document.format == intake::Format::kText) {
    add_lines(text, {0, static_cast<uint32_t>(text.size())}, -1, out);
  } else {
    for (size_t i = 0; i < document.blocks.size(); ++i)
      add_lines(text, document.blocks[i].span, static_cast<int32_t>(i), out);
  }
  return out;
}

}  // namespace annalist::page
