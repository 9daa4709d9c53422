// The order of work: units, zones, strangers' stories, headlines; then labels, turns, datelines and blocks in one pass.
#include <algorithm>

#include "page/dates.h"
#include "page/labels.h"
#include "page/outline.h"
#include "page/scan.h"

namespace annalist::page {

namespace {

const char* const kStoryKinds[] = {"report", "transcript", "analysis", "brief", "list"};

// Builds the Page from an outline, unit by unit.
class Builder {
 public:
  explicit Builder(Outline& outline) : o_(outline), dialogue_(dialogue_of(o_.cues, o_.text, o_.units)) {
    page_.stories.resize(o_.notes.size());
    lead_left_.assign(o_.notes.size(), kLeadUnits);
    dateline_seen_.assign(o_.notes.size(), false);
  }

  Page build() {
    for (size_t i = 0; i < o_.units.size(); ++i) i = place(i);
    for (size_t s = 0; s < page_.stories.size(); ++s) finish(s);
    if (page_.blocks.empty()) page_.stories.clear();
    return std::move(page_);
  }

 private:
  static constexpr int kLeadUnits = 4;  // paragraphs at a story's head in which a dateline may stand

  // Places unit i (and perhaps the next, when a label takes it); returns the last unit placed.
  size_t place(size_t i) {
    const Unit& u = o_.units[i];
    if (u.role == Role::kZone) {
      zone(u);
      return i;
    }
    story_ = static_cast<uint32_t>(u.story);
    if (story_ != turn_story_) close_turns();
    turn_story_ = story_;
    const bool first = page_.blocks.empty() || page_.blocks.back().story != story_;
    if (u.role != Role::kHeadline || !first) {
      if (const auto label = label_of(o_.cues, dialogue_, o_.text, o_.units, i)) return place_label(i, *label);
    }
    if (u.gap_before || u.html >= 0) until_gap_ = -1;
    plain(u);
    return i;
  }

  void zone(const Unit& u) {
    if (!page_.zones.empty() && page_.zones.back().kind == u.zone && page_.zones.back().span.end <= u.span.begin &&
        (page_.blocks.empty() || page_.blocks.back().span.end <= page_.zones.back().span.begin)) {
      page_.zones.back().span.end = u.span.end;
    } else {
      page_.zones.push_back({u.span, u.zone});
    }
    page_.stories[static_cast<size_t>(u.story)].span = u.story == 0 ? page_.stories[0].span : join(page_.stories[static_cast<size_t>(u.story)].span, u.span);
  }

  void block(Span span, BlockKind kind, int32_t turn) {
    if (span.empty()) return;
    page_.blocks.push_back({span, story_, kind, turn});
    Story& story = page_.stories[story_];
    story.span = join(story.span, span);
    if (turn >= 0) {
      Turn& t = page_.turns[static_cast<size_t>(turn)];
      t.speech = join(t.speech, span);
    }
  }

  void plain(const Unit& u) {
    Span span = u.span;
    if (u.role == Role::kHeadline) {
      const auto& headline = o_.notes[story_].headline;
      if (headline && o_.units[*headline].span == span) page_.stories[story_].headline = span;
      spoken_ = -1;
      return block(span, BlockKind::kHeadline, -1);
    }
    if (lead_left_[story_] > 0) {
      --lead_left_[story_];
      span = without_dateline(span);
    }
    span = without_bullet(span);
    const int32_t turn = until_gap_ >= 0 ? until_gap_ : spoken_ >= 0 ? spoken_ : part_ >= 0 ? resumed_part() : -1;
    block(span, u.role == Role::kListItem ? BlockKind::kListItem : BlockKind::kParagraph, turn);
  }

  Span without_bullet(Span span) const {
    const std::string_view s = span.of(o_.text);
    for (const std::string_view mark : {"- ", "* ", "• ", "· ", "– ", "▶ ", "■ ", "□ ", "● ", "○ ", "▲ ", "△ "})
      if (s.starts_with(mark)) return trimmed(o_.text, {span.begin + static_cast<uint32_t>(mark.size()), span.end});
    return span;
  }

