// What a draft owes to the other drafts of its sentence and to the words around it, once all are found: whose verb a second
// verb of saying continues, where a speaker's words end.
#include <algorithm>

#include "base/utf8.h"
#include "says/cue_patterns.h"

namespace annalist::says {
namespace {

constexpr int kConjuncts = 3;  // verbs passed on the way to the first of a row

bool names_somebody(const lang::Token& t) {
  return t.upos == lang::Upos::NOUN || t.upos == lang::Upos::PROPN || t.upos == lang::Upos::PRON;
}

}  // namespace

// "Pak said the team had found it but said it would stay": told by Pak both times. The verb of saying whose content this
// one was hung into; -1 when it is that content's own.
int32_t CuePatterns::continues_cue(uint32_t t, const Cue& cue) const {
  const uint32_t both = kThat | kQuote;
  const auto speaks = [](const Cue& c) { return c.kind == CueKind::kReport || c.kind == CueKind::kDocument; };
  if (!speaks(cue) || (cue.takes & both) != both || rel(t) != "conj" || any_quote({parse_.tokens[t].span})) return -1;
  if (tree_.child(t, "nsubj") >= 0 || !voices_.is("saying", lemma(t))) return -1;
  auto at = static_cast<uint32_t>(parse_.tokens[t].head);
  for (int i = 0; i < kConjuncts && rel(at) == "conj"; ++i) at = static_cast<uint32_t>(parse_.tokens[at].head);
  const int32_t head = parse_.tokens[at].head;
  if (rel(at) != "ccomp" || head < 0 || static_cast<uint32_t>(head) > at || parse_.tokens[static_cast<size_t>(head)].upos != lang::Upos::VERB) return -1;
  const Cue* outer = cue_of(static_cast<uint32_t>(head));
  const bool says = outer != nullptr && speaks(*outer) && (outer->takes & kThat) != 0;
  const bool present = parse_.tokens[t].xpos == "VBZ" || parse_.tokens[t].xpos == "VBP";
  const bool present_above = parse_.tokens[static_cast<size_t>(head)].xpos == "VBZ" || parse_.tokens[static_cast<size_t>(head)].xpos == "VBP";
  return says && present == present_above ? head : -1;
}

// "Pak said it sank, while the owners say it floats": who is set against him speaks beside him, not in his words. Where that
// clause begins; the sentence's end when there is none.
uint32_t CuePatterns::contrast(const Draft& d) const {
  const uint32_t t = d.cue_token, none = parse_.sentences[parse_.sentence_of[t]].last;
  const Cue* cue = parse_.tokens[t].upos == lang::Upos::VERB ? cue_of(t) : nullptr;
  if (cue == nullptr || !(cue->takes & (kThat | kObject | kTo)) || d.holder < 0 || any_quote({parse_.tokens[t].span})) return none;
  const uint32_t left = tree_.left(t);
  if (left == 0 || static_cast<uint32_t>(d.holder) < left || form(left - 1) != "," || parse_.tokens[static_cast<size_t>(d.holder)].upos == lang::Upos::PRON) return none;
  const int32_t m = rel(t) == "advcl" ? tree_.child(t, "mark") : rel(t) == "conj" ? tree_.child(t, "cc") : -1;
  return m >= 0 && voices_.is("contrast", lemma(static_cast<uint32_t>(m))) ? left : none;
}

// The content of the first verb ends where the second one begins.
void CuePatterns::part_contents(size_t from, std::vector<Draft>& out) const {
  for (size_t i = from; i < out.size(); ++i) {
    uint32_t begin = token_at(out[i].cue.front().begin);
    const uint32_t other = out[i].continues < 0 ? contrast(out[i]) : 0;
    if (out[i].continues < 0 && other > out[i].cue_token) continue;
    if (out[i].continues < 0) begin = other;
    while (begin > 0 && (rel(begin - 1) == "cc" || parse_.tokens[begin - 1].upos == lang::Upos::PUNCT)) --begin;
    for (size_t k = from; k < out.size(); ++k)
      if (k != i && out[k].cue_token < out[i].cue_token && (out[i].continues < 0 || out[k].cue_token == static_cast<uint32_t>(out[i].continues)))
        for (Span& piece : out[k].content)
          if (piece.overlaps(out[i].cue.front()) && !begins_in_quote(piece)) piece = trimmed(parse_, token_at(piece.begin), begin);
  }
  for (size_t i = from; i < out.size(); ++i) std::erase_if(out[i].content, [](Span c) { return c.empty(); });
  out.erase(std::remove_if(out.begin() + static_cast<std::ptrdiff_t>(from), out.end(), [](const Draft& d) { return d.content.empty(); }), out.end());
}

// '"…," Senator Pak, R-Ky., said': parsed into the quote. What stands between its close and the cue is the speaker.
void CuePatterns::speaker_between(Draft& draft) const {
  if (!draft.source.empty() || draft.content.empty()) return;
  const Span cue = draft.cue.front();
  for (Span& piece : draft.content) {
    if (piece.end > cue.begin || !begins_in_quote(piece)) continue;
    const auto q = std::lower_bound(quotes_.begin(), quotes_.end(), piece.begin + 1, [](const Quote& a, uint32_t at) { return a.span.end <= at; });
    if (q == quotes_.end() || q->span.end > cue.begin) continue;
    const uint32_t first = token_at(q->span.end), last = token_at(cue.begin);
    const bool verb = std::any_of(parse_.tokens.begin() + first, parse_.tokens.begin() + last, [](const lang::Token& t) { return t.upos == lang::Upos::VERB || t.upos == lang::Upos::AUX; });
    const bool named = std::any_of(parse_.tokens.begin() + first, parse_.tokens.begin() + last, names_somebody);
    if (verb || !named) continue;
    take_speaker({first, last}, draft);
    piece = q->span;
    return;
  }
}

// "Pak on Tuesday said": when is no part of who. "Pak, a lawyer, said": the comma that closes what is said of him is.
void CuePatterns::tidy_source(Draft& draft) const {
  if (draft.source.empty()) return;
  const uint32_t first = token_at(draft.source.begin);
  uint32_t last = token_at(draft.source.end);
  const auto when = [&](uint32_t t) { return voices_.is("time-word", utf8::lower(form(t))); };
  const bool dated = last > first + 2 && parse_.tokens[last - 1].upos == lang::Upos::NUM && when(last - 2);  // "on May 3"
  if (last > first + 1 && (when(last - 1) || dated)) {
    uint32_t end = last - 1;
    while (end > first + 1 && (when(end - 1) || parse_.tokens[end - 1].upos == lang::Upos::NUM || parse_.tokens[end - 1].upos == lang::Upos::ADP || parse_.tokens[end - 1].upos == lang::Upos::DET || form(end - 1) == ",")) --end;
    if (names_somebody(parse_.tokens[end - 1]) && draft.holder < static_cast<int32_t>(end)) draft.source = trimmed(parse_, first, last = end);
  }
  const bool inner = std::any_of(parse_.tokens.begin() + first, parse_.tokens.begin() + last, [&](const lang::Token& t) { return t.span.of(parse_.text) == ","; });
  const bool closed = inner && last < parse_.tokens.size() && form(last) == "," && parse_.tokens[last].span.end <= draft.cue.front().begin && last + 1 == token_at(draft.cue.front().begin);
  if (closed) draft.source.end = parse_.tokens[last].span.end;
}

// "said in a statement", "told in an interview with the daily": through what it was said belongs to the cue.
void CuePatterns::add_channel(Draft& draft) const {
  constexpr uint32_t kLongest = 14;  // tokens of the phrase
  const uint32_t t = draft.cue_token, last = token_at(draft.cue.back().end);
  if (draft.label || parse_.tokens[t].upos != lang::Upos::VERB || draft.kind == CueKind::kNarrator || last <= t) return;
  for (uint32_t c : tree_.children(t)) {
    const int32_t p = rel(c) == "obl" ? tree_.child(c, "case") : -1;
    if (p < 0 || tree_.left(c) != last || tree_.right(c) - last > kLongest) continue;
    const std::string_view channel = voices_.telling().channel(utf8::lower(lemma(c)));
    if (!voices_.is("channel-of-cue", channel) || voices_.is("topic-case", lemma(static_cast<uint32_t>(p)))) continue;
    const Span words = trimmed(parse_, last, tree_.right(c));
    if (words.empty() || any_overlap(draft.content, words) || draft.source.overlaps(words)) continue;
    draft.cue.back().end = words.end;
    return;
  }
}

// Who hands over what `verb` tells to be issued: "Kim, vice-minister, Monday made public the following statement", "the full
// text of an article issued by a commentator". No source where nothing is handed over or nobody named.
CuePatterns::Source CuePatterns::issuer(uint32_t verb, const lang::Sentence& s) const {
  const auto issued = [&](uint32_t t) { return voices_.is("issued", lemma(t)); };
  if (parse_.tokens[verb].xpos == "VBN" && tree_.child(verb, "aux") < 0) {  // however the parser hung it: titles stand before it
    bool told = false;
    for (uint32_t t = s.first; t < verb; ++t) told = told || issued(t);
    return told ? source_of(verb, true) : Source{};
  }
  bool hands_over = false;
  for (uint32_t c : tree_.children(verb)) hands_over = hands_over || (rel(c) == "obj" && issued(c));
  if (!hands_over) return {};
  Source source = source_of(verb, false);
  if (source.token >= 0 && cast_.at(static_cast<uint32_t>(source.token)) >= 0) return source;
  // A weekday before the verb, read as its subject: the one whom the sentence begins with.
  for (uint32_t u = s.first; u < verb; ++u)
    if (const int32_t m = cast_.at(u); m >= 0) {
      const who::Mention& named = cast_.mentions[static_cast<size_t>(m)];
      if (named.kind != who::Kind::kPerson && named.kind != who::Kind::kOrganization) continue;
      return {static_cast<int32_t>(named.head), static_cast<int32_t>(named.head), false, false};
    }
  return source;
}

// "The ministry issued the following statement on Friday:" — the rest of the story is its words.
bool CuePatterns::issues_statement(const lang::Sentence& s, std::vector<Draft>& out) const {
  constexpr uint32_t kWithin = 4;  // sentences from the story's begin: headline, dateline
  const auto own = static_cast<uint32_t>(&s - parse_.sentences.data());
  if (own >= kWithin && parse_.sentences[own - kWithin].story == s.story) return false;
  for (uint32_t t = s.first; t < s.last; ++t) {
    if (parse_.tokens[t].upos != lang::Upos::VERB || !voices_.is("issuing", lemma(t))) continue;
    const Source source = issuer(t, s);
    uint32_t last = own;
    while (last + 1 < parse_.sentences.size() && parse_.sentences[last + 1].story == s.story) ++last;
    if (source.token < 0 || last == own) return false;
    Draft d;
    d.cue_token = t;
    d.cue = cue_words(t, -1);
    d.source = whole_name(static_cast<uint32_t>(source.token), t);
    d.holder = source.holder;
    d.content = {{parse_.sentences[own + 1].span.begin, parse_.sentences[last].span.end}};
    d.statement = true;
    std::erase_if(out, [&](const Draft& x) { return x.cue_token >= s.first && x.cue_token < s.last; });
    out.push_back(std::move(d));
    return true;
  }
  return false;
}

// The paragraph and those behind it in which the speaker goes on to say "I" or "we".
Span CuePatterns::first_person_paragraphs(uint32_t block, uint32_t story) const {
  const auto& blocks = parse_.page->blocks;
  Span words = blocks[block].span;
  for (uint32_t b = block + 1; b < blocks.size() && blocks[b].kind == page::BlockKind::kParagraph && blocks[b].turn < 0; ++b) {
    const uint32_t first = token_at(blocks[b].span.begin), last = token_at(blocks[b].span.end);
    if (first >= last || parse_.sentences[parse_.sentence_of[first]].story != story) break;
    bool mine = false;
    for (uint32_t t = first; t < last && !mine; ++t) mine = voices_.is("first-person", utf8::lower(form(t))) && !any_quote({parse_.tokens[t].span});
    if (!mine) break;
    words.end = blocks[b].span.end;
  }
  return words;
}

// "The mayor added:" alone in its paragraph hands over the next one, in quotation marks or not.
void CuePatterns::next_paragraph(const lang::Sentence& s, size_t from, std::vector<Draft>& out) const {
  if (parse_.page == nullptr || s.last - s.first < 2 || form(s.last - 1) != ":" || s.block + 1 >= parse_.page->blocks.size()) return;
  if (issues_statement(s, out)) return;
  const page::Block& own = parse_.page->blocks[s.block];
  const page::Block& next = parse_.page->blocks[s.block + 1];
  if (s.span.end + 2 < own.span.end || next.kind != page::BlockKind::kParagraph || next.turn >= 0) return;
  uint32_t t = s.last - 1;  // the last verb of saying before the colon
  while (t > s.first && !(parse_.tokens[t].upos == lang::Upos::VERB && cue_of(t) != nullptr)) --t;
  const Cue* cue = parse_.tokens[t].upos == lang::Upos::VERB ? cue_of(t) : nullptr;
  if (cue == nullptr || (cue->takes & kQuote) == 0) return;
  const bool taken = std::any_of(out.begin() + static_cast<std::ptrdiff_t>(from), out.end(), [&](const Draft& d) { return d.cue_token == t && d.content.front().begin > d.cue.front().end; });
  const Source source = source_of(t, tree_.child(t, "aux:pass") >= 0);
  if (taken || source.token < 0) return;
  out.erase(std::remove_if(out.begin() + static_cast<std::ptrdiff_t>(from), out.end(), [&](const Draft& d) { return d.cue_token == t; }), out.end());
  Draft d;
  d.cue_token = t;
  d.kind = cue->kind;
  d.cue = cue_words(t, -1);
  d.source = whole_name(static_cast<uint32_t>(source.token), t);
  d.holder = source.holder;
  d.content = {first_person_paragraphs(s.block + 1, s.story)};
  out.push_back(std::move(d));
}

}  // namespace annalist::says
