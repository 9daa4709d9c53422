// Site: addresses to pages. One Site belongs to the one serving thread.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "serve/http.h"
#include "store/base.h"

namespace annalist::serve {

class Site {
 public:
  [[nodiscard]] static Result<Site> open(const std::string& db);
  // "/" timeline, "/event/ID[.json]", "/document/ID", "/documents", "/style.css"; anything else is 404.
  [[nodiscard]] Response answer(const Request& request);

 private:
  explicit Site(store::Base base) : base_(std::move(base)) {}
  Response timeline(const Request& request);
  Response event(const std::string& id);
  Response event_json(const std::string& id);
  Response document(const std::string& id);
  Response documents();
  store::Base base_;
};

[[nodiscard]] Handler handler(Site site);

}  // namespace annalist::serve
