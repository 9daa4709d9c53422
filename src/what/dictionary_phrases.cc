#include "what/dictionary_phrases.h"

#include <algorithm>

#include "base/utf8.h"

namespace annalist::what {
namespace {

using lang::relation;
using lang::Token;
using lang::Upos;

// Clauses of this many words between commas, or after the last one, tell no event of their own and are passed over
// (comma_min, comma_max, comma_emin, comma_emax of PETRARCH's configuration).
constexpr uint32_t kShortClause = 2, kLongClause = 8;
constexpr size_t kCodeLetters = 3;  // CAMEO's codes are made of blocks of three letters

bool letters(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c & 0x80) != 0; });
}

// Tokens that touch with a hyphen between them are one word.
bool joined(const lang::Parse& parse, uint32_t token) {
  const auto touches = [&](uint32_t a) { return parse.tokens[a].span.end == parse.tokens[a + 1].span.begin; };
  if (token == 0 || !touches(token - 1)) return false;
  return parse.form(token) == "-" || (token > 1 && parse.form(token - 1) == "-" && touches(token - 2));
}

bool equal(const DictionaryPhrase::Word& pattern, std::string_view word, bool stems) {
  if (word == pattern.text) return true;
  return stems && !pattern.glued && word.size() > pattern.text.size() && word.rfind(pattern.text, 0) == 0;
}

}  // namespace

size_t matched(const DictionaryPhrase& phrase, const std::vector<std::string_view>& words, size_t at, bool stems) {
  for (size_t i = 0; i < phrase.words.size(); ++i) {
    const bool glued = i == 0 || phrase.words[i - 1].glued;
    while (at < words.size() && !equal(phrase.words[i], words[at], stems)) {
      if (glued) return 0;
      ++at;
    }
    if (at >= words.size()) return 0;
    ++at;
  }
  return at;
}

SentencePhrases::SentencePhrases(const Dictionaries& dictionaries, const lang::Tree& tree, uint32_t sentence, std::optional<Day> day)
    : dictionaries_(dictionaries), tree_(tree), parse_(tree.parse()), sentence_(parse_.sentences[sentence]), day_(day) {
  read_words();
  read_chunks();
  read_units();
  drop_short_clauses();
}

void SentencePhrases::read_words() {
  bool comma = false;
  for (uint32_t t = sentence_.first; t < sentence_.last; ++t) {
    const bool mark = parse_.tokens[t].upos == Upos::PUNCT;
    if (t > sentence_.first && joined(parse_, t) && !words.empty()) {
      words.back().text += utf8::lower(parse_.form(t));
      continue;
    }
    if (mark) {
      comma = comma || parse_.form(t) == ",";
      continue;
    }
    const std::string form = utf8::lower(parse_.form(t));
    for (std::string_view part : split(form, '_')) {
      if (part.empty()) continue;
      words.push_back({std::string(part), t, -1, -1, comma, false});
      comma = false;
    }
  }
}

int32_t SentencePhrases::word_of(uint32_t token) const {
  auto it = std::upper_bound(words.begin(), words.end(), token, [](uint32_t t, const SeenWord& w) { return t < w.token; });
  return it == words.begin() ? -1 : static_cast<int32_t>(it - words.begin()) - 1;
}

int32_t SentencePhrases::unit_of(uint32_t token) const {
  const int32_t w = word_of(token);
  return w < 0 ? -1 : words[static_cast<size_t>(w)].unit;
}

// ---- bare noun phrases

bool SentencePhrases::nominal(uint32_t word, bool open) const {
  const Token& t = parse_.tokens[words[word].token];
  switch (t.upos) {
    case Upos::NOUN:
    case Upos::PROPN:
    case Upos::ADJ:
    case Upos::NUM:
    case Upos::SYM:
    case Upos::X: return relation(t.deprel) != "mark";
    case Upos::DET: return true;
    case Upos::PRON: return t.xpos != "WP" && t.xpos != "WDT" && t.xpos != "EX";
    case Upos::PART: return open && t.xpos == "POS";
    case Upos::VERB:  // "the affected villages": inside a phrase that has begun without a noun yet
      return open && relation(t.deprel) == "amod" && t.head > static_cast<int32_t>(words[word].token) && word > 0 &&
             parse_.tokens[words[word - 1].token].upos != Upos::PROPN && parse_.tokens[words[word - 1].token].upos != Upos::NOUN;
    default: return false;
  }
}

