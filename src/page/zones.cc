#include "page/dates.h"
#include "page/outline.h"
#include "page/scan.h"

namespace annalist::page {

namespace {

constexpr uint32_t kMaxLine = 150;      // bytes of a headline or subheading
constexpr uint32_t kLongProse = 200;    // bytes from which a unit is prose without a full stop, too

bool has_words(std::string_view s) {
  for (size_t i = 0; i < s.size();) {
    const utf8::CodePoint c = utf8::decode(s, i);
    if (utf8::is_letter(c.value) || utf8::is_digit(c.value)) return true;
    i += c.size;
  }
  return false;
}

bool is_hashtags(std::string_view s) {
  size_t tags = 0;
  for (const Span w : words_of(s)) {
    if (w.of(s).size() < 2 || w.of(s)[0] != '#' || is_ascii_digit(w.of(s)[1])) return false;
    ++tags;
  }
  return tags > 0;
}

bool is_address(std::string_view normal) {
  return (normal.starts_with("http") || normal.starts_with("www")) &&
         (normal.find(' ') == std::string_view::npos || normal.starts_with("http : / /") || normal.starts_with("www . "));
}

// "By Kim Min-ji", "By A. Smith and B. Jones, Reuters", "by staff reporter": capitalised words only.
bool is_byline(const Outline& o, std::string_view s, std::string_view normal) {
  constexpr size_t kMaxByline = 120;
  if (!normal.starts_with("by ") || s.size() > kMaxByline || s.size() < 6) return false;
  size_t names = 0;
  for (const Span w : words_of(s.substr(3))) {
    const std::string_view word = w.of(s.substr(3));
    if (o.cues.months.contains(normal_line(without_end_marks(word)))) return false;
    if (starts_lower(word) && (o.cues.use_of(word) & (kJoinerWord | kRoleWord | kPartWord)) == 0 && word.find('@') == std::string_view::npos)
      return false;
    if (starts_upper(word)) ++names;
  }
  return names > 0 && names <= 10 && (!ends_sentence(s) || names <= 4);
}

// An outlet named somewhere in a byline or note ("By Kim, Yonhap"): the last part that is one.
const OutletEntry* outlet_in(const Outline& o, std::string_view s, Span& where) {
  size_t end = s.size();
  while (end > 0) {
    const size_t mark = s.find_last_of(",|/([:", end - 1);
    const size_t from = mark == std::string_view::npos ? 0 : mark + 1;
    Span part = trimmed(s, {static_cast<uint32_t>(from), static_cast<uint32_t>(end)});
    while (!part.empty() && (s[part.end - 1] == '.' || s[part.end - 1] == ')' || s[part.end - 1] == ']')) --part.end;
    if (!part.empty())
      if (const OutletEntry* found = o.cues.outlet(part.of(s))) {
        where = part;
        return found;
      }
    if (mark == std::string_view::npos) break;
    end = mark;
  }
  return nullptr;
}

// "This is KBS News, NAME." "NAME, BBC News, Seoul." "For NHK World, I'm NAME."
bool is_signature(Outline& o, Unit& u) {
  constexpr uint32_t kMaxSignature = 110;
  if (u.span.size() > kMaxSignature) return false;
  const std::string_view s = o.words(u);
  const bool opens = u.normal.starts_with("this is ") || u.normal.starts_with("for ") || u.normal.starts_with("this has been ") ||
                     u.normal.starts_with("i'm ") || u.normal.starts_with("reporting for ") || u.normal.starts_with("reporting from ");
  const size_t from = !opens ? 0 : u.normal.starts_with("this is ") ? 8 : u.normal.starts_with("for ") ? 4 : s.find(' ') + 1;
  size_t names = 0;
  for (const Span w : words_of(s)) {
    const std::string_view word = w.of(s);
    if (starts_upper(word)) ++names;
    else if (w.begin >= from && (o.cues.use_of(word) & kJoinerWord) == 0 && word != "i'm" && word != "reporting" && word != "from") return false;
  }
  Span where;
  const std::string_view rest = s.substr(std::min(from, s.size()));
  const OutletEntry* found = outlet_in(o, rest, where);
  const auto base = static_cast<uint32_t>(u.span.begin + (s.size() - rest.size()));
  if (found == nullptr && u.normal.starts_with("this is ")) {  // "This is Channel Nine East, NAME.": an unknown medium
    const size_t comma = rest.find(',');
    if (comma == std::string_view::npos || names < 3) return false;
    bool medium = false;
    for (const Span w : words_of(rest.substr(0, comma))) medium = medium || (o.cues.use_of(w.of(rest)) & kMediumWord) != 0;
    if (medium) o.notes[0].outlet = {std::string(rest.substr(0, comma)), "signature", {base, base + static_cast<uint32_t>(comma)}};
    return medium;
  }
  if (found == nullptr || names < 3 || found->kind == "official" || (!opens && rest.find(',') == std::string_view::npos)) return false;
  o.notes[0].outlet = {found->name, "signature", {base + where.begin, base + where.end}};
  return true;
}

void note_credit(Outline& o, const Unit& u) {
  Span where;
  const OutletEntry* found = outlet_in(o, o.words(u), where);
  if (found == nullptr || !o.notes[0].credit.name.empty()) return;
  o.notes[0].credit = {found->name, "byline", {u.span.begin + where.begin, u.span.begin + where.end}};
}

void note_date(Outline& o, const Unit& u, WrittenDate written) {
  written.date.evidence = {u.span.begin + static_cast<uint32_t>(written.begin), u.span.begin + static_cast<uint32_t>(written.end)};
  o.notes[0].dates.push_back(std::move(written.date));
}

// The outlet whose programme a note quotes: broadcast on "News Watch 9".
void note_programme(Outline& o, const Unit& u) {
  const std::string_view s = o.words(u);
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"\"", "\""}, {"“", "”"}, {"'", "'"}, {"‘", "’"}}) {
    const size_t from = s.find(open);
    const size_t to = from == std::string_view::npos ? from : s.find(close, from + open.size());
    if (to == std::string_view::npos) continue;
    const Span name{u.span.begin + static_cast<uint32_t>(from + open.size()), u.span.begin + static_cast<uint32_t>(to)};
    if (const OutletEntry* found = o.cues.outlet(name.of(o.text)); found != nullptr && o.notes[0].outlet.name.empty())
      o.notes[0].outlet = {found->name, "note", name};
  }
}

