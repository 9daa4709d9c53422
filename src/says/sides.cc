#include "says/sides.h"

#include <algorithm>

#include "base/utf8.h"

namespace annalist::says {
namespace {

bool upper(char c) { return c < 'a' || c > 'z'; }

// A capital that no sentence begins with: "G7 members", "African leaders", not "The officials", "Our army".
bool proper(std::string_view name, bool opens_sentence) {
  static constexpr std::string_view kArticles[] = {"The ", "A ", "An ", "Our ", "Some ", "Many ", "Several ", "Its ", "Their ", "His ", "All "};
  for (size_t i = 0; i < name.size(); ++i)
    if ((i == 0 || name[i - 1] == ' ') && upper(name[i])) {
      const bool article = i == 0 && std::any_of(std::begin(kArticles), std::end(kArticles), [&](std::string_view a) { return name.rfind(a, 0) == 0; });
      if (i > 0 || (!opens_sentence && !article)) return true;
    }
  return false;
}

bool is_place(const Side& s) { return s.kind == "place" || s.kind == "facility"; }

// Common nouns: "officials", "the flood victims".
bool unnamed(const Side& s, uint32_t sentence_begin) {
  return s.country.empty() && (s.kind == "other" || s.kind == "group" || s.kind == "person") && !s.name.empty() && !proper(s.name, s.span.begin == sentence_begin);
}

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

bool own_people(const Voices& voices, std::string_view words) {
  const std::string lower = utf8::lower(words);
  if (voices.is("first-person-plural", lower)) return true;
  const size_t last = lower.find_last_of(' ');
  return lower.rfind("our ", 0) == 0 && voices.is("own-state", lower.substr(last + 1));
}

Side outlet_state(const Voices& voices, const page::Outlet& outlet, Span words, bool acts) {
  Side s;
  if (outlet.country.empty() || (acts && !outlet.state)) return s;
  constexpr float kOutletFactor = 0.7F;  // "we" may also mean the newsroom
  s.span = words;
  s.country = outlet.country;
  s.confidence = kOutletFactor;
  to_state(voices, s);
  s.why = "the outlet's country";
  return s;
}

bool home_affair(const Claim& claim, const page::Outlet* outlet, uint32_t sentence_begin) {
  static constexpr std::string_view kKind[] = {"SUPPORT", "CONSULT", "COOPERATE", "STATE", "AID", "AGREE", "REQUEST", "CONCEDE", "MOBILIZE"};
  const auto* kind = std::find(std::begin(kKind), std::end(kKind), claim.type);
  if (kind == std::end(kKind)) return false;
  const bool talk = kind - std::begin(kKind) < 4;  // the rest may be told between a state and its people: aid, demands
  std::string country;
  bool foreign = false;
  // A leader's visit to a works in an organ of his state.
  const bool works = outlet != nullptr && outlet->state && std::find(claim.mode.begin(), claim.mode.end(), "visit") != claim.mode.end();
  for (const auto* sides : {&claim.actors, &claim.recipients})
    for (const Side& s : *sides) {
      const bool own_works = works && (s.kind == "other" || s.kind == "facility" || s.kind == "organization");
      if (s.country.empty()) foreign = foreign || (!unnamed(s, sentence_begin) && !own_works);
      else foreign = foreign || (!country.empty() && s.country != country);
      if (!s.country.empty()) country = s.country;
    }
  if (foreign) return false;
  // In an organ of the state people without a name are its own.
  if (outlet != nullptr && outlet->state && (country.empty() || country == outlet->country)) return claim.type != "MOBILIZE" || country.empty();
  return talk && !claim.recipients.empty() &&
         std::all_of(claim.recipients.begin(), claim.recipients.end(), [&](const Side& s) { return unnamed(s, sentence_begin); });
}

}  // namespace annalist::says
