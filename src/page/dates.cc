#include "page/dates.h"

#include <charconv>

#include "base/date.h"
#include "base/utf8.h"
#include "page/scan.h"

namespace annalist::page {

namespace {

uint32_t number_of(std::string_view digits) {
  uint32_t n = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), n);
  return n;
}

bool real(int32_t year, uint32_t month, uint32_t day) {
  return year >= 1900 && year < 2100 && valid({year, month, day});
}

// A small reader over ASCII words, numbers and marks.
struct Cursor {
  std::string_view s;
  size_t at = 0;

  [[nodiscard]] bool done() const { return at >= s.size(); }
  void blanks() {
    while (at < s.size()) {
      if (s[at] == ' ' || s[at] == '\t' || s[at] == '\n' || s[at] == '\r') ++at;
      else if (s.substr(at, 2) == "\u00A0") at += 2;
      else break;
    }
  }
  bool take(char c) {
    if (done() || s[at] != c) return false;
    ++at;
    return true;
  }
  std::string_view letters() {
    const size_t from = at;
    while (at < s.size() && is_ascii_letter(s[at])) ++at;
    return s.substr(from, at - from);
  }
  std::string_view digits() {
    const size_t from = at;
    while (at < s.size() && is_ascii_digit(s[at])) ++at;
    return s.substr(from, at - from);
  }
};

uint32_t look_up(const std::map<std::string, uint32_t, std::less<>>& table, std::string_view word, uint32_t none) {
  const auto it = table.find(normal_line(word));
  return it == table.end() ? none : it->second;
}

void skip_ordinal(Cursor& c) {
  const size_t from = c.at;
  const std::string word = normal_line(c.letters());
  if (word != "st" && word != "nd" && word != "rd" && word != "th") c.at = from;
}

// ", 2024" or " 2024" after a day and month; leaves the cursor where it was when there is no year.
void take_year(Cursor& c, StatedDate& date) {
  const size_t from = c.at;
  c.blanks();
  c.take(',');
  c.take('.');
  c.blanks();
  const std::string_view digits = c.digits();
  const uint32_t year = number_of(digits);
  const bool clock = !c.done() && c.s[c.at] == ':';
  if (digits.size() == 4 && year >= 1900 && year < 2100 && !clock) date.year = static_cast<int32_t>(year);
  else c.at = from;
}

// "Jan. 16, 2024", "January 16th": the cursor stands at the month's name.
bool month_day(const Cues::Impl& cues, Cursor& c, StatedDate& date) {
  const uint32_t month = look_up(cues.months, c.letters(), 0);
  if (month == 0) return false;
  c.blanks();
  c.take('.');
  c.blanks();
  const std::string_view digits = c.digits();
  const uint32_t day = number_of(digits);
  if (digits.empty() || digits.size() > 2 || day < 1 || day > days_in_month(2024, month)) return false;
  if (!c.done() && (c.s[c.at] == ':' || (c.s[c.at] == ',' && c.at + 1 < c.s.size() && is_ascii_digit(c.s[c.at + 1])))) return false;
  skip_ordinal(c);
  date.month = month, date.day = day;
  take_year(c, date);
  return true;
}

// "16 January 2024", "17th of January", "16-Jan-2024": the cursor stands at the day.
bool day_month(const Cues::Impl& cues, Cursor& c, StatedDate& date) {
  const std::string_view digits = c.digits();
  const uint32_t day = number_of(digits);
  if (digits.empty() || digits.size() > 2 || day < 1 || day > 31) return false;
  skip_ordinal(c);
  c.blanks();
  c.take('-');
  std::string_view word = c.letters();
  if (normal_line(word) == "of") {
    c.blanks();
    word = c.letters();
  }
  const uint32_t month = look_up(cues.months, word, 0);
  if (month == 0 || day > days_in_month(2024, month)) return false;
  c.take('.');
  c.take('-');
  date.month = month, date.day = day;
  take_year(c, date);
  return true;
}

// 2024-01-16, 2024/1/16, 2024.01.16, 2024年1月16日, 2024년 1월 16일.
bool numeric(Cursor& c, StatedDate& date) {
  const std::string_view year = c.digits();
  if (year.size() != 4) return false;
  std::string_view mark;
  for (const std::string_view m : {"-", "/", ".", "年", "년"})
    if (c.s.substr(c.at).starts_with(m)) mark = m;
  if (mark.empty()) return false;
  c.at += mark.size();
  c.blanks();
  const std::string_view month = c.digits();
  const std::string_view second = mark == "年" ? "月" : mark == "년" ? "월" : mark;
  if (month.empty() || month.size() > 2 || !c.s.substr(c.at).starts_with(second)) return false;
  c.at += second.size();
  c.blanks();
  const std::string_view day = c.digits();
  if (day.empty() || day.size() > 2 || !real(static_cast<int32_t>(number_of(year)), number_of(month), number_of(day))) return false;
  for (const std::string_view m : {"日", "일"})
    if (c.s.substr(c.at).starts_with(m)) c.at += m.size();
  date.year = static_cast<int32_t>(number_of(year)), date.month = number_of(month), date.day = number_of(day);
  return true;
}

