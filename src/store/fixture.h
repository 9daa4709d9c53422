// Hand-made extractions for the tests of store and ask: short articles whose claims are known without any model.
#pragma once

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/limits.h"
#include "says/extraction.h"
#include "weave/record.h"

namespace annalist::store::fixture {

using Articles = std::vector<std::unique_ptr<says::Extraction>>;

struct Known {
  const char* name;
  const char* entity;
  const char* kind;
  const char* country;
};
inline constexpr Known kKnown[] = {{"Kim Jong Un", "k:kim-jong-un", "person", "PRK"}, {"Vladimir Putin", "Q7747", "person", "RUS"},
                                   {"Sergei Lavrov", "Q58217", "person", "RUS"},      {"Choe Son Hui", "Q30436217", "person", "PRK"},
                                   {"North Korea", "c:PRK", "country", "PRK"},        {"Russia", "c:RUS", "country", "RUS"},
                                   {"Ukraine", "c:UKR", "country", "UKR"},            {"Japan", "c:JPN", "country", "JPN"}};
struct Verb {
  const char* words;
  const char* type;
  const char* modality;
};
inline constexpr Verb kVerbs[] = {{"met", "CONSULT", "asserted"},       {"will meet", "CONSULT", "planned"}, {"attacked", "ASSAULT", "asserted"},
                                  {"reportedly armed", "AID", "reported"}, {"never armed", "AID", "denied"},    {"praised", "SUPPORT", "asserted"}};

inline says::Modality modality_of(std::string_view name) {
  for (int m = 0; m <= static_cast<int>(says::Modality::kAsserted); ++m)
    if (name == says::modality_name(static_cast<says::Modality>(m))) return static_cast<says::Modality>(m);
  return says::Modality::kAsserted;
}

inline says::Side side_at(const Known& known, Span span, who::Cast& cast) {
  who::Mention mention;
  mention.span = span;
  mention.kind = known.kind == std::string_view("person") ? who::Kind::kPerson : who::Kind::kCountry;
  mention.entity = known.entity;
  mention.name = known.name;
  mention.country = known.country;
  mention.confidence = 0.9F;
  cast.mentions.push_back(mention);
  says::Side side;
  side.span = span;
  side.name = known.name;
  side.entity = known.entity;
  side.kind = known.kind;
  side.country = known.country;
  side.sectors = {"GOV"};
  side.confidence = 0.9F;
  return side;
}

// Reads sentences "… ACTOR VERB RECIPIENT …" of the names and verbs above. Dates: the story's day, minus one a claim.
inline std::unique_ptr<says::Extraction> article(const std::string& id, const std::string& text, const std::string& outlet, std::optional<Day> published,
                                                 uint32_t seed, uint32_t revision = 1) {
  auto x = std::make_unique<says::Extraction>();
  x->document.id = id;
  x->document.key = sha256_hex(id);
  x->document.raw = text;
  x->document.raw_sha256 = sha256_hex(text);
  x->document.text.bytes = text;
  x->document.text.charset = "UTF-8";
  x->text_sha256 = sha256_hex(text);
  x->revision = revision;
  page::Story story;
  story.span = {0, static_cast<uint32_t>(text.size())};
  story.main = true;
  story.outlet = {outlet, "metadata", {}};
  x->page.stories.push_back(story);
  when::StoryDate date;
  if (published) date.interval = one_day(*published);
  date.basis = {"metadata"};
  x->times.stories.push_back(date);
  x->parse.text = x->document.text.bytes;
  lang::Sentence sentence;
  sentence.span = story.span;
  x->parse.sentences.push_back(sentence);
  says::Attribution voice;
  voice.kind = "indirect";
  voice.holder_name = "TASS";
  voice.holder_entity = "k:tass";
  voice.chain = {"TASS"};
  voice.source = {0, 5};
  voice.cue = {{0, 5}};
  voice.content = {{0, static_cast<uint32_t>(text.size())}};
  x->claims.attributions.push_back(voice);
  for (const Known& a : kKnown)
    for (const Verb& v : kVerbs)
      for (const Known& b : kKnown) {
        const std::string words = std::string(a.name) + ' ' + v.words + ' ' + b.name;
        for (size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) {
          const auto begin = static_cast<uint32_t>(at), verb = begin + static_cast<uint32_t>(std::string_view(a.name).size()) + 1;
          says::Claim c;
          c.span = {begin, begin + static_cast<uint32_t>(words.size())};
          c.trigger = {verb, verb + static_cast<uint32_t>(std::string_view(v.words).size())};
          c.type = v.type;
          c.id = short_id({x->document.key, std::to_string(revision), "0", std::to_string(c.trigger.begin), c.type});
          c.modality = modality_of(v.modality);
          c.actors = {side_at(a, {begin, verb - 1}, x->cast)};
          c.recipients = {side_at(b, {c.trigger.end + 1, c.span.end}, x->cast)};
          if (published) {
            const Day day = c.modality == says::Modality::kPlanned ? *published + 2 : *published - 1;
            c.date = {one_day(day), Precision::kDay, {}, false, "inferred: story date"};
            if (seed % 5 == 0) c.date = {};
          }
          if (c.modality == says::Modality::kReported) c.attribution = {0};
          c.cameo = "040";
          c.plover_score = 2.5;
          c.confidence = 0.8F;
          c.rule = "what/test.1";
          c.evidence["type"] = {c.trigger};
          x->claims.claims.push_back(c);
        }
      }
  std::sort(x->cast.mentions.begin(), x->cast.mentions.end(), [](const auto& p, const auto& q) { return p.span < q.span; });
  std::sort(x->claims.claims.begin(), x->claims.claims.end(), [](const auto& p, const auto& q) { return p.trigger < q.trigger; });
  return x;
}

// Random articles of about `words` words (at least one sentence) told over 60 days by four outlets.
inline Articles articles(size_t count, uint32_t seed, size_t words = 0) {
  static constexpr const char* kOutlets[] = {"Morning Post", "Evening News", "Herald", ""};
  static constexpr const char* kFill[] = {"harbour", "weather", "grain",  "talks",  "officials", "Tuesday", "region", "border",
                                          "exports", "winter",  "railway", "budget", "harvest",   "summit",  "delegation", "statement"};
  std::mt19937 random(seed);
  Articles out;
  for (size_t i = 0; i < count; ++i) {
    std::string text = "Item " + std::to_string(i) + ".";
    const size_t sentences = words == 0 ? 1 + random() % 4 : 8;
    for (size_t k = 0; k < sentences; ++k) {
      for (size_t w = 0; w + 8 < words / sentences; ++w) text += std::string(" ") + kFill[random() % 16];
      text += std::string(" ") + kKnown[random() % 8].name + ' ' + kVerbs[random() % 6].words + ' ' + kKnown[random() % 8].name + '.';
    }
    const Day day = *parse_iso("2024-01-10") + static_cast<int32_t>(random() % 60);
    out.push_back(article("doc" + std::to_string(i) + ".txt", text, kOutlets[random() % 4], day, static_cast<uint32_t>(random())));
  }
  return out;
}

}  // namespace annalist::store::fixture
