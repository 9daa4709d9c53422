#include "where/find.h"

#include <algorithm>

#include "base/knowledge.h"
#include "base/utf8.h"

namespace annalist::where {

namespace {

using lang::NameKind;
using lang::Parse;
using lang::Upos;

constexpr size_t kMostTowns = 30;        // namesakes looked at; the rest are smaller than any of these
constexpr int64_t kUntaggedTown = 10000;  // people a town must have to be read from a preposition alone

class Spotter {
 public:
  Spotter(const Gazetteer::Atlas& atlas, const Parse& parse) : atlas_(atlas), parse_(parse), name_at_(parse.tokens.size(), -1) {
    for (size_t n = 0; n < parse.names.size(); ++n)
      for (uint32_t t = parse.names[n].first; t < parse.names[n].last; ++t) name_at_[t] = static_cast<int32_t>(n);
  }

  std::vector<Spotted> run() {
    datelines();
    uint32_t t = 0;
    while (t < parse_.tokens.size()) t = std::max(t + 1, at(t));
    std::stable_sort(out_.begin(), out_.end(), [](const Spotted& a, const Spotted& b) { return a.span < b.span; });
    out_.erase(std::unique(out_.begin(), out_.end(), [](const Spotted& a, const Spotted& b) { return a.span.overlaps(b.span); }), out_.end());
    contain();
    return std::move(out_);
  }

 private:
  std::string_view form(uint32_t t) const { return parse_.form(t); }
  bool capital(uint32_t t) const {
    const std::string_view f = form(t);
    const auto c = static_cast<unsigned char>(f[0]);
    return c < 0x80 ? c >= 'A' && c <= 'Z' : utf8::is_upper(utf8::decode(f, 0).value);
  }
  std::string key(uint32_t first, uint32_t last) const { return utf8::fold(parse_.span(first, last).of(parse_.text)); }

  // Does "in", "at", "from" … stand before token t, an article or adjective between allowed?
  bool after_locative(uint32_t t) const {
    for (int back = 0; back < 2 && t > 0; ++back) {
      const lang::Token& before = parse_.tokens[--t];
      if (before.upos == Upos::ADP || before.upos == Upos::PART || before.upos == Upos::SCONJ) return atlas_.word(form(t)) == Word::kLocative;
      if (before.upos != Upos::DET && before.upos != Upos::ADJ) return false;
    }
    return false;
  }
  bool after_comma(uint32_t t) const { return t > 0 && form(t - 1) == "," && !out_.empty() && out_.back().last == t - 1; }

  // Reads one place at token t; gives the token to go on from.
  uint32_t at(uint32_t t) {
    const int32_t n = name_at_[t];
    const bool named = n >= 0;
    const lang::Name* name = named ? &parse_.names[static_cast<size_t>(n)] : nullptr;
    const bool tagged = named && name->kind == NameKind::kLocation && name->first == t;
    if (!tagged && !capital(t)) return t + 1;
    const uint32_t table = table_match(t, tagged ? name->last : 0, name);
    if (tagged && name->last > table) {
      const uint32_t end = tagged_name(*name, table);
      if (end) return end;
    }
    if (table) return table;
    if (!named && parse_.tokens[t].upos == Upos::PROPN) return untagged(t);
    return t + 1;
  }

  // The longest name of the tables that starts at t, if the words around allow it; its end, or 0.
  uint32_t table_match(uint32_t t, uint32_t tagged_end, const lang::Name* name) {
    std::string first = utf8::fold(form(t));
    if (const size_t blank = first.find(' '); blank != std::string::npos) first.resize(blank);
    const auto most = atlas_.first_words.find(first);
    if (most == atlas_.first_words.end()) return 0;
    const uint32_t sentence_end = parse_.sentences.empty() ? static_cast<uint32_t>(parse_.tokens.size()) : parse_.sentences[parse_.sentence_of[t]].last;
    for (uint32_t end = std::min(sentence_end, t + most->second); end > t; --end) {
      const std::string k = key(t, end);
      const auto* rows = atlas_.find(k);
      if (!rows || !free_of_names(t, end, name)) continue;
      Spotted s{.first = t, .last = end, .span = parse_.span(t, end), .key = k, .why = tagged_end == end ? "name" : "table"};
      for (const auto& row : *rows) take(row, s, name);
      if (s.candidates.empty()) continue;
      s.demonym = s.candidates.front().layer == Layer::kDemonym;
      if (tagged_end > end && !s.demonym) return end;  // the tagged name is longer: it decides, this is what is left if not
      if (!s.demonym) atlas_.towns_named(k, kMostTowns, s.candidates);
      out_.push_back(std::move(s));
      return end;
    }
    return 0;
  }

  // A place inside a longer name of a person or body ("Bank of England", "Jordan Miller") is none.
  bool free_of_names(uint32_t t, uint32_t end, const lang::Name* name) const {
    for (uint32_t i = t; i < end; ++i) {
      const int32_t n = name_at_[i];
      if (n < 0) continue;
      const lang::Name& other = parse_.names[static_cast<size_t>(n)];
      if (other.kind == NameKind::kLocation || other.kind == NameKind::kMisc) continue;
      if (other.first < t || other.last > end) return false;
    }
    // A person of that one name: Jordan, Chad, Georgia.
    return !(name && name->kind == NameKind::kPerson && name->first == t && name->last == end && !after_locative(t));
  }

