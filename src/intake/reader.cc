#include "intake/reader.h"

#include <algorithm>
#include <deque>
#include <filesystem>

#include "base/hash.h"
#include "base/limits.h"
#include "intake/json.h"
#include "intake/source.h"

namespace annalist::intake {

namespace fs = std::filesystem;

namespace {

enum class Kind : uint8_t { kDocument, kJsonLines, kNotBuilt, kOther };

// By name alone: what a folder's entry is good for.
Kind kind_of(const std::string& path) {
  const std::string name(without_packing(path));
  std::string extension = fs::path(name).extension().string();
  for (char& c : extension)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  for (const char* e : {".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".json"})
    if (extension == e) return Kind::kDocument;
  for (const char* e : {".jsonl", ".ndjson", ".jl"})
    if (extension == e) return Kind::kJsonLines;
  for (const char* e : {".xml", ".rss", ".atom", ".warc", ".zip", ".pdf"})
    if (extension == e) return Kind::kNotBuilt;
  return Kind::kOther;
}

// Is this the folder of images and frames that a browser saves beside a page?
bool is_page_folder(const fs::path& folder) {
  for (const char* tail : {"_files", ".files"}) {
    const std::string name = folder.filename().string();
    if (!name.ends_with(tail)) continue;
    const fs::path stem = folder.parent_path() / name.substr(0, name.size() - 6);
    std::error_code none;
    if (fs::exists(stem.string() + ".html", none) || fs::exists(stem.string() + ".htm", none)) return true;
  }
  return false;
}

}  // namespace

struct Reader::Walk {
  ReadOptions options;
  std::deque<std::string> paths;      // still to open, in order
  std::deque<Item> refused;           // errors of the walk itself
  std::optional<Lines> lines;         // the JSONL being read
  std::string lines_path;
  size_t passed_over = 0;

  // The entries of a folder, sorted, take the folder's place in the queue; subfolders open when their turn comes.
  void open_folder(const std::string& path) {
    std::error_code failure;
    std::vector<std::string> names;
    for (fs::directory_iterator it(path, failure), end; !failure && it != end; it.increment(failure))
      names.push_back(it->path().filename().string());
    if (failure) {
      refuse(path, {Code::kUnreadable, "cannot read the folder: " + failure.message(), path, "check its permissions"});
      return;
    }
    std::sort(names.begin(), names.end());
    std::vector<std::string> entries;
    for (const std::string& name : names) {
      if (name.starts_with('.') || name.starts_with("README")) continue;  // a folder's own description is no article
      const std::string entry = (path.ends_with('/') ? path : path + "/") + name;
      std::error_code none;
      if (fs::is_directory(fs::symlink_status(entry, none))) {
        if (!is_page_folder(entry)) entries.push_back(entry);
      } else if (kind_of(entry) == Kind::kOther || fs::is_directory(entry, none)) {
        ++passed_over;  // a link to a folder could lead in circles
      } else {
        entries.push_back(entry);
      }
    }
    paths.insert(paths.begin(), entries.begin(), entries.end());
  }

  void refuse(const std::string& id, Error error) {
    Item item;
    item.id = id;
    item.where = id;
    item.error = std::move(error);
    refused.push_back(std::move(item));
  }

  // The next JSON line as an item; false at the end of the lines.
  bool next_line(Item& item) {
    std::string line;
    for (;;) {
      const Lines::Got got = lines->next(line);
      if (got == Lines::Got::kEnd) {
        const bool empty = lines->number() == 0 && lines_path != "stdin";
        lines.reset();
        if (empty) refuse(lines_path, {Code::kMalformed, "empty file: no text to read", lines_path, "give JSON lines"});
        return false;
      }
      item = {};
      item.where = lines_path + ":" + std::to_string(lines->number());
      item.id = item.where;
      if (got == Lines::Got::kError) {
        item.error = lines->error();
        item.error->where = item.where;
        lines.reset();
        return true;
      }
      if (got == Lines::Got::kTooLong) {
        item.error = Error{Code::kTooLarge, "line over the limit of " + std::to_string(kMaxLineBytes) + " bytes", item.where,
                           "split the document"};
        return true;
      }
      if (lines->number() == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
      if (line.find_first_not_of(" \t\r\n\f\v") == std::string::npos) continue;
      auto document = from_json_line(line, item.where);
      if (document) {
        item.id = document->id;
        item.document = std::move(*document);
      } else {
        if (std::string id = id_of_json_line(line); !id.empty()) item.id = std::move(id);
        item.error = document.error();
        item.error->where = item.where;
      }
      return true;
    }
  }

  // Opens one path: true when it gave an item at once.
  bool open(const std::string& path, Item& item) {
    std::error_code none;
    if (path != "-" && fs::is_directory(path, none)) return open_folder(path), false;
    if (path == "-" || kind_of(path) == Kind::kJsonLines) {
      auto source = open_source(path);
      if (!source) return refuse(path, source.error()), false;
      lines.emplace(std::move(*source), kMaxLineBytes);
      lines_path = path == "-" ? "stdin" : path;
      return false;
    }
    item = {};
    item.id = options.absolute_ids ? fs::absolute(path, none).lexically_normal().string() : path;
    item.where = path;
    auto document = from_file(path);
    if (!document) {
      item.error = document.error();
      return true;
    }
    if (document->id == path) {  // else a .json file that states its own
      document->id = item.id;
      document->key = sha256_hex(item.id);
    }
    item.id = document->id;
    item.document = std::move(*document);
    return true;
  }

  bool next(Item& item) {
    for (;;) {
      if (!refused.empty()) {
        item = std::move(refused.front());
        refused.pop_front();
        return true;
      }
      if (lines) {
        if (next_line(item)) return true;
        continue;
      }
      if (paths.empty()) return false;
      const std::string path = std::move(paths.front());
      paths.pop_front();
      if (open(path, item)) return true;
    }
  }
};

Reader::Reader(std::vector<std::string> paths, ReadOptions options) : walk_(std::make_unique<Walk>()) {
  walk_->options = options;
  walk_->paths.assign(paths.begin(), paths.end());
}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;
bool Reader::next(Item& item) { return walk_->next(item); }
size_t Reader::passed_over() const { return walk_->passed_over; }

}  // namespace annalist::intake
