// annalist who, annalist match: the knowledge base asked directly.
#include <iostream>

#include "cli/commands.h"
#include "cli/common.h"
#include "who/find.h"
#include "who/stream.h"

namespace annalist::cli {
namespace {

Result<who::Base> load(const Arguments& arguments) {
  const auto tables = knowledge(arguments);
  if (!tables) return tables.error();
  return who::Base::load(*tables);
}

std::string day(const std::optional<Day>& d) { return d ? iso(*d) : "?"; }

std::string line(const who::Candidate& c) {
  std::string out = c.name;
  out.append("\t").append(c.country).append("\t").append(c.role);
  if (!c.role.empty()) {
    out.append("\t").append(day(c.from)).append(" – ").append(day(c.to));
    out.append(", vouched for until ").append(day(c.asserted_until));
  }
  char confidence[16];
  std::snprintf(confidence, sizeof confidence, "\t%.2f\t", static_cast<double>(c.confidence));
  out.append(confidence).append(c.entity);
  for (const std::string& w : c.why) out.append(" ").append(w);
  return out.append("\n");
}

int run_who(const Arguments& arguments) {
  std::optional<Day> at;
  if (arguments.has("--at")) {
    at = parse_iso(arguments.get("--at"));
    if (!at) return fail({Code::kUsage, "no date of the form 2024-01-31", "--at", ""});
  }
  const auto base = load(arguments);
  if (!base) return fail(base.error());
  const auto candidates = who::find(*base, arguments.get("PHRASE"), arguments.get("--country"), at);
  if (arguments.has("--json")) {
    std::string out;
    JsonWriter j(out);
    who::write_json(candidates, j);
    print(out + "\n");
  } else {
    for (const who::Candidate& c : candidates) print(line(c));
  }
  if (!candidates.empty()) return kDone;
  std::fprintf(stderr, "annalist: %s: unknown to the knowledge base; better that than stale\n", arguments.get("PHRASE").c_str());
  return kFoundNothing;
}

int run_match(const Arguments& arguments) {
  const auto base = load(arguments);
  if (!base) return fail(base.error());
  who::match_stream(*base, !arguments.has("--no-kb"), std::cin, std::cout);
  std::cout.flush();
  return kDone;
}

}  // namespace

const Command kWho{"who",
                   "who bears a name or an office, in a country, on a day",
                   {{"PHRASE", "NAME-OR-TITLE", "\"Choi Sun-hee\", \"foreign minister\"", false, true},
                    {"--country", "C", "alpha-3 code or name"},
                    {"--at", "DATE", "the day that is asked about"},
                    kJson,
                    kPacks},
                   run_who};
const Command kMatch{"match",
                     "TSV of kind, name, name on standard input to TSV of score and same|different|unsure",
                     {{"--no-kb", "", "judge by the spellings alone"}, kPacks},
                     run_match};

}  // namespace annalist::cli