  void take(const Gazetteer::Atlas::Name& row, Spotted& s, const lang::Name* name) const {
    if (!row.exact.empty() && s.span.of(parse_.text) != row.exact) return;
    if (row.exact.size() > 0 && row.exact.size() <= 3 && row.exact.find('.') == std::string_view::npos) {
      // "US", "PNG": only as a name or after a preposition or article.
      const bool known = name && name->kind != NameKind::kOrganization;
      if (!known && parse_.tokens[s.first].upos != Upos::PROPN) return;
    }
    if (row.after_comma && !after_comma(s.first)) return;
    if (row.building && !after_locative(s.first)) return;
    if (s.last == s.first + 1 && !name && parse_.tokens[s.first].upos != Upos::PROPN && parse_.tokens[s.first].upos != Upos::ADJ) return;
    s.candidates.push_back(atlas_.places[row.place]);
  }

  // A name tagged as a place: as a whole, then without a direction in front or a type behind. Its end, or 0 when the
  // table's shorter match is better.
  uint32_t tagged_name(const lang::Name& name, uint32_t table) {
    uint32_t first = name.first, last = name.last;
    while (first + 1 < last && (!capital(first) || atlas_.word(form(first)) == Word::kDirection) && !lookup(first, last)) ++first;
    Spotted s{.first = name.first, .last = name.last, .span = parse_.span(name.first, name.last), .why = "name"};
    for (uint32_t end = last; end > first; --end) {
      if (end < last && atlas_.word(form(end)) != Word::kType) break;
      s.key = key(first, end);
      gather(s.key, s.candidates);
      if (!s.candidates.empty()) break;
    }
    if (s.candidates.empty() && table) {
      s.key = key(name.first, table);
      s.last = table;
      s.span = parse_.span(name.first, table);
      gather(s.key, s.candidates);
    }
    if (s.candidates.empty()) s.key = key(first, last);
    if (!s.candidates.empty()) s.demonym = s.candidates.front().layer == Layer::kDemonym;
    const uint32_t end = s.last;
    out_.push_back(std::move(s));
    return end;
  }

  bool lookup(uint32_t first, uint32_t last) const {
    std::vector<Candidate> found;
    gather(key(first, last), found);
    return !found.empty();
  }

  void gather(const std::string& k, std::vector<Candidate>& out) const {
    if (const auto* rows = atlas_.find(k))
      for (const auto& row : *rows)
        if (row.exact.empty() && !row.after_comma) out.push_back(atlas_.places[row.place]);
    atlas_.towns_named(k, kMostTowns, out);
  }

  // Capitalised words that no tagger marked: a town after a preposition, or before ", Region".
  uint32_t untagged(uint32_t t) {
    uint32_t end = t;
    while (end < parse_.tokens.size() && end < t + 4 && name_at_[end] < 0 && parse_.tokens[end].upos == Upos::PROPN && capital(end)) ++end;
    const bool locative = after_locative(t);
    const bool comma = end + 1 < parse_.tokens.size() && form(end) == "," && capital(end + 1) && atlas_.find(key(end + 1, end + 2));
    if (!locative && !comma) return end;
    Spotted s{.first = t, .last = end, .span = parse_.span(t, end), .key = key(t, end), .why = comma ? "comma" : "preposition"};
    atlas_.towns_named(s.key, kMostTowns, s.candidates);
    if (!s.candidates.empty() && (comma || s.candidates.front().population >= kUntaggedTown)) out_.push_back(std::move(s));
    return end;
  }

  // "PYONGYANG, June 19 —": the page has marked the place; its tokens may lie in no sentence.
  void datelines() {
    if (!parse_.page) return;
    for (const page::Story& story : parse_.page->stories) {
      if (story.dateline_place.empty()) continue;
      Spotted s{.span = story.dateline_place, .key = utf8::fold(story.dateline_place.of(parse_.text)), .why = "dateline"};
      const auto begin = std::lower_bound(parse_.tokens.begin(), parse_.tokens.end(), story.dateline_place.begin,
                                          [](const lang::Token& token, uint32_t at) { return token.span.begin < at; });
      s.first = s.last = static_cast<uint32_t>(begin - parse_.tokens.begin());
      while (s.last < parse_.tokens.size() && parse_.tokens[s.last].span.end <= s.span.end) ++s.last;
      gather(s.key, s.candidates);
      if (!s.candidates.empty() && s.candidates.front().layer != Layer::kDemonym) out_.push_back(std::move(s));
    }
  }

  // "Hiroshima, Japan"; "Tampa, Fla."; "Shebekino in the Belgorod region" is left to the context.
  void contain() {
    for (size_t i = 0; i + 1 < out_.size(); ++i) {
      const uint32_t from = out_[i].span.end, to = out_[i + 1].span.begin;
      const std::string_view between = trim(parse_.text.substr(from, to - from));
      if (!out_[i + 1].demonym && between == ",") out_[i].container = static_cast<int32_t>(i + 1);
    }
  }

  const Gazetteer::Atlas& atlas_;
  const Parse& parse_;
  std::vector<int32_t> name_at_;
  std::vector<Spotted> out_;
};

}  // namespace

std::vector<Spotted> spot(const Gazetteer::Atlas& atlas, const Parse& parse) { return Spotter(atlas, parse).run(); }

}  // namespace annalist::where
