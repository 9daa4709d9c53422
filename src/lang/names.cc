#include "lang/names.h"

#include <algorithm>

#include "lang/kernels.h"

namespace annalist::lang {

Result<NameTagger> NameTagger::view(const Pack& pack) {
  NameTagger n;
  auto lists = Dictionary::view(pack.section("name_lists"), "name_lists");
  if (!lists) return lists.error();
  n.lists_ = *lists;
  return n;
}

void NameTagger::look_up(const Scene& scene, NameScene& n) const {
  n.lists.resize(scene.words.size());
  for (size_t i = 0; i < scene.words.size(); ++i) n.lists[i] = lists(scene.words[i]);
}

namespace {

// The best sequence of tags in which every I follows a B or I of its kind.
void best_path(const std::vector<float>& logits, size_t stride, size_t count, NameScene& n) {
  n.best.resize(count * kBioTags);
  n.before.resize(count * kBioTags);
  for (size_t i = 0; i < count; ++i) {
    const float* of = logits.data() + i * stride;
    const float* last = i ? n.best.data() + (i - 1) * kBioTags : nullptr;
    const auto any = static_cast<Bio>(last ? std::max_element(last, last + kBioTags) - last : 0);
    for (Bio t = 0; t < kBioTags; ++t) {
      const bool inside = t != 0 && t % 2 == 0;
      Bio from = any;
      if (inside && last) from = last[t] >= last[t - 1] ? t : static_cast<Bio>(t - 1);
      const float impossible = inside && !last ? -1e9F : 0.0F;
      n.best[i * kBioTags + t] = of[t] + (last ? last[from] : 0.0F) + impossible;
      n.before[i * kBioTags + t] = from;
    }
  }
  n.tags.resize(count);
  for (size_t i = count; i-- > 0;) {
    const float* best = n.best.data() + i * kBioTags;
    n.tags[i] = i + 1 == count ? static_cast<Bio>(std::max_element(best, best + kBioTags) - best)
                               : n.before[(i + 1) * kBioTags + n.tags[i + 1]];
  }
}

}  // namespace

void NameTagger::tag(const Scene& scene, uint32_t base, const std::vector<float>& logits, size_t stride, NameScene& n,
                     std::vector<Name>& out) const {
  const size_t count = scene.words.size(), from = out.size();
  best_path(logits, stride, count, n);
  for (size_t i = 0; i < count; ++i) {
    const Bio t = n.tags[i];
    if (t == 0) continue;
    const float* of = logits.data() + i * stride;
    float other = -1e9F;
    for (Bio k = 0; k < kBioTags; ++k)
      if (k != t) other = std::max(other, of[k]);
    const float confidence = logistic(of[t] - other);  // against the strongest other reading
    const auto at = static_cast<uint32_t>(base + i);
    if (t % 2 == 1)
      out.push_back({at, at + 1, static_cast<NameKind>((t - 1) / 2), confidence});
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
