// What the base gives back, and what it can be asked: plain values.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/span.h"
#include "store/sqlite.h"
#include "weave/event.h"

namespace annalist::store {

struct StoredSide {
  weave::Party party;
  std::vector<std::string> sectors;
  std::string part;      // third parties only
  Span span;             // empty when inferred
  std::string why;
  float confidence = 0;
};

// Who says so, with the words that show it.
struct StoredVoice {
  std::string kind, holder_name, holder_entity;
  std::vector<std::string> chain;
  std::vector<Span> cue, content;
  Span source;
};

struct StoredClaim {
  weave::ClaimRecord record;
  std::string event;     // empty before weaving
  bool current = true;
  std::vector<StoredSide> actors, recipients, third_parties;
  std::string date_why, place_why, certainty, rule;
  std::string tense;
  std::vector<uint32_t> attribution;  // into StoredDocument::voices
  std::vector<Span> figure_spans;     // one a record.figures
  std::map<std::string, std::vector<Span>> evidence;
};

struct StoredStory {
  uint32_t index = 0;
  Span span, headline;
  bool main = false;
  std::string kind, outlet, outlet_basis;
  Interval published;
  std::vector<std::string> basis;
};
struct StoredGarble {
  Span span;
  std::string kind, why, likely;  // likely: JSON list
};
struct StoredDocument {
  std::string id, key, raw_sha256, text_sha256, format, charset, uri, title, outlet, language, made_by;
  uint32_t revision = 1, revisions = 1;
  bool current = true, replaced = false, translated = false;
  std::string translated_from;
  Interval published;
  std::string text;               // canonical
  std::vector<StoredStory> stories;
  std::vector<StoredVoice> voices;
  std::vector<StoredGarble> garbles;
  std::vector<std::string> copies;  // ids of other documents with the same text
};

enum class Sort { kDate, kDateDescending, kConfidence, kOrigins };

// One filter (docs/FORMAT.md). All conditions hold together; inside one list any value does. Empty = no condition.
struct EventQuery {
  std::vector<std::string> actors, recipients;               // name (part of it), entity id or country code
  std::vector<std::pair<std::string, std::string>> pairs;    // countries or entities, either way round
  std::vector<std::string> types, modes, contexts, countries, places, modalities, statuses, outlets;
  std::optional<Day> from, to;                               // the event's interval touches [from, to]
  std::optional<uint32_t> min_origins, max_origins, min_reports;
  std::optional<bool> suspect, reviewed;
  std::string words;                                         // free text over clauses and names
  Sort sort = Sort::kDate;
  uint32_t limit = 0;                                        // 0 = all
  std::string cursor;                                        // of the page before
};
struct Hit {
  std::string id, key;
  std::string passage;   // of the text, the words found in [brackets]
};
struct EventPage {
  std::vector<weave::Event> events;
  std::string next;                                          // cursor; empty at the end
};

}  // namespace annalist::store
