#include "who/discourse.h"

#include <algorithm>

namespace annalist::who {
namespace {

constexpr uint32_t kLeftWindow = 14;  // tokens a phrase may reach left of its head: longer ones are other phrases
constexpr uint32_t kModifiers = 4;    // plain adjectives and nouns between country, title and name

bool possessive(const Discourse& d, uint32_t t) {
  const std::string_view f = d.parse.form(t);
  return f == "'s" || f == "’s" || f == "'" || f == "’" || f == "'S";
}

bool is_former(const Discourse& d, uint32_t t) {
  return d.is_word(t, "former") || d.is_word(t, "then") || d.is_word(t, "ex") || d.is_word(t, "late");
}

bool names_person(const Hit& h, const Base::Impl& base) {
  const Entry* e = h.is(Sort::kEntity);
  return e && base.entities[e->index].kind == Kind::kPerson;
}

}  // namespace

uint32_t Discourse::head_of(uint32_t first, uint32_t last) const {
  for (uint32_t t = first; t < last; ++t) {
    const int32_t h = parse.tokens[t].head;
    if ((h < static_cast<int32_t>(first) || h >= static_cast<int32_t>(last)) && token(t).upos != lang::Upos::PUNCT)
      return t;
  }
  return last - 1;
}

Draft& Discourse::add(uint32_t first, uint32_t last, Kind kind, Form form, bool nested) {
  Draft draft;
  Mention& m = draft.mention;
  m.first = first, m.last = last, m.span = parse.span(first, last);
  m.kind = kind, m.form = form, m.head = head_of(first, last);
  draft.sentence = parse.sentence_of[first];
  draft.story = parse.sentences[draft.sentence].story;
  draft.phrase = m.span;
  draft.definite = form == Form::kName;
  if (!nested)
    for (uint32_t t = first; t < last; ++t) owner[t] = static_cast<int32_t>(drafts.size());
  drafts.push_back(std::move(draft));
  return drafts.back();
}

bool Discourse::is_word(uint32_t t, std::string_view lower) const {
  const std::string_view f = parse.form(t);
  if (f.size() != lower.size()) return false;
  for (size_t i = 0; i < f.size(); ++i) {
    const char c = f[i] >= 'A' && f[i] <= 'Z' ? static_cast<char>(f[i] + 32) : f[i];
    if (c != lower[i]) return false;
  }
  return true;
}

std::string Discourse::folded(uint32_t first, uint32_t last) const {
  std::vector<std::string> words;
  for (uint32_t t = first; t < last; ++t) fold_words(parse.form(t), words);
  return join_words(words);
}

std::string Discourse::provisional_id(const std::string& canonical) {
  const auto next = [&] { return "p:" + key + ":" + std::to_string(++provisional); };
  if (canonical.empty()) return next();
  const auto found = provisional_of.find(canonical);
  if (found != provisional_of.end()) return found->second;
  return provisional_of.emplace(canonical, next()).first->second;
}

std::string country_of(const Discourse& d, const Hit& hit) {
  std::string fallback;
  for (const Entry& e : hit.entries) {
    if (e.sort < Sort::kCountry || e.sort > Sort::kMetonym) continue;
    const std::string& code = d.base.countries[e.index].code;
    const bool named = std::binary_search(d.named.begin(), d.named.end(), code);
    if (named) return code;
    if (!e.context && fallback.empty()) fallback = code;
  }
  return fallback;
}

Setting look_left(const Discourse& d, uint32_t end) {
  Setting s;
  s.first = s.last = end;
  const uint32_t floor =
      std::max(d.sentence_of(end == 0 ? 0 : end - 1).first, end < kLeftWindow ? 0 : end - kLeftWindow);
  uint32_t spare = kModifiers;
  for (uint32_t t = end; t > floor;) {
    const uint32_t i = t - 1;
    const Hit* h = d.hit(i);
    if (h && h->last == t && h->first >= floor) {
      const auto index = static_cast<uint32_t>(d.hit_at[i]);
      if (names_person(*h, d.base)) break;
      if (h->country()) {
        if (of_descent(d, *h)) break;
        const std::string code = country_of(d, *h);
        if (code.empty() || !s.country.empty()) break;
        s.country = code;
      } else if (h->is(Sort::kOffice) || h->is(Sort::kTitle)) {
        s.titles.insert(s.titles.begin(), index);
      } else if (h->is(Sort::kOrgNoun) ||
                 (h->is(Sort::kEntity) && d.base.entities[h->is(Sort::kEntity)->index].kind == Kind::kOrganization)) {
        s.orgs.insert(s.orgs.begin(), index);
        const Entry* e = h->is(Sort::kEntity);
        if (e && s.country.empty()) s.country = d.base.entities[e->index].country;
      } else if (!h->is(Sort::kNoun)) {
        break;
      }
      t = s.first = h->first;
      continue;
    }
    const lang::Upos pos = d.token(i).upos;
    if (pos == lang::Upos::DET) {
      s.definite = d.is_word(i, "the") || d.is_word(i, "this") || d.is_word(i, "that");
      s.indefinite = d.is_word(i, "a") || d.is_word(i, "an") || d.is_word(i, "some");
      s.first = i;
      break;
    }
    if (possessive(d, i)) {
      const Hit* before = i > floor ? d.hit(i - 1) : nullptr;
      if (!before || names_person(*before, d.base)) break;
    } else if (is_former(d, i)) {
      s.former = true;
    } else if (d.parse.form(i) == "-" || d.parse.form(i) == "&") {
      if (spare == kModifiers) break;
    } else if ((pos == lang::Upos::ADJ || pos == lang::Upos::NOUN || pos == lang::Upos::NUM ||
                pos == lang::Upos::PROPN) &&
               spare > 0 && d.name_at[i] < 0) {
      --spare;
    } else if (d.name_at[i] >= 0 &&
               d.parse.names[static_cast<size_t>(d.name_at[i])].kind == lang::NameKind::kOrganization && spare > 0) {
      --spare;
    } else {
      break;
    }
    t = s.first = i;
  }
  // Modifiers that lead to nothing belong to another phrase only when punctuation parts them, which stopped the walk.
  return s;
}

void look_right(const Discourse& d, uint32_t begin, Setting& s) {
  const uint32_t ceiling = d.sentence_of(begin == 0 ? 0 : begin - 1).last;
  s.last = std::max(s.last, begin);
  uint32_t t = begin;
  while (t + 1 < ceiling && (d.is_word(t, "of") || d.is_word(t, "for") || d.is_word(t, "in") || d.is_word(t, "at"))) {
    const bool of = d.is_word(t, "of") || d.is_word(t, "for");
    ++t;
    uint32_t reached = 0;
    for (uint32_t k = 0; k < 8 && t < ceiling; ++k) {
      const Hit* h = d.hit(t);
      if (h && h->first == t) {
        if (names_person(*h, d.base)) break;
        if (h->country()) {
          if (s.country.empty() && of) s.country = country_of(d, *h);
        } else if (h->is(Sort::kOrgNoun) || h->is(Sort::kEntity)) {
          s.orgs.push_back(static_cast<uint32_t>(d.hit_at[t]));
          s.of_organ = true;
          const Entry* e = h->is(Sort::kEntity);
          if (e && of && s.country.empty() && !of_another_body(d, *h, d.base.entities[e->index]))
            s.country = d.base.entities[e->index].country;
        }
        t = reached = h->last;
      } else if (d.token(t).upos == lang::Upos::DET || possessive(d, t) || d.token(t).upos == lang::Upos::ADJ) {
        ++t;
      } else {
        break;
      }
    }
    if (reached == 0) return;
    s.last = t = reached;
  }
}

// "The U.S. leader" is whoever holds the office that leads there.
void name_leader(const Discourse& d, Draft& draft) {
  auto row = d.base.leaders.find(draft.mention.country);
  if (row == d.base.leaders.end()) row = d.base.leaders.find("");
  if (row == d.base.leaders.end() || draft.mention.country.empty()) return;
  for (const std::string& name : row->second)
    for (uint32_t o = 0; o < d.base.offices.size(); ++o)
      if (d.base.offices[o].name == name &&
          (d.base.offices[o].country.empty() || d.base.offices[o].country == draft.mention.country))
        draft.offices.push_back(o);
}

void name_office(const Discourse& d, const Setting& s, Draft& draft) {
  // The wording without its country: "secretary of the [russian] security council".
  std::vector<std::string> words;
  for (uint32_t t = s.first; t < s.last;) {
    const Hit* h = d.hit(t);
    if (h && h->country() && h->first == t) {
      t = h->last;
      if (t < s.last && possessive(d, t)) ++t;
      continue;
    }
    if (!(words.empty() && d.token(t).upos == lang::Upos::DET)) fold_words(d.parse.form(t), words);
    ++t;
  }
  const auto fits = [&](const Entry& e) {
    const std::string& c = d.base.offices[e.index].country;
    return e.sort == Sort::kOffice && (c.empty() || s.country.empty() || c == s.country);
  };
  draft.title = join_words(words);
  // The longest tail of the wording that names an office; then each title alone.
  for (size_t i = 0; i < words.size() && draft.offices.empty(); ++i) {
    const std::string tail = join_words({words.begin() + static_cast<std::ptrdiff_t>(i), words.end()});
    for (const Entry& e : d.base.phrases.find(tail))
      if (fits(e)) draft.offices.push_back(e.index);
  }
  for (uint32_t h : s.titles) {
    if (!draft.offices.empty() || s.of_organ) break;
    for (const Entry& e : d.hits[h].entries)
      if (fits(e)) draft.offices.push_back(e.index);
  }
  if (draft.mention.country.empty()) draft.mention.country = s.country;
  if (!draft.offices.empty() && d.base.offices[draft.offices[0]].name == "Leader") name_leader(d, draft);
  draft.former = draft.former || s.former;
}

}  // namespace annalist::who
