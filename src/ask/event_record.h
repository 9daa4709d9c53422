// Events, claims and documents of a base as JSON objects of docs/FORMAT.md.
#pragma once

#include <string>

#include "store/base.h"

namespace annalist::ask {

// One object each, without a line feed. An event carries all tellings as `mentions`.
void append_event(const weave::Event& event, const std::vector<store::StoredClaim>& claims, std::string& out);
void append_claim_row(const store::StoredClaim& claim, std::string& out);
void append_document_row(const store::StoredDocument& document, uint64_t claims, std::string& out);

}  // namespace annalist::ask
