#include <zstd.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/hash.h"
#include "store/impl.h"
#include "store/json_list.h"
#include "weave/record.h"
#include "weave/sketch.h"

namespace annalist::store {
namespace {

using says::Extraction;

constexpr int kZstdLevel = 3;  // the library's own default: 5 times smaller HTML at 300 MB/s

std::string compress(std::string_view raw) {
  std::string out(ZSTD_compressBound(raw.size()), '\0');
  const size_t size = ZSTD_compress(out.data(), out.size(), raw.data(), raw.size(), kZstdLevel);
  ANNALIST_CHECK(!ZSTD_isError(size));
  out.resize(size);
  return out;
}

std::string joined_names(const says::Claim& c) {
  std::set<std::string> names;
  for (const auto* sides : {&c.actors, &c.recipients, &c.third_parties})
    for (const says::Side& s : *sides)
      if (!s.name.empty()) names.insert(s.name);
  if (!c.place.name.empty()) names.insert(c.place.name);
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : "; ") + name;
  return out;
}

// Binds a span as two columns, an empty one as NULLs.
struct Bound {
  Span span;
};
Statement& operator<<(Statement& s, Bound b) {
  if (b.span.empty()) return s.null().null();
  return s.bind(b.span.begin).bind(b.span.end);
}

// Writes one extraction; every function returns the first error.
class Writer {
 public:
  Writer(Base::Impl& impl, const Extraction& x, const PutOptions& options) : impl_(impl), x_(x), options_(options) {}

  Status write(int64_t superseded) {
    if (superseded > 0) ANNALIST_TRY(retire(superseded));
    ANNALIST_TRY(write_document());
    ANNALIST_TRY(write_body());
    ANNALIST_TRY(write_stories());
    ANNALIST_TRY(write_names());
    ANNALIST_TRY(write_attributions());
    ANNALIST_TRY(write_garbles());
    const auto records = weave::claim_records(x_);
    for (size_t i = 0; i < records.size(); ++i) ANNALIST_TRY(write_claim(x_.claims.claims[i], records[i]));
    return {};
  }

 private:
  Status retire(int64_t old) {
    ANNALIST_TRY(impl_.run("INSERT INTO text_index(text_index, rowid, text) SELECT 'delete', document, text FROM body WHERE document = ?", old));
    ANNALIST_TRY(impl_.run("INSERT INTO claim_index(claim_index, rowid, words, names) SELECT 'delete', n, words, names FROM claim WHERE document = ? AND current", old));
    ANNALIST_TRY(impl_.run("INSERT OR IGNORE INTO unwoven SELECT n FROM claim WHERE document = ? AND current", old));
    ANNALIST_TRY(impl_.run("UPDATE claim SET current = 0 WHERE document = ?", old));
    return impl_.run("UPDATE document SET current = 0 WHERE n = ?", old);
  }

