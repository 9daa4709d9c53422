// Unit tests of the PETRARCH and TABARI formats, on dictionaries of our own and hand-written trees.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/knowledge.h"
#include "lang/conllu.h"
#include "what/dictionary_coder.h"
#include "what/dictionary_files.h"
#include "what/testing.h"

namespace annalist::what {
namespace {

const Knowledge& knowledge() {
  static const Knowledge k = std::move(Knowledge::from_folders({ANNALIST_SOURCE "/data"}).value());
  return k;
}

const Lexicon& lexicon() {
  static const Result<Lexicon> loaded = Lexicon::load(knowledge());
  return loaded.value();
}

struct Files {
  std::string verbs, actors, agents, discards, issues;
};

struct Loaded {
  Dictionaries dictionaries;
  std::vector<Error> complaints;
};

Loaded load(const Files& files) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "annalist-dictionaries";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const auto write = [&](const char* name, const std::string& text) {
    if (!text.empty()) std::ofstream(folder / name) << text;
  };
  write("test.verbs.txt", files.verbs);
  write("test.actors.txt", files.actors);
  write("test.agents.txt", files.agents);
  write("test.discards.txt", files.discards);
  write("test.issues.txt", files.issues);
  Loaded out;
  auto read = Dictionaries::load(folder.string(), knowledge(), out.complaints);
  EXPECT_TRUE(read.ok()) << (read ? "" : read.error().line());
  if (read) out.dictionaries = std::move(*read);
  return out;
}

const char* const kActors =
    "NORLAND [NOR]\n+NORLANDER\nSUDIA_ [SUD]\nOSTREY [OST]\nTHE_TWO_ISLES [EIN/ZWO]\n"
    "OLD KING\n\t[NORGOV <19991231]\n\t[NORELI >20000101]\n";
const char* const kAgents =
    "!OFFICE! = MINISTER, MINISTRY\nGOVERNMENT [~GOV]\nSOLDIER [~MIL]\nPOLICE {} [~COP]\nAID_SOCIETY [NGO~]\n!OFFICE!_OF_FISH [~AGR]\n";

// What the dictionaries make of one hand-written sentence: "NOR>SUD:122", sorted and joined by blanks.
std::string coded(const Dictionaries& d, const std::string& compact, const char* day = "2010-05-05") {
  auto read = lang::read_conllu(conllu(compact), "test");
  EXPECT_TRUE(read.ok());
  const lang::Parse& parse = (*read)[0].parse;
  who::Cast cast;
  cast.at_token.assign(parse.tokens.size(), -1);
  when::Times times;
  times.stories.emplace_back();
  if (const auto date = parse_iso(day)) times.stories[0].interval = one_day(*date);
  const Frames frames = code_with(d, lexicon(), parse, cast, times, {}, {});
  std::vector<std::string> triples;
  for (const Frame& f : frames.frames)
    for (const Filler& a : f.actors)
      for (const Filler& r : f.recipients) {
        EXPECT_FALSE(a.span.empty());
        std::string t = a.code;
        triples.push_back(t.append(">").append(r.code).append(":").append(f.cameo));
      }
  std::sort(triples.begin(), triples.end());
  std::string out;
  for (const std::string& t : triples) out.append(out.empty() ? "" : " ").append(t);
  return out;
}

std::string coded(const char* verbs, const std::string& compact) { return coded(load({verbs, kActors, kAgents, "", ""}).dictionaries, compact); }

TEST(DictionaryFiles, ABadLineIsNamedAndLeftOut) {
  const Loaded l = load({"--- MEET [040] ---\nMEET {MET}\n- * WITHOUT CODE\n- NO STAR [041]\n- * &NOWHERE [042]\n- * TWICE [043]\n",
                         "NORLAND [NOR]\n\t[OLD 20010101-20000101]\n\t[BAD <2001]\n", "SOLDIER\nCLERK [~GOV]\n", "", ""});
  std::string all;
  for (const Error& e : l.complaints) all.append(e.where).append("|");
  EXPECT_EQ(all, "test.actors.txt:2|test.actors.txt:3|test.agents.txt:1|test.verbs.txt:3|test.verbs.txt:4|test.verbs.txt:5|");
  ASSERT_EQ(l.dictionaries.blocks.size(), 1u);
  EXPECT_EQ(l.dictionaries.blocks[0].patterns.size(), 1u);
  EXPECT_EQ(l.dictionaries.agents.size(), 2u);  // clerk, clerks
}

TEST(DictionaryFiles, AFolderWithoutVerbsIsRefused) {
  std::vector<Error> complaints;
  EXPECT_FALSE(Dictionaries::load(ANNALIST_SOURCE "/docs", knowledge(), complaints).ok());
}

TEST(DictionaryFiles, CommentsDatesAndForms) {
  const DictionaryFile f = read_lines("x", "<!-- one\n still -->\nKEPT [a#b] # gone\n# gone\nALSO <!-- gone --> HERE\n");
  ASSERT_EQ(f.lines.size(), 2u);
  EXPECT_EQ(f.lines[0].text, "KEPT [a#b]");
  EXPECT_EQ(f.lines[0].number, 3u);
  EXPECT_EQ(plural_of("army"), "armies");
  const Loaded l = load({"--- DENY [120] ---\nDENY\nGO {WENT GONE} [030]\n+CUT_OFF\n", kActors, kAgents, "", ""});
  EXPECT_TRUE(l.dictionaries.verbs.contains("denied"));
  EXPECT_TRUE(l.dictionaries.verbs.contains("went"));
  EXPECT_FALSE(l.dictionaries.verbs.contains("goes"));  // {…} names every form
  EXPECT_EQ(l.dictionaries.verbs.at("cuts")[0].after, std::vector<std::string>{"off"});
}

const char* const kVerbs =
    "&MONEY\n+CROWN\n+GOLD_COIN\n&GIFTS_\n+&MONEY\n+GRAIN\n"
    "--- ACCUSE [112] ---\nACCUSE\nSCOLD [111]\n- * OF FRAUD [1121]\n\n"
    "--- SEND [070] ---\nSEND {SENT}\n- * &GIFTS [071]\n- + HAS BEEN * FROM $ [072]\n- * BACK_TO [---]\n\n"
    "--- MEET [040:041] ---\nMEET {MET}\n- % * [036:036]\n\n"
    "--- CUT [190] ---\n+CUT_OFF {+CUTS_OFF}\n\n"
    "--- SAY [010] ---\nSAY {SAID}\n";

TEST(DictionaryCoder, TheVerbAloneAndItsPattern) {
  EXPECT_EQ(coded(kVerbs, "Norland/Norland/NNP/2/nsubj accused/accuse/VBD/0/root Sudia/Sudia/NNP/2/obj"), "NOR>SUD:112");
  EXPECT_EQ(coded(kVerbs, "Norland/Norland/NNP/2/nsubj scolded/scold/VBD/0/root Sudia/Sudia/NNP/2/obj"), "NOR>SUD:111");
  EXPECT_EQ(coded(kVerbs, "Norland/Norland/NNP/2/nsubj accused/accuse/VBD/0/root Sudia/Sudia/NNP/2/obj of/of/IN/5/case fraud/fraud/NN/2/obl"), "NOR>SUD:1121");
}

TEST(DictionaryCoder, SynonymsInSynonymsAndPlurals) {
  const std::string head = "Norland/Norland/NNP/2/nsubj sent/send/VBD/0/root ";
  EXPECT_EQ(coded(kVerbs, head + "grain/grain/NN/2/obj to/to/IN/5/case Sudia/Sudia/NNP/2/obl"), "NOR>SUD:071");
  EXPECT_EQ(coded(kVerbs, head + "gold/gold/NN/4/compound coins/coin/NNS/2/obj to/to/IN/6/case Sudia/Sudia/NNP/2/obl"), "NOR>SUD:071");
  EXPECT_EQ(coded(kVerbs, head + "gold/gold/NN/5/compound old/old/JJ/5/amod coins/coin/NNS/2/obj to/to/IN/7/case Sudia/Sudia/NNP/2/obl"), "NOR>SUD:070");
}

TEST(DictionaryCoder, PatternsThatNameTheSides) {
  EXPECT_EQ(coded(kVerbs, "Norland/Norland/NNP/4/nsubj:pass has/have/VBZ/4/aux been/be/VBN/4/aux:pass sent/send/VBN/0/root men/man/NNS/4/obj from/from/IN/7/case Sudia/Sudia/NNP/4/obl"),
            "SUD>NOR:072");
}

TEST(DictionaryCoder, ANullPatternTellsNothing) {
  EXPECT_EQ(coded(kVerbs, "Norland/Norland/NNP/2/nsubj sent/send/VBD/0/root them/they/PRP/2/obj back/back/RB/2/advmod to/to/IN/6/case Sudia/Sudia/NNP/2/obl"), "");
}

TEST(DictionaryCoder, PassivesAreTurned) {
  EXPECT_EQ(coded(kVerbs, "Norland/Norland/NNP/3/nsubj:pass was/be/VBD/3/aux:pass accused/accuse/VBN/0/root by/by/IN/5/case Sudia/Sudia/NNP/3/obl:agent"), "SUD>NOR:112");
  EXPECT_EQ(coded(kVerbs, "Norland/Norland/NNP/3/nsubj:pass was/be/VBD/3/aux:pass accused/accuse/VBN/0/root near/near/IN/5/case Sudia/Sudia/NNP/3/obl"), "");
}

TEST(DictionaryCoder, RowsOfActorsAndMutualActs) {
  EXPECT_EQ(coded(kVerbs, "Norland/Norland/NNP/4/nsubj and/and/CC/3/cc Ostrey/Ostrey/NNP/1/conj met/meet/VBD/0/root"), "NOR>OST:036 OST>NOR:036");
  EXPECT_EQ(coded(kVerbs, "Norland/Norland/NNP/2/nsubj met/meet/VBD/0/root Sudia/Sudia/NNP/2/obj and/and/CC/5/cc Ostrey/Ostrey/NNP/3/conj"),
            "NOR>OST:040 NOR>SUD:040 OST>NOR:041 SUD>NOR:041");
  EXPECT_EQ(coded(kVerbs, "Norland/Norland/NNP/2/nsubj accused/accuse/VBD/0/root the/the/DT/5/det Two/two/NNP/5/compound Isles/isle/NNP/2/obj"), "NOR>EIN:112 NOR>ZWO:112");
}

TEST(DictionaryCoder, AgentsJoinTheirActors) {
  const std::string tail = " accused/accuse/VBD/0/root Sudia/Sudia/NNP/ROOT/obj";
  const auto with = [&](const std::string& subject, const char* root) {
    std::string t = tail;
    t.replace(t.find("ROOT"), 4, root);
    return coded(kVerbs, subject + t);
  };
  EXPECT_EQ(with("soldiers/soldier/NNS/4/nsubj from/from/IN/3/case Norland/Norland/NNP/1/nmod", "4"), "NORMIL>SUD:112");
  EXPECT_EQ(with("Norland/Norland/NNP/3/nmod:poss 's/'s/POS/1/case police/police/NNS/4/nsubj", "4"), "NORCOP>SUD:112");
  EXPECT_EQ(with("Norland/Norland/NNP/3/compound aid/aid/NN/3/compound society/society/NN/4/nsubj", "4"), "NGONOR>SUD:112");
  EXPECT_EQ(with("Norland/Norland/NNP/2/compound Ministry/ministry/NN/5/nsubj of/of/IN/4/case Fish/fish/NN/2/nmod", "5"), "NORAGR>SUD:112");
  EXPECT_EQ(with("former/former/JJ/3/amod Norland/Norland/NNP/3/compound soldiers/soldier/NNS/4/nsubj", "4"), "NORELI>SUD:112");
  EXPECT_EQ(with("police/police/NNS/4/nsubj and/and/CC/3/cc soldiers/soldier/NNS/1/conj", "4"), "---COP>SUD:112 ---MIL>SUD:112");
}

TEST(DictionaryCoder, UnderscoresOfTheTextPartWords) {
  EXPECT_EQ(coded(kVerbs, "The_Two_Isles/x/NNP/2/nsubj accused/accuse/VBD/0/root Old_Norland/x/NNP/2/obj"), "EIN>NOR:112 ZWO>NOR:112");
}

TEST(DictionaryCoder, CodesHoldForTheirDates) {
  const Loaded l = load({kVerbs, kActors, kAgents, "", ""});
  const std::string sentence = "Old/old/NNP/2/compound King/king/NNP/3/nsubj accused/accuse/VBD/0/root Sudia/Sudia/NNP/3/obj";
  EXPECT_EQ(coded(l.dictionaries, sentence, "1999-12-31"), "NORGOV>SUD:112");
  EXPECT_EQ(coded(l.dictionaries, sentence, "2000-01-01"), "NORELI>SUD:112");
  EXPECT_EQ(coded(l.dictionaries, sentence, ""), "");  // no date, and no code without one
}

TEST(DictionaryCoder, OneVerbPhraseOneAct) {
  EXPECT_EQ(coded(kVerbs, "Norland/Norland/NNP/2/nsubj accused/accuse/VBD/0/root Sudia/Sudia/NNP/2/obj and/and/CC/5/cc met/meet/VBD/2/conj Ostrey/Ostrey/NNP/5/obj"),
            "NOR>OST:040 NOR>SUD:112 OST>NOR:041");
  EXPECT_EQ(coded(kVerbs, "Norland/Norland/NNP/2/nsubj accused/accuse/VBD/0/root Sudia/Sudia/NNP/2/obj who/who/WP/5/nsubj met/meet/VBD/3/acl:relcl Ostrey/Ostrey/NNP/5/obj"),
            "NOR>SUD:112");
}

TEST(DictionaryCoder, MultiWordVerbsAndDiscards) {
  const std::string cut = "Norland/Norland/NNP/2/nsubj cuts/cut/VBZ/0/root off/off/RP/2/compound:prt Sudia/Sudia/NNP/2/obj";
  EXPECT_EQ(coded(kVerbs, cut), "NOR>SUD:190");
  EXPECT_EQ(coded(load({kVerbs, kActors, kAgents, "CUTS OFF\n", ""}).dictionaries, cut), "");
  EXPECT_EQ(coded(load({kVerbs, kActors, kAgents, "CUTS_ON\n", ""}).dictionaries, cut), "NOR>SUD:190");
}

TEST(DictionaryCoder, TabariStems) {
  const char* verbs = "ACCUS [112] ;a stem\n- * DISHONE [113] ;another\n";
  const std::string sentence = "Norlandish/x/NNP/2/nsubj accused/accuse/VBD/0/root Sudia/Sudia/NNP/2/obj of/of/IN/5/case dishonesty/x/NN/2/obl";
  EXPECT_EQ(coded(verbs, sentence), "NOR>SUD:113");
  // "SUDIA_" ends its word: "Sudianese" is somebody else
  EXPECT_EQ(coded(verbs, "Norland/x/NNP/2/nsubj accused/accuse/VBD/0/root Sudianese/x/NNP/2/obj"), "");
}

TEST(DictionaryCoder, APatternOfManyGapsEndsSoon) {
  std::string verbs = "--- SEND [070] ---\nSEND {SENT}\n- *";
  std::string sentence = "Norland/Norland/NNP/2/nsubj sent/send/VBD/0/root";
  for (int i = 0; i < 8; ++i) verbs += " A A A";
  verbs += " B [071]\n";
  for (int i = 0; i < 200; ++i) sentence += " a/a/RB/2/advmod";
  sentence += " Sudia/Sudia/NNP/2/obj";
  EXPECT_EQ(coded(verbs.c_str(), sentence), "NOR>SUD:070");
}

}  // namespace
}  // namespace annalist::what
