#include "doubt/inspect.h"

#include <algorithm>
#include <charconv>

#include "doubt/signs.h"

namespace annalist::doubt {

namespace {

Status read_calques(const Knowledge& knowledge, Signs::Impl& out) {
  auto table = knowledge.table("doubt/calques.tsv", {"phrase", "meant", "from", "needs", "why", "source"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    Calque c{std::string(row[0]), std::string(row[1]), std::string(row[2]), std::string(row[4]), false, {}};
    if (c.phrase.size() < 4) return table->error(row, "a phrase this short would fire everywhere");
    if (c.phrase.back() == '~') c.phrase.pop_back(), c.figure = true;
    for (std::string_view n : split(row[3])) c.needs.emplace_back(n);
    out.calques.push_back(std::move(c));
  }
  return {};
}

Status read_groups(const Knowledge& knowledge, Signs::Impl& out) {
  auto table = knowledge.table("doubt/groups.tsv", {"kind", "value", "note", "source"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    int32_t n = 0;
    if (row[0] == "after")
      out.after_group.emplace(row[1]);
    else if (row[0] == "group" && std::from_chars(row[1].data(), row[1].data() + row[1].size(), n).ec == std::errc())
      out.groups.insert(n);
    else
      return table->error(row, "kind must be group or after");
  }
  return {};
}

Status read_glue(const Knowledge& knowledge, Signs::Impl& out) {
  auto table = knowledge.table("doubt/glue.tsv", {"word", "side"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    if (row[1] == "before")
      out.before_name.emplace(row[0]);
    else if (row[1] == "after")
      out.after_name.emplace(row[0]);
    else if (row[1] == "abbrev")
      out.abbreviations.emplace(row[0]);
    else
      return table->error(row, "side must be before, after or abbrev");
  }
  return {};
}

Status read_slots(const Knowledge& knowledge, Signs::Impl& out) {
  auto slots = SlotModel::load(knowledge);
  if (!slots) return slots.error();
  out.slots = std::make_unique<SlotModel>(std::move(*slots));
  auto counted = knowledge.table("doubt/counted.tsv", {"word"});
  if (!counted) return counted.error();
  for (const Table::Row& row : counted->rows()) out.counted.emplace(row[0]);
  return {};
}

// "KN-23" of the weapons table makes 23 a known number of the family "KN-". Only NATO's KN- family is closed enough to
// judge.
void read_designations(const Knowledge& knowledge, Signs::Impl& out) {
  if (!knowledge.has("kb/weapons.tsv")) return;
  const std::string_view text = knowledge.text("kb/weapons.tsv");
  for (size_t at = text.find("KN-"); at != std::string_view::npos; at = text.find("KN-", at + 3)) {
    int32_t n = 0;
    if (std::from_chars(text.data() + at + 3, text.data() + text.size(), n).ec == std::errc())
      out.designations["KN-"].insert(n);
  }
}

bool numeric(const Garble& g) {
  return g.kind == "numeral-form" || g.kind == "numeral-shift" || g.kind == "ordinal";
}

// A garbled numeral or calque is what no native writer leaves behind.
void judge_translated(const std::vector<Garble>& garbles, Translated& out) {
  size_t forms = 0;
  for (const Garble& g : garbles) forms += numeric(g);
  if (forms > 0) out.why.push_back("garbled figures: " + std::to_string(forms));
  std::sort(out.why.begin(), out.why.end());
  out.why.erase(std::unique(out.why.begin(), out.why.end()), out.why.end());
  out.likely = !out.why.empty();
}

// Of garbles that overlap the first one found stays: the detectors run from the surest to the least sure.
void settle(std::vector<Garble>& garbles) {
  std::stable_sort(garbles.begin(), garbles.end(),
                   [](const Garble& a, const Garble& b) { return a.span.begin < b.span.begin; });
  std::vector<Garble> kept;
  for (Garble& g : garbles) {
    if (kept.empty() || !kept.back().span.overlaps(g.span))
      kept.push_back(std::move(g));
    else if (kept.back().likely.empty())
      kept.back().likely = std::move(g.likely);  // the surer flag with the other's proposal
  }
  garbles = std::move(kept);
}

}  // namespace

Signs::Signs(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Signs::Signs(Signs&&) noexcept = default;
Signs& Signs::operator=(Signs&&) noexcept = default;
Signs::~Signs() = default;

Result<Signs> Signs::load(const Knowledge& knowledge) {
  auto impl = std::make_unique<Impl>();
  ANNALIST_TRY(read_calques(knowledge, *impl));
  ANNALIST_TRY(read_groups(knowledge, *impl));
  ANNALIST_TRY(read_glue(knowledge, *impl));
  ANNALIST_TRY(read_slots(knowledge, *impl));
  read_designations(knowledge, *impl);
  return Signs(std::move(impl));
}

Doubts inspect(const Signs& signs, const lang::Parse& parse, const who::Cast& cast, when::Times& times,
               const where::Places&) {
  Doubts out;
  const std::vector<Figure> figures = figures_of(parse.text);
  const Sight sight{signs.impl(), parse.text, parse, cast, figures};
  find_numeral_forms(sight, out.garbles);
  find_slot_shifts(sight, out.garbles);
  find_unknown_groups(sight, out.garbles);
  find_calendar_conflicts(sight, times, out.garbles);
  find_calques(sight, out.garbles, out.translated);
  find_lost_blanks(sight, out.garbles);
  find_glued_labels(sight, out.garbles);
  find_name_variants(sight, out.garbles);
  find_self_relations(sight, out.garbles);
  find_quote_marks(sight, out.garbles);
  settle(out.garbles);
  judge_translated(out.garbles, out.translated);
  for (when::TimeRef& t : times.refs)
    for (const Garble& g : out.garbles)
      if ((numeric(g) || g.kind == "calendar") && g.span.overlaps(t.span)) t.suspect = true;
  return out;
}

}  // namespace annalist::doubt
