#include "weave/weave.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "base/hash.h"
#include "weave/forecast.h"
#include "weave/judge.h"
#include "weave/sketch.h"

namespace annalist::weave {
namespace {

Day day(const char* s) { return *parse_iso(s); }
Party person(const char* name, const char* country) { return {name, std::string("k:") + name, "person", country, ""}; }
Party state(const char* name, const char* country) { return {name, std::string("c:") + country, "country", country, ""}; }

// A claim of one document; `n` makes its id.
ClaimRecord claim(const std::string& document, int n, const char* type, std::vector<Party> actors, std::vector<Party> recipients,
                  const char* date, const char* published = "2024-01-18") {
  ClaimRecord c;
  c.document = document;
  c.document_key = sha256_hex(document);
  c.content_sha256 = sha256_hex("text of " + document);
  c.claim = short_id({document, std::to_string(n)});
  c.type = type;
  c.actors = std::move(actors);
  c.recipients = std::move(recipients);
  if (*date) c.date = one_day(day(date)), c.precision = Precision::kDay;
  if (*published) c.published = one_day(day(published));
  c.modality = "asserted";
  c.confidence = 0.8F;
  c.text = document + " tells it " + std::to_string(n);
  c.sentence = static_cast<uint32_t>(n);
  c.trigger = {static_cast<uint32_t>(n) * 10, static_cast<uint32_t>(n) * 10 + 3};
  return c;
}

const Event& of(const std::vector<Event>& events, const ClaimRecord& c) {
  for (const Event& e : events)
    if (std::binary_search(e.claims.begin(), e.claims.end(), c.claim)) return e;
  ADD_FAILURE() << "claim in no event";
  return events.front();
}

std::string print(const std::vector<Event>& events) {
  std::string out;
  for (const Event& e : events) {
    out += e.id + ' ' + e.type + ' ' + e.status + ' ' + std::to_string(e.origins) + '/' + std::to_string(e.outlets) + '/' + std::to_string(e.reports);
    for (const auto& c : e.claims) out += ' ' + c;
    for (const auto& p : e.actors) out += " <" + p.name;
    for (const auto& p : e.recipients) out += " >" + p.name;
    out += e.date.earliest ? ' ' + iso(*e.date.earliest) : "";
    for (const auto& c : e.contradictions)
      for (const auto& v : c.values) out += " !" + v;
    for (const auto& l : e.links) out += ' ' + l.kind + ':' + l.event;
    for (const auto& a : e.anomalies) out += " ~" + a;
    out += '\n';
  }
  return out;
}

const Party kKim = person("Kim Jong Un", "PRK"), kPutin = person("Vladimir Putin", "RUS"), kLavrov = person("Sergei Lavrov", "RUS"),
            kChoe = person("Choe Son Hui", "PRK"), kRussia = state("Russia", "RUS"), kNorth = state("North Korea", "PRK"),
            kUkraine = state("Ukraine", "UKR");

TEST(Weave, OneMeetingToldFromBothSidesIsOneEvent) {
  const auto a = claim("a", 1, "CONSULT", {kPutin}, {kChoe}, "2024-01-16");
  const auto b = claim("b", 1, "CONSULT", {kChoe}, {kPutin}, "2024-01-16");
  const auto c = claim("c", 1, "CONSULT", {kLavrov}, {kChoe}, "2024-01-16");
  const auto d = claim("d", 1, "CONSULT", {kPutin}, {kChoe}, "2024-01-26");
  const auto events = weave({a, b, c, d}, std::nullopt);
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(&of(events, a), &of(events, b));
  EXPECT_EQ(of(events, a).reports, 2U);
  EXPECT_EQ(of(events, a).origins, 2U);
  EXPECT_EQ(of(events, a).status, "happened");
  EXPECT_EQ(of(events, a).id, event_id(std::min(a.claim, b.claim)));
}

TEST(Weave, AStateStandsForItsPeopleOnlyWhenTheDayAgrees) {
  auto a = claim("a", 1, "CONSULT", {kPutin}, {kKim}, "2024-06-19");
  auto b = claim("b", 1, "CONSULT", {kRussia}, {kNorth}, "2024-06-19");
  auto c = claim("c", 1, "CONSULT", {kRussia}, {kNorth}, "");
  a.text = b.text = c.text = "the leaders held talks about closer cooperation";
  c.date = whole_month(2024, 6);
  EXPECT_EQ(weave({a, c}, std::nullopt).size(), 2U);
  const auto events = weave({a, b}, std::nullopt);
  EXPECT_EQ(&of(events, a), &of(events, b));
  ASSERT_EQ(of(events, a).actors.size() + of(events, a).recipients.size(), 2U) << "the states add nothing beside their leaders";
}

TEST(Weave, AMinisterStandsForTheStateOnEitherSideOfAMeeting) {
  auto a = claim("a", 1, "CONSULT", {kPutin}, {kNorth}, "2024-01-16"), b = claim("b", 1, "CONSULT", {kChoe}, {kPutin}, "2024-01-16");
  a.text = b.text = "talks about closer cooperation";
  const auto events = weave({a, b}, std::nullopt);
  ASSERT_EQ(events.size(), 1U);
  for (const auto* side : {&events[0].actors, &events[0].recipients})
    for (const Party& p : *side) EXPECT_NE(p.name, "North Korea");
}

TEST(Weave, DirectionCounts) {
  const auto a = claim("a", 1, "ASSAULT", {kRussia}, {kUkraine}, "2024-01-16");
  const auto b = claim("b", 1, "ASSAULT", {kUkraine}, {kRussia}, "2024-01-16");
  EXPECT_EQ(weave({a, b}, std::nullopt).size(), 2U);
}

TEST(Weave, ConsecutiveDaysOfAWarStayApart) {
  std::vector<ClaimRecord> claims;
  for (int i = 1; i <= 9; ++i) {
    const std::string d = "2024-01-0" + std::to_string(i);
    claims.push_back(claim("doc" + d, 1, "ASSAULT", {kRussia}, {kUkraine}, d.c_str(), d.c_str()));
    claims.back().text = "Russia shelled towns in Ukraine";
  }
  EXPECT_EQ(weave(claims, std::nullopt).size(), 9U);
}

TEST(Weave, CopiesAreNotConfirmation) {
  auto a = claim("a", 1, "AID", {kNorth}, {kRussia}, "2024-01-16"), b = claim("b", 1, "AID", {kNorth}, {kRussia}, "2024-01-16");
  b.content_sha256 = a.content_sha256;
  a.outlet = "Morning Post", b.outlet = "Evening News";
  auto c = claim("c", 1, "AID", {kNorth}, {kRussia}, "2024-01-16"), d = claim("d", 1, "AID", {kNorth}, {kRussia}, "2024-01-16");
  a.text = b.text = c.text = d.text = "North Korea sent shells to Russia";
  c.outlet = "Third", d.outlet = "Fourth";
  c.modality = d.modality = "reported";
  c.source = d.source = "TASS";
  c.chain = d.chain = {"TASS"};
  const auto events = weave({a, b, c, d}, std::nullopt);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].reports, 4U);
  EXPECT_EQ(events[0].outlets, 4U);
  EXPECT_EQ(events[0].origins, 2U);
}

