#include "page/dates.h"
#include "page/outline.h"
#include "page/scan.h"

namespace annalist::page {

namespace {

// A longer line without a full stop is more likely a sentence that lost it than a subheading.
constexpr size_t kMaxHeadingWords = 13;

bool is_list_item(std::string_view s) {
  for (const std::string_view mark : {"- ", "* ", "• ", "· ", "– ", "▶ ", "■ ", "□ ", "● ", "○ ", "▲ ", "△ "})
    if (s.starts_with(mark)) return true;
  size_t digits = 0;
  while (digits < s.size() && is_ascii_digit(s[digits])) ++digits;
  return digits > 0 && digits <= 2 && digits + 1 < s.size() && (s[digits] == '.' || s[digits] == ')') && s[digits + 1] == ' ';
}

// "Total Dead: 192", "Injured: 74": a table row in words.
bool is_table_row(std::string_view s) {
  constexpr size_t kMaxRow = 80;  // bytes
  const size_t colon = s.rfind(": ");
  if (colon == std::string_view::npos || s.size() > kMaxRow || ends_sentence(s)) return false;
  for (const char c : s.substr(colon + 1))
    if (is_ascii_letter(c)) return false;
  return true;
}

bool title_like(const Outline& o, const Unit& u) {
  const std::string_view s = o.words(u);
  if (!o.is_line(u) || !starts_upper(s) || words_of(s).size() < 2 || is_list_item(s) || is_table_row(s)) return false;
  if (o.cues.outlet(s) != nullptr) return false;  // a press review's source under its paragraph
  const auto dateline = dateline_of(o.cues, s);
  return !dateline || dateline->end < s.size();
}

// The story's headline: the line that equals the title, else the first title-like line before its first prose. A first
// line that ends as a sentence is a headline only when the metadata say so.
std::optional<size_t> headline_of(const Outline& o, int32_t story, size_t begin, size_t end) {
  const std::string title = story == 0 ? normal_line(o.document.meta.title) : std::string();
  std::optional<size_t> first;
  for (size_t i = begin; i < end; ++i) {
    const Unit& u = o.units[i];
    if (u.role == Role::kZone) continue;
    if (u.html >= 0 && u.role == Role::kHeadline) return i;
    if (!title.empty() && without_end_marks(u.normal) == without_end_marks(title)) return i;
    if (!first && title_like(o, u) && words_of(o.words(u)).size() >= 3) first = i;
    if (o.is_prose(u)) break;
  }
  if (first) {  // something must follow it
    for (size_t i = *first + 1; i < end; ++i)
      if (o.units[i].role != Role::kZone) return first;
  }
  return std::nullopt;
}

// Do most of the story's units lack a full stop? Then short lines are its way of writing, not subheadings.
bool unpunctuated(const Outline& o, size_t begin, size_t end) {
  size_t all = 0, lines = 0;
  for (size_t i = begin; i < end; ++i) {
    const Unit& u = o.units[i];
    if (u.role == Role::kZone) continue;
    ++all;
    if (!u.sentence_end) ++lines;
  }
  return all >= 4 && lines * 2 > all;
}

// The units [begin, end) of one story.
void mark_story(Outline& o, int32_t story, size_t begin, size_t end) {
  const auto head = headline_of(o, story, begin, end);
  o.notes[static_cast<size_t>(story)].headline = head;
  const bool plain = unpunctuated(o, begin, end);
  for (size_t i = begin; i < end; ++i) {
    Unit& u = o.units[i];
    if (u.role != Role::kProse) continue;
    const std::string_view s = o.words(u);
    const bool html_item = u.html >= 0 && o.document.blocks[static_cast<size_t>(u.html)].tag == "li";
    if (head && i == *head) {
      u.role = Role::kHeadline;
    } else if (html_item || is_list_item(s) || is_table_row(s)) {
      // An item that is a full sentence tells as a paragraph does.
      if (!o.is_prose(u)) u.role = Role::kListItem;
    } else if (!plain && title_like(o, u)) {
      size_t next = i + 1;
      while (next < end && o.units[next].role == Role::kZone) ++next;
      const bool heads = next < end && (!head || i > *head || o.is_line(o.units[next]));
      if (heads && (s.back() == '?' || words_of(s).size() <= kMaxHeadingWords)) u.role = Role::kHeadline;
    }
  }
}

}  // namespace

void mark_headlines(Outline& o) {
  for (size_t begin = 0; begin < o.units.size();) {  // a story's units stand together
    size_t end = begin;
    while (end < o.units.size() && o.units[end].story == o.units[begin].story) ++end;
    mark_story(o, o.units[begin].story, begin, end);
    begin = end;
  }
}

}  // namespace annalist::page
