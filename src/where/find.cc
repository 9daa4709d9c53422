#include "where/find.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/knowledge.h"
#include "base/utf8.h"

namespace annalist::where {

namespace {

using lang::NameKind;
using lang::Parse;
using lang::Upos;

constexpr size_t kMostTowns = 40;        // namesakes looked at; the rest are smaller than any of these
constexpr uint32_t kListed = 24;          // tokens of a list that ends in "counties"
constexpr int64_t kUntaggedTown = 10000;  // people a town must have to be read from a preposition alone

class Spotter {
 public:
  Spotter(const Gazetteer::Atlas& atlas, const Parse& parse) : atlas_(atlas), parse_(parse), name_at_(parse.tokens.size(), -1) {
    for (size_t n = 0; n < parse.names.size(); ++n)
      remember(static_cast<int32_t>(n));
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
  // What the document's names say of single words: parts of people's names, and names tagged as places anywhere.
  void remember(int32_t n) {
    const lang::Name& name = parse_.names[static_cast<size_t>(n)];
    for (uint32_t t = name.first; t < name.last; ++t) {
      name_at_[t] = n;
      if (name.kind == NameKind::kPerson && name.last > name.first + 1) people_.insert(utf8::fold(form(t)));
    }
    if (name.kind == NameKind::kLocation) tagged_.insert(key(name.first, name.last));
  }

  bool capital(uint32_t t) const {
    const std::string_view f = form(t);
    if (f.empty()) return false;
    const auto c = static_cast<unsigned char>(f[0]);
    return c < 0x80 ? c >= 'A' && c <= 'Z' : utf8::is_upper(utf8::decode(f, 0).value);
  }
  std::string key(uint32_t first, uint32_t last) const { return utf8::fold(parse_.span(first, last).of(parse_.text)); }

  // Does "in" or "near" (with `loose` also "at", "from" …) stand before token t, an article or adjective between allowed?
  bool after_locative(uint32_t t, bool loose) const {
    for (int back = 0; back < 2 && t > 0; ++back) {
      const lang::Token& before = parse_.tokens[--t];
      if (before.upos == Upos::ADP || before.upos == Upos::PART || before.upos == Upos::SCONJ) {
        const Word word = atlas_.word(form(t));
        return word == Word::kLocative || (loose && word == Word::kDirectional);
      }
      if (before.upos != Upos::DET && before.upos != Upos::ADJ) return false;
    }
    return false;
  }
  bool after_comma(uint32_t t) const { return t > 1 && form(t - 1) == "," && capital(t - 2); }
  // "Taylor", tagged a place once, is a person where "Ann Taylor" is in the text.
  bool person(uint32_t first, uint32_t last) const { return last == first + 1 && people_.contains(utf8::fold(form(first))); }

  // Reads one place at token t; gives the token to go on from.
  uint32_t at(uint32_t t) {
    const int32_t n = name_at_[t];
    const bool named = n >= 0;
    const lang::Name* name = named ? &parse_.names[static_cast<size_t>(n)] : nullptr;
    const bool tagged = named && name->kind == NameKind::kLocation && name->first == t;
    if (!tagged && !capital(t)) return t + 1;
    const uint32_t table = table_match(t, tagged ? name->last : 0, name);
    if (tagged && name->last > table && !person(name->first, name->last)) return tagged_name(*name, table);
    if (table) return table;
    if (!named && parse_.tokens[t].upos == Upos::PROPN) return untagged(t);
    // A town's name taken for a person's or body's: "arrested in Chicopee", "Crafton police".
    if (named && !tagged && name->first == t && (name->last == t + 1 || name->kind == NameKind::kOrganization) &&
        (before_local(name->last) || after_locative(t, false) || name->last == t + 1))
      if (const uint32_t end = untagged(t); end > t + 1 || (!out_.empty() && out_.back().first == t)) return end;
    // Tagged as a body or person, but the same name is a place elsewhere in the text.
    if (named && !tagged && name->first == t && tagged_.contains(key(t, name->last)) && !person(t, name->last)) return tagged_name(*name, 0);
    if (named && name->first == t && name->kind == NameKind::kOrganization && in_name(*name)) return out_.back().last;
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
      if (!rows) continue;
      if (!free_of_names(t, end, name)) continue;
      if (!name && ends_a_title(t)) continue;
      Spotted s{.first = t, .last = end, .span = words(t, end), .key = k, .why = tagged_end == end ? "name" : "table"};
      for (const auto& row : *rows) take(row, s, name);
      if (s.candidates.empty()) continue;
      s.demonym = s.candidates.front().layer == Layer::kDemonym;
      if (tagged_end > end && !s.demonym) return end;  // the tagged name is longer: it decides, this is what is left if not
      if (!s.demonym) towns(k, s.candidates);
      out_.push_back(std::move(s));
      return end;
    }
    return 0;
  }

