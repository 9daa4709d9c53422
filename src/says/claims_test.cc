#include "says/claims.h"

#include "says/sides.h"
#include "says/testing.h"

namespace annalist::says {
namespace {

who::Mention person(uint32_t at, const lang::Parse& parse, const char* name, const char* country) {
  who::Mention m;
  m.first = m.head = at;
  m.last = at + 1;
  m.span = parse.tokens[at].span;
  m.kind = who::Kind::kPerson;
  m.name = name;
  m.entity = std::string("k:") + name;
  m.country = country;
  m.confidence = 0.9F;
  return m;
}

struct World {
  lang::ConlluDocument document;
  who::Cast cast;
  when::Times times;
  what::Frames frames;
  explicit World(const char* compact) : document(tree_of(compact)) {
    times.stories.push_back({one_day(day_of({2024, 1, 17})), {"metadata"}, {}});
    cast.at_token.assign(document.parse.tokens.size(), -1);
  }
  const lang::Parse& parse() const { return document.parse; }
  int32_t add(uint32_t at, const char* name, const char* country) {
    cast.mentions.push_back(person(at, parse(), name, country));
    cast.at_token[at] = static_cast<int32_t>(cast.mentions.size()) - 1;
    return cast.at_token[at];
  }
  void frame(uint32_t trigger, const char* type, int32_t actor, int32_t recipient) {
    what::Frame f;
    f.trigger = trigger;
    f.sentence = parse().sentence_of[trigger];
    f.trigger_span = parse().tokens[trigger].span;
    f.span = parse().sentences[f.sentence].span;
    f.type = type;
    f.reciprocal = std::string_view(type) == "CONSULT";
    const auto filler = [&](int32_t m) { return what::Filler{cast.mentions[static_cast<size_t>(m)].span, m, cast.mentions[static_cast<size_t>(m)].head, false, ""}; };
    if (actor >= 0) f.actors.push_back(filler(actor));
    if (recipient >= 0) f.recipients.push_back(filler(recipient));
    frames.frames.push_back(f);
  }
  Claims read(const char* key = "document") const { return claim(test_voices(), key, 1, parse(), cast, times, {}, {}, frames); }
};

// "TASS said Putin met Kim. Putin thanked Kim."
const char* const kMeeting =
    "TASS TASS PROPN NNP 2 nsubj\nsaid say VERB VBD 0 root\nPutin Putin PROPN NNP 4 nsubj\nmet meet VERB VBD 2 ccomp\nKim Kim PROPN NNP 4 obj ~\n. . PUNCT . 2 punct\n\n"
    "Putin Putin PROPN NNP 2 nsubj\nthanked thank VERB VBD 0 root\nKim Kim PROPN NNP 2 obj ~\n. . PUNCT . 2 punct\n\n";

TEST(Claims, ReportedAndAssertedWithEvidence) {
  World w(kMeeting);
  const int32_t putin = w.add(2, "Putin", "RUS"), kim = w.add(4, "Kim", "PRK");
  w.frame(3, "CONSULT", putin, kim);
  const int32_t putin2 = w.add(6, "Putin", "RUS"), kim2 = w.add(8, "Kim", "PRK");
  w.frame(7, "SUPPORT", putin2, kim2);
  const Claims out = w.read();
  ASSERT_EQ(out.claims.size(), 2U);
  EXPECT_EQ(out.claims[0].modality, Modality::kReported);
  ASSERT_EQ(out.claims[0].attribution.size(), 1U);
  EXPECT_EQ(out.attributions[out.claims[0].attribution[0]].holder_name, "TASS");
  EXPECT_EQ(out.claims[1].modality, Modality::kAsserted);
  EXPECT_TRUE(out.claims[1].attribution.empty());
  for (const Claim& c : out.claims) {
    EXPECT_FALSE(c.evidence.at("type").empty());
    EXPECT_EQ(c.evidence.at("actors")[0].of(*w.document.text), "Putin");
    EXPECT_EQ(c.date.why.substr(0, 8), "inferred");
    EXPECT_EQ(c.date.interval.latest, std::optional<Day>(day_of({2024, 1, 17})));
  }
  EXPECT_NE(out.claims[0].id, out.claims[1].id);
  EXPECT_EQ(out.claims[0].id, w.read().claims[0].id);
  EXPECT_NE(out.claims[0].id, w.read("other").claims[0].id);
}

// "TASS said Putin said Kim met Reed." — both hold what was told of the meeting; without a claim the inner one goes.
TEST(Claims, OfNestedAttributionsThoseStayThatAClaimHangsOn) {
  const char* const text =
      "TASS TASS PROPN NNP 2 nsubj\nsaid say VERB VBD 0 root\nPutin Putin PROPN NNP 4 nsubj\nsaid say VERB VBD 2 ccomp\nKim Kim PROPN NNP 6 nsubj\n"
      "met meet VERB VBD 4 ccomp\nReed Reed PROPN NNP 6 obj ~\n. . PUNCT . 2 punct\n\n";
  World w(text);
  const int32_t kim = w.add(4, "Kim", "PRK"), reed = w.add(6, "Reed", "USA");
  w.frame(5, "CONSULT", kim, reed);
  const Claims out = w.read();
  ASSERT_EQ(out.attributions.size(), 2U);
  ASSERT_EQ(out.claims.size(), 1U);
  ASSERT_EQ(out.claims[0].attribution.size(), 2U);
  EXPECT_EQ(out.attributions[out.claims[0].attribution[0]].holder_name, "Putin");
  World bare(text);
  const Claims none = bare.read();
  ASSERT_EQ(none.attributions.size(), 1U);
  EXPECT_EQ(none.attributions[0].holder_name, "TASS");
}

TEST(Claims, PlannedIsOpenAfterTheStory) {
  World w("Putin Putin PROPN NNP 3 nsubj\nwill will AUX MD 3 aux\nmeet meet VERB VB 0 root\nKim Kim PROPN NNP 3 obj ~\n. . PUNCT . 3 punct\n\n");
  const int32_t putin = w.add(0, "Putin", "RUS"), kim = w.add(3, "Kim", "PRK");
  w.frame(2, "CONSULT", putin, kim);
  const Claims out = w.read();
  ASSERT_EQ(out.claims.size(), 1U);
  EXPECT_EQ(out.claims[0].modality, Modality::kPlanned);
  EXPECT_EQ(out.claims[0].tense, what::Tense::kFuture);
  EXPECT_TRUE(out.claims[0].date.interval.earliest.has_value());
  EXPECT_FALSE(out.claims[0].date.interval.latest.has_value());
}

TEST(Claims, BackgroundNeverTakesTheStorysDate) {
  World w("Putin Putin PROPN NNP 2 nsubj\nmet meet VERB VBD 0 root\nKim Kim PROPN NNP 2 obj ~\n. . PUNCT . 2 punct\n\n");
  const int32_t putin = w.add(0, "Putin", "RUS"), kim = w.add(2, "Kim", "PRK");
  w.frame(1, "CONSULT", putin, kim);
  w.frames.frames[0].background = true;
  EXPECT_FALSE(w.read().claims[0].date.interval.known());
}

TEST(Claims, OneTellingIsOneClaim) {
  World w("Putin Putin PROPN NNP 2 nsubj\nmet meet VERB VBD 0 root\nKim Kim PROPN NNP 2 obj ~\n. . PUNCT . 2 punct\n\n");
  const int32_t putin = w.add(0, "Putin", "RUS"), kim = w.add(2, "Kim", "PRK");
  w.frame(1, "CONSULT", putin, kim);
  w.frame(1, "CONSULT", kim, putin);
  EXPECT_EQ(w.read().claims.size(), 1U);
  w.frames.frames[1].reciprocal = false;
  EXPECT_EQ(w.read().claims.size(), 2U);
}

TEST(Claims, AGroupStandsForItsMembersAndNobodyMeetsHimself) {
  World w("Leaders leader NOUN NNS 2 nsubj\nmet meet VERB VBD 0 root\nKim Kim PROPN NNP 2 obj ~\n. . PUNCT . 2 punct\n\n");
  const int32_t group = w.add(0, "the leaders", ""), kim = w.add(2, "Kim", "PRK");
  const int32_t putin = w.add(0, "Putin", "RUS");
  w.cast.mentions[static_cast<size_t>(group)].members = {static_cast<uint32_t>(putin), static_cast<uint32_t>(kim)};
  w.frame(1, "CONSULT", group, kim);
  const Claims out = w.read();
  ASSERT_EQ(out.claims[0].actors.size(), 2U);
  EXPECT_EQ(out.claims[0].actors[0].span.of(*w.document.text), "Leaders");
  EXPECT_TRUE(out.claims[0].recipients.empty());
}

// "They met Kim." — of whom does the text tell?
TEST(Claims, APronounOfNobodyIsNoSide) {
  World w("They they PRON PRP 2 nsubj\nmet meet VERB VBD 0 root\nKim Kim PROPN NNP 2 obj ~\n. . PUNCT . 2 punct\n\n");
  const int32_t they = w.add(0, "They", ""), kim = w.add(2, "Kim", "PRK");
  w.frame(1, "CONSULT", they, kim);
  EXPECT_TRUE(w.read().claims.empty());
  w.frames.frames.clear();
  w.frame(1, "CONSULT", kim, they);
  ASSERT_EQ(w.read().claims.size(), 1U);
  EXPECT_TRUE(w.read().claims[0].recipients.empty());
}

TEST(Claims, AVisitsHostIsTheStateOfThePlace) {
  World w("Putin Putin PROPN NNP 2 nsubj\nvisited visit VERB VBD 0 root\nPyongyang Pyongyang PROPN NNP 2 obj ~\n. . PUNCT . 2 punct\n\n");
  const int32_t putin = w.add(0, "Putin", "RUS"), city = w.add(2, "Pyongyang", "PRK");
  w.cast.mentions[static_cast<size_t>(city)].kind = who::Kind::kPlace;
  w.frame(1, "CONSULT", putin, city);
  EXPECT_EQ(w.read().claims[0].recipients[0].name, "Pyongyang");
  w.frames.frames[0].mode = {"visit"};
  const Side host = w.read().claims[0].recipients[0];
  EXPECT_EQ(host.name, "North Korea");
  EXPECT_EQ(host.entity, "c:PRK");
  EXPECT_EQ(host.why, "place");
  EXPECT_EQ(host.span.of(*w.document.text), "Pyongyang");
  w.cast.mentions[static_cast<size_t>(city)].country = "RUS";
  EXPECT_TRUE(w.read().claims.empty());  // a journey at home
  w.cast.mentions[static_cast<size_t>(city)].country = "";
  EXPECT_TRUE(w.read().claims.empty());
}

TEST(Claims, AnOfficialsWeIsHisStates) {
  World w("`` `` PUNCT `` 4 punct ~\nWe we PRON PRP 4 nsubj\nwill will AUX MD 4 aux\nmeet meet VERB VB 8 ccomp\nKim Kim PROPN NNP 4 obj ~\n, , PUNCT , 4 punct ~\n'' '' PUNCT '' 4 punct\n"
          "said say VERB VBD 0 root\nPutin Putin PROPN NNP 8 nsubj ~\n. . PUNCT . 8 punct\n\n");
  const int32_t we = w.add(1, "We", ""), kim = w.add(4, "Kim", "PRK"), putin = w.add(8, "Putin", "RUS");
  w.frame(3, "CONSULT", we, kim);
  ASSERT_EQ(w.read().claims.size(), 1U);
  EXPECT_EQ(w.read().claims[0].actors[0].name, "Putin");
  w.cast.mentions[static_cast<size_t>(putin)].sectors = {"GOV"};
  EXPECT_EQ(w.read().claims[0].actors[0].entity, "c:RUS");
}

Side side(const char* name, const char* kind, const char* country, Span span = {100, 110}) {
  Side s;
  s.name = name;
  s.kind = kind;
  s.country = country;
  s.span = span;
  return s;
}

TEST(Sides, UsIsTheOutletsCountryAndOnlyAnOrganOfAStateActs) {
  EXPECT_TRUE(own_people(test_voices(), "us"));
  EXPECT_TRUE(own_people(test_voices(), "Our armed forces"));
  EXPECT_FALSE(own_people(test_voices(), "our allies"));
  EXPECT_FALSE(own_people(test_voices(), "their army"));
  page::Outlet radio{"Radio", "byline", {}, "KOR", false};
  EXPECT_EQ(outlet_state(test_voices(), radio, {5, 7}, false).name, "South Korea");
  EXPECT_TRUE(outlet_state(test_voices(), radio, {5, 7}, true).name.empty());  // "we asked him" is the newsroom
  radio.state = true;
  const Side s = outlet_state(test_voices(), radio, {5, 7}, true);
  EXPECT_EQ(s.country, "KOR");
  EXPECT_EQ(s.span, (Span{5, 7}));
}

TEST(Sides, GoodWordsAtHomeAreNoActsBetweenParties) {
  const page::Outlet organ{"Organ", "byline", {}, "PRK", true}, paper{"Paper", "byline", {}, "JPN", false};
  Claim c;
  c.type = "CONSULT";
  c.actors = {side("Kim", "person", "PRK")};
  c.recipients = {side("officials", "other", "")};
  EXPECT_TRUE(home_affair(c, &organ, 0));
  EXPECT_TRUE(home_affair(c, &paper, 0));  // people whom nothing names
  c.recipients = {side("Choe", "person", "PRK")};
  EXPECT_TRUE(home_affair(c, &organ, 0));
  EXPECT_FALSE(home_affair(c, &paper, 0));  // talks between the parties of one state are told as such
  c.recipients = {side("Putin", "person", "RUS")};
  EXPECT_FALSE(home_affair(c, &organ, 0));
  c.recipients = {side("African leaders", "other", "")};
  EXPECT_FALSE(home_affair(c, &paper, 0));
  c.type = "COERCE";
  c.recipients = {side("protesters", "other", "")};
  EXPECT_FALSE(home_affair(c, &organ, 0));  // force at home is news
}

TEST(Claims, NounsTellWhatIsToComeOnlyWhenWordsSaySo) {
  World w("Preparations preparation NOUN NNS 3 nsubj:pass\nare be AUX VBP 3 aux:pass\nmade make VERB VBN 0 root\nfor for ADP IN 6 case\nPutin Putin PROPN NNP 6 nmod:poss\nvisit visit NOUN NN 3 obl ~\n. . PUNCT . 3 punct\n\n"
          "After after ADP IN 2 case\ntalks talk NOUN NNS 5 obl\nPutin Putin PROPN NNP 5 nsubj\nwill will AUX MD 5 aux\nleave leave VERB VB 0 root ~\n. . PUNCT . 5 punct\n\n");
  const int32_t putin = w.add(4, "Putin", "RUS"), again = w.add(9, "Putin", "RUS"), host = w.add(0, "Cuba", "CUB");
  w.frame(5, "CONSULT", putin, host);
  w.frame(8, "CONSULT", again, host);
  for (what::Frame& f : w.frames.frames) f.nominal = true;
  w.frames.frames[1].tense = what::Tense::kFuture;  // as the clause's verb
  const Claims out = w.read();
  ASSERT_EQ(out.claims.size(), 2U);
  EXPECT_EQ(out.claims[0].modality, Modality::kPlanned);
  EXPECT_EQ(out.claims[0].tense, what::Tense::kFuture);
  EXPECT_EQ(out.claims[1].modality, Modality::kAsserted);
  EXPECT_EQ(out.claims[1].tense, what::Tense::kPast);
  EXPECT_EQ(out.claims[1].date.interval.latest, std::optional<Day>(day_of({2024, 1, 17})));
}

TEST(Claims, WhoTriedToPersuadeHasAsked) {
  World w("Paris Paris PROPN NNP 2 nsubj\ntried try VERB VBD 0 root\nto to PART TO 4 mark\npush push VERB VB 2 xcomp\nMoscow Moscow PROPN NNP 4 obj ~\n. . PUNCT . 2 punct\n\n");
  w.frame(3, "REQUEST", w.add(0, "France", "FRA"), w.add(4, "Russia", "RUS"));
  const Claims out = w.read();
  ASSERT_EQ(out.claims.size(), 1U);
  EXPECT_EQ(out.claims[0].modality, Modality::kAsserted);
  EXPECT_EQ(out.claims[0].tense, what::Tense::kPast);
}

TEST(Claims, TriedIsPastAndOpen) {
  World w("Putin Putin PROPN NNP 2 nsubj\ntried try VERB VBD 0 root\nto to PART TO 4 mark\nmeet meet VERB VB 2 xcomp\nKim Kim PROPN NNP 4 obj ~\n. . PUNCT . 2 punct\n\n");
  const int32_t putin = w.add(0, "Putin", "RUS"), kim = w.add(4, "Kim", "PRK");
  w.frame(3, "CONSULT", putin, kim);
  w.frames.frames[0].tense = what::Tense::kFuture;
  const Claims out = w.read();
  EXPECT_EQ(out.claims[0].modality, Modality::kPossible);
  EXPECT_EQ(out.claims[0].tense, what::Tense::kPast);
  EXPECT_FALSE(out.claims[0].date.interval.earliest.has_value());
}

TEST(Claims, AHeadlinesBareVerbIsNoPlan) {
  World w("Putin Putin PROPN NNP 2 nsubj\nmeet meet VERB VB 0 root\nKim Kim PROPN NNP 2 obj\n\n");
  const int32_t putin = w.add(0, "Putin", "RUS"), kim = w.add(2, "Kim", "PRK");
  w.frame(1, "CONSULT", putin, kim);
  w.frames.frames[0].tense = what::Tense::kFuture;
  EXPECT_EQ(w.read().claims[0].modality, Modality::kAsserted);
  EXPECT_EQ(w.read().claims[0].tense, what::Tense::kPast);
}

TEST(Claims, ADescribedActorIsTheOneNamedNext) {
  World w("Official official NOUN NN 2 nsubj\nmet meet VERB VBD 0 root\nKim Kim PROPN NNP 2 obj ~\n. . PUNCT . 2 punct\n\n"
          "Lavrov Lavrov PROPN NNP 2 nsubj\nmet meet VERB VBD 0 root\nKim Kim PROPN NNP 2 obj ~\n. . PUNCT . 2 punct\n\n");
  const int32_t official = w.add(0, "Russian official", "RUS"), kim = w.add(2, "Kim", "PRK");
  w.cast.mentions[static_cast<size_t>(official)].entity = "p:x:1";
  w.frame(1, "CONSULT", official, kim);
  const int32_t lavrov = w.add(4, "Lavrov", "RUS"), again = w.add(6, "Kim", "PRK");
  w.frame(5, "CONSULT", lavrov, again);
  const Claims out = w.read();
  ASSERT_EQ(out.claims.size(), 2U);
  EXPECT_EQ(out.claims[0].actors[0].name, "Lavrov");
  EXPECT_TRUE(out.claims[0].actors[0].inferred);
  EXPECT_EQ(out.claims[0].actors[0].span.of(*w.document.text), "Official");
  w.cast.mentions[static_cast<size_t>(lavrov)].country = "CHN";
  EXPECT_EQ(w.read().claims[0].actors[0].name, "Russian official");
}

// "since May" ends with the story; "from Monday to Wednesday" spans both; "before May" has no beginning.
TEST(Claims, CuesOpenAndJoinDates) {
  World w("Putin Putin PROPN NNP 2 nsubj\nmet meet VERB VBD 0 root\nKim Kim PROPN NNP 2 obj ~\n. . PUNCT . 2 punct\n\n");
  const int32_t putin = w.add(0, "Putin", "RUS"), kim = w.add(2, "Kim", "PRK");
  w.frame(1, "CONSULT", putin, kim);
  when::TimeRef first, second;
  first.span = {0, 1}, second.span = {5, 6};
  first.interval = one_day(day_of({2024, 1, 8})), second.interval = one_day(day_of({2024, 1, 10}));
  first.precision = second.precision = Precision::kDay;
  first.why = {"from"};
  w.times.refs = {first, second};
  w.frames.frames[0].times = {0, 1};
  EXPECT_EQ(w.read().claims[0].date.interval, (Interval{day_of({2024, 1, 8}), day_of({2024, 1, 10})}));
  w.frames.frames[0].times = {0};
  w.times.refs[0].why = {"since"};
  EXPECT_EQ(w.read().claims[0].date.interval, (Interval{day_of({2024, 1, 8}), day_of({2024, 1, 17})}));
  w.times.refs[0].why = {"before"};
  EXPECT_EQ(w.read().claims[0].date.interval, (Interval{std::nullopt, day_of({2024, 1, 8})}));
  w.times.refs[0].why = {"after"};
  EXPECT_EQ(w.read().claims[0].date.interval, (Interval{day_of({2024, 1, 8}), day_of({2024, 1, 17})}));
}

// "Putin met Kim after the Hanoi summit": counted from the summit's day, and said to be so.
TEST(Claims, AKnownHappeningDatesWhatIsToldByIt) {
  World w("Putin Putin PROPN NNP 2 nsubj\nmet meet VERB VBD 0 root\nKim Kim PROPN NNP 2 obj\nafter after ADP IN 7 case\nthe the DET DT 7 det\n"
          "Hanoi Hanoi PROPN NNP 7 compound\nsummit summit NOUN NN 2 obl ~\n. . PUNCT . 2 punct\n\n");
  const int32_t putin = w.add(0, "Putin", "RUS"), kim = w.add(2, "Kim", "PRK");
  w.frame(1, "CONSULT", putin, kim);
  w.frames.frames[0].tense = what::Tense::kPast;
  const Interval summit{day_of({2019, 2, 27}), day_of({2019, 2, 28})};
  w.times.happenings.push_back({w.parse().span(5, 7), 5, 7, summit, false});
  const ClaimDate after = w.read().claims[0].date;
  EXPECT_EQ(after.interval, (Interval{day_of({2019, 2, 28}), day_of({2024, 1, 17})}));
  EXPECT_EQ(after.evidence, std::vector<Span>{w.parse().span(5, 7)});
  EXPECT_NE(after.why.find("inferred"), std::string::npos);
  // The happening itself has its own days; what merely mentions it has none of them.
  w.frames.frames[0].trigger = 6;
  w.frames.frames[0].trigger_span = w.parse().tokens[6].span;
  EXPECT_EQ(w.read().claims[0].date.interval, summit);
}

}  // namespace
}  // namespace annalist::says
