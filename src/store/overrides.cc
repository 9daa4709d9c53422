#include "store/overrides.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/hash.h"
#include "store/impl.h"
#include "store/json_list.h"
#include "weave/weave.h"

namespace annalist::store {
namespace {

constexpr const char* kIdentityKinds = "('alias','must-link','cannot-link','merge','split')";

struct Side {
  int64_t claim = 0, side = 0, idx = 0;
  std::string entity, name, kind, country, document_key;
  auto key() const { return std::tuple(claim, side, idx); }
};
struct Laid {
  Meant meant;
  const Decision* by = nullptr;
};
using Keys = std::map<std::tuple<int64_t, int64_t, int64_t>, Laid>;

int rank(const Decision& d) {
  return d.scope == "span" ? 3 : d.scope == "document" ? 2 : d.scope == "source" ? 1 : 0;
}

// Where the words of a span decision stand now: by what stood around them, else where they stand alone; 0 bytes = nowhere.
Span anchored(const Decision& d, std::string_view text) {
  Span only;
  size_t found = 0;
  for (size_t at = text.find(d.exact); at != std::string_view::npos; at = text.find(d.exact, at + 1)) {
    const Span here{static_cast<uint32_t>(at), static_cast<uint32_t>(at + d.exact.size())};
    if (text.substr(0, at).ends_with(d.prefix) && text.substr(here.end).starts_with(d.suffix)) return here;
    only = here;
    ++found;
  }
  return found == 1 ? only : Span{};
}

std::string provisional(std::string_view document_key, std::string_view decision) {
  std::string id("p:");
  return id.append(document_key.substr(0, 12)).append(1, ':').append(decision);
}

std::string decision_id(std::initializer_list<std::string_view> parts) {
  std::string id(1, 'D');
  return id.append(short_id(parts, 8));
}

class Layer {
 public:
  explicit Layer(Base::Impl& impl) : impl_(impl) {}

  // Lays one decision over what the ones before it say. The sides that it speaks of; none = it found nothing.
  Result<size_t> lay(const Decision& d, Overlay& report) {
    const auto sides = d.scope == "span" ? of_span(d) : of_words(d);
    if (!sides) return sides.error();
    size_t spoken = 0;
    for (const Side& s : *sides) {
      const auto at = keys_.find(s.key());
      const std::string& now = at == keys_.end() ? s.entity : at->second.meant.entity;
      if (d.kind == "cannot-link" && now != d.meant.entity) continue;
      Laid laid{d.meant, &d};
      if (d.kind == "cannot-link")  // somebody of this document whom nobody else names
        laid.meant = {provisional(s.document_key, d.id), s.name, s.kind, s.country};
      if (laid.meant.kind.empty()) laid.meant.kind = s.kind;
      if (laid.meant.country.empty() && d.kind == "split") laid.meant.country = s.country;
      ++spoken;
      if (at != keys_.end() && rank(*at->second.by) == rank(d) && at->second.meant.entity != laid.meant.entity &&
          d.kind != "merge" && at->second.by->kind != "merge")
        conflict(*at->second.by, d, report);
      keys_[s.key()] = std::move(laid);
    }
    return spoken;
  }
  [[nodiscard]] const Keys& keys() const { return keys_; }

 private:
  static void conflict(const Decision& a, const Decision& b, Overlay& report) {
    std::string line = a.id;
    line.append(" (").append(a.kind).append(" '").append(a.exact).append("' = ").append(a.meant.name).append(") and ");
    line.append(b.id).append(" (").append(b.kind).append(" '").append(b.exact).append("' = ").append(b.meant.name);
    line.append(") disagree; the later one holds");
    if (std::find(report.conflicts.begin(), report.conflicts.end(), line) == report.conflicts.end())
      report.conflicts.push_back(std::move(line));
  }

  Result<std::vector<Side>> rows(Statement& s) {
    std::vector<Side> out;
    for (;;) {
      const auto row = s.step();
      if (!row) return row.error();
      if (!*row) break;
      out.push_back({s.integer(0), s.integer(1), s.integer(2), s.text(3), s.text(4), s.text(5), s.text(6), s.text(7)});
    }
    s.reset();
    return out;
  }

