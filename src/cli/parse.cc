// annalist parse: the language core alone, for people with their own coder and for the scorers.
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "lang/stream.h"

namespace annalist::cli {
namespace {

int run_parse(const Arguments& arguments) {
  const auto team = threads(arguments);
  if (!team) return fail(team.error());
  const auto input = read_stdin(kMaxLineBytes);
  if (!input) return fail(input.error());
  const auto model = lang::Model::open(arguments.get("--packs", run::pack_folder()) + "/en.pack");
  if (!model) return fail(model.error());
  const auto out = lang::parse_stream(*model, *input, arguments.has("--gold-tokens"), static_cast<unsigned>(*team));
  if (!out) return fail(out.error());
  print(*out);
  return kDone;
}

}  // namespace

const Command kParse{"parse",
                     "text or CoNLL-U on standard input to CoNLL-U: sentences, tags, lemmas, dependencies, names",
                     {{"--conllu", "", "print CoNLL-U (the only form yet)"},
                      {"--gold-tokens", "", "the input is CoNLL-U; keep its sentences and words"},
                      kThreads,
                      kPacks},
                     run_parse};

}  // namespace annalist::cli
