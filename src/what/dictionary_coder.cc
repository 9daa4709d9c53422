#include "what/dictionary_coder.h"

#include <algorithm>
#include <array>
#include <set>

#include "what/circumstances.h"
#include "what/dictionary_patterns.h"
#include "what/quantities.h"
#include "what/syntax.h"

namespace annalist::what {
namespace {

using lang::relation;
using lang::Token;
using lang::Upos;

class DictionaryCoder {
 public:
  DictionaryCoder(const Dictionaries& dictionaries, const Lexicon& lexicon, const lang::Parse& parse, const who::Cast& cast,
                  const when::Times& times, const where::Places& places, const doubt::Doubts& doubts, Trace* trace)
      : dictionaries_(dictionaries), lexicon_(lexicon), parse_(parse), cast_(cast), times_(times), tree_(parse), syntax_(lexicon, parse, tree_), trace_(trace) {
    in_time_.assign(parse.tokens.size(), false);
    for (const when::TimeRef& t : times.refs)
      for (uint32_t i = t.first; i < t.last && i < in_time_.size(); ++i) in_time_[i] = true;
    syntax_.set_times(&in_time_);
    frames_.quantities = quantities(syntax_, doubts, in_time_);
    circumstances_.emplace(syntax_, times, places, frames_.quantities);
  }

  Frames run() {
    std::vector<bool> discarded;  // by story
    for (uint32_t s = 0; s < parse_.sentences.size(); ++s) {
      const uint32_t story = parse_.sentences[s].story;
      if (discarded.size() <= story) discarded.resize(story + 1, false);
      if (sentence(s)) discarded[story] = true;
    }
    std::erase_if(frames_.frames, [&](const Frame& f) { return discarded[parse_.sentences[f.sentence].story]; });
    return std::move(frames_);
  }

 private:
  using Codes = std::vector<Coded>;

  bool sentence(uint32_t index);  // true when the whole story is to be left out
  [[nodiscard]] bool discard(const std::vector<std::string_view>& text, bool& story);
  [[nodiscard]] std::vector<std::string> issues(const std::vector<std::string_view>& text) const;
  [[nodiscard]] std::optional<Day> day(uint32_t story) const;

  [[nodiscard]] bool verbal(uint32_t token) const;
  [[nodiscard]] const VerbForm* form_at(uint32_t word, uint32_t& first, uint32_t& last) const;
  [[nodiscard]] bool has_words(const VerbForm& form, uint32_t word, uint32_t& first, uint32_t& last) const;
  [[nodiscard]] uint32_t phrase_end(uint32_t token) const;
  [[nodiscard]] VerbView view(uint32_t first, uint32_t last, uint32_t end) const;
  bool verb(uint32_t word, uint32_t& resume);

  [[nodiscard]] int32_t subject(uint32_t token) const;
  [[nodiscard]] bool passive(uint32_t token) const;
  [[nodiscard]] Codes by_phrase(uint32_t token, const VerbView& v) const;
  [[nodiscard]] Codes unit_codes(int32_t unit) const;
  [[nodiscard]] Codes find_source(uint32_t token, const VerbView& v, const Codes& target) const;
  [[nodiscard]] Codes find_target(const VerbView& v, const Codes& source) const;
  void settle(uint32_t token, const std::string& code, const std::string& rule, Codes source, Codes target);
  void emit(uint32_t token, const std::string& code, const std::string& rule, const Codes& source, const Codes& target);
  [[nodiscard]] Filler filler(const Coded& coded) const;

  void note(uint32_t token, const std::string& rule, const char* why) const {
    if (trace_) trace_->add(token, rule, why);
  }

