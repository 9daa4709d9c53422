// Dependency patterns of attribution cues: one draft for every cue that hands content over. Pure; used by attribute.cc.
#pragma once

#include <vector>

#include "says/quotes.h"
#include "says/spans.h"
#include "says/voices.h"
#include "who/cast.h"

namespace annalist::says {

// An attribution before quotes are linked and holders named.
struct Draft {
  std::vector<Span> cue;
  uint32_t cue_token = 0;
  Span source;
  int32_t holder = -1;          // head token of who holds it; -1 = unnamed
  int32_t via = -1;             // head token of a further source ("citing X")
  int32_t relay = -1;           // head token of who passes it on ("TASS quoted him as saying")
  int32_t continues = -1;       // the verb of saying that this one goes on from
  int32_t relay_cue = -1;       // the verb of passing on, which is then no cue of its own
  std::vector<Span> content;
  CueKind kind = CueKind::kReport;
  bool vouched = true;          // see attribute.h
  bool hearsay = false;         // nobody is named: "it has been pointed out"
  bool statement = false;       // all that follows in the story is his: "issued the following statement:"
  bool label = false;           // a speaker label of the page
  uint32_t clause_first = 0, clause_last = 0;  // tokens of the cue's clause without content
};

// Does the cue hand its content over under that preposition?
[[nodiscard]] bool takes_preposition(const Cue& cue, std::string_view preposition);

class CuePatterns {
 public:
  CuePatterns(const Voices& voices, const lang::Tree& tree, const who::Cast& cast, const std::vector<Quote>& quotes)
      : voices_(voices), tree_(tree), parse_(tree.parse()), cast_(cast), quotes_(quotes) {}
  // All drafts of the document, ascending by cue.
  [[nodiscard]] std::vector<Draft> find() const;

 private:
  void verb(uint32_t t, std::vector<Draft>& out) const;
  void noun(uint32_t t, std::vector<Draft>& out) const;
  int32_t governed(uint32_t t, const Cue& cue, uint32_t& preposition) const;
  int32_t light_verb(uint32_t noun) const;
  int32_t clause_of(uint32_t noun, const Cue& cue, bool surfaced) const;
  int32_t holder_of(uint32_t noun, int32_t light, bool object) const;
  void adjective(uint32_t t, std::vector<Draft>& out) const;
  void adverb(uint32_t t, std::vector<Draft>& out) const;
  void according(uint32_t t, std::vector<Draft>& out) const;
  void colon(const lang::Sentence& sentence, std::vector<Draft>& out) const;
  void citing(uint32_t t, std::vector<Draft>& out) const;

  // Read from the order of the words alone; see surface_cues.cc.
  struct Words {
    uint32_t first = 0, last = 0;  // tokens; equal = none
  };
  void surface(const lang::Sentence& sentence, uint32_t t, std::vector<Draft>& out) const;
  bool surface_quote(const lang::Sentence& s, Words before, uint32_t first, uint32_t last, Draft& draft) const;
  bool surface_clause(const lang::Sentence& s, Words before, uint32_t first, uint32_t last, Draft& draft) const;
  Words speaker_before(uint32_t first_of_sentence, uint32_t cue) const;
  Words speaker_behind(uint32_t last_of_sentence, uint32_t cue_end) const;
  void take_speaker(Words words, Draft& draft) const;
  uint32_t behind_adverbial(uint32_t first, uint32_t last) const;
  void open_at_that(size_t from, std::vector<Draft>& out) const;
  uint32_t token_at(uint32_t byte) const;  // the first that begins there or later
  bool has_finite(uint32_t first, uint32_t last) const;

  struct Source {
    int32_t token = -1;   // whose words are the source span
    int32_t holder = -1;  // whom they mean: the antecedent of "who"
    bool expletive = false, agent = false;
  };
  Source source_of(uint32_t verb, bool passive) const;
  Source issuer(uint32_t verb, const lang::Sentence& s) const;
  int32_t speaker_of_clause(uint32_t participle) const;
  bool second_subject(uint32_t verb, uint32_t first) const;
  bool quoted_as(uint32_t verb, Source& source, Draft& draft) const;
  void settle_relays(size_t from, std::vector<Draft>& out) const;
  void outermost_according(const lang::Sentence& s, size_t from, std::vector<Draft>& out) const;
  // See settled_cues.cc.
  int32_t continues_cue(uint32_t t, const Cue& cue) const;
  uint32_t contrast(const Draft& draft) const;
  void part_contents(size_t from, std::vector<Draft>& out) const;
  void speaker_between(Draft& draft) const;
  void tidy_source(Draft& draft) const;
  void add_channel(Draft& draft) const;
  bool issues_statement(const lang::Sentence& s, std::vector<Draft>& out) const;
  Span first_person_paragraphs(uint32_t block, uint32_t story) const;
  void next_paragraph(const lang::Sentence& s, size_t from, std::vector<Draft>& out) const;
  bool has_about(uint32_t verb) const;
  bool interrupts(uint32_t t, const Cue& cue, std::vector<Draft>& out) const;
  bool no_content(uint32_t clause) const;
  bool clause_content(uint32_t t, const Cue& cue, bool passive, Draft& draft) const;
  void add_second_content(uint32_t t, Draft& draft) const;
  bool parenthesis(uint32_t t, Draft& draft) const;
  bool speaks_for_others(uint32_t source, Draft& draft) const;
  bool document_shows(uint32_t t, const Cue& cue) const;
  bool any_quote(const std::vector<Span>& spans) const;
  bool finite(uint32_t t) const;
  bool tells(uint32_t t, const Draft& draft) const;
  int32_t words_before(const Draft& draft) const;
  void tidy_left(uint32_t t, bool passive, int32_t source, Draft& draft) const;
  Span with_charge(uint32_t verb, uint32_t whom, Span words) const;
  bool oblique_content(uint32_t t, const Cue& cue, Draft& draft) const;
  bool prefer_quotes(uint32_t t, Draft& draft) const;
  bool begins_in_quote(Span s) const;
  void extent(uint32_t t, const std::vector<uint32_t>& content, Draft& draft) const;
  void add_subtree(uint32_t top, const Draft& draft, std::vector<Span>& out) const;
  std::vector<Span> cue_words(uint32_t t, int32_t preposition) const;
  Span words_of(uint32_t token) const;
  Span whole_name(uint32_t holder, uint32_t cue) const;
  const Cue* cue_of(uint32_t t) const;
  std::string_view rel(uint32_t t) const { return lang::relation(parse_.tokens[t].deprel); }
  std::string_view lemma(uint32_t t) const { return parse_.tokens[t].lemma; }
  std::string_view form(uint32_t t) const { return parse_.form(t); }

  const Voices& voices_;
  const lang::Tree& tree_;
  const lang::Parse& parse_;
  const who::Cast& cast_;
  const std::vector<Quote>& quotes_;
};

}  // namespace annalist::says
