#include "lang/tagger.h"

#include <algorithm>
#include <charconv>

namespace annalist::lang {
namespace {

constexpr uint32_t kEdge = 0x5EED;  // stands for words beyond the sentence
constexpr uint32_t kNoTag = 255;

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

void tag_features(const Scene& s, size_t i, Features& f) {
  f.size = 0;
  const auto word = [&](size_t k) { return k < s.words.size() ? s.words[k].lower : kEdge; };
  const auto known = [&](size_t k) { return k < s.words.size() ? s.known[k] : kEdge; };
  const auto suffix = [&](size_t k) { return k < s.words.size() ? s.words[k].suffix[2] : kEdge; };
  const Word& w = s.words[i];
  const uint32_t t1 = i >= 1 ? s.tags[i - 1] : kNoTag, t2 = i >= 2 ? s.tags[i - 2] : kNoTag;
  const uint32_t w1 = i >= 1 ? word(i - 1) : kEdge, w2 = i >= 2 ? word(i - 2) : kEdge;
  const uint32_t next = word(i + 1), k0 = s.known[i], k1 = known(i + 1);
  const uint32_t title = s.title ? 1 : 0;
  const uint32_t flags = (w.capital ? 1U : 0U) | (w.all_caps ? 2U : 0U) | (w.digit ? 4U : 0U) | (w.letter ? 8U : 0U) |
                         (i == 0 ? 16U : 0U) | title << 5;
  f.add(1, 0);
  f.add(2, w.lower);
  f.add(3, w.form);
  for (uint32_t k = 0; k < 5; ++k) f.add(4 + k, w.suffix[k]);
  for (uint32_t k = 0; k < 3; ++k) f.add(9 + k, w.prefix[k]);
  f.add(12, w.shape);
  f.add(13, flags);
  f.add(14, flags, w.suffix[2]);
  f.add(15, k0);
  f.add(16, t1);
  f.add(17, t1, t2);
  f.add(18, w.lower, t1);
  f.add(19, w1);
  f.add(20, w2);
  f.add(21, next);
  f.add(22, word(i + 2));
  f.add(23, w1, w.lower);
  f.add(24, w.lower, next);
  f.add(25, k0, t1);
  f.add(26, k0, t1, t2);
  f.add(27, k0, k1);
  f.add(28, k0, k1, t1);
  f.add(29, k0, next);
  f.add(30, k0, k1, known(i + 2));
  f.add(31, k1, t1);
  f.add(32, t1, next);
  f.add(33, w.suffix[2], t1);
  f.add(34, w.suffix[1], t1, t2);
  f.add(35, w.suffix[2], k1);
  f.add(36, suffix(i + 1), k0);
  f.add(37, i >= 1 ? suffix(i - 1) : kEdge, k0);
  f.add(38, flags, k0, t1);
  f.add(39, flags, k1, t1);
  f.add(40, w1, next, k0);
  f.add(41, w2, w1, k0);
  f.add(42, next, word(i + 2), k0);
  f.add(43, w.lower, known(i + 2), k1);
  f.add(44, i + 1 < s.words.size() ? s.words[i + 1].shape : kEdge, flags);
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
  auto model = Linear::view(pack.section("tagger"), "tagger");
  if (!model) return model.error();
  auto lexicon = Dictionary::view(pack.section("lexicon"), "lexicon");
  if (!lexicon) return lexicon.error();
  auto word_feats = Dictionary::view(pack.section("word_feats"), "word_feats");
  if (!word_feats) return word_feats.error();
  if (model->classes() != t.tags_.size() || t.tags_.size() > kNoTag) return damaged("tagger and tags disagree");
  t.model_ = *model;
  t.lexicon_ = *lexicon;
  t.word_feats_ = *word_feats;
  return t;
}

void Tagger::look_up(Scene& s) const {
  const size_t n = s.words.size();
  s.known.resize(n);
  s.fixed.resize(n);
  for (size_t i = 0; i < n; ++i) {
    const uint32_t v = lexicon_.find(key_of(s.words[i].lower, 0)).value_or(0);
    s.known[i] = v >> 8;
    s.fixed[i] = static_cast<uint8_t>((v & 0xFF) <= tags_.size() ? v & 0xFF : 0);
  }
  s.title = title_case(s.words);
}

void Tagger::tag(Scene& s, std::vector<int32_t>& scores) const {
  scores.resize(std::max(scores.size(), tags_.size()));
  s.tags.resize(s.words.size());
  Features f;
  for (size_t i = 0; i < s.words.size(); ++i) {
    if (s.fixed[i]) {
      s.tags[i] = static_cast<uint8_t>(s.fixed[i] - 1);
      continue;
    }
    tag_features(s, i, f);
    model_.score(f, scores.data());
    const auto best = std::max_element(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(tags_.size()));
    s.tags[i] = static_cast<uint8_t>(best - scores.begin());
  }
}

std::string_view Tagger::feats(const Word& word, uint8_t tag) const {
  const uint32_t index = word_feats_.find(key_of(word.lower, tag)).value_or(tags_[tag].feats);
  return index < feats_.size() ? feats_[index] : std::string_view("_");
}

}  // namespace annalist::lang
