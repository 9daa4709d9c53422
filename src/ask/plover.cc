#include "ask/plover.h"

#include <algorithm>
#include <array>
#include <set>

namespace annalist::ask {
namespace {

struct Quad {
  std::string_view type;
  int code;  // 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict
};
// PLOVER 2021 manual, table 2.2.
constexpr std::array<Quad, 16> kQuads = {{{"AGREE", 1}, {"CONSULT", 1}, {"SUPPORT", 1}, {"CONCEDE", 1}, {"COOPERATE", 2}, {"AID", 2}, {"RETREAT", 2}, {"REQUEST", 3},
                                          {"ACCUSE", 3}, {"REJECT", 3}, {"THREATEN", 3}, {"PROTEST", 4}, {"SANCTION", 4}, {"MOBILIZE", 4}, {"COERCE", 4}, {"ASSAULT", 4}}};
constexpr double kAgreeScore = 2.5;  // plain AGREE in the same table

int quad_of(std::string_view type) {
  for (const Quad& q : kQuads)
    if (q.type == type) return q.code;
  return 0;
}

// Cells hold neither tabs nor line ends.
void cell(std::string_view s, std::string& out) {
  for (const char c : s) out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
  out += '\t';
}

template <class Of>
std::string joined(const std::vector<weave::Party>& parties, Of of) {
  std::string out;
  for (const weave::Party& p : parties) {
    if (!out.empty()) out += ';';
    out += of(p);
  }
  return out;
}

// Sectors of a side by the claims' votes: those of any telling, sorted.
std::string sectors(const std::vector<store::StoredClaim>& claims, const std::vector<weave::Party>& parties) {
  std::set<std::string> found;
  for (const auto& c : claims)
    for (const auto* sides : {&c.actors, &c.recipients})
      for (const store::StoredSide& s : *sides)
        if (std::any_of(parties.begin(), parties.end(), [&](const weave::Party& p) { return p.entity == s.party.entity; })) found.insert(s.sectors.begin(), s.sectors.end());
  std::string out;
  for (const auto& s : found) {
    if (!out.empty()) out += ';';
    out += s;
  }
  return out;
}

std::string list(const std::vector<std::string>& values) {
  std::string out;
  for (const auto& v : values) {
    if (!out.empty()) out += ';';
    out += v;
  }
  return out;
}

void side(const std::vector<weave::Party>& parties, const std::vector<store::StoredClaim>& claims, std::string& out) {
  cell(joined(parties, [](const weave::Party& p) { return p.name; }), out);
  cell(joined(parties, [](const weave::Party& p) { return p.country; }), out);
  cell(sectors(claims, parties), out);
  cell(joined(parties, [](const weave::Party& p) { return p.role; }), out);
}

std::string decimal(double d, const char* form) {
  char text[48];
  std::snprintf(text, sizeof text, form, d);
  return text;
}

}  // namespace

const char* plover_header() {
  return "Event ID\tEvent Date\tEvent Date Latest\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor Sectors\tActor Title\t"
         "Recipient Name\tRecipient Country\tRecipient Sectors\tRecipient Title\tPlacename\tCountry\tLatitude\tLongitude\tReports\tOrigins\tSource\n";
}

void append_plover(const weave::Event& e, const std::vector<store::StoredClaim>& claims, std::string& out) {
  const int quad = quad_of(e.type);
  if (quad == 0 || e.polarity == '-' || e.modality == "denied" || e.modality == "questioned" || e.modality == "requested" || e.modality == "conditional") return;
  const bool announced = e.forecast;
  if (announced && (quad > 2 || e.status == "cancelled" || e.modality != "planned")) return;
  cell(e.id, out);
  // The agreement was made when it was told; the act itself is to come.
  const Interval date = announced ? e.told : e.date;
  cell(date.earliest ? iso(*date.earliest) : "", out);
  cell(date.latest ? iso(*date.latest) : "", out);
  cell(announced ? "AGREE" : e.type, out);
  cell(announced ? "" : list(e.mode), out);
  cell(decimal(announced ? kAgreeScore : e.plover_score, "%.1f"), out);
  cell(std::to_string(announced ? 1 : quad), out);
  cell(list(e.context), out);
  side(e.actors, claims, out);
  side(e.recipients, claims, out);
  cell(e.place_name, out);
  cell(e.place_country, out);
  cell(e.lat ? decimal(*e.lat, "%.4f") : "", out);
  cell(e.lon ? decimal(*e.lon, "%.4f") : "", out);
  cell(std::to_string(e.reports), out);
  cell(std::to_string(e.origins), out);
  std::set<std::string> documents;
  for (const auto& c : claims) documents.insert(c.record.document);
  cell(list({documents.begin(), documents.end()}), out);
  out.back() = '\n';
}

}  // namespace annalist::ask
