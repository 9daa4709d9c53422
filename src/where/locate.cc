#include "where/locate.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "base/utf8.h"
#include "where/find.h"

namespace annalist::where {

namespace {

using Admin = std::pair<std::string_view, std::string_view>;  // country, admin1 code
using District = std::pair<Admin, std::string_view>;           // and admin2 code

bool of_gazetteer(const Candidate& c) { return c.layer == Layer::kCity || c.layer == Layer::kProvince || c.layer == Layer::kDistrict; }

// The bare name of a town that names its province, too, is the town's.
constexpr double kDivision = -1.2;

// Prominence on the scale of log10(people): a country outranks any namesake town, a region all but the largest.
double prominence(const Candidate& c) {
  switch (c.layer) {
    case Layer::kCountry: return 8.5;
    case Layer::kContinent: case Layer::kSea: return 7.5;
    case Layer::kRegion: case Layer::kIsland: return 7.0;
    case Layer::kSite: return 6.5;
    case Layer::kDemonym: return 0;
    case Layer::kProvince: case Layer::kDistrict: case Layer::kCity: break;
  }
  const double people = std::log10(static_cast<double>(c.population) + 100);
  if (c.layer != Layer::kCity) return people + kDivision;
  if (c.geonames == 0) return 6.0;  // a town of our own table
  return people + (c.feature == "PPLC" ? 1.0 : c.feature == "PPLA" ? 0.3 : 0.0);
}

// "Louisiana" says more about the towns of a text than one of its towns does.
constexpr double kStateVote = 1.5;

// How much a text must be about a state before "Rapides Parish" is put where that state's town of the name is.
constexpr double kCountyVotes = 0.5;

// What a district that other names speak of adds at most, on the scale of prominence().
constexpr double kDistrictWeight = 5.0;

// What a town's name says about its country beside the country's own, and a division's.
constexpr double kTownVote = 0.4, kDivisionVote = 1.0;

// "Kentucky" in "Kentucky Arts Commission", beside the state itself.
constexpr double kPartVote = 0.5;

// Words of local life: what a county is worth and where it is said behind the name, and how many such votes are heard.
constexpr std::string_view kCounties = "USA";
constexpr double kCountyCue = 1.0, kMostHome = 3.0;

// The areas among which a name shares its vote, each once; a name must not speak for itself.
struct Shares {
  std::set<Admin> areas;       // first-order areas of its towns and divisions
  std::set<District> districts;  // second-order ones
  bool division = false;       // "Henry County": a division and no town is meant
  double meanings = 0;         // rows of our own tables: a name of both a country and a state speaks half for each

  explicit Shares(const Spotted& s) {
    for (const Candidate& c : s.candidates) {
      if (!of_gazetteer(c)) {
        if (!c.country.empty()) meanings += 1;
        continue;
      }
      if (c.admin.empty() || c.country.empty()) continue;
      areas.insert({c.country, c.admin});
      if (!c.admin2.empty()) districts.insert({{c.country, c.admin}, c.admin2});
    }
    const auto town = [](const Candidate& c) { return c.layer == Layer::kCity; };
    division = !areas.empty() && std::none_of(s.candidates.begin(), s.candidates.end(), town);
  }
  [[nodiscard]] double area() const { return areas.empty() ? 0 : 1.0 / static_cast<double>(areas.size()); }
  // Two names that meet in one district are no accident, however many namesakes each has.
  [[nodiscard]] double district() const { return districts.empty() ? 0 : 1.0 / std::sqrt(static_cast<double>(districts.size())); }
  // What this name's own vote gave to the candidate's first-order area.
  [[nodiscard]] double own(const Candidate& c) const {
    if (meanings > 0) return of_gazetteer(c) || c.admin.empty() ? 0 : kStateVote / meanings;
    return of_gazetteer(c) ? area() : 0;
  }
  [[nodiscard]] double own_district(const Candidate& c) const { return meanings > 0 || c.admin2.empty() ? 0 : district(); }
};

// What the rest of the document speaks of: each distinct name votes once, shared among what it may mean.
struct Context {
  std::map<std::string_view, double> countries;
  std::map<Admin, double> admins;
  std::map<District, double> districts;
  std::map<std::string_view, double> home;  // countries by words of local life (places/cues.tsv) and by the outlet
  double all = 0;

