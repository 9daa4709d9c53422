#include "lang/tokens.h"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <sstream>

#include "base/limits.h"

namespace annalist::lang {
namespace {

class Tokens : public ::testing::Test {
 protected:
  static const Tokeniser& tokeniser() {
    static const Pack pack = [] {
      std::ifstream in(ANNALIST_SOURCE "/data/lang/token_words.tsv");
      std::stringstream table;
      table << in.rdbuf();
      auto words = write_token_words(table.str());
      EXPECT_TRUE(words.ok()) << words.error().line();
      PackWriter w;
      w.add("token_words", *words);
      auto made = Pack::from_bytes(w.bytes(), "test");
      EXPECT_TRUE(made.ok());
      return std::move(made).value();
    }();
    static const Tokeniser made = *Tokeniser::view(pack);
    return made;
  }
  // Tokens joined by blanks, sentences by " | ".
  static std::string cut(const std::string& text) {
    std::vector<RawToken> tokens;
    std::vector<size_t> ends;
    tokeniser().tokens(text, {0, static_cast<uint32_t>(text.size())}, tokens);
    tokeniser().sentences(text, tokens, ends);
    std::string out;
    size_t at = 0;
    for (const size_t end : ends) {
      if (!out.empty()) out += " |";
      for (; at < end; ++at) (out += out.empty() ? "" : " ") += tokens[at].span.of(text);
    }
    EXPECT_EQ(at, tokens.size());
    return out;
  }
};

TEST_F(Tokens, SplitsCliticsAndHyphens) {
  EXPECT_EQ(cut("Lavrov didn't say it's Seoul's."), "Lavrov did n't say it 's Seoul 's .");
  EXPECT_EQ(cut("We can’t, you’ll see."), "We ca n’t , you ’ll see .");
  EXPECT_EQ(cut("al-Ani met Kim Jong-un"), "al - Ani met Kim Jong - un");
  EXPECT_EQ(cut("a pre-war non-nuclear plan"), "a pre-war non-nuclear plan");
  EXPECT_EQ(cut("the allies' plan cannot hold"), "the allies ' plan can not hold");
}

TEST_F(Tokens, FreesListedNamesFromTheirNeighbours) {
  EXPECT_EQ(cut("ComradeKim Jong Unmet guests"), "Comrade Kim Jong Un met guests");
  EXPECT_EQ(cut("the words ofKim Il Sungand theKim Jong IlPrize"), "the words of Kim Il Sung and the Kim Jong Il Prize");
  EXPECT_EQ(cut("Kim Jong Un met Kim Jong Unha"), "Kim Jong Un met Kim Jong Un ha");
  EXPECT_EQ(cut("McKim Lee left, VanDer Meer too"), "McKim Lee left , VanDer Meer too");
}

TEST_F(Tokens, KeepsNumbersAndSplitsUnits) {
  EXPECT_EQ(cut("9,2019 containers, 3.5 km, 5km, $100 and US$4.5 at 10:30pm"),
            "9,2019 containers , 3.5 km , 5 km , $ 100 and US$ 4.5 at 10:30 pm");
  EXPECT_EQ(cut("on the 16th in the 1990s, 50%"), "on the 16th in the 1990s , 50 %");
  EXPECT_EQ(cut("KN-23 on 2024-01-16, call 345-9945"), "KN - 23 on 2024-01-16 , call 345-9945");
}

TEST_F(Tokens, KeepsAddressesWhole) {
  EXPECT_EQ(cut("See https://example.org/a?b=1, or mail desk@example.org."),
            "See https://example.org/a?b=1 , or mail desk@example.org .");
}

TEST_F(Tokens, SeesSentenceEnds) {
  EXPECT_EQ(cut("It sends missiles.North Korea agreed."), "It sends missiles . | North Korea agreed .");
  EXPECT_EQ(cut("Gen. Kim met Mr. Lee of the U.S. Army. They left."),
            "Gen. Kim met Mr. Lee of the U.S. Army . | They left .");
  EXPECT_EQ(cut("He left the U.S. The visit ended."), "He left the U.S. | The visit ended .");
  EXPECT_EQ(cut("\"We agree.\" He left. ``Really?'' she asked."),
            "\" We agree . \" | He left . | `` Really ? '' she asked .");
  EXPECT_EQ(cut("Wait... they said. 'Real war'...\"Win it\""), "Wait ... they said . | ' Real war ' ... \" Win it \"");
  EXPECT_EQ(cut("1. Sign it. 2. Send it."), "1 . Sign it . | 2 . Send it .");
}

TEST_F(Tokens, SpansCoverAllButBlanksInEveryScript) {
  const std::string text = "Шойгу said 평양 “agreed”…\r\n\xEF\xBB\xBF👍🏽 e\xCC\x81 \xC2\xA0 end\x01.";
  std::vector<RawToken> tokens;
  tokeniser().tokens(text, {0, static_cast<uint32_t>(text.size())}, tokens);
  uint32_t at = 0;
  for (const auto& t : tokens) {
    EXPECT_GE(t.span.begin, at);
    EXPECT_GT(t.span.end, t.span.begin);
    at = t.span.end;
  }
  EXPECT_EQ(tokens[0].span.of(text), "Шойгу");
  EXPECT_EQ(tokens[2].span.of(text), "평양");
}

TEST_F(Tokens, StaysLinearOnHostileText) {
  for (const std::string& text :
       {std::string(1 << 20, 'a'), std::string(100000, '('), std::string(1 << 20, '.'), std::string(200000, '\''), [] {
          std::string s;
          for (int i = 0; i < 100000; ++i) s += "a.b-";
          return s;
        }()}) {
    const auto start = std::chrono::steady_clock::now();
    std::vector<RawToken> tokens;
    std::vector<size_t> ends;
    tokeniser().tokens(text, {0, static_cast<uint32_t>(text.size())}, tokens);
    tokeniser().sentences(text, tokens, ends);
    EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), 5.0);
    ASSERT_FALSE(ends.empty());
    size_t at = 0;
    for (const size_t end : ends) {
      EXPECT_LE(end - at, kMaxSentenceTokens + 4);
      at = end;
    }
    EXPECT_EQ(at, tokens.size());
  }
}

}  // namespace
}  // namespace annalist::lang
