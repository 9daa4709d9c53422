#include "lang/lemmatiser.h"

#include <algorithm>
#include <charconv>

#include "base/utf8.h"
#include "lang/tagger.h"

namespace annalist::lang {

bool edit_between(std::string_view form, std::string_view lemma, Edit& out) {
  const std::string low = utf8::lower(form);
  for (const bool lower : {false, true}) {
    const std::string_view base = lower ? std::string_view(low) : form;
    size_t same = 0;
    while (same < base.size() && same < lemma.size() && base[same] == lemma[same]) ++same;
    while (same > 0 && (!utf8::is_border(base, same) || !utf8::is_border(lemma, same))) --same;
    if (same == 0 && !base.empty() && (base.size() > 4 || !lower)) continue;
    out = {lower, static_cast<uint32_t>(base.size() - same), std::string(lemma.substr(same))};
    return out.strip <= 6 && out.add.size() <= 6;
  }
  return false;
}

bool apply(const Edit& edit, std::string_view form, std::string& out) {
  if (edit.lower) {
    out = utf8::lower(form);
  } else {
    out = form;
  }
  if (edit.strip > out.size() || (edit.strip == out.size() && edit.add.empty())) return false;
  const size_t at = out.size() - edit.strip;
  if (!utf8::is_border(out, at)) return false;
  out.resize(at);
  out += edit.add;
  return true;
}

void lemma_features(const Word& w, uint32_t tag, bool first, Features& f) {
  f.size = 0;
  const uint32_t flags = (w.capital ? 1U : 0U) | (w.all_caps ? 2U : 0U) | (w.digit ? 4U : 0U) | (first ? 8U : 0U);
  f.add(1, tag);
  for (uint32_t k = 0; k < 5; ++k) f.add(2 + k, w.suffix[k], tag);
  f.add(7, w.suffix[2], tag, flags);
  f.add(8, flags, tag);
  f.add(9, w.shape, tag);
  f.add(10, w.lower);
  f.add(11, w.lower, tag);
  f.add(12, w.form, tag);
  f.add(13, w.prefix[2], tag);
  f.add(14, w.suffix[4], w.prefix[2], tag);
}

Result<Lemmatiser> Lemmatiser::view(const Pack& pack) {
  const auto damaged = [](const char* what) {
    return Error{Code::kDamaged, std::string("language pack: ") + what, "", "install the pack again"};
  };
  Lemmatiser l;
  for (const std::string_view line : section_lines(pack.section("edits"))) {
    const auto cells = split(line, '\t');
    if (cells.size() != 3) return damaged("section edits: not three cells");
    Edit e;
    e.lower = cells[0] == "1";
    const auto end = cells[1].data() + cells[1].size();
    if (std::from_chars(cells[1].data(), end, e.strip).ptr != end) return damaged("section edits: not a number");
    e.add = cells[2];
    l.edits_.push_back(std::move(e));
  }
  auto model = Linear::view(pack.section("lemmatiser"), "lemmatiser");
  if (!model) return model.error();
  auto of_form = Dictionary::view(pack.section("lemma_of_form"), "lemma_of_form");
  if (!of_form) return of_form.error();
  auto of_lower = Dictionary::view(pack.section("lemma_of_lower"), "lemma_of_lower");
  if (!of_lower) return of_lower.error();
  if (model->classes() != l.edits_.size()) return damaged("lemmatiser and edits disagree");
  l.model_ = *model;
  l.of_form_ = *of_form;
  l.of_lower_ = *of_lower;
  l.lemmas_ = section_lines(pack.section("lemmas"));
  return l;
}

void Lemmatiser::lemma(std::string_view form, const Word& word, uint8_t tag, bool first, std::vector<int32_t>& scores,
                       std::string& out) const {
  if (!word.digit) {
    auto hit = of_form_.find(key_of(word.form, tag));
    if (!hit) hit = of_lower_.find(key_of(word.lower, tag));
    if (hit && *hit < lemmas_.size()) {
      out = lemmas_[*hit];
      return;
    }
  }
  Features f;
  lemma_features(word, tag, first, f);
  scores.resize(std::max(scores.size(), edits_.size()));
  model_.score(f, scores.data());
  // The best edit that fits; three tries, then the form itself.
  for (int attempt = 0; attempt < 3; ++attempt) {
    const auto best = std::max_element(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(edits_.size()));
    if (apply(edits_[static_cast<size_t>(best - scores.begin())], form, out)) return;
    *best = INT32_MIN;
  }
  out = form;
}

}  // namespace annalist::lang
