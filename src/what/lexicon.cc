#include "what/lexicon.h"

#include <algorithm>
#include <cstdlib>

namespace annalist::what {
namespace {

const std::vector<Sense> kNoSenses;
const std::vector<LightVerb> kNoLight;
const std::vector<std::string> kNoContexts;

Slot slot_of(std::string_view s) {
  Slot slot;
  if (!s.empty() && s.back() == '*') {
    slot.thing = true;
    s.remove_suffix(1);
  }
  if (!s.empty() && s.back() == '~') {
    slot.owner = true;
    s.remove_suffix(1);
  }
  if (s == "S") slot.kind = Slot::Kind::kSubject;
  else if (s == "O") slot.kind = Slot::Kind::kObject;
  else if (s == "I") slot.kind = Slot::Kind::kIndirect;
  else if (s == "C") slot.kind = Slot::Kind::kClause;
  else if (s == "CO") slot.kind = Slot::Kind::kClauseObject;
  else if (s == "U") slot.kind = Slot::Kind::kUser;
  else if (s == "poss") slot.kind = Slot::Kind::kPossessor;
  else if (s == "V") slot.kind = Slot::Kind::kVoice;
  else if (s == "M") slot.kind = Slot::Kind::kModal;
  else if (s == "there") slot.kind = Slot::Kind::kElsewhere;
  else if (s == "IF") slot.kind = Slot::Kind::kCondition;
  else if (s == "comp") slot.kind = Slot::Kind::kCompound;
  else {
    slot.kind = Slot::Kind::kPreposition;
    slot.preposition = std::string(s);
    std::replace(slot.preposition.begin(), slot.preposition.end(), '_', ' ');
  }
  return slot;
}

SidePattern side_of(std::string_view s) {
  SidePattern side;
  s = trim(s);
  if (s.size() >= 2 && s.front() == '(' && s.back() == ')') {
    side.optional = true;
    s = s.substr(1, s.size() - 2);
  }
  for (std::string_view part : split(s, ','))
    if (!trim(part).empty()) side.slots.push_back(slot_of(trim(part)));
  return side;
}

std::string words_to_blank(std::string_view s) {
  std::string out(s);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

bool vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

// "expel" -> expels expelled expelling expeled …: every spelling a regular verb may have; harmless where it has none.
std::vector<std::string> regular_forms(const std::string& lemma) {
  std::vector<std::string> out;
  const char last = lemma.back();
  const std::string stem = lemma.substr(0, lemma.size() - 1);
  const std::string soft = last == 'e' ? stem : lemma;
  out.push_back(lemma + "s");
  out.push_back(lemma + "es");
  out.push_back(soft + "ed");
  out.push_back(soft + "ing");
  if (last == 'y') {
    out.push_back(stem + "ies");
    out.push_back(stem + "ied");
  } else if (!vowel(last) && lemma.size() > 2 && vowel(lemma[lemma.size() - 2])) {
    out.push_back(lemma + last + "ed");
    out.push_back(lemma + last + "ing");
  }
  return out;
}

double number(std::string_view s) { return std::strtod(std::string(s).c_str(), nullptr); }

}  // namespace

Result<Lexicon> Lexicon::load(const Knowledge& knowledge) {
  Lexicon lexicon;
  ANNALIST_TRY(lexicon.load_plover(knowledge));
  ANNALIST_TRY(lexicon.load_classes(knowledge));
  ANNALIST_TRY(lexicon.load_senses(knowledge, "what/verbs.tsv", Pos::kVerb));
  ANNALIST_TRY(lexicon.load_senses(knowledge, "what/nouns.tsv", Pos::kNoun));
  ANNALIST_TRY(lexicon.load_senses(knowledge, "what/adjectives.tsv", Pos::kAdjective));
  ANNALIST_TRY(lexicon.load_light(knowledge));
  ANNALIST_TRY(lexicon.load_cues(knowledge));
  ANNALIST_TRY(lexicon.load_forms(knowledge));
  ANNALIST_TRY(lexicon.load_numbers(knowledge));
  lexicon.remember_words();
  for (auto& map : lexicon.senses_)
    for (auto& [word, list] : map)
      std::stable_sort(list.begin(), list.end(), [](const Sense& a, const Sense& b) { return a.weight > b.weight; });
  return lexicon;
}

void Lexicon::remember_words() {
  auto add = [&](const auto& map) {
    for (const auto& [word, unused] : map) {
      const size_t h = Hash{}(word) % (64 * kWordBits);
      words_[h / 64] |= uint64_t{1} << (h % 64);
    }
  };
  for (const auto& map : senses_) add(map);
  for (const auto& map : forms_) add(map);
  add(light_);
  add(classes_);
  add(cue_contexts_);
}

Status Lexicon::load_plover(const Knowledge& knowledge) {
  auto types = knowledge.table("what/plover.tsv", {"type", "mode", "quad", "score"});
  if (!types) return types.error();
  for (const Table::Row& row : types->rows()) {
    scores_[std::string(row[0]) + " " + std::string(row[1])] = number(row[3]);
    quads_[std::string(row[0])] = static_cast<int>(number(row[2]));
  }
  auto cameo = knowledge.table("what/cameo.tsv", {"cameo", "type", "mode", "contexts", "goldstein"});
  if (!cameo) return cameo.error();
  for (const Table::Row& row : cameo->rows()) {
    goldstein_[std::string(row[0])] = number(row[4]);
    cameo_contexts_[std::string(row[0])] = std::string(row[3]);
  }
  return {};
}

Status Lexicon::load_classes(const Knowledge& knowledge) {
  auto table = knowledge.table("what/classes.tsv", {"class", "words"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    auto [at, fresh] = class_bits_.try_emplace(std::string(row[0]), 0);
    if (fresh) {
      if (class_bits_.size() > 64) return table->error(row, "more than 64 classes of words");
      at->second = uint64_t{1} << (class_bits_.size() - 1);
    }
    for (std::string_view word : split(row[1])) classes_[std::string(trim(word))] |= at->second;
  }
  return {};
}

Status Lexicon::read_pattern(const Table& table, const Table::Row& row, SenseRow& out) const {
  std::string_view sides = row[5];
  const size_t reciprocal = sides.find('='), directed = sides.find('>');
  const size_t border = std::min(reciprocal, directed);
  if (border == std::string_view::npos) return table.error(row, "sides need '>' or '=' between actor and recipient");
  out.reciprocal = reciprocal < directed;
  out.actor = side_of(sides.substr(0, border));
  out.recipient = side_of(sides.substr(border + 1));
  if (out.actor.none() && out.type != "NONE") return table.error(row, "no slot for the actor");
  for (std::string_view part : split(row[6], ';')) {
    part = trim(part);
    const size_t colon = part.find(':');
    if (colon == std::string_view::npos) return table.error(row, "third parties are written part:slot,slot");
    ThirdPattern third{std::string(part.substr(0, colon)), {}};
    for (std::string_view slot : split(part.substr(colon + 1), ',')) third.slots.push_back(slot_of(trim(slot)));
    out.thirds.push_back(std::move(third));
  }
  return {};
}

Status Lexicon::read_needs(const Table& table, const Table::Row& row, SenseRow& out) const {
  for (std::string_view part : split(row[7], ';')) {
    part = trim(part);
    if (part.empty()) continue;
    if (part == "weak") {
      out.weak = true;
      continue;
    }
    if (part == "inf" || part == "self" || part == "not") {
      (part == "inf" ? out.infinitive : part == "self" ? out.self : out.negated) = true;
      continue;
    }
    if (part.starts_with("aux=")) {
      for (std::string_view word : split(part.substr(4), ',')) out.auxiliaries.emplace_back(trim(word));
      continue;
    }
    if (part.starts_with("modal=")) {
      for (std::string_view word : split(part.substr(6), ',')) out.modals.emplace_back(trim(word));
      continue;
    }
    Condition condition;
    const size_t equals = part.find('=');
    if (equals == std::string_view::npos) {
      if (part[0] != '+' && part[0] != '-') return table.error(row, "a need is slot=words, slot!=words, +slot or -slot");
      condition.test = part[0] == '+' ? Condition::Test::kPresent : Condition::Test::kAbsent;
      condition.slot = slot_of(part.substr(1));
    } else {
      const bool negated = equals > 0 && part[equals - 1] == '!';
      condition.test = negated ? Condition::Test::kIsNot : Condition::Test::kIs;
      condition.slot = slot_of(part.substr(0, equals - (negated ? 1 : 0)));
      for (std::string_view word : split(part.substr(equals + 1), ',')) {
        word = trim(word);
        if (word.starts_with("@")) {
          const uint64_t bit = class_bit(word.substr(1));
          if (bit == 0) return table.error(row, "no class '" + std::string(word) + "' in what/classes.tsv");
          condition.classes |= bit;
        } else {
          condition.words.emplace_back(word);
        }
      }
    }
    if (condition.test == Condition::Test::kIs && condition.slot.kind == Slot::Kind::kObject) out.by_object = true;
    if (condition.test == Condition::Test::kIs && condition.slot.kind == Slot::Kind::kModal) out.stance = true;
    out.needs.push_back(std::move(condition));
  }
  return {};
}

Status Lexicon::read_row(const Table& table, const Table::Row& row, SenseRow& out) const {
  out.id = std::string(row[0]);
  out.type = std::string(row[2]);
  out.cameo = std::string(row[4]);
  out.where = table.name() + ":" + std::to_string(row.line);
  for (std::string_view mode : split(row[3])) out.modes.emplace_back(mode);
  if (out.type != "STATE" && out.type != "NONE") {
    if (!quads_.contains(out.type)) return table.error(row, "no PLOVER type '" + out.type + "'");
    for (const std::string& mode : out.modes)
      if (!scores_.contains(out.type + " " + mode)) return table.error(row, "no mode '" + mode + "' of " + out.type);
    if (!out.cameo.empty() && !goldstein_.contains(out.cameo)) return table.error(row, "no CAMEO code " + out.cameo);
  }
  out.plover_score = score(out.type, out.modes.empty() ? "" : out.modes[0]);
  if (auto at = goldstein_.find(out.cameo); at != goldstein_.end()) out.goldstein = at->second;
  for (std::string_view context : split(row[8])) out.contexts.emplace_back(context);
  if (auto at = cameo_contexts_.find(out.cameo); at != cameo_contexts_.end())
    for (std::string_view context : split(at->second, ';'))
      if (std::find(out.contexts.begin(), out.contexts.end(), context) == out.contexts.end()) out.contexts.emplace_back(context);
  out.examples = std::string(row[9]);
  ANNALIST_TRY(read_pattern(table, row, out));
  return read_needs(table, row, out);
}

Status Lexicon::load_senses(const Knowledge& knowledge, const std::string& name, Pos pos) {
  auto table = knowledge.table(
      name, {"id", "words", "type", "mode", "cameo", "sides", "thirds", "needs", "contexts", "examples"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    SenseRow sense_row;
    ANNALIST_TRY(read_row(*table, row, sense_row));
    const auto index = static_cast<uint32_t>(rows_.size());
    const size_t content_needs = (sense_row.modals.empty() ? 0U : 2U) + (sense_row.auxiliaries.empty() ? 0U : 2U) + (sense_row.self ? 2U : 0U) + (sense_row.negated ? 2U : 0U);
    for (std::string_view word : split(row[1])) {
      Sense sense;
      sense.row = index;
      sense.rule = "what/" + sense_row.id + "." + std::string(word);
      auto parts = split(word, '_');
      std::string lemma(pos == Pos::kVerb ? parts.front() : parts.back());
      if (pos == Pos::kVerb && parts.size() > 1) sense.particle = words_to_blank(word.substr(lemma.size() + 1));
      if (pos != Pos::kVerb)
        for (size_t i = 0; i + 1 < parts.size(); ++i) sense.modifiers.emplace_back(parts[i]);
      sense.weight = static_cast<uint32_t>(2 * sense_row.needs.size() + 4 * parts.size() + content_needs +
                                           (sense_row.type == "NONE" ? 1 : 0));
      senses_[static_cast<size_t>(pos)][lemma].push_back(std::move(sense));
      ++sense_count_;
    }
    rows_.push_back(std::move(sense_row));
  }
  return {};
}

Status Lexicon::load_light(const Knowledge& knowledge) {
  auto table = knowledge.table("what/light.tsv", {"words", "slot", "subject", "kind", "from"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    LightVerb verb;
    if (row[1] != "O") verb.preposition = std::string(row[1]);
    if (row[2] != "actor" && row[2] != "recipient") return table->error(row, "the subject is actor or recipient");
    verb.gives = row[2] == "actor" ? LightVerb::Gives::kActor : LightVerb::Gives::kRecipient;
    verb.aspect = row[3] == "aspect";
    verb.from = std::string(row[4]);
    for (std::string_view word : split(row[0])) {
      auto parts = split(word, '_');
      verb.particle = parts.size() > 1 ? std::string(parts[1]) : "";
      light_[std::string(parts[0])].push_back(verb);
    }
  }
  return {};
}

Status Lexicon::load_cues(const Knowledge& knowledge) {
  auto contexts = knowledge.table("what/contexts.tsv", {"context", "words"});
  if (!contexts) return contexts.error();
  for (const Table::Row& row : contexts->rows())
    for (std::string_view word : split(row[1])) cue_contexts_[std::string(word)].emplace_back(row[0]);
  auto modes = knowledge.table("what/modes.tsv", {"type", "mode", "words"});
  if (!modes) return modes.error();
  for (const Table::Row& row : modes->rows()) {
    if (!scores_.contains(std::string(row[0]) + " " + std::string(row[1]))) return modes->error(row, "no such mode");
    for (std::string_view word : split(row[2]))
      cue_modes_.try_emplace(std::string(row[0]) + " " + std::string(word), row[1]);
  }
  return {};
}

Status Lexicon::load_numbers(const Knowledge& knowledge) {
  using Kind = NumberWord::Kind;
  static constexpr std::pair<std::string_view, Kind> kKinds[] = {{"number", Kind::kNumber}, {"scale", Kind::kScale}, {"open", Kind::kOpen},
      {"more", Kind::kMore}, {"less", Kind::kLess}, {"about", Kind::kAbout}, {"exact", Kind::kExact}};
  auto table = knowledge.table("what/numbers.tsv", {"kind", "words", "value"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    const auto kind = std::find_if(std::begin(kKinds), std::end(kKinds), [&](const auto& k) { return k.first == row[0]; });
    if (kind == std::end(kKinds)) return table->error(row, "kinds are number, scale, open, more, less, about and exact");
    for (std::string_view words : split(row[1])) numbers_[std::string(trim(words))] = {kind->second, number(row[2])};
  }
  return {};
}

const NumberWord* Lexicon::number_word(std::string_view words) const {
  auto at = numbers_.find(words);
  return at == numbers_.end() ? nullptr : &at->second;
}

const std::vector<Sense>& Lexicon::senses(Pos pos, std::string_view lemma) const {
  if (!may_know(lemma)) return kNoSenses;
  const auto& map = senses_[static_cast<size_t>(pos)];
  auto at = map.find(lemma);
  return at == map.end() ? kNoSenses : at->second;
}

Status Lexicon::load_forms(const Knowledge& knowledge) {
  auto irregular = knowledge.table("what/forms.tsv", {"lemma", "forms"});
  if (!irregular) return irregular.error();
  auto& verbs = forms_[static_cast<size_t>(Pos::kVerb)];
  auto& nouns = forms_[static_cast<size_t>(Pos::kNoun)];
  for (const Table::Row& row : irregular->rows())
    for (std::string_view form : split(row[1])) verbs.try_emplace(std::string(form), row[0]);
  auto inflect = [&](const std::string& lemma) {
    for (std::string& form : regular_forms(lemma)) verbs.try_emplace(std::move(form), lemma);
  };
  for (const auto& [lemma, list] : senses_[static_cast<size_t>(Pos::kVerb)]) inflect(lemma);
  for (const auto& [lemma, list] : light_) inflect(lemma);
  for (const auto& [lemma, list] : senses_[static_cast<size_t>(Pos::kNoun)]) nouns.try_emplace(lemma + "s", lemma);
  return {};
}

std::string_view Lexicon::known_lemma(Pos pos, std::string_view lemma, std::string_view form) const {
  if (!may_know(lemma) && !may_know(form)) return lemma;
  const auto& map = senses_[static_cast<size_t>(pos)];
  if (map.contains(lemma) || (pos == Pos::kVerb && light_.contains(lemma))) return lemma;
  if (auto same = map.find(form); same != map.end()) return same->first;  // "Strengthen" in a headline
  if (auto same = light_.find(form); pos == Pos::kVerb && same != light_.end()) return same->first;
  const auto& forms = forms_[static_cast<size_t>(pos)];
  auto at = forms.find(form);
  return at == forms.end() ? lemma : std::string_view(at->second);
}

const std::vector<LightVerb>& Lexicon::light(std::string_view lemma) const {
  if (!may_know(lemma)) return kNoLight;
  auto at = light_.find(lemma);
  return at == light_.end() ? kNoLight : at->second;
}

uint64_t Lexicon::classes(std::string_view lemma) const {
  if (!may_know(lemma)) return 0;
  auto at = classes_.find(lemma);
  return at == classes_.end() ? 0 : at->second;
}

uint64_t Lexicon::class_bit(std::string_view name) const {
  auto at = class_bits_.find(name);
  return at == class_bits_.end() ? 0 : at->second;
}

const std::vector<std::string>& Lexicon::cue_contexts(std::string_view lemma) const {
  if (!may_know(lemma)) return kNoContexts;
  auto at = cue_contexts_.find(lemma);
  return at == cue_contexts_.end() ? kNoContexts : at->second;
}

std::string_view Lexicon::cue_mode(std::string_view type, std::string_view lemma) const {
  std::string key(type);
  key += ' ';
  key += lemma;
  auto at = cue_modes_.find(key);
  return at == cue_modes_.end() ? std::string_view{} : std::string_view(at->second);
}

double Lexicon::score(std::string_view type, std::string_view mode) const {
  std::string key(type);
  key += ' ';
  key += mode;
  auto at = scores_.find(key);
  return at == scores_.end() ? 0 : at->second;
}

int Lexicon::quad(std::string_view type) const {
  auto at = quads_.find(type);
  return at == quads_.end() ? 0 : at->second;
}

}  // namespace annalist::what