  // "Kentucky Arts Commission", "Columbus City Council", "University of Toronto" are no places, but speak of one: the first
  // country, region or people named in them, or the town after which such a body is called. Did the name hold one?
  bool in_name(const lang::Name& name) {
    bool civic = false, body = false;
    for (uint32_t t = name.first; t < name.last; ++t) {
      civic = civic || atlas_.stands_behind(form(t), Behind::kCivic) || atlas_.word(form(t)) == Word::kCounty;
      body = body || atlas_.stands_behind(form(t), Behind::kBody);
    }
    for (uint32_t t = name.first; t < name.last; ++t) {
      if (!capital(t) || atlas_.word(form(t)) != Word::kNone) continue;
      for (uint32_t end = std::min(name.last, t + 4); end > t; --end) {
        Spotted s{.first = t, .last = end, .span = words(t, end), .key = key(t, end), .why = "in-name", .part = true};
        if (const auto* rows = atlas_.find(s.key))
          for (const auto& row : *rows)
            if (!row.building && !row.after_comma && (row.exact.empty() || s.span.of(parse_.text) == row.exact) && !atlas_.places[row.place].country.empty())
              s.candidates.push_back(atlas_.places[row.place]);
        const bool table = !s.candidates.empty();
        const bool whole = t == name.first && end == name.last;
        if (table && s.candidates.front().layer == Layer::kDemonym) s.demonym = true;
        else if ((civic || body || tagged_.contains(s.key)) && s.key.size() > 3 && !whole && !person(t, end)) towns(s.key, s.candidates);
        if (s.candidates.empty()) continue;
        // "Munitions Industry Department", "Second Economy Commission": there are towns called Industry and Economy.
        const bool likely = civic && s.candidates.front().population >= kUntaggedTown && (t == name.first || form(t - 1) == "of" || s.candidates.front().layer == Layer::kDistrict);
        s.maybe = !table && !likely && !tagged_.contains(s.key);
        out_.push_back(std::move(s));
        return true;
      }
    }
    return false;
  }
  bool before_local(uint32_t t) const { return t < parse_.tokens.size() && atlas_.stands_behind(form(t), Behind::kLocal); }

  // "Workers' Party of Korea", "President of Russia": what follows "of" belongs to the capitalised words before it.
  bool ends_a_title(uint32_t t) const { return t > 1 && form(t - 1) == "of" && parse_.tokens[t - 2].upos == Upos::PROPN && capital(t - 2); }

  // The tokens' bytes without a hyphen or comma that sticks to the last one ("North Korea-Russia ties").
  Span words(uint32_t first, uint32_t last) const {
    Span span = parse_.span(first, last);
    while (span.size() > 1 && (parse_.text[span.end - 1] == '-' || parse_.text[span.end - 1] == ',')) --span.end;
    return span;
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
    // A person of that name in this text: Jordan, Chad, Georgia.
    return !(name && name->kind == NameKind::kPerson && person(t, end));
  }

  void take(const Gazetteer::Atlas::Name& row, Spotted& s, const lang::Name* name) const {
    if (!row.exact.empty() && s.span.of(parse_.text) != row.exact) return;
    if (row.exact.size() > 0 && row.exact.size() <= 3 && row.exact.find('.') == std::string_view::npos) {
      // "US", "PNG": only as a name or after a preposition or article.
      const bool known = name && name->kind != NameKind::kOrganization;
      if (!known && parse_.tokens[s.first].upos != Upos::PROPN) return;
    }
    if (row.after_comma && !after_comma(s.first) && !(name && name->kind == NameKind::kLocation)) return;
    if (row.building && !after_locative(s.first, true)) return;
    if (s.last == s.first + 1 && !name && parse_.tokens[s.first].upos != Upos::PROPN && parse_.tokens[s.first].upos != Upos::ADJ) return;
    s.candidates.push_back(atlas_.places[row.place]);
  }

