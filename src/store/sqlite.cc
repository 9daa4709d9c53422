#include "store/sqlite.h"

#include <sqlite3.h>

#include <utility>

namespace annalist::store {
namespace {

constexpr int kBusyMilliseconds = 5000;  // a reader or a second ingest may hold the lock for one batch

Error error_of(int code, const std::string& what, const std::string& path) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Code::kBusy, "the base is locked by another process", path, "wait until it has finished, or end it"};
    case SQLITE_CORRUPT:
      return {Code::kDamaged, "the base is damaged: " + what, path, "restore a copy, or ingest into a new base"};
    case SQLITE_NOTADB:
      return {Code::kDamaged, "not a base: the file is no SQLite database", path, "name another file with --db"};
    case SQLITE_FULL:
      return {Code::kNoSpace, "the disk is full", path, "make room and run the same command again: it goes on where it stopped"};
    case SQLITE_IOERR:
      return {Code::kDamaged, "the disk refuses to read or write the base: " + what, path, "check the disk"};
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {Code::kUnreadable, "cannot open the base: " + what, path, "check the path and its permissions"};
    default:
      return {Code::kInternal, "the base refuses: " + what, path, ""};
  }
}

}  // namespace

Statement::Statement(Statement&& o) noexcept
    : statement_(std::exchange(o.statement_, nullptr)), database_(o.database_), next_(o.next_) {}
Statement& Statement::operator=(Statement&& o) noexcept {
  std::swap(statement_, o.statement_);
  std::swap(database_, o.database_);
  std::swap(next_, o.next_);
  return *this;
}
Statement::~Statement() { sqlite3_finalize(statement_); }

Statement& Statement::bind(std::string_view s) {
  // An empty view may have no pointer, which SQLite would read as NULL.
  sqlite3_bind_text(statement_, next_++, s.empty() ? "" : s.data(), static_cast<int>(s.size()), SQLITE_STATIC);
  return *this;
}
Statement& Statement::bind(int64_t n) {
  sqlite3_bind_int64(statement_, next_++, n);
  return *this;
}
Statement& Statement::bind(double d) {
  sqlite3_bind_double(statement_, next_++, d);
  return *this;
}
Statement& Statement::bind_bytes(std::string_view bytes) {
  sqlite3_bind_blob(statement_, next_++, bytes.empty() ? "" : bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
  return *this;
}
Statement& Statement::null() {
  sqlite3_bind_null(statement_, next_++);
  return *this;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return database_->error();
}
Status Statement::run() {
  for (;;) {
    const auto row = step();
    if (!row) {
      reset();
      return row.error();
    }
    if (!*row) break;
  }
  reset();
  return {};
}
void Statement::reset() {
  sqlite3_reset(statement_);
  next_ = 1;
}

int Statement::columns() const { return sqlite3_column_count(statement_); }
std::string_view Statement::name(int column) const { return sqlite3_column_name(statement_, column); }
bool Statement::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
bool Statement::is_number(int column) const {
  const int type = sqlite3_column_type(statement_, column);
  return type == SQLITE_INTEGER || type == SQLITE_FLOAT;
}
std::string_view Statement::view(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  if (!bytes) return {};
  return {static_cast<const char*>(bytes), static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
}
int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }
double Statement::real(int column) const { return sqlite3_column_double(statement_, column); }
std::optional<double> Statement::maybe_real(int column) const {
  return is_null(column) ? std::nullopt : std::optional(real(column));
}
std::optional<Day> Statement::maybe_day(int column) const {
  return is_null(column) ? std::nullopt : std::optional(Day{static_cast<int32_t>(integer(column))});
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path, bool read_only) {
  sqlite3* handle = nullptr;
  const int flags = read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  std::unique_ptr<Database> database(new Database(handle, path));
  if (code != SQLITE_OK) return error_of(code, handle ? sqlite3_errmsg(handle) : "out of memory", path);
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  sqlite3_extended_result_codes(handle, 1);
  return database;
}
Database::~Database() { sqlite3_close_v2(handle_); }

Result<Statement> Database::prepare(std::string_view sql) const {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), 0, &statement, nullptr) != SQLITE_OK) return error();
  return Statement(statement, this);
}
Status Database::execute(const char* sql) const {
  if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return error();
  return {};
}
Result<int64_t> Database::integer(std::string_view sql) const {
  auto statement = prepare(sql);
  if (!statement) return statement.error();
  const auto row = statement->step();
  if (!row) return row.error();
  return *row ? statement->integer(0) : 0;
}
Error Database::error() const { return error_of(sqlite3_errcode(handle_), sqlite3_errmsg(handle_), path_); }
int64_t Database::last_rowid() const { return sqlite3_last_insert_rowid(handle_); }

Result<Transaction> Transaction::begin(const Database& database) {
  ANNALIST_TRY(database.execute("BEGIN IMMEDIATE"));
  return Transaction(&database);
}
Transaction::~Transaction() {
  if (database_) (void)database_->execute("ROLLBACK").ok();
}
Status Transaction::commit() {
  ANNALIST_TRY(database_->execute("COMMIT"));
  database_ = nullptr;
  return {};
}

}  // namespace annalist::store
