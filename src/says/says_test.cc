#include "says/attribute.h"
#include "says/certain.h"
#include "says/quotes.h"
#include "says/testing.h"

namespace annalist::says {
namespace {

std::vector<std::string> quoted(std::string_view text) {
  std::vector<Quote> quotes;
  find_quotes(text, {0, static_cast<uint32_t>(text.size())}, 0, quotes);
  std::vector<std::string> out;
  for (const Quote& q : quotes) out.emplace_back(q.span.of(text));
  return out;
}
using Words = std::vector<std::string>;

TEST(Quotes, PairsOfEveryKind) {
  EXPECT_EQ(quoted("He said \"we go\" and left."), Words({"\"we go\""}));
  EXPECT_EQ(quoted("He said “we go” and “stay”."), Words({"“we go”", "“stay”"}));
  EXPECT_EQ(quoted("He said ``we go'' now."), Words({"``we go''"}));
  EXPECT_EQ(quoted("A « pause » of fire"), Words({"« pause »"}));
  EXPECT_EQ(quoted("A ‘pause’ of the side’s fire"), Words({"‘pause’"}));
}

TEST(Quotes, Mismatched) {
  EXPECT_EQ(quoted("``We go on.\" he said"), Words({"``We go on.\""}));
  EXPECT_EQ(quoted("Kyiv \"has proof' that it comes"), Words({"\"has proof'"}));
  EXPECT_EQ(quoted("a \"zone' of ten \"but not more,' he said"), Words({"\"zone'", "\"but not more,'"}));
  EXPECT_EQ(quoted("“We keep them informed.' He left."), Words({"“We keep them informed.'"}));
  EXPECT_EQ(quoted("He said \"this never ends"), Words({"\"this never ends"}));
}

TEST(Quotes, ApostrophesAreNone) {
  EXPECT_EQ(quoted("Russia's army didn't leave the soldiers' camp"), Words({}));
  EXPECT_EQ(quoted("Russia’s army didn’t leave"), Words({}));
}

// What is read of a tree, as the only attribution of its text.
Attribution only(const lang::ConlluDocument& d) {
  const lang::Tree tree(d.parse);
  const auto found = attribute(test_voices(), tree, {}, find_quotes(d.parse)).attributions;
  EXPECT_EQ(found.size(), 1U);
  return found.empty() ? Attribution{} : found[0];
}

TEST(Attribution, HoldersAreWholeAndNotTheTime) {
  const auto person = tree_of(
      "Someone someone PRON NN 6 nsubj\nfamiliar familiar ADJ JJ 1 amod\nwith with ADP IN 5 case\nthe the DET DT 5 det\nplan plan NOUN NN 2 obl\n"
      "said say VERB VBD 0 root\nships ship NOUN NNS 8 nsubj\nsank sink VERB VBD 6 ccomp ~\n. . PUNCT . 6 punct\n\n");
  EXPECT_EQ(only(person).holder_name, "Someone familiar with the plan");
  const auto list = tree_of(
      "Last last ADJ JJ 2 amod\nweek week NOUN NN 7 obl:unmarked ~\n, , PUNCT , 4 punct\nmayors mayor NOUN NNS 2 conj\nand and CCONJ CC 6 cc\n"
      "others other NOUN NNS 4 conj\nsaid say VERB VBD 0 root\nships ship NOUN NNS 9 nsubj\nsank sink VERB VBD 7 ccomp ~\n. . PUNCT . 7 punct\n\n");
  EXPECT_EQ(only(list).source.of(*list.text), "mayors and others");
  EXPECT_EQ(only(list).holder_name, "mayors and others");
  const auto title = tree_of(
      "Sen. Sen. PROPN NNP 4 nsubj\nTed Ted PROPN NNP 4 dep\nLowe Lowe PROPN NNP 2 flat\nsaid say VERB VBD 0 root\nships ship NOUN NNS 6 nsubj\n"
      "sank sink VERB VBD 4 ccomp ~\n. . PUNCT . 4 punct\n\n");
  EXPECT_EQ(only(title).source.of(*title.text), "Sen. Ted Lowe");
}

// "Officials said the talks failed, according to TASS."
const char* const kNested =
    "Officials official NOUN NNS 2 nsubj\nsaid say VERB VBD 0 root\nthe the DET DT 4 det\ntalks talk NOUN NNS 5 nsubj\n"
    "failed fail VERB VBD 2 ccomp ~\n, , PUNCT , 9 punct\naccording accord VERB VBG 9 case\nto to ADP IN 7 fixed\nTASS TASS PROPN NNP 2 obl ~\n. . PUNCT . 2 punct\n\n";

// A clause beside the cue whose words begin the document: nothing stands before it.
TEST(Attribution, ACrossedClauseAtTheStartOfTheText) {
  const auto d = tree_of(
      "Soon soon ADV RB 5 advmod\nofficials official NOUN NNS 3 nsubj\nsaid say VERB VBD 0 root\nwar war NOUN NN 5 nsubj\ncame come VERB VBD 3 parataxis ~\n"
      ". . PUNCT . 3 punct\n\n");
  const lang::Tree tree(d.parse);
  EXPECT_LE(attribute(test_voices(), tree, {}, find_quotes(d.parse)).attributions.size(), 1U);
}

TEST(Attribution, SaidWithinAccordingTo) {
  const auto d = tree_of(kNested);
  const lang::Tree tree(d.parse);
  const auto found = attribute(test_voices(), tree, {}, find_quotes(d.parse)).attributions;
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].cue[0].of(*d.text), "said");
  EXPECT_EQ(found[0].source.of(*d.text), "Officials");
  EXPECT_EQ(found[0].content[0].of(*d.text), "the talks failed");
  EXPECT_EQ(found[0].kind, "indirect");
  EXPECT_EQ(found[0].chain, Words({"TASS", "Officials"}));
  EXPECT_EQ(found[1].cue[0].of(*d.text), "according to");
  EXPECT_EQ(found[1].source.of(*d.text), "TASS");
  EXPECT_EQ(found[1].content[0].of(*d.text), "Officials said the talks failed");
}

