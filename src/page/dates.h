// Dates and outlets that a page states about itself: metadata, addresses, datelines, bylines, "broadcast on January 17th",
// "4 hours ago". Pure functions; nothing is resolved here: a missing year stays missing.
#pragma once

#include <optional>
#include <string_view>

#include "page/cues.h"

namespace annalist::page {

// A date as it stands in words, and where.
struct WrittenDate {
  StatedDate date;
  size_t begin = 0, end = 0;  // bytes in the string searched
};

// The first date in s, from byte `from` on: ISO, "Jan. 16, 2024", "16 January 2024", "January 16", with a weekday if one
// stands before it; 2024年1月16日, 2024년 1월 16일.
[[nodiscard]] std::optional<WrittenDate> find_date(const Cues::Impl& cues, std::string_view s, size_t from = 0);
// A metadata value: also "20240116T101500Z", RFC 822, seconds since 1970.
[[nodiscard]] std::optional<StatedDate> metadata_date(const Cues::Impl& cues, std::string_view value);
// The date in a page's address: /2024/01/16/ or 20240116.
[[nodiscard]] std::optional<StatedDate> url_date(std::string_view url);
// Minutes of "an hour ago", "4 hours ago", "2 days ago"; -1 when s is no such thing (and nothing else).
[[nodiscard]] int32_t age_minutes(std::string_view normal_line);
// A line that is only a date, with time, zone and words like "Published" or "Updated".
[[nodiscard]] std::optional<WrittenDate> byline_date(const Cues::Impl& cues, std::string_view line);
// A note about the programme or page: "*The text of a programme, broadcast by "News Watch 9" on January 17th."
[[nodiscard]] std::optional<WrittenDate> note_date(const Cues::Impl& cues, std::string_view line);

struct Dateline {
  size_t begin = 0, end = 0;  // bytes, with the closing dash
  Span place;                 // relative to the string; empty = none
  std::optional<WrittenDate> date;
  Span agency;                // relative; empty = none
};
// "PYONGYANG, June 19 (KCNA) --", "SEOUL, Jan. 16 (Yonhap) —", "MOSCOW, January 17. /TASS/.", "WASHINGTON (AP) _",
// "KYIV, Ukraine —" at the start of a paragraph. Conservative: place and (date or agency) and a closing mark, or a place in
// capitals and a dash.
[[nodiscard]] std::optional<Dateline> dateline_of(const Cues::Impl& cues, std::string_view paragraph);

}  // namespace annalist::page
