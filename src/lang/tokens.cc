#include "lang/tokens.h"

#include <algorithm>
#include <map>

#include "base/knowledge.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "lang/words.h"

namespace annalist::lang {
namespace {

// How sure the classifier must be (sum of weights) to part words without a stop between them. News is punctuated: at
// 400 a missing stop and a list are still found, and "Kim Jong | Un" is no longer parted (at 0 it is).
constexpr int32_t kNoStopMargin = 400;
constexpr size_t kBracketRun = 4;      // as many alike brackets are ornament: one token
constexpr size_t kMaxUrlBytes = 2048;  // a longer chunk is no address

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_alpha(char c) {
  return is_upper(c) || is_lower(c);
}

bool in(char c, std::string_view set) {
  return set.find(c) != std::string_view::npos;
}

// The suffixes that make a word of its own.
bool is_clitic(std::string_view s) {
  static constexpr std::string_view kClitics[] = {"s", "ll", "re", "ve", "m", "d", "S", "LL", "RE", "VE", "M", "D"};
  return std::find(std::begin(kClitics), std::end(kClitics), s) != std::end(kClitics);
}

}  // namespace

// Walks one block. Every byte is looked at a bounded number of times.
class Scanner {
 public:
  Scanner(const Tokeniser& tokeniser, std::string_view text, Span block, std::vector<RawToken>& out)
      : words_(tokeniser), text_(text.substr(0, block.end)), at_(block.begin), end_(block.end), out_(out) {}

  void run() {
    blank_ = true;
    while (at_ < end_) {
      const auto c = utf8::decode(text_, at_);
      if (utf8::is_space(c.value) || (c.value < 0x20)) {
        if (c.value == '\n') ++lines_;
        blank_ = true;
        at_ += c.size;
        continue;
      }
      if (blank_) find_chunk();
      if (url()) continue;
      if (is_word(at_))
        word();
      else
        punctuation();
    }
  }

 private:
  [[nodiscard]] char byte(size_t i) const { return i < end_ ? text_[i] : '\0'; }

  // Length of the letter, digit or mark at i; 0 when it is something else.
  [[nodiscard]] uint32_t is_word(size_t i) const {
    if (i >= end_) return 0;
    const char c = text_[i];
    if (static_cast<unsigned char>(c) < 0x80) return is_alpha(c) || is_digit(c) || c == '_' ? 1 : 0;
    const auto d = utf8::decode(text_, i);
    // Marks combine with the letter before; U+0300..U+036F are the ones of Latin and Cyrillic.
    return utf8::is_letter(d.value) || utf8::is_digit(d.value) || (d.value >= 0x300 && d.value < 0x370) ? d.size : 0;
  }
  // 3 for ’ and 1 for '.
  [[nodiscard]] uint32_t apostrophe(size_t i) const {
    if (byte(i) == '\'' || byte(i) == '`') return 1;
    return text_.substr(std::min(i, end_), 3) == "’" ? 3 : 0;
  }

  void emit(size_t begin, size_t end, bool clitic = false, bool stop = false) {
    RawToken t;
    t.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    t.blank_before = blank_;
    t.line_before = lines_ >= 2;
    t.clitic = clitic;
    t.stop = stop;
    out_.push_back(t);
    blank_ = false;
    lines_ = 0;
    at_ = end;
  }

  // Looks ahead once per run of non-blank text for what makes it an address.
  void find_chunk() {
    size_t e = at_;
    while (e < end_ && e - at_ <= kMaxUrlBytes && !in(text_[e], " \t\r\n")) ++e;
    chunk_end_ = e;
    address_ = false;
    if (e - at_ > kMaxUrlBytes) return;
    const std::string_view chunk = text_.substr(at_, e - at_);
    const size_t mail = chunk.find('@');
    address_ = chunk.find("://") != std::string_view::npos || chunk.find("www.") != std::string_view::npos ||
               (mail != std::string_view::npos && mail > 0 && chunk.find('.', mail) != std::string_view::npos);
  }

  bool url() {
    if (!address_ || at_ >= chunk_end_ || !(is_word(at_))) return false;
    size_t e = chunk_end_;
    while (e > at_ && in(text_[e - 1], ".,;:!?)]}>\"'")) --e;
    address_ = false;
    if (e == at_) return false;
    emit(at_, e);
    return true;
  }

