#include "says/sides.h"

#include <algorithm>

#include "base/utf8.h"

namespace annalist::says {
namespace {

bool is_place(const Side& s) { return s.kind == "place" || s.kind == "facility"; }

}  // namespace

Side side_of(const who::Mention& m, Span words) {
  Side s;
  s.span = words;
  s.name = m.name;
  s.entity = m.entity;
  s.kind = who::kind_name(m.kind);
  s.country = m.country;
  s.role = m.role;
  s.sectors = m.sectors;
  s.confidence = m.confidence;
  return s;
}

void add_side(std::vector<Side>& sides, Side side) {
  const bool there = std::any_of(sides.begin(), sides.end(), [&](const Side& s) { return s.entity == side.entity && s.name == side.name; });
  if (!there && !(side.name.empty() && side.entity.empty())) sides.push_back(std::move(side));
}

bool is_pronoun(const Voices& voices, std::string_view words) {
  constexpr size_t kLongest = 10;  // "themselves"
  return words.size() <= kLongest && voices.is("pronoun", utf8::lower(words));
}

bool speaks_for_state(const who::Mention& m) {
  if (m.country.empty() || m.kind != who::Kind::kPerson) return false;
  const auto has = [&](std::string_view sector) { return std::find(m.sectors.begin(), m.sectors.end(), sector) != m.sectors.end(); };
  return has("GOV") || has("MIL");
}

void to_state(const Voices& voices, Side& side) {
  const std::string_view name = voices.country(side.country);
  if (name.empty()) return;
  side.name = name;
  side.entity = "c:" + side.country;
  side.kind = "country";
  side.role.clear();
  side.sectors.clear();
}

void hosts_for_places(const Voices& voices, Claim& claim) {
  for (auto* sides : {&claim.actors, &claim.recipients}) {
    std::vector<Side> kept;
    for (Side& s : *sides) {
      const bool place = is_place(s);
      if (place && voices.country(s.country).empty()) continue;
      const bool home = place && sides == &claim.recipients &&
                        std::any_of(claim.actors.begin(), claim.actors.end(), [&](const Side& a) { return a.country == s.country; });
      if (home) continue;
      if (place) {
        to_state(voices, s);
        if (s.why.empty()) s.why = "place";
      }
      add_side(kept, std::move(s));
    }
    *sides = std::move(kept);
  }
}

}  // namespace annalist::says