TEST(Weave, ARingOfCitationsIsOneOrigin) {
  auto a = claim("a", 1, "AID", {kNorth}, {kRussia}, "2024-01-16"), b = claim("b", 1, "AID", {kNorth}, {kRussia}, "2024-01-16");
  a.text = b.text = "North Korea sent shells to Russia";
  a.outlet = "Alpha", b.outlet = "Beta";
  a.chain = {"Beta"}, b.chain = {"Alpha"};
  const Origins o = origins_of({&a, &b});
  EXPECT_EQ(o.count, 1U);
  EXPECT_TRUE(o.circular);
  b.chain = {"Gamma"};
  EXPECT_FALSE(origins_of({&a, &b}).circular);
}

TEST(Weave, ASentenceTakenOverIsOneOrigin) {
  auto a = claim("a", 1, "AID", {kNorth}, {kRussia}, "2024-01-16"), b = claim("b", 1, "AID", {kNorth}, {kRussia}, "2024-01-16");
  a.outlet = "Alpha", b.outlet = "Beta";
  EXPECT_EQ(origins_of({&a, &b}).count, 2U);
  a.text = b.text = "North Korea shipped a thousand containers of ammunition to Russia by sea";
  EXPECT_EQ(origins_of({&a, &b}).count, 1U);
}

