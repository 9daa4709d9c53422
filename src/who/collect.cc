// Names: countries, people, organisations, weapons and places that the text calls by name.
#include <algorithm>

#include "base/utf8.h"
#include "who/discourse.h"

namespace annalist::who {
namespace {

using lang::Upos;

bool starts_upper(const Discourse& d, uint32_t t) {
  return utf8::is_upper(utf8::decode(d.parse.form(t), 0).value);
}

bool starts_digit(const Discourse& d, uint32_t t) {
  const char c = d.parse.form(t)[0];
  return c >= '0' && c <= '9';
}

// A year that the token tells, 0 for none.
int year_of(std::string_view form) {
  if (form.size() < 4 || (form.size() > 4 && (form[4] == 's' ? form.size() > 5 : static_cast<unsigned char>(form[4]) < 0x80 && form[4] != '-')))
    return 0;
  int year = 0;
  for (size_t i = 0; i < 4; ++i) {
    if (form[i] < '0' || form[i] > '9') return 0;
    year = year * 10 + (form[i] - '0');
  }
  return year >= 1000 && year <= 2100 ? year : 0;
}

// Does a seat stand as a place here: "in Moscow", "visiting Moscow", "Moscow, June 19"?
bool as_place(const Discourse& d, const Hit& h) {
  if (d.parse.page)
    for (const page::Story& story : d.parse.page->stories)
      if (story.dateline_place.overlaps(d.parse.span(h.first, h.last))) return true;
  // "MOSCOW (AP)", "WASHINGTON - A visa …": a dateline that the page did not mark.
  const lang::Sentence& s = d.sentence_of(h.first);
  if (h.first == s.first && h.last < s.last) {
    const std::string_view after = d.parse.form(h.last);
    if (after == "-" || after == "--" || after == "—" || after == "–" || after == "(") return true;
  }
  const uint32_t head = d.head_of(h.first, h.last);
  const int32_t governor = d.token(head).head;
  const auto verb_takes = [&](std::string_view how) {
    return governor >= 0 &&
           d.base.place_verbs.contains(d.token(static_cast<uint32_t>(governor)).lemma + ' ' + std::string(how));
  };
  for (uint32_t c : d.tree.children(head)) {
    if (c > head || lang::relation(d.token(c).deprel) != "case") continue;
    const std::string preposition = d.folded(c, c + 1);
    return d.base.place_verbs.contains("any " + preposition) || verb_takes(preposition);
  }
  const std::string_view rel = lang::relation(d.token(head).deprel);
  return governor < 0 || (rel == "obj" && verb_takes("obj"));
}

}  // namespace

namespace {

// What follows a country makes a longer name of it: "Syrian Army", "Caribbean sea", an organ of its own, "Google+".
bool goes_on(const Discourse& d, const Hit& h, uint32_t end) {
  const bool demonym = !h.is(Sort::kCountry) && !h.is(Sort::kEntity);
  const auto name = [&](uint32_t t) { return starts_upper(d, t) && d.token(t).upos != Upos::PRON; };
  uint32_t next = h.last;
  const bool hyphen = next < end && d.parse.form(next) == "-";
  if (hyphen) ++next;
  if (next >= end) return false;
  const Hit* behind = d.hit(next);
  // "British-American" names both, "the Spanish-American War" neither.
  if (hyphen && behind && behind->is(Sort::kDemonym)) return behind->last < end && name(behind->last);
  const std::string word = d.folded(next, next + 1);
  if (name(next) || starts_digit(d, next) || word == "national" || d.token(next).upos == Upos::NUM || d.parse.form(next) == "+") return true;
  // "Canadian television series" is no broadcaster's: there the noun serves another.
  if (behind && ((behind->is(Sort::kOrgNoun) && d.token(next).deprel != "compound") || (demonym && behind->is(Sort::kOffice)))) return true;
  if (demonym && d.base.event_words.contains("body " + word)) return true;
  // "A Danish island" is one of Denmark's, "Java island" is Java; "the Indian subcontinent" is another place.
  const auto& words = d.base.names.place_words;
  return std::any_of(words.begin(), words.end(), [&](const auto& w) {
    if (w.second == "-" || w.first != word) return false;
    return demonym ? w.second == "sea" || w.second == "peninsula" : !(w.second == "island" && h.is(Sort::kEntity));
  });
}

// "The collapse of the Soviet Union", "the war with India": an event by name. `before`: the token before the country.
bool names_event(const Discourse& d, uint32_t first, uint32_t before) {
  if (before == first) return false;
  return d.base.event_words.contains(d.folded(before, before + 1) + ' ' + d.folded(before - 1, before));
}

// Does the country stand for itself? Not as a word of a longer name ("Partitions of Poland", "Northern Asia"), not as a
// language ("in Spanish"), not as a team.
bool alone(const Discourse& d, const Hit& h) {
  const lang::Sentence& s = d.sentence_of(h.first);
  const auto name = [&](uint32_t t) { return starts_upper(d, t) && d.token(t).upos != Upos::PRON; };
  const bool demonym = !h.is(Sort::kCountry) && !h.is(Sort::kEntity);
  if (h.nested) return false;  // "the Soviet ambassador to Poland" is an office
  if (goes_on(d, h, s.last)) return false;
  if (h.first == s.first) return true;
  uint32_t before = h.first - 1;
  // "British Pakistanis" are no people of Pakistan.
  if (h.is(Sort::kNationals) && d.hit(before) && d.hit(before)->is(Sort::kDemonym)) return false;
  const bool article = d.is_word(before, "the");
  if (demonym && d.is_word(before, "in") && (h.last >= s.last || d.token(h.last).upos == Upos::PUNCT)) return false;
  if (article && before > s.first) --before;
  if (names_event(d, s.first, before)) return false;
  if (d.parse.form(before) == "-" && before > s.first) --before;
  // "Istanbul, Turkey" names the town; "the European Union, Germany" two of a kind, "under the act, Ecuador sold" a subject.
  if (d.parse.form(before) == "," && before > s.first && !article && name(before - 1)) {
    const Hit* town = d.hit(before - 1);
    const bool body = town && (town->is(Sort::kEntity) || (town->country() && !town->is(Sort::kMetonym)));
    if (!body && !d.token(h.last - 1).deprel.starts_with("nsubj")) return false;
  }
  // What the tagger or the index knows as a name of its own is none here.
  const auto part = [&](uint32_t t) { return name(t) && !d.hit(t) && t > s.first; };
  if (before == h.first - 1 && part(before)) return false;
  if (!d.is_word(before, "of") || before == s.first || !name(before - 1) || before - 1 == s.first) return true;
  // "Guadalajara Province of Spain": the province has its name, Spain has its own.
  const std::string common = d.folded(before - 1, before);
  return std::any_of(d.base.names.place_words.begin(), d.base.names.place_words.end(),
                     [&](const auto& w) { return w.second == "oblast" && w.first == common; });
}

}  // namespace

// A body's short name inside another body's: "African National Congress", "Socialist Workers' Party of Croatia", "the
// Democratic Party of Equatorial Guinea".
bool of_another_body(const Discourse& d, const Hit& h, const Entity& e) {
  if (e.kind != Kind::kOrganization) return false;
  const lang::Sentence& s = d.sentence_of(h.first);
  const auto elsewhere = [&](const Hit* of) { return of && of->country() && !e.country.empty() && country_of(d, *of) != e.country; };
  uint32_t next = h.last;
  if (next + 1 < s.last && d.is_word(next, "of")) {
    if (d.is_word(++next, "the") && next + 1 < s.last) ++next;
    if (d.hit(next) && d.hit(next)->first == next && elsewhere(d.hit(next))) return true;
  }
  if (h.first == s.first) return false;
  const uint32_t before = h.first - 1;
  if (const Hit* left = d.hit(before)) return left->is(Sort::kDemonym) && elsewhere(left);
  // The tagger reads one name, and what leads it is a word of it.
  const int32_t name = d.name_at[h.first];
  return name >= 0 && name == d.name_at[before] && starts_upper(d, before) && before > s.first;
}

bool as_team(const Discourse& d, uint32_t first, uint32_t last, bool demonym) {
  const lang::Sentence& s = d.sentence_of(first);
  const auto sport = [&](uint32_t t) { return d.base.sport_words.contains(d.folded(t, t + 1)); };
  if (last < s.last && sport(last) && !demonym) return true;  // "a Maltese football club" is of Malta
  uint32_t before = first;
  if (before > s.first && d.is_word(before - 1, "the")) --before;
  if (before == s.first || !d.base.team_sides.contains(d.folded(before - 1, before))) return false;
  for (uint32_t t = s.first; t < s.last; ++t)
    if ((t < first || t >= last) && sport(t)) return true;
  return false;
}

bool of_descent(const Discourse& d, const Hit& h) {
  return h.first > d.sentence_of(h.first).first && d.base.descent_words.contains(d.folded(h.first - 1, h.first));
}

bool before_state(const Discourse& d, uint32_t t, const std::string& code) {
  const auto since = d.base.states_since.find(code);
  if (since == d.base.states_since.end()) return false;
  if (d.years.empty()) {
    int last = 0;
    for (const lang::Sentence& s : d.parse.sentences) {
      int own = 0;
      for (uint32_t i = s.first; i < s.last; ++i) own = std::max(own, year_of(d.parse.form(i)));
      if (own != 0) last = own;
      d.years.push_back(d.day ? own : last);
    }
  }
  const int year = d.years[d.parse.sentence_of[t]];
  return year != 0 && year < since->second;
}

void collect_countries(Discourse& d) {
  for (const Hit& h : d.hits)
    for (const Entry& e : h.entries)
      if ((e.sort == Sort::kCountry && !e.context) || e.sort == Sort::kDemonym || e.sort == Sort::kNationals)
        d.named.push_back(d.base.countries[e.index].code);
  std::sort(d.named.begin(), d.named.end());
  d.named.erase(std::unique(d.named.begin(), d.named.end()), d.named.end());
  for (size_t i = 0; i < d.hits.size(); ++i) {
    const Hit h = d.hits[i];
    const Entry* e = h.country();
    if (!e || h.is(Sort::kEntity)) continue;
    const std::string code = country_of(d, h);
    if (code.empty()) continue;
    // "the North Atlantic", "South Carolina": a compass word inside another name.
    if (e->context && h.last < d.parse.tokens.size() && starts_upper(d, h.last) && d.token(h.last).upos == Upos::PROPN)
      continue;
    // "Ethnic Albanians" are people of whatever state: a group of this document.
    if (of_descent(d, h)) {
      if (!h.is(Sort::kNationals) && !h.is(Sort::kDemonym)) continue;
      Mention& people = d.add(h.first - 1, h.last, Kind::kGroup, Form::kNominal, h.nested).mention;
      people.sectors = {"CVL"};
      people.why.emplace_back("descent");
      people.confidence = .8F;
      continue;
    }
    const bool metonym = h.is(Sort::kMetonym) && !h.is(Sort::kCountry);
    const bool place = metonym && as_place(d, h);
    Draft& draft = d.add(h.first, h.last, place ? Kind::kPlace : Kind::kCountry, Form::kName, h.nested);
    Mention& m = draft.mention;
    m.country = code;
    draft.canonical = "c:" + code;
    m.metonym = metonym && !place;
    m.why.emplace_back(m.metonym ? "metonym" : h.is(Sort::kDemonym) || h.is(Sort::kNationals) ? "demonym" : "alias");
    m.confidence = e->context || m.metonym ? .85F : .97F;
    if (place) {
      fold_words(m.span.of(d.parse.text), draft.words);
      continue;
    }
    d.state_from[h.first] = d.state_to[h.last] = code;
    m.entity = "c:" + code, m.name = d.base.country(code)->name, m.sectors = {"GOV"};
    // A building or a capital that stands for its government is not the state's own entry, nor is a word of a longer name.
    if (!metonym && alone(d, h) && !as_team(d, h.first, h.last, !h.is(Sort::kCountry)) && !before_state(d, h.first, code))
      m.wikidata = d.base.country(code)->wikidata;
    draft.bound = true;
    draft.plural = h.is(Sort::kNationals) && !h.is(Sort::kDemonym);
    for (const Entry& other : h.entries)
      if (other.sort <= Sort::kMetonym && other.sort >= Sort::kCountry && d.base.countries[other.index].code != code)
        m.ambiguous.push_back("c:" + d.base.countries[other.index].code);
  }
}

namespace {

// Entities that a hit may mean, all of one kind (the first entry's).
std::vector<uint32_t> meant(const Base::Impl& base, const Hit& h) {
  std::vector<uint32_t> out;
  for (const Entry& e : h.entries)
    if (e.sort == Sort::kEntity && (out.empty() || base.entities[e.index].kind == base.entities[out[0]].kind))
      out.push_back(e.index);
  return out;
}

// A knowledge-base hit that the tagger's longer name swallows is another name: "Kim Song" in "Kim Song Nam".
bool swallowed(const Discourse& d, const Hit& h, Kind kind) {
  for (uint32_t t = h.first; t < h.last; ++t) {
    if (d.name_at[t] < 0) continue;
    const lang::Name& n = d.parse.names[static_cast<size_t>(d.name_at[t])];
    if (kind != Kind::kPerson || n.kind != lang::NameKind::kPerson) continue;
    for (uint32_t k = n.first; k < n.last; ++k)
      if ((k < h.first || (k >= h.last && d.parse.form(h.last) != "-")) && starts_upper(d, k) &&
          (!d.hit(k) || k >= h.last))
        return true;
  }
  return false;
}

// A short name or a part of the world beside further capitals is part of another name: "Bloc Québécois", "Equatorial
// Africa", "South Asia".
bool inside_name(const Discourse& d, const Hit& h, const std::vector<uint32_t>& entities) {
  const Entity& e = d.base.entities[entities[0]];
  if (h.last - h.first > 1) return false;
  const bool common = utf8::is_lower(utf8::decode(e.aliases.empty() ? e.name : e.aliases.back(), 0).value);
  if (e.kind != Kind::kPlace && !common) return false;
  const lang::Sentence& s = d.sentence_of(h.first);
  const auto name = [&](uint32_t t) { return t > s.first && t < s.last && starts_upper(d, t) && !d.hit(t); };
  return name(h.last) || (h.first > s.first + 1 && name(h.first - 1));
}

// "The bloc" is the European Union where the text names it; elsewhere it is any bloc.
bool common_word_alone(const Discourse& d, const Hit& h, uint32_t entity) {
  if (d.base.entities[entity].kind != Kind::kOrganization || h.last - h.first > 1 || !utf8::is_lower(utf8::decode(d.parse.form(h.first), 0).value)) return false;
  return std::none_of(d.hits.begin(), d.hits.end(), [&](const Hit& o) {
    return starts_upper(d, o.first) && std::any_of(o.entries.begin(), o.entries.end(), [&](const Entry& e) { return e.sort == Sort::kEntity && e.index == entity; });
  });
}

// "central Africa", "northern Europe": a part, with a name of its own.
bool part_of_it(const Discourse& d, const Hit& h) {
  if (h.first == d.sentence_of(h.first).first) return false;
  const std::string before = d.folded(h.first - 1, h.first);
  return before == "central" || before == "north" || before == "south" || before == "east" || before == "west" ||
         before.ends_with("ern");
}

void set_words(Discourse& d, Draft& draft) {
  draft.words.clear();
  for (uint32_t t = draft.mention.first; t < draft.mention.last; ++t) fold_words(d.parse.form(t), draft.words);
  if (!draft.words.empty() && draft.words.back() == "s" && draft.words.size() > 1) draft.words.pop_back();
}

void collect_hits(Discourse& d) {
  for (size_t i = 0; i < d.hits.size(); ++i) {
    const Hit h = d.hits[i];
    const std::vector<uint32_t> entities = meant(d.base, h);
    if (entities.empty() || (h.nested && d.base.entities[entities[0]].kind != Kind::kOrganization)) continue;
    const Kind kind = d.base.entities[entities[0]].kind;
    if (swallowed(d, h, kind) || inside_name(d, h, entities) || of_another_body(d, h, d.base.entities[entities[0]]) ||
        common_word_alone(d, h, entities[0]))
      continue;
    if (kind == Kind::kPlace && (!alone(d, h) || part_of_it(d, h) || as_team(d, h.first, h.last, false))) continue;
    if (h.last < d.sentence_of(h.first).last && d.parse.form(h.last) == "+") continue;
    Draft& draft = d.add(h.first, h.last, kind, Form::kName, h.nested);
    draft.candidates = entities;
    draft.mention.why.emplace_back("alias");
    draft.mention.confidence = .95F;
    set_words(d, draft);
  }
}

Kind kind_of(lang::NameKind k) {
  switch (k) {
    case lang::NameKind::kPerson:
      return Kind::kPerson;
    case lang::NameKind::kOrganization:
      return Kind::kOrganization;
    case lang::NameKind::kLocation:
      return Kind::kPlace;
    default:
      return Kind::kOther;
  }
}

// Tokens that no other name owns; a country inside a longer name ("Japan Times") is no owner.
bool free_for_name(const Discourse& d, uint32_t first, uint32_t last) {
  for (uint32_t t = first; t < last; ++t) {
    // Inside a title ("ambassador to the UN") no name of its own begins.
    const Hit* h = d.hit(t);
    if (h && (h->is(Sort::kOffice) || h->is(Sort::kTitle)) && h->first <= first && h->last >= last) return false;
    if (d.owner[t] < 0) continue;
    const Mention& m = d.drafts[static_cast<size_t>(d.owner[t])].mention;
    if (m.kind != Kind::kCountry || m.last - m.first >= last - first) return false;
  }
  return true;
}

// "Russian Foreign Ministry" as a tagged organisation is a noun of ours with its country.
bool is_common(const Discourse& d, uint32_t first, uint32_t last) {
  const Hit* h = d.hit(first);
  if (h && h->country() && h->last < last) {
    first = h->last;
    if (d.parse.form(first) == "'s" || d.parse.form(first) == "’s") ++first;
    h = first < last ? d.hit(first) : nullptr;
  }
  return h && h->first == first && h->last >= last &&
         (h->is(Sort::kOrgNoun) || h->is(Sort::kTitle) || h->is(Sort::kOffice) || h->is(Sort::kNoun));
}

// "Jong-un" is three tokens; a tagger may stop at the hyphen, or before "So-hee".
uint32_t past_hyphens(const Discourse& d, uint32_t last) {
  const uint32_t end = d.sentence_of(last - 1).last;
  const auto free = [&](uint32_t t) { return d.owner[t] < 0 && !d.hit(t); };
  if (last < end && free(last) && starts_upper(d, last) && d.parse.form(last).find('-') != std::string_view::npos &&
      d.parse.form(last).size() > 3)
    return last + 1;
  const auto glued = [&](uint32_t t) { return d.token(t).span.begin == d.token(t - 1).span.end; };
  if (last + 2 < end && free(last) && starts_upper(d, last) && d.parse.form(last + 1) == "-" && glued(last + 1) &&
      glued(last + 2) && free(last + 2) && !starts_upper(d, last + 2))
    last += 3;
  while (last + 1 < end && d.parse.form(last) == "-" && d.token(last).span.begin == d.token(last - 1).span.end &&
         d.token(last + 1).span.begin == d.token(last).span.end && d.owner[last + 1] < 0 && !d.hit(last + 1))
    last += 2;
  return last;
}

// Where a name begins behind countries and titles that the tagger took into it.
uint32_t after_titles(const Discourse& d, uint32_t first, uint32_t last) {
  while (first < last && d.hit(first) &&
         (d.hit(first)->is(Sort::kTitle) || d.hit(first)->is(Sort::kOffice) || d.hit(first)->country()) &&
         d.hit(first)->last < last)
    first = d.hit(first)->last;
  return first;
}

// A tagged name less what hits already explain: leading titles, countries, a trailing possessive.
void collect_tagged(Discourse& d) {
  for (const lang::Name& n : d.parse.names) {
    uint32_t first = n.first, last = n.last;
    while (last > first &&
           (d.token(last - 1).upos == Upos::PUNCT || d.parse.form(last - 1) == "'s" || d.parse.form(last - 1) == "’s"))
      --last;
    // A name neither begins nor ends with a small function word: "of the", "Republican of".
    const auto small = [&](uint32_t t) {
      const Upos pos = d.token(t).upos;
      return (pos == Upos::ADP || pos == Upos::DET || pos == Upos::CCONJ || pos == Upos::AUX) && !starts_upper(d, t);
    };
    while (last > first && small(last - 1)) --last;
    while (first < last && small(first)) ++first;
    if (first >= last) continue;
    // "The Netherlands" at the head of a sentence is the country, known already.
    const Hit* behind = d.token(first).upos == Upos::DET && first + 1 < last ? d.hit(first + 1) : nullptr;
    if (behind && behind->country() && behind->first == first + 1 && behind->last == last) continue;
    // "Security Council resolution": the common noun behind a name is none of it.
    while (last > first + 1 && d.token(last - 1).upos == Upos::NOUN &&
           utf8::is_lower(utf8::decode(d.parse.form(last - 1), 0).value) && d.parse.form(last - 2) != "-")
      --last;
    Kind kind = kind_of(n.kind);
    const uint32_t name = after_titles(d, first, last);
    if (kind == Kind::kPerson || (name > first && d.hit(name - 1) && !d.hit(name - 1)->country()))
      first = name, kind = Kind::kPerson;
    if (kind == Kind::kPerson)  // "Kim Jong-un-Putin": the first of the two is known already
      while (first < last && (d.owner[first] >= 0 || d.parse.form(first) == "-")) ++first;
    if (kind == Kind::kPerson && first < last) last = past_hyphens(d, last);
    if (n.kind == lang::NameKind::kMisc && last - first == 1 && d.token(first).upos == Upos::ADJ)
      continue;  // "European"
    if (first >= last || !free_for_name(d, first, last) || is_common(d, first, last)) continue;
    Draft& draft = d.add(first, last, kind, Form::kName);
    draft.mention.confidence = std::min(n.confidence > 0 ? n.confidence : .7F, .9F);
    draft.mention.why.emplace_back("name");
    set_words(d, draft);
  }
}

// "Secretary Shoigu" where the tagger saw no person: capitals after a title that people bear before their name.
void collect_titled(Discourse& d) {
  for (size_t i = 0; i < d.hits.size(); ++i) {
    const Hit h = d.hits[i];
    if (h.nested || (!h.is(Sort::kTitle) && !h.is(Sort::kOffice)) || h.country() || h.is(Sort::kEntity)) continue;
    const uint32_t end = d.sentence_of(h.first).last;
    if (!starts_upper(d, h.last - 1) &&
        !(h.is(Sort::kTitle) && d.base.titles[h.is(Sort::kTitle)->index].rank == "honorific"))
      continue;
    uint32_t t = h.last;
    while (t < end && t - h.last < 4 && (d.token(t).upos == Upos::PROPN || d.parse.form(t) == "-") && !d.hit(t) &&
           (starts_upper(d, t) || t > h.last)) {
      const int32_t owner = d.owner[t];
      if (owner >= 0 && d.drafts[static_cast<size_t>(owner)].mention.kind == Kind::kPerson) break;
      if (owner >= 0 && d.drafts[static_cast<size_t>(owner)].mention.first != h.last) break;
      ++t;
    }
    if (t == h.last) continue;
    if (t - h.last == 1 && d.owner[h.last] < 0) t = past_hyphens(d, t);
    const int32_t owner = d.owner[h.last];
    if (owner >= 0) {
      Mention& m = d.drafts[static_cast<size_t>(owner)].mention;
      if (m.kind != Kind::kPerson && m.last <= t) m.kind = Kind::kPerson, m.confidence = .6F;
      continue;
    }
    Draft& draft = d.add(h.last, t, Kind::kPerson, Form::kName);
    draft.mention.confidence = .6F;
    draft.mention.why.emplace_back("title");
    set_words(d, draft);
  }
}

// Speakers' labels: the page has read the name, whatever the tagger says ("[Name/Role: …").
void collect_labels(Discourse& d) {
  if (!d.parse.page) return;
  uint32_t t = 0;
  for (const page::Turn& turn : d.parse.page->turns) {
    if (turn.name.empty()) continue;
    while (t < d.parse.tokens.size() && d.token(t).span.begin < turn.name.begin) ++t;
    uint32_t last = t;
    while (last < d.parse.tokens.size() && d.token(last).span.end <= turn.name.end) ++last;
    bool free = last > t;
    for (uint32_t k = t; k < last; ++k)
      free = free && d.owner[k] < 0 && d.parse.sentence_of[k] == d.parse.sentence_of[t];
    while (free && t < last && d.hit(t) && (d.hit(t)->is(Sort::kTitle) || d.hit(t)->is(Sort::kOffice)) &&
           d.hit(t)->last <= last)
      t = d.hit(t)->last;
    if (!free || t >= last || d.hit(t)) continue;
    Draft& draft = d.add(t, last, Kind::kPerson, Form::kName);
    draft.mention.confidence = .85F;
    draft.mention.why.emplace_back("label");
    set_words(d, draft);
  }
}

}  // namespace

void collect_names(Discourse& d) {
  collect_hits(d);
  collect_labels(d);
  collect_tagged(d);
  collect_titled(d);
}

}  // namespace annalist::who
