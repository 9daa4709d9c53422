#include "what/circumstances.h"

#include <algorithm>

namespace annalist::what {
namespace {

using lang::relation;
using lang::Upos;

// An act this many days before its story is history told in passing, not the news of the story.
constexpr int32_t kHistoryDays = 60;

}  // namespace

Circumstances::Circumstances(const Syntax& syntax, const when::Times& times, const where::Places& places,
                             const std::vector<Quantity>& quantities)
    : syntax_(syntax), times_(times), planning_(syntax.lexicon().class_bit("planning")), coming_(syntax.lexicon().class_bit("coming")) {
  const size_t tokens = syntax.parse().tokens.size();  // a dateline or date line outside the prose stands on no token
  for (uint32_t i = 0; i < times.refs.size(); ++i) {
    const bool length = times.refs[i].type == when::Type::kDuration || times.refs[i].type == when::Type::kSet;
    if (length && !times.refs[i].interval.known()) continue;  // "for two hours" dates nothing
    if (times.refs[i].first >= tokens || times.refs[i].last <= times.refs[i].first) continue;
    const uint32_t h = head_of(times.refs[i].span, times.refs[i].first, times.refs[i].last);
    const uint32_t start = lifted(h, times.refs[i].first);
    time_at_.push_back({i, h, syntax.clause_head(start), start});
  }
  for (uint32_t i = 0; i < places.refs.size(); ++i) {
    if (places.refs[i].first >= tokens || places.refs[i].last <= places.refs[i].first) continue;
    const uint32_t h = head_of(places.refs[i].span, places.refs[i].first, places.refs[i].last);
    if (!says_where(h, places.refs[i].first)) continue;
    const uint32_t start = lifted(h, places.refs[i].first);
    place_at_.push_back({i, h, syntax.clause_head(start), start});
  }
  for (uint32_t i = 0; i < quantities.size(); ++i)
    quantity_at_.push_back({i, quantities[i].head, syntax.clause_head(quantities[i].head), quantities[i].head});
  auto by_head = [](const Anchored& a, const Anchored& b) { return a.head < b.head; };
  std::stable_sort(time_at_.begin(), time_at_.end(), by_head);
  std::stable_sort(place_at_.begin(), place_at_.end(), by_head);
  std::stable_sort(quantity_at_.begin(), quantity_at_.end(), by_head);
}

// "X met Y, who is visiting Moscow, on Friday": after the comma that closes a relative clause the phrase speaks of the
// clause above, wherever the parser hung it.
uint32_t Circumstances::lifted(uint32_t head, uint32_t first) const {
  // "on the 14th of this month, …": an ordinal that the parser took for a clause is none.
  if (syntax_.at(head).upos != Upos::VERB && syntax_.at(head).deprel == "advcl") head = static_cast<uint32_t>(syntax_.at(head).head);
  uint32_t begin = first;  // of the phrase, with its preposition and article
  for (int n = 0; n < 3 && begin > 0; ++n) {
    const Upos before = syntax_.at(begin - 1).upos;
    if (before != Upos::ADP && before != Upos::DET) break;
    --begin;
  }
  if (begin == 0 || syntax_.parse().form(begin - 1) != ",") return head;
  for (int n = 0; n < 3; ++n) {
    const uint32_t clause = syntax_.clause_head(head);
    const lang::Token& t = syntax_.at(clause);
    if (relation(t.deprel) != "acl" || t.head < 0 || clause >= begin || t.head >= static_cast<int32_t>(clause)) return head;
    bool opened = false;  // by a comma between the noun and its clause
    for (auto i = static_cast<uint32_t>(t.head) + 1; i < clause; ++i) opened = opened || syntax_.parse().form(i) == ",";
    if (!opened) return head;
    head = static_cast<uint32_t>(t.head);
  }
  return head;
}

// A place is where an act happened only after a word of place ("in Moscow", "near the border"), or as what is visited.
bool Circumstances::says_where(uint32_t head, uint32_t first) const {
  std::string p = syntax_.preposition(head);
  if (p.empty() && first > 0 && syntax_.at(first - 1).upos == Upos::ADP) p = syntax_.lower(first - 1);
  if (first > 0 && syntax_.lower(first - 1) == "with") return false;  // "along with China"
  if (p == "in" || p == "at" || p == "near" || p == "off" || p == "outside" || p == "inside" || p == "within" || p == "across" ||
      p == "around" || p == "along" || p == "throughout" || p == "on")
    return true;
  const lang::Token& t = syntax_.at(head);
  if (t.head < 0) return false;
  const std::string& above = syntax_.at(static_cast<uint32_t>(t.head)).lemma;
  return (relation(t.deprel) == "obj" || p == "to") &&
         (above == "visit" || above == "tour" || above == "travel" || above == "fly" || above == "trip" || above == "return");
}

uint32_t Circumstances::head_of(Span, uint32_t first, uint32_t last) const {
  for (uint32_t t = first; t < last; ++t) {
    const int32_t h = syntax_.at(t).head;
    if (h < static_cast<int32_t>(first) || h >= static_cast<int32_t>(last)) return t;
  }
  return first;
}

bool Circumstances::is_past_perfect(uint32_t verb) const {
  for (uint32_t c : syntax_.tree().children(verb))
    if (syntax_.at(c).deprel == "aux" && syntax_.lower(c) == "had") return true;
  return false;
}

Tense Circumstances::verb_tense(uint32_t verb, bool headline) const {
  const lang::Token& t = syntax_.at(verb);
  bool present_aux = false, have = false;
  for (uint32_t c : syntax_.tree().children(verb)) {
    const std::string_view rel = relation(syntax_.at(c).deprel);
    if (rel != "aux" && rel != "cop") continue;
    const std::string& lemma = syntax_.at(c).lemma;
    if (lemma == "will" || lemma == "shall" || lemma == "would" || lemma == "may" || lemma == "might" || lemma == "could" || lemma == "can")
      return Tense::kFuture;
    have = have || lemma == "have";
    present_aux = present_aux || syntax_.at(c).xpos == "VBZ" || syntax_.at(c).xpos == "VBP";
  }
  if (have || t.xpos == "VBD") return Tense::kPast;
  if (t.xpos == "VBN") return present_aux ? Tense::kPresent : Tense::kPast;
  if (t.xpos == "VBZ" || t.xpos == "VBP") return headline ? Tense::kPast : Tense::kPresent;
  const std::string_view rel = relation(t.deprel);
  if (t.xpos == "VB") {
    if (t.head < 0) return headline ? Tense::kFuture : Tense::kPresent;  // "Kim to visit Moscow"
    const auto head = static_cast<uint32_t>(t.head);
    if (rel == "conj") return verb_tense(head, headline);
    const std::string& lemma = syntax_.at(head).lemma;
    if (lemma == "begin" || lemma == "start" || lemma == "continue" || lemma == "manage" || lemma == "fail" || lemma == "help")
      return verb_tense(head, headline);
    return Tense::kFuture;
  }
  if (t.xpos == "VBG") {
    if (present_aux) {
      return Tense::kPresent;
    }
    if (t.head >= 0 && (rel == "xcomp" || rel == "advcl" || rel == "conj"))
      return verb_tense(static_cast<uint32_t>(t.head), headline);
  }
  return Tense::kPast;
}

Tense Circumstances::tense(uint32_t trigger, bool headline) const {
  const lang::Token& t = syntax_.at(trigger);
  if (t.upos == Upos::VERB || t.upos == Upos::AUX) return verb_tense(trigger, headline);
  for (uint32_t c : syntax_.tree().children(trigger))
    if (in_class(syntax_.at(c).lemma, coming_)) return Tense::kFuture;
  const uint32_t clause = syntax_.clause_head(trigger);
  if (clause == trigger) return verb_tense(trigger, headline);
  if (in_class(syntax_.at(clause).lemma, planning_) && syntax_.at(clause).head >= -1) return Tense::kFuture;
  const Tense above = verb_tense(clause, headline);
  return above == Tense::kPresent && syntax_.at(clause).upos == Upos::VERB ? Tense::kPast : above;
}

// Each reference goes to the frame whose trigger is nearest above it; a nominal frame without an own one takes its
// clause's; a conjoined or infinitive clause without an own one takes that of the clause it hangs on.
void Circumstances::give(const std::vector<Anchored>& refs, uint32_t from, uint32_t to, std::vector<Frame*>& frames,
                         std::vector<uint32_t> Frame::*list, bool inherit) const {
  auto first = std::lower_bound(refs.begin(), refs.end(), from, [](const Anchored& a, uint32_t v) { return a.head < v; });
  auto last = std::lower_bound(refs.begin(), refs.end(), to, [](const Anchored& a, uint32_t v) { return a.head < v; });
  if (first == last) return;
  // Nearest trigger above each reference, within its clause.
  std::vector<const Frame*> owners;
  for (auto r = first; r != last; ++r) {
    Frame* owner = nullptr;
    for (int32_t h = static_cast<int32_t>(r->start), n = 0; h >= 0 && n < 40 && !owner; ++n) {
      for (Frame* f : frames)
        if (f->trigger == static_cast<uint32_t>(h)) owner = f;
      if (static_cast<uint32_t>(h) == r->clause) break;
      h = syntax_.at(static_cast<uint32_t>(h)).head;
    }
    // "signed a pact in 1950 and another pact in 1991": what follows a later object of the verb is that object's.
    if (owner)
      for (Frame* f : frames)
        if (f != owner && !f->nominal && f->rule == owner->rule && f->trigger > owner->trigger && f->trigger < r->head &&
            syntax_.at(f->trigger).upos == Upos::NOUN)
          owner = f;
    if (owner) (owner->*list).push_back(r->index);
    owners.push_back(owner);
  }
  if (!inherit) return;
  for (Frame* f : frames) {
    if (!(f->*list).empty()) continue;
    // "visited Berlin and held talks on Friday": the only one of the sentence is shared with the clause joined before it.
    const lang::Token& joined = syntax_.at(first->clause);
    if (last - first == 1 && relation(joined.deprel) == "conj" && joined.head == static_cast<int32_t>(f->trigger) && first->head > first->clause &&
        syntax_.at(f->trigger).xpos == joined.xpos) {
      (f->*list).push_back(first->index);
      continue;
    }
    uint32_t clause = syntax_.clause_head(f->trigger);
    for (int n = 0; n < 3; ++n) {
      // What belongs to another act inside the clause ("after the summit in Washington") is not lent.
      for (auto r = first; r != last; ++r)
        if (const Frame* owner = owners[static_cast<size_t>(r - first)]; r->clause == clause && (!owner || owner->trigger == clause))
          (f->*list).push_back(r->index);
      if (!(f->*list).empty()) break;
      const lang::Token& t = syntax_.at(clause);
      const std::string_view rel = relation(t.deprel);
      if (t.head < 0 || (rel != "conj" && rel != "xcomp" && rel != "advcl")) break;
      if (rel == "advcl" && t.xpos != "VBG") break;
      clause = syntax_.clause_head(static_cast<uint32_t>(t.head));
    }
  }
}

void Circumstances::settle_background(Frame& frame) const {
  const lang::Parse& parse = syntax_.parse();
  const uint32_t clause = syntax_.clause_head(frame.trigger);
  if (is_past_perfect(clause)) frame.background = true;
  if (const lang::Token& t = syntax_.at(clause); relation(t.deprel) == "advcl")
    for (uint32_t c : syntax_.tree().children(clause))
      if (syntax_.at(c).deprel == "mark" && (syntax_.lower(c) == "since" || syntax_.lower(c) == "after")) frame.background = true;
  const uint32_t story = parse.sentences[frame.sentence].story;
  if (story >= times_.stories.size() || !times_.stories[story].interval.earliest) return;
  for (uint32_t index : frame.times) {
    const auto& interval = times_.refs[index].interval;
    if (interval.latest && *interval.latest < *times_.stories[story].interval.earliest - kHistoryDays) frame.background = true;
  }
}

void Circumstances::attach(uint32_t sentence, std::vector<Frame*>& frames) const {
  const lang::Sentence& s = syntax_.parse().sentences[sentence];
  give(time_at_, s.first, s.last, frames, &Frame::times, true);
  give(place_at_, s.first, s.last, frames, &Frame::places, true);
  give(quantity_at_, s.first, s.last, frames, &Frame::quantities, false);
  for (Frame* f : frames) {
    f->tense = tense(f->trigger, f->headline);
    settle_background(*f);
  }
}

}  // namespace annalist::what