TEST(Weave, ContradictionsStandSideBySideAndGarblesAreLeftOut) {
  auto a = claim("a", 1, "AID", {kNorth}, {kRussia}, "2024-01-16"), b = claim("b", 1, "AID", {kNorth}, {kRussia}, "2024-01-16"),
       c = claim("c", 1, "AID", {kNorth}, {kRussia}, "2024-01-16");
  a.text = b.text = c.text = "North Korea sent containers to Russia";
  a.figures = {{"container", "ammunition", "1,000", 1000.0, false}};
  b.figures = {{"container", "ammunition", "3,000", 3000.0, false}};
  c.figures = {{"container", "ammunition", "9,2019", 92019.0, true}};
  const auto events = weave({a, b, c}, std::nullopt);
  ASSERT_EQ(events.size(), 1U);
  ASSERT_EQ(events[0].contradictions.size(), 1U);
  EXPECT_EQ(events[0].contradictions[0].field, "quantity");
  EXPECT_EQ(events[0].contradictions[0].values, (std::vector<std::string>{"1000 container ammunition (a)", "3000 container ammunition (b)"}));
}

TEST(Weave, ADenialDisputes) {
  auto a = claim("a", 1, "AID", {kNorth}, {kRussia}, "2024-01-16"), b = claim("b", 1, "AID", {kNorth}, {kRussia}, "2024-01-16");
  a.text = b.text = "North Korea sent shells to Russia";
  b.modality = "denied";
  const auto events = weave({a, b}, std::nullopt);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].status, "disputed");
  EXPECT_EQ(weave({b}, std::nullopt)[0].status, "denied");
}

TEST(Weave, UndatedActsOfOneStoryWithDifferentPersonsStayApart) {
  auto visit = claim("a", 1, "CONSULT", {kPutin}, {kNorth}, ""), meeting = claim("a", 2, "CONSULT", {kChoe}, {kPutin}, "");
  visit.text = meeting.text = "talks about closer cooperation";
  EXPECT_EQ(weave({visit, meeting}, std::nullopt).size(), 2U);
}

TEST(Weave, AVisitSomeDayIsFulfilledOnlyThere) {
  auto f = claim("a", 1, "CONSULT", {kPutin}, {kNorth}, "", "2024-06-01");
  f.modality = "planned";
  f.place_name = "North Korea", f.place_country = "PRK";
  auto h = claim("b", 1, "CONSULT", {kChoe}, {kPutin}, "2024-06-19", "2024-06-20");
  EXPECT_EQ(of(weave({f, h}, std::nullopt), f).status, "announced") << "where they met is not told";
  h.place_name = "Moscow", h.place_country = "RUS";
  EXPECT_EQ(of(weave({f, h}, std::nullopt), f).status, "announced");
  h.place_name = "Pyongyang", h.place_country = "PRK";
  EXPECT_EQ(of(weave({f, h}, std::nullopt), f).status, "fulfilled");
}

