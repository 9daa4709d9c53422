// The JSON record of one document, as `extract` prints it (docs/FORMAT.md): everything read from it, every value with
// the words that prove it or the mark "inferred". Thread-safe: no state; the same Extraction gives the same bytes.
#pragma once

#include <map>
#include <string>

#include "base/json.h"
#include "says/extraction.h"

namespace annalist::ask {

// What made a record: equal MadeBy and equal input mean equal records.
struct MadeBy {
  std::string annalist;                      // version of the program
  std::map<std::string, std::string> packs;  // language -> SHA-256 of its pack
  std::string knowledge, config;             // SHA-256 of the tables and of the configuration
};

// MadeBy as one JSON object.
void append_made_by(const MadeBy& made_by, JsonWriter& json);

// Appends one line (with its line feed). The text is printed when asked for, and always when the canonical text is not
// the input itself (HTML, another charset, repaired bytes), because spans would point nowhere otherwise.
void append_record(const says::Extraction& x, const MadeBy& made_by, bool with_text, std::string& out);

// The line that stands in the place of a document that could not be read: {"id","error":{"code","message"}}.
void append_error_record(const std::string& id, const Error& error, std::string& out);

// Single parts, for commands that print only these. Each appends one JSON array.
void append_times(const when::Times& times, JsonWriter& json);
void append_places(const where::Places& places, JsonWriter& json);
void append_garbles(const doubt::Doubts& doubts, JsonWriter& json);

}  // namespace annalist::ask