TEST(Attribution, InvertedQuoteTakesItsMarks) {
  const auto d = tree_of(
      "\" \" PUNCT `` 3 punct ~\nWe we PRON PRP 3 nsubj\nadvance advance VERB VBP 6 ccomp ~\n, , PUNCT , 3 punct ~\n\" \" PUNCT '' 3 punct\n"
      "said say VERB VBD 0 root\nSyrskyi Syrskyi PROPN NNP 6 nsubj ~\n. . PUNCT . 6 punct\n\n");
  const lang::Tree tree(d.parse);
  const auto found = attribute(test_voices(), tree, {}, find_quotes(d.parse)).attributions;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].content[0].of(*d.text), "\"We advance,\"");
  EXPECT_EQ(found[0].source.of(*d.text), "Syrskyi");
  EXPECT_EQ(found[0].kind, "direct");
}

TEST(Attribution, PassiveHearsayNamesNobody) {
  const auto d = tree_of(
      "It it PRON PRP 4 expl\nhas have AUX VBZ 4 aux\nbeen be AUX VBN 4 aux:pass\npointed point VERB VBN 0 root\nout out ADP RP 4 compound:prt\n"
      "that that SCONJ IN 8 mark\nshells shell NOUN NNS 8 nsubj\narrived arrive VERB VBD 4 ccomp ~\n. . PUNCT . 4 punct\n\n");
  const lang::Tree tree(d.parse);
  const auto found = attribute(test_voices(), tree, {}, find_quotes(d.parse)).attributions;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, "hearsay");
  EXPECT_EQ(found[0].cue[0].of(*d.text), "has been pointed out");
  EXPECT_TRUE(found[0].source.empty());
  EXPECT_EQ(found[0].content[0].of(*d.text), "that shells arrived");
}

