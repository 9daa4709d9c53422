#include "who/closeness.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"
#include "who/index.h"

namespace annalist::who {
namespace {

// Of the longer name's letters, the share that may differ in one word that is still the same.
constexpr float kTolerance = 0.25F;
constexpr float kFarApart = 2.2F;  // spellings of one sound are nearer than that by letters
constexpr float kKoreanBudget = 2.6F;
constexpr float kCyrillicBudget = 1.6F;
constexpr float kChineseBudget = 0.9F;  // systems differ by tables, never by slips: "Li" is not "Yi"

constexpr bool is_vowel(char32_t c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

// Letters that spellings of one sound swap; symmetric.
constexpr std::array<std::u32string_view, 12> kAlike = {U"iyj", U"vwf", U"szc", U"kcq", U"gh", U"gj",
                                                        U"dt",  U"bp",  U"lr",  U"uw",  U"kg", U"bv"};

constexpr float swap_cost_of(char32_t a, char32_t b) {
  if (a == b) return 0;
  for (const auto set : kAlike)
    if (set.find(a) != std::u32string_view::npos && set.find(b) != std::u32string_view::npos) return 0.5F;
  if (is_vowel(a) && is_vowel(b)) return 0.6F;
  return 1;
}

// The same for the letters a to z, by table: it stands in the innermost loop.
constexpr auto kSwapCosts = [] {
  std::array<std::array<float, 26>, 26> t{};
  for (char32_t i = 0; i < 26; ++i)
    for (char32_t j = 0; j < 26; ++j) t[i][j] = swap_cost_of('a' + i, 'a' + j);
  return t;
}();

float swap_cost(char32_t a, char32_t b) {
  if (a == b) return 0;
  return a >= 'a' && a <= 'z' && b >= 'a' && b <= 'z' ? kSwapCosts[a - 'a'][b - 'a'] : 1;
}

float drop_cost(const char32_t* s, size_t i) {
  if (i == 0) return is_vowel(s[i]) ? 1.F : 1.5F;  // names keep how they begin
  if (s[i] == 'h') return 0.5F;
  if (s[i] == s[i - 1]) return 0.3F;
  return is_vowel(s[i]) ? 0.7F : 1;
}

// Letters of a word, at most kLongest: what is longer is no name.
constexpr size_t kLongest = 64;
size_t code_points(std::string_view s, std::array<char32_t, kLongest>& out) {
  size_t n = 0;
  for (size_t at = 0; at < s.size() && n < kLongest;) {
    const auto byte = static_cast<unsigned char>(s[at]);
    const auto c = byte < 0x80 ? utf8::CodePoint{byte, 1, true} : utf8::decode(s, at);
    out[n++] = c.value;
    at += c.size;
  }
  return n;
}

bool patronymic(std::string_view w) {
  for (std::string_view end : {"ovich", "evich", "ovych", "evych", "yovych", "ovna", "evna", "ivna", "ovitch", "evitch",
                               "ovic", "evic", "owitsch", "ich"})
    if (w.size() > end.size() + 2 && w.ends_with(end)) return true;
  return false;
}

float part_cost(const NameRules& rules, const std::string& a, const std::string& b) {
  if (a == b) return 0;
  if (rules.equivalent(a, b)) return 0.1F;
  if (a.size() == 1 || b.size() == 1) return a[0] == b[0] ? 0.3F : kNoSpelling;
  const float edits = word_cost(a, b);
  // Far apart by letters, near by sound: "schoigu", "shoygu".
  const bool syllables = std::min(a.size(), b.size()) < 4;  // "Yi" and "Li" are two names
  return edits <= .5F || edits > kFarApart || syllables ? edits : std::min(edits, 2 * rules.cyrillic.joint(a, b, 0.6F) + 0.1F);
}

// Cheapest pairing of the shorter list's words with the longer one's; unpaired words cost little when they are
// patronymics or initials.
float pairing(const std::vector<std::string>& a, const std::vector<std::string>& b, uint32_t used, size_t i,
              const std::vector<float>& costs) {
  if (i == a.size()) {
    float rest = 0;
    for (size_t j = 0; j < b.size(); ++j)
      if (!(used >> j & 1U)) rest += patronymic(b[j]) || b[j].size() == 1 ? 0.05F : 0.3F;
    return rest;
  }
  float best = kNoSpelling;
  for (size_t j = 0; j < b.size(); ++j) {
    if (used >> j & 1U) continue;
    const float c = costs[i * b.size() + j];
    if (c <= 1.F) best = std::min(best, std::max(c, 0.F) + pairing(a, b, used | 1U << j, i + 1, costs));
  }
  return best;
}

std::vector<std::string> native_words(std::string_view native) {
  std::vector<std::string> out;
  std::string word;
  for (char c : utf8::lower(native) + " ") {
    if (c != ' ' && c != '-') {
      word.push_back(c);
    } else if (!word.empty()) {
      out.push_back(std::move(word));
      word.clear();
    }
  }
  return out;
}

bool hangul_name(std::string_view s) {
  const auto c = utf8::decode(s, 0).value;
  return c >= 0xAC00 && c <= 0xD7A3;
}

std::string joined(const std::vector<std::string>& words, size_t from, size_t to) {
  std::string out;
  for (size_t i = from; i < to; ++i) out += words[i];
  return out;
}

// 최선희: the family name is one syllable, at either end of the Latin name.
float hangul_cost(const NameRules& rules, std::string_view native, const std::vector<std::string>& latin) {
  std::string compact;
  for (char c : native)
    if (c != ' ') compact.push_back(c);
  const std::string family = compact.substr(0, 3), given = compact.substr(3);
  const auto family_fits = [&](const std::string& w) {
    const std::string_view known = rules.korean_family(w);
    if (!known.empty() && known == rules.korean_family(family)) return 0.F;
    return rules.hangul.cost(family, w, 0.7F);
  };
  float best = rules.hangul.cost(compact, joined(latin, 0, latin.size()), 1.0F);
  const size_t n = latin.size();
  if (n < 2 || given.empty()) return best;
  const float front = family_fits(latin[0]);
  if (front < kNoSpelling) best = std::min(best, front + rules.hangul.cost(given, joined(latin, 1, n), kKoreanBudget));
  const float back = family_fits(latin[n - 1]);
  if (back < kNoSpelling)
    best = std::min(best, 0.05F + back + rules.hangul.cost(given, joined(latin, 0, n - 1), kKoreanBudget));
  return best;
}

}  // namespace

std::vector<std::string> name_words(const NameRules& rules, std::string_view written) {
  std::vector<std::string> words, kept;
  // "Lan'kov", "Ch'oe": an apostrophe inside a word parts nothing, but "Putin's" ends there.
  std::string joined_up;
  for (size_t at = 0; at < written.size();) {
    const auto c = utf8::decode(written, at);
    const bool apostrophe = c.value == '\'' || c.value == 0x2019 || c.value == 0x02BC || c.value == '`';
    const size_t next = at + c.size;
    const bool inside =
        apostrophe && at > 0 && next < written.size() && utf8::is_letter(utf8::decode(written, next).value);
    const bool ending = inside && (written[next] == 's' || written[next] == 'S') &&
                        (next + 1 == written.size() || written[next + 1] == ' ');
    if (!inside || ending) joined_up.append(written.substr(at, c.size));
    at = next;
  }
  fold_words(joined_up, words);
  for (std::string& w : words)
    if (!rules.is_honorific(w) && (w != "s" || kept.empty())) kept.push_back(std::move(w));
  return kept.empty() ? words : kept;
}

float word_cost(std::string_view a, std::string_view b, float limit) {
  if (a == b) return 0;
  std::array<char32_t, kLongest> x, y;
  const size_t n = code_points(a, x), m = code_points(b, y);
  const float longest = kTolerance * static_cast<float>(std::max<size_t>(std::max(n, m), 1));
  float least = 0, least_above = 0;  // no way through two rows that both cost more than the limit gets below it again
  // Three rows of the table: the one before last is for letters that changed places.
  std::array<float, kLongest> drop_y;
  std::array<std::array<float, kLongest + 1>, 3> rows;
  for (size_t j = 0; j < m; ++j) drop_y[j] = drop_cost(y.data(), j);
  rows[0][0] = 0;
  for (size_t j = 1; j <= m; ++j) rows[0][j] = rows[0][j - 1] + drop_y[j - 1];
  for (size_t i = 1; i <= n; ++i) {
    auto &row = rows[i % 3], &above = rows[(i - 1) % 3];
    const auto& before = rows[(i + 1) % 3];
    const float drop_x = drop_cost(x.data(), i - 1);
    row[0] = above[0] + drop_x;
    least_above = std::exchange(least, row[0]);
    for (size_t j = 1; j <= m; ++j) {
      float c = above[j - 1] + swap_cost(x[i - 1], y[j - 1]) * (i == 1 && j == 1 ? 1.5F : 1.F);
      c = std::min({c, above[j] + drop_x, row[j - 1] + drop_y[j - 1]});
      if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1]) c = std::min(c, before[j - 2] + 0.8F);
      row[j] = c;
      least = std::min(least, c);
    }
    if (std::min(least, least_above) > limit * longest) return kNoSpelling;
  }
  return rows[n % 3][m] / longest;
}

