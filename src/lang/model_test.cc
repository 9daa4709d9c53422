// Tests over the shipped pack; where it is absent (before the first training) they say so and pass.
#include "lang/model.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "lang/stream.h"

namespace annalist::lang {
namespace {

const Model* model() {
  static const std::unique_ptr<Model> opened = []() -> std::unique_ptr<Model> {
    const std::string path = ANNALIST_SOURCE "/models/en.pack";
    if (!std::filesystem::exists(path)) return nullptr;
    auto m = Model::open(path);
    EXPECT_TRUE(m.ok()) << (m.ok() ? "" : m.error().line());
    return m.ok() ? std::make_unique<Model>(std::move(m).value()) : nullptr;
  }();
  if (!opened) std::printf("skipped: no models/en.pack\n");
  return opened.get();
}

struct Read {
  std::string text;
  page::Page page;
  Workspace workspace;
  Parse parse;
  explicit Read(const Model& m, std::string t) : text(std::move(t)), page(page_of_lines(text)) {
    lang::parse(m, text, page, workspace, parse);
  }
  int32_t find(std::string_view form) const {
    for (uint32_t i = 0; i < parse.tokens.size(); ++i)
      if (parse.form(i) == form) return static_cast<int32_t>(i);
    return -1;
  }
  const Token& at(std::string_view form) const { return parse.tokens[static_cast<size_t>(find(form))]; }
};

TEST(Model, ReadsAPlainSentence) {
  if (!model()) return;
  const Read r(*model(), "The ministers signed two agreements in Hanoi.");
  ASSERT_EQ(r.parse.sentences.size(), 1U);
  EXPECT_EQ(r.at("ministers").upos, Upos::NOUN);
  EXPECT_EQ(r.at("ministers").lemma, "minister");
  EXPECT_EQ(r.at("ministers").deprel, "nsubj");
  EXPECT_EQ(r.at("signed").lemma, "sign");
  EXPECT_EQ(r.at("signed").head, -1);
  EXPECT_EQ(r.at("agreements").deprel, "obj");
  EXPECT_EQ(r.at("agreements").head, r.find("signed"));
  ASSERT_FALSE(r.parse.names.empty());
  EXPECT_EQ(r.parse.names[0].kind, NameKind::kLocation);
}

TEST(Model, EverySentenceIsATreeWithOneRootInsideItsBlock) {
  if (!model()) return;
  std::string text =
      "North Korean Leader Visits Moscow\n``We agree.'' he said.Then he left\n\n((( ... !!! — 화성 12 000,8\n";
  for (int i = 0; i < 900; ++i) text += i % 7 ? "word " : "signed, ";  // far beyond the longest sentence
  const Read r(*model(), text);
  for (const Sentence& s : r.parse.sentences) {
    EXPECT_TRUE(r.page.blocks[s.block].span.contains(s.span));
    int roots = 0;
    for (uint32_t i = s.first; i < s.last; ++i) {
      uint32_t steps = 0;
      for (int32_t h = static_cast<int32_t>(i); h >= 0; h = r.parse.tokens[static_cast<size_t>(h)].head) {
        ASSERT_LE(++steps, s.last - s.first) << "a cycle";
        ASSERT_TRUE(static_cast<uint32_t>(h) >= s.first && static_cast<uint32_t>(h) < s.last);
      }
      roots += r.parse.tokens[i].head < 0 ? 1 : 0;
    }
    EXPECT_EQ(roots, 1);
  }
}

TEST(Model, SentencesEndAtStopsAndNowhereElse) {
  if (!model()) return;
  const Read r(*model(),
               "Hanoi, March 3 (EXA) -- Envoy Pak Sung Ryong met Ana Rojas of the U.S. Embassy Tuesday. Dr. Lee left "
               "at 5 p.m. on "
               "Friday. \"Is it over?\" he asked. The answer:no one knows");
  std::string starts;
  for (const Sentence& s : r.parse.sentences) starts += std::string(r.parse.form(s.first)) + " ";
  EXPECT_EQ(starts, "Hanoi Dr. \" The ");
}

TEST(Model, SameResultInAUsedWorkspace) {
  if (!model()) return;
  const std::string text = "Seoul said on Monday that it had not sent any shells to Kyiv.";
  std::string first, second;
  Read r(*model(), "Another text, so that the workspace is warm. It has two sentences!");
  const page::Page page = page_of_lines(text);
  parse(*model(), text, page, r.workspace, r.parse);
  write_conllu(r.parse, {}, {}, first);
  const Read fresh(*model(), text);
  write_conllu(fresh.parse, {}, {}, second);
  EXPECT_EQ(first, second);
}

TEST(Model, TheSameAtAnyNumberOfThreads) {
  if (!model()) return;
  std::string text;
  for (int i = 0; i < 9; ++i) text += "Ana Rojas met Pak Sung Ryong in Lima. Rojas left at noon.\nLima waits.\n\n";
  const auto one = parse_stream(*model(), text, false, 1);
  for (const unsigned threads : {2U, 3U, 64U})
    EXPECT_EQ(*parse_stream(*model(), text, false, threads), *one) << threads;
}

TEST(Model, CountriesAndNationalitiesAreSettled) {
  if (!model()) return;
  const Read r(*model(), "Russian President Anton Petrov visited North Korea.");
  std::string names;
  for (const Name& n : r.parse.names)
    names += std::string(name_kind_tag(n.kind)) + "=" + std::string(r.parse.span(n.first, n.last).of(r.text)) + " ";
  EXPECT_NE(names.find("MISC=Russian "), std::string::npos) << names;
  EXPECT_NE(names.find("LOC=North Korea "), std::string::npos) << names;
}

TEST(Model, StreamKeepsGoldTokensAndMarksMultiwords) {
  if (!model()) return;
  const auto raw = parse_stream(*model(), "They didn't sign.\n", false);
  ASSERT_TRUE(raw.ok());
  EXPECT_NE(raw->find("2-3\tdidn't\t"), std::string::npos) << *raw;
  const auto gold =
      parse_stream(*model(), "1\tNew York\t_\t_\t_\t_\t_\t_\t_\t_\n2\twaits\t_\t_\t_\t_\t_\t_\t_\t_\n\n", true);
  ASSERT_TRUE(gold.ok());
  EXPECT_NE(gold->find("1\tNew York\t"), std::string::npos) << *gold;
  EXPECT_FALSE(parse_stream(*model(), "1\tx\n", true).ok());
  EXPECT_EQ(*parse_stream(*model(), "", false), "");
}

TEST(Model, RefusesADamagedPack) {
  if (!model()) return;
  auto bytes = read_file(ANNALIST_SOURCE "/models/en.pack", size_t{64} << 20);
  ASSERT_TRUE(bytes.ok());
  std::string half = bytes->substr(0, bytes->size() / 2);
  EXPECT_FALSE(Pack::from_bytes(half, "half").ok());
  PackWriter w;
  w.add("tags", "NOUN\tNN\t0");
  auto poor = Pack::from_bytes(w.bytes(), "poor");
  ASSERT_TRUE(poor.ok());
  EXPECT_FALSE(Model::from_pack(std::move(poor).value()).ok());
}

}  // namespace
}  // namespace annalist::lang
