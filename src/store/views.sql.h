// The read-only views for people and other tools: stable names, stable columns, no internal numbers. Dates are ISO, open or
// unknown ends NULL; lists of names are joined by "; ". The views are made anew on every opening for writing.
#pragma once

namespace annalist::store {

inline constexpr const char* kViews = R"sql(
DROP VIEW IF EXISTS v_event; DROP VIEW IF EXISTS v_event_redirect; DROP VIEW IF EXISTS v_event_evidence;
DROP VIEW IF EXISTS v_claim; DROP VIEW IF EXISTS v_document; DROP VIEW IF EXISTS v_story; DROP VIEW IF EXISTS v_actor;
DROP VIEW IF EXISTS v_actor_name; DROP VIEW IF EXISTS v_pair_month; DROP VIEW IF EXISTS v_quote; DROP VIEW IF EXISTS v_forecast;
DROP VIEW IF EXISTS v_contradiction; DROP VIEW IF EXISTS v_garble; DROP VIEW IF EXISTS v_source;
CREATE VIEW v_event AS SELECT e.id AS event, e.type, e.mode, e.context, e.cameo, e.plover_score, e.goldstein,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM event_party WHERE event = e.n AND side = 0 ORDER BY idx)) AS actors,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM event_party WHERE event = e.n AND side = 1 ORDER BY idx)) AS recipients,
  date(e.earliest * 86400, 'unixepoch') AS earliest, date(e.latest * 86400, 'unixepoch') AS latest,
  date(e.told_earliest * 86400, 'unixepoch') AS told_first, date(e.told_latest * 86400, 'unixepoch') AS told_last,
  nullif(e.place_name, '') AS place, nullif(e.place_country, '') AS country, e.lat, e.lon,
  e.polarity, e.modality, e.status, e.reports, e.outlets, e.origins, e.confidence, e.anomalies
  FROM event e;
CREATE VIEW v_event_redirect AS
  SELECT 'E' || c.id AS old, e.id AS event FROM claim c JOIN event_claim ec ON ec.claim = c.n JOIN event e ON e.n = ec.event
   WHERE e.id <> 'E' || c.id
  UNION ALL
  SELECT r.old, e.id FROM event_redirect r JOIN claim c ON c.id = r.claim JOIN event_claim ec ON ec.claim = c.n JOIN event e ON e.n = ec.event;
CREATE VIEW v_event_evidence AS SELECT e.id AS event, c.id AS claim, d.id AS document, d.revision, v.field, v.begin, v.end,
  CAST(substr(CAST(b.text AS BLOB), v.begin + 1, v.end - v.begin) AS TEXT) AS exact
  FROM event e JOIN event_claim ec ON ec.event = e.n JOIN claim c ON c.n = ec.claim JOIN evidence v ON v.claim = c.n
  JOIN document d ON d.n = c.document JOIN body b ON b.document = d.n;
CREATE VIEW v_claim AS SELECT c.id AS claim, e.id AS event, d.id AS document, d.revision, c.current, c.story, c.sentence,
  c.begin, c.end, c.words AS exact, c.trigger_begin, c.trigger_end, c.type, c.mode, c.context, c.cameo, c.plover_score, c.goldstein,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM side_now WHERE claim = c.n AND side = 0 ORDER BY idx)) AS actors,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM side_now WHERE claim = c.n AND side = 1 ORDER BY idx)) AS recipients,
  date(c.earliest * 86400, 'unixepoch') AS earliest, date(c.latest * 86400, 'unixepoch') AS latest,
  nullif(c.place_name, '') AS place, nullif(c.place_country, '') AS country, c.lat, c.lon, c.polarity, c.modality, c.certainty,
  nullif(c.source, '') AS source, c.chain, c.suspect, c.background, c.headline, c.confidence, c.rule
  FROM claim c JOIN document d ON d.n = c.document LEFT JOIN event_claim ec ON ec.claim = c.n LEFT JOIN event e ON e.n = ec.event;
