#include "serve/html.h"

#include <gtest/gtest.h>

namespace annalist::serve {
namespace {

TEST(Html, EscapesWhatCouldBeMarkup) {
  EXPECT_EQ(esc("<b a=\"'&\">"), "&lt;b a=&quot;&#39;&amp;&quot;&gt;");
  EXPECT_EQ(url("a b/ü"), "a%20b%2F%C3%BC");
  EXPECT_NE(page("<x>", "").find("&lt;x&gt;"), std::string::npos);
}

TEST(Html, HighlightsMergedMarksInsideTheWindow) {
  EXPECT_EQ(highlighted("Kim met <Putin>", {0, 15}, {{0, 3}, {8, 15}}),
            "<mark>Kim</mark> met <mark>&lt;Putin&gt;</mark>");
  EXPECT_EQ(highlighted("Kim met Putin", {4, 13}, {{0, 7}, {5, 6}}), "<mark>met</mark> Putin");
  EXPECT_EQ(highlighted("북한", {1, 4}, {}), "북한");  // the window is widened to whole characters
}

}  // namespace
}  // namespace annalist::serve
