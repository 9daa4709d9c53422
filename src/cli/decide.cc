// annalist decide, undo, decisions: what a person says about who is meant, laid over the base at once.
#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "store/base.h"
#include "who/find.h"

namespace annalist::cli {
namespace {

constexpr size_t kAround = 24;  // bytes kept on either side of a mention, to find it again in a later revision

std::string moment(const Arguments& arguments) {
  return arguments.has("--date") ? arguments.get("--date") : utc_now();
}

std::string author(const Arguments& arguments) {
  const char* user = std::getenv("USER");
  return arguments.get("--author", user && *user ? user : "unknown");
}

// An entity that only this base has, by its id or its one name; nothing when there is none.
Result<store::Meant> of_base(store::Base& base, const std::string& typed) {
  auto s = base.prepare("SELECT DISTINCT entity, name, kind, coalesce(country, '') FROM name_use WHERE (entity = ?1 OR name = ?1) AND entity LIKE 'p:%' ORDER BY entity LIMIT 2");
  if (!s) return s.error();
  s->bind(typed);
  store::Meant found;
  for (int rows = 0;; ++rows) {
    const auto row = s->step();
    if (!row) return row.error();
    if (!*row) return found;
    if (rows == 1 && found.entity != s->text(0))
      return Error{Code::kUsage, "several of this base bear this name: give the id", typed, "show NAME lists them with their ids"};
    found = {s->text(0), s->text(1), s->text(2), s->text(3)};
  }
}

// Who is meant by what was typed: an entity id, a name of the knowledge base or of this base, or a new name.
Result<store::Meant> meant(const Arguments& arguments, store::Base& own_base, const std::string& typed) {
  const auto tables = knowledge(arguments);
  if (!tables) return tables.error();
  const auto base = who::Base::load(*tables);
  if (!base) return base.error();
  for (const who::Entity& e : base->entities())
    if (e.id == typed) return store::Meant{e.id, e.name, who::kind_name(e.kind), e.country};
  const auto found = who::find(*base, typed, arguments.get("--country"), std::nullopt);
  const bool named = !found.empty() && found[0].why[0] == "alias";
  if (named && (found.size() == 1 || found[1].why[0] != "alias"))
    return store::Meant{found[0].entity, found[0].name, "person", found[0].country};
  if (named)
    return Error{Code::kUsage, "several bear this name: give the id", typed, "annalist who lists them with their ids"};
  if (auto known = of_base(own_base, typed); !known || !known->entity.empty()) return known;
  std::string own("u:");
  for (const char c : typed) own.push_back(c == ' ' ? '-' : c);
  return store::Meant{own, typed, "", arguments.get("--country")};
}

// "--at 120:131" of a document: the words there and what stands around them.
Status take_span(store::Base& base, const std::string& at, store::Decision& d) {
  const auto document = base.document(d.where);
  if (!document) return document.error();
  const size_t colon = at.find(':');
  const size_t begin = std::strtoul(at.c_str(), nullptr, 10);
  const size_t end = colon == std::string::npos ? 0 : std::strtoul(at.c_str() + colon + 1, nullptr, 10);
  const std::string_view text = document->text;
  if (begin >= end || end > text.size()) return Error{Code::kUsage, "no bytes begin:end of this document", "--at", ""};
  const auto whole = [&](size_t i) { return i == text.size() || (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80; };
  if (!whole(begin) || !whole(end)) return Error{Code::kUsage, "the span cuts a letter in two", "--at", ""};
  size_t from = begin > kAround ? begin - kAround : 0, to = std::min(text.size(), end + kAround);
  while (!whole(from)) ++from;
  while (!whole(to)) --to;
  d.where = document->id;
  d.exact = text.substr(begin, end - begin);
  d.prefix = text.substr(from, begin - from);
  d.suffix = text.substr(end, to - end);
  return {};
}

// Puts all decisions in force and says what that did.
int in_force(store::Base& base, const std::string& id) {
  const auto before = base.lay_overrides();
  if (!before) return fail(before.error());
  const auto woven = base.weave_pending(std::nullopt);
  if (!woven) return fail(woven.error());
  std::printf("%s\t%u claims changed, %u events written\n", id.c_str(), before->claims, woven->events);
  for (const std::string& c : before->conflicts) std::fprintf(stderr, "annalist: conflict: %s\n", c.c_str());
  for (const std::string& o : before->orphaned)
    if (o == id) std::fprintf(stderr, "annalist: %s: no side of a claim bears these words yet; it waits for one\n", o.c_str());
  return kDone;
}

int run_decide(const Arguments& arguments) {
  store::Decision d;
  d.kind = arguments.get("KIND"), d.exact = arguments.get("WORDS"), d.author = author(arguments), d.time = moment(arguments);
  static constexpr const char* kKinds[] = {"alias", "must-link", "cannot-link", "merge", "split"};
  if (std::find(std::begin(kKinds), std::end(kKinds), d.kind) == std::end(kKinds))
    return fail({Code::kUsage, "no such kind of decision", d.kind, "alias, must-link, cannot-link, merge or split"});
  d.scope = arguments.has("--at") ? "span" : arguments.has("--document") ? "document" : arguments.has("--source") ? "source" : "all";
  d.where = arguments.get(d.scope == "source" ? "--source" : "--document");
  if (d.scope == "span" && d.where.empty()) return fail({Code::kUsage, "a span needs its document", "--at", "add --document ID"});
  if (d.kind == "split" && d.scope == "all")
    return fail({Code::kUsage, "a split needs the texts that speak of the other one", "split", "add --document ID or --source OUTLET"});
  auto base = store::Base::open(arguments.get("--db", "annalist.db"), store::Mode::kWrite);
  if (!base) return fail(base.error());
  const auto target = meant(arguments, *base, arguments.get("WHO"));
  if (!target) return fail(target.error());
  d.meant = *target;
  if (d.scope == "document" || d.scope == "span") {
    auto document = base->document(d.where);
    if (!document) document = base->document(std::filesystem::absolute(d.where).lexically_normal().string());  // a file's id
    if (!document) return fail(document.error());
    d.where = document->id;
  }
  if (d.scope == "span")
    if (const Status taken = take_span(*base, arguments.get("--at"), d); !taken) return fail(taken.error());
  const auto id = base->add_decision(d);
  if (!id) return fail(id.error());
  return in_force(*base, *id);
}

int run_undo(const Arguments& arguments) {
  auto base = store::Base::open(arguments.get("--db", "annalist.db"), store::Mode::kWrite);
  if (!base) return fail(base.error());
  const auto id = base->undo_decision(arguments.get("DECISION"), author(arguments), moment(arguments));
  if (!id) return fail(id.error());
  return in_force(*base, *id);
}

int run_decisions(const Arguments& arguments) {
  auto base = store::Base::open(arguments.get("--db", "annalist.db"), store::Mode::kWrite);
  if (!base) return fail(base.error());
  const auto all = base->decisions();
  if (!all) return fail(all.error());
  const auto laid = base->lay_overrides();
  if (!laid) return fail(laid.error());
  for (const store::Decision& d : *all) {
    const bool orphan = std::find(laid->orphaned.begin(), laid->orphaned.end(), d.id) != laid->orphaned.end();
    const char* state = d.undone ? "undone" : orphan ? "orphaned" : "in force";
    std::string out;
    if (arguments.has("--json")) {
      JsonWriter j(out);
      j.begin_object();
      for (const auto& [key, value] : {std::pair{"id", &d.id}, {"author", &d.author}, {"time", &d.time}, {"kind", &d.kind}, {"scope", &d.scope},
                                       {"where", &d.where}, {"exact", &d.exact}, {"entity", &d.meant.entity}, {"name", &d.meant.name}})
        j.field(key, *value);
      j.field("state", state);
      j.end_object();
    } else {
      for (const std::string* part : {&d.id, &d.time, &d.author, &d.kind, &d.scope, &d.where, &d.exact, &d.meant.entity, &d.meant.name})
        out.append(*part).append(1, '\t');
      out.append(state);
    }
    print(out.append(1, '\n'));
  }
  for (const std::string& c : laid->conflicts) std::fprintf(stderr, "annalist: conflict: %s\n", c.c_str());
  return all->empty() ? kFoundNothing : kDone;
}

const Option kAuthor{"--author", "NAME", "who decides (default: the user's name)"};
const Option kDate{"--date", "TIME", "when, ISO (default: now)"};

}  // namespace

const Command kDecide{"decide",
                      "say who is meant; in force at once, and again after every rebuild",
                      {{"KIND", "KIND", "alias, must-link, cannot-link, merge or split", false, true},
                       {"WORDS", "WORDS", "the words; for merge and split the entity's id", false, true},
                       {"WHO", "WHO", "an entity's id or name; for cannot-link who it is not", false, true},
                       {"--document", "ID", "only in this document"},
                       {"--source", "OUTLET", "only in this outlet's texts"},
                       {"--at", "B:E", "only the mention at these bytes of the document"},
                       {"--country", "C", "of WHO"},
                       kAuthor, kDate, kDb, kPacks},
                      run_decide};
const Command kUndo{"undo", "take a decision back; it stays on record", {{"DECISION", "ID", "of the decision", false, true}, kAuthor, kDate, kDb}, run_undo};
const Command kDecisions{"decisions", "list decisions with their state; conflicts on standard error", {kDb, kJson}, run_decisions};

}  // namespace annalist::cli
