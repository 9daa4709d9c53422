// annalist clean: the article body of saved pages.
#include "cli/commands.h"
#include "cli/common.h"
#include "intake/reader.h"
#include "page/page.h"

namespace annalist::cli {
namespace {

std::string record(const intake::Document& d, const page::Page& page) {
  std::string line;
  JsonWriter j(line);
  j.begin_object();
  j.field("id", d.id);
  j.field("title", d.meta.title);
  j.field("published", d.meta.published);
  j.field("outlet", !page.stories.empty() && !page.stories[0].outlet.name.empty() ? page.stories[0].outlet.name : d.meta.outlet);
  j.field("language", d.meta.language);
  j.field("text", page::body(page, d.text.view()));
  j.key("blocks");
  j.begin_array();
  for (const page::Block& b : page.blocks) {
    j.begin_object();
    j.field("span", b.span);
    j.field("story", b.story);
    j.field("text", b.span.of(d.text.view()));
    j.end_object();
  }
  j.end_array();
  j.end_object();
  return line + '\n';
}

int run_clean(const Arguments& arguments) {
  const auto tables = knowledge(arguments);
  if (!tables) return fail(tables.error());
  const auto cues = page::Cues::load(*tables);
  if (!cues) return fail(cues.error());
  intake::Reader reader(arguments.all("FILE"), {});
  int code = kDone;
  for (intake::Item item; reader.next(item); item = {}) {
    if (item.error) {
      fail(*item.error);
      code = kSomeFailed;
    } else if (!print(record(*item.document, page::read(*cues, *item.document)))) {
      break;
    }
  }
  return code;
}

}  // namespace

const Command kClean{"clean",
                     "saved pages to JSONL with the article body, without menus and strangers' stories",
                     {{"FILE", "FILE", "saved pages", true, true}, kPacks},
                     run_clean};

}  // namespace annalist::cli
