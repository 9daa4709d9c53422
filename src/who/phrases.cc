// Noun phrases with what they agree in: extent by the tree, number by tag, sex and personhood by name, title and noun.
#include <algorithm>

#include "who/coref.h"
#include "who/discourse.h"
#include "who/index.h"

namespace annalist::who {
namespace {

using lang::Upos;

struct Pronouns {
  Referring form;
  std::string_view words;  // between blanks
};
constexpr Pronouns kPronouns[] = {{Referring::kI, " i me my mine myself "},
                                  {Referring::kWe, " we us our ours ourselves 's ’s "},
                                  {Referring::kYou, " you your yours yourself yourselves ye ya "},
                                  {Referring::kHe, " he him his himself "},
                                  {Referring::kShe, " she her hers herself "},
                                  {Referring::kIt, " it its itself "},
                                  {Referring::kThey, " they them their theirs themselves 'em em "},
                                  {Referring::kThis, " this that "},
                                  {Referring::kThese, " these those "},
                                  {Referring::kAny, " one ones someone somebody anyone everyone everybody both other "}};

uint32_t hash_of(std::string_view s) {
  uint32_t h = 2166136261U;
  for (char c : s) h = (h ^ static_cast<uint8_t>(c >= 'A' && c <= 'Z' ? c + 32 : c)) * 16777619U;
  return h | 1U;
}

std::string lowered(std::string_view s) {
  std::string out(s);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

bool argument(std::string_view rel) {
  return rel == "nsubj" || rel == "obj" || rel == "obl" || rel == "nmod" || rel == "iobj" || rel == "root";
}

// The class of a pronoun; false for relatives, "there", and what is no pronoun.
bool pronoun_class(const Discourse& d, uint32_t t, Referring& out) {
  const lang::Token& k = d.token(t);
  if (k.upos != Upos::PRON && !(k.upos == Upos::DET && argument(lang::relation(k.deprel)))) return false;
  if (k.xpos == "WDT" || k.xpos == "WP" || k.xpos == "EX" || k.span.size() > 10) return false;
  const std::string_view f = d.parse.form(t);
  if (t > 0 && d.token(t - 1).span.end == k.span.begin && d.parse.form(t - 1) == "-") return false;  // "Son-i"
  if ((f == "'s" || f == "’s") && (t == 0 || !d.is_word(t - 1, "let"))) return false;
  const std::string word = ' ' + lowered(d.parse.form(t)) + ' ';
  for (const Pronouns& p : kPronouns)
    if (p.words.find(word) != std::string_view::npos) {
      out = p.form;
      return true;
    }
  return false;
}

// Relations that lead out of the noun phrase when they hang on its head: another phrase, a clause around it.
bool leads_out(std::string_view rel) {
  static constexpr std::string_view kOut[] = {"case",   "punct", "cop",       "nsubj", "mark",  "cc",   "conj",     "appos",
                                              "advmod", "aux",   "parataxis", "csubj", "advcl", "expl", "discourse"};
  return std::find(std::begin(kOut), std::end(kOut), rel) != std::end(kOut);
}

void set_extent(const Discourse& d, Phrase& p) {
  p.first = p.head, p.last = p.head + 1;
  for (uint32_t c : d.tree.children(p.head)) {
    // The sign of the genitive belongs to the phrase, as in OntoNotes.
    if (c > p.head && d.token(c).xpos == "POS") p.last = std::max(p.last, c + 1);
    if (leads_out(lang::relation(d.token(c).deprel))) continue;
    p.first = std::min(p.first, d.tree.left(c));
    p.last = std::max(p.last, d.tree.right(c));
  }
  const auto loose = [&](uint32_t t) {
    const std::string_view f = d.parse.form(t);
    return d.token(t).upos == Upos::PUNCT && f != ")" && f != "”" && f != "\"" && f != "]";
  };
  const auto joins = [&](uint32_t t) {
    const Upos pos = d.token(t).upos;
    return pos == Upos::ADP || pos == Upos::CCONJ || pos == Upos::SCONJ;
  };
  while (p.last > p.head + 1 && (loose(p.last - 1) || joins(p.last - 1))) --p.last;
  while (p.first < p.head && (d.token(p.first).upos == Upos::PUNCT || joins(p.first))) ++p.first;
}

// Which mentions of the cast stand where.
struct Standing {
  std::vector<int32_t> headed;  // token -> widest draft that it heads, -1 none
  std::vector<int32_t> beside;  // token -> draft whose title or apposition it is
  std::vector<int32_t> pronoun;  // token -> the pronoun's draft
  std::vector<bool> inside;      // a word of a name that is not its head
};

Standing standing(const Discourse& d) {
  const size_t n = d.parse.tokens.size();
  Standing s{std::vector<int32_t>(n, -1), std::vector<int32_t>(n, -1), std::vector<int32_t>(n, -1), std::vector<bool>(n)};
  for (size_t i = 0; i < d.drafts.size(); ++i) {
    const Draft& draft = d.drafts[i];
    const Mention& m = draft.mention;
    if (m.form == Form::kPronoun) {
      s.pronoun[m.head] = static_cast<int32_t>(i);
      continue;
    }
    int32_t& at = s.headed[m.head];
    if (at < 0 || d.drafts[static_cast<size_t>(at)].mention.span.size() < m.span.size()) at = static_cast<int32_t>(i);
    for (uint32_t t : draft.also) s.beside[t] = static_cast<int32_t>(i);
    if (m.form == Form::kName)
      for (uint32_t t = m.first; t < m.last; ++t)
        if (t != m.head) s.inside[t] = true;
  }
  return s;
}

// A determiner right before a run of nouns is theirs, whatever the tree says; nothing else of the run may follow.
void mend_extent(const Discourse& d, Phrase& p) {
  const lang::Sentence& s = d.sentence_of(p.head);
  const auto nominal = [&](uint32_t t) {
    const Upos pos = d.token(t).upos;
    return pos == Upos::NOUN || pos == Upos::PROPN || pos == Upos::ADJ || pos == Upos::NUM;
  };
  if (p.last < s.last && nominal(p.last) && !d.tree.under(p.last, p.head)) return;
  uint32_t t = p.first;
  while (t > s.first && p.first - t < 3 && d.token(t - 1).upos == Upos::ADJ) --t;
  if (t == s.first) return;
  const lang::Token& before = d.token(t - 1);
  const bool poss = before.upos == Upos::PRON && before.xpos == "PRP$";
  if (before.upos == Upos::DET || poss) p.first = t - 1;
}

// A name that the tree tears apart keeps the words that the cast gives it.
void attach_draft(const Discourse& d, const Standing& s, Phrase& p) {
  p.draft = s.headed[p.head];
  if (const int32_t beside = s.beside[p.head]; p.draft < 0 && beside >= 0) {
    const Mention& m = d.drafts[static_cast<size_t>(beside)].mention;
    if (p.first <= m.first && m.last <= p.last) p.draft = beside;  // "leader Kim": one phrase
  }
  if (p.draft < 0) return;
  const Draft& draft = d.drafts[static_cast<size_t>(p.draft)];
  const Mention& m = draft.mention;
  if (m.form == Form::kName) {
    p.first = std::min(p.first, m.first);
    p.last = std::max(p.last, m.last);
  }
  p.kind = static_cast<uint8_t>(1 + static_cast<uint8_t>(m.kind));
  p.sex = draft.sex;
  if (m.kind == Kind::kPerson) p.person = 'p';
  else if (m.kind != Kind::kGroup && m.kind != Kind::kOther) p.person = 'n';
}

Referring nominal_form(const Discourse& d, const Phrase& p) {
  const lang::Token& head = d.token(p.head);
  if (p.draft >= 0 && d.drafts[static_cast<size_t>(p.draft)].mention.form == Form::kName) return Referring::kName;
  for (uint32_t c : d.tree.children(p.head)) {
    const lang::Token& k = d.token(c);
    if (k.deprel == "nmod:poss") return Referring::kPossessed;
    if (lang::relation(k.deprel) != "det") continue;
    if (d.is_word(c, "the")) return head.upos == Upos::PROPN ? Referring::kName : Referring::kDefinite;
    if (d.is_word(c, "this") || d.is_word(c, "that") || d.is_word(c, "these") || d.is_word(c, "those") ||
        d.is_word(c, "such"))
      return Referring::kDemonstrative;
    return Referring::kIndefinite;
  }
  return head.upos == Upos::PROPN ? Referring::kName : Referring::kBare;
}

void agree_pronoun(Phrase& p) {
  const bool plural = p.form == Referring::kWe || p.form == Referring::kThey || p.form == Referring::kThese;
  p.number = p.form == Referring::kYou || p.form == Referring::kAny ? '-' : plural ? 'p' : 's';
  p.sex = p.form == Referring::kHe ? 'm' : p.form == Referring::kShe ? 'f' : '-';
  const bool person = p.form == Referring::kI || p.form == Referring::kWe || p.form == Referring::kYou || p.sex != '-';
  p.person = person ? 'p' : p.form == Referring::kIt || p.form == Referring::kThis ? 'n' : '-';
}

void agree_noun(const Discourse& d, const CorefModel& model, Phrase& p) {
  const lang::Token& head = d.token(p.head);
  p.number = head.xpos == "NNS" || head.xpos == "NNPS" ? 'p' : 's';
  if (p.draft >= 0 && d.drafts[static_cast<size_t>(p.draft)].plural) p.number = 'p';
  const char known = model.noun(lowered(head.lemma));
  if (known == '-' || p.form == Referring::kName) return;
  p.person = known == 's' || known == 'b' ? known : 'p';
  if (p.sex == '-' && (known == 'm' || known == 'f')) p.sex = known;
}

bool plain_word(Upos pos) {
  return pos == Upos::NOUN || pos == Upos::PROPN || pos == Upos::ADJ || pos == Upos::NUM || pos == Upos::VERB ||
         pos == Upos::X;
}

void describe(const Discourse& d, const CorefModel& model, Phrase& p) {
  const lang::Token& head = d.token(p.head);
  p.sentence = d.parse.sentence_of[p.head];
  const lang::Sentence& s = d.parse.sentences[p.sentence];
  p.first = std::max(p.first, s.first), p.last = std::min(p.last, s.last);
  p.block = s.block, p.story = s.story;
  p.relation = static_cast<uint8_t>(hash_of(head.deprel) >> 8);
  p.lemma = hash_of(head.lemma);
  p.modified_after = p.last > p.head + 1;
  p.first_word = hash_of(d.parse.form(p.first));
  p.before = p.first > s.first ? hash_of(d.parse.form(p.first - 1)) : 3;
  p.after = p.last < s.last ? hash_of(d.parse.form(p.last)) : 5;
  p.verb = head.head >= 0 ? hash_of(d.token(static_cast<uint32_t>(head.head)).lemma) : 7;
  for (uint32_t t = p.first; t < p.last; ++t) {
    const Upos pos = d.token(t).upos;
    if (pos == Upos::DET && t == p.first) continue;
    p.text = (p.text ^ hash_of(d.parse.form(t))) * 16777619U;
    if (plain_word(pos) && p.words.size() < 8 && !is_pronoun(p.form))
      p.words.push_back(hash_of(pos == Upos::PROPN ? d.parse.form(t) : std::string_view(d.token(t).lemma)));
  }
  if (d.parse.page && p.block < d.parse.page->blocks.size()) {
    const int32_t turn = d.parse.page->blocks[p.block].turn;
    if (turn >= 0) p.speaker = hash_of(d.parse.page->turns[static_cast<size_t>(turn)].label.of(d.parse.text));
  }
  if (is_pronoun(p.form)) {
    const std::string_view f = d.parse.form(p.head);
    p.reflexive = f.ends_with("self") || f.ends_with("selves");
    p.possessive = head.deprel == "nmod:poss";
    agree_pronoun(p);
  } else {
    agree_noun(d, model, p);
  }
}

// May a token head a phrase? Words inside a name and modifying common nouns do not.
bool heads_phrase(const Discourse& d, const Standing& s, uint32_t t, Referring& form) {
  const lang::Token& k = d.token(t);
  if (pronoun_class(d, t, form)) return true;
  if (k.upos != Upos::NOUN && k.upos != Upos::PROPN) return false;
  form = Referring::kBare;
  const std::string_view rel = lang::relation(k.deprel);
  if (rel == "flat" || rel == "fixed" || rel == "goeswith") return false;
  // A modifier stands before what it modifies; where the tree has it otherwise it is a noun of its own.
  if (rel == "compound" && k.upos == Upos::NOUN && k.head > static_cast<int32_t>(t)) return false;
  return !s.inside[t];
}

// Words between quotation marks; a paragraph starts outside of them.
std::vector<bool> quoted_words(const Discourse& d) {
  std::vector<bool> out(d.parse.tokens.size());
  bool in = false;
  uint32_t block = UINT32_MAX;
  for (const lang::Sentence& s : d.parse.sentences) {
    if (s.block != block) in = false, block = s.block;
    for (uint32_t t = s.first; t < s.last; ++t) {
      const std::string_view f = d.parse.form(t);
      if (f == "“" || f == "``") in = true;
      else if (f == "”" || f == "''") in = false;
      else if (f == "\"") in = !in;
      out[t] = in;
    }
  }
  return out;
}

// One past "the mayor, the judge and their wives"; 0 when nothing is joined to the phrase.
uint32_t joined_end(const Discourse& d, const Phrase& p) {
  uint32_t end = 0;
  for (uint32_t c : d.tree.children(p.head)) {
    const lang::Token& k = d.token(c);
    if (k.deprel == "conj" && (k.upos == Upos::NOUN || k.upos == Upos::PROPN || k.upos == Upos::PRON))
      end = std::max(end, std::min(d.tree.right(c), d.sentence_of(p.head).last));
  }
  return end > p.last ? end : 0;
}

Phrase joined(const Discourse& d, const CorefModel& model, const Phrase& first, uint32_t end) {
  Phrase p;
  p.first = first.first, p.last = end, p.head = first.head;
  p.form = first.form, p.quoted = first.quoted;
  describe(d, model, p);
  p.joined = true, p.number = 'p', p.lemma = 9, p.person = first.person;
  return p;
}

}  // namespace

std::vector<Phrase> find_phrases(const Discourse& d, const CorefModel& model) {
  std::vector<Phrase> out;
  const std::vector<bool> quoted = quoted_words(d);
  const Standing s = standing(d);
  for (uint32_t t = 0; t < d.parse.tokens.size(); ++t) {
    Phrase p;
    if (!heads_phrase(d, s, t, p.form)) continue;
    p.head = t;
    if (is_pronoun(p.form)) {
      p.first = t, p.last = t + 1;
      p.bound = s.pronoun[t];
    } else {
      set_extent(d, p);
      mend_extent(d, p);
      attach_draft(d, s, p);
      p.form = nominal_form(d, p);
    }
    p.quoted = quoted[t];
    const uint32_t end = is_pronoun(p.form) ? 0 : joined_end(d, p);
    describe(d, model, p);
    if (end > 0) out.push_back(joined(d, model, p, end));
    out.push_back(std::move(p));
  }
  std::stable_sort(out.begin(), out.end(), [](const Phrase& a, const Phrase& b) {
    return a.first != b.first ? a.first < b.first : a.last > b.last;
  });
  // Two heads with one extent are one phrase: the tree was torn there.
  const auto same = [](const Phrase& a, const Phrase& b) { return a.first == b.first && a.last == b.last; };
  out.erase(std::unique(out.begin(), out.end(), same), out.end());
  return out;
}

}  // namespace annalist::who
