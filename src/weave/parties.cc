// Who stands on which side of an event.
#include <algorithm>
#include <map>

#include "weave/judge.h"

namespace annalist::weave {
namespace {

using Members = std::vector<const Node*>;

// One party of an event with its votes.
struct Candidate {
  Party party;
  Actor actor;
  uint32_t acting = 0, receiving = 0;
  float confidence = 0;
  bool acts = true;
};

// A state, or a place that stands for it.
bool is_bare(const Candidate& c) { return c.actor.state || c.party.kind == "place" || c.party.kind == "location" || c.party.kind == "city"; }

double likeness(const std::vector<Actor>& side, const std::vector<Actor>& other) {
  double sum = 0;
  for (const Actor& a : side) {
    double best = 0;
    for (const Actor& b : other) {
      if (a.entity == b.entity) best = 3;
      else if (!a.country.empty() && a.country == b.country) best = std::max(best, 1.0);
    }
    sum += best;
  }
  return sum;
}

constexpr std::string_view kHosting = "043";  // CAMEO: host a visit

// The telling whose direction the others follow: both sides named, the guest's telling before the host's ("visited" before
// "received"), by persons we know, in the body of the text.
const Node& base_of(const Members& members) {
  const auto rank = [](const Node& n) {
    const auto known = std::count_if(n.sides.begin(), n.sides.end(), [](const Actor& a) { return a.person && !a.provisional; });
    return std::tuple(n.actors.empty() || n.recipients.empty(), n.claim->cameo == kHosting, n.claim->headline, -known, -n.claim->confidence, std::string_view(n.claim->claim));
  };
  return **std::min_element(members.begin(), members.end(), [&](const Node* a, const Node* b) { return rank(*a) < rank(*b); });
}

// A meeting told from the other side. Only acts without a direction may be turned.
bool is_turned(const Node& n, const Node& base) {
  if (!n.two_sided || !base.two_sided || &n == &base) return false;
  const double straight = likeness(n.actors, base.actors) + likeness(n.recipients, base.recipients);
  return likeness(n.actors, base.recipients) + likeness(n.recipients, base.actors) > straight;
}

void vote(std::map<std::string, Candidate>& votes, const std::vector<Party>& parties, const std::vector<Actor>& actors, bool acting,
          float confidence) {
  for (size_t i = 0; i < parties.size(); ++i) {
    Candidate& c = votes[actors[i].entity];
    const bool better = c.party.name.empty() || std::tuple(-confidence, parties[i]) < std::tuple(-c.confidence, c.party);
    if (better) {
      c.party = parties[i];
      c.actor = actors[i];
      c.confidence = confidence;
    }
    (acting ? c.acting : c.receiving) += 1;
  }
}

// "Lavrov and Kim visited Pyongyang": whose state stands on the other side, beside strangers on this one, belongs there.
void join_own_state(std::map<std::string, Candidate>& votes) {
  for (const auto& [key, state] : votes) {
    if (!is_bare(state) || state.actor.country.empty()) continue;
    const auto stranger = [&](const auto& v) {
      return v.second.acts != state.acts && !v.second.actor.country.empty() && v.second.actor.country != state.actor.country;
    };
    if (std::none_of(votes.begin(), votes.end(), stranger)) continue;
    for (auto& [other, c] : votes)
      if (!is_bare(c) && c.actor.country == state.actor.country) c.acts = state.acts;
  }
}

// "Kim" beside "Kim Jong Un", "Russia" beside its president, Pyongyang beside North Korea add nothing.
bool covered(const Candidate& c, const std::vector<const Candidate*>& side) {
  return std::any_of(side.begin(), side.end(), [&](const Candidate* o) {
    if (o == &c || o->actor.name.empty()) return false;
    if (is_bare(c)) return !c.actor.country.empty() && c.actor.country == o->actor.country && (!is_bare(*o) || (o->actor.state && !c.actor.state));
    if (!c.actor.provisional || !c.actor.person || !o->actor.person || o->actor.name.size() <= c.actor.name.size()) return false;
    return o->actor.name.starts_with(c.actor.name + ' ') || o->actor.name.ends_with(' ' + c.actor.name);
  });
}

std::vector<Party> side_of(const std::map<std::string, Candidate>& votes, bool acts) {
  std::vector<const Candidate*> side, kept;
  for (const auto& [key, c] : votes)
    if (c.acts == acts) side.push_back(&c);
  for (const Candidate* c : side)
    if (!covered(*c, side)) kept.push_back(c);
  std::sort(kept.begin(), kept.end(), [](const Candidate* a, const Candidate* b) {
    const uint32_t x = a->acting + a->receiving, y = b->acting + b->receiving;
    return std::tuple(y, a->party) < std::tuple(x, b->party);
  });
  std::vector<Party> out;
  for (const Candidate* c : kept) out.push_back(c->party);
  return out;
}

}  // namespace

void set_parties(const Members& members, Event& e) {
  const Node& base = base_of(members);
  std::map<std::string, Candidate> votes;
  for (const Node* n : members) {
    const bool turned = is_turned(*n, base);
    vote(votes, n->claim->actors, n->actors, !turned, n->claim->confidence);
    vote(votes, n->claim->recipients, n->recipients, turned, n->claim->confidence);
  }
  const auto in = [](const std::vector<Actor>& side, const std::string& entity) {
    return std::any_of(side.begin(), side.end(), [&](const Actor& a) { return a.entity == entity; });
  };
  for (auto& [key, c] : votes) c.acts = c.acting != c.receiving ? c.acting > c.receiving : in(base.actors, key) || !in(base.recipients, key);
  if (base.two_sided) join_own_state(votes);
  e.actors = side_of(votes, true);
  e.recipients = side_of(votes, false);
}

}  // namespace annalist::weave
