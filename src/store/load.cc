#include <zstd.h>

#include <cstring>

#include "base/limits.h"
#include "says/claim.h"
#include "store/impl.h"
#include "store/json_list.h"

namespace annalist::store {
namespace {

Interval interval_at(const Statement& s, int column) { return {s.maybe_day(column), s.maybe_day(column + 1)}; }
Span span_at(const Statement& s, int column) { return {s.number(column), s.number(column + 1)}; }

// Calls `take` for each row of a prepared statement that is already bound.
template <class Take>
Status each(Statement& s, Take take) {
  for (;;) {
    const auto row = s.step();
    if (!row) return row.error();
    if (!*row) break;
    take(s);
  }
  s.reset();
  return {};
}

Error missing(const char* what, const std::string& id) { return {Code::kNotFound, std::string("no ") + what + " of this id", id, ""}; }

constexpr const char* kClaimColumns =
    "SELECT c.id, d.id, d.key, d.text_sha256, coalesce(s.outlet, ''), d.revision, c.story, c.sentence, c.begin, c.end,"
    " c.trigger_begin, c.trigger_end, c.words, c.type, c.mode, c.context, c.cameo, c.plover_score, c.goldstein, c.reciprocal,"
    " c.background, c.headline, c.earliest, c.latest, c.precision, s.earliest, s.latest, c.place_name, c.place_country, c.lat, c.lon,"
    " c.polarity, c.modality, c.source, c.chain, c.suspect, c.confidence, c.tense, c.current, c.date_why, c.place_why, c.certainty,"
    " c.rule, c.attribution, coalesce(e.id, ''), coalesce(s.credit, ''), s.sketch"
    " FROM claim c JOIN document d ON d.n = c.document LEFT JOIN story s ON s.document = d.n AND s.idx = c.story"
    " LEFT JOIN event_claim ec ON ec.claim = c.n LEFT JOIN event e ON e.n = ec.event WHERE c.n = ?";

weave::ClaimRecord record_at(const Statement& s) {
  weave::ClaimRecord r;
  r.claim = s.text(0);
  r.document = s.text(1);
  r.document_key = s.text(2);
  r.content_sha256 = s.text(3);
  r.outlet = s.text(4);
  r.revision = s.number(5);
  r.story = s.number(6);
  r.sentence = s.number(7);
  r.span = span_at(s, 8);
  r.trigger = span_at(s, 10);
  r.text = s.text(12);
  r.type = s.text(13);
  r.mode = strings_of(s.view(14));
  r.context = strings_of(s.view(15));
  r.cameo = s.text(16);
  r.plover_score = s.real(17);
  r.goldstein = s.real(18);
  r.reciprocal = s.integer(19) != 0;
  r.background = s.integer(20) != 0;
  r.headline = s.integer(21) != 0;
  r.date = interval_at(s, 22);
  r.precision = static_cast<Precision>(s.integer(24));
  r.published = interval_at(s, 25);
  r.place_name = s.text(27);
  r.place_country = s.text(28);
  r.lat = s.maybe_real(29);
  r.lon = s.maybe_real(30);
  r.polarity = s.view(31).empty() ? '+' : s.view(31)[0];
  r.modality = s.text(32);
  r.source = s.text(33);
  r.chain = strings_of(s.view(34));
  r.suspect = strings_of(s.view(35));
  r.confidence = static_cast<float>(s.real(36));
  r.future = s.integer(37) == static_cast<int64_t>(what::Tense::kFuture);
  r.credit = s.text(45);
  const std::string_view sketch = s.view(46);
  r.sketch.resize(sketch.size() / sizeof(uint64_t));
  if (!r.sketch.empty()) std::memcpy(r.sketch.data(), sketch.data(), r.sketch.size() * sizeof(uint64_t));
  return r;
}

}  // namespace

Result<weave::ClaimRecord> Base::Impl::record(int64_t claim) {
  auto s = prepared(kClaimColumns);
  if (!s) return s.error();
  (*s)->bind(claim);
  weave::ClaimRecord r;
  ANNALIST_TRY(each(**s, [&](const Statement& row) { r = record_at(row); }));
  auto sides = prepared("SELECT side, name, entity, kind, country, role FROM side_now WHERE claim = ? AND side < 2 ORDER BY side, idx");
  if (!sides) return sides.error();
  (*sides)->bind(claim);
  ANNALIST_TRY(each(**sides, [&](const Statement& row) {
    (row.integer(0) == 0 ? r.actors : r.recipients).push_back({row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)});
  }));
  auto figures = prepared("SELECT unit, thing, words, value, suspect FROM claim_figure WHERE claim = ? ORDER BY idx");
  if (!figures) return figures.error();
  (*figures)->bind(claim);
  ANNALIST_TRY(each(**figures, [&](const Statement& row) {
    r.figures.push_back({row.text(0), row.text(1), row.text(2), row.maybe_real(3), row.integer(4) != 0});
  }));
  return r;
}

