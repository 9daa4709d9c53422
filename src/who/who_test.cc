#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/utf8.h"
#include "lang/conllu.h"
#include "who/find.h"
#include "who/frozen.h"
#include "who/identify.h"
#include "who/match.h"
#include "who/stream.h"

namespace annalist::who {
namespace {

namespace fs = std::filesystem;

// Tables of our own, so that the tests do not move with the real ones.
void write_tables(const fs::path& folder) {
  fs::create_directories(folder / "kb");
  const auto put = [&](const char* name, const char* rows) { std::ofstream(folder / "kb" / name) << rows; };
  put("countries.tsv",
      "code\talpha2\tname\tdemonyms\tnationals\taliases\tcapital\tmetonyms\tlat\tlon\tfrom\tto\tsource\n"
      "RUS\tRU\tRussia\tRussian\tRussians\tRussian Federation\tMoscow\tMoscow|the Kremlin|Kremlin\t0\t0\t-\t-\tx\n"
      "PRK\tKP\tNorth Korea\tNorth Korean\tNorth Koreans\tDPRK|the North\tPyongyang\tPyongyang\t0\t0\t-\t-\tx\n"
      "KOR\tKR\tSouth Korea\tSouth Korean\tSouth Koreans\tROK|the South\tSeoul\tSeoul\t0\t0\t-\t-\tx\n"
      "USA\tUS\tUnited States\tAmerican|US\tAmericans\tUS|U.S.\tWashington\tWashington\t0\t0\t-\t-\tx\n"
      "UKR\tUA\tUkraine\tUkrainian\tUkrainians\t-\tKyiv\tKyiv\t0\t0\t-\t-\tx\n");
  put("qids.tsv", "id\twikidata\tsource\nc:RUS\tQ159\tx\nc:KOR\tQ884\tx\n");
  put("entities.tsv",
      "id\tkind\tname\tnative\tcountry\tsex\tsectors\taliases\tpart_of\tsource\n"
      "Q30436217\tperson\tChoe Son Hui\t최선희\tPRK\tf\tGOV\tChoe Son-hui\t-\troles/PRK.csv\n"
      "Q58217\tperson\tSergei Lavrov\tСергей Лавров\tRUS\tm\tGOV\tSergey Lavrov\t-\troles/RUS.csv\n"
      "Q7747\tperson\tVladimir Putin\tВладимир Путин\tRUS\tm\tGOV\tPutin\t-\troles/RUS.csv\n"
      "Q56226\tperson\tKim Jong Un\t김정은\tPRK\tm\tGOV\tKim Jong-un\t-\troles/PRK.csv\n"
      "Q32024\tperson\tSergei Shoigu\tСергей Шойгу\tRUS\tm\tGOV\tSergey Shoigu\t-\troles/RUS.csv\n"
      "k:yoon\tperson\tYoon Suk Yeol\t윤석열\tKOR\tm\tGOV\tYoon Suk-yeol\t-\tunverified\n"
      "k:ri-yong-ho-1\tperson\tRi Yong Ho\t리용호\tPRK\tm\tGOV\t-\t-\tunverified\n"
      "k:ri-yong-ho-2\tperson\tRi Yong Ho\t리영호\tPRK\tm\tMIL\t-\t-\tunverified\n"
      "k:rus-sc\torganization\tSecurity Council of Russia\t-\tRUS\t-\tGOV\tSecurity Council\t-\tunverified\n"
      "k:unsc\torganization\tUnited Nations Security Council\t-\t-\t-\tIGO\tUN Security Council|Security "
      "Council\t-\tunverified\n");
  put("offices.tsv",
      "office\tcountry\ttitles\tsectors\tholder_kind\n"
      "President\t-\tpresident\tGOV\tperson\n"
      "Minister of Foreign Affairs\t-\tforeign minister\tGOV|DIP\tperson\n"
      "General Secretary of the Workers' Party\tPRK\tgeneral secretary\tGOV\tperson\n"
      "Secretary of the Security Council\tRUS\tsecurity council secretary|secretary of the security "
      "council\tGOV\tperson\n"
      "Minister of State Security\tPRK\tstate security minister|secret police chief|chief of the secret "
      "police\tSPY\tperson\n");
  put("titles.tsv",
      "title\tsex\tsectors\trank\nsecretary\t-\tGOV\toffice\nchief\t-\tGOV\toffice\nchairman\tm\tGOV\toffice\n");
  put("org_nouns.tsv",
      "noun\tkind\tsectors\tcanonical\nintelligence agency\torganization\tSPY\tintelligence agency\n"
      "leaders\tgroup\tGOV\tleaders\nmilitary\torganization\tMIL\tmilitary\nsoldiers\tgroup\tMIL\tsoldiers\nsecret "
      "police\torganization\tCOP\tsecret police\n");
  put("roles.tsv",
      "entity\toffice\tcountry\tfrom\tto\tasserted_until\tsource\n"
      "Q30436217\tMinister of Foreign Affairs\tPRK\t2022-06-11\t-\t2024-12-31\troles/PRK.csv\n"
      "Q58217\tMinister of Foreign Affairs\tRUS\t2004-03-09\t-\t2026-08-22\troles/RUS.csv\n"
      "k:yoon\tPresident\tKOR\t2022-05-10\t2025-04-04\t-\tunverified\n"
      "Q56226\tGeneral Secretary of the Workers' Party\tPRK\t2021-01-10\t-\t2026-08-22\troles/PRK.csv\n"
      "Q32024\tSecretary of the Security Council\tRUS\t2024-05-12\t-\t2026-01-01\troles/RUS.csv\n");
}

const Base& small_base() {
  static const Base base = [] {
    const fs::path folder = fs::temp_directory_path() / ("who_test_" + std::to_string(::getpid()));
    write_tables(folder);
    Result<Knowledge> knowledge = Knowledge::from_folders({ANNALIST_SOURCE "/data", folder.string()});
    // The small tables stand alone: only who/ and the name tables come from the source tree.
    Result<Knowledge> tables = Knowledge::from_folders({folder.string()});
    fs::create_directories(folder / "who");
    for (const auto& name : knowledge->names())
      if (name.starts_with("who/") || name == "kb/first_names.tsv" || name == "kb/korean_surnames.tsv") {
        std::ofstream out(folder / name, std::ios::binary);
        out << knowledge->text(name);
      }
    tables = Knowledge::from_folders({folder.string()});
    fs::remove_all(folder);
    Result<Base> loaded = Base::load(*tables);
    if (!loaded.ok()) ADD_FAILURE() << loaded.error().line();
    return std::move(loaded).value();
  }();
  return base;
}

// One sentence a string: "form/UPOS/head/deprel" by blanks, "/PER-B" added for names.
struct Told {
  std::vector<lang::ConlluDocument> documents;
  Cast cast;
  [[nodiscard]] const lang::Parse& parse() const { return documents[0].parse; }
  // The entity of the mention that covers exactly these words; "" when there is none.
  [[nodiscard]] const Mention* mention(std::string_view words, int nth = 0) const {
    for (const Mention& m : cast.mentions)
      if (m.span.of(parse().text) == words && nth-- == 0) return &m;
    return nullptr;
  }
  [[nodiscard]] std::string entity(std::string_view words, int nth = 0) const {
    const Mention* m = mention(words, nth);
    return m ? m->entity : "";
  }
  [[nodiscard]] std::string at(std::string_view word) const {
    for (uint32_t t = 0; t < parse().tokens.size(); ++t)
      if (parse().form(t) == word) return cast.at(t) < 0 ? "" : cast.mentions[static_cast<size_t>(cast.at(t))].entity;
    return "no such word";
  }
};

Told tell(const std::vector<std::string>& sentences, std::optional<Day> day) {
  std::string conllu = "# newdoc id = t\n";
  for (const std::string& s : sentences) {
    size_t n = 0;
    for (std::string_view cell : split(s, ' ')) {
      const auto f = split(cell, '/');
      std::string lemma = utf8::lower(f[0]);
      conllu += std::to_string(++n) + "\t" + std::string(f[0]) + "\t" + lemma + "\t" + std::string(f[1]) + "\t_\t_\t" +
                std::string(f[2]) + "\t" + std::string(f[3]) + "\t_\t" +
                (f.size() > 4 ? "NER=" + std::string(f[4]) : "_") + "\n";
    }
    conllu += "\n";
  }
  auto read = lang::read_conllu(conllu, "test");
  EXPECT_TRUE(read.ok()) << read.error().line();
  Told told{std::move(read).value(), {}};
  told.cast = identify(small_base(), told.documents[0].parse, "0123456789abcdef", day ? &*day : nullptr);
  return told;
}

const Day kJanuary = day_of({2024, 1, 16});

TEST(Identify, TitleAndNameAreOnePerson) {
  const Told t = tell({"Russian/ADJ/3/amod Foreign/ADJ/3/amod Minister/NOUN/6/nsubj Sergei/PROPN/3/appos/B-PER "
                       "Lavrov/PROPN/4/flat/I-PER "
                       "met/VERB/0/root North/ADJ/8/amod Korean/ADJ/10/amod Foreign/ADJ/10/amod Minister/NOUN/6/obj "
                       "Choi/PROPN/10/appos/B-PER "
                       "So/PROPN/11/flat/I-PER -/PUNCT/14/punct/I-PER hee/PROPN/11/flat/I-PER"},
                      kJanuary);
  EXPECT_EQ(t.entity("Sergei Lavrov"), "Q58217");
  EXPECT_EQ(t.at("Minister"), "Q58217");
  EXPECT_EQ(t.at("Russian"), "c:RUS");
  EXPECT_EQ(t.at("Choi"), "Q30436217");
  EXPECT_EQ(t.at("hee"), "Q30436217");
  const Mention* choe = t.mention("Choi So - hee");
  ASSERT_NE(choe, nullptr);
  EXPECT_EQ(choe->name, "Choe Son Hui");
  EXPECT_EQ(choe->role, "Minister of Foreign Affairs");
  EXPECT_EQ(t.entity("North Korean"), "c:PRK");
}

TEST(Identify, SurnameAndTitleFollowTheIntroduction) {
  const Told t = tell(
      {"Foreign/ADJ/2/amod Minister/NOUN/5/nsubj Choe/PROPN/2/appos/B-PER Soni/PROPN/3/flat/I-PER arrived/VERB/0/root",
       "Foreign/ADJ/2/amod Minister/NOUN/4/nsubj Choi/PROPN/2/appos/B-PER spoke/VERB/0/root",
       "He/PRON/2/nsubj smiled/VERB/0/root"},
      kJanuary);
  EXPECT_EQ(t.entity("Choe Soni"), "Q30436217");
  EXPECT_EQ(t.entity("Choi"), "Q30436217");
  EXPECT_EQ(t.entity("He"), "Q30436217") << "machine translation errs in gender";
}

TEST(Identify, OfficeIsAskedForTheDayAndNeverStale) {
  const std::vector<std::string> s = {
      "The/DET/4/det South/ADJ/3/amod Korean/ADJ/4/amod president/NOUN/5/nsubj spoke/VERB/0/root"};
  EXPECT_EQ(tell(s, kJanuary).entity("The South Korean president"), "k:yoon");
  EXPECT_EQ(tell(s, day_of({2025, 6, 20})).entity("The South Korean president").substr(0, 2), "p:");
  EXPECT_EQ(tell(s, std::nullopt).entity("The South Korean president").substr(0, 2), "p:");
  const Told told = tell(s, kJanuary);
  const Mention* m = told.mention("The South Korean president");
  ASSERT_NE(m, nullptr);
  EXPECT_LE(m->confidence, .6F) << "a row from memory";
  EXPECT_EQ(m->country, "KOR");
}

TEST(Identify, TitleMeansWhoeverBearsItInTheText) {
  const Told t = tell({"North/ADJ/2/amod Korean/ADJ/5/amod secret/ADJ/4/amod police/NOUN/5/compound chief/NOUN/6/nsubj "
                       "visits/VERB/0/root",
                       "North/PROPN/2/compound Korea/PROPN/6/nmod:poss 's/PART/2/case state/NOUN/6/compound "
                       "security/NOUN/6/compound minister/NOUN/10/nsubj "
                       "Ri/PROPN/6/appos/B-PER Chang/PROPN/7/flat/I-PER Dae/PROPN/7/flat/I-PER came/VERB/0/root"},
                      kJanuary);
  EXPECT_EQ(t.entity("Ri Chang Dae").substr(0, 2), "p:");
  EXPECT_EQ(t.at("chief"), t.entity("Ri Chang Dae"));
}

TEST(Identify, ApposedOfficeIsThePersonAndItsCouncilTheStates) {
  const Told t = tell({"Sergei/PROPN/12/nsubj/B-PER Shoigu/PROPN/1/flat/I-PER ,/PUNCT/5/punct the/DET/5/det "
                       "Secretary/NOUN/1/appos of/ADP/10/case "
                       "the/DET/10/det Russian/ADJ/10/amod Security/PROPN/10/compound Council/PROPN/5/nmod "
                       ",/PUNCT/5/punct arrived/VERB/0/root"},
                      day_of({2025, 3, 21}));
  EXPECT_EQ(t.at("Secretary"), "Q32024");
  EXPECT_EQ(t.entity("Security Council"), "k:rus-sc");
  EXPECT_EQ(t.mention("Sergei Shoigu")->role, "Secretary of the Security Council");
}

TEST(Identify, EthnicGroupsAreNoStates) {
  const Told t = tell({"Ethnic/ADJ/2/amod Russians/PROPN/3/nsubj marched/VERB/0/root",
                       "Russia/PROPN/2/nsubj/B-LOC objected/VERB/0/root"},
                      kJanuary);
  ASSERT_NE(t.mention("Ethnic Russians"), nullptr);
  EXPECT_EQ(t.mention("Ethnic Russians")->kind, Kind::kGroup);
  EXPECT_EQ(t.mention("Ethnic Russians")->country, "");
  EXPECT_EQ(t.entity("Russia"), "c:RUS");
}

TEST(Identify, SeatsArePlacesOrGovernments) {
  const Told t = tell({"Moscow/PROPN/2/nsubj/B-LOC said/VERB/0/root Kim/PROPN/4/nsubj/B-PER visited/VERB/2/ccomp "
                       "Pyongyang/PROPN/4/obj/B-LOC",
                       "They/PRON/2/nsubj met/VERB/0/root in/ADP/4/case Moscow/PROPN/2/obl/B-LOC"},
                      kJanuary);
  EXPECT_EQ(t.entity("Moscow"), "c:RUS");
  EXPECT_TRUE(t.mention("Moscow")->metonym);
  EXPECT_EQ(t.mention("Moscow", 1)->kind, Kind::kPlace);
  EXPECT_FALSE(t.mention("Moscow", 1)->metonym);
}

TEST(Identify, TeamsAndEarlierStatesAreNotTodaysState) {
  const auto linked = [](const std::string& sentence, std::string_view words) {
    const Told t = tell({sentence}, std::nullopt);
    const Mention* m = t.mention(words);
    return m ? m->wikidata : "no mention";
  };
  EXPECT_EQ(linked("He/PRON/2/nsubj voted/VERB/0/root against/ADP/4/case Russia/PROPN/2/obl/B-LOC", "Russia"), "Q159");
  EXPECT_EQ(linked("He/PRON/2/nsubj won/VERB/0/root caps/NOUN/2/obj against/ADP/5/case Russia/PROPN/3/nmod/B-LOC", "Russia"), "");
  EXPECT_EQ(linked("Troops/NOUN/2/nsubj entered/VERB/0/root South/PROPN/4/compound/B-LOC Korea/PROPN/2/obj/I-LOC in/ADP/6/case "
                   "1950/NUM/2/obl", "South Korea"), "Q884");
  EXPECT_EQ(linked("Troops/NOUN/2/nsubj entered/VERB/0/root South/PROPN/4/compound/B-LOC Korea/PROPN/2/obj/I-LOC in/ADP/6/case "
                   "1894/NUM/2/obl", "South Korea"), "");
}

TEST(Identify, AGivenNameAloneIsAStranger) {
  EXPECT_TRUE(tell({"Vladimir/PROPN/2/nsubj/B-PER smiled/VERB/0/root"}, kJanuary).entity("Vladimir").starts_with("p:"));
  const Told t = tell({"Vladimir/PROPN/3/nsubj/B-PER Putin/PROPN/1/flat/I-PER came/VERB/0/root",
                       "Vladimir/PROPN/2/nsubj/B-PER smiled/VERB/0/root"}, kJanuary);
  EXPECT_EQ(t.entity("Vladimir"), "Q7747");
}

TEST(Identify, OrgansAndPeopleOfACountry) {
  const Told t = tell({"South/ADJ/2/amod Korean/ADJ/4/amod intelligence/NOUN/4/compound agencies/NOUN/5/nsubj "
                       "watch/VERB/0/root North/ADJ/7/amod "
                       "Korean/ADJ/8/amod soldiers/NOUN/5/obj"},
                      kJanuary);
  const Mention* spies = t.mention("South Korean intelligence agencies");
  ASSERT_NE(spies, nullptr);
  EXPECT_EQ(spies->country, "KOR");
  EXPECT_EQ(spies->sectors, std::vector<std::string>{"SPY"});
  const Mention* soldiers = t.mention("North Korean soldiers");
  ASSERT_NE(soldiers, nullptr);
  EXPECT_EQ(soldiers->kind, Kind::kGroup);
  EXPECT_EQ(soldiers->country, "PRK");
}

TEST(Identify, TheTwoLeadersAreTheLastTwo) {
  const Told t = tell({"President/NOUN/4/nsubj Putin/PROPN/1/appos/B-PER and/CCONJ/4/cc Kim/PROPN/1/conj/B-PER "
                       "Jong/PROPN/4/flat/I-PER Un/PROPN/4/flat/I-PER "
                       "talked/VERB/0/root",
                       "The/DET/3/det two/NUM/3/nummod leaders/NOUN/4/nsubj met/VERB/0/root"},
                      kJanuary);
  const Mention* both = t.mention("The two leaders");
  ASSERT_NE(both, nullptr);
  ASSERT_EQ(both->members.size(), 2U);
  EXPECT_EQ(t.cast.mentions[both->members[0]].entity, "Q7747");
  EXPECT_EQ(t.cast.mentions[both->members[1]].entity, "Q56226");
}

TEST(Identify, TheyAreAllOfACoordinatedSubject) {
  const Told t = tell({"Russia/PROPN/4/nsubj and/CCONJ/3/cc Ukraine/PROPN/1/conj expand/VERB/0/root "
                       "their/PRON/6/nmod:poss trade/NOUN/4/obj"},
                      kJanuary);
  const Mention* their = t.mention("their");
  ASSERT_NE(their, nullptr);
  ASSERT_EQ(their->members.size(), 2U);
  EXPECT_EQ(t.cast.mentions[their->members[1]].entity, "c:UKR");
}

TEST(Identify, AnExpletiveHasNoAntecedent) {
  const Told t =
      tell({"Russia/PROPN/2/nsubj fights/VERB/0/root",
            "It/PRON/3/nsubj seems/VERB/3/cop clear/ADJ/0/root that/SCONJ/6/mark Kyiv/PROPN/6/nsubj wins/VERB/3/csubj"},
           kJanuary);
  EXPECT_EQ(t.mention("It"), nullptr);
}

TEST(Identify, EachSpanIsItsWords) {
  const Told t =
      tell({"The/DET/4/det South/ADJ/3/amod Korean/ADJ/4/amod president/NOUN/5/nsubj spoke/VERB/0/root"}, kJanuary);
  for (const Mention& m : t.cast.mentions) {
    EXPECT_EQ(m.span, t.parse().span(m.first, m.last));
    EXPECT_TRUE(m.first <= m.head && m.head < m.last);
    EXPECT_FALSE(m.entity.empty());
  }
}

TEST(Identify, TwoOfOneNameStayAmbiguous) {
  const Told t =
      tell({"Ri/PROPN/4/nsubj/B-PER Yong/PROPN/1/flat/I-PER Ho/PROPN/1/flat/I-PER spoke/VERB/0/root"}, kJanuary);
  const Mention* ri = t.mention("Ri Yong Ho");
  ASSERT_NE(ri, nullptr);
  EXPECT_EQ(ri->ambiguous.size(), 1U);
  EXPECT_LE(ri->confidence, .5F);
}

TEST(Identify, SmallWordsAreNoCountries) {
  const Told t = tell(
      {"They/PRON/2/nsubj told/VERB/0/root us/PRON/2/obj about/ADP/6/case the/DET/6/det north/NOUN/2/obl"}, kJanuary);
  for (const Mention& m : t.cast.mentions) EXPECT_NE(m.kind, Kind::kCountry) << m.span.of(t.parse().text);
}

TEST(Match, RomanisationsMeetThroughHangul) {
  const Base& b = small_base();
  for (const char* name : {"Choi Sun-hee", "Ch'oe Sŏn-hŭi", "Choi Seon-hee", "Choe Son-i", "Choi Soni", "최선희"})
    EXPECT_EQ(match(b.names(), &b, Kind::kPerson, "Choe Son Hui", name).verdict, Verdict::kSame) << name;
  for (const char* name : {"Choi Soon-sil", "Choe Ryong Hae", "Kim Son Hui"})
    EXPECT_NE(match(b.names(), &b, Kind::kPerson, "Choe Son Hui", name).verdict, Verdict::kSame) << name;
}

TEST(Match, NeighboursStayApart) {
  const Base& b = small_base();
  const std::pair<const char*, const char*> pairs[] = {
      {"Kim Jong Un", "Kim Yong Un"}, {"Kim Jong Un", "Kim Jong Il"}, {"Pak Jong Chon", "Pak Jong Chol"},
      {"Wang Yi", "Wang Li"},         {"Li Qiang", "Li Keqiang"},     {"Kim Yong Nam", "Kim Young-sam"}};
  for (const auto& [x, y] : pairs)
    for (const Base* base : {&b, static_cast<const Base*>(nullptr)})
      EXPECT_NE(match(b.names(), base, Kind::kPerson, x, y).verdict, Verdict::kSame) << x << " and " << y;
  EXPECT_NE(match(b.names(), &b, Kind::kPlace, "Pyeongyang", "Pyeongchang").verdict, Verdict::kSame);
  EXPECT_NE(match(b.names(), &b, Kind::kPlace, "Kursk", "Kursk Oblast").verdict, Verdict::kSame);
  EXPECT_NE(match(b.names(), nullptr, Kind::kWeapon, "Hwasong-11A", "Hwasong-11").verdict, Verdict::kSame);
}

TEST(Match, OtherScriptsAndOrders) {
  const Base& b = small_base();
  const std::pair<const char*, const char*> pairs[] = {{"Pak Jong Chon", "Пак Чон Чхон"},
                                                       {"Moon Jae-in", "文在寅"},
                                                       {"Yu Koizumi", "Koizumi Yu"},
                                                       {"Andrei Lankov", "Lan'kov"},
                                                       {"Dmytro Kuleba", "Дмитрий Кулеба"}};
  for (const auto& [x, y] : pairs)
    EXPECT_EQ(match(b.names(), nullptr, Kind::kPerson, x, y).verdict, Verdict::kSame) << x << " and " << y;
}

TEST(Match, CyrillicSpellings) {
  const Base& b = small_base();
  for (const char* name : {"Sergej Schoigu", "Sergueï Choïgou", "Sergey Kuzhugetovich Shoygu", "Siergiej Szojgu",
                           "S. Shoigu", "Сергей Шойгу"}) {
    EXPECT_EQ(match(b.names(), &b, Kind::kPerson, "Sergei Shoigu", name).verdict, Verdict::kSame) << name;
    EXPECT_EQ(match(b.names(), nullptr, Kind::kPerson, "Sergei Shoigu", name).verdict, Verdict::kSame)
        << name << " without a base";
  }
  EXPECT_NE(match(b.names(), nullptr, Kind::kPerson, "Vladimir Putin", "Vladimir Medinsky").verdict, Verdict::kSame);
}

TEST(Identify, LeadersOfTwoStatesAreAGroupOfBoth) {
  const Told t = tell({"The/DET/2/det leaders/NOUN/7/nsubj of/ADP/4/case Russia/PROPN/2/nmod/B-LOC and/CCONJ/6/cc "
                       "Ukraine/PROPN/4/conj/B-LOC met/VERB/0/root",
                       "The/DET/3/det two/NUM/3/nummod leaders/NOUN/4/nsubj left/VERB/0/root"},
                      kJanuary);
  const Mention* group = t.mention("The leaders");
  ASSERT_NE(group, nullptr);
  ASSERT_EQ(group->members.size(), 2U);
  EXPECT_EQ(t.cast.mentions[group->members[0]].entity, "c:RUS");
  EXPECT_EQ(t.cast.mentions[group->members[1]].entity, "c:UKR");
  EXPECT_TRUE(group->country.empty()) << "of no single state";
  ASSERT_NE(t.mention("The two leaders"), nullptr);
  EXPECT_EQ(t.mention("The two leaders")->entity, group->entity);
}

TEST(Match, HanNamesInFourLanguages) {
  const NameRules& rules = small_base().names();
  const auto says = [&](const char* a, const char* b) { return match(rules, nullptr, Kind::kPerson, a, b).verdict; };
  for (const char* name : {"Wang Jingwei", "Wang Ching-wei", "Wong Tsing-wai", "O Seiei", "Wang Jeong-wi"})
    EXPECT_EQ(says("汪精衛", name), Verdict::kSame) << name;
  for (const char* name : {"Wang Jingmei", "Wang Yangming", "Kim Jong Il"}) EXPECT_NE(says("汪精衛", name), Verdict::kSame) << name;
  EXPECT_EQ(says("Hirobumi Ito", "Itô Hirobumi"), Verdict::kSame);
  EXPECT_EQ(says("Shōichi Nakagawa", "Nakagawa Syoiti"), Verdict::kSame);
  EXPECT_NE(says("Shoichi Nakagawa", "Shoichi Nakayama"), Verdict::kSame);
  EXPECT_EQ(says("Khaled Meshaal", "Khalid Mashal"), Verdict::kSame);
  EXPECT_NE(says("Hassan Rouhani", "Hussein Rouhani"), Verdict::kSame);
}

TEST(Frozen, WhatIsBuiltIsFoundAndDamageIsSeen) {
  const TextIndex::Rows rows{{"", {1}}, {"kim", {3, 5}}, {"최", {7}}};
  const std::string bytes = TextIndex::build(rows);
  TextIndex index;
  ASSERT_TRUE(index.open(bytes));
  ASSERT_EQ(index.size(), 3U);
  EXPECT_EQ(index.find("kim").size(), 2U);
  EXPECT_EQ(index.find("최")[0], 7U);
  EXPECT_TRUE(index.find("lee").empty());
  for (size_t size = 0; size < bytes.size() - 8; size += 4) EXPECT_FALSE(TextIndex().open(std::string_view(bytes).substr(0, size))) << size;
  PhraseBuilder builder;
  builder.add("Kim Jong Un", {Sort::kEntity, false, false, false, 4});
  builder.add("the Kim", {Sort::kEntity, false, false, false, 9});
  const std::string trie = builder.build();
  PhraseIndex phrases;
  ASSERT_TRUE(phrases.open(trie));
  ASSERT_EQ(phrases.find("kim jong un").size(), 1U);
  EXPECT_EQ(phrases.find("Kim")[0].index, 9U);
  EXPECT_TRUE(phrases.find("kim jong").empty());
  EXPECT_FALSE(PhraseIndex().open(std::string_view(trie).substr(0, trie.size() / 8 * 4)));
}

TEST(Base, CompiledTwiceIsTheSameBytesAndAPackOpensThem) {
  auto tables = Knowledge::from_folders({ANNALIST_SOURCE "/data"});
  ASSERT_TRUE(tables.ok());
  const auto once = Base::compile(*tables), again = Base::compile(*tables);
  ASSERT_TRUE(once.ok() && again.ok());
  EXPECT_EQ(*once, *again);
  tables->put_compiled(Base::kCompiled, *once);
  const fs::path path = fs::temp_directory_path() / ("who_test_" + std::to_string(::getpid()) + ".pack");
  ASSERT_TRUE(tables->write_pack(path.string()).ok());
  auto pack = Knowledge::from_pack(path.string());
  fs::remove(path);
  ASSERT_TRUE(pack.ok());
  EXPECT_EQ(pack->sha256(), tables->sha256()) << "what is compiled is no knowledge of its own";
  EXPECT_EQ(pack->compiled(Base::kCompiled).bytes.size(), once->size());
  const auto base = Base::load(*pack);
  ASSERT_TRUE(base.ok());
  EXPECT_EQ(find(*base, "Lavrov", "", std::nullopt)[0].entity, "Q58217");
  const auto both = find(*base, "Georgia", "", std::nullopt);
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].entity, "c:GEO");
  pack->put("kb/extra.tsv", "a\n");
  EXPECT_TRUE(pack->compiled(Base::kCompiled).bytes.empty()) << "a new table needs a new compilation";
}

