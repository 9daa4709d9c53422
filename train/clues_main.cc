// annalist-clues: JSONL of documents on stdin -> one line a document: {"id", "clues": {claim id: {clue: value}}}, what
// train/confidence.py learns the confidence of claims from.
#include <cstdio>
#include <iostream>
#include <iterator>

#include "base/json.h"
#include "intake/reader.h"
#include "run/journey.h"
#include "run/models.h"

int main() {
  using namespace annalist;
  const auto models = run::load_models(run::pack_folder());
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
    json.key("clues");
    json.begin_object();
    for (const says::Claim& claim : x.claims.claims) {
      json.key(claim.id);
      json.begin_object();
      for (const says::Clue& clue : clues[claim.frame]) {
        json.key(clue.name);
        json.value(static_cast<double>(clue.value), 4);
      }
      json.end_object();
    }
    json.end_object();
    json.end_object();
    out.push_back('\n');
    std::fwrite(out.data(), 1, out.size(), stdout);
  }
  return 0;
}