  Result<std::vector<Side>> of_span(const Decision& d) {
    auto text = impl_.prepared("SELECT b.text, d.n FROM document d JOIN body b ON b.document = d.n WHERE d.id = ? AND d.current");
    if (!text) return text.error();
    (*text)->bind(d.where);
    const auto there = (*text)->step();
    if (!there) return there.error();
    const Span at = *there ? anchored(d, (*text)->view(0)) : Span{};
    const int64_t document = *there ? (*text)->integer(1) : 0;
    (*text)->reset();
    if (at.empty()) return std::vector<Side>{};
    auto s = impl_.prepared(
        "SELECT s.claim, s.side, s.idx, s.entity, s.name, s.kind, s.country, d.key FROM claim c JOIN document d ON d.n = c.document"
        " JOIN claim_side s ON s.claim = c.n WHERE c.document = ?1 AND s.begin < ?3 AND s.end > ?2 ORDER BY 1, 2, 3");
    if (!s) return s.error();
    (*s)->bind(document).bind(at.begin).bind(at.end);
    return rows(**s);
  }

  // By the entity that the words mean in each document, so that later surnames and pronouns follow; merge and split go by
  // the entity itself, also where an earlier decision has put it.
  Result<std::vector<Side>> of_words(const Decision& d) {
    const bool by_entity = d.kind == "merge" || d.kind == "split";
    auto s = impl_.prepared(
        by_entity
            ? "SELECT s.claim, s.side, s.idx, s.entity, s.name, s.kind, s.country, d.key FROM claim_side s JOIN claim c ON c.n = s.claim AND c.current"
              " JOIN document d ON d.n = c.document LEFT JOIN story t ON t.document = d.n AND t.idx = c.story WHERE s.entity = ?1"
              " AND (?2 = 'all' OR (?2 = 'document' AND d.id = ?3) OR (?2 = 'source' AND coalesce(t.outlet, d.outlet) = ?3)) ORDER BY 1, 2, 3"
            : "SELECT s.claim, s.side, s.idx, s.entity, s.name, s.kind, s.country, d.key FROM name_use u JOIN document d ON d.n = u.document AND d.current"
              " JOIN claim c ON c.document = d.n JOIN claim_side s ON s.claim = c.n AND s.entity = u.entity"
              " LEFT JOIN story t ON t.document = d.n AND t.idx = c.story WHERE u.words = ?1"
              " AND (?2 = 'all' OR (?2 = 'document' AND d.id = ?3) OR (?2 = 'source' AND coalesce(t.outlet, d.outlet) = ?3)) ORDER BY 1, 2, 3");
    if (!s) return s.error();
    (*s)->bind(d.exact).bind(d.scope).bind(d.where);
    auto out = rows(**s);
    if (!out || !by_entity || d.scope != "all") return out;
    for (const auto& [key, laid] : keys_) {
      if (laid.meant.entity != d.exact) continue;
      const auto [claim, side, idx] = key;
      out->push_back({claim, side, idx, laid.meant.entity, laid.meant.name, laid.meant.kind, laid.meant.country, ""});
    }
    return out;
  }

