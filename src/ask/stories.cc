#include "ask/stories.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "ask/export.h"
#include "ask/record.h"
#include "ask/terms.h"
#include "base/json.h"

namespace annalist::ask {
namespace {

constexpr int32_t kStoryDays = 7;  // later texts tell the same event as history
constexpr double kAlike = 0.25;    // cosine with a story's centroid, set on ECB+ topics 1-35; B3 differs little from .20 to .26
constexpr double kRelated = 0.15;  // texts that tell one event but share fewer words than this are about different things

struct Row {
  std::string key, id, text_sha256, label;
  uint32_t index = 0;
  Interval published;
  std::string outlet;
};

struct Graph {
  std::vector<size_t> parent;
  size_t find(size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  }
  void join(size_t a, size_t b) {
    a = find(a), b = find(b);
    if (a != b) parent[std::max(a, b)] = std::min(a, b);
  }
};

// All documents, ascending by key, with their row numbers.
Result<std::vector<Row>> read_rows(store::Base& base, std::map<int64_t, size_t>& at, Terms& terms) {
  auto s = base.prepare(
      "SELECT d.n, d.key, d.id, d.text_sha256, coalesce(s.headline, d.title, substr(b.text, 1, 80)), coalesce(s.idx, 0), coalesce(s.earliest, d.earliest), coalesce(s.latest, d.latest),"
      " coalesce(s.outlet, d.outlet, ''), b.text, coalesce(s.begin, 0), coalesce(s.end, length(CAST(b.text AS BLOB)))"
      " FROM document d JOIN body b ON b.document = d.n LEFT JOIN story s ON s.document = d.n AND s.main"
      " AND s.idx = (SELECT min(idx) FROM story m WHERE m.document = d.n AND m.main) WHERE d.current ORDER BY d.key");
  if (!s) return s.error();
  std::vector<Row> rows;
  for (;;) {
    const auto row = s->step();
    if (!row) return row.error();
    if (!*row) return rows;
    at[s->integer(0)] = rows.size();
    rows.push_back({s->text(1), s->text(2), s->text(3), s->text(4), s->number(5), {s->maybe_day(6), s->maybe_day(7)}, s->text(8)});
    const std::string_view text = s->view(9);
    const size_t begin = std::min<size_t>(s->number(10), text.size()), end = std::clamp<size_t>(s->number(11), begin, text.size());
    terms.add(text.substr(begin, end - begin));
  }
}

bool near(const Interval& a, const Interval& b) {
  if (!a.earliest || !a.latest || !b.earliest || !b.latest) return true;
  return *a.earliest - *b.latest <= kStoryDays && *b.earliest - *a.latest <= kStoryDays;
}

// Event ids of each document's main story; joins documents that tell one together.
Status join_by_events(store::Base& base, const std::map<int64_t, size_t>& at, const std::vector<Row>& rows, const Terms& terms,
                      Graph& graph, std::vector<std::set<std::string>>& events) {
  auto s = base.prepare(
      "SELECT e.id, c.document, min(c.background) FROM event e JOIN event_claim ec ON ec.event = e.n JOIN claim c ON c.n = ec.claim"
      " GROUP BY e.id, c.document ORDER BY e.id, c.document");
  if (!s) return s.error();
  std::map<std::string, std::vector<size_t>> tellers;
  for (;;) {
    const auto row = s->step();
    if (!row) return row.error();
    if (!*row) break;
    const auto it = at.find(s->integer(1));
    if (it == at.end()) continue;
    events[it->second].insert(s->text(0));
    if (s->integer(2) == 0) tellers[s->text(0)].push_back(it->second);
  }
  for (const auto& [event, documents] : tellers) {
    std::vector<size_t> sorted = documents;
    std::sort(sorted.begin(), sorted.end(), [&](size_t a, size_t b) {
      return std::tuple(rows[a].published.earliest, a) < std::tuple(rows[b].published.earliest, b);
    });
    for (size_t i = 1; i < sorted.size(); ++i)
      if (near(rows[sorted[i - 1]].published, rows[sorted[i]].published) && terms.cosine(sorted[i - 1], sorted[i]) >= kRelated) graph.join(sorted[i - 1], sorted[i]);
  }
  return {};
}

// One story's texts so far: the sum of their vectors.
struct Centroid {
  std::map<uint32_t, double> sum;
  double square = 0;  // of the sum's length
  Interval published;
  std::vector<size_t> texts;
};

void widen(Interval& story, const Interval& text) {
  if (text.earliest && (!story.earliest || *text.earliest < *story.earliest)) story.earliest = text.earliest;
  if (text.latest && (!story.latest || *story.latest < *text.latest)) story.latest = text.latest;
}

class Stories {
 public:
  Stories(const std::vector<Row>& rows, const Terms& terms) : rows_(rows), terms_(terms), of_(rows.size(), kNone) {}