Result<StoredClaim> Base::Impl::stored_claim(int64_t n) {
  StoredClaim c;
  auto r = record(n);
  if (!r) return r.error();
  c.record = std::move(*r);
  auto s = prepared(kClaimColumns);
  if (!s) return s.error();
  (*s)->bind(n);
  ANNALIST_TRY(each(**s, [&](const Statement& row) {
    c.tense = what::tense_name(static_cast<what::Tense>(row.integer(37)));
    c.current = row.integer(38) != 0;
    c.date_why = row.text(39);
    c.place_why = row.text(40);
    c.certainty = row.text(41);
    c.rule = row.text(42);
    c.attribution = numbers_of(row.view(43));
    c.event = row.text(44);
  }));
  auto sides = prepared("SELECT side, name, entity, kind, country, role, sectors, part, begin, end, why, confidence FROM side_now WHERE claim = ? ORDER BY side, idx");
  if (!sides) return sides.error();
  (*sides)->bind(n);
  ANNALIST_TRY(each(**sides, [&](const Statement& row) {
    auto& list = row.integer(0) == 0 ? c.actors : row.integer(0) == 1 ? c.recipients : c.third_parties;
    list.push_back({{row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)}, strings_of(row.view(6)), row.text(7), span_at(row, 8),
                    row.text(10), static_cast<float>(row.real(11))});
  }));
  auto evidence = prepared("SELECT field, begin, end FROM evidence WHERE claim = ? ORDER BY field, idx");
  if (!evidence) return evidence.error();
  (*evidence)->bind(n);
  ANNALIST_TRY(each(**evidence, [&](const Statement& row) { c.evidence[row.text(0)].push_back(span_at(row, 1)); }));
  auto figures = prepared("SELECT begin, end FROM claim_figure WHERE claim = ? ORDER BY idx");
  if (!figures) return figures.error();
  (*figures)->bind(n);
  ANNALIST_TRY(each(**figures, [&](const Statement& row) { c.figure_spans.push_back(span_at(row, 0)); }));
  return c;
}

Result<weave::Event> Base::Impl::load_event(int64_t n) {
  weave::Event e;
  auto s = prepared(
      "SELECT id, type, mode, context, cameo, plover_score, goldstein, earliest, latest, precision, told_earliest, told_latest, forecast,"
      " place_name, place_country, lat, lon, polarity, modality, status, reports, outlets, origins, confidence, anomalies FROM event WHERE n = ?");
  if (!s) return s.error();
  (*s)->bind(n);
  ANNALIST_TRY(each(**s, [&](const Statement& row) {
    e.id = row.text(0);
    e.type = row.text(1);
    e.mode = strings_of(row.view(2));
    e.context = strings_of(row.view(3));
    e.cameo = row.text(4);
    e.plover_score = row.real(5);
    e.goldstein = row.real(6);
    e.date = interval_at(row, 7);
    e.precision = static_cast<Precision>(row.integer(9));
    e.told = interval_at(row, 10);
    e.forecast = row.integer(12) != 0;
    e.place_name = row.text(13);
    e.place_country = row.text(14);
    e.lat = row.maybe_real(15);
    e.lon = row.maybe_real(16);
    e.polarity = row.view(17).empty() ? '+' : row.view(17)[0];
    e.modality = row.text(18);
    e.status = row.text(19);
    e.reports = row.number(20);
    e.outlets = row.number(21);
    e.origins = row.number(22);
    e.confidence = static_cast<float>(row.real(23));
    e.anomalies = strings_of(row.view(24));
  }));
  auto parties = prepared("SELECT side, name, entity, kind, country, role FROM event_party WHERE event = ? ORDER BY side, idx");
  if (!parties) return parties.error();
  (*parties)->bind(n);
  ANNALIST_TRY(each(**parties, [&](const Statement& row) {
    (row.integer(0) == 0 ? e.actors : e.recipients).push_back({row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)});
  }));
  auto claims = prepared("SELECT c.id FROM event_claim ec JOIN claim c ON c.n = ec.claim WHERE ec.event = ? ORDER BY c.id");
  if (!claims) return claims.error();
  (*claims)->bind(n);
  ANNALIST_TRY(each(**claims, [&](const Statement& row) { e.claims.push_back(row.text(0)); }));
  auto contradictions = prepared("SELECT field, vals FROM event_contradiction WHERE event = ? ORDER BY idx");
  if (!contradictions) return contradictions.error();
  (*contradictions)->bind(n);
  ANNALIST_TRY(each(**contradictions, [&](const Statement& row) { e.contradictions.push_back({row.text(0), strings_of(row.view(1))}); }));
  auto links = prepared("SELECT l.kind, o.id FROM event_link l JOIN event o ON o.n = l.other WHERE l.event = ? ORDER BY l.kind, o.id");
  if (!links) return links.error();
  (*links)->bind(n);
  ANNALIST_TRY(each(**links, [&](const Statement& row) { e.links.push_back({row.text(0), row.text(1)}); }));
  return e;
}

