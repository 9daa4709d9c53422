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

constexpr float kJapaneseScale = 1.6F;
// One spelling hides what spellings tell apart.
constexpr float kArabicScale = 1.25F;

// Place names are short and many.
constexpr float kPlaceScale = 1.9F;

// One word against one word has nothing else to lean on.
constexpr float kSingleScale = 2.F;

// ICU's transliterator is not for sharing between threads.
std::string icu_latin(std::string_view s) {
  static std::mutex mutex;
  static const std::unique_ptr<icu::Transliterator> any = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> t(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
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
std::string skeleton(std::string_view folded, bool vowels, bool full = false) {
  struct Swap {
    std::string_view from;
    char to;
  };
  static constexpr Swap kSwaps[] = {{"sch", 's'}, {"shch", 's'}, {"tsh", 't'}, {"sh", 's'}, {"ch", 't'}, {"kh", 'h'},
                                    {"ts", 't'},  {"zh", 'z'},   {"ph", 'b'},  {"gh", 'k'}, {"th", 's'}, {"dh", 't'}, {"l", 'r'},
                                    {"v", 'b'},   {"f", 'b'},    {"w", 'b'},   {"p", 'b'},  {"z", 's'},  {"c", 'k'},
                                    {"q", 'k'},   {"g", 'k'},    {"j", 's'},   {"d", 't'},  {"x", 'k'}};
  std::string out;
  for (size_t at = 0; at < folded.size();) {
    const auto* swap = std::find_if(std::begin(kSwaps), std::end(kSwaps), [&](const Swap& s) {
      return folded.compare(at, s.from.size(), s.from) == 0 && !(full && s.from == "l");
    });
    const char c = swap == std::end(kSwaps) ? folded[at] : swap->to;
    at += swap == std::end(kSwaps) ? 1 : swap->from.size();
    const bool vowel = c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
    const bool kept = c == ' ' ? false
                      : vowel  ? vowels
                               : (full || c != 'h') && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    if (kept && (out.empty() || out.back() != c)) out.push_back(c);
  }
  return out;
}

std::string hardened(std::string s) {
  std::replace(s.begin(), s.end(), 's', 't');
  return s;
}

// A name of one word in one script against a fuller one: family names alone.
float word_in(const NameRules& rules, const std::string& word, const std::vector<std::string>& name) {
  float best = kNoSpelling;
  for (size_t i = 0; i < name.size(); ++i) {
    // Given names are many and alike: "Michaela" is not Michelle Obama.
    const float edits = word_cost(word, name[i]) * (i == 0 && rules.is_given(name[i]) ? 1.6F : 1.F);
    const float c = rules.equivalent(word, name[i]) && i > 0 ? 0.5F : edits;
    best = std::min(best, c + (i + 1 == name.size() || i == 0 ? 0.1F : 0.4F));
  }
  return best;
}

// Kana and the like against Latin words: each sound word must find a word of the name with the same skeleton.
// `strict`: the script tells every consonant, so that each word must find its like.
float sound_cost(std::string_view sounded, const std::vector<std::string>& latin, bool vowels, bool strict = false) {
  std::vector<std::string> words;
  fold_words(sounded, words);
  if (words.empty() || latin.empty()) return kNoSpelling;
  float total = 0;
  size_t used = 0;
  for (const std::string& w : words) {
    float best = kNoSpelling;
    const std::string key = skeleton(w, vowels, strict);
    for (const std::string& l : latin) {
      std::string other = skeleton(l, vowels, strict);
      // 후미오: the "fu" of Japanese is written with an h.
      if (l[0] == 'f' && w[0] == 'h' && other.size() > key.size()) other.erase(0, 1);
      if (other.empty() || key.empty()) continue;
      // 梅德韦杰夫, メドベージェフ: a soft "d" or "t" is heard as a hiss.
      if (!vowels && !strict && key.size() > 3 && hardened(key) == hardened(other)) best = std::min(best, 0.6F);
      // Kana and Hangul close every syllable with a vowel; leaving vowels out costs what it hides.
      best = std::min(best, key == other
                                ? 0.2F
                                : word_cost(key, other) * (std::min(key.size(), other.size()) < 4 ? 1.6F : 1.F) + 0.2F);
    }
    if (!vowels && best > 1 && strict) return kNoSpelling;
    used += best < 1 ? 1 : 0;
    total += best;
  }
  if (used == 0) return kNoSpelling;
  total = total / static_cast<float>(words.size());
  // One word for a whole name is a family name; it must be a long one to tell.
  if (words.size() < latin.size() && skeleton(words[0], vowels).size() < 2) total += 1;
  const std::string whole = skeleton(sounded, vowels, strict), name = [&] {
    std::string all;
    for (const std::string& l : latin) all += l;
    return skeleton(all, vowels, strict);
  }();
  return std::min(total, word_cost(whole, name) * 1.3F + 0.1F);
}

// Takes the common word out of a place name ("Kursk region" -> "Kursk"), and says its class: "oblast". `glued`: only
// an ending of that class that is written onto the name ("Yeonpyeongdo", "Paektu-san").
std::string common_word(const NameRules& rules, std::string& name, std::string_view glued = {}) {
  std::string folded(1, ' ');
  folded.append(fold_phrase(name)).append(1, ' ');
  for (const auto& [word, kind] : rules.place_words) {
    if (kind == "-") continue;
    const bool latin = static_cast<unsigned char>(word[0]) < 0x80, ending = word[0] == '-';
    if (ending ? glued.empty() || kind != glued : !glued.empty()) continue;
    std::string piece = ending ? word.substr(1) : word;
    if (latin && !ending) piece.insert(0, 1, ' ');
    if (latin) piece.push_back(' ');
    const size_t at = folded.rfind(piece);
    if (at == std::string::npos || folded.size() < piece.size() + (ending ? 6 : 4)) continue;
    if (!latin && at + piece.size() + 1 != folded.size() && at != 1) continue;
    folded.replace(at, piece.size(), 1, ' ');
    name = trim(folded);
    return kind;
  }
  return {};
}

// Is one of several words that of a state?
bool names_state(const NameRules& rules, std::string_view name) {
  if (name.find(' ') == std::string_view::npos) return false;
  for (const std::string_view word : split(name, ' '))
    if (word.size() > 4 && rules.is_state_word(utf8::lower(word))) return true;
  return false;
}

// The Korean reading of a name in Han characters; empty where one of them has none.
std::string hanja_reading(const NameRules& rules, std::string_view s) {
  std::string out;
  for (size_t at = 0; at < s.size();) {
    const auto c = utf8::decode(s, at);
    const auto read = rules.han.readings(c.value, HanReadings::kHangul);
    if (read.empty()) return {};
    out += read[0];
    at += c.size;
  }
  return out;
}

// How the name sounds in Mandarin, a blank between syllables; ICU's for what who/han.tsv does not have.
std::string mandarin_sound(const NameRules& rules, std::string_view s) {
  std::string out;
  for (size_t at = 0; at < s.size();) {
    const auto c = utf8::decode(s, at);
    const auto read = rules.han.readings(c.value, HanReadings::kPinyin);
    if (read.empty()) return icu_latin(s);
    out.append(out.empty() ? "" : " ").append(read[0]);
    at += c.size;
  }
  return out;
}

// Katakana (hiragana is read as such) in Latin letters, a blank for the point between names.
std::string kana_sound(const NameRules& rules, std::string_view s) {
  std::string katakana;
  for (size_t at = 0; at < s.size();) {
    const auto c = utf8::decode(s, at);
    at += c.size;
    const bool point = c.value == 0x30FB || c.value == 0xFF65 || c.value == '=' || c.value == 0xFF1D;
    utf8::append(katakana, point ? U' ' : c.value >= 0x3041 && c.value <= 0x3096 ? c.value + 0x60 : c.value);
  }
  return rules.kana.empty() ? icu_latin(s) : rules.kana.plain(katakana);
}

std::vector<std::string> digits_of(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (const std::string& w : words) {
    std::string digits;
    // "11a" is another number than "11", "kn23" the same as "kn 23".
    for (char c : w)
      if ((c >= '0' && c <= '9') || !digits.empty()) digits.push_back(c);
    if (!digits.empty()) out.push_back(digits);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

std::string latin_of(const NameRules& rules, std::string_view s) {
  switch (script_of(s)) {
    case Script::kLatin:
      return utf8::fold(s);
    case Script::kCyrillic:
      return utf8::fold(rules.cyrillic.empty() ? icu_latin(s) : rules.cyrillic.plain(utf8::lower(s)));
    case Script::kKana:
      return kana_sound(rules, s);
    default:
      return icu_latin(s);
  }
}

namespace {

// The name without articles, particles in one form, the rest in one spelling.
std::vector<std::string> arabic_words(const NameRules& rules, const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (const std::string& w : words) {
    const auto known = rules.arabic_words.find(w);
    if (known == rules.arabic_words.end()) out.push_back(rules.arabic(w));
    else if (!known->second.empty()) out.push_back(known->second == w ? rules.arabic(w) : known->second);
  }
  return out;
}

// Consonants as listed, vowels as heard: "Mu'ammar al-Qadhafi" is Moammar Kadafi; where a word shows the language.
float arabic_cost(const NameRules& rules, const std::vector<std::string>& x, const std::vector<std::string>& y) {
  const auto shows = [&](const std::string& w) { return rules.arabic_words.contains(w); };
  if (std::none_of(x.begin(), x.end(), shows) && std::none_of(y.begin(), y.end(), shows)) return kNoSpelling;
  const std::vector<std::string> a = arabic_words(rules, x), b = arabic_words(rules, y);
  if (a.size() < 2 || b.size() < 2) return kNoSpelling;
  return latin_cost(rules, a, b) * kArabicScale + .05F;
}

// Names in Latin letters on both sides.
float latin_person_cost(const NameRules& rules, const std::vector<std::string>& x, const std::vector<std::string>& y) {
  if (x.size() == 1 || y.size() == 1) {
    if (x.size() == y.size()) return word_cost(x[0], y[0]) * kSingleScale;
    const auto &one = x.size() == 1 ? x : y, &full = x.size() == 1 ? y : x;
    return std::min(word_in(rules, one[0], full), latin_cost(rules, one, full));
  }
  // Korean syllables differ by single letters: there only the script decides.
  if (x.size() == y.size() && std::is_permutation(x.begin(), x.end(), y.begin())) return 0.05F;
  const float chinese = std::min(chinese_cost(rules, x, y), cantonese_cost(rules, x, y));
  if (looks_korean(rules, x) && looks_korean(rules, y))
    return std::min(chinese, korean_cost(rules, x, y) * kKoreanScale);
  if (looks_chinese(rules, x) && looks_chinese(rules, y)) return chinese;
  // Japanese syllables are as short: there a spelling that none of its systems has needs to be nearer.
  if (looks_japanese(rules, x) && looks_japanese(rules, y))
    return std::min({chinese, japanese_cost(rules, x, y), latin_cost(rules, x, y) * kJapaneseScale});
  const float cost = std::min(chinese, latin_cost(rules, x, y));
  return cost <= .5F ? cost : std::min(cost, arabic_cost(rules, x, y));
}

// A name in another script against a Latin one.
float native_person_cost(const NameRules& rules, Script script, std::string_view native,
                         const std::vector<std::string>& latin) {
  float best = kNoSpelling;
  const std::vector<std::string> words = name_words(rules, native);
  if (script == Script::kHangul || script == Script::kCyrillic)
    best = native_cost(rules, native, latin) * (script == Script::kHangul ? kKoreanScale : 1);
  if (script == Script::kHan) best = han_cost(rules, native, latin);
  if (script == Script::kCyrillic)
    best = std::min({best, korean_cost(rules, words, latin) * kKoreanScale, chinese_cost(rules, words, latin)});
  // Korean for Korean: the syllables have decided. By sound only foreign names are written in Hangul.
  if (script == Script::kHangul && looks_korean(rules, latin)) return best;
  if (script == Script::kHan) {
    std::string whole;
    for (const std::string& w : name_words(rules, mandarin_sound(rules, native))) whole += w;
    // 拉夫罗夫 is no Chinese name but "la-fu-luo-fu": three consonants or more must agree.
    const bool long_enough = skeleton(whole, false).size() > 2 && !looks_korean(rules, latin) && !looks_japanese(rules, latin);
    return std::min(best, long_enough ? sound_cost(whole, latin, false) : kNoSpelling);
  }
  const std::string sounded = script == Script::kKana     ? kana_sound(rules, native)
                              : script == Script::kHangul ? rules.hangul.plain(native)
                                                          : icu_latin(native);
  if (script == Script::kKana) {
    const std::vector<std::string> heard = name_words(rules, sounded);
    best = std::min({best, japanese_cost(rules, heard, latin), korean_cost(rules, heard, latin) * kKoreanScale});
    if (looks_japanese(rules, latin) || looks_korean(rules, latin)) return best;
  }
  const bool syllables = script == Script::kKana || script == Script::kHangul;
  if (script == Script::kOther) {
    // Articles are written onto the word, or beside it.
    std::vector<std::string> bare;
    for (const std::string& w : latin)
      if (const auto known = rules.arabic_words.find(w); known == rules.arabic_words.end() || !known->second.empty()) bare.push_back(w);
    std::string without;
    for (const std::string& w : name_words(rules, sounded)) without.append(w.starts_with("al") && w.size() > 4 ? w.substr(2) : w).append(1, ' ');
    if (!bare.empty()) best = std::min(best, sound_cost(without, bare, false, true));
  }
  return std::min(best, sound_cost(sounded, latin, script != Script::kOther && !syllables, script == Script::kOther));
}

}  // namespace

float person_cost(const NameRules& rules, std::string_view a, std::string_view b) {
  // Asked as a person, but a state or a thing: "Donetsk" and its "People's Republic", "Hwasong-11" and "-11A".
  if (names_state(rules, a) != names_state(rules, b)) return kNoSpelling;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (std::any_of(a.begin(), a.end(), digit) || std::any_of(b.begin(), b.end(), digit)) return thing_cost(rules, a, b);
  const Script sa = script_of(a), sb = script_of(b);
  if (sa == Script::kLatin && sb != Script::kLatin) return person_cost(rules, b, a);
  if (sb == Script::kLatin) {
    const std::vector<std::string> latin = name_words(rules, b);
    return sa == Script::kLatin ? latin_person_cost(rules, name_words(rules, a), latin)
                                : native_person_cost(rules, sa, a, latin);
  }
  // Two native scripts: Hangul reads the others directly, the rest meets in Latin.
  if (sa == Script::kHangul && sb == Script::kCyrillic)
    return std::min(native_cost(rules, a, name_words(rules, b)) * kKoreanScale,
                    person_cost(rules, a, latin_of(rules, b)));
  if (sb == Script::kHangul && sa == Script::kCyrillic) return person_cost(rules, b, a);
  return person_cost(rules, a, latin_of(rules, b));
}

namespace {

// The names that a designation holds: "Poseidon (Status-6)" two, "9K720 Iskander" also its word alone, "화성-18형"
// without the word for "type".
std::vector<std::string> designations(std::string_view s) {
  std::vector<std::string> out;
  std::string whole(s);
  for (std::string_view type : {"형", "型", " type ", " Type "})
    if (const size_t at = whole.rfind(type); at != std::string::npos && at > 0) whole.replace(at, type.size(), 1, ' ');
  const size_t open = whole.find(" ("), close = whole.find(')');
  if (open != std::string::npos && close != std::string::npos && close > open) {
    out.push_back(whole.substr(0, open));
    out.push_back(whole.substr(open + 2, close - open - 2));
    return out;
  }
  out.push_back(std::string(trim(whole)));
  const size_t blank = whole.find(' ');
  const bool index =
      whole[0] >= '0' && whole[0] <= '9' && blank != std::string::npos && blank > 2 && whole.size() > blank + 4;
  if (index) out.push_back(whole.substr(0, blank)), out.push_back(whole.substr(blank + 1));
  return out;
}

float plain_thing_cost(const NameRules& rules, std::string_view a, std::string_view b);

}  // namespace

float thing_cost(const NameRules& rules, std::string_view a, std::string_view b) {
  float best = kNoSpelling;
  for (const std::string& x : designations(a))
    for (const std::string& y : designations(b)) best = std::min(best, plain_thing_cost(rules, x, y));
  return best;
}

namespace {

// Translated names back to the name itself ("Mars-18": "hwasong 18"), and without the common words around one.
std::vector<std::string> named_words(const NameRules& rules, std::string_view s) {
  std::string words(1, ' ');
  words.append(fold_phrase(latin_of(rules, s))).append(1, ' ');
  for (const auto& [meaning, name] : rules.calques) {
    std::string piece(1, ' ');
    piece.append(meaning).append(1, ' ');
    const size_t at = words.find(piece);
    if (at == std::string::npos || (name.empty() && words.size() == piece.size())) continue;
    words.replace(at, piece.size(), name.empty() ? " " : std::string(" ").append(name).append(1, ' '));
  }
  std::vector<std::string> out;
  fold_words(words, out);
  return out;
}

float plain_thing_cost(const NameRules& rules, std::string_view a, std::string_view b) {
  const std::vector<std::string> x = named_words(rules, a), y = named_words(rules, b);
  if (x.empty() || y.empty() || digits_of(x) != digits_of(y)) return kNoSpelling;
  std::string ja, jb;
  for (const auto& w : x) ja += w;
  for (const auto& w : y) jb += w;
  if (ja == jb) return 0.1F;
  const auto &s = x.size() <= y.size() ? x : y, &l = x.size() <= y.size() ? y : x;
  // A shorter designation inside a longer one: "Iskander", "Iskander-M", "9K720 Iskander".
  const bool inside =
      std::all_of(s.begin(), s.end(), [&](const auto& w) { return std::find(l.begin(), l.end(), w) != l.end(); });
  if (inside && l.size() - s.size() <= 1 && s[0].size() > 3) return 0.8F;
  // 화성-18, Хвасон-18: the letters by their script, the numbers are equal already.
  const auto only_letters = [](std::string_view text) {
    std::string out;
    for (char c : utf8::fold(text))
      if (!(c >= '0' && c <= '9') && c != ' ') out.push_back(c);
    return out;
  };
  const Script sa = script_of(a), sb = script_of(b);
  if (sa != sb && (sa == Script::kLatin || sb == Script::kLatin)) {
    const std::string native = only_letters(sa == Script::kLatin ? b : a),
                      latin = only_letters(sa == Script::kLatin ? a : b);
    const Script script = sa == Script::kLatin ? sb : sa;
    if (script == Script::kHangul) return rules.hangul.cost(native, latin, 1.5F) * 1.2F;
    if (script == Script::kCyrillic)
      return std::min(rules.cyrillic.cost(native, latin, 1.5F), rules.hangul.joint(native, latin, 1.F) + .2F);
  }
  const bool short_name = std::min(ja.size(), jb.size()) < 6;
  return word_cost(ja, jb) * (short_name ? 2.F : 1.2F);
}

}  // namespace

namespace {

// "Курская область", "Kurska oblast": the adjective's ending hides the town's name.
void to_noun(const NameRules& rules, std::string& name) {
  std::string folded(fold_phrase(name));
  for (const auto& [word, kind] : rules.place_words) {
    if (kind != "-" || word[0] != '-' || !folded.ends_with(word.substr(1)) || folded.size() < word.size() + 2) continue;
    // The "k" of the ending may be the name's own: "Kursk" keeps it, "Sumy" does not.
    folded.resize(folded.size() - word.size() + 1 + (static_cast<unsigned char>(word[1]) < 0x80 ? 2 : 4));
    name = folded;
    return;
  }
}

// Written in one script or the other, what reads the letters of both.
float spelled_place(const NameRules& rules, const std::string& a, const std::string& b, const std::string& ja,
                    const std::string& jb) {
  const Script sa = script_of(a), sb = script_of(b);
  if (sa == Script::kHan)
    if (const std::string reading = hanja_reading(rules, fold_phrase(a)); !reading.empty())
      return sb == Script::kLatin ? rules.hangul.cost(reading, jb, 1) : kNoSpelling;
  if (sa == Script::kHangul && sb == Script::kLatin)
    return std::min(rules.hangul.cost(a, jb, 2),
                    skeleton(ja, false).size() > 2 ? sound_cost(ja, {jb}, false) : kNoSpelling);
  if (std::min(ja.size(), jb.size()) < 4) return kNoSpelling;
  // Korean names in Cyrillic: "Пхеньян".
  if (sa == Script::kCyrillic && sb == Script::kLatin) {
    std::string letters;
    for (char c : utf8::fold(a))
      if (c != ' ' && c != '-') letters.push_back(c);
    return rules.hangul.joint(letters, jb, 0.4F) + 0.2F;
  }
  if (sa != Script::kLatin || sb != Script::kLatin) return kNoSpelling;
  const bool korean = rules.hangul.joint(ja, ja, 0.2F) < kNoSpelling && rules.hangul.joint(jb, jb, 0.2F) < kNoSpelling;
  // Long names bear a slip more: "Pionyang".
  const bool longer = std::min(ja.size(), jb.size()) > 7;
  return korean ? rules.hangul.joint(ja, jb, longer ? 0.95F : 0.35F) + (longer ? 0.F : 0.2F)
                : rules.cyrillic.joint(ja, jb, 0.35F) + 0.2F;
}

}  // namespace

float place_cost(const NameRules& rules, std::string_view whole_a, std::string_view whole_b) {
  std::string a(whole_a), b(whole_b);
  std::string class_a = common_word(rules, a), class_b = common_word(rules, b);
  float missing = 0;
  if (class_a.empty() && !class_b.empty()) class_a = common_word(rules, a, class_b);
  if (class_b.empty() && !class_a.empty()) class_b = common_word(rules, b, class_a);
  if (class_a != class_b) {
    // "Kursk" is the city, "Kursk region" is not; but a cosmodrome goes by its name alone.
    const std::string& only = class_a.empty() ? class_b : class_a;
    if ((!class_a.empty() && !class_b.empty()) || !rules.may_be_missing(only)) return kNoSpelling;
    missing = 0.25F;
  }
  if (!class_a.empty()) to_noun(rules, a);
  if (!class_b.empty()) to_noun(rules, b);
  std::vector<std::string> x, y;
  fold_words(latin_of(rules, a), x);
  fold_words(latin_of(rules, b), y);
  if (x.empty() || y.empty() || digits_of(x) != digits_of(y)) return kNoSpelling;
  if (x.size() == y.size() && x.size() > 1)  // "N. Korea"
    for (size_t i = 0; i < x.size(); ++i)
      if (x[i].size() == 1 || y[i].size() == 1) {
        if (x[i][0] != y[i][0]) return kNoSpelling;
        (x[i].size() == 1 ? x[i] : y[i]) = x[i].size() == 1 ? y[i] : x[i];
        missing += 0.2F;
      }
  std::string ja, jb;
  for (const auto& w : x) ja += w;
  for (const auto& w : y) jb += w;
  float best = ja == jb ? 0 : word_cost(ja, jb) * kPlaceScale;
  best = std::min({best, spelled_place(rules, a, b, ja, jb), spelled_place(rules, b, a, jb, ja)});
  // The adjective's stem: "Sumska" of Sumy.
  if (class_a == "oblast" && ja.ends_with("sk") != jb.ends_with("sk")) {
    const std::string &adjective = ja.ends_with("sk") ? ja : jb, &noun = ja.ends_with("sk") ? jb : ja;
    const std::string_view stem = std::string_view(adjective).substr(0, adjective.size() - 2);
    if (stem.size() > 2 && noun.starts_with(stem) && noun.size() <= stem.size() + 1) best = std::min(best, 0.5F);
  }
  const Script sa = script_of(a), sb = script_of(b);
  if (sa == Script::kKana || sb == Script::kKana)
    best = std::min(best, sound_cost(sa == Script::kKana ? ja : jb, sa == Script::kKana ? y : x, false));
  return best + missing;
}

namespace {

// An organisation's name in parts: its words, the legal form's class, and whether a word of scope ("Europe") was cut.
struct Body {
  std::vector<std::string> words;
  std::string form;
  bool scope = false;
};

Body body_of(const NameRules& rules, std::string_view s) {
  Body b;
  std::string words(1, ' ');
  words.append(fold_phrase(latin_of(rules, s))).append(1, ' ');
  for (const auto& [wording, kind] : rules.legal_forms) {
    std::string piece(1, ' ');
    piece.append(wording).append(1, ' ');
    const size_t at = words.find(piece);
    if (at == std::string::npos || words.size() == piece.size()) continue;
    if (kind == "scope") {
      if (at == 0) continue;  // "European Union": what leads is the name
      b.scope = true;
    } else if (b.form.empty()) {
      b.form = kind;
    }
    words.erase(at, piece.size() - 1);
  }
  fold_words(words, b.words);
  std::erase_if(b.words, [](const std::string& w) { return w == "the" || w == "of" || w == "and" || w == "for"; });
  std::vector<std::string> counted;
  for (std::string& w : b.words) {
    const int value = rules.number(w);
    // "Fourty-four": tens and ones are two words of one number.
    if (value > 0 && value < 10 && !counted.empty() && counted.back().size() == 2 && counted.back()[1] == '0' &&
        counted.back()[0] >= '2' && counted.back()[0] <= '9')
      counted.back()[1] = static_cast<char>('0' + value);
    else
      counted.push_back(value > 0 ? std::to_string(value) : std::move(w));
  }
  b.words = std::move(counted);
  return b;
}

}  // namespace

float organization_cost(const NameRules& rules, std::string_view a, std::string_view b) {
  const Body body_a = body_of(rules, a), body_b = body_of(rules, b);
  const std::vector<std::string>&x = body_a.words, &y = body_b.words;
  if (x.empty() || y.empty() || digits_of(x) != digits_of(y)) return kNoSpelling;
  float scope = 0;
  if (body_a.scope != body_b.scope) {
    // "faberlic" may be short for "Faberlic Europe Sp. z o.o."; "Faberlic AG" is another company.
    if (!(body_a.scope ? body_b : body_a).form.empty() && !(body_a.scope ? body_a : body_b).form.empty())
      return kNoSpelling;
    scope = 0.3F;
  }
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
  return best + scope;
}

}  // namespace annalist::who
