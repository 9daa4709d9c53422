#include "says/settle.h"

#include <algorithm>
#include <map>

#include "base/hash.h"
#include "base/limits.h"

namespace annalist::says {
namespace {

bool same_sides(const Claim& a, const Claim& b) {
  const auto names = [](const Claim& c, bool both) {
    std::vector<std::string> out;
    for (const Side& s : c.actors) out.push_back(s.entity + s.name + s.code);
    if (!both) out.emplace_back("|");
    for (const Side& s : c.recipients) out.push_back(s.entity + s.name + s.code);
    if (both) std::sort(out.begin(), out.end());
    return out;
  };
  const bool both = a.reciprocal && b.reciprocal;
  return names(a, both) == names(b, both);
}

}  // namespace

void drop_doubles(std::vector<Claim>& claims) {
  std::vector<Claim> kept;
  size_t sentence_begin = 0;
  for (Claim& claim : claims) {
    while (sentence_begin < kept.size() && kept[sentence_begin].sentence != claim.sentence) ++sentence_begin;
    bool doubled = false;
    for (size_t i = sentence_begin; i < kept.size() && !doubled; ++i) {
      Claim& k = kept[i];
      const bool dates_agree = k.date.evidence.empty() || claim.date.evidence.empty() || k.date.interval == claim.date.interval;
      const bool other_act = !k.actors.empty() && !k.actors[0].code.empty() && k.cameo != claim.cameo;  // a dictionary's codes are finer than types
      if (other_act || k.type != claim.type || k.polarity != claim.polarity || k.modality != claim.modality || k.background != claim.background || !dates_agree || !same_sides(k, claim)) continue;
      if (k.date.evidence.empty() && !claim.date.evidence.empty()) k.date = claim.date, k.evidence["date"] = claim.date.evidence;
      doubled = true;
    }
    if (!doubled) kept.push_back(std::move(claim));
  }
  claims = std::move(kept);
}

void limit_sentences(std::vector<Claim>& claims) {
  for (size_t begin = 0; begin < claims.size();) {
    size_t end = begin;
    while (end < claims.size() && claims[end].sentence == claims[begin].sentence) ++end;
    while (end - begin > kMaxClaimsPerSentence) {
      const auto least = std::min_element(claims.begin() + static_cast<std::ptrdiff_t>(begin), claims.begin() + static_cast<std::ptrdiff_t>(end),
                                          [](const Claim& a, const Claim& b) { return a.confidence < b.confidence; });
      claims.erase(least);
      --end;
    }
    begin = end;
  }
}

void number(const std::string& document_key, uint32_t revision, std::vector<Claim>& claims) {
  std::map<std::pair<uint32_t, std::string>, uint32_t> ordinals;
  for (Claim& claim : claims) {
    const uint32_t ordinal = ordinals[{claim.trigger.begin, claim.type}]++;
    claim.id = short_id({document_key, std::to_string(revision), std::to_string(claim.story), std::to_string(claim.trigger.begin), claim.type,
                         std::to_string(ordinal)});
  }
}

}  // namespace annalist::says
