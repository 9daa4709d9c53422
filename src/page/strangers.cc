// Strangers' stories: an aggregator's or a site's list of other stories below the main one.
#include "page/dates.h"
#include "page/outline.h"
#include "page/scan.h"

namespace annalist::page {

namespace {

constexpr uint32_t kMaxOutletLine = 60;  // bytes of the line that names an outlet above or below an age

// "- NHK", "by Reuters", "NHK": the outlet that such a line names; unknown outlets count when the line is so marked.
std::optional<Outlet> outlet_line(const Outline& o, const Unit& u, bool marked_only) {
  if (u.span.size() > kMaxOutletLine || u.sentence_end) return std::nullopt;
  const std::string_view s = o.words(u);
  size_t from = 0;
  for (const std::string_view mark : {"- ", "– ", "— ", "• ", "· ", "| ", "by ", "By "})
    if (s.starts_with(mark)) from = mark.size();
  const Span where = trimmed(o.text, {u.span.begin + static_cast<uint32_t>(from), u.span.end});
  if (where.empty()) return std::nullopt;
  const OutletEntry* known = o.cues.outlet(where.of(o.text));
  if (known == nullptr && (from == 0 || !starts_upper(where.of(o.text)))) return std::nullopt;
  if (marked_only && from == 0) return std::nullopt;
  return Outlet{known != nullptr ? known->name : std::string(where.of(o.text)), "listing", where};
}

struct Start {
  size_t unit = 0, body = 0;  // first unit of the stranger, first unit of its headline
  Outlet outlet;
  std::optional<StatedDate> date;
};

// A listing entry around the age line at unit i: [outlet] / age / [- outlet] / headline.
std::optional<Start> entry_at(const Outline& o, size_t i) {
  const int32_t minutes = o.units[i].normal.empty() ? -1 : age_minutes(o.units[i].normal);
  if (minutes < 0) return std::nullopt;
  Start out;
  out.unit = i;
  out.body = i + 1;
  bool listed = false;
  if (i > 0)
    if (auto outlet = outlet_line(o, o.units[i - 1], false)) out.outlet = std::move(*outlet), out.unit = i - 1, listed = true;
  if (i + 1 < o.units.size())
    if (auto outlet = outlet_line(o, o.units[i + 1], true)) out.outlet = std::move(*outlet), out.body = i + 2, listed = true;
  // An outlet that we do not know stands above the age as it does, marked, below it.
  if (listed && out.unit == i && i > 0 && o.units[i - 1].normal == normal_line(out.outlet.name)) out.unit = i - 1;
  if (!listed) return std::nullopt;
  StatedDate date;
  date.basis = "age";
  date.evidence = o.units[i].span;
  date.age_minutes = minutes;
  out.date = std::move(date);
  return out;
}

// The first unit of running text; the number of units when there is none.
size_t first_prose(const Outline& o) {
  size_t i = 0;
  while (i < o.units.size() && !o.is_prose(o.units[i])) ++i;
  return i;
}

void begin_story(Outline& o, const Start& start, size_t end) {
  StoryNotes notes;
  notes.outlet = start.outlet;
  if (start.date) notes.dates.push_back(*start.date);
  const auto story = static_cast<int32_t>(o.notes.size());
  o.notes.push_back(std::move(notes));
  for (size_t i = start.unit; i < end; ++i) {
    o.units[i].story = story;
    if (i < start.body) o.make_zone(o.units[i], ZoneKind::kRelated);
  }
}

// Entries with ages: the surest sign. True when there were any.
bool mark_entries(Outline& o) {
  std::vector<Start> starts;
  bool own_age = false;
  const size_t prose = first_prose(o);
  for (size_t i = 0; i < o.units.size(); ++i) {
    auto entry = entry_at(o, i);
    if (!entry) continue;
    if (entry->unit <= prose) {  // an age above the main story is its own
      if (!own_age) {
        o.notes[0].dates.push_back(*entry->date);
        if (o.notes[0].outlet.name.empty()) o.notes[0].outlet = entry->outlet;
        for (size_t n = entry->unit; n < entry->body; ++n) o.make_zone(o.units[n], ZoneKind::kCredit);
      }
      own_age = true;
      continue;
    }
    starts.push_back(std::move(*entry));
  }
  for (size_t n = 0; n < starts.size(); ++n)
    begin_story(o, starts[n], n + 1 < starts.size() ? starts[n + 1].unit : o.units.size());
  return !starts.empty();
}

// After a list heading: headline and teaser, at least twice, to the end of the page; a heading alone hides its links.
void mark_list(Outline& o, size_t heading) {
  std::vector<size_t> heads;
  constexpr size_t kNear = 3;  // units between the heading and its first entry
  for (size_t i = heading + 1; i + 1 < o.units.size() && (!heads.empty() || i <= heading + kNear); ++i)
    if (o.is_line(o.units[i]) && o.is_prose(o.units[i + 1])) heads.push_back(i);
  if (heads.size() >= 2) {
    for (size_t n = 0; n < heads.size(); ++n) {
      Start start;
      start.unit = start.body = heads[n];
      begin_story(o, start, n + 1 < heads.size() ? heads[n + 1] : o.units.size());
    }
    return;
  }
  for (size_t i = heading + 1; i < o.units.size() && !o.is_prose(o.units[i]); ++i)
    if (o.units[i].role != Role::kZone) o.make_zone(o.units[i], ZoneKind::kRelated);
}

}  // namespace

void mark_strangers(Outline& o) {
  if (mark_entries(o)) {
    // Lines between the list's heading and its first entry belong to the list.
    bool listed = false;
    for (Unit& u : o.units) {
      if (u.story != 0) break;
      if (u.role == Role::kZone) listed = listed || u.zone == ZoneKind::kRelated;
      else if (o.is_prose(u)) listed = false;
      else if (listed) o.make_zone(u, ZoneKind::kRelated);
    }
    return;
  }
  const size_t prose = first_prose(o);
  for (size_t i = 0; i < o.units.size(); ++i) {
    const Unit& u = o.units[i];
    if (u.role != Role::kZone || u.zone != ZoneKind::kRelated || u.normal.empty()) continue;
    if (i <= prose || !o.cues.list_headings.contains(without_end_marks(u.normal))) continue;
    mark_list(o, i);
    if (o.notes.size() > 1) return;
  }
}

}  // namespace annalist::page
