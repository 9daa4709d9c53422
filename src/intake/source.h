// ByteSource: a file or stdin, unpacked on the fly when its name ends in .gz or .zst. Lines: its lines within a limit.
// One thread each.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace annalist::intake {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Reads up to `size` bytes; 0 at the end. Errors: kUnreadable, kMalformed (a damaged or cut-off archive).
  [[nodiscard]] virtual Result<size_t> read(char* to, size_t size) = 0;
};

// path "-" is stdin. Errors: kUnreadable (also a folder).
[[nodiscard]] Result<std::unique_ptr<ByteSource>> open_source(const std::string& path);
// The whole source. Errors: kTooLarge beyond `limit` bytes after unpacking, and those of read().
[[nodiscard]] Result<std::string> read_source(const std::string& path, size_t limit);
// "a/b.html.gz" -> "a/b.html"; other names as they are.
[[nodiscard]] std::string_view without_packing(std::string_view path);

class Lines {
 public:
  enum class Got : uint8_t { kLine, kTooLong, kEnd, kError };
  Lines(std::unique_ptr<ByteSource> source, size_t limit) : source_(std::move(source)), limit_(limit) {}
  // The next line without its \n or \r\n. kTooLong: a line over the limit was skipped. kError: see error(); then the end.
  [[nodiscard]] Got next(std::string& line);
  [[nodiscard]] size_t number() const { return number_; }  // 1-based, of the line got last
  [[nodiscard]] const Error& error() const { return *error_; }

 private:
  bool fill();
  std::unique_ptr<ByteSource> source_;
  size_t limit_;
  size_t number_ = 0;
  std::string buffer_;
  size_t at_ = 0;
  bool ended_ = false;
  std::optional<Error> error_;
};

}  // namespace annalist::intake