  Base::Impl& impl_;
  Keys keys_;
};

// What the base shows now, to tell what a new layer changes.
Result<std::map<std::tuple<int64_t, int64_t, int64_t>, std::string>> laid_now(Base::Impl& impl) {
  std::map<std::tuple<int64_t, int64_t, int64_t>, std::string> out;
  auto s = impl.prepared("SELECT claim, side, idx, entity || char(31) || name || char(31) || kind || char(31) || country || char(31) || decision FROM side_override");
  if (!s) return s.error();
  for (;;) {
    const auto row = (*s)->step();
    if (!row) return row.error();
    if (!*row) break;
    out.emplace(std::tuple((*s)->integer(0), (*s)->integer(1), (*s)->integer(2)), (*s)->text(3));
  }
  (*s)->reset();
  return out;
}

std::string joined(const Laid& l) {
  std::string out = l.meant.entity;
  for (const std::string* part : {&l.meant.name, &l.meant.kind, &l.meant.country, &l.by->id}) out.append(1, '\x1f').append(*part);
  return out;
}

}  // namespace

Result<std::vector<Decision>> Base::decisions() {
  auto s = impl_->prepare_decisions();
  if (!s) return s.error();
  std::vector<Decision> out;
  for (;;) {
    const auto row = (*s)->step();
    if (!row) return row.error();
    if (!*row) break;
    const Statement& r = **s;
    const std::vector<std::string> meant = strings_of(r.view(9));
    Decision d{r.text(0), r.text(1), r.text(2), r.text(3), r.text(4), r.text(5), r.text(6), r.text(7), r.text(8), {}, r.integer(10) != 0};
    if (meant.size() == 4) d.meant = {meant[0], meant[1], meant[2], meant[3]};
    out.push_back(std::move(d));
  }
  (*s)->reset();
  return out;
}

Result<Statement*> Base::Impl::prepare_decisions() {
  static const std::string sql = std::string(
      "SELECT id, author, time, kind, scope, coalesce(document, coalesce(field, '')), coalesce(exact, ''), coalesce(prefix, ''), coalesce(suffix, ''),"
      " coalesce(value, '[]'), EXISTS (SELECT 1 FROM decision u WHERE u.undoes = d.id) FROM decision d WHERE undoes IS NULL AND kind IN ") + kIdentityKinds + " ORDER BY rowid";
  return prepared(sql.c_str());
}

Result<Overlay> Base::lay_overrides() {
  Overlay report;
  const auto all = decisions();
  if (!all) return all.error();
  if (all->empty()) return report;
  auto transaction = Transaction::begin(*impl_->database);
  if (!transaction) return transaction.error();
  const auto before = laid_now(*impl_);
  if (!before) return before.error();
  std::vector<const Decision*> order;
  for (const Decision& d : *all)
    if (!d.undone) order.push_back(&d);
  // The narrower scope wins, whenever it was said.
  std::stable_sort(order.begin(), order.end(), [](const Decision* a, const Decision* b) { return rank(*a) < rank(*b); });
  Layer layer(*impl_);
  for (const Decision* d : order) {
    const auto spoken = layer.lay(*d, report);
    if (!spoken) return spoken.error();
    if (*spoken == 0) report.orphaned.push_back(d->id);
  }
  std::map<int64_t, bool> changed;
  for (const auto& [key, laid] : layer.keys()) {
    const auto at = before->find(key);
    if (at == before->end() || at->second != joined(laid)) changed[std::get<0>(key)] = true;
  }
  for (const auto& [key, was] : *before)
    if (!layer.keys().contains(key)) changed[std::get<0>(key)] = true;
  ANNALIST_TRY(impl_->run("DELETE FROM side_override"));
  for (const auto& [key, laid] : layer.keys())
    ANNALIST_TRY(impl_->run("INSERT INTO side_override(claim, side, idx, entity, name, kind, country, decision) VALUES(?,?,?,?,?,?,?,?)",
                            std::get<0>(key), std::get<1>(key), std::get<2>(key), laid.meant.entity, laid.meant.name, laid.meant.kind,
                            laid.meant.country, laid.by->id));
  for (const auto& [claim, yes] : changed) {
    // Under its new parties the claim meets other claims.
    const auto record = impl_->record(claim);
    if (!record) return record.error();
    ANNALIST_TRY(impl_->run("DELETE FROM claim_block WHERE claim = ?", claim));
    for (const std::string& key : weave::block_keys(*record))
      ANNALIST_TRY(impl_->run("INSERT OR IGNORE INTO claim_block(key, claim) VALUES(?, ?)", static_cast<int64_t>(xxh64(key)), claim));
    ANNALIST_TRY(impl_->run("INSERT OR IGNORE INTO unwoven(claim) VALUES(?)", claim));
  }
  report.sides = static_cast<uint32_t>(layer.keys().size());
  report.claims = static_cast<uint32_t>(changed.size());
  ANNALIST_TRY(transaction->commit());
  return report;
}

Result<std::string> Base::add_decision(const Decision& d) {
  const auto count = impl_->database->integer("SELECT count(*) FROM decision");
  if (!count) return count.error();
  const std::string id = decision_id({d.author, d.time, d.kind, d.scope, d.where, d.exact, d.meant.entity, std::to_string(*count)});
  const std::string value = json_list(std::vector<std::string>{d.meant.entity, d.meant.name, d.meant.kind, d.meant.country});
  auto s = impl_->prepared("INSERT INTO decision(id, author, time, scope, kind, document, field, exact, prefix, suffix, value) VALUES(?,?,?,?,?,?,?,?,?,?,?)");
  if (!s) return s.error();
  const bool outlet = d.scope == "source";
  const std::string document = outlet ? std::string() : d.where, source = outlet ? d.where : std::string();
  (*s)->bind(id).bind(d.author).bind(d.time).bind(d.scope).bind(d.kind).known(document).known(source).bind(d.exact);
  ANNALIST_TRY((*s)->known(d.prefix).known(d.suffix).bind(value).run());
  return id;
}

Result<std::string> Base::undo_decision(const std::string& id, const std::string& author, const std::string& time) {
  const auto all = decisions();
  if (!all) return all.error();
  const auto found = std::find_if(all->begin(), all->end(), [&](const Decision& d) { return d.id == id; });
  if (found == all->end()) return Error{Code::kNotFound, "no decision of this id", id, "annalist decisions lists them"};
  if (found->undone) return Error{Code::kUsage, "this decision is undone already", id, ""};
  const std::string undo = decision_id({author, time, "undo", id});
  ANNALIST_TRY(impl_->run("INSERT INTO decision(id, author, time, scope, kind, undoes) VALUES(?,?,?,?,?,?)", undo, author, time, found->scope,
                          found->kind, id));
  return undo;
}

}  // namespace annalist::store
