#include "intake/reader.h"

namespace annalist::intake {

Result<Document> from_html(std::string id, std::string, Metadata) {
  return Error{Code::kUnsupported, "HTML is not built in yet", std::move(id), "give .txt or .jsonl"};
}

}  // namespace annalist::intake
