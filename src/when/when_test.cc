#include <gtest/gtest.h>

#include <ctime>

#include "lang/conllu.h"
#include "when/resolve.h"
#include "when/stream.h"

namespace annalist::when {
namespace {

const Rules& rules() {
  static const Rules kRules = [] {
    auto knowledge = Knowledge::from_folders({ANNALIST_SOURCE "/data"});
    EXPECT_TRUE(knowledge.ok());
    auto loaded = Rules::load(*knowledge);
    if (!loaded) ADD_FAILURE() << loaded.error().line();
    return std::move(*loaded);
  }();
  return kRules;
}

// "words=value" of every expression.
std::vector<std::string> read(std::string_view text, const Times& times) {
  std::vector<std::string> out;
  for (const TimeRef& r : times.refs) out.push_back(std::string(r.span.of(text)).append("=").append(r.value));
  return out;
}
using Lines = std::vector<std::string>;

// Columns of one sentence, blanks for tabs: "1 They they PRON PRP 2 nsubj" a line.
lang::ConlluDocument parsed(std::string_view rows) {
  std::string conllu;
  while (!rows.empty()) {
    const size_t end = std::min(rows.find('\n'), rows.size());
    const auto cells = split(rows.substr(0, end), ' ');
    EXPECT_EQ(cells.size(), 7u) << rows.substr(0, end);
    conllu.append(cells[0])
        .append("\t")
        .append(cells[1])
        .append("\t")
        .append(cells[2])
        .append("\t")
        .append(cells[3])
        .append("\t");
    conllu.append(cells[4]).append("\t_\t").append(cells[5]).append("\t").append(cells[6]).append("\t_\t_\n");
    rows.remove_prefix(std::min(end + 1, rows.size()));
  }
  auto documents = lang::read_conllu(conllu + "\n", "test");
  EXPECT_TRUE(documents.ok() && documents->size() == 1);
  return std::move((*documents)[0]);
}

TEST(WhenRules, EveryInlineExampleHolds) {
  for (const std::string& line : failed_examples(rules())) ADD_FAILURE() << line;
  EXPECT_GE(example_count(rules()), 60u);
}

TEST(WhenResolve, AFiscalYearFollowsItsCountrysCalendar) {
  const auto of = [](std::string_view text) { return resolve_text(rules(), text, parse_iso("2024-05-01")).refs.at(0).interval; };
  EXPECT_EQ(of("The Pentagon asked Congress for more in FY2024."), (Interval{day_of({2023, 10, 1}), day_of({2024, 9, 30})}));
  EXPECT_EQ(of("Japan plans its largest budget for fiscal 2024."), (Interval{day_of({2024, 4, 1}), day_of({2025, 3, 31})}));
  EXPECT_EQ(of("India's exports grew in the 2023-24 fiscal year."), (Interval{day_of({2023, 4, 1}), day_of({2024, 3, 31})}));
  EXPECT_EQ(of("South Korea raised defence spending in fiscal 2023."), (Interval{day_of({2023, 1, 1}), day_of({2023, 12, 31})}));
  // Nobody's calendar: as wide as all of them.
  EXPECT_EQ(of("Sales rose in fiscal 2023."), (Interval{day_of({2022, 4, 1}), day_of({2024, 3, 31})}));
}

TEST(WhenResolve, HappeningsAreNoTimeExpressionsButAreNoted) {
  const char* const kTexts[] = {"Ties grew since the invasion of Ukraine.", "They met before the Hanoi summit.", "It closed after the collapse of the Soviet Union.",
                                "Russia invaded Ukraine."};
  const Day kDays[] = {day_of({2022, 2, 24}), day_of({2019, 2, 27}), day_of({1991, 12, 26}), day_of({2022, 2, 24})};
  for (int i = 0; i < 4; ++i) {
    const Times times = resolve_text(rules(), kTexts[i], parse_iso("2024-05-01"));
    EXPECT_TRUE(times.refs.empty()) << kTexts[i];
    ASSERT_EQ(times.happenings.size(), 1U) << kTexts[i];
    EXPECT_EQ(times.happenings[0].interval.earliest, kDays[i]) << kTexts[i];
  }
  EXPECT_TRUE(resolve_text(rules(), "They discussed the summit in Rome.", std::nullopt).happenings.empty());
}

TEST(WhenResolve, VerbDecidesBetweenPastAndFuture) {
  const auto past = parsed(
      "1 They they PRON PRP 2 nsubj\n2 met meet VERB VBD 0 root\n3 on on ADP IN 5 case\n4 the the DET DT 5 det\n5 20th "
      "20th NOUN NN 2 obl");
  const auto planned = parsed(
      "1 They they PRON PRP 2 nsubj\n2 planned plan VERB VBD 0 root\n3 to to PART TO 4 mark\n4 meet meet VERB VB 2 "
      "xcomp\n"
      "5 on on ADP IN 7 case\n6 the the DET DT 7 det\n7 20th 20th NOUN NN 4 obl");
  const auto modal = parsed(
      "1 They they PRON PRP 3 nsubj\n2 will will AUX MD 3 aux\n3 meet meet VERB VB 0 root\n4 in in ADP IN 5 case\n5 "
      "May May PROPN NNP 3 obl");
  const Day story = day_of({2024, 3, 15});
  EXPECT_EQ(read(past.parse.text, resolve(rules(), past.parse, story)), Lines{"the 20th=2024-02-20"});
  EXPECT_EQ(read(planned.parse.text, resolve(rules(), planned.parse, story)), Lines{"the 20th=2024-03-20"});
  EXPECT_EQ(read(modal.parse.text, resolve(rules(), modal.parse, story)), Lines{"May=2024-05"});
}

TEST(WhenResolve, AuxiliaryMayIsNoMonth) {
  const auto d = parsed("1 May may AUX MD 3 aux\n2 they they PRON PRP 3 nsubj\n3 meet meet VERB VB 0 root");
  EXPECT_TRUE(resolve(rules(), d.parse, day_of({2024, 3, 15})).refs.empty());
}

TEST(WhenResolve, NumeralThatCountsIsNoYear) {
  const auto d = parsed(
      "1 Of of ADP IN 3 case\n2 1998 1998 NUM CD 3 nummod\n3 houses house NOUN NNS 4 obl\n4 burned burn VERB VBD 0 "
      "root");
  EXPECT_TRUE(resolve(rules(), d.parse, std::nullopt).refs.empty());
}

TEST(WhenResolve, TokensOfTheParseAreGiven) {
  const auto d = parsed(
      "1 In in ADP IN 4 case\n2 mid mid ADJ JJ 4 amod\n3 - - PUNCT HYPH 4 punct\n4 June June PROPN NNP 5 obl\n5 came "
      "come VERB VBD 0 root");
  const Times times = resolve(rules(), d.parse, day_of({2024, 7, 1}));
  ASSERT_EQ(times.refs.size(), 1u);
  EXPECT_EQ(times.refs[0].first, 1u);
  EXPECT_EQ(times.refs[0].last, 4u);
  EXPECT_EQ(times.refs[0].interval, (Interval{day_of({2024, 6, 11}), day_of({2024, 6, 20})}));
}

TEST(WhenResolve, WithoutAStoryDateOnlyWhatIsToldIsKnown) {
  const Times times =
      resolve_text(rules(), "They met on the 16th, on Wednesday, last year and on June 19, 2024.", std::nullopt);
  EXPECT_EQ(read("They met on the 16th, on Wednesday, last year and on June 19, 2024.", times),
            (Lines{"the 16th=XXXX-XX-16", "Wednesday=XXXX-WXX-3", "last year=XXXX", "June 19, 2024=2024-06-19"}));
  EXPECT_FALSE(times.refs[0].interval.known());
  EXPECT_TRUE(times.refs[3].interval.is_day());
}

// A document of one paragraph a sentence, over which stories and stated dates can be laid.
struct Paper {
  page::Page page;
  lang::Parse parse;
  explicit Paper(std::string_view text, std::vector<Span> stories) {
    for (const Span s : stories) {
      page::Story story;
      story.span = s;
      story.main = page.stories.empty();
      page.stories.push_back(std::move(story));
      lang::Sentence sentence;
      sentence.span = s;
      sentence.story = static_cast<uint32_t>(page.stories.size() - 1);
      parse.sentences.push_back(sentence);
    }
    parse.text = text;
    parse.page = &page;
  }
};

TEST(WhenStoryDate, StrangersStoriesHaveTheirOwnDay) {
  const std::string_view text = "It began on Wednesday. It ended on Friday.";
  Paper paper(text, {{0, 22}, {23, 42}});
  page::StatedDate stated;
  stated.year = 2025, stated.month = 6, stated.day = 23, stated.basis = "dateline";
  paper.page.stories[1].dates.push_back(stated);
  EXPECT_EQ(read(text, resolve(rules(), paper.parse, day_of({2025, 5, 29}))),
            (Lines{"Wednesday=2025-05-28", "Friday=2025-06-20"}));
}

TEST(WhenStoryDate, WeekdayAndYearsOfTheTextFindTheYear) {
  const std::string_view text = "It has grown since 2022. They met on Tuesday.";
  Paper paper(text, {{0, 45}});
  page::StatedDate stated;
  stated.month = 6, stated.day = 19, stated.weekday = 2, stated.basis = "dateline";
  paper.page.stories[0].dates.push_back(stated);
  const Times times = resolve(rules(), paper.parse, std::nullopt);
  EXPECT_EQ(times.stories[0].interval, one_day(day_of({2024, 6, 19})));
  EXPECT_EQ(read(text, times), (Lines{"2022=2022", "Tuesday=2024-06-18"}));
}

TEST(WhenStoryDate, ToldHappeningsPlaceAStory) {
  const std::string_view text = "The Hwasong-19 flew at the end of last month. They met on the 5th.";
  Paper paper(text, {{0, static_cast<uint32_t>(text.size())}});
  const Times times = resolve(rules(), paper.parse, std::nullopt);
  EXPECT_EQ(times.stories[0].interval, whole_month(2024, 11));
  ASSERT_FALSE(times.stories[0].basis.empty());
  EXPECT_TRUE(times.stories[0].basis[0].starts_with("inferred"));
  EXPECT_EQ(times.refs[0].value, "2024-10");
  Paper silent("They met last month.", {{0, 20}});
  EXPECT_FALSE(resolve(rules(), silent.parse, std::nullopt).stories[0].interval.known());
}

TEST(WhenStoryDate, AMonthToComeBoundsTheStory) {
  const std::string_view text = "He will travel there in October, for the 80th anniversary of the founding of the United Nations. She will visit in August.";
  Paper paper(text, {{0, 96}, {97, static_cast<uint32_t>(text.size())}});
  paper.parse.sentences[1].story = 0;
  paper.page.stories.pop_back();
  paper.page.stories[0].span = {0, static_cast<uint32_t>(text.size())};
  const Times times = resolve(rules(), paper.parse, std::nullopt);
  EXPECT_EQ(times.stories[0].interval, (Interval{day_of({2025, 1, 1}), day_of({2025, 8, 31})}));
  Paper season("She will visit in August.", {{0, 25}});
  EXPECT_FALSE(resolve(rules(), season.parse, std::nullopt).stories[0].interval.known());
}

TEST(WhenStream, RecordsAreJson) {
  const Times times = resolve_text(rules(), "since 2019", std::nullopt);
  EXPECT_EQ(
      times_line("a", times),
      R"({"id":"a","times":[{"span":[6,10],"type":"DATE","value":"2019","earliest":"2019-01-01","latest":"2019-12-31","suspect":false,"why":["explicit","since"]}]})");
}

TEST(WhenLaws, SpansHoldInAnyScript) {
  const std::string text =
      "\xEF\xBB\xBF회담은 on the 16th\u2019s eve — Москва, 19 June\u20132 July 2024 😀 in 2019\r\n\r\non Wednesday";
  const Times times = resolve_text(rules(), text, day_of({2024, 7, 3}));
  uint32_t last = 0;
  for (const TimeRef& r : times.refs) {
    EXPECT_LE(last, r.span.begin);
    EXPECT_LT(r.span.begin, r.span.end);
    ASSERT_LE(r.span.end, text.size());
    last = r.span.end;
  }
  EXPECT_GE(times.refs.size(), 3u);
}

TEST(WhenLaws, TwiceTheTextCostsAboutTwiceTheTime) {
  std::string text;
  for (int i = 0; i < 4000; ++i) text += "On the 16th of last month they met in the first half of 2024 for two hours. ";
  const auto cost = [&](size_t size) {
    double best = 1e9;
    for (int k = 0; k < 8; ++k) {
      const std::clock_t start = std::clock();
      (void)resolve_text(rules(), std::string_view(text).substr(0, size), day_of({2024, 7, 3}));
      best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return best;
  };
  const double half = cost(text.size() / 2), whole = cost(text.size());
  EXPECT_LT(whole, half * 3 + 0.005);  // 2.3 is the law; the rest is the noise of a shared machine
}

}  // namespace
}  // namespace annalist::when
