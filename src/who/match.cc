#include "who/match.h"

#include <algorithm>

#include "base/utf8.h"
#include "who/closeness.h"
#include "who/index.h"
#include "who/match_parts.h"

namespace annalist::who {
namespace {

// Entities (or, for countries, country numbers) that the base calls so, of the asked kind.
std::vector<uint32_t> known(const Base::Impl& base, Kind kind, std::string_view name) {
  std::vector<uint32_t> out;
  for (const Entry& e : base.phrases.find(name)) {
    if (kind == Kind::kCountry) {
      if (e.sort == Sort::kCountry) out.push_back(e.index);
    } else if (e.sort == Sort::kEntity && (kind == Kind::kOther || base.entities[e.index].kind == kind)) {
      out.push_back(e.index);
    }
  }
  return out;
}

bool meet(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  return std::any_of(a.begin(), a.end(), [&](uint32_t x) { return std::find(b.begin(), b.end(), x) != b.end(); });
}

// At this cost only honorifics, order or marks differ: two rows of the base may then be one person.
constexpr float kSameLetters = 0.06F;

// Does an unlisted spelling belong to one of the people that the other name means?
float spelling_of(const Base::Impl& base, const std::vector<uint32_t>& people, std::string_view name) {
  float best = kNoSpelling;
  for (uint32_t p : people) {
    const Entity& e = base.entities[p];
    for (const std::string& native : e.natives) {
      const auto c = static_cast<unsigned char>(native[0]);
      const bool spelled = c == 0xD0 || c == 0xD1 || c == 0xD2 || (c >= 0xEA && c <= 0xED);  // Cyrillic, Hangul
      if (spelled) best = std::min(best, person_cost(base.names, native, name));
    }
    for (const std::string& alias : e.aliases)  // Latin ones: the others are read above
      if (static_cast<unsigned char>(alias[0]) < 0xCD && name_words(base.names, alias).size() > 1)
        best = std::min(best, person_cost(base.names, alias, name));
  }
  return best;
}

Match verdict(float cost) {
  Match m;
  if (cost >= kNoSpelling) return m;
  // Cost 1 is the border of "same".
  m.score = cost <= 1 ? 1 - (1 - kSameScore) * cost : std::max(0.F, kSameScore - (cost - 1) * .5F);
  m.verdict = m.score >= kSameScore ? Verdict::kSame : m.score >= kUnsureScore ? Verdict::kUnsure : Verdict::kDifferent;
  return m;
}

float cost_of(const NameRules& rules, Kind kind, std::string_view a, std::string_view b) {
  switch (kind) {
    case Kind::kPerson:
      return person_cost(rules, a, b);
    case Kind::kOrganization:
      return organization_cost(rules, a, b);
    case Kind::kPlace:
    case Kind::kCountry:
    case Kind::kFacility:
      return place_cost(rules, a, b);
    default:
      return thing_cost(rules, a, b);
  }
}

}  // namespace

const char* verdict_name(Verdict v) {
  return v == Verdict::kSame ? "same" : v == Verdict::kUnsure ? "unsure" : "different";
}

namespace {

std::vector<uint32_t> places_called(const Base::Impl& base, std::string_view name) {
  const auto found = base.place_at.find(fold_phrase(name));
  return {found.begin(), found.end()};
}

// A place under any of its names in the tables, or under a spelling of one of them.
Match match_places(const Base::Impl& base, std::string_view a, std::string_view b) {
  const std::vector<uint32_t> pa = places_called(base, a), pb = places_called(base, b);
  if (meet(pa, pb)) return {.98F, Verdict::kSame};
  float cost = place_cost(base.names, a, b);
  if (!pa.empty() && !pb.empty() && cost > kSameLetters) return {.05F, Verdict::kDifferent};
  for (uint32_t p : pa)
    for (const std::string& name : base.places[p].names) cost = std::min(cost, place_cost(base.names, name, b));
  for (uint32_t p : pb)
    for (const std::string& name : base.places[p].names) cost = std::min(cost, place_cost(base.names, name, a));
  return verdict(cost);
}

}  // namespace

Match match(const NameRules& rules, const Base* base, Kind kind, std::string_view a, std::string_view b) {
  if (utf8::fold(a) == utf8::fold(b)) return {1, Verdict::kSame};
  if (!base) return verdict(cost_of(rules, kind, a, b));
  const Base::Impl& impl = base->impl();
  if (kind == Kind::kPlace || kind == Kind::kFacility) return match_places(impl, a, b);
  const std::vector<uint32_t> ea = known(impl, kind, a), eb = known(impl, kind, b);
  if (meet(ea, eb)) return {.98F, Verdict::kSame};
  // Two names that the base gives to different entities are different, however alike.
  float cost = cost_of(rules, kind, a, b);
  if (!ea.empty() && !eb.empty() && cost > kSameLetters) return {.05F, Verdict::kDifferent};
  if (kind == Kind::kPerson) cost = std::min({cost, spelling_of(impl, ea, b), spelling_of(impl, eb, a)});
  return verdict(cost);
}

}  // namespace annalist::who