  // Votes of other names for this candidate's first-order area, for its district.
  [[nodiscard]] double area_votes(const Candidate& c, const Shares& shares) const {
    const auto at = admins.find({c.country, c.admin});
    return at == admins.end() || c.admin.empty() ? 0 : std::max(0.0, at->second - shares.own(c));
  }
  [[nodiscard]] double district_votes(const Candidate& c, const Shares& shares) const {
    const auto at = districts.find({{c.country, c.admin}, c.admin2});
    return at == districts.end() || c.admin2.empty() ? 0 : std::max(0.0, at->second - shares.own_district(c));
  }
  void vote(const Spotted& s) {
    const double part = s.part ? kPartVote : 1.0;
    const Shares shares(s);
    for (const Candidate& c : s.candidates) {
      if (of_gazetteer(c) || c.country.empty()) continue;
      const double weight = part * (c.layer == Layer::kDemonym ? 0.5 : 1.0) / shares.meanings;
      countries[c.country] += weight;
      all += weight;
      if (!c.admin.empty()) admins[{c.country, c.admin}] += kStateVote * weight;
    }
    if (shares.meanings > 0 || shares.areas.empty()) return;
    const double country = part * (shares.division ? kDivisionVote : kTownVote);
    for (const Admin& admin : shares.areas) {
      admins[admin] += part * shares.area();
      countries[admin.first] += country * shares.area();
      all += country * shares.area();
    }
    for (const District& district : shares.districts) districts[district] += part * shares.district();
  }
  static bool counties(const Spotted& s) {
    const auto county = [](const Candidate& c) { return c.layer == Layer::kDistrict && c.country == kCounties; };
    return !s.candidates.empty() && !s.part && std::all_of(s.candidates.begin(), s.candidates.end(), county);
  }
  // Each word of local life once, whatever it is said of: "sheriff", and "county" behind a name.
  void hear(const Gazetteer::Atlas& atlas, const lang::Parse& parse, const std::vector<Spotted>& spotted) {
    std::set<std::string> heard;
    std::string before;
    for (uint32_t t = 0; t < parse.tokens.size(); ++t) {
      std::string word = utf8::fold(parse.form(t));
      for (const std::string& key : {word, before + ' ' + word}) {
        const auto at = atlas.cues.find(key);
        if (at != atlas.cues.end() && heard.insert(key).second) home[at->second.country] += at->second.weight;
      }
      before = std::move(word);
    }
    // "Uiju County" in a text about Korea is no word of home.
    const auto own = countries.find(kCounties);
    const double said = own == countries.end() ? 0 : own->second;
    if (std::any_of(countries.begin(), countries.end(), [&](const auto& c) { return c.second > std::max(said, 1.0); })) return;
    for (const Spotted& s : spotted)
      if ((s.county || counties(s)) && heard.insert(s.key + " county").second) home[kCounties] += kCountyCue;
  }
  [[nodiscard]] double at_home(const Candidate& c) const {
    const auto at = home.find(c.country);
    return at == home.end() || c.layer == Layer::kCountry ? 0 : std::min(at->second, kMostHome);
  }
  [[nodiscard]] double of(const Candidate& c, const Shares& shares) const {
    double score = at_home(c);
    if (const auto at = countries.find(c.country); at != countries.end() && !c.country.empty()) score += 3.0 * at->second / (all + 2);
    const double votes = area_votes(c, shares), near = district_votes(c, shares);
    return score + 4.0 * votes / (1 + votes) + kDistrictWeight * near / (0.5 + near);
  }
};

// Votes and share of them from which a country speaks for names that no table has.
constexpr double kDominantVotes = 1.2, kDominantShare = 0.6;

bool inside(const Candidate& c, const Candidate& whole) {
  if (whole.layer == Layer::kCountry && c.territory && c.layer != Layer::kCountry) return c.territory->party(whole.country);
  if (whole.layer == Layer::kCountry) return c.country == whole.country && c.layer != Layer::kCountry;
  if (whole.layer == Layer::kProvince) return c.country == whole.country && c.admin == whole.admin && c.layer != Layer::kProvince && of_gazetteer(c);
  if (whole.layer == Layer::kDistrict) return c.layer == Layer::kCity && c.country == whole.country && c.admin == whole.admin && c.admin2 == whole.admin2;
  if (whole.layer == Layer::kRegion && of_gazetteer(c)) {
    if (!whole.admin.empty()) return c.country == whole.country && c.admin == whole.admin;
    // Without codes: same country and within about 400 km of the region's middle.
    const double dlat = c.lat - whole.lat, dlon = (c.lon - whole.lon) * std::cos(whole.lat * M_PI / 180);
    return c.country == whole.country && std::hypot(dlat, dlon) < 3.6;
  }
  return false;
}

struct Choice {
  const Candidate* best = nullptr;
  double gap = 10;       // lead over the best other place
  bool contained = false, by_context = false;
  const Candidate* stranger = nullptr;  // the state that holds it ("Belgrade, Minn.") where the gazetteer has no such town
};

// The one state that a name after a comma means: "Minn.", "Ontario"; null for a country or where it is a large town, too.
const Candidate* state_of(const Spotted& s) {
  constexpr int64_t kLargeTown = 100000;
  const Candidate* state = nullptr;
  for (const Candidate& c : s.candidates) {
    if (of_gazetteer(c) && (c.layer != Layer::kCity || c.population < kLargeTown)) continue;
    if (c.layer != Layer::kRegion || c.admin.empty() || state) return nullptr;
    state = &c;
  }
  return state;
}

Choice choose(const Spotted& s, const Spotted* container, const Context& context) {
  Choice choice;
  const Shares shares(s);
  double best = -1, second = -1, plain = -1;
  const Candidate* most_prominent = nullptr;
  for (const Candidate& c : s.candidates) {
    bool contained = false;
    if (container)
      for (const Candidate& whole : container->candidates) contained = contained || inside(c, whole);
    if (!contained && (s.county || (c.layer == Layer::kDistrict && shares.areas.size() > 1)) && context.area_votes(c, shares) < kCountyVotes) continue;
    const double prior = prominence(c);
    const double score = prior + context.of(c, shares) + (contained ? 5 : 0);
    if (prior > plain) plain = prior, most_prominent = &c;
    if (score > best) {
      second = best;
      best = score;
      choice.best = &c;
      choice.contained = contained;
    } else {
      second = std::max(second, score);
    }
  }
  if (second >= 0) choice.gap = best - second;
  if (container && !choice.contained && choice.best && choice.best->layer == Layer::kCity)
    if ((choice.stranger = state_of(*container))) choice.best = nullptr;
  choice.by_context = choice.best != most_prominent && !choice.contained;
  return choice;
}

float confidence_of(const Spotted& s, const Choice& choice) {
  double value = s.candidates.size() == 1 ? 0.9 : std::clamp(0.5 + 0.15 * choice.gap, 0.4, 0.95);
  if (choice.contained) value = std::max(value, 0.92);
  if (std::string_view(s.why) == "preposition") value *= 0.8;
  return static_cast<float>(value);
}

PlaceRef placed(const Gazetteer::Atlas& atlas, const Stance& stance, const Spotted& s, const Choice& choice) {
  const Candidate& c = *choice.best;
  PlaceRef ref;
  ref.span = s.span;
  ref.first = s.first;
  ref.last = s.last;
  ref.name = c.name;
  ref.country = c.territory ? std::string_view(c.territory->country(stance)) : c.country;
  if (c.territory) ref.territory.append("disputed: ").append(c.territory->name);
  ref.admin = atlas.chain(c);
  ref.lat = c.lat;
  ref.lon = c.lon;
  ref.precision = precision_of(c.layer);
  if (c.geonames != 0) ref.geonames = c.geonames;
  ref.confidence = confidence_of(s, choice);
  ref.why.emplace_back(of_gazetteer(c) && c.population > 0 ? "gazetteer" : "table");
  if (std::string_view(s.why) != "name" && std::string_view(s.why) != "table") ref.why.emplace_back(s.why);
  if (choice.contained) ref.why.emplace_back("containment");
  else if (choice.by_context) ref.why.push_back("context:" + std::string(c.country.empty() ? "-" : c.country));
  else if (s.candidates.size() > 1) ref.why.emplace_back(of_gazetteer(c) ? "population" : "prominence");
  return ref;
}

// The country that most of the document's distinct place names lie in, or "".
std::string dominant(const Context& context) {
  std::string best;
  double most = 0, all = 0;
  for (const auto& [country, votes] : context.countries) {
    all += votes;
    if (votes > most) most = votes, best = country;
  }
  if (most >= kDominantVotes && most >= kDominantShare * all) return best;
  // Words of local life, unless the text speaks of another country besides.
  for (const auto& [country, votes] : context.home) {
    const auto at = context.countries.find(country);
    const double said = at == context.countries.end() ? 0 : at->second;
    if (votes + said >= kDominantVotes && votes + said >= kDominantShare * (all + votes)) return std::string(country);
  }
  return "";
}

// A name that no table has: a county lies in the state that the text is about, anything else in the country of nearly
// all other places of the text; only the country is said then, as an inference.
PlaceRef unplaced(const Spotted& s, const Choice& choice, const Context& context, std::string_view text) {
  PlaceRef ref;
  ref.span = s.span;
  ref.first = s.first;
  ref.last = s.last;
  ref.name = s.span.of(text);
  ref.confidence = 0.3F;
  ref.why.emplace_back("unknown");
  if (choice.stranger) ref.country = choice.stranger->country, ref.precision = "region", ref.why.emplace_back("containment");
  const auto elsewhere = [&](const Candidate& c) { return c.country != s.candidates.front().country; };
  if (ref.country.empty() && !s.county && !s.candidates.empty() && std::none_of(s.candidates.begin(), s.candidates.end(), elsewhere))
    ref.country = s.candidates.front().country, ref.precision = "country", ref.why.emplace_back("namesakes");
  if (ref.country.empty() && s.county) {
    const Admin* best = nullptr;
    double most = 1.0;  // votes: a state that is named, or two towns that are only there
    for (const auto& [admin, votes] : context.admins)
      if (votes > most) most = votes, best = &admin;
    if (best) ref.country = best->first, ref.precision = "region";
  }
  if (ref.country.empty()) {
    ref.country = dominant(context);
    if (!ref.country.empty()) ref.precision = s.county ? "region" : "country", ref.why.emplace_back("inferred");
  }
  if (!ref.country.empty()) ref.why.push_back("context:" + ref.country);
  return ref;
}

// How much a text must be about a state before a bare name is taken for one of its towns, and before "Crafton man" is.
constexpr double kSurely = 1.2, kLocally = 0.4;

// Is there a reading of an unmarked name where the text is at home? The others are dropped.
bool at_home_there(Spotted& s, const Context& context) {
  const Shares shares(s);
  const double least = std::string_view(s.why) == "surroundings" ? kSurely : kLocally;
  std::erase_if(s.candidates, [&](const Candidate& c) {
    return !of_gazetteer(c) || (context.area_votes(c, shares) < least && context.district_votes(c, shares) < kLocally);
  });
  return !s.candidates.empty();
}

class Locator {
 public:
  Locator(const Gazetteer::Atlas& atlas, const lang::Parse& parse, const Stance& stance) : atlas_(atlas), parse_(parse), stance_(stance), spotted_(spot(atlas, parse)) {
    std::map<std::string_view, bool> voted;
    for (const bool parts : {false, true})
      for (const Spotted& s : spotted_)
        if (s.part == parts && !s.maybe && !s.candidates.empty() && !std::exchange(voted[s.key], true)) context_.vote(s);
    context_.hear(atlas, parse, spotted_);
    for (Spotted& s : spotted_) s.dropped = s.maybe && s.container < 0 && !voted.contains(s.key) && !at_home_there(s, context_);
  }

