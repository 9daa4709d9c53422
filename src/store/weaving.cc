#include <algorithm>
#include <limits>
#include <memory>
#include <set>
#include <unordered_map>

#include "base/hash.h"
#include "store/impl.h"
#include "store/json_list.h"
#include "weave/compat.h"
#include "weave/forecast.h"
#include "weave/weave.h"

namespace annalist::store {
namespace {

constexpr size_t kClaimsAtOnce = 4000;  // of one weaving transaction: bounds memory and what an interruption loses

int32_t sort_day(const weave::Event& e) {
  if (e.date.earliest) return e.date.earliest->number;
  if (e.date.latest) return e.date.latest->number;
  if (e.told.earliest) return e.told.earliest->number;
  return std::numeric_limits<int32_t>::max();
}

// The claims of the base as weaving asks for them; each is read once while this lives.
class Index : public weave::ClaimIndex {
 public:
  explicit Index(Base::Impl& impl) : impl_(impl) {}
  Result<std::vector<weave::ClaimRecord>> block(const std::string& key) override {
    const auto rows = impl_.numbers("SELECT b.claim FROM claim_block b JOIN claim c ON c.n = b.claim WHERE b.key = ? AND c.current",
                                    static_cast<int64_t>(xxh64(key)));
    if (!rows) return rows.error();
    std::vector<weave::ClaimRecord> out;
    for (const int64_t n : *rows) {
      auto r = record(n);
      if (!r) return r.error();
      out.push_back(std::move(*r));
    }
    return out;
  }
  Result<weave::ClaimRecord> record(int64_t n) {
    const auto it = read_.find(n);
    if (it != read_.end()) return it->second;
    auto r = impl_.record(n);
    if (!r) return r.error();
    rows_[r->claim] = n;
    return read_.emplace(n, std::move(*r)).first->second;
  }
  [[nodiscard]] int64_t row(const std::string& claim) const { return rows_.at(claim); }

 private:
  Base::Impl& impl_;
  std::unordered_map<int64_t, weave::ClaimRecord> read_;
  std::unordered_map<std::string, int64_t> rows_;
};

Status remove_event(Base::Impl& impl, int64_t n, std::set<int64_t>& forecasts) {
  const auto linked = impl.numbers("SELECT other FROM event_link WHERE event = ? AND kind = 'fulfils'", n);
  if (!linked) return linked.error();
  forecasts.insert(linked->begin(), linked->end());
  for (const char* sql : {"DELETE FROM event_claim WHERE event = ?", "DELETE FROM event_party WHERE event = ?",
                          "DELETE FROM event_contradiction WHERE event = ?", "DELETE FROM event_link WHERE event = ?",
                          "DELETE FROM event_link WHERE other = ?", "DELETE FROM event WHERE n = ?"})
    ANNALIST_TRY(impl.run(sql, n));
  return {};
}

// A claim whose document has a newer revision: its event's other claims are to be woven anew, and the event id that it
// may have given leads to one of them, or to the like claim of the new revision.
Status retire_claim(Base::Impl& impl, int64_t claim, std::set<int64_t>& touched) {
  const auto mates = impl.numbers(
      "SELECT o.claim FROM event_claim ec JOIN event_claim o ON o.event = ec.event JOIN claim c ON c.n = o.claim"
      " WHERE ec.claim = ? AND c.current ORDER BY c.id", claim);
  if (!mates) return mates.error();
  touched.insert(mates->begin(), mates->end());
  const auto heirs = impl.numbers(
      "SELECT n.n FROM claim c JOIN document d ON d.n = c.document JOIN document m ON m.key = d.key AND m.current"
      " JOIN claim n ON n.document = m.n AND n.type = c.type WHERE c.n = ? ORDER BY abs(n.trigger_begin - c.trigger_begin), n.id LIMIT 1", claim);
  if (!heirs) return heirs.error();
  const int64_t anchor = !mates->empty() ? mates->front() : heirs->empty() ? 0 : heirs->front();
  if (anchor != 0) {
    ANNALIST_TRY(impl.run("INSERT OR REPLACE INTO event_redirect SELECT 'E' || c.id, a.id FROM claim c, claim a WHERE c.n = ? AND a.n = ?", claim, anchor));
    ANNALIST_TRY(impl.run("UPDATE event_redirect SET claim = (SELECT id FROM claim WHERE n = ?2) WHERE claim = (SELECT id FROM claim WHERE n = ?1)", claim, anchor));
  }
  return {};
}

// Events of one portion, each read and prepared once.
class Happenings {
 public:
  explicit Happenings(Base::Impl& impl) : impl_(impl) {}
  Result<const weave::Prepared*> at(int64_t n) {
    auto& slot = read_[n];
    if (!slot) {
      auto event = impl_.load_event(n);
      if (!event) return event.error();
      slot = std::make_unique<weave::Prepared>(std::move(*event));
      rows_[slot.get()] = n;
    }
    return slot.get();
  }
  [[nodiscard]] int64_t row(const weave::Prepared* event) const { return rows_.at(event); }