CREATE VIEW v_document AS SELECT d.id AS document, d.key, d.revision, d.current, d.raw_sha256, d.text_sha256, d.format, d.charset,
  d.replaced, d.uri, d.title, coalesce(s.outlet, d.outlet) AS outlet, d.language, d.published AS published_stated, d.retrieved,
  date(d.earliest * 86400, 'unixepoch') AS earliest, date(d.latest * 86400, 'unixepoch') AS latest, d.translated, d.translated_from,
  d.made_by, (SELECT count(*) FROM claim c WHERE c.document = d.n) AS claims,
  (SELECT count(*) - 1 FROM document o WHERE o.text_sha256 = d.text_sha256 AND o.current) AS copies
  FROM document d LEFT JOIN story s ON s.document = d.n AND s.idx = (SELECT min(idx) FROM story m WHERE m.document = d.n AND m.main);
CREATE VIEW v_story AS SELECT d.id AS document, d.revision, s.idx AS story, s.main, s.kind, s.begin, s.end, s.headline, s.outlet,
  s.outlet_basis, date(s.earliest * 86400, 'unixepoch') AS earliest, date(s.latest * 86400, 'unixepoch') AS latest, s.basis
  FROM story s JOIN document d ON d.n = s.document WHERE d.current;
CREATE VIEW v_actor AS SELECT p.entity, min(p.name) AS name, min(p.kind) AS kind, nullif(max(p.country), '') AS country,
  count(DISTINCT p.event) AS events, sum(p.side = 0) AS acting, sum(p.side = 1) AS receiving,
  date(min(e.earliest) * 86400, 'unixepoch') AS first, date(max(coalesce(e.latest, e.earliest)) * 86400, 'unixepoch') AS last
  FROM event_party p JOIN event e ON e.n = p.event GROUP BY p.entity;
CREATE VIEW v_actor_name AS SELECT u.entity, min(u.name) AS name, u.words, min(u.form) AS form, sum(u.uses) AS uses,
  count(DISTINCT u.document) AS documents FROM name_use u JOIN document d ON d.n = u.document AND d.current GROUP BY u.entity, u.words;
CREATE VIEW v_pair_month AS SELECT a.country AS actor, r.country AS recipient,
  strftime('%Y-%m', e.earliest * 86400, 'unixepoch') AS month, e.type, count(DISTINCT e.n) AS events, avg(e.plover_score) AS plover_score
  FROM event e JOIN event_party a ON a.event = e.n AND a.side = 0 JOIN event_party r ON r.event = e.n AND r.side = 1
  WHERE a.country <> '' AND r.country <> '' AND a.country <> r.country AND e.earliest IS NOT NULL AND e.polarity = '+'
  GROUP BY 1, 2, 3, 4;
CREATE VIEW v_quote AS SELECT d.id AS document, d.revision, a.idx AS quote, a.kind, a.holder_entity AS entity, a.holder_name AS speaker,
  a.chain, a.content_begin AS begin, a.content_end AS end,
  CAST(substr(CAST(b.text AS BLOB), a.content_begin + 1, a.content_end - a.content_begin) AS TEXT) AS exact,
  CAST(substr(CAST(b.text AS BLOB), a.source_begin + 1, a.source_end - a.source_begin) AS TEXT) AS source
  FROM attribution a JOIN document d ON d.n = a.document AND d.current JOIN body b ON b.document = d.n
  WHERE a.content_begin IS NOT NULL AND a.kind <> 'narrator';
CREATE VIEW v_forecast AS SELECT v.*, h.id AS fulfilled_by FROM v_event v JOIN event e ON e.id = v.event
  LEFT JOIN event_link l ON l.event = e.n AND l.kind = 'fulfilled-by' LEFT JOIN event h ON h.n = l.other WHERE e.forecast;
CREATE VIEW v_contradiction AS SELECT e.id AS event, c.field, j.value FROM event_contradiction c JOIN event e ON e.n = c.event, json_each(c.vals) j;
CREATE VIEW v_garble AS SELECT d.id AS document, d.revision, g.begin, g.end,
  CAST(substr(CAST(b.text AS BLOB), g.begin + 1, g.end - g.begin) AS TEXT) AS exact, g.kind, g.why, g.likely
  FROM garble g JOIN document d ON d.n = g.document AND d.current JOIN body b ON b.document = d.n;
CREATE VIEW v_source AS SELECT c.source AS source, count(*) AS claims, count(DISTINCT c.document) AS documents,
  sum(c.modality = 'denied') AS denied FROM claim c WHERE c.current AND c.source <> '' GROUP BY c.source;
)sql";

}  // namespace annalist::store
