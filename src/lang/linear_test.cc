#include "lang/linear.h"

#include <gtest/gtest.h>

#include "lang/dictionary.h"
#include "lang/lemmatiser.h"

namespace annalist::lang {
namespace {

std::string section() {
  std::vector<Weights> all;
  for (uint32_t i = 0; i < 1000; ++i) {
    Features f;
    f.add(1, i);
    all.push_back({f.keys[0], {{static_cast<uint8_t>(i % 3), static_cast<int8_t>(i % 100 - 50)}}});
  }
  return write_linear(all, 3);
}

TEST(Linear, ScoresWhatWasWritten) {
  const std::string bytes = section();
  const auto m = Linear::view(bytes, "test");
  ASSERT_TRUE(m.ok());
  for (uint32_t i = 0; i < 1000; ++i) {
    Features f;
    f.add(1, i);
    f.add(2, i);  // unseen
    int32_t scores[3];
    m->score(f, scores);
    for (uint32_t c = 0; c < 3; ++c) EXPECT_EQ(scores[c], c == i % 3 ? static_cast<int32_t>(i % 100) - 50 : 0);
  }
}

TEST(Linear, RefusesDamage) {
  const std::string bytes = section();
  EXPECT_FALSE(Linear::view("", "test").ok());
  EXPECT_FALSE(Linear::view(std::string_view(bytes).substr(0, bytes.size() - 1), "test").ok());
  std::string wrong = bytes;
  wrong[wrong.size() - 2] = 77;  // a class that is not there
  EXPECT_FALSE(Linear::view(wrong, "test").ok());
}

TEST(Dictionary, FindsWhatWasWritten) {
  std::vector<std::pair<uint64_t, uint32_t>> entries;
  for (uint32_t i = 1; i < 5000; ++i) entries.emplace_back(key_of(i * 7919, i % 5), i);
  const std::string bytes = write_dictionary(entries);
  const auto d = Dictionary::view(bytes, "test");
  ASSERT_TRUE(d.ok());
  for (const auto& [key, value] : entries) EXPECT_EQ(d->find(key), value);
  EXPECT_EQ(d->find(key_of(1, 77)), std::nullopt);
  EXPECT_FALSE(Dictionary::view(std::string_view(bytes).substr(1), "test").ok());
}

TEST(Lemmatiser, EditsUndoThemselves) {
  for (const auto& [form, lemma] : std::vector<std::pair<std::string, std::string>>{{"visited", "visit"},
                                                                                    {"Agreements", "agreement"},
                                                                                    {"parties", "party"},
                                                                                    {"n't", "not"},
                                                                                    {"’s", "be"},
                                                                                    {"Москвы", "Москва"}}) {
    Edit e;
    std::string out;
    ASSERT_TRUE(edit_between(form, lemma, e)) << form;
    ASSERT_TRUE(apply(e, form, out));
    EXPECT_EQ(out, lemma);
  }
  std::string out;
  EXPECT_FALSE(apply({false, 9, "x"}, "abc", out));
  EXPECT_FALSE(apply({false, 1, ""}, "ы", out)) << "half a character";
}

}  // namespace
}  // namespace annalist::lang
