// Overrides: what a person decided about who is meant, laid over the immutable claims. Rows of `decision` are only ever
// added; what is in force is computed anew from all of them, so that undoing, new documents and a rebuild need nothing else.
// Pure: the same claims and decisions give the same overlay, whatever the order of ingest.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace annalist::store {

// Who is meant: an entity of the knowledge base, or one that lives in this base alone.
struct Meant {
  std::string entity, name, kind, country;
};

struct Decision {
  std::string id;      // given by decide()
  std::string author, time;  // ISO
  std::string kind;    // alias must-link cannot-link merge split
  std::string scope;   // all, source (an outlet), document, span (one mention)
  std::string where;   // outlet or document id; empty for all
  std::string exact;   // the words; for merge and split the entity id
  std::string prefix, suffix;  // what stands around them, for a span
  Meant meant;         // merge, must-link, alias: who it is; cannot-link: who it is not; split: the new one
  bool undone = false;
};

struct Overlay {
  uint32_t sides = 0;                  // of claims, that are shown otherwise than extracted
  uint32_t claims = 0;                 // that changed by this call
  std::vector<std::string> conflicts;  // "Dxxx and Dyyy …": decisions of one scope that disagree; the later one holds
  std::vector<std::string> orphaned;   // ids of decisions whose words are no longer there
};

}  // namespace annalist::store
