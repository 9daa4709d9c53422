#include "says/attribute.h"

#include <algorithm>

#include "base/utf8.h"
#include "says/cue_patterns.h"
#include "says/spans.h"

namespace annalist::says {
namespace {

constexpr uint32_t kShortestQuote = 12;   // bytes; see cue_patterns.cc
constexpr size_t kLongestDescription = 120;  // bytes of an unnamed holder's words

// Joins content and the quote it stands in: the marks belong to it, and so do the quote's other sentences.
void widen_to_quotes(const std::vector<Quote>& quotes, Draft& draft, std::vector<bool>& used) {
  const Span cue = draft.cue.front();
  for (Span& piece : draft.content) {
    auto q = std::lower_bound(quotes.begin(), quotes.end(), piece.begin, [](const Quote& a, uint32_t at) { return a.span.end <= at; });
    for (; q != quotes.end() && q->span.begin < piece.end; ++q) {
      if (q->span.overlaps(cue) || q->span.overlaps(draft.source)) continue;  // said inside somebody's words
      used[static_cast<size_t>(q - quotes.begin())] = true;
      const bool speech = q->inside.size() >= kShortestQuote || piece.size() <= q->span.size() + 8;
      if (speech) piece = join(piece, q->span);
    }
  }
  normalize(draft.content);
}

// The first quote that ends behind `at`; quotes ascend and do not overlap.
std::vector<Quote>::const_iterator quote_after(const std::vector<Quote>& quotes, uint32_t at) {
  return std::lower_bound(quotes.begin(), quotes.end(), at, [](const Quote& q, uint32_t b) { return q.span.end <= b; });
}
bool within_quotes(const std::vector<Quote>& quotes, Span piece) {
  const auto q = quote_after(quotes, piece.begin + 1);
  return q != quotes.end() && q->span.begin <= piece.begin + 1 && piece.end <= q->span.end + 3;
}
bool touches_quote(const std::vector<Quote>& quotes, Span piece) {
  for (auto q = quote_after(quotes, piece.begin); q != quotes.end() && q->span.begin < piece.end; ++q)
    if (q->inside.size() >= kShortestQuote / 2) return true;
  return false;
}

std::string kind_of(const Draft& draft, const std::vector<Quote>& quotes) {
  if (draft.label) return "label";
  if (draft.statement) return "direct";
  if (draft.kind == CueKind::kNarrator) return "narrator";
  if (draft.hearsay || draft.kind == CueKind::kHearsay) return "hearsay";
  const auto& content = draft.content;
  if (std::all_of(content.begin(), content.end(), [&](Span s) { return within_quotes(quotes, s); })) return "direct";
  return std::any_of(content.begin(), content.end(), [&](Span s) { return touches_quote(quotes, s); }) ? "mixed" : "indirect";
}

// Does the quote begin where a sentence begins?
bool begins_sentence(std::string_view text, uint32_t at) {
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\r' || text[at - 1] == '\t')) --at;
  if (at == 0) return true;
  const auto c = static_cast<unsigned char>(text[at - 1]);
  return c >= 0x80 || std::string_view(".!?\"'\n").find(static_cast<char>(c)) != std::string_view::npos;
}

// 'The ship sank, Pak said. "It was old."': only blanks between the sentence of the cue and the quote.
bool follows_sentence(const lang::Parse& parse, const Draft& d, const Quote& q) {
  const uint32_t s = parse.sentence_of[d.cue_token];
  const uint32_t end = parse.sentences[s].span.end;
  const bool says = d.kind == CueKind::kReport || d.kind == CueKind::kDocument;
  if (d.holder < 0 || !says || !d.vouched || end > q.span.begin || parse.sentences[s].block != q.block) return false;
  return std::all_of(parse.text.begin() + end, parse.text.begin() + q.span.begin, [](char c) { return c == ' '; });
}

// Quotes that no cue took, in the paragraph of an attributed quote or right after it, go on with its speaker.
void continue_quotes(const std::vector<Quote>& quotes, const lang::Parse& parse, std::vector<Draft>& drafts, std::vector<bool>& used) {
  struct Spoken {
    uint32_t end, draft;  // a piece of content ends here
    bool quoted;
  };
  std::vector<Spoken> spoken;
  for (uint32_t d = 0; d < drafts.size(); ++d)
    for (Span s : drafts[d].content) spoken.push_back({s.end, d, touches_quote(quotes, s)});
  std::stable_sort(spoken.begin(), spoken.end(), [](const Spoken& a, const Spoken& b) { return a.end < b.end; });
  size_t next = 0;
  int64_t speaker = -1, teller = -1;  // who was quoted last, whose words, quoted or not, stand last
  for (size_t i = 0; i < quotes.size(); ++i) {
    const Quote& q = quotes[i];
    for (; next < spoken.size() && spoken[next].end <= q.span.begin; ++next) {
      teller = spoken[next].draft;
      if (spoken[next].quoted) speaker = spoken[next].draft;
    }
    if (used[i] || teller < 0 || q.inside.size() < 2 * kShortestQuote) continue;
    if (follows_sentence(parse, drafts[static_cast<size_t>(teller)], q)) speaker = teller;
    if (speaker < 0) continue;
    Draft& d = drafts[static_cast<size_t>(speaker)];
    const uint32_t sentence = parse.sentence_of[d.cue_token];
    const uint32_t block = parse.sentences[sentence].block;
    const bool near = block == q.block || (i > 0 && !quotes[i - 1].closed && quotes[i - 1].block + 1 == q.block);
    // '"It was old," Pak said, shrugging, "and small."'
    const bool resumed = q.span.begin < parse.sentences[sentence].span.end && i > 0 && used[i - 1] && parse.text[quotes[i - 1].inside.end - 1] == ',';
    if (!near || d.cue.front().begin > q.span.begin || (!resumed && !begins_sentence(parse.text, q.span.begin))) continue;
    d.content.push_back(q.span);
    normalize(d.content);
    used[i] = true;
  }
}

// A paragraph that is one quote without a cue is still somebody's words: those of whom the sentence before it is about.
void add_orphans(const std::vector<Quote>& quotes, const lang::Tree& tree, const who::Cast& cast, const std::vector<bool>& used, std::vector<Draft>& drafts) {
  const lang::Parse& parse = tree.parse();
  if (parse.page == nullptr) return;
  for (size_t i = 0; i < quotes.size(); ++i) {
    if (quotes[i].block >= parse.page->blocks.size()) continue;  // outside the prose: a page may have none
    const page::Block& block = parse.page->blocks[quotes[i].block];
    if (used[i] || block.turn >= 0 || block.kind != page::BlockKind::kParagraph || quotes[i].span.size() + 8 < block.span.size()) continue;
    auto s = std::lower_bound(parse.sentences.begin(), parse.sentences.end(), block.span.begin, [](const lang::Sentence& x, uint32_t at) { return x.span.begin < at; });
    if (s == parse.sentences.end() || s == parse.sentences.begin() || std::prev(s)->story != s->story) continue;
    Draft d;
    d.cue_token = s->first;
    d.cue = {Span{quotes[i].span.begin, quotes[i].inside.begin}};
    d.content = {quotes[i].span};
    const lang::Sentence& before = *std::prev(s);
    for (uint32_t t = before.first; t < before.last && d.holder < 0; ++t) {
      const int32_t m = cast.at(t);
      const bool subject = parse.tokens[t].deprel == "nsubj" && m >= 0 && cast.mentions[static_cast<size_t>(m)].kind == who::Kind::kPerson;
      if (subject) d.holder = static_cast<int32_t>(t), d.source = parse.span(tree.left(t), tree.right(t));
    }
    if (d.holder >= 0) drafts.push_back(std::move(d));
  }
}

void add_labels(const lang::Parse& parse, std::vector<Draft>& drafts) {
  if (parse.page == nullptr) return;
  for (const page::Turn& turn : parse.page->turns) {
    if (turn.name.empty() || turn.speech.empty()) continue;
    Draft d;
    d.label = true;
    d.source = turn.name;
    const Span colon{turn.name.end, turn.speech.begin};
    const size_t at = colon.empty() ? std::string_view::npos : colon.of(parse.text).rfind(':');
    d.cue = {at == std::string_view::npos ? turn.label : Span{colon.begin + static_cast<uint32_t>(at), colon.begin + static_cast<uint32_t>(at) + 1}};
    d.content = {turn.speech};
    const auto token = std::lower_bound(parse.tokens.begin(), parse.tokens.end(), turn.name.begin,
                                        [](const lang::Token& t, uint32_t b) { return t.span.begin < b; });
    if (token != parse.tokens.end()) d.cue_token = static_cast<uint32_t>(token - parse.tokens.begin());
    drafts.push_back(std::move(d));
  }
}

// The mention that the holder's words are, widest first.
// "the war in Ukraine", "an American research group": the name says where or of what kind, it is not who speaks.
bool only_describes(const lang::Tree& tree, const who::Mention& m) {
  const lang::Parse& parse = tree.parse();
  const bool land = m.kind == who::Kind::kCountry || m.kind == who::Kind::kPlace;
  for (uint32_t t = m.first; t < m.last; ++t) {
    const int32_t head = parse.tokens[t].head;
    if (head >= static_cast<int32_t>(m.first) && head < static_cast<int32_t>(m.last)) continue;
    const std::string_view r = lang::relation(parse.tokens[t].deprel);
    return parse.tokens[t].deprel == "nmod:poss" || tree.child(t, "case") >= 0 || (land && (r == "amod" || r == "compound"));
  }
  return false;
}

const who::Mention* mention_of(const lang::Tree& tree, const who::Cast& cast, int32_t token, Span words) {
  if (token >= 0)
    if (const int32_t m = cast.at(static_cast<uint32_t>(token)); m >= 0) return &cast.mentions[static_cast<size_t>(m)];
  const who::Mention* best = nullptr;
  if (token >= 0) {  // headed by another word of the same name
    const auto at = static_cast<uint32_t>(token);
    auto around = std::upper_bound(cast.mentions.begin(), cast.mentions.end(), at, [](uint32_t t, const who::Mention& m) { return t < m.first; });
    for (int back = 0; back < 4 && around != cast.mentions.begin(); ++back)
      if ((--around)->last > at && (best == nullptr || around->span.size() > best->span.size())) best = &*around;
    if (best != nullptr) return best;
  }
  auto it = std::lower_bound(cast.mentions.begin(), cast.mentions.end(), words.begin, [](const who::Mention& m, uint32_t at) { return m.span.begin < at; });
  for (; it != cast.mentions.end() && it->span.begin < words.end; ++it)
    if (words.contains(it->span) && (token < 0 || !only_describes(tree, *it)) && (best == nullptr || it->span.size() > best->span.size())) best = &*it;
  return best;
}

// Of a relative pronoun that the tree hangs nowhere: the person or body named shortly before it.
const who::Mention* antecedent(const who::Cast& cast, uint32_t at) {
  constexpr uint32_t kNear = 60;  // bytes
  auto it = std::lower_bound(cast.mentions.begin(), cast.mentions.end(), at, [](const who::Mention& m, uint32_t b) { return m.span.begin < b; });
  for (int back = 0; back < 3 && it != cast.mentions.begin(); ++back) {
    --it;
    const bool speaks = it->kind == who::Kind::kPerson || it->kind == who::Kind::kOrganization || it->kind == who::Kind::kCountry || it->kind == who::Kind::kGroup;
    if (speaks && it->span.end <= at && at - it->span.end < kNear) return &*it;
  }
  return nullptr;
}

// "a senior official": the words up to the head, one line, lower-cased article.
std::string description(const lang::Parse& parse, const lang::Tree& tree, int32_t token, Span words) {
  Span s = words;
  if (token >= 0 && words.contains(parse.tokens[static_cast<size_t>(token)].span)) {
    s = {words.begin, parse.tokens[static_cast<size_t>(token)].span.end};
    for (uint32_t c : tree.children(static_cast<uint32_t>(token)))  // "officials of the ministry"
      if (lang::relation(parse.tokens[c].deprel) == "nmod" && c > static_cast<uint32_t>(token)) s.end = std::max(s.end, parse.span(tree.left(c), tree.right(c)).end);
    s.end = std::min(s.end, words.end);
  }
  std::string out;
  for (char c : s.of(parse.text)) {
    const bool blank = static_cast<unsigned char>(c) <= ' ';
    if (!blank) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  if (out.size() > kLongestDescription) {
    size_t cut = kLongestDescription;
    while (!utf8::is_border(out, cut)) --cut;
    out.resize(cut);
    if (const size_t blank = out.rfind(' '); blank != std::string::npos) out.resize(blank);
  }
  return out;
}

// "Russia and China said": all who hold it, the first one's entity standing for them.
void join_holders(const lang::Parse& parse, const lang::Tree& tree, const who::Cast& cast, const Draft& d, std::string& name) {
  std::vector<std::string> others;
  for (uint32_t c : tree.children(static_cast<uint32_t>(d.holder))) {
    const lang::Token& t = parse.tokens[c];
    const bool noun = t.upos == lang::Upos::NOUN || t.upos == lang::Upos::PROPN || t.upos == lang::Upos::ADJ || t.upos == lang::Upos::PRON;
    if (lang::relation(t.deprel) != "conj" || !noun || c < static_cast<uint32_t>(d.holder) || !d.source.contains(t.span)) continue;
    const int32_t m = cast.at(c);
    uint32_t first = tree.left(c);
    while (first < c && (lang::relation(parse.tokens[first].deprel) == "cc" || parse.tokens[first].upos == lang::Upos::PUNCT || parse.tokens[first].upos == lang::Upos::DET)) ++first;
    others.push_back(m >= 0 ? cast.mentions[static_cast<size_t>(m)].name : std::string(parse.span(first, c + 1).of(parse.text)));
  }
  for (size_t i = 0; i < others.size(); ++i) {
    if (others[i].empty() || name.size() + others[i].size() > kLongestDescription || name.find(others[i]) != std::string::npos) continue;
    name.append(i + 1 == others.size() ? " and " : ", ").append(others[i]);
  }
}

// Returns the holder's mention, -1 when there is none.
int32_t name_holder(const Voices& voices, const lang::Parse& parse, const lang::Tree& tree, const who::Cast& cast, const Draft& d, Attribution& a) {
  if (d.holder < 0 && d.source.empty()) return -1;
  const who::Mention* m = mention_of(tree, cast, d.holder, d.source);
  const std::string_view words = d.source.of(parse.text);
  if (m == nullptr && voices.is("relative", words)) m = antecedent(cast, d.source.begin);
  if (m != nullptr) {
    a.holder_entity = m->entity;
    a.holder_name = m->name;
    // A label gives the whole name, also of people whom only this document knows.
    if (d.label && m->entity.rfind("p:", 0) == 0) a.holder_name = std::string(d.source.of(parse.text));
  }
  // "a person familiar with the matter": the noun alone tells nothing.
  const bool nobody = m == nullptr || (m->form != who::Form::kName && m->entity.rfind("p:", 0) == 0);
  const bool nameless = !a.holder_name.empty() && (a.holder_name[0] == 'o' || a.holder_name[0] == 'f') && (a.holder_name.starts_with("of ") || a.holder_name.starts_with("for "));
  const bool generic = (nobody && d.holder >= 0 && voices.is("generic-holder", parse.tokens[static_cast<size_t>(d.holder)].lemma)) || nameless;
  if (generic) a.holder_name = description(parse, tree, -1, d.source);
  if (a.holder_name.empty()) a.holder_name = description(parse, tree, d.holder, d.source);
  if (d.holder >= 0 && !generic && !a.holder_name.empty()) join_holders(parse, tree, cast, d, a.holder_name);
  return m == nullptr ? -1 : static_cast<int32_t>(m - cast.mentions.data());
}

bool content_contains(const Attribution& outer, Span words) {
  return std::any_of(outer.content.begin(), outer.content.end(), [&](Span s) { return s.contains(words); });
}

// "we" in somebody's quoted words are his: the cue inside them is held by the one who speaks.
void lend_speaker(const Voices& voices, const lang::Parse& parse, size_t statement, std::vector<Attribution>& all, size_t i) {
  constexpr size_t kWindow = 24;  // attributions on either side, as for chains
  Attribution& a = all[i];
  if (!voices.is("first-person", utf8::lower(a.source.of(parse.text)))) return;
  const Attribution* speaker = nullptr;
  const size_t to = std::min(all.size(), i + kWindow);
  for (size_t k = i > kWindow ? i - kWindow : 0; k <= to; ++k) {
    if (k == to && statement >= all.size()) break;
    const Attribution& o = all[k < to ? k : statement];
    const bool words = o.kind == "direct" || o.kind == "mixed" || o.kind == "label";
    const bool inside = words && &o != &a && !o.holder_name.empty() && content_contains(o, a.cue.front());
    if (inside && (speaker == nullptr || total_size(o.content) < total_size(speaker->content))) speaker = &o;
  }
  if (speaker == nullptr) return;
  a.holder_name = speaker->holder_name;
  a.holder_entity = speaker->holder_entity;
}

// Outermost first: who tells that who tells …
void build_chains(const Voices& voices, const std::vector<Draft>& drafts, const lang::Parse& parse, const lang::Tree& tree, const who::Cast& cast,
                  std::vector<Attribution>& attributions) {
  // Who holds a cue stands near it, or is the speaker of the turn: attributions ascend, so a window is enough.
  constexpr size_t kWindow = 24;
  size_t label = attributions.size();
  for (size_t i = 0; i < attributions.size(); ++i) {
    Attribution& a = attributions[i];
    if (a.kind == "label" || drafts[i].statement) label = i;
    std::vector<std::pair<uint32_t, const std::string*>> outer;
    const size_t from = i > kWindow ? i - kWindow : 0, to = std::min(attributions.size(), i + kWindow);
    for (size_t k = from; k <= to; ++k) {
      const size_t j = k < to ? k : label;
      if (j >= attributions.size() || (k == to && j >= from && j < to)) continue;
      const Attribution& o = attributions[j];
      if (j == i || o.holder_name.empty() || o.holder_name == a.holder_name || !content_contains(o, a.cue.front())) continue;
      outer.emplace_back(total_size(o.content), &o.holder_name);
    }
    std::stable_sort(outer.begin(), outer.end(), [](const auto& x, const auto& y) { return x.first > y.first; });
    for (const auto& [size, name] : outer) a.chain.push_back(*name);
    // Who passes the words on stands before who said them, the channel after.
    const auto add_named = [&](int32_t holder) {
      if (holder < 0) return;
      Draft other;
      other.holder = holder;
      other.source = parse.span(tree.left(static_cast<uint32_t>(holder)), tree.right(static_cast<uint32_t>(holder)));
      Attribution named;
      (void)name_holder(voices, parse, tree, cast, other, named);
      if (!named.holder_name.empty()) a.chain.push_back(named.holder_name);
    };
    add_named(drafts[i].relay);
    if (!a.holder_name.empty()) a.chain.push_back(a.holder_name);
    add_named(drafts[i].via);
  }
}

}  // namespace

Attributed attribute(const Voices& voices, const lang::Tree& tree, const who::Cast& cast, const std::vector<Quote>& quotes) {
  const lang::Parse& parse = tree.parse();
  std::vector<Draft> drafts = CuePatterns(voices, tree, cast, quotes).find();
  std::vector<bool> used(quotes.size(), false);
  for (Draft& d : drafts) widen_to_quotes(quotes, d, used);
  continue_quotes(quotes, parse, drafts, used);
  add_orphans(quotes, tree, cast, used, drafts);
  add_labels(parse, drafts);
  std::stable_sort(drafts.begin(), drafts.end(), [](const Draft& a, const Draft& b) { return a.cue.front() < b.cue.front(); });
  Attributed out;
  for (const Draft& d : drafts) {
    Attribution a;
    a.cue = d.cue;
    a.source = d.source;
    a.content = d.content;
    a.kind = kind_of(d, quotes);
    out.mention.push_back(name_holder(voices, parse, tree, cast, d, a));
    out.attributions.push_back(std::move(a));
    out.cue_token.push_back(d.cue_token);
    out.vouched.push_back(d.vouched && d.kind != CueKind::kNarrator);
  }
  size_t statement = drafts.size();  // whose words the story gives from some point on
  for (size_t i = 0; i < out.attributions.size(); ++i) {
    if (drafts[i].statement) statement = i;
    lend_speaker(voices, parse, statement, out.attributions, i);
  }
  build_chains(voices, drafts, parse, tree, cast, out.attributions);
  return out;
}

}  // namespace annalist::says
