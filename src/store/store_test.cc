#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>

#include "base/hash.h"
#include "store/base.h"
#include "store/fixture.h"
#include "store/json_list.h"

namespace annalist::store {
namespace {

namespace fs = std::filesystem;
using fixture::Articles;

// A folder of its own for each test, gone afterwards.
class Store : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("annalist_store_" + std::to_string(::getpid()) + "_" + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string path(const char* name = "a.db") const { return (folder_ / name).string(); }
  static Base open(const std::string& path, Mode mode = Mode::kWrite) {
    auto base = Base::open(path, mode);
    if (!base) ADD_FAILURE() << base.error().line();
    return std::move(*base);
  }
  // All rows of the views that readers see, in one string.
  static std::string dump(Base& base) {
    std::string out;
    for (const char* view : {"v_document", "v_story", "v_claim", "v_event", "v_event_redirect", "v_event_evidence", "v_actor", "v_actor_name",
                             "v_pair_month", "v_quote", "v_forecast", "v_contradiction", "v_garble", "v_source"}) {
      auto s = base.prepare(std::string("SELECT * FROM ") + view);
      if (!s) {
        ADD_FAILURE() << view << ": " << s.error().line();
        continue;
      }
      std::vector<std::string> rows;
      for (auto row = s->step(); row && *row; row = s->step()) {
        std::string line = view;
        for (int i = 0; i < s->columns(); ++i) line += '|' + s->text(i);
        rows.push_back(std::move(line));
      }
      std::sort(rows.begin(), rows.end());
      for (const auto& r : rows) out += r + '\n';
    }
    return out;
  }
  fs::path folder_;
};

std::vector<const says::Extraction*> pointers(const Articles& articles, const std::vector<size_t>& order) {
  std::vector<const says::Extraction*> out;
  for (const size_t i : order) out.push_back(articles[i].get());
  return out;
}
std::vector<weave::Event> events_of(Base& base, const EventQuery& q) {
  auto page = base.events(q);
  if (page.ok()) return std::move(page->events);
  ADD_FAILURE() << page.error().line();
  return {};
}
std::vector<size_t> order_of(size_t n) {
  std::vector<size_t> order(n);
  for (size_t i = 0; i < n; ++i) order[i] = i;
  return order;
}

TEST_F(Store, WhatIsPutComesBack) {
  const auto articles = fixture::articles(3, 7);
  Base base = open(path());
  const auto report = base.put(pointers(articles, order_of(3)), {true, "{}"});
  ASSERT_TRUE(report.ok()) << report.error().line();
  EXPECT_EQ(report->added, 3U);
  const auto records = weave::claim_records(*articles[1]);
  for (const auto& r : records) {
    const auto c = base.claim(r.claim);
    ASSERT_TRUE(c.ok());
    EXPECT_EQ(c->record.text, r.text);
    EXPECT_EQ(c->record.actors, r.actors);
    EXPECT_EQ(c->record.recipients, r.recipients);
    EXPECT_EQ(c->record.date, r.date);
    EXPECT_EQ(c->record.published, r.published);
    EXPECT_EQ(c->record.chain, r.chain);
    EXPECT_EQ(c->record.confidence, r.confidence);
    EXPECT_EQ(weave::block_keys(c->record), weave::block_keys(r)) << "the base gives back what was woven from";
    EXPECT_FALSE(c->evidence.at("type").empty());
  }
  const auto d = base.document(articles[1]->document.id);
  ASSERT_TRUE(d.ok());
  EXPECT_EQ(d->text, articles[1]->document.text.bytes);
  EXPECT_EQ(d->stories.size(), 1U);
  EXPECT_EQ(base.document("nowhere").error().code, Code::kNotFound);
}

TEST_F(Store, ASecondRunChangesNothingAndCopiesStayDocuments) {
  auto articles = fixture::articles(20, 3);
  Base base = open(path());
  ASSERT_TRUE(base.put(pointers(articles, order_of(20)), {}).ok());
  ASSERT_TRUE(base.weave_pending(std::nullopt).ok());
  const std::string before = dump(base);
  const auto again = base.put(pointers(articles, order_of(20)), {});
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->added, 0U);
  EXPECT_EQ(again->same, 20U);
  EXPECT_EQ(base.weave_pending(std::nullopt)->claims, 0U);
  EXPECT_EQ(dump(base), before);
  const auto copy = fixture::article("another name", articles[0]->document.text.bytes, "Copyist", parse_iso("2024-02-01"), 3);
  ASSERT_TRUE(base.put({copy.get()}, {}).ok());
  EXPECT_EQ(base.counts()->documents, 21U);
  EXPECT_EQ(base.document("another name")->copies, std::vector<std::string>{articles[0]->document.id});
}

TEST_F(Store, OtherBytesAreANewRevisionAndTheOldOneIsKept) {
  Base base = open(path());
  const auto first = fixture::article("page", "First Kim Jong Un met Vladimir Putin.", "Post", parse_iso("2024-01-17"), 1);
  ASSERT_TRUE(base.put({first.get()}, {}).ok());
  ASSERT_TRUE(base.weave_pending(std::nullopt).ok());
  const std::string old_event = base.claim(first->claims.claims[0].id)->event;
  auto second = fixture::article("page", "Second Kim Jong Un met Vladimir Putin.", "Post", parse_iso("2024-01-17"), 1);
  EXPECT_EQ(base.put({second.get()}, {})->stale, std::vector<size_t>{0}) << "it was extracted as revision 1";
  const auto known = base.knows(second->document.key, second->document.raw_sha256);
  ASSERT_TRUE(known.ok());
  EXPECT_FALSE(known->same);
  ASSERT_EQ(known->revision, 2U);
  second = fixture::article("page", "Second Kim Jong Un met Vladimir Putin.", "Post", parse_iso("2024-01-17"), 1, 2);
  EXPECT_EQ(base.put({second.get()}, {})->added, 1U);
  ASSERT_TRUE(base.weave_pending(std::nullopt).ok());
  EXPECT_EQ(base.document("page")->revision, 2U);
  EXPECT_EQ(base.document("page", 1)->text, first->document.text.bytes);
  EXPECT_FALSE(base.claim(first->claims.claims[0].id)->current);
  const auto moved = base.event(old_event);
  ASSERT_TRUE(moved.ok()) << "the old event id lives on";
  EXPECT_EQ(moved->claims, std::vector<std::string>{second->claims.claims[0].id});
  EXPECT_TRUE(base.put({first.get()}, {})->same == 1) << "the old bytes again change nothing";
}

TEST_F(Store, OrderAndBatchesDoNotShow) {
  const auto articles = fixture::articles(60, 11);
  std::string expected;
  for (uint32_t seed = 0; seed < 4; ++seed) {
    Base base = open(path(("o" + std::to_string(seed) + ".db").c_str()));
    std::mt19937 random(seed);
    auto order = order_of(articles.size());
    if (seed > 0) std::shuffle(order.begin(), order.end(), random);
    const size_t step = seed == 0 ? articles.size() : 1 + seed * 7;
    for (size_t i = 0; i < order.size(); i += step) {
      const std::vector<size_t> some(order.begin() + static_cast<long>(i), order.begin() + static_cast<long>(std::min(i + step, order.size())));
      ASSERT_TRUE(base.put(pointers(articles, some), {}).ok());
      if (seed != 2) {
        ASSERT_TRUE(base.weave_pending(std::nullopt).ok());
      }
    }
    ASSERT_TRUE(base.weave_pending(std::nullopt).ok());
    const std::string got = dump(base);
    if (seed == 0) expected = got;
    ASSERT_EQ(got, expected) << "order " << seed;
    ASSERT_TRUE(base.weave_all(std::nullopt).ok());
    ASSERT_EQ(dump(base), expected) << "a rebuild of order " << seed;
  }
  EXPECT_NE(expected.find("v_event|"), std::string::npos);
  EXPECT_NE(expected.find("fulfilled"), std::string::npos);
  EXPECT_NE(expected.find("v_event_redirect|"), std::string::npos);
}

TEST_F(Store, EveryIdAnEventEverHadLeadsToIt) {
  const auto articles = fixture::articles(150, 5);
  Base base = open(path());
  std::set<std::string> ids;
  for (size_t i = 0; i < articles.size(); i += 15) {
    for (size_t k = i; k < i + 15; ++k) ASSERT_TRUE(base.put({articles[k].get()}, {}).ok());
    ASSERT_TRUE(base.weave_pending(std::nullopt).ok());
    for (const auto& e : events_of(base, {})) ids.insert(e.id);
  }
  EXPECT_GT(ids.size(), base.counts()->events) << "some ids changed on the way";
  for (const auto& id : ids) EXPECT_TRUE(base.event(id).ok()) << id;
}

TEST_F(Store, AnAcknowledgedBatchSurvivesKill9) {
  const auto articles = fixture::articles(400, 9);
  int pipes[2];
  ASSERT_EQ(::pipe(pipes), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    auto base = Base::open(path(), Mode::kWrite);
    for (size_t i = 0; i < articles.size(); i += 10) {
      std::vector<size_t> some;
      for (size_t k = i; k < i + 10; ++k) some.push_back(k);
      if (!base || !base->put(pointers(articles, some), {}).ok()) ::_exit(1);
      const char mark = 1;
      if (::write(pipes[1], &mark, 1) != 1) ::_exit(1);
      if (i % 50 == 40 && !base->weave_pending(std::nullopt).ok()) ::_exit(1);
    }
    ::pause();
    ::_exit(0);
  }
  ::close(pipes[1]);
  char mark = 0;
  uint64_t acknowledged = 0;
  while (acknowledged < 17 && ::read(pipes[0], &mark, 1) == 1) ++acknowledged;
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  while (::read(pipes[0], &mark, 1) == 1) ++acknowledged;
  ::close(pipes[0]);
  Base base = open(path());
  EXPECT_EQ(*base.integrity(), "ok");
  EXPECT_GE(base.counts()->documents, acknowledged * 10);
  ASSERT_TRUE(base.put(pointers(articles, order_of(400)), {}).ok());
  ASSERT_TRUE(base.weave_pending(std::nullopt).ok());
  Base whole = open(path("whole.db"));
  ASSERT_TRUE(whole.put(pointers(articles, order_of(400)), {}).ok());
  ASSERT_TRUE(whole.weave_pending(std::nullopt).ok());
  EXPECT_EQ(dump(base), dump(whole)) << "resumed, it is as if nothing had happened";
}

TEST_F(Store, BadFilesAreRefusedInOneLine) {
  EXPECT_EQ(Base::open(path("none.db"), Mode::kRead).error().code, Code::kNotFound);
  std::ofstream(path("text.db")) << "This is not a base but a note of some length, longer than a header of a hundred bytes would be, surely.";
  EXPECT_EQ(Base::open(path("text.db"), Mode::kWrite).error().code, Code::kDamaged);
  EXPECT_EQ(Base::open(folder_.string(), Mode::kWrite).error().code, Code::kUnreadable);
  EXPECT_FALSE(Base::open(path("no/such/folder.db"), Mode::kWrite).ok());
  {
    auto other = Database::open(path("other.db"), false);
    ASSERT_TRUE((*other)->execute("CREATE TABLE notes(a)").ok());
  }
  EXPECT_EQ(Base::open(path("other.db"), Mode::kWrite).error().code, Code::kDamaged) << "another program's database stays untouched";
  {
    Base base = open(path());
    auto same = Database::open(path(), false);
    ASSERT_TRUE((*same)->execute("PRAGMA user_version = 999").ok());
  }
  const auto newer = Base::open(path(), Mode::kWrite);
  EXPECT_EQ(newer.error().code, Code::kUnsupported);
  EXPECT_EQ(newer.error().line().find('\n'), std::string::npos);
}

TEST_F(Store, ADamagedPageIsToldAsDamage) {
  {
    Base base = open(path());
    const auto articles = fixture::articles(50, 2);
    ASSERT_TRUE(base.put(pointers(articles, order_of(50)), {}).ok());
  }
  {
    std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
    for (int page = 3; page < 30; ++page) {
      file.seekp(page * 4096);
      file << std::string(4000, '\xAB');
    }
  }
  auto base = Base::open(path(), Mode::kRead);
  if (!base.ok()) {
    EXPECT_EQ(base.error().code, Code::kDamaged);
    return;
  }
  const auto integrity = base->integrity();
  EXPECT_TRUE(!integrity.ok() || *integrity != "ok");
}

TEST_F(Store, AFullDiskLosesNothing) {
  const auto articles = fixture::articles(300, 4);
  Base base = open(path());
  ASSERT_TRUE(base.put(pointers(articles, {0, 1}), {}).ok());
  ASSERT_TRUE(base.prepare("PRAGMA max_page_count = 110")->run().ok());  // as far as SQLite can tell, a full disk
  const auto report = base.put(pointers(articles, order_of(300)), {});
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, Code::kNoSpace);
  EXPECT_EQ(base.counts()->documents, 2U);
  ASSERT_TRUE(base.prepare("PRAGMA max_page_count = 1000000")->run().ok());
  EXPECT_EQ(base.put(pointers(articles, order_of(300)), {})->added, 298U);
}

