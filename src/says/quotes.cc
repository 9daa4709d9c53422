#include "says/quotes.h"

#include <optional>

#include "base/utf8.h"

namespace annalist::says {
namespace {

// What a mark can do where it stands.
enum class Way : uint8_t { kOpen, kClose, kEither };
struct Mark {
  uint32_t begin = 0, end = 0;
  Way way = Way::kEither;
  bool single = false;  // one stroke: ' ‘ ’
  bool angled = false;  // « »
  [[nodiscard]] bool set() const { return end > begin; }
};

bool wordy(std::string_view text, uint32_t at) {
  return at < text.size() && (utf8::is_letter(utf8::decode(text, at).value) || utf8::is_digit(utf8::decode(text, at).value));
}
bool blank_before(std::string_view text, uint32_t at) {
  if (at == 0) return true;
  const auto c = static_cast<unsigned char>(text[at - 1]);
  return c <= ' ' || c == '(' || c == '[' || c == '/' || c == ':' || (at >= 2 && text.substr(at - 2, 2) == "\xC2\xA0") ||
         (at >= 3 && (text.substr(at - 3, 3) == "\xE2\x80\x94" || text.substr(at - 3, 3) == "\xE2\x80\x93"));
}
bool blank_after(std::string_view text, uint32_t at) { return at >= text.size() || static_cast<unsigned char>(text[at]) <= ' '; }
bool word_before(std::string_view text, uint32_t at) {
  if (at == 0) return false;
  uint32_t p = at - 1;
  while (p > 0 && !utf8::is_border(text, p)) --p;
  return wordy(text, p);
}

// Which way a mark without a direction of its own faces: by the blanks around it.
Way faces(std::string_view text, uint32_t begin, uint32_t end) {
  const bool before = blank_before(text, begin), after = blank_after(text, end);
  if (before && !after) return Way::kOpen;
  if (!before && after) return Way::kClose;
  if (!before && !after) return wordy(text, end) && !word_before(text, begin) ? Way::kEither : Way::kClose;
  return Way::kEither;
}

std::optional<Mark> mark_at(std::string_view text, uint32_t at) {
  const std::string_view two = text.substr(at, 2), three = text.substr(at, 3);
  if (two == "``") return Mark{at, at + 2, Way::kOpen, false, false};
  if (two == "''") return Mark{at, at + 2, faces(text, at, at + 2) == Way::kOpen ? Way::kEither : Way::kClose, false, false};
  if (text[at] == '"') return Mark{at, at + 1, faces(text, at, at + 1), false, false};
  if (text[at] == '\'' || text[at] == '`') {
    const Way way = faces(text, at, at + 1);
    if (word_before(text, at) && wordy(text, at + 1)) return std::nullopt;  // apostrophe inside a word
    return Mark{at, at + 1, way, true, false};
  }
  if (three == "\xE2\x80\x9C" || three == "\xE2\x80\x9E") return Mark{at, at + 3, Way::kOpen, false, false};   // “ „
  if (three == "\xE2\x80\x9D")  // ” is used for both by careless hands
    return Mark{at, at + 3, faces(text, at, at + 3) == Way::kOpen ? Way::kEither : Way::kClose, false, false};
  if (three == "\xE2\x80\x98") return Mark{at, at + 3, Way::kOpen, true, false};                               // ‘
  if (three == "\xE2\x80\x99") {                                                                               // ’
    if (word_before(text, at) && wordy(text, at + 3)) return std::nullopt;
    return Mark{at, at + 3, Way::kClose, true, false};
  }
  if (two == "\xC2\xAB") return Mark{at, at + 2, Way::kOpen, false, true};   // «
  if (two == "\xC2\xBB") return Mark{at, at + 2, Way::kClose, false, true};  // »
  return std::nullopt;
}

// Opens and closes while reading marks from left to right; keeps at most one open double and one open single mark,
// because deeper nesting does not occur in news and would only hide a missing close.
class Machine {
 public:
  Machine(std::string_view text, Span stretch, uint32_t block, std::vector<Quote>& out)
      : text_(text), stretch_(stretch), block_(block), out_(out) {}

