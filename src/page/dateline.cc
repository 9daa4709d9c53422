// Datelines: place, date, agency, dash. The grammar is that of agencies' style books (AP, Reuters, Yonhap, KCNA, TASS).
#include "base/utf8.h"
#include "page/dates.h"
#include "page/scan.h"

namespace annalist::page {

namespace {

constexpr size_t kMaxPlace = 60;      // bytes of "UNITED NATIONS, New York"
constexpr size_t kMaxPlaceWords = 6;
constexpr size_t kMaxAgency = 48;     // bytes between the brackets

struct Scanner {
  const Cues::Impl& cues;
  std::string_view s;
  size_t at = 0;

  void blanks() {
    while (at < s.size() && (s[at] == ' ' || s[at] == '\t' || s[at] == '\n' || s[at] == '\r')) ++at;
    if (s.substr(at, 2) == "\u00A0") at += 2, blanks();
  }
  [[nodiscard]] char peek() const { return at < s.size() ? s[at] : '\0'; }
};

// The closing mark of a dateline: -- — – - _ ; a single hyphen needs blanks around it. 0 = none here, else its bytes.
size_t dash_at(std::string_view s, size_t at) {
  if (at >= s.size()) return 0;
  size_t n = at;
  while (n < s.size() && (s[n] == '-' || s[n] == '_')) ++n;
  if (n > at) return n - at >= 2 || n == s.size() || s[n] == ' ' || s[n] == '\n' || s[n] == '\r' ? n - at : 0;
  for (const std::string_view mark : {"—", "–", "―", "−"})
    if (s.substr(at).starts_with(mark)) return mark.size();
  return 0;
}

bool is_month(const Cues::Impl& cues, std::string_view word) {
  while (!word.empty() && (word.back() == '.' || word.back() == ',')) word.remove_suffix(1);
  return cues.months.contains(normal_line(word)) || cues.weekdays.contains(normal_line(word));
}

// Words of a place: capitalised, up to a month, digit, bracket, slash or dash. Nothing when the first is an ordinary word.
Span place_at(Scanner& scan, bool& capitals) {
  Span place;
  capitals = true;
  for (size_t words = 0; words < kMaxPlaceWords && scan.at < scan.s.size(); ++words) {
    scan.blanks();
    const size_t from = scan.at;
    size_t to = from;
    while (to < scan.s.size() && std::string_view(" \t\r\n(/,_").find(scan.s[to]) == std::string_view::npos && dash_at(scan.s, to) == 0) ++to;
    if (to < scan.s.size() && scan.s[to] == ',' && to == from) {  // a comma of its own, as tokenised texts have
      ++scan.at;
      continue;
    }
    const std::string_view word = scan.s.substr(from, to - from);
    if (word.empty() || is_ascii_digit(word[0]) || !starts_upper(word) || is_month(scan.cues, word)) break;
    if (words == 0 && (scan.cues.use_of(word) & (kOpenerWord | kNeverWord | kPartWord)) != 0 && !all_caps(word)) return {};
    if (words == 0 || !place.empty()) capitals = capitals && (all_caps(word) || words > 0);
    if (place.empty()) place.begin = static_cast<uint32_t>(from);
    place.end = static_cast<uint32_t>(to);
    scan.at = to;
    if (place.size() > kMaxPlace) return {};
    if (word.ends_with('.') && word.size() > 4) break;  // "MOSCOW." closes the place
    if (scan.peek() == ',') ++scan.at;
  }
  const std::string_view last = place.of(scan.s).substr(place.of(scan.s).find_last_of(" ,") + 1);
  const bool abbreviation = last.find('.') + 1 < last.size() || last.size() <= 5;  // "N.Y.", "Ore." keep their point
  if (!place.empty() && scan.s[place.end - 1] == '.' && !(abbreviation && place.size() > last.size())) --place.end;
  return place;
}

// "(KCNA)", "/TASS/", "( Yonhap )": the words between.
Span agency_at(Scanner& scan) {
  scan.blanks();
  const char open = scan.peek();
  if (open != '(' && open != '/') return {};
  const char close = open == '(' ? ')' : '/';
  const size_t end = scan.s.find(close, scan.at + 1);
  if (end == std::string_view::npos || end - scan.at > kMaxAgency) return {};
  const Span inner = trimmed(scan.s, {static_cast<uint32_t>(scan.at + 1), static_cast<uint32_t>(end)});
  if (inner.empty() || !starts_upper(inner.of(scan.s))) return {};
  scan.at = end + 1;
  return inner;
}

// A date right here, perhaps in brackets.
std::optional<WrittenDate> date_here(Scanner& scan) {
  const size_t from = scan.at;
  scan.blanks();
  while (scan.peek() == ',' || scan.peek() == '.' || scan.peek() == '(') ++scan.at, scan.blanks();
  const std::string_view window = scan.s.substr(0, std::min(scan.s.size(), scan.at + 60));
  auto date = find_date(scan.cues, window, scan.at);
  if (!date || date->begin != scan.at) {
    scan.at = from;
    return std::nullopt;
  }
  scan.at = date->end;
  if (scan.peek() == ')') ++scan.at;
  date->date.basis = "dateline";
  return date;
}

// Passes the closing mark; a full stop will do when `stop_closes`.
bool closed(Scanner& scan, bool stop_closes) {
  scan.blanks();
  bool stop = false;
  while (scan.peek() == '.' || scan.peek() == ',' || scan.peek() == ':') stop = true, ++scan.at, scan.blanks();
  if (const size_t dash = dash_at(scan.s, scan.at); dash > 0) {
    scan.at += dash;
    return true;
  }
  return stop && stop_closes;
}

}  // namespace

std::optional<Dateline> dateline_of(const Cues::Impl& cues, std::string_view paragraph) {
  Scanner scan{cues, paragraph};
  scan.blanks();
  Dateline out;
  out.begin = scan.at;
  bool capitals = false;
  if (scan.peek() == '(' || scan.peek() == '/') {  // "(Yonhap) --" alone
    out.agency = agency_at(scan);
    if (out.agency.empty() || cues.outlet(out.agency.of(paragraph)) == nullptr) return std::nullopt;
  } else {
    out.place = place_at(scan, capitals);
    if (out.place.empty()) return std::nullopt;
  }
  out.date = date_here(scan);
  if (!out.date) {  // "WASHINGTON - April 27 -"
    Scanner behind = scan;
    behind.blanks();
    behind.at += dash_at(paragraph, behind.at);
    if (auto date = behind.at > scan.at ? date_here(behind) : std::nullopt; date && dash_at(paragraph, paragraph.find_first_not_of(' ', behind.at)) > 0) {
      out.date = date;
      scan.at = behind.at;
    }
  }
  if (out.agency.empty()) out.agency = agency_at(scan);
  if (!out.agency.empty() && !out.date) out.date = date_here(scan);
  if (!out.agency.empty() && find_date(cues, out.agency.of(paragraph))) out.agency = {};
  // "KYODO NEWS - Jan 17, 2024 -": the agency stands where the place does.
  const OutletEntry* as_place = out.place.empty() ? nullptr : cues.outlet(out.place.of(paragraph));
  if (as_place != nullptr) out.agency = out.place, out.place = {};
  const bool named = !out.agency.empty() && (cues.outlet(out.agency.of(paragraph)) != nullptr || out.date || capitals);
  const bool known_agency = named && cues.outlet(out.agency.of(paragraph)) != nullptr;
  if (!out.date && !named && !capitals) return std::nullopt;
  if (as_place != nullptr && !out.date) return std::nullopt;
  // "SIEGEL--" is a speaker; a bare place has a blank before its dash.
  if (!out.date && !named && scan.at < paragraph.size() && scan.at > 0 && paragraph[scan.at] == '-' && paragraph[scan.at - 1] != ' ') return std::nullopt;
  if (!closed(scan, known_agency && (out.date || capitals))) return std::nullopt;
  if (!named) out.agency = {};
  if (as_place != nullptr || scan.at >= paragraph.size()) {
    out.end = std::min(scan.at, paragraph.size());
    return out;
  }
  out.end = scan.at;
  return out;
}

}  // namespace annalist::page
