#include <gtest/gtest.h>

#include <fstream>

#include "doubt/inspect.h"
#include "doubt/slots.h"

namespace annalist::doubt {
namespace {

const Signs& signs() {
  static const Signs kSigns = [] {
    auto knowledge = Knowledge::from_folders({ANNALIST_SOURCE "/data"});
    EXPECT_TRUE(knowledge.ok());
    auto loaded = Signs::load(*knowledge);
    if (!loaded) ADD_FAILURE() << loaded.error().line();
    return std::move(*loaded);
  }();
  return kSigns;
}

Doubts look(std::string_view text, const who::Cast& cast = {}, when::Times times = {}) {
  lang::Parse parse;
  parse.text = text;
  return inspect(signs(), parse, cast, times, {});
}
// "kind:words" of every garble.
std::vector<std::string> flags(std::string_view text, const who::Cast& cast = {}) {
  std::vector<std::string> out;
  for (const Garble& g : look(text, cast).garbles) out.push_back(g.kind + ":" + std::string(g.span.of(text)));
  return out;
}
using Flags = std::vector<std::string>;

TEST(DoubtNumerals, FormsThatNoWriterMakes) {
  EXPECT_EQ(flags("Some 62,15 soldiers marched."), Flags{"numeral-form:62,15"});
  EXPECT_EQ(flags("A further 000,4 rounds were fired, then 000 rounds."),
            (Flags{"numeral-form:000,4", "numeral-form:000"}));
  EXPECT_EQ(flags("They sent 7,2018 crates of shells."), Flags{"numeral-form:7,2018"});
  EXPECT_EQ(flags("It marked the 3th year and the 72th parade."), (Flags{"ordinal:3th", "ordinal:72th"}));
  EXPECT_EQ(flags("The G16 summit opened on Friday."), Flags{"numeral-form:G16"});
}

TEST(DoubtNumerals, OrdinaryFiguresStay) {
  for (std::string_view text :
       {"On June 5,2024 it sent 1,000 men.", "It rose 3,5 percent.",
        "Chapters 1,2,3 and 11th, 12th, 13th, 111th, 21st, 22nd.", "The G7 and G20 summits.",
        "Agent 007 saw 10,000,000 people at 10:35.", "Call 0800 555 000 now.", "He owns a G19 pistol."})
    EXPECT_EQ(flags(text), Flags{}) << text;
}

TEST(DoubtShift, RowMendedByTakingOutTheDigitOfAWord) {
  // Written as: in May the 64th unit had 120 tanks, 45 guns and 6,500 men.
  const std::string text = "In May the 5th unit had 64 tanks, 120 guns and 45,6 men, and lost 500 rounds.";
  const Doubts d = look(text);
  std::vector<std::string> likely;
  for (const Garble& g : d.garbles)
    likely.push_back(std::string(g.span.of(text)) + ">" + (g.likely.empty() ? "" : g.likely[0].value));
  EXPECT_EQ(likely, (std::vector<std::string>{"5th>64th", "64>120", "120>45", "45,6>6,500", "500>"}));
  EXPECT_TRUE(d.translated.likely);
}

// "figure>likely" of every numeric flag.
std::vector<std::string> readings(std::string_view text) {
  std::vector<std::string> out;
  for (const Garble& g : look(text).garbles) out.push_back(std::string(g.span.of(text)) + ">" + (g.likely.empty() ? "" : g.likely[0].value));
  return out;
}

TEST(DoubtShift, SlotKindsFitTheirExamples) {
  const auto knowledge = Knowledge::from_folders({ANNALIST_SOURCE "/data"});
  ASSERT_TRUE(knowledge.ok());
  const auto model = SlotModel::load(*knowledge);
  ASSERT_TRUE(model.ok());
  EXPECT_EQ(model->failed_examples(), std::vector<std::string>{});
}

TEST(DoubtShift, DateToldFirstInTheSource) {
  // Written as: The plant made 12,500 tons on March 28, 2016, and 41 percent went abroad. (source: 2016 3 28 12 500 41)
  EXPECT_EQ(readings("The plant made 2016,3 tons on March 28, 12, and 500 percent went abroad."),
            (Flags{"2016,3>12,500", "12>2016", "500>"}));
}

TEST(DoubtShift, LoneDayLikeItsMonthNeedsAnotherSign) {
  EXPECT_EQ(flags("On August 8 he came home."), Flags{});
  EXPECT_EQ(flags("On August 8 he came home. Years later, the 4nd regiment left."), (Flags{"numeral-shift:8", "ordinal:4nd"}));
}

TEST(DoubtShift, FiguresThatCountCannotBeYears) {
  EXPECT_EQ(flags("It sent 2018 containers."), Flags{"numeral-shift:2018"});
  EXPECT_EQ(flags("Output rose 1997% in a year."), Flags{"numeral-shift:1997"});
  EXPECT_EQ(flags("It ended on March 7, 3."), Flags{"numeral-shift:3"});
  EXPECT_EQ(flags("The 2018 games, the 2019 elections and 5 000 men; they won 3:0, see [13,14]."), Flags{});
}

TEST(DoubtCalendar, JucheYearAgainstYear) {
  EXPECT_EQ(flags("It was built in Juche 6 (2013)."), Flags{"numeral-shift:6"});
  EXPECT_EQ(flags("It was built in Juche 102 (2013)."), Flags{});
}

TEST(DoubtCalendar, CleanTextsBearNoNumericFlag) {
  std::ifstream file(ANNALIST_SOURCE "/../shared/data/time/timebank.jsonl");
  if (!file) {
    std::puts("skipped: no ../shared");
    return;
  }
  std::string line;
  size_t texts = 0;
  for (; std::getline(file, line); ++texts)
    for (const Garble& g : look(line).garbles)
      EXPECT_TRUE(g.kind != "numeral-form" && g.kind != "ordinal") << g.span.of(line);
  EXPECT_GT(texts, 100u);
}

TEST(DoubtWords, LostBlanks) {
  EXPECT_EQ(flags("Kim spoke. PresidentKim Il visited us."), Flags{"missing-space:PresidentKim"});
  EXPECT_EQ(flags("Pak Jong Su came. Then Pak Jong Sureceived guests."), Flags{"missing-space:Sureceived"});
  EXPECT_EQ(flags("They fired two missiles.Seoul said so."), Flags{"missing-space:missiles.Seoul"});
  // A name that a text glues all over is flagged once.
  EXPECT_EQ(flags("Kim Il spoke. PresidentKim Il came and toldKim Il so. The PresidentKim Il left."), Flags{"missing-space:PresidentKim"});
  EXPECT_EQ(look("Kim Il spoke. PresidentKim Il came and toldKim Il so.").garbles.at(0).why,
            "a blank is missing between two words, 2 times in this text beside this name");
  EXPECT_EQ(flags("See example.Com or www.Site today; McDonald met LeBron."), Flags{});
}

TEST(DoubtWords, Calques) {
  const Doubts d = look("The solid-fuel missile Mars Type 19 was shown. The Book-Russia talks went on.");
  ASSERT_EQ(d.garbles.size(), 2u);
  EXPECT_EQ(d.garbles[0].likely[0].value, "Hwasong");
  EXPECT_TRUE(d.translated.likely);
  EXPECT_EQ(d.translated.from, "ko");
  EXPECT_EQ(flags("A new Mars Type 2 lander of the space agency."), Flags{});
}

TEST(DoubtWords, SelfRelation) {
  const std::string text = "Relations between Norway and Norway are good.";
  who::Cast cast;
  for (size_t at : {text.find("Norway"), text.rfind("Norway")}) {
    who::Mention m;
    m.span = {static_cast<uint32_t>(at), static_cast<uint32_t>(at + 6)};
    m.kind = who::Kind::kCountry;
    m.entity = "c:NOR";
    cast.mentions.push_back(m);
  }
  EXPECT_EQ(flags(text, cast), Flags{"self-relation:Norway and Norway"});
}

TEST(DoubtWords, OnePersonSpeltTwice) {
  const std::string text = "Minister Han Su-bin left. Han Subin left. Han Soovin spoke.";
  who::Cast cast;
  for (std::string_view name : {"Han Su-bin", "Han Subin", "Han Soovin"}) {
    const auto at = static_cast<uint32_t>(text.find(name));
    who::Mention m;
    m.span = {at, at + static_cast<uint32_t>(name.size())};
    m.kind = who::Kind::kPerson;
    m.entity = "k:han";
    cast.mentions.push_back(m);
  }
  EXPECT_EQ(flags(text, cast), Flags{"name-variant:Han Soovin"});
}

TEST(DoubtWords, QuotationClosedByTheWrongMark) {
  EXPECT_EQ(flags("He said \"we shall see to it,' and left. \"Good,\" she said."), Flags{"quote-mark:'"});
  EXPECT_EQ(flags("\"It's the boys' turn,\" he said. \"Yes.\""), Flags{});
}

TEST(DoubtCalendar, WeekdayAgainstDate) {
  const std::string text = "It was on Monday, June 19, 2024 there.";
  when::TimeRef t;
  t.span = {10, 31};
  t.interval = one_day(day_of({2024, 6, 19}));
  t.why = {"explicit"};
  when::Times times;
  times.refs.push_back(t);
  lang::Parse parse;
  parse.text = text;
  const Doubts d = inspect(signs(), parse, {}, times, {});
  ASSERT_EQ(d.garbles.size(), 1u);
  EXPECT_EQ(d.garbles[0].likely[0].value, "Wednesday");
  EXPECT_TRUE(times.refs[0].suspect);
}

}  // namespace
}  // namespace annalist::doubt
