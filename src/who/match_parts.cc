#include "who/match_parts.h"

#include <unicode/translit.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "base/utf8.h"
#include "who/closeness.h"
#include "who/index.h"

namespace annalist::who {
namespace {

enum class Script : uint8_t { kLatin, kHangul, kCyrillic, kKana, kHan, kOther };

Script script_of(std::string_view s) {
  Script found = Script::kLatin;
  for (size_t at = 0; at < s.size();) {
    const auto c = utf8::decode(s, at);
    at += c.size;
    if (c.value >= 0xAC00 && c.value <= 0xD7A3) return Script::kHangul;
    if (c.value >= 0x400 && c.value <= 0x52F) return Script::kCyrillic;
    if (c.value >= 0x3041 && c.value <= 0x30FF && c.value != 0x30FB) return Script::kKana;
    if (c.value >= 0x3400 && c.value <= 0x9FFF) found = Script::kHan;
    if (c.value >= 0x590 && c.value <= 0x8FF) return Script::kOther;
  }
  return found;
}

// Korean costs count single letters in short syllables; this brings their border to 1.
constexpr float kKoreanScale = 1.4F;

// ICU's transliterator is not for sharing between threads.
std::string icu_latin(std::string_view s) {
  static std::mutex mutex;
  static const std::unique_ptr<icu::Transliterator> any = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> t(icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
    return U_SUCCESS(status) ? std::move(t) : nullptr;
  }();
  if (!any) return std::string(s);
  icu::UnicodeString u = icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), static_cast<int32_t>(s.size())));
  const std::lock_guard lock(mutex);
  any->transliterate(u);
  std::string out;
  u.toUTF8String(out);
  return utf8::fold(out);
}

// What scripts without the sound, or without written vowels, cannot tell: "raburofu" and "lavrov" meet in "rbrb".
std::string skeleton(std::string_view folded, bool vowels) {
  struct Swap {
    std::string_view from;
    char to;
  };
  static constexpr Swap kSwaps[] = {{"sch", 's'}, {"shch", 's'}, {"tsh", 't'}, {"sh", 's'}, {"ch", 't'}, {"kh", 'h'}, {"ts", 't'}, {"zh", 'z'}, {"ph", 'b'},
                                    {"gh", 'k'},  {"th", 's'},   {"l", 'r'},   {"v", 'b'},  {"f", 'b'},  {"w", 'b'},  {"p", 'b'},  {"z", 's'},
                                    {"c", 'k'},   {"q", 'k'},    {"g", 'k'},   {"j", 's'},  {"d", 't'},  {"x", 'k'}};
  std::string out;
  for (size_t at = 0; at < folded.size();) {
    const auto* swap = std::find_if(std::begin(kSwaps), std::end(kSwaps), [&](const Swap& s) { return folded.compare(at, s.from.size(), s.from) == 0; });
    const char c = swap == std::end(kSwaps) ? folded[at] : swap->to;
    at += swap == std::end(kSwaps) ? 1 : swap->from.size();
    const bool vowel = c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
    const bool kept = c == ' ' ? false : vowel ? vowels : c != 'h' && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    if (kept && (out.empty() || out.back() != c)) out.push_back(c);
  }
  return out;
}

// A name of one word in one script against a fuller one: family names alone.
float word_in(const NameRules& rules, const std::string& word, const std::vector<std::string>& name) {
  float best = kNoSpelling;
  for (size_t i = 0; i < name.size(); ++i) {
    const float c = rules.equivalent(word, name[i]) && i > 0 ? 0.5F : word_cost(word, name[i]);
    best = std::min(best, c + (i + 1 == name.size() || i == 0 ? 0.1F : 0.4F));
  }
  return best;
}