  // Puts a text where it belongs now, taking it out of where it was.
  void place(size_t text) {
    if (of_[text] != kNone) change(of_[text], text, -1);
    std::map<uint32_t, double> dots;
    for (const auto& [term, weight] : terms_.vector(text)) {
      const auto it = holding_.find(term);
      if (it == holding_.end()) continue;
      for (const uint32_t story : it->second) dots[story] += weight * stories_[story].sum.at(term);
    }
    double best = kAlike;
    auto chosen = static_cast<uint32_t>(stories_.size());
    for (const auto& [story, dot] : dots) {
      const Centroid& s = stories_[story];
      if (s.texts.empty() || !near(s.published, rows_[text].published)) continue;
      const double cosine = dot / std::sqrt(std::max(s.square, 1e-9));
      if (cosine > best) best = cosine, chosen = story;
    }
    if (chosen == stories_.size()) stories_.emplace_back();
    change(chosen, text, 1);
    of_[text] = chosen;
  }
  [[nodiscard]] const std::vector<Centroid>& all() const { return stories_; }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  void change(uint32_t number, size_t text, int sign) {
    Centroid& story = stories_[number];
    if (sign > 0) story.texts.push_back(text);
    else std::erase(story.texts, text);
    story.published = {};
    for (const size_t t : story.texts) widen(story.published, rows_[t].published);
    for (const auto& [term, weight] : terms_.vector(text)) {
      const auto [it, fresh] = story.sum.emplace(term, 0.0);
      if (fresh) holding_[term].push_back(number);
      story.square += sign * weight * (2 * it->second + sign * weight);
      it->second += sign * weight;
    }
  }
  const std::vector<Row>& rows_;
  const Terms& terms_;
  std::vector<uint32_t> of_;
  std::vector<Centroid> stories_;
  std::map<uint32_t, std::vector<uint32_t>> holding_;  // term -> stories
};

// Single-pass clustering (TDT): by publication, then key, every text joins the story whose centroid is most like it; a
// second pass puts right what came too early.
void join_by_words(const std::vector<Row>& rows, const Terms& terms, Graph& graph) {
  std::vector<size_t> order(rows.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return std::tuple(rows[a].published.earliest, std::string_view(rows[a].key)) < std::tuple(rows[b].published.earliest, std::string_view(rows[b].key));
  });
  Stories stories(rows, terms);
  for (int pass = 0; pass < 2; ++pass)
    for (const size_t i : order) stories.place(i);
  for (const Centroid& story : stories.all())
    for (const size_t text : story.texts) graph.join(story.texts.front(), text);
}

StoryCluster story_of(const std::vector<size_t>& members, const std::vector<Row>& rows, const std::vector<std::set<std::string>>& events) {
  StoryCluster story;
  story.id.push_back('S');
  story.id += rows[members.front()].key.substr(0, 20);
  std::set<std::string> all;
  for (const size_t m : members) {
    const Row& r = rows[m];
    story.documents.push_back({r.id, r.index, r.published});
    all.insert(events[m].begin(), events[m].end());
    if (r.published.earliest && (!story.date.earliest || *r.published.earliest < *story.date.earliest)) story.date.earliest = r.published.earliest;
    if (r.published.latest && (!story.date.latest || *story.date.latest < *r.published.latest)) story.date.latest = r.published.latest;
  }
  story.label = rows[members.front()].label;
  story.label = story.label.substr(0, story.label.find('\n'));
  std::sort(story.documents.begin(), story.documents.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.published.earliest, std::string_view(a.document)) < std::tuple(b.published.earliest, std::string_view(b.document));
  });
  story.events.assign(all.begin(), all.end());
  return story;
}

}  // namespace

Result<std::vector<StoryCluster>> story_clusters(store::Base& base) {
  std::map<int64_t, size_t> at;
  Terms terms;
  const auto rows = read_rows(base, at, terms);
  if (!rows) return rows.error();
  terms.weigh();
  Graph graph;
  graph.parent.resize(rows->size());
  std::iota(graph.parent.begin(), graph.parent.end(), size_t{0});
  std::map<std::string, size_t> first_of_text;
  for (size_t i = 0; i < rows->size(); ++i) graph.join(i, first_of_text.emplace((*rows)[i].text_sha256, i).first->second);
  std::vector<std::set<std::string>> events(rows->size());
  ANNALIST_TRY(join_by_events(base, at, *rows, terms, graph, events));
  join_by_words(*rows, terms, graph);
  std::map<size_t, std::vector<size_t>> members;
  for (size_t i = 0; i < rows->size(); ++i) members[graph.find(i)].push_back(i);
  std::vector<StoryCluster> stories;
  for (const auto& [root, list] : members) stories.push_back(story_of(list, *rows, events));
  return stories;
}

void append_story_json(const StoryCluster& s, std::string& out) {
  JsonWriter json(out);
  json.object([&] {
    json.field("schema", 1);
    json.field("story", s.id);
    json.field("label", s.label);
    json.known("earliest", s.date.earliest);
    json.known("latest", s.date.latest);
    json.objects("documents", s.documents, [&](const auto& d) {
      json.field("id", d.document);
      json.field("index", d.index);
      json.known("published", d.published.earliest);
    });
    json.field("events", s.events);
  });
  out += '\n';
}

void append_story_csv(const StoryCluster& s, std::string& out) {
  for (const auto& d : s.documents) {
    const auto day = [](const std::optional<Day>& x) { return x ? iso(*x) : std::string(); };
    for (const std::string& cell : {s.id, s.label, day(s.date.earliest), day(s.date.latest), d.document, std::to_string(d.index)}) {
      append_csv_cell(cell, out);
      out += ',';
    }
    out += day(d.published.earliest);
    out += "\r\n";
  }
}

}  // namespace annalist::ask
