#include "weave/compat.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "base/hash.h"
#include "base/utf8.h"

namespace annalist::weave {
namespace {

constexpr double kNo = -100;
constexpr double kSameDays = 2;    // dates that agree within about a week
constexpr int32_t kStoryDays = 3;  // two texts about one happening without dates appear within this many days

uint64_t hash_of(const std::string& s) { return s.empty() ? 0 : xxh64(s); }

Actor actor_of(const Party& p) {
  Actor a;
  a.name = utf8::fold(p.name);
  a.country = p.country;
  a.person = p.kind == "person";
  a.provisional = p.entity.empty() || p.entity.starts_with("p:");
  a.state = p.kind == "country" || p.entity.starts_with("c:");
  a.entity = a.provisional ? p.kind + ":" + a.name : p.entity;
  a.entity_hash = hash_of(a.entity);
  a.name_hash = hash_of(a.name);
  a.country_hash = hash_of(a.country);
  return a;
}

std::vector<Actor> actors_of(const std::vector<Party>& parties) {
  std::vector<Actor> out;
  out.reserve(parties.size());
  for (const Party& p : parties) out.push_back(actor_of(p));
  return out;
}

// "kim" of "kim jong un", "lavrov" of "sergei lavrov": a part of a name at its start or end.
bool is_name_part(const std::string& part, const std::string& whole) {
  if (part.size() < 2 || part.size() + 2 > whole.size() || part.find(' ') != std::string::npos) return false;
  return (whole.starts_with(part) && whole[part.size()] == ' ') ||
         (whole.ends_with(part) && whole[whole.size() - part.size() - 1] == ' ');
}

double match(const Actor& a, const Actor& b) {
  if (a.entity_hash == b.entity_hash) return a.state ? 2 : 3;
  const bool same_country = a.country_hash != 0 && a.country_hash == b.country_hash;
  const bool country_fits = same_country || a.country_hash == 0 || b.country_hash == 0;
  if (a.name_hash != 0 && a.name_hash == b.name_hash && a.person == b.person && country_fits && (a.provisional || b.provisional)) return 3;
  if (a.person && b.person) {
    if (!country_fits || !(a.provisional || b.provisional)) return kNo;
    return is_name_part(a.name, b.name) || is_name_part(b.name, a.name) ? 2.5 : kNo;
  }
  return same_country ? 1 : kNo;
}

// Every party of the smaller set must have its like in the larger. Empty sets on one side only: `missing` counts.
double match_sets(const std::vector<Actor>& x, const std::vector<Actor>& y) {
  const auto& few = x.size() <= y.size() ? x : y;
  const auto& many = x.size() <= y.size() ? y : x;
  double sum = 0;
  for (const Actor& a : few) {
    double best = kNo;
    for (const Actor& b : many) best = std::max(best, match(a, b));
    if (best < 0) return kNo;
    sum += best;
  }
  // Equal sizes: the other way round too, or {Kim, Kim's sister} would fit {Kim, Putin}.
  if (few.size() == many.size())
    for (const Actor& b : many) {
      double best = kNo;
      for (const Actor& a : few) best = std::max(best, match(a, b));
      if (best < 0) return kNo;
    }
  return sum / static_cast<double>(few.size()) - (few.size() == many.size() ? 0 : 0.25);
}

Interval publication(const ClaimRecord& c) {
  if (c.published.earliest && c.published.latest) return c.published;
  if (c.published.earliest) return one_day(*c.published.earliest);
  if (c.published.latest) return one_day(*c.published.latest);
  return {};
}

// Days between two publications, 0 when they can be equal; kOpen when one is unknown.
int32_t publication_gap(const ClaimRecord& a, const ClaimRecord& b) {
  const Interval x = publication(a), y = publication(b);
  if (!x.known() || !y.known()) return kOpen;
  if (*x.latest < *y.earliest) return *y.earliest - *x.latest;
  if (*y.latest < *x.earliest) return *x.earliest - *y.latest;
  return 0;
}

bool same_story(const ClaimRecord& a, const ClaimRecord& b) {
  return a.document_key == b.document_key && a.revision == b.revision && a.story == b.story;
}

bool same_trigger(const Node& a, const Node& b) { return !a.trigger.empty() && a.trigger == b.trigger; }

// Two counts of one thing, whatever the number: what contradicts must meet.
bool same_thing(const ClaimRecord& a, const ClaimRecord& b) {
  for (const auto& x : a.figures)
    for (const auto& y : b.figures)
      if (!x.unit.empty() && !x.suspect && !y.suspect && x.unit == y.unit && x.of == y.of) return true;
  return false;
}

// Another text of the same or the next day that tells with the same verb and counts the same things.
bool counts_again(const Node& a, const Node& b) {
  return same_trigger(a, b) && same_thing(*a.claim, *b.claim) && publication_gap(*a.claim, *b.claim) <= 1;
}

// Agreement of dates 0..3; negative when they exclude each other.
double date_score(const Node& a, const Node& b, double parties) {
  if (a.claim->date.known() && b.claim->date.known() && a.width < kOpen && b.width < kOpen) {
    if (a.width == 1 && b.width == 1) {
      const int32_t apart = std::abs(*a.claim->date.earliest - *b.claim->date.earliest);
      // A day's difference is a time zone between persons, but another day of a war between states.
      return apart == 0 ? 3 : apart == 1 && parties >= 2.5 ? 1.5 : kNo;
    }
    if (!a.claim->date.overlaps(b.claim->date)) return kNo;
    const int32_t width = std::max(a.width, b.width);
    // One text that dates two acts by the same words means one time; two texts may mean two.
    const double bonus = a.claim->date != b.claim->date ? 0 : same_story(*a.claim, *b.claim) ? 1 : 0.5;
    return bonus + (width <= 3 ? 2.5 : width <= 8 ? 2 : width <= 31 ? 1.5 : width <= 100 ? 1 : width <= 400 ? 0.5 : 0);
  }
  if (!a.claim->date.overlaps(b.claim->date) || a.to < b.from || b.to < a.from) return kNo;
  if (same_story(*a.claim, *b.claim)) return 1.5;
  const int32_t gap = publication_gap(*a.claim, *b.claim);
  const bool same_words = same_trigger(a, b);
  if (parties < 2.5 && !(parties >= 2 && gap <= 1 && same_words) && !counts_again(a, b)) return kNo;
  return gap <= kStoryDays ? 1.5 : kNo;
}

double kilometres(double lat1, double lon1, double lat2, double lon2) {
  constexpr double kRadian = 3.14159265358979323846 / 180, kEarth = 6371;
  const double h = std::pow(std::sin((lat2 - lat1) * kRadian / 2), 2) +
                   std::cos(lat1 * kRadian) * std::cos(lat2 * kRadian) * std::pow(std::sin((lon2 - lon1) * kRadian / 2), 2);
  return 2 * kEarth * std::asin(std::sqrt(std::min(1.0, h)));
}

double place_score(const ClaimRecord& a, const ClaimRecord& b) {
  if (a.place_name.empty() || b.place_name.empty()) return 0;
  if (a.place_name == b.place_name) return 1;
  if (a.lat && a.lon && b.lat && b.lon) {
    const double km = kilometres(*a.lat, *a.lon, *b.lat, *b.lon);
    return km < 60 ? 0.5 : km > 150 ? -2 : 0;
  }
  return !a.place_country.empty() && !b.place_country.empty() && a.place_country != b.place_country ? -1 : 0;
}

// Jaccard index of the clauses' words.
double word_overlap(const Node& a, const Node& b) {
  size_t shared = 0;
  for (auto i = a.words.begin(), j = b.words.begin(); i != a.words.end() && j != b.words.end();) {
    if (*i == *j) ++shared, ++i, ++j;
    else if (*i < *j) ++i;
    else ++j;
  }
  const size_t all = a.words.size() + b.words.size() - shared;
  return all == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(all);
}

bool same_figure(const ClaimRecord& a, const ClaimRecord& b) {
  for (const auto& x : a.figures)
    for (const auto& y : b.figures)
      if (x.value && y.value && !x.suspect && !y.suspect && x.unit == y.unit && *x.value == *y.value) return true;
  return false;
}

bool disjoint(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return false;
  return std::none_of(a.begin(), a.end(), [&](const auto& m) { return std::find(b.begin(), b.end(), m) != b.end(); });
}

double circumstance_score(const Node& a, const Node& b, double parties) {
  double e = place_score(*a.claim, *b.claim);
  if (same_trigger(a, b)) e += 0.5;
  const bool one_story = same_story(*a.claim, *b.claim);
  if (one_story) e += 0.5;
  if (same_figure(*a.claim, *b.claim)) e += 0.5;
  if (counts_again(a, b) && !one_story) e += 1.75;
  if (a.claim->type == b.claim->type && disjoint(a.claim->mode, b.claim->mode)) e -= 1;
  if (a.claim->background != b.claim->background) e -= 0.5;
  const double overlap = word_overlap(a, b);
  if (overlap >= 0.3) e += 0.5;
  if (overlap < 0.05 && parties < 2.5 && !one_story) e -= 1.5;
  return e;
}

// Where in time to look for it: the stated interval, else what the publication allows.
void set_window(const ClaimRecord& c, Node& n) {
  const Interval published = publication(c);
  const Day told = published.known() ? *published.earliest : Day{0};
  const Day told_last = published.known() ? *published.latest : told;
  n.width = kOpen;
  if (c.date.earliest && c.date.latest) {
    n.from = *c.date.earliest;
    n.to = std::max(*c.date.latest, n.from);
    n.width = n.to - n.from + 1;
    if (n.width > 400) n.to = n.from + 400;
  } else if (c.date.earliest) {  // "since", or still to come
    n.from = *c.date.earliest;
    n.to = std::max(n.from + 16, std::min(told_last + kStoryDays, n.from + 400));
  } else if (c.date.latest) {
    n.to = *c.date.latest;
    n.from = n.to - 16;
  } else {
    n.from = told - kStoryDays;
    n.to = std::min(told_last, told + 30) + kStoryDays;
  }
}

void set_words(const ClaimRecord& c, Node& n) {
  const std::string folded = utf8::fold(c.text);
  for (size_t i = 0; i < folded.size();) {
    const size_t end = std::min(folded.find_first_of(" ,.;:\"()", i), folded.size());
    if (end - i >= 4) n.words.emplace_back(folded, i, end - i);
    i = end + 1;
  }
  std::sort(n.words.begin(), n.words.end());
  n.words.erase(std::unique(n.words.begin(), n.words.end()), n.words.end());
  if (c.span.contains(c.trigger) && c.trigger.end - c.span.begin <= c.text.size())
    n.trigger = utf8::fold(std::string_view(c.text).substr(c.trigger.begin - c.span.begin, c.trigger.size()));
}

}  // namespace

bool is_forecast(const ClaimRecord& c) {
  if (c.background) return false;
  const bool past = c.date.latest && c.published.earliest && *c.date.latest < *c.published.earliest;
  if (c.modality == "planned") return !past;
  // "will not come": what was announced is off.
  return c.polarity == '-' && c.future && !past && (c.modality == "asserted" || c.modality == "reported");
}

const std::string& type_key(const ClaimRecord& c) {
  static const std::string kShow("MOBILIZE");
  const bool fire = c.type == "ASSAULT" && c.recipients.empty() && std::find(c.mode.begin(), c.mode.end(), "heavy-weapons") != c.mode.end();
  return fire ? kShow : c.type;
}

std::string party_key(const Party& p) {
  if (!p.country.empty()) return p.country;
  if (!p.entity.empty() && !p.entity.starts_with("p:")) return p.entity;
  std::string key("=");
  key += utf8::fold(p.name);
  return key;
}

Node node_of(const ClaimRecord& claim) {
  Node n;
  n.claim = &claim;
  n.actors = actors_of(claim.actors);
  n.recipients = actors_of(claim.recipients);
  n.sides = n.actors;
  for (const Actor& a : n.recipients)
    if (std::none_of(n.sides.begin(), n.sides.end(), [&](const Actor& b) { return a.entity == b.entity; })) n.sides.push_back(a);
  n.two_sided = claim.reciprocal || claim.type == "CONSULT" || claim.type == "AGREE";
  n.forecast = is_forecast(claim);
  n.type_hash = hash_of(type_key(claim));
  n.content_hash = hash_of(claim.content_sha256);
  set_window(claim, n);
  set_words(claim, n);
  return n;
}

double party_score(const Node& a, const Node& b) {
  if (a.two_sided || b.two_sided) {
    if (a.sides.empty() || b.sides.empty()) return 0;
    const double s = match_sets(a.sides, b.sides);
    return s < 0 ? s : std::max(0.0, s - ((a.sides.size() == 1) != (b.sides.size() == 1) ? 1 : 0));
  }
  double sum = 0, sides = 0, missing = 0;
  for (const auto& [x, y, price] : {std::tuple{&a.actors, &b.actors, 1.5}, std::tuple{&a.recipients, &b.recipients, 1.0}}) {
    if (x->empty() && y->empty()) continue;
    if (x->empty() || y->empty()) {
      missing += price;
      continue;
    }
    const double s = match_sets(*x, *y);
    if (s < 0) return kNo;
    sum += s;
    sides += 1;
  }
  return sides == 0 ? 0 : std::max(0.0, sum / sides - missing);
}

bool stands_in(const Node& a, const Node& b) {
  const auto only_country = [](const std::vector<Actor>& x, const std::vector<Actor>& y) {
    return std::any_of(x.begin(), x.end(), [&](const Actor& p) {
      return p.person && std::none_of(y.begin(), y.end(), [&](const Actor& q) { return match(p, q) > 1; });
    });
  };
  return only_country(a.sides, b.sides) || only_country(b.sides, a.sides);
}

double event_score(const Node& a, const Node& b) {
  if (a.type_hash != b.type_hash || a.forecast != b.forecast) return kNo;
  if (a.content_hash == b.content_hash && a.claim->trigger == b.claim->trigger &&
      !same_story(*a.claim, *b.claim) && a.claim->polarity == b.claim->polarity)
    return 9;  // the same words in a copy of the text
  if (a.to + 1 < b.from || b.to + 1 < a.from) return kNo;  // the cheapest test, and the one most pairs fail
  const double parties = party_score(a, b);
  if (parties < 0 || (parties == 0 && !same_story(*a.claim, *b.claim))) return kNo;
  const double dates = date_score(a, b, parties);
  if (dates < 0) return kNo;
  if (dates < kSameDays && stands_in(a, b) && !same_trigger(a, b)) return kNo;
  if (a.claim->polarity != b.claim->polarity && (parties < 2 || dates < 3)) return kNo;
  return parties + dates + circumstance_score(a, b, parties);
}

}  // namespace annalist::weave
