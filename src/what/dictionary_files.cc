#include "what/dictionary_files.h"

#include <algorithm>
#include <filesystem>

#include "base/hash.h"
#include "base/pack.h"
#include "base/utf8.h"

namespace annalist::what {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxFileBytes = size_t{64} << 20;  // the largest public actor file has 4 MB

// Where a comment begins: # or ; outside brackets (TABARI's code "[###]" is no comment).
size_t comment_at(std::string_view line) {
  bool inside = false;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '[') inside = true;
    if (line[i] == ']') inside = false;
    if (!inside && (line[i] == '#' || line[i] == ';')) return i;
  }
  return line.size();
}

// Removes the XML comments of a line; `open` says whether one goes on from the line before.
std::string without_xml(std::string_view line, bool& open) {
  std::string out;
  for (size_t at = 0; at < line.size();) {
    if (open) {
      const size_t end = line.find("-->", at);
      if (end == std::string_view::npos) return out;
      open = false;
      at = end + 3;
      continue;
    }
    const size_t begin = line.find("<!--", at);
    out.append(line.substr(at, begin == std::string_view::npos ? line.size() - at : begin - at));
    if (begin == std::string_view::npos) break;
    open = true;
    at = begin + 4;
  }
  return out;
}

bool longer(const DictionaryPhrase& a, const DictionaryPhrase& b) { return a.words.size() > b.words.size(); }

template <class T>
void index_phrases(const std::vector<T>& entries, ByWord<std::vector<uint32_t>>& index) {
  for (uint32_t i = 0; i < entries.size(); ++i) index[entries[i].phrase.words.front().text].push_back(i);
  for (auto& [word, list] : index)
    std::stable_sort(list.begin(), list.end(), [&](uint32_t a, uint32_t b) { return longer(entries[a].phrase, entries[b].phrase); });
}

using Reader = void (*)(const DictionaryFile&, DictionarySink&);

// Which file is which stands in its name, as the distributions have it: "CAMEO.2.0.verbs.txt", "Phoenix.agents.txt".
Reader reader_of(const std::string& lower_name) {
  if (lower_name.find("verb") != std::string::npos) return read_verbs;
  if (lower_name.find("actor") != std::string::npos) return read_actors;
  if (lower_name.find("agent") != std::string::npos) return read_agents;
  if (lower_name.find("discard") != std::string::npos) return read_discards;
  if (lower_name.find("issue") != std::string::npos) return read_issues;
  return nullptr;
}

}  // namespace

DictionaryFile read_lines(std::string name, std::string_view text) {
  DictionaryFile file;
  file.name = std::move(name);
  bool open = false;
  uint32_t number = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string line = without_xml(text.substr(at, end - at), open);
    at = end + 1;
    ++number;
    if (!line.empty() && (line[0] == '#' || line[0] == '<')) continue;
    const size_t comment = comment_at(line);
    if (comment < line.size() && line[comment] == ';') file.semicolons = true;
    line.resize(comment);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) line.pop_back();
    if (!trim(line).empty()) file.lines.push_back({number, std::move(line)});
  }
  return file;
}

std::optional<std::string> bracketed(std::string_view line, std::string& head) {
  const size_t open = line.find('[');
  head = std::string(trim(line.substr(0, open)));
  if (open == std::string_view::npos) return std::nullopt;
  const size_t close = line.find(']', open);
  if (close == std::string_view::npos) return std::nullopt;
  return std::string(trim(line.substr(open + 1, close - open - 1)));
}

DictionaryPhrase read_phrase(std::string_view text) {
  DictionaryPhrase phrase;
  text = trim(text);
  std::string word;
  const auto close = [&](bool glued) {
    if (!word.empty()) phrase.words.push_back({utf8::lower(word), glued});
    else if (!phrase.words.empty() && !glued) phrase.words.back().glued = false;  // "_ " leaves a gap
    word.clear();
  };
  for (const char c : text) {
    if (c == ' ' || c == '\t') close(false);
    else if (c == '_') close(true);
    else word.push_back(c);
  }
  if (!word.empty()) close(false);
  return phrase;
}

std::string plural_of(std::string_view noun) {
  std::string out(noun);
  if (out.empty()) return out;
  if (out.back() == 'y') out.replace(out.size() - 1, 1, "ies");
  else out.append(out.back() == 's' ? "es" : "s");
  return out;
}

class DictionaryLoader {
 public:
  static Status cameo(const Knowledge& knowledge, Dictionaries& out) {
    auto table = knowledge.table("what/cameo.tsv", {"cameo", "type", "mode", "contexts", "goldstein"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      CameoRow& r = out.cameo_[std::string(row[0])];
      r.type = std::string(row[1]);
      r.mode = std::string(row[2]);
      for (std::string_view c : split(row[3], ';')) r.contexts.emplace_back(trim(c));
      r.goldstein = std::strtod(std::string(row[4]).c_str(), nullptr);
    }
    return {};
  }
};

Result<Dictionaries> Dictionaries::load(const std::string& folder, const Knowledge& knowledge, std::vector<Error>& complaints) {
  std::error_code failed;
  std::vector<fs::path> paths;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed))
    if (it->is_regular_file(failed)) paths.push_back(it->path());
  if (failed) return Error{Code::kUsage, "no folder of dictionaries", folder, "name one that holds verb, actor and agent files"};
  std::sort(paths.begin(), paths.end());  // the order of a folder is the system's, not ours
  Dictionaries out;
  if (const Status s = DictionaryLoader::cameo(knowledge, out); !s) return s.error();
  std::vector<std::pair<Reader, DictionaryFile>> files;
  std::string all;
  for (const fs::path& path : paths) {
    const Reader reader = reader_of(utf8::lower(path.filename().string()));
    if (reader == nullptr) continue;
    const auto bytes = read_file(path.string(), kMaxFileBytes);
    if (!bytes) return bytes.error();
    all.append(path.filename().string()).append(1, '\0').append(*bytes).append(1, '\0');
    files.emplace_back(reader, read_lines(path.filename().string(), utf8::replace_invalid(*bytes)));
    out.stems = out.stems || (reader == read_verbs && files.back().second.semicolons);
  }
  if (std::none_of(files.begin(), files.end(), [](const auto& f) { return f.first == read_verbs; }))
    return Error{Code::kUsage, "no verb file", folder, "its name must hold \"verb\""};
  out.sha256 = sha256_hex(all);
  DictionarySink sink{out, complaints};
  for (const auto& [reader, file] : files) reader(file, sink);
  index_phrases(out.actors, out.actor_index);
  index_phrases(out.agents, out.agent_index);
  index_phrases(out.discards, out.discard_index);
  index_phrases(out.issues, out.issue_index);
  return out;
}

const CameoRow* Dictionaries::cameo(std::string_view code) const {
  constexpr size_t kRoot = 2;  // digits of a CAMEO root
  for (std::string key(code); key.size() >= kRoot; key.pop_back())
    if (const auto at = cameo_.find(key); at != cameo_.end()) return &at->second;
  return nullptr;
}

}  // namespace annalist::what