float native_cost(const NameRules& rules, std::string_view native, const std::vector<std::string>& latin) {
  if (latin.empty() || native.empty()) return kNoSpelling;
  if (hangul_name(native)) return hangul_cost(rules, native, latin);
  const std::vector<std::string> words = native_words(native);
  if (words.empty() || words.size() > 5 || latin.size() > 6) return kNoSpelling;
  const bool native_short = words.size() <= latin.size();
  const auto& a = native_short ? words : latin;
  const auto& b = native_short ? latin : words;
  std::vector<float> costs(a.size() * b.size());
  for (size_t i = 0; i < a.size(); ++i)
    for (size_t j = 0; j < b.size(); ++j) {
      const std::string& n = native_short ? a[i] : b[j];
      const std::string& l = native_short ? b[j] : a[i];
      float c = rules.equivalent(n, l) ? 0.1F : rules.cyrillic.cost(n, l, kCyrillicBudget);
      if (l.size() == 1 && rules.cyrillic.plain(n).starts_with(l)) c = 0.3F;
      costs[i * b.size() + j] = c;
    }
  return pairing(a, b, 0, 0, costs);
}

bool looks_korean(const NameRules& rules, const std::vector<std::string>& words) {
  if (words.size() < 2 || words.size() > 4) return false;
  for (const bool front : {true, false}) {
    const std::string& family = front ? words.front() : words.back();
    if (rules.korean_family(family).empty()) continue;
    const std::string given = front ? joined(words, 1, words.size()) : joined(words, 0, words.size() - 1);
    if (given.size() <= 12 && rules.hangul.read(given, 0.6F) < kNoSpelling) return true;
  }
  return false;
}