// "left yesterday for", "gave Arnor a loan": a new phrase without any word between.
bool SentencePhrases::starts_anew(uint32_t word) const {
  const Token& t = parse_.tokens[words[word].token];
  const Token& before = parse_.tokens[words[word - 1].token];
  if (t.upos == Upos::DET || t.upos == Upos::PRON) return before.upos != Upos::DET && before.upos != Upos::ADJ;
  const bool own = before.head >= 0 && t.head != static_cast<int32_t>(words[word - 1].token) && before.head != static_cast<int32_t>(words[word].token);
  return own && (before.deprel == "iobj" || before.deprel == "obl:unmarked" || before.upos == Upos::PRON) && before.deprel != "nmod:poss";
}

void SentencePhrases::read_chunks() {
  for (uint32_t i = 0; i < words.size();) {
    if (!nominal(i, parse_.tokens[words[i].token].upos == Upos::VERB && i > 0 && parse_.tokens[words[i - 1].token].upos == Upos::DET)) {
      ++i;
      continue;
    }
    uint32_t end = i + 1;
    while (end < words.size()) {
      const Token& t = parse_.tokens[words[end].token];
      const Token& before = parse_.tokens[words[end - 1].token];
      const bool other_token = words[end].token > words[end - 1].token;  // "Dol_Amroth" is two words of one
      if (words[end].comma || (other_token && parse_.tokens[words[end].token - 1].upos == Upos::PUNCT)) break;
      // "awful and evil minister": adjectives of one noun
      if (t.upos == Upos::CCONJ && before.upos == Upos::ADJ && end + 2 < words.size() && parse_.tokens[words[end + 1].token].upos == Upos::ADJ &&
          parse_.tokens[words[end + 2].token].upos != Upos::CCONJ) {
        end += 2;
        continue;
      }
      if (!nominal(end, true) || starts_anew(end)) break;
      ++end;
    }
    bool names = false;
    for (uint32_t w = i; w < end; ++w) {
      const Upos u = parse_.tokens[words[w].token].upos;
      names = names || u == Upos::NOUN || u == Upos::PROPN || u == Upos::PRON || u == Upos::NUM || u == Upos::X || u == Upos::ADJ;
    }
    if (names) {
      for (uint32_t w = i; w < end; ++w) words[w].chunk = static_cast<int32_t>(chunks.size());
      chunks.push_back({i, end});
    }
    i = end;
  }
}

// ---- with what hangs on them

// Is the chunk, after one preposition, an attribute of the one before it? "soldiers | from | Gondor"
bool SentencePhrases::attached(size_t chunk) const {
  if (chunk == 0) return false;
  const NounChunk &a = chunks[chunk - 1], &b = chunks[chunk];
  if (b.first != a.last + 1 || parse_.tokens[words[a.last].token].upos != Upos::ADP || words[a.last].comma || words[b.first].comma) return false;
  for (uint32_t w = b.first; w < b.last; ++w) {
    const Token& t = parse_.tokens[words[w].token];
    if (t.head < 0 || relation(t.deprel) != "nmod" || t.deprel == "nmod:poss") continue;
    const int32_t head = word_of(static_cast<uint32_t>(t.head));
    if (head >= 0 && words[static_cast<size_t>(head)].chunk == static_cast<int32_t>(chunk) - 1) return true;
    if (head >= 0 && words[static_cast<size_t>(head)].chunk >= 0 && static_cast<size_t>(words[static_cast<size_t>(head)].chunk) + 1 < chunk &&
        coordinated(static_cast<size_t>(words[static_cast<size_t>(head)].chunk), chunk - 1))
      return true;  // "sheep and goats | of | Gondor"
  }
  return false;
}

// Do the chunks [from, chunk] stand in one row, "A, B and C"? The last joint must be a conjunction.
bool SentencePhrases::coordinated(size_t from, size_t chunk) const { return list_end(from) > chunk; }

// One past the last chunk of the row that begins at `from`.
size_t SentencePhrases::list_end(size_t from) const {
  size_t end = from + 1, sure = from + 1;
  for (; end < chunks.size(); ++end) {
    const NounChunk &a = chunks[end - 1], &b = chunks[end];
    const bool conjunction = b.first == a.last + 1 && parse_.tokens[words[a.last].token].upos == Upos::CCONJ;
    const bool comma = b.first == a.last && words[b.first].comma;
    if (!conjunction && !comma) break;
    if (sure > from + 1 && (comma || words[a.last].comma)) break;  // "A and B, and C and D": the second row is another clause's
    if (!conjunction) continue;
    bool own_clause = false;
    for (uint32_t w = b.first; w < b.last; ++w) {
      const Token& t = parse_.tokens[words[w].token];
      const bool first_clause = sure == from + 1 && relation(parse_.tokens[words[a.last - 1].token].deprel) == "nsubj";
      if (relation(t.deprel) == "nsubj" && !first_clause) own_clause = true;  // "… and Arnor promised"
    }
    for (uint32_t w = b.first; w < b.last; ++w) own_clause = own_clause && relation(parse_.tokens[words[w].token].deprel) != "conj";
    if (own_clause) break;
    sure = end + 1;
  }
  return sure;
}

