#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "ask/export.h"
#include "ask/filter.h"
#include "ask/record.h"
#include "ask/view.h"
#include "ask/terms.h"
#include "store/fixture.h"

namespace annalist::ask {
namespace {

namespace fixture = store::fixture;

class Ask : public ::testing::Test {
 protected:
  void SetUp() override {
    auto base = store::Base::open(":memory:", store::Mode::kWrite);
    ASSERT_TRUE(base.ok()) << base.error().line();
    base_ = std::make_unique<store::Base>(std::move(*base));
    articles_ = fixture::articles(60, 11);
    std::vector<const says::Extraction*> batch;
    for (const auto& a : articles_) batch.push_back(a.get());
    ASSERT_TRUE(base_->put(batch, {true, "{}"}).ok());
    ASSERT_TRUE(base_->weave_pending(std::nullopt).ok());
  }
  std::string exported(const char* what, const char* format, const Pairs& filter = {}) {
    std::string out;
    const auto query = parse_filter(filter);
    const auto n = export_records(*base_, what, format, *query, [&](std::string_view s) {
      out += s;
      return true;
    });
    EXPECT_TRUE(n.ok()) << what << ": " << (n.ok() ? "" : n.error().line());
    return out;
  }
  static size_t lines(const std::string& s) { return static_cast<size_t>(std::count(s.begin(), s.end(), '\n')); }
  std::string some_event() {
    store::EventQuery q;
    q.limit = 1;
    auto page = base_->events(q);
    return page->events.front().id;
  }
  std::unique_ptr<store::Base> base_;
  fixture::Articles articles_;
};

TEST(Filter, TheGrammar) {
  const auto q = parse_filter({{"pair", "RUS:PRK"}, {"type", "consult,aid"}, {"from", "2024-02"}, {"to", "2024"}, {"origins", ">=2"}, {"suspect", "0"},
                               {"q", "missile"}, {"sort", "-date"}, {"limit", "20"}, {"actor", "prk"}, {"actor", "Kim Jong Un"}, {"status", ""}});
  ASSERT_TRUE(q.ok()) << q.error().line();
  EXPECT_EQ(q->pairs[0], std::pair(std::string("RUS"), std::string("PRK")));
  EXPECT_EQ(q->types, (std::vector<std::string>{"CONSULT", "AID"}));
  EXPECT_EQ(iso(*q->from), "2024-02-01");
  EXPECT_EQ(iso(*q->to), "2024-12-31");
  EXPECT_EQ(*q->min_origins, 2U);
  EXPECT_FALSE(q->max_origins);
  EXPECT_EQ(q->actors, (std::vector<std::string>{"PRK", "Kim Jong Un"}));
  EXPECT_EQ(*parse_filter({{"origins>", "2"}})->min_origins, 2U) << "as an address gives it";
  for (const auto& [key, value] : Pairs{{"colour", "red"}, {"from", "soon"}, {"from", "2024-02-31"}, {"limit", "-1"}, {"limit", "many"}, {"origins", ">2"},
                                        {"suspect", "yes"}, {"sort", "size"}, {"pair", "RUS"}}) {
    const auto bad = parse_filter({{key, value}});
    ASSERT_FALSE(bad.ok()) << key << '=' << value;
    EXPECT_EQ(bad.error().code, Code::kUsage);
  }
}

TEST_F(Ask, ExportsHoldEverythingOnce) {
  const auto counts = base_->counts();
  EXPECT_EQ(lines(exported("events", "jsonl")), counts->events);
  EXPECT_EQ(lines(exported("claims", "jsonl")), counts->claims);
  EXPECT_EQ(lines(exported("documents", "jsonl")), counts->documents);
  EXPECT_EQ(lines(exported("events", "csv")), counts->events + 1);
  EXPECT_EQ(lines(exported("claims", "csv")), counts->claims + 1);
  for (const ExportForm& form : export_forms())
    for (const auto format : form.formats) EXPECT_GT(lines(exported(std::string(form.what).c_str(), std::string(format).c_str())), 0U) << form.what;
  const std::string events = exported("events", "jsonl");
  EXPECT_NE(events.find("\"mentions\":[{\"document\":\"doc"), std::string::npos);
  EXPECT_EQ(lines(exported("events", "jsonl", {{"type", "AID"}})) + lines(exported("events", "jsonl", {{"type", "CONSULT,ASSAULT,SUPPORT"}})), counts->events);
  EXPECT_EQ(lines(exported("events", "jsonl", {{"limit", "5"}})), 5U);
}

TEST_F(Ask, EveryDocumentIsInOneStory) {
  const std::string stories = exported("stories", "csv");
  for (const auto& a : articles_) {
    size_t found = 0;
    for (size_t at = stories.find("," + a->document.id + ","); at != std::string::npos; at = stories.find("," + a->document.id + ",", at + 1)) ++found;
    EXPECT_EQ(found, 1U) << a->document.id;
  }
}

TEST_F(Ask, PloverLeavesOutWhatItCannotSay) {
  const std::string plover = exported("events", "plover");
  EXPECT_EQ(plover.find("\tSTATE\t"), std::string::npos);
  EXPECT_NE(plover.find("\tAGREE\t"), std::string::npos) << "announced meetings become AGREE";
  const auto tabs = [](const std::string& s) { return std::count(s.begin(), s.end(), '\t'); };
  std::string line;
  for (size_t at = 0; at < plover.size(); at = plover.find('\n', at) + 1) {
    line = plover.substr(at, plover.find('\n', at) - at);
    EXPECT_EQ(tabs(line), 22) << line;
  }
}

TEST_F(Ask, WhatIsNotBuiltInIsRefused) {
  const auto ignore = [](std::string_view) { return true; };
  EXPECT_EQ(export_records(*base_, "events", "gexf", {}, ignore).error().code, Code::kUnsupported);
  EXPECT_EQ(export_records(*base_, "weather", "csv", {}, ignore).error().code, Code::kUsage);
  const auto q = parse_filter({{"type", "AID"}});
  EXPECT_EQ(export_records(*base_, "quotes", "csv", *q, ignore).error().code, Code::kUnsupported);
}

TEST(Csv, CellsAreQuotedAndNeverComputed) {
  const auto cell = [](std::string_view s) {
    std::string out;
    append_csv_cell(s, out);
    return out;
  };
  EXPECT_EQ(cell("plain"), "plain");
  EXPECT_EQ(cell("a,b"), "\"a,b\"");
  EXPECT_EQ(cell("say \"yes\""), "\"say \"\"yes\"\"\"");
  EXPECT_EQ(cell("=1+1"), "\"'=1+1\"");
  EXPECT_EQ(cell("@cmd"), "\"'@cmd\"");
}

TEST_F(Ask, ShowTakesAnyId) {
  const Style plain;
  const auto event = show(*base_, some_event(), plain);
  ASSERT_TRUE(event.ok());
  EXPECT_NE(event->text.find("report"), std::string::npos);
  EXPECT_NE(show(*base_, articles_[0]->claims.claims[0].id, plain)->text.find("claim "), std::string::npos);
  EXPECT_NE(show(*base_, "doc3.txt", plain)->text.find("raw SHA-256"), std::string::npos);
  EXPECT_NE(show(*base_, "doc3.txt#0", plain)->text.find("raw SHA-256"), std::string::npos);
  EXPECT_NE(show(*base_, "c:PRK", plain)->text.find("North Korea"), std::string::npos);
  EXPECT_EQ(show(*base_, "nothing", plain).error().code, Code::kNotFound);
  for (const auto& a : articles_)
    for (const auto& c : a->claims.claims) EXPECT_TRUE(base_->event("E" + c.id).ok()) << "every id that an event can have had";
}

TEST_F(Ask, ExplainQuotesTheWords) {
  const auto view = explain(*base_, some_event(), {});
  ASSERT_TRUE(view.ok());
  for (const char* part : {"rule what/test.1", "“", "inferred", "actor", "recipient", "modality"}) EXPECT_NE(view->text.find(part), std::string::npos) << part;
}

TEST_F(Ask, TimelineAndSearch) {
  Style style;
  style.width = 60;
  const auto all = timeline(*base_, {}, style);
  ASSERT_TRUE(all.ok());
  EXPECT_EQ(all->found, base_->counts()->events);
  EXPECT_EQ(all->text.find('\x1b'), std::string::npos);
  style.colour = true;
  EXPECT_NE(timeline(*base_, {}, style)->text.find('\x1b'), std::string::npos);
  const auto hit = search(*base_, *parse_filter({{"q", "Lavrov"}}), {});
  ASSERT_TRUE(hit.ok()) << hit.error().line();
  EXPECT_NE(hit->text.find("[Lavrov]"), std::string::npos);
  EXPECT_EQ(search(*base_, *parse_filter({{"q", "nosuchword"}}), {})->found, 0U);
}

TEST(Dates, AreShownAsPreciseAsTheyAre) {
  const Day d = *parse_iso("2024-01-16");
  EXPECT_EQ(date_words(one_day(d)), "2024-01-16");
  EXPECT_EQ(date_words(whole_month(2024, 2)), "2024-02");
  EXPECT_EQ(date_words(whole_year(2023)), "2023");
  EXPECT_EQ(date_words({d, d + 3}), "2024-01-16..19");
  EXPECT_EQ(date_words({d, std::nullopt}), "since 2024-01-16");
  EXPECT_EQ(date_words({}), "unknown day");
}

TEST(Record, KeepsTheLawsOfEvidence) {
  const auto x = fixture::article("id \"1\"", "Kim Jong Un met Vladimir Putin.", "Post", parse_iso("2024-01-17"), 1);
  const MadeBy made_by{"0.1.0", {{"en", "abc"}}, "k", "c"};
  std::string a, b;
  append_record(*x, made_by, false, a);
  append_record(*x, made_by, false, b);
  EXPECT_EQ(a, b);
  EXPECT_EQ(std::count(a.begin(), a.end(), '\n'), 1);
  EXPECT_EQ(a.find("\"text\":"), std::string::npos) << "only when asked for, or when it is not the input";
  EXPECT_NE(a.find("\"id\":\"id \\\"1\\\"\""), std::string::npos);
  EXPECT_NE(a.find("\"why\":[\"inferred: story date\"]"), std::string::npos);
  EXPECT_EQ(a.find("\"headline\":false"), std::string::npos) << "under this key stands a span, nothing else";
  EXPECT_EQ(a.find("[0,0]"), std::string::npos) << "no empty spans";
  x->claims.claims[0].date.why.clear();
  std::string c;
  append_record(*x, made_by, true, c);
  EXPECT_NE(c.find("\"why\":[\"inferred\"]"), std::string::npos) << "a date without words says so whatever its maker noted";
  EXPECT_NE(c.find("\"text\":\"Kim"), std::string::npos);
  std::string e;
  append_error_record("x", {Code::kNotText, "binary", "x", ""}, e);
  EXPECT_EQ(e, "{\"id\":\"x\",\"error\":{\"code\":\"" + std::string(code_name(Code::kNotText)) + "\",\"message\":\"x: binary\"}}\n");
}

TEST(Terms, TextsAboutOneThingAreAlike) {
  Terms terms;
  terms.add("The ministers signed a treaty on fishing in the strait");
  terms.add("A treaty on fishing in the strait was signed by the ministers!");
  terms.add("A storm closed the harbour; the ferries stayed in port");
  terms.weigh();
  EXPECT_GT(terms.cosine(0, 1), 0.5);
  EXPECT_LT(terms.cosine(0, 2), 0.2);
  EXPECT_DOUBLE_EQ(terms.cosine(0, 2), terms.cosine(2, 0));
}

}  // namespace
}  // namespace annalist::ask
