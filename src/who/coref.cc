#include "who/coref.h"

#include <algorithm>
#include <charconv>

#include "who/discourse.h"

namespace annalist::who {
namespace {

constexpr uint32_t kLatest = 30;       // phrases looked back whatever they say: four sentences or so
constexpr uint32_t kLatestOfWord = 5;  // phrases looked back that share a word, however far
constexpr char kZero = 'O';            // weights are written as one character each, this one for 0
constexpr uint32_t kRow = 128;         // weights in a row of the table

uint32_t pronoun_key(Referring r) {
  return 2U * static_cast<uint32_t>(r) + 2U;  // even: hashes of words are odd
}

bool keyed(Referring r) {
  return r >= Referring::kI && r <= Referring::kShe;
}

}  // namespace

Result<CorefModel> CorefModel::load(const Knowledge& knowledge) {
  CorefModel model;
  if (const std::string name = "who/coref_nouns.tsv"; knowledge.has(name)) {
    const auto table = knowledge.table(name, {"sex", "nouns"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows())
      for (std::string_view noun : split(row[1])) {
        const char sort = row[0].empty() ? 'p' : row[0][0];
        const auto [at, fresh] = model.nouns_.emplace(trim(noun), sort);
        if (!fresh && sort == 's') at->second = 'b';
      }
  }
  if (const std::string name = "who/coref_agents.tsv"; knowledge.has(name)) {
    const auto table = knowledge.table(name, {"verbs"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows())
      for (std::string_view verb : split(row[0])) model.agents_.emplace(trim(verb));
  }
  const std::string name = "who/coref_weights.tsv";
  if (!knowledge.has(name)) return model;
  const auto table = knowledge.table(name, {"row", "weights"});
  if (!table) return table.error();
  model.weights_.assign(kSlots, 0);
  for (const Table::Row& row : table->rows()) {
    uint32_t at = 0;
    const auto read = std::from_chars(row[0].data(), row[0].data() + row[0].size(), at);
    if (read.ec != std::errc() || at >= kSlots / kRow || row[1].size() != kRow)
      return table->error(row, "wants a row number and 128 weights");
    for (uint32_t i = 0; i < kRow; ++i) model.weights_[at * kRow + i] = static_cast<int8_t>(row[1][i] - kZero);
  }
  return model;
}

char CorefModel::noun(std::string_view lemma) const {
  const auto found = nouns_.find(std::string(lemma));
  return found == nouns_.end() ? '-' : found->second;
}

Resolution::Resolution(const Discourse& d, const std::vector<Phrase>& phrases) : d_(d), phrases_(phrases) {
  chain_.reserve(phrases.size());
}

void Resolution::candidates(uint32_t n, std::vector<uint32_t>& out) const {
  out.clear();
  const Phrase& p = phrases_[n];
  if (p.form != Referring::kName && settled(n)) return;  // its group or speaker has not been told of before
  const auto offer = [&](uint32_t a) {
    if (phrases_[a].story == p.story && out.size() < kCandidates) out.push_back(a);
  };
  for (uint32_t k = 1; k <= kLatest && k <= n; ++k) offer(n - k);
  const uint32_t near = n > kLatest ? n - kLatest : 0;
  const auto more = [&](uint32_t key) {
    const auto found = by_word_.find(key);
    if (found == by_word_.end()) return;
    uint32_t given = 0;
    for (auto it = found->second.rbegin(); it != found->second.rend() && given < kLatestOfWord; ++it)
      if (*it < near) offer(*it), ++given;
  };
  if (keyed(p.form)) more(pronoun_key(p.form));
  for (uint32_t w : p.words) more(w);
  std::sort(out.rbegin(), out.rend());
  out.erase(std::unique(out.begin(), out.end()), out.end());
}

// "The draft" is no state and no minister, however near they stand; "it" is nobody and "he" no state.
bool Resolution::may_mean(const Phrase& p, const Chain& chain) const {
  if (chain.draft < 0 || p.form == Referring::kName) return true;
  const Kind kind = d_.drafts[static_cast<size_t>(chain.draft)].mention.kind;
  if (p.form == Referring::kIt) return kind != Kind::kPerson;
  if (p.form == Referring::kHe || p.form == Referring::kShe || p.form == Referring::kI)
    return kind != Kind::kCountry && kind != Kind::kPlace && kind != Kind::kWeapon;
  if (is_pronoun(p.form)) return true;
  if (kind == Kind::kPerson) return p.person == 'p' || p.person == 'b';
  if (kind == Kind::kCountry) return p.person == 's' || p.person == 'b';
  return true;
}

bool Resolution::allowed(uint32_t n, uint32_t antecedent) const {
  const Phrase& p = phrases_[n];
  const Chain& chain = chains_[chain_[antecedent]];
  if ((p.form == Referring::kShe && chain.he > 0) || (p.form == Referring::kHe && chain.she > 0)) return false;
  // The rules let a translator's "he" be a woman where nobody else fits.
  if (p.bound >= 0 && chain.draft >= 0 && d_.drafts[static_cast<size_t>(p.bound)].mention.entity ==
                                              d_.drafts[static_cast<size_t>(chain.draft)].mention.entity)
    return true;
  if (p.sex != '-' && chain.sex != '-' && p.sex != chain.sex) return false;
  if (!may_mean(p, chain)) return false;
  if (p.draft < 0) return true;
  const Draft& mine = d_.drafts[static_cast<size_t>(p.draft)];
  const int32_t other = chain.draft;
  if (other < 0 || mine.mention.form != Form::kName) return true;
  const Mention& o = d_.drafts[static_cast<size_t>(other)].mention;
  return mine.mention.entity.starts_with("p:") || o.entity.starts_with("p:") || o.entity == mine.mention.entity;
}

bool Resolution::settled(uint32_t n) const {
  const Phrase& p = phrases_[n];
  const int32_t draft = p.bound >= 0 ? p.bound : p.draft;
  if (draft < 0) return false;
  const Draft& mine = d_.drafts[static_cast<size_t>(draft)];
  if (!mine.bound || mine.mention.entity.empty()) return false;
  return mine.mention.form == Form::kName || !mine.mention.members.empty() || p.form == Referring::kI;
}

int32_t Resolution::same_name(uint32_t n) const {
  const Phrase& p = phrases_[n];
  const int32_t draft = settled(n) ? (p.bound >= 0 ? p.bound : p.draft) : -1;
  if (draft < 0) return -1;
  const Draft& mine = d_.drafts[static_cast<size_t>(draft)];
  const auto found = by_entity_.find(mine.mention.entity);
  return found == by_entity_.end() ? -1 : static_cast<int32_t>(found->second);
}

void Resolution::place(uint32_t n, int32_t antecedent) {
  const Phrase& p = phrases_[n];
  if (antecedent < 0) {
    chain_.push_back(static_cast<uint32_t>(chains_.size()));
    chains_.emplace_back();
  } else {
    chain_.push_back(chain_[static_cast<size_t>(antecedent)]);
  }
  Chain& c = chains_[chain_[n]];
  ++c.size, c.last = n;
  if (c.sex == '-') c.sex = p.sex;
  c.named = c.named || p.form == Referring::kName;
  c.he += p.form == Referring::kHe, c.she += p.form == Referring::kShe, c.it += p.form == Referring::kIt;
  c.they += p.form == Referring::kThey, c.i += p.form == Referring::kI, c.you += p.form == Referring::kYou;
  c.we += p.form == Referring::kWe;
  c.singular += p.number == 's', c.plural += p.number == 'p';
  if (settled(n)) {
    const int32_t draft = p.bound >= 0 ? p.bound : p.draft;
    by_entity_[d_.drafts[static_cast<size_t>(draft)].mention.entity] = n;
    if (c.draft < 0) c.draft = draft;
  }
  if (keyed(p.form)) by_word_[pronoun_key(p.form)].push_back(n);
  for (uint32_t w : p.words) by_word_[w].push_back(n);
}

std::vector<Link> resolve(const CorefModel& model, Resolution& resolution, uint32_t phrases) {
  std::vector<Link> links(phrases);
  std::vector<uint32_t> candidates, slots;
  const auto score = [&](uint32_t n, int32_t a) {
    resolution.features(n, a, slots);
    int32_t sum = 0;
    for (uint32_t s : slots) sum += model.weight(s);
    return sum;
  };
  for (uint32_t n = 0; n < phrases; ++n) {
    Link& link = links[n];
    link.antecedent = resolution.same_name(n);
    if (link.antecedent < 0) {
      resolution.candidates(n, candidates);
      int32_t best = score(n, -1), second = INT32_MIN;
      for (uint32_t a : candidates) {
        if (!resolution.allowed(n, a)) continue;
        const int32_t s = score(n, static_cast<int32_t>(a));
        const bool same = link.antecedent >= 0 &&
                          resolution.chain_of(a) == resolution.chain_of(static_cast<uint32_t>(link.antecedent));
        if (s > best) {
          if (!same) second = best;
          best = s, link.antecedent = static_cast<int32_t>(a);
        } else if (!same && s > second) {
          second = s;
        }
      }
      link.margin = second == INT32_MIN ? best : best - second;
    }
    resolution.place(n, link.antecedent);
  }
  return links;
}

}  // namespace annalist::who
