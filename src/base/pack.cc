// Grammar (all numbers little-endian):
//   pack    := magic[8] = "ANNALPK1", u32 major = 1, u32 count, u64 xxh64 of the section table, entry[count], sections
//   entry   := name[40] zero-padded, u64 offset from the start of the file, u64 length, u64 xxh64 of the section
//   section := bytes, starting at a multiple of 64 so that weights can be read in place
#include "base/pack.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <mutex>
#include <utility>

#include "base/hash.h"

namespace annalist {
namespace {

constexpr char kMagic[] = "ANNALPK1";
constexpr uint32_t kMajor = 1;
constexpr size_t kHead = 24, kEntry = 64, kName = 40, kAlign = 64;
constexpr uint32_t kMaxSections = 4096;  // a damaged count must not make us read far

template <class T>
T get(std::string_view bytes, size_t at) {
  T v;
  std::memcpy(&v, bytes.data() + at, sizeof v);
  return v;
}
template <class T>
void put(std::string& out, T v) {
  char b[sizeof v];
  std::memcpy(b, &v, sizeof v);
  out.append(b, sizeof v);
}

Error system_error(const std::string& path) {
  const int e = errno;
  if (e == ENOENT) return {Code::kNotFound, "no such file", path, ""};
  if (e == ENOSPC) return {Code::kNoSpace, "the disk is full", path, "free some space and run again"};
  return {Code::kUnreadable, std::strerror(e), path, e == EACCES ? "check its permissions" : ""};
}

class File {
 public:
  File(const std::string& path, int flags, mode_t mode = 0) : fd_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] int fd() const { return fd_; }

 private:
  int fd_;
};

}  // namespace

struct Pack::Map {
  std::string path, owned;
  std::once_flag hashed;
  std::string sha256;  // on first asking
  void* at = nullptr;
  std::string_view bytes;
  struct Section {
    std::string_view name, bytes;
  };
  std::vector<Section> sections;
  Map() = default;
  Map(const Map&) = delete;
  Map& operator=(const Map&) = delete;
  ~Map() {
    if (at) ::munmap(at, bytes.size());
  }
};

Pack::Pack(std::unique_ptr<Map> map) : map_(std::move(map)) {}
Pack::Pack(Pack&&) noexcept = default;
Pack& Pack::operator=(Pack&&) noexcept = default;
Pack::~Pack() = default;

Result<Pack> Pack::open(const std::string& path) {
  const File file(path, O_RDONLY);
  if (file.fd() < 0) return system_error(path);
  struct stat info {};
  if (::fstat(file.fd(), &info) != 0) return system_error(path);
  auto map = std::make_unique<Map>();
  map->path = path;
  if (info.st_size > 0) {
    void* at = ::mmap(nullptr, static_cast<size_t>(info.st_size), PROT_READ, MAP_PRIVATE, file.fd(), 0);
    if (at == MAP_FAILED) return system_error(path);
    map->at = at;
    map->bytes = {static_cast<const char*>(at), static_cast<size_t>(info.st_size)};
  }
  return verified(std::move(map));
}

Result<Pack> Pack::from_bytes(std::string bytes, const std::string& name) {
  auto map = std::make_unique<Map>();
  map->path = name;
  map->owned = std::move(bytes);
  map->bytes = map->owned;
  return verified(std::move(map));
}

Result<Pack> Pack::verified(std::unique_ptr<Map> map) {
  const auto damaged = [&](const std::string& what) {
    return Error{Code::kDamaged, "not a usable pack: " + what, map->path, "build it again"};
  };
  const std::string_view all = map->bytes;
  if (all.size() < kHead || all.substr(0, 8) != kMagic) return damaged("no pack header");
  if (const auto major = get<uint32_t>(all, 8); major != kMajor)
    return Error{Code::kUnsupported, "pack of format " + std::to_string(major) + ", this program reads format " +
                 std::to_string(kMajor), map->path, "use the program that it came with"};
  const auto count = get<uint32_t>(all, 12);
  if (count > kMaxSections || kHead + size_t{count} * kEntry > all.size()) return damaged("section table cut short");
  const std::string_view table = all.substr(kHead, size_t{count} * kEntry);
  if (xxh64(table) != get<uint64_t>(all, 16)) return damaged("section table does not match its hash");
  for (uint32_t i = 0; i < count; ++i) {
    const std::string_view entry = table.substr(i * kEntry, kEntry);
    const auto offset = get<uint64_t>(entry, kName), length = get<uint64_t>(entry, kName + 8);
    if (offset > all.size() || length > all.size() - offset) return damaged("a section reaches beyond the file");
    const std::string_view name = entry.substr(0, ::strnlen(entry.data(), kName));
    const std::string_view bytes = all.substr(offset, length);
    if (xxh64(bytes) != get<uint64_t>(entry, kName + 16)) return damaged("section " + std::string(name) + " is damaged");
    map->sections.push_back({name, bytes});
  }
  return Pack(std::move(map));
}