// "Northern Observer, 13 July 2022" above the article: an outlet's name and a date, nothing else.
bool is_imprint(Outline& o, Unit& u) {
  constexpr size_t kMaxNames = 5;
  if (u.span.size() > 90 || u.sentence_end) return false;
  const std::string_view s = o.words(u);
  if (dateline_of(o.cues, s)) return false;
  auto date = find_date(o.cues, s);
  if (!date || date->begin == 0 || !byline_date(o.cues, s.substr(date->begin))) return false;
  Span name = trimmed(s, {0, static_cast<uint32_t>(date->begin)});
  const char mark = name.empty() ? ' ' : s[name.end - 1];
  if (mark != ',' && mark != '|' && mark != '-' && mark != '/') return false;
  name = trimmed(s, {name.begin, name.end - 1});
  const auto words = words_of(name.of(s));
  for (const Span w : words)
    if (!starts_upper(w.of(name.of(s))) && (o.cues.use_of(w.of(name.of(s))) & kJoinerWord) == 0) return false;
  if (words.empty() || words.size() > kMaxNames) return false;
  const OutletEntry* known = o.cues.outlet(name.of(s));
  if (o.notes[0].outlet.name.empty())
    o.notes[0].outlet = {known != nullptr ? known->name : std::string(name.of(s)), "byline", {u.span.begin + name.begin, u.span.begin + name.end}};
  date->date.basis = "byline";
  note_date(o, u, std::move(*date));
  return true;
}

void mark_unit(Outline& o, Unit& u, bool head) {
  const std::string_view s = o.words(u);
  if (!has_words(s)) return o.make_zone(u, ZoneKind::kBoilerplate);
  if (u.normal.empty()) return;
  if (is_hashtags(s)) return o.make_zone(u, ZoneKind::kHashtag);
  if (is_address(u.normal)) return o.make_zone(u, ZoneKind::kBoilerplate);
  if (auto date = byline_date(o.cues, s)) {
    note_date(o, u, std::move(*date));
    return o.make_zone(u, ZoneKind::kCredit);
  }
  if (auto date = page::note_date(o.cues, s)) {
    note_date(o, u, std::move(*date));
    note_programme(o, u);
    return o.make_zone(u, ZoneKind::kBoilerplate);
  }
  if (head && is_imprint(o, u)) return o.make_zone(u, ZoneKind::kCredit);
  if (is_byline(o, s, u.normal)) {
    note_credit(o, u);
    return o.make_zone(u, ZoneKind::kCredit);
  }
  if (is_signature(o, u)) return o.make_zone(u, ZoneKind::kCredit);
  auto kind = o.cues.zone_of(u.normal);
  if (!kind) kind = o.cues.zone_of_names(s, u.normal);
  if (kind) {
    if (*kind == ZoneKind::kCredit) note_credit(o, u);
    o.make_zone(u, *kind);
  }
}