  void read(const Mark& m) {
    if (m.single) return read_single(m);
    if (outer_.set()) {
      const bool reopened = m.way == Way::kOpen && paragraph_start(m.begin);
      if (reopened) return;  // a quote that goes on opens each of its paragraphs again
      if (m.way == Way::kOpen && candidate_.set()) {  // "realities' … "next: the single mark had closed the first
        close(candidate_.end, candidate_.begin, true);
        outer_ = m;
        return;
      }
      if (m.way == Way::kOpen && m.begin - outer_.end > 3 && !faces_closed(m)) {
        inner_depth_ += 1;   // a quote inside a quote
        return;
      }
      if (inner_depth_ > 0) {
        inner_depth_ -= 1;
        return;
      }
      close(m.end, m.begin, true);
      return;
    }
    if (m.way == Way::kClose) {
      if (single_.set()) outer_ = single_, single_ = {}, close(m.end, m.begin, true);  // ‘… closed by ”
      return;  // a close without an open: left alone, the quote's begin cannot be known
    }
    outer_ = m;
    single_ = {};
    inner_depth_ = 0;
  }

  void finish() {
    if (outer_.set() && candidate_.set()) return close(candidate_.end, candidate_.begin, true);
    if (outer_.set()) close(trimmed(stretch_.end), trimmed(stretch_.end), false);
  }

 private:
  // Straight and curly marks mixed: an opening mark that has a blank after it, or a word before it, closes.
  bool faces_closed(const Mark& m) const { return faces(text_, m.begin, m.end) == Way::kClose; }
  bool paragraph_start(uint32_t at) const {
    uint32_t p = at;
    while (p > stretch_.begin && (text_[p - 1] == ' ' || text_[p - 1] == '\t')) --p;
    return p > stretch_.begin && text_[p - 1] == '\n';
  }
  void read_single(const Mark& m) {
    if (outer_.set()) {  // “… ' : a single mark may close a double one only where nothing else can be meant
      const bool comma = m.begin > stretch_.begin && (text_[m.begin - 1] == ',' || text_[m.begin - 1] == '.' || text_[m.begin - 1] == '?');
      if (m.way == Way::kOpen) single_ = m;
      else if (single_.set()) single_ = {};
      else if (comma && blank_after(text_, m.end)) close(m.end, m.begin, true);
      else if (!candidate_.set() && m.way == Way::kClose && text_[m.begin - 1] != 's') candidate_ = m;
      return;
    }
    if (m.way == Way::kOpen) {
      single_ = m;
      return;
    }
    if (!single_.set()) return;
    // "soldiers' " is no close: a close follows punctuation, or a word that is not a plural when more text follows.
    const char before = m.begin > 0 ? text_[m.begin - 1] : ' ';
    const bool possessive = before == 's' && m.end < text_.size() && text_[m.end] == ' ' && more_single_ahead(m.end);
    if (possessive) return;
    outer_ = single_;
    single_ = {};
    close(m.end, m.begin, true);
  }
  bool more_single_ahead(uint32_t at) const {
    const uint32_t stop = std::min<uint32_t>(stretch_.end, at + 200);
    for (uint32_t p = at; p < stop; ++p)
      if (const auto m = mark_at(text_, p); m && m->single) return m->way == Way::kClose;
    return false;
  }
  uint32_t trimmed(uint32_t end) const {
    while (end > stretch_.begin && static_cast<unsigned char>(text_[end - 1]) <= ' ') --end;
    return end;
  }
  void close(uint32_t end, uint32_t inside_end, bool closed) {
    if (inside_end > outer_.end) out_.push_back({{outer_.begin, end}, {outer_.end, inside_end}, block_, closed});
    outer_ = {};
    single_ = {};
    candidate_ = {};
    inner_depth_ = 0;
  }

  std::string_view text_;
  Span stretch_;
  uint32_t block_;
  std::vector<Quote>& out_;
  Mark outer_, single_;  // unset = none open
  Mark candidate_;       // a single mark that may have closed the double one
  int inner_depth_ = 0;
};

}  // namespace

void find_quotes(std::string_view text, Span stretch, uint32_t block, std::vector<Quote>& out) {
  Machine machine(text, stretch, block, out);
  for (uint32_t at = stretch.begin; at < stretch.end;) {
    const auto c = static_cast<unsigned char>(text[at]);
    const bool candidate = c == '"' || c == '\'' || c == '`' || c == 0xE2 || c == 0xC2;
    if (candidate) {
      if (const auto m = mark_at(text, at)) {
        machine.read(*m);
        at = m->end;
        continue;
      }
    }
    ++at;
  }
  machine.finish();
}

std::vector<Quote> find_quotes(const lang::Parse& parse) {
  std::vector<Quote> out;
  if (parse.page == nullptr || parse.page->blocks.empty()) {
    find_quotes(parse.text, {0, static_cast<uint32_t>(parse.text.size())}, 0, out);
    return out;
  }
  for (uint32_t b = 0; b < parse.page->blocks.size(); ++b) find_quotes(parse.text, parse.page->blocks[b].span, b, out);
  return out;
}

}  // namespace annalist::says
