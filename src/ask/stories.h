// Stories across documents: texts about the same happenings put together; every document is in exactly one.
#pragma once

#include <string>
#include <vector>

#include "store/base.h"

namespace annalist::ask {

struct StoryCluster {
  std::string id;            // "S" and the least document key, cut to 20 digits
  std::string label;         // a headline, else the first words
  Interval date;             // of publication, first to last
  struct Member {
    std::string document;    // id as given at ingest
    uint32_t index = 0;      // its main story
    Interval published;
  };
  std::vector<Member> documents;  // by publication, then id
  std::vector<std::string> events;
};

// Joined: exact copies; texts alike in their words (single-pass tf-idf clustering in the order of publication); related
// texts that tell an event together (not in passing). All within a week where days are known. Ascending by id; the
// order in which documents came does not matter.
[[nodiscard]] Result<std::vector<StoryCluster>> story_clusters(store::Base& base);

void append_story_json(const StoryCluster& story, std::string& out);  // one line
void append_story_csv(const StoryCluster& story, std::string& out);   // one line a document

}  // namespace annalist::ask