// "It was reported that Iran left, and Oman stayed": nobody is named for either.
TEST(Attribution, HearsayGoesOnBehindAnd) {
  const auto document = tree_of(
      "It it PRON PRP 3 expl\nwas be AUX VBD 3 aux:pass\nreported report VERB VBN 0 root\nthat that SCONJ IN 6 mark\nIran Iran PROPN NNP 6 nsubj\nleft leave VERB VBD 3 ccomp ~\n"
      ", , PUNCT , 10 punct\nand and CCONJ CC 10 cc\nOman Oman PROPN NNP 10 nsubj\nstayed stay VERB VBD 3 conj ~\n. . PUNCT . 3 punct\n\n");
  const lang::Tree tree(document.parse);
  const auto found = attribute(test_voices(), tree, {}, {}).attributions;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, "hearsay");
  EXPECT_TRUE(found[0].content.back().contains(document.parse.tokens[9].span));
}

TEST(Attribution, ThatClauseHungAsAdverbialIsContent) {
  const auto d = tree_of(
      "It it PRON PRP 4 nsubj:pass\nhas have AUX VBZ 4 aux\nbeen be AUX VBN 4 aux:pass\nreported report VERB VBN 0 root\n"
      "that that SCONJ IN 7 mark\nshells shell NOUN NNS 7 nsubj\narrived arrive VERB VBD 4 advcl ~\n. . PUNCT . 4 punct\n\n");
  const lang::Tree tree(d.parse);
  const auto found = attribute(test_voices(), tree, {}, find_quotes(d.parse)).attributions;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, "hearsay");
  EXPECT_EQ(found[0].content[0].of(*d.text), "that shells arrived");
}

// The tree hides what is said below the wrong word; the order of the words still tells.
TEST(Attribution, SurfaceOrderWhereTheTreeFails) {
  const auto d = tree_of(
      "Pay pay NOUN NN 2 nsubj\nfell fall VERB VBD 7 advcl\nagain again ADV RB 2 advmod ~\n, , PUNCT , 2 punct\nthe the DET DT 6 det\nunion union NOUN NN 2 obj\n"
      "said say VERB VBD 0 root ~\n. . PUNCT . 7 punct\n\n");
  const lang::Tree tree(d.parse);
  const auto found = attribute(test_voices(), tree, {}, {}).attributions;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].source.of(*d.text), "the union");
  EXPECT_EQ(found[0].content[0].of(*d.text), "Pay fell again");
}

TEST(Attribution, ALightVerbLeavesItsNounTheCue) {
  const auto d = tree_of(
      "Oslo Oslo PROPN NNP 2 nsubj\nvoiced voice VERB VBD 0 root\ndeep deep ADJ JJ 4 amod\nconcern concern NOUN NN 2 obj\nabout about ADP IN 7 case\n"
      "the the DET DT 7 det\ndam dam NOUN NN 4 nmod ~\n. . PUNCT . 2 punct\n\n");
  const Attribution a = only(d);
  EXPECT_EQ(a.cue[0].of(*d.text), "voiced deep concern about");
  EXPECT_EQ(a.content[0].of(*d.text), "the dam");
  EXPECT_EQ(a.holder_name, "Oslo");
}

// "Reed said ships sank but said crews survived."
TEST(Attribution, ASecondVerbOfSayingGoesOnWithTheSpeaker) {
  const auto d = tree_of(
      "Reed Reed PROPN NNP 2 nsubj\nsaid say VERB VBD 0 root\nships ship NOUN NNS 4 nsubj\nsank sink VERB VBD 2 ccomp\nbut but CCONJ CC 6 cc\n"
      "said say VERB VBD 4 conj\ncrews crew NOUN NNS 8 nsubj\nsurvived survive VERB VBD 6 ccomp ~\n. . PUNCT . 2 punct\n\n");
  const lang::Tree tree(d.parse);
  const auto found = attribute(test_voices(), tree, {}, {}).attributions;
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].content[0].of(*d.text), "ships sank");
  EXPECT_EQ(found[1].content[0].of(*d.text), "crews survived");
  EXPECT_EQ(found[1].holder_name, "Reed");
}

