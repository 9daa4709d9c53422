// Result<T>: a value or an Error. Everything that input can cause is a Result; ANNALIST_CHECK is for our own bugs.
// An Error says what happened, where (file, line or byte) and what to do about it, and prints as one line.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace annalist {

enum class Code {
  kUsage,        // the request itself is wrong: exit 2
  kNotFound,     // nothing of that name or id
  kUnreadable,   // the system would not give us the bytes
  kTooLarge,     // beyond a limit of base/limits.h
  kNotText,      // binary, or of a kind that holds no text
  kMalformed,    // bytes that break their own format
  kUnsupported,  // a kind or format not built in
  kDamaged,      // a pack or base fails its checks: exit 4
  kBusy,         // locked by another process: exit 4
  kNoSpace,      // the disk is full: exit 4
  kInternal,     // our bug, caught at a border
};

// The stable short word of a code, as printed in {"error":{"code":…}}.
[[nodiscard]] const char* code_name(Code code);

struct Error {
  Code code = Code::kInternal;
  std::string what;   // "not UTF-8 text: binary data"
  std::string where;  // "notes.bin: byte 0"; empty when there is no place
  std::string hint;   // "convert it to text first"; empty when nothing helps

  // "where: what; hint" on one line.
  [[nodiscard]] std::string line() const;
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : v_(std::in_place_index<0>, std::move(value)) {}        // NOLINT: implicit by design
  Result(Error error) : v_(std::in_place_index<1>, std::move(error)) {}    // NOLINT
  [[nodiscard]] bool ok() const { return v_.index() == 0; }
  explicit operator bool() const { return ok(); }
  [[nodiscard]] T& value() & { return std::get<0>(v_); }
  [[nodiscard]] const T& value() const& { return std::get<0>(v_); }
  [[nodiscard]] T&& value() && { return std::get<0>(std::move(v_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  [[nodiscard]] const Error& error() const { return std::get<1>(v_); }

 private:
  std::variant<T, Error> v_;
};

// Status: success, or an Error.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)) {}  // NOLINT: implicit by design
  [[nodiscard]] bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }
  [[nodiscard]] const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

#define ANNALIST_CHECK(condition)                                                                    \
  do {                                                                                               \
    if (!(condition)) {                                                                              \
      std::fprintf(stderr, "annalist: bug: %s at %s:%d\n", #condition, __FILE__, __LINE__);          \
      std::abort();                                                                                  \
    }                                                                                                \
  } while (false)

// Returns the error of a Result or Status from the enclosing function.
#define ANNALIST_TRY(expression)                            \
  do {                                                      \
    if (auto tried_ = (expression); !tried_) return tried_.error(); \
  } while (false)

}  // namespace annalist
