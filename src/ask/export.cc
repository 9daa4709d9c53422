#include "ask/export.h"

#include <algorithm>

#include "ask/event_record.h"
#include "ask/filter.h"
#include "ask/plover.h"
#include "ask/stories.h"
#include "base/json.h"

namespace annalist::ask {
namespace {

constexpr uint32_t kEventsAtOnce = 1000;  // read from the base together: bounds memory

struct Table {
  std::string_view what;
  const char* sql;
};
// WHATs that are a view as it stands. Columns that hold JSON lists keep them in JSONL.
constexpr Table kTables[] = {
    {"actors", "SELECT * FROM v_actor ORDER BY events DESC, entity"},
    {"quotes", "SELECT * FROM v_quote ORDER BY document, begin, quote"},
    {"forecasts", "SELECT * FROM v_forecast ORDER BY earliest, event"},
};
constexpr const char* kEvidence = "SELECT * FROM v_event_evidence WHERE event = ? ORDER BY document, claim, field, begin";
constexpr const char* kClaimCells = "SELECT * FROM v_claim WHERE claim = ?";
constexpr const char* kEventCells = "SELECT * FROM v_event WHERE event = ?";

bool is_list(std::string_view column) {
  for (const std::string_view name : {"mode", "context", "anomalies", "chain", "suspect", "likely", "basis"})
    if (column == name) return true;
  return false;
}

void append_row_json(const store::Statement& s, std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  json.field("schema", 1);
  for (int i = 0; i < s.columns(); ++i) {
    json.key(s.name(i));
    if (s.is_null(i)) json.null();
    else if (s.is_number(i) || (is_list(s.name(i)) && s.view(i).starts_with('['))) json.raw(s.text(i));
    else json.value(s.view(i));
  }
  json.end_object();
  out += '\n';
}

void append_row_csv(const store::Statement& s, std::string& out) {
  for (int i = 0; i < s.columns(); ++i) {
    if (i > 0) out += ',';
    if (s.is_number(i)) out += s.view(i);
    else append_csv_cell(s.view(i), out);
  }
  out += "\r\n";
}

void append_head_csv(const store::Statement& s, std::string& out) {
  for (int i = 0; i < s.columns(); ++i) {
    if (i > 0) out += ',';
    append_csv_cell(s.name(i), out);
  }
  out += "\r\n";
}

// One export under way.
class Exporter {
 public:
  Exporter(store::Base& base, const std::string& format, const store::EventQuery& query, const Sink& sink)
      : base_(base), csv_(format == "csv"), plover_(format == "plover"), query_(query), sink_(sink) {}

  Result<uint64_t> events() {
    if (plover_ && !sink_(plover_header())) return rows_;
    if (csv_) ANNALIST_TRY(head(kEventCells));
    ANNALIST_TRY(each_event([&](const weave::Event& e) -> Status {
      if (csv_) return rows(kEventCells, e.id);
      auto claims = base_.claims_of(e.id);
      if (!claims) return claims.error();
      std::string out;
      if (plover_) {
        append_plover(e, *claims, out);
        if (out.empty()) return {};
      } else {
        append_event(e, *claims, out);
        out += '\n';
      }
      return give(out);
    }));
    return rows_;
  }

  Result<uint64_t> claims() {
    if (csv_) ANNALIST_TRY(head(kClaimCells));
    if (!is_filtered(query_) && query_.limit == 0) {
      auto s = base_.prepare("SELECT c.id FROM claim c JOIN document d ON d.n = c.document WHERE c.current ORDER BY d.id, d.key, c.trigger_begin, c.id");
      if (!s) return s.error();
      for (;;) {
        const auto row = s->step();
        if (!row) return row.error();
        if (!*row || stopped_) return rows_;
        ANNALIST_TRY(claim(s->text(0)));
      }
    }
    const auto all = [&](const weave::Event& e) -> Status {
      for (const auto& id : e.claims) ANNALIST_TRY(claim(id));
      return {};
    };
    ANNALIST_TRY(each_event(all));
    return rows_;
  }

  Result<uint64_t> evidence() {
    if (csv_) ANNALIST_TRY(head(kEvidence));
    ANNALIST_TRY(each_event([&](const weave::Event& e) { return rows(kEvidence, e.id); }));
    return rows_;
  }

  Result<uint64_t> documents() {
    if (csv_) return table("SELECT * FROM v_document WHERE current ORDER BY document, key");
    auto s = base_.prepare("SELECT key, claims FROM v_document WHERE current ORDER BY document, key");
    if (!s) return s.error();
    for (;;) {
      const auto row = s->step();
      if (!row) return row.error();
      if (!*row || stopped_) return rows_;
      const auto d = base_.document(s->text(0));
      if (!d) return d.error();
      std::string out;
      append_document_row(*d, static_cast<uint64_t>(s->integer(1)), out);
      out += '\n';
      ANNALIST_TRY(give(out));
    }
  }

