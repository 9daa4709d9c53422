#include "lang/conllu.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/utf8.h"

namespace annalist::lang {
namespace {

using Columns = std::array<std::string_view, 10>;
enum Column { kId, kForm, kLemma, kUpos, kXpos, kFeats, kHead, kDeprel, kDeps, kMisc };

std::optional<uint32_t> number(std::string_view s) {
  uint32_t n = 0;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), n);
  if (error != std::errc() || end != s.data() + s.size()) return std::nullopt;
  return n;
}

bool split_columns(std::string_view line, Columns& columns) {
  size_t at = 0;
  for (size_t i = 0; i < 10; ++i) {
    const size_t tab = line.find('\t', at);
    if ((tab == std::string_view::npos) != (i == 9)) return false;
    columns[i] = line.substr(at, tab == std::string_view::npos ? tab : tab - at);
    at = tab + 1;
  }
  return true;
}

// The value of `key=` in a MISC column; empty when absent.
std::string_view misc(std::string_view column, std::string_view key) {
  while (!column.empty()) {
    const size_t bar = column.find('|');
    const std::string_view item = column.substr(0, bar);
    if (item.size() > key.size() && item.substr(0, key.size()) == key && item[key.size()] == '=')
      return item.substr(key.size() + 1);
    if (bar == std::string_view::npos) break;
    column.remove_prefix(bar + 1);
  }
  return {};
}

std::optional<Upos> upos_of(std::string_view tag) {
  for (int i = 0; i <= static_cast<int>(Upos::X); ++i)
    if (tag == upos_name(static_cast<Upos>(i))) return static_cast<Upos>(i);
  return std::nullopt;
}

std::optional<NameKind> kind_of(std::string_view tag) {
  for (int i = 0; i <= static_cast<int>(NameKind::kMisc); ++i)
    if (tag == name_kind_tag(static_cast<NameKind>(i))) return static_cast<NameKind>(i);
  return std::nullopt;
}

size_t skip_space(std::string_view text, size_t at) {
  while (at < text.size()) {
    const auto c = utf8::decode(text, at);
    if (!utf8::is_space(c.value)) break;
    at += c.size;
  }
  return at;
}

// A written unit of a sentence: one word, or the several words of a multiword token.
struct Surface {
  std::string_view form;
  uint32_t first = 0, last = 0;  // words of the sentence
  bool space_after = true;
};

struct Word {
  Columns columns;
  uint32_t line = 0;
};

class Reader {
 public:
  explicit Reader(const std::string& name) : name_(name) {}

  Result<std::vector<ConlluDocument>> read(std::string_view all) {
    uint32_t line_number = 0;
    for (size_t at = 0; at <= all.size();) {
      size_t end = all.find('\n', at);
      if (end == std::string_view::npos) end = all.size();
      std::string_view line = all.substr(at, end - at);
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      ANNALIST_TRY(take(line, ++line_number));
      at = end + 1;
    }
    ANNALIST_TRY(take("", ++line_number));
    if (open_) close_document();
    return std::move(documents_);
  }

 private:
  Error error(uint32_t line, std::string what) const {
    return {Code::kMalformed, std::move(what), name_ + ":" + std::to_string(line), "give CoNLL-U with ten columns"};
  }

  Status take(std::string_view line, uint32_t n) {
    if (line.empty()) return end_sentence();
    if (line[0] == '#') {
      take_comment(line);
      return {};
    }
    Word word;
    word.line = n;
    if (!split_columns(line, word.columns)) return error(n, "not 10 columns");
    return take_word(word);
  }

  void take_comment(std::string_view line) {
    const std::string_view body = trim(line.substr(1));
    if (body.substr(0, 6) == "newdoc" && (body.size() == 6 || body[6] == ' ')) {
      if (open_) close_document();
      open_document();
      const size_t equals = body.find('=');
      if (equals != std::string_view::npos) documents_.back().id = trim(body.substr(equals + 1));
    }
    if (!open_) open_document();
    const size_t equals = body.find('=');
    const std::string_view key = trim(body.substr(0, equals));
    const std::string_view value = equals == std::string_view::npos ? "" : trim(body.substr(equals + 1));
    if (key == "text" && equals != std::string_view::npos) {
      stated_text_ = value;
      return;
    }
    if (key == "date")
      if (const auto day = parse_iso(value)) documents_.back().date = day;
    comments_.append(line).push_back('\n');
  }

  Status take_word(const Word& word) {
    const std::string_view id = word.columns[kId];
    if (id.find('.') != std::string_view::npos) return {};  // an empty node of enhanced graphs
    const bool space = misc(word.columns[kMisc], "SpaceAfter") != "No";
    const auto here = static_cast<uint32_t>(words_.size());
    if (const size_t dash = id.find('-'); dash != std::string_view::npos) {
      const auto first = number(id.substr(0, dash)), last = number(id.substr(dash + 1));
      if (!first || !last || *first != here + 1 || *last < *first) return error(word.line, "bad range of words");
      surfaces_.push_back({word.columns[kForm], here, *last, space});
      return {};
    }
    if (number(id) != here + 1) return error(word.line, "word id out of order");
    if (word.columns[kForm].empty()) return error(word.line, "empty form");
    if (surfaces_.empty() || surfaces_.back().last <= here)
      surfaces_.push_back({word.columns[kForm], here, here + 1, space});
    words_.push_back(word);
    return {};
  }

