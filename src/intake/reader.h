// Taking documents in: bytes, JSON lines, files and folders become Documents with an identity and canonical text.
// The functions are pure and thread-safe; a Reader belongs to one thread. Nothing here guesses: metadata is what is stated.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "intake/document.h"

namespace annalist::intake {

// A plain text. Errors: kMalformed (nothing but blanks), and those of text::decode.
[[nodiscard]] Result<Document> from_text(std::string id, std::string raw, Metadata meta);
// A saved page: all visible text in reading order, title first, as blocks. Fields of `meta` win over the page's own.
// Errors as from_text.
[[nodiscard]] Result<Document> from_html(std::string id, std::string raw, Metadata meta);
// One JSON object {"id", "text" | "html", …}; aliases of the field names are listed in json.cc and docs/FORMAT.md.
// `where` ("news.jsonl:12") is the id of last resort. The document's raw bytes are the text or html value.
// Errors: kMalformed (no object, no text), and those of text::decode.
[[nodiscard]] Result<Document> from_json_line(std::string_view line, const std::string& where);
// One file by extension, then content: .txt .md .html .htm .xhtml .json, each also .gz or .zst; id = path as given.
// Errors: kUnreadable, kTooLarge, kUnsupported (feeds, WARC, archives, PDF, office files), and those above.
[[nodiscard]] Result<Document> from_file(const std::string& path);

struct Item {
  std::string id;      // also of a document that failed, as far as it is known
  std::string where;   // "news.jsonl:12", "page.html"
  std::optional<Document> document;
  std::optional<Error> error;  // exactly one of the two is set
};

struct ReadOptions {
  bool absolute_ids = false;  // files get their absolute path as id (the base), not the path as given (the filter)
};

// Walks paths in the order given: files; folders (recursive, sorted by bytes, hidden entries, README* and the "X_files"
// folder of a saved page X.html left out); "-" = JSONL on stdin; .jsonl and .ndjson, also .gz and .zst. A bad file or line gives an
// Item with an error and everything else goes on. Memory: one document.
class Reader {
 public:
  Reader(std::vector<std::string> paths, ReadOptions options);
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();
  // False at the end; then `item` is untouched.
  [[nodiscard]] bool next(Item& item);
  // Files met in folders whose kind holds no news text (images, scripts, …), which were passed over.
  [[nodiscard]] size_t passed_over() const;

 private:
  struct Walk;
  std::unique_ptr<Walk> walk_;
};

}  // namespace annalist::intake
