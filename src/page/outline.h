// Outline: the state in which this room labels one document, step by step: zones, strangers' stories, headlines.
// Internal to the room; every step only labels units, none moves or drops one.
#pragma once

#include <optional>
#include <vector>

#include "page/cues.h"
#include "page/units.h"

namespace annalist::page {

// What a story's own lines state about it.
struct StoryNotes {
  std::vector<StatedDate> dates;
  Outlet outlet, credit;
  std::optional<size_t> headline;  // its unit
};

struct Outline {
  const Cues::Impl& cues;
  const intake::Document& document;
  std::string_view text;
  std::vector<Unit> units;
  std::vector<StoryNotes> notes{StoryNotes{}};  // by Unit::story; [0] is the main story

  [[nodiscard]] std::string_view words(const Unit& u) const { return u.span.of(text); }
  // A unit of running text: a full sentence, or too long to be anything else.
  [[nodiscard]] bool is_prose(const Unit& u) const;
  // A short unit without an end of sentence: a headline, a menu word, a name.
  [[nodiscard]] bool is_line(const Unit& u) const;
  void make_zone(Unit& u, ZoneKind kind) const {
    u.role = Role::kZone;
    u.zone = kind;
  }
};

// Menus, adverts, credits, captions, tags, signatures, date lines; their dates and outlets go to the notes.
void mark_zones(Outline& outline);
// Other stories on the same page: units from a list heading or an "age" line on get a story of their own.
void mark_strangers(Outline& outline);
// Headline and subheadings of each story; list items.
void mark_headlines(Outline& outline);
// For pages: which blocks are the article (outline.units of html documents).
void mark_html(Outline& outline);

}  // namespace annalist::page