  void open_document() {
    documents_.emplace_back();
    ConlluDocument& d = documents_.back();
    d.text = std::make_unique<std::string>();
    d.page = std::make_unique<page::Page>();
    d.strings = std::make_unique<std::set<std::string, std::less<>>>();
    open_ = true;
  }

  void close_document() {
    ConlluDocument& d = documents_.back();
    open_ = false;
    if (d.parse.sentences.empty()) {
      documents_.pop_back();
      return;
    }
    page::Story story;
    story.span = {0, static_cast<uint32_t>(d.text->size())};
    story.main = true;
    if (d.date) {
      const Civil c = civil_of(*d.date);
      story.dates.push_back({c.year, c.month, c.day, -1, "metadata", {}});
    }
    d.page->stories.push_back(std::move(story));
    d.parse.text = *d.text;
    d.parse.page = d.page.get();
  }

  // Places every surface in the stated text; false when forms and text disagree.
  bool place(std::string_view text, std::vector<Span>& spans) const {
    spans.clear();
    size_t at = 0;
    for (const Surface& s : surfaces_) {
      at = skip_space(text, at);
      if (text.substr(at, s.form.size()) != s.form) return false;
      spans.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(at + s.form.size())});
      at += s.form.size();
    }
    return skip_space(text, at) == text.size();
  }

  std::string joined(std::vector<Span>& spans) const {
    std::string text;
    spans.clear();
    for (const Surface& s : surfaces_) {
      const auto begin = static_cast<uint32_t>(text.size());
      text += s.form;
      spans.push_back({begin, static_cast<uint32_t>(text.size())});
      if (s.space_after && &s != &surfaces_.back()) text += ' ';
    }
    return text;
  }

  Status end_sentence() {
    if (words_.empty()) {
      stated_text_ = {};
      return {};
    }
    if (!surfaces_.empty() && surfaces_.back().last > words_.size())
      return error(words_.back().line, "range of words reaches beyond its sentence");
    if (!open_) open_document();
    ConlluDocument& d = documents_.back();
    std::vector<Span> spans;
    std::string text(stated_text_);
    if (text.empty() || !place(text, spans)) text = joined(spans);
    if (!d.parse.sentences.empty()) *d.text += '\n';
    const auto base = static_cast<uint32_t>(d.text->size());
    *d.text += text;
    Sentence sentence;
    sentence.span = {base, static_cast<uint32_t>(d.text->size())};
    sentence.first = static_cast<uint32_t>(d.parse.tokens.size());
    sentence.block = static_cast<uint32_t>(d.page->blocks.size());
    for (size_t i = 0; i < surfaces_.size(); ++i) add_surface(d, surfaces_[i], spans[i], base);
    sentence.last = static_cast<uint32_t>(d.parse.tokens.size());
    ANNALIST_TRY(fill(d, sentence));
    d.page->blocks.push_back({sentence.span, 0, page::BlockKind::kParagraph, -1});
    d.parse.sentence_of.resize(sentence.last, static_cast<uint32_t>(d.parse.sentences.size()));
    d.parse.sentences.push_back(sentence);
    d.comments.push_back(std::move(comments_));
    comments_.clear();
    words_.clear();
    surfaces_.clear();
    stated_text_ = {};
    return {};
  }

  // Tokens of one surface. Words that spell the surface share it out; others ("du" = "de" "le") all get the whole.
  void add_surface(ConlluDocument& d, const Surface& s, Span span, uint32_t base) const {
    std::string spelt;
    for (uint32_t w = s.first; w < s.last; ++w) spelt += words_[w].columns[kForm];
    const bool exact = spelt == s.form;
    uint32_t at = base + span.begin;
    const auto first = static_cast<uint32_t>(d.parse.tokens.size());
    for (uint32_t w = s.first; w < s.last; ++w) {
      Token token;
      const auto size = static_cast<uint32_t>(exact ? words_[w].columns[kForm].size() : s.form.size());
      token.span = {at, at + size};
      if (exact) at += size;
      d.parse.tokens.push_back(std::move(token));
    }
    if (s.last - s.first > 1) d.multiwords.push_back({first, static_cast<uint32_t>(d.parse.tokens.size())});
  }

  Status fill(ConlluDocument& d, const Sentence& sentence) const {
    const auto intern = [&](std::string_view s) -> std::string_view { return *d.strings->emplace(s).first; };
    for (uint32_t w = 0; w < words_.size(); ++w) {
      const Columns& c = words_[w].columns;
      Token& t = d.parse.tokens[sentence.first + w];
      if (c[kLemma] != "_" || c[kForm] == "_") t.lemma = c[kLemma];
      if (c[kUpos] != "_") {
        const auto upos = upos_of(c[kUpos]);
        if (!upos) return error(words_[w].line, "unknown UPOS " + std::string(c[kUpos]));
        t.upos = *upos;
      }
      t.xpos = intern(c[kXpos]);
      t.feats = intern(c[kFeats]);
      t.deprel = intern(c[kDeprel]);
      if (c[kHead] != "_") {
        const auto head = number(c[kHead]);
        if (!head || *head > words_.size() || *head == w + 1) return error(words_[w].line, "bad head");
        t.head = *head == 0 ? -1 : static_cast<int32_t>(sentence.first + *head - 1);
      }
      add_name(d.parse, sentence, sentence.first + w, misc(c[kMisc], "NER"));
    }
    return {};
  }

  static void add_name(Parse& parse, const Sentence& sentence, uint32_t token, std::string_view tag) {
    if (tag.size() < 3) return;
    const auto kind = kind_of(tag.substr(2));
    if (!kind) return;
    const bool inside = tag[0] == 'I' && !parse.names.empty() && parse.names.back().last == token &&
                        parse.names.back().kind == *kind && parse.names.back().first >= sentence.first;
    if (inside)
      ++parse.names.back().last;
    else
      parse.names.push_back({token, token + 1, *kind, 1.0F});
  }

  const std::string& name_;
  std::vector<ConlluDocument> documents_;
  bool open_ = false;
  std::string comments_;
  std::string_view stated_text_;
  std::vector<Word> words_;
  std::vector<Surface> surfaces_;
};

