#include "lang/tagger.h"

#include <algorithm>
#include <charconv>

namespace annalist::lang {
namespace {

constexpr size_t kMostTags = 255;

Error damaged(const char* what) {
  return {Code::kDamaged, std::string("language pack: ") + what, "", "install the pack again"};
}

}  // namespace

std::vector<std::string_view> section_lines(std::string_view section) {
  std::vector<std::string_view> lines;
  while (!section.empty()) {
    const size_t end = section.find('\n');
    lines.push_back(section.substr(0, end));
    if (end == std::string_view::npos) break;
    section.remove_prefix(end + 1);
  }
  return lines;
}

Result<Tagger> Tagger::view(const Pack& pack) {
  Tagger t;
  t.feats_ = section_lines(pack.section("feats"));
  for (const std::string_view line : section_lines(pack.section("tags"))) {
    const auto cells = split(line, '\t');
    if (cells.size() != 3) return damaged("section tags: not three cells");
    Tag tag;
    bool found = false;
    for (int u = 0; u <= static_cast<int>(Upos::X) && !found; ++u) {
      tag.upos = static_cast<Upos>(u);
      found = cells[0] == upos_name(tag.upos);
    }
    tag.xpos = cells[1];
    const auto end = cells[2].data() + cells[2].size();
    if (!found || std::from_chars(cells[2].data(), end, tag.feats).ptr != end || tag.feats >= t.feats_.size())
      return damaged("section tags: unknown tag");
    t.tags_.push_back(tag);
  }
  auto lexicon = Dictionary::view(pack.section("lexicon"), "lexicon");
  if (!lexicon) return lexicon.error();
  auto word_feats = Dictionary::view(pack.section("word_feats"), "word_feats");
  if (!word_feats) return word_feats.error();
  if (t.tags_.empty() || t.tags_.size() > kMostTags) return damaged("section tags: none, or too many");
  t.lexicon_ = *lexicon;
  t.word_feats_ = *word_feats;
  return t;
}

void Tagger::look_up(Scene& s) const {
  s.known.resize(s.words.size());
  for (size_t i = 0; i < s.words.size(); ++i) s.known[i] = lexicon_.find(key_of(s.words[i].lower, 0)) ? 1 : 0;
  s.title = title_case(s.words);
}

void Tagger::choose(const std::vector<float>& logits, size_t stride, Scene& s) const {
  s.tags.resize(s.words.size());
  for (size_t i = 0; i < s.words.size(); ++i) {
    const float* of = logits.data() + i * stride;
    s.tags[i] = static_cast<uint8_t>(std::max_element(of, of + tags_.size()) - of);
  }
}

std::string_view Tagger::feats(const Word& word, uint8_t tag) const {
  const uint32_t index = word_feats_.find(key_of(word.lower, tag)).value_or(tags_[tag].feats);
  return index < feats_.size() ? feats_[index] : std::string_view("_");
}

}  // namespace annalist::lang
