#include "serve/site.h"

#include "ask/filter.h"
#include "ask/view.h"
#include "serve/html.h"
#include "serve/pages.h"

namespace annalist::serve {
namespace {

constexpr uint32_t kPageOfEvents = 50;

Response html(std::string body, unsigned status = 200) { return {status, "text/html; charset=utf-8", std::move(body)}; }

Response failed(const Error& e) {
  switch (e.code) {
    case Code::kNotFound: return html(message_page("Not found", e.line()), 404);
    case Code::kUsage: return html(message_page("Malformed request", e.line()), 400);
    default: return html(message_page("The base cannot be read", e.line()), 503);
  }
}

}  // namespace

Result<Site> Site::open(const std::string& db) {
  auto base = store::Base::open(db, store::Mode::kRead);
  if (!base) return base.error();
  return Site(std::move(*base));
}

Response Site::answer(const Request& request) {
  const std::string& path = request.path;
  if (path == "/") return timeline(request);
  if (path == "/style.css") return {200, "text/css; charset=utf-8", std::string(style_sheet())};
  if (path == "/documents") return documents();
  if (path.starts_with("/event/") && path.ends_with(".json")) return event_json(path.substr(7, path.size() - 12));
  if (path.starts_with("/event/")) return event(path.substr(7));
  if (path.starts_with("/document/")) return document(path.substr(10));
  return html(message_page("Not found", "there is no page " + path), 404);
}

Response Site::timeline(const Request& request) {
  auto query = ask::parse_filter(request.query);
  if (!query) return failed(query.error());
  if (query->limit == 0) query->limit = kPageOfEvents;
  auto found = base_.events(*query);
  if (!found) return failed(found.error());
  std::vector<TimelineEntry> entries;
  for (weave::Event& e : found->events) {
    TimelineEntry entry{std::move(e), "", ""};
    auto claims = base_.claims_of(entry.event.id);
    if (!claims) return failed(claims.error());
    if (!claims->empty()) {
      entry.document = claims->front().record.document;
      entry.quote = claims->front().record.text;
    }
    entries.push_back(std::move(entry));
  }
  const auto counts = base_.counts();
  if (!counts) return failed(counts.error());
  return html(timeline_page(entries, request.query, *counts, found->next));
}

Response Site::event(const std::string& id) {
  const auto e = base_.event(id);
  if (!e) return failed(e.error());
  auto claims = base_.claims_of(e->id);
  if (!claims) return failed(claims.error());
  std::vector<ToldClaim> told;
  for (store::StoredClaim& c : *claims) {
    auto d = base_.document(c.record.document_key, c.record.revision);
    if (!d) return failed(d.error());
    told.push_back({std::move(c), std::move(*d)});
  }
  return html(event_page(*e, told));
}

Response Site::event_json(const std::string& id) {
  auto json = ask::event_json(base_, id);
  if (!json) return failed(json.error());
  return {200, "application/json; charset=utf-8", std::move(*json)};
}

Response Site::document(const std::string& id) {
  const auto d = base_.document(id);
  if (!d) return failed(d.error());
  const auto claims = base_.claims_in(d->key, d->revision);
  if (!claims) return failed(claims.error());
  return html(document_page(*d, *claims));
}

Response Site::documents() {
  auto rows = base_.prepare("SELECT document, outlet, earliest, latest, claims FROM v_document WHERE current ORDER BY document");
  if (!rows) return failed(rows.error());
  std::vector<DocumentEntry> entries;
  for (;;) {
    const auto more = rows->step();
    if (!more) return failed(more.error());
    if (!*more) break;
    std::string published = rows->text(2);
    if (rows->view(3) != rows->view(2)) published += " – " + rows->text(3);
    entries.push_back({rows->text(0), rows->text(1), std::move(published), static_cast<uint64_t>(rows->integer(4))});
  }
  return html(documents_page(entries));
}

Handler handler(Site site) {
  const auto shared = std::make_shared<Site>(std::move(site));
  return [shared](const Request& request) { return shared->answer(request); };
}

}  // namespace annalist::serve
