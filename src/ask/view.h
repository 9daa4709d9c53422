// What people ask a base: timeline, search, show, explain — as text for a terminal or as JSON. Every value shown leads to
// the words that prove it or says that it was inferred.
#pragma once

#include <string>

#include "store/base.h"

namespace annalist::ask {

struct Style {
  bool json = false;
  bool colour = false;    // ANSI escapes
  uint32_t width = 100;   // columns of the terminal
};
struct View {
  std::string text;       // ends with a line feed unless empty
  uint64_t found = 0;     // 0: the command's exit code is 1
  std::string next;       // cursor of the next page; empty at the end
};

// Events in their order, one or two lines each: date with its precision, what, who, how well told, and the first words.
[[nodiscard]] Result<View> timeline(store::Base& base, const store::EventQuery& query, const Style& style);
// Documents that hold the words of q=, best first, with the passage found, and the events of the whole filter.
[[nodiscard]] Result<View> search(store::Base& base, const store::EventQuery& query, const Style& style);
// Any event, claim, document, story ("DOCUMENT#0") or actor id. kNotFound.
[[nodiscard]] Result<View> show(store::Base& base, const std::string& id, const Style& style);
// Each field of an event or claim with its rule and the quoted words.
[[nodiscard]] Result<View> explain(store::Base& base, const std::string& id, const Style& style);

// One event with its mentions as a JSON object.
[[nodiscard]] Result<std::string> event_json(store::Base& base, const std::string& id);
// "2024-01-16", "2024-01", "2024-01-16..19", "since 2024-01-16", "unknown day".
[[nodiscard]] std::string date_words(const Interval& date);

}  // namespace annalist::ask
