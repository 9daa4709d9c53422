#include "ask/event_record.h"

#include "ask/record.h"
#include "base/json.h"

namespace annalist::ask {
namespace {

void party(const weave::Party& p, JsonWriter& json) {
  json.known("name", p.name);
  json.known("entity", p.entity);
  json.known("kind", p.kind);
  json.known("country", p.country);
  json.some("role", p.role);
}

void parties(std::string_view name, const std::vector<weave::Party>& list, JsonWriter& json) {
  json.objects(name, list, [&](const weave::Party& p) { party(p, json); });
}

void interval(const Interval& i, JsonWriter& json) {
  json.known("earliest", i.earliest);
  json.known("latest", i.latest);
}

void why(const std::string& reason, JsonWriter& json) {
  if (!reason.empty()) json.field("why", std::vector<std::string>{reason});
}

void place(const std::string& name, const std::string& country, const std::optional<double>& lat, const std::optional<double>& lon,
           const std::string& reason, JsonWriter& json) {
  if (name.empty() && country.empty()) return json.known("place", name);
  json.object("place", [&] {
    json.known("name", name);
    json.known("country", country);
    json.known("lat", lat, 5);
    json.known("lon", lon, 5);
    why(reason, json);
  });
}

void mention(const store::StoredClaim& c, JsonWriter& json) {
  const weave::ClaimRecord& r = c.record;
  json.field("document", r.document);
  json.field("claim", r.claim);
  json.field("start", r.span.begin);
  json.field("end", r.span.end);
  json.field("text", r.text);
  json.known("trigger", r.trigger);
  json.field("modality", r.modality);
  json.field("polarity", std::string_view(&r.polarity, 1));
  json.known("source", r.source);
  json.known("outlet", r.outlet);
  json.field("anomalies", r.suspect);
}

void sides(std::string_view name, const std::vector<store::StoredSide>& list, JsonWriter& json) {
  json.objects(name, list, [&](const store::StoredSide& s) {
    json.some("part", s.part);
    json.known("span", s.span);
    party(s.party, json);
    json.field("sectors", s.sectors);
    if (s.span.empty()) why(s.why.empty() ? "inferred" : s.why, json);
  });
}

// What an event and a claim share: E is weave::Event or weave::ClaimRecord.
template <class E>
void kind(const E& e, JsonWriter& json) {
  json.field("type", e.type);
  json.field("mode", e.mode);
  json.field("context", e.context);
  json.known("cameo", e.cameo);
  json.field("plover_score", e.plover_score, 2);
  json.field("goldstein", e.goldstein, 2);
}

}  // namespace

void append_event(const weave::Event& e, const std::vector<store::StoredClaim>& claims, std::string& out) {
  JsonWriter json(out);
  json.object([&] {
    json.field("schema", 1);
    json.field("event", e.id);
    kind(e, json);
    parties("actors", e.actors, json);
    parties("recipients", e.recipients, json);
    json.object("date", [&] {
      interval(e.date, json);
      json.field("precision", precision_name(e.precision));
    });
    json.object("told", [&] { interval(e.told, json); });
    place(e.place_name, e.place_country, e.lat, e.lon, "", json);
    json.field("modality", e.modality);
    json.field("polarity", std::string_view(&e.polarity, 1));
    json.field("status", e.status);
    json.field("reports", e.reports);
    json.field("outlets", e.outlets);
    json.field("origins", e.origins);
    json.known("grade", std::string_view());
    json.field("confidence", static_cast<double>(e.confidence), 2);
    json.field("anomalies", e.anomalies);
    json.objects("contradictions", e.contradictions, [&](const auto& c) {
      json.field("field", c.field);
      json.field("values", c.values);
    });
    json.objects("links", e.links, [&](const auto& l) {
      json.field("kind", l.kind);
      json.field("event", l.event);
    });
    json.objects("mentions", claims, [&](const store::StoredClaim& c) { mention(c, json); });
  });
}

void append_claim_row(const store::StoredClaim& c, std::string& out) {
  const weave::ClaimRecord& r = c.record;
  JsonWriter json(out);
  json.object([&] {
    json.field("schema", 1);
    json.field("id", r.claim);
    json.known("event", c.event);
    json.field("document", r.document);
    json.field("revision", r.revision);
    json.field("story", r.story);
    json.field("sentence", r.sentence);
    json.known("span", r.span);
    json.known("trigger", r.trigger);
    kind(r, json);
    sides("actors", c.actors, json);
    sides("recipients", c.recipients, json);
    sides("third_parties", c.third_parties, json);
    json.object("date", [&] {
      interval(r.date, json);
      json.field("precision", precision_name(r.precision));
      why(c.date_why, json);
    });
    place(r.place_name, r.place_country, r.lat, r.lon, c.place_why, json);
    json.field("polarity", std::string_view(&r.polarity, 1));
    json.field("modality", r.modality);
    json.field("tense", c.tense);
    json.field("certainty", c.certainty);
    json.known("source", r.source);
    json.field("chain", r.chain);
    json.known("outlet", r.outlet);
    json.field("suspect", r.suspect);
    json.field("background", r.background);
    json.field("in_headline", r.headline);
    json.field("confidence", static_cast<double>(r.confidence), 2);
    json.field("rule", c.rule);
    json.object("evidence", [&] {
      for (const auto& [field, spans] : c.evidence) json.field(field, spans);
    });
    json.field("text", r.text);
  });
}

void append_document_row(const store::StoredDocument& d, uint64_t claims, std::string& out) {
  JsonWriter json(out);
  json.object([&] {
    json.field("schema", 1);
    json.field("id", d.id);
    json.field("document", d.key);
    json.field("revision", d.revision);
    json.field("raw_sha256", d.raw_sha256);
    json.field("text_sha256", d.text_sha256);
    json.field("format", d.format);
    json.field("charset", d.charset);
    json.field("replaced", d.replaced);
    json.known("uri", d.uri);
    json.known("title", d.title);
    json.known("outlet", d.outlet);
    json.known("language", d.language);
    json.object("published", [&] { interval(d.published, json); });
    json.field("translated", d.translated);
    json.field("copies", d.copies);
    json.field("claims", claims);
    json.key("made_by");
    if (d.made_by.starts_with('{')) json.raw(d.made_by);
    else json.value(d.made_by);
  });
}

}  // namespace annalist::ask
