// A thin RAII face of SQLite's C interface: connections, prepared statements, transactions. Every failure becomes an Error
// of one line (busy, damaged, no space …). One connection per thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace annalist::store {

class Database;

// A prepared statement. bind() numbers parameters from 1 in the order of calls after each reset().
class Statement {
 public:
  Statement(Statement&& o) noexcept;
  Statement& operator=(Statement&& o) noexcept;
  ~Statement();

  Statement& bind(std::string_view s);  // must stay alive until the step
  Statement& bind(const std::string& s) { return bind(std::string_view(s)); }
  Statement& bind(const char* s) { return bind(std::string_view(s)); }
  Statement& bind(int64_t n);
  Statement& bind(uint32_t n) { return bind(static_cast<int64_t>(n)); }
  Statement& bind(int n) { return bind(static_cast<int64_t>(n)); }
  Statement& bind(bool b) { return bind(static_cast<int64_t>(b)); }
  Statement& bind(Day d) { return bind(d.number); }
  Statement& bind(double d);
  Statement& bind(const std::optional<double>& d) { return d ? bind(*d) : null(); }
  Statement& bind(const std::optional<Day>& d) { return d ? bind(d->number) : null(); }
  Statement& bind_bytes(std::string_view bytes);
  Statement& null();
  Statement& known(const std::string& s) { return s.empty() ? null() : bind(std::string_view(s)); }

  [[nodiscard]] Result<bool> step();  // true: a row is there
  [[nodiscard]] Status run();         // steps to the end and resets
  void reset();

  [[nodiscard]] int columns() const;
  [[nodiscard]] std::string_view name(int column) const;
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] bool is_number(int column) const;
  [[nodiscard]] std::string_view view(int column) const;  // until the next step
  [[nodiscard]] std::string text(int column) const { return std::string(view(column)); }
  [[nodiscard]] int64_t integer(int column) const;
  [[nodiscard]] uint32_t number(int column) const { return static_cast<uint32_t>(integer(column)); }
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::optional<double> maybe_real(int column) const;
  [[nodiscard]] std::optional<Day> maybe_day(int column) const;

 private:
  friend class Database;
  Statement(sqlite3_stmt* statement, const Database* database) : statement_(statement), database_(database) {}
  sqlite3_stmt* statement_ = nullptr;
  const Database* database_ = nullptr;
  int next_ = 1;
};

class Database {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Database>> open(const std::string& path, bool read_only);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  [[nodiscard]] Result<Statement> prepare(std::string_view sql) const;
  [[nodiscard]] Status execute(const char* sql) const;  // one or more statements without parameters
  [[nodiscard]] Result<int64_t> integer(std::string_view sql) const;  // first column of the first row; 0 without rows
  [[nodiscard]] Error error() const;                     // of the last call that failed
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] int64_t last_rowid() const;

 private:
  Database(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}
  sqlite3* handle_;
  std::string path_;
};

// Begins at once with the write lock; rolls back unless committed.
class Transaction {
 public:
  [[nodiscard]] static Result<Transaction> begin(const Database& database);
  Transaction(Transaction&& o) noexcept : database_(o.database_) { o.database_ = nullptr; }
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  [[nodiscard]] Status commit();

 private:
  explicit Transaction(const Database* database) : database_(database) {}
  const Database* database_;
};

}  // namespace annalist::store