// A presenter's "I'm Lee Su-jin with MBC's foreign desk" names the outlet when nothing else does.
void note_presenter(Outline& o) {
  constexpr size_t kUnits = 4;       // at either end of the text
  constexpr size_t kMaxNames = 4, kMaxOutletWords = 4;
  for (size_t i = 0; i < o.units.size() && o.notes[0].outlet.name.empty(); ++i) {
    if (i == kUnits && o.units.size() > 2 * kUnits) i = o.units.size() - kUnits;
    const Unit& u = o.units[i];
    const std::string_view s = o.words(u);
    for (const std::string_view opening : {"I'm ", "I’m ", "I am "}) {
      const size_t at = s.find(opening);
      if (at == std::string_view::npos) continue;
      const std::string_view rest = s.substr(at + opening.size(), 160);
      const auto words = words_of(rest);
      size_t n = 0;
      while (n < words.size() && n <= kMaxNames && starts_upper(words[n].of(rest))) ++n;
      if (n == 0 || n > kMaxNames || n + 1 >= words.size()) continue;
      const std::string_view link = words[n].of(rest);
      if (link != "from" && link != "of" && link != "with" && link != "for") continue;
      for (size_t size = std::min(kMaxOutletWords, words.size() - n - 1); size > 0; --size) {
        std::string_view name = rest.substr(words[n + 1].begin, words[n + size].end - words[n + 1].begin);
        for (const std::string_view tail : {".", ",", "'s", "’s"})
          if (name.ends_with(tail)) name.remove_suffix(tail.size());
        const OutletEntry* found = o.cues.outlet(name);
        if (found == nullptr) continue;
        const auto begin = u.span.begin + static_cast<uint32_t>(at + opening.size()) + words[n + 1].begin;
        o.notes[0].outlet = {found->name, "presenter", {begin, begin + static_cast<uint32_t>(name.size())}};
        return;
      }
    }
  }
}

// Menus without known words: at least six short lines in a row before the first or after the last prose, some of them
// known menu words.
void mark_menus(Outline& o) {
  constexpr uint32_t kMaxMenuLine = 32;
  constexpr size_t kMinRun = 6, kMinKnown = 2;
  for (size_t i = 0; i < o.units.size();) {
    size_t end = i, known = 0;
    while (end < o.units.size() && o.units[end].span.size() <= kMaxMenuLine && !o.units[end].sentence_end) {
      const Unit& u = o.units[end++];
      if (u.role == Role::kZone && (u.zone == ZoneKind::kNavigation || u.zone == ZoneKind::kLogin)) ++known;
    }
    if (end - i >= kMinRun && known >= kMinKnown)
      for (size_t n = i; n < end; ++n)
        if (o.units[n].role != Role::kZone) o.make_zone(o.units[n], ZoneKind::kNavigation);
    i = std::max(end, i + 1);
  }
}

}  // namespace

bool Outline::is_prose(const Unit& u) const {
  if (u.role == Role::kZone) return false;
  return u.span.size() > kLongProse || (u.sentence_end && u.span.size() >= 40);
}

bool Outline::is_line(const Unit& u) const {
  if (u.role == Role::kZone || u.span.size() > kMaxLine) return false;
  if (!u.sentence_end) {
    const char last = text[u.span.end - 1];
    return last != ',' && last != ';' && last != ':' && last != '-';
  }
  // One question may head a section; several sentences or a quoted question are speech.
  const std::string_view s = words(u);
  if (!s.ends_with('?') && !s.ends_with("?'") && !s.ends_with("?’")) return false;
  for (const std::string_view mark : {". ", "! ", "? ", ", \"", ", “", "\" "})
    if (s.find(mark) != std::string_view::npos && s.find("... ") == std::string_view::npos) return false;
  return s[0] != '`' && s[0] != '\'';
}

void mark_zones(Outline& outline) {
  size_t lines = 0;  // units above the first prose
  for (Unit& u : outline.units) {
    constexpr size_t kMaxHead = 5;
    if (u.role != Role::kZone) mark_unit(outline, u, lines <= kMaxHead);
    lines += outline.is_prose(u) ? kMaxHead + 1 : 1;
  }
  mark_menus(outline);
  note_presenter(outline);
}

}  // namespace annalist::page
