// Knowledge: the reviewable tables of data/ (and those generated at build time) by name, from kb.pack or, in tests,
// straight from folders. Const and shared between threads; views live as long as the Knowledge.
//
// A table is UTF-8 TSV: lines starting with '#' are comments (schema, source, licence), the first other line names the
// columns, every further line has exactly as many cells. A cell "-" or "" is empty.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/pack.h"
#include "base/result.h"

namespace annalist {

class Table {
 public:
  struct Row {
    uint32_t line = 0;                     // 1-based line in the file, for messages
    std::vector<std::string_view> cells;   // "-" is given as ""
    std::string_view operator[](size_t column) const { return cells[column]; }
  };
  // Reads a table that must have the given columns, in this order, first; more columns may follow.
  [[nodiscard]] static Result<Table> read(std::string_view text, const std::string& name,
                                          const std::vector<std::string_view>& columns);
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] Error error(const Row& row, std::string what) const;  // "data/x.tsv:12: what"

 private:
  std::string name_;
  std::vector<Row> rows_;
};

// "a|b|c" -> {"a","b","c"}; an empty cell gives none.
[[nodiscard]] std::vector<std::string_view> split(std::string_view cell, char separator = '|');
[[nodiscard]] std::string_view trim(std::string_view s);  // ASCII blanks off both ends

class Knowledge {
 public:
  // From a pack made by `annalist kb build`.
  [[nodiscard]] static Result<Knowledge> from_pack(const std::string& path);
  // From folders; a later folder adds to an earlier one. Names are paths below the folder: "kb/countries.tsv".
  [[nodiscard]] static Result<Knowledge> from_folders(const std::vector<std::string>& folders);

  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] std::string_view text(std::string_view name) const;  // empty when there is none
  [[nodiscard]] std::vector<std::string> names() const;              // sorted
  [[nodiscard]] Result<Table> table(const std::string& name, const std::vector<std::string_view>& columns) const;
  // SHA-256 over all names and texts: equal for a pack and the folders it was built from.
  [[nodiscard]] const std::string& sha256() const;  // computed when first asked for
  // Puts a table there, in the place of one of that name; what was compiled from the tables before is dropped.
  void put(const std::string& name, std::string text);
  // What `kb build` compiled from these very tables, and what keeps its bytes in place; empty when there is none. No
  // table: neither names() nor sha256() tell of it. A name starts with "compiled/".
  struct Compiled {
    std::string_view bytes;
    std::shared_ptr<const Pack> keeps;
  };
  [[nodiscard]] Compiled compiled(std::string_view name) const;
  void put_compiled(const std::string& name, std::string bytes) { compiled_[name] = std::move(bytes); }
  [[nodiscard]] Status write_pack(const std::string& path) const;

 private:
  struct Digest {
    std::once_flag once;
    std::string hex;
  };
  std::map<std::string, std::string_view, std::less<>> texts_;
  std::map<std::string, std::unique_ptr<std::string>, std::less<>> owned_;
  std::map<std::string, std::string, std::less<>> compiled_;  // to be written
  std::shared_ptr<const Pack> pack_;
  bool changed_ = false;  // since it was read from the pack
  std::shared_ptr<Digest> digest_ = std::make_shared<Digest>();
};

}  // namespace annalist
