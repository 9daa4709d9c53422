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

// Only what a text vouches for, or a holder does, can say that something did or did not happen; wishes, conditions,
// questions and possibilities cannot.
bool is_told(const ClaimRecord& c) { return c.modality == "asserted" || c.modality == "reported" || c.modality == "planned"; }

std::string status_of(const Event& e, bool yes, bool no) {
  if (e.forecast) return e.polarity == '-' ? "cancelled" : "announced";
  if (yes && no) return "disputed";
  if (no) return "denied";
  if (e.modality == "asserted" || (e.modality == "reported" && e.origins >= 2)) return "happened";
  return "claimed";
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
    // The future tense without a plan ("to call the president") is no telling of something done.
    voices.insert(!e.forecast && c.polarity != '-' && (c.future || c.modality == "planned") && is_told(c) ? "possible" : c.modality);
    const bool negative = c.polarity == '-';
    (negative ? no : yes) += 1;
    if (c.modality == "denied" || (negative && is_told(c))) said_no.insert((negative ? "not so (" : c.modality + " (") + c.document + ')');
    else if (is_told(c)) said_yes.insert(c.modality + " (" + c.document + ')');
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
  e.status = status_of(e, !said_yes.empty(), !said_no.empty());
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
