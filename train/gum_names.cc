// Names from GUM's Entity layer: mentions whose head words (their minimal span) are all proper nouns.
#include <algorithm>
#include <map>
#include <set>

#include "base/knowledge.h"
#include "corpus.h"

namespace annalist::train {
namespace {

struct Mention {
  std::string id, kind;
  std::vector<uint32_t> heads;  // 1-based words of the mention
  uint32_t first = 0, last = 0;
};

std::optional<lang::NameKind> kind_of(std::string_view etype) {
  static const std::map<std::string_view, lang::NameKind> kKinds = {
      {"person", lang::NameKind::kPerson},  {"organization", lang::NameKind::kOrganization},
      {"place", lang::NameKind::kLocation}, {"event", lang::NameKind::kMisc},
      {"object", lang::NameKind::kMisc},    {"abstract", lang::NameKind::kMisc}};
  const auto found = kKinds.find(etype);
  if (found == kKinds.end()) return std::nullopt;
  return found->second;
}

// Follows the brackets of one Entity value at word `at`: "(8-organization-new-…", "9)8)".
void follow(std::string_view value, uint32_t at, std::vector<Mention>& open, std::vector<Mention>& closed) {
  const auto close = [&](size_t k) {
    open[k].last = at + 1;
    closed.push_back(open[k]);
    open.erase(open.begin() + static_cast<std::ptrdiff_t>(k));
  };
  for (size_t i = 0; i < value.size();) {
    const size_t end = std::min(value.find_first_of("()", i + 1), value.size());
    if (value[i] == '(') {
      const auto cells = split(value.substr(i + 1, end - i - 1), '-');
      Mention m;
      m.id = cells[0];
      m.first = at;
      if (cells.size() > 1) m.kind = cells[1];
      if (cells.size() > 5)
        for (const auto n : split(cells[5], ','))
          m.heads.push_back(static_cast<uint32_t>(std::atoi(std::string(n).c_str())));
      open.push_back(m);
      if (end < value.size() && value[end] == ')')
        close(open.size() - 1), i = end + 1;
      else
        i = end;
      continue;
    }
    const std::string_view id = value.substr(i, end - i);
    for (size_t k = open.size(); k > 0; --k)
      if (open[k - 1].id == id) {
        close(k - 1);
        break;
      }
    i = end + 1;
  }
}

void mark(Gold& g, std::vector<Mention> mentions, const std::set<std::string>& titles) {
  g.names.assign(g.forms.size(), 0);
  std::stable_sort(mentions.begin(), mentions.end(),
                   [](const Mention& a, const Mention& b) { return a.last - a.first > b.last - b.first; });
  for (const Mention& m : mentions) {
    const auto kind = kind_of(m.kind);
    if (!kind || m.heads.empty()) continue;
    const auto [low, high] = std::minmax_element(m.heads.begin(), m.heads.end());
    if (*low < 1 || m.first + *high > m.last) continue;
    uint32_t first = m.first + *low - 1;
    const uint32_t last = m.first + *high;
    bool proper = true;
    for (const uint32_t h : m.heads) proper = proper && g.xpos[m.first + h - 1].substr(0, 3) == "NNP";
    // Titles are flat with the name in GUM; in UNER and CoNLL they are no part of it.
    while (*kind == lang::NameKind::kPerson && first + 1 < last &&
           (g.labels[first + 1] == "flat" || g.labels[first] == "nmod:desc") &&
           (g.forms[first].back() == '.' || g.labels[first] == "nmod:desc"))
      ++first;
    for (uint32_t i = first; i < last; ++i) proper = proper && g.names[i] == 0;
    // "Director of the Department", "Russian President Putin" are descriptions; a person's name is names only.
    if (*kind == lang::NameKind::kPerson)
      for (uint32_t i = first; i < last; ++i)
        proper = proper && (g.upos[i] == lang::Upos::PROPN || g.xpos[i] == "HYPH" || i + 1 < last) &&
                 g.upos[i] != lang::Upos::ADP && g.upos[i] != lang::Upos::ADJ && g.upos[i] != lang::Upos::DET &&
                 titles.count(g.forms[i]) == 0;
    if (!proper) continue;
    const auto bio = static_cast<lang::Bio>(1 + 2 * static_cast<uint32_t>(*kind));
    for (uint32_t i = first; i < last; ++i) g.names[i] = static_cast<lang::Bio>(bio + (i == first ? 0 : 1));
  }
}

}  // namespace

void read_gum_names(std::string_view text, std::vector<Gold>& sentences) {
  static const std::set<std::string> titles = {
      "President", "Minister", "Professor", "Director", "Secretary", "Chairman", "King", "Queen",
      "Prince",    "Princess", "Senator",   "Governor", "General",   "Prime",    "Vice", "Associate",
      "Saint",     "Lord",     "Sir",       "Lady",     "Captain",   "Judge"};
  std::vector<Mention> open, closed;
  uint32_t word = 0;
  size_t s = 0;
  const auto end_sentence = [&] {
    if (word == 0) return;
    if (s == sentences.size() || sentences[s].forms.size() != word) fail("GUM: sentences of the two readings differ");
    mark(sentences[s++], closed, titles);
    open.clear(), closed.clear();
    word = 0;
  };
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    if (line.empty()) end_sentence();
    const auto cells = split(line, '\t');
    if (cells.size() != 10 || cells[0].find_first_of("-.") != std::string_view::npos) continue;
    for (const auto item : split(cells[9]))
      if (item.substr(0, 7) == "Entity=") follow(item.substr(7), word, open, closed);
    ++word;
  }
  end_sentence();
}

}  // namespace annalist::train
