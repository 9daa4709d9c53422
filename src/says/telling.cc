#include "says/telling.h"

#include <algorithm>
#include <map>

#include "base/utf8.h"
#include "says/attribute.h"
#include "says/spans.h"

namespace annalist::says {
namespace {

constexpr uint32_t kGap = 4;  // words that * stands for, at most
using Names = std::map<std::string, std::string, std::less<>>;

struct Step {
  std::vector<std::string> words;  // empty = *
};
using Pattern = std::vector<Step>;

std::string_view rel(const lang::Parse& parse, uint32_t t) { return lang::relation(parse.tokens[t].deprel); }

std::string_view found(const Names& names, std::string_view word) {
  const auto it = names.find(word);
  return it == names.end() ? std::string_view() : std::string_view(it->second);
}

// `word(i)` tells whether position i bears one of the words. One past the last position of a match; 0 = none.
template <class Bears>
uint32_t matches(const Pattern& p, size_t step, uint32_t at, uint32_t end, const Bears& bears) {
  if (step == p.size()) return at;
  if (p[step].words.empty()) {
    for (uint32_t gap = 0; gap <= kGap && at + gap <= end; ++gap)
      if (const uint32_t last = matches(p, step + 1, at + gap, end, bears)) return last;
    return 0;
  }
  return at < end && bears(at, p[step].words) ? matches(p, step + 1, at + 1, end, bears) : 0;
}

Pattern read_pattern(std::string_view cell) {
  Pattern out;
  for (std::string_view word : split(cell, ' ')) {
    Step s;
    if (word != "*")
      for (std::string_view w : split(word)) s.words.emplace_back(w);
    out.push_back(std::move(s));
  }
  return out;
}

Status read_names(const Knowledge& knowledge, const char* file, const char* column, Names& out) {
  auto table = knowledge.table(file, {column, "words"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows())
    for (std::string_view w : split(row[1])) out.emplace(std::string(w), std::string(row[0]));
  return {};
}

}  // namespace

struct TellingTables::Impl {
  Names sources, channels;
  std::vector<Pattern> caveats;
  std::vector<std::string> examples;
};

TellingTables::TellingTables(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TellingTables::TellingTables(TellingTables&&) noexcept = default;
TellingTables& TellingTables::operator=(TellingTables&&) noexcept = default;
TellingTables::~TellingTables() = default;

Result<TellingTables> TellingTables::load(const Knowledge& knowledge) {
  auto impl = std::make_unique<Impl>();
  ANNALIST_TRY(read_names(knowledge, "says/sources.tsv", "kind", impl->sources));
  ANNALIST_TRY(read_names(knowledge, "says/channels.tsv", "channel", impl->channels));
  auto caveats = knowledge.table("says/caveats.tsv", {"pattern", "example"});
  if (!caveats) return caveats.error();
  for (const Table::Row& row : caveats->rows()) {
    impl->caveats.push_back(read_pattern(row[0]));
    if (impl->caveats.back().front().words.empty()) return caveats->error(row, "a pattern must begin with a word");
    impl->examples.emplace_back(row[1]);
  }
  return TellingTables(std::move(impl));
}

std::string_view TellingTables::source_kind(std::string_view noun, std::string_view word_before) const {
  if (!word_before.empty()) {
    const std::string_view decided = found(impl_->sources, std::string(word_before).append(" *"));
    if (!decided.empty()) return decided;
  }
  return found(impl_->sources, noun);
}

std::string_view TellingTables::channel(std::string_view noun) const { return found(impl_->channels, noun); }

uint32_t TellingTables::caveat(const lang::Parse& parse, uint32_t token, uint32_t end) const {
  uint32_t lowered = UINT32_MAX;
  std::string lower;
  const auto bears = [&](uint32_t t, const std::vector<std::string>& words) {
    if (t != lowered) {  // every pattern begins at the same few words
      lowered = t;
      lower = utf8::lower(parse.form(t));
    }
    return std::any_of(words.begin(), words.end(), [&](const std::string& w) { return parse.tokens[t].lemma == w || lower == w; });
  };
  for (const Pattern& p : impl_->caveats)
    if (const uint32_t last = matches(p, 0, token, end, bears)) return last;
  return 0;
}

std::vector<std::string> TellingTables::failed_examples() const {
  std::vector<std::string> out;
  for (size_t i = 0; i < impl_->examples.size(); ++i) {
    std::string text = utf8::lower(impl_->examples[i]);
    std::erase(text, '.');
    const std::vector<std::string_view> words = split(text, ' ');
    const auto bears = [&](uint32_t t, const std::vector<std::string>& want) {  // an inflected form begins like its lemma
      return std::any_of(want.begin(), want.end(), [&](const std::string& w) {
        return words[t] == w || (w.size() > 3 && words[t].size() > w.size() - 1 && words[t].substr(0, w.size() - 1) == std::string_view(w).substr(0, w.size() - 1)) || (w == "be" && words[t] == "been");
      });
    };
    bool any = false;
    for (uint32_t t = 0; t < words.size() && !any; ++t) any = matches(impl_->caveats[i], 0, t, static_cast<uint32_t>(words.size()), bears) > 0;
    if (!any) out.push_back(impl_->examples[i]);
  }
  return out;
}

namespace {

// What one attribution needs to know of its sentence.
struct View {
  const TellingTables& tables;
  const lang::Tree& tree;
  const lang::Parse& parse;
  const who::Cast& cast;
  const when::Times& times;
};

void name_kind(const View& v, int32_t mention, Attribution& a) {
  if (a.source.empty() && a.holder_name.empty()) return;
  // The head noun of the source's words: the last one before a comma, a preposition or a relative clause.
  std::string_view noun, before;
  const auto first = std::lower_bound(v.parse.tokens.begin(), v.parse.tokens.end(), a.source.begin, [](const lang::Token& t, uint32_t at) { return t.span.begin < at; });
  bool proper = false;
  for (auto t = first; t != v.parse.tokens.end() && t->span.begin < a.source.end; ++t) {
    if (t->upos == lang::Upos::ADP || t->upos == lang::Upos::PUNCT || t->upos == lang::Upos::VERB || t->lemma == "who") break;
    if (t->upos == lang::Upos::NOUN) before = noun, noun = t->lemma, proper = false;
    if (t->upos == lang::Upos::ADJ) noun = {}, before = t->lemma;
    if (t->upos == lang::Upos::PROPN) proper = true;
  }
  const who::Mention* m = mention < 0 ? nullptr : &v.cast.mentions[static_cast<size_t>(mention)];
  const bool named = m != nullptr && (m->form == who::Form::kName || m->form == who::Form::kPronoun || proper);
  if (named && m->kind == who::Kind::kPerson) a.holder_kind = "person";
  else if (named && m->kind == who::Kind::kCountry) a.holder_kind = "country";
  else if (named && m->kind == who::Kind::kOrganization) {
    const bool media = std::find(m->sectors.begin(), m->sectors.end(), "MED") != m->sectors.end();
    a.holder_kind = media ? "media" : "organization";
  } else {
    a.holder_kind = std::string(v.tables.source_kind(noun, before));
    if (a.holder_kind.empty() && m != nullptr) a.holder_kind = m->kind == who::Kind::kPerson ? "person" : m->kind == who::Kind::kOrganization ? "organization" : m->kind == who::Kind::kCountry ? "country" : m->kind == who::Kind::kGroup ? "group" : "";
  }
  a.unnamed = !named && !(m != nullptr && (m->kind == who::Kind::kCountry || m->kind == who::Kind::kOrganization));
}

// Part neither of who says nor of what is said; the cue may hold the channel ("said in a statement").
bool outside(const Attribution& a, Span s) { return !any_overlap(a.content, s) && !s.overlaps(a.source); }

void set_addressee(const View& v, uint32_t token, Attribution& a) {
  const int32_t m = v.cast.at(token);
  uint32_t first = v.tree.left(token);
  for (uint32_t c : v.tree.children(token))
    if (rel(v.parse, c) == "case" && c < token) first = std::max(first, c + 1);
  Span words = trimmed(v.parse, first, token + 1);
  if (m >= 0) words = join(words, v.cast.mentions[static_cast<size_t>(m)].span);
  if (!outside(a, words)) words = v.parse.tokens[token].span;
  if (!outside(a, words)) return;
  a.addressee = words;
  if (m >= 0) {
    a.addressee_name = v.cast.mentions[static_cast<size_t>(m)].name;
    a.addressee_entity = v.cast.mentions[static_cast<size_t>(m)].entity;
  } else {
    a.addressee_name = std::string(words.of(v.parse.text));
  }
}

// "told reporters", "said to them", "in an interview with the daily", "in a statement".
void clause_circumstances(const View& v, uint32_t cue, Attribution& a) {
  for (uint32_t c : v.tree.children(cue)) {
    const std::string_view r = rel(v.parse, c);
    const Span own = v.parse.tokens[c].span;
    if (!outside(a, own)) continue;
    if (r == "iobj" || (r == "obj" && c > cue)) {
      if (r == "obj" && a.channel.empty()) a.channel = std::string(v.tables.channel(utf8::lower(v.parse.tokens[c].lemma)));  // "issued a statement"
      if (a.kind != "narrator" && v.parse.tokens[cue].lemma == "tell" && a.addressee.empty()) set_addressee(v, c, a);
      continue;
    }
    const int32_t p = r == "obl" ? v.tree.child(c, "case") : -1;
    if (p < 0) continue;
    const std::string_view preposition = v.parse.tokens[static_cast<size_t>(p)].lemma;
    const std::string_view channel = v.tables.channel(utf8::lower(v.parse.tokens[c].lemma));
    if (preposition == "to" && channel.empty() && a.addressee.empty() && v.parse.tokens[cue].upos == lang::Upos::VERB) set_addressee(v, c, a);
    if (channel.empty() || preposition == "about" || preposition == "of") continue;
    if (a.channel.empty()) a.channel = std::string(channel);
    for (uint32_t with : v.tree.children(c)) {
      const int32_t w = rel(v.parse, with) == "nmod" ? v.tree.child(with, "case") : -1;
      const bool spoken_to = w >= 0 && (v.parse.tokens[static_cast<size_t>(w)].lemma == "with" || v.parse.tokens[static_cast<size_t>(w)].lemma == "to");
      if (spoken_to && a.addressee.empty()) set_addressee(v, with, a);
    }
  }
}

// The day on which it was said: a time beside the cue that is no part of what was said.
void speech_time(const View& v, uint32_t cue, Attribution& a) {
  const lang::Sentence& s = v.parse.sentences[v.parse.sentence_of[cue]];
  auto t = std::lower_bound(v.times.refs.begin(), v.times.refs.end(), s.span.begin, [](const when::TimeRef& r, uint32_t at) { return r.span.begin < at; });
  for (; t != v.times.refs.end() && t->span.begin < s.span.end; ++t) {
    if (!t->interval.earliest || !t->interval.latest || (t->type != when::Type::kDate && t->type != when::Type::kTime) || !outside(a, t->span)) continue;
    uint32_t up = t->first;
    for (int climb = 0; climb < 3 && up != cue && v.parse.tokens[up].head >= 0; ++climb) up = static_cast<uint32_t>(v.parse.tokens[up].head);
    const bool beside = t->span.begin >= a.cue.back().end && t->span.begin <= a.cue.back().end + 4;  // "said Monday", "said on Monday"
    if (!beside && (t->first >= v.parse.tokens.size() || up != cue)) continue;
    a.told = t->interval;
    a.told_words = t->span;
    return;
  }
}

}  // namespace

void add_circumstances(const TellingTables& tables, const lang::Tree& tree, const who::Cast& cast, const when::Times& times,
                       Attributed& attributed) {
  const View v{tables, tree, tree.parse(), cast, times};
  for (size_t i = 0; i < attributed.attributions.size(); ++i) {
    Attribution& a = attributed.attributions[i];
    name_kind(v, attributed.mention[i], a);
    if (a.kind == "label" || attributed.cue_token[i] >= v.parse.tokens.size()) continue;
    clause_circumstances(v, attributed.cue_token[i], a);
    if (attributed.vouched[i]) speech_time(v, attributed.cue_token[i], a);
  }
}

std::vector<Caveat> find_caveats(const TellingTables& tables, const lang::Parse& parse) {
  std::vector<Caveat> out;
  for (uint32_t s = 0; s < parse.sentences.size(); ++s)
    for (uint32_t t = parse.sentences[s].first; t < parse.sentences[s].last; ++t)
      if (const uint32_t last = tables.caveat(parse, t, parse.sentences[s].last)) {
        out.push_back({parse.span(t, last), s});
        t = last - 1;
      }
  return out;
}

}  // namespace annalist::says
