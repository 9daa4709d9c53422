#include "lang/names.h"

#include <algorithm>

namespace annalist::lang {

void name_features(const NameScene& n, size_t i, Features& f) {
  const Scene& s = *n.scene;
  f.size = 0;
  const auto count = static_cast<int64_t>(s.words.size());
  static const Word kEdge{};
  const auto word = [&](int64_t k) -> const Word& {
    const int64_t at = static_cast<int64_t>(i) + k;
    return at >= 0 && at < count ? s.words[static_cast<size_t>(at)] : kEdge;
  };
  const auto tag = [&](int64_t k) -> uint32_t {
    const int64_t at = static_cast<int64_t>(i) + k;
    return at >= 0 && at < count ? s.tags[static_cast<size_t>(at)] : 255U;
  };
  const auto list = [&](int64_t k) -> uint32_t {
    const int64_t at = static_cast<int64_t>(i) + k;
    return at >= 0 && at < count ? n.lists[static_cast<size_t>(at)] : 255U;
  };
  const uint32_t p1 = i >= 1 ? n.tags[i - 1] : 99U, p2 = i >= 2 ? n.tags[i - 2] : 99U;
  const Word& w = s.words[i];
  const uint32_t title = s.title ? 1 : 0;
  const uint32_t flags =
      (w.capital ? 1U : 0U) | (w.all_caps ? 2U : 0U) | (w.digit ? 4U : 0U) | (i == 0 ? 8U : 0U) | title << 4;
  f.add(1, 0), f.add(2, w.lower), f.add(3, w.form), f.add(4, w.shape), f.add(5, flags), f.add(6, tag(0));
  for (uint32_t k = 0; k < 5; ++k) f.add(10 + k, w.suffix[k]);
  for (uint32_t k = 0; k < 3; ++k) f.add(15 + k, w.prefix[k]);
  f.add(20, p1), f.add(21, p1, p2), f.add(22, p1, w.lower), f.add(23, p1, tag(0)), f.add(24, p1, w.shape),
      f.add(25, p1, flags, tag(0));
  for (int64_t k = 1; k <= 2; ++k) {
    const auto t = static_cast<uint32_t>(30 + 10 * k);
    f.add(t, word(-k).lower), f.add(t + 1, word(k).lower), f.add(t + 2, tag(-k)), f.add(t + 3, tag(k));
    f.add(t + 4, word(-k).shape), f.add(t + 5, word(k).shape), f.add(t + 6, list(-k)), f.add(t + 7, list(k));
    f.add(t + 8, word(k).lower, p1), f.add(t + 9, word(-k).lower, flags);
  }
  f.add(60, word(-1).lower, w.lower), f.add(61, w.lower, word(1).lower),
      f.add(62, word(-1).lower, word(-2).lower, flags);
  f.add(63, tag(-1), tag(0)), f.add(64, tag(0), tag(1)), f.add(65, tag(-1), tag(0), tag(1));
  f.add(66, word(-1).shape, w.shape), f.add(67, w.shape, word(1).shape), f.add(68, word(1).lower, word(2).lower, flags);
  f.add(70, list(0)), f.add(71, list(0), flags), f.add(72, list(0), list(1)), f.add(73, list(-1), list(0));
  f.add(74, list(0), p1), f.add(75, list(0), list(1), p1), f.add(76, list(0), word(1).shape, p1);
  // Which lists hold the words around, and a title or demonym near: "Foreign Minister X", "X of North Korea".
  f.add(86, list(-1), list(0), list(1)), f.add(87, list(-1) & 64U, p1, flags), f.add(88, list(0), tag(0), p1);
  f.add(89, list(-2), list(-1), flags), f.add(90, list(0), word(-1).lower), f.add(91, list(0), list(1), list(2), flags);
  f.add(77, word(1).suffix[2], flags, p1), f.add(78, word(-1).suffix[2], flags);
  f.add(79, w.suffix[2], word(1).lower), f.add(80, w.shape, word(1).lower, p1), f.add(81, word(-1).lower, w.shape, p1);
  f.add(82, s.known[i] != 0 ? 1 : 0, flags), f.add(83, tag(1), word(1).shape, p1, flags);
  f.add(84, word(3).lower, flags), f.add(85, word(-3).lower, flags);
}

Result<NameTagger> NameTagger::view(const Pack& pack) {
  NameTagger n;
  auto model = Linear::view(pack.section("names"), "names");
  if (!model) return model.error();
  auto lists = Dictionary::view(pack.section("name_lists"), "name_lists");
  if (!lists) return lists.error();
  if (model->classes() != kBioTags)
    return Error{Code::kDamaged, "language pack section names: wrong number of classes", "", "install the pack again"};
  n.model_ = *model;
  n.lists_ = *lists;
  return n;
}

void NameTagger::tag(const Scene& scene, uint32_t base, NameScene& n, std::vector<int32_t>& scores,
                     std::vector<Name>& out) const {
  n.scene = &scene;
  n.lists.resize(scene.words.size());
  n.tags.assign(scene.words.size(), 0);
  for (size_t i = 0; i < scene.words.size(); ++i) n.lists[i] = lists(scene.words[i]);
  scores.resize(std::max<size_t>(scores.size(), kBioTags));
  Features f;
  const size_t from = out.size();
  for (size_t i = 0; i < scene.words.size(); ++i) {
    name_features(n, i, f);
    model_.score(f, scores.data());
    const Bio before = i ? n.tags[i - 1] : 0;
    uint32_t best = 0;
    int32_t second = INT32_MIN;
    for (uint32_t t = 1; t < kBioTags; ++t) {
      const bool inside = t % 2 == 0;
      if (inside && before != t && before != t - 1) continue;
      if (scores[t] > scores[best])
        second = scores[best], best = t;
      else
        second = std::max(second, scores[t]);
    }
    n.tags[i] = static_cast<Bio>(best);
    if (best == 0) continue;
    const auto at = static_cast<uint32_t>(base + i);
    const auto margin = static_cast<float>(scores[best] - second);
    const float confidence = margin / (margin + 60.0F);  // a margin of 60 is an even bet between sure and unsure
    if (best % 2 == 1)
      out.push_back({at, at + 1, static_cast<NameKind>((best - 1) / 2), confidence});
    else
      out.back().last = at + 1, out.back().confidence = std::min(out.back().confidence, confidence);
  }
  trim(scene, n, base, from, out);
  settle(scene, n, base, from, out);
}

void NameTagger::trim(const Scene& scene, const NameScene& n, uint32_t base, size_t from,
                      std::vector<Name>& out) const {
  static const uint32_t kHyphen = hash_word("-");
  const auto count = static_cast<uint32_t>(scene.words.size());
  const auto word = [&](uint32_t token) -> const Word& { return scene.words[token - base]; };
  // A short lower-case word behind a hyphen, as Korean given names are written; "led" and "backed" are no such thing.
  const auto syllable = [&](uint32_t token) {
    return token + 1 < base + count && word(token).lower == kHyphen && word(token + 1).letter &&
           !word(token + 1).capital && !word(token + 1).small && scene.known[token + 1 - base] == 0;
  };
  size_t kept = from;
  for (size_t k = from; k < out.size(); ++k) {
    Name name = out[k];
    while (name.last > name.first + 1 && !word(name.last - 1).capital && !word(name.last - 1).digit &&
           (word(name.last - 1).small || !word(name.last - 1).letter) && word(name.last - 1).lower != hash_word("."))
      --name.last;
    bool titles = true;
    for (uint32_t t = name.first; t < name.last; ++t) titles = titles && (n.lists[t - base] & kTitleList) != 0;
    // "Foreign" of "Foreign Minister Choe" is no place.
    const bool title_next = name.last < base + count && (n.lists[name.last - base] & kTitleList) != 0;
    if (titles && (name.kind == NameKind::kOrganization || (name.kind != NameKind::kPerson && title_next))) continue;
    const uint32_t limit = k + 1 < out.size() ? out[k + 1].first : base + count;
    if (name.kind == NameKind::kPerson) {
      if (name.last + 2 < limit && name.last == name.first + 1 && word(name.last).capital && syllable(name.last + 1))
        ++name.last;
      if (name.last + 1 < limit && name.last > name.first + 1 && syllable(name.last)) name.last += 2;
    }
    out[kept++] = name;
  }
  out.resize(kept);
}

// 1 = a country, 2 = a nationality, 0 = neither.
uint32_t NameTagger::phrase(const Scene& scene, size_t first, size_t last) const {
  uint64_t hash = 0;
  for (size_t i = first; i < last; ++i) hash = mix(hash, scene.words[i].lower);
  return lists_.find(phrase_key(hash)).value_or(0);
}

void NameTagger::settle(const Scene& scene, const NameScene& n, uint32_t base, size_t from,
                        std::vector<Name>& out) const {
  // Longest country or nationality at every word, if its words are capitalised.
  const size_t count = scene.words.size();
  std::vector<Name>::difference_type at = static_cast<std::ptrdiff_t>(from);
  for (size_t i = 0; i < count;) {
    size_t last = i;
    uint32_t kind = 0;
    if (scene.words[i].capital && n.lists[i] != 0)
      for (size_t e = std::min(count, i + 6); e > i && kind == 0; --e)
        if (scene.words[e - 1].capital && (kind = phrase(scene, i, e)) != 0) last = e;
    if (kind == 0) {
      ++i;
      continue;
    }
    const auto first_token = static_cast<uint32_t>(base + i), last_token = static_cast<uint32_t>(base + last);
    while (at < static_cast<std::ptrdiff_t>(out.size()) && out[static_cast<size_t>(at)].last <= first_token) ++at;
    const NameKind says = kind == 1 ? NameKind::kLocation : NameKind::kMisc;
    i = last;
    if (at == static_cast<std::ptrdiff_t>(out.size()) || out[static_cast<size_t>(at)].first >= last_token) {
      out.insert(out.begin() + at, {first_token, last_token, says, 0.5F});
      continue;
    }
    Name& name = out[static_cast<size_t>(at)];
    const bool inside = name.first < first_token || name.last > last_token;
    const bool title_next = last < count && (n.lists[last] & kTitleList) != 0;
    if (!inside) {
      name = {first_token, last_token, says, std::max(name.confidence, 0.5F)};
    } else if (name.first == first_token && kind == 2 && (name.kind == NameKind::kPerson || title_next)) {
      // "Russian President Vladimir Putin": the nationality, and the person behind the titles.
      const Name rest = name;
      name = {first_token, last_token, says, 0.5F};
      uint32_t begin = last_token;
      while (begin < rest.last && (n.lists[begin - base] & kTitleList) != 0) ++begin;
      if (rest.kind == NameKind::kPerson && begin < rest.last)
        out.insert(out.begin() + at + 1, {begin, rest.last, rest.kind, rest.confidence});
    }
  }
}

}  // namespace annalist::lang
