#include <algorithm>
#include <cstdio>
#include <variant>

#include "store/impl.h"

namespace annalist::store {
namespace {

using Value = std::variant<int64_t, std::string>;

// A growing WHERE clause with its values.
struct Conditions {
  std::string sql;
  std::vector<Value> values;

  void add(const std::string& condition) { sql += (sql.empty() ? " WHERE " : " AND ") + condition; }
  std::string mark(Value value) {
    values.push_back(std::move(value));
    char number[24];
    std::snprintf(number, sizeof number, "?%zu", values.size());
    return number;
  }
};

// "PRK", "Q30436217" and "c:PRK" are ids; anything else is part of a name, told from SQL's own wildcards.
bool is_country(const std::string& s) {
  return s.size() == 3 && s.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
}
void append(std::string& list, const char* separator, const std::string& next) {
  if (!list.empty()) list += separator;
  list += next;
}
std::string like(const std::string& part) {
  std::string out("%");
  for (const char c : part) {
    if (c == '%' || c == '_' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + '%';
}

// `side`: "" (either), " AND p.side = 0" or " AND p.side = 1".
std::string party_condition(const std::string& wanted, const char* side, Conditions& c) {
  std::string what;
  if (is_country(wanted)) what = "p.country = " + c.mark(wanted);
  else {
    const std::string exact = c.mark(wanted);
    what = "(p.entity = " + exact + " OR p.name LIKE " + c.mark(like(wanted)) + " ESCAPE '\\')";
  }
  return "EXISTS (SELECT 1 FROM event_party p WHERE p.event = e.n" + std::string(side) + " AND " + what + ")";
}

constexpr const char* kActing = " AND p.side = 0";
constexpr const char* kReceiving = " AND p.side = 1";

void add_parties(const EventQuery& q, Conditions& c) {
  const auto any = [&](const std::vector<std::string>& wanted, const char* side) {
    std::string all;
    for (const auto& w : wanted) append(all, " OR ", party_condition(w, side, c));
    if (!all.empty()) c.add("(" + all + ")");
  };
  any(q.actors, kActing);
  any(q.recipients, kReceiving);
  std::string pairs;
  for (const auto& [a, b] : q.pairs) {
    const auto way = [&](const std::string& x, const std::string& y) {
      const std::string acts = party_condition(x, kActing, c), suffers = party_condition(y, kReceiving, c);
      return "(" + acts + " AND " + suffers + ")";
    };
    // Both sides of a meeting can stand on one side: {Kim, Putin} met.
    append(pairs, " OR ", way(a, b) + " OR " + way(b, a));
    if (a != b) pairs += " OR (" + party_condition(a, "", c) + " AND " + party_condition(b, "", c) + ")";
  }
  if (!pairs.empty()) c.add("(" + pairs + ")");
}

void add_lists(const EventQuery& q, Conditions& c) {
  const auto equal = [&](const char* column, const std::vector<std::string>& wanted) {
    std::string list;
    for (const auto& w : wanted) append(list, ", ", c.mark(w));
    if (!list.empty()) c.add(std::string(column) + " IN (" + list + ")");
  };
  const auto inside = [&](const char* column, const std::vector<std::string>& wanted) {
    std::string list;
    for (const auto& w : wanted) append(list, ", ", c.mark(w));
    if (!list.empty()) c.add(std::string("EXISTS (SELECT 1 FROM json_each(e.") + column + ") j WHERE j.value IN (" + list + "))");
  };
  equal("e.type", q.types);
  inside("mode", q.modes);
  inside("context", q.contexts);
  equal("e.modality", q.modalities);
  equal("e.status", q.statuses);
  std::string countries;
  for (const auto& w : q.countries) {
    const std::string mark = c.mark(w);
    append(countries, " OR ", ("e.place_country = " + mark + " OR EXISTS (SELECT 1 FROM event_party p WHERE p.event = e.n AND p.country = " + mark + ")"));
  }
  if (!countries.empty()) c.add("(" + countries + ")");
  std::string places;
  for (const auto& w : q.places) append(places, " OR ", ("e.place_name LIKE " + c.mark(like(w)) + " ESCAPE '\\'"));
  if (!places.empty()) c.add("(" + places + ")");
  std::string outlets;
  for (const auto& w : q.outlets) append(outlets, " OR ", ("s.outlet LIKE " + c.mark(like(w)) + " ESCAPE '\\'"));
  if (!outlets.empty())
    c.add("EXISTS (SELECT 1 FROM event_claim ec JOIN claim cl ON cl.n = ec.claim JOIN story s ON s.document = cl.document AND s.idx = cl.story WHERE ec.event = e.n AND (" + outlets + "))");
}

// Free text as FTS5 phrases joined by AND: nothing a reader types can be a syntax error. "a phrase" stays together.
std::string fts_query(const std::string& words) {
  std::string out;
  const auto add = [&](std::string_view phrase) {
    if (phrase.empty()) return;
    if (!out.empty()) out.push_back(' ');
    out.push_back('"');
    out.append(phrase);
    out.push_back('"');
  };
  for (size_t i = 0; i < words.size();) {
    if (words[i] == '"') {
      const size_t end = std::min(words.find('"', i + 1), words.size());
      add(std::string_view(words).substr(i + 1, end - i - 1));
      i = end + 1;
    } else {
      const size_t end = std::min(words.find_first_of(" \"", i), words.size());
      add(std::string_view(words).substr(i, end - i));
      i = end == words.size() || words[end] == ' ' ? end + 1 : end;
    }
  }
  return out;
}

void add_rest(const EventQuery& q, Conditions& c) {
  if (q.from) {
    const std::string day = c.mark(Value(int64_t{q.from->number}));
    c.add("coalesce(e.latest, e.earliest, e.told_latest) >= " + day);
  }
  if (q.to) {
    const std::string day = c.mark(Value(int64_t{q.to->number}));
    c.add("coalesce(e.earliest, e.latest, e.told_earliest) <= " + day);
  }
  if (q.min_origins) c.add("e.origins >= " + c.mark(Value(int64_t{*q.min_origins})));
  if (q.max_origins) c.add("e.origins <= " + c.mark(Value(int64_t{*q.max_origins})));
  if (q.min_reports) c.add("e.reports >= " + c.mark(Value(int64_t{*q.min_reports})));
  if (q.suspect) c.add(std::string(*q.suspect ? "" : "NOT ") + "EXISTS (SELECT 1 FROM event_claim ec JOIN claim cl ON cl.n = ec.claim WHERE ec.event = e.n AND cl.suspect <> '[]')");
  if (q.reviewed)
    c.add(std::string(*q.reviewed ? "" : "NOT ") + "EXISTS (SELECT 1 FROM decision x WHERE x.scope = e.id OR x.scope IN (SELECT cl.id FROM event_claim ec JOIN claim cl ON cl.n = ec.claim WHERE ec.event = e.n))");
  if (const std::string match = fts_query(q.words); !match.empty())
    c.add("e.n IN (SELECT ec.event FROM claim_index i JOIN event_claim ec ON ec.claim = i.rowid WHERE claim_index MATCH " + c.mark(match) + ")");
}

struct Order {
  const char* key;   // numeric SQL expression
  bool descending;
};
Order order_of(Sort sort) {
  switch (sort) {
    case Sort::kDateDescending: return {"CASE WHEN e.sort_day = 2147483647 THEN -2147483647 ELSE e.sort_day END", true};
    case Sort::kConfidence: return {"CAST(round(e.confidence * 10000) AS INTEGER)", true};
    case Sort::kOrigins: return {"e.origins", true};
    case Sort::kDate: break;
  }
  return {"e.sort_day", false};
}

}  // namespace

Result<std::vector<Hit>> Base::documents_with(const std::string& words, uint32_t limit) {
  std::vector<Hit> hits;
  const std::string match = fts_query(words);
  if (match.empty()) return hits;
  auto s = impl_->prepared(
      "SELECT d.id, d.key, snippet(text_index, 0, '[', ']', '…', 24) FROM text_index i JOIN document d ON d.n = i.rowid"
      " WHERE text_index MATCH ? ORDER BY bm25(text_index), d.id LIMIT ?");
  if (!s) return s.error();
  (*s)->bind(match).bind(limit);
  for (;;) {
    const auto row = (*s)->step();
    if (!row) return row.error();
    if (!*row) break;
    hits.push_back({(*s)->text(0), (*s)->text(1), (*s)->text(2)});
  }
  (*s)->reset();
  return hits;
}

// A cursor is "KEY.ID": the sort key and id of the last event shown; it stays right when events are added before it.
Result<EventPage> Base::events(const EventQuery& q) {
  Conditions c;
  add_parties(q, c);
  add_lists(q, c);
  add_rest(q, c);
  const Order order = order_of(q.sort);
  if (!q.cursor.empty()) {
    const size_t dot = q.cursor.find('.');
    const size_t digits = q.cursor.find_first_not_of("0123456789", q.cursor.starts_with('-') ? 1 : 0);
    if (dot == std::string::npos || digits != dot || dot == 0 || dot > 12) return Error{Code::kUsage, "not a cursor of this program", q.cursor, "leave cursor= out to begin anew"};
    const std::string key = c.mark(Value(int64_t{std::stoll(q.cursor.substr(0, dot))})), id = c.mark(q.cursor.substr(dot + 1));
    c.add(std::string("((") + order.key + ") " + (order.descending ? "<" : ">") + " " + key + " OR ((" + order.key + ") = " + key + " AND e.id > " + id + "))");
  }
  std::string sql = "SELECT e.n, " + std::string(order.key) + ", e.id FROM event e" + c.sql + " ORDER BY 2" + (order.descending ? " DESC" : "") + ", 3";
  if (q.limit > 0) sql += " LIMIT " + std::to_string(q.limit + 1);
  auto s = impl_->database->prepare(sql);
  if (!s) return s.error();
  for (const Value& v : c.values) {
    if (const auto* n = std::get_if<int64_t>(&v)) s->bind(*n);
    else s->bind(std::get<std::string>(v));
  }
  EventPage page;
  std::string last;
  for (;;) {
    const auto row = s->step();
    if (!row) return row.error();
    if (!*row) break;
    if (q.limit > 0 && page.events.size() == q.limit) {
      page.next = last;
      break;
    }
    last = std::to_string(s->integer(1)) + '.' + s->text(2);
    auto event = impl_->load_event(s->integer(0));
    if (!event) return event.error();
    page.events.push_back(std::move(*event));
  }
  return page;
}

}  // namespace annalist::store