// Kana and the like against Latin words: each sound word must find a word of the name with the same skeleton.
float sound_cost(std::string_view sounded, const std::vector<std::string>& latin, bool vowels) {
  std::vector<std::string> words;
  fold_words(sounded, words);
  if (words.empty() || latin.empty()) return kNoSpelling;
  float total = 0;
  size_t used = 0;
  for (const std::string& w : words) {
    float best = kNoSpelling;
    const std::string key = skeleton(w, vowels);
    for (const std::string& l : latin) {
      const std::string other = skeleton(l, vowels);
      if (other.empty() || key.empty()) continue;
      // Kana and Hangul close every syllable with a vowel; leaving vowels out costs what it hides.
      best = std::min(best, key == other ? 0.2F : word_cost(key, other) * (std::min(key.size(), other.size()) < 4 ? 1.6F : 1.F) + 0.2F);
    }
    used += best < 1 ? 1 : 0;
    total += best;
  }
  if (used == 0) return kNoSpelling;
  total = total / static_cast<float>(words.size());
  // One word for a whole name is a family name; it must be a long one to tell.
  if (words.size() < latin.size() && skeleton(words[0], vowels).size() < 2) total += 1;
  const std::string whole = skeleton(sounded, vowels), name = [&] {
    std::string all;
    for (const std::string& l : latin) all += l;
    return skeleton(all, vowels);
  }();
  return std::min(total, word_cost(whole, name) * 1.3F + 0.1F);
}

std::string hanja_reading(const NameRules& rules, std::string_view s) {
  std::string out;
  for (size_t at = 0; at < s.size();) {
    const auto c = utf8::decode(s, at);
    const auto found = rules.hanja.find(std::string(s.substr(at, c.size)));
    if (found == rules.hanja.end()) return {};
    out += found->second;
    at += c.size;
  }
  return out;
}

