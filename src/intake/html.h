// What a page states about itself in its head, JSON-LD and <time>: collected while the page is parsed.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "intake/document.h"

namespace annalist::intake {

class PageStatements {
 public:
  void meta(std::string_view name, std::string_view content);     // <meta name|property|itemprop content>
  void time(std::string_view datetime, bool published);           // <time datetime>
  void json_ld(std::string_view json);                            // <script type="application/ld+json">
  void title(std::string_view title) { set(kTitle, 9, title); }
  void canonical(std::string_view address) { set(kUri, 5, address); }
  void language(std::string_view lang) { set(kLanguage, 5, lang); }
  // Fills what `meta` leaves empty.
  void fill(Metadata& meta) const;

 private:
  enum Field : uint8_t { kPublished, kTitle, kOutlet, kLanguage, kUri, kFields };
  struct Value {
    std::string text;
    int rank = 99;  // lower is believed more
  };
  void set(Field field, int rank, std::string_view value);
  std::array<Value, kFields> values_;
};

// The charset that <meta charset> or <meta http-equiv> names in the first bytes of a page, or empty.
[[nodiscard]] std::string stated_charset(std::string_view raw);

}  // namespace annalist::intake
