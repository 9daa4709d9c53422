#include "says/attribute.h"
#include "says/certain.h"
#include "says/claims.h"
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
  EXPECT_EQ(quoted("Kyiv \"has proof' that it comes"), Words({"\"has proof' that it comes"}));
  EXPECT_EQ(quoted("“We keep them informed.' He left."), Words({"“We keep them informed.'"}));
  EXPECT_EQ(quoted("He said \"this never ends"), Words({"\"this never ends"}));
}

TEST(Quotes, ApostrophesAreNone) {
  EXPECT_EQ(quoted("Russia's army didn't leave the soldiers' camp"), Words({}));
  EXPECT_EQ(quoted("Russia’s army didn’t leave"), Words({}));
}

// "Officials said the talks failed, according to TASS."
const char* const kNested =
    "Officials official NOUN NNS 2 nsubj\nsaid say VERB VBD 0 root\nthe the DET DT 4 det\ntalks talk NOUN NNS 5 nsubj\n"
    "failed fail VERB VBD 2 ccomp ~\n, , PUNCT , 9 punct\naccording accord VERB VBG 9 case\nto to ADP IN 7 fixed\nTASS TASS PROPN NNP 2 obl ~\n. . PUNCT . 2 punct\n\n";

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

Veracity judged(const char* compact, std::string_view word) {
  const auto d = tree_of(compact);
  return certain(test_voices(), d.parse, d.parse.tokens[token(d.parse, word)].span);
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

// ---- claims

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
    f.confidence = 0.9F;
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

}  // namespace
}  // namespace annalist::says
