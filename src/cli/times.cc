// annalist times: the time expressions of texts, without the rest of the journey.
#include "cli/commands.h"
#include "cli/common.h"
#include "intake/reader.h"
#include "when/stream.h"

namespace annalist::cli {
namespace {

int run_times(const Arguments& arguments) {
  std::optional<Day> published;
  if (arguments.has("--published")) {
    published = parse_iso(arguments.get("--published"));
    if (!published) return fail({Code::kUsage, "no date of the form 2024-01-31", "--published", ""});
  }
  const auto loaded = models(arguments);
  if (!loaded) return fail(loaded.error());
  lang::Workspace workspace;
  intake::Reader reader(arguments.all("FILE"), {});
  int code = kDone;
  for (intake::Item item; reader.next(item); item = {}) {
    if (item.error) {
      fail(*item.error);
      code = kSomeFailed;
      continue;
    }
    const intake::Document& d = *item.document;
    const page::Page page = page::read(loaded->page, d);
    lang::Parse parse;
    lang::parse(loaded->lang, d.text.view(), page, workspace, parse);
    const auto hint = published ? published : parse_iso(d.meta.published);
    if (!print(when::times_line(d.id, when::resolve(loaded->when, parse, hint)) + "\n")) break;
  }
  return code;
}

}  // namespace

const Command kTimes{"times",
                     "texts to JSONL with their time expressions as TIMEX3 values and intervals",
                     {{"FILE", "FILE", "texts, pages or JSONL", true, true},
                      {"--published", "DATE", "the day on which they appeared"},
                      kPacks},
                     run_times};

}  // namespace annalist::cli
