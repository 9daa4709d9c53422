#include "cli/explaining.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "base/date.h"
#include "run/journey.h"

namespace annalist::cli {
namespace {

std::string words_of(const std::vector<what::Filler>& side, std::string_view text) {
  std::string out;
  for (const what::Filler& f : side) {
    out.append(out.empty() ? "" : " + ").append(f.span.of(text));
    if (!f.code.empty()) out.append(" [").append(f.code).append("]");
    if (f.inferred) out.append(" (inferred: ").append(f.why).append(")");
  }
  return out.empty() ? "nobody named" : out;
}

void field(const char* name, const std::string& value, std::string& out) {
  out.append("       ").append(name);
  out.append(std::string_view(name).size() < 10 ? 10 - std::string_view(name).size() : 1, ' ').append(value).append("\n");
}

// The row of the lexicon that a rule names; the longest id wins, since ids may hold dots.
const what::SenseRow* row_of(const what::Lexicon& lexicon, std::string_view rule) {
  const what::SenseRow* best = nullptr;
  for (const what::SenseRow& row : lexicon.rows()) {
    std::string head = "what/";
    head.append(row.id).append(".");
    if (rule.starts_with(head) && (best == nullptr || row.id.size() > best->id.size())) best = &row;
  }
  return best;
}

// The cells of a table's line, as a person wrote them: "data/what/verbs.tsv:18".
std::vector<std::string_view> cells_at(const Knowledge& knowledge, const std::string& where) {
  const size_t colon = where.rfind(':');
  if (colon == std::string::npos) return {};
  constexpr std::string_view kFolder = "data/";
  const std::string_view name = std::string_view(where).substr(0, colon);
  std::string_view text = knowledge.text(name.starts_with(kFolder) ? name.substr(kFolder.size()) : name);
  for (unsigned long line = std::strtoul(where.c_str() + colon + 1, nullptr, 10); line > 1; --line) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  return split(text.substr(0, text.find('\n')), '\t');
}

void sense(const run::Models& models, const what::Frame& f, std::string& out) {
  const what::SenseRow* row = f.by_dictionary ? nullptr : row_of(models.what, f.rule);
  if (row == nullptr) return field("pattern", f.rule, out);
  // id, words, type, mode, cameo, sides, thirds, needs …: data/what/README.md
  const auto cells = cells_at(models.knowledge, row->where);
  constexpr size_t kWords = 1, kSides = 5, kThirds = 6, kNeeds = 7;
  if (cells.size() <= kNeeds) return;
  std::string words(cells[kWords]);
  field("sense", words.append("  (").append(row->where).append(")"), out);
  std::string pattern(cells[kSides]);
  if (cells[kThirds] != "-" && !cells[kThirds].empty()) pattern.append("; beside them ").append(cells[kThirds]);
  if (cells[kNeeds] != "-" && !cells[kNeeds].empty()) pattern.append("; needs ").append(cells[kNeeds]);
  field("pattern", pattern, out);
}

void binding(const char* part, const what::Filler& filler, const says::Extraction& x, std::string& out) {
  std::string line = "\"";
  line.append(filler.span.of(x.document.text.view())).append("\"");
  if (!filler.code.empty()) line.append(" ").append(filler.code);
  if (filler.mention >= 0) {
    const who::Mention& m = x.cast.mentions[static_cast<size_t>(filler.mention)];
    line.append(" = ").append(m.name).append(", ").append(who::kind_name(m.kind));
    if (!m.country.empty()) line.append(", ").append(m.country);
  } else if (filler.code.empty()) {
    line.append(" = nobody known");
  }
  if (filler.inferred) line.append(", inferred: ").append(filler.why);
  field(part, line, out);
}

void bindings(const says::Extraction& x, const what::Frame& f, std::string& out) {
  const std::string_view text = x.document.text.view();
  for (const what::Filler& a : f.actors) binding("actor", a, x, out);
  for (const what::Filler& r : f.recipients) binding("recipient", r, x, out);
  for (const what::ThirdParty& t : f.third_parties) binding(t.part.c_str(), t.filler, x, out);
  const auto quoted = [&](Span s) {
    std::string q = "\"";
    return q.append(s.of(text)).append("\"");
  };
  for (uint32_t t : f.times)
    if (t < x.times.refs.size()) field("time", quoted(x.times.refs[t].span), out);
  for (uint32_t p : f.places)
    if (p < x.places.refs.size()) field("place", quoted(x.places.refs[p].span), out);
  for (uint32_t q : f.quantities)
    if (q < x.frames.quantities.size()) field("figure", quoted(x.frames.quantities[q].span), out);
}

// The claim that the frame became; nullptr when `says` dropped it.
const says::Claim* claim_of(const says::Extraction& x, size_t frame) {
  const auto at = std::find_if(x.claims.claims.begin(), x.claims.claims.end(), [&](const says::Claim& c) { return c.frame == frame; });
  return at == x.claims.claims.end() ? nullptr : &*at;
}

// "sure .71: world +.46, recipient.bound +.32, content -.39": what weighs most for and against the claim of a frame.
void explain_confidence(const says::Claim* claim, const says::Weighed& weighed, std::string& out) {
  constexpr size_t kShown = 6;
  char number[64];
  if (claim == nullptr) {
    if (!weighed.belief.silent) return void(out.append("     no claim: nobody known did it, or another claim tells the same\n"));
    std::snprintf(number, sizeof number, "     no claim: an act only with %.2f, right only with %.2f\n", static_cast<double>(weighed.belief.told),
                  static_cast<double>(weighed.belief.right));
    return void(out.append(number));
  }
  std::vector<says::Clue> seen = weighed.clues;
  std::stable_sort(seen.begin(), seen.end(), [](const says::Clue& a, const says::Clue& b) { return std::abs(a.effect) > std::abs(b.effect); });
  std::snprintf(number, sizeof number, "     sure %.2f:", static_cast<double>(claim->confidence));
  out.append(number);
  for (size_t i = 0; i < std::min(kShown, seen.size()) && seen[i].effect != 0; ++i) {
    std::snprintf(number, sizeof number, " %+.2f", seen[i].effect);
    out.append(i == 0 ? " " : ", ").append(seen[i].name).append(number);
  }
  out.append("\n");
}

void voice(const says::Extraction& x, const says::Claim& c, std::string& out) {
  std::string line = says::modality_name(c.modality);
  for (uint32_t a : c.attribution)
    if (a < x.claims.attributions.size()) line.append(", held by ").append(x.claims.attributions[a].holder_name.empty() ? "somebody unnamed" : x.claims.attributions[a].holder_name);
  line.append(c.polarity == '-' ? ", negated" : "").append(", certainty ").append(c.certainty);
  if (c.background) line.append(", background");
  field("voice", line, out);
  if (c.date.interval.known()) {
    std::string when = c.date.interval.earliest ? iso(*c.date.interval.earliest) : "…";
    when.append(" to ").append(c.date.interval.latest ? iso(*c.date.interval.latest) : "…");
    if (!c.date.why.empty()) when.append("  (").append(c.date.why).append(")");
    field("date", when, out);
  }
  field("claim", c.id, out);
}

}  // namespace

void read(const run::Models& models, intake::Document document, Reading& out) {
  run::Traveller traveller;
  traveller.trace = &out.trace;
  traveller.clues = &out.clues;
  out.x.document = std::move(document);
  run::journey(models, traveller, out.x);
}

void explain_sentence(const run::Models& models, const Reading& reading, uint32_t index, Explaining how, std::string& out) {
  const says::Extraction& x = reading.x;
  const lang::Sentence& s = x.parse.sentences[index];
  const std::string_view text = x.document.text.view();
  out.append(std::to_string(index + 1)).append("  ").append(s.span.of(text)).append("\n");
  std::vector<uint32_t> told;
  for (const what::Frame& f : x.frames.frames) {
    if (f.sentence != index) continue;
    told.push_back(f.trigger);
    out.append("   + ").append(f.type);
    if (f.by_dictionary) out.append(f.type.empty() ? "" : " ").append(f.cameo);
    out.append(" \"").append(f.trigger_span.of(text)).append("\": ").append(words_of(f.actors, text));
    out.append(" -> ").append(words_of(f.recipients, text)).append("  by ").append(f.rule).append("\n");
    const auto number = static_cast<size_t>(&f - x.frames.frames.data());
    const says::Claim* claim = claim_of(x, number);
    explain_confidence(claim, number < reading.clues.size() ? reading.clues[number] : says::Weighed(), out);
    if (!how.bindings) continue;
    sense(models, f, out);
    bindings(x, f, out);
    if (claim != nullptr) voice(x, *claim, out);
  }
  if (told.empty()) out.append("   no act\n");
  bool tried = false;
  std::string before;
  for (const what::Trace::Step& step : reading.trace.steps) {
    if (step.token < s.first || step.token >= s.last) continue;
    tried = true;
    // Bound ones stand above, or a later step says what dropped them; other readings of a word that told its act help few.
    if (step.why.empty()) continue;
    if (!how.every_reading && (std::find(told.begin(), told.end(), step.token) != told.end() || step.why == what::kWordsMissing)) continue;
    std::string line = "   - \"";
    line.append(x.parse.tokens[step.token].span.of(text)).append("\"");
    if (!step.rule.empty()) line.append(" ").append(step.rule);
    line.append(": ").append(step.why).append("\n");
    if (line != before) out.append(line);
    before = std::move(line);
  }
  if (!tried) out.append(s.first == s.last ? "   - not read: no news on this page\n" : "   - no word in it that can tell an act\n");
}

}  // namespace annalist::cli
