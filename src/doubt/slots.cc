#include "doubt/slots.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace annalist::doubt {

namespace {

bool small(char c) {
  return c >= 'a' && c <= 'z';
}
bool big(char c) {
  return c >= 'A' && c <= 'Z';
}

enum Shape : uint8_t { kZero, kOne, kLow, kTwo, kHundreds, kThree, kYear, kFour, kMany, kZeros, kLead };
constexpr std::array<const char*, 11> kShapeNames = {"zero", "one",  "low",  "two",   "hundreds", "three",
                                                     "year", "four", "many", "zeros", "lead"};
constexpr std::array<float, 11> kMembers = {1, 9, 22, 68, 9, 891, 200, 8800, 90000, 1, 100};

Shape shape_of(std::string_view g) {
  if (g == "0") return kZero;
  if (g == "000") return kZeros;
  if (g[0] == '0') return kLead;
  switch (g.size()) {
    case 1:
      return kOne;
    case 2:
      return g <= "31" ? kLow : kTwo;
    case 3:
      return g.substr(1) == "00" ? kHundreds : kThree;
    case 4:
      return g.starts_with("19") || g.starts_with("20") ? kYear : kFour;
    default:
      return kMany;
  }
}

// The word, or the mark, right before and right behind: at most one blank away.
std::string_view before_of(std::string_view text, uint32_t at) {
  if (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\n')) --at;
  uint32_t begin = at;
  while (begin > 0 && (small(text[begin - 1]) || big(text[begin - 1]))) --begin;
  if (begin == at && at > 0) {
    --begin;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;  // "€"
  }
  return text.substr(begin, at - begin);
}
std::string_view after_of(std::string_view text, uint32_t at) {
  if (at < text.size() && text[at] == ' ') ++at;
  uint32_t end = at;
  if (end < text.size() && text[end] == '-') ++end;
  while (end < text.size() && (small(text[end]) || big(text[end]))) ++end;
  if (end == at && at < text.size()) ++end;
  if (text.substr(end, 2) == ".m") end += 2;  // "a.m."
  return text.substr(at, end - at);
}
// Words that go on with the sentence: what stands before them is not their number.
bool goes_on(std::string_view word) {
  static constexpr std::string_view kWords[] = {"and",  "to",   "when", "as",    "for", "with", "the",   "but",  "or",
                                                "at",   "after", "on",  "was",   "were", "is",  "has",   "had",  "he",
                                                "she",  "it",   "they", "by",    "in",  "that", "which", "who",  "a",
                                                "this", "its",  "his",  "there", "from", "through"};
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}
bool ends_phrase(std::string_view text, uint32_t at) {
  if (at >= text.size()) return true;
  const char c = text[at];
  if (c == '.' || c == ',' || c == ';' || c == ')' || c == '\n' || c == '"' || c == '\'') return true;
  return c == ' ' && goes_on(after_of(text, at));
}
bool plural(std::string_view word) {
  return word.size() > 3 && small(word[0]) && word.back() == 's' && word[word.size() - 2] != 's';
}

float number_of(std::string_view cell) {
  return std::strtof(std::string(cell).c_str(), nullptr);
}

}  // namespace

bool continental(std::string_view text, const Figure& f) {
  if (f.groups.size() < 2 || text[f.groups[1].begin - 1] != ',') return false;
  const char before = f.span.begin > 0 ? text[f.span.begin - 1] : ' ';
  if ((before != ' ' && before != '$' && before != '#' && before != '\n') || f.groups[1].size() > 4) return true;
  // "1,2,3" is a list; "15,1,745" ends in thousands
  if (f.groups.size() > 2) return f.groups.back().size() != 3 && text[f.groups.back().begin - 1] == ',';
  const std::string_view next = after_of(text, f.span.end);
  static constexpr std::string_view kMeasures[] = {"Euro", "Euros", "euro", "euros", "meters", "metres",
                                                   "km",   "kg",    "m",    "cm",    "DKK",    "percent", "'"};
  if (std::find(std::begin(kMeasures), std::end(kMeasures), next) != std::end(kMeasures)) return true;
  const std::string_view month = before_of(text, f.span.begin);
  return !month.empty() && big(month[0]) && f.groups[1].size() == 4;
}

Status SlotModel::read_shapes(const Knowledge& knowledge) {
  std::vector<std::string_view> columns{"kind"};
  columns.insert(columns.end(), kShapeNames.begin(), kShapeNames.end());
  columns.push_back("example");
  auto table = knowledge.table("doubt/slot_shapes.tsv", columns);
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    Kind k{std::string(row[0]), std::string(row[kShapes + 1]), {}};
    for (size_t i = 0; i < kShapes; ++i) {
      const float share = number_of(row[i + 1]);
      if (!(share >= 0 && share <= 1)) return table->error(row, "a share must lie in 0..1");
      k.log_share[i] = std::log(std::max(share, 1e-7F) / kMembers[i]);
    }
    kinds_.push_back(std::move(k));
  }
  for (const char* needed : {"day", "year", "ordinal", "jubilee", "first", "rest", "whole", "fraction", "pence", "money", "hour", "minute", "code", "number"})
    if (kind(needed) == kNoKind) return Error{Code::kMalformed, std::string(needed).append(": no such kind"), "data/doubt/slot_shapes.tsv", {}};
  return {};
}

