#include "lang/conllu.h"

#include <gtest/gtest.h>

namespace annalist::lang {
namespace {

const char* const kText =
    "# newdoc id = a\n# date = 2024-01-16\n# text = Kim Jong Un didn't  go.\n"
    "1\tKim\tKim\tPROPN\tNNP\tNumber=Sing\t5\tnsubj\t_\tNER=B-PER\n"
    "2\tJong\tJong\tPROPN\tNNP\tNumber=Sing\t1\tflat\t_\tNER=I-PER\n"
    "3\tUn\tUn\tPROPN\tNNP\tNumber=Sing\t1\tflat\t_\tNER=I-PER\n"
    "4-5\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "4\tdid\tdo\tAUX\tVBD\t_\t6\taux\t_\t_\n"
    "5\tn't\tnot\tPART\tRB\t_\t6\tadvmod\t_\t_\n"
    "6\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n"
    "7\t.\t.\tPUNCT\t.\t_\t6\tpunct\t_\t_\n\n"
    "1\tSeoul\tSeoul\tPROPN\tNNP\t_\t0\troot\t_\tNER=B-LOC|SpaceAfter=No\n"
    "2\t!\t!\tPUNCT\t.\t_\t1\tpunct\t_\t_\n\n"
    "# newdoc id = b\n1\t평양\t평양\tPROPN\tNNP\t_\t0\troot\t_\t_\n";

TEST(Conllu, ReadsDocumentsWithSpansIntoTheirText) {
  const auto read = read_conllu(kText, "t");
  ASSERT_TRUE(read.ok()) << read.error().line();
  ASSERT_EQ(read->size(), 2U);
  const ConlluDocument& a = (*read)[0];
  EXPECT_EQ(*a.text, "Kim Jong Un didn't  go.\nSeoul!");
  ASSERT_TRUE(a.date.has_value());
  EXPECT_EQ(iso(*a.date), "2024-01-16");
  ASSERT_EQ(a.page->stories.size(), 1U);
  EXPECT_EQ(a.page->stories[0].dates[0].year, 2024);
  ASSERT_EQ(a.page->blocks.size(), 2U);
  const Parse& p = a.parse;
  ASSERT_EQ(p.tokens.size(), 9U);
  EXPECT_EQ(p.form(3), "did");
  EXPECT_EQ(p.form(4), "n't");
  EXPECT_EQ(p.form(5), "go");
  EXPECT_EQ(p.tokens[0].head, 4);
  EXPECT_EQ(p.tokens[8].head, 7);
  EXPECT_EQ(p.sentence_of[8], 1U);
  ASSERT_EQ(p.names.size(), 2U);
  EXPECT_EQ(p.span(p.names[0].first, p.names[0].last).of(p.text), "Kim Jong Un");
  EXPECT_EQ(p.names[1].kind, NameKind::kLocation);
  EXPECT_EQ((*read)[1].parse.form(0), "평양");
}

TEST(Conllu, ViewsStayValidAfterAMove) {
  auto read = read_conllu(kText, "t");
  ASSERT_TRUE(read.ok());
  const ConlluDocument moved = std::move((*read)[1]);
  read->clear();
  EXPECT_EQ(moved.parse.form(0), "평양");
  EXPECT_EQ(moved.parse.tokens[0].xpos, "NNP");
  EXPECT_EQ(moved.parse.page->blocks.size(), 1U);
}

TEST(Conllu, WritesWhatItRead) {
  const auto read = read_conllu(kText, "t");
  ASSERT_TRUE(read.ok());
  std::string out;
  for (const auto& d : *read) write_conllu(d.parse, d.multiwords, d.comments, out);
  EXPECT_NE(out.find("4-5\tdidn't\t"), std::string::npos);
  EXPECT_NE(out.find("1\tKim\tKim\tPROPN\tNNP\tNumber=Sing\t5\tnsubj\t_\tNER=B-PER|TokenRange=0:3\n"),
            std::string::npos);
  EXPECT_NE(out.find("6\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No|TokenRange=20:22\n"), std::string::npos);
  const auto again = read_conllu(out, "again");
  ASSERT_TRUE(again.ok()) << again.error().line();
  std::string out2;
  for (const auto& d : *again) write_conllu(d.parse, d.multiwords, d.comments, out2);
  EXPECT_EQ(out, out2);
}

TEST(Conllu, RefusesBrokenLines) {
  EXPECT_FALSE(read_conllu("1\tx\n", "t").ok());
  EXPECT_FALSE(read_conllu("2\tx\t_\t_\t_\t_\t_\t_\t_\t_\n", "t").ok());
  EXPECT_FALSE(read_conllu("1\tx\t_\t_\t_\t_\t7\t_\t_\t_\n", "t").ok());
  EXPECT_FALSE(read_conllu("1\tx\t_\tNOPE\t_\t_\t0\t_\t_\t_\n", "t").ok());
  EXPECT_FALSE(read_conllu("1-3\tx\t_\t_\t_\t_\t_\t_\t_\t_\n1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n", "t").ok());
  EXPECT_EQ(read_conllu("", "t")->size(), 0U);
}

}  // namespace
}  // namespace annalist::lang