float korean_cost(const NameRules& rules, const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const auto split_name = [&](const std::vector<std::string>& w, bool front) {
    return front ? std::pair{w[0], joined(w, 1, w.size())} : std::pair{w.back(), joined(w, 0, w.size() - 1)};
  };
  if (a.size() < 2 || b.size() < 2) return kNoSpelling;
  float best = kNoSpelling;
  for (const bool fa : {true, false})
    for (const bool fb : {true, false}) {
      const auto [family_a, given_a] = split_name(a, fa);
      const auto [family_b, given_b] = split_name(b, fb);
      const std::string_view ka = rules.korean_family(family_a), kb = rules.korean_family(family_b);
      if (ka.empty() || kb.empty()) continue;
      // Behind a given name of one syllable "Li" is no Korean family name: "Wang Li".
      if ((!fa && given_a.size() < 5) || (!fb && given_b.size() < 5)) continue;
      // 전 and 정 share spellings: the names meet when one spelling can be read as the other's name.
      float family = ka == kb ? 0 : rules.hangul.joint(family_a, family_b, 0.5F) + 0.2F;
      if (family > 1) continue;
      if (!fa || !fb) family += 0.05F;
      best = std::min(best, family + rules.hangul.joint(given_a, given_b, kKoreanBudget));
    }
  return best;
}