// 12/23/2012, 23/12/12, 12 / 23 / 12: day and month only when one of them cannot be a month, else the year alone.
bool slashed(Cursor& c, StatedDate& date) {
  const std::string_view first = c.digits();
  c.blanks();
  if (first.empty() || first.size() > 2 || !c.take('/')) return false;
  c.blanks();
  const std::string_view second = c.digits();
  c.blanks();
  if (second.empty() || second.size() > 2 || !c.take('/')) return false;
  c.blanks();
  const std::string_view last = c.digits();
  if (last.size() != 2 && last.size() != 4) return false;
  const uint32_t a = number_of(first), b = number_of(second), y = number_of(last);
  if (a < 1 || b < 1 || a > 31 || b > 31 || (a > 12 && b > 12)) return false;
  date.year = static_cast<int32_t>(last.size() == 4 ? y : y < 70 ? 2000 + y : 1900 + y);
  if (date.year < 1900 || date.year >= 2100) return false;
  if (a > 12) date.day = a, date.month = b;
  if (b > 12) date.day = b, date.month = a;
  return true;
}

bool date_at(const Cues::Impl& cues, Cursor& c, StatedDate& date) {
  const Cursor start = c;
  if (is_ascii_digit(c.s[c.at])) {
    if (numeric(c, date)) return true;
    c = start;
    if (slashed(c, date)) return true;
    c = start;
    return day_month(cues, c, date);
  }
  return month_day(cues, c, date);
}

}  // namespace

std::optional<WrittenDate> find_date(const Cues::Impl& cues, std::string_view s, size_t from) {
  size_t weekday_at = 0;  // where a weekday began that may belong to the next date
  int32_t weekday_number = -1;
  for (size_t i = from; i < s.size();) {
    const bool inside = i > 0 && (is_ascii_letter(s[i - 1]) || is_ascii_digit(s[i - 1]));
    if (inside || (!is_ascii_letter(s[i]) && !is_ascii_digit(s[i]))) {
      ++i;
      continue;
    }
    Cursor c{s, i};
    WrittenDate found;
    if (date_at(cues, c, found.date)) {
      found.begin = i, found.end = c.at;
      if (weekday_number >= 0) found.begin = weekday_at, found.date.weekday = weekday_number;
      return found;
    }
    Cursor word{s, i};
    const uint32_t day = look_up(cues.weekdays, word.letters(), 7);
    if (day < 7) {
      weekday_at = i, weekday_number = static_cast<int32_t>(day);
      word.take('.');
      word.blanks();
      word.take(',');
      word.blanks();
      i = word.at;
      continue;
    }
    weekday_number = -1;
    i = word.at > i ? word.at : i + 1;
    while (i < s.size() && is_ascii_digit(s[i - 1]) && is_ascii_digit(s[i])) ++i;
  }
  return std::nullopt;
}

std::optional<StatedDate> metadata_date(const Cues::Impl& cues, std::string_view value) {
  value = trim(value);
  StatedDate date;
  date.basis = "metadata";
  Cursor c{value, 0};
  const std::string_view digits = c.digits();
  if (digits.size() == 8 || digits.size() == 14) {
    date.year = static_cast<int32_t>(number_of(digits.substr(0, 4)));
    date.month = number_of(digits.substr(4, 2)), date.day = number_of(digits.substr(6, 2));
    if (real(date.year, date.month, date.day)) return date;
    return std::nullopt;
  }
  if ((digits.size() == 10 || digits.size() == 13) && c.done()) {
    int64_t seconds = 0;
    std::from_chars(digits.data(), digits.data() + 10, seconds);
    const Civil day = civil_of(Day{static_cast<int32_t>(seconds / 86400)});
    date.year = day.year, date.month = day.month, date.day = day.day;
    return date;
  }
  if (auto found = find_date(cues, value)) {
    found->date.basis = "metadata";
    return found->date;
  }
  if (digits.size() == 4 && c.done()) {
    date.year = static_cast<int32_t>(number_of(digits));
    return date;
  }
  return std::nullopt;
}

std::optional<StatedDate> url_date(std::string_view url) {
  for (size_t i = 0; i + 8 <= url.size(); ++i) {
    if (!is_ascii_digit(url[i]) || (i > 0 && is_ascii_digit(url[i - 1]))) continue;
    Cursor c{url, i};
    const std::string_view digits = c.digits();
    std::string_view y, m, d;
    if (digits.size() == 8 || digits.size() == 14) {
      y = digits.substr(0, 4), m = digits.substr(4, 2), d = digits.substr(6, 2);
    } else if (digits.size() == 4 && !c.done() && (url[c.at] == '/' || url[c.at] == '-')) {
      const char mark = url[c.at];
      y = digits;
      c.take(mark);
      m = c.digits();
      if (!c.take(mark)) continue;
      d = c.digits();
    }
    if (y.empty() || m.empty() || m.size() > 2 || d.empty() || d.size() > 2) continue;
    StatedDate date;
    date.year = static_cast<int32_t>(number_of(y)), date.month = number_of(m), date.day = number_of(d);
    date.basis = "url";
    if (date.year >= 1990 && real(date.year, date.month, date.day)) return date;
  }
  return std::nullopt;
}

