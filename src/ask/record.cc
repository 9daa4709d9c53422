#include "ask/record.h"

#include <algorithm>
#include <map>

namespace annalist::ask {
namespace {

using says::Extraction;

// A list of spans without the empty ones, which point at nothing.
void append_spans(std::string_view name, const std::vector<Span>& spans, JsonWriter& json) {
  json.array(name, [&] {
    for (const Span s : spans)
      if (!s.empty()) json.value(s);
  });
}

bool any(const std::vector<Span>& spans) {
  return std::any_of(spans.begin(), spans.end(), [](Span s) { return !s.empty(); });
}

// `why` as a list; a value without words always says "inferred" (law 2), whatever its maker noted.
void append_why(const std::string& why, bool proved, JsonWriter& json) {
  if (why.empty() && proved) return;
  const bool says_so = proved || why.find("inferred") != std::string::npos;
  json.array("why", [&] { json.value(says_so ? why : why.empty() ? "inferred" : "inferred: " + why); });
}

void append_interval(const Interval& interval, JsonWriter& json) {
  json.known("earliest", interval.earliest);
  json.known("latest", interval.latest);
}

void append_confidence(float confidence, JsonWriter& json) {
  json.field("confidence", static_cast<double>(confidence), 2);
}

void append_zones(const page::Page& page, JsonWriter& json) {
  json.array("zones", [&] {
    for (const page::Zone& zone : page.zones) {
      if (zone.span.empty()) continue;
      json.object([&] {
        json.field("span", zone.span);
        json.field("kind", page::zone_name(zone.kind));
      });
    }
  });
}

void append_outlet(const page::Outlet& outlet, JsonWriter& json) {
  if (outlet.name.empty()) return json.known("outlet", outlet.name);
  json.object("outlet", [&] {
    json.field("name", outlet.name);
    const bool stated = !outlet.evidence.empty() || outlet.basis == "metadata";
    json.field("basis", stated ? outlet.basis : outlet.basis.empty() ? "inferred" : "inferred: " + outlet.basis);
    if (!outlet.evidence.empty()) json.field("evidence", std::vector<Span>{outlet.evidence});
  });
}

void append_published(const when::StoryDate& date, JsonWriter& json) {
  if (!date.interval.known()) return json.known("published", std::string_view());
  json.object("published", [&] {
    append_interval(date.interval, json);
    std::vector<std::string> basis = date.basis;
    const bool stated = any(date.evidence) || std::any_of(basis.begin(), basis.end(), [](const std::string& b) {
                          return b.find("metadata") != std::string::npos || b.find("inferred") != std::string::npos;
                        });
    if (!stated) basis.emplace_back("inferred");
    json.field("basis", basis);
    append_spans("evidence", date.evidence, json);
  });
}

void append_stories(const Extraction& x, JsonWriter& json) {
  size_t i = 0;
  json.objects("stories", x.page.stories, [&](const page::Story& story) {
    json.field("index", i);
    json.known("span", story.span);
    json.field("main", story.main);
    json.field("kind", page::story_kind_name(story.kind));
    json.known("headline", story.headline);
    append_outlet(story.outlet, json);
    json.field("language", x.language);
    append_published(i < x.times.stories.size() ? x.times.stories[i] : when::StoryDate{}, json);
    ++i;
  });
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
  json.objects("sentences", x.parse.sentences, [&](const lang::Sentence& sentence) {
    json.known("span", sentence.span);
    json.field("story", sentence.story);
    const std::string* speaker = speaker_of(x, sentence);
    json.known("speaker", speaker ? std::string_view(*speaker) : std::string_view());
  });
}

void append_mention(const who::Mention& m, JsonWriter& json) {
  json.field("span", m.span);
  json.field("kind", who::kind_name(m.kind));
  json.field("form", who::form_name(m.form));
  json.known("entity", m.entity);
  json.known("name", m.name);
  json.known("country", m.country);
  json.some("wikidata", m.wikidata);
  json.some("role", m.role);
  json.some("sectors", m.sectors);
  json.some("ambiguous", m.ambiguous);
  json.some("members", m.members);
  if (m.metonym) json.field("metonym", true);
}

// A noun phrase of a chain whose extent no mention has: "the old bridge", "the president's speech", "it".
void append_phrase(const who::ChainedPhrase& p, JsonWriter& json) {
  json.field("span", p.span);
  json.field("kind", who::kind_name(p.kind));
  json.field("form", who::form_name(p.form));
  json.known("entity", std::string_view());
  json.some("chain", p.chain);
  json.field("why", std::vector<std::string>{p.chain.empty() ? "noun" : "coreference"});
  append_confidence(p.confidence, json);
}

// The mentions, then the noun phrases of chains that are no mention themselves (`members` counts mentions only).
void append_mentions(const who::Cast& cast, JsonWriter& json) {
  std::map<Span, const who::ChainedPhrase*> phrases;
  for (const who::ChainedPhrase& p : cast.phrases) phrases.emplace(p.span, &p);
  json.array("mentions", [&] {
    for (const who::Mention& m : cast.mentions) {
      if (m.span.empty()) continue;
      json.object([&] {
        append_mention(m, json);
        if (const auto chained = phrases.find(m.span); chained != phrases.end()) {
          json.some("chain", chained->second->chain);
          phrases.erase(chained);
        }
        json.field("why", m.why);
        append_confidence(m.confidence, json);
      });
    }
    for (const auto& [span, phrase] : phrases) json.object([&, p = phrase] { append_phrase(*p, json); });
  });
}

void append_quantities(const what::Frames& frames, JsonWriter& json) {
  json.objects("quantities", frames.quantities, [&](const what::Quantity& q) {
    json.known("span", q.span);
    json.known("number", q.number);
    json.known("value", q.value, 4);
    json.known("low", q.low, 4);
    json.known("high", q.high, 4);
    json.known("unit", q.unit);
    json.some("of", q.of);
    json.field("suspect", q.suspect);
  });
}

// To whom it was said, and when, where the text tells.
void append_addressee(const says::Attribution& a, JsonWriter& json) {
  if (!a.addressee.empty()) {
    json.object("addressee", [&] {
      json.field("span", a.addressee);
      json.known("entity", a.addressee_entity);
      json.known("name", a.addressee_name);
    });
  }
  if (!a.told.known()) return;
  json.object("told", [&] {
    append_interval(a.told, json);
    append_spans("evidence", {a.told_words}, json);
  });
}

void append_attributions(const says::Claims& claims, JsonWriter& json) {
  json.objects("attributions", claims.attributions, [&](const says::Attribution& a) {
    append_spans("cue", a.cue, json);
    json.known("source", a.source);
    if (any(a.content)) append_spans("content", a.content, json);
    else json.known("content", Span{});
    json.object("holder", [&] {
      json.known("entity", a.holder_entity);
      json.known("name", a.holder_name);
      json.some("kind", a.holder_kind);
      if (a.unnamed) json.field("unnamed", true);
    });
    json.some("channel", a.channel);
    append_addressee(a, json);
    json.field("chain", a.chain);
    json.field("kind", a.kind);
  });
}

void append_sides(std::string_view name, const std::vector<says::Side>& sides, JsonWriter& json) {
  json.objects(name, sides, [&](const says::Side& side) {
    json.some("part", side.part);
    json.known("span", side.span);
    json.known("name", side.name);
    json.known("entity", side.entity);
    json.known("kind", side.kind);
    json.known("country", side.country);
    json.field("sectors", side.sectors);
    json.some("code", side.code);
    json.some("role", side.role);
    append_why(side.why, !side.span.empty(), json);
    append_confidence(side.confidence, json);
  });
}

void append_claim_date(const says::ClaimDate& date, JsonWriter& json) {
  json.object("date", [&] {
    append_interval(date.interval, json);
    json.field("precision", precision_name(date.precision));
    append_spans("evidence", date.evidence, json);
    json.field("suspect", date.suspect);
    append_why(date.why, any(date.evidence) || !date.interval.known(), json);
  });
}

void append_claim_place(const says::ClaimPlace& place, JsonWriter& json) {
  if (place.name.empty() && place.country.empty()) return json.known("place", place.name);
  json.object("place", [&] {
    json.known("name", place.name);
    json.known("country", place.country);
    if (!place.territory.empty()) json.field("territory", place.territory);
    if (place.geonames) json.field("geonames", *place.geonames);
    json.known("lat", place.lat, 5);
    json.known("lon", place.lon, 5);
    append_spans("evidence", place.evidence, json);
    append_why(place.why, any(place.evidence), json);
  });
}

void append_claim(const says::Claim& c, JsonWriter& json) {
  json.field("id", c.id);
  json.field("story", c.story);
  json.field("sentence", c.sentence);
  json.known("span", c.span);
  json.known("trigger", c.trigger);
  json.known("type", c.type);
  json.field("mode", c.mode);
  json.field("context", c.context);
  json.known("cameo", c.cameo);
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
  json.field("attribution", c.attribution);
  json.field("quantities", c.quantities);
  json.field("suspect", c.suspect);
  json.field("background", c.background);
  json.field("in_headline", c.headline);  // "headline" is a span elsewhere
  append_confidence(c.confidence, json);
  json.field("rule", c.rule);
  json.object("evidence", [&] {
    for (const auto& [field, spans] : c.evidence)
      if (any(spans)) append_spans(field, spans, json);
  });
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
  json.object("translated", [&] {
    json.field("likely", x.doubts.translated.likely);
    json.known("from", x.doubts.translated.from);
    json.field("why", x.doubts.translated.why);
  });
}

}  // namespace

void append_times(const when::Times& times, JsonWriter& json) {
  json.begin_array();
  for (const when::TimeRef& t : times.refs) {
    if (t.span.empty()) continue;
    json.object([&] {
      json.field("span", t.span);
      json.field("type", when::type_name(t.type));
      json.field("value", t.value);
      append_interval(t.interval, json);
      json.field("precision", precision_name(t.precision));
      json.field("suspect", t.suspect);
      json.field("why", t.why);
    });
  }
  json.end_array();
}

void append_place(const where::PlaceRef& p, JsonWriter& json) {
  if (p.span.empty()) return;
  json.object([&] {
    json.field("span", p.span);
    json.known("name", p.name);
    json.known("country", p.country);
    if (!p.territory.empty()) json.field("territory", p.territory);
    if (!p.admin.empty()) json.field("admin", p.admin);
    if (p.geonames) json.field("geonames", *p.geonames);
    json.known("lat", p.lat, 5);
    json.known("lon", p.lon, 5);
    json.known("precision", p.precision);
    if (!p.use.empty()) json.field("use", p.use);
    json.field("why", p.why);
    append_confidence(p.confidence, json);
  });
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
    json.object([&] {
      json.field("span", g.span);
      json.field("kind", g.kind);
      json.field("why", g.why);
      json.objects("likely", g.likely, [&](const doubt::Likely& likely) {
        json.field("value", likely.value);
        append_confidence(likely.confidence, json);
      });
    });
  }
  json.end_array();
}

void append_made_by(const MadeBy& made_by, JsonWriter& json) {
  json.object([&] {
    json.field("annalist", made_by.annalist);
    json.object("packs", [&] {
      for (const auto& [language, sha256] : made_by.packs) json.field(language, sha256);
    });
    json.field("knowledge", made_by.knowledge);
    json.field("config", made_by.config);
  });
}

void append_record(const says::Extraction& x, const MadeBy& made_by, bool with_text, std::string& out) {
  JsonWriter json(out);
  json.object([&] {
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
    json.objects("claims", x.claims.claims, [&](const says::Claim& claim) { append_claim(claim, json); });
  });
  out.push_back('\n');
}

void append_error_record(const std::string& id, const Error& error, std::string& out) {
  JsonWriter json(out);
  json.object([&] {
    json.field("id", id);
    json.object("error", [&] {
      json.field("code", code_name(error.code));
      json.field("message", error.line());
    });
  });
  out.push_back('\n');
}

}  // namespace annalist::ask
