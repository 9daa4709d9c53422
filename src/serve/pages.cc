#include "serve/pages.h"

#include <algorithm>
#include <cstdio>

#include "serve/html.h"

namespace annalist::serve {
namespace {

constexpr uint32_t kContextBytes = 240;  // of text around a claim: about two sentences on each side

std::string when_text(const Interval& i) {
  if (!i.known()) return "date unknown";
  if (i.is_day()) return iso(*i.earliest);
  return (i.earliest ? iso(*i.earliest) : std::string("…")) + " – " + (i.latest ? iso(*i.latest) : std::string("…"));
}

std::string tag(std::string_view text, bool warn = false) {
  return std::string("<span class=\"tag") + (warn ? " warn" : "") + "\">" + esc(text) + "</span>";
}

std::string parties(const std::vector<weave::Party>& list) {
  std::string out;
  for (const weave::Party& p : list) {
    if (!out.empty()) out += ", ";
    out += "<a href=\"/?actor=" + url(p.entity.empty() ? p.name : p.entity) + "\">" + esc(p.name) + "</a>";
    if (!p.country.empty() && p.kind != "country") out += " <span class=\"note\">" + esc(p.country) + "</span>";
  }
  return out;
}

std::string sides(const weave::Event& e) {
  std::string out = parties(e.actors);
  if (!e.recipients.empty()) out += " → " + parties(e.recipients);
  return out.empty() ? "<span class=\"note\">sides unknown</span>" : out;
}

std::string tags(const weave::Event& e) {
  std::string out = tag(e.status, e.status == "disputed" || e.status == "denied" || e.status == "overdue");
  if (e.modality != "asserted") out += tag(e.modality);
  if (e.polarity == '-') out += tag("did not happen", true);
  const auto counted = [](uint32_t n, const char* one, const char* many) {
    return std::to_string(n) + " " + (n == 1 ? one : many);
  };
  out += tag(counted(e.reports, "report", "reports") + ", " + counted(e.origins, "origin", "origins"));
  if (!e.contradictions.empty()) out += tag("contradicted", true);
  if (!e.anomalies.empty()) out += tag("suspect", true);
  return out;
}

std::string type_text(const weave::Event& e) {
  std::string out = e.type;
  for (const std::string& m : e.mode) out += " · " + m;
  return out;
}

void row(std::string& out, std::string_view field, const std::string& html) {
  if (!html.empty()) out += "<tr><th scope=\"row\">" + esc(field) + "</th><td>" + html + "</td></tr>\n";
}

std::string input(const Query& query, const char* name, const char* label) {
  std::string value;
  for (const auto& [k, v] : query)
    if (k == name) value = v;
  return std::string("<input name=\"") + name + "\" aria-label=\"" + label + "\" placeholder=\"" + label + "\" value=\"" +
         esc(value) + "\">";
}

std::string filter_form(const Query& query) {
  return "<form class=\"filter\" method=\"get\" action=\"/\">" + input(query, "q", "words") + input(query, "actor", "actor") +
         input(query, "pair", "pair, as RUS:PRK") + input(query, "type", "type") + input(query, "from", "from 2024-01-01") +
         input(query, "to", "to 2024-12-31") + "<button>Filter</button></form>";
}

std::string quoted(const std::string& words, std::string_view text, const std::vector<Span>& spans) {
  std::string out = esc(words);
  for (Span s : spans) out += " <q>" + esc(s.of(text)) + "</q>";
  return out;
}

const std::vector<Span>& evidence(const store::StoredClaim& c, const std::string& field) {
  static const std::vector<Span> kNone;
  const auto it = c.evidence.find(field);
  return it == c.evidence.end() ? kNone : it->second;
}

std::string side_list(const std::vector<store::StoredSide>& list, std::string_view text) {
  std::string out;
  for (const store::StoredSide& s : list) {
    if (!out.empty()) out += "<br>";
    if (!s.part.empty()) out += tag(s.part);
    std::string words = s.party.name;
    if (!s.party.role.empty()) words += " (" + s.party.role + ")";
    out += quoted(words, text, s.span.empty() ? std::vector<Span>{} : std::vector<Span>{s.span});
    if (s.span.empty()) out += " <span class=\"note\">" + esc(s.why) + "</span>";
  }
  return out;
}

std::string voices(const ToldClaim& t) {
  std::string out;
  for (uint32_t n : t.claim.attribution) {
    if (n >= t.document.voices.size()) continue;
    const store::StoredVoice& v = t.document.voices[n];
    if (!out.empty()) out += "<br>";
    std::string words = v.holder_name.empty() ? "unnamed" : v.holder_name;
    for (const std::string& c : v.chain)
      if (c != v.holder_name) words += " ← " + c;
    out += quoted(words + " (" + v.kind + ")", t.document.text, v.cue);
  }
  return out.empty() ? "the narrator" : out;
}

Span around(Span s, std::string_view text) {
  const uint32_t begin = s.begin > kContextBytes ? s.begin - kContextBytes : 0;
  const uint32_t end = std::min<uint32_t>(static_cast<uint32_t>(text.size()), s.end + kContextBytes);
  return {begin, end};
}

std::string claim_card(const ToldClaim& t) {
  const store::StoredClaim& c = t.claim;
  const std::string_view text = t.document.text;
  std::vector<Span> marks;
  for (const auto& [field, spans] : c.evidence) marks.insert(marks.end(), spans.begin(), spans.end());
  std::string out = "<article class=\"claim\"><p><a href=\"/document/" + url(t.document.key) + "\">" + esc(t.document.id) + "</a> ";
  if (!c.record.outlet.empty()) out += tag(c.record.outlet);
  out += tag("published " + when_text(c.record.published)) + "</p><blockquote>" +
         highlighted(text, around(c.record.span, text), marks) + "</blockquote><table>";
  row(out, "type", quoted(c.record.type + " ", text, evidence(c, "type")));
  row(out, "actors", side_list(c.actors, text));
  row(out, "recipients", side_list(c.recipients, text));
  row(out, "third parties", side_list(c.third_parties, text));
  row(out, "date", quoted(when_text(c.record.date), text, evidence(c, "date")) +
                       (c.date_why.empty() ? "" : " <span class=\"note\">" + esc(c.date_why) + "</span>"));
  if (!c.record.place_name.empty())
    row(out, "place", quoted(c.record.place_name, text, evidence(c, "place")) +
                          (c.place_why.empty() ? "" : " <span class=\"note\">" + esc(c.place_why) + "</span>"));
  row(out, "who says so", voices(t));
  row(out, "how sure", esc(c.record.modality) + ", " + esc(c.certainty) + (c.record.polarity == '-' ? ", did not happen" : ""));
  for (const auto& f : c.record.figures)
    row(out, "figure", esc(f.words) + (f.suspect ? " " + tag("garbled: left out of sums", true) : ""));
  row(out, "rule", "<code>" + esc(c.rule) + "</code>");
  return out + "</table></article>";
}

}  // namespace

std::string timeline_page(const std::vector<TimelineEntry>& entries, const Query& query, const store::Counts& counts,
                          const std::string& next) {
  std::string body = "<h1>Timeline</h1><p class=\"note\">" + std::to_string(counts.events) + " events from " +
                     std::to_string(counts.claims) + " claims in " + std::to_string(counts.documents) + " documents" +
                     (counts.quarantined ? "; " + std::to_string(counts.quarantined) + " inputs in quarantine" : "") + "</p>" +
                     filter_form(query);
  if (entries.empty()) body += "<p>No event matches.</p>";
  body += "<ol class=\"events\">\n";
  for (const TimelineEntry& t : entries) {
    body += "<li><span class=\"when\">" + esc(when_text(t.event.date)) + "</span><div><a class=\"what\" href=\"/event/" +
            url(t.event.id) + "\">" + esc(type_text(t.event)) + "</a> <span class=\"sides\">" + sides(t.event) + "</span><div>" +
            tags(t.event) + "</div><p class=\"quote\">“" + esc(t.quote) + "” — " + esc(t.document) + "</p></div></li>\n";
  }
  body += "</ol>";
  if (!next.empty()) {
    std::string address = "/?";
    for (const auto& [k, v] : query)
      if (k != "cursor") address += url(k) + "=" + url(v) + "&amp;";
    body += "<p><a href=\"" + address + "cursor=" + url(next) + "\">Later events</a></p>";
  }
  return page("Timeline", body);
}

std::string event_page(const weave::Event& e, const std::vector<ToldClaim>& claims) {
  std::string body = "<h1>" + esc(type_text(e)) + ": " + sides(e) + "</h1><p>" + tags(e) + "</p><table>";
  row(body, "when", esc(when_text(e.date)));
  row(body, "where", esc(e.place_name) + (e.place_country.empty() ? "" : " " + tag(e.place_country)));
  row(body, "told by", std::to_string(e.reports) + " reports, " + std::to_string(e.outlets) + " outlets, " +
                           std::to_string(e.origins) + " independent origins");
  if (!e.cameo.empty()) row(body, "CAMEO", esc(e.cameo));
  for (const weave::Contradiction& c : e.contradictions) {
    std::string values;
    for (const std::string& v : c.values) values += (values.empty() ? "" : "<br>") + esc(v);
    row(body, "contradiction: " + c.field, values);
  }
  for (const weave::Link& l : e.links)
    row(body, l.kind, "<a href=\"/event/" + url(l.event) + "\">" + esc(l.event) + "</a>");
  for (const std::string& a : e.anomalies) row(body, "suspect", esc(a));
  body += "</table><h2>The words that prove it</h2>";
  for (const ToldClaim& t : claims) body += claim_card(t);
  body += "<p class=\"note\">" + esc(e.id) + " · <a href=\"/event/" + url(e.id) + ".json\">as JSON</a></p>";
  return page(type_text(e), body);
}

std::string document_page(const store::StoredDocument& d, const std::vector<store::StoredClaim>& claims) {
  std::string body = "<h1>" + esc(d.id) + "</h1><table>";
  row(body, "outlet", esc(d.outlet));
  row(body, "published", esc(when_text(d.published)));
  row(body, "address", esc(d.uri));
  row(body, "revision", std::to_string(d.revision) + " of " + std::to_string(d.revisions));
  row(body, "SHA-256", "<code>" + esc(d.raw_sha256) + "</code>");
  for (const std::string& c : d.copies) row(body, "copy of the same text", esc(c));
  for (const store::StoredGarble& g : d.garbles)
    row(body, "garbled: " + g.kind, "<q>" + esc(g.span.of(d.text)) + "</q> " + esc(g.why));
  body += "</table><h2>Claims</h2><ol>";
  std::vector<Span> marks;
  for (const store::StoredClaim& c : claims) {
    marks.push_back(c.record.trigger);
    body += "<li><a href=\"/event/" + url(c.event) + "\">" + esc(c.record.type) + "</a> <q>" + esc(c.record.text) + "</q></li>";
  }
  body += "</ol><h2>Text</h2><div class=\"doc\">" + highlighted(d.text, {0, static_cast<uint32_t>(d.text.size())}, marks) + "</div>";
  return page(d.id, body);
}

std::string documents_page(const std::vector<DocumentEntry>& entries) {
  std::string body = "<h1>Documents</h1><table><tr><th>document</th><th>outlet</th><th>published</th><th>claims</th></tr>";
  for (const DocumentEntry& d : entries)
    body += "<tr><td><a href=\"/document/" + url(d.id) + "\">" + esc(d.id) + "</a></td><td>" + esc(d.outlet) + "</td><td>" +
            esc(d.published) + "</td><td>" + std::to_string(d.claims) + "</td></tr>\n";
  return page("Documents", body + "</table>");
}

std::string message_page(const std::string& title, const std::string& message) {
  return page(title, "<h1>" + esc(title) + "</h1><p>" + esc(message) + "</p>");
}

}  // namespace annalist::serve
