#include "when/rules.h"

#include <algorithm>
#include <map>

namespace annalist::when {

namespace {

using Lets = std::map<std::string, std::string, std::less<>>;

struct Line {
  uint32_t number;
  std::string_view text;
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> out;
  uint32_t number = 0;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim(text.substr(0, end));
    ++number;
    if (!line.empty() && line[0] != '#') out.push_back({number, line});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

constexpr std::string_view kRulesFile = "time/en.rules";

Error at_line(const Line& line, std::string what) {
  return {Code::kMalformed, std::move(what), std::string(kRulesFile) + ":" + std::to_string(line.number),
          "see the head of the file"};
}

std::optional<Guard> guard_of(std::string_view name) {
  static constexpr std::string_view kNames[] = {"none",    "monthday", "bareday",  "month",     "weekday", "clock",
                                                "year",    "yearcue",  "season",   "decade",    "sameday", "dayafter",
                                                "relunit", "later",    "long",     "bareunits", "freq",    "thepast",
                                                "thetime", "soon",     "relmonth", "lower",     "theunit"};
  const auto* found = std::find(std::begin(kNames), std::end(kNames), name);
  if (found == std::end(kNames)) return std::nullopt;
  return static_cast<Guard>(found - std::begin(kNames));
}

// rule NAME = PATTERN => OP field=value guard=NAME
Status read_rule(const Line& line, const Lets& lets, Rules::Impl& out) {
  std::string_view rest = line.text.substr(5);
  const size_t equals = rest.find('='), arrow = rest.rfind("=>");
  if (equals == std::string_view::npos || arrow == std::string_view::npos || arrow < equals)
    return at_line(line, "rule without = or =>");
  Rule rule;
  rule.name = trim(rest.substr(0, equals));
  const std::string_view pattern = trim(rest.substr(equals + 1, arrow - equals - 1));
  bool first = true;
  for (std::string_view word : split(trim(rest.substr(arrow + 2)), ' ')) {
    if (word.empty()) continue;
    const size_t eq = word.find('=');
    if (first) {
      const auto op = op_of(word);
      if (!op) return at_line(line, "unknown reading '" + std::string(word) + "'");
      rule.op = *op;
    } else if (eq != std::string_view::npos && word.substr(0, eq) == "guard") {
      const auto guard = guard_of(word.substr(eq + 1));
      if (!guard) return at_line(line, "unknown guard '" + std::string(word) + "'");
      rule.guard = *guard;
    } else {
      const auto field = field_of(word.substr(0, eq));
      const auto value = eq == std::string_view::npos ? std::nullopt : symbol_value(word.substr(eq + 1));
      if (!field || !value) return at_line(line, "unknown field or value '" + std::string(word) + "'");
      rule.constants.put(*field, *value);
    }
    first = false;
  }
  const Status added = out.automaton.add(rule.name, pattern, lets, out.alphabet);
  if (!added) return at_line(line, added.error().what);
  out.rules.push_back(std::move(rule));
  return {};
}

// + "text with [extent]" @2024-01-16 past => VALUE     - "text" @2024-01-16
Status read_example(const Line& line, Rules::Impl& out) {
  if (out.rules.empty()) return at_line(line, "example before the first rule");
  const size_t open = line.text.find('"'), close = line.text.rfind('"');
  if (open == close) return at_line(line, "example without quotes");
  Example e;
  e.rule = out.rules.back().name;
  e.line = line.number;
  const std::string_view quoted = line.text.substr(open + 1, close - open - 1);
  for (char c : quoted) {
    if (c == '[')
      e.extent.begin = static_cast<uint32_t>(e.text.size());
    else if (c == ']')
      e.extent.end = static_cast<uint32_t>(e.text.size());
    else
      e.text += c;
  }
  std::string_view rest = line.text.substr(close + 1);
  const size_t arrow = rest.find("=>");
  if (line.text[0] == '+') {
    if (arrow == std::string_view::npos || e.extent.empty())
      return at_line(line, "a + example needs [an extent] and => VALUE");
    e.value = trim(rest.substr(arrow + 2));
    rest = rest.substr(0, arrow);
  }
  for (std::string_view word : split(trim(rest), ' ')) {
    if (word.empty()) continue;
    if (word == "past")
      e.direction = Direction::kPast;
    else if (word == "future")
      e.direction = Direction::kFuture;
    else if (word[0] == '@')
      e.story = parse_iso(word.substr(1));
    if (word[0] == '@' && !e.story) return at_line(line, "not a day: " + std::string(word));
  }
  out.examples.push_back(std::move(e));
  return {};
}

Status read_rules(std::string_view text, Lets lets, Rules::Impl& out) {
  const std::vector<Line> lines = lines_of(text);
  for (const Line& line : lines) {
    if (!line.text.starts_with("let ")) continue;
    const size_t equals = line.text.find('=');
    if (equals == std::string_view::npos) return at_line(line, "let without =");
    lets[std::string(trim(line.text.substr(4, equals - 4)))] = trim(line.text.substr(equals + 1));
  }
  for (const Line& line : lines) {
    if (line.text.starts_with("rule ")) {
      ANNALIST_TRY(read_rule(line, lets, out));
    } else if (line.text[0] == '+' || line.text[0] == '-') {
      ANNALIST_TRY(read_example(line, out));
    } else if (!line.text.starts_with("let ")) {
      return at_line(line, "neither let, rule nor example");
    }
  }
  return {};
}

// "fixed", "nth:WEEKDAY:N+PLUS", "table", "easter:OFFSET".
bool read_kind(std::string_view rule, NamedDays::Row& row) {
  const auto parts = split(rule, ':');
  if (parts[0] == "fixed") return row.month > 0 && row.day > 0;
  if (parts[0] == "table") {
    row.kind = NamedDays::Row::kTable;
    return true;
  }
  if (parts[0] == "easter" && parts.size() == 2) {
    row.kind = NamedDays::Row::kEaster;
    row.easter = symbol_value(parts[1]).value_or(0);
    return true;
  }
  if (parts[0] != "nth" || parts.size() != 3) return false;
  row.kind = NamedDays::Row::kNth;
  const auto plus = split(parts[2], '+');
  row.weekday = symbol_value(parts[1]).value_or(0);
  row.nth = symbol_value(plus[0]).value_or(1);
  row.plus = plus.size() > 1 ? symbol_value(plus[1]).value_or(0) : 0;
  return true;
}

void add_phrases(std::string& let, std::string_view phrases, size_t id) {
  for (std::string_view phrase : split(phrases)) {
    if (!let.empty()) let += " | ";
    let.append("\"").append(phrase).append("\" {named=").append(std::to_string(id)).append("}");
  }
}

Status read_named(const Knowledge& knowledge, NamedDays& out, Lets& lets) {
  auto days = knowledge.table("time/named.tsv", {"id", "names", "month", "day", "rule", "note", "source"});
  if (!days) return days.error();
  std::map<std::string_view, size_t> ids;
  std::string names;
  for (const Table::Row& r : days->rows()) {
    NamedDays::Row row;
    row.id = r[0];
    row.month = symbol_value(r[2]).value_or(0);
    row.day = symbol_value(r[3]).value_or(0);
    if (!read_kind(r[4], row)) return days->error(r, "unknown rule '" + std::string(r[4]) + "'");
    ids[r[0]] = out.rows.size();
    add_phrases(names, r[1], out.rows.size());
    out.rows.push_back(std::move(row));
  }
  lets["NAMED"] = std::string("(").append(names).append(")");
  auto years = knowledge.table("time/named_years.tsv", {"id", "year", "month", "day", "source"});
  if (!years) return years.error();
  for (const Table::Row& r : years->rows()) {
    const auto found = ids.find(r[0]);
    const auto y = symbol_value(r[1]), m = symbol_value(r[2]), d = symbol_value(r[3]);
    if (found == ids.end() || !y || !m || !d || !valid({*y, static_cast<uint32_t>(*m), static_cast<uint32_t>(*d)}))
      return years->error(r, "unknown id or no real day");
    out.rows[found->second].years[*y] = day_of({*y, static_cast<uint32_t>(*m), static_cast<uint32_t>(*d)});
  }
  auto founded = knowledge.table("time/founded.tsv", {"phrases", "year", "month", "day", "source"});
  if (!founded) return founded.error();
  std::string phrases;
  for (const Table::Row& r : founded->rows()) {
    const auto y = symbol_value(r[1]);
    if (!y) return founded->error(r, "no year");
    add_phrases(phrases, r[0], out.foundings.size());
    out.foundings.push_back({*y, symbol_value(r[2]).value_or(0), symbol_value(r[3]).value_or(0)});
  }
  lets["FOUNDED"] = std::string("(").append(phrases).append(")");
  return {};
}

Status read_happenings(const Knowledge& knowledge, NamedDays& out, Lets& lets) {
  auto table = knowledge.table("time/happenings.tsv", {"id", "phrases", "from", "to", "kind", "source"});
  if (!table) return table.error();
  std::string phrases;
  for (const Table::Row& row : table->rows()) {
    NamedDays::Happening h{std::string(row[0]), {parse_iso(row[2]), parse_iso(row[3])}, row[4] == "begins"};
    if (!h.when.earliest || !h.when.latest || *h.when.latest < *h.when.earliest) return table->error(row, "no real days");
    if (!h.begins && row[4] != "moment") return table->error(row, "unknown kind");
    add_phrases(phrases, row[1], out.happenings.size());
    out.happenings.push_back(std::move(h));
  }
  lets["HAPPENING"] = std::string("(").append(phrases).append(")");
  return {};
}

Status read_fiscal(const Knowledge& knowledge, std::vector<FiscalYear>& out) {
  auto table = knowledge.table("time/fiscal.tsv", {"country", "cues", "month", "day", "named", "source"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    FiscalYear f{std::string(row[0]), {}, symbol_value(row[2]).value_or(0), symbol_value(row[3]).value_or(0), row[4] == "end"};
    if (!valid({2000, static_cast<uint32_t>(f.month), static_cast<uint32_t>(f.day)}) || (!f.by_end && row[4] != "begin"))
      return table->error(row, "no day of the year, or named by neither end");
    for (std::string_view cue : split(row[1])) f.cues.emplace_back(cue);
    out.push_back(std::move(f));
  }
  return {};
}

Status read_anchors(const Knowledge& knowledge, std::vector<AnchorEvent>& out) {
  auto table = knowledge.table("time/anchors.tsv", {"id", "cues", "from", "to", "kind", "source"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    AnchorEvent a;
    a.id = row[0];
    a.when = {parse_iso(row[2]), parse_iso(row[3])};
    a.scheduled = row[4] == "scheduled";
    a.ongoing = row[4] == "ongoing";
    if (!a.scheduled && !a.ongoing && row[4] != "happening") return table->error(row, "unknown kind");
    if (!a.when.earliest || !a.when.latest) return table->error(row, "no real day");
    for (std::string_view all : split(row[1], '&')) {
      a.cues.emplace_back();
      for (std::string_view any : split(trim(all))) a.cues.back().emplace_back(any);
    }
    out.push_back(std::move(a));
  }
  return {};
}

}  // namespace

Rules::Rules(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Rules::Rules(Rules&&) noexcept = default;
Rules& Rules::operator=(Rules&&) noexcept = default;
Rules::~Rules() = default;

Result<Rules> Rules::load(const Knowledge& knowledge) {
  auto impl = std::make_unique<Impl>();
  Lets lets;
  ANNALIST_TRY(impl->vocabulary.load(knowledge, impl->alphabet));
  ANNALIST_TRY(read_named(knowledge, impl->named, lets));
  ANNALIST_TRY(read_happenings(knowledge, impl->named, lets));
  ANNALIST_TRY(read_fiscal(knowledge, impl->fiscal));
  ANNALIST_TRY(read_anchors(knowledge, impl->anchors));
  if (!knowledge.has(kRulesFile))
    return Error{Code::kNotFound, "no time rules", std::string(kRulesFile), "install the data folder"};
  ANNALIST_TRY(read_rules(knowledge.text(kRulesFile), std::move(lets), *impl));
  impl->alphabet.each_literal([&](std::string_view word, Class cls) { impl->vocabulary.literal(word, cls); });
  impl->event_class = impl->alphabet.intern("EVENT");
  impl->vocabulary.seal(impl->alphabet);
  impl->automaton.seal(impl->alphabet);
  return Rules(std::move(impl));
}

}  // namespace annalist::when
