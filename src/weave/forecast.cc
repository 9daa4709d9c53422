#include "weave/forecast.h"

#include <algorithm>
#include <map>
#include <set>

#include "weave/compat.h"

namespace annalist::weave {
namespace {

constexpr int32_t kGraceDays = 3;    // a visit "this week" may slip by a time zone and a little
constexpr int32_t kOpenDays = 400;   // an announcement without a date is looked for this long

Node sides_of(const Event& e, ClaimRecord& storage) {
  storage.type = e.type;
  storage.actors = e.actors;
  storage.recipients = e.recipients;
  storage.date = e.date;
  storage.mode = e.mode;
  return node_of(storage);
}

bool in_time(const Event& forecast, const Event& happened) {
  if (!happened.date.earliest || !happened.date.latest) return false;
  const Interval& f = forecast.date;
  const std::optional<Day> told = forecast.told.earliest;
  if (f.earliest && f.latest)
    return happened.date.overlaps({*f.earliest - kGraceDays, *f.latest + kGraceDays}) && *happened.date.latest - *happened.date.earliest <= 31;
  const std::optional<Day> from = f.earliest && told ? std::max(*f.earliest, *told) : f.earliest ? f.earliest : told;
  if (!from || *happened.date.earliest < *from || *from + kOpenDays < *happened.date.earliest) return false;
  return !f.latest || *happened.date.earliest <= *f.latest + kGraceDays;
}

bool shares_mode(const Event& a, const Event& b) {
  if (a.mode.empty() || b.mode.empty()) return true;
  return std::any_of(a.mode.begin(), a.mode.end(), [&](const auto& m) { return std::find(b.mode.begin(), b.mode.end(), m) != b.mode.end(); });
}

std::set<std::string> party_keys(const Event& e) {
  std::set<std::string> keys;
  for (const auto* side : {&e.actors, &e.recipients})
    for (const Party& p : *side) keys.insert(e.type + '|' + party_key(p));
  return keys;
}

}  // namespace

const Event* fulfiller(const Event& forecast, const std::vector<const Event*>& happened) {
  if (!forecast.forecast || forecast.polarity == '-') return nullptr;
  ClaimRecord storage, other;
  const Node f = sides_of(forecast, storage);
  const Event* best = nullptr;
  double best_score = 0;
  for (const Event* h : happened) {
    if (h->forecast || h->type != forecast.type || h->polarity == '-' || h->modality == "denied" || h->modality == "questioned") continue;
    if (!in_time(forecast, *h) || !shares_mode(forecast, *h)) continue;
    const double score = party_score(f, sides_of(*h, other));
    if (score < 1) continue;
    const auto rank = [](double s, const Event& e) { return std::tuple(-s, *e.date.earliest, std::string_view(e.id)); };
    if (best && !(rank(score, *h) < rank(best_score, *best))) continue;
    best = h;
    best_score = score;
  }
  return best;
}

void link_forecasts(std::vector<Event>& events) {
  std::map<std::string, std::vector<const Event*>> happened;
  std::map<std::string, Event*> by_id;
  for (Event& e : events) {
    by_id[e.id] = &e;
    if (!e.forecast)
      for (const std::string& key : party_keys(e)) happened[key].push_back(&e);
  }
  std::vector<std::pair<std::string, std::string>> fulfilled;  // happening, forecast
  for (const Event& f : events) {
    if (!f.forecast) continue;
    std::set<const Event*> candidates;
    for (const std::string& key : party_keys(f))
      if (const auto it = happened.find(key); it != happened.end()) candidates.insert(it->second.begin(), it->second.end());
    if (const Event* h = fulfiller(f, {candidates.begin(), candidates.end()})) fulfilled.emplace_back(h->id, f.id);
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
