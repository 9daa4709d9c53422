// People named by others: "the leaders of South Korea and Japan" are two states' men, "his predecessor" held his office
// before him.
#include <algorithm>

#include "who/discourse.h"
#include "who/index.h"

namespace annalist::who {
namespace {

constexpr float kCoordinated = .8F;
constexpr float kSucceeded = .75F;

// The draft of the country that a hit names, -1 none.
int32_t country_draft(const Discourse& d, const Hit& h) {
  for (uint32_t i = 0; i < d.drafts.size(); ++i) {
    const Draft& o = d.drafts[i];
    if (o.mention.first == h.first && o.bound && o.mention.kind == Kind::kCountry) return static_cast<int32_t>(i);
  }
  return -1;
}

// Countries in a row from token `t` on: "South Korea, China and (the) United States". Fewer than two: none.
std::vector<uint32_t> countries_in_row(const Discourse& d, uint32_t t) {
  std::vector<uint32_t> out;
  const uint32_t end = d.sentence_of(t).last;
  bool joined = true, conjunction = false;
  while (t < end) {
    const Hit* h = d.hit(t);
    if (joined && d.is_word(t, "the")) {
      ++t;
    } else if (joined && h && h->country() && h->first == t) {
      const int32_t draft = country_draft(d, *h);
      if (draft < 0) break;
      out.push_back(static_cast<uint32_t>(draft));
      t = h->last, joined = false;
    } else if (!out.empty() && (d.is_word(t, "and") || d.parse.form(t) == ",")) {
      conjunction = conjunction || d.is_word(t, "and");
      joined = true, ++t;
    } else {
      break;
    }
  }
  return out.size() > 1 && conjunction ? out : std::vector<uint32_t>();
}

void make_group(Discourse& d, Draft& draft, std::vector<uint32_t> members, const std::string& noun) {
  Mention& m = draft.mention;
  std::vector<std::string> codes;
  m.name = noun + " of ";
  for (size_t i = 0; i < members.size(); ++i) {
    if (i > 0) m.name += " and ";
    m.name += d.drafts[members[i]].mention.name;
    codes.push_back(d.drafts[members[i]].mention.country);
  }
  std::sort(codes.begin(), codes.end());
  m.kind = Kind::kGroup, m.country.clear(), m.role.clear(), m.wikidata.clear();
  m.entity = d.provisional_id("group " + noun + ' ' + join_words(codes));
  m.members = std::move(members);
  m.why = {"members"};
  m.confidence = kCoordinated;
  draft.plural = draft.bound = draft.definite = true;
}

// Draft of the person whom a genitive stands for, as far as anybody is known of the base; -1 none.
int32_t possessor(const Discourse& d, uint32_t noun) {
  const int32_t genitive = d.tree.child(noun, "nmod:poss");
  if (genitive < 0) return -1;
  for (uint32_t i = 0; i < d.drafts.size(); ++i) {
    const Draft& o = d.drafts[i];
    const auto t = static_cast<uint32_t>(genitive);
    if (o.bound && !o.plural && o.mention.kind == Kind::kPerson && o.mention.first <= t && t < o.mention.last) return static_cast<int32_t>(i);
  }
  return -1;
}

bool named_beside(const Discourse& d, uint32_t noun) {
  const int32_t name = d.tree.child(noun, "appos");
  return name >= 0 && d.owner[static_cast<size_t>(name)] >= 0;
}

// The role of the row before (or after) that of `holder`, in the office held on the day, else in the latest one.
const Role* beside(const Discourse& d, std::string_view holder, bool before) {
  const auto e = std::find_if(d.base.entities.begin(), d.base.entities.end(), [&](const Entity& x) { return x.id == holder; });
  if (e == d.base.entities.end()) return nullptr;
  const Role* own = nullptr;
  for (uint32_t r : e->roles) {
    const Role& role = d.base.roles[r];
    if (d.day && role.from && *d.day < *role.from) continue;  // not yet
    if (!own || !d.base.offices[role.office].titles.empty()) own = &role;
    if (d.day && held(role, *d.day) == Held::kYes && !d.base.offices[role.office].titles.empty()) break;
  }
  if (!own) return nullptr;
  const auto rows = d.base.by_office.find(d.base.offices[own->office].name + '\t' + own->country);
  const Role* last = nullptr;
  bool passed = false;
  for (uint32_t r : rows) {
    const Role& role = d.base.roles[r];
    passed = passed || &role == own;
    if (role.entity == own->entity || !role.from) continue;
    if (before && own->from && *role.from < *own->from) last = &role;
    if (!before && passed && own->from && *own->from < *role.from) return &role;
  }
  return before ? last : nullptr;
}

}  // namespace

void collect_coordinated(Discourse& d) {
  for (uint32_t i = 0; i < d.drafts.size(); ++i) {
    const Mention& m = d.drafts[i].mention;
    const uint32_t t = m.last;
    const bool plural = d.token(m.head).feats.find("Number=Plur") != std::string_view::npos || d.drafts[i].plural ||
                        m.kind == Kind::kGroup;
    if (m.form == Form::kName || m.kind == Kind::kCountry || !plural || t + 1 >= d.sentence_of(m.first).last) continue;
    // The mention may end before "of", or hold "of" and the first country.
    for (uint32_t of = m.head + 1; of <= t && of + 1 < d.sentence_of(m.first).last; ++of) {
      if (!d.is_word(of, "of")) continue;
      std::vector<uint32_t> members = countries_in_row(d, of + 1);
      if (members.empty()) continue;
      const std::string noun = d.folded(m.head, m.head + 1);
      make_group(d, d.drafts[i], std::move(members), noun);
      break;
    }
  }
}

int32_t told_group(const Discourse& d, uint32_t at, std::string_view noun) {
  const uint32_t sentence = d.parse.sentence_of[at], story = d.parse.sentences[sentence].story;
  int32_t found = -1;
  for (uint32_t i = 0; i < d.drafts.size(); ++i) {
    const Draft& o = d.drafts[i];
    if (o.mention.first >= at || o.story != story || sentence - o.sentence > 3 || o.mention.members.size() != 2) continue;
    if (d.folded(o.mention.head, o.mention.head + 1) == noun) found = static_cast<int32_t>(i);
  }
  return found;
}

void bind_succession(Discourse& d) {
  for (uint32_t t = 0; t < d.parse.tokens.size(); ++t) {
    const bool before = d.token(t).lemma == "predecessor";
    if ((!before && d.token(t).lemma != "successor") || d.token(t).upos != lang::Upos::NOUN || d.owner[t] >= 0 || named_beside(d, t)) continue;
    const int32_t whose = possessor(d, t);
    if (whose < 0) continue;
    const Mention holder = d.drafts[static_cast<size_t>(whose)].mention;
    const Role* role = beside(d, holder.entity, before);
    if (!role) continue;
    const Entity& e = d.base.entities[role->entity];
    Draft& draft = d.add(std::min(t, holder.first), t + 1, Kind::kPerson, Form::kNominal, true);
    Mention& m = draft.mention;
    m.head = t;
    m.entity = e.id, m.name = e.name, m.country = e.country, m.wikidata = e.wikidata, m.sectors = e.sectors;
    m.why = {before ? "predecessor" : "successor", "role"};
    m.confidence = role->verified && e.verified ? kSucceeded : .6F;
    if (!role->verified || !e.verified) m.why.emplace_back("unverified");
    draft.sex = e.sex;
    draft.bound = true;
  }
}

}  // namespace annalist::who