Result<std::string> Base::event_id(const std::string& id) {
  const auto itself = impl_->row_of("SELECT n FROM event WHERE id = ?", id);
  if (!itself) return itself.error();
  if (*itself != 0) return id;
  std::string claim = id.starts_with('E') ? id.substr(1) : id;
  const auto target = impl_->prepared("SELECT claim FROM event_redirect WHERE old = ?");
  if (!target) return target.error();
  (*target)->bind(id);
  ANNALIST_TRY(each(**target, [&](const Statement& row) { claim = row.text(0); }));
  auto s = impl_->prepared("SELECT e.id FROM claim c JOIN event_claim ec ON ec.claim = c.n JOIN event e ON e.n = ec.event WHERE c.id = ?");
  if (!s) return s.error();
  (*s)->bind(claim);
  std::string found;
  ANNALIST_TRY(each(**s, [&](const Statement& row) { found = row.text(0); }));
  if (found.empty()) return missing("event", id);
  return found;
}

Result<weave::Event> Base::event(const std::string& id) {
  const auto today = event_id(id);
  if (!today) return today.error();
  const auto n = impl_->row_of("SELECT n FROM event WHERE id = ?", *today);
  if (!n) return n.error();
  return impl_->load_event(*n);
}

Result<StoredClaim> Base::claim(const std::string& id) {
  const auto n = impl_->row_of("SELECT n FROM claim WHERE id = ?", id);
  if (!n) return n.error();
  if (*n == 0) return missing("claim", id);
  return impl_->stored_claim(*n);
}

Result<std::vector<StoredClaim>> Base::claims_of(const std::string& event) {
  const auto today = event_id(event);
  if (!today) return today.error();
  const auto rows = impl_->numbers(
      "SELECT c.n FROM event e JOIN event_claim ec ON ec.event = e.n JOIN claim c ON c.n = ec.claim JOIN document d ON d.n = c.document"
      " WHERE e.id = ? ORDER BY d.earliest, d.id, d.key, c.trigger_begin, c.id", *today);
  if (!rows) return rows.error();
  std::vector<StoredClaim> out;
  for (const int64_t n : *rows) {
    auto c = impl_->stored_claim(n);
    if (!c) return c.error();
    out.push_back(std::move(*c));
  }
  return out;
}

Result<std::vector<StoredClaim>> Base::claims_in(const std::string& document_key, uint32_t revision) {
  const auto rows = impl_->numbers(
      "SELECT c.n FROM claim c JOIN document d ON d.n = c.document WHERE d.key = ? AND d.revision = ? ORDER BY c.trigger_begin, c.id", document_key, revision);
  if (!rows) return rows.error();
  std::vector<StoredClaim> out;
  for (const int64_t n : *rows) {
    auto c = impl_->stored_claim(n);
    if (!c) return c.error();
    out.push_back(std::move(*c));
  }
  return out;
}