TEST(Attribution, WhenIsNoPartOfWhoAndAnAppositionKeepsItsComma) {
  const auto d = tree_of(
      "Reed Reed PROPN NNP 8 nsubj ~\n, , PUNCT , 4 punct\na a DET DT 4 det\npilot pilot NOUN NN 1 appos ~\n, , PUNCT , 4 punct\non on ADP IN 7 case\n"
      "Monday Monday PROPN NNP 1 nmod\nsaid say VERB VBD 0 root\nships ship NOUN NNS 10 nsubj\nsank sink VERB VBD 8 ccomp ~\n. . PUNCT . 8 punct\n\n");
  EXPECT_EQ(only(d).source.of(*d.text), "Reed, a pilot");
  const auto closed = tree_of(
      "Reed Reed PROPN NNP 6 nsubj ~\n, , PUNCT , 4 punct\na a DET DT 4 det\npilot pilot NOUN NN 1 appos ~\n, , PUNCT , 4 punct\n"
      "said say VERB VBD 0 root\nships ship NOUN NNS 8 nsubj\nsank sink VERB VBD 6 ccomp ~\n. . PUNCT . 6 punct\n\n");
  EXPECT_EQ(only(closed).source.of(*closed.text), "Reed, a pilot,");
}

// "The dam, Reed said, will hold."
TEST(Attribution, ASpeakerMayStandInsideWhatHeSays) {
  const auto d = tree_of(
      "The the DET DT 2 det\ndam dam NOUN NN 8 nsubj ~\n, , PUNCT , 5 punct\nReed Reed PROPN NNP 5 nsubj\nsaid say VERB VBD 8 parataxis ~\n, , PUNCT , 5 punct\n"
      "will will AUX MD 8 aux\nhold hold VERB VB 0 root ~\n. . PUNCT . 8 punct\n\n");
  const Attribution a = only(d);
  EXPECT_EQ(a.holder_name, "Reed");
  ASSERT_EQ(a.content.size(), 2U);
  EXPECT_EQ(a.content[0].of(*d.text), "The dam");
  EXPECT_EQ(a.content[1].of(*d.text), "will hold");
}

TEST(Attribution, WhatStandsBesideIsNotSaid) {
  const auto until = tree_of(
      "They they PRON PRP 2 nsubj\nprotested protest VERB VBD 0 root\nuntil until SCONJ IN 6 mark\nReed Reed PROPN NNP 6 nsubj\nwas be AUX VBD 6 aux:pass\n"
      "freed free VERB VBN 2 ccomp ~\n. . PUNCT . 2 punct\n\n");
  const lang::Tree tree(until.parse);
  EXPECT_TRUE(attribute(test_voices(), tree, {}, {}).attributions.empty());
}

TEST(Attribution, QuotedAsSayingIsRelayed) {
  const auto d = tree_of(
      "TASS TASS PROPN NNP 2 nsubj\nquoted quote VERB VBD 0 root\nPak Pak PROPN NNP 2 obj\nas as SCONJ IN 5 mark\nsaying say VERB VBG 2 advcl\n"
      "that that SCONJ IN 8 mark\nshells shell NOUN NNS 8 nsubj\narrived arrive VERB VBD 5 ccomp ~\n. . PUNCT . 2 punct\n\n");
  const lang::Tree tree(d.parse);
  const auto found = attribute(test_voices(), tree, {}, {}).attributions;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].source.of(*d.text), "Pak");
  EXPECT_EQ(found[0].chain, (std::vector<std::string>{"TASS", "Pak"}));
}

Veracity judged(const char* compact, std::string_view word) {
  const auto d = tree_of(compact);
  return certain(test_voices(), d.parse, d.parse.tokens[token(d.parse, word)].span);
}