std::vector<std::string> digits_of(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (const std::string& w : words) {
    std::string digits;
    for (char c : w) {
      if (c >= '0' && c <= '9') digits.push_back(c);
      else if (!digits.empty()) { out.push_back(digits); digits.clear(); }
    }
    if (!digits.empty()) out.push_back(digits);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

std::string latin_of(const NameRules& rules, std::string_view s) {
  switch (script_of(s)) {
    case Script::kLatin: return utf8::fold(s);
    case Script::kCyrillic: return utf8::fold(rules.cyrillic.empty() ? icu_latin(s) : rules.cyrillic.plain(utf8::lower(s)));
    default: return icu_latin(s);
  }
}

float person_cost(const NameRules& rules, std::string_view a, std::string_view b) {
  Script sa = script_of(a), sb = script_of(b);
  if (sa == Script::kLatin && sb != Script::kLatin) return person_cost(rules, b, a);
  if (sb == Script::kLatin) {
    const std::vector<std::string> latin = name_words(rules, b);
    if (sa == Script::kLatin) {
      const std::vector<std::string> other = name_words(rules, a);
      if (other.size() == 1 || latin.size() == 1) {
        const bool first = other.size() == 1;
        return word_in(rules, first ? other[0] : latin[0], first ? latin : other);
      }
      // Korean syllables differ by single letters: there only the script decides.
      const bool korean = looks_korean(rules, other) && looks_korean(rules, latin);
      return korean ? korean_cost(rules, other, latin) * kKoreanScale : latin_cost(rules, other, latin);
    }
    float best = kNoSpelling;
    if (sa == Script::kHangul || sa == Script::kCyrillic) best = native_cost(rules, a, latin);
    if (sa == Script::kHan)
      if (const std::string reading = hanja_reading(rules, a); !reading.empty()) best = std::min(best, native_cost(rules, reading, latin));
    if (sa == Script::kCyrillic) best = std::min(best, korean_cost(rules, name_words(rules, rules.cyrillic.plain(utf8::lower(a))), latin));
    const bool vowels = sa != Script::kOther;
    const std::string sounded = icu_latin(a);
    if (sa == Script::kHan) return std::min(best, latin_cost(rules, name_words(rules, sounded), latin));
    return std::min(best, sound_cost(sounded, latin, vowels && sa != Script::kKana && sa != Script::kHangul));
  }
  // Two native scripts meet in Latin.
  return person_cost(rules, a, latin_of(rules, b));
}

float thing_cost(const NameRules& rules, std::string_view a, std::string_view b) {
  std::vector<std::string> x, y;
  fold_words(latin_of(rules, a), x);
  fold_words(latin_of(rules, b), y);
  if (x.empty() || y.empty() || digits_of(x) != digits_of(y)) return kNoSpelling;
  std::string ja, jb;
  for (const auto& w : x) ja += w;
  for (const auto& w : y) jb += w;
  if (ja == jb) return 0.1F;
  const auto &s = x.size() <= y.size() ? x : y, &l = x.size() <= y.size() ? y : x;
  // A shorter designation inside a longer one: "Iskander", "Iskander-M", "9K720 Iskander".
  const bool inside = std::all_of(s.begin(), s.end(), [&](const auto& w) { return std::find(l.begin(), l.end(), w) != l.end(); });
  if (inside && l.size() - s.size() <= 1 && s[0].size() > 3) return 0.8F;
  const bool short_name = std::min(ja.size(), jb.size()) < 6;
  return word_cost(ja, jb) * (short_name ? 2.F : 1.2F);
}

float place_cost(const NameRules& rules, std::string_view a, std::string_view b) {
  const Script sa = script_of(a), sb = script_of(b);
  std::vector<std::string> x, y;
  fold_words(latin_of(rules, a), x);
  fold_words(latin_of(rules, b), y);
  if (x.empty() || y.empty() || digits_of(x) != digits_of(y)) return kNoSpelling;
  std::string ja, jb;
  for (const auto& w : x) ja += w;
  for (const auto& w : y) jb += w;
  float best = ja == jb ? 0 : word_cost(ja, jb) * 1.3F;
  if (sa == Script::kHangul && sb == Script::kLatin) best = std::min(best, rules.hangul.cost(a, jb, 2));
  if (sb == Script::kHangul && sa == Script::kLatin) best = std::min(best, rules.hangul.cost(b, ja, 2));
  if (sa == Script::kLatin && sb == Script::kLatin && ja.size() > 4 && jb.size() > 4)
    best = std::min({best, rules.hangul.joint(ja, jb, 0.35F) + 0.2F, rules.cyrillic.joint(ja, jb, 0.35F) + 0.2F});
  if (sa == Script::kKana || sb == Script::kKana) best = std::min(best, sound_cost(sa == Script::kKana ? ja : jb, sa == Script::kKana ? y : x, false));
  return best;
}

float organization_cost(const NameRules& rules, std::string_view a, std::string_view b) {
  const auto strip = [&](std::string_view s, std::string& form) {
    std::string words(1, ' ');
    words.append(fold_phrase(latin_of(rules, s))).append(1, ' ');
    for (const auto& [wording, kind] : rules.legal_forms) {
      std::string piece(1, ' ');
      piece.append(wording).append(1, ' ');
      const size_t at = words.find(piece);
      if (at == std::string::npos || words.size() == piece.size()) continue;
      if (form.empty()) form = kind;
      words.erase(at, piece.size() - 1);
    }
    std::vector<std::string> out;
    fold_words(words, out);
    std::erase_if(out, [](const std::string& w) { return w == "the" || w == "of" || w == "and" || w == "for"; });
    return out;
  };
  std::string form_a, form_b;
  const std::vector<std::string> x = strip(a, form_a), y = strip(b, form_b);
  if (x.empty() || y.empty() || digits_of(x) != digits_of(y)) return kNoSpelling;
  std::string ja, jb;
  for (const auto& w : x) ja += w;
  for (const auto& w : y) jb += w;
  float best = ja == jb ? 0.1F : word_cost(ja, jb) * 2;
  if (x.size() == y.size()) {
    float sum = 0, worst = 0;
    for (size_t i = 0; i < x.size(); ++i) {
      float c = kNoSpelling;
      for (const auto& w : y) c = std::min(c, word_cost(x[i], w));
      if (x[i].size() < 5 && c > 0) c *= 2;
      sum += c, worst = std::max(worst, c);
    }
    if (worst <= 1) best = std::min(best, sum);
  }
  return best;
}

}  // namespace annalist::who
