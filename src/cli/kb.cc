// annalist kb …: compiles the tables into kb.pack, lists what it knows.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "cli/commands.h"
#include "cli/common.h"
#include "where/import.h"
#include "who/base.h"
#include "who/import.h"
#include "who/lint.h"

namespace annalist::cli {
namespace {

// Puts the compiled form beside the tables; a pack that cannot be read is never written.
Status compile(Knowledge& tables) {
  auto bytes = who::Base::compile(tables);
  if (!bytes) return bytes.error();
  tables.put_compiled(who::Base::kCompiled, std::move(bytes).value());
  return {};
}

int run_build(const Arguments& arguments) {
  auto tables = Knowledge::from_folders(arguments.all("FOLDER"));
  if (!tables) return fail(tables.error());
  if (const Status compiled = compile(*tables); !compiled) return fail(compiled.error());
  const std::string out = arguments.get("--out");
  if (const Status written = tables->write_pack(out); !written) return fail(written.error());
  std::fprintf(stderr, "%s: %zu tables, %ju bytes\n", out.c_str(), tables->names().size(),
               static_cast<uintmax_t>(std::filesystem::file_size(out)));
  return kDone;
}

int run_list(const Arguments& arguments) {
  if (!arguments.has("--qids"))
    return fail({Code::kUsage, "nothing to list", "kb list", "give --qids"});
  const auto tables = knowledge(arguments);
  if (!tables) return fail(tables.error());
  const auto base = who::Base::load(*tables);
  if (!base) return fail(base.error());
  for (const std::string& qid : base->qids()) print(qid), print("\n");
  return kDone;
}

int run_lint(const Arguments& arguments) {
  const auto folders = arguments.all("FOLDER");
  const auto tables = folders.empty() ? knowledge(arguments) : Knowledge::from_folders(folders);
  if (!tables) return fail(tables.error());
  const auto found = who::lint(*tables);
  if (!found) return fail(found.error());
  std::printf("entities %u, from memory %u\nroles %u, from memory %u\nfaults %zu\noverlaps %zu\ngaps %zu\n", found->entities,
              found->unverified_entities, found->roles, found->unverified_roles, found->faults.size(), found->overlaps.size(), found->gaps.size());
  const auto list = [](const char* what, const std::vector<std::string>& lines) {
    for (const std::string& l : lines) std::printf("%s\t%s\n", what, l.c_str());
  };
  list("fault", found->faults);
  if (arguments.has("--show")) list("overlap", found->overlaps), list("gap", found->gaps);
  return found->faults.empty() ? kDone : kSomeFailed;
}

// Lines of a file or of standard input ("-"), one at a time.
template <class Take>
Status lines_of(const std::string& path, Take take) {
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file) return Error{Code::kNotFound, "cannot be read", path, ""};
  }
  std::istream& in = path == "-" ? std::cin : file;
  std::string line;
  while (std::getline(in, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    take(std::string_view(line));
  }
  return {};
}

int import_people(const Arguments& arguments, who::ImportForm form, Knowledge& tables) {
  const std::string name = arguments.get("--name", "user"), as_of = arguments.get("--as-of");
  if (name.empty() || name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos)
    return fail({Code::kUsage, "a name has small letters, digits and -", "--name", ""});
  if (!as_of.empty() && !parse_iso(as_of)) return fail({Code::kUsage, "no date of the form 2024-01-31", "--as-of", ""});
  const auto base = who::Base::load(tables);
  if (!base) return fail(base.error());
  who::Importer importer(form, name, as_of, *base);
  for (const std::string& path : arguments.all("FILE"))
    if (const Status read = lines_of(path, [&](std::string_view l) { importer.line(l); }); !read) return fail(read.error());
  who::Imported got = importer.done();
  std::fprintf(stderr, "%ju lines, %ju entities, %ju offices held, %ju without a name of the office, %ju lines malformed\n",
               static_cast<uintmax_t>(got.lines), static_cast<uintmax_t>(got.kept), static_cast<uintmax_t>(got.held),
               static_cast<uintmax_t>(got.unnamed), static_cast<uintmax_t>(got.malformed));
  std::string stem("kb/import/");
  stem += name;
  tables.put(stem + ".entities.tsv", std::move(got.entities));
  tables.put(stem + ".roles.tsv", std::move(got.roles));
  return got.malformed > 0 ? kSomeFailed : kDone;
}

int run_import(const Arguments& arguments) {
  auto tables = knowledge(arguments);
  if (!tables) return fail(tables.error());
  const std::string format = arguments.get("--format");
  int code = kDone;
  if (format == "geonames") {
    auto import = where::GeonamesImport::begin(*tables);
    if (!import) return fail(import.error());
    for (const std::string& path : arguments.all("FILE"))
      if (const Status read = lines_of(path, [&](std::string_view l) { import->line(l); }); !read) return fail(read.error());
    std::fprintf(stderr, "%ju lines, %ju towns new, %ju known already, %ju lines malformed\n", static_cast<uintmax_t>(import->lines),
                 static_cast<uintmax_t>(import->kept), static_cast<uintmax_t>(import->known), static_cast<uintmax_t>(import->malformed));
    code = import->malformed > 0 ? kSomeFailed : kDone;
    tables->put("places/gazetteer.tsv", import->done());
  } else if (format == "wikidata" || format == "ftm" || format == "csv") {
    code = import_people(arguments, format == "wikidata" ? who::ImportForm::kWikidata : format == "ftm" ? who::ImportForm::kFtm : who::ImportForm::kCsv, *tables);
    if (code != kDone && code != kSomeFailed) return code;
  } else {
    return fail({Code::kUsage, "no such format", format, "wikidata, ftm, geonames or csv"});
  }
  if (const Status compiled = compile(*tables); !compiled) return fail(compiled.error());
  if (const Status written = tables->write_pack(arguments.get("--out")); !written) return fail(written.error());
  return code;
}

}  // namespace

const Command kKbImport{"kb import",
                        "add a list of people, offices or towns to the knowledge base; writes a new pack",
                        {{"FILE", "FILE", "files of lines; - for standard input", true, true},
                         {"--format", "F", "wikidata (JSON dump), ftm (OpenSanctions), geonames (allCountries.txt) or csv", false, true},
                         {"--out", "FILE", "the pack to write", false, true},
                         {"--name", "NAME", "of the import (default: user); one of the same name is replaced"},
                         {"--as-of", "DATE", "when the list was made: until then its open offices are vouched for"},
                         kPacks},
                        run_import};
const Command kKbLint{"kb lint",
                      "count rows from memory; check ids, overlapping terms and gaps",
                      {{"FOLDER", "FOLDER", "folders of tables (default: the pack)", true}, {"--show", "", "each overlap and gap"}, kPacks},
                      run_lint};
const Command kKbBuild{"kb build",
                       "compile tables (*.tsv, *.rules) into a pack",
                       {{"FOLDER", "FOLDER", "folders of tables; a later one adds to an earlier one", true, true},
                        {"--out", "FILE", "the pack to write", false, true}},
                       run_build};
const Command kKbList{"kb list",
                      "list what the knowledge base holds",
                      {{"--qids", "", "the Wikidata ids, one a line"}, kPacks},
                      run_list};

}  // namespace annalist::cli