TEST(Match, StreamAnswersEveryLine) {
  std::istringstream in("person\tKim Jong Il\tKim Jong Un\nweapon\tKN-23\tKN-24\nnonsense\n");
  std::ostringstream out;
  match_stream(small_base(), true, in, out);
  const std::string s = out.str();
  EXPECT_EQ(std::count(s.begin(), s.end(), '\n'), 3);
  EXPECT_EQ(s.find("same"), std::string::npos);
}

TEST(Find, HolderAtADateUnknownRatherThanStale) {
  const Base& b = small_base();
  const auto at = [&](const char* phrase, const char* country, Civil c) { return find(b, phrase, country, day_of(c)); };
  ASSERT_FALSE(at("foreign minister", "PRK", {2023, 5, 1}).empty());
  EXPECT_EQ(at("foreign minister", "PRK", {2023, 5, 1})[0].entity, "Q30436217");
  EXPECT_EQ(at("North Korean foreign minister", "", {2023, 5, 1})[0].entity, "Q30436217");
  EXPECT_TRUE(at("foreign minister", "PRK", {2025, 5, 1}).empty()) << "nobody vouches after 2024";
  EXPECT_TRUE(at("foreign minister", "PRK", {2020, 5, 1}).empty());
  ASSERT_FALSE(at("Shoigu", "", {2025, 5, 1}).empty());
  EXPECT_EQ(at("Shoigu", "", {2025, 5, 1})[0].entity, "Q32024");
}

}  // namespace
}  // namespace annalist::who