void SentencePhrases::read_units() {
  for (size_t c = 0; c < chunks.size();) {
    const size_t row = list_end(c);
    std::vector<size_t> left, right;
    for (size_t i = c; i < row; ++i) left.push_back(i);
    size_t next = row;
    if (row < chunks.size() && attached(row)) {
      const size_t end = list_end(row);
      const bool deeper = end < chunks.size() && attached(end) && [&] {  // its attribute has one of its own: it stands alone
        for (uint32_t w = chunks[end].first; w < chunks[end].last; ++w) {
          const Token& t = parse_.tokens[words[w].token];
          const int32_t head = t.head < 0 ? -1 : word_of(static_cast<uint32_t>(t.head));
          if (head >= 0 && words[static_cast<size_t>(head)].chunk >= static_cast<int32_t>(row) && words[static_cast<size_t>(head)].chunk < static_cast<int32_t>(end)) return true;
        }
        return false;
      }();
      if (!deeper) {
        for (size_t i = row; i < end; ++i) right.push_back(i);
        next = end;
      }
    }
    make_unit(left, right);
    c = next;
  }
}

// Words of [first, last) as names are looked up in: no possessive marks.
std::vector<uint32_t> SentencePhrases::plain(uint32_t first, uint32_t last) const {
  std::vector<uint32_t> out;
  for (uint32_t w = first; w < last; ++w)
    if (const std::string& s = words[w].text; s != "'s" && s != "’s" && s != "'" && s != "’") out.push_back(w);
  return out;
}

void SentencePhrases::make_unit(const std::vector<size_t>& left, const std::vector<size_t>& right) {
  NounUnit unit;
  unit.first = chunks[left.front()].first;
  unit.last = chunks[right.empty() ? left.back() : right.back()].last;
  unit.compound = left.size() > 1 || right.size() > 1;
  // "Danish media and government": a bare noun shares what stands before the first, but "Arnor's sheep and goats of Bree".
  std::vector<uint32_t> shared;
  const NounChunk& lead = chunks[left.front()];
  for (uint32_t w = lead.first; left.size() > 1 && right.empty() && w + 1 < lead.last; ++w)
    if (parse_.tokens[words[w].token].upos != Upos::DET) shared.push_back(w);
  for (size_t l : left) {
    const NounChunk& a = chunks[l];
    std::vector<uint32_t> own = plain(a.first, a.last);
    if (l != left.front() && own.size() == 1 && parse_.tokens[words[own[0]].token].upos == Upos::NOUN) own.insert(own.begin(), shared.begin(), shared.end());
    for (size_t r = 0; r < std::max<size_t>(right.size(), 1); ++r) {
      std::vector<uint32_t> all = own;
      const bool lone = right.size() <= 1;
      if (!right.empty()) {
        all.push_back(chunks[right.front()].first - 1);  // the preposition
        const NounChunk& b = chunks[right[r]];
        for (uint32_t w : plain(b.first, b.last)) all.push_back(w);
      }
      const NounChunk& shown = right.empty() || left.size() > 1 || lone ? a : chunks[right[r]];
      const std::string code = code_of(all);
      for (std::string_view one : split(code, '/'))
        if (one != kNoCode || !unit.compound) unit.codes.push_back({std::string(one), shown.first, lone && !right.empty() && left.size() == 1 ? unit.last : shown.last});
    }
  }
  if (unit.codes.empty()) unit.codes.push_back({std::string(kNoCode), unit.first, unit.last});
  for (uint32_t w = unit.first; w < unit.last; ++w) words[w].unit = static_cast<int32_t>(units.size());
  units.push_back(std::move(unit));
}

// ---- codes

std::string SentencePhrases::dated(const std::vector<DatedCode>& codes) const {
  for (const DatedCode& c : codes) {
    if (!c.from && !c.to) continue;
    if (day_ && (!c.from || *c.from <= *day_) && (!c.to || *day_ <= *c.to)) return c.code;
  }
  const auto plain = std::find_if(codes.begin(), codes.end(), [](const DatedCode& c) { return !c.from && !c.to; });
  return plain == codes.end() ? std::string(kNoCode) : plain->code;
}