TEST_F(Store, DecisionsAreAppendOnly) {
  Base base = open(path());
  ASSERT_TRUE(base.prepare("INSERT INTO decision(id, author, time, scope, kind) VALUES('d1', 'me', '2026-01-01', 'E1', 'accept')")->run().ok());
  EXPECT_FALSE(base.prepare("DELETE FROM decision")->run().ok());
  EXPECT_FALSE(base.prepare("UPDATE decision SET author = 'you'")->run().ok());
}

TEST_F(Store, QueriesFilterAndPage) {
  const auto articles = fixture::articles(80, 21);
  Base base = open(path());
  ASSERT_TRUE(base.put(pointers(articles, order_of(80)), {}).ok());
  ASSERT_TRUE(base.weave_pending(std::nullopt).ok());
  const auto all = base.events({});
  ASSERT_TRUE(all.ok());
  ASSERT_GT(all->events.size(), 20U);
  EventQuery q;
  q.pairs = {{"RUS", "PRK"}};
  q.types = {"CONSULT"};
  const auto pair = base.events(q);
  ASSERT_TRUE(pair.ok()) << pair.error().line();
  EXPECT_GT(pair->events.size(), 0U);
  EXPECT_LT(pair->events.size(), all->events.size());
  for (const auto& e : pair->events) EXPECT_EQ(e.type, "CONSULT");
  // Page by page gives the same as at once, in every order.
  for (const Sort sort : {Sort::kDate, Sort::kDateDescending, Sort::kConfidence, Sort::kOrigins}) {
    EventQuery paged;
    paged.sort = sort;
    std::vector<std::string> once, steps;
    for (const auto& e : events_of(base, paged)) once.push_back(e.id);
    paged.limit = 7;
    do {
      const auto page = base.events(paged);
      ASSERT_TRUE(page.ok());
      for (const auto& e : page->events) steps.push_back(e.id);
      paged.cursor = page->next;
    } while (!paged.cursor.empty());
    EXPECT_EQ(steps, once);
  }
  EventQuery words;
  words.words = "met \"Vladimir Putin\" AND ( OR *";
  EXPECT_TRUE(base.events(words).ok()) << "nothing typed is a syntax error";
  words.words = "Putin";
  EXPECT_GT(events_of(base, words).size(), 0U);
  words.words = "nosuchword";
  EXPECT_EQ(events_of(base, words).size(), 0U);
  EventQuery bad;
  bad.cursor = "x.y";
  EXPECT_EQ(base.events(bad).error().code, Code::kUsage);
}