Status SlotModel::read_kinds(const Knowledge& knowledge) {
  auto table = knowledge.table("doubt/slot_kinds.tsv", {"kind", "before", "after", "mark"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    Rule r;
    r.kind = kind(row[0]);
    if (r.kind == kNoKind) return table->error(row, "the kind is not in slot_shapes.tsv");
    for (std::string_view w : split(row[1])) r.before.emplace_back(w);
    for (std::string_view w : split(row[2])) r.after.emplace_back(w);
    r.mark = row[3] == "end";
    rules_.push_back(std::move(r));
  }
  return {};
}

Status SlotModel::read_words(const Knowledge& knowledge) {
  auto table = knowledge.table("doubt/slots.tsv", {"words", "digits", "leaves", "month"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows())
    for (std::string_view w : split(row[0]))
      words_[std::string(w)] = {std::string(row[1]), number_of(row[2]), row[3] == "yes"};
  return {};
}

// What was founded so long ago that its anniversaries in the news have two figures.
Status SlotModel::read_foundings(const Knowledge& knowledge) {
  constexpr int kOld = 1960;
  auto table = knowledge.table("time/founded.tsv", {"phrases", "year"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    if (number_of(row[1]) > kOld) continue;
    for (std::string_view phrase : split(row[0])) {
      std::string plain;  // the table parts "party 's"; texts do not
      for (char c : phrase) {
        if (c == '\'' && !plain.empty() && plain.back() == ' ') plain.pop_back();
        plain += c;
      }
      foundings_.push_back(std::move(plain));
    }
  }
  return {};
}

// "the 76th founding anniversary of the DPRK"
bool SlotModel::jubilee(std::string_view text, const Figure& f) const {
  constexpr size_t kNear = 96;  // bytes from the figure to the name
  std::string behind;
  for (char c : text.substr(f.span.end, kNear)) {
    if (c == '.' || c == '\n') break;
    behind += big(c) ? static_cast<char>(c + 32) : c;
  }
  size_t word = behind.find("anniversary");
  if (word == std::string::npos) word = behind.find("birthday");
  if (word == std::string::npos || word > 32) return false;
  return std::any_of(foundings_.begin(), foundings_.end(), [&](const std::string& name) {
    const size_t at = behind.find(name, word);
    return at != std::string::npos && at < word + 40;
  });
}

Result<SlotModel> SlotModel::load(const Knowledge& knowledge) {
  SlotModel m;
  ANNALIST_TRY(m.read_shapes(knowledge));
  ANNALIST_TRY(m.read_kinds(knowledge));
  ANNALIST_TRY(m.read_words(knowledge));
  ANNALIST_TRY(m.read_foundings(knowledge));
  return m;
}

uint32_t SlotModel::kind(std::string_view name) const {
  for (uint32_t i = 0; i < kinds_.size(); ++i)
    if (kinds_[i].name == name) return i;
  return kNoKind;
}

const SlotWord* SlotModel::word(std::string_view form) const {
  const auto it = words_.find(form);
  return it == words_.end() ? nullptr : &it->second;
}

float SlotModel::plausible(uint32_t kind, std::string_view group) const {
  return kinds_[kind].log_share[shape_of(group)];
}

uint32_t SlotModel::bare_kind(std::string_view text, const Figure& f) const {
  const std::string_view before = before_of(text, f.span.begin), after = after_of(text, f.span.end);
  const auto fits = [](const std::vector<std::string>& words, std::string_view word) {
    return words.empty() || std::any_of(words.begin(), words.end(), [&](const std::string& w) {
             return w == word || (w == "*s" && plural(word) && !goes_on(word));
           });
  };
  for (const Rule& r : rules_)
    if (fits(r.before, before) && fits(r.after, after) && (!r.mark || ends_phrase(text, f.span.end))) return r.kind;
  return kind("number");
}

std::vector<uint32_t> SlotModel::kinds_of(std::string_view text, const Figure& f, bool month, bool after_day) const {
  std::vector<uint32_t> out(f.groups.size(), kind("code"));
  if (!f.prefix.empty() || continental(text, f)) return out;
  if (f.groups.size() == 1) {
    const uint32_t b = f.span.begin;
    const bool after_blank = f.digits.size() == 3 && b > 1 && text[b - 1] == ' ' && text[b - 2] >= '0' && text[b - 2] <= '9';
    if (after_blank) return {kind("rest")};  // "5 000"
    const bool closed = ends_phrase(text, f.span.end);
    out[0] = f.ordinal(text)           ? kind(jubilee(text, f) ? "jubilee" : "ordinal")
             : month                   ? kind("day")
             : after_day && closed     ? kind("year")
                                       : bare_kind(text, f);
    return out;
  }
  const char mark = text[f.groups[1].begin - 1];
  for (size_t i = 0; i < f.groups.size(); ++i) {
    const char own = i > 0 ? text[f.groups[i].begin - 1] : mark;
    if (own == ',') out[i] = kind(i == 0 ? "first" : "rest");
    else if (own == ':') out[i] = kind(i == 0 ? "hour" : "minute");
    else if (i > 0) out[i] = kind(bare_kind(text, f) == kind("money") ? "pence" : "fraction");
    else {
      out[i] = bare_kind(text, f);
      const std::string& name = kinds_[out[i]].name;
      if (name == "number" || name == "count" || name == "inyear" || name == "span") out[i] = kind("whole");
    }
  }
  return out;
}

std::vector<std::string> SlotModel::failed_examples() const {
  std::vector<std::string> out;
  for (const Kind& k : kinds_) {
    const size_t open = k.example.find('{'), close = k.example.find('}');
    if (open == std::string::npos || close == std::string::npos) {
      out.push_back(k.name + ": no {slot} in the example");
      continue;
    }
    std::string text = k.example;
    text.erase(close, 1).erase(open, 1);
    std::string found = "nothing";
    for (const Figure& f : figures_of(text)) {
      const std::string_view before = before_of(text, f.span.begin);
      const SlotWord* w = word(before);
      const bool after_day = f.span.begin > 2 && text[f.span.begin - 2] == ',';
      const std::vector<uint32_t> kinds = kinds_of(text, f, w != nullptr && w->month, after_day);
      for (size_t g = 0; g < kinds.size(); ++g)
        if (f.groups[g].begin == open) found = kinds_[kinds[g]].name;
    }
    if (found != k.name) out.push_back(k.name + ": found " + found + " in " + text);
  }
  return out;
}

}  // namespace annalist::doubt
