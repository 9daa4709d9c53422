#include "says/voices.h"

#include <array>

namespace annalist::says {
namespace {

constexpr std::array<std::string_view, 8> kModalities = {"denied",  "questioned", "requested", "conditional",
                                                         "planned", "possible",   "reported",  "asserted"};
constexpr std::array<std::pair<std::string_view, uint32_t>, 19> kTakes = {{{"that", kThat},
                                                                           {"quote", kQuote},
                                                                           {"to", kTo},
                                                                           {"object", kObject},
                                                                           {"object-to", kObjectTo},
                                                                           {"for", kFor},
                                                                           {"on", kOn},
                                                                           {"of", kOf},
                                                                           {"about", kAbout},
                                                                           {"against", kAgainst},
                                                                           {"as", kAs},
                                                                           {"document", kDocument},
                                                                           {"clause", kClause},
                                                                           {"surface", kSurface},
                                                                           {"at", kAt},
                                                                           {"in", kIn},
                                                                           {"with", kWith},
                                                                           {"over", kOver},
                                                                           {"to-object", kToObject}}};
constexpr std::array<std::pair<std::string_view, CueKind>, 6> kCueKinds = {{{"report", CueKind::kReport},
                                                                            {"attitude", CueKind::kAttitude},
                                                                            {"document", CueKind::kDocument},
                                                                            {"hearsay", CueKind::kHearsay},
                                                                            {"narrator", CueKind::kNarrator},
                                                                            {"citing", CueKind::kCiting}}};
constexpr std::array<std::pair<std::string_view, HedgeClass>, 5> kHedges = {{{"negator", HedgeClass::kNegator},
                                                                             {"modal", HedgeClass::kModal},
                                                                             {"adverb", HedgeClass::kAdverb},
                                                                             {"subordinator", HedgeClass::kSubordinator},
                                                                             {"modifier", HedgeClass::kModifier}}};

template <class Pairs>
auto find(const Pairs& pairs, std::string_view name) {
  using Value = std::decay_t<decltype(pairs[0].second)>;
  for (const auto& [word, value] : pairs)
    if (word == name) return std::optional<Value>(value);
  return std::optional<Value>();
}

// -3 … 3 with at most two decimals.
std::optional<float> number(std::string_view s) {
  const std::string copy(s);
  char* end = nullptr;
  const float value = std::strtof(copy.c_str(), &end);
  if (copy.empty() || *end != '\0' || value < -3 || value > 3) return std::nullopt;
  return value;
}

struct Hash {
  using is_transparent = void;
  size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
};
template <class V>
using Map = std::unordered_map<std::string, V, Hash, std::equal_to<>>;

// Proper nouns and auxiliaries are looked up as nouns and verbs.
char tag(lang::Upos upos) {
  switch (upos) {
    case lang::Upos::VERB:
    case lang::Upos::AUX: return 'v';
    case lang::Upos::NOUN:
    case lang::Upos::PROPN: return 'n';
    case lang::Upos::ADJ: return 'a';
    case lang::Upos::ADV: return 'd';
    case lang::Upos::ADP: return 'p';
    default: return '?';
  }
}
char tag(std::string_view name) {
  return name == "VERB" ? 'v' : name == "NOUN" ? 'n' : name == "ADJ" ? 'a' : name == "ADP" ? 'p' : name == "ADV" ? 'd' : '?';
}

}  // namespace

const char* modality_name(Modality modality) { return kModalities[static_cast<size_t>(modality)].data(); }

Result<Modality> modality_of(std::string_view name) {
  if (name.empty() || name == "-") return Modality::kAsserted;
  for (size_t i = 0; i < kModalities.size(); ++i)
    if (kModalities[i] == name) return static_cast<Modality>(i);
  return Error{Code::kMalformed, "no modality is called '" + std::string(name) + "'", "", ""};
}

struct Voices::Tables {
  Map<Cue> cues;                                    // "v" + lemma
  Map<Map<Signature>> signatures;                   // "v" + lemma -> complement
  std::array<Map<Hedge>, kHedges.size()> hedges;    // by class
  Map<std::unordered_set<std::string, Hash, std::equal_to<>>> classes;
  Map<std::string> countries;                       // alpha-3 -> name
  std::unique_ptr<TellingTables> telling;
  Confidence confidence;

