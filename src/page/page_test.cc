#include "page/page.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <map>

#include "intake/reader.h"

namespace annalist::page {
namespace {

const Cues& cues() {
  static const Knowledge knowledge = [] {
    auto k = Knowledge::from_folders({ANNALIST_SOURCE "/data"});
    EXPECT_TRUE(k.ok());
    return std::move(k).value();
  }();
  static const Cues loaded = [] {
    auto c = Cues::load(knowledge);
    EXPECT_TRUE(c.ok()) << (c.ok() ? "" : c.error().line());
    return std::move(c).value();
  }();
  return loaded;
}

struct Reading {
  intake::Document document;
  Page page;
  std::string of(Span s) const { return std::string(s.of(document.text.view())); }
  std::string zone(ZoneKind kind) const {
    std::string out;
    for (const Zone& z : page.zones)
      if (z.kind == kind) out += of(z.span) + "|";
    return out;
  }
  std::string blocks(BlockKind kind) const {
    std::string out;
    for (const Block& b : page.blocks)
      if (b.kind == kind) out += of(b.span) + "|";
    return out;
  }
};

// Reads and checks the laws that hold for every page.
Reading read_text(const std::string& text, intake::Metadata meta = {}) {
  auto document = intake::from_text("test", text, std::move(meta));
  EXPECT_TRUE(document.ok());
  Reading r{std::move(document).value(), {}};
  r.page = read(cues(), r.document);
  uint32_t at = 0;
  for (const Block& b : r.page.blocks) {
    EXPECT_LE(at, b.span.begin);
    EXPECT_LT(b.span.begin, b.span.end);
    EXPECT_TRUE(r.page.stories[b.story].span.contains(b.span));
    for (const Zone& z : r.page.zones) EXPECT_FALSE(z.span.overlaps(b.span)) << r.of(z.span) << " / " << r.of(b.span);
    at = b.span.end;
  }
  at = 0;
  for (const Zone& z : r.page.zones) {
    EXPECT_LE(at, z.span.begin);
    at = z.span.end;
  }
  return r;
}

TEST(Page, PlainArticleWithHeadlineAndSubheading) {
  const auto r = read_text(
      "Ministers sign rail accord in border town\n\nThe transport ministers signed an accord on Tuesday.\n\n"
      "Freight comes first\n\nThe first trains will carry coal.\n");
  ASSERT_EQ(r.page.stories.size(), 1u);
  EXPECT_EQ(r.of(r.page.stories[0].headline), "Ministers sign rail accord in border town");
  EXPECT_EQ(r.blocks(BlockKind::kHeadline), "Ministers sign rail accord in border town|Freight comes first|");
  EXPECT_EQ(body(r.page, r.document.text.view()),
            "The transport ministers signed an accord on Tuesday.\n\nFreight comes first\n\nThe first trains will carry coal.");
}

TEST(Page, Datelines) {
  struct Case {
    const char* text;
    const char* place;
    const char* agency;
    uint32_t month, day;
    const char* rest;
  };
  for (const Case& c : {Case{"PYONGYANG, June 19 (KCNA) -- The leader met guests.", "PYONGYANG", "KCNA", 6, 19, "The leader met guests."},
                        Case{"Pyongyang, January 2 (KCNA)-- The leader met guests.", "Pyongyang", "KCNA", 1, 2, "The leader met guests."},
                        Case{"SEOUL, Jan. 16 (Yonhap) — The office said no.", "SEOUL", "Yonhap", 1, 16, "The office said no."},
                        Case{"MOSCOW, 17 January. /TASS/. Talks went on for hours.", "MOSCOW", "TASS", 1, 17, "Talks went on for hours."},
                        Case{"WASHINGTON (AP) _ The envoy left.", "WASHINGTON", "AP", 0, 0, "The envoy left."},
                        Case{"BUFFALO, N.Y. (AP) -- Snow fell.", "BUFFALO, N.Y.", "AP", 0, 0, "Snow fell."},
                        Case{"WASHINGTON - April 27 - The envoy left.", "WASHINGTON", "", 4, 27, "The envoy left."},
                        Case{"BRUSSELS - The envoy left.", "BRUSSELS", "", 0, 0, "The envoy left."},
                        Case{"KYIV, Ukraine — Sirens sounded at dawn.", "KYIV, Ukraine", "", 0, 0, "Sirens sounded at dawn."},
                        Case{"New Delhi, Jun 19 (PTI) The minister flew out.", "", "", 0, 0, "New Delhi, Jun 19 (PTI) The minister flew out."},
                        Case{"SIEGEL--The vote was close.", "", "", 0, 0, "SIEGEL--The vote was close."},
                        Case{"On June 19 - a Wednesday - the two met again.", "", "", 0, 0, "On June 19 - a Wednesday - the two met again."},
                        Case{"Putin — who had flown overnight — met Kim.", "", "", 0, 0, "Putin — who had flown overnight — met Kim."}}) {
    const auto r = read_text(c.text);
    ASSERT_EQ(r.page.stories.size(), 1u) << c.text;
    const Story& s = r.page.stories[0];
    EXPECT_EQ(r.of(s.dateline_place), c.place) << c.text;
    EXPECT_EQ(s.credit.name, c.agency) << c.text;
    EXPECT_EQ(s.dates.empty() ? 0 : s.dates[0].month, c.month) << c.text;
    EXPECT_EQ(s.dates.empty() ? 0 : s.dates[0].day, c.day) << c.text;
    EXPECT_EQ(r.of(r.page.blocks.back().span), c.rest);
  }
}

TEST(Page, SpeakerLabels) {
  const auto r = read_text(
      "[Anchor]\n\nThe envoy is back in the capital.\n\n[Report]\n\nHe landed at noon.\n\n"
      "[Pak Mina/Fellow at the Harbour Institute: \"Nobody expected him so early.\"]\n\nHe left again at dusk.\n\n"
      "This is YTN, Ko Sun-ah.\n");
  ASSERT_EQ(r.page.turns.size(), 4u);
  EXPECT_EQ(r.of(r.page.turns[2].name), "Pak Mina");
  EXPECT_EQ(r.of(r.page.turns[2].role), "Fellow at the Harbour Institute");
  EXPECT_EQ(r.of(r.page.turns[2].speech), "\"Nobody expected him so early.\"");
  EXPECT_EQ(r.of(r.page.turns[3].label), "[Report]");
  EXPECT_EQ(r.of(r.page.turns[3].speech), "He left again at dusk.");
  EXPECT_EQ(r.page.stories[0].kind, StoryKind::kTranscript);
  EXPECT_EQ(r.page.stories[0].outlet.name, "YTN");
  EXPECT_EQ(r.page.stories[0].outlet.basis, "signature");
}

TEST(Page, SlashLabelsWithGluedSpeech) {
  const auto r = read_text(
      "The port is closed to fishing boats this week.\n\nIvan Petrenko / Professor, Baltic\nUniversity Nobody told the crews why.\n\n"
      "Mina Ko / Harbour Commissioner\nToday we open the gates again.\n\nThe gates opened an hour later.\n");
  ASSERT_EQ(r.page.turns.size(), 2u);
  EXPECT_EQ(r.of(r.page.turns[0].role), "Professor, Baltic\nUniversity");
  EXPECT_EQ(r.of(r.page.turns[0].speech), "Nobody told the crews why.");
  EXPECT_EQ(r.of(r.page.turns[1].name), "Mina Ko");
  EXPECT_EQ(r.of(r.page.turns[1].speech), "Today we open the gates again.");
  EXPECT_EQ(r.page.blocks.back().turn, -1);
}

TEST(Page, HangingAndColonLabels) {
  const auto r = read_text(
      "The talks ended without a statement late on Friday.\n\nJun Ito, Associate Professor, Coastal University\n\n\n"
      ": ``They had little to say to each other.''\n\nState Secretary Olga Marin: We tried.\n\nMOSCOW: a city of rumours, as ever.\n");
  ASSERT_EQ(r.page.turns.size(), 2u);
  EXPECT_EQ(r.of(r.page.turns[0].name), "Jun Ito");
  EXPECT_EQ(r.of(r.page.turns[0].speech), "``They had little to say to each other.''");
  EXPECT_EQ(r.of(r.page.turns[1].name), "Olga Marin");
  EXPECT_EQ(r.of(r.page.turns[1].role), "State Secretary");
}

TEST(Page, HeadlinesWithColonsAreNoSpeakers) {
  const auto r = read_text("Harbour Commissioner Hammers Ferry Company CEO: Pay the Crews.\n\nThe commissioner spoke on Monday.\n\nPolice: two boats sank\n\nNobody drowned.\n");
  EXPECT_TRUE(r.page.turns.empty());
}

TEST(Page, WrittenDates) {
  const struct {
    const char* line;
    int32_t year;
    uint32_t month, day;
  } cases[] = {{"Updated 12/23/2012 6:03 PM", 2012, 12, 23}, {"05 / 02 / 2013", 2013, 0, 0}, {"2024年1月16日", 2024, 1, 16},
               {"Wednesday , 05 January 2011", 2011, 1, 5},  {"2024.01.16 10:30", 2024, 1, 16}, {"16-Jan-2024", 2024, 1, 16}};
  for (const auto& c : cases) {
    const auto r = read_text(std::string("Ferry line reopens\n") + c.line + "\nThe ferry line between the two ports reopened.\n");
    ASSERT_EQ(r.page.stories.at(0).dates.size(), 1u) << c.line;
    const StatedDate& d = r.page.stories[0].dates[0];
    EXPECT_EQ(d.year, c.year) << c.line;
    EXPECT_EQ(d.month, c.month) << c.line;
    EXPECT_EQ(d.day, c.day) << c.line;
  }
}

TEST(Page, AggregatorsStrangersKeepTheirOwnOutletAndAge) {
  const auto r = read_text(
      "Envoy returns from island talks\nThe envoy came home on Wednesday after two days of talks on the island.\nHashtags\n\n"
      "Comments\nNo comments yet...\nRelated Articles\n\n\nNHK\nan hour ago\n- NHK\nFerry line to reopen in spring\n"
      "The ferry line between the two ports will reopen in spring.\n\n\nThe Harbour Gazette\n4 hours ago\n- The Harbour Gazette\n"
      "Storm closes northern road\nA storm closed the northern road on Sunday.\n");
  ASSERT_EQ(r.page.stories.size(), 3u);
  EXPECT_TRUE(r.page.stories[0].main);
  EXPECT_FALSE(r.page.stories[1].main);
  EXPECT_EQ(r.page.stories[1].outlet.name, "NHK");
  EXPECT_EQ(r.of(r.page.stories[1].headline), "Ferry line to reopen in spring");
  EXPECT_EQ(r.page.stories[1].dates.at(0).age_minutes, 60);
  EXPECT_EQ(r.page.stories[2].outlet.name, "The Harbour Gazette");
  EXPECT_EQ(r.page.stories[2].dates.at(0).basis, "age");
  EXPECT_EQ(body(r.page, r.document.text.view()), "The envoy came home on Wednesday after two days of talks on the island.");
}

TEST(Page, AgesBecomeDaysWhenTheSavingIsDated) {
  intake::Metadata meta;
  meta.retrieved = "2025-03-01T02:30:00Z";
  const auto r = read_text("Envoy returns\nThe envoy came home on Wednesday after two days of talks.\nRelated Articles\nNHK\n4 hours ago\n- NHK\n"
                           "Storm closes road\nA storm closed the northern road to the villages.\n", meta);
  ASSERT_EQ(r.page.stories.size(), 2u);
  EXPECT_EQ(r.page.stories[1].dates.at(0).month, 2u);
  EXPECT_EQ(r.page.stories[1].dates.at(0).day, 28u);
}

TEST(Page, ListItemsThatAreSentencesAreParagraphs) {
  const auto r = read_text("The office gave two reasons on Monday:\n- The pier was damaged in the storms of last autumn.\n- no money\n");
  EXPECT_EQ(r.blocks(BlockKind::kListItem), "no money|");
  EXPECT_EQ(r.of(r.page.blocks.at(1).span), "The pier was damaged in the storms of last autumn.");
}

TEST(Page, CreditsAreNamesOnly) {
  const auto r = read_text("The ferry line between the two ports reopened on Monday.\n\nWritten by hand, the harbour master's letter asks the crews to return to work at once.\n\n"
                           "(Reporting by Mina Ko in Busan and Jun Ito; Editing by A. Weil)\n\nVideo Interview : Hana Weiss / Editing : Jo Marin\n");
  EXPECT_EQ(r.page.blocks.size(), 2u);
  const auto source = read_text("Source: Xinhua\nEditor: huaxia\n2024-01-16 10:30:00\nThe ferry line between the two ports reopened on Monday.\n");
  EXPECT_EQ(source.page.stories.at(0).credit.name, "Xinhua");
  EXPECT_EQ(source.page.blocks.size(), 1u);
  EXPECT_NE(r.zone(ZoneKind::kCredit).find("Reporting by Mina Ko"), std::string::npos);
  EXPECT_NE(r.zone(ZoneKind::kCredit).find("Video Interview"), std::string::npos);
}

TEST(Page, TheDemonstrationCorpusStatesOutletsAndDays) {
  std::map<std::string, std::string> stated;
  intake::Reader reader({ANNALIST_SOURCE "/examples"}, {});
  for (intake::Item item; reader.next(item);) {
    ASSERT_TRUE(item.document.has_value()) << item.error->line();
    const Page page = read(cues(), *item.document);
    ASSERT_FALSE(page.stories.empty()) << item.id;
    const Story& s = page.stories[0];
    const std::string day = s.dates.empty() ? "" : std::to_string(s.dates[0].year) + "-" + std::to_string(s.dates[0].month) + "-" + std::to_string(s.dates[0].day);
    stated[std::filesystem::path(item.id).filename().string()] = s.outlet.name + " " + day;
  }
  EXPECT_GE(stated.size(), 24u);
  EXPECT_EQ(stated["02-double-veto.txt"], "Harbour Wire 2022-5-26");
  EXPECT_EQ(stated["02-double-veto-syndicated.html"], "The Meridian Post 2022-5-27");
  EXPECT_EQ(stated["06-armistice-visit.txt"], "Channel Nine East ");
  EXPECT_EQ(stated["10-containers.txt"], "Harbour Wire 2023-10-27");
  EXPECT_EQ(stated["13-shells-near-island-north.txt"], "Northern Observer 2024-1-6");
  EXPECT_EQ(stated["16-minister-in-moscow.html"], "Baltic Ledger 2024-1-17");
  EXPECT_EQ(stated["19-treaty-interview.txt"], " 2024-6-20");
  EXPECT_EQ(stated["meridian-2025-01-13"], "The Meridian Post 2025-1-13");
}

TEST(Page, NotesBylinesAndMetadataStateDates) {
  intake::Metadata meta;
  meta.published = "20240118T010000Z";
  const auto r = read_text(
      "Envoy returns from island talks\nBy Mina Ko, Yonhap\nPublished: Jan. 17, 2024 10:30 KST\n"
      "The envoy came home on Wednesday.\n*The text of a programme, broadcast by \"News Watch 9\" on January 17th.\n",
      meta);
  const Story& s = r.page.stories.at(0);
  ASSERT_EQ(s.dates.size(), 3u);
  EXPECT_EQ(s.dates[0].basis, "metadata");
  EXPECT_EQ(s.dates[0].day, 18u);
  EXPECT_EQ(s.dates[1].basis, "broadcast");
  EXPECT_EQ(r.of(s.dates[1].evidence), "January 17th");
  EXPECT_EQ(s.dates[2].year, 2024);
  EXPECT_EQ(s.outlet.name, "NHK");
  EXPECT_EQ(s.credit.name, "Yonhap");
}

TEST(Page, ImprintsAndUnknownOutlets) {
  const auto imprint = read_text("Ferry line reopens\nNorthern Observer, 13 July 2022\n\nThe ferry line between the two ports reopened on Wednesday.\n");
  EXPECT_EQ(imprint.page.stories.at(0).outlet.name, "Northern Observer");
  EXPECT_EQ(imprint.page.stories.at(0).dates.at(0).year, 2022);
  EXPECT_EQ(imprint.of(imprint.page.stories[0].headline), "Ferry line reopens");
  const auto signature = read_text("The ferry line between the two ports reopened on Wednesday.\n\nThis is Channel Nine East, Mina Sorel.\n");
  EXPECT_EQ(signature.page.stories.at(0).outlet.name, "Channel Nine East");
  EXPECT_EQ(signature.page.blocks.size(), 1u);
  const auto presenter = read_text("Good evening. I'm Mina Sorel from SBS's foreign desk. The ferry line has reopened.\n");
  EXPECT_EQ(presenter.page.stories.at(0).outlet.name, "SBS");
  EXPECT_EQ(presenter.of(presenter.page.stories[0].outlet.evidence), "SBS");
}

TEST(Page, TheArticleOfASavedPage) {
  auto document = intake::from_html("https://harbour.example/2024/05/06/ferry", R"(<html><head><title>Ferry line reopens | Harbour Times</title></head>
    <body class="has-sidebar"><nav><a href="/">Home</a> <a href="/news">News</a></nav><div class="wrap"><h1>Ferry line reopens</h1>
    <div class="byline">By Mina Ko</div>
    <div class="col"><p>The ferry line between the two ports reopened on Monday after a winter of repairs to the northern pier.</p>
    <figure><figcaption>The pier in March.</figcaption></figure>
    <h2>More boats in summer</h2><p>A second boat will join in June, the harbour office said, and fares will stay as they are until the autumn.</p>
    <ul><li>Boats leave at seven and at noon.</li></ul></div>
    <div class="sidebar"><p>A storm closed the northern road on Sunday and cut off two villages for most of the day, the police said.</p></div>
    </div><footer>All rights reserved.</footer></body></html>)", {});
  ASSERT_TRUE(document.ok());
  Reading r{std::move(document).value(), {}};
  r.page = read(cues(), r.document);
  EXPECT_EQ(r.of(r.page.stories.at(0).headline), "Ferry line reopens");
  EXPECT_EQ(body(r.page, r.document.text.view()),
            "The ferry line between the two ports reopened on Monday after a winter of repairs to the northern pier.\n\nMore boats in summer\n\n"
            "A second boat will join in June, the harbour office said, and fares will stay as they are until the autumn.\n\n"
            "Boats leave at seven and at noon.");
  EXPECT_EQ(r.zone(ZoneKind::kCaption), "The pier in March.|");
  EXPECT_EQ(r.page.stories[0].dates.at(0).basis, "url");
}

TEST(Page, ReadingIsLinear) {
  const auto seconds = [](size_t times) {
    std::string text;
    for (size_t i = 0; i < times; ++i) text += "Q: x\nThe boats left. Mina Ko / Chief: gone\n\nRelated Articles\n2 hours ago\n- NHK\nA head line\n";
    auto document = intake::from_text("x", text, {});
    const auto start = std::chrono::steady_clock::now();
    const Page page = read(cues(), *document);
    EXPECT_FALSE(page.blocks.empty());
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  (void)seconds(100);
  const double once = seconds(4000), twice = seconds(16000);
  EXPECT_LT(twice, 8 * once + 0.05);  // four times the input; quadratic work would take sixteen times
}

TEST(Page, HardWrappedLinesAreOneParagraph) {
  const auto r = read_text(
      "The two delegations met for the third time this year in a hotel near the\nold harbour, and they agreed to reopen the ferry line that had been shut\n"
      "since the autumn storms destroyed the northern pier and half of the sheds\nbehind it.\n\nThe next round of talks will be held in the other capital, where rooms have\n"
      "been booked for both sides until the end of the month.\n");
  EXPECT_EQ(r.page.blocks.size(), 2u);
}

TEST(Page, EveryWordIsInABlockOrAZone) {
  const std::string text = "\xEF\xBB\xBF" "Home\nWorld\n\nA: b.\n[x]\n***\nOne, two; three:\n\nFour / five\n\n: six\n: seven\n\nQ. Why?\n";
  const auto r = read_text(text);
  std::string left = text;
  for (const Block& b : r.page.blocks) left.replace(b.span.begin, b.span.size(), b.span.size(), ' ');
  for (const Zone& z : r.page.zones) left.replace(z.span.begin, z.span.size(), z.span.size(), ' ');
  EXPECT_EQ(left.find_first_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"), std::string::npos) << left;
}

TEST(Page, BlankTextHasNoStory) {
  auto r = read_text("...\n");
  EXPECT_TRUE(r.page.stories.empty());
}

}  // namespace
}  // namespace annalist::page
