#include "who/things.h"

#include <algorithm>

#include "lang/words.h"
#include "who/discourse.h"
#include "who/index.h"

namespace annalist::who {
namespace {
constexpr float kThingConfidence = 0.8F;  // a noun of the table, nothing else known of it
}

Result<Things> Things::load(const Knowledge& knowledge) {
  Things things;
  const std::string file = "who/things.tsv";
  if (!knowledge.has(file)) return things;
  const auto table = knowledge.table(file, {"kind", "nouns", "with"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    if (row[0] != "weapon" && row[0] != "facility")
      return table->error(row, "unknown kind '" + std::string(row[0]) + "': weapon or facility");
    Sense sense{row[0] == "weapon" ? Kind::kWeapon : Kind::kFacility, {}};
    for (const std::string_view word : split(row[2])) sense.with.emplace(trim(word));
    for (const std::string_view noun : split(row[1])) things.senses_[std::string(trim(noun))].push_back(sense);
  }
  return things;
}

const std::vector<Things::Sense>* Things::find(std::string_view lemma) const {
  const auto found = senses_.find(lemma);
  return found == senses_.end() ? nullptr : &found->second;
}

// Each noun of the table becomes a phrase of its kind, from its first modifier on; where the chains have one with the
// same last word, that one learns its kind. They bind nobody and are no actors.
void find_things(Discourse& d) {
  std::map<uint32_t, ChainedPhrase*> chained;  // by last byte
  for (ChainedPhrase& p : d.chained)
    if (p.form == Form::kNominal) chained[p.span.end] = &p;
  std::vector<bool> named(d.parse.tokens.size(), false);  // heads of mentions
  for (const Draft& draft : d.drafts) named[draft.mention.head] = true;
  std::vector<ChainedPhrase> found;
  for (uint32_t t = 0; t < d.parse.tokens.size(); ++t) {
    const lang::Token& token = d.token(t);
    if (token.upos != lang::Upos::NOUN || token.deprel == "compound") continue;
    const std::vector<Things::Sense>* senses = d.base.things.find(token.lemma);
    if (!senses || named[t]) continue;
    uint32_t first = t;
    std::vector<std::string> modifiers;
    for (uint32_t k = t; k-- > d.parse.sentences[d.parse.sentence_of[t]].first;) {
      const std::string_view rel = d.token(k).deprel;
      if (rel != "compound" && rel != "amod" && rel != "punct" && d.token(k).head != static_cast<int32_t>(t)) break;
      if (rel == "det" || rel == "case" || rel == "nummod" || rel == "nmod:poss") break;
      if (rel == "compound" || rel == "amod") first = k, modifiers.push_back(lang::lower_form(d.parse.form(k)));
    }
    for (const Things::Sense& sense : *senses) {
      const bool fits = sense.with.empty() || std::any_of(modifiers.begin(), modifiers.end(),
                                                          [&](const std::string& m) { return sense.with.contains(m); });
      if (!fits) continue;
      const Span span = d.parse.span(first, t + 1);
      if (const auto same = chained.find(span.end); same != chained.end())
        same->second->kind = sense.kind;
      else
        found.push_back({span, sense.kind, Form::kNominal, {}, -1, kThingConfidence});
      break;
    }
  }
  d.chained.insert(d.chained.end(), found.begin(), found.end());
  std::stable_sort(d.chained.begin(), d.chained.end(),
                   [](const ChainedPhrase& a, const ChainedPhrase& b) { return a.span < b.span; });
}

}  // namespace annalist::who
