#include "weave/record.h"

#include "weave/sketch.h"

namespace annalist::weave {
namespace {

std::vector<Party> parties(const std::vector<says::Side>& sides) {
  std::vector<Party> out;
  out.reserve(sides.size());
  for (const says::Side& s : sides) out.push_back({s.name, s.entity, s.kind, s.country, s.role});
  return out;
}

void add_voice(const says::Extraction& x, const says::Claim& claim, ClaimRecord& r) {
  for (const uint32_t n : claim.attribution) {
    if (n >= x.claims.attributions.size()) continue;
    const says::Attribution& a = x.claims.attributions[n];
    if (a.kind == "narrator") continue;
    if (r.source.empty()) r.source = a.holder_name;
    if (r.chain.empty()) r.chain = a.chain;
  }
  if (r.chain.empty() && !r.source.empty()) r.chain.push_back(r.source);
}

void add_figures(const says::Extraction& x, const says::Claim& claim, ClaimRecord& r) {
  for (const uint32_t n : claim.quantities) {
    if (n >= x.frames.quantities.size()) continue;
    const what::Quantity& q = x.frames.quantities[n];
    r.figures.push_back({q.unit, q.of, std::string(q.span.of(x.document.text.view())), q.value, q.suspect});
  }
}

ClaimRecord record_of(const says::Extraction& x, const says::Claim& c) {
  ClaimRecord r;
  r.claim = c.id;
  r.document = x.document.id;
  r.document_key = x.document.key;
  r.content_sha256 = x.text_sha256;
  r.revision = x.revision;
  r.story = c.story;
  if (c.story < x.page.stories.size()) {
    const page::Story& story = x.page.stories[c.story];
    r.outlet = story.outlet.name;
    r.credit = story.credit.name;
  }
  if (c.story < x.times.stories.size()) r.published = x.times.stories[c.story].interval;
  r.sentence = c.sentence;
  r.span = c.span.empty() ? c.trigger : c.span;
  r.trigger = c.trigger;
  r.text = std::string(r.span.of(x.document.text.view()));
  r.type = c.type;
  r.mode = c.mode;
  r.context = c.context;
  r.cameo = c.cameo;
  r.plover_score = c.plover_score;
  r.goldstein = c.goldstein;
  r.reciprocal = c.reciprocal;
  r.background = c.background;
  r.headline = c.headline;
  r.actors = parties(c.actors);
  r.recipients = parties(c.recipients);
  r.date = c.date.interval;
  r.precision = c.date.precision;
  r.place_name = c.place.name;
  r.place_country = c.place.country;
  r.lat = c.place.lat;
  r.lon = c.place.lon;
  r.polarity = c.polarity;
  r.modality = says::modality_name(c.modality);
  r.suspect = c.suspect;
  r.confidence = c.confidence;
  r.future = c.tense == what::Tense::kFuture;
  add_voice(x, c, r);
  add_figures(x, c, r);
  return r;
}

}  // namespace

std::vector<ClaimRecord> claim_records(const says::Extraction& x) {
  std::vector<ClaimRecord> out;
  out.reserve(x.claims.claims.size());
  std::vector<std::vector<uint64_t>> sketches;
  for (const page::Story& story : x.page.stories) sketches.push_back(sketch_of(story.span.of(x.document.text.view())));
  for (const says::Claim& c : x.claims.claims) {
    out.push_back(record_of(x, c));
    if (c.story < sketches.size()) out.back().sketch = sketches[c.story];
  }
  return out;
}

}  // namespace annalist::weave