bool Pack::has(std::string_view section) const {
  for (const auto& s : map_->sections)
    if (s.name == section) return true;
  return false;
}
std::string_view Pack::section(std::string_view name) const {
  for (const auto& s : map_->sections)
    if (s.name == name) return s.bytes;
  return {};
}
std::vector<std::string_view> Pack::names() const {
  std::vector<std::string_view> out;
  for (const auto& s : map_->sections) out.push_back(s.name);
  return out;
}
const std::string& Pack::path() const { return map_->path; }
const std::string& Pack::sha256() const {
  std::call_once(map_->hashed, [&] { map_->sha256 = sha256_hex(map_->bytes); });
  return map_->sha256;
}

void PackWriter::add(std::string name, std::string bytes) {
  ANNALIST_CHECK(!name.empty() && name.size() < kName);
  sections_.emplace_back(std::move(name), std::move(bytes));
}

std::string PackWriter::bytes() const {
  const auto aligned = [](size_t n) { return (n + kAlign - 1) / kAlign * kAlign; };
  std::string table;
  size_t at = aligned(kHead + sections_.size() * kEntry);
  for (const auto& [name, section] : sections_) {
    std::string padded = name;
    padded.resize(kName, '\0');
    table += padded;
    put(table, uint64_t{at});
    put(table, uint64_t{section.size()});
    put(table, xxh64(section));
    at = aligned(at + section.size());
  }
  std::string out(kMagic);
  put(out, kMajor);
  put(out, static_cast<uint32_t>(sections_.size()));
  put(out, xxh64(table));
  out += table;
  for (const auto& [name, section] : sections_) {
    out.resize(aligned(out.size()), '\0');
    out += section;
  }
  return out;
}

Status PackWriter::write(const std::string& path) const { return write_file(path, bytes()); }

Result<std::string> read_file(const std::string& path, size_t limit) {
  const File file(path, O_RDONLY);
  if (file.fd() < 0) return system_error(path);
  struct stat info {};
  if (::fstat(file.fd(), &info) != 0) return system_error(path);
  if (S_ISDIR(info.st_mode)) return Error{Code::kUsage, "is a folder", path, ""};
  const auto too_large = [&] {
    return Error{Code::kTooLarge, "larger than " + std::to_string(limit >> 20) + " MiB", path, "split it"};
  };
  if (S_ISREG(info.st_mode) && static_cast<size_t>(info.st_size) > limit) return too_large();
  std::string out;
  if (S_ISREG(info.st_mode)) out.reserve(static_cast<size_t>(info.st_size));
  char buffer[1 << 16];
  for (;;) {
    const ssize_t n = ::read(file.fd(), buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return system_error(path);
    if (n == 0) return out;
    out.append(buffer, static_cast<size_t>(n));
    if (out.size() > limit) return too_large();
  }
}

Status write_file(const std::string& path, std::string_view bytes) {
  const std::string temporary = path + ".part";
  {
    const File file(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file.fd() < 0) return system_error(temporary);
    for (size_t at = 0; at < bytes.size();) {
      const ssize_t n = ::write(file.fd(), bytes.data() + at, bytes.size() - at);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) {
        Error e = system_error(temporary);
        ::unlink(temporary.c_str());
        return e;
      }
      at += static_cast<size_t>(n);
    }
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) return system_error(path);
  return {};
}

}  // namespace annalist