  // (L.)+ with single letters: "U.S.", "e.g.", "D.C"; returns its end, or 0.
  [[nodiscard]] size_t acronym() const {
    size_t e = at_, letters = 0;
    while (is_alpha(byte(e)) && byte(e + 1) == '.') e += 2, ++letters;
    if (letters == 0) return 0;
    if (is_alpha(byte(e)) && !is_word(e + 1) && letters >= 1) return e + 1;  // "U.S" without its last stop
    if (is_word(e) && letters >= 2 && byte(e - 1) == '.') return e;          // "U.S.Army"
    return letters >= 2 && !is_word(e) ? e : 0;
  }

  [[nodiscard]] bool joins(size_t begin, size_t i) const {
    const char c = text_[i], left = byte(i - 1), right = byte(i + 1);
    if (c == '.' || c == ',' || c == ':') {
      if (is_digit(left) && is_digit(right)) return true;
      const bool upper = is_upper(right) && is_upper(left);  // ENRON.XLS
      if (c != '.' || (!upper && !is_lower(right))) return false;
      size_t e = i + 1;
      while (e < i + 8 && is_word(e)) ++e;
      return (words_.kinds(text_.substr(i + 1, e - i - 1)) & kDomain) != 0 && byte(e) != '\'';
    }
    if (c == '/') return is_digit(left) && is_digit(right) && is_digit(text_[begin]);
    if (c == '&') return is_upper(left) && is_upper(right);
    if (c == '-') return hyphen(begin, i);
    return false;
  }

  // Does the hyphen at i keep the word together? Prefixes, telephone numbers and ISO dates do.
  [[nodiscard]] bool hyphen(size_t begin, size_t i) const {
    if (!is_word(i + 1)) return false;
    const std::string_view left = text_.substr(begin, i - begin);
    if (is_digit(byte(i - 1)) && is_digit(byte(i + 1))) {
      if (left.find('-') != std::string_view::npos) return true;
      size_t e = i + 1;
      while (e < i + 6 && is_digit(byte(e))) ++e;
      const size_t digits = e - i - 1;
      return (byte(e) == '-' && is_digit(byte(e + 1))) || (left.size() == 3 && digits == 4);
    }
    return left.size() <= 8 && (words_.kinds(left) & kPrefix) != 0 && (is_alpha(byte(i + 1)) || left.size() == 3);
  }

  void word() {
    const size_t begin = at_;
    if (const size_t e = acronym(); e != 0) {
      emit(begin, e, false, text_[e - 1] == '.');
      return;
    }
    size_t e = begin;
    while (e < end_) {
      if (const uint32_t n = is_word(e))
        e += n;
      else if (const uint32_t a = apostrophe(e); a && is_word(e + a) && byte(e) != '`')
        e += a;
      else if (joins(begin, e))
        ++e;
      else
        break;
    }
    if (split_number(begin, e) || whole_name(begin) || glued_before_name(begin, e)) return;
    if (byte(e) == '$' && e - begin <= 2 && is_upper(text_[begin])) {  // US$4.5
      emit(begin, e + 1);
      return;
    }
    if (byte(e) == '.' && keeps_stop(begin, e)) {
      emit(begin, e + 1, false, true);
      return;
    }
    split_clitics(begin, e);
  }

  // Bytes of the listed name that starts at i ("Kim Jong Un" of "Kim Jong Unmet"), 0 when none does. Three words.
  [[nodiscard]] size_t name_length(size_t i) const {
    constexpr size_t kLongestWord = 6;
    size_t at = i;
    for (int words = 0; words < 2; ++words) {
      if (!is_upper(byte(at))) return 0;
      size_t blank = at + 1;
      while (blank < at + kLongestWord && is_lower(byte(blank))) ++blank;
      if (byte(blank) != ' ') return 0;
      at = blank + 1;
    }
    for (size_t e = at + 2; is_upper(byte(at)) && e <= at + kLongestWord && e <= end_; ++e)
      if (words_.kinds(text_.substr(i, e - i)) & kWholeName) return e - i;
    return 0;
  }

  // Names that a source prints in type of their own lose the blanks around them in its text: "Kim Jong Unmet" is the
  // name and a word.
  bool whole_name(size_t begin) {
    const size_t length = name_length(begin);
    if (length == 0 || !is_alpha(byte(begin + length))) return false;
    for (size_t at = begin; at < begin + length;) {
      const size_t blank = std::min(text_.find(' ', at), begin + length);
      emit(at, blank);
      at = blank + 1;
      blank_ = true;
    }
    blank_ = false;
    at_ = begin + length;
    return true;
  }

  // "ComradeKim Jong Un": the word ends where the name begins.
  bool glued_before_name(size_t begin, size_t e) {
    for (size_t i = begin + 1; i < e; ++i)
      if (is_upper(text_[i]) && is_alpha(text_[i - 1]) && name_length(i) != 0) {
        emit(begin, i);
        return true;
      }
    return false;
  }

