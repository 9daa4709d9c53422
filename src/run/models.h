// Models: every pack and table that the journey needs, loaded once, const, shared by all threads.
#pragma once

#include <optional>
#include <string>

#include "ask/record.h"
#include "base/knowledge.h"
#include "base/result.h"
#include "doubt/inspect.h"
#include "lang/model.h"
#include "page/page.h"
#include "says/claims.h"
#include "what/code.h"
#include "what/dictionaries.h"
#include "when/resolve.h"
#include "where/locate.h"
#include "who/identify.h"

namespace annalist::run {

// What a user may choose that changes records; its text is hashed into each record as `config`.
struct Settings {
  std::string disputed = "neutral";  // where::Stance
  where::Stance stance{};
};

struct Models {
  Knowledge knowledge;
  lang::Model lang;
  page::Cues page;
  who::Base who;
  when::Rules when;
  where::Gazetteer where;
  doubt::Signs doubt;
  what::Lexicon what;
  says::Voices says;
  std::optional<what::Dictionaries> dictionaries;  // a user's, in the place of our lexicon
  Settings settings{};
};

// The folder that holds en.pack and kb.pack: beside the program, or <prefix>/share/annalist under its install prefix.
[[nodiscard]] std::string pack_folder();
[[nodiscard]] Result<Models> load_models(const std::string& folder);
// "neutral", "de-facto", "view:UKR": whose disputed places are said to be (data/places/disputed.tsv).
[[nodiscard]] Result<Settings> settings(const std::string& disputed);
// What stands in every record, so that equal marks mean equal results.
[[nodiscard]] ask::MadeBy made_by(const Models& models, const std::string& version);

}  // namespace annalist::run