  // The tokens of a tagged name that are looked up: "City of Norfolk" without what stands before "of", "Uiju County of North
  // Pyongan Province" without what follows it, "eastern Ukraine" without the direction, unless the longer form is known.
  std::pair<uint32_t, uint32_t> core_of(const lang::Name& name) const {
    uint32_t first = name.first, last = name.last;
    if (lookup(first, last)) return {first, last};
    for (uint32_t t = first; t < last; ++t)
      if (form(t) == "of") {
        if (t == first + 1 && t + 1 < last && (atlas_.word(form(first)) == Word::kType || atlas_.word(form(first)) == Word::kCounty)) first = t + 1;
        else if (t > first) last = t;
        break;
      }
    while (first + 1 < last && (!capital(first) || atlas_.word(form(first)) == Word::kDirection) && !lookup(first, last)) ++first;
    return {first, last};
  }

  // A name tagged as a place: as a whole, then without a direction in front or a type behind, then what the tables know of
  // its beginning. Its end.
  uint32_t tagged_name(lang::Name name, uint32_t table) {
    while (name.last > name.first + 1 && parse_.tokens[name.last - 1].upos == Upos::PUNCT) --name.last;  // the tagger's slip
    const auto [first, last] = core_of(name);
    Spotted s{.first = name.first, .last = name.last, .span = words(name.first, name.last), .why = "name"};
    if (const std::string type = listed(last); !type.empty() && atlas_.word(form(first)) == Word::kNone) {  // "Butler, Clark and Warren counties"
      s.key = key(first, last) + " " + type;
      towns(s.key, s.candidates);
    }
    for (uint32_t end = last; end > first && s.candidates.empty(); --end) {
      if (end < last) {
        const Word word = atlas_.word(form(end));
        if (word != Word::kType && word != Word::kCounty) break;
        s.county = s.county || word == Word::kCounty;
      }
      s.key = key(first, end);
      gather(parse_.span(first, end).of(parse_.text), s.candidates);
    }
    if (s.candidates.empty() && table <= name.first && name.last > name.first + 1 && in_name(name)) return name.last;
    if (s.candidates.empty() && name.last > name.first + 1) table = head_of(name, table);
    if (s.candidates.empty() && table > name.first) {
      s.key = key(name.first, table);
      s.last = table;
      s.span = parse_.span(name.first, table);
      s.county = false;
      gather(s.span.of(parse_.text), s.candidates);
    }
    if (s.candidates.empty()) s.key = key(first, last), s.county = last > first + 1 && atlas_.word(form(last - 1)) == Word::kCounty;
    if (s.county) std::erase_if(s.candidates, [](const Candidate& c) { return c.layer != Layer::kCity && c.layer != Layer::kDistrict; });
    if (!s.candidates.empty()) s.demonym = s.candidates.front().layer == Layer::kDemonym;
    const uint32_t end = s.last;
    if (s.candidates.empty() && name.last == first + 1 && atlas_.word(form(first)) != Word::kNone) return end;  // "the North"
    if (!s.candidates.empty() || name.kind == NameKind::kLocation) out_.push_back(std::move(s));
    return end;
  }

  // The kind that a list names at its end, one of it: "county" at Butler in "Butler, Clark and Warren counties"; else empty.
  std::string listed(uint32_t t) const {
    for (const uint32_t end = std::min(static_cast<uint32_t>(parse_.tokens.size()), t + kListed); t < end; ++t) {
      const std::string_view f = form(t);
      const bool joint = f == "," || f == "and" || f == "or" || f == "&";
      if (joint || capital(t)) continue;
      const Word word = atlas_.word(f);
      if ((word != Word::kCounty && word != Word::kType) || !f.ends_with('s')) return {};
      std::string one = utf8::fold(f);
      if (one.ends_with("ies")) return one.substr(0, one.size() - 3) + "y";
      return one.substr(0, one.size() - (one.ends_with("shes") ? 2 : 1));
    }
    return {};
  }

  // Of "Paris High School", tagged a place and unknown: "Paris", when that is a place elsewhere in the text; of "Kursk and
  // beyond" what the tables know. The end of that head, 0 when there is none.
  uint32_t head_of(const lang::Name& name, uint32_t table) const {
    if (table > name.first && !capital(table)) return table;
    for (uint32_t end = name.last - 1; end > name.first; --end)
      if (tagged_.contains(key(name.first, end))) return end;
    return 0;
  }

  bool lookup(uint32_t first, uint32_t last) const {
    std::vector<Candidate> found;
    gather(parse_.span(first, last).of(parse_.text), found);
    return !found.empty();
  }