 private:
  Base::Impl& impl_;
  std::unordered_map<int64_t, std::unique_ptr<weave::Prepared>> read_;
  std::unordered_map<const weave::Prepared*, int64_t> rows_;
};

// Finds anew what fulfils these forecasts.
Status link_forecasts(Base::Impl& impl, const std::set<int64_t>& forecasts) {
  Happenings events(impl);
  for (const int64_t f : forecasts) {
    const auto forecast = events.at(f);
    if (!forecast) return forecast.error();
    if ((*forecast)->event.id.empty() || !(*forecast)->event.forecast) continue;
    ANNALIST_TRY(impl.run("DELETE FROM event_link WHERE event = ? AND kind = 'fulfilled-by'", f));
    ANNALIST_TRY(impl.run("DELETE FROM event_link WHERE other = ? AND kind = 'fulfils'", f));
    const Interval window = weave::fulfilment_window((*forecast)->event);
    if (!window.earliest || !window.latest) continue;
    const auto rows = impl.numbers(
        "SELECT DISTINCT h.event FROM event_party p JOIN event_party h ON h.key = p.key AND h.type = p.type AND h.forecast = 0"
        " AND h.sort_day BETWEEN ?2 AND ?3 WHERE p.event = ?1", f, *window.earliest - 32, *window.latest);
    if (!rows) return rows.error();
    std::vector<const weave::Prepared*> candidates;
    for (const int64_t n : *rows) {
      const auto h = events.at(n);
      if (!h) return h.error();
      candidates.push_back(*h);
    }
    const weave::Prepared* done = weave::fulfiller(**forecast, candidates);
    if (!done) continue;
    ANNALIST_TRY(impl.run("INSERT OR IGNORE INTO event_link(event, kind, other) VALUES(?, 'fulfils', ?)", events.row(done), f));
    ANNALIST_TRY(impl.run("INSERT OR IGNORE INTO event_link(event, kind, other) VALUES(?, 'fulfilled-by', ?)", f, events.row(done)));
  }
  return {};
}

// Forecasts that a new happening may fulfil.
Status forecasts_near(Base::Impl& impl, int64_t event, std::set<int64_t>& forecasts) {
  const auto rows = impl.numbers(
      "SELECT DISTINCT f.event FROM event_party p JOIN event_party f ON f.key = p.key AND f.type = p.type AND f.forecast = 1 WHERE p.event = ?", event);
  if (!rows) return rows.error();
  forecasts.insert(rows->begin(), rows->end());
  return {};
}

// Weaves one portion of what is unwoven inside a transaction of its own.
Status weave_portion(Base::Impl& impl, const std::vector<int64_t>& portion, WeaveReport& report) {
  auto transaction = Transaction::begin(*impl.database);
  if (!transaction) return transaction.error();
  Index index(impl);
  std::set<int64_t> touched, forecasts, old_events;
  for (const int64_t n : portion) {
    const auto current = impl.numbers("SELECT current FROM claim WHERE n = ?", n);
    if (!current) return current.error();
    if (!current->empty() && current->front() != 0) touched.insert(n);
    else ANNALIST_TRY(retire_claim(impl, n, touched));
    const auto event = impl.numbers("SELECT event FROM event_claim WHERE claim = ?", n);
    if (!event) return event.error();
    old_events.insert(event->begin(), event->end());
    ANNALIST_TRY(impl.run("DELETE FROM unwoven WHERE claim = ?", n));
  }
  std::vector<weave::ClaimRecord> records;
  for (const int64_t n : touched) {
    auto r = index.record(n);
    if (!r) return r.error();
    records.push_back(std::move(*r));
  }
  auto closed = weave::closure(std::move(records), index);
  if (!closed) return closed.error();
  report.claims += static_cast<uint32_t>(closed->size());
  for (const auto& c : *closed) {
    const auto event = impl.numbers("SELECT event FROM event_claim WHERE claim = ?", index.row(c.claim));
    if (!event) return event.error();
    old_events.insert(event->begin(), event->end());
  }
  for (const int64_t n : old_events) ANNALIST_TRY(remove_event(impl, n, forecasts));
  report.removed += static_cast<uint32_t>(old_events.size());
  for (const weave::Event& e : weave::cluster(std::move(*closed))) {
    const auto written = impl.write_event(e);
    if (!written) return written.error();
    const int64_t n = *written;
    for (const auto& claim : e.claims) ANNALIST_TRY(impl.run("INSERT INTO event_claim(claim, event) VALUES(?, ?)", index.row(claim), n));
    if (e.forecast) forecasts.insert(n);
    else ANNALIST_TRY(forecasts_near(impl, n, forecasts));
    ++report.events;
  }
  ANNALIST_TRY(link_forecasts(impl, forecasts));
  return transaction->commit();
}

// What is due depends on the day alone, so it is decided over all forecasts at the end.
Status decide_forecasts(Base::Impl& impl, std::optional<Day> as_of) {
  auto transaction = Transaction::begin(*impl.database);
  if (!transaction) return transaction.error();
  const auto rows = impl.numbers("SELECT n FROM event WHERE forecast ORDER BY n");
  if (!rows) return rows.error();
  for (const int64_t n : *rows) {
    const auto e = impl.load_event(n);
    if (!e) return e.error();
    const std::string status = weave::status_at(*e, as_of);
    if (status != e->status) ANNALIST_TRY(impl.run("UPDATE event SET status = ? WHERE n = ?", status, n));
  }
  return transaction->commit();
}

}  // namespace

Result<int64_t> Base::Impl::write_event(const weave::Event& e) {
  auto s = prepared(
      "INSERT INTO event(id, type, mode, context, cameo, plover_score, goldstein, earliest, latest, precision, told_earliest, told_latest,"
      " forecast, place_name, place_country, lat, lon, polarity, modality, status, reports, outlets, origins, confidence, anomalies, sort_day)"
      " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  if (!s) return s.error();
  const std::string mode = json_list(e.mode), context = json_list(e.context), anomalies = json_list(e.anomalies);
  (*s)->bind(e.id).bind(e.type).bind(mode).bind(context).bind(e.cameo).bind(e.plover_score).bind(e.goldstein);
  (*s)->bind(e.date.earliest).bind(e.date.latest).bind(static_cast<int64_t>(e.precision)).bind(e.told.earliest).bind(e.told.latest);
  (*s)->bind(e.forecast).bind(e.place_name).bind(e.place_country).bind(e.lat).bind(e.lon).bind(std::string_view(&e.polarity, 1));
  (*s)->bind(e.modality).bind(e.status).bind(e.reports).bind(e.outlets).bind(e.origins).bind(static_cast<double>(e.confidence));
  ANNALIST_TRY((*s)->bind(anomalies).bind(sort_day(e)).run());
  const int64_t n = database->last_rowid();
  for (const auto& [side, parties] : {std::pair{0, &e.actors}, std::pair{1, &e.recipients}})
    for (size_t i = 0; i < parties->size(); ++i) {
      const weave::Party& p = (*parties)[i];
      ANNALIST_TRY(run("INSERT INTO event_party(event, side, idx, name, entity, kind, country, role, key, type, forecast, sort_day) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)",
                       n, side, static_cast<int64_t>(i), p.name, p.entity, p.kind, p.country, p.role, weave::party_key(p), e.type, e.forecast, sort_day(e)));
    }
  for (size_t i = 0; i < e.contradictions.size(); ++i)
    ANNALIST_TRY(run("INSERT INTO event_contradiction(event, idx, field, vals) VALUES(?,?,?,?)", n, static_cast<int64_t>(i), e.contradictions[i].field,
                     json_list(e.contradictions[i].values)));
  return n;
}

Result<WeaveReport> Base::weave_pending(std::optional<Day> as_of) {
  WeaveReport report;
  if (const auto laid = lay_overrides(); !laid) return laid.error();
  for (;;) {
    const auto portion = impl_->numbers("SELECT claim FROM unwoven ORDER BY claim LIMIT ?", static_cast<int64_t>(kClaimsAtOnce));
    if (!portion) return portion.error();
    if (portion->empty()) break;
    ANNALIST_TRY(weave_portion(*impl_, *portion, report));
  }
  if (!as_of) {
    const auto latest = latest_publication();
    if (!latest) return latest.error();
    as_of = *latest;
  }
  ANNALIST_TRY(decide_forecasts(*impl_, as_of));
  return report;
}

Result<WeaveReport> Base::weave_all(std::optional<Day> as_of) {
  {
    auto transaction = Transaction::begin(*impl_->database);
    if (!transaction) return transaction.error();
    for (const char* sql : {"DELETE FROM event_link", "DELETE FROM event_contradiction", "DELETE FROM event_party", "DELETE FROM event_claim",
                            "DELETE FROM event", "INSERT OR IGNORE INTO unwoven SELECT n FROM claim WHERE current"})
      ANNALIST_TRY(impl_->run(sql));
    ANNALIST_TRY(transaction->commit());
  }
  return weave_pending(as_of);
}

}  // namespace annalist::store