TEST(Veracity, NoPlansAccusedAndLast) {
  const char* const plans =
      "They they PRON PRP 2 nsubj\nhave have VERB VBP 0 root\nno no DET DT 4 det\nplans plan NOUN NNS 2 obj\nto to PART TO 6 mark\nland land VERB VB 4 acl ~\n. . PUNCT . 2 punct\n\n";
  EXPECT_EQ(judged(plans, "land").polarity, '-');
  EXPECT_EQ(judged(plans, "land").modality, Modality::kPlanned);
  const char* const accused =
      "Rome Rome PROPN NNP 2 nsubj\naccused accuse VERB VBD 0 root\nBern Bern PROPN NNP 2 obj\nof of SCONJ IN 5 mark\nhiding hide VERB VBG 3 acl\ngold gold NOUN NN 5 obj ~\n. . PUNCT . 2 punct\n\n";
  EXPECT_EQ(judged(accused, "hiding").modality, Modality::kReported);
  const char* const last =
      "Peru Peru PROPN NNP 5 nsubj\nwas be AUX VBD 5 cop\nthe the DET DT 5 det\nlast last ADJ JJ 5 amod\nstate state NOUN NN 0 root\nto to PART TO 7 mark\nsign sign VERB VB 5 acl ~\n. . PUNCT . 5 punct\n\n";
  EXPECT_STREQ(judged(last, "sign").certainty(), "CT");
}

TEST(Veracity, PlainPastIsCertain) {
  const Veracity v = judged("Kim Kim PROPN NNP 2 nsubj\nleft leave VERB VBD 0 root\n\n", "left");
  EXPECT_EQ(v.score, 3);
  EXPECT_EQ(v.modality, Modality::kAsserted);
  EXPECT_STREQ(v.certainty(), "CT");
}

TEST(Veracity, ImplicativesTurnAndTurnBack) {
  const char* const failed = "Kim Kim PROPN NNP 2 nsubj\nfailed fail VERB VBD 0 root\nto to PART TO 4 mark\nleave leave VERB VB 2 xcomp\n\n";
  EXPECT_LT(judged(failed, "leave").score, -2);
  EXPECT_EQ(judged(failed, "leave").polarity, '-');
  const char* const not_failed =
      "Kim Kim PROPN NNP 4 nsubj\ndid do AUX VBD 4 aux\nnot not PART RB 4 advmod\nfail fail VERB VB 0 root\nto to PART TO 6 mark\nleave leave VERB VB 4 xcomp\n\n";
  EXPECT_GT(judged(not_failed, "leave").score, 1.5);
  EXPECT_EQ(judged(not_failed, "fail").polarity, '-');
}

TEST(Veracity, PurposeUnderThePastIsNotToCome) {
  const char* const flew = "Kim Kim PROPN NNP 2 nsubj\nflew fly VERB VBD 0 root\nthere there ADV RB 2 advmod\nto to PART TO 5 mark\nsign sign VERB VB 2 advcl\n\n";
  EXPECT_EQ(judged(flew, "sign").modality, Modality::kPossible);
  EXPECT_FALSE(judged(flew, "sign").future);
}

