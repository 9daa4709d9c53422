#include "page/labels.h"

#include <algorithm>
#include <map>

#include "page/scan.h"

namespace annalist::page {

namespace {

constexpr uint32_t kMaxLabel = 140;      // bytes of "Name / Role"
constexpr uint32_t kMaxColonLabel = 100; // bytes before "Central TV (…):"
constexpr uint32_t kMaxPart = 40;        // bytes of "[Anchor]"

Span sub(Span unit, size_t begin, size_t end) {
  return {unit.begin + static_cast<uint32_t>(begin), unit.begin + static_cast<uint32_t>(end)};
}

std::string_view bare(std::string_view word) {
  while (!word.empty() && std::string_view(",.;:()[]\"'").find(word.back()) != std::string_view::npos) word.remove_suffix(1);
  while (!word.empty() && std::string_view("([\"'").find(word.front()) != std::string_view::npos) word.remove_prefix(1);
  return word;
}

// Does a phrase hold a word of the given use? Two-word entries ("prime minister") count through their last word.
bool holds(const Cues::Impl& cues, std::string_view phrase, uint32_t use) {
  for (const Span w : words_of(phrase)) {
    const std::string_view word = bare(w.of(phrase));
    if ((cues.use_of(word) & use) != 0) return true;
    if (const size_t hyphen = word.rfind('-'); hyphen != std::string_view::npos && (cues.use_of(word.substr(hyphen + 1)) & use) != 0) return true;
  }
  return false;
}

// Splits "Name/Role", "Name, Role" or "Role Name" within the text.
void split_label(const Cues::Impl& cues, std::string_view text, Span whole, Label& out) {
  const std::string_view s = whole.of(text);
  size_t cut = s.find('/');
  if (cut == std::string_view::npos) cut = s.find(',');
  if (cut == std::string_view::npos) {
    // "Russian President Vladimir Putin": the role ends with its last role word, unless nothing is left for a name.
    const auto words = words_of(s);
    size_t name = 0;
    for (size_t i = 0; i + 1 < words.size(); ++i)
      if ((cues.use_of(bare(words[i].of(s))) & kRoleWord) != 0) name = i + 1;
    if (name > 0) out.role = sub(whole, 0, words[name - 1].end);
    out.name = name > 0 ? sub(whole, words[name].begin, s.size()) : whole;
    return;
  }
  Span first = trimmed(text, sub(whole, 0, cut)), second = trimmed(text, sub(whole, cut + 1, s.size()));
  // Korean scripts also write "Role/Name".
  if (holds(cues, first.of(text), kRoleWord) && !holds(cues, second.of(text), kRoleWord | kOrgWord)) std::swap(first, second);
  out.name = first;
  out.role = second;
}

// "[Anchor]", "[Report]", "◀ Anchor ▶", "<Reporter>".
std::optional<Label> part_label(const Cues::Impl& cues, std::string_view text, Span unit) {
  const std::string_view s = unit.of(text);
  static constexpr std::pair<std::string_view, std::string_view> kBrackets[] = {{"[", "]"}, {"<", ">"}, {"【", "】"}, {"◀", "▶"}, {"(", ")"}};
  for (const auto& [open, close] : kBrackets) {
    if (!s.starts_with(open)) continue;
    const size_t end = s.find(close);
    if (end == std::string_view::npos || end > kMaxPart) continue;
    const Span inner = trimmed(text, sub(unit, open.size(), end));
    const std::string_view words = inner.of(text);
    const std::string_view first = words.substr(0, words.find_first_of(" /:"));
    if ((cues.use_of(words) & kPartWord) == 0 && (cues.use_of(first) & kPartWord) == 0) continue;
    if (words.find(':') != std::string_view::npos) continue;
    Label out;
    out.label = sub(unit, 0, end + close.size());
    out.part = true;
    out.speech = trimmed(text, sub(unit, end + close.size(), s.size()));
    // "[Reporter Kim Min-ji]" and "[Reporter/Kim Min-ji]" name who speaks.
    if (first.size() < words.size() && words.size() > first.size() + 2) {
      out.role = sub(inner, 0, first.size());
      out.name = trimmed(text, sub(inner, first.size() + 1, words.size()));
    } else {
      out.role = inner;
    }
    return out;
  }
  return std::nullopt;
}

// "[Name/Role: “…”]"
std::optional<Label> bracket_label(const Cues::Impl& cues, std::string_view text, Span unit) {
  const std::string_view s = unit.of(text);
  if (!s.starts_with('[') && !s.starts_with("【")) return std::nullopt;
  const size_t open = s[0] == '[' ? 1 : 3;
  const size_t colon = s.find(':');
  const size_t close = s.find(']');
  if (colon == std::string_view::npos || colon > kMaxLabel || (close != std::string_view::npos && close < colon)) return std::nullopt;
  const Span who = trimmed(text, sub(unit, open, colon));
  if (who.empty() || (cues.use_of(who.of(text)) & kNeverWord) != 0 || !starts_upper(who.of(text))) return std::nullopt;
  if (holds(cues, who.of(text).substr(0, who.of(text).find_first_of(" /,")), kNeverWord)) return std::nullopt;
  Label out;
  out.label = sub(unit, 0, colon + 1);
  split_label(cues, text, who, out);
  size_t end = s.size();
  if (s.ends_with(']')) --end;
  if (s.ends_with("】")) end -= 3;
  out.speech = trimmed(text, sub(unit, colon + 1, end));
  return out;
}

// May these words before a colon name a speaker? Capitalised words and joiners; brackets may hold anything.
bool is_name_phrase(const Cues::Impl& cues, std::string_view phrase) {
  constexpr size_t kMaxWords = 12;
  const auto words = words_of(phrase);
  if (words.empty() || words.size() > kMaxWords) return false;
  int depth = 0;
  for (const Span w : words) {
    const std::string_view word = w.of(phrase);
    const bool inside = depth > 0 || word.front() == '(';
    for (const char c : word) depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (inside) continue;
    if (starts_lower(word) && (cues.use_of(word) & kJoinerWord) == 0) return false;
    if (!starts_upper(word) && (cues.use_of(word) & kJoinerWord) == 0) return false;
  }
  const std::string_view first = bare(words[0].of(phrase));
  if ((cues.use_of(phrase) & kNeverWord) != 0 || (cues.use_of(first) & kNeverWord) != 0) return false;
  return (cues.use_of(first) & (kOpenerWord | kRoleWord | kPartWord)) != kOpenerWord;
}

// The phrase before the first colon that parts a label from speech; empty = none.
Span before_colon(const Cues::Impl& cues, std::string_view text, Span unit) {
  const std::string_view s = unit.of(text);
  size_t colon = s.find(':');
  while (colon != std::string_view::npos && colon > 0 && colon <= kMaxColonLabel) {
    const bool clock = is_ascii_digit(s[colon - 1]) && colon + 1 < s.size() && is_ascii_digit(s[colon + 1]);
    if (!clock && s.substr(colon, 3) != "://") break;
    return {};
  }
  if (colon == std::string_view::npos || colon == 0 || colon > kMaxColonLabel) return {};
  if (colon + 1 < s.size() && s[colon + 1] != ' ' && s[colon + 1] != '\n' && s[colon + 1] != '"' && s[colon + 1] != '`') return {};
  const Span phrase = trimmed(text, sub(unit, 0, colon));
  return is_name_phrase(cues, phrase.of(text)) ? phrase : Span{};
}

bool is_question_mark(const Cues::Impl& cues, std::string_view phrase, uint32_t use) { return (cues.use_of(phrase) & use) != 0; }

// "Q." or "Q:" and its length in bytes; 0 = none.
size_t letter_label(const Cues::Impl& cues, std::string_view s, uint32_t use) {
  const size_t end = s.find_first_of(".:) ");
  if (end == std::string_view::npos || end > 10 || s[end] == ' ' || !is_question_mark(cues, s.substr(0, end), use)) return 0;
  return end + 1;
}

std::optional<Label> colon_label(const Cues::Impl& cues, const Dialogue& dialogue, std::string_view text, Span unit, bool first) {
  const std::string_view s = unit.of(text);
  Label out;
  if (dialogue.questions) {
    const size_t size = std::max(letter_label(cues, s, kQuestionWord), letter_label(cues, s, kAnswerWord));
    if (size > 0) {
      out.label = sub(unit, 0, size);
      out.speech = trimmed(text, sub(unit, size, s.size()));
      out.dialogue = true;
      return out;
    }
  }
  const Span phrase = before_colon(cues, text, unit);
  if (phrase.empty()) return std::nullopt;
  const std::string_view words = phrase.of(text);
  const std::string_view plain = words.substr(0, words.find('('));
  const bool repeated = std::binary_search(dialogue.repeated.begin(), dialogue.repeated.end(), normal_line(words));
  // A role or medium alone makes a label only beside a name ("President Putin:", "Central TV:"), not "Defense ministry:",
  // and a role at the end of a longer phrase is a headline ("Senator hammers bank CEO:").
  constexpr size_t kMaxStrongWords = 7;
  const auto plain_words = words_of(plain);
  const bool headline = plain_words.size() > 3 && (cues.use_of(bare(plain_words.back().of(plain))) & kRoleWord) != 0;
  const bool strong = !first && !headline && plain_words.size() >= 2 && plain_words.size() <= kMaxStrongWords &&
                      holds(cues, plain, kRoleWord | kMediumWord);
  const bool part = !first && (cues.use_of(trim(plain)) & kPartWord) != 0;
  if (!repeated && !strong && !part) return std::nullopt;
  const size_t colon = s.find(':', phrase.end - unit.begin);
  out.label = sub(unit, 0, colon + 1);
  if (part) out.role = phrase;
  else split_label(cues, text, trimmed(text, {phrase.begin, phrase.begin + static_cast<uint32_t>(plain.size())}), out);
  out.speech = trimmed(text, sub(unit, colon + 1, s.size()));
  out.dialogue = repeated || part;
  return out;
}

// Where a role that starts at byte `from` of s ends and glued speech begins: after the first organisation word that no
// joiner, organisation or role word follows, or the first role word before a sentence opener; s.size() when all is role.
size_t role_end(const Cues::Impl& cues, std::string_view s, size_t from) {
  const auto words = words_of(s.substr(from));
  size_t run = 0;  // words that may belong to a role: capitalised ones and joiners
  while (run < words.size()) {
    const std::string_view word = words[run].of(s.substr(from));
    if (word.front() == '(' || word.front() == '"' || (!starts_upper(word) && (cues.use_of(word) & kJoinerWord) == 0)) break;
    ++run;
  }
  if (run == words.size() && s.size() - from <= kMaxLabel && !ends_sentence(s)) return s.size();
  size_t last = 0;
  const auto word_at = [&](size_t i) { return i < words.size() ? words[i].of(s.substr(from)) : std::string_view(); };
  for (size_t i = 0; i < run; ++i) {
    const std::string_view word = word_at(i), next = word_at(i + 1);
    const uint32_t use = cues.use_of(bare(word)), next_use = i + 1 < run ? cues.use_of(bare(next)) : 0;
    if (word.back() == ',' || (use & (kOrgWord | kRoleWord)) == 0) continue;
    if (i + 1 < run && starts_lower(next) && (next_use & kJoinerWord) != 0) continue;
    if ((next_use & (kOrgWord | kRoleWord)) != 0 && (next_use & kOpenerWord) == 0) continue;
    const bool opens = i + 1 < run && starts_upper(next) && (next_use & kOpenerWord) != 0;
    if ((use & kOrgWord) == 0 && !opens && i + 1 < run) continue;  // "Professor Kookmin University": the role goes on
    last = words[i].end;
    break;
  }
  if (last == 0 && run > 1) last = words[run - 2].end;  // the run's last word opens the sentence
  return last == 0 ? s.size() : from + last;
}

// "Name / Role", alone or with speech glued to it; the role's tail may stand in the next line.
std::optional<Label> slash_label(const Cues::Impl& cues, std::string_view text, const std::vector<Unit>& units, size_t i) {
  constexpr size_t kMaxName = 48;  // bytes
  Span unit = units[i].span;
  const std::string_view first = unit.of(text);
  const size_t slash = first.find(" / ");
  if (slash == std::string_view::npos || slash > kMaxName || !is_name_phrase(cues, first.substr(0, slash))) return std::nullopt;
  const auto names = words_of(first.substr(0, slash));
  if (names.empty() || names.size() > 5 || first.substr(0, slash).find(':') != std::string_view::npos) return std::nullopt;
  const std::string_view after = first.substr(slash + 3);
  const std::string_view head = after.substr(0, std::min<size_t>(after.size(), 60));
  if (!holds(cues, head, kRoleWord) || !starts_upper(after)) return std::nullopt;
  Label out;
  // A role may be cut by the line break ("Professor, Kookmin" / "University (…"), so the next line of the paragraph counts.
  out.takes_next = i + 1 < units.size() && !units[i + 1].gap_before && units[i + 1].html == units[i].html;
  if (out.takes_next) unit.end = units[i + 1].span.end;
  const size_t end = role_end(cues, unit.of(text), slash + 3);
  const std::string_view whole = unit.of(text);
  out.label = sub(unit, 0, end);
  out.name = trimmed(text, sub(unit, 0, slash));
  out.role = trimmed(text, sub(unit, slash + 3, end));
  out.speech = trimmed(text, sub(unit, std::min(end, whole.size()), whole.size()));
  return out;
}

// "Name, Role, Organisation" before a unit that starts with a colon.
std::optional<Label> hanging_label(const Cues::Impl& cues, std::string_view text, const std::vector<Unit>& units, size_t i) {
  if (i + 1 >= units.size() || units[i].sentence_end || units[i].span.size() > kMaxLabel) return std::nullopt;
  const std::string_view next = units[i + 1].span.of(text);
  if (!next.starts_with(':') && !next.starts_with("：")) return std::nullopt;
  Label out;
  const uint32_t mark = next[0] == ':' ? 1 : 3;
  out.label = {units[i].span.begin, units[i + 1].span.begin + mark};
  split_label(cues, text, units[i].span, out);
  out.speech = trimmed(text, {units[i + 1].span.begin + mark, units[i + 1].span.end});
  out.takes_next = true;
  return out;
}

}  // namespace

Dialogue dialogue_of(const Cues::Impl& cues, std::string_view text, const std::vector<Unit>& units) {
  constexpr size_t kMinLabels = 4;  // fewer colon lines than this make no dialogue
  Dialogue out;
  std::map<std::string, size_t> seen;
  size_t questions = 0, answers = 0, labels = 0;
  for (const Unit& u : units) {
    const std::string_view s = u.span.of(text);
    if (letter_label(cues, s, kQuestionWord) > 0) ++questions;
    else if (letter_label(cues, s, kAnswerWord) > 0) ++answers;
    const Span phrase = before_colon(cues, text, u.span);
    if (phrase.empty() || phrase.end + 2 >= u.span.end || words_of(phrase.of(text)).size() > 5) continue;
    ++labels;
    ++seen[normal_line(phrase.of(text))];
  }
  out.questions = questions >= 2 && answers >= 2;
  if (labels >= kMinLabels)
    for (const auto& [phrase, count] : seen)
      if (count >= 2) out.repeated.push_back(phrase);
  return out;
}

std::optional<Label> label_of(const Cues::Impl& cues, const Dialogue& dialogue, std::string_view text,
                              const std::vector<Unit>& units, size_t i) {
  const Span unit = units[i].span;
  if (auto label = part_label(cues, text, unit)) return label;
  if (auto label = bracket_label(cues, text, unit)) return label;
  if (auto label = hanging_label(cues, text, units, i)) return label;
  if (auto label = slash_label(cues, text, units, i)) return label;
  return colon_label(cues, dialogue, text, unit, i == 0 || units[i - 1].story != units[i].story);
}

}  // namespace annalist::page
