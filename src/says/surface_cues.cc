// Cues that the tree does not show, read from the order of the words alone: '"…," the senator wrote', 'The plan, he said,
// failed', 'critics say it …'. Only for verbs of saying that no dependency pattern took.
#include <algorithm>

#include "base/utf8.h"
#include "says/cue_patterns.h"

namespace annalist::says {
namespace {

constexpr uint32_t kShortestQuote = 12;    // bytes; see cue_patterns.cc
constexpr uint32_t kLongestName = 32;      // tokens of a speaker with what stands beside his name
constexpr uint32_t kShortestContent = 3;   // tokens

bool in_name(const lang::Token& t) {
  switch (t.upos) {
    case lang::Upos::NOUN:
    case lang::Upos::PROPN:
    case lang::Upos::PRON:
    case lang::Upos::DET:
    case lang::Upos::ADJ:
    case lang::Upos::NUM:
    case lang::Upos::ADP:
    case lang::Upos::PART:
    case lang::Upos::SYM:
      return true;
    default:
      return false;
  }
}
bool names_somebody(const lang::Token& t) {
  return t.upos == lang::Upos::NOUN || t.upos == lang::Upos::PROPN || t.upos == lang::Upos::PRON;
}
bool finite_verb(const lang::Token& t) { return t.xpos == "VBD" || t.xpos == "VBZ" || t.xpos == "VBP" || t.xpos == "MD"; }
bool is_quote_mark(std::string_view form) { return form == "\"" || form == "“" || form == "”" || form == "''" || form == "``" || form == "'" || form == "’" || form == "‘"; }
bool bridge(std::string_view text, uint32_t from, uint32_t to) {
  if (from > to) return false;
  const std::string_view between = text.substr(from, to - from);
  return between.find_first_not_of(" ,\n\r") == std::string_view::npos;
}

}  // namespace

// "TASS quoted him as saying", "he was quoted by TASS as saying": he speaks, TASS passes it on.
bool CuePatterns::quoted_as(uint32_t t, Source& source, Draft& draft) const {
  const int32_t head = parse_.tokens[t].head;
  const int32_t as = tree_.child(t, "mark");
  if (parse_.tokens[t].xpos != "VBG" || head < 0 || as < 0 || lemma(static_cast<uint32_t>(as)) != "as") return false;
  const auto h = static_cast<uint32_t>(head);
  const Cue* cue = voices_.cue(lemma(h), lang::Upos::VERB);
  if (cue == nullptr || cue->kind != CueKind::kCiting) return false;
  const bool passive = tree_.child(h, "aux:pass") >= 0;
  const int32_t speaker = tree_.child(h, passive ? "nsubj" : "obj");
  if (speaker < 0) return false;
  source = {speaker, speaker, false, false};
  draft.relay_cue = head;
  draft.relay = source_of(h, passive).token;
  return true;
}

void CuePatterns::settle_relays(size_t from, std::vector<Draft>& out) const {
  std::vector<int32_t> relays;
  for (size_t i = from; i < out.size(); ++i)
    if (out[i].relay_cue >= 0) relays.push_back(out[i].relay_cue);
  if (relays.empty()) return;
  const auto first = out.begin() + static_cast<std::ptrdiff_t>(from);
  out.erase(std::remove_if(first, out.end(), [&](const Draft& d) { return std::find(relays.begin(), relays.end(), static_cast<int32_t>(d.cue_token)) != relays.end(); }), out.end());
}

// "He wrote that it fell, according to CNN": a phrase that ends the sentence after a comma holds all of it.
void CuePatterns::outermost_according(const lang::Sentence& s, size_t from, std::vector<Draft>& out) const {
  for (size_t i = from; i < out.size(); ++i) {
    Draft& a = out[i];
    const uint32_t t = a.cue_token;
    if ((lemma(t) != "accord" && lemma(t) != "according") || t < s.first + kShortestContent || form(t - 1) != ",") continue;
    const uint32_t end = a.source.end;
    const bool last = end + 3 >= s.span.end;
    bool inside = false;
    for (size_t k = from; last && k < out.size(); ++k) {
      if (k == i || !any_overlap(out[k].content, a.cue.front()) || out[k].cue_token > t) continue;
      inside = true;
      for (Span& piece : out[k].content)
        if (piece.overlaps(a.cue.front())) piece = trimmed(parse_, token_at(piece.begin), t - 1);
      std::erase_if(out[k].content, [](Span c) { return c.empty(); });
    }
    if (inside) a.content = {trimmed(parse_, s.first, t - 1)};
  }
  std::erase_if(out, [](const Draft& d) { return d.content.empty(); });
}

// "said on the 9th that it fell": the day is when it was said.
void CuePatterns::open_at_that(size_t from, std::vector<Draft>& out) const {
  for (size_t i = from; i < out.size(); ++i) {
    if (Span& source = out[i].source; !source.empty()) {
      const uint32_t first = token_at(source.begin), last = token_at(source.end), begin = behind_adverbial(first, last);
      if (begin != first) source = trimmed(parse_, begin, last);
    }
    for (Span& piece : out[i].content) {
      uint32_t t = token_at(piece.begin);
      const bool phrase = t < parse_.tokens.size() && parse_.tokens[t].upos == lang::Upos::ADP && t > out[i].cue_token && t <= out[i].cue_token + 2;
      const uint32_t limit = t + kShortestContent * 3;
      while (phrase && t < limit && t < parse_.tokens.size() && in_name(parse_.tokens[t]) && form(t) != "that") ++t;
      if (phrase && t < limit && t < parse_.tokens.size() && form(t) == "that" && parse_.tokens[t].span.end < piece.end) piece.begin = parse_.tokens[t].span.begin;
    }
  }
}

uint32_t CuePatterns::token_at(uint32_t byte) const {
  const auto t = std::lower_bound(parse_.tokens.begin(), parse_.tokens.end(), byte, [](const lang::Token& x, uint32_t b) { return x.span.begin < b; });
  return static_cast<uint32_t>(t - parse_.tokens.begin());
}

// "In addition, Pak …", "in May, the agency …": where the words begin behind what opens the sentence.
uint32_t CuePatterns::behind_adverbial(uint32_t first, uint32_t last) const {
  constexpr uint32_t kLongestAdverbial = 8;
  if (first >= last || (parse_.tokens[first].upos != lang::Upos::ADP && parse_.tokens[first].upos != lang::Upos::ADV)) return first;
  for (uint32_t t = first + 1; t + 1 < last && t < first + kLongestAdverbial; ++t)
    if (form(t) == ",") return t + 1;
  return first;
}

// The speaker's words that end right before the verb, with what follows the name between commas.
CuePatterns::Words CuePatterns::speaker_before(uint32_t first_of_sentence, uint32_t cue) const {
  Words w{cue, cue};
  const auto begins = [&](uint32_t t) { return parse_.tokens[t].upos == lang::Upos::DET || parse_.tokens[t].upos == lang::Upos::PROPN || parse_.tokens[t].upos == lang::Upos::NOUN || parse_.tokens[t].upos == lang::Upos::ADJ; };
  if (cue > first_of_sentence && form(cue - 1) == ",") {  // "Pak, a lawyer who knows him, said"
    w.last = cue - 1;
    w.first = w.last;
    bool inner_comma = false;
    while (w.first > first_of_sentence && !is_quote_mark(form(w.first - 1)) && w.last - w.first < kLongestName) inner_comma |= form(--w.first) == ",";
    while (w.first < w.last && parse_.tokens[w.first].upos == lang::Upos::PUNCT) ++w.first;
    w.first = behind_adverbial(w.first, w.last);
    inner_comma = false;
    for (uint32_t t = w.first; t < w.last; ++t) inner_comma |= form(t) == ",";
    const bool name = w.first + 2 < w.last && begins(w.first) && inner_comma && !finite_verb(parse_.tokens[w.first + 1]);
    return name ? w : Words{cue, cue};
  }
  while (w.first > first_of_sentence && in_name(parse_.tokens[w.first - 1]) && w.last - w.first < kLongestName) --w.first;
  while (w.first < w.last && (parse_.tokens[w.first].upos == lang::Upos::ADP || parse_.tokens[w.first].upos == lang::Upos::PART)) return {cue, cue};
  const bool named = std::any_of(parse_.tokens.begin() + w.first, parse_.tokens.begin() + w.last, names_somebody);
  return named ? w : Words{cue, cue};
}

// "…," said Pak, a lawyer who knows him.
CuePatterns::Words CuePatterns::speaker_behind(uint32_t last_of_sentence, uint32_t cue_end) const {
  Words w{cue_end, cue_end};
  while (w.last < last_of_sentence && in_name(parse_.tokens[w.last]) && w.last - w.first < kLongestName) ++w.last;
  if (w.last == w.first || !names_somebody(parse_.tokens[w.last - 1]) || parse_.tokens[w.first].upos == lang::Upos::ADP) return {cue_end, cue_end};
  if (w.last < last_of_sentence && (form(w.last) == "," || form(w.last) == "who")) {
    uint32_t end = w.last;
    while (end < last_of_sentence && !is_quote_mark(form(end)) && end - w.first < kLongestName) ++end;
    while (end > w.last && parse_.tokens[end - 1].upos == lang::Upos::PUNCT) --end;
    w.last = end;
  }
  return w;
}

bool CuePatterns::has_finite(uint32_t first, uint32_t last) const {
  return last - first >= kShortestContent && std::any_of(parse_.tokens.begin() + first, parse_.tokens.begin() + last, finite_verb);
}

void CuePatterns::surface(const lang::Sentence& s, uint32_t t, std::vector<Draft>& out) const {
  const Cue* cue = voices_.cue(lemma(t), lang::Upos::VERB);
  const std::string_view xpos = parse_.tokens[t].xpos;
  if (cue == nullptr || !(cue->takes & kThat) || !(cue->takes & kQuote)) return;
  if (cue->kind != CueKind::kReport && cue->kind != CueKind::kDocument) return;
  const bool perfect = xpos == "VBN" && t > s.first && lemma(t - 1) == "have";
  if ((xpos != "VBD" && xpos != "VBZ" && xpos != "VBP" && !perfect) || any_quote({parse_.tokens[t].span})) return;
  Draft d;
  d.cue_token = t;
  d.kind = cue->kind;
  uint32_t first = t, last = t + 1;
  while (first > s.first && (parse_.tokens[first - 1].upos == lang::Upos::AUX || parse_.tokens[first - 1].upos == lang::Upos::ADV)) --first;
  if (last < s.last && form(last) == ":") ++last;
  d.cue = {parse_.span(first, last)};
  const Words before = speaker_before(s.first, first);
  if (!surface_quote(s, before, first, last, d) && !surface_clause(s, before, first, last, d)) return;
  d.clause_first = std::min(first, before.first);
  d.clause_last = last;
  if (d.source.empty()) return;
  std::erase_if(d.content, [&](Span c) { return c.empty() || c.overlaps(d.source) || any_overlap(d.cue, c); });
  if (d.holder >= 0 && !speaks_for_others(static_cast<uint32_t>(d.holder), d)) return;
  if (!d.content.empty()) out.push_back(std::move(d));
}

void CuePatterns::take_speaker(Words w, Draft& d) const {
  d.source = trimmed(parse_, w.first, w.last);
  for (uint32_t t = w.first; t < w.last; ++t) {
    const int32_t head = parse_.tokens[t].head;
    const bool outside = head < 0 || static_cast<uint32_t>(head) < w.first || static_cast<uint32_t>(head) >= w.last;
    if (outside && names_somebody(parse_.tokens[t])) {
      d.holder = static_cast<int32_t>(t);
      return;
    }
  }
  for (uint32_t t = w.first; t < w.last && form(t) != "," && parse_.tokens[t].upos != lang::Upos::ADP; ++t)
    if (names_somebody(parse_.tokens[t])) d.holder = static_cast<int32_t>(t);
}

// '"…," Pak wrote', '"…," wrote Pak', 'Pak wrote: "…"'.
bool CuePatterns::surface_quote(const lang::Sentence& s, Words before, uint32_t first, uint32_t last, Draft& d) const {
  const auto ends_at = [&](uint32_t at) {
    const auto q = std::lower_bound(quotes_.begin(), quotes_.end(), at, [](const Quote& x, uint32_t b) { return x.span.begin < b; });
    if (q == quotes_.begin()) return quotes_.end();
    const auto p = std::prev(q);
    const char last_mark = parse_.text[p->inside.end - 1];  // what another sentence said ends with a stop
    const bool runs_on = p->span.end > s.span.begin || last_mark == ',' || last_mark == '?' || last_mark == '!' || parse_.text[p->span.end] == ',';
    const bool speech = p->inside.size() >= kShortestQuote && p->span.end <= at && runs_on && bridge(parse_.text, p->span.end, at);
    return speech ? p : quotes_.end();
  };
  const uint32_t begin = before.first < before.last ? parse_.tokens[before.first].span.begin : parse_.tokens[first].span.begin;
  auto q = ends_at(begin);
  if (q != quotes_.end()) {
    const Words behind = before.first < before.last ? before : speaker_behind(s.last, last);
    if (behind.first == behind.last) return false;
    take_speaker(behind, d);
    d.content = {q->span};
    return true;
  }
  if (before.first == before.last || last >= s.last) return false;
  const uint32_t end = parse_.tokens[last - 1].span.end;
  q = std::lower_bound(quotes_.begin(), quotes_.end(), end, [](const Quote& x, uint32_t b) { return x.span.begin < b; });
  if (q == quotes_.end() || q->inside.size() < kShortestQuote || !bridge(parse_.text, end, q->span.begin)) return false;
  take_speaker(before, d);
  d.content = {q->span};
  return true;
}

// 'The plan, he said, failed', 'The plan failed, said Pak', 'critics say it failed'.
bool CuePatterns::surface_clause(const lang::Sentence& s, Words before, uint32_t first, uint32_t last, Draft& d) const {
  // "…, Pak told reporters in Oslo on Monday." — what stands between the verb and the next mark has no verb.
  uint32_t tail = last;
  while (tail < s.last && in_name(parse_.tokens[tail]) && form(tail) != "that") ++tail;
  const bool after_mark = before.first > s.first && form(before.first - 1) == ",";
  const bool circumstance = after_mark && tail < s.last && tail > last && parse_.tokens[tail].upos == lang::Upos::PUNCT && has_finite(s.first, before.first - 1);
  const bool closed = circumstance || last >= s.last || parse_.tokens[last].upos == lang::Upos::PUNCT;
  if (circumstance) last = tail;
  if (before.first == before.last) {
    if (first == s.first || form(first - 1) != "," || !has_finite(s.first, first - 1)) return false;
    const Words behind = speaker_behind(s.last, last);
    if (behind.first == behind.last || parse_.tokens[behind.first].upos == lang::Upos::PRON || behind.last + 1 < s.last) return false;
    take_speaker(behind, d);
    d.content = {trimmed(parse_, s.first, first - 1)};
    return true;
  }
  if (closed) {
    const bool goes_on = last < s.last && form(last) == ",";
    if (!after_mark || !(has_finite(s.first, before.first - 1) || (goes_on && has_finite(last, s.last)))) return false;
    take_speaker(before, d);
    d.content = {trimmed(parse_, s.first, before.first - 1)};
    if (goes_on && has_finite(last, s.last)) d.content.push_back(trimmed(parse_, last + 1, s.last));
    return true;
  }
  const bool opens = before.first == s.first || after_mark || parse_.tokens[before.first - 1].upos == lang::Upos::CCONJ || parse_.tokens[before.first - 1].upos == lang::Upos::SCONJ;
  const auto that_follows = [&] {
    uint32_t t = last;
    while (t < s.last && in_name(parse_.tokens[t]) && form(t) != "that") ++t;
    return t < s.last && form(t) == "that";
  };
  const bool infinitive = parse_.tokens[last].xpos == "TO";  // "continues to fall, while prices rose"
  const bool clause = !infinitive && !voices_.is("beside", lemma(last)) && (parse_.tokens[last].upos != lang::Upos::ADP || that_follows()) && parse_.tokens[last].upos != lang::Upos::VERB && has_finite(last, s.last);
  if (!opens || !clause) return false;
  take_speaker(before, d);
  uint32_t from = last;  // "said on the 9th that …"
  while (from < s.last && form(from) != "that" && in_name(parse_.tokens[from])) ++from;
  const bool that = from < s.last && form(from) == "that" && parse_.tokens[from].upos == lang::Upos::SCONJ;
  d.content = {trimmed(parse_, that ? from : last, s.last)};
  return true;
}

// "The dam, Pak said on Friday, will hold": between subject and verb of what he said. True when it was that.
bool CuePatterns::interrupts(uint32_t t, const Cue& cue, std::vector<Draft>& out) const {
  constexpr uint32_t kLongestSpeaker = 6, kLongestTail = 5;  // tokens
  const lang::Sentence& s = parse_.sentences[parse_.sentence_of[t]];
  if (!(cue.takes & kThat) || !(cue.takes & kQuote) || any_quote({parse_.tokens[t].span})) return false;
  if (parse_.tokens[t].xpos != "VBD" && parse_.tokens[t].xpos != "VBZ" && parse_.tokens[t].xpos != "VBP") return false;
  uint32_t begin = t;
  while (begin > s.first && parse_.tokens[begin - 1].upos == lang::Upos::ADV) --begin;  // "often says"
  uint32_t first = begin;
  while (first > s.first && in_name(parse_.tokens[first - 1]) && parse_.tokens[first - 1].upos != lang::Upos::ADP && begin - first < kLongestSpeaker) --first;
  if (first == begin || first <= s.first + 1 || form(first - 1) != ",") return false;
  uint32_t comma = t + 1;
  while (comma < s.last && in_name(parse_.tokens[comma]) && comma - t < kLongestTail) ++comma;
  if (comma + 1 >= s.last || form(comma) != ",") return false;
  const bool verb_next = finite_verb(parse_.tokens[comma + 1]) || (comma + 2 < s.last && parse_.tokens[comma + 1].upos == lang::Upos::ADV && finite_verb(parse_.tokens[comma + 2]));
  const bool verb_before = std::any_of(parse_.tokens.begin() + s.first, parse_.tokens.begin() + first - 1, finite_verb);
  const bool noun_before = std::any_of(parse_.tokens.begin() + s.first, parse_.tokens.begin() + first - 1, names_somebody);
  if (!verb_next || verb_before || !noun_before || parse_.tokens[s.first].upos == lang::Upos::ADP) return false;
  Draft d;
  d.cue_token = t;
  d.kind = cue.kind;
  d.cue = {parse_.span(begin, t + 1)};
  d.clause_first = first;
  d.clause_last = comma;
  take_speaker({first, begin}, d);
  if (d.holder < 0 || !speaks_for_others(static_cast<uint32_t>(d.holder), d)) return false;
  d.content = {trimmed(parse_, s.first, first - 1), trimmed(parse_, comma + 1, s.last)};
  std::erase_if(d.content, [](Span c) { return c.empty(); });
  out.push_back(std::move(d));
  return true;
}

// The holder's words beside the cue; "Sen." alone, with the name hung elsewhere, goes on through the name.
Span CuePatterns::whole_name(uint32_t holder, uint32_t cue) const {
  const Span words = words_of(holder);
  const uint32_t stop = holder < cue ? cue : parse_.sentences[parse_.sentence_of[holder]].last;
  const uint32_t last = std::max(holder + 1, tree_.right(holder));
  if (last >= stop || parse_.tokens[last - 1].span.end != words.end) return words;
  const bool title = parse_.tokens[last].upos == lang::Upos::PROPN && parse_.tokens[last - 1].upos != lang::Upos::PUNCT;
  if (!title) return words;
  uint32_t end = last;
  while (end < stop && parse_.tokens[end].upos == lang::Upos::PROPN) ++end;
  return join(words, parse_.span(last, end));
}

}  // namespace annalist::says
