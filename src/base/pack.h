// Pack: the one container for compiled things (models/en.pack, kb.pack). Memory-mapped, verified on opening, sections
// are views into the map; const and shared between threads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace annalist {

class Pack {
 public:
  // Maps and verifies the file: magic, major version, bounds and the XXH64 of every section.
  [[nodiscard]] static Result<Pack> open(const std::string& path);
  // The same over bytes already in memory.
  [[nodiscard]] static Result<Pack> from_bytes(std::string bytes, const std::string& name);

  Pack(Pack&&) noexcept;
  Pack& operator=(Pack&&) noexcept;
  ~Pack();

  [[nodiscard]] bool has(std::string_view section) const;
  [[nodiscard]] std::string_view section(std::string_view name) const;  // empty when there is none
  [[nodiscard]] std::vector<std::string_view> names() const;            // in file order
  [[nodiscard]] const std::string& path() const;
  // SHA-256 of the whole file, 64 hex digits; computed once, when first asked for.
  [[nodiscard]] const std::string& sha256() const;

 private:
  struct Map;
  explicit Pack(std::unique_ptr<Map> map);
  static Result<Pack> verified(std::unique_ptr<Map> map);
  std::unique_ptr<Map> map_;
};

// Builds a pack; sections keep the order of add(), names are 1..39 bytes and unique.
class PackWriter {
 public:
  void add(std::string name, std::string bytes);
  [[nodiscard]] std::string bytes() const;
  [[nodiscard]] Status write(const std::string& path) const;  // through a temporary file and rename

 private:
  std::vector<std::pair<std::string, std::string>> sections_;
};

// Whole files, with the errors of the contract.
[[nodiscard]] Result<std::string> read_file(const std::string& path, size_t limit);
[[nodiscard]] Status write_file(const std::string& path, std::string_view bytes);

}  // namespace annalist
