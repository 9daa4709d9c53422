// Titles: before a name ("Russian Foreign Minister Sergei Lavrov"), after it ("Dmitry Medvedev, deputy chairman of …"),
// beside it (speaker labels), and without one ("the South Korean president", "North Korean soldiers").
#include <algorithm>

#include "who/discourse.h"

namespace annalist::who {
namespace {

using lang::Upos;

bool is_title(const Hit& h) {
  return h.is(Sort::kTitle) || h.is(Sort::kOffice);
}

std::vector<std::string> sectors_of(const Discourse& d, const Setting& s, const Draft& draft) {
  for (uint32_t o : draft.offices)
    if (!d.base.offices[o].sectors.empty()) return d.base.offices[o].sectors;
  for (auto h = s.titles.rbegin(); h != s.titles.rend(); ++h)
    if (const Entry* e = d.hits[*h].is(Sort::kTitle); e && !d.base.titles[e->index].sectors.empty())
      return d.base.titles[e->index].sectors;
  return {};
}

char sex_of(const Discourse& d, const Setting& s) {
  for (uint32_t h : s.titles)
    if (const Entry* e = d.hits[h].is(Sort::kTitle); e && d.base.titles[e->index].sex != '-')
      return d.base.titles[e->index].sex;
  return '-';
}

// Gives the words in [first, last) of a phrase to a person: they are no mention of their own, but stand for the person.
void absorb(Discourse& d, Draft& draft, uint32_t index, uint32_t first, uint32_t last) {
  for (uint32_t t = first; t < last; ++t) {
    if (d.owner[t] >= 0 || d.token(t).upos == Upos::PUNCT || d.token(t).upos == Upos::ADP ||
        d.token(t).upos == Upos::DET)
      continue;
    d.owner[t] = static_cast<int32_t>(index);
    draft.also.push_back(t);
  }
}

void take_title(Discourse& d, const Setting& s, uint32_t index) {
  Draft& draft = d.drafts[index];
  const bool first_title = draft.title.empty();
  if (first_title) name_office(d, s, draft);
  if (draft.mention.sectors.empty()) draft.mention.sectors = sectors_of(d, s, draft);
  if (draft.sex == '-') draft.sex = sex_of(d, s);
  // The organisation keeps its own mention, the rest of the title is the person.
  absorb(d, draft, index, s.first, s.last);
  draft.phrase = join(draft.phrase, d.parse.span(s.first, s.last));
}

// "Dmitry Medvedev, deputy chairman of Russia's Security Council," and "Lavrov (foreign minister)".
void take_apposition(Discourse& d, uint32_t index) {
  const uint32_t end = d.drafts[index].mention.last, stop = d.sentence_of(end - 1).last;
  if (end + 1 >= stop || (d.parse.form(end) != "," && d.parse.form(end) != "(" && d.parse.form(end) != "/")) return;
  for (uint32_t t = end + 1; t < std::min(stop, end + 10); ++t) {
    const Hit* h = d.hit(t);
    const Upos pos = d.token(t).upos;
    if (h && h->first == t && !h->country()) {
      if (d.owner[t] >= 0 && d.drafts[static_cast<size_t>(d.owner[t])].mention.kind == Kind::kPerson) return;
      if (!is_title(*h)) {
        t = h->last - 1;
        continue;
      }
      const uint32_t after = h->last;
      // "…, President Putin said": a title that leads into another name is that person's.
      if (after < stop && (d.token(after).upos == Upos::PROPN || d.owner[after] >= 0)) return;
      Setting s = look_left(d, after);
      s.first = std::max(s.first, end + 1);
      look_right(d, after, s);
      take_title(d, s, index);
      return;
    }
    if (h || pos == Upos::DET || pos == Upos::ADJ || pos == Upos::NOUN || pos == Upos::PART || pos == Upos::NUM ||
        d.parse.form(t) == "'s" || d.parse.form(t) == "’s" || d.is_word(t, "s"))
      continue;
    return;
  }
}

// A label of the page: "Name / Role", "[Name/Role: …]": the role's words belong to the name.
void take_labels(Discourse& d) {
  if (!d.parse.page) return;
  for (const page::Turn& turn : d.parse.page->turns) {
    if (turn.name.empty() || turn.role.empty()) continue;
    for (uint32_t i = 0; i < d.drafts.size(); ++i) {
      const Mention& m = d.drafts[i].mention;
      if (m.kind != Kind::kPerson || !turn.name.overlaps(m.span)) continue;
      for (const Hit& h : d.hits) {
        if (h.nested || !is_title(h) || !turn.role.contains(d.parse.span(h.first, h.last))) continue;
        Setting s = look_left(d, h.last);
        look_right(d, h.last, s);
        take_title(d, s, i);
        break;
      }
      break;
    }
  }
}

}  // namespace

void attach_titles(Discourse& d) {
  for (uint32_t i = 0; i < d.drafts.size(); ++i) {
    if (d.drafts[i].mention.kind != Kind::kPerson) continue;
    const Setting s = look_left(d, d.drafts[i].mention.first);
    if (!s.titles.empty()) {
      take_title(d, s, i);
    } else if (s.first < s.last && !s.country.empty() && !s.definite && !s.indefinite) {
      d.drafts[i].mention.country = s.country;  // "North Korea's Kim Jong-un", "reporter" between
    }
    take_apposition(d, i);
  }
  take_labels(d);
}

namespace {

// The phrase around a head hit, cut where another draft owns its words.
Setting around(const Discourse& d, const Hit& h) {
  Setting s = look_left(d, h.last);
  s.first = std::min(s.first, h.first);
  look_right(d, h.last, s);
  return s;
}

bool plural_noun(const Discourse& d, const Hit& h) {
  return d.token(h.last - 1).xpos == "NNS" || d.token(h.last - 1).xpos == "NNPS" ||
         d.token(h.last - 1).feats.find("Number=Plur") != std::string_view::npos;
}

// "Deputy Chairman of the Security Council, Dmitry Medvedev, made threats": the title of the name behind it.
bool leads_to_name(Discourse& d, const Setting& s) {
  const uint32_t end = d.sentence_of(s.last - 1).last;
  const bool comma = s.last < end && d.parse.form(s.last) == ",";
  const uint32_t at = s.last + (comma ? 1 : 0);
  if (at >= end || d.owner[at] < 0) return false;
  const auto index = static_cast<uint32_t>(d.owner[at]);
  const Draft& person = d.drafts[index];
  if (person.mention.kind != Kind::kPerson || person.mention.form != Form::kName || person.mention.first != at ||
      !person.title.empty())
    return false;
  if (comma && (person.mention.last >= end || d.parse.form(person.mention.last) != ",")) return false;
  take_title(d, s, index);
  return true;
}

void add_title(Discourse& d, const Hit& h) {
  const Setting s = around(d, h);
  if (leads_to_name(d, s)) return;
  // A bare "count" or "mission" is no person: a title alone needs a country, an article or an office of ours.
  if (s.country.empty() && !s.definite && !s.indefinite && !h.is(Sort::kOffice)) return;
  const Upos pos = d.token(h.last - 1).upos;
  if (pos != Upos::NOUN && pos != Upos::PROPN) return;
  if (const Entry* e = h.is(Sort::kTitle); e && d.base.titles[e->index].rank == "honorific" && !h.is(Sort::kOffice))
    return;
  Draft& draft = d.add(s.first, h.last, Kind::kPerson, Form::kTitle, true);
  draft.mention.head = d.head_of(h.first, h.last);
  for (uint32_t t = h.first; t < h.last; ++t) d.owner[t] = static_cast<int32_t>(d.drafts.size() - 1);
  draft.definite = !s.indefinite && (s.definite || !s.country.empty());
  draft.plural = plural_noun(d, h);
  draft.sex = sex_of(d, s);
  name_office(d, s, draft);
  draft.mention.sectors = sectors_of(d, s, draft);
  draft.mention.why.emplace_back("title");
  draft.mention.confidence = .6F;
  if (draft.plural) draft.mention.kind = Kind::kGroup;
}

void add_noun(Discourse& d, const Hit& h, const Entry& e) {
  const Noun& noun = d.base.nouns[e.index];
  const Upos pos = d.token(h.last - 1).upos;
  if (pos != Upos::NOUN && pos != Upos::PROPN) return;
  const Setting s = around(d, h);
  const bool organ = e.sort == Sort::kOrgNoun;
  if (h.last < d.parse.tokens.size() && d.parse.form(h.last) == "-") return;  // "state-of-the-art"
  if (s.country.empty() && !noun.alone && !(organ && s.definite) &&
      !(noun.kind == Kind::kPerson && (s.definite || s.indefinite)))
    return;
  // The head of another noun ("government building") names no actor.
  const uint32_t head = d.head_of(h.first, h.last);
  if (lang::relation(d.token(head).deprel) == "compound") return;
  Draft& draft = d.add(s.first, h.last, noun.kind, Form::kNominal, true);
  draft.mention.head = head;
  for (uint32_t t = h.first; t < h.last; ++t) d.owner[t] = static_cast<int32_t>(d.drafts.size() - 1);
  draft.mention.country = s.country;
  draft.mention.sectors = noun.sectors;
  draft.canonical = noun.canonical.empty() ? d.folded(h.first, h.last) : noun.canonical;
  draft.plural = plural_noun(d, h) || (noun.plural && !organ);
  draft.definite = !s.indefinite && (s.definite || !s.country.empty());
  if (noun.kind == Kind::kPerson || s.indefinite) draft.canonical.clear();  // one of many
  draft.mention.why.emplace_back(s.country.empty() ? "noun" : "country+noun");
  draft.mention.confidence = s.country.empty() ? .5F : .85F;
}

}  // namespace

void collect_nominals(Discourse& d) {
  for (size_t i = 0; i < d.hits.size(); ++i) {
    const Hit h = d.hits[i];
    if (h.nested || h.country() || d.owner[h.last - 1] >= 0) continue;
    if (h.last - h.first == 1 && paired(d, h.first) != Kind::kOther)
      continue;  // "the two leaders" are found as a group
    if (const Entry* e = h.is(Sort::kOrgNoun)) {
      add_noun(d, h, *e);
    } else if (const Entry* n = h.is(Sort::kNoun); n && !h.is(Sort::kOffice)) {
      add_noun(d, h, *n);
    } else if (is_title(h)) {
      add_title(d, h);
    }
  }
}

}  // namespace annalist::who
