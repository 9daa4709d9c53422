#include "ask/event_record.h"

#include "ask/record.h"
#include "base/json.h"

namespace annalist::ask {
namespace {

void known(std::string_view name, const std::string& value, JsonWriter& json) {
  json.key(name);
  if (value.empty()) return json.null();
  json.value(value);
}

void span(std::string_view name, Span s, JsonWriter& json) {
  json.key(name);
  if (s.empty()) return json.null();
  json.value(s);
}

void number(std::string_view name, const std::optional<double>& value, JsonWriter& json) {
  json.key(name);
  if (!value) return json.null();
  json.value(*value, 5);
}

void party(const weave::Party& p, JsonWriter& json) {
  known("name", p.name, json);
  known("entity", p.entity, json);
  known("kind", p.kind, json);
  known("country", p.country, json);
  if (!p.role.empty()) json.field("role", p.role);
}

void parties(std::string_view name, const std::vector<weave::Party>& list, JsonWriter& json) {
  json.key(name);
  json.begin_array();
  for (const weave::Party& p : list) {
    json.begin_object();
    party(p, json);
    json.end_object();
  }
  json.end_array();
}

void interval(const Interval& i, Precision precision, JsonWriter& json) {
  append_day("earliest", i.earliest, json);
  append_day("latest", i.latest, json);
  json.field("precision", precision_name(precision));
}

void place(const std::string& name, const std::string& country, const std::optional<double>& lat, const std::optional<double>& lon,
           const std::string& why, JsonWriter& json) {
  json.key("place");
  if (name.empty() && country.empty()) return json.null();
  json.begin_object();
  known("name", name, json);
  known("country", country, json);
  number("lat", lat, json);
  number("lon", lon, json);
  if (!why.empty()) json.field("why", std::vector<std::string>{why});
  json.end_object();
}

void mention(const store::StoredClaim& c, JsonWriter& json) {
  const weave::ClaimRecord& r = c.record;
  json.begin_object();
  json.field("document", r.document);
  json.field("claim", r.claim);
  json.field("start", r.span.begin);
  json.field("end", r.span.end);
  json.field("text", r.text);
  span("trigger", r.trigger, json);
  json.field("modality", r.modality);
  json.field("polarity", std::string_view(&r.polarity, 1));
  known("source", r.source, json);
  known("outlet", r.outlet, json);
  json.field("anomalies", r.suspect);
  json.end_object();
}

void sides(std::string_view name, const std::vector<store::StoredSide>& list, JsonWriter& json) {
  json.key(name);
  json.begin_array();
  for (const store::StoredSide& s : list) {
    json.begin_object();
    if (!s.part.empty()) json.field("part", s.part);
    span("span", s.span, json);
    party(s.party, json);
    json.field("sectors", s.sectors);
    if (s.span.empty()) json.field("why", std::vector<std::string>{s.why.empty() ? "inferred" : s.why});
    json.end_object();
  }
  json.end_array();
}

void kind(const std::string& type, const std::vector<std::string>& mode, const std::vector<std::string>& context, const std::string& cameo,
          double plover_score, double goldstein, JsonWriter& json) {
  json.field("type", type);
  json.field("mode", mode);
  json.field("context", context);
  known("cameo", cameo, json);
  json.field("plover_score", plover_score, 2);
  json.field("goldstein", goldstein, 2);
}

}  // namespace

void append_event(const weave::Event& e, const std::vector<store::StoredClaim>& claims, std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  json.field("schema", 1);
  json.field("event", e.id);
  kind(e.type, e.mode, e.context, e.cameo, e.plover_score, e.goldstein, json);
  parties("actors", e.actors, json);
  parties("recipients", e.recipients, json);
  json.key("date");
  json.begin_object();
  interval(e.date, e.precision, json);
  json.end_object();
  json.key("told");
  json.begin_object();
  append_day("earliest", e.told.earliest, json);
  append_day("latest", e.told.latest, json);
  json.end_object();
  place(e.place_name, e.place_country, e.lat, e.lon, "", json);
  json.field("modality", e.modality);
  json.field("polarity", std::string_view(&e.polarity, 1));
  json.field("status", e.status);
  json.field("reports", e.reports);
  json.field("outlets", e.outlets);
  json.field("origins", e.origins);
  json.key("grade");
  json.null();
  json.field("confidence", static_cast<double>(e.confidence), 2);
  json.field("anomalies", e.anomalies);
  json.key("contradictions");
  json.begin_array();
  for (const auto& c : e.contradictions) {
    json.begin_object();
    json.field("field", c.field);
    json.field("values", c.values);
    json.end_object();
  }
  json.end_array();
  json.key("links");
  json.begin_array();
  for (const auto& l : e.links) {
    json.begin_object();
    json.field("kind", l.kind);
    json.field("event", l.event);
    json.end_object();
  }
  json.end_array();
  json.key("mentions");
  json.begin_array();
  for (const auto& c : claims) mention(c, json);
  json.end_array();
  json.end_object();
}

void append_claim_row(const store::StoredClaim& c, std::string& out) {
  const weave::ClaimRecord& r = c.record;
  JsonWriter json(out);
  json.begin_object();
  json.field("schema", 1);
  json.field("id", r.claim);
  known("event", c.event, json);
  json.field("document", r.document);
  json.field("revision", r.revision);
  json.field("story", r.story);
  json.field("sentence", r.sentence);
  span("span", r.span, json);
  span("trigger", r.trigger, json);
  kind(r.type, r.mode, r.context, r.cameo, r.plover_score, r.goldstein, json);
  sides("actors", c.actors, json);
  sides("recipients", c.recipients, json);
  sides("third_parties", c.third_parties, json);
  json.key("date");
  json.begin_object();
  interval(r.date, r.precision, json);
  if (!c.date_why.empty()) json.field("why", std::vector<std::string>{c.date_why});
  json.end_object();
  place(r.place_name, r.place_country, r.lat, r.lon, c.place_why, json);
  json.field("polarity", std::string_view(&r.polarity, 1));
  json.field("modality", r.modality);
  json.field("tense", c.tense);
  json.field("certainty", c.certainty);
  known("source", r.source, json);
  json.field("chain", r.chain);
  known("outlet", r.outlet, json);
  json.field("suspect", r.suspect);
  json.field("background", r.background);
  json.field("in_headline", r.headline);
  json.field("confidence", static_cast<double>(r.confidence), 2);
  json.field("rule", c.rule);
  json.key("evidence");
  json.begin_object();
  for (const auto& [field, spans] : c.evidence) json.field(field, spans);
  json.end_object();
  json.field("text", r.text);
  json.end_object();
}

void append_document_row(const store::StoredDocument& d, uint64_t claims, std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  json.field("schema", 1);
  json.field("id", d.id);
  json.field("document", d.key);
  json.field("revision", d.revision);
  json.field("raw_sha256", d.raw_sha256);
  json.field("text_sha256", d.text_sha256);
  json.field("format", d.format);
  json.field("charset", d.charset);
  json.field("replaced", d.replaced);
  known("uri", d.uri, json);
  known("title", d.title, json);
  known("outlet", d.outlet, json);
  known("language", d.language, json);
  json.key("published");
  json.begin_object();
  append_day("earliest", d.published.earliest, json);
  append_day("latest", d.published.latest, json);
  json.end_object();
  json.field("translated", d.translated);
  json.field("copies", d.copies);
  json.field("claims", claims);
  json.key("made_by");
  if (d.made_by.starts_with('{')) json.raw(d.made_by);
  else json.value(d.made_by);
  json.end_object();
}

}  // namespace annalist::ask
