// annalist timeline, search, show, explain, export, doctor: the base asked from the command line.
#include "ask/export.h"
#include "ask/filter.h"
#include "ask/view.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "cli/commands.h"
#include "cli/common.h"
#include "cli/explaining.h"
#include "intake/reader.h"
#include "run/journey.h"

namespace annalist::cli {
namespace {

Result<store::Base> open_base(const Arguments& arguments) {
  return store::Base::open(arguments.get("--db", "annalist.db"), store::Mode::kRead);
}

ask::Style style(const Arguments& arguments) {
  ask::Style s;
  s.json = arguments.has("--json");
  if (::isatty(STDOUT_FILENO) == 1) {
    s.colour = !s.json && std::getenv("NO_COLOR") == nullptr;
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) s.width = size.ws_col;
  }
  return s;
}

// Prints a view; `empty` is the exit code when nothing was found.
int shown(const Result<ask::View>& view, int empty) {
  if (!view) return fail(view.error());
  print(view->text);
  if (!view->next.empty()) std::fprintf(stderr, "more: --cursor %s\n", view->next.c_str());
  return view->found > 0 ? kDone : empty;
}

int run_timeline(const Arguments& arguments) {
  const auto query = ask::parse_filter(filter_pairs(arguments));
  if (!query) return fail(query.error());
  auto base = open_base(arguments);
  if (!base) return fail(base.error());
  return shown(ask::timeline(*base, *query, style(arguments)), kDone);
}

int run_search(const Arguments& arguments) {
  auto pairs = filter_pairs(arguments);
  std::string words;
  for (const std::string& w : arguments.all("WORDS")) words += (words.empty() ? "" : " ") + w;
  pairs.emplace_back("q", words);
  const auto query = ask::parse_filter(pairs);
  if (!query) return fail(query.error());
  auto base = open_base(arguments);
  if (!base) return fail(base.error());
  return shown(ask::search(*base, *query, style(arguments)), kFoundNothing);
}

int run_show(const Arguments& arguments) {
  auto base = open_base(arguments);
  if (!base) return fail(base.error());
  return shown(ask::show(*base, arguments.get("ID"), style(arguments)), kFoundNothing);
}

// A file, or a document of the base, as it was read; published, title and outlet as the base knows them.
Result<intake::Document> document_named(const Arguments& arguments) {
  const std::string name = arguments.get("ID");
  std::error_code failed;
  if (std::filesystem::is_regular_file(name, failed)) return intake::from_file(name);
  auto base = open_base(arguments);
  if (!base) return base.error();
  const auto stored = base->document(name);
  if (!stored) return stored.error();
  auto bytes = base->original(stored->key, stored->revision);
  if (!bytes) return bytes.error();
  intake::Metadata meta;
  meta.uri = stored->uri, meta.title = stored->title, meta.outlet = stored->outlet;
  if (stored->published.is_day()) meta.published = iso(*stored->published.earliest);
  return stored->format == "html" ? intake::from_html(stored->id, std::move(*bytes), std::move(meta)) : intake::from_text(stored->id, std::move(*bytes), std::move(meta));
}

int explain_sentence_of(const Arguments& arguments) {
  const auto number = arguments.number("--sentence", 1, 1, 1 << 30);
  if (!number) return fail(number.error());
  if (arguments.has("--json")) return fail({Code::kUsage, "a sentence is explained as text only", "--sentence", "leave --json out"});
  auto document = document_named(arguments);
  if (!document) return document.error().code == Code::kNotFound ? (void)fail(document.error()), kFoundNothing : fail(document.error());
  const auto loaded = models_with_dictionaries(arguments);
  if (!loaded) return fail(loaded.error());
  Reading reading;
  read(*loaded, std::move(*document), reading);
  const size_t count = reading.x.parse.sentences.size();
  if (static_cast<size_t>(*number) > count) {
    (void)fail({Code::kNotFound, "it has " + std::to_string(count) + " sentences", reading.x.document.id, "annalist why FILE numbers them"});
    return kFoundNothing;
  }
  std::string out;
  explain_sentence(*loaded, reading, static_cast<uint32_t>(*number - 1), {true, true}, out);
  print(out);
  return kDone;
}

int run_explain(const Arguments& arguments) {
  if (arguments.has("--sentence")) return explain_sentence_of(arguments);
  auto base = open_base(arguments);
  if (!base) return fail(base.error());
  return shown(ask::explain(*base, arguments.get("ID"), style(arguments)), kFoundNothing);
}

int run_export(const Arguments& arguments) {
  const auto query = ask::parse_filter(filter_pairs(arguments));
  if (!query) return fail(query.error());
  auto base = open_base(arguments);
  if (!base) return fail(base.error());
  const auto records = ask::export_records(*base, arguments.get("WHAT"), arguments.get("--format", "jsonl"), *query,
                                           [](std::string_view piece) { return print(piece); });
  if (!records) return fail(records.error());
  return kDone;
}

std::string export_help() {
  std::string help = "events, claims, documents …:";
  for (const ask::ExportForm& form : ask::export_forms()) {
    help.append(help.back() == ':' ? " " : "; ").append(form.what);
    for (const std::string_view f : form.formats) help.append(" ").append(f);
  }
  return help;
}

int run_doctor(const Arguments& arguments) {
  auto base = open_base(arguments);
  if (!base) return fail(base.error());
  const auto whole = base->integrity();
  if (!whole) return fail(whole.error());
  if (*whole != "ok") return fail({Code::kDamaged, *whole, arguments.get("--db", "annalist.db"), "restore a copy, or ingest again"});
  const auto loaded = models(arguments);
  if (!loaded) return fail(loaded.error());
  const auto counts = base->counts();
  if (!counts) return fail(counts.error());
  std::printf("base: ok, %lu documents, %lu claims, %lu events\n", counts->documents, counts->claims, counts->events);
  std::printf("packs: ok, en %.12s, knowledge %.12s\n", loaded->lang.sha256().c_str(), loaded->knowledge.sha256().c_str());
  if (counts->unwoven > 0) std::printf("unwoven: %lu claims; run ingest again to go on\n", counts->unwoven);
  std::printf("quarantine: %lu inputs\n", counts->quarantined);
  auto rows = base->prepare("SELECT id, message FROM quarantine ORDER BY id");
  if (!rows) return fail(rows.error());
  for (;;) {
    const auto more = rows->step();
    if (!more) return fail(more.error());
    if (!*more) return kDone;
    std::printf("  %s: %s\n", rows->text(0).c_str(), rows->text(1).c_str());
  }
}

const Option kId{"ID", "ID", "an event, claim, document, story or actor", false, true};

}  // namespace

const Command kTimeline{"timeline", "events in the order of their dates", with_filter({kDb, kJson}), run_timeline};
const Command kSearch{"search", "documents that hold words, and the events told there",
                      with_filter({{"WORDS", "WORDS", "what to look for", true, true}, kDb, kJson}), run_search};
const Command kShow{"show", "one event, claim, document, story or actor", {kId, kDb, kJson}, run_show};
const Command kExplain{"explain",
                       "why each field of an event or claim is what it is: rule and quoted words; why a sentence told what it told, or nothing",
                       {kId, {"--sentence", "N", "of a file or a document of the base, from 1: each act's sense, pattern and bindings, and what was refused"},
                        kDictionaries, kDb, kJson, kPacks},
                       run_explain};
const Command kExport{"export", "what the filter holds, all rows",
                      with_filter({{"WHAT", "WHAT", export_help(), false, true}, {"--format", "F", "default: jsonl"}, kDb}), run_export};
const Command kDoctor{"doctor", "check the base, the packs and the quarantine", {kDb, kPacks}, run_doctor};

}  // namespace annalist::cli
