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

}  // namespace
}  // namespace annalist::who
