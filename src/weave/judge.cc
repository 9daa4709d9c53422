#include "weave/judge.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/knowledge.h"
#include "base/utf8.h"

namespace annalist::weave {
namespace {

using Members = std::vector<const Node*>;

// One party of an event with its votes.
struct Candidate {
  Party party;
  Actor actor;
  uint32_t acting = 0, receiving = 0;
  float confidence = 0;
};

void vote(std::map<std::string, Candidate>& votes, const std::vector<Party>& parties, const std::vector<Actor>& actors,
          bool acting, float confidence) {
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

// "Kim" beside "Kim Jong Un", "Russia" beside its president, add nothing.
bool covered(const Candidate& c, const std::vector<const Candidate*>& all) {
  return std::any_of(all.begin(), all.end(), [&](const Candidate* o) {
    if (o == &c || o->actor.state) return false;
    if (c.actor.state) return !c.actor.country.empty() && c.actor.country == o->actor.country && !o->actor.name.empty();
    if (!c.actor.provisional || !c.actor.person || !o->actor.person || o->actor.name.size() <= c.actor.name.size()) return false;
    return o->actor.name.starts_with(c.actor.name + ' ') || o->actor.name.ends_with(' ' + c.actor.name);
  });
}

void set_parties(const Members& members, Event& e) {
  std::map<std::string, Candidate> votes;
  for (const Node* n : members) {
    vote(votes, n->claim->actors, n->actors, true, n->claim->confidence);
    vote(votes, n->claim->recipients, n->recipients, false, n->claim->confidence);
  }
  std::vector<const Candidate*> acting, receiving;
  for (const auto& [key, c] : votes) (c.acting >= c.receiving ? acting : receiving).push_back(&c);
  // In a meeting "North Korea" on one side is its minister on the other; in an attack the sides stay apart.
  std::vector<const Candidate*> everyone = acting;
  everyone.insert(everyone.end(), receiving.begin(), receiving.end());
  const bool two_sided = std::any_of(members.begin(), members.end(), [](const Node* n) { return n->two_sided; });
  const auto fill = [&](const std::vector<const Candidate*>& from, std::vector<Party>& to) {
    std::vector<const Candidate*> kept;
    for (const Candidate* c : from)
      if (!covered(*c, two_sided ? everyone : from)) kept.push_back(c);
    std::sort(kept.begin(), kept.end(), [](const Candidate* a, const Candidate* b) {
      const uint32_t x = a->acting + a->receiving, y = b->acting + b->receiving;
      return std::tuple(y, a->party) < std::tuple(x, b->party);
    });
    for (const Candidate* c : kept) to.push_back(c->party);
  };
  fill(acting, e.actors);
  fill(receiving, e.recipients);
}

// The telling that stands for the event's kind: the most common mode and code, then the surest.
void set_kind(const Members& members, Event& e) {
  std::map<std::pair<std::vector<std::string>, std::string>, uint32_t> votes;
  for (const Node* n : members) ++votes[{n->claim->mode, n->claim->cameo}];
  const ClaimRecord* best = nullptr;
  const auto rank = [&](const ClaimRecord& c) {
    return std::tuple(-static_cast<int64_t>(votes.at({c.mode, c.cameo})), -c.confidence, std::string_view(c.claim));
  };
  for (const Node* n : members)
    if (!best || rank(*n->claim) < rank(*best)) best = n->claim;
  e.type = best->type;
  e.mode = best->mode;
  e.cameo = best->cameo;
  e.plover_score = best->plover_score;
  e.goldstein = best->goldstein;
  std::set<std::string> context;
  for (const Node* n : members) context.insert(n->claim->context.begin(), n->claim->context.end());
  e.context.assign(context.begin(), context.end());
}

std::string words_of(const Interval& i) {
  if (i.is_day()) return iso(*i.earliest);
  return (i.earliest ? iso(*i.earliest) : "") + ".." + (i.latest ? iso(*i.latest) : "");
}

void set_date(const Members& members, Event& e) {
  struct Vote {
    std::set<std::string> documents;
    Precision precision = Precision::kUnknown;
    int32_t width = kOpen;
  };
  const auto key = [](const Interval& i) { return std::tuple(i.earliest.value_or(Day{-kOpen}), i.latest.value_or(Day{kOpen})); };
  std::map<std::tuple<Day, Day>, Vote> votes;
  for (const Node* n : members) {
    const Interval& told = n->claim->published;
    if (told.earliest && (!e.told.earliest || *told.earliest < *e.told.earliest)) e.told.earliest = told.earliest;
    if (told.latest && (!e.told.latest || *e.told.latest < *told.latest)) e.told.latest = told.latest;
    if (!n->claim->date.known()) continue;
    Vote& v = votes[key(n->claim->date)];
    v.documents.insert(n->claim->document_key);
    v.width = n->width;
    v.precision = std::max(v.precision, n->claim->precision);
  }
  const Node* best = nullptr;
  const auto rank = [&](const Node& n) {
    const Vote& v = votes.at(key(n.claim->date));
    return std::tuple(v.width, -static_cast<int64_t>(v.documents.size()), key(n.claim->date));
  };
  for (const Node* n : members)
    if (n->claim->date.known() && (!best || rank(*n) < rank(*best))) best = n;
  if (!best) return;
  e.date = best->claim->date;
  e.precision = votes.at(key(e.date)).precision;
  std::set<std::string> values;
  bool apart = false;
  for (const Node* n : members) {
    if (!n->claim->date.known()) continue;
    apart = apart || !n->claim->date.overlaps(e.date);
    if (n->width <= 31) values.insert(words_of(n->claim->date) + " (" + n->claim->document + ')');
  }
  if (apart) e.contradictions.push_back({"date", {values.begin(), values.end()}});
}

void set_place(const Members& members, Event& e) {
  std::map<std::string, uint32_t> votes;
  for (const Node* n : members)
    if (!n->claim->place_name.empty()) ++votes[n->claim->place_name];
  const ClaimRecord* best = nullptr;
  const auto rank = [&](const ClaimRecord& c) {
    return std::tuple(-static_cast<int64_t>(votes.at(c.place_name)), !c.lat, std::string_view(c.place_name), std::string_view(c.claim));
  };
  for (const Node* n : members)
    if (!n->claim->place_name.empty() && (!best || rank(*n->claim) < rank(*best))) best = n->claim;
  if (!best) return;
  e.place_name = best->place_name;
  e.place_country = best->place_country;
  e.lat = best->lat;
  e.lon = best->lon;
}

// Figures of one unit and thing that differ between documents. Suspect figures are left out (law 4).
void compare_figures(const Members& members, Event& e) {
  std::map<std::string, std::map<double, std::set<std::string>>> seen;  // thing -> value -> documents
  for (const Node* n : members) {
    std::map<std::string, std::set<double>> own;
    for (const auto& f : n->claim->figures)
      if (f.value && !f.suspect && !(f.unit.empty() && f.of.empty())) own[f.unit + ' ' + f.of].insert(*f.value);
    for (const auto& [thing, values] : own)
      if (values.size() == 1) seen[thing][*values.begin()].insert(n->claim->document);
  }
  for (const auto& [thing, values] : seen) {
    std::set<std::string> documents;
    for (const auto& [value, where] : values) documents.insert(where.begin(), where.end());
    if (values.size() < 2 || documents.size() < 2) continue;
    Contradiction c{"quantity", {}};
    for (const auto& [value, where] : values) {
      char number[48];
      std::snprintf(number, sizeof number, "%.15g", value);
      for (const auto& document : where) c.values.push_back(std::string(number) + ' ' + std::string(trim(thing)) + " (" + document + ')');
    }
    e.contradictions.push_back(std::move(c));
  }
}

// The strongest voice that speaks of the event.
void set_voice(const Members& members, Event& e) {
  static constexpr const char* kStrength[] = {"asserted", "reported", "planned", "possible", "conditional", "requested", "questioned", "denied"};
  std::set<std::string> voices;
  uint32_t yes = 0, no = 0;
  std::tuple<Day, std::string_view, char> last{Day{-kOpen}, "", '+'};
  std::set<std::string> said_yes, said_no;
  for (const Node* n : members) {
    const ClaimRecord& c = *n->claim;
    voices.insert(c.modality);
    const bool negative = c.polarity == '-';
    (negative ? no : yes) += 1;
    (negative || c.modality == "denied" ? said_no : said_yes).insert((negative ? "not so (" : c.modality + " (") + c.document + ')');
    last = std::max(last, {c.published.latest.value_or(Day{-kOpen}), std::string_view(c.claim), c.polarity});
  }
  for (const char* voice : kStrength)
    if (voices.contains(voice)) {
      e.modality = voice;
      break;
    }
  e.polarity = e.forecast ? std::get<2>(last) : no > yes ? '-' : '+';
  if (!said_yes.empty() && !said_no.empty()) {
    Contradiction c{"polarity", {said_yes.begin(), said_yes.end()}};
    c.values.insert(c.values.end(), said_no.begin(), said_no.end());
    e.contradictions.push_back(std::move(c));
  }
  if (e.forecast) e.status = e.polarity == '-' ? "cancelled" : "announced";
  else if (!said_yes.empty() && !said_no.empty()) e.status = "disputed";
  else if (e.modality == "denied") e.status = "denied";
  else e.status = e.modality == "asserted" || (e.modality == "reported" && e.origins >= 2) ? "happened" : "claimed";
}

void set_counts(const Members& members, Event& e) {
  std::vector<const ClaimRecord*> claims;
  std::set<std::string> documents, outlets, suspect;
  float best = 0;
  for (const Node* n : members) {
    const ClaimRecord& c = *n->claim;
    claims.push_back(&c);
    e.claims.push_back(c.claim);
    documents.insert(c.document_key);
    if (!c.outlet.empty()) outlets.insert(utf8::fold(c.outlet));
    suspect.insert(c.suspect.begin(), c.suspect.end());
    best = std::max(best, c.confidence);
  }
  std::sort(e.claims.begin(), e.claims.end());
  e.id = event_id(e.claims.front());
  const Origins origins = origins_of(claims);
  e.reports = static_cast<uint32_t>(documents.size());
  e.outlets = std::max<uint32_t>(1, static_cast<uint32_t>(outlets.size()));
  e.origins = origins.count;
  // Each further independent origin takes away a fifth of the doubt; repetition takes away nothing.
  e.confidence = std::min(0.99F, 1 - (1 - best) * std::pow(0.8F, static_cast<float>(origins.count - 1)));
  if (origins.circular) e.anomalies.emplace_back("circular: outlets cite each other");
  if (origins.copied) e.anomalies.emplace_back("copies: the same text under several names");
  if (e.reports >= 3 && e.origins == 1) e.anomalies.emplace_back("one origin behind all reports");
  for (const std::string& field : suspect) e.anomalies.push_back("garbled: " + field);
}

}  // namespace

std::string event_id(std::string_view least_claim) {
  std::string id("E");
  id += least_claim;
  return id;
}

Event judge(const Members& unordered) {
  Members members = unordered;
  std::sort(members.begin(), members.end(), [](const Node* a, const Node* b) { return a->claim->claim < b->claim->claim; });
  Event e;
  e.forecast = members.front()->forecast;
  set_counts(members, e);
  set_kind(members, e);
  set_parties(members, e);
  set_date(members, e);
  set_place(members, e);
  compare_figures(members, e);
  set_voice(members, e);
  if (e.status == "disputed") e.confidence *= 0.7F;
  return e;
}

}  // namespace annalist::weave
