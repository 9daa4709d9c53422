#include "weave/weave.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/hash.h"
#include "weave/compat.h"
#include "weave/forecast.h"
#include "weave/judge.h"

namespace annalist::weave {
namespace {

constexpr int32_t kWindowDays = 8;    // a claim of one day lies in one or two windows
constexpr size_t kComparedMembers = 24;  // of a large event: later tellings resemble the first ones
constexpr double kConflict = 2.0;     // below this a member forbids a claim to join

int32_t window_of(Day d) { return d.number >= 0 ? d.number / kWindowDays : (d.number - kWindowDays + 1) / kWindowDays; }

std::vector<std::string> keys_of(const Node& n) {
  const ClaimRecord& c = *n.claim;
  const std::string& type = type_key(c);
  std::set<std::string> parties;
  for (const auto* side : {&c.actors, &c.recipients})
    for (const Party& p : *side) parties.insert(party_key(p));
  std::set<std::string> keys;
  for (const std::string& party : parties)
    for (int32_t w = window_of(n.from - 1); w <= window_of(n.to + 1); ++w)
      keys.insert(type + '|' + party + '|' + std::to_string(w));
  if (parties.empty()) keys.insert(type + "|story|" + c.document_key + '|' + std::to_string(c.story));
  keys.insert(type + "|copy|" + c.content_sha256 + '|' + std::to_string(c.trigger.begin));
  return {keys.begin(), keys.end()};
}

// Plain before vague: exact dates first, then more persons, body before headline; the id decides what is left.
bool plainer(const Node& a, const Node& b) {
  const auto persons = [](const Node& n) {
    return std::count_if(n.sides.begin(), n.sides.end(), [](const Actor& x) { return x.person && !x.provisional; });
  };
  const auto rank = [&](const Node& n) {
    return std::tuple(n.width, -persons(n), n.sides.size() < 2, n.claim->headline, n.claim->background, std::string_view(n.claim->claim));
  };
  return rank(a) < rank(b);
}

struct Cluster {
  std::vector<const Node*> members;
};

// Best score of a claim against an event; negative when a member forbids it.
double join_score(const Node& n, const Cluster& cluster) {
  double best = -1;
  for (size_t i = 0; i < cluster.members.size() && i < kComparedMembers; ++i) {
    const double s = event_score(n, *cluster.members[i]);
    if (s < kConflict) return -1;
    best = std::max(best, s);
  }
  return best;
}

// Where a claim belongs: the best-fitting event, the earliest of equals; -1 when it opens one of its own.
struct Choice {
  int32_t best = -1;
  uint32_t fitting = 0;
  double score = 0;
  void offer(uint32_t cluster, double s) {
    if (s < kJoin) return;
    ++fitting;
    if (best >= 0 && (s < score || (s == score && best < static_cast<int32_t>(cluster)))) return;
    best = static_cast<int32_t>(cluster);
    score = s;
  }
};

std::vector<Cluster> clusters_of(const std::vector<Node>& nodes) {
  std::vector<Cluster> clusters;
  std::vector<const Node*> offered;                           // per cluster: the last claim compared with it
  std::unordered_map<uint64_t, std::vector<uint32_t>> under;  // key -> clusters, only looked up
  for (const Node& n : nodes) {
    std::vector<uint64_t> keys;
    Choice choice;
    for (const std::string& key : keys_of(n)) {
      keys.push_back(xxh64(key));
      const auto it = under.find(keys.back());
      if (it == under.end()) continue;
      for (const uint32_t c : it->second)
        if (std::exchange(offered[c], &n) != &n) choice.offer(c, join_score(n, clusters[c]));
    }
    // A vague telling that fits several happenings tells none of them.
    if (n.width > 31 && choice.fitting > 1) choice.best = -1;
    if (choice.best < 0) {
      choice.best = static_cast<int32_t>(clusters.size());
      clusters.emplace_back();
      offered.push_back(nullptr);
    }
    const auto chosen = static_cast<uint32_t>(choice.best);
    clusters[chosen].members.push_back(&n);
    for (const uint64_t key : keys) {
      auto& list = under[key];
      if (std::find(list.begin(), list.end(), chosen) == list.end()) list.push_back(chosen);
    }
  }
  return clusters;
}

void sort_unique(std::vector<ClaimRecord>& claims) {
  std::sort(claims.begin(), claims.end(), [](const auto& a, const auto& b) { return a.claim < b.claim; });
  claims.erase(std::unique(claims.begin(), claims.end(), [](const auto& a, const auto& b) { return a.claim == b.claim; }), claims.end());
}

}  // namespace

std::vector<std::string> block_keys(const ClaimRecord& claim) { return keys_of(node_of(claim)); }

std::vector<Event> cluster(std::vector<ClaimRecord> claims) {
  sort_unique(claims);
  std::vector<Node> nodes;
  nodes.reserve(claims.size());
  for (const ClaimRecord& c : claims) nodes.push_back(node_of(c));
  std::sort(nodes.begin(), nodes.end(), plainer);
  std::vector<Event> events;
  for (const Cluster& c : clusters_of(nodes)) events.push_back(judge(c.members));
  std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.id < b.id; });
  return events;
}

std::vector<Event> weave(std::vector<ClaimRecord> claims, std::optional<Day> as_of) {
  if (!as_of)
    for (const ClaimRecord& c : claims)
      if (c.published.latest && (!as_of || *as_of < *c.published.latest)) as_of = c.published.latest;
  std::vector<Event> events = cluster(std::move(claims));
  link_forecasts(events);
  for (Event& e : events) e.status = status_at(e, as_of);
  return events;
}

Result<std::vector<ClaimRecord>> closure(std::vector<ClaimRecord> touched, ClaimIndex& index) {
  struct Held {
    ClaimRecord record;
    Node node;
    bool inside = false;
  };
  std::map<std::string, std::unique_ptr<Held>> held;                // by claim id
  std::unordered_map<std::string, std::vector<Held*>> blocks;       // read once, only looked up
  std::vector<Held*> queue;
  const auto hold = [&](ClaimRecord record) {
    auto& slot = held[record.claim];
    if (!slot) {
      slot = std::make_unique<Held>(Held{std::move(record), {}, false});
      slot->node = node_of(slot->record);
    }
    return slot.get();
  };
  const auto enter = [&](Held* h) {
    if (std::exchange(h->inside, true)) return;
    queue.push_back(h);
  };
  for (ClaimRecord& c : touched) enter(hold(std::move(c)));
  while (!queue.empty()) {
    const Held* from = queue.back();
    queue.pop_back();
    for (const std::string& key : keys_of(from->node)) {
      auto it = blocks.find(key);
      if (it == blocks.end()) {
        auto read = index.block(key);
        if (!read) return read.error();
        it = blocks.emplace(key, std::vector<Held*>{}).first;
        for (ClaimRecord& c : *read) it->second.push_back(hold(std::move(c)));
      }
      for (Held* h : it->second)
        if (!h->inside && event_score(from->node, h->node) >= kJoin) enter(h);
    }
  }
  std::vector<ClaimRecord> out;
  for (auto& [id, h] : held)
    if (h->inside) out.push_back(std::move(h->record));
  return out;
}

}  // namespace annalist::weave
