#include "text/text.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "text/charset.h"

namespace annalist::text {
namespace {

using namespace std::string_literals;

TEST(Decode, ValidUtf8PassesByteForByte) {
  for (const std::string& raw : {"plain"s, "최선희 · Шойгу · 🚀\r\n\tend"s, "\xEF\xBB\xBFwith BOM"s, ""s, "\xC2\xA0\xE2\x80\x8B"s}) {
    const auto text = decode(raw, "", "x");
    ASSERT_TRUE(text.ok());
    EXPECT_EQ(text->bytes, raw);
    EXPECT_FALSE(text->replaced);
    EXPECT_TRUE(text->exact);
    EXPECT_EQ(text->charset, "UTF-8");
  }
}

TEST(Decode, AHintDoesNotSpoilValidUtf8) {
  const auto text = decode("Zoë met Kim Jong Un", "iso-8859-1", "x");
  ASSERT_TRUE(text.ok());
  EXPECT_EQ(text->bytes, "Zoë met Kim Jong Un");
}

TEST(Decode, StrayBytesAreReplacedFlaggedAndMapped) {
  const std::string raw = "ab\xFF" "cd\xE2\x82" "ef 최";
  const auto text = decode(raw, "", "x");
  ASSERT_TRUE(text.ok());
  EXPECT_TRUE(text->replaced);
  EXPECT_EQ(text->bytes, "ab\uFFFDcd\uFFFDef 최");
  for (const std::string word : {"ab", "cd", "ef", "최"}) {
    const auto at = static_cast<uint32_t>(text->bytes.find(word));
    EXPECT_EQ(raw.find(word), text->raw_offset(at)) << word;
  }
}

TEST(Decode, Utf16WithAndWithoutBom) {
  for (const char* charset : {"UTF-16LE", "UTF-16BE"}) {
    std::string raw;
    for (const char c : "The minister visited Pyongyang on Monday."s) {
      if (charset[6] == 'B') raw.push_back('\0');
      raw.push_back(c);
      if (charset[6] == 'L') raw.push_back('\0');
    }
    const std::string bom = charset[6] == 'L' ? "\xFF\xFE" : "\xFE\xFF";
    for (const std::string& bytes : {raw, bom + raw}) {
      const auto text = decode(bytes, "", "x");
      ASSERT_TRUE(text.ok());
      EXPECT_EQ(text->bytes, "The minister visited Pyongyang on Monday.");
      EXPECT_EQ(text->charset, charset);
      EXPECT_FALSE(text->exact);
    }
  }
}

TEST(Decode, LegacyCharsets) {
  const std::string euc_kr = "\xB1\xE8\xC1\xA4\xC0\xBA \xC0\xA7\xBF\xF8\xC0\xE5\xC0\xCC \xBF\xA9\xB7\xAF \xB3\xAA\xB6\xF3\xB8\xA6 \xB9\xE6\xB9\xAE\xC7\xDF\xB4\xD9";
  const auto korean = decode(euc_kr, "euc-kr", "x");
  ASSERT_TRUE(korean.ok());
  EXPECT_EQ(korean->bytes, "김정은 위원장이 여러 나라를 방문했다");
  const auto quotes = decode("He said \x93no\x94 \x96 twice", "", "x");
  ASSERT_TRUE(quotes.ok());
  EXPECT_EQ(quotes->bytes, "He said “no” – twice");
  EXPECT_EQ(quotes->charset, "windows-1252");
  const std::string russian = transcode("Министр иностранных дел прибыл в Пхеньян с визитом", "UTF-8").value();
  EXPECT_EQ(russian, "Министр иностранных дел прибыл в Пхеньян с визитом");
}

TEST(Decode, BinaryIsRefusedInOneLine) {
  for (const std::string& raw : {"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s, "text with\0a NUL"s, std::string(500, '\x01')}) {
    const auto text = decode(raw, "", "notes.bin");
    ASSERT_FALSE(text.ok());
    EXPECT_EQ(text.error().code, Code::kNotText);
    EXPECT_EQ(text.error().line().find('\n'), std::string::npos);
    EXPECT_NE(text.error().line().find("notes.bin"), std::string::npos);
  }
}

TEST(Decode, TooLargeIsRefused) {
  const auto text = decode(std::string(kMaxDocumentBytes + 1, 'a'), "", "big.txt");
  ASSERT_FALSE(text.ok());
  EXPECT_EQ(text.error().code, Code::kTooLarge);
}

TEST(Decode, AnyBytesGiveValidUtf8OrAnError) {
  uint32_t seed = 1;
  for (int round = 0; round < 2000; ++round) {
    std::string raw;
    for (int i = 0; i < 40; ++i) {
      seed = seed * 1664525u + 1013904223u;
      raw.push_back(static_cast<char>((seed >> 24) % 3 == 0 ? (seed >> 16) & 0xFF : 'a' + (seed >> 20) % 26));
    }
    const auto text = decode(raw, round % 2 ? "" : "shift_jis", "x");
    if (!text.ok()) continue;
    EXPECT_EQ(utf8::first_invalid(text->bytes), std::string::npos);
  }
}

TEST(Decode, AStrayNulInAsciiIsNoUtf16) {
  const auto r = decode(std::string_view("nul \0 inside", 12), "", "x.txt");
  ASSERT_FALSE(r.ok());
  EXPECT_EQ(r.error().code, Code::kNotText);
}

}  // namespace
}  // namespace annalist::text
