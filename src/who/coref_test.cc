#include "who/coref.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "lang/model.h"
#include "page/page.h"
#include "who/identify.h"

namespace annalist::who {
namespace {

namespace fs = std::filesystem;

const Base& base() {
  static const Base loaded = [] {
    auto tables = Knowledge::from_folders({ANNALIST_SOURCE "/data"});
    if (!tables.ok()) ADD_FAILURE() << tables.error().line();
    auto b = Base::load(*tables);
    if (!b.ok()) ADD_FAILURE() << b.error().line();
    return std::move(b).value();
  }();
  return loaded;
}

const lang::Model& model() {
  static const lang::Model opened = [] {
    auto m = lang::Model::open(ANNALIST_SOURCE "/models/en.pack");
    if (!m.ok()) ADD_FAILURE() << m.error().line();
    return std::move(m).value();
  }();
  return opened;
}

// A text as the program reads it, and its cast.
struct Read {
  std::string text;
  page::Page page;
  lang::Parse parse;
  Cast cast;

  explicit Read(std::string words) : text(std::move(words)) {
    static const page::Cues cues = [] {
      auto c = page::Cues::load(*Knowledge::from_folders({ANNALIST_SOURCE "/data"}));
      return std::move(c).value();
    }();
    intake::Document document;
    document.id = "t";
    document.text.bytes = text;
    page = page::read(cues, document);
    lang::Workspace workspace;
    lang::parse(model(), text, page, workspace, parse);
    cast = identify(base(), parse, "0123456789abcdef", nullptr);
  }
  [[nodiscard]] const Mention* mention(std::string_view words, int nth = 0) const {
    for (const Mention& m : cast.mentions)
      if (m.span.of(text) == words && nth-- == 0) return &m;
    return nullptr;
  }
  // The chain of the nth phrase with these words; "" when it is in none.
  [[nodiscard]] std::string chain(std::string_view words, int nth = 0) const {
    for (const ChainedPhrase& p : cast.phrases)
      if (p.span.of(text) == words && nth-- == 0) return p.chain;
    return "";
  }
};

TEST(Coref, PronounTakesUpTheWholeNounPhrase) {
  const Read r("The old bridge over the river was closed in March. It had stood for ninety years.");
  EXPECT_FALSE(r.chain("It").empty());
  EXPECT_EQ(r.chain("The old bridge over the river"), r.chain("It"));
}

TEST(Coref, DefiniteTakesUpIndefinite) {
  const Read r("A museum opened near the harbor last week. The museum shows three hundred paintings.");
  EXPECT_FALSE(r.chain("The museum").empty());
  EXPECT_EQ(r.chain("A museum"), r.chain("The museum"));
}

TEST(Coref, SexTellsTwoPeopleApart) {
  const Read r("Maria wrote to her brother Thomas in May. She asked him for money, and he refused.");
  EXPECT_EQ(r.chain("her"), r.chain("She"));
  EXPECT_EQ(r.chain("him"), r.chain("he"));
  EXPECT_NE(r.chain("She"), r.chain("he"));
}

TEST(Coref, SignOfTheGenitiveBelongsToThePhrase) {
  const Read r("The museum's roof leaks. The museum will close in May.");
  EXPECT_FALSE(r.chain("The museum's").empty());
  EXPECT_EQ(r.chain("The museum's"), r.chain("The museum"));
}

TEST(Coref, ChainIsCalledAfterTheEntity) {
  const Read r("Vladimir Putin arrived in Beijing on Tuesday. He will stay for two days.");
  EXPECT_EQ(r.chain("He"), r.chain("Vladimir Putin"));
  EXPECT_EQ(r.chain("He")[0], 'Q');
}

TEST(Coref, TwoNamesOfTheBaseAreNeverOne) {
  const Read r("President Vladimir Putin met President Xi Jinping. President Putin praised President Xi.");
  for (const ChainedPhrase& p : r.cast.phrases)
    for (const ChainedPhrase& q : r.cast.phrases) {
      if (p.mention < 0 || q.mention < 0 || p.chain != q.chain) continue;
      const Mention& a = r.cast.mentions[static_cast<size_t>(p.mention)];
      const Mention& b = r.cast.mentions[static_cast<size_t>(q.mention)];
      if (a.entity[0] == 'Q' && b.entity[0] == 'Q') {
        EXPECT_EQ(a.entity, b.entity);
      }
    }
}

TEST(Coref, WhomTheLastSentenceNamesComesFirst) {
  const Read r("Dmitry Peskov confirmed the plan on Monday. It would be Kim Jong Un's first journey in four years. "
               "He is expected to travel by train.");
  ASSERT_NE(r.mention("He"), nullptr);
  EXPECT_EQ(r.mention("He")->name, "Kim Jong Un");
}

TEST(Coref, TranslatedPronounSaysSo) {
  const Read r("North Korean Foreign Minister Choe Son Hui arrived in Moscow on Monday. He will hold talks there.");
  const Mention* he = r.mention("He");
  ASSERT_NE(he, nullptr);
  EXPECT_EQ(he->name, "Choe Son Hui");
  EXPECT_EQ(he->why.back(), "translated pronoun");
  EXPECT_LT(he->confidence, .6F);
}

TEST(Coref, AThingIsNoState) {
  const Read r("China will put the draft to a vote on Friday. The draft names no country, and it was written in haste.");
  const Mention* it = r.mention("it");
  EXPECT_TRUE(it == nullptr || it->kind != Kind::kCountry);
  EXPECT_EQ(r.chain("The draft").find("c:"), std::string::npos);
}

TEST(Coref, TheCountryIsTheStateToldOf) {
  const Read r("Russia vetoed the draft. The country said that others had ignored its concerns.");
  EXPECT_EQ(r.chain("The country"), "c:RUS");
}

TEST(Coref, ClearThatMeansNobody) {
  const Read r("Russia sent engineers last year. It has become clear that the bridge is unsafe.");
  EXPECT_EQ(r.mention("It"), nullptr);
}

TEST(Coref, AGroupIsOneWhateverItsOrder) {
  const Read r("Russia and China signed a treaty. The two countries are neighbors. China and Russia will open "
               "a bridge, and the two countries will share its cost.");
  ASSERT_NE(r.mention("the two countries"), nullptr);
  ASSERT_NE(r.mention("The two countries"), nullptr);
  EXPECT_EQ(r.mention("The two countries")->entity, r.mention("the two countries")->entity);
}

TEST(Coref, ALoneSurnameIsOneEntity) {
  const Read r("Brannigan left the village at dawn. Nobody saw where Brannigan went, and the police said that "
               "Brannigan had no car.");
  ASSERT_NE(r.mention("Brannigan", 2), nullptr);
  EXPECT_EQ(r.mention("Brannigan", 0)->entity, r.mention("Brannigan", 1)->entity);
  EXPECT_EQ(r.mention("Brannigan", 0)->entity, r.mention("Brannigan", 2)->entity);
}

TEST(Coref, WhoSpeaksIsNoThing) {
  const Read r("The ministry published a report on Friday. It rejected the charge that its ships had left port.");
  ASSERT_NE(r.mention("It"), nullptr);
  EXPECT_EQ(r.mention("It")->entity, r.mention("The ministry")->entity);
}

TEST(Coref, PhrasesAreNoActors) {
  const Read r("A museum opened near the harbor last week. The museum shows three hundred paintings.");
  ASSERT_FALSE(r.cast.phrases.empty());
  for (const Mention& m : r.cast.mentions) EXPECT_NE(m.span.of(r.text), "The museum");
}

TEST(Coref, PhrasesAscendAndChainsHaveTwo) {
  const Read r("The mayor opened the fair. He said the fair would last a week, and that it would be free.");
  std::map<std::string, int> members;
  for (size_t i = 0; i < r.cast.phrases.size(); ++i) {
    ++members[r.cast.phrases[i].chain];
    if (i > 0) {
      EXPECT_LE(r.cast.phrases[i - 1].span.begin, r.cast.phrases[i].span.begin);
    }
  }
  EXPECT_FALSE(members.empty());
  for (const auto& [chain, count] : members) EXPECT_GE(count, 2) << chain;
}

Result<CorefModel> load(const std::string& rows) {
  const fs::path folder = fs::temp_directory_path() / ("coref_test_" + std::to_string(::getpid()));
  fs::create_directories(folder / "who");
  std::ofstream(folder / "who/coref_weights.tsv", std::ios::binary) << "row\tweights\n" << rows;
  auto tables = Knowledge::from_folders({folder.string()});
  fs::remove_all(folder);
  return CorefModel::load(*tables);
}

TEST(CorefModel, ReadsWeightsAsCharacters) {
  const auto m = load("3\t" + std::string(127, 'O') + "R\n");
  ASSERT_TRUE(m.ok()) << m.error().line();
  EXPECT_EQ(m->weight(3 * 128 + 127), 3);
  EXPECT_EQ(m->weight(3 * 128), 0);
}

TEST(CorefModel, RefusesADamagedRow) {
  EXPECT_FALSE(load("3\tOOO\n").ok());
  EXPECT_FALSE(load("4096\t" + std::string(128, 'O') + "\n").ok());
}

TEST(Things, WeaponsAndFacilitiesWithoutAName) {
  const Read r("Engineers inspected the ballistic missiles at a military base and watered a plant beside a system of pumps.");
  std::map<std::string, Kind> kinds;
  for (const ChainedPhrase& p : r.cast.phrases) kinds[std::string(p.span.of(r.text))] = p.kind;
  EXPECT_EQ(kinds["ballistic missiles"], Kind::kWeapon);
  EXPECT_EQ(kinds["military base"], Kind::kFacility);
  EXPECT_FALSE(kinds.contains("plant"));
  EXPECT_FALSE(kinds.contains("system"));
}

}  // namespace
}  // namespace annalist::who
