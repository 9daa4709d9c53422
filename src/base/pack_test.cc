#include <gtest/gtest.h>

#include "base/json.h"
#include "base/knowledge.h"
#include "base/pack.h"

namespace annalist {
namespace {

TEST(Pack, KeepsSectionsAndSeesDamage) {
  PackWriter w;
  w.add("card", "made for a test");
  w.add("weights", std::string(1000, '\x7f'));
  const std::string bytes = w.bytes();
  const Result<Pack> pack = Pack::from_bytes(bytes, "test.pack");
  ASSERT_TRUE(pack.ok());
  EXPECT_EQ(pack->section("card"), "made for a test");
  EXPECT_EQ(pack->section("weights").size(), 1000u);
  EXPECT_FALSE(pack->has("nothing"));
  size_t refused = 0, covered = 0;
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string bad = bytes;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    const Result<Pack> p = Pack::from_bytes(bad, "bad.pack");
    refused += !p.ok();
    const bool padding = bytes[i] == '\0' && p.ok();
    covered += padding;
  }
  EXPECT_EQ(refused + covered, bytes.size());  // only alignment padding may change unseen
  for (size_t n = 0; n < bytes.size(); n += 7) EXPECT_FALSE(Pack::from_bytes(bytes.substr(0, n), "cut.pack").ok());
}

TEST(Pack, RefusesNewerFormat) {
  PackWriter w;
  w.add("card", "x");
  std::string bytes = w.bytes();
  bytes[8] = 9;
  const Result<Pack> p = Pack::from_bytes(bytes, "new.pack");
  ASSERT_FALSE(p.ok());
  EXPECT_EQ(p.error().code, Code::kUnsupported);
}

TEST(Table, NamesTheLineAtFault) {
  const auto good = Table::read("# a comment\nname\tcode\nRussia\tRUS\nNowhere\t-\n", "t.tsv", {"name", "code"});
  ASSERT_TRUE(good.ok());
  EXPECT_EQ(good->rows().size(), 2u);
  EXPECT_EQ(good->rows()[1][1], "");
  const auto bad = Table::read("name\tcode\nRussia\n", "t.tsv", {"name", "code"});
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().line(), "t.tsv:2: 1 cells, not 2");
  EXPECT_FALSE(Table::read("code\tname\n", "t.tsv", {"name", "code"}).ok());
}

TEST(Json, WritesEscapesAndNumbers) {
  std::string out;
  JsonWriter j(out);
  j.begin_object();
  j.field("a", "\"\\\n\x01ü");
  j.field("b", 0.50, 3);
  j.field("c", std::vector<Span>{{1, 2}, {3, 4}});
  j.key("d");
  j.begin_array();
  j.end_array();
  j.field("e", -0.0001, 2);
  j.end_object();
  EXPECT_EQ(out, "{\"a\":\"\\\"\\\\\\n\\u0001ü\",\"b\":0.5,\"c\":[[1,2],[3,4]],\"d\":[],\"e\":0}");
}

}  // namespace
}  // namespace annalist