TEST_F(Store, ListsRoundTrip) {
  const std::vector<std::string> strings = {"plain", "with \"quotes\"", "line\nfeed", "back\\slash", "한국어", "\x01", ""};
  EXPECT_EQ(strings_of(json_list(strings)), strings);
  const std::vector<uint32_t> numbers = {0, 7, 4000000000U};
  EXPECT_EQ(numbers_of(json_list(numbers)), numbers);
  const std::vector<Span> spans = {{1, 5}, {10, 20}};
  EXPECT_EQ(spans_of(json_list(spans)), spans);
}

// Processor time, printed for the bench; fails only when something is badly wrong, since machines differ.
TEST_F(Store, Speed) {
  const auto articles = fixture::articles(1000, 77, 400);
  Base base = open(path());
  const auto seconds = [] { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; };
  const double start = seconds();
  for (size_t i = 0; i < articles.size(); i += kBatchDocuments) {
    std::vector<size_t> some;
    for (size_t k = i; k < std::min<size_t>(i + kBatchDocuments, articles.size()); ++k) some.push_back(k);
    ASSERT_TRUE(base.put(pointers(articles, some), {}).ok());
  }
  const double put = seconds();
  ASSERT_TRUE(base.weave_pending(std::nullopt).ok());
  const double woven = seconds();
  const auto counts = base.counts();
  std::printf("put %.0f documents/s of processor time; %llu claims woven at %.0f/s into %llu events\n", 1000 / (put - start),
              static_cast<unsigned long long>(counts->claims), static_cast<double>(counts->claims) / (woven - put),
              static_cast<unsigned long long>(counts->events));
  EXPECT_GT(1000 / (put - start), 100);
}

}  // namespace
}  // namespace annalist::store
