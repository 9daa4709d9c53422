#include "who/scan.h"

#include "base/utf8.h"

namespace annalist::who {
namespace {

struct Word {
  uint32_t id = 0;  // 0 = not in the index, also a border
  uint32_t token = 0;
  bool starts = false, ends = false;  // first, last word of its token
};

bool joins(std::string_view form) {
  return form == "-" || form == "'" || form == "’" || form == "." || form == "–" || form == "‐" || form == "‑";
}

void words_of(const Base::Impl& base, const lang::Parse& parse, const lang::Sentence& s, std::vector<Word>& out) {
  out.clear();
  std::vector<std::string> parts;
  for (uint32_t t = s.first; t < s.last; ++t) {
    parts.clear();
    const std::string_view form = parse.form(t);
    fold_words(form, parts);
    if (parts.empty() && !joins(form)) out.push_back({0, t, false, false});
    for (size_t i = 0; i < parts.size(); ++i)
      out.push_back({base.phrases.word(parts[i]), t, i == 0, i + 1 == parts.size()});
  }
}

// Do the letters in the text fit the entry's demand for capitals?
bool cased(const lang::Parse& parse, const Entry& e, const Hit& h) {
  if (!e.capital) return true;
  const std::string_view form = parse.form(h.first);
  if (!utf8::is_upper(utf8::decode(form, 0).value)) {
    const char32_t c = utf8::decode(form, 0).value;
    return !utf8::is_lower(c);  // scripts without case, digits
  }
  if (!e.acronym) return true;
  for (char c : form)
    if (c >= 'a' && c <= 'z') return false;
  return true;
}

}  // namespace

std::vector<Hit> scan(const Base::Impl& base, const lang::Parse& parse) {
  std::vector<Hit> hits;
  std::vector<Word> words;
  Hit probe;
  const auto accept = [&](uint32_t node, uint32_t first, uint32_t last) {
    probe.first = first, probe.last = last;
    probe.entries.clear();
    for (const Entry& e : base.phrases.entries(node))
      if (cased(parse, e, probe)) probe.entries.push_back(e);
    return !probe.entries.empty();
  };
  // The longest hit that starts at word i, and the longest country that does; the index of the word after it.
  const auto longest_at = [&](size_t i, size_t end, Hit& longest, Hit& country) {
    size_t next = i + 1;
    uint32_t node = 0;
    for (size_t j = i; j < end && words[i].starts; ++j) {
      node = base.phrases.step(node, words[j].id);
      if (node == 0) break;
      if (!words[j].ends || !accept(node, words[i].token, words[j].token + 1)) continue;
      longest = probe;
      if (probe.country()) country = probe;
      next = j + 1;
    }
    return next;
  };
  for (const lang::Sentence& s : parse.sentences) {
    words_of(base, parse, s, words);
    for (size_t i = 0; i < words.size();) {
      Hit longest, country;
      const size_t next = longest_at(i, words.size(), longest, country);
      if (!longest.entries.empty()) hits.push_back(longest);
      if (!country.entries.empty() && country.last < longest.last) {
        country.nested = true;
        hits.push_back(country);
      }
      // Inside a long title stand its country and council: "secretary of the Russian Security Council".
      if (longest.is(Sort::kOffice) || longest.is(Sort::kTitle))
        for (size_t k = i + 1; k < next;) {
          Hit inner, state;
          const size_t after = longest_at(k, next, inner, state);
          const bool kept = inner.country() || inner.is(Sort::kEntity);
          inner.nested = true;
          if (kept) hits.push_back(inner);
          k = kept ? after : k + 1;
        }
      i = next;
    }
  }
  return hits;
}

}  // namespace annalist::who