  void gather(std::string_view words, std::vector<Candidate>& out) const {
    const std::string k = utf8::fold(words);
    if (const auto* rows = atlas_.find(k))
      for (const auto& row : *rows)
        if (row.exact.empty() || row.exact == words) out.push_back(atlas_.places[row.place]);
    // "EU" is no town of Normandy; "March" none of Cambridgeshire.
    if (k.size() > 3 && atlas_.word(k) == Word::kNone) towns(k, out);
    if (out.empty())
      if (const std::string longer = expanded(k); longer != k) towns(longer, out);
  }
  // "mt. pleasant", "w. columbia", "walton co.": with what the short words stand for.
  std::string expanded(const std::string& k) const {
    std::string out;
    for (const std::string_view word : split(k, ' ')) {
      const auto at = atlas_.abbreviations.find(std::string(word));
      out.append(out.empty() ? "" : " ").append(at == atlas_.abbreviations.end() || word.size() == k.size() ? word : at->second);
    }
    return out;
  }

  // Searched once a document for each name.
  void towns(const std::string& k, std::vector<Candidate>& out) const {
    auto [at, fresh] = searched_.try_emplace(k);
    if (fresh) atlas_.towns_named(k, kMostTowns, at->second);
    // Our own row of a region is the better one of the two.
    const bool region = std::any_of(out.begin(), out.end(), [](const Candidate& c) { return c.layer == Layer::kRegion; });
    std::copy_if(at->second.begin(), at->second.end(), std::back_inserter(out), [&](const Candidate& c) {
      return !region || c.layer != Layer::kProvince || std::none_of(out.begin(), out.end(), [&](const Candidate& r) { return r.layer == Layer::kRegion && r.country == c.country; });
    });
  }

  // Capitalised words that no tagger marked: a town after a preposition, or before ", Region".
  uint32_t untagged(uint32_t t) {
    uint32_t end = name_at_[t] < 0 ? t : parse_.names[static_cast<size_t>(name_at_[t])].last;
    while (name_at_[t] < 0 && end < parse_.tokens.size() && end < t + 4 && name_at_[end] < 0 && parse_.tokens[end].upos == Upos::PROPN && capital(end)) ++end;
    if (end == t) end = t + 1;
    const bool known = tagged_.contains(key(t, end));
    const bool locative = known || after_locative(t, false);
    const bool comma = end + 1 < parse_.tokens.size() && form(end) == "," && capital(end + 1) && atlas_.find(key(end + 1, end + 2));
    if (person(t, end)) return t + 1;
    Spotted s{.first = t, .last = end, .span = parse_.span(t, end), .key = key(t, end), .why = known ? "name" : comma ? "comma" : "preposition"};
    if (const std::string type = listed(end); !type.empty() && atlas_.word(form(t)) == Word::kNone) towns(s.key + " " + type, s.candidates);
    if (!s.candidates.empty()) s.key += " counties";
    else gather(s.span.of(parse_.text), s.candidates);
    if (s.candidates.empty()) return name_at_[t] < 0 ? end : t + 1;
    const bool sure = comma || known || (locative && s.candidates.front().population >= kUntaggedTown);
    s.maybe = !sure;
    if (s.maybe) s.why = before_local(end) ? "local" : "surroundings";
    if (s.candidates.front().layer != Layer::kDemonym) out_.push_back(std::move(s));
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
      gather(s.span.of(parse_.text), s.candidates);
      if (!s.candidates.empty() && s.candidates.front().layer != Layer::kDemonym) out_.push_back(std::move(s));
    }
  }

  // "Hiroshima, Japan"; "Tampa, Fla."; "Shebekino in the Belgorod region" is left to the context.
  void contain() {
    for (size_t i = 0; i + 1 < out_.size(); ++i) {
      const uint32_t from = out_[i].span.end, to = out_[i + 1].span.begin;
      const std::string_view between = trim(parse_.text.substr(from, to - from));
      const auto& wholes = out_[i + 1].candidates;
      const bool holds = std::any_of(wholes.begin(), wholes.end(), [](const Candidate& c) { return c.layer == Layer::kCountry || c.layer == Layer::kRegion; });
      if (holds && between == ",") out_[i].container = static_cast<int32_t>(i + 1);
    }
  }

  const Gazetteer::Atlas& atlas_;
  const Parse& parse_;
  std::vector<int32_t> name_at_;
  std::set<std::string, std::less<>> people_, tagged_;
  mutable std::map<std::string, std::vector<Candidate>, std::less<>> searched_;  // one Spotter, one thread
  std::vector<Spotted> out_;
};

}  // namespace

std::vector<Spotted> spot(const Gazetteer::Atlas& atlas, const Parse& parse) { return Spotter(atlas, parse).run(); }

}  // namespace annalist::where
