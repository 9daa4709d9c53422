// annalist-clues: JSONL of documents on stdin -> one line a document: {"id", "claims": [{…, "clues": {clue: value}}]}, what
// train/confidence.py learns the confidence of claims from. Nothing is kept silent here, so that a weak claim stays known.
#include <cstdio>

#include "base/json.h"
#include "intake/reader.h"
#include "run/journey.h"
#include "run/models.h"

namespace {
using namespace annalist;

void write_sides(JsonWriter& json, const char* which, const std::vector<says::Side>& sides) {
  json.key(which);
  json.begin_array();
  for (const says::Side& side : sides) {
    json.begin_object();
    json.key("span");
    if (side.span.empty()) json.null();
    else json.value(side.span);
    json.field("name", side.name);
    json.field("country", side.country);
    json.end_object();
  }
  json.end_array();
}

void write_claim(JsonWriter& json, const says::Claim& claim, const says::Weighed& weighed) {
  json.begin_object();
  json.field("id", claim.id);
  json.field("type", claim.type);
  json.field("trigger", claim.trigger);
  write_sides(json, "actors", claim.actors);
  write_sides(json, "recipients", claim.recipients);
  json.field("polarity", std::string(1, claim.polarity));
  json.field("modality", says::modality_name(claim.modality));
  json.key("clues");
  json.begin_object();
  for (const says::Clue& clue : weighed.clues) json.field(clue.name, static_cast<double>(clue.value), 4);
  json.end_object();
  json.end_object();
}

// The program's models, but with no weights: every claim counts alike.
Result<run::Models> blank_models() {
  auto models = run::load_models(run::pack_folder());
  if (!models) return models;
  models->knowledge.put("says/confidence.tsv", "clue\tweight\ttold\nbias\t0\t0\n");
  auto says = says::Voices::load(models->knowledge);
  if (!says) return says.error();
  models->says = std::move(*says);
  return models;
}

}  // namespace

int main() {
  const auto models = blank_models();
  if (!models) return std::fprintf(stderr, "annalist-clues: %s\n", models.error().line().c_str()), 2;
  intake::Reader reader({"-"}, {});
  for (intake::Item item; reader.next(item); item = {}) {
    if (item.error) return std::fprintf(stderr, "annalist-clues: %s\n", item.error->line().c_str()), 2;
    says::Clues clues;
    run::Traveller traveller;
    traveller.clues = &clues;
    says::Extraction x;
    x.document = std::move(*item.document);
    run::journey(*models, traveller, x);
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    json.field("id", x.document.id);
    json.key("claims");
    json.begin_array();
    for (const says::Claim& claim : x.claims.claims) write_claim(json, claim, clues[claim.frame]);
    json.end_array();
    json.end_object();
    out.push_back('\n');
    std::fwrite(out.data(), 1, out.size(), stdout);
  }
  return 0;
}