  Result<uint64_t> stories() {
    const auto found = story_clusters(base_);
    if (!found) return found.error();
    if (csv_) (void)sink_("story,label,earliest,latest,document,index,published\r\n");
    for (const StoryCluster& s : *found) {
      std::string out;
      if (csv_) append_story_csv(s, out);
      else append_story_json(s, out);
      ANNALIST_TRY(give(out));
    }
    return rows_;
  }

  // All rows of a view.
  Result<uint64_t> table(const char* sql) {
    if (csv_) ANNALIST_TRY(head(sql));
    ANNALIST_TRY(rows(sql, ""));
    return rows_;
  }

 private:
  Status give(const std::string& record) {
    stopped_ = stopped_ || !sink_(record);
    ++rows_;
    return {};
  }

  template <class Take>
  Status each_event(Take take) {
    store::EventQuery page = query_;
    uint64_t left = query_.limit == 0 ? UINT64_MAX : query_.limit;
    do {
      page.limit = static_cast<uint32_t>(std::min<uint64_t>(left, kEventsAtOnce));
      const auto found = base_.events(page);
      if (!found) return found.error();
      for (const weave::Event& e : found->events) {
        if (stopped_) return {};
        ANNALIST_TRY(take(e));
      }
      left -= found->events.size();
      page.cursor = found->next;
    } while (!page.cursor.empty() && left > 0);
    return {};
  }

  Status claim(const std::string& id) {
    if (csv_) return rows(kClaimCells, id);
    const auto c = base_.claim(id);
    if (!c) return c.error();
    std::string out;
    append_claim_row(*c, out);
    out += '\n';
    return give(out);
  }

  Status head(const char* sql) {
    auto s = base_.prepare(sql);
    if (!s) return s.error();
    std::string out;
    append_head_csv(*s, out);
    stopped_ = stopped_ || !sink_(out);
    return {};
  }

  // The rows of a statement with at most one parameter.
  Status rows(const char* sql, const std::string& value) {
    auto s = base_.prepare(sql);
    if (!s) return s.error();
    if (!value.empty()) s->bind(value);
    for (;;) {
      const auto row = s->step();
      if (!row) return row.error();
      if (!*row || stopped_) return {};
      std::string out;
      if (csv_) append_row_csv(*s, out);
      else append_row_json(*s, out);
      ANNALIST_TRY(give(out));
    }
  }

  store::Base& base_;
  bool csv_, plover_;
  const store::EventQuery& query_;
  const Sink& sink_;
  uint64_t rows_ = 0;
  bool stopped_ = false;
};

}  // namespace

const std::vector<ExportForm>& export_forms() {
  static const std::vector<ExportForm> kForms = {
      {"events", {"jsonl", "csv", "plover"}}, {"claims", {"jsonl", "csv"}}, {"documents", {"jsonl", "csv"}}, {"stories", {"jsonl", "csv"}},
      {"actors", {"jsonl", "csv"}},           {"quotes", {"jsonl", "csv"}}, {"forecasts", {"jsonl", "csv"}}, {"evidence", {"jsonl", "csv"}}};
  return kForms;
}

void append_csv_cell(std::string_view value, std::string& out) {
  // A cell that begins so would be computed by a spreadsheet (OWASP, "CSV Injection").
  const bool computed = !value.empty() && std::string_view("=+-@\t\r").find(value.front()) != std::string_view::npos;
  if (!computed && value.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += value;
    return;
  }
  out += '"';
  if (computed) out += '\'';
  for (const char c : value) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

Result<uint64_t> export_records(store::Base& base, const std::string& what, const std::string& format, const store::EventQuery& query,
                                const Sink& sink) {
  const auto form = std::find_if(export_forms().begin(), export_forms().end(), [&](const ExportForm& f) { return f.what == what; });
  if (form == export_forms().end())
    return Error{Code::kUsage, "cannot export " + what, "export", "choose events, claims, documents, stories, actors, quotes, forecasts or evidence"};
  if (std::find(form->formats.begin(), form->formats.end(), format) == form->formats.end())
    return Error{Code::kUnsupported, what + " cannot be exported as " + format, "export", what == "events" ? "choose jsonl, csv or plover" : "choose jsonl or csv"};
  Exporter exporter(base, format, query, sink);
  if (what == "events") return exporter.events();
  if (what == "claims") return exporter.claims();
  if (what == "evidence") return exporter.evidence();
  if (is_filtered(query))
    return Error{Code::kUnsupported, "a filter on " + what + " is not built in", "export", "filters work with events, claims and evidence"};
  if (what == "documents") return exporter.documents();
  if (what == "stories") return exporter.stories();
  for (const Table& t : kTables)
    if (what == t.what) return exporter.table(t.sql);
  return Error{Code::kInternal, "no exporter for " + what, "export", ""};
}

}  // namespace annalist::ask
