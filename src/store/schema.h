// The base's tables and views, and the steps from each older schema to this one (PRAGMA user_version).
#pragma once

#include <cstdint>

#include "store/sqlite.h"

namespace annalist::store {

inline constexpr int64_t kSchemaVersion = 2;

// Makes a new base or brings an older one up to date, in one transaction. Errors: kUnsupported for a newer schema,
// kDamaged for a database that is not ours.
[[nodiscard]] Status migrate(const Database& database);
// The same check without changing anything, for read-only use.
[[nodiscard]] Status check_schema(const Database& database);

}  // namespace annalist::store