bool looks_chinese(const NameRules& rules, const std::vector<std::string>& words) {
  if (words.size() < 2 || words.size() > 4) return false;
  for (const bool front : {true, false}) {
    if (!rules.chinese_family(front ? words.front() : words.back())) continue;
    const std::string given = front ? joined(words, 1, words.size()) : joined(words, 0, words.size() - 1);
    if (given.size() <= 12 && rules.pinyin.read(given, 0.3F) < kNoSpelling) return true;
  }
  return false;
}

float chinese_cost(const NameRules& rules, const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.size() < 2 || b.size() < 2 || a.size() > 4 || b.size() > 4) return kNoSpelling;
  float best = kNoSpelling;
  for (const bool fa : {true, false})
    for (const bool fb : {true, false}) {
      const std::string &family_a = fa ? a.front() : a.back(), &family_b = fb ? b.front() : b.back();
      if (!rules.chinese_family(family_a) || !rules.chinese_family(family_b)) continue;
      const float family = family_a == family_b ? 0 : rules.pinyin.joint(family_a, family_b, kChineseBudget);
      if (family > kChineseBudget) continue;
      const float given = rules.pinyin.joint(fa ? joined(a, 1, a.size()) : joined(a, 0, a.size() - 1),
                                             fb ? joined(b, 1, b.size()) : joined(b, 0, b.size() - 1), kChineseBudget);
      best = std::min(best, family + given + (fa && fb ? 0.F : 0.05F));
    }
  // Letters that Korean and Chinese names share are Korean's own affair: there only the family name's spelling binds.
  if (best > 0.1F && a.front() != b.front() && looks_korean(rules, a) && looks_korean(rules, b)) return kNoSpelling;
  return best;
}

float latin_cost(const NameRules& rules, const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty() || a.size() > 8 || b.size() > 8) return kNoSpelling;
  if (a == b) return 0;
  if (a.size() == b.size() && std::is_permutation(a.begin(), a.end(), b.begin())) return 0.05F;  // "Koizumi Yu"
  const auto &s = a.size() <= b.size() ? a : b, &l = a.size() <= b.size() ? b : a;
  // "Janedoe", "Jong-un": spaces do not matter, where little else differs.
  float best = word_cost(joined(a, 0, a.size()), joined(b, 0, b.size()), .5F / 1.5F) * 1.5F;
  const auto initials = [](const std::vector<std::string>& w) {
    return std::count_if(w.begin(), w.end(), [](const std::string& x) { return x.size() == 1; });
  };
  if (best > .5F || initials(s) != initials(l)) best = kNoSpelling;
  if (s.size() == 1 && l.size() > 1) return best;
  std::vector<float> costs(s.size() * l.size());
  for (size_t i = 0; i < s.size(); ++i)
    for (size_t j = 0; j < l.size(); ++j) costs[i * l.size() + j] = part_cost(rules, s[i], l[j]);
  // Family names must meet, in either order: "Mohammad Bagheri" is not "Mohammad Bagher Ghalibaf".
  const size_t last_s = s.size() - 1, last_l = l.size() - 1;
  const auto family_cost = [&](size_t i, size_t j) {
    return s[i].size() == 1 || l[j].size() == 1 ? kNoSpelling : costs[i * l.size() + j];  // an initial is no family name
  };
  const float straight = family_cost(last_s, last_l), turned = std::min(family_cost(0, last_l), family_cost(last_s, 0));
  float extra = std::min(straight, turned) <= 1 ? 0.F : 0.4F;
  // Turned about, every word must find its like: "Dean Allison" is not "Allison D. Smith".
  if (straight > 1 && turned <= 1 && s.size() < l.size()) extra += 0.5F;
  // "George W. Bush" and "George H. W. Bush" part by their initials.
  if (initials(s) > 0 && initials(l) > initials(s)) extra += 1.F;
  return std::min(best, pairing(s, l, 0, 0, costs) + extra);
}

}  // namespace annalist::who
