// What the parts of Base share: the connection, its prepared statements, and reading and writing of single records.
// Private to this room.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "store/base.h"

namespace annalist::store {

struct Base::Impl {
  explicit Impl(std::unique_ptr<Database> d) : database(std::move(d)) {}

  // A statement prepared once; `sql` must be a literal, its address is the key. It comes back reset.
  [[nodiscard]] Result<Statement*> prepared(const char* sql);
  // Runs a prepared statement with these values to its end.
  template <class... Values>
  [[nodiscard]] Status run(const char* sql, const Values&... values) {
    auto statement = prepared(sql);
    if (!statement) return statement.error();
    ((*statement)->bind(values), ...);
    return (*statement)->run();
  }
  // First column of all rows.
  template <class... Values>
  [[nodiscard]] Result<std::vector<int64_t>> numbers(const char* sql, const Values&... values) {
    auto statement = prepared(sql);
    if (!statement) return statement.error();
    ((*statement)->bind(values), ...);
    std::vector<int64_t> out;
    for (;;) {
      const auto row = (*statement)->step();
      if (!row) return row.error();
      if (!*row) break;
      out.push_back((*statement)->integer(0));
    }
    (*statement)->reset();
    return out;
  }

  [[nodiscard]] Result<weave::ClaimRecord> record(int64_t claim);  // load.cc
  [[nodiscard]] Result<weave::Event> load_event(int64_t n);        // load.cc
  [[nodiscard]] Result<StoredClaim> stored_claim(int64_t n);       // load.cc
  [[nodiscard]] Result<int64_t> write_event(const weave::Event& event);  // weaving.cc; its row

  [[nodiscard]] Result<Statement*> prepare_decisions();            // overrides.cc
  // Of an event or claim id, 0 = none.
  [[nodiscard]] Result<int64_t> row_of(const char* sql, std::string_view id) {
    const auto found = numbers(sql, id);
    if (!found) return found.error();
    return found->empty() ? 0 : found->front();
  }

  std::unique_ptr<Database> database;
  std::map<const char*, Statement> statements;
};

}  // namespace annalist::store
