#include "store/schema.h"

#include <string>

#include "store/tables.sql.h"
#include "store/views.sql.h"

namespace annalist::store {
namespace {

constexpr int64_t kApplicationId = 0x416E6E61;  // "Anna": tells our bases from other SQLite files

// What makes schema n+1 of schema n.
constexpr const char* kSteps[] = {kTables, kOverrideTables};
static_assert(sizeof kSteps / sizeof *kSteps == kSchemaVersion);

}  // namespace

Status check_schema(const Database& database) {
  const auto version = database.integer("PRAGMA user_version");
  if (!version) return version.error();
  const auto application = database.integer("PRAGMA application_id");
  if (!application) return application.error();
  const auto tables = database.integer("SELECT count(*) FROM sqlite_master");
  if (!tables) return tables.error();
  if (*application != kApplicationId && (*tables > 0 || *version > 0))
    return Error{Code::kDamaged, "a database of another program, not a base", database.path(), "name another file with --db"};
  if (*version > kSchemaVersion)
    return Error{Code::kUnsupported, "the base has schema " + std::to_string(*version) + ", this program knows up to " + std::to_string(kSchemaVersion),
                 database.path(), "use a newer annalist"};
  return {};
}

Status migrate(const Database& database) {
  ANNALIST_TRY(check_schema(database));
  auto transaction = Transaction::begin(database);
  if (!transaction) return transaction.error();
  const auto version = database.integer("PRAGMA user_version");  // again, under the lock
  if (!version) return version.error();
  for (int64_t step = *version; step < kSchemaVersion; ++step) ANNALIST_TRY(database.execute(kSteps[step]));
  if (*version < kSchemaVersion) {
    const std::string mark = "PRAGMA application_id = " + std::to_string(kApplicationId) +
                             "; PRAGMA user_version = " + std::to_string(kSchemaVersion);
    ANNALIST_TRY(database.execute(mark.c_str()));
  }
  ANNALIST_TRY(database.execute(kViews));
  return transaction->commit();
}

}  // namespace annalist::store