TEST(Weave, AnnouncedThenDone) {
  auto f = claim("a", 1, "CONSULT", {kPutin}, {kNorth}, "", "2024-06-01");
  f.modality = "planned";
  f.date = {day("2024-06-18"), day("2024-06-19")};
  auto h = claim("b", 1, "CONSULT", {kPutin}, {kKim}, "2024-06-19", "2024-06-20");
  const auto events = weave({f, h}, std::nullopt);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(of(events, f).status, "fulfilled");
  EXPECT_EQ(of(events, h).status, "happened");
  ASSERT_EQ(of(events, h).links.size(), 1U);
  EXPECT_EQ(of(events, h).links[0].kind, "fulfils");
  EXPECT_EQ(of(events, h).links[0].event, of(events, f).id);
  EXPECT_EQ(weave({f}, day("2024-06-02"))[0].status, "announced");
  EXPECT_EQ(weave({f}, day("2024-06-18"))[0].status, "due");
  EXPECT_EQ(weave({f}, day("2024-07-01"))[0].status, "overdue");
  f.polarity = '-';
  EXPECT_EQ(weave({f}, day("2024-06-02"))[0].status, "cancelled");
}

std::string words(int from, int to) {
  std::string out;
  for (int i = from; i < to; ++i) out += "word" + std::to_string(i * 7919 % 1000) + ' ';
  return out;
}

TEST(Weave, NearCopiesAreFoundByContainment) {
  const auto whole = sketch_of(words(0, 600));
  EXPECT_EQ(containment(whole, sketch_of(words(0, 600) + "!")), 1);
  EXPECT_GT(containment(whole, sketch_of(words(100, 250))), 0.9) << "cut to a quarter";
  EXPECT_EQ(containment(whole, sketch_of(words(600, 900))), 0);
  EXPECT_EQ(containment(sketch_of("too short to tell"), sketch_of("too short to tell")), 0);
  auto a = claim("a", 1, "AID", {kNorth}, {kRussia}, "2024-01-16"), b = claim("b", 1, "AID", {kNorth}, {kRussia}, "2024-01-16");
  a.outlet = "Alpha", b.outlet = "Beta";
  a.sketch = whole, b.sketch = sketch_of(words(550, 800));
  EXPECT_EQ(origins_of({&a, &b}).count, 2U);
  b.sketch = sketch_of(words(100, 400) + words(800, 900));
  EXPECT_EQ(origins_of({&a, &b}).count, 1U);
  EXPECT_TRUE(origins_of({&a, &b}).copied);
}

TEST(Weave, EqualTextsAndOneAgencyAreOneOrigin) {
  auto a = claim("a", 1, "AID", {kNorth}, {kRussia}, "2024-01-16"), b = claim("b", 1, "AID", {kNorth}, {kRussia}, "2024-01-16");
  b.content_sha256 = a.content_sha256;
  EXPECT_EQ(origins_of({&a, &b}).count, 1U);
  auto second = a;
  second.source = "Beta", second.chain = {"Beta"};
  a.source = "Alpha", a.chain = {"Alpha"};
  EXPECT_EQ(origins_of({&a, &second}).count, 2U) << "one text with two holders";
  auto c = claim("c", 1, "AID", {kNorth}, {kRussia}, "2024-01-16"), d = claim("d", 1, "AID", {kNorth}, {kRussia}, "2024-01-16");
  c.outlet = "Gamma", d.outlet = "Delta";
  c.credit = d.credit = "Wire";
  EXPECT_EQ(origins_of({&c, &d}).count, 1U);
}

TEST(Weave, TwoCountsOfOneFireContradict) {
  auto a = claim("a", 1, "ASSAULT", {kNorth}, {}, "2024-01-05", "2024-01-05");
  auto b = claim("b", 1, "MOBILIZE", {{"General Staff", "k:staff", "organization", "PRK", ""}}, {}, "", "2024-01-06");
  a.mode = {"heavy-weapons"}, b.mode = {"weapons"};
  a.text = "shot 230 shells into western waters", b.text = "shot 180 shells off the western coast";
  for (auto* c : {&a, &b}) c->span = {0, static_cast<uint32_t>(c->text.size())}, c->trigger = {0, 4};
  a.figures = {{"shell", "", "230 shells", 230.0, false}};
  b.figures = {{"shell", "", "180 shells", 180.0, false}};
  const auto events = weave({a, b}, std::nullopt);
  ASSERT_EQ(events.size(), 1U);
  ASSERT_EQ(events[0].contradictions.size(), 1U);
  EXPECT_EQ(events[0].contradictions[0].field, "quantity");
  b.figures = {{"gun", "", "40 guns", 40.0, false}};
  EXPECT_EQ(weave({a, b}, std::nullopt).size(), 2U);
}