// "Reed had to sell boats." — he did; "There is no sign of talks." — none; "Reed works until Kim is freed." — he is not yet.
TEST(Veracity, ObligationsMetSignsOfNothingAndWhatIsAwaited) {
  const auto had = tree_of("Reed Reed PROPN NNP 2 nsubj\nhad have VERB VBD 0 root\nto to PART TO 4 mark\nsell sell VERB VB 2 xcomp\nboats boat NOUN NNS 4 obj ~\n. . PUNCT . 2 punct\n\n");
  EXPECT_EQ(Veracities(test_voices(), lang::Tree(had.parse)).of(token(had.parse, "sell")).modality, Modality::kAsserted);
  const auto has = tree_of("Reed Reed PROPN NNP 2 nsubj\nhas have VERB VBZ 0 root\nto to PART TO 4 mark\nsell sell VERB VB 2 xcomp\nboats boat NOUN NNS 4 obj ~\n. . PUNCT . 2 punct\n\n");
  EXPECT_EQ(Veracities(test_voices(), lang::Tree(has.parse)).of(token(has.parse, "sell")).modality, Modality::kRequested);
  const auto sign = tree_of("There there PRON EX 2 expl\nis be VERB VBZ 0 root\nno no DET DT 4 det\nsign sign NOUN NN 2 nsubj\nof of ADP IN 6 case\ntalks talk NOUN NNS 4 nmod ~\n. . PUNCT . 2 punct\n\n");
  EXPECT_EQ(Veracities(test_voices(), lang::Tree(sign.parse)).of(token(sign.parse, "talks")).polarity, '-');
  const auto until = tree_of("Reed Reed PROPN NNP 2 nsubj\nworks work VERB VBZ 0 root\nuntil until SCONJ IN 6 mark\nKim Kim PROPN NNP 6 nsubj:pass\nis be AUX VBZ 6 aux:pass\nfreed free VERB VBN 2 advcl ~\n. . PUNCT . 2 punct\n\n");
  EXPECT_EQ(Veracities(test_voices(), lang::Tree(until.parse)).of(token(until.parse, "freed")).modality, Modality::kPlanned);
}

// "Reed agreed to go, and Kim left." — Kim did; "Reed may win by striking Kim." — open as the winning is.
TEST(Veracity, ANewSubjectGoesOnFromATensedVerbAndMannerFollowsItsAct) {
  const auto left = tree_of(
      "Reed Reed PROPN NNP 2 nsubj\nagreed agree VERB VBD 0 root\nto to PART TO 4 mark\ngo go VERB VB 2 xcomp ~\n, , PUNCT , 8 punct\nand and CCONJ CC 8 cc\n"
      "Kim Kim PROPN NNP 8 nsubj\nleft leave VERB VBD 4 conj ~\n. . PUNCT . 2 punct\n\n");
  const Veracity v = Veracities(test_voices(), lang::Tree(left.parse)).of(token(left.parse, "left"));
  EXPECT_EQ(v.modality, Modality::kAsserted);
  EXPECT_STREQ(v.certainty(), "CT");
  const auto manner = tree_of(
      "Reed Reed PROPN NNP 3 nsubj\nmay may AUX MD 3 aux\nwin win VERB VB 0 root\nby by SCONJ IN 5 mark\nstriking strike VERB VBG 3 advcl\nKim Kim PROPN NNP 5 obj ~\n. . PUNCT . 3 punct\n\n");
  EXPECT_EQ(Veracities(test_voices(), lang::Tree(manner.parse)).of(token(manner.parse, "striking")).modality, Modality::kPossible);
}

TEST(Veracity, AttemptsThatCameToNothing) {
  const char* const stopped =
      "Troops troops NOUN NNS 2 nsubj\ntried try VERB VBD 0 root\nto to PART TO 4 mark\nland land VERB VB 2 xcomp\nbut but CCONJ CC 7 cc\n"
      "were be AUX VBD 7 aux:pass\nstopped stop VERB VBN 2 conj\n\n";
  EXPECT_EQ(judged(stopped, "land").polarity, '-');
  const char* const yet = "Kim Kim PROPN NNP 2 nsubj\nhas have VERB VBZ 0 root\nyet yet ADV RB 2 advmod\nto to PART TO 5 mark\nleave leave VERB VB 2 advcl\n\n";
  EXPECT_EQ(judged(yet, "leave").polarity, '-');
  const char* const vain =
      "Troops troops NOUN NNS 3 nsubj\nvainly vainly ADV RB 3 advmod\ntried try VERB VBD 0 root\nto to PART TO 5 mark\nland land VERB VB 3 xcomp\n\n";
  EXPECT_EQ(judged(vain, "land").polarity, '-');
}