  // "10pm", "5km" are number and unit; "16th", "1990s", "3D" are words.
  bool split_number(size_t begin, size_t e) {
    if (!is_digit(text_[begin])) return false;
    size_t d = begin;
    while (d < e && (is_digit(text_[d]) || (in(text_[d], ".,:/-") && d + 1 < e && is_digit(text_[d + 1])))) ++d;
    if (d == e || !is_alpha(text_[d])) return false;
    const std::string_view unit = text_.substr(d, e - d);
    for (const std::string_view s : {"st", "nd", "rd", "th", "s", "ST", "ND", "RD", "TH"})
      if (unit == s) return false;
    static constexpr std::string_view kUnits[] = {"M",  "K",  "B",  "AM", "PM", "MM", "KM", "Hz",
                                                  "MW", "GW", "kW", "GB", "MB", "KB", "F",  "C"};
    const bool lower = std::all_of(unit.begin(), unit.end(), is_lower);
    if (!lower && std::find(std::begin(kUnits), std::end(kUnits), unit) == std::end(kUnits)) return false;
    emit(begin, d);
    emit(d, e);
    return true;
  }

  [[nodiscard]] bool keeps_stop(size_t begin, size_t e) const {
    if (byte(e + 1) == '.' || e - begin > 12) return false;
    const std::string_view w = text_.substr(begin, e - begin);
    size_t next = e + 1;
    while (next < end_ && in(text_[next], " \t\r\n")) ++next;
    const char c = byte(next);
    const bool capital = is_upper(c) || static_cast<unsigned char>(c) >= 0x80;
    if (w.size() == 1 && is_upper(w[0])) return w[0] != 'I' ? capital || c == ',' : false;  // an initial
    const uint32_t k = words_.kinds(w);
    if ((k & kBeforeNumber) && is_digit(c)) return true;
    if (k & kTitle) return capital && next > e + 1;
    if (!(k & kAbbreviation) || is_word(e + 1)) return false;
    // Words that are also names of days, months or verbs need their capital: "Sat." but not "sat.".
    return is_upper(w[0]) || !(w == "sat" || w == "sun" || w == "mar" || w == "wed" || w == "mon" || w == "dec" ||
                               w == "est" || w == "co");
  }

  void split_clitics(size_t begin, size_t e) {
    const std::string_view w = text_.substr(begin, e - begin);
    if (const uint32_t k = words_.kinds(w); k & kContraction) {
      emit(begin, begin + (k >> 8));
      emit(at_, e, true);
      return;
    }
    // The last apostrophe inside the word.
    size_t a = std::string_view::npos, size = 0;
    for (const std::string_view mark : {"'", "’"})
      if (const size_t found = w.rfind(mark);
          found != std::string_view::npos && (a == std::string_view::npos || found > a))
        a = found, size = mark.size();
    if (a != std::string_view::npos && a > 0) {
      const std::string_view tail = w.substr(a + size);
      if ((tail == "t" || tail == "T") && a >= 2 && (w[a - 1] == 'n' || w[a - 1] == 'N')) {
        emit(begin, begin + a - 1);
        emit(at_, e, true);
        return;
      }
      if (is_clitic(tail)) {
        emit(begin, begin + a);
        emit(at_, e, true);
        return;
      }
    }
    emit(begin, e);
  }

  void punctuation() {
    const char c = text_[at_];
    const auto first = utf8::decode(text_, at_);
    size_t e = at_ + first.size;
    // A clitic cut off by a blank, as in tokenised text: " 's", " n't" is a word already.
    if (const uint32_t a = apostrophe(at_); a && blank_) {
      size_t tail = at_ + a;
      while (tail < end_ && tail < at_ + a + 3 && is_alpha(text_[tail])) ++tail;
      if (is_clitic(text_.substr(at_ + a, tail - at_ - a)) && (tail == end_ || in(text_[tail], " \n"))) {
        emit(at_, tail);
        return;
      }
    }
    if (in(c, ".!?")) {
      while (e < end_ && in(text_[e], ".!?")) ++e;
    } else if (c == '\'' || c == '`') {
      if (byte(e) == c) ++e;
      // A possessive after s: "the Philippines' navy" belongs to its word.
    } else if (in(c, "-=*_#~+<>|^")) {
      while (e < end_ && text_[e] == c) ++e;
    } else if (in(c, "()[]{}") && text_.substr(at_, kBracketRun) == std::string(kBracketRun, c)) {
      while (e < end_ && text_[e] == c) ++e;
    } else if (in(c, ":;") && blank_) {
      size_t s = e;
      if (byte(s) == '-') ++s;
      if (in(byte(s), ")(DP") && byte(s) != '\0' && (s + 1 == end_ || in(text_[s + 1], " \n"))) e = s + 1;
    }
    emit(at_, e);
  }