  // "4 hours ago" on a page whose time of saving is known is a day.
  void resolve_age(StatedDate& date) const {
    const std::string& saved = o_.document.meta.retrieved;
    const auto day = date.age_minutes < 0 ? std::nullopt : metadata_date(o_.cues, saved);
    if (!day || day->month == 0 || day->day == 0) return;
    constexpr int32_t kMinutesOfDay = 1440;
    int32_t clock = kMinutesOfDay - 1;  // unknown time: the saved day itself for ages under a day
    if (const size_t colon = saved.find(':'); colon != std::string::npos && colon >= 2 && colon + 2 < saved.size() && is_ascii_digit(saved[colon - 1]) &&
                                              is_ascii_digit(saved[colon - 2]) && is_ascii_digit(saved[colon + 1]) && is_ascii_digit(saved[colon + 2]))
      clock = ((saved[colon - 2] - '0') * 10 + (saved[colon - 1] - '0')) * 60 + (saved[colon + 1] - '0') * 10 + (saved[colon + 2] - '0');
    int32_t back = 0;
    for (int32_t left = clock - date.age_minutes; left < 0; left += kMinutesOfDay) ++back;
    const Civil then = civil_of(day_of({day->year, day->month, day->day}) - back);
    date.year = then.year, date.month = then.month, date.day = then.day;
  }

  // Splits a dateline off the head of a paragraph and notes what it states.
  Span without_dateline(Span span) {
    const auto line = dateline_of(o_.cues, span.of(o_.text));
    if (!line || !page_.stories[story_].dateline_place.empty() || dateline_seen_[story_]) return span;
    const auto shift = [&](Span s) { return s.empty() ? s : Span{span.begin + s.begin, span.begin + s.end}; };
    StoryNotes& notes = o_.notes[story_];
    page_.stories[story_].dateline_place = shift(line->place);
    if (line->date) {
      StatedDate date = line->date->date;
      date.evidence = shift({static_cast<uint32_t>(line->date->begin), static_cast<uint32_t>(line->date->end)});
      notes.dates.push_back(std::move(date));
    }
    if (!line->agency.empty()) {
      const Span where = shift(line->agency);
      const OutletEntry* known = o_.cues.outlet(where.of(o_.text));
      notes.credit = {known != nullptr ? known->name : std::string(where.of(o_.text)), "dateline", where};
    }
    dateline_seen_[story_] = true;
    const Span head = trimmed(o_.text, {span.begin, span.begin + static_cast<uint32_t>(line->end)});
    block(head, BlockKind::kDateline, -1);
    return trimmed(o_.text, {head.end, span.end});
  }

  int32_t new_turn(Span label, Span name, Span role) {
    page_.turns.push_back({label, name, role, {}, story_});
    return static_cast<int32_t>(page_.turns.size()) - 1;
  }

  // The part ("[Report]") goes on after an inserted speaker: a further turn with its label.
  int32_t resumed_part() {
    const Turn& t = page_.turns[static_cast<size_t>(part_)];
    if (static_cast<size_t>(part_) + 1 != page_.turns.size()) part_ = new_turn(t.label, t.name, t.role);
    return part_;
  }

  void close_turns() { part_ = spoken_ = until_gap_ = -1; }

  size_t place_label(size_t i, const Label& label) {
    until_gap_ = -1;
    if (label.part) part_ = -1;
    if (label.part || !label.dialogue) spoken_ = -1;
    const int32_t turn = new_turn(label.label, label.name, label.role);
    block(label.label, BlockKind::kLabel, -1);
    block(label.speech, BlockKind::kParagraph, turn);
    const size_t last = label.takes_next ? i + 1 : i;
    // Bytes between the label's pieces that are neither (a closing bracket) are punctuation only.
    if (label.part) part_ = turn;
    else if (label.dialogue) spoken_ = turn;
    else if (label.takes_next || label.speech.empty()) until_gap_ = turn;
    if (!label.part && !label.dialogue && label.speech.empty() && last + 1 < o_.units.size() &&
        o_.units[last + 1].role == Role::kProse && o_.units[last + 1].story == static_cast<int32_t>(story_)) {
      plain(o_.units[last + 1]);  // the speech stands in the next paragraph
      return last + 1;
    }
    return last;
  }

  void finish(size_t s) {
    Story& story = page_.stories[s];
    StoryNotes& notes = o_.notes[s];
    story.main = s == 0;
    story.outlet = std::move(notes.outlet);
    story.credit = std::move(notes.credit);
    story.dates = std::move(notes.dates);
    for (StatedDate& date : story.dates) resolve_age(date);
    if (s == 0) state_metadata(story);
    if (story.outlet.name.empty() && !story.credit.name.empty()) story.outlet = story.credit;
    if (const OutletEntry* known = o_.cues.outlet(story.outlet.name)) {
      story.outlet.country = known->country;
      story.outlet.state = known->kind == "state" || known->kind == "official";
    }
    std::stable_sort(story.dates.begin(), story.dates.end(), [](const StatedDate& a, const StatedDate& b) { return rank(a) < rank(b); });
    story.kind = kind_of(static_cast<uint32_t>(s));
  }

