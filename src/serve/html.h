// Small pieces of HTML. Everything that comes from a document or a query passes through esc().
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace annalist::serve {

[[nodiscard]] std::string esc(std::string_view s);
// A whole page: title, navigation, body (already HTML).
[[nodiscard]] std::string page(std::string_view title, std::string_view body);
// text[window] escaped, with the marks inside it as <mark>; the window is widened to code-point borders and marks may
// overlap (they are merged). Line feeds become <br>.
[[nodiscard]] std::string highlighted(std::string_view text, Span window, std::vector<Span> marks);
// %-escaped for the query or path of an address.
[[nodiscard]] std::string url(std::string_view s);
// The style sheet served at /style.css; light and dark by the reader's own setting.
[[nodiscard]] std::string_view style_sheet();

}  // namespace annalist::serve
