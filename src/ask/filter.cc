#include "ask/filter.h"

#include <algorithm>
#include <cctype>

#include "base/knowledge.h"

namespace annalist::ask {
namespace {

using store::EventQuery;

constexpr uint32_t kMaxLimit = 100000;  // events of one page: what a reader's machine still shows

Error wrong(const std::string& key, const std::string& value, const char* takes) {
  return {Code::kUsage, key + "=" + value + " is not understood", "filter", key + "= takes " + takes};
}

std::string upper(std::string_view s) {
  std::string out(s);
  for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}
std::string lower(std::string_view s) {
  std::string out(s);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

// The lists whose values are words of a closed vocabulary may be parted by commas.
struct ListKey {
  std::string_view name;
  std::vector<std::string> EventQuery::* list;
  std::string (*fold)(std::string_view);
};
const ListKey kLists[] = {{"type", &EventQuery::types, upper},          {"mode", &EventQuery::modes, lower},
                          {"context", &EventQuery::contexts, lower},    {"country", &EventQuery::countries, upper},
                          {"modality", &EventQuery::modalities, lower}, {"status", &EventQuery::statuses, lower}};

// "PRK", "prk" and names: three letters are a country.
std::string party(std::string_view s) { return s.size() == 3 && std::all_of(s.begin(), s.end(), [](unsigned char c) { return std::isalpha(c); }) ? upper(s) : std::string(s); }

bool parse_number(std::string_view s, uint32_t high, uint32_t& out) {
  if (s.empty() || s.size() > 9 || !std::all_of(s.begin(), s.end(), [](unsigned char c) { return std::isdigit(c); })) return false;
  out = static_cast<uint32_t>(std::stoul(std::string(s)));
  return out <= high;
}

// "2", ">=2", "<=2", "=2".
bool parse_bounds(std::string_view s, std::optional<uint32_t>& low, std::optional<uint32_t>& high) {
  uint32_t n = 0;
  const bool at_least = s.starts_with(">="), at_most = s.starts_with("<=");
  if (at_least || at_most) s.remove_prefix(2);
  else if (s.starts_with("=")) s.remove_prefix(1);
  if (!parse_number(s, 1000000, n)) return false;
  if (!at_most) low = n;
  if (!at_least) high = n;
  return true;
}

// "2024", "2024-01" or "2024-01-16": the first or last day of it.
std::optional<Day> parse_day(const std::string& s, bool last) {
  if (s.size() == 10) return parse_iso(s);
  uint32_t year = 0, month = 0;
  if (!parse_number(std::string_view(s).substr(0, 4), 9999, year) || year == 0) return std::nullopt;
  const auto y = static_cast<int32_t>(year);
  if (s.size() == 4) return last ? *whole_year(y).latest : *whole_year(y).earliest;
  if (s.size() != 7 || s[4] != '-' || !parse_number(std::string_view(s).substr(5), 12, month) || month == 0) return std::nullopt;
  return last ? *whole_month(y, month).latest : *whole_month(y, month).earliest;
}

Status set_switch(const std::string& key, const std::string& value, std::optional<bool>& to) {
  if (value != "0" && value != "1") return wrong(key, value, "0 or 1");
  to = value == "1";
  return {};
}

Status set_order(const std::string& value, EventQuery& q) {
  static constexpr std::pair<std::string_view, store::Sort> kSorts[] = {{"date", store::Sort::kDate}, {"-date", store::Sort::kDateDescending},
                                                                        {"confidence", store::Sort::kConfidence}, {"origins", store::Sort::kOrigins}};
  for (const auto& [name, sort] : kSorts)
    if (value == name) {
      q.sort = sort;
      return {};
    }
  return wrong("sort", value, "date, -date, confidence or origins");
}

Status set_key(const std::string& key, const std::string& value, EventQuery& q) {
  for (const ListKey& l : kLists)
    if (key == l.name) {
      for (const std::string_view part : split(value, ',')) (q.*l.list).push_back(l.fold(trim(part)));
      return {};
    }
  if (key == "actor") q.actors.push_back(party(value));
  else if (key == "recipient") q.recipients.push_back(party(value));
  else if (key == "place") q.places.push_back(value);
  else if (key == "outlet") q.outlets.push_back(value);
  else if (key == "q") q.words += q.words.empty() ? value : " " + value;
  else if (key == "cursor") q.cursor = value;
  else if (key == "sort") return set_order(value, q);
  else if (key == "suspect") return set_switch(key, value, q.suspect);
  else if (key == "reviewed") return set_switch(key, value, q.reviewed);
  else if (key == "pair") {
    const size_t colon = value.find(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == value.size()) return wrong(key, value, "two sides: RUS:PRK");
    // Entity ids hold a colon themselves ("k:tass:c:PRK"): try the one that leaves two ids.
    size_t cut = colon;
    if (colon == 1) cut = std::min(value.find(':', 2), value.size() - 1);
    q.pairs.emplace_back(party(value.substr(0, cut)), party(value.substr(cut + 1)));
  } else if (key == "from" || key == "to") {
    const auto day = parse_day(value, key == "to");
    if (!day) return wrong(key, value, "a date: 2024-01-16, 2024-01 or 2024");
    (key == "from" ? q.from : q.to) = day;
  } else if (key == "limit") {
    if (!parse_number(value, kMaxLimit, q.limit)) return wrong(key, value, "a number up to 100000 (0 = all)");
  } else if (key == "origins") {
    if (!parse_bounds(value, q.min_origins, q.max_origins)) return wrong(key, value, "a number, >=2 or <=2");
  } else {
    return Error{Code::kUsage, "unknown filter key " + key, "filter", "see `annalist timeline --help`"};
  }
  return {};
}

}  // namespace

const std::vector<Key>& filter_keys() {
  static const std::vector<Key> kKeys = {
      {"actor", "WHO", "who acts: part of a name, an entity id or a country code"},
      {"recipient", "WHO", "toward whom"},
      {"pair", "A:B", "two sides, either way round: RUS:PRK"},
      {"type", "TYPE", "PLOVER type: CONSULT, AID, …"},
      {"mode", "MODE", "PLOVER mode: visit, …"},
      {"context", "CONTEXT", "PLOVER context: military, …"},
      {"country", "CODE", "country of a side or of the place: PRK"},
      {"place", "NAME", "part of the place's name"},
      {"from", "DATE", "not before: 2024-01-16, 2024-01 or 2024"},
      {"to", "DATE", "not after"},
      {"modality", "WORD", "asserted, reported, planned, possible, …"},
      {"status", "WORD", "happened, claimed, announced, due, overdue, fulfilled, cancelled, denied, disputed"},
      {"outlet", "NAME", "told by this outlet"},
      {"origins", "N", "independent origins: 2, >=2 or <=2"},
      {"suspect", "0|1", "with or without garbled fields"},
      {"reviewed", "0|1", "with or without a person's decision"},
      {"q", "WORDS", "free text in the clauses and names; \"a phrase\" in quotes"},
      {"sort", "ORDER", "date, -date, confidence or origins"},
      {"limit", "N", "at most so many events"},
      {"cursor", "CURSOR", "go on after the page that gave it"},
  };
  return kKeys;
}

Result<EventQuery> parse_filter(const Pairs& pairs) {
  EventQuery q;
  for (const auto& [key, value] : pairs) {
    // "origins>=2" of an address arrives as key "origins>" and value "2".
    if ((key == "origins>" || key == "origins<") && !value.empty()) {
      ANNALIST_TRY(set_key("origins", std::string(1, key.back()) + '=' + value, q));
      continue;
    }
    const bool known = std::any_of(filter_keys().begin(), filter_keys().end(), [&](const Key& k) { return k.name == key; });
    if (!known) return Error{Code::kUsage, "unknown filter key " + key, "filter", "see `annalist timeline --help`"};
    if (!value.empty()) ANNALIST_TRY(set_key(key, value, q));
  }
  return q;
}

bool is_filtered(const EventQuery& q) {
  return !q.actors.empty() || !q.recipients.empty() || !q.pairs.empty() || !q.types.empty() || !q.modes.empty() || !q.contexts.empty() ||
         !q.countries.empty() || !q.places.empty() || !q.modalities.empty() || !q.statuses.empty() || !q.outlets.empty() || q.from || q.to ||
         q.min_origins || q.max_origins || q.min_reports || q.suspect || q.reviewed || !q.words.empty();
}

}  // namespace annalist::ask
