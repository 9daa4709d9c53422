// The tables of data/page, compiled for looking up: wordings of lines, outlets, words of speaker labels. Const, shared.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "page/page.h"

namespace annalist::page {

// What a word may be in a speaker label; bits, since "general" is a role and "report" a part.
enum WordUse : uint32_t {
  kPartWord = 1, kRoleWord = 2, kOrgWord = 4, kMediumWord = 8, kJoinerWord = 16, kOpenerWord = 32, kNeverWord = 64,
  kQuestionWord = 128, kAnswerWord = 256,
};

struct OutletEntry {
  std::string name;
  std::string kind;     // agency broadcaster newspaper online aggregator official
  std::string country;  // ISO alpha-3 or empty
};

struct HtmlCue {
  std::optional<ZoneKind> zone;  // nothing = the article's body
  int weight = 1;                // 2 = believed alone
};

struct Cues::Impl {
  using Phrases = std::map<std::string, ZoneKind, std::less<>>;
  Phrases lines, prefixes;
  Phrases names;                                               // prefixes before names: "Reporting by …"
  std::set<std::string, std::less<>> name_words;               // lower-case words that may stand among those names
  std::set<std::string, std::less<>> list_headings;            // lines after which a list of other stories may follow
  std::vector<std::pair<std::string, ZoneKind>> contained;
  std::map<std::string, uint32_t, std::less<>> words;          // word -> WordUse bits
  std::vector<OutletEntry> outlets;
  std::map<std::string, size_t, std::less<>> outlet_names;     // folded name or alias -> outlet
  std::map<std::string, size_t, std::less<>> outlet_hosts;     // host -> outlet
  std::map<std::string, uint32_t, std::less<>> months, weekdays;  // lower case; 1..12 and 0..6
  std::map<std::string, HtmlCue, std::less<>> html;            // word of class, id, role

  // The zone kind of a whole line by its wording; `normal` is the line as normal_line() gives it.
  [[nodiscard]] std::optional<ZoneKind> zone_of(std::string_view normal) const;
  // "Reporting by A and B; editing by C": a prefix of a credit and otherwise names; `line` is not folded.
  [[nodiscard]] std::optional<ZoneKind> zone_of_names(std::string_view line, std::string_view normal) const;
  // By exact line only (menu words, headings of lists).
  [[nodiscard]] std::optional<ZoneKind> zone_of_whole(std::string_view normal) const;
  [[nodiscard]] uint32_t use_of(std::string_view word) const;  // any case; 0 = unknown
  [[nodiscard]] const OutletEntry* outlet(std::string_view name) const;  // by name, alias or host; null = unknown
  [[nodiscard]] const OutletEntry* outlet_of_url(std::string_view url) const;
};

// Lower case, straight quotes, single blanks, no blanks at the ends: for comparing lines with phrases.
[[nodiscard]] std::string normal_line(std::string_view line);
// normal without the marks that headings end with (. : … > »).
[[nodiscard]] std::string_view without_end_marks(std::string_view normal);

}  // namespace annalist::page
