// Import: foreign lists of people and offices as tables of ours (kb/import/NAME.entities.tsv, .roles.tsv), line by line,
// so that a dump of any size passes in little memory. One Importer, one thread. Law: every row names the import as its
// source; ids of Wikidata only where the input has them; an office without an end is vouched for until the input was made.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "who/base.h"

namespace annalist::who {

enum class ImportForm : uint8_t {
  kWikidata,  // lines of a JSON dump; people who held a position
  kFtm,       // FollowTheMoney entities (OpenSanctions): people, bodies, Occupancy with Position
  kCsv        // a header with id name kind native country sex sectors aliases office from to asserted_until; , ; or tab
};

struct Imported {
  std::string entities, roles;  // tables, ready to be written
  uint64_t lines = 0, kept = 0, held = 0;
  uint64_t malformed = 0;       // lines that are none of the form
  uint64_t unnamed = 0;         // offices left out because nothing says what they are called
};

class Importer {
 public:
  // `name`: of the import, letters digits and - only. `as_of`: ISO day when the list was made, for offices without an
  // end; empty = what each record says of itself.
  Importer(ImportForm form, std::string name, std::string as_of, const Base& base);
  Importer(Importer&&) noexcept;
  ~Importer();
  // One line without its end.
  void line(std::string_view text);
  [[nodiscard]] Imported done();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace annalist::who