  const Dictionaries& dictionaries_;
  const Lexicon& lexicon_;
  const lang::Parse& parse_;
  const who::Cast& cast_;
  const when::Times& times_;
  lang::Tree tree_;
  Syntax syntax_;
  std::vector<bool> in_time_;
  Trace* trace_;
  std::optional<Circumstances> circumstances_;
  Frames frames_;
  std::optional<SentencePhrases> phrases_;
  std::vector<std::string> issues_;
  std::set<std::array<std::string, 3>> told_;  // source, target and code, in this sentence
  uint32_t sentence_ = 0;
};

std::optional<Day> DictionaryCoder::day(uint32_t story) const {
  if (story >= times_.stories.size()) return std::nullopt;
  const Interval& i = times_.stories[story].interval;
  return i.latest ? i.latest : i.earliest;
}

bool DictionaryCoder::discard(const std::vector<std::string_view>& text, bool& story) {
  bool found = false;
  // The last word of a phrase without "_" may go on: "BASEBALL" also drops "baseballs".
  for (size_t at = 0; at < text.size(); ++at)
    for (const Discard& d : dictionaries_.discards) {
      if (matched(d.phrase, text, at, true) == 0) continue;
      found = true;
      story = story || d.story;
    }
  return found;
}

std::vector<std::string> DictionaryCoder::issues(const std::vector<std::string_view>& text) const {
  std::vector<std::string> out;
  for (size_t at = 0; at < text.size(); ++at)
    if (const auto list = dictionaries_.issue_index.find(std::string(text[at])); list != dictionaries_.issue_index.end())
      for (uint32_t i : list->second) {
        const Issue& issue = dictionaries_.issues[i];
        if (matched(issue.phrase, text, at, false) == 0) continue;
        if (issue.code.empty()) return {};
        if (std::find(out.begin(), out.end(), issue.code) == out.end()) out.push_back(issue.code);
      }
  return out;
}

bool DictionaryCoder::sentence(uint32_t index) {
  const lang::Sentence& s = parse_.sentences[index];
  if (s.first == s.last) return false;
  sentence_ = index;
  told_.clear();
  phrases_.emplace(dictionaries_, tree_, index, day(s.story));
  std::vector<std::string_view> text;
  for (const SeenWord& w : phrases_->words) text.emplace_back(w.text);
  bool story = false;
  if (discard(text, story)) {
    frames_.silent.emplace_back(index, "a discard phrase stands in it");
    return story;
  }
  issues_ = issues(text);
  const size_t from = frames_.frames.size();
  for (uint32_t w = 0; w < phrases_->words.size();) {
    uint32_t resume = w + 1;
    if (!phrases_->words[w].dropped && verbal(phrases_->words[w].token)) verb(w, resume);
    w = resume;
  }
  std::vector<Frame*> mine;
  for (size_t i = from; i < frames_.frames.size(); ++i) mine.push_back(&frames_.frames[i]);
  if (mine.empty()) frames_.silent.emplace_back(index, "no verb of the dictionary with two actors");
  else circumstances_->attach(index, mine);
  return false;
}

// ---- verbs

// Verbs of relative clauses belong to their noun phrase and are not coded.
bool DictionaryCoder::verbal(uint32_t token) const {
  const Token& t = parse_.tokens[token];
  if (t.upos != Upos::VERB && t.upos != Upos::AUX && t.xpos.rfind("VB", 0) != 0) return false;
  for (uint32_t i = token, climbs = 0; climbs < 20; ++climbs) {
    if (parse_.tokens[i].deprel == "acl:relcl") return false;
    if (parse_.tokens[i].head < 0) break;
    i = static_cast<uint32_t>(parse_.tokens[i].head);
  }
  return true;
}

bool filler_word(std::string_view w) {
  constexpr std::string_view kFillers[] = {"the", "a", "an", "it", "he", "they", "her", "has", "had", "have", "some", "few", "that"};
  return std::find(std::begin(kFillers), std::end(kFillers), w) != std::end(kFillers);
}

// The other words of a multi-word verb; articles and the like may stand in between.
bool DictionaryCoder::has_words(const VerbForm& form, uint32_t word, uint32_t& first, uint32_t& last) const {
  const auto& words = phrases_->words;
  first = word;
  last = word + 1;
  for (const std::string& w : form.after) {
    while (last < words.size() && words[last].text != w && filler_word(words[last].text)) ++last;
    if (last >= words.size() || words[last].text != w) return false;
    ++last;
  }
  for (const std::string& w : form.before) {
    while (first > 0 && words[first - 1].text != w && filler_word(words[first - 1].text)) --first;
    if (first == 0 || words[first - 1].text != w) return false;
    --first;
  }
  return true;
}

const VerbForm* DictionaryCoder::form_at(uint32_t word, uint32_t& first, uint32_t& last) const {
  const std::string& text = phrases_->words[word].text;
  for (size_t size = text.size(); size > 0; size = dictionaries_.stems ? size - 1 : 0) {
    const auto at = dictionaries_.verbs.find(text.substr(0, size));
    if (at == dictionaries_.verbs.end()) continue;
    for (const VerbForm& f : at->second)
      if (has_words(f, word, first, last)) return &f;
  }
  return nullptr;
}

// One past the last word of the verb's phrase: what it governs to its right, without coordinated clauses.
uint32_t DictionaryCoder::phrase_end(uint32_t token) const {
  uint32_t top = token;
  for (int climbs = 0; climbs < 3; ++climbs) {
    const Token& t = parse_.tokens[top];
    const std::string_view rel = relation(t.deprel);
    const bool bare = rel == "conj" && tree_.right(top) == top + 1;  // "… and promised | aid to Bree": its object was hung elsewhere
    const bool inner = bare || rel == "aux" || rel == "cop" || rel == "amod" || rel == "compound" || rel == "nsubj" || rel == "case" || rel == "mark";
    if (!inner || t.head < 0) break;  // an auxiliary, or a finite verb that was taken for an attribute
    top = static_cast<uint32_t>(t.head);
  }
  uint32_t end = tree_.right(top);
  const auto cut = [&](uint32_t head) {
    for (uint32_t c : tree_.children(head)) {
      const Token& t = parse_.tokens[c];
      const bool clause = t.upos == Upos::VERB || tree_.child(c, "nsubj") >= 0;
      if (c > token && clause && (relation(t.deprel) == "conj" || relation(t.deprel) == "parataxis")) end = std::min(end, tree_.left(c));
    }
  };
  cut(top);
  if (top != token) cut(token);
  const int32_t last = end == 0 ? -1 : phrases_->word_of(end - 1);
  const int32_t own = phrases_->word_of(token);
  return static_cast<uint32_t>(std::max(last, own) + 1);
}

// Before the verb as far as a comma outside noun phrases, behind it to the end of its phrase.
VerbView DictionaryCoder::view(uint32_t first, uint32_t last, uint32_t end) const {
  VerbView v;
  for (uint32_t w = first; w-- > 0;) {
    if (phrases_->words[w + 1].comma && !phrases_->words[w + 1].dropped) break;
    if (!phrases_->words[w].dropped) v.before.push_back(w);
  }
  for (uint32_t w = last; w < end; ++w)
    if (!phrases_->words[w].dropped) v.after.push_back(w);
  return v;
}

bool no_code(const std::string& code) { return code.empty() || code == kNoCode; }
// "###", "+++": marks of TABARI that are no event codes; such a pattern is passed over.
bool mark_only(const std::string& code) { return code.find_first_not_of("#+") == std::string::npos && !code.empty(); }

// "WERE * TO": written for a passive, whose sides stand as its author found them.
bool tells_passive(const Pattern& pattern) {
  constexpr std::string_view kBe[] = {"be", "is", "are", "was", "were", "been", "being"};
  return std::any_of(pattern.before.begin(), pattern.before.end(), [&](const Element& e) { return std::find(std::begin(kBe), std::end(kBe), e.word) != std::end(kBe); });
}

bool DictionaryCoder::verb(uint32_t word, uint32_t& resume) {
  uint32_t first = word, last = word + 1;
  const VerbForm* form = form_at(word, first, last);
  if (form == nullptr) return false;
  const uint32_t token = phrases_->words[word].token;
  const bool auxiliary = parse_.tokens[token].upos == Upos::AUX;
  const uint32_t end = phrase_end(token);
  const VerbView v = view(first, last, end);
  PatternFit fit;
  std::string code = form->code, rule = form->rule;
  bool by_pattern = false;
  const Pattern* rule_pattern = nullptr;
  for (const Pattern& p : dictionaries_.blocks[form->block].patterns) {
    if (mark_only(p.code) || !fits(dictionaries_, *phrases_, p, v, fit)) continue;
    code = p.code;
    rule = p.rule;
    rule_pattern = &p;
    by_pattern = true;
    break;
  }
  if (!by_pattern) fit = {};
  if (no_code(code) || mark_only(code) || (auxiliary && !by_pattern)) {
    note(token, rule, "the dictionary gives it no code");
    return false;
  }
  resume = std::max(resume, end);  // what stands inside its phrase tells no act of its own
  Codes source = fit.source, target = fit.target;
  if (fit.source.empty() && fit.target.empty() && !(rule_pattern != nullptr && tells_passive(*rule_pattern)) && passive(token)) {
    source = by_phrase(token, v);
    target = unit_codes(subject(token));
    if (source.empty()) {
      note(token, rule, "passive, and nobody is named who did it");
      return true;
    }
  }
  if (target.empty()) target = find_target(v, source.empty() ? unit_codes(subject(token)) : source);
  if (source.empty()) source = find_source(token, v, target);
  settle(token, code, rule, std::move(source), std::move(target));
  return true;
}

// ---- sides

bool DictionaryCoder::passive(uint32_t token) const { return tree_.child(token, "aux:pass") >= 0; }

// Who did it: "by Gondor"; without one, what "from" or "in" names.
DictionaryCoder::Codes DictionaryCoder::by_phrase(uint32_t token, const VerbView& v) const {
  for (size_t i = 0; i + 1 < v.after.size(); ++i)
    if (phrases_->words[v.after[i]].text == "by")
      if (Codes codes = unit_codes(phrases_->words[v.after[i + 1]].unit); !codes.empty()) return codes;
  for (const char* preposition : {"from", "in"})
    for (uint32_t c : tree_.children(token)) {
      if (relation(parse_.tokens[c].deprel) != "obl" || c < token) continue;
      const int32_t mark = tree_.child(c, "case");
      if (mark < 0 || parse_.tokens[static_cast<uint32_t>(mark)].lemma != preposition) continue;
      Codes codes = unit_codes(phrases_->unit_of(c));
      if (!codes.empty()) return codes;
    }
  return {};
}

// The unit's codes, or none when nobody known is in it.
DictionaryCoder::Codes DictionaryCoder::unit_codes(int32_t unit) const {
  if (unit < 0 || !phrases_->units[static_cast<size_t>(unit)].known()) return {};
  return phrases_->units[static_cast<size_t>(unit)].codes;
}

// The unit of the verb's subject, also of one that it shares with another verb; -1 when there is none.
int32_t DictionaryCoder::subject(uint32_t token) const {
  for (int climbs = 0; climbs < 6; ++climbs) {
    if (const int32_t s = tree_.child(token, "nsubj"); s >= 0) return phrases_->unit_of(static_cast<uint32_t>(s));
    const Token& t = parse_.tokens[token];
    const std::string_view rel = relation(t.deprel);
    if (t.head < 0) return -1;
    const auto head = static_cast<uint32_t>(t.head);
    if (rel == "acl") return phrases_->unit_of(head);
    if (rel != "conj" && rel != "xcomp" && rel != "advcl" && rel != "aux" && rel != "cop" && rel != "ccomp") return -1;
    token = head;
  }
  return -1;
}

bool same_codes(const std::vector<Coded>& a, const std::vector<Coded>& b) {
  return a.size() == 1 && b.size() == 1 && a[0].code == b[0].code;
}

// The subject; when it is nobody known, the nearest actor before the verb, then the nearest agent.
DictionaryCoder::Codes DictionaryCoder::find_source(uint32_t token, const VerbView& v, const Codes& target) const {
  Codes codes = unit_codes(subject(token));
  if (!codes.empty() && !same_codes(codes, target)) return codes;
  for (const bool actor : {true, false})
    for (uint32_t w : v.before) {
      codes = unit_codes(phrases_->words[w].unit);
      if (codes.empty() || same_codes(codes, target)) continue;
      if (!actor || codes.size() > 1 || codes[0].actor()) return codes;
    }
  return {};
}

// The first known noun phrase behind the verb that is not the source itself.
DictionaryCoder::Codes DictionaryCoder::find_target(const VerbView& v, const Codes& source) const {
  for (uint32_t w : v.after) {
    Codes codes = unit_codes(phrases_->words[w].unit);
    if (!codes.empty() && !same_codes(codes, source)) return codes;
  }
  return {};
}

// "031:032": the source's act and the target's; a row of actors without a target does it among itself.
void DictionaryCoder::settle(uint32_t token, const std::string& code, const std::string& rule, Codes source, Codes target) {
  const size_t colon = code.find(':');
  const bool mutual = colon != std::string::npos;
  if (mutual && target.empty()) target = source;
  if (mutual && source.empty()) source = target;
  if (source.empty() || target.empty()) return note(token, rule, source.empty() ? "nobody known did it" : "it is done to nobody known");
  const size_t before = frames_.frames.size();
  emit(token, mutual ? code.substr(0, colon) : code, rule, source, target);
  if (mutual) emit(token, code.substr(colon + 1), rule, target, source);
  note(token, rule, frames_.frames.size() > before ? "" : "both sides have the same code");
}

Filler DictionaryCoder::filler(const Coded& coded) const {
  Filler f;
  const auto& words = phrases_->words;
  uint32_t last = words[coded.last - 1].token;
  while (last + 1 < parse_.tokens.size() && phrases_->word_of(last + 1) == phrases_->word_of(last) && parse_.tokens[last + 1].upos != Upos::PUNCT &&
         parse_.sentence_of[last + 1] == sentence_)
    ++last;  // the rest of a hyphenated word
  f.head = words[coded.first].token;
  f.span = parse_.span(f.head, last + 1);
  f.code = coded.code;
  for (uint32_t t = f.head; t <= last; ++t)
    if (const int32_t m = cast_.at(t); m >= 0 && f.span.contains(cast_.mentions[static_cast<size_t>(m)].span)) {
      f.mention = m;
      f.head = t;
    }
  return f;
}

// One frame for all sources that act on the same targets; nobody acts on his own code, nothing is told twice in a sentence.
void DictionaryCoder::emit(uint32_t token, const std::string& code, const std::string& rule, const Codes& source, const Codes& target) {
  std::vector<std::pair<Codes, Codes>> groups;
  for (const Coded& s : source) {
    Codes on;
    for (const Coded& t : target)
      if (t.code != s.code && told_.insert({s.code, t.code, code}).second) on.push_back(t);
    if (on.empty()) continue;
    const auto equal = [&](const auto& g) {
      return g.second.size() == on.size() && std::equal(on.begin(), on.end(), g.second.begin(), [](const Coded& a, const Coded& b) { return a.code == b.code; });
    };
    const auto at = std::find_if(groups.begin(), groups.end(), equal);
    if (at == groups.end()) groups.push_back({{s}, on});
    else at->first.push_back(s);
  }
  for (const auto& [by, on] : groups) {
    Frame f;
    f.sentence = sentence_;
    f.trigger = token;
    f.trigger_span = parse_.tokens[token].span;
    f.span = f.trigger_span;
    f.cameo = code;
    if (const CameoRow* row = dictionaries_.cameo(code)) {
      f.type = row->type;
      if (!row->mode.empty()) f.mode.push_back(row->mode);
      f.context = row->contexts;
      f.goldstein = row->goldstein;
      f.plover_score = lexicon_.score(row->type, row->mode);
    }
    f.context.insert(f.context.end(), issues_.begin(), issues_.end());
    for (const Coded& c : by) f.actors.push_back(filler(c));
    for (const Coded& c : on) f.recipients.push_back(filler(c));
    for (const auto* side : {&f.actors, &f.recipients})
      for (const Filler& x : *side) f.span = join(f.span, x.span);
    f.rule = rule;
    f.by_dictionary = true;
    frames_.frames.push_back(std::move(f));
  }
}

}  // namespace

Frames code_with(const Dictionaries& dictionaries, const Lexicon& lexicon, const lang::Parse& parse, const who::Cast& cast,
                 const when::Times& times, const where::Places& places, const doubt::Doubts& doubts, Trace* trace) {
  return DictionaryCoder(dictionaries, lexicon, parse, cast, times, places, doubts, trace).run();
}

}  // namespace annalist::what
