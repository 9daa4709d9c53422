#include "weave/forecast.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <tuple>

#include "weave/compat.h"

namespace annalist::weave {
namespace {

constexpr int32_t kGraceDays = 3;    // a visit "this week" may slip by a time zone and a little
constexpr int32_t kOpenDays = 400;   // an announcement without a date is looked for this long

bool in_time(const Interval& window, const Event& happened) {
  return happened.date.earliest && happened.date.latest && window.earliest && happened.date.overlaps(window) &&
         *happened.date.latest - *happened.date.earliest <= 31;
}

bool shares_mode(const Event& a, const Event& b) {
  if (a.mode.empty() || b.mode.empty()) return true;
  return std::any_of(a.mode.begin(), a.mode.end(), [&](const auto& m) { return std::find(b.mode.begin(), b.mode.end(), m) != b.mode.end(); });
}

bool both_placed(const Event& a, const Event& b) { return !a.place_country.empty() && !b.place_country.empty(); }

std::set<std::string> party_keys(const Event& e) {
  std::set<std::string> keys;
  for (const auto* side : {&e.actors, &e.recipients})
    for (const Party& p : *side) keys.insert(e.type + '|' + party_key(p));
  return keys;
}

}  // namespace

Prepared::Prepared(Event e) : event(std::move(e)) {
  sides.type = event.type;
  sides.actors = event.actors;
  sides.recipients = event.recipients;
  node = node_of(sides);
}

Interval fulfilment_window(const Event& f) {
  if (f.date.earliest && f.date.latest) return {*f.date.earliest - kGraceDays, *f.date.latest + kGraceDays};
  const std::optional<Day> told = f.told.earliest;
  const std::optional<Day> from = f.date.earliest && told ? std::max(*f.date.earliest, *told) : f.date.earliest ? f.date.earliest : told;
  if (!from) return {};
  return {*from, f.date.latest ? *f.date.latest + kGraceDays : *from + kOpenDays};
}

const Prepared* fulfiller(const Prepared& forecast, const std::vector<const Prepared*>& happened) {
  const Event& f = forecast.event;
  if (!f.forecast || f.polarity == '-') return nullptr;
  const Interval window = fulfilment_window(f);
  const Prepared* best = nullptr;
  double best_score = 0;
  for (const Prepared* h : happened) {
    const Event& e = h->event;
    if (e.forecast || e.polarity == '-' || !in_time(window, e) || e.type != f.type || e.modality == "denied" || e.modality == "questioned") continue;
    const bool placed = both_placed(f, e);
    if (!shares_mode(f, e) || (placed && f.place_country != e.place_country)) continue;
    // "Putin will visit North Korea", some day: his meeting with its minister need not be that, unless it is there.
    if (!f.date.latest && !placed && stands_in(forecast.node, h->node)) continue;
    const double score = party_score(forecast.node, h->node);
    if (score < 1) continue;
    const auto rank = [](double s, const Event& x) { return std::tuple(-s, *x.date.earliest, std::string_view(x.id)); };
    if (best && !(rank(score, e) < rank(best_score, best->event))) continue;
    best = h;
    best_score = score;
  }
  return best;
}

void link_forecasts(std::vector<Event>& events) {
  std::map<std::string, std::vector<const Prepared*>> happened;
  std::vector<std::unique_ptr<Prepared>> prepared;
  std::map<std::string, Event*> by_id;
  for (Event& e : events) {
    by_id[e.id] = &e;
    if (e.forecast) continue;
    prepared.push_back(std::make_unique<Prepared>(e));
    for (const std::string& key : party_keys(e)) happened[key].push_back(prepared.back().get());
  }
  std::vector<std::pair<std::string, std::string>> fulfilled;  // happening, forecast
  for (const Event& f : events) {
    if (!f.forecast) continue;
    std::vector<const Prepared*> candidates;
    for (const std::string& key : party_keys(f))
      if (const auto it = happened.find(key); it != happened.end()) candidates.insert(candidates.end(), it->second.begin(), it->second.end());
    if (const Prepared* h = fulfiller(Prepared(f), candidates)) fulfilled.emplace_back(h->event.id, f.id);
  }
  std::sort(fulfilled.begin(), fulfilled.end());
  for (const auto& [h, f] : fulfilled) {
    by_id[h]->links.push_back({"fulfils", f});
    by_id[f]->links.push_back({"fulfilled-by", h});
  }
}

std::string status_at(const Event& e, std::optional<Day> as_of) {
  if (!e.forecast) return e.status;
  if (e.polarity == '-') return "cancelled";
  for (const Link& link : e.links)
    if (link.kind == "fulfilled-by") return "fulfilled";
  if (e.modality == "denied") return "denied";
  if (!as_of || !e.date.latest) return "announced";
  if (*e.date.latest < *as_of) return "overdue";
  return e.date.earliest && *as_of < *e.date.earliest ? "announced" : "due";
}

}  // namespace annalist::weave
