// The tables of schema 1. Columns `n` are internal row numbers: they depend on the order of ingest, are used for joins
// only and never shown. Days are counts since 1970-01-01; lists are JSON arrays; empty means unknown unless said.
#pragma once

namespace annalist::store {

inline constexpr const char* kTables = R"sql(
CREATE TABLE document(
  n INTEGER PRIMARY KEY, key TEXT NOT NULL, revision INTEGER NOT NULL, id TEXT NOT NULL,
  current INTEGER NOT NULL,               -- 1: the newest revision
  raw_sha256 TEXT NOT NULL, text_sha256 TEXT NOT NULL,
  format TEXT NOT NULL, charset TEXT NOT NULL, replaced INTEGER NOT NULL,
  uri TEXT, title TEXT, outlet TEXT, language TEXT, published TEXT, retrieved TEXT,  -- as the source states them
  earliest INTEGER, latest INTEGER,       -- publication of the main story, solved
  translated INTEGER NOT NULL, translated_from TEXT,
  made_by TEXT NOT NULL,
  UNIQUE(key, revision)) STRICT;
CREATE INDEX document_id ON document(id);
CREATE INDEX document_text ON document(text_sha256);
CREATE TABLE body(
  document INTEGER PRIMARY KEY REFERENCES document(n),
  text TEXT NOT NULL,                     -- canonical text: all spans point into its bytes
  raw BLOB) STRICT;                       -- zstd; NULL: equal to the text, or not kept
CREATE VIRTUAL TABLE text_index USING fts5(text, content='body', content_rowid='document', tokenize='unicode61 remove_diacritics 2');
CREATE TABLE story(
  document INTEGER NOT NULL REFERENCES document(n), idx INTEGER NOT NULL, begin INTEGER NOT NULL, end INTEGER NOT NULL,
  main INTEGER NOT NULL, kind TEXT NOT NULL, headline_begin INTEGER, headline_end INTEGER, headline TEXT,
  outlet TEXT, outlet_basis TEXT, earliest INTEGER, latest INTEGER, basis TEXT NOT NULL,
  credit TEXT, sketch BLOB,               -- 64-bit hashes of runs of words, little-endian
  PRIMARY KEY(document, idx)) STRICT, WITHOUT ROWID;
CREATE TABLE name_use(
  document INTEGER NOT NULL REFERENCES document(n), entity TEXT NOT NULL, words TEXT NOT NULL,
  name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, wikidata TEXT, role TEXT, form TEXT NOT NULL,
  uses INTEGER NOT NULL, begin INTEGER NOT NULL, end INTEGER NOT NULL,   -- of the first use
  PRIMARY KEY(document, entity, words)) STRICT, WITHOUT ROWID;
CREATE TABLE attribution(
  document INTEGER NOT NULL REFERENCES document(n), idx INTEGER NOT NULL, kind TEXT NOT NULL,
  cue TEXT NOT NULL, content TEXT NOT NULL,          -- JSON lists of [begin,end]
  source_begin INTEGER, source_end INTEGER, content_begin INTEGER, content_end INTEGER,
  holder_entity TEXT, holder_name TEXT, chain TEXT NOT NULL,
  PRIMARY KEY(document, idx)) STRICT, WITHOUT ROWID;
CREATE TABLE garble(
  document INTEGER NOT NULL REFERENCES document(n), idx INTEGER NOT NULL, begin INTEGER NOT NULL, end INTEGER NOT NULL,
  kind TEXT NOT NULL, why TEXT NOT NULL, likely TEXT NOT NULL,
  PRIMARY KEY(document, idx)) STRICT, WITHOUT ROWID;

CREATE TABLE claim(
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document INTEGER NOT NULL REFERENCES document(n),
  current INTEGER NOT NULL,               -- 0: of an older revision
  story INTEGER NOT NULL, sentence INTEGER NOT NULL,
  begin INTEGER NOT NULL, end INTEGER NOT NULL, trigger_begin INTEGER NOT NULL, trigger_end INTEGER NOT NULL,
  words TEXT NOT NULL, names TEXT NOT NULL,          -- text[begin:end]; names of sides and place, for search
  type TEXT NOT NULL, mode TEXT NOT NULL, context TEXT NOT NULL, cameo TEXT NOT NULL,
  plover_score REAL NOT NULL, goldstein REAL NOT NULL, reciprocal INTEGER NOT NULL, background INTEGER NOT NULL,
  headline INTEGER NOT NULL, earliest INTEGER, latest INTEGER, precision INTEGER NOT NULL, date_why TEXT NOT NULL,
  place_name TEXT NOT NULL, place_country TEXT NOT NULL, lat REAL, lon REAL, place_why TEXT NOT NULL,
  polarity TEXT NOT NULL, modality TEXT NOT NULL, tense INTEGER NOT NULL, certainty TEXT NOT NULL,
  source TEXT NOT NULL, chain TEXT NOT NULL, attribution TEXT NOT NULL, suspect TEXT NOT NULL,
  confidence REAL NOT NULL, rule TEXT NOT NULL) STRICT;
CREATE INDEX claim_document ON claim(document);
CREATE VIRTUAL TABLE claim_index USING fts5(words, names, content='claim', content_rowid='n', tokenize='unicode61 remove_diacritics 2');
CREATE TABLE claim_side(
  claim INTEGER NOT NULL REFERENCES claim(n), side INTEGER NOT NULL,     -- 0 actor, 1 recipient, 2 third party
  idx INTEGER NOT NULL, part TEXT NOT NULL, name TEXT NOT NULL, entity TEXT NOT NULL, kind TEXT NOT NULL,
  country TEXT NOT NULL, role TEXT NOT NULL, sectors TEXT NOT NULL, begin INTEGER, end INTEGER,
  why TEXT NOT NULL, confidence REAL NOT NULL,
  PRIMARY KEY(claim, side, idx)) STRICT, WITHOUT ROWID;
CREATE TABLE claim_figure(
  claim INTEGER NOT NULL REFERENCES claim(n), idx INTEGER NOT NULL, begin INTEGER NOT NULL, end INTEGER NOT NULL,
  words TEXT NOT NULL, unit TEXT NOT NULL, thing TEXT NOT NULL, value REAL, suspect INTEGER NOT NULL,
  PRIMARY KEY(claim, idx)) STRICT, WITHOUT ROWID;
CREATE TABLE evidence(
  claim INTEGER NOT NULL REFERENCES claim(n), field TEXT NOT NULL, idx INTEGER NOT NULL, begin INTEGER NOT NULL, end INTEGER NOT NULL,
  PRIMARY KEY(claim, field, idx)) STRICT, WITHOUT ROWID;
CREATE TABLE claim_block(key INTEGER NOT NULL, claim INTEGER NOT NULL, PRIMARY KEY(key, claim)) STRICT, WITHOUT ROWID;
CREATE TABLE unwoven(claim INTEGER PRIMARY KEY) STRICT;       -- came or went since the last weaving

CREATE TABLE event(
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, mode TEXT NOT NULL, context TEXT NOT NULL, cameo TEXT NOT NULL,
  plover_score REAL NOT NULL, goldstein REAL NOT NULL, earliest INTEGER, latest INTEGER, precision INTEGER NOT NULL,
  told_earliest INTEGER, told_latest INTEGER, forecast INTEGER NOT NULL,
  place_name TEXT NOT NULL, place_country TEXT NOT NULL, lat REAL, lon REAL,
  polarity TEXT NOT NULL, modality TEXT NOT NULL, status TEXT NOT NULL,
  reports INTEGER NOT NULL, outlets INTEGER NOT NULL, origins INTEGER NOT NULL, confidence REAL NOT NULL,
  anomalies TEXT NOT NULL,
  sort_day INTEGER NOT NULL) STRICT;      -- first possible day, else the first publication; 2147483647 = none known
CREATE INDEX event_day ON event(sort_day, id);
CREATE TABLE event_claim(claim INTEGER PRIMARY KEY REFERENCES claim(n), event INTEGER NOT NULL REFERENCES event(n)) STRICT;
CREATE INDEX event_claim_event ON event_claim(event);
CREATE TABLE event_party(
  event INTEGER NOT NULL REFERENCES event(n), side INTEGER NOT NULL, idx INTEGER NOT NULL,
  name TEXT NOT NULL, entity TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL, role TEXT NOT NULL,
  key TEXT NOT NULL, type TEXT NOT NULL, forecast INTEGER NOT NULL, sort_day INTEGER NOT NULL,  -- to find what fulfils what
  PRIMARY KEY(event, side, idx)) STRICT, WITHOUT ROWID;
CREATE INDEX event_party_key ON event_party(key, type, forecast, sort_day);
CREATE INDEX event_party_entity ON event_party(entity);
CREATE TABLE event_contradiction(
  event INTEGER NOT NULL REFERENCES event(n), idx INTEGER NOT NULL, field TEXT NOT NULL, vals TEXT NOT NULL,
  PRIMARY KEY(event, idx)) STRICT, WITHOUT ROWID;
CREATE TABLE event_link(event INTEGER NOT NULL, kind TEXT NOT NULL, other INTEGER NOT NULL, PRIMARY KEY(event, kind, other)) STRICT, WITHOUT ROWID;
CREATE INDEX event_link_other ON event_link(other);
-- Events whose least claim belonged to a document that has a newer revision: the claim through which they live on.
CREATE TABLE event_redirect(old TEXT PRIMARY KEY, claim TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE decision(
  id TEXT PRIMARY KEY, author TEXT NOT NULL, time TEXT NOT NULL, scope TEXT NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('accept','correct','reject','alias','must-link','cannot-link','split','merge','grade')),
  document TEXT, field TEXT, exact TEXT, prefix TEXT, suffix TEXT, value TEXT, undoes TEXT REFERENCES decision(id)) STRICT;
CREATE TRIGGER decision_is_kept BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are never deleted: undo them'); END;
CREATE TRIGGER decision_is_final BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are never changed: undo them'); END;
CREATE TABLE run(
  n INTEGER PRIMARY KEY, command TEXT NOT NULL, started TEXT NOT NULL, ended TEXT, made_by TEXT NOT NULL,
  documents INTEGER NOT NULL DEFAULT 0, skipped INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE quarantine(id TEXT NOT NULL, place TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY(id, place)) STRICT, WITHOUT ROWID;
)sql";

// Schema 2: who is meant by a side of a claim after a person's decisions; rebuilt from `decision`, never the truth itself.
inline constexpr const char* kOverrideTables = R"sql(
CREATE TABLE side_override(
  claim INTEGER NOT NULL, side INTEGER NOT NULL, idx INTEGER NOT NULL, entity TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
  country TEXT NOT NULL, decision TEXT NOT NULL REFERENCES decision(id), PRIMARY KEY(claim, side, idx)) STRICT, WITHOUT ROWID;
CREATE INDEX claim_side_entity ON claim_side(entity);
CREATE INDEX name_use_words ON name_use(words);
CREATE INDEX decision_undoes ON decision(undoes);
CREATE VIEW side_now AS SELECT s.claim, s.side, s.idx, s.part, coalesce(o.name, s.name) AS name, coalesce(o.entity, s.entity) AS entity,
  coalesce(o.kind, s.kind) AS kind, coalesce(o.country, s.country) AS country, iif(o.entity IS NULL, s.role, '') AS role, s.sectors, s.begin, s.end,
  iif(o.entity IS NULL, s.why, 'decision ' || o.decision) AS why, iif(o.entity IS NULL, s.confidence, 1.0) AS confidence
  FROM claim_side s LEFT JOIN side_override o ON o.claim = s.claim AND o.side = s.side AND o.idx = s.idx;
)sql";

}  // namespace annalist::store
