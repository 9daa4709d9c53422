// Read this file first: the way of one document through the house. Each line is a room; each room has a README.
#include "run/journey.h"

#include "base/hash.h"
#include "what/dictionary_coder.h"

namespace annalist::run {
namespace {

// The day on which the main story can have appeared at the latest: what roles are looked up at.
const Day* story_day(const when::Times& times) {
  for (const when::StoryDate& s : times.stories)
    if (s.interval.latest) return &*s.interval.latest;
  return nullptr;
}

// From the parse to claims.
void understand(const Models& models, Traveller& traveller, says::Extraction& x) {
  Lap lap(traveller.timings);
  x.text_sha256 = sha256_hex(x.document.text.view());

  // When, who, where: none of the three looks at another.
  lap.end("intake");
  x.times = when::resolve(models.when, x.parse, parse_iso(x.document.meta.published));
  lap.end("when");
  x.cast = who::identify(models.who, x.parse, x.document.key, story_day(x.times));
  lap.end("who");
  x.places = where::locate(models.where, x.parse, models.settings.stance);
  lap.end("where");

  // What is broken in it: figures, dates and names that a garble touches become suspect.
  x.doubts = doubt::inspect(models.doubt, x.parse, x.cast, x.times, x.places);
  lap.end("doubt");

  // Who did what to whom; then who says so, how sure, and since when.
  x.frames = models.dictionaries ? what::code_with(*models.dictionaries, models.what, x.parse, x.cast, x.times, x.places, x.doubts, traveller.trace)
                                 : what::code(models.what, x.parse, x.cast, x.times, x.places, x.doubts, traveller.trace);
  lap.end("what");
  x.claims = says::claim(models.says, x.document.key, x.revision, x.parse, x.cast, x.times, x.places, x.doubts, x.frames, traveller.clues);
  lap.end("says");
}

}  // namespace

void journey(const Models& models, Traveller& traveller, says::Extraction& x) {
  const std::string_view text = x.document.text.view();
  Lap lap(traveller.timings);

  // What is news on this page, whose story is it, who speaks, what dates does it state?
  x.page = page::read(models.page, x.document);
  lap.end("page");

  // Sentences, words, dependencies, names.
  lang::parse(models.lang, text, x.page, traveller.lang, x.parse);
  lap.end("lang");

  understand(models, traveller, x);
}

void journey_from_parse(const Models& models, lang::ConlluDocument& document, says::Extraction& x) {
  x.document.id = document.id;
  x.document.key = sha256_hex(document.id);
  x.document.raw_sha256 = sha256_hex(*document.text);
  x.document.text.bytes = *document.text;
  x.document.text.charset = "UTF-8";
  if (document.date) x.document.meta.published = iso(*document.date);
  x.page = *document.page;
  x.parse = document.parse;
  x.parse.text = x.document.text.view();
  x.parse.page = &x.page;
  Traveller traveller;
  understand(models, traveller, x);
}

}  // namespace annalist::run
