// annalist lexicon test, annalist why: the tables of acts tried out, and the coder's decisions shown sentence by sentence.
#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/json.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/explaining.h"
#include "intake/reader.h"
#include "run/journey.h"
#include "what/check.h"

namespace annalist::cli {
namespace {

// A user's rows behind those of a built table.
struct Added {
  std::string table, file;  // "verbs.tsv", the path as given
  size_t first_line = 0;    // lines of the table before them
};

// "verbs.tsv" is put in the place of the built table, "mine.verbs.tsv" adds its rows to it; its header becomes a comment,
// so that line numbers stay those of the file.
Result<std::vector<Added>> use_tables(const std::vector<std::string>& files, run::Models& m) {
  std::vector<Added> added;
  for (const std::string& file : files) {
    auto bytes = read_file(file, kMaxDocumentBytes);
    if (!bytes) return bytes.error();
    const std::string given = std::filesystem::path(file).filename().string();
    const size_t stem = given.size() < 5 ? std::string::npos : given.rfind('.', given.size() - 5);
    const std::string table = stem == std::string::npos ? given : given.substr(stem + 1);
    std::string name = "what/";
    name += table;
    if (!m.knowledge.has(name)) return Error{Code::kUsage, "no table of the lexicon has this name", file, "call it verbs.tsv or mine.verbs.tsv"};
    std::string text = std::move(*bytes);
    if (given != table) {
      std::string whole(m.knowledge.text(name));
      if (!whole.empty() && whole.back() != '\n') whole += '\n';
      added.push_back({table, file, static_cast<size_t>(std::count(whole.begin(), whole.end(), '\n'))});
      if (const size_t header = text.starts_with("id\t") ? 0 : text.find("\nid\t"); header != std::string::npos) text[header == 0 ? 0 : header + 1] = '#';
      text = whole.append(text);
    }
    m.knowledge.put(name, std::move(text));
  }
  if (files.empty()) return added;
  auto lexicon = what::Lexicon::load(m.knowledge);
  if (!lexicon) return lexicon.error();
  m.what = std::move(*lexicon);
  return added;
}

// Where an example stands for its writer: "mine.verbs.tsv:2"; empty when it is not in one of `files`.
std::string place_of(const std::string& where, const std::vector<std::string>& files, const std::vector<Added>& added) {
  if (files.empty()) return where;
  const size_t colon = where.rfind(':'), slash = where.rfind('/', colon);
  const std::string table = where.substr(slash + 1, colon - slash - 1);
  const size_t line = std::strtoul(where.c_str() + colon + 1, nullptr, 10);
  for (auto a = added.rbegin(); a != added.rend(); ++a)
    if (a->table == table && line > a->first_line) return a->file + ":" + std::to_string(line - a->first_line);
  for (const std::string& f : files)
    if (std::filesystem::path(f).filename() == table) return f + ":" + std::to_string(line);
  return {};
}

int run_lexicon_test(const Arguments& arguments) {
  auto loaded = models(arguments);
  if (!loaded) return fail(loaded.error());
  const std::vector<std::string>& files = arguments.all("FILE");
  const auto added = use_tables(files, *loaded);
  if (!added) return fail(added.error());
  run::Traveller traveller;
  const auto results = what::run_examples(loaded->what, [&](const std::string& sentence) {
    says::Extraction x;
    x.document.id = "example";
    x.document.text.bytes = sentence;
    x.document.text.charset = "UTF-8";
    run::journey(*loaded, traveller, x);
    return what::sides_of(x.frames, sentence);
  });
  size_t passed = 0, count = 0;
  std::string out;
  for (const what::ExampleResult& r : results) {
    const std::string where = place_of(r.where, files, *added);
    if (where.empty()) continue;
    ++count;
    passed += r.passed;
    if (!r.passed) out.append(where).append(": ").append(r.example).append("\n  got: ").append(r.got).append("\n");
  }
  out.append(std::to_string(passed)).append(" of ").append(std::to_string(count)).append(" examples pass\n");
  print(out);
  return passed == count ? kDone : kSomeFailed;
}

int run_why(const Arguments& arguments) {
  const auto only = arguments.number("--sentence", 0, 1, 1 << 30);
  if (!only) return fail(only.error());
  auto loaded = models_with_dictionaries(arguments);
  if (!loaded) return fail(loaded.error());
  if (const auto used = use_tables(arguments.all("--table"), *loaded); !used) return fail(used.error());
  std::vector<std::string> paths = arguments.all("FILE");
  if (paths.empty()) paths = {"-"};
  intake::Reader reader(paths, {});
  int code = kDone;
  for (intake::Item item; reader.next(item); item = {}) {
    if (item.error) {
      fail(*item.error);
      code = kSomeFailed;
      continue;
    }
    Reading reading;
    read(*loaded, std::move(*item.document), reading);
    std::string out;
    out.append("# ").append(reading.x.document.id).append("\n");
    for (uint32_t i = 0; i < reading.x.parse.sentences.size(); ++i)
      if (!arguments.has("--sentence") || static_cast<int64_t>(i) + 1 == *only) explain_sentence(*loaded, reading, i, {arguments.has("--all"), false}, out);
    if (!print(out)) break;
  }
  return code;
}

}  // namespace

const Command kLexiconTest{"lexicon test",
                           "run the examples inside the tables of acts: what fails, and what came out instead (exit 3)",
                           {{"FILE", "FILE", "your tables: verbs.tsv replaces the built one, mine.verbs.tsv adds to it; only their examples are run", true}, kPacks},
                           run_lexicon_test};
const Command kWhy{"why",
                   "each sentence of documents with its acts, or with what was tried and why it was refused",
                   {{"FILE", "FILE", "texts, pages or JSONL; without any, JSONL on standard input", true},
                    {"--sentence", "N", "only this one, from 1"},
                    {"--table", "FILE", "your own table, as for lexicon test", true},
                    kDictionaries,
                    {"--all", "", "every reading that was tried, also of words that told an act"},
                    kPacks},
                   run_why};

}  // namespace annalist::cli
