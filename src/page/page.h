// Page: what a document consists of — zones that are not news, stories (the main one and strangers'), blocks of text,
// speakers, and the dates and outlet that metadata or a dateline state. The text is labelled, never changed.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/knowledge.h"
#include "base/result.h"
#include "intake/document.h"

namespace annalist::page {

enum class ZoneKind : uint8_t { kNavigation, kRelated, kCredit, kCaption, kAdvert, kComment, kLogin, kHashtag, kBoilerplate };
[[nodiscard]] const char* zone_name(ZoneKind kind);
struct Zone {
  Span span;
  ZoneKind kind;
};

enum class StoryKind : uint8_t { kReport, kTranscript, kAnalysis, kBrief, kList };
[[nodiscard]] const char* story_kind_name(StoryKind kind);

// A date that the page itself states for a story: metadata, a dateline, "broadcast on January 17th", "an hour ago".
// Only what stands there: a missing year stays missing (month and day may be 0 = not stated); `when` solves the interval.
struct StatedDate {
  int32_t year = 0;      // 0 = not stated
  uint32_t month = 0, day = 0;
  int32_t weekday = -1;  // 0 = Monday … 6, -1 = not stated
  std::string basis;     // "metadata", "dateline", "broadcast", "byline", "url", "age"
  Span evidence;         // empty for metadata and url
  int32_t age_minutes = -1;  // "4 hours ago": minutes before the page was saved (the day is filled in
                             // when metadata say when that was); -1 = not stated that way
};

struct Outlet {
  std::string name;      // canonical: "NHK"; empty = unknown
  std::string basis;     // "metadata", "signature", "byline", "dateline", "url", "listing" …
  Span evidence;         // empty for metadata and url
  std::string country = {};  // ISO alpha-3 of an outlet that the tables know: "us" in its own words; else empty
  bool state = false;    // an organ of its state: what it says in its own voice ("we") the state says
};

struct Story {
  Span span;
  bool main = false;     // the first is; strangers' stories on the page are not
  StoryKind kind = StoryKind::kReport;
  Span headline;         // empty = none
  Outlet outlet;
  Outlet credit;         // the agency of a dateline or credit line: whose report the outlet carries; may equal it
  std::vector<StatedDate> dates;  // best basis first
  Span dateline_place;   // "PYONGYANG" of "PYONGYANG, June 19 —"; empty = none
};

// Someone who speaks under a label: "[Name/Role: “…”]", "Name / Role" on a line of its own, "Anchor:".
struct Turn {
  Span label;            // the whole label
  Span name;             // empty for [Anchor], [Report]
  Span role;             // may be empty
  Span speech;           // what is said under it, quote marks included; a turn that goes on after an inserted one is
                         // a further Turn with the same label
  uint32_t story = 0;
};

// kDateline: "PYONGYANG, June 19 (KCNA) --" before the first sentence; it holds a place and a date but says nothing.
enum class BlockKind : uint8_t { kHeadline, kParagraph, kLabel, kListItem, kDateline };
// A stretch of text inside one story; sentences never cross its ends. Blocks do not overlap and ascend. A block may hold
// line breaks (hard-wrapped lines): inside a block they are blanks.
struct Block {
  Span span;
  uint32_t story = 0;
  BlockKind kind = BlockKind::kParagraph;
  int32_t turn = -1;     // index of the Turn whose speech this is
};

struct Page {
  std::vector<Zone> zones;      // ascending, no overlap with blocks
  std::vector<Story> stories;   // ascending; at least one unless the text is blank
  std::vector<Block> blocks;
  std::vector<Turn> turns;
};

// Cues and outlet names of data/page/*.tsv. Const, shared.
class Cues {
 public:
  [[nodiscard]] static Result<Cues> load(const Knowledge& knowledge);
  Cues(Cues&&) noexcept;
  Cues& operator=(Cues&&) noexcept;
  ~Cues();
  struct Impl;
  [[nodiscard]] const Impl& impl() const { return *impl_; }

 private:
  explicit Cues(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

[[nodiscard]] Page read(const Cues& cues, const intake::Document& document);

// The main story's paragraphs, subheadings and list items, joined by an empty line: what `annalist clean` prints.
[[nodiscard]] std::string body(const Page& page, std::string_view text);

}  // namespace annalist::page