  Status write_document() {
    const intake::Document& d = x_.document;
    const Interval published = x_.times.stories.empty() ? Interval{} : main_date();
    auto s = impl_.prepared(
        "INSERT INTO document(key, revision, id, current, raw_sha256, text_sha256, format, charset, replaced, uri, title, outlet, language,"
        " published, retrieved, earliest, latest, translated, translated_from, made_by) VALUES(?,?,?,1,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    if (!s) return s.error();
    (*s)->bind(d.key).bind(x_.revision).bind(d.id).bind(d.raw_sha256).bind(x_.text_sha256);
    (*s)->bind(d.format == intake::Format::kHtml ? "html" : "text").bind(d.text.charset).bind(d.text.replaced);
    (*s)->known(d.meta.uri).known(d.meta.title).known(d.meta.outlet).known(x_.language).known(d.meta.published).known(d.meta.retrieved);
    (*s)->bind(published.earliest).bind(published.latest).bind(x_.doubts.translated.likely).known(x_.doubts.translated.from);
    ANNALIST_TRY((*s)->bind(options_.made_by).run());
    n_ = impl_.database->last_rowid();
    return {};
  }

  Interval main_date() const {
    for (size_t i = 0; i < x_.page.stories.size() && i < x_.times.stories.size(); ++i)
      if (x_.page.stories[i].main) return x_.times.stories[i].interval;
    return x_.times.stories.front().interval;
  }

  Status write_body() {
    const std::string& text = x_.document.text.bytes;
    auto s = impl_.prepared("INSERT INTO body(document, text, raw) VALUES(?, ?, ?)");
    if (!s) return s.error();
    const bool keep = options_.keep_raw && !x_.document.raw.empty() && x_.document.raw != text;
    const std::string raw = keep ? compress(x_.document.raw) : std::string();
    (*s)->bind(n_).bind(text);
    ANNALIST_TRY((keep ? (*s)->bind_bytes(raw) : (*s)->null()).run());
    return impl_.run("INSERT INTO text_index(rowid, text) VALUES(?, ?)", n_, text);
  }

  Status write_stories() {
    for (size_t i = 0; i < x_.page.stories.size(); ++i) {
      const page::Story& story = x_.page.stories[i];
      const when::StoryDate date = i < x_.times.stories.size() ? x_.times.stories[i] : when::StoryDate{};
      auto s = impl_.prepared(
          "INSERT INTO story(document, idx, begin, end, main, kind, headline_begin, headline_end, headline, outlet, outlet_basis, earliest,"
          " latest, basis, credit, sketch) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
      if (!s) return s.error();
      const std::string headline(story.headline.of(x_.document.text.view()));
      (*s)->bind(n_).bind(static_cast<int64_t>(i)).bind(story.span.begin).bind(story.span.end).bind(story.main);
      (*s)->bind(page::story_kind_name(story.kind));
      **s << Bound{story.headline};
      (*s)->known(headline).known(story.outlet.name).known(story.outlet.basis).bind(date.interval.earliest).bind(date.interval.latest);
      const std::vector<uint64_t> sketch = weave::sketch_of(story.span.of(x_.document.text.view()));
      const std::string basis = json_list(date.basis);
      (*s)->bind(basis).known(story.credit.name);
      ANNALIST_TRY((*s)->bind_bytes({reinterpret_cast<const char*>(sketch.data()), sketch.size() * sizeof(uint64_t)}).run());
    }
    return {};
  }

  // Names and titles as they are written, once a document and entity; pronouns and descriptions say nothing about names.
  Status write_names() {
    struct Use {
      const who::Mention* mention = nullptr;
      uint32_t uses = 0;
    };
    std::map<std::pair<std::string_view, std::string_view>, Use> uses;
    for (const who::Mention& m : x_.cast.mentions) {
      if (m.span.empty() || m.entity.empty() || m.form == who::Form::kPronoun || m.form == who::Form::kNominal) continue;
      Use& use = uses[{m.entity, m.span.of(x_.document.text.view())}];
      if (!use.mention) use.mention = &m;
      ++use.uses;
    }
    for (const auto& [key, use] : uses) {
      const who::Mention& m = *use.mention;
      auto s = impl_.prepared("INSERT INTO name_use(document, entity, words, name, kind, country, wikidata, role, form, uses, begin, end) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)");
      if (!s) return s.error();
      (*s)->bind(n_).bind(key.first).bind(key.second).bind(m.name).bind(who::kind_name(m.kind)).known(m.country).known(m.wikidata).known(m.role);
      ANNALIST_TRY((*s)->bind(who::form_name(m.form)).bind(use.uses).bind(m.span.begin).bind(m.span.end).run());
    }
    return {};
  }

  Status write_attributions() {
    for (size_t i = 0; i < x_.claims.attributions.size(); ++i) {
      const says::Attribution& a = x_.claims.attributions[i];
      auto s = impl_.prepared(
          "INSERT INTO attribution(document, idx, kind, cue, content, source_begin, source_end, content_begin, content_end, holder_entity,"
          " holder_name, chain) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)");
      if (!s) return s.error();
      Span content;
      for (const Span part : a.content) content = join(content, part);
      const std::string cue = json_list(a.cue), parts = json_list(a.content);
      (*s)->bind(n_).bind(static_cast<int64_t>(i)).bind(a.kind).bind(cue).bind(parts);
      **s << Bound{a.source} << Bound{content};
      ANNALIST_TRY((*s)->known(a.holder_entity).known(a.holder_name).bind(json_list(a.chain)).run());
    }
    return {};
  }

  Status write_garbles() {
    for (size_t i = 0; i < x_.doubts.garbles.size(); ++i) {
      const doubt::Garble& g = x_.doubts.garbles[i];
      std::vector<std::string> likely;
      for (const auto& l : g.likely) likely.push_back(l.value);
      ANNALIST_TRY(impl_.run("INSERT INTO garble(document, idx, begin, end, kind, why, likely) VALUES(?,?,?,?,?,?,?)", n_,
                             static_cast<int64_t>(i), g.span.begin, g.span.end, g.kind, g.why, json_list(likely)));
    }
    return {};
  }

  Status write_claim(const says::Claim& c, const weave::ClaimRecord& r) {
    auto s = impl_.prepared(
        "INSERT INTO claim(id, document, current, story, sentence, begin, end, trigger_begin, trigger_end, words, names, type, mode, context,"
        " cameo, plover_score, goldstein, reciprocal, background, headline, earliest, latest, precision, date_why, place_name, place_country,"
        " lat, lon, place_why, polarity, modality, tense, certainty, source, chain, attribution, suspect, confidence, rule)"
        " VALUES(?,?,1,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    if (!s) return s.error();
    const std::string names = joined_names(c), mode = json_list(c.mode), context = json_list(c.context), chain = json_list(r.chain),
                      attribution = json_list(c.attribution), suspect = json_list(c.suspect);
    (*s)->bind(c.id).bind(n_).bind(c.story).bind(c.sentence).bind(r.span.begin).bind(r.span.end).bind(c.trigger.begin).bind(c.trigger.end);
    (*s)->bind(r.text).bind(names).bind(c.type).bind(mode).bind(context).bind(c.cameo).bind(c.plover_score).bind(c.goldstein);
    (*s)->bind(c.reciprocal).bind(c.background).bind(c.headline).bind(c.date.interval.earliest).bind(c.date.interval.latest);
    (*s)->bind(static_cast<int64_t>(c.date.precision)).bind(c.date.why).bind(c.place.name).bind(c.place.country).bind(c.place.lat).bind(c.place.lon);
    (*s)->bind(c.place.why).bind(std::string_view(&c.polarity, 1)).bind(r.modality).bind(static_cast<int64_t>(c.tense)).bind(c.certainty);
    (*s)->bind(r.source).bind(chain).bind(attribution).bind(suspect).bind(static_cast<double>(c.confidence));
    ANNALIST_TRY((*s)->bind(c.rule).run());
    const int64_t claim = impl_.database->last_rowid();
    ANNALIST_TRY(impl_.run("INSERT INTO claim_index(rowid, words, names) VALUES(?, ?, ?)", claim, r.text, names));
    ANNALIST_TRY(impl_.run("INSERT INTO unwoven(claim) VALUES(?)", claim));
    for (const std::string& key : weave::block_keys(r))
      ANNALIST_TRY(impl_.run("INSERT OR IGNORE INTO claim_block(key, claim) VALUES(?, ?)", static_cast<int64_t>(xxh64(key)), claim));
    ANNALIST_TRY(write_sides(claim, 0, c.actors));
    ANNALIST_TRY(write_sides(claim, 1, c.recipients));
    ANNALIST_TRY(write_sides(claim, 2, c.third_parties));
    ANNALIST_TRY(write_figures(claim, c));
    return write_evidence(claim, c);
  }

  Status write_sides(int64_t claim, int side, const std::vector<says::Side>& sides) {
    for (size_t i = 0; i < sides.size(); ++i) {
      const says::Side& p = sides[i];
      auto s = impl_.prepared("INSERT INTO claim_side(claim, side, idx, part, name, entity, kind, country, role, sectors, begin, end, why, confidence) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
      if (!s) return s.error();
      const std::string sectors = json_list(p.sectors);
      (*s)->bind(claim).bind(side).bind(static_cast<int64_t>(i)).bind(p.part).bind(p.name).bind(p.entity).bind(p.kind).bind(p.country).bind(p.role).bind(sectors);
      **s << Bound{p.span};
      ANNALIST_TRY((*s)->bind(p.why).bind(static_cast<double>(p.confidence)).run());
    }
    return {};
  }

  Status write_figures(int64_t claim, const says::Claim& c) {
    int64_t idx = 0;
    for (const uint32_t n : c.quantities) {
      if (n >= x_.frames.quantities.size()) continue;
      const what::Quantity& q = x_.frames.quantities[n];
      ANNALIST_TRY(impl_.run("INSERT INTO claim_figure(claim, idx, begin, end, words, unit, thing, value, suspect) VALUES(?,?,?,?,?,?,?,?,?)", claim,
                             idx++, q.span.begin, q.span.end, q.span.of(x_.document.text.view()), q.unit, q.of, q.value, q.suspect));
    }
    return {};
  }

  Status write_evidence(int64_t claim, const says::Claim& c) {
    auto fields = c.evidence;
    const auto fill = [&](const char* field, const std::vector<Span>& spans) {
      if (!spans.empty()) fields.emplace(field, spans);
    };
    fill("date", c.date.evidence);
    fill("place", c.place.evidence);
    fill("type", {c.trigger});
    fill("actors", words_of(c.actors));
    fill("recipients", words_of(c.recipients));
    for (const auto& [field, spans] : fields) {
      int64_t idx = 0;
      for (const Span span : spans)
        if (!span.empty())
          ANNALIST_TRY(impl_.run("INSERT INTO evidence(claim, field, idx, begin, end) VALUES(?,?,?,?,?)", claim, field, idx++, span.begin, span.end));
    }
    return {};
  }

  static std::vector<Span> words_of(const std::vector<says::Side>& sides) {
    std::vector<Span> spans;
    for (const says::Side& s : sides)
      if (!s.span.empty()) spans.push_back(s.span);
    return spans;
  }

  Base::Impl& impl_;
  const Extraction& x_;
  const PutOptions& options_;
  int64_t n_ = 0;
};

}  // namespace

Result<PutReport> Base::put(const std::vector<const Extraction*>& batch, const PutOptions& options) {
  auto transaction = Transaction::begin(*impl_->database);
  if (!transaction) return transaction.error();
  PutReport report;
  for (size_t i = 0; i < batch.size(); ++i) {
    if (!batch[i]) continue;
    const Extraction& x = *batch[i];
    const auto known = knows(x.document.key, x.document.raw_sha256);
    if (!known) return known.error();
    if (known->same) {
      ++report.same;
      continue;
    }
    if (known->revision != x.revision) {
      report.stale.push_back(i);
      continue;
    }
    const auto old = impl_->numbers("SELECT n FROM document WHERE key = ? AND current", x.document.key);
    if (!old) return old.error();
    ANNALIST_TRY(Writer(*impl_, x, options).write(old->empty() ? 0 : old->front()));
    // A document that could not be read before is out of quarantine now.
    ANNALIST_TRY(impl_->run("DELETE FROM quarantine WHERE id = ?", x.document.id));
    ++report.added;
  }
  ANNALIST_TRY(transaction->commit());
  return report;
}

}  // namespace annalist::store
