#include "run/models.h"

#include <filesystem>

#include "base/hash.h"

namespace annalist::run {
namespace fs = std::filesystem;

std::string pack_folder() {
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  const fs::path beside = program.parent_path();
  if (fs::exists(beside / "kb.pack", failed)) return beside.string();
  return (beside.parent_path() / "share" / "annalist").string();
}

namespace {

template <class T>
Error error_of(const Result<T>& r) {
  return r.error();
}

}  // namespace

Result<Models> load_models(const std::string& folder) {
  auto knowledge = Knowledge::from_pack(folder + "/kb.pack");
  if (!knowledge) return error_of(knowledge);
  const Knowledge& k = *knowledge;
  auto lang = lang::Model::open(folder + "/en.pack");
  if (!lang) return error_of(lang);
  auto page = page::Cues::load(k);
  if (!page) return error_of(page);
  auto who = who::Base::load(k);
  if (!who) return error_of(who);
  auto when = when::Rules::load(k);
  if (!when) return error_of(when);
  auto where = where::Gazetteer::load(k);
  if (!where) return error_of(where);
  auto doubt = doubt::Signs::load(k);
  if (!doubt) return error_of(doubt);
  auto what = what::Lexicon::load(k);
  if (!what) return error_of(what);
  auto says = says::Voices::load(k);
  if (!says) return error_of(says);
  return Models{std::move(*knowledge), std::move(*lang), std::move(*page),  std::move(*who),  std::move(*when),
                std::move(*where),     std::move(*doubt), std::move(*what), std::move(*says), std::nullopt, {}};
}

Result<Settings> settings(const std::string& disputed) {
  auto stance = where::Stance::parse(disputed);
  if (!stance) return stance.error();
  return Settings{disputed, std::move(*stance)};
}

ask::MadeBy made_by(const Models& models, const std::string& version) {
  // The hash of what differs from the defaults: that of the empty text where nothing does.
  std::string chosen;
  if (models.settings.disputed != Settings{}.disputed) chosen.append("disputed=").append(models.settings.disputed).append(1, '\n');
  if (models.dictionaries) chosen.append("dictionaries=").append(models.dictionaries->sha256).append(1, '\n');
  return {version, {{"en", models.lang.sha256()}}, models.knowledge.sha256(), sha256_hex(chosen)};
}

}  // namespace annalist::run
