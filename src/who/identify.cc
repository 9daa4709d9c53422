#include "who/identify.h"

#include <algorithm>
#include <numeric>

#include "who/discourse.h"

namespace annalist::who {
namespace {

void prepare(Discourse& d) {
  const size_t n = d.parse.tokens.size();
  d.owner.assign(n, -1);
  d.hit_at.assign(n, -1);
  d.name_at.assign(n, -1);
  for (size_t i = 0; i < d.parse.names.size(); ++i)
    for (uint32_t t = d.parse.names[i].first; t < d.parse.names[i].last; ++t) d.name_at[t] = static_cast<int32_t>(i);
  d.hits = scan(d.base, d.parse);
  for (size_t i = 0; i < d.hits.size(); ++i)
    if (!d.hits[i].nested)
      for (uint32_t t = d.hits[i].first; t < d.hits[i].last; ++t) d.hit_at[t] = static_cast<int32_t>(i);
}

// Mentions in order of the text, the wider of two that start together first; tokens point to the widest they head.
Cast assemble(Discourse& d) {
  std::vector<uint32_t> order(d.drafts.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    const Span x = d.drafts[a].mention.span, y = d.drafts[b].mention.span;
    return x.begin != y.begin ? x.begin < y.begin : x.end > y.end;
  });
  std::erase_if(order, [&](uint32_t i) { return d.drafts[i].dropped; });
  std::vector<uint32_t> place(d.drafts.size());
  for (uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  Cast cast;
  for (ChainedPhrase& p : d.chained)
    if (p.mention >= 0) p.mention = static_cast<int32_t>(place[static_cast<size_t>(p.mention)]);
  cast.phrases = std::move(d.chained);
  cast.at_token.assign(d.parse.tokens.size(), -1);
  for (uint32_t i : order) {
    Mention m = std::move(d.drafts[i].mention);
    for (uint32_t& member : m.members) member = place[member];
    cast.mentions.push_back(std::move(m));
  }
  const auto claim = [&](uint32_t token, uint32_t index) {
    int32_t& at = cast.at_token[token];
    if (at < 0 || cast.mentions[static_cast<size_t>(at)].span.size() < cast.mentions[index].span.size())
      at = static_cast<int32_t>(index);
  };
  for (uint32_t i = 0; i < cast.mentions.size(); ++i) claim(cast.mentions[i].head, i);
  // Then the other words of names and titles, where no mention has its head.
  for (uint32_t i = 0; i < cast.mentions.size(); ++i) {
    const Mention& m = cast.mentions[i];
    for (uint32_t t : d.drafts[order[i]].also)
      if (cast.at_token[t] < 0) cast.at_token[t] = static_cast<int32_t>(i);
    if (m.form == Form::kName)
      for (uint32_t t = m.first; t < m.last; ++t)
        if (cast.at_token[t] < 0) cast.at_token[t] = static_cast<int32_t>(i);
  }
  return cast;
}

}  // namespace

void discuss(Discourse& d) {
  prepare(d);
  collect_countries(d);
  collect_names(d);
  attach_titles(d);
  collect_nominals(d);
  bind_names(d);
  bind_nominals(d);
  bind_pronouns(d);
  bind_succession(d);
}

Cast identify(const Base& base, const lang::Parse& parse, std::string_view document_key, const Day* story_day_hint) {
  Discourse d(base.impl(), parse);
  d.key = document_key.substr(0, 12);
  d.day = story_day_hint;
  discuss(d);
  link_phrases(d);
  find_things(d);
  return assemble(d);
}

}  // namespace annalist::who
