#include "page/cues.h"

#include <charconv>

#include "base/utf8.h"
#include "page/scan.h"

namespace annalist::page {

namespace {

// Longest line, in bytes, that a phrase may judge by its first words: longer ones are prose.
constexpr size_t kMaxPhraseLine = 220;

const char* const kZoneNames[] = {"navigation", "related", "credit", "caption", "advert", "comment", "login", "hashtag", "boilerplate"};

std::optional<ZoneKind> zone_kind(std::string_view name) {
  for (size_t i = 0; i < std::size(kZoneNames); ++i)
    if (name == kZoneNames[i]) return static_cast<ZoneKind>(i);
  return std::nullopt;
}

Status load_phrases(const Knowledge& knowledge, Cues::Impl& out) {
  const auto table = knowledge.table("page/phrases.tsv", {"kind", "match", "phrase"});
  if (!table) return table.error();
  for (const auto& row : table->rows()) {
    const auto kind = zone_kind(row[0]);
    if (!kind) return table->error(row, "unknown zone kind");
    if (row[1] == "line" || row[1] == "heading") {
      if (row[1] == "heading") out.list_headings.emplace(without_end_marks(row[2]));
      out.lines.emplace(without_end_marks(row[2]), *kind);
    } else if (row[1] == "prefix") {
      out.prefixes.emplace(row[2], *kind);
    } else if (row[1] == "names") {
      out.names.emplace(row[2], *kind);
    } else if (row[1] == "word") {
      out.name_words.emplace(row[2]);
    } else if (row[1] == "contains") {
      out.contained.emplace_back(row[2], *kind);
    } else {
      return table->error(row, "match is line, heading, prefix, names, word or contains");
    }
  }
  return {};
}

Status load_speakers(const Knowledge& knowledge, Cues::Impl& out) {
  static const std::map<std::string_view, uint32_t> kUses = {
      {"part", kPartWord},     {"role", kRoleWord},   {"org", kOrgWord},           {"medium", kMediumWord}, {"joiner", kJoinerWord},
      {"opener", kOpenerWord}, {"never", kNeverWord}, {"question", kQuestionWord}, {"answer", kAnswerWord}};
  const auto table = knowledge.table("page/speakers.tsv", {"kind", "words"});
  if (!table) return table.error();
  for (const auto& row : table->rows()) {
    const auto use = kUses.find(row[0]);
    if (use == kUses.end()) return table->error(row, "unknown kind of word");
    for (const std::string_view word : split(row[1])) out.words[std::string(word)] |= use->second;
  }
  return {};
}

Status load_outlets(const Knowledge& knowledge, Cues::Impl& out) {
  const auto table = knowledge.table("page/outlets.tsv", {"name", "kind", "country", "aliases", "hosts", "source"});
  if (!table) return table.error();
  for (const auto& row : table->rows()) {
    const size_t n = out.outlets.size();
    out.outlets.push_back({std::string(row[0]), std::string(row[1]), std::string(row[2])});
    out.outlet_names.emplace(utf8::fold(row[0]), n);
    for (const std::string_view alias : split(row[3])) out.outlet_names.emplace(utf8::fold(alias), n);
    for (const std::string_view host : split(row[4])) out.outlet_hosts.emplace(host, n);
  }
  return {};
}

Status load_calendar(const Knowledge& knowledge, Cues::Impl& out) {
  const auto table = knowledge.table("page/calendar.tsv", {"kind", "number", "names"});
  if (!table) return table.error();
  for (const auto& row : table->rows()) {
    uint32_t number = 0;
    if (std::from_chars(row[1].data(), row[1].data() + row[1].size(), number).ec != std::errc())
      return table->error(row, "number expected");
    for (const std::string_view name : split(row[2])) (row[0] == "month" ? out.months : out.weekdays).emplace(name, number);
  }
  return {};
}

Status load_html(const Knowledge& knowledge, Cues::Impl& out) {
  const auto table = knowledge.table("page/html.tsv", {"kind", "weight", "words"});
  if (!table) return table.error();
  for (const auto& row : table->rows()) {
    const auto kind = zone_kind(row[0]);
    if (!kind && row[0] != "body") return table->error(row, "unknown kind");
    for (const std::string_view word : split(row[2])) out.html[std::string(word)] = {kind, row[1] == "2" ? 2 : 1};
  }
  return {};
}

// The phrase with which normal starts. Such phrases sort at or before it; step back while the first byte fits.
Cues::Impl::Phrases::const_iterator longest_prefix(const Cues::Impl::Phrases& phrases, std::string_view normal) {
  for (auto it = phrases.upper_bound(normal); it != phrases.begin();) {
    --it;
    if (normal.starts_with(it->first)) return it;
    if (normal.empty() || it->first[0] != normal[0]) break;
  }
  return phrases.end();
}

}  // namespace

const char* zone_name(ZoneKind kind) { return kZoneNames[static_cast<size_t>(kind)]; }

std::string normal_line(std::string_view line) {
  std::string out;
  out.reserve(line.size());
  bool blank = false;
  for (size_t i = 0; i < line.size();) {
    const utf8::CodePoint c = utf8::decode(line, i);
    i += c.size;
    if (utf8::is_space(c.value) || c.value == 0xFEFF) {
      blank = !out.empty();
      continue;
    }
    if (blank) out.push_back(' ');
    blank = false;
    switch (c.value) {
      case 0x2018: case 0x2019: case 0x02BC: case '`': out.push_back('\''); break;
      case 0x201C: case 0x201D: case 0x201E: out.push_back('"'); break;
      case 0x2026: out += "..."; break;
      default: utf8::append(out, c.value < 0x80 ? (c.value >= 'A' && c.value <= 'Z' ? c.value + 32 : c.value) : utf8::to_lower(c.value));
    }
  }
  return out;
}

std::string_view without_end_marks(std::string_view normal) {
  for (;;) {
    const size_t before = normal.size();
    while (!normal.empty() && std::string_view(".: >|").find(normal.back()) != std::string_view::npos) normal.remove_suffix(1);
    for (const std::string_view mark : {"»", "›", "→", "▶"})
      if (normal.ends_with(mark)) normal.remove_suffix(mark.size());
    if (normal.size() == before) return normal;
  }
}

std::optional<ZoneKind> Cues::Impl::zone_of_whole(std::string_view normal) const {
  const auto it = lines.find(without_end_marks(normal));
  if (it != lines.end()) return it->second;
  return std::nullopt;
}

std::optional<ZoneKind> Cues::Impl::zone_of(std::string_view normal) const {
  if (normal.size() > kMaxPhraseLine) return std::nullopt;
  if (const auto whole = zone_of_whole(normal)) return whole;
  if (const auto prefix = longest_prefix(prefixes, normal); prefix != prefixes.end()) return prefix->second;
  for (const auto& [phrase, kind] : contained)
    if (normal.find(phrase) != std::string_view::npos) return kind;
  return std::nullopt;
}

std::optional<ZoneKind> Cues::Impl::zone_of_names(std::string_view line, std::string_view normal) const {
  constexpr uint32_t kAllowed = kJoinerWord | kRoleWord | kPartWord;
  const auto prefix = longest_prefix(names, normal);
  if (prefix == names.end() || normal.size() > kMaxPhraseLine) return std::nullopt;
  const auto spans = words_of(line);
  if (spans.size() <= 3) return prefix->second;  // "Editor: huaxia"
  for (const Span w : spans) {
    std::string_view word = w.of(line);
    while (!word.empty() && std::string_view("();,.:/").find(word.front()) != std::string_view::npos) word.remove_prefix(1);
    while (!word.empty() && std::string_view("();,.:/").find(word.back()) != std::string_view::npos) word.remove_suffix(1);
    if (starts_lower(word) && !name_words.contains(word) && (use_of(word) & kAllowed) == 0 && prefix->first.find(word) == std::string::npos) return std::nullopt;
  }
  return prefix->second;
}

uint32_t Cues::Impl::use_of(std::string_view word) const {
  const auto it = words.find(normal_line(word));
  return it == words.end() ? 0 : it->second;
}

const OutletEntry* Cues::Impl::outlet(std::string_view name) const {
  const auto it = outlet_names.find(utf8::fold(name));
  if (it != outlet_names.end()) return &outlets[it->second];
  return name.find('.') != std::string_view::npos && name.find(' ') == std::string_view::npos ? outlet_of_url(name) : nullptr;
}

const OutletEntry* Cues::Impl::outlet_of_url(std::string_view url) const {
  if (const size_t scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  std::string host = utf8::lower(url.substr(0, url.find_first_of("/?#:")));
  for (std::string_view rest = host; !rest.empty();) {
    const auto it = outlet_hosts.find(rest);
    if (it != outlet_hosts.end()) return &outlets[it->second];
    const size_t dot = rest.find('.');
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  return nullptr;
}

Result<Cues> Cues::load(const Knowledge& knowledge) {
  auto impl = std::make_unique<Impl>();
  ANNALIST_TRY(load_phrases(knowledge, *impl));
  ANNALIST_TRY(load_speakers(knowledge, *impl));
  ANNALIST_TRY(load_outlets(knowledge, *impl));
  ANNALIST_TRY(load_calendar(knowledge, *impl));
  ANNALIST_TRY(load_html(knowledge, *impl));
  return Cues(std::move(impl));
}

Cues::Cues(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Cues::Cues(Cues&&) noexcept = default;
Cues& Cues::operator=(Cues&&) noexcept = default;
Cues::~Cues() = default;

}  // namespace annalist::page
