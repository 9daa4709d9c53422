#include "says/cue_patterns.h"

#include <algorithm>
#include <string>

#include "base/utf8.h"

namespace annalist::says {
namespace {

constexpr uint32_t kShortestQuote = 12;   // bytes; shorter ones are names of things or irony, not speech
constexpr int kSubjectClimb = 4;          // verbs passed on the way up to a shared subject

bool nominal(const lang::Token& t) {
  return t.upos == lang::Upos::NOUN || t.upos == lang::Upos::PROPN || t.upos == lang::Upos::PRON || t.upos == lang::Upos::NUM ||
         t.upos == lang::Upos::DET || t.upos == lang::Upos::ADJ;
}
// Only blanks and light punctuation between the two bytes.
bool adjacent(std::string_view text, uint32_t from, uint32_t to) {
  if (from > to) return false;
  for (uint32_t i = from; i < to; ++i)
    if (text[i] != ' ' && text[i] != ',' && text[i] != ':' && text[i] != '\n' && text[i] != '\r') return false;
  return true;
}

}  // namespace

bool takes_preposition(const Cue& cue, std::string_view preposition) {
  static constexpr std::pair<std::string_view, uint32_t> kPrepositions[] = {{"for", kFor}, {"on", kOn}, {"upon", kOn}, {"of", kOf},
      {"about", kAbout}, {"against", kAgainst}, {"to", kTo | kToObject}, {"as", kAs},
      {"at", kAt}, {"in", kIn}, {"with", kWith}, {"over", kOver}};
  return std::any_of(std::begin(kPrepositions), std::end(kPrepositions), [&](const auto& p) { return p.first == preposition && (cue.takes & p.second) != 0; });
}

std::vector<Draft> CuePatterns::find() const {
  std::vector<Draft> out;
  for (const lang::Sentence& s : parse_.sentences) {
    const size_t before = out.size();
    for (uint32_t t = s.first; t < s.last; ++t) {
      const lang::Token& token = parse_.tokens[t];
      if (token.upos == lang::Upos::NOUN) noun(t, out);
      else if (token.upos == lang::Upos::ADJ) adjective(t, out);
      else if (token.upos == lang::Upos::ADV) adverb(t, out);
      if (lemma(t) == "accord" || lemma(t) == "according") according(t, out);
      else if (token.upos == lang::Upos::VERB) verb(t, out);
    }
    for (uint32_t t = s.first; t < s.last; ++t) {
      const bool taken = std::any_of(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(), [&](const Draft& d) { return d.cue_token == t; });
      if (!taken && parse_.tokens[t].upos == lang::Upos::VERB) surface(s, t, out);
    }
    for (uint32_t t = s.first; t < s.last; ++t)
      if (parse_.tokens[t].upos == lang::Upos::VERB) citing(t, out);
    open_at_that(before, out);
    settle_relays(before, out);
    outermost_according(s, before, out);
    part_contents(before, out);
    next_paragraph(s, before, out);
    for (size_t i = before; i < out.size(); ++i) tidy_source(out[i]), add_channel(out[i]);
    colon(s, out);
  }
  return out;
}

const Cue* CuePatterns::cue_of(uint32_t t) const {
  for (uint32_t c : tree_.children(t)) {
    if (parse_.tokens[c].deprel != "compound:prt" && !(c == t + 1 && (rel(c) == "advmod" || rel(c) == "xcomp" || rel(c) == "advcl"))) continue;
    if (const Cue* cue = voices_.cue(std::string(lemma(t)).append(" ").append(lemma(c)), parse_.tokens[t].upos)) return cue;
  }
  if (const Cue* cue = voices_.cue(lemma(t), parse_.tokens[t].upos)) return cue;
  // A rare verb whose lemma lost its last letter: "joked", "chided".
  const bool inflected = parse_.tokens[t].upos == lang::Upos::VERB && parse_.tokens[t].xpos.starts_with("VB") && parse_.tokens[t].xpos != "VB";
  return inflected ? voices_.cue(std::string(lemma(t)).append("e"), lang::Upos::VERB) : nullptr;
}

Span CuePatterns::words_of(uint32_t token) const {
  uint32_t first = tree_.left(token);
  const uint32_t last = tree_.right(token);
  // A preposition or mark belongs to the clause, not to the holder's name.
  while (first < token && (rel(first) == "case" || rel(first) == "mark" || rel(first) == "cc") &&
         parse_.tokens[first].head == static_cast<int32_t>(token))
    ++first;
  return trimmed(parse_, first, last);
}

bool CuePatterns::second_subject(uint32_t verb, uint32_t first) const {
  const auto below = tree_.children(verb);
  return std::any_of(below.begin(), below.end(), [&](uint32_t c) { return c > first && rel(c) == "nsubj" && nominal(parse_.tokens[c]) && !any_quote({parse_.tokens[c].span}); });
}

CuePatterns::Source CuePatterns::source_of(uint32_t v, bool passive) const {
  Source found;
  if (passive) {
    for (uint32_t c : tree_.children(v)) {
      const int32_t by = tree_.child(c, "case");
      if (rel(c) == "obl" && by >= 0 && lemma(static_cast<uint32_t>(by)) == "by")
        return {static_cast<int32_t>(c), static_cast<int32_t>(c), false, true};
    }
    found.expletive = true;  // told about, not telling
    return found;
  }
  uint32_t at = v;
  for (int climb = 0; climb < kSubjectClimb; ++climb) {
    for (uint32_t c : tree_.children(at)) {
      if (rel(c) == "expl" && at == v) found.expletive = true;
      if (rel(c) != "nsubj" || !nominal(parse_.tokens[c])) continue;
      // '"A lot of it is show," he said': the subject of what was said, hung beside the speaker.
      const bool inside = at == v && any_quote({parse_.tokens[c].span}) && !any_quote({parse_.tokens[v].span}) && second_subject(v, c);
      if (inside) continue;
      found.token = found.holder = static_cast<int32_t>(c);
      const bool relative = parse_.tokens[at].deprel == "acl:relcl" && voices_.is("relative", lemma(c));
      if (relative) found.holder = parse_.tokens[at].head;
      return found;
    }
    // "This month, Britain and others condemned …": holders hung on the time before them.
    for (uint32_t c : tree_.children(at)) {
      if (parse_.tokens[c].deprel != "obl:unmarked" || c > at) continue;
      for (uint32_t k : tree_.children(c))
        if (rel(k) == "conj" && k < at && nominal(parse_.tokens[k])) return {static_cast<int32_t>(k), static_cast<int32_t>(k), false, false};
    }
    const std::string_view r = rel(at);
    const int32_t head = parse_.tokens[at].head;
    if (head < 0 || found.expletive) break;
    const auto h = static_cast<uint32_t>(head);
    const bool own_mark = tree_.child(at, "mark") >= 0;  // "a way to report it", "any intention of releasing it"
    if (r == "acl" && parse_.tokens[at].deprel != "acl:relcl" && parse_.tokens[at].xpos != "VBN" && !own_mark && nominal(parse_.tokens[h])) {
      found.token = found.holder = head;  // "a report saying"
      return found;
    }
    // '"…," Pak said, noting that …', hung into what was said.
    const bool added = r == "ccomp" && at == v && at > h && parse_.tokens[at].xpos == "VBG" && tree_.child(at, "aux") < 0 && form(tree_.left(at) > 0 ? tree_.left(at) - 1 : 0) == ",";
    if (r != "conj" && r != "xcomp" && r != "advcl" && !added) break;
    if (r == "xcomp") {
      const int32_t object = tree_.child(h, "obj");
      if (object >= 0) return {object, object, false, false};  // "asked him to explain"
    }
    at = h;
  }
  return found;
}

// "Pak sailed on Monday …, adding that …": the subject told of last before a participle of saying that the tree hangs elsewhere;
// of one that opens its sentence the subject of what follows. -1 = none.
int32_t CuePatterns::speaker_of_clause(uint32_t participle) const {
  const lang::Sentence& s = parse_.sentences[parse_.sentence_of[participle]];
  const auto subject = [&](uint32_t v) { return parse_.tokens[v].upos == lang::Upos::VERB && finite(v) ? tree_.child(v, "nsubj") : -1; };
  const auto speaks = [&](int32_t n) { return n >= 0 && nominal(parse_.tokens[static_cast<size_t>(n)]) && !voices_.is("relative", lemma(static_cast<uint32_t>(n))) && !any_quote({parse_.tokens[static_cast<size_t>(n)].span}); };
  for (uint32_t v = participle; v-- > s.first;)
    if (const int32_t n = subject(v); speaks(n) && static_cast<uint32_t>(n) < participle) return n;
  const int32_t head = parse_.tokens[participle].head;
  const int32_t n = head > static_cast<int32_t>(participle) ? subject(static_cast<uint32_t>(head)) : -1;
  return speaks(n) ? n : -1;
}

// The cue with its auxiliaries and adverbs when they stand side by side, its particle, its preposition and a colon.
std::vector<Span> CuePatterns::cue_words(uint32_t t, int32_t preposition) const {
  uint32_t first = t, last = t + 1;
  while (first > 0) {
    const uint32_t p = first - 1;
    const std::string_view r = rel(p);
    const bool own = parse_.tokens[p].head == static_cast<int32_t>(t) && (r == "aux" || r == "advmod" || r == "cop");
    if (!own || parse_.sentence_of[p] != parse_.sentence_of[t]) break;
    if (r == "advmod" && tree_.right(p) - tree_.left(p) > 1) break;
    first = p;
  }
  // An adverb before the subject's own words, as in "Later he said", is not part of it: the loop stops at the subject.
  while (last < parse_.tokens.size() && parse_.tokens[last].deprel == "compound:prt" && parse_.tokens[last].head == static_cast<int32_t>(t)) ++last;
  if (preposition >= 0 && static_cast<uint32_t>(preposition) == last) ++last;
  if (last < parse_.tokens.size() && form(last) == ":" && parse_.sentence_of[last] == parse_.sentence_of[t]) ++last;
  std::vector<Span> out = {parse_.span(first, last)};
  if (preposition >= 0 && static_cast<uint32_t>(preposition) >= last) out.push_back(parse_.tokens[static_cast<size_t>(preposition)].span);
  return out;
}

// "The poll shows a lead": with a document as subject the object is what it says.
bool CuePatterns::document_shows(uint32_t t, const Cue& cue) const {
  const int32_t subject = (cue.takes & kDocument) ? tree_.child(t, "nsubj") : -1;
  return subject >= 0 && voices_.is("document", lemma(static_cast<uint32_t>(subject)));
}

bool CuePatterns::any_quote(const std::vector<Span>& spans) const {
  return std::any_of(spans.begin(), spans.end(), [&](Span s) {
    const auto q = std::lower_bound(quotes_.begin(), quotes_.end(), s.begin, [](const Quote& a, uint32_t at) { return a.span.end <= at; });
    return q != quotes_.end() && q->span.overlaps(s);
  });
}

void CuePatterns::extent(uint32_t t, const std::vector<uint32_t>& content, Draft& draft) const {
  draft.clause_first = t;
  draft.clause_last = t + 1;
  for (uint32_t c : tree_.children(t)) {
    if (std::find(content.begin(), content.end(), c) != content.end()) continue;
    const std::string_view r = rel(c);
    if (r == "punct" || r == "parataxis" || r == "conj" || r == "ccomp") continue;
    if (begins_in_quote(parse_.span(tree_.left(c), tree_.right(c))) && !any_quote({parse_.tokens[t].span})) continue;  // his words
    draft.clause_first = std::min(draft.clause_first, tree_.left(c));
    draft.clause_last = std::max(draft.clause_last, tree_.right(c));
  }
}

// The subtree, cut where the cue's own clause stands inside it ("The strike, he said, was planned").
void CuePatterns::add_subtree(uint32_t top, const Draft& draft, std::vector<Span>& out) const {
  const uint32_t left = tree_.left(top), right = tree_.right(top);
  const bool inside = left < draft.clause_first && draft.clause_last < right;
  const auto add = [&](uint32_t first, uint32_t last) {
    if (first < last)
      if (const Span s = trimmed(parse_, first, last); !s.empty()) out.push_back(s);
  };
  if (!inside) {
    if (left < draft.clause_last && right > draft.clause_first && left <= draft.cue_token && draft.cue_token < right) return;
    return add(left, right);
  }
  add(left, draft.clause_first);
  add(draft.clause_last, right);
}

// "…, he said, expressing hope", "they protested until …": read as what was said, it is beside it.
bool CuePatterns::no_content(uint32_t clause) const {
  const int32_t m = tree_.child(clause, "mark");
  if (m >= 0 && voices_.is("beside", lemma(static_cast<uint32_t>(m)))) return true;
  const uint32_t left = tree_.left(clause);
  return left == clause && clause > 0 && parse_.tokens[clause].xpos == "VBG" && tree_.child(clause, "aux") < 0 && form(clause - 1) == "," && cue_of(clause) != nullptr;
}

bool CuePatterns::has_about(uint32_t verb) const {
  const auto below = tree_.children(verb);
  return std::any_of(below.begin(), below.end(), [&](uint32_t c) { return rel(c) == "obl" && c > verb && tree_.child(c, "case") >= 0 && lemma(static_cast<uint32_t>(tree_.child(c, "case"))) == "about"; });
}

bool CuePatterns::clause_content(uint32_t t, const Cue& cue, bool passive, Draft& draft) const {
  std::vector<uint32_t> tops;
  bool to_only = true, with_object = false;
  const bool about = (cue.takes & (kObject | kObjectTo)) && (cue.takes & kAbout) && has_about(t);  // "asked him about the ship"
  for (uint32_t c : tree_.children(t)) {
    const std::string_view r = rel(c);
    const bool infinitive = r == "xcomp" || (r == "advcl" && tree_.child(c, "mark") >= 0 && lemma(static_cast<uint32_t>(tree_.child(c, "mark"))) == "to");
    const int32_t m = r == "advcl" && c > t ? tree_.child(c, "mark") : -1;
    const bool that_clause = m >= 0 && lemma(static_cast<uint32_t>(m)) == "that";  // "pointed out that", hung as an adverbial
    if (r == "ccomp" && no_content(c)) continue;
    const bool joined = r == "conj" && tree_.left(c) == t + 1 && lemma(t + 1) == "that";  // "it seems that A … and B …", hung as a second clause
    if ((cue.takes & kThat) && (joined || r == "ccomp" || that_clause || (r == "csubj" && c > t))) tops.push_back(c), to_only = false;
    else if ((cue.takes & kThat) && r == "parataxis" && c > t && tree_.left(c) > 0 && form(tree_.left(c) - 1) == ":") tops.push_back(c), to_only = false;
    else if ((cue.takes & (kTo | kObjectTo)) && infinitive && c > t && (r == "xcomp" || (cue.takes & kObjectTo) || tree_.child(t, "obj") < 0)) tops.push_back(c);
    else if (passive && r == "xcomp" && infinitive && tree_.child(c, "mark") >= 0) tops.push_back(c);
    else if (!about && ((cue.takes & kObject) || document_shows(t, cue)) && (r == "obj" || r == "xcomp") && c > t && parse_.tokens[c].upos != lang::Upos::ADV) tops.push_back(c), with_object = with_object || r == "obj";
  }
  // "called him a liar", parsed as a gift: whom it is said of.
  const int32_t of_whom = with_object && cue.kind == CueKind::kAttitude ? tree_.child(t, "iobj") : -1;
  if (of_whom > static_cast<int32_t>(t)) tops.push_back(static_cast<uint32_t>(of_whom));
  const bool object_to = (cue.takes & kObjectTo) && !tops.empty() && to_only && !passive;
  if (object_to)
    for (uint32_t c : tree_.children(t))
      if (rel(c) == "obj" && c > t) tops.push_back(c);
  // "accused X of …": what stands behind the object belongs to the content of a cue that takes objects.
  if (with_object)
    for (uint32_t c : tree_.children(t)) {
      const bool clause = rel(c) == "advcl";
      const int32_t introduced = clause ? tree_.child(c, "mark") : rel(c) == "obl" ? tree_.child(c, "case") : -1;
      if (introduced < 0 || c < t) continue;
      const std::string_view p = lemma(static_cast<uint32_t>(introduced));
      if (voices_.is("object-part", p) || (!clause && voices_.is("object-part-noun", p))) tops.push_back(c);
    }
  if (passive && to_only && !tops.empty()) {
    const int32_t subject = tree_.child(t, "nsubj");
    if (subject >= 0) tops.push_back(static_cast<uint32_t>(subject));
  }
  if (tops.empty()) return false;
  std::sort(tops.begin(), tops.end());
  extent(t, tops, draft);
  for (uint32_t top : tops) add_subtree(top, draft, draft.content);
  // Pieces of one content that touch are one span ("X" + "to resume talks").
  if (with_object || object_to) {
    Span all{};
    for (Span s : draft.content) all = join(all, s);
    draft.content = {all};
  }
  draft.vouched = !to_only || (passive && cue.kind != CueKind::kNarrator);
  if (with_object) draft.vouched = false;
  return !draft.content.empty();
}

// "The strike failed, officials said": the cue hangs on its content; "as he put it".
bool CuePatterns::parenthesis(uint32_t t, Draft& draft) const {
  const int32_t head = parse_.tokens[t].head;
  if (head < 0) return false;
  const std::string_view r = rel(t);
  const int32_t m = tree_.child(t, "mark");
  const bool as_clause = r == "advcl" && m >= 0 && lemma(static_cast<uint32_t>(m)) == "as";
  if (r != "parataxis" && !as_clause) return false;
  draft.content = subtree_without(tree_, static_cast<uint32_t>(head), static_cast<int32_t>(t));
  extent(t, {}, draft);
  return !draft.content.empty();
}

// "called on Pak to resign": what he is to do.
Span CuePatterns::with_charge(uint32_t t, uint32_t whom, Span words) const {
  for (uint32_t c : tree_.children(t)) {
    const int32_t to = c > whom && (rel(c) == "xcomp" || rel(c) == "advcl") ? tree_.child(c, "mark") : -1;
    if (to >= 0 && lemma(static_cast<uint32_t>(to)) == "to") return trimmed(parse_, token_at(words.begin), tree_.right(c));
  }
  return words;
}

bool CuePatterns::oblique_content(uint32_t t, const Cue& cue, Draft& draft) const {
  for (uint32_t c : tree_.children(t)) {
    if (c < t || (rel(c) != "obl" && rel(c) != "advcl")) continue;
    const int32_t p = rel(c) == "obl" ? tree_.child(c, "case") : tree_.child(c, "mark");
    if (p < 0) continue;
    const auto preposition = static_cast<uint32_t>(p);
    const std::string_view word = lemma(preposition);
    if (!takes_preposition(cue, word)) continue;
    if (word == "to" && ((cue.takes & kThat) || rel(c) == "advcl")) continue;
    // "saw it as a threat": what is seen belongs to how it is seen.
    const int32_t object = word == "as" ? tree_.child(t, "obj") : -1;
    const bool seen = object > static_cast<int32_t>(t) && object < static_cast<int32_t>(c);
    draft.cue = cue_words(t, seen ? -1 : p);
    extent(t, {c}, draft);
    draft.content = {seen ? trimmed(parse_, tree_.left(static_cast<uint32_t>(object)), tree_.right(c)) : trimmed(parse_, std::max(preposition + 1, tree_.left(c)), tree_.right(c))};
    if (word == "on" || word == "for") draft.content[0] = with_charge(t, c, draft.content[0]);
    draft.vouched = false;
    return !draft.content[0].empty();
  }
  return false;
}

// "…," he said. "…": words in quotation marks beside the cue's clause are the content; of what the tree gave, only what
// stands in or begins with a quote stays. True when there is such a quote.
bool CuePatterns::prefer_quotes(uint32_t t, Draft& draft) const {
  Draft bare = draft;
  if (draft.content.empty()) extent(t, {}, bare);
  const Span clause = parse_.span(bare.clause_first, bare.clause_last);
  std::vector<Span> beside;
  const auto after = std::lower_bound(quotes_.begin(), quotes_.end(), clause.end - 1, [](const Quote& q, uint32_t at) { return q.span.begin < at; });
  if (after != quotes_.begin()) {
    const Quote& q = *std::prev(after);
    // It must run on into the clause: a comma inside or behind, or nothing else that the verb could introduce.
    const char last = parse_.text[q.inside.end - 1];
    const bool runs_on = last == ',' || (parse_.text[q.span.end] == ',') || ((last == '?' || last == '!') && draft.content.empty()) ||
                         parse_.sentences[parse_.sentence_of[t]].span.begin < q.inside.end - 1;
    if (q.span.end <= clause.begin && q.inside.size() >= kShortestQuote && runs_on && adjacent(parse_.text, q.span.end, clause.begin)) beside.push_back(q.span);
  }
  const bool own = after != quotes_.end() && (after->span.begin < parse_.sentences[parse_.sentence_of[t]].span.end ||
                                              parse_.text.substr(parse_.tokens[t].span.end, after->span.begin - parse_.tokens[t].span.end).find(':') != std::string_view::npos);
  if (own && after->span.begin >= parse_.tokens[t].span.end && after->inside.size() >= kShortestQuote &&
      (adjacent(parse_.text, clause.end, after->span.begin) || adjacent(parse_.text, parse_.tokens[t].span.end, after->span.begin)))
    beside.push_back(after->span);
  if (beside.empty()) return false;
  std::erase_if(draft.content, [&](Span s) { return !begins_in_quote(s); });
  draft.content.insert(draft.content.end(), beside.begin(), beside.end());
  draft.clause_first = bare.clause_first;
  draft.clause_last = bare.clause_last;
  draft.vouched = true;
  return true;
}

// "It has been pointed out that A, and B": with nobody named for it, what is joined on without a cue of its own goes on
// being told.
void CuePatterns::add_second_content(uint32_t t, Draft& draft) const {
  for (uint32_t c : tree_.children(t)) {
    const Cue* own = cue_of(c);
    const bool tells_itself = own != nullptr && (own->takes & (kThat | kQuote)) != 0;
    if (rel(c) != "conj" || c < t || tree_.child(c, "nsubj") < 0 || tree_.child(c, "expl") >= 0 || tells_itself) continue;
    add_subtree(c, draft, draft.content);
  }
}

bool CuePatterns::begins_in_quote(Span s) const {
  const auto q = std::lower_bound(quotes_.begin(), quotes_.end(), s.begin + 1, [](const Quote& a, uint32_t at) { return a.span.end <= at; });
  return q != quotes_.end() && q->span.begin <= s.begin + 1;
}

void CuePatterns::verb(uint32_t t, std::vector<Draft>& out) const {
  const Cue* cue = cue_of(t);
  const std::string_view r = rel(t);
  if (cue == nullptr || cue->kind == CueKind::kCiting || r == "amod" || r == "compound" || r == "case" || r == "aux") return;
  const bool bare_participle = parse_.tokens[t].xpos == "VBN" && tree_.child(t, "aux") < 0 && (r == "acl" || r == "advcl");
  if (bare_participle && r == "acl" && voices_.is("naming", lemma(t))) return;  // "a group called X"
  const bool second_half = t > 0 && form(t - 1) == "-" && parse_.tokens[t - 1].span.end == parse_.tokens[t].span.begin;  // "second-guess"
  if (second_half || interrupts(t, *cue, out)) return;
  const bool passive = tree_.child(t, "aux:pass") >= 0 || bare_participle;
  Draft draft;
  draft.cue_token = t;
  draft.kind = cue->kind;
  draft.cue = cue_words(t, -1);
  bool found = clause_content(t, *cue, passive, draft);
  if (!found && (cue->takes & kThat)) found = parenthesis(t, draft);
  if ((cue->takes & (kThat | kQuote)) && cue->kind != CueKind::kNarrator) found = prefer_quotes(t, draft) || found;
  if (!found && !passive) found = oblique_content(t, *cue, draft);
  if (!found) return;
  const int32_t it = passive ? tree_.child(t, "nsubj") : -1;
  if (passive && draft.vouched && (tree_.child(t, "expl") >= 0 || (it >= 0 && lemma(static_cast<uint32_t>(it)) == "it"))) add_second_content(t, draft);
  Source source = source_of(t, passive);
  (void)quoted_as(t, source, draft);
  draft.continues = passive ? -1 : continues_cue(t, *cue);
  if (draft.continues >= 0) source = source_of(static_cast<uint32_t>(draft.continues), false);
  if (source.token < 0 && !passive && any_quote(draft.content)) {  // "…," explained Smith, with Smith parsed as object
    const bool first = t == parse_.sentences[parse_.sentence_of[t]].first && tree_.child(t, "iobj") >= 0;  // 'Said Smith: "…"'
    const int32_t object = tree_.child(t, first ? "iobj" : "obj");
    if (object == static_cast<int32_t>(t) + 1 || (object > 0 && tree_.left(static_cast<uint32_t>(object)) == t + 1)) source.token = source.holder = object;
  }
  if (source.token >= 0) {
    draft.source = whole_name(static_cast<uint32_t>(source.token), t);
    draft.holder = source.holder;
    if (r == "acl" && draft.holder < static_cast<int32_t>(t) && draft.source.overlaps(draft.cue.front()))  // "voters saying it hurts"
      draft.source = trimmed(parse_, token_at(draft.source.begin), token_at(draft.cue.front().begin));
  }
  if (!passive && !source.expletive) speaker_between(draft);
  tidy_left(t, passive || source.expletive, source.token, draft);
  if (source.token < 0 && !passive && !source.expletive && finite(t)) source.token = source.holder = words_before(draft);
  if (source.token < 0 && draft.source.empty() && !passive && !source.expletive && finite(t)) {
    const Words before = speaker_before(parse_.sentences[parse_.sentence_of[t]].first, token_at(draft.cue.front().begin));
    if (before.first < before.last && !any_overlap(draft.content, parse_.span(before.first, before.last))) take_speaker(before, draft);
  }
  if (source.token < 0 && draft.source.empty() && !passive && draft.vouched && parse_.tokens[t].xpos == "VBG") source.token = source.holder = speaker_of_clause(t);
  if (source.token >= 0 && draft.source.empty()) draft.source = words_of(static_cast<uint32_t>(source.token)), draft.holder = source.holder;
  if (source.token >= 0 && !speaks_for_others(static_cast<uint32_t>(source.token), draft)) return;
  if (cue->kind == CueKind::kNarrator) {
    draft.holder = -1;
    if (source.token >= 0) draft.content.push_back(draft.source);
    draft.source = {};
  } else if (source.token < 0 && draft.source.empty()) {
    const bool somebody_else = passive || source.expletive;
    if (!somebody_else && !(cue->takes & kThat)) return;
    const bool aimless = parse_.tokens[t].xpos == "VB" && tree_.child(t, "mark") >= 0 && tree_.child(t, "ccomp") < 0;  // "to report it"
    if (aimless || (!somebody_else && tree_.child(t, "ccomp") < 0 && !std::any_of(draft.content.begin(), draft.content.end(), [&](Span s) { return begins_in_quote(s); })))
      return;
    draft.hearsay = somebody_else;
  }
  if (any_overlap(draft.content, draft.source)) draft.source = {}, draft.holder = -1;
  std::erase_if(draft.content, [&](Span s) { return any_overlap(draft.cue, s); });
  normalize(draft.content);
  if (!draft.content.empty() && tells(t, draft)) out.push_back(std::move(draft));
}

// Wishes, doings and bare gerunds hand a statement over only when somebody is named for them, and never inside another
// one's quoted words, where they are part of what he says.
bool CuePatterns::tells(uint32_t t, const Draft& draft) const {
  const bool clause = draft.vouched && (tree_.child(t, "ccomp") >= 0 || tree_.child(t, "csubj") >= 0 || rel(t) == "parataxis");
  if (draft.kind == CueKind::kNarrator) return tree_.child(t, "expl") >= 0 || tree_.child(t, "ccomp") >= 0 || tree_.child(t, "csubj") >= 0;
  const bool quoted = any_quote({parse_.tokens[t].span});
  if (quoted && (!clause || draft.kind == CueKind::kAttitude)) return false;
  if (draft.source.empty()) return draft.hearsay || clause || begins_in_quote(draft.content.front());
  return true;
}

bool CuePatterns::finite(uint32_t t) const {
  const std::string_view xpos = parse_.tokens[t].xpos;
  return xpos == "VBD" || xpos == "VBZ" || xpos == "VBP" || tree_.child(t, "aux") >= 0;
}

// Whose words stand right before the cue's own ("Peskov, a spokesman for the office, said"), however the tree hangs them:
// the topmost noun that ends there; -1 when a verb or nothing does.
int32_t CuePatterns::words_before(const Draft& draft) const {
  const uint32_t first_token = parse_.sentences[parse_.sentence_of[draft.cue_token]].first;
  uint32_t p = draft.cue_token;
  while (p > first_token && parse_.tokens[p - 1].span.begin >= draft.cue.front().begin) --p;
  const auto passes = [&](uint32_t t) { return parse_.tokens[t].upos == lang::Upos::PUNCT || parse_.tokens[t].upos == lang::Upos::ADV; };
  while (p > first_token && passes(p - 1) && form(p - 1) != "\"" && form(p - 1) != "”") --p;
  uint32_t top = p;
  for (int tries = 0; tries < 2; ++tries) {  // a second look to the left of "on Friday"
    if (p == first_token || !nominal(parse_.tokens[p - 1])) return -1;
    top = p - 1;
    for (int32_t h = parse_.tokens[top].head; h >= 0 && static_cast<uint32_t>(h) < p && nominal(parse_.tokens[static_cast<size_t>(h)]); h = parse_.tokens[static_cast<size_t>(h)].head)
      top = static_cast<uint32_t>(h);
    if (rel(top) != "obl") break;
    p = tree_.left(top);
  }
  if (any_overlap(draft.content, parse_.tokens[top].span) || tree_.right(top) > draft.cue_token) return -1;
  return static_cast<int32_t>(top);
}

// Content on the left of its cue is closed by a comma or a quotation mark; what is not is the holder, or no content at all.
void CuePatterns::tidy_left(uint32_t t, bool passive, int32_t source, Draft& draft) const {
  if (passive || draft.kind == CueKind::kNarrator) return;
  const uint32_t cue = parse_.tokens[t].span.begin;
  std::erase_if(draft.content, [&](Span s) {
    if (s.end > cue || any_quote({s})) return false;
    const auto first = std::lower_bound(parse_.tokens.begin(), parse_.tokens.end(), s.begin, [](const lang::Token& x, uint32_t b) { return x.span.begin < b; });
    const auto end = std::lower_bound(first, parse_.tokens.end(), s.end, [](const lang::Token& x, uint32_t b) { return x.span.begin < b; });
    if (first == parse_.tokens.end()) return false;
    const std::string_view opener = lemma(static_cast<uint32_t>(first - parse_.tokens.begin()));
    if (opener != "that" && voices_.is("relative", opener)) return true;
    const bool closed = end != parse_.tokens.end() && end->upos == lang::Upos::PUNCT;
    const bool verbless = std::none_of(first, end, [](const lang::Token& x) { return x.upos == lang::Upos::VERB; });
    if (closed && !(verbless && source < 0)) return false;
    if (verbless && source < 0 && draft.source.empty()) {
      draft.source = s;
      draft.holder = -1;
      for (auto x = first; x != end && draft.holder < 0; ++x)  // its head: the first word whose own head is outside
        if (x->head < 0 || !s.overlaps(parse_.tokens[static_cast<size_t>(x->head)].span)) draft.holder = static_cast<int32_t>(x - parse_.tokens.begin());
    }
    return true;
  });
}

// "You know" hands nothing over; what the writer says of himself he does not report.
bool CuePatterns::speaks_for_others(uint32_t source, Draft& draft) const {
  const std::string who = utf8::lower(form(source));
  if (!voices_.is("speaker-self", who)) return true;
  draft.vouched = draft.vouched && any_quote({parse_.tokens[source].span});
  return voices_.is("first-person", who);
}

}  // namespace annalist::says
