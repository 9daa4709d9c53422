#include "lang/votes.h"

#include <gtest/gtest.h>

#include <string>

namespace annalist::lang {
namespace {

// A document of the given words, one blank apart; names as (first, last, kind, confidence).
Parse document(const std::string& text, std::vector<Name> names) {
  Parse p;
  p.text = text;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    Token t;
    t.span = {static_cast<uint32_t>(at), static_cast<uint32_t>(end)};
    p.tokens.push_back(t);
    at = end + 1;
  }
  p.names = std::move(names);
  return p;
}

TEST(Votes, TheSurerKindWinsForEqualStrings) {
  const std::string text = "Rosneft sells . Rosneft buys . Rosneft waits";
  Parse p = document(
      text,
      {{0, 1, NameKind::kOrganization, 0.9F}, {3, 4, NameKind::kPerson, 0.5F}, {6, 7, NameKind::kOrganization, 0.8F}});
  std::vector<Ballot> scratch;
  vote(p, scratch);
  for (const Name& n : p.names) EXPECT_EQ(n.kind, NameKind::kOrganization);
}

TEST(Votes, ASurnameFollowsItsBearer) {
  const std::string text = "Anton Volga spoke . Volga left";
  Parse p = document(text, {{0, 2, NameKind::kPerson, 0.95F}, {4, 5, NameKind::kLocation, 0.4F}});
  std::vector<Ballot> scratch;
  vote(p, scratch);
  EXPECT_EQ(p.names[1].kind, NameKind::kPerson);
}

TEST(Votes, ACloseCallStaysAsItWasRead) {
  const std::string text = "Chad spoke . Chad voted";
  Parse p = document(text, {{0, 1, NameKind::kPerson, 0.6F}, {3, 4, NameKind::kLocation, 0.7F}});
  std::vector<Ballot> scratch;
  vote(p, scratch);
  EXPECT_EQ(p.names[0].kind, NameKind::kPerson);
  EXPECT_EQ(p.names[1].kind, NameKind::kLocation);
}

}  // namespace
}  // namespace annalist::lang