  static int rank(const StatedDate& d) {
    static constexpr std::string_view kOrder[] = {"metadata", "broadcast", "dateline", "byline", "note", "url", "age"};
    return static_cast<int>(std::find(std::begin(kOrder), std::end(kOrder), d.basis) - std::begin(kOrder));
  }

  void state_metadata(Story& story) {
    const intake::Metadata& meta = o_.document.meta;
    if (auto date = metadata_date(o_.cues, meta.published)) story.dates.push_back(std::move(*date));
    const std::string& address = !meta.uri.empty() ? meta.uri : o_.document.id;
    if (address.find("://") != std::string::npos)
      if (auto date = url_date(address)) story.dates.push_back(std::move(*date));
    if (!meta.outlet.empty()) {
      const OutletEntry* known = o_.cues.outlet(meta.outlet);
      story.outlet = {known != nullptr ? known->name : meta.outlet, "metadata", {}};
    } else if (story.outlet.name.empty() && address.find("://") != std::string::npos) {
      if (const OutletEntry* known = o_.cues.outlet_of_url(address)) story.outlet = {known->name, "url", {}};
    }
  }

  StoryKind kind_of(uint32_t story) const {
    constexpr uint32_t kBriefBytes = 500;  // about 80 words
    constexpr size_t kTranscriptTurns = 4;
    uint32_t bytes = 0;
    size_t items = 0, blocks = 0, turns = 0;
    bool parts = false;
    // Blocks and turns stand in the order of their stories.
    const auto of_story = [story](const auto& things) {
      return std::ranges::equal_range(things, story, {}, [](const auto& thing) { return thing.story; });
    };
    for (const Block& b : of_story(page_.blocks)) {
      ++blocks;
      bytes += b.span.size();
      if (b.kind == BlockKind::kListItem) ++items;
    }
    for (const Turn& t : of_story(page_.turns)) {
      ++turns;
      parts = parts || t.name.empty();
    }
    if (parts || turns >= kTranscriptTurns) return StoryKind::kTranscript;
    if (blocks >= 4 && items * 2 > blocks) return StoryKind::kList;
    const Span head = page_.stories[story].headline;
    const std::string title = normal_line(head.empty() ? std::string_view(o_.document.meta.title) : head.of(o_.text));
    for (const std::string_view word : {"analysis", "opinion", "commentary", "editorial", "explainer", "op-ed", "viewpoint", "column"})
      if (title.starts_with(word) || title.ends_with(word)) return StoryKind::kAnalysis;
    return bytes <= kBriefBytes ? StoryKind::kBrief : StoryKind::kReport;
  }

  Outline& o_;
  Dialogue dialogue_;
  Page page_;
  std::vector<int> lead_left_;
  std::vector<bool> dateline_seen_;
  uint32_t story_ = 0, turn_story_ = 0;
  int32_t part_ = -1;       // the open "[Report]"
  int32_t spoken_ = -1;     // the open "Q:" or "SMITH:"
  int32_t until_gap_ = -1;  // an inserted speaker, up to the next empty line
};

}  // namespace

const char* story_kind_name(StoryKind kind) { return kStoryKinds[static_cast<size_t>(kind)]; }

Page read(const Cues& cues, const intake::Document& document) {
  Outline outline{cues.impl(), document, document.text.view(), units_of(document)};
  if (document.format == intake::Format::kHtml) mark_html(outline);
  mark_zones(outline);
  mark_strangers(outline);
  mark_headlines(outline);
  return Builder(outline).build();
}

std::string body(const Page& page, std::string_view text) {
  std::string out;
  bool begun = false;  // headline and standfirst stand before the first paragraph
  for (const Block& b : page.blocks) {
    if (b.story != 0 || (b.kind == BlockKind::kHeadline && (!begun || b.span == page.stories[0].headline))) continue;
    begun = true;
    const bool glued = b.kind == BlockKind::kParagraph && b.span.begin > 0 && &b != page.blocks.data() &&
                       ((&b)[-1].kind == BlockKind::kDateline || (&b)[-1].kind == BlockKind::kLabel);
    if (!out.empty()) out += glued ? " " : "\n\n";
    out += b.span.of(text);
  }
  return out;
}

}  // namespace annalist::page