TEST(Weave, SidesAreTurnedToFitAndPeopleStandForTheirStates) {
  const Party pyongyang{"Pyongyang", "g:1871859", "place", "PRK", ""};
  const auto names = [](const std::vector<Party>& side) {
    std::string out;
    for (const Party& p : side) out += p.name + ';';
    return out;
  };
  auto visit = claim("a", 1, "CONSULT", {kLavrov}, {pyongyang}, "2023-10-19"), received = claim("a", 2, "CONSULT", {kKim}, {kLavrov}, "2023-10-19");
  visit.text = received.text = "the minister came to the capital";
  const auto one = weave({visit, received}, std::nullopt);
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(names(one[0].actors) + '>' + names(one[0].recipients), one[0].actors[0].name == "Kim Jong Un" ? "Kim Jong Un;>Sergei Lavrov;" : "Sergei Lavrov;>Kim Jong Un;");
  auto mixed = claim("b", 1, "CONSULT", {kLavrov, kKim}, {pyongyang}, "2023-10-19");
  const auto apart = weave({mixed}, std::nullopt);
  EXPECT_EQ(names(apart[0].actors) + '>' + names(apart[0].recipients), "Sergei Lavrov;>Kim Jong Un;");
  auto home = claim("c", 1, "CONSULT", {kKim}, {pyongyang}, "2023-10-19");
  EXPECT_EQ(weave({home}, std::nullopt)[0].recipients.size(), 1U) << "who travels in his own country still arrives somewhere";
}

TEST(Weave, StatusesOfEveryModality) {
  struct Row {
    const char* modality;
    char polarity;
    const char* status;
  };
  for (const Row& row : {Row{"asserted", '+', "happened"}, Row{"asserted", '-', "denied"}, Row{"reported", '+', "claimed"}, Row{"reported", '-', "denied"},
                         Row{"planned", '+', "announced"}, Row{"planned", '-', "cancelled"}, Row{"possible", '+', "claimed"}, Row{"possible", '-', "claimed"},
                         Row{"conditional", '+', "claimed"}, Row{"conditional", '-', "claimed"}, Row{"requested", '+', "claimed"},
                         Row{"requested", '-', "claimed"}, Row{"questioned", '+', "claimed"}, Row{"questioned", '-', "claimed"}, Row{"denied", '+', "denied"}})
    for (const bool future : {false, true}) {
      auto c = claim("a", 1, "AID", {kNorth}, {kRussia}, "");
      c.modality = row.modality, c.polarity = row.polarity, c.future = future;
      const bool told = c.modality == "asserted" || c.modality == "reported";
      const std::string expected = future && told ? (c.polarity == '-' ? "cancelled" : "claimed") : row.status;
      EXPECT_EQ(weave({c}, std::nullopt)[0].status, expected) << row.modality << row.polarity << future;
    }
}

TEST(Weave, OnlyPlansForDaysToComeAreForecasts) {
  auto plan = claim("a", 1, "CONSULT", {kPutin}, {kNorth}, "2024-03-01", "2024-01-18");
  plan.modality = "planned";
  EXPECT_EQ(weave({plan}, std::nullopt)[0].status, "announced");
  auto history = plan;
  history.background = true;
  EXPECT_EQ(weave({history}, std::nullopt)[0].status, "claimed");
  auto past = plan;
  past.date = one_day(day("2019-03-01"));
  EXPECT_EQ(weave({past}, std::nullopt)[0].status, "claimed");
  auto request = plan;
  request.modality = "requested";
  EXPECT_EQ(weave({request}, std::nullopt)[0].status, "claimed");
}

