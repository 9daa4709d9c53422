#include "ask/record.h"

#include <algorithm>
#include <map>

namespace annalist::ask {
namespace {

using says::Extraction;

void append_span(std::string_view name, Span span, JsonWriter& json) {
  json.key(name);
  if (span.empty()) return json.null();
  json.value(span);
}

// A list of spans without the empty ones, which point at nothing.
void append_spans(std::string_view name, const std::vector<Span>& spans, JsonWriter& json) {
  json.key(name);
  json.begin_array();
  for (const Span s : spans)
    if (!s.empty()) json.value(s);
  json.end_array();
}

// "" is "sought and unknown" in our structs: null outside.
void append_known(std::string_view name, const std::string& value, JsonWriter& json) {
  json.key(name);
  if (value.empty()) return json.null();
  json.value(value);
}

void append_optional(std::string_view name, const std::string& value, JsonWriter& json) {
  if (!value.empty()) json.field(name, value);
}

void append_number(std::string_view name, const std::optional<double>& value, int decimals, JsonWriter& json) {
  json.key(name);
  if (!value) return json.null();
  json.value(*value, decimals);
}

void append_numbers(std::string_view name, const std::vector<uint32_t>& numbers, JsonWriter& json) {
  json.key(name);
  json.begin_array();
  for (const uint32_t n : numbers) json.value(n);
  json.end_array();
}

bool any(const std::vector<Span>& spans) {
  return std::any_of(spans.begin(), spans.end(), [](Span s) { return !s.empty(); });
}

// `why` as a list; a value without words always says "inferred" (law 2), whatever its maker noted.
void append_why(std::string_view name, const std::string& why, bool proved, JsonWriter& json) {
  if (why.empty() && proved) return;
  json.key(name);
  json.begin_array();
  if (!proved && why.find("inferred") == std::string::npos)
    json.value(why.empty() ? "inferred" : "inferred: " + why);
  else
    json.value(why);
  json.end_array();
}

void append_zones(const page::Page& page, JsonWriter& json) {
  json.key("zones");
  json.begin_array();
  for (const page::Zone& zone : page.zones) {
    if (zone.span.empty()) continue;
    json.begin_object();
    json.field("span", zone.span);
    json.field("kind", page::zone_name(zone.kind));
    json.end_object();
  }
  json.end_array();
}

void append_outlet(const page::Outlet& outlet, JsonWriter& json) {
  json.key("outlet");
  if (outlet.name.empty()) return json.null();
  json.begin_object();
  json.field("name", outlet.name);
  const bool stated = !outlet.evidence.empty() || outlet.basis == "metadata";
  json.field("basis", stated ? outlet.basis : outlet.basis.empty() ? "inferred" : "inferred: " + outlet.basis);
  if (!outlet.evidence.empty()) json.field("evidence", std::vector<Span>{outlet.evidence});
  json.end_object();
}

void append_published(const when::StoryDate& date, JsonWriter& json) {
  json.key("published");
  if (!date.interval.known()) return json.null();
  json.begin_object();
  append_day("earliest", date.interval.earliest, json);
  append_day("latest", date.interval.latest, json);
  std::vector<std::string> basis = date.basis;
  const bool stated = any(date.evidence) || std::any_of(basis.begin(), basis.end(), [](const std::string& b) {
                        return b.find("metadata") != std::string::npos || b.find("inferred") != std::string::npos;
                      });
  if (!stated) basis.emplace_back("inferred");
  json.field("basis", basis);
  append_spans("evidence", date.evidence, json);
  json.end_object();
}

void append_stories(const Extraction& x, JsonWriter& json) {
  json.key("stories");
  json.begin_array();
  for (size_t i = 0; i < x.page.stories.size(); ++i) {
    const page::Story& story = x.page.stories[i];
    json.begin_object();
    json.field("index", i);
    append_span("span", story.span, json);
    json.field("main", story.main);
    json.field("kind", page::story_kind_name(story.kind));
    append_span("headline", story.headline, json);
    append_outlet(story.outlet, json);
    json.field("language", x.language);
    append_published(i < x.times.stories.size() ? x.times.stories[i] : when::StoryDate{}, json);
    json.end_object();
  }
  json.end_array();
}

// The entity that speaks a turn: the first mention inside the name of its label.
const std::string* speaker_of(const Extraction& x, const lang::Sentence& sentence) {
  if (sentence.block >= x.page.blocks.size()) return nullptr;
  const int32_t turn = x.page.blocks[sentence.block].turn;
  if (turn < 0 || static_cast<size_t>(turn) >= x.page.turns.size()) return nullptr;
  const Span name = x.page.turns[static_cast<size_t>(turn)].name;
  if (name.empty()) return nullptr;
  const auto& mentions = x.cast.mentions;
  auto it = std::lower_bound(mentions.begin(), mentions.end(), name.begin,
                             [](const who::Mention& m, uint32_t at) { return m.span.begin < at; });
  for (; it != mentions.end() && it->span.begin < name.end; ++it)
    if (name.contains(it->span) && !it->entity.empty()) return &it->entity;
  return nullptr;
}

void append_sentences(const Extraction& x, JsonWriter& json) {
  json.key("sentences");
  json.begin_array();
  for (const lang::Sentence& sentence : x.parse.sentences) {
    json.begin_object();
    append_span("span", sentence.span, json);
    json.field("story", sentence.story);
    json.key("speaker");
    if (const std::string* speaker = speaker_of(x, sentence)) json.value(*speaker);
    else json.null();
    json.end_object();
  }
  json.end_array();
}

// A noun phrase of a chain whose extent no mention has: "the old bridge", "the president's speech", "it".
void append_phrase(const who::ChainedPhrase& p, JsonWriter& json) {
  json.begin_object();
  json.field("span", p.span);
  json.field("kind", who::kind_name(p.kind));
  json.field("form", who::form_name(p.form));
  json.key("entity");
  json.null();
  append_optional("chain", p.chain, json);
  json.field("why", std::vector<std::string>{p.chain.empty() ? "noun" : "coreference"});
  json.field("confidence", static_cast<double>(p.confidence), 2);
  json.end_object();
}

// The mentions, then the noun phrases of chains that are no mention themselves (`members` counts mentions only).
void append_mentions(const who::Cast& cast, JsonWriter& json) {
  json.key("mentions");
  json.begin_array();
  std::map<Span, const who::ChainedPhrase*> phrases;
  for (const who::ChainedPhrase& p : cast.phrases) phrases.emplace(p.span, &p);
  for (const who::Mention& m : cast.mentions) {
    if (m.span.empty()) continue;
    json.begin_object();
    json.field("span", m.span);
    json.field("kind", who::kind_name(m.kind));
    json.field("form", who::form_name(m.form));
    append_known("entity", m.entity, json);
    append_known("name", m.name, json);
    append_known("country", m.country, json);
    append_optional("wikidata", m.wikidata, json);
    append_optional("role", m.role, json);
    if (!m.sectors.empty()) json.field("sectors", m.sectors);
    if (!m.ambiguous.empty()) json.field("ambiguous", m.ambiguous);
    if (!m.members.empty()) append_numbers("members", m.members, json);
    if (m.metonym) json.field("metonym", true);
    if (const auto chained = phrases.find(m.span); chained != phrases.end()) {
      append_optional("chain", chained->second->chain, json);
      phrases.erase(chained);
    }
    json.field("why", m.why);
    json.field("confidence", static_cast<double>(m.confidence), 2);
    json.end_object();
  }
  for (const auto& [span, phrase] : phrases) append_phrase(*phrase, json);
  json.end_array();
}

void append_quantities(const what::Frames& frames, JsonWriter& json) {
  json.key("quantities");
  json.begin_array();
  for (const what::Quantity& q : frames.quantities) {
    json.begin_object();
    append_span("span", q.span, json);
    append_span("number", q.number, json);
    append_number("value", q.value, 4, json);
    append_number("low", q.low, 4, json);
    append_number("high", q.high, 4, json);
    append_known("unit", q.unit, json);
    append_optional("of", q.of, json);
    json.field("suspect", q.suspect);
    json.end_object();
  }
  json.end_array();
}

// To whom it was said, and when, where the text tells.
void append_addressee(const says::Attribution& a, JsonWriter& json) {
  if (!a.addressee.empty()) {
    json.key("addressee");
    json.begin_object();
    append_span("span", a.addressee, json);
    append_known("entity", a.addressee_entity, json);
    append_known("name", a.addressee_name, json);
    json.end_object();
  }
  if (!a.told.known()) return;
  json.key("told");
  json.begin_object();
  append_day("earliest", a.told.earliest, json);
  append_day("latest", a.told.latest, json);
  append_spans("evidence", {a.told_words}, json);
  json.end_object();
}

void append_attributions(const says::Claims& claims, JsonWriter& json) {
  json.key("attributions");
  json.begin_array();
  for (const says::Attribution& a : claims.attributions) {
    json.begin_object();
    append_spans("cue", a.cue, json);
    append_span("source", a.source, json);
    if (any(a.content)) {
      append_spans("content", a.content, json);
    } else {
      json.key("content");
      json.null();
    }
    json.key("holder");
    json.begin_object();
    append_known("entity", a.holder_entity, json);
    append_known("name", a.holder_name, json);
    if (!a.holder_kind.empty()) json.field("kind", a.holder_kind);
    if (a.unnamed) json.field("unnamed", true);
    json.end_object();
    if (!a.channel.empty()) json.field("channel", a.channel);
    append_addressee(a, json);
    json.field("chain", a.chain);
    json.field("kind", a.kind);
    json.end_object();
  }
  json.end_array();
}

void append_side(const says::Side& side, JsonWriter& json) {
  json.begin_object();
  if (!side.part.empty()) json.field("part", side.part);
  append_span("span", side.span, json);
  append_known("name", side.name, json);
  append_known("entity", side.entity, json);
  append_known("kind", side.kind, json);
  append_known("country", side.country, json);
  json.field("sectors", side.sectors);
  append_optional("role", side.role, json);
  append_why("why", side.why, !side.span.empty(), json);
  json.field("confidence", static_cast<double>(side.confidence), 2);
  json.end_object();
}

void append_sides(std::string_view name, const std::vector<says::Side>& sides, JsonWriter& json) {
  json.key(name);
  json.begin_array();
  for (const says::Side& side : sides) append_side(side, json);
  json.end_array();
}

void append_claim_date(const says::ClaimDate& date, JsonWriter& json) {
  json.key("date");
  json.begin_object();
  append_day("earliest", date.interval.earliest, json);
  append_day("latest", date.interval.latest, json);
  json.field("precision", precision_name(date.precision));
  append_spans("evidence", date.evidence, json);
  json.field("suspect", date.suspect);
  append_why("why", date.why, any(date.evidence) || !date.interval.known(), json);
  json.end_object();
}

void append_claim_place(const says::ClaimPlace& place, JsonWriter& json) {
  json.key("place");
  if (place.name.empty() && place.country.empty()) return json.null();
  json.begin_object();
  append_known("name", place.name, json);
  append_known("country", place.country, json);
  if (place.geonames) json.field("geonames", *place.geonames);
  append_number("lat", place.lat, 5, json);
  append_number("lon", place.lon, 5, json);
  append_spans("evidence", place.evidence, json);
  append_why("why", place.why, any(place.evidence), json);
  json.end_object();
}

void append_evidence(const says::Claim& claim, JsonWriter& json) {
  json.key("evidence");
  json.begin_object();
  for (const auto& [field, spans] : claim.evidence)
    if (any(spans)) append_spans(field, spans, json);
  json.end_object();
}

void append_claim(const says::Claim& c, JsonWriter& json) {
  json.begin_object();
  json.field("id", c.id);
  json.field("story", c.story);
  json.field("sentence", c.sentence);
  append_span("span", c.span, json);
  append_span("trigger", c.trigger, json);
  json.field("type", c.type);
  json.field("mode", c.mode);
  json.field("context", c.context);
  append_known("cameo", c.cameo, json);
  json.field("plover_score", c.plover_score, 2);
  json.field("goldstein", c.goldstein, 2);
  json.field("reciprocal", c.reciprocal);
  append_sides("actors", c.actors, json);
  append_sides("recipients", c.recipients, json);
  append_sides("third_parties", c.third_parties, json);
  append_claim_date(c.date, json);
  append_claim_place(c.place, json);
  json.field("polarity", std::string_view(&c.polarity, 1));
  json.field("modality", says::modality_name(c.modality));
  json.field("tense", what::tense_name(c.tense));
  json.field("certainty", c.certainty);
  append_numbers("attribution", c.attribution, json);
  append_numbers("quantities", c.quantities, json);
  json.field("suspect", c.suspect);
  json.field("background", c.background);
  json.field("in_headline", c.headline);  // "headline" is a span elsewhere
  json.field("confidence", static_cast<double>(c.confidence), 2);
  json.field("rule", c.rule);
  append_evidence(c, json);
  json.end_object();
}

// The canonical text differs from the bytes that came in.
bool text_is_ours(const intake::Document& document) {
  return document.format != intake::Format::kText || !document.text.exact || document.text.replaced ||
         !document.text.breaks.empty();
}

std::vector<std::string> flags_of(const intake::Document& document) {
  std::vector<std::string> flags;
  if (document.text.replaced) flags.emplace_back("invalid bytes replaced");
  if (!document.text.charset.empty() && document.text.charset != "UTF-8")
    flags.push_back("transcoded from " + document.text.charset);
  return flags;
}

void append_head(const Extraction& x, const MadeBy& made_by, bool with_text, JsonWriter& json) {
  json.field("schema", 1);
  json.field("id", x.document.id);
  json.field("document", x.document.key);
  json.field("revision", x.revision);
  json.field("raw_sha256", x.document.raw_sha256);
  json.field("text_sha256", x.text_sha256);
  json.key("made_by");
  append_made_by(made_by, json);
  if (const auto flags = flags_of(x.document); !flags.empty()) json.field("flags", flags);
  if (with_text || text_is_ours(x.document)) json.field("text", x.document.text.view());
  json.field("language", x.language);
  json.key("translated");
  json.begin_object();
  json.field("likely", x.doubts.translated.likely);
  append_known("from", x.doubts.translated.from, json);
  json.field("why", x.doubts.translated.why);
  json.end_object();
}

}  // namespace

void append_day(std::string_view name, const std::optional<Day>& day, JsonWriter& json) {
  json.key(name);
  if (!day) return json.null();
  json.value(iso(*day));
}

void append_times(const when::Times& times, JsonWriter& json) {
  json.begin_array();
  for (const when::TimeRef& t : times.refs) {
    if (t.span.empty()) continue;
    json.begin_object();
    json.field("span", t.span);
    json.field("type", when::type_name(t.type));
    json.field("value", t.value);
    append_day("earliest", t.interval.earliest, json);
    append_day("latest", t.interval.latest, json);
    json.field("precision", precision_name(t.precision));
    json.field("suspect", t.suspect);
    json.field("why", t.why);
    json.end_object();
  }
  json.end_array();
}

void append_place(const where::PlaceRef& p, JsonWriter& json) {
  if (p.span.empty()) return;
  json.begin_object();
  json.field("span", p.span);
  append_known("name", p.name, json);
  append_known("country", p.country, json);
  append_optional("territory", p.territory, json);
  if (!p.admin.empty()) json.field("admin", p.admin);
  if (p.geonames) json.field("geonames", *p.geonames);
  append_number("lat", p.lat, 5, json);
  append_number("lon", p.lon, 5, json);
  append_known("precision", p.precision, json);
  append_optional("use", p.use, json);
  json.field("why", p.why);
  json.field("confidence", static_cast<double>(p.confidence), 2);
  json.end_object();
}

// Places where something is, and those only spoken of by their people or in a body's name (`use`), in the order of the text.
void append_places(const where::Places& places, JsonWriter& json) {
  json.begin_array();
  auto also = places.associated.begin();
  for (const where::PlaceRef& p : places.refs) {
    for (; also != places.associated.end() && also->span < p.span; ++also) append_place(*also, json);
    append_place(p, json);
  }
  for (; also != places.associated.end(); ++also) append_place(*also, json);
  json.end_array();
}

void append_garbles(const doubt::Doubts& doubts, JsonWriter& json) {
  json.begin_array();
  for (const doubt::Garble& g : doubts.garbles) {
    if (g.span.empty()) continue;
    json.begin_object();
    json.field("span", g.span);
    json.field("kind", g.kind);
    json.field("why", g.why);
    json.key("likely");
    json.begin_array();
    for (const doubt::Likely& likely : g.likely) {
      json.begin_object();
      json.field("value", likely.value);
      json.field("confidence", static_cast<double>(likely.confidence), 2);
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
}

void append_made_by(const MadeBy& made_by, JsonWriter& json) {
  json.begin_object();
  json.field("annalist", made_by.annalist);
  json.key("packs");
  json.begin_object();
  for (const auto& [language, sha256] : made_by.packs) json.field(language, sha256);
  json.end_object();
  json.field("knowledge", made_by.knowledge);
  json.field("config", made_by.config);
  json.end_object();
}

void append_record(const says::Extraction& x, const MadeBy& made_by, bool with_text, std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  append_head(x, made_by, with_text, json);
  append_zones(x.page, json);
  append_stories(x, json);
  append_sentences(x, json);
  append_mentions(x.cast, json);
  json.key("times");
  append_times(x.times, json);
  json.key("places");
  append_places(x.places, json);
  append_quantities(x.frames, json);
  json.key("garbles");
  append_garbles(x.doubts, json);
  append_attributions(x.claims, json);
  json.key("claims");
  json.begin_array();
  for (const says::Claim& claim : x.claims.claims) append_claim(claim, json);
  json.end_array();
  json.end_object();
  out.push_back('\n');
}

void append_error_record(const std::string& id, const Error& error, std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  json.field("id", id);
  json.key("error");
  json.begin_object();
  json.field("code", code_name(error.code));
  json.field("message", error.line());
  json.end_object();
  json.end_object();
  out.push_back('\n');
}

}  // namespace annalist::ask
