#include "ask/view.h"

#include <algorithm>

#include "ask/event_record.h"
#include "base/json.h"
#include "base/utf8.h"

namespace annalist::ask {
namespace {

using store::StoredClaim;
using store::StoredDocument;

constexpr uint32_t kDateColumns = 24;

// ANSI colours, or nothing.
class Paint {
 public:
  explicit Paint(bool on) : on_(on) {}
  [[nodiscard]] std::string operator()(const char* code, const std::string& s) const {
    if (!on_ || s.empty()) return s;
    std::string out("\x1b[");
    out += code;
    out += 'm';
    out += s;
    out += "\x1b[0m";
    return out;
  }

 private:
  bool on_;
};
constexpr const char* kBold = "1";
constexpr const char* kDim = "2";
constexpr const char* kRed = "31";
constexpr const char* kGreen = "32";
constexpr const char* kYellow = "33";
constexpr const char* kCyan = "36";

// Columns of a code point: East Asian wide ones take two.
uint32_t columns(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                 (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) || c >= 0x1F300
             ? 2
             : 1;
}

// s on one line of at most `width` columns. Control characters (escapes too) become blanks: texts never steer a terminal.
std::string clipped(std::string_view s, uint32_t width) {
  std::string out;
  uint32_t used = 0;
  bool blank = false;
  for (size_t i = 0; i < s.size();) {
    const auto c = utf8::decode(s, i);
    if (c.value <= 0x20 || (c.value >= 0x7F && c.value <= 0x9F)) {
      blank = !out.empty();
    } else {
      if (used + columns(c.value) + (blank ? 1 : 0) + 1 > width) {
        out += "…";
        return out;
      }
      if (std::exchange(blank, false)) out.push_back(' '), ++used;
      out.append(s, i, c.size);
      used += columns(c.value);
    }
    i += c.size;
  }
  return out;
}

void add(std::string& list, const char* separator, const std::string& next) {
  if (!list.empty()) list += separator;
  list += next;
}

std::string quoted(std::string_view words, uint32_t width) {
  std::string out("“");
  out += clipped(words, width > 4 ? width - 2 : 2);
  out += "”";
  return out;
}

std::string names(const std::vector<weave::Party>& list) {
  std::string out;
  for (const weave::Party& p : list) {
    if (!out.empty()) out += ", ";
    out += p.name;
    if (p.kind != "country" && !p.country.empty()) {
      out += " (";
      out += p.country;
      out += ')';
    }
  }
  return out;
}

std::string sides(const weave::Event& e) {
  std::string out = names(e.actors);
  if (!e.recipients.empty()) {
    out += out.empty() ? "→ " : " → ";
    out += names(e.recipients);
  }
  return out;
}

std::string kind(const weave::Event& e) {
  std::string out = e.type;
  for (const auto& m : e.mode) {
    out += '/';
    out += m;
  }
  return out;
}

std::string counted(uint32_t n, const char* one) {
  std::string out = std::to_string(n);
  out += ' ';
  out += one;
  if (n != 1) out += 's';
  return out;
}

std::string status(const weave::Event& e, const Paint& paint) {
  const bool bad = e.status == "disputed" || e.status == "denied" || e.status == "overdue" || e.status == "cancelled";
  const bool good = e.status == "happened" || e.status == "fulfilled";
  std::string out = paint(bad ? kRed : good ? kGreen : kYellow, e.status);
  if (e.polarity == '-' && (e.modality == "asserted" || e.modality == "reported")) out += paint(kRed, ", did not happen");
  return out;
}

std::string counts(const weave::Event& e) {
  std::string out = counted(e.reports, "report");
  out += ", ";
  out += counted(e.origins, "origin");
  if (!e.contradictions.empty()) out += ", contradicted";
  if (!e.anomalies.empty()) out += ", anomalies";
  return out;
}

void pad(std::string& out, size_t used, size_t to) {
  if (used < to) out.append(to - used, ' ');
  else out.push_back(' ');
}

// What a reader of one line has to know beyond it: what contradicts it, why origins are few, what it is linked with.
std::vector<std::string> notes(const weave::Event& e) {
  std::vector<std::string> out;
  for (const auto& c : e.contradictions) {
    std::string values;
    for (const auto& v : c.values) add(values, " ≠ ", v);
    out.push_back("! " + c.field + ": " + values);
  }
  for (const auto& a : e.anomalies) out.push_back("! " + a);
  for (const auto& l : e.links) out.push_back("~ " + l.kind + ' ' + l.event);
  if (e.origins > e.reports) out.emplace_back("~ more origins than reports: one text names several independent holders");
  return out;
}

void event_lines(const weave::Event& e, const StoredClaim* first, const Style& style, std::string& out) {
  const Paint paint(style.colour);
  std::string date = date_words(e.date);
  if (!e.date.known() && e.told.earliest) date = "told " + iso(*e.told.earliest);
  out += paint(kCyan, date);
  pad(out, utf8::length(date), kDateColumns);
  out += paint(kBold, kind(e));
  out += "  ";
  out += clipped(sides(e), std::max<uint32_t>(40, style.width));
  if (!e.place_name.empty()) {
    out += " @ ";
    out += clipped(e.place_name, 40);
  }
  out += '\n';
  pad(out, 0, kDateColumns);
  out += status(e, paint);
  out += "  ";
  std::string told = counts(e);
  add(told, "  ", e.id);
  out += paint(kDim, told);
  out += '\n';
  if (!first) return;
  pad(out, 0, kDateColumns);
  std::string source;
  if (!first->record.source.empty()) {
    source = " — ";
    source += clipped(first->record.source, 30);
  }
  const auto room = static_cast<uint32_t>(kDateColumns + utf8::length(source) + 4);
  // A long clause takes a second line, broken between words.
  const uint32_t width = std::max<uint32_t>(30, style.width > room ? style.width - room : 30);
  std::string words = quoted(first->record.text, 2 * width);
  if (utf8::length(words) > width) {
    const size_t blank = words.rfind(' ', width);
    if (blank != std::string::npos && blank > width / 2) words.replace(blank, 1, '\n' + std::string(kDateColumns, ' '));
  }
  out += words;
  out += paint(kDim, source);
  out += '\n';
  for (const std::string& note : notes(e)) {
    pad(out, 0, kDateColumns);
    out += paint(kYellow, clipped(note, std::max<uint32_t>(60, 2 * style.width)));
    out += '\n';
  }
}

Result<std::vector<StoredClaim>> told(store::Base& base, const weave::Event& e) { return base.claims_of(e.id); }

void line(std::string& out, const Paint& paint, std::string_view field, const std::string& value) {
  if (value.empty()) return;
  out += "  ";
  out += paint(kDim, std::string(field));
  pad(out, 2 + utf8::length(field), 18);
  out += value;
  out += '\n';
}

// The words of the spans of a field, each in quotes.
std::string proof(const StoredClaim& c, const std::string& field, std::string_view text, uint32_t width) {
  const auto it = c.evidence.find(field);
  std::string out;
  if (it == c.evidence.end()) return out;
  for (const Span s : it->second) {
    if (s.end > text.size()) continue;
    add(out, " ", quoted(s.of(text), width));
  }
  return out;
}

std::string with_proof(const std::string& value, const std::string& words, const std::string& why) {
  std::string out = value;
  if (!words.empty()) {
    out += "  ";
    out += words;
  }
  if (!why.empty()) {
    out += "  [";
    out += why;
    out += ']';
  } else if (words.empty()) {
    out += "  [inferred]";
  }
  return out;
}

void side_lines(std::string& out, const Paint& paint, std::string_view field, const std::vector<store::StoredSide>& list, std::string_view text,
                uint32_t width) {
  for (const store::StoredSide& s : list) {
    std::string value = s.party.name;
    if (!s.party.role.empty()) {
      value += ", ";
      value += s.party.role;
    }
    value += " <";
    value += s.party.entity;
    value += '>';
    const std::string words = s.span.empty() || s.span.end > text.size() ? std::string() : quoted(s.span.of(text), width);
    line(out, paint, s.part.empty() ? field : std::string_view(s.part), with_proof(value, words, s.why));
  }
}

void explain_claim(const StoredClaim& c, const StoredDocument& d, const Style& style, std::string& out) {
  const Paint paint(style.colour);
  const weave::ClaimRecord& r = c.record;
  const std::string_view text = d.text;
  const uint32_t width = std::max<uint32_t>(40, style.width > 40 ? style.width - 40 : 40);
  out += paint(kBold, "claim " + r.claim);
  out += "  ";
  out += d.id;
  out += " bytes " + std::to_string(r.span.begin) + ".." + std::to_string(r.span.end);
  out += c.current ? "\n" : "  (an older revision)\n";
  line(out, paint, "words", quoted(r.text, std::max<uint32_t>(60, style.width * 3)));
  std::string type = r.type;
  for (const auto& m : r.mode) type += "/" + m;
  if (!r.cameo.empty()) type += "  CAMEO " + r.cameo;
  line(out, paint, "type", with_proof(type, proof(c, "type", text, width), "rule " + c.rule));
  side_lines(out, paint, "actor", c.actors, text, width);
  side_lines(out, paint, "recipient", c.recipients, text, width);
  side_lines(out, paint, "third party", c.third_parties, text, width);
  if (r.date.known()) line(out, paint, "date", with_proof(date_words(r.date), proof(c, "date", text, width), c.date_why));
  else line(out, paint, "date", "unknown");
  if (!r.place_name.empty()) line(out, paint, "place", with_proof(r.place_name, proof(c, "place", text, width), c.place_why));
  std::string voice = r.modality;
  voice += ", ";
  voice += c.tense;
  voice += r.polarity == '-' ? ", did not happen" : "";
  voice += ", certainty " + c.certainty;
  line(out, paint, "modality", voice);
  for (const uint32_t n : c.attribution) {
    if (n >= d.voices.size()) continue;
    std::string words;
    for (const Span s : d.voices[n].cue)
      if (s.end <= text.size()) add(words, " ", quoted(s.of(text), width));
    const std::string holder = d.voices[n].holder_name.empty() ? "a source that the text does not name" : d.voices[n].holder_name;
    line(out, paint, "according to", with_proof(holder, words, d.voices[n].kind));
  }
  for (const auto& f : r.figures) line(out, paint, "figure", f.suspect ? f.words + "  [garbled: no value until a person accepts one]" : f.words);
  std::string suspect;
  for (const auto& s : r.suspect) add(suspect, ", ", s);
  line(out, paint, "suspect", suspect);
  char confidence[32];
  std::snprintf(confidence, sizeof confidence, "%.2f", static_cast<double>(r.confidence));
  line(out, paint, "confidence", confidence);
}

void event_head(const weave::Event& e, const Style& style, std::string& out) {
  const Paint paint(style.colour);
  event_lines(e, nullptr, style, out);
  line(out, paint, "outlets", std::to_string(e.outlets));
  for (const auto& a : e.anomalies) line(out, paint, "anomaly", a);
  for (const auto& c : e.contradictions)
    for (const auto& v : c.values) line(out, paint, "contradiction", c.field + ": " + v);
  for (const auto& l : e.links) line(out, paint, l.kind, l.event);
}

Result<View> show_event(store::Base& base, const std::string& id, bool explained, const Style& style) {
  const auto e = base.event(id);
  if (!e) return e.error();
  const auto claims = told(base, *e);
  if (!claims) return claims.error();
  View view{"", 1, ""};
  if (style.json) {
    append_event(*e, *claims, view.text);
    view.text += '\n';
    return view;
  }
  event_head(*e, style, view.text);
  const Paint paint(style.colour);
  for (const StoredClaim& c : *claims) {
    if (explained) {
      const auto d = base.document(c.record.document_key, c.record.revision);
      if (!d) return d.error();
      view.text += '\n';
      explain_claim(c, *d, style, view.text);
      continue;
    }
    view.text += "  ";
    view.text += quoted(c.record.text, std::max<uint32_t>(40, style.width * 2));
    std::string from(" — ");
    if (!c.record.source.empty()) from += c.record.source + ", ";
    from += c.record.document + ", claim " + c.record.claim;
    view.text += paint(kDim, from);
    view.text += '\n';
  }
  return view;
}

Result<View> show_claim(store::Base& base, const std::string& id, const Style& style) {
  const auto c = base.claim(id);
  if (!c) return c.error();
  View view{"", 1, ""};
  if (style.json) {
    append_claim_row(*c, view.text);
    view.text += '\n';
    return view;
  }
  const auto d = base.document(c->record.document_key, c->record.revision);
  if (!d) return d.error();
  explain_claim(*c, *d, style, view.text);
  line(view.text, Paint(style.colour), "event", c->event);
  return view;
}

Result<View> show_document(store::Base& base, const std::string& id, const Style& style) {
  const size_t hash = id.rfind('#');
  auto d = base.document(id);
  if (!d && hash != std::string::npos) d = base.document(id.substr(0, hash));
  if (!d) return d.error();
  const auto claims = base.claims_in(d->key, d->revision);
  if (!claims) return claims.error();
  View view{"", 1, ""};
  if (style.json) {
    append_document_row(*d, claims->size(), view.text);
    view.text += '\n';
    return view;
  }
  const Paint paint(style.colour);
  std::string& out = view.text;
  out += paint(kBold, d->id) + "\n";
  line(out, paint, "outlet", d->outlet);
  line(out, paint, "published", date_words(d->published));
  line(out, paint, "revision", std::to_string(d->revision) + " of " + std::to_string(d->revisions));
  line(out, paint, "raw SHA-256", d->raw_sha256);
  if (d->translated) line(out, paint, "translated", d->translated_from.empty() ? "likely" : "likely from " + d->translated_from);
  for (const auto& copy : d->copies) line(out, paint, "same text as", copy);
  for (const auto& s : d->stories) {
    const std::string head = s.headline.empty() ? std::string() : quoted(s.headline.of(d->text), style.width);
    line(out, paint, s.main ? "main story" : "other story", std::to_string(s.index) + "  " + s.kind + "  " + date_words(s.published) + "  " + s.outlet + "  " + head);
  }
  for (const auto& g : d->garbles) line(out, paint, "garbled", quoted(g.span.of(d->text), 60) + "  " + g.why);
  for (const auto& c : *claims) line(out, paint, c.record.type, quoted(c.record.text, std::max<uint32_t>(40, style.width - 20)) + "  " + c.event);
  return view;
}

Result<View> show_actor(store::Base& base, const std::string& id, const Style& style) {
  auto s = base.prepare("SELECT name, kind, country, events, acting, receiving, first, last FROM v_actor WHERE entity = ?");
  if (!s) return s.error();
  s->bind(id);
  const auto row = s->step();
  if (!row) return row.error();
  if (!*row) return Error{Code::kNotFound, "no event, claim, document, story or actor of this id", id, "look for it with: annalist search --q WORDS"};
  store::EventQuery q;
  q.actors = {id};
  View view{"", 1, ""};
  if (style.json) {
    JsonWriter json(view.text);
    json.begin_object();
    json.field("schema", 1);
    json.field("entity", id);
    for (const auto& [name, column] : {std::pair{"name", 0}, std::pair{"kind", 1}, std::pair{"country", 2}, std::pair{"first", 6}, std::pair{"last", 7}}) {
      json.key(name);
      if (s->is_null(column)) json.null();
      else json.value(s->view(column));
    }
    json.field("events", s->integer(3));
    json.end_object();
    view.text += '\n';
    return view;
  }
  const Paint paint(style.colour);
  view.text += paint(kBold, s->text(0)) + "  " + s->text(1) + "  " + s->text(2) + "\n";
  line(view.text, paint, "events", s->text(3) + " (" + s->text(4) + " acting, " + s->text(5) + " receiving), " + s->text(6) + ".." + s->text(7));
  auto listed = timeline(base, q, style);
  if (!listed) return listed.error();
  view.text += listed->text;
  return view;
}

}  // namespace

std::string date_words(const Interval& d) {
  if (!d.known()) return "unknown day";
  if (!d.latest) return "since " + iso(*d.earliest);
  if (!d.earliest) return "until " + iso(*d.latest);
  if (d.is_day()) return iso(*d.earliest);
  const Civil a = civil_of(*d.earliest), b = civil_of(*d.latest);
  const std::string from = iso(*d.earliest), to = iso(*d.latest);
  if (d == whole_year(a.year)) return from.substr(0, 4);
  if (d == whole_month(a.year, a.month)) return from.substr(0, 7);
  if (a.year == b.year && a.month == b.month) return from + ".." + to.substr(8);
  return from + ".." + to;
}

Result<std::string> event_json(store::Base& base, const std::string& id) {
  const auto e = base.event(id);
  if (!e) return e.error();
  const auto claims = told(base, *e);
  if (!claims) return claims.error();
  std::string out;
  append_event(*e, *claims, out);
  return out;
}

Result<View> timeline(store::Base& base, const store::EventQuery& query, const Style& style) {
  const auto page = base.events(query);
  if (!page) return page.error();
  View view{"", page->events.size(), page->next};
  for (const weave::Event& e : page->events) {
    const auto claims = told(base, e);
    if (!claims) return claims.error();
    if (style.json) {
      append_event(e, *claims, view.text);
      view.text += '\n';
    } else {
      event_lines(e, claims->empty() ? nullptr : &claims->front(), style, view.text);
    }
  }
  return view;
}

Result<View> search(store::Base& base, const store::EventQuery& query, const Style& style) {
  auto found = timeline(base, query, style);
  if (!found || style.json || query.words.empty()) return found;
  auto hits = base.documents_with(query.words, query.limit == 0 ? 20 : query.limit);
  if (!hits) return hits.error();
  const Paint paint(style.colour);
  View view{"", found->found + hits->size(), found->next};
  if (!hits->empty()) view.text += paint(kBold, "Documents") + "\n";
  for (const auto& hit : *hits) {
    view.text += "  ";
    view.text += hit.id;
    view.text += "\n    ";
    view.text += clipped(hit.passage, std::max<uint32_t>(40, style.width * 2));
    view.text += '\n';
  }
  if (found->found > 0) view.text += paint(kBold, "Events") + "\n" + found->text;
  return view;
}

Result<View> show(store::Base& base, const std::string& id, const Style& style) {
  auto view = show_event(base, id, false, style);
  // A claim's id leads to its event by the rule of redirects, so ask for claims first where there is one.
  auto claim = show_claim(base, id, style);
  if (claim || claim.error().code != Code::kNotFound) return claim;
  if (view || view.error().code != Code::kNotFound) return view;
  auto document = show_document(base, id, style);
  if (document || document.error().code != Code::kNotFound) return document;
  return show_actor(base, id, style);
}

Result<View> explain(store::Base& base, const std::string& id, const Style& style) {
  auto claim = show_claim(base, id, style);
  if (claim || claim.error().code != Code::kNotFound) return claim;
  auto event = show_event(base, id, true, style);
  if (event || event.error().code != Code::kNotFound) return event;
  return show(base, id, style);
}

}  // namespace annalist::ask
