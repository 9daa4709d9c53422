// From chains of noun phrases back to the cast: what a chain is called, and which mentions without a name may take the
// entity of their chain. A wrong antecedent of a person or a state is worse than none: only clear links bind.
#include <algorithm>
#include <cmath>

#include "who/coref.h"
#include "who/discourse.h"
#include "who/index.h"

namespace annalist::who {
namespace {

constexpr float kUnit = 0.03F;    // of a weight, as training wrote them
constexpr float kClear = 0.75F;   // confidence from which a noun takes its chain's entity
constexpr float kBound = 0.7F;    // what such a binding is sure of at most

// What a chain is called: by the first name that is bound, of the knowledge base if there is one, else by the first of
// its mentions.
struct ChainName {
  int32_t draft = -1;
  int rank = 0;  // 3 a name of the base, 2 a name, 1 other words
  uint32_t phrases = 0;
  std::string id;
};

int rank_of(const Mention& m) {
  if (m.entity.empty() || m.form == Form::kPronoun) return 0;
  if (m.form != Form::kName) return m.entity.starts_with("p:") ? 1 : 2;
  return m.entity.starts_with("p:") ? 2 : 3;
}

Form form_of(Referring r) {
  return is_pronoun(r) ? Form::kPronoun : r == Referring::kName ? Form::kName : Form::kNominal;
}

float confidence_of(const Link& link) {
  if (link.antecedent < 0) return 1;
  return 1 / (1 + std::exp(-kUnit * static_cast<float>(link.margin)));
}

std::vector<ChainName> name_chains(Discourse& d, const std::vector<Phrase>& phrases, const Resolution& r) {
  std::vector<ChainName> names(r.chains().size());
  for (uint32_t n = 0; n < phrases.size(); ++n) {
    ChainName& name = names[r.chain_of(n)];
    ++name.phrases;
    if (phrases[n].draft < 0) continue;
    const int rank = rank_of(d.drafts[static_cast<size_t>(phrases[n].draft)].mention);
    if (rank > name.rank) name.rank = rank, name.draft = phrases[n].draft;
  }
  for (ChainName& name : names) {
    if (name.phrases < 2) continue;
    name.id = name.draft < 0 ? d.provisional_id("") : d.drafts[static_cast<size_t>(name.draft)].mention.entity;
  }
  return names;
}

bool kinds_agree(Kind a, Kind b) {
  return a == b || a == Kind::kOther || b == Kind::kOther;
}

// "A gunman" of this document only, found to be somebody or something told before.
void adopt(const Discourse& d, Draft& draft, const ChainName& name, float confidence) {
  Mention& m = draft.mention;
  if (name.draft < 0 || m.form == Form::kName || !m.entity.starts_with("p:") || m.entity == name.id) return;
  const Mention& from = d.drafts[static_cast<size_t>(name.draft)].mention;
  if (!m.members.empty() || !kinds_agree(m.kind, from.kind) || confidence < kClear) return;
  if (!m.country.empty() && !from.country.empty() && m.country != from.country) return;
  m.entity = from.entity, m.name = from.name, m.wikidata = from.wikidata, m.kind = from.kind;
  if (m.role.empty()) m.role = from.role;
  if (m.country.empty()) m.country = from.country;
  if (m.sectors.empty()) m.sectors = from.sectors;
  m.why.emplace_back("coreference");
  m.confidence = std::min(kBound, from.confidence);
}

}  // namespace

void link_phrases(Discourse& d) {
  const CorefModel& model = d.base.coref;
  if (model.empty()) return;
  const std::vector<Phrase> phrases = find_phrases(d, model);
  Resolution resolution(d, phrases);
  const auto count = static_cast<uint32_t>(phrases.size());
  const std::vector<Link> links = resolve(model, resolution, count);
  const std::vector<ChainName> names = name_chains(d, phrases, resolution);
  for (uint32_t n = 0; n < count; ++n) {
    const ChainName& name = names[resolution.chain_of(n)];
    if (name.phrases < 2) continue;
    const Phrase& p = phrases[n];
    const float confidence = confidence_of(links[n]);
    const Kind kind = name.draft < 0 ? Kind::kOther : d.drafts[static_cast<size_t>(name.draft)].mention.kind;
    d.chained.push_back({d.parse.span(p.first, p.last), kind, form_of(p.form), name.id, p.draft, confidence});
    if (p.draft >= 0) adopt(d, d.drafts[static_cast<size_t>(p.draft)], name, confidence);
  }
}

}  // namespace annalist::who
