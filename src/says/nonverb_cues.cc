// Cues that are no verbs: nouns, adjectives, adverbs, "according to", "citing", the colon behind a name.
#include <algorithm>

#include "base/utf8.h"
#include "says/cue_patterns.h"

namespace annalist::says {
namespace {

constexpr uint32_t kColonWithin = 7;  // tokens before the colon of "Putin: we will go on"

bool is_verb(const lang::Token& t) { return t.upos == lang::Upos::VERB || t.upos == lang::Upos::AUX; }

}  // namespace

// What a noun or adjective of talk governs with a preposition of its cue: "opposition to X", "afraid of X". -1 = nothing;
// `preposition` is then untouched.
int32_t CuePatterns::governed(uint32_t t, const Cue& cue, uint32_t& preposition) const {
  for (uint32_t c : tree_.children(t)) {
    if (c < t || (rel(c) != "nmod" && rel(c) != "obl" && rel(c) != "acl" && rel(c) != "advcl")) continue;
    const bool clause = rel(c) == "acl" || rel(c) == "advcl";
    const int32_t p = tree_.child(c, clause ? "mark" : "case");
    if (p < 0 || (clause && parse_.tokens[c].xpos != "VBG") || !takes_preposition(cue, lemma(static_cast<uint32_t>(p)))) continue;
    if (lemma(static_cast<uint32_t>(p)) == "to" && !(cue.takes & kToObject)) continue;  // "an appeal to voters"
    preposition = static_cast<uint32_t>(p);
    return static_cast<int32_t>(c);
  }
  return -1;
}

// "expressed concern about", "made a pledge to": the verb only carries the noun. -1 when it does not.
int32_t CuePatterns::light_verb(uint32_t noun) const {
  const int32_t head = parse_.tokens[noun].head;
  if (rel(noun) != "obj" || head < 0 || static_cast<uint32_t>(head) > noun) return -1;
  return voices_.is("light-verb", lemma(static_cast<uint32_t>(head))) ? head : -1;
}

// The clause that tells what a noun of talk is about; -1 = none.
int32_t CuePatterns::clause_of(uint32_t noun, const Cue& cue, bool surfaced) const {
  int32_t clause = -1;
  for (uint32_t c : tree_.children(noun)) {
    if (c < noun || (rel(c) != "acl" && rel(c) != "ccomp") || parse_.tokens[c].deprel == "acl:relcl") continue;
    const int32_t m = tree_.child(c, "mark");
    const std::string_view word = m >= 0 ? lemma(static_cast<uint32_t>(m)) : "";
    if ((word == "that" && (cue.takes & kThat)) || (word == "to" && (cue.takes & kTo))) clause = static_cast<int32_t>(c);
  }
  if (clause < 0 && surfaced) clause = tree_.child(static_cast<uint32_t>(parse_.tokens[noun].head), "ccomp");
  return clause;
}

// "Trump's", "by the ministry", the subject of "made a pledge"; -1 = nobody.
int32_t CuePatterns::holder_of(uint32_t noun, int32_t light, bool object) const {
  int32_t source = tree_.child(noun, "nmod:poss");
  for (uint32_t c : tree_.children(noun)) {
    const int32_t p = rel(c) == "nmod" ? tree_.child(c, "case") : -1;
    if (source >= 0 || p < 0) continue;
    const std::string_view word = lemma(static_cast<uint32_t>(p));
    if (voices_.is("holder-case", word) || (word == "of" && !object)) source = static_cast<int32_t>(c);
  }
  const int32_t head = parse_.tokens[noun].head;
  if (source < 0 && (light >= 0 || (rel(noun) == "obj" && head >= 0 && !object))) source = source_of(static_cast<uint32_t>(head), false).token;
  return source;
}

void CuePatterns::noun(uint32_t t, std::vector<Draft>& out) const {
  const Cue* cue = voices_.cue(lemma(t), lang::Upos::NOUN);
  if (cue == nullptr) return;
  const int32_t head = parse_.tokens[t].head;
  const bool surfaced = (cue->takes & kSurface) && rel(t) == "nsubj" && head >= 0 && voices_.is("surface", lemma(static_cast<uint32_t>(head)));
  uint32_t preposition = 0;
  int32_t content = clause_of(t, *cue, surfaced);
  const bool object = content < 0;
  if (object) content = governed(t, *cue, preposition);
  if (content < 0) return;
  const auto c = static_cast<uint32_t>(content);
  Draft draft;
  draft.cue_token = t;
  draft.kind = surfaced ? CueKind::kHearsay : cue->kind;
  draft.relay_cue = light_verb(t);
  const int32_t source = holder_of(t, draft.relay_cue, object);
  const uint32_t last = preposition == t + 1 ? t + 2 : t + 1;
  draft.cue = {draft.relay_cue >= 0 ? Span{cue_words(static_cast<uint32_t>(draft.relay_cue), -1).front().begin, parse_.tokens[last - 1].span.end} : parse_.span(t, last)};
  draft.content = object ? std::vector<Span>{trimmed(parse_, std::max(preposition + 1, tree_.left(c)), tree_.right(c))} : subtree_without(tree_, c, -1);
  extent(t, {c}, draft);
  if (source >= 0) draft.source = words_of(static_cast<uint32_t>(source)), draft.holder = source;  // "Trump's": with its ending
  draft.hearsay = source < 0;
  if (source < 0 && (object || !voices_.is("hearsay-noun", lemma(t)) || parse_.tokens[c].xpos == "VB")) return;
  if (object && parse_.tokens[static_cast<size_t>(source)].upos == lang::Upos::PRON && draft.relay_cue < 0) return;  // "her hope for rain"
  draft.vouched = !object && parse_.tokens[c].xpos != "VB";
  if (any_overlap(draft.content, draft.source)) draft.source = {}, draft.holder = -1;
  std::erase_if(draft.content, [](Span s) { return s.empty(); });
  if (!draft.content.empty()) out.push_back(std::move(draft));
}

void CuePatterns::adjective(uint32_t t, std::vector<Draft>& out) const {
  const Cue* cue = voices_.cue(lemma(t), lang::Upos::ADJ);
  if (cue == nullptr || tree_.child(t, "cop") < 0) return;
  uint32_t preposition = 0;
  int32_t clause = tree_.child(t, "ccomp");
  if (clause < 0 && (cue->takes & kTo)) clause = tree_.child(t, "xcomp");
  const bool object = clause < 0;
  if (object) clause = governed(t, *cue, preposition);
  const int32_t subject = tree_.child(t, "nsubj");
  if (clause < 0 || subject < 0 || static_cast<uint32_t>(clause) < t) return;
  Draft draft;
  draft.cue_token = t;
  draft.kind = cue->kind;
  draft.cue = cue_words(t, object ? static_cast<int32_t>(preposition) : -1);
  const auto c = static_cast<uint32_t>(clause);
  draft.content = object ? std::vector<Span>{trimmed(parse_, std::max(preposition + 1, tree_.left(c)), tree_.right(c))} : subtree_without(tree_, c, -1);
  extent(t, {c}, draft);
  draft.source = words_of(static_cast<uint32_t>(subject));
  draft.holder = subject;
  draft.vouched = false;
  std::erase_if(draft.content, [](Span s) { return s.empty(); });
  if (!draft.content.empty() && !any_overlap(draft.content, draft.source)) out.push_back(std::move(draft));
}

// "reportedly": hearsay over the clause it stands in.
void CuePatterns::adverb(uint32_t t, std::vector<Draft>& out) const {
  const Cue* cue = voices_.cue(lemma(t), lang::Upos::ADV);
  const int32_t head = parse_.tokens[t].head;
  if (cue == nullptr || !(cue->takes & kClause) || head < 0) return;
  Draft draft;
  draft.cue_token = t;
  draft.kind = cue->kind;
  draft.cue = {parse_.tokens[t].span};
  draft.content = subtree_without(tree_, static_cast<uint32_t>(head), static_cast<int32_t>(t));
  draft.clause_first = t;
  draft.clause_last = t + 1;
  draft.hearsay = true;
  if (!draft.content.empty()) out.push_back(std::move(draft));
}

// "according to X": the clause that the phrase hangs on, without the phrase.
void CuePatterns::according(uint32_t t, std::vector<Draft>& out) const {
  if (t + 1 >= parse_.tokens.size() || lemma(t + 1) != "to") return;
  int32_t holder = rel(t) == "case" ? parse_.tokens[t].head : -1;
  int32_t top = holder;
  if (holder < 0) {  // parsed as a participle: "according" with an oblique below it
    holder = tree_.child(t, "obl");
    top = static_cast<int32_t>(t);
  }
  if (holder < 0) return;
  if (voices_.is("not-voice", lemma(static_cast<uint32_t>(holder)))) return;  // "according to need"
  int32_t clause = parse_.tokens[static_cast<size_t>(top)].head;
  while (clause >= 0) {
    const auto c = static_cast<uint32_t>(clause);
    const std::string_view r = rel(c);
    const bool own_clause = (r == "conj" || r == "parataxis") && tree_.child(c, "nsubj") >= 0;
    if (r == "root" || r == "ccomp" || own_clause || parse_.tokens[c].head < 0) break;
    clause = parse_.tokens[c].head;
  }
  if (clause < 0) return;
  Draft draft;
  draft.cue_token = t;
  draft.cue = {parse_.span(t, t + 2)};
  draft.holder = holder;
  draft.clause_first = tree_.left(static_cast<uint32_t>(top));
  draft.clause_last = tree_.right(static_cast<uint32_t>(top));
  draft.content = subtree_without(tree_, static_cast<uint32_t>(clause), top);
  draft.source = trimmed(parse_, t + 2, std::max(t + 3, tree_.right(static_cast<uint32_t>(holder))));
  // Words that follow the phrase without a comma are the rest of the holder's name.
  if (draft.content.size() > 1 && draft.content.back().begin >= draft.source.end && draft.content.back().begin <= draft.source.end + 1) {
    draft.source = join(draft.source, draft.content.back());
    draft.content.pop_back();
  }
  std::erase_if(draft.content, [&](Span s) { return s.overlaps(draft.source) || any_overlap(draft.cue, s); });
  if (!draft.content.empty() && !draft.source.empty()) out.push_back(std::move(draft));
}

// "…, citing a report by Y": Y stands behind the holder of the clause; alone, Y holds the clause.
void CuePatterns::citing(uint32_t t, std::vector<Draft>& out) const {
  const Cue* cue = voices_.cue(lemma(t), lang::Upos::VERB);
  if (cue == nullptr || cue->kind != CueKind::kCiting) return;
  int32_t object = tree_.child(t, "obj");
  const int32_t head = parse_.tokens[t].head;
  if (object < 0) return;
  Draft draft;
  draft.cue_token = t;
  draft.cue = cue_words(t, -1);
  extent(t, {static_cast<uint32_t>(object)}, draft);
  const Span words = words_of(static_cast<uint32_t>(object));
  const std::string_view cited = lemma(static_cast<uint32_t>(object));
  const bool speaks = voices_.is("document", cited) || voices_.is("unnamed", cited) || voices_.is("media", cited) || parse_.tokens[static_cast<size_t>(object)].upos == lang::Upos::PROPN;
  const bool participle = speaks && parse_.tokens[t].xpos == "VBG" && head >= 0 && (rel(t) == "advcl" || rel(t) == "acl" || rel(t) == "xcomp");
  if (participle) {
    for (uint32_t c : tree_.children(static_cast<uint32_t>(object)))  // "a report by Y"
      if (rel(c) == "nmod" && tree_.child(c, "case") >= 0 && lemma(static_cast<uint32_t>(tree_.child(c, "case"))) == "by") object = static_cast<int32_t>(c);
    const bool after_comma = t > 1 && form(t - 1) == ",";
    for (Draft& d : out)
      if (d.cue_token == static_cast<uint32_t>(head) || tree_.under(t, d.cue_token) || (after_comma && d.cue_token + 2 == t)) {
        d.via = object;
        return;
      }
    draft.source = words;
    draft.holder = object;
    draft.content = subtree_without(tree_, static_cast<uint32_t>(head), static_cast<int32_t>(t));
  } else {
    const Source source = source_of(t, false);
    if (source.token < 0) return;
    draft.source = words_of(static_cast<uint32_t>(source.token));
    draft.holder = source.holder;
    draft.content = {words};
    for (uint32_t c : tree_.children(t))  // "cited it as the reason"
      if (rel(c) == "obl" && c > static_cast<uint32_t>(object) && tree_.child(c, "case") >= 0 && lemma(static_cast<uint32_t>(tree_.child(c, "case"))) == "as")
        draft.content = {trimmed(parse_, token_at(words.begin), tree_.right(c))};
    draft.vouched = false;
  }
  if (!draft.content.empty() && !any_overlap(draft.content, draft.source)) out.push_back(std::move(draft));
}

// "Putin: we will go on" — a name, a colon, words.
void CuePatterns::colon(const lang::Sentence& s, std::vector<Draft>& out) const {
  for (uint32_t t = s.first + 1; t < s.last && t <= s.first + kColonWithin; ++t) {
    if (is_verb(parse_.tokens[t - 1]) || parse_.tokens[t - 1].upos == lang::Upos::NUM) return;
    if (form(t) != ":" || s.last - t < 4 || any_quote({parse_.tokens[t].span})) continue;
    const bool taken = std::any_of(out.begin(), out.end(), [&](const Draft& d) { return d.cue_token < t && d.cue_token >= s.first; });
    const std::string_view last = lemma(t - 1);
    const bool writing = voices_.is("document", last) || voices_.is("media", last) || voices_.is("unnamed", last);  // "Poll: …"
    if (taken || (parse_.tokens[t - 1].upos != lang::Upos::PROPN && !writing)) return;
    Draft draft;
    draft.cue_token = t;
    draft.cue = {parse_.tokens[t].span};
    draft.source = trimmed(parse_, s.first, t);
    draft.holder = static_cast<int32_t>(t - 1);
    draft.clause_first = s.first;
    draft.clause_last = t + 1;
    draft.content = {trimmed(parse_, t + 1, s.last)};
    if (!draft.source.empty() && !draft.content[0].empty()) out.push_back(std::move(draft));
    return;
  }
}

}  // namespace annalist::says
