#include "cli/command.h"

#include <charconv>
#include <cstdio>

namespace annalist::cli {

Result<int64_t> Arguments::number(const std::string& name, int64_t otherwise, int64_t low, int64_t high) const {
  if (!has(name)) return otherwise;
  const std::string text = get(name);
  int64_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size() || value < low || value > high)
    return Error{Code::kUsage, "'" + text + "' is not a whole number from " + std::to_string(low) + " to " +
                                   std::to_string(high), name, ""};
  return value;
}

int fail(const Error& error) {
  std::fprintf(stderr, "annalist: %s\n", error.line().c_str());
  switch (error.code) {
    case Code::kNotFound: return kFoundNothing;
    case Code::kUsage:
    case Code::kUnsupported: return kWrongUsage;
    case Code::kDamaged:
    case Code::kBusy:
    case Code::kNoSpace: return kBaseUnusable;
    default: return kSomeFailed;
  }
}

const char* version() { return ANNALIST_VERSION; }

}  // namespace annalist::cli
