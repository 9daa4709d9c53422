#include <gtest/gtest.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/result.h"
#include "base/span.h"
#include "base/utf8.h"

namespace annalist {
namespace {

TEST(Span, JoinsAndHolds) {
  EXPECT_EQ(join({3, 5}, {8, 9}), (Span{3, 9}));
  EXPECT_EQ(join({}, {8, 9}), (Span{8, 9}));
  EXPECT_TRUE((Span{3, 9}).contains(Span{3, 9}));
  EXPECT_FALSE((Span{3, 9}).overlaps(Span{9, 10}));
  EXPECT_EQ((Span{2, 5}).of("Pyongyang"), "ong");
}

TEST(Date, RoundTripsEveryDayOfFourCenturies) {
  for (int32_t n = -200000; n < 60000; ++n) ASSERT_EQ(day_of(civil_of({n})).number, n);
}

TEST(Date, ReadsOnlyRealDays) {
  EXPECT_EQ(iso(*parse_iso("2024-02-29T23:00:00Z")), "2024-02-29");
  EXPECT_FALSE(parse_iso("2023-02-29"));
  EXPECT_FALSE(parse_iso("2023-2-9"));
  EXPECT_FALSE(parse_iso("2024-01-161"));
  EXPECT_EQ(weekday(*parse_iso("2024-06-19")), 2u);  // a Wednesday
  EXPECT_EQ(days_in_month(1900, 2), 28u);
}

TEST(Date, OpenIntervalsOverlap) {
  const Day d = *parse_iso("2024-01-16");
  EXPECT_TRUE((Interval{d, {}}).overlaps(one_day(d + 900)));
  EXPECT_FALSE((Interval{d, d + 3}).overlaps(one_day(d + 4)));
}

TEST(Utf8, FindsAndMendsBadBytes) {
  EXPECT_EQ(utf8::first_invalid("최선희 Шойгу 🙂"), std::string_view::npos);
  EXPECT_EQ(utf8::first_invalid("ab\xC0\xAF"), 2u);          // overlong
  EXPECT_EQ(utf8::first_invalid("\xED\xA0\x80"), 0u);        // surrogate
  EXPECT_EQ(utf8::replace_invalid("a\xFFz"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(utf8::replace_invalid("\xE2\x82"), "\xEF\xBF\xBD");
}

TEST(Utf8, FoldsNames) {
  EXPECT_EQ(utf8::fold("Choe  Son-Hui"), "choe son hui");
  EXPECT_EQ(utf8::fold("António Guterres"), "antonio guterres");
  EXPECT_EQ(utf8::fold("Ch’oe Sŏn-hŭi"), "ch oe son hui");
  EXPECT_EQ(utf8::fold("최선희"), "최선희");
  EXPECT_EQ(utf8::lower("ШОЙГУ"), "шойгу");
}

TEST(Hash, IsStable) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_NE(short_id({"a", "bc"}), short_id({"ab", "c"}));
}

TEST(Error, IsOneLine) {
  EXPECT_EQ((Error{Code::kNotText, "binary\ndata", "x.bin", "convert it"}).line(), "x.bin: binary data; convert it");
}

}  // namespace
}  // namespace annalist
