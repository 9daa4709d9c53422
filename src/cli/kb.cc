// annalist kb …: compiles the tables into kb.pack, lists what it knows.
#include <algorithm>
#include <filesystem>

#include "cli/commands.h"
#include "cli/common.h"
#include "who/base.h"

namespace annalist::cli {
namespace {

int run_build(const Arguments& arguments) {
  const auto tables = Knowledge::from_folders(arguments.all("FOLDER"));
  if (!tables) return fail(tables.error());
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

}  // namespace

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