  Status read_cues(const Table& table);
  Status read_signatures(const Table& table);
  Status read_hedges(const Table& table);
};

Status Voices::Tables::read_cues(const Table& table) {
  for (const Table::Row& row : table.rows()) {
    const auto kind = find(kCueKinds, row[3]);
    if (tag(row[1]) == '?' || !kind) return table.error(row, "unknown part of speech or kind");
    Cue& cue = cues[std::string(1, tag(row[1])).append(row[0])];
    if (cue.takes == 0) cue.kind = *kind;
    for (std::string_view name : split(row[2])) {
      const auto bit = find(kTakes, name);
      if (!bit) return table.error(row, "unknown way to take content: " + std::string(name));
      cue.takes |= *bit;
    }
  }
  return {};
}

Status Voices::Tables::read_signatures(const Table& table) {
  for (const Table::Row& row : table.rows()) {
    const auto plus = number(row[3]), minus = number(row[4]);
    const auto modality = modality_of(row[5]);
    if (tag(row[1]) == '?' || !plus || !minus || !modality)
      return table.error(row, "expected part of speech, two scores -3..3, modality");
    for (std::string_view complement : split(row[2]))
      signatures[std::string(1, tag(row[1])).append(row[0])].emplace(complement, Signature{*plus, *minus, *modality});
  }
  return {};
}

Status Voices::Tables::read_hedges(const Table& table) {
  for (const Table::Row& row : table.rows()) {
    const auto kind = find(kHedges, row[1]);
    const auto factor = number(row[2]);
    const auto modality = modality_of(row[3]);
    if (!kind || !factor || !modality) return table.error(row, "expected class, factor, modality");
    hedges[static_cast<size_t>(*kind)].emplace(row[0], Hedge{*kind, *factor, *modality});
  }
  return {};
}

Result<Voices> Voices::load(const Knowledge& knowledge) {
  auto tables = std::make_unique<Tables>();
  auto cues = knowledge.table("says/cues.tsv", {"cue", "pos", "takes", "kind"});
  if (!cues) return cues.error();
  ANNALIST_TRY(tables->read_cues(*cues));
  auto signatures = knowledge.table("says/signatures.tsv", {"predicate", "pos", "complement", "plus", "minus", "modality"});
  if (!signatures) return signatures.error();
  ANNALIST_TRY(tables->read_signatures(*signatures));
  auto hedges = knowledge.table("says/hedges.tsv", {"word", "class", "factor", "modality"});
  if (!hedges) return hedges.error();
  ANNALIST_TRY(tables->read_hedges(*hedges));
  auto classes = knowledge.table("says/voices.tsv", {"class", "word"});
  if (!classes) return classes.error();
  for (const Table::Row& row : classes->rows()) tables->classes[std::string(row[0])].emplace(row[1]);
  auto countries = knowledge.table("kb/countries.tsv", {"code", "alpha2", "name"});
  if (!countries) return countries.error();
  for (const Table::Row& row : countries->rows()) tables->countries.emplace(row[0], row[2]);
  auto telling = TellingTables::load(knowledge);
  if (!telling) return telling.error();
  tables->telling = std::make_unique<TellingTables>(std::move(*telling));
  auto confidence = Confidence::load(knowledge);
  if (!confidence) return confidence.error();
  tables->confidence = std::move(*confidence);
  return Voices(std::move(tables));
}

Voices::Voices(std::unique_ptr<Tables> tables) : tables_(std::move(tables)) {}
Voices::Voices(Voices&&) noexcept = default;
Voices& Voices::operator=(Voices&&) noexcept = default;
Voices::~Voices() = default;

const Cue* Voices::cue(std::string_view lemma, lang::Upos upos) const {
  const auto found = tables_->cues.find(std::string(1, tag(upos)).append(lemma));
  return found == tables_->cues.end() ? nullptr : &found->second;
}

const Signature* Voices::signature(std::string_view lemma, lang::Upos upos, std::string_view complement) const {
  const auto found = tables_->signatures.find(std::string(1, tag(upos)).append(lemma));
  if (found == tables_->signatures.end()) return nullptr;
  const auto row = found->second.find(complement);
  return row == found->second.end() ? nullptr : &row->second;
}

const Hedge* Voices::hedge(std::string_view word, HedgeClass kind) const {
  const Map<Hedge>& map = tables_->hedges[static_cast<size_t>(kind)];
  const auto found = map.find(word);
  return found == map.end() ? nullptr : &found->second;
}

std::string_view Voices::country(std::string_view code) const {
  const auto found = tables_->countries.find(code);
  return found == tables_->countries.end() ? std::string_view() : std::string_view(found->second);
}

bool Voices::is(std::string_view word_class, std::string_view word) const {
  const auto found = tables_->classes.find(word_class);
  return found != tables_->classes.end() && found->second.contains(word);
}

const TellingTables& Voices::telling() const { return *tables_->telling; }
const Confidence& Voices::confidence() const { return tables_->confidence; }

}  // namespace annalist::says