namespace {

Status load_parts(Base::Impl& impl, int64_t n, StoredDocument& d) {
  auto stories = impl.prepared(
      "SELECT idx, begin, end, coalesce(headline_begin, 0), coalesce(headline_end, 0), main, kind, coalesce(outlet, ''), coalesce(outlet_basis, ''), earliest, latest, basis FROM story"
      " WHERE document = ? ORDER BY idx");
  if (!stories) return stories.error();
  (*stories)->bind(n);
  ANNALIST_TRY(each(**stories, [&](const Statement& row) {
    d.stories.push_back({row.number(0), span_at(row, 1), span_at(row, 3), row.integer(5) != 0, row.text(6), row.text(7), row.text(8),
                         interval_at(row, 9), strings_of(row.view(11))});
    if (d.stories.back().main && !d.stories.back().outlet.empty()) d.outlet = d.stories.back().outlet;
  }));
  auto voices = impl.prepared(
      "SELECT kind, coalesce(holder_name, ''), coalesce(holder_entity, ''), chain, cue, content, coalesce(source_begin, 0), coalesce(source_end, 0)"
      " FROM attribution WHERE document = ? ORDER BY idx");
  if (!voices) return voices.error();
  (*voices)->bind(n);
  ANNALIST_TRY(each(**voices, [&](const Statement& row) {
    d.voices.push_back({row.text(0), row.text(1), row.text(2), strings_of(row.view(3)), spans_of(row.view(4)), spans_of(row.view(5)), span_at(row, 6)});
  }));
  auto garbles = impl.prepared("SELECT begin, end, kind, why, likely FROM garble WHERE document = ? ORDER BY idx");
  if (!garbles) return garbles.error();
  (*garbles)->bind(n);
  ANNALIST_TRY(each(**garbles, [&](const Statement& row) { d.garbles.push_back({span_at(row, 0), row.text(2), row.text(3), row.text(4)}); }));
  auto copies = impl.prepared("SELECT DISTINCT id FROM document WHERE text_sha256 = ? AND current AND n <> ? ORDER BY id");
  if (!copies) return copies.error();
  (*copies)->bind(d.text_sha256).bind(n);
  return each(**copies, [&](const Statement& row) { d.copies.push_back(row.text(0)); });
}

}  // namespace

Result<StoredDocument> Base::document(const std::string& id_or_key, uint32_t revision) {
  StoredDocument d;
  int64_t n = 0;
  auto s = impl_->prepared(
      "SELECT d.n, d.id, d.key, d.raw_sha256, d.text_sha256, d.format, d.charset, coalesce(d.uri, ''), coalesce(d.title, ''), coalesce(d.outlet, ''),"
      " coalesce(d.language, ''), d.made_by, d.revision, d.current, d.replaced, d.translated, coalesce(d.translated_from, ''), d.earliest, d.latest,"
      " b.text, (SELECT max(revision) FROM document m WHERE m.key = d.key) FROM document d JOIN body b ON b.document = d.n"
      " WHERE (d.id = ?1 OR d.key = ?1) AND (d.revision = ?2 OR (?2 = 0 AND d.current)) LIMIT 1");
  if (!s) return s.error();
  (*s)->bind(id_or_key).bind(revision);
  ANNALIST_TRY(each(**s, [&](const Statement& row) {
    n = row.integer(0);
    d.id = row.text(1), d.key = row.text(2), d.raw_sha256 = row.text(3), d.text_sha256 = row.text(4), d.format = row.text(5);
    d.charset = row.text(6), d.uri = row.text(7), d.title = row.text(8), d.outlet = row.text(9), d.language = row.text(10);
    d.made_by = row.text(11), d.revision = row.number(12), d.current = row.integer(13) != 0, d.replaced = row.integer(14) != 0;
    d.translated = row.integer(15) != 0, d.translated_from = row.text(16), d.published = interval_at(row, 17);
    d.text = row.text(19), d.revisions = row.number(20);
  }));
  if (n == 0) return missing("document", id_or_key);
  ANNALIST_TRY(load_parts(*impl_, n, d));
  return d;
}

Result<std::string> Base::original(const std::string& key, uint32_t revision) {
  auto s = impl_->prepared(
      "SELECT b.text, b.raw FROM document d JOIN body b ON b.document = d.n WHERE d.key = ?1 AND (d.revision = ?2 OR (?2 = 0 AND d.current)) LIMIT 1");
  if (!s) return s.error();
  (*s)->bind(key).bind(revision);
  bool found = false;
  std::string text, packed;
  ANNALIST_TRY(each(**s, [&](const Statement& row) {
    found = true;
    text = row.text(0), packed = row.text(1);
  }));
  if (!found) return missing("document", key);
  if (packed.empty()) return text;
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size > kMaxDocumentBytes) return Error{Code::kDamaged, "its kept bytes cannot be unpacked", key, "ingest it again"};
  std::string raw(static_cast<size_t>(size), '\0');
  if (ZSTD_decompress(raw.data(), raw.size(), packed.data(), packed.size()) != raw.size())
    return Error{Code::kDamaged, "its kept bytes cannot be unpacked", key, "ingest it again"};
  return raw;
}

}  // namespace annalist::store