namespace {

// Entries whose first word may begin here: the word itself, and for TABARI every beginning of it.
template <class T>
void candidates(const ByWord<std::vector<uint32_t>>& index, std::string_view word, bool stems, const std::vector<T>& entries, std::vector<uint32_t>& out) {
  out.clear();
  for (size_t size = word.size(); size > 0; size = stems ? size - 1 : 0)
    if (const auto at = index.find(std::string(word.substr(0, size))); at != index.end()) out.insert(out.end(), at->second.begin(), at->second.end());
  if (stems) std::stable_sort(out.begin(), out.end(), [&](uint32_t a, uint32_t b) { return entries[a].phrase.words.size() > entries[b].phrase.words.size(); });
}

bool has_block(std::string_view code, std::string_view part) {
  for (size_t at = 0; at + part.size() <= code.size(); at += kCodeLetters)
    if (code.substr(at, part.size()) == part) return true;
  return false;
}

// CAMEO codes those who were in office before as elites, whatever the office.
constexpr std::string_view kFormer[] = {"former", "ex", "erstwhile", "onetime"};
constexpr std::string_view kElite = "ELI";

}  // namespace

std::string SentencePhrases::code_of(const std::vector<uint32_t>& of) const {
  std::vector<std::string_view> text;
  text.reserve(of.size());
  for (uint32_t w : of) text.emplace_back(words[w].text);
  std::string code;
  std::vector<uint32_t> list;
  size_t actor_from = text.size(), actor_to = text.size();
  for (size_t i = 0; i < text.size() && code.empty(); ++i) {
    candidates(dictionaries_.actor_index, text[i], dictionaries_.stems, dictionaries_.actors, list);
    for (uint32_t a : list) {
      const size_t end = matched(dictionaries_.actors[a].phrase, text, i, dictionaries_.stems);
      if (end == 0) continue;
      code = dated(dictionaries_.actor_codes[dictionaries_.actors[a].codes]);
      actor_from = i;
      actor_to = end;
      break;
    }
  }
  if (code.empty()) code = kNoCode;
  bool former = false, elite = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i >= actor_from && i < actor_to) continue;
    candidates(dictionaries_.agent_index, text[i], dictionaries_.stems, dictionaries_.agents, list);
    size_t end = 0;
    for (uint32_t a : list) {
      const Agent& agent = dictionaries_.agents[a];
      end = matched(agent.phrase, text, i, dictionaries_.stems);
      if (end == 0) continue;
      const std::string_view part = former ? kElite : std::string_view(agent.code);
      elite = elite || former;
      if (!has_block(code, part)) agent.before && !former ? code.insert(0, part) : code.append(part);
      break;
    }
    if (end > i) i = end - 1;
    else former = former || std::find(std::begin(kFormer), std::end(kFormer), text[i]) != std::end(kFormer);
  }
  return code;
}

std::vector<Coded> SentencePhrases::codes_of(uint32_t first, uint32_t last) const {
  std::vector<Coded> out;
  const std::string code = code_of(plain(first, last));
  for (std::string_view one : split(code, '/')) out.push_back({std::string(one), first, last});
  return out;
}

// ---- clauses between commas

void SentencePhrases::drop_short_clauses() {
  std::vector<uint32_t> commas;  // words before which a comma stands, outside noun phrases
  for (uint32_t w = 1; w < words.size(); ++w) {
    if (words[w].comma && words[w].unit >= 0 && words[w].unit == words[w - 1].unit) words[w].comma = false;
    if (words[w].comma && words[w].unit >= 0 && units[static_cast<size_t>(words[w].unit)].first < w) words[w].comma = false;
    if (words[w].comma) commas.push_back(w);
  }
  const auto short_clause = [&](uint32_t from, uint32_t to) {
    uint32_t n = 0;
    for (uint32_t w = from; w < to; ++w) n += letters(words[w].text);
    return n >= kShortClause && n <= kLongClause;
  };
  const auto drop = [&](uint32_t from, uint32_t to) {
    for (uint32_t w = from; w < to; ++w) words[w].dropped = true;
  };
  if (commas.empty()) return;
  const auto end = static_cast<uint32_t>(words.size());
  if (short_clause(commas.back(), end)) drop(commas.back(), end);
  for (size_t i = 0; i + 1 < commas.size(); ++i)
    if (short_clause(commas[i], commas[i + 1])) {
      drop(commas[i], commas[i + 1]);
      words[commas[i + 1]].comma = false;  // what the clause parted is one again
      ++i;
    }
}

}  // namespace annalist::what