  const Tokeniser& words_;
  std::string_view text_;
  size_t at_, end_;
  std::vector<RawToken>& out_;
  size_t chunk_end_ = 0;
  uint32_t lines_ = 0;
  bool blank_ = true, address_ = false;
};

Result<Tokeniser> Tokeniser::view(const Pack& pack) {
  auto words = Dictionary::view(pack.section("token_words"), "token_words");
  if (!words) return words.error();
  Tokeniser t;
  t.words_ = *words;
  if (pack.has("sentence_ends")) {
    auto ends = Linear::view(pack.section("sentence_ends"), "sentence_ends");
    if (!ends) return ends.error();
    t.ends_ = *ends;
  }
  return t;
}

uint32_t Tokeniser::kinds(std::string_view word) const {
  char low[16];
  if (word.empty() || word.size() > sizeof low) return 0;
  std::transform(word.begin(), word.end(), low, [](char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; });
  const uint32_t k = words_.find(key_of(hash_word({low, word.size()}), 0)).value_or(0);
  return (k & kContraction) && (k >> 8) >= word.size() ? k & ~uint32_t{kContraction} : k;
}

void Tokeniser::tokens(std::string_view text, Span block, std::vector<RawToken>& out) const {
  Scanner(*this, text, block, out).run();
}

// `final` ends in a stop, `next` is the first token after it and its closing quotes.
bool Tokeniser::ends_sentence(std::string_view text, const std::vector<RawToken>& tokens, size_t final,
                              size_t next) const {
  const std::string_view stop = tokens[final].span.of(text), word = tokens[next].span.of(text);
  const auto c = utf8::decode(word, 0);
  const bool capital = utf8::is_upper(c.value), lower = utf8::is_lower(c.value);
  if (tokens[final].stop) {
    const uint32_t k = kinds(stop.substr(0, stop.size() - 1));
    if ((k & kTitle) || stop.size() <= 2) return false;
    return capital && tokens[next].blank_before && (kinds(word) & kStarter) != 0;
  }
  if (!tokens[next].blank_before && next == final + 1) return capital && stop == ".";  // "missiles.North"
  if (lower) return false;
  // An opening quote or bracket hides the first letter of the next sentence.
  if (!capital && !utf8::is_digit(c.value) && next + 1 < tokens.size() && !tokens[next + 1].blank_before) {
    const auto inner = utf8::decode(tokens[next + 1].span.of(text), 0);
    if (utf8::is_lower(inner.value)) return false;
  }
  return true;
}

std::optional<size_t> Tokeniser::rule_end(std::string_view text, const std::vector<RawToken>& tokens, size_t begin,
                                          size_t i) const {
  const RawToken& t = tokens[i];
  const std::string_view form = t.span.of(text);
  // "2." at the start numbers an item.
  if (i == begin + 1 && form == "." && is_digit(text[tokens[begin].span.begin]) && !t.blank_before) return std::nullopt;
  if (!(in(form.back(), ".!?") || form == "…") || (!t.stop && is_alpha(form[0]))) return std::nullopt;
  size_t last = i;
  while (last + 1 < tokens.size() && last < i + 4 && !tokens[last + 1].blank_before) {
    const std::string_view close = tokens[last + 1].span.of(text);
    const bool opens = last + 2 < tokens.size() && !tokens[last + 2].blank_before &&
                       utf8::is_letter(utf8::decode(tokens[last + 2].span.of(text), 0).value);
    if (opens || (close != "\"" && close != "'" && close != "''" && close != ")" && close != "]" && close != "”" &&
                  close != "’"))
      break;
    ++last;
  }
  if (last + 1 < tokens.size() && !ends_sentence(text, tokens, i, last + 1)) return std::nullopt;
  return last;
}

bool may_end(std::string_view text, const std::vector<RawToken>& tokens, size_t i) {
  const std::string_view form = tokens[i].span.of(text), next = tokens[i + 1].span.of(text);
  const bool stop = in(form.back(), ".!?");
  if (!tokens[i + 1].blank_before && (!stop || in(next.front(), "\"')]") || next == "”" || next == "’")) return false;
  const auto last = static_cast<unsigned char>(form.back());
  const bool letter = is_alpha(form.back()) || is_digit(form.back()) || last >= 0x80;
  return !letter || !is_lower(next.front());
}

// Does the sentence come to a stop here: one of .!?… and perhaps closing quotes and brackets after it?
static bool stops(std::string_view text, const std::vector<RawToken>& tokens, size_t i) {
  for (size_t k = i; k + 4 > i; --k) {
    const std::string_view form = tokens[k].span.of(text);
    if (in(form.back(), ".!?") || form == "…") return true;
    if (k == 0 || tokens[k].blank_before || is_alpha(form.back()) || is_digit(form.back())) return false;
  }
  return false;
}

void Tokeniser::end_features(std::string_view text, const std::vector<RawToken>& tokens, size_t begin, size_t i,
                             bool rule, bool quote_open, Features& f) const {
  thread_local std::string scratch;
  const auto word = [&](size_t k) { return k < tokens.size() ? read_word(tokens[k].span.of(text), scratch) : Word{}; };
  // The token that stands before the stop and its closers: "Inc" of 'Inc."'.
  size_t stem = i;
  while (stem > begin && !is_alpha(tokens[stem].span.of(text).front()) && !is_digit(tokens[stem].span.of(text).front()))
    --stem;
  const Word last = word(i), before = i > begin ? word(i - 1) : Word{}, next = word(i + 1), second = word(i + 2),
             bare = word(stem);
  const size_t length = i + 1 - begin;
  const uint32_t size = length < 5    ? static_cast<uint32_t>(length)
                        : length < 9  ? 5
                        : length < 17 ? 6
                        : length < 41 ? 7
                                      : 8;
  const std::string_view next_form = tokens[i + 1].span.of(text);
  const uint32_t starter = kinds(next_form) & kStarter;
  const uint32_t flags = (rule ? 1U : 0U) | (tokens[i + 1].blank_before ? 2U : 0U) | (tokens[i].stop ? 4U : 0U) |
                         (quote_open ? 8U : 0U) | (next.capital ? 16U : 0U) | (tokens[i].blank_before ? 32U : 0U);
  f.size = 0;
  f.add(1, flags), f.add(2, last.lower, flags), f.add(3, last.lower, next.lower), f.add(4, last.lower, next.shape);
  f.add(5, bare.lower, flags), f.add(6, bare.shape, last.lower, next.shape), f.add(7, next.lower, flags);
  f.add(8, next.shape, flags), f.add(9, next.lower, second.lower), f.add(10, next.shape, second.shape, flags);
  f.add(11, before.lower, last.lower), f.add(12, before.shape, last.shape, next.shape), f.add(13, size, flags);
  f.add(14, starter, last.lower, flags), f.add(15, bare.suffix[2], flags), f.add(16, size, last.lower, next.capital);
  f.add(17, second.lower, next.shape, flags), f.add(18, bare.lower, next.lower), f.add(19, last.shape, flags);
}

void Tokeniser::sentences(std::string_view text, const std::vector<RawToken>& tokens, std::vector<size_t>& ends) const {
  int32_t scores[2];
  places(text, tokens, ends, [&](size_t i, bool rule, const Features& features) {
    if (ends_.classes() != 2) return rule;
    ends_.score(features, scores);
    // "said Rep. Lee": a title before a capital is as little of an end as a word without a stop.
    const std::string_view form = tokens[i].span.of(text);
    const bool title = tokens[i].stop && (kinds(form.substr(0, form.size() - 1)) & kTitle) != 0;
    return scores[1] - scores[0] > (stops(text, tokens, i) && !title ? 0 : kNoStopMargin);
  });
}

Result<std::string> write_token_words(std::string_view text) {
  const auto table = Table::read(text, "lang/token_words.tsv", {"word", "kind", "at"});
  if (!table) return table.error();
  static const std::map<std::string_view, uint32_t> kKinds = {{"abbreviation", kAbbreviation},
                                                              {"title", kTitle},
                                                              {"number", kBeforeNumber},
                                                              {"prefix", kPrefix},
                                                              {"domain", kDomain},
                                                              {"starter", kStarter},
                                                              {"contraction", kContraction},
                                                              {"name", kWholeName}};
  std::map<uint64_t, uint32_t> bits;
  for (const auto& row : table->rows()) {
    const auto kind = kKinds.find(row[1]);
    if (kind == kKinds.end()) return table->error(row, "unknown kind '" + std::string(row[1]) + "'");
    uint32_t& value = bits[key_of(hash_word(row[0]), 0)];
    value |= kind->second;
    if (kind->second != kContraction) continue;
    if (row[2].size() != 1 || !is_digit(row[2][0]))
      return table->error(row, "a contraction needs the bytes of its first word");
    value |= static_cast<uint32_t>(row[2][0] - '0') << 8;
  }
  return write_dictionary({bits.begin(), bits.end()});
}

}  // namespace annalist::lang
