// From chains of noun phrases back to the cast: what a chain is called, and which mentions without a name may take the
// entity of their chain. A wrong antecedent of a person or a state is worse than none: only clear links bind.
#include <algorithm>
#include <cmath>
#include <map>

#include "who/coref.h"
#include "who/discourse.h"
#include "who/index.h"

namespace annalist::who {
namespace {

constexpr float kUnit = 0.03F;    // of a weight, as training wrote them
constexpr float kClear = 0.85F;   // confidence from which a noun takes its chain's entity
constexpr float kThing = 0.55F;   // from which a chain takes "it" from the state that the rules bind it to
constexpr float kLikely = 0.6F;   // … and where the rules took a "he" for a woman
constexpr float kSure = 0.86F;    // from which a chain outweighs the rules on "he" and "she"
constexpr float kDoubted = 0.45F;  // of a pronoun for which the chains have somebody else
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

// A name that only this document knows, bound anew wherever it stands alone ("Byron", "Miss Byron"): one entity a chain.
void merge_names(Discourse& d, const std::vector<Phrase>& phrases, const Resolution& r, const std::vector<ChainName>& names) {
  std::map<std::string, int32_t> merged;  // provisional id -> draft whose entity it is
  for (uint32_t n = 0; n < phrases.size(); ++n) {
    const ChainName& name = names[r.chain_of(n)];
    if (phrases[n].draft < 0 || name.rank != 2) continue;
    const Mention& m = d.drafts[static_cast<size_t>(phrases[n].draft)].mention;
    const Mention& from = d.drafts[static_cast<size_t>(name.draft)].mention;
    if (m.form == Form::kName && m.entity.starts_with("p:") && m.entity != name.id && from.form == Form::kName &&
        (m.kind == from.kind || fold_phrase(m.name) == fold_phrase(from.name)))
      merged.emplace(m.entity, name.draft);
  }
  if (merged.empty()) return;
  for (Draft& draft : d.drafts) {
    const auto found = merged.find(draft.mention.entity);
    if (found == merged.end()) continue;
    const Mention& from = d.drafts[static_cast<size_t>(found->second)].mention;
    draft.mention.entity = from.entity, draft.mention.name = from.name;
    draft.mention.why.emplace_back("coreference");
  }
}

// "The gunman" of this document only, found to be somebody or something told before. "The secretary of another party"
// is somebody else, whatever the chains think.
void adopt(Discourse& d, const Phrase& p, const ChainName& name, float confidence) {
  Draft& draft = d.drafts[static_cast<size_t>(p.draft)];
  Mention& m = draft.mention;
  const bool told = p.form == Referring::kDefinite || p.form == Referring::kDemonstrative;
  if (!told || p.modified_after || d.token(p.head).upos != lang::Upos::NOUN) return;
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

void take_chain(Mention& m, const Mention& from) {
  m.ambiguous = {m.entity};
  m.entity = from.entity, m.name = from.name, m.wikidata = from.wikidata, m.role = from.role, m.kind = from.kind;
  m.country = from.country, m.sectors = from.sectors;
  m.why = {"pronoun", "coreference"};
  m.confidence = std::min(kBound, from.confidence);
}

// "It rejected", "they vowed": the subject is somebody.
bool acts(const Discourse& d, uint32_t token) {
  const lang::Token& k = d.token(token);
  return k.deprel == "nsubj" && k.head >= 0 && d.base.coref.wants_agent(d.token(static_cast<uint32_t>(k.head)).lemma);
}

// A pronoun that the rules bind and the chains see otherwise. The rules know people and states only: where the text has
// a thing that "it" or "they" may mean, or another state, nobody is bound. Of two people the rules' choice stays, with
// less confidence, unless the chain is sure and of somebody whom the base knows.
void doubt_pronoun(const Discourse& d, Draft& draft, Referring form, const ChainName& name, float confidence) {
  Mention& m = draft.mention;
  if (m.entity == name.id || !m.members.empty()) return;
  if (form == Referring::kIt || form == Referring::kThey) {
    // A state and its body: both readings act for one state, so the binding stands.
    const bool same_state = name.draft >= 0 && !m.country.empty() &&
                            d.drafts[static_cast<size_t>(name.draft)].mention.country == m.country;
    const bool other = name.rank >= 2 && !same_state, thing = name.rank < 2 && !acts(d, m.head);
    draft.dropped = (other || thing) && confidence >= kThing;
    if (!draft.dropped) m.confidence = std::min(m.confidence, kLikely);
  } else if ((form == Referring::kHe || form == Referring::kShe) && !name.id.empty()) {
    const Mention* known = name.rank == 3 ? &d.drafts[static_cast<size_t>(name.draft)].mention : nullptr;
    const bool other_sex = m.why.back() == "translated pronoun";
    const float enough = other_sex ? kLikely : kSure;
    if (known && known->kind == Kind::kPerson && confidence >= enough) return take_chain(m, *known);
    if (m.ambiguous.empty()) m.ambiguous = {name.id};
    m.confidence = std::min(m.confidence, kDoubted);
  }
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
  merge_names(d, phrases, resolution, names);
  for (uint32_t n = 0; n < count; ++n) {
    const ChainName& name = names[resolution.chain_of(n)];
    const Phrase& p = phrases[n];
    const float confidence = confidence_of(links[n]);
    if (p.bound >= 0) doubt_pronoun(d, d.drafts[static_cast<size_t>(p.bound)], p.form, name, confidence);
    if (name.phrases < 2) continue;
    const Kind kind = name.draft < 0 ? Kind::kOther : d.drafts[static_cast<size_t>(name.draft)].mention.kind;
    d.chained.push_back({d.parse.span(p.first, p.last), kind, form_of(p.form), name.id, p.draft, confidence});
    if (p.draft >= 0) adopt(d, p, name, confidence);
  }
}

}  // namespace annalist::who