int32_t age_minutes(std::string_view line) {
  line = without_end_marks(line);
  if (!line.ends_with(" ago")) return line == "just now" ? 0 : line == "yesterday" ? 1440 : -1;
  line.remove_suffix(4);
  for (const std::string_view head : {"updated ", "published ", "posted ", "about "})
    if (line.starts_with(head)) line.remove_prefix(head.size());
  Cursor c{line, 0};
  std::string_view count = c.digits();
  uint32_t n = number_of(count);
  if (count.empty()) {
    const std::string_view word = c.letters();
    if (word != "a" && word != "an" && word != "one") return -1;
    n = 1;
  }
  c.blanks();
  std::string_view unit = c.letters();
  if (!c.done() || n > 1000) return -1;
  if (unit.size() > 1 && unit.ends_with('s')) unit.remove_suffix(1);
  struct Unit {
    std::string_view name;
    int32_t minutes;
  };
  static constexpr Unit kUnits[] = {{"second", 0}, {"sec", 0}, {"minute", 1}, {"min", 1}, {"m", 1}, {"hour", 60}, {"hr", 60}, {"h", 60},
                                    {"day", 1440}, {"d", 1440}, {"week", 10080}, {"w", 10080}, {"month", 43200}, {"year", 525600}};
  for (const Unit& u : kUnits)
    if (unit == u.name) return static_cast<int32_t>(n) * u.minutes;
  return -1;
}

std::optional<WrittenDate> byline_date(const Cues::Impl& cues, std::string_view line) {
  constexpr size_t kMaxLine = 140;  // bytes; longer lines say more than a date
  if (line.size() > kMaxLine) return std::nullopt;
  auto found = find_date(cues, line);
  if (!found) return std::nullopt;
  // What is left beside the date: clock times, zones and words like "published", "updated", "at".
  static constexpr std::string_view kAllowed[] = {
      "published", "posted", "updated", "update", "last", "first", "modified", "date", "issued", "release", "released", "broadcast",
      "aired", "created", "input", "upload", "uploaded", "on", "at", "am", "pm", "gmt", "utc", "kst", "jst", "est", "edt", "et", "msk", "cet",
      "cest", "bst", "pst", "pdt", "ist", "hours", "local", "time", "uk", "us", "hkt", "eastern", "pacific", "standard", "noon", "midnight", "article", "z", "t", "a", "p", "m", "h", "the", "of", "dated"};
  std::string rest(line.substr(0, found->begin));
  rest += ' ';
  for (size_t at = found->end; at < line.size();) {  // a second date ("Updated: …") is no other content
    const auto next = find_date(cues, line, at);
    rest += line.substr(at, (next ? next->begin : line.size()) - at);
    rest += ' ';
    at = next ? next->end : line.size();
  }
  for (Cursor c{rest, 0}; !c.done();) {
    const std::string word = normal_line(c.letters());
    if (word.empty()) {
      if (static_cast<unsigned char>(rest[c.at]) >= 0x80 && rest.substr(c.at, 2) != "·" && rest.substr(c.at, 3) != "–" &&
          rest.substr(c.at, 3) != "—" && rest.substr(c.at, 3) != "•")
        return std::nullopt;
      c.at += utf8::decode(rest, c.at).size;
      continue;
    }
    bool allowed = cues.weekdays.contains(word) || cues.months.contains(word);
    for (const std::string_view a : kAllowed) allowed = allowed || word == a;
    if (!allowed) return std::nullopt;
  }
  found->date.basis = "byline";
  return found;
}

std::optional<WrittenDate> note_date(const Cues::Impl& cues, std::string_view line) {
  constexpr size_t kMaxLine = 240;  // bytes of a note about the page
  if (line.size() > kMaxLine) return std::nullopt;
  const std::string normal = normal_line(line);
  static constexpr std::string_view kStarts[] = {"*", "※", "(*", "this article", "this content", "this program", "this programme", "this story",
                                                 "this interview", "this video", "this episode", "this report", "this piece", "this transcript",
                                                 "this post", "this is the content", "the article", "the program", "the interview was"};
  static constexpr std::string_view kActs[] = {"broadcast", "aired", "published", "posted", "distributed", "released", "appeared", "recorded",
                                               "as of", "conducted", "streamed"};
  bool note = false, act = false;
  for (const std::string_view s : kStarts) note = note || normal.starts_with(s);
  for (const std::string_view a : kActs) act = act || normal.find(a) != std::string::npos;
  if (!note || !act) return std::nullopt;
  auto found = find_date(cues, line);
  if (found) found->date.basis = normal.find("broadcast") != std::string::npos || normal.find("aired") != std::string::npos ? "broadcast" : "note";
  return found;
}

}  // namespace annalist::page
