// Pages: HTML of the base's views. Pure functions of what the base gave; every word from outside is escaped.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "store/base.h"

namespace annalist::serve {

using Query = std::vector<std::pair<std::string, std::string>>;

// One line of the timeline: the event and the first words that tell it.
struct TimelineEntry {
  weave::Event event;
  std::string document, quote;
};
[[nodiscard]] std::string timeline_page(const std::vector<TimelineEntry>& entries, const Query& query, const store::Counts& counts,
                                        const std::string& next);

// A claim with the document that makes it.
struct ToldClaim {
  store::StoredClaim claim;
  store::StoredDocument document;
};
[[nodiscard]] std::string event_page(const weave::Event& event, const std::vector<ToldClaim>& claims);

// The whole text with the words of its claims highlighted.
[[nodiscard]] std::string document_page(const store::StoredDocument& document, const std::vector<store::StoredClaim>& claims);

struct DocumentEntry {
  std::string id, outlet, published;
  uint64_t claims = 0;
};
[[nodiscard]] std::string documents_page(const std::vector<DocumentEntry>& entries);

[[nodiscard]] std::string message_page(const std::string& title, const std::string& message);

}  // namespace annalist::serve