TEST(Veracity, ConditionsWithoutIf) {
  const char* const had =
      "Had have AUX VBD 3 aux\nIran Iran PROPN NNP 3 nsubj\nattacked attack VERB VBN 8 advcl ~\n, , PUNCT , 3 punct\nOman Oman PROPN NNP 8 nsubj\n"
      "would would AUX MD 8 aux\nhave have AUX VB 8 aux\nanswered answer VERB VBN 0 root ~\n. . PUNCT . 8 punct\n\n";
  EXPECT_EQ(judged(had, "attacked").modality, Modality::kConditional);
  EXPECT_EQ(judged(had, "answered").modality, Modality::kConditional);
  const char* const was = "Kim Kim PROPN NNP 4 nsubj\nwas be AUX VBD 4 aux\nto to PART TO 4 mark\nleave leave VERB VB 0 root\n\n";
  EXPECT_EQ(judged(was, "leave").modality, Modality::kPlanned);
}

TEST(Veracity, DenialIsNoNegation) {
  const Veracity v = judged("Seoul Seoul PROPN NNP 2 nsubj\ndenied deny VERB VBD 0 root\nsending send VERB VBG 2 xcomp\nshells shell NOUN NNS 3 obj\n\n", "sending");
  EXPECT_EQ(v.modality, Modality::kDenied);
  EXPECT_EQ(v.polarity, '+');
}

TEST(Veracity, ModalsPlansConditionsQuestions) {
  EXPECT_EQ(judged("He he PRON PRP 3 nsubj\nmay may AUX MD 3 aux\ncome come VERB VB 0 root\n\n", "come").modality, Modality::kPossible);
  const Veracity will = judged("He he PRON PRP 3 nsubj\nwill will AUX MD 3 aux\ncome come VERB VB 0 root\n\n", "come");
  EXPECT_EQ(will.modality, Modality::kPlanned);
  EXPECT_TRUE(will.future);
  EXPECT_EQ(judged("They they PRON PRP 2 nsubj\nurged urge VERB VBD 0 root\nhim he PRON PRP 2 obj\nto to PART TO 5 mark\ncome come VERB VB 2 xcomp\n\n", "come").modality,
            Modality::kRequested);
  EXPECT_EQ(judged("If if SCONJ IN 3 mark\nthey they PRON PRP 3 nsubj\ncome come VERB VBP 6 advcl\nhe he PRON PRP 6 nsubj\nwill will AUX MD 6 aux\ngo go VERB VB 0 root\n\n", "come").modality,
            Modality::kConditional);
  EXPECT_EQ(judged("Did do AUX VBD 3 aux\nhe he PRON PRP 3 nsubj\ncome come VERB VB 0 root ~\n? ? PUNCT . 3 punct\n\n", "come").modality, Modality::kQuestioned);
}

TEST(Veracity, ArgumentsAndAffixesNegate) {
  EXPECT_EQ(judged("He he PRON PRP 2 nsubj\nmade make VERB VBD 0 root\nno no DET DT 4 det\nremark remark NOUN NN 2 obj\n\n", "made").polarity, '-');
  const auto d = tree_of("It it PRON PRP 3 nsubj\nis be AUX VBZ 3 cop\nimpossible impossible ADJ JJ 0 root\n\n");
  EXPECT_EQ(certain(test_voices(), d.parse, {8, 16}).polarity, '-');
  EXPECT_EQ(certain(test_voices(), d.parse, {6, 16}).polarity, '+');
}

TEST(Telling, CaveatPatternsFitTheirExamples) {
  EXPECT_EQ(test_voices().telling().failed_examples(), std::vector<std::string>{});
}

TEST(Telling, SourcesByTheirNoun) {
  const TellingTables& t = test_voices().telling();
  EXPECT_EQ(t.source_kind("official", ""), "official");
  EXPECT_EQ(t.source_kind("official", "intelligence"), "military");
  EXPECT_EQ(t.source_kind("resident", ""), "witness");
  EXPECT_EQ(t.source_kind("table", ""), "");
  EXPECT_EQ(t.channel("interview"), "interview");
}

}  // namespace
}  // namespace annalist::says
