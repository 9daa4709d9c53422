#include "base/knowledge.h"

#include <algorithm>
#include <filesystem>

#include "base/hash.h"
#include "base/limits.h"

namespace annalist {
namespace fs = std::filesystem;
namespace {
constexpr std::string_view kCompiledFolder = "compiled/";
}

Result<Table> Table::read(std::string_view text, const std::string& name,
                          const std::vector<std::string_view>& columns) {
  Table table;
  table.name_ = name;
  table.rows_.reserve(static_cast<size_t>(std::count(text.begin(), text.end(), '\n')) + 1);
  uint32_t line = 0;
  size_t width = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string_view row = text.substr(at, end - at);
    at = end + 1;
    ++line;
    if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
    if (row.empty() || row[0] == '#') continue;
    Row r{line, split(row, '\t')};
    if (width == 0) {
      width = r.cells.size();
      for (size_t i = 0; i < columns.size(); ++i)
        if (i >= width || r.cells[i] != columns[i])
          return table.error(r, "column " + std::to_string(i + 1) + " should be named '" + std::string(columns[i]) + "'");
      continue;
    }
    if (r.cells.size() != width)
      return table.error(r, std::to_string(r.cells.size()) + " cells, not " + std::to_string(width));
    for (auto& cell : r.cells)
      if (cell == "-") cell = {};
    table.rows_.push_back(std::move(r));
  }
  if (width == 0) return Error{Code::kMalformed, "no header line", name, "name the columns on the first line"};
  return table;
}

Error Table::error(const Row& row, std::string what) const {
  return {Code::kMalformed, std::move(what), name_ + ":" + std::to_string(row.line), ""};
}

std::vector<std::string_view> split(std::string_view cell, char separator) {
  std::vector<std::string_view> out;
  if (cell.empty()) return out;
  out.reserve(static_cast<size_t>(std::count(cell.begin(), cell.end(), separator)) + 1);
  for (size_t at = 0;;) {
    const size_t end = cell.find(separator, at);
    out.push_back(cell.substr(at, end == std::string_view::npos ? end : end - at));
    if (end == std::string_view::npos) return out;
    at = end + 1;
  }
}

std::string_view trim(std::string_view s) {
  const auto blank = [](char c) { return c == ' ' || (c >= 9 && c <= 13); };
  while (!s.empty() && blank(s.front())) s.remove_prefix(1);
  while (!s.empty() && blank(s.back())) s.remove_suffix(1);
  return s;
}

Result<Knowledge> Knowledge::from_pack(const std::string& path) {
  Result<Pack> pack = Pack::open(path);
  if (!pack) return pack.error();
  Knowledge k;
  k.pack_ = std::make_shared<const Pack>(std::move(pack).value());
  for (std::string_view name : k.pack_->names())
    if (!name.starts_with(kCompiledFolder)) k.texts_.emplace(std::string(name), k.pack_->section(name));
  return k;
}

Result<Knowledge> Knowledge::from_folders(const std::vector<std::string>& folders) {
  Knowledge k;
  for (const std::string& folder : folders) {
    std::error_code failed;
    for (auto it = fs::recursive_directory_iterator(folder, failed); !failed && it != fs::recursive_directory_iterator();
         it.increment(failed)) {
      const fs::path& p = it->path();
      if (p.filename() == "node_modules") it.disable_recursion_pending();  // packages that tables are generated from
      if (!it->is_regular_file() || (p.extension() != ".tsv" && p.extension() != ".rules")) continue;
      Result<std::string> bytes = read_file(p.string(), kMaxDocumentBytes);
      if (!bytes) return bytes.error();
      const std::string name = fs::relative(p, folder).generic_string();
      k.owned_[name] = std::make_unique<std::string>(std::move(bytes).value());
      k.texts_[name] = *k.owned_[name];
    }
    if (failed) return Error{Code::kNotFound, "cannot read the tables: " + failed.message(), folder, ""};
  }
  return k;
}

const std::string& Knowledge::sha256() const {
  std::call_once(digest_->once, [&] {
    std::string all;
    for (const auto& [name, text] : texts_) all += name + '\x1f' + sha256_hex(text) + '\n';
    digest_->hex = sha256_hex(all);
  });
  return digest_->hex;
}

void Knowledge::put(const std::string& name, std::string text) {
  owned_[name] = std::make_unique<std::string>(std::move(text));
  texts_[name] = *owned_[name];
  digest_ = std::make_shared<Digest>();
  compiled_.clear();
  changed_ = true;
}

Knowledge::Compiled Knowledge::compiled(std::string_view name) const {
  if (!pack_ || changed_ || !name.starts_with(kCompiledFolder)) return {};
  return {pack_->section(name), pack_};
}

bool Knowledge::has(std::string_view name) const { return texts_.find(name) != texts_.end(); }
std::string_view Knowledge::text(std::string_view name) const {
  const auto it = texts_.find(name);
  return it == texts_.end() ? std::string_view{} : it->second;
}
std::vector<std::string> Knowledge::names() const {
  std::vector<std::string> out;
  for (const auto& [name, text] : texts_) out.push_back(name);
  return out;
}

Result<Table> Knowledge::table(const std::string& name, const std::vector<std::string_view>& columns) const {
  if (!has(name)) return Error{Code::kDamaged, "the knowledge holds no table of this name", name, "build kb.pack again"};
  return Table::read(text(name), "data/" + name, columns);
}

Status Knowledge::write_pack(const std::string& path) const {
  PackWriter writer;
  for (const auto& [name, text] : texts_) writer.add(name, std::string(text));
  for (const auto& [name, bytes] : compiled_) writer.add(name, bytes);
  return writer.write(path);
}

}  // namespace annalist
