#include "store/base.h"

#include <sys/stat.h>

#include "store/impl.h"
#include "store/schema.h"

namespace annalist::store {
namespace {

// WAL: readers never wait for the writer. FULL: an acknowledged batch is on the disk (law 5).
constexpr const char* kWritePragmas =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;"
    "PRAGMA wal_autocheckpoint = 4000";
constexpr const char* kReadPragmas = "PRAGMA query_only = 1; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY";

}  // namespace

Base::Base(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Base::Base(Base&&) noexcept = default;
Base& Base::operator=(Base&&) noexcept = default;
Base::~Base() = default;

Result<Statement*> Base::Impl::prepared(const char* sql) {
  auto it = statements.find(sql);
  if (it == statements.end()) {
    auto statement = database->prepare(sql);
    if (!statement) return statement.error();
    it = statements.emplace(sql, std::move(*statement)).first;
  }
  it->second.reset();
  return &it->second;
}

Result<Base> Base::open(const std::string& path, Mode mode) {
  struct stat info {};
  const bool there = path != ":memory:" && ::stat(path.c_str(), &info) == 0;
  if (mode == Mode::kRead && !there)
    return Error{Code::kNotFound, "there is no base", path, "make one with: annalist ingest PATH --db " + path};
  if (there && S_ISDIR(info.st_mode)) return Error{Code::kUnreadable, "a folder, not a base", path, "name a file with --db"};
  auto database = Database::open(path, mode == Mode::kRead);
  if (!database) return database.error();
  if (mode == Mode::kRead) {
    ANNALIST_TRY(check_schema(**database));
    ANNALIST_TRY((*database)->execute(kReadPragmas));
    const auto version = (*database)->integer("PRAGMA user_version");
    if (!version) return version.error();
    if (*version < kSchemaVersion)
      return Error{Code::kUnsupported, "the base is empty or of an older schema", path, "ingest into it once to bring it up to date"};
  } else {
    ANNALIST_TRY(check_schema(**database));
    ANNALIST_TRY((*database)->execute(kWritePragmas));
    ANNALIST_TRY(migrate(**database));
  }
  return Base(std::make_unique<Impl>(std::move(*database)));
}

Result<Known> Base::knows(const std::string& document_key, const std::string& raw_sha256) {
  auto statement = impl_->prepared("SELECT revision, raw_sha256 = ?2 FROM document WHERE key = ?1 ORDER BY revision");
  if (!statement) return statement.error();
  (*statement)->bind(document_key).bind(raw_sha256);
  Known known;
  for (;;) {
    const auto row = (*statement)->step();
    if (!row) return row.error();
    if (!*row) break;
    known.revision = (*statement)->number(0) + 1;
    if ((*statement)->integer(1) != 0) {
      known = {true, (*statement)->number(0)};
      break;
    }
  }
  (*statement)->reset();
  return known;
}

Status Base::add_quarantine(const std::string& id, const Error& error) {
  return impl_->run("INSERT OR REPLACE INTO quarantine(id, place, code, message) VALUES(?, ?, ?, ?)", id, error.where,
                    code_name(error.code), error.line());
}

Result<int64_t> Base::begin_run(const std::string& command, const std::string& started, const std::string& made_by) {
  ANNALIST_TRY(impl_->run("INSERT INTO run(command, started, made_by) VALUES(?, ?, ?)", command, started, made_by));
  return impl_->database->last_rowid();
}
Status Base::end_run(int64_t run, const std::string& ended, uint32_t documents, uint32_t skipped, uint32_t failed) {
  return impl_->run("UPDATE run SET ended = ?, documents = ?, skipped = ?, failed = ? WHERE n = ?", ended, documents, skipped, failed, run);
}

Result<Counts> Base::counts() {
  Counts counts;
  for (const auto& [sql, to] : {std::pair{"SELECT count(*) FROM document WHERE current", &counts.documents},
                                std::pair{"SELECT count(*) FROM claim WHERE current", &counts.claims},
                                std::pair{"SELECT count(*) FROM event", &counts.events},
                                std::pair{"SELECT count(*) FROM quarantine", &counts.quarantined},
                                std::pair{"SELECT count(*) FROM unwoven", &counts.unwoven}}) {
    const auto n = impl_->database->integer(sql);
    if (!n) return n.error();
    *to = static_cast<uint64_t>(*n);
  }
  return counts;
}

Result<std::optional<Day>> Base::latest_publication() {
  auto statement = impl_->prepared("SELECT max(latest) FROM document WHERE current");
  if (!statement) return statement.error();
  const auto row = (*statement)->step();
  if (!row) return row.error();
  std::optional<Day> day = (*statement)->maybe_day(0);
  (*statement)->reset();
  return day;
}

Result<std::string> Base::integrity() {
  auto statement = impl_->prepared("PRAGMA quick_check(1)");
  if (!statement) return statement.error();
  const auto row = (*statement)->step();
  if (!row) return row.error();
  std::string answer = (*statement)->text(0);
  (*statement)->reset();
  return answer;
}

Result<Statement> Base::prepare(std::string_view sql) { return impl_->database->prepare(sql); }

}  // namespace annalist::store