  Places run() {
    settle_contained();
    Places places;
    for (const Spotted& s : spotted_) {
      if (s.dropped) continue;
      const Choice choice = s.demonym ? Choice{.best = &s.candidates.front()} : chosen(s);
      if (s.part || s.demonym) {
        if (!choice.best) continue;
        places.associated.push_back(placed(atlas_, stance_, s, choice));
        places.associated.back().use = s.part ? "name" : "demonym";
      } else {
        places.refs.push_back(choice.best ? placed(atlas_, stance_, s, choice) : unplaced(s, choice, context_, parse_.text));
      }
    }
    return places;
  }

 private:
  const Spotted* whole_of(const Spotted& s) const { return s.container < 0 ? nullptr : &spotted_[static_cast<size_t>(s.container)]; }
  // "Paris, Texas" settles every later "Paris" of the document.
  void settle_contained() {
    for (const Spotted& s : spotted_) {
      if (s.container < 0 || s.dropped || s.candidates.empty() || s.demonym || s.part) continue;
      const Choice choice = choose(s, whole_of(s), context_);
      if (choice.contained || choice.stranger) settled_.try_emplace({s.key, s.county}, choice);
    }
  }
  Choice chosen(const Spotted& s) {
    if (s.container >= 0) {
      const Choice choice = choose(s, whole_of(s), context_);
      if (choice.contained || choice.stranger) return choice;
    }
    // One sense a document, and one choice for each name: a text of a thousand Springfields costs one.
    const auto key = std::pair(std::string_view(s.key), s.county);
    auto at = settled_.find(key);
    if (at == settled_.end()) at = settled_.emplace(key, choose(s, nullptr, context_)).first;
    return at->second;
  }

  const Gazetteer::Atlas& atlas_;
  const lang::Parse& parse_;
  const Stance& stance_;
  std::vector<Spotted> spotted_;
  Context context_;
  std::map<std::pair<std::string_view, bool>, Choice> settled_;
};

}  // namespace

Places locate(const Gazetteer& gazetteer, const lang::Parse& parse, const Stance& stance) { return Locator(gazetteer.atlas(), parse, stance).run(); }

}  // namespace annalist::where
