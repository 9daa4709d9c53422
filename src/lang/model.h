// Model: the language pack — tokeniser, network, tags, lemmatiser, name lists — and the one call that runs them.
// Const and shared between threads; each thread has its own Workspace.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lang/decode.h"
#include "lang/encoder.h"
#include "lang/lemmatiser.h"
#include "lang/names.h"
#include "lang/parse.h"
#include "lang/tagger.h"
#include "lang/tokens.h"
#include "lang/votes.h"

namespace annalist::lang {

class Model {
 public:
  // Maps a pack (models/en.pack) and checks it. Errors: kUnreadable, kDamaged.
  [[nodiscard]] static Result<Model> open(const std::string& pack_path);
  [[nodiscard]] static Result<Model> from_pack(Pack pack);
  [[nodiscard]] const std::string& sha256() const { return pack_->sha256(); }
  [[nodiscard]] std::string_view card() const { return pack_->section("card"); }

  [[nodiscard]] const Tokeniser& tokeniser() const { return tokeniser_; }
  [[nodiscard]] const Tagger& tagger() const { return tagger_; }
  [[nodiscard]] const Lemmatiser& lemmatiser() const { return lemmatiser_; }
  [[nodiscard]] const Encoder& encoder() const { return encoder_; }
  [[nodiscard]] std::string_view label(size_t label) const { return labels_[label]; }
  [[nodiscard]] size_t labels() const { return labels_.size(); }
  [[nodiscard]] size_t root_label() const { return root_; }
  [[nodiscard]] const NameTagger& names() const { return names_; }

 private:
  std::unique_ptr<const Pack> pack_;
  Tokeniser tokeniser_;
  Tagger tagger_;
  Lemmatiser lemmatiser_;
  Encoder encoder_;
  std::vector<std::string_view> labels_;
  size_t root_ = 0;
  NameTagger names_;
};

// Scratch of one thread; after the first documents nothing in it allocates.
struct Workspace {
  std::vector<RawToken> raw;
  std::vector<size_t> ends;
  Scene scene;
  NameScene names;
  Signals signals;
  DecodeScratch decode;
  std::vector<int32_t> heads;
  std::vector<Ballot> ballots;
  std::vector<Name> found;
  std::vector<int32_t> scores;
  std::string scratch;
};

// Reads the blocks of `page`: sentences never cross them and text outside of them is left alone. `out` is overwritten;
// its tags view the model, its text and page what was given. Linear time in the text's length.
void parse(const Model& model, std::string_view text, const page::Page& page, Workspace& workspace, Parse& out);

// The first half of parse(): sentences and tokens alone.
void segment(const Model& model, std::string_view text, const page::Page& page, Workspace& workspace, Parse& out);

// Tags, lemmas, arcs and names for sentences and tokens that are already there (gold tokens): all else is overwritten.
void annotate(const Model& model, Workspace& workspace, Parse& parse);
// The same on one thread a workspace (at least one); the result does not depend on their number.
void annotate(const Model& model, std::vector<Workspace>& workspaces, Parse& parse);

}  // namespace annalist::lang
