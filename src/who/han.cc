#include "who/han.h"

#include <algorithm>
#include <set>

#include "base/utf8.h"
#include "who/closeness.h"
#include "who/names.h"

namespace annalist::who {
namespace {

constexpr float kExact = 0.1F;          // another language's reading, letter for letter
constexpr float kKoreanScale = 1.4F;    // as in match_parts.cc
constexpr float kKoreanSlip = 0.5F;
constexpr size_t kLongestName = 5;      // characters; longer ones are no names of East Asia
constexpr size_t kMostReadings = 8;     // of one name in one language that are tried

std::vector<char32_t> characters(std::string_view s) {
  std::vector<char32_t> out;
  for (size_t at = 0; at < s.size();) {
    const auto c = utf8::decode(s, at);
    at += c.size;
    if (c.value != ' ' && c.value != 0x30FB) out.push_back(c.value);
  }
  return out;
}

std::string joined(const std::vector<std::string>& words, size_t from, size_t to) {
  std::string out;
  for (size_t i = from; i < to; ++i) out += words[i];
  return out;
}

// The readings of a whole name, syllable by syllable; commonest first and at most kMostReadings.
std::vector<std::vector<std::string>> names_read(const HanReadings& han, const std::vector<char32_t>& name,
                                                 HanReadings::Language language) {
  std::vector<std::vector<std::string>> out(1);
  for (const char32_t c : name) {
    const auto syllables = han.readings(c, language);
    std::vector<std::vector<std::string>> longer;
    for (const std::string_view s : syllables)
      for (const auto& before : out) {
        if (longer.size() == kMostReadings) break;
        longer.push_back(before);
        longer.back().emplace_back(s);
      }
    out = std::move(longer);
  }
  return out;
}

// Family name of `family` characters, the rest given: both ends of the Latin name are tried.
template <class Cost>
float by_parts(const std::vector<std::string>& syllables, size_t family, const std::vector<std::string>& latin, Cost cost) {
  const std::string first = joined(syllables, 0, family), rest = joined(syllables, family, syllables.size());
  const size_t n = latin.size();
  if (rest.empty()) return n == 1 ? cost(first, latin[0]) : kNoSpelling;
  if (n == 1) return cost(first + rest, latin[0]) + .3F;
  const float front = cost(first, latin[0]), back = cost(first, latin[n - 1]);
  float best = kNoSpelling;
  if (front < kNoSpelling) best = front + cost(rest, joined(latin, 1, n));
  if (back < kNoSpelling) best = std::min(best, back + cost(rest, joined(latin, 0, n - 1)) + .05F);
  return best;
}

float mandarin(const NameRules& rules, const std::vector<char32_t>& name, const std::vector<std::string>& latin) {
  const auto cost = [&](const std::string& pinyin, const std::string& word) {
    return pinyin == word ? 0.F : rules.pinyin.joint(pinyin, word, .9F);
  };
  float best = kNoSpelling;
  for (const auto& syllables : names_read(rules.han, name, HanReadings::kPinyin))
    for (const size_t family : {size_t{1}, size_t{2}})
      if (family <= syllables.size() && (family == 1 || syllables.size() > 2))
        best = std::min(best, by_parts(syllables, family, latin, cost));
  return best;
}

float cantonese(const NameRules& rules, const std::vector<char32_t>& name, const std::vector<std::string>& latin) {
  float best = kNoSpelling;
  const auto cost = [&](const std::string& jyutping, const std::string& word) { return rules.han.cantonese.cost(jyutping, word, .4F); };
  for (const auto& syllables : names_read(rules.han, name, HanReadings::kJyutping))
    best = std::min(best, by_parts(syllables, 1, latin, cost) + kExact);
  return best;
}

float korean(const NameRules& rules, const std::vector<char32_t>& name, const std::vector<std::string>& latin) {
  float best = kNoSpelling;
  for (const auto& syllables : names_read(rules.han, name, HanReadings::kHangul)) {
    const std::string hangul = joined(syllables, 0, syllables.size());
    best = std::min(best, native_cost(rules, hangul, latin) * kKoreanScale);
  }
  // One of several languages that are tried: no slips.
  return best <= kKoreanSlip ? best : kNoSpelling;
}

// Inside a word a Japanese reading may begin with its voiced sound: "ta" in "Kishida".
std::vector<std::string> voiced(std::string_view reading) {
  static constexpr std::pair<std::string_view, std::string_view> kVoiced[] = {
      {"sh", "j"}, {"ch", "j"}, {"ts", "z"}, {"k", "g"}, {"s", "z"}, {"t", "d"},
      {"h", "b"},  {"h", "p"},  {"f", "b"},  {"f", "p"}};
  std::vector<std::string> out{std::string(reading)};
  for (const auto& [from, to] : kVoiced)
    if (reading.starts_with(from)) {
      out.emplace_back(to);
      out.back().append(reading.substr(from.size()));
      if (from.size() == 2) break;
    }
  return out;
}

// Every character by one of its readings, until the Latin letters (in one spelling) are used up.
bool spells(const HanReadings& han, const std::vector<char32_t>& name, std::string_view key) {
  std::set<size_t> at{0};
  for (size_t i = 0; i < name.size(); ++i) {
    std::set<size_t> next;
    for (const auto language : {HanReadings::kOn, HanReadings::kKun})
      for (const std::string_view reading : han.readings(name[i], language))
        for (const std::string& form : i == 0 ? std::vector<std::string>{std::string(reading)} : voiced(reading))
          for (const size_t from : at)
            if (key.compare(from, form.size(), form) == 0) next.insert(from + form.size());
    at = std::move(next);
  }
  return at.contains(key.size());
}

float japanese(const NameRules& rules, const std::vector<char32_t>& name, const std::vector<std::string>& latin) {
  std::vector<std::string> words;
  for (const std::string& w : latin) words.push_back(rules.han.japanese(w));
  const auto key = [&](bool turned) {
    std::string out;
    for (size_t i = 0; i < words.size(); ++i) out += words[turned ? (i + words.size() - 1) % words.size() : i];
    return rules.han.japanese(out);
  };
  return spells(rules.han, name, key(false)) || (words.size() > 1 && spells(rules.han, name, key(true))) ? kExact : kNoSpelling;
}

}  // namespace

Status HanReadings::load(const Knowledge& knowledge, const Spelling& pinyin) {
  if (knowledge.has("who/han.tsv")) {
    const auto table = knowledge.table("who/han.tsv", {"han", "pinyin", "jyutping", "hangul", "on", "kun"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      const auto c = utf8::decode(row[0], 0);
      if (row[0].size() != c.size || (!codes_.empty() && c.value <= codes_.back())) return table->error(row, "one character a row, ascending");
      codes_.push_back(c.value);
      for (size_t i = 1; i <= 5; ++i) rows_.append(row[i]).push_back('\t');
      ends_.push_back(static_cast<uint32_t>(rows_.size()));
    }
  }
  ANNALIST_TRY(japanese.load(knowledge, "who/japanese.tsv"));
  return load_syllables(knowledge, pinyin);
}

namespace {

// How Hong Kong writes a syllable: as a whole, else every initial with every final.
std::vector<std::string> written(const std::map<std::string, std::vector<std::string>, std::less<>>& parts, std::string_view syllable) {
  if (const auto whole = parts.find(syllable); whole != parts.end()) return whole->second;
  const size_t vowel = syllable.find_first_of("aeiouy");
  if (vowel == std::string_view::npos) return {};
  std::string initial(syllable.substr(0, vowel)), final(1, '-');
  final.append(syllable.substr(vowel));
  std::vector<std::string> out;
  const auto f = parts.find(final), i = parts.find(initial.append(1, '-'));
  if (f == parts.end() || (vowel > 0 && i == parts.end())) return {};
  for (const std::string& end : f->second)
    for (const std::string& start : vowel > 0 ? i->second : std::vector<std::string>{"0"})
      out.push_back((start == "0" ? "" : start) + (end == "0" ? "" : end));
  return out;
}

}  // namespace

Status HanReadings::load_syllables(const Knowledge& knowledge, const Spelling& pinyin) {
  if (!knowledge.has("who/cantonese.tsv")) return {};
  const auto table = knowledge.table("who/cantonese.tsv", {"jyutping", "latin"});
  if (!table) return table.error();
  std::map<std::string, std::vector<std::string>, std::less<>> parts;
  for (const Table::Row& row : table->rows())
    for (const std::string_view s : split(row[1])) parts[std::string(row[0])].emplace_back(s);
  std::map<std::string, std::set<std::string>, std::less<>> mandarin_of;
  for (const uint32_t c : codes_) {
    const auto syllables = readings(c, kPinyin);
    // The customary readings only: rare ones would make every name any other.
    if (const auto jyutping = readings(c, kJyutping); !jyutping.empty() && !syllables.empty())
      mandarin_of[std::string(jyutping[0])].emplace(syllables[0]);
  }
  for (const auto& [jyutping, all] : mandarin_of) {
    const std::vector<std::string> forms = written(parts, jyutping);
    for (const std::string& form : forms) cantonese.add(jyutping, form, form == forms[0] ? 0.F : .05F);
    for (const std::string& syllable : all) {
      std::string both(jyutping);
      both.append(1, '/').append(syllable);
      for (const std::string& form : forms) chinese.add(both, form, .05F);
      for (const std::string& form : pinyin.spellings(syllable, .05F)) chinese.add(both, form, 0);
    }
  }
  cantonese.close(), chinese.close();
  return {};
}

std::vector<std::string_view> HanReadings::readings(char32_t han, Language language) const {
  const auto found = std::lower_bound(codes_.begin(), codes_.end(), han);
  if (found == codes_.end() || *found != han) return {};
  const auto index = static_cast<size_t>(found - codes_.begin());
  const uint32_t from = index == 0 ? 0 : ends_[index - 1];
  std::string_view row = std::string_view(rows_).substr(from, ends_[index] - from);
  for (int skip = 0; skip < language; ++skip) row.remove_prefix(row.find('\t') + 1);
  return split(row.substr(0, row.find('\t')));
}

float han_cost(const NameRules& rules, std::string_view han, const std::vector<std::string>& latin) {
  const std::vector<char32_t> name = characters(han);
  if (name.empty() || name.size() > kLongestName || latin.empty() || latin.size() > 4) return kNoSpelling;
  float best = mandarin(rules, name, latin);
  if (best > kExact) best = std::min(best, korean(rules, name, latin));
  if (best > kExact) best = std::min(best, cantonese(rules, name, latin));
  if (best > kExact) best = std::min(best, japanese(rules, name, latin));
  return best;
}

float cantonese_cost(const NameRules& rules, const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.size() < 2 || b.size() < 2 || a.size() > 4 || b.size() > 4) return kNoSpelling;
  const auto pinyin = [&](const std::vector<std::string>& w) {
    return rules.chinese_family(w[0]) && rules.pinyin.read(joined(w, 1, w.size()), .05F) < kNoSpelling;
  };
  if (!pinyin(a) && !pinyin(b)) return kNoSpelling;
  const std::string given_a = joined(a, 1, a.size()), given_b = joined(b, 1, b.size());
  if (std::min(given_a.size(), given_b.size()) < 4) return kNoSpelling;  // one syllable has too many homophones
  const float family = a[0] == b[0] ? 0 : rules.han.chinese.joint(a[0], b[0], .2F);
  if (family > .2F) return kNoSpelling;
  return family + rules.han.chinese.joint(given_a, given_b, .4F) + kExact;
}

bool looks_japanese(const NameRules& rules, const std::vector<std::string>& words) {
  // What no syllable has, before looking closely.
  for (const std::string& w : words)
    if (std::string_view("aiueonh").find(w.back()) == std::string_view::npos || w.find_first_of("lqvx") != std::string::npos) return false;
  return !rules.kana.empty() && words.size() >= 2 && words.size() <= 3 &&
         std::all_of(words.begin(), words.end(), [&](const std::string& w) { return rules.kana.read(rules.han.japanese(w), 0) < kNoSpelling; });
}

float japanese_cost(const NameRules& rules, const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.size() != b.size()) return kNoSpelling;
  std::vector<std::string> x, y;
  for (const std::string& w : a) x.push_back(rules.han.japanese(w));
  for (const std::string& w : b) y.push_back(rules.han.japanese(w));
  std::sort(x.begin(), x.end()), std::sort(y.begin(), y.end());
  return x == y ? kExact : kNoSpelling;
}

}  // namespace annalist::who