class Writer {
 public:
  Writer(const Parse& parse, const std::vector<Multiword>& multiwords, std::string& out)
      : parse_(parse), multiwords_(multiwords), out_(out) {}

  void sentence(const Sentence& s) {
    out_ += "# text = ";
    for (const char c : s.span.of(parse_.text)) out_ += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
    out_ += '\n';
    for (uint32_t t = s.first; t < s.last; ++t) {
      if (multiword_ < multiwords_.size() && multiwords_[multiword_].first == t) range(s, multiwords_[multiword_++]);
      token(s, t);
    }
    out_ += '\n';
  }

 private:
  void form(Span span) {
    for (const char c : span.of(parse_.text)) out_ += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  }

  bool space_after(const Sentence& s, uint32_t token) const {
    return token + 1 == s.last
               ? parse_.text.size() == parse_.tokens[token].span.end || s.last == parse_.tokens.size() ||
                     parse_.tokens[s.last].span.begin != parse_.tokens[token].span.end
               : parse_.tokens[token + 1].span.begin != parse_.tokens[token].span.end;
  }

  void range(const Sentence& s, Multiword m) {
    const Span span = parse_.span(m.first, m.last);
    out_ += std::to_string(m.first - s.first + 1) + "-" + std::to_string(m.last - s.first) + "\t";
    form(span);
    out_ += "\t_\t_\t_\t_\t_\t_\t_\t";
    if (!space_after(s, m.last - 1)) out_ += "SpaceAfter=No|";
    token_range(span);
    until_ = m.last;
  }

  void token_range(Span span) {
    out_ += "TokenRange=" + std::to_string(span.begin) + ":" + std::to_string(span.end) + "\n";
  }

  void token(const Sentence& s, uint32_t i) {
    const Token& t = parse_.tokens[i];
    const auto or_blank = [](std::string_view v) { return v.empty() ? std::string_view("_") : v; };
    out_ += std::to_string(i - s.first + 1) + "\t";
    form(t.span);
    ((out_ += '\t') += or_blank(t.lemma)) += '\t';
    ((out_ += upos_name(t.upos)) += '\t') += or_blank(t.xpos);
    ((out_ += '\t') += or_blank(t.feats)) += '\t';
    out_ += std::to_string(t.head < 0 ? 0 : static_cast<uint32_t>(t.head) - s.first + 1);
    ((out_ += '\t') += or_blank(t.deprel)) += "\t_\t";
    while (name_ < parse_.names.size() && parse_.names[name_].last <= i) ++name_;
    if (name_ < parse_.names.size() && parse_.names[name_].first <= i) {
      const Name& n = parse_.names[name_];
      ((out_ += n.first == i ? "NER=B-" : "NER=I-") += name_kind_tag(n.kind)) += '|';
    }
    if (i >= until_ && !space_after(s, i)) out_ += "SpaceAfter=No|";
    token_range(t.span);
  }

  const Parse& parse_;
  const std::vector<Multiword>& multiwords_;
  std::string& out_;
  size_t multiword_ = 0, name_ = 0;
  uint32_t until_ = 0;  // tokens before it lie in a multiword range already printed
};

}  // namespace

Result<std::vector<ConlluDocument>> read_conllu(std::string_view conllu, const std::string& name) {
  return Reader(name).read(conllu);
}

void write_conllu(const Parse& parse, const std::vector<Multiword>& multiwords,
                  const std::vector<std::string>& comments, std::string& out) {
  Writer writer(parse, multiwords, out);
  for (size_t i = 0; i < parse.sentences.size(); ++i) {
    if (i < comments.size()) out += comments[i];
    writer.sentence(parse.sentences[i]);
  }
}

}  // namespace annalist::lang
