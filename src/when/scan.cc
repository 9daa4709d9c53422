#include "when/scan.h"

#include <algorithm>
#include <charconv>

#include "base/utf8.h"

namespace annalist::when {

namespace {

constexpr size_t kLongestWord = 20;  // bytes; no time word is longer

bool digit(char c) {
  return c >= '0' && c <= '9';
}
bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char small(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
uint32_t hash(std::string_view s) {
  uint32_t h = 2166136261u;
  for (char c : s) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  return h ^ (h >> 15);
}
// Figures of at most nine digits; -1 beyond.
int32_t figures_of(std::string_view s) {
  int32_t v = 0;
  return s.size() <= 9 && std::from_chars(s.data(), s.data() + s.size(), v).ec == std::errc() ? v : -1;
}
// Bytes of an apostrophe at `at` (' or ’), else 0.
uint32_t apostrophe(std::string_view text, uint32_t at, uint32_t end) {
  if (at < end && text[at] == '\'') return 1;
  if (at + 2 < end && text.substr(at, 3) == "\u2019") return 3;
  return 0;
}

}  // namespace

Status Vocabulary::load(const Knowledge& knowledge, Alphabet& alphabet) {
  auto words = knowledge.table("time/words.tsv", {"words", "class", "value", "case"});
  if (!words) return words.error();
  for (const Table::Row& row : words->rows()) {
    const auto value = symbol_value(row[2]);
    if (!value) return words->error(row, "unknown value '" + std::string(row[2]) + "'");
    for (std::string_view word : split(row[0]))
      entries_[std::string(word)].senses.push_back({alphabet.intern(row[1]), *value, row[3] == "U"});
  }
  auto numbers = knowledge.table("time/numbers.tsv", {"words", "value", "kind"});
  if (!numbers) return numbers.error();
  static constexpr std::string_view kKinds[] = {"unit", "tens", "scale", "ordinal"};
  for (const Table::Row& row : numbers->rows()) {
    Entry& e = entries_[std::string(row[0])];
    const auto kind = std::find(std::begin(kKinds), std::end(kKinds), row[2]);
    const auto value = symbol_value(row[1]);
    if (kind == std::end(kKinds) || !value) return numbers->error(row, "unknown kind or value");
    e.kind = static_cast<uint8_t>(1 + (kind - std::begin(kKinds)));
    e.number = *value;
    if (e.kind == kOrdinalNumber) {
      e.senses.push_back({alphabet.intern("ORD"), *value, false});
      e.senses.push_back({alphabet.intern("ORDANY"), *value, false});
    } else if (e.kind != kScale) {
      e.senses.push_back({alphabet.intern("NUM"), *value, false});
      if (*value >= 1 && *value <= 12) e.senses.push_back({alphabet.intern("HOURWORD"), *value, false});
    }
  }
  auto direction = knowledge.table("time/direction.tsv", {"lemmas", "kind"});
  if (!direction) return direction.error();
  static constexpr std::string_view kCues[] = {"future", "plan", "ahead", "past", "schedule"};
  for (const Table::Row& row : direction->rows()) {
    const auto cue = std::find(std::begin(kCues), std::end(kCues), row[1]);
    if (cue == std::end(kCues)) return direction->error(row, "unknown kind");
    for (std::string_view word : split(row[0]))
      entries_[std::string(word)].tense |= static_cast<uint8_t>(1 << (cue - std::begin(kCues)));
  }
  return {};
}

void Vocabulary::literal(std::string_view word, Class cls) {
  auto& senses = entries_[std::string(word)].senses;
  for (const Entry::Sense& s : senses)
    if (s.cls == cls) return;
  senses.push_back({cls, 0, false});
}

void Vocabulary::seal(Alphabet& alphabet) {
  for (auto& [word, e] : entries_) {
    std::vector<Class> plain, capital;
    for (const Entry::Sense& s : e.senses) {
      capital.push_back(s.cls);
      if (!s.capital) plain.push_back(s.cls);
    }
    e.plain = alphabet.signature(plain);
    e.capital = alphabet.signature(capital);
  }
  const auto of = [&](std::initializer_list<std::string_view> names) {
    std::vector<Class> classes;
    for (std::string_view n : names) classes.push_back(alphabet.intern(n));
    return alphabet.signature(std::move(classes));
  };
  figures_ = {.number = of({"NUM"}),
              .hour = of({"NUM", "HOUR"}),
              .hour_day = of({"NUM", "HOUR", "DAYNUM"}),
              .day = of({"NUM", "DAYNUM"}),
              .year = of({"NUM", "YEAR4"}),
              .year_clock = of({"NUM", "YEAR4", "HHMM"}),
              .clock4 = of({"HHMM"}),
              .clock = of({"CLOCK"}),
              .date = of({"DATE"}),
              .decade = of({"DECADE"}),
              .ordinal_day = of({"ORD", "ORDNUM", "ORDANY"}),
              .ordinal = of({"ORD", "ORDANY"}),
              .short_year = of({"YEAR4"}),
              .fraction = of({"FRACTION"}),
              .year_word = of({"YEARWORD"}),
              .fiscal = of({"FYEAR"})};
  uint32_t size = 64;
  while (size < entries_.size() * 4) size *= 2;
  mask_ = size - 1;
  slots_.assign(size, nullptr);
  for (const auto& pair : entries_) {
    uint32_t slot = hash(pair.first) & mask_;
    while (slots_[slot]) slot = (slot + 1) & mask_;
    slots_[slot] = &pair;
  }
}

const Entry* Vocabulary::find(std::string_view lower) const {
  for (uint32_t slot = hash(lower) & mask_; slots_[slot]; slot = (slot + 1) & mask_)
    if (slots_[slot]->first == lower) return &slots_[slot]->second;
  return nullptr;
}

int32_t Vocabulary::value(const TimeToken& token, Class c) const {
  if (token.entry && !token.digits)
    for (const Entry::Sense& s : token.entry->senses)
      if (s.cls == c) return s.value;
  return token.value;
}

void Vocabulary::scan(std::string_view text, Span range, std::vector<TimeToken>& out) const {
  out.clear();
  bool numbers = false;
  uint32_t last_end = range.begin;
  for (uint32_t at = range.begin; at < range.end;) {
    const char c = text[at];
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      ++at;
      continue;
    }
    TimeToken token;
    token.span = {at, at};
    token.glued = at == last_end && at != range.begin;
    if (digit(c) || (c == '\'' && at + 2 < range.end && digit(text[at + 1]) && digit(text[at + 2]))) {
      read_number(text, range, at, token);
    } else if (letter(c)) {
      read_word(text, range, at, token);
      numbers |= token.entry && token.entry->kind != 0;
    } else if (const uint32_t quote = apostrophe(text, at, range.end)) {
      at += quote;
      const bool possessive =
          token.glued && at < range.end && text[at] == 's' && (at + 1 >= range.end || !letter(text[at + 1]));
      if (possessive) ++at;
      token.entry = find(possessive ? "'s" : "'");
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      const utf8::CodePoint point = utf8::decode(text, at);
      at += point.size;
      if (utf8::is_space(point.value)) continue;
      token.entry = point.value >= 0x2010 && point.value <= 0x2015 ? find("-") : nullptr;
    } else {
      token.entry = find(std::string_view(&text[at], 1));
      ++at;
    }
    token.span.end = at;
    last_end = at;
    if (token.entry && !token.digits) token.signature = token.capital ? token.entry->capital : token.entry->plain;
    out.push_back(token);
  }
  if (numbers) merge_numbers(out);
}

// "FY2024", "FY24": behind the letters stand four or two figures and no more.
bool Vocabulary::read_fiscal(std::string_view text, Span range, uint32_t& at, TimeToken& token) const {
  uint32_t end = at;
  while (end < range.end && digit(text[end])) ++end;
  const uint32_t width = end - at;
  if ((width != 2 && width != 4) || (end < range.end && letter(text[end]))) return false;
  const int32_t year = figures_of(text.substr(at, width));
  token.value = width == 2 ? 2000 + year : year;
  token.digits = true;
  token.signature = figures_.fiscal;
  at = end;
  return true;
}

void Vocabulary::read_word(std::string_view text, Span range, uint32_t& at, TimeToken& token) const {
  char buffer[kLongestWord];
  size_t n = 0;
  const uint32_t begin = at;
  token.capital = text[at] < 'a';
  const auto take = [&](char c) {
    if (n < kLongestWord) buffer[n] = small(c);
    ++n;
  };
  for (; at < range.end; ++at) {
    const char c = text[at];
    if (letter(c)) {
      take(c);
      continue;
    }
    // "a.m.", "U.S.": single letters parted by dots are one word; the dot that ends the sentence stays outside.
    const bool initials = c == '.' && n >= 1 && letter(text[at - 1]) && (at - begin == 1 || text[at - 2] == '.');
    if (initials && ((at + 1 < range.end && letter(text[at + 1])) || (at - begin > 1 && at + 1 < range.end))) continue;
    if (const uint32_t quote = apostrophe(text, at, range.end)) {  // o'clock, don't; but not the genitive
      const uint32_t next = at + quote;
      const bool genitive = next < range.end && text[next] == 's' && (next + 1 >= range.end || !letter(text[next + 1]));
      if (genitive || next >= range.end || !letter(text[next])) break;
      take('\'');
      at = next - 1;
      continue;
    }
    break;
  }
  if (at < range.end && (digit(text[at]) || static_cast<unsigned char>(text[at]) >= 0xC0)) {
    if (n == 2 && small(text[begin]) == 'f' && small(text[begin + 1]) == 'y' && read_fiscal(text, range, at, token)) return;
    if (digit(text[at]) && n == 1 && small(text[begin]) == 'q') {  // "Q1"
      take(text[at++]);
    } else if (!apostrophe(text, at, range.end) && text.substr(at, 2) != "\xE2\x80") {
      while (at < range.end && (digit(text[at]) || letter(text[at]) || static_cast<unsigned char>(text[at]) >= 0x80))
        ++at;
      return;  // "G7", "KN23", "Schön": no word of ours
    }
  }
  if (n <= kLongestWord) token.entry = find({buffer, n});
}

// A run of digits with its separators: "2024-06-19", "10:35", "1,000".
struct Run {
  std::string_view text;
  uint32_t part[3] = {0, 0, 0}, stop[3] = {0, 0, 0};
  uint32_t separators = 0, end = 0;
  char separator = 0;