// A base of claims that often can be one: few people, few days, some vague.
std::vector<ClaimRecord> many(uint32_t seed, int size) {
  std::mt19937 random(seed);
  const std::vector<Party> parties = {kKim, kPutin, kLavrov, kChoe, kRussia, kNorth, kUkraine, {"Kim", "p:x:1", "person", "PRK", ""}};
  const char* types[] = {"CONSULT", "AID", "ASSAULT"};
  const char* modalities[] = {"asserted", "reported", "planned", "denied", "possible"};
  const auto pick = [&](size_t n) { return static_cast<size_t>(random() % n); };
  std::vector<ClaimRecord> claims;
  for (int i = 0; i < size; ++i) {
    const Day d = day("2024-01-01") + static_cast<int32_t>(pick(70));
    auto c = claim("doc" + std::to_string(pick(40)), i, types[pick(3)], {parties[pick(8)]}, {parties[pick(8)]}, iso(d).c_str(), iso(d + 1).c_str());
    if (pick(4) == 0) c.date = {};
    if (pick(6) == 0) c.date = whole_month(2024, 1 + static_cast<uint32_t>(pick(2)));
    if (pick(5) == 0) c.recipients.clear();
    c.modality = modalities[pick(5)];
    c.polarity = pick(9) == 0 ? '-' : '+';
    c.text = pick(2) == 0 ? "the talks about grain went on" : "shells were sent by rail";
    claims.push_back(std::move(c));
  }
  return claims;
}

TEST(WeaveLaw, TheOrderOfClaimsDoesNotMatter) {
  for (uint32_t seed = 1; seed <= 8; ++seed) {
    auto claims = many(seed, 150);
    const std::string expected = print(weave(claims, std::nullopt));
    std::mt19937 random(seed);
    for (int i = 0; i < 4; ++i) {
      std::shuffle(claims.begin(), claims.end(), random);
      EXPECT_EQ(print(weave(claims, std::nullopt)), expected);
    }
  }
}

class Memory : public ClaimIndex {
 public:
  Result<std::vector<ClaimRecord>> block(const std::string& key) override {
    std::vector<ClaimRecord> out;
    for (const auto& c : blocks[key]) out.push_back(claims.at(c));
    return out;
  }
  void add(const ClaimRecord& c) {
    claims[c.claim] = c;
    for (const auto& key : block_keys(c)) blocks[key].push_back(c.claim);
  }
  std::map<std::string, ClaimRecord> claims;
  std::map<std::string, std::vector<std::string>> blocks;
};

TEST(WeaveLaw, IncrementalEqualsRebuild) {
  for (uint32_t seed = 20; seed <= 26; ++seed) {
    auto claims = many(seed, 120);
    std::mt19937 random(seed);
    std::shuffle(claims.begin(), claims.end(), random);
    Memory index;
    std::map<std::string, Event> events;  // by least claim
    size_t woven = 0;
    for (size_t i = 0; i < claims.size(); i += 7) {
      std::vector<ClaimRecord> touched(claims.begin() + static_cast<long>(i), claims.begin() + static_cast<long>(std::min(i + 7, claims.size())));
      for (const auto& c : touched) index.add(c);
      auto closed = closure(touched, index);
      ASSERT_TRUE(closed.ok());
      woven += closed->size();
      for (const auto& c : *closed) std::erase_if(events, [&](const auto& e) { return std::binary_search(e.second.claims.begin(), e.second.claims.end(), c.claim); });
      for (Event& e : cluster(std::move(*closed))) events[e.id] = std::move(e);
    }
    std::vector<Event> all;
    for (auto& [id, e] : events) all.push_back(std::move(e));
    EXPECT_EQ(print(all), print(cluster(claims)));
    EXPECT_LT(woven, 120U * 17U) << "only what is touched is woven again";
  }
}

}  // namespace
}  // namespace annalist::weave