  [[nodiscard]] uint32_t width(uint32_t i) const { return stop[i] - part[i]; }
  [[nodiscard]] int32_t field(uint32_t i) const { return figures_of(text.substr(part[i], width(i))); }
};

namespace {

Run read_run(std::string_view text, uint32_t begin, uint32_t limit) {
  Run r;
  r.text = text;
  r.part[0] = begin;
  uint32_t end = begin;
  for (; end < limit; ++end) {
    if (digit(text[end])) continue;
    const char c = text[end];
    if ((c != ',' && c != '.' && c != ':' && c != '/' && c != '-') || end + 1 >= limit || !digit(text[end + 1])) break;
    if (r.separators == 2 || (r.separator && c != r.separator)) break;
    if (c == '-' && end - begin != 4 && r.separators == 0) break;
    r.separator = c;
    r.stop[r.separators++] = end;
    r.part[r.separators] = end + 1;
  }
  r.stop[r.separators] = end;
  if (r.separator == '-' && (r.separators != 2 || r.width(1) != 2 || r.width(2) != 2)) {
    end = r.stop[0], r.separators = 0, r.separator = 0;  // "1990-95": two figures
  }
  if (r.separator == '/' && r.separators == 1 && r.width(0) == 4) {
    end = r.stop[0], r.separators = 0, r.separator = 0;  // "2024/25"
  }
  r.end = end;
  return r;
}

// Year, month and day of three fields in an unambiguous order, as yyyymmdd; 0 when it is no date.
int32_t packed_date(const Run& r) {
  int32_t y = 0, m = 0, d = 0;
  if (r.width(0) == 4)
    y = r.field(0), m = r.field(1), d = r.field(2);
  else if (r.width(2) == 4 && r.field(0) > 12)
    y = r.field(2), m = r.field(1), d = r.field(0);
  else if (r.width(2) == 4 && r.field(1) > 12)
    y = r.field(2), m = r.field(0), d = r.field(1);
  else if (r.width(2) == 4 && r.field(0) == r.field(1))
    y = r.field(2), m = r.field(0), d = r.field(1);
  if (y <= 0 || m < 1 || d < 1 || !valid({y, static_cast<uint32_t>(m), static_cast<uint32_t>(d)})) return 0;
  return y * 10000 + m * 100 + d;
}

}  // namespace

void Vocabulary::read_parted(std::string_view text, const Run& r, TimeToken& token) const {
  const auto set = [&](int32_t value, Signature signature) { token.value = value, token.signature = signature; };
  if (r.separators == 2) {
    if (const int32_t date = r.separator == ',' || r.separator == ':' ? 0 : packed_date(r)) set(date, figures_.date);
    return;
  }
  const int32_t a = r.field(0), b = r.field(1);
  const std::string_view tail = text.substr(r.end, 3);
  const bool clock = a <= 24 && b < 60 && r.width(1) == 2;
  if (r.separator == ':' && clock)
    set(a * 60 + b, figures_.clock);
  else if (r.separator == '/' && a == 1 && b == 2)
    set(1, figures_.fraction);
  else if (r.separator == ',' && r.width(1) == 3 && a >= 0)
    set(a * 1000 + b, figures_.number);
  else if (r.separator == '.' && clock && a <= 12 && (tail == " p." || tail == " a." || tail == " am" || tail == " pm"))
    set(a * 60 + b, figures_.clock);
}

// The word part that belongs to a figure: "1990s", "16th", "10km"; true when it decided what the token is.
bool Vocabulary::read_suffix(std::string_view text, Span range, uint32_t width, uint32_t& at, TimeToken& token) const {
  const int32_t v = token.value;
  const std::string_view tail = text.substr(at, std::min<uint32_t>(3, range.end - at));
  const auto ends = [&](std::string_view s) {
    return tail.starts_with(s) && (tail.size() == s.size() || !letter(tail[s.size()]));
  };
  const bool round = v % 10 == 0 && ((width == 4 && v >= 1000 && v < 2200) || width == 2);
  const uint32_t quote = apostrophe(text, at, range.end);
  if (round && ends("s")) {
    token.signature = figures_.decade;
    at += 1;
    return true;
  }
  if (round && width == 4 && v < 2000 && v % 100 != 0 && quote && at + quote < range.end && text[at + quote] == 's') {
    token.signature = figures_.decade;  // "the 1980's"
    at += quote + 1;
    return true;
  }
  if (ends("st") || ends("nd") || ends("rd") || ends("th")) {
    at += 2;
    token.signature = v >= 1 && v <= 31 ? figures_.ordinal_day : figures_.ordinal;
    return true;
  }
  if (at >= range.end || !letter(text[at]) || ends("am") || ends("pm") || ends("a") || ends("p")) return false;
  while (at < range.end && (letter(text[at]) || digit(text[at]))) ++at;  // "10km", "3D": not ours
  return true;
}

void Vocabulary::read_number(std::string_view text, Span range, uint32_t& at, TimeToken& token) const {
  token.digits = true;
  const bool short_year = text[at] == '\'';
  const Run r = read_run(text, at + (short_year ? 1 : 0), range.end);
  at = r.end;
  if (r.separators > 0) return read_parted(text, r, token);
  const uint32_t w = r.width(0);
  const int32_t v = r.field(0);
  token.value = v;
  if (read_suffix(text, range, w, at, token)) return;
  if (short_year) {
    token.value = (v < 40 ? 2000 : 1900) + v;
    if (w == 2) token.signature = figures_.short_year;
    return;
  }
  const bool clock4 = w == 4 && v / 100 <= 24 && v % 100 < 60;
  if (w == 4 && v >= 1000 && v < 2200)
    token.signature = clock4 ? figures_.year_clock : figures_.year;
  else if (clock4)
    token.signature = figures_.clock4;
  else if (w <= 2 && v >= 1 && v <= 23)
    token.signature = figures_.hour_day;
  else if (w <= 2 && v >= 1 && v <= 31)
    token.signature = figures_.day;
  else if (v >= 0 && v < 100000)
    token.signature = v == 0 ? figures_.hour : figures_.number;
}

bool Vocabulary::merge_at(const std::vector<TimeToken>& tokens, size_t at, size_t& used, TimeToken& merged) const {
  const auto kind = [&](size_t i) {
    return i < tokens.size() && tokens[i].entry && !tokens[i].digits ? tokens[i].entry->kind : uint8_t{0};
  };
  const auto word = [&](size_t i, std::string_view w) {
    return i < tokens.size() && tokens[i].entry && tokens[i].entry == find(w);
  };
  const auto number = [&](size_t i) { return tokens[i].entry->number; };
  size_t i = at;
  int32_t small_part = 0;
  bool ordinal = false;
  // Reads "forty", "forty-two", "forty two", "twelve", "twenty-first".
  const auto below_hundred = [&]() {
    if (kind(i) == kTens) {
      int32_t v = number(i++);
      const size_t dash = word(i, "-") ? 1 : 0;
      if (kind(i + dash) == kUnitNumber && number(i + dash) < 10)
        v += number(i + dash), i += dash + 1;
      else if (kind(i + dash) == kOrdinalNumber && number(i + dash) < 10)
        v += number(i + dash), i += dash + 1, ordinal = true;
      return v;
    }
    return number(i++);
  };
  if (kind(at) != kUnitNumber && kind(at) != kTens) return false;
  const int32_t lead = below_hundred();
  int32_t value = lead;
  bool year = false;
  if (!ordinal && lead >= 11 && lead <= 20 && i - at == 1 &&
      (kind(i) == kTens || (kind(i) == kUnitNumber && number(i) >= 10))) {
    small_part = below_hundred();
    value = lead * 100 + small_part;
    year = !ordinal;
  } else if (!ordinal) {
    if (word(i, "hundred")) {
      value *= 100, ++i;
      const size_t and_word = word(i, "and") ? 1 : 0;
      if (kind(i + and_word) == kUnitNumber || kind(i + and_word) == kTens) i += and_word, value += below_hundred();
    }
    if (word(i, "thousand") && value < 1000) {
      value *= 1000, ++i;
      const size_t and_word = word(i, "and") ? 1 : 0;
      if (kind(i + and_word) == kUnitNumber || kind(i + and_word) == kTens) i += and_word, value += below_hundred();
    }
  }
  used = i - at;
  if (used < 2) return false;
  merged = tokens[at];
  merged.span.end = tokens[i - 1].span.end;
  merged.entry = nullptr;
  merged.value = value;
  merged.signature = year ? figures_.year_word : ordinal ? figures_.ordinal : figures_.number;
  if (!year && !ordinal && value >= 2000 && value < 2100) merged.signature = figures_.year_word;
  return true;
}

void Vocabulary::merge_numbers(std::vector<TimeToken>& tokens) const {
  size_t out = 0;
  for (size_t i = 0; i < tokens.size();) {
    size_t used = 1;
    TimeToken merged = tokens[i];
    if (!tokens[i].entry || tokens[i].digits || tokens[i].entry->kind == 0 || !merge_at(tokens, i, used, merged))
      used = 1, merged = tokens[i];
    tokens[out++] = merged;
    i += used;
  }
  tokens.resize(out);
}

}  // namespace annalist::when
