#include <algorithm>
#include <map>
#include <unordered_set>

#include "base/utf8.h"
#include "doubt/signs.h"

namespace annalist::doubt {

namespace {

constexpr uint32_t kNearBytes = 200;  // how far a condition of a calque may stand off

std::string lowered(std::string_view s) {
  std::string out(s);
  for (char& c : out)
    if (is_big(c)) c = static_cast<char>(c + 32);
  return out;
}

struct Word {
  Span span;
  std::string_view form;
};
std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> out;
  for (uint32_t at = 0; at < text.size();) {
    if (!is_letter(text[at])) {
      ++at;
      continue;
    }
    const uint32_t begin = at;
    while (at < text.size() && is_letter(text[at])) ++at;
    const bool part =
        (begin > 0 && (static_cast<unsigned char>(text[begin - 1]) >= 0x80 || is_digit(text[begin - 1]))) ||
        (at < text.size() &&
         (static_cast<unsigned char>(text[at]) >= 0xC3 && static_cast<unsigned char>(text[at]) != 0xE2));
    if (!part) out.push_back({{begin, at}, text.substr(begin, at - begin)});
  }
  return out;
}

}  // namespace

void find_calques(const Sight& s, std::vector<Garble>& out, Translated& translated) {
  for (const Calque& c : s.signs.calques) {
    for (size_t at = s.text.find(c.phrase); at != std::string_view::npos; at = s.text.find(c.phrase, at + 1)) {
      size_t end = at + c.phrase.size();
      if (at > 0 && (is_letter(s.text[at - 1]) || s.text[at - 1] == '-')) continue;
      if (c.figure) {
        const bool blank = end < s.text.size() && s.text[end] == ' ';
        if (end + blank >= s.text.size() || !is_digit(s.text[end + blank])) continue;
      } else if (end < s.text.size() && is_letter(s.text[end])) {
        continue;
      }
      const size_t from = at > kNearBytes ? at - kNearBytes : 0;
      const std::string_view around = s.text.substr(from, end + kNearBytes - from);
      const bool fits = c.needs.empty() || std::any_of(c.needs.begin(), c.needs.end(), [&](const std::string& n) {
                          return around.find(n) != std::string_view::npos;
                        });
      if (!fits) continue;
      out.push_back({{static_cast<uint32_t>(at), static_cast<uint32_t>(end)}, "calque", c.why, {{c.meant, 0.8f}}});
      translated.from = c.from;
      translated.why.push_back(std::string("calque: ").append(c.phrase));
    }
  }
}

void find_lost_blanks(const Sight& s, std::vector<Garble>& out) {
  const std::vector<Word> words = words_of(s.text);
  std::unordered_set<std::string_view> capitals;  // words with a capital that stand alone
  std::unordered_set<std::string> pairs;          // "Jong Un": neighbours with capitals
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string_view w = words[i].form;
    if (!is_big(w[0]) || !std::all_of(w.begin() + 1, w.end(), is_small)) continue;
    capitals.insert(w);
    if (i > 0 && is_big(words[i - 1].form[0]) && words[i].span.begin == words[i - 1].span.end + 1)
      pairs.insert(std::string(words[i - 1].form).append(" ").append(w));
  }
  std::map<std::string_view, std::pair<size_t, int>> names;  // middle of a glued name -> its flag in `out`, times seen
  const auto flag = [&](Span span, std::string parted) {
    out.push_back({span, "missing-space", "a blank is missing between two words", {{std::move(parted), 0.9f}}});
  };
  // A source that loses the blank beside a name loses it all over the text: one flag a name, at the first, with a count.
  const auto flag_name = [&](size_t middle, Span span, std::string parted) {
    const std::string_view key = middle < words.size() ? words[middle].form : std::string_view();
    const auto [known, fresh] = names.try_emplace(key, out.size(), 1);
    if (fresh) return flag(span, std::move(parted));
    std::string why = "a blank is missing between two words, ";
    why.append(std::to_string(++known->second.second)).append(" times in this text beside this name");
    out[known->second.first].why = std::move(why);
  };
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string_view w = words[i].form;
    // "ComradeKim", "ofKim": a known word before a name that stands alone elsewhere.
    for (size_t k = 2; k + 1 < w.size(); ++k) {
      if (!is_big(w[k]) || !is_small(w[k - 1]) || !is_small(w[k + 1])) continue;
      const std::string_view head = w.substr(0, k), tail = w.substr(k);
      if (head != "The" && s.signs.before_name.contains(lowered(head)) &&
          capitals.contains(tail))  // "TheBlaze" is a name
        flag_name(i + 1, words[i].span, std::string(head).append(" ").append(tail));
      break;
    }
    // "Jong Unreceived": the name stands in full elsewhere.
    if (i == 0 || !is_big(w[0]) || w.size() < 4 || !is_big(words[i - 1].form[0]) ||
        words[i].span.begin != words[i - 1].span.end + 1)
      continue;
    for (size_t k = 2; k <= 5 && k + 2 <= w.size(); ++k) {
      const std::string_view head = w.substr(0, k), tail = w.substr(k);
      if (!s.signs.after_name.contains(tail) || !std::all_of(tail.begin(), tail.end(), is_small)) continue;
      if (!pairs.contains(std::string(words[i - 1].form).append(" ").append(head)) ||
          capitals.contains(w.substr(0, k + 1)))
        continue;
      if (tail.size() < 3) continue;
      flag_name(i - 1, words[i].span, std::string(head).append(" ").append(tail));
      break;
    }
  }
  // "missiles.North Korea": a sentence that begins without its blank.
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    const Word &a = words[i], &b = words[i + 1];
    if (b.span.begin != a.span.end + 1 ||
        !(s.text[a.span.end] == '.' || s.text[a.span.end] == '?' || s.text[a.span.end] == '!'))
      continue;
    if (a.form.size() < 2 || !std::all_of(a.form.begin(), a.form.end(), is_small) ||
        s.signs.abbreviations.contains(a.form) || s.signs.abbreviations.contains(lowered(b.form)))
      continue;
    if (!is_big(b.form[0]) || !std::all_of(b.form.begin() + 1, b.form.end(), is_small)) continue;
    const char after = b.span.end < s.text.size() ? s.text[b.span.end] : '\n';
    if (after != ' ' && after != ',' && after != '\'') continue;
    const char before = a.span.begin > 0 ? s.text[a.span.begin - 1] : ' ';
    if (before == '.' || before == '/' || before == '@' || before == ':' || before == '-') continue;
    const Span span{a.span.begin, b.span.end};
    flag(span, std::string(a.form).append(s.text.substr(a.span.end, 1)).append(" ").append(b.form));
  }
}

// "Ivan Petrov / Analyst, Eastern Institute Moscow\nhas never …": a speaker's label runs on into the speech.
void find_glued_labels(const Sight& s, std::vector<Garble>& out) {
  for (size_t begin = 0; begin < s.text.size();) {
    const size_t end = std::min(s.text.find('\n', begin), s.text.size());
    const std::string_view line = s.text.substr(begin, end - begin);
    const size_t slash = line.find(" / ");
    if (slash != std::string_view::npos && slash > 3 && slash < 40 && line.size() > slash + 4 && is_big(line[0]) &&
        is_big(line[slash + 3])) {
      const std::string_view name = line.substr(0, slash), rest = line.substr(slash + 3);
      const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
        return is_letter(c) || c == ' ' || c == '-' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
      });
      // The label alone is short and without a sentence; a long rest with small words is speech. A line cut inside the
      // label ("University From\nNorth Korea's …") shows by a following line that starts in the middle of a sentence.
      const bool speech = rest.size() > 90 && std::count(rest.begin(), rest.end(), ' ') > 12 &&
                          rest.find(" / ") == std::string_view::npos;
      static constexpr std::string_view kCut[] = {" From", " North", " South", " The", " In", " It", " We", " I"};
      const bool cut =
          end + 1 < s.text.size() && s.text[end + 1] != '\n' &&
          std::any_of(std::begin(kCut), std::end(kCut), [&](std::string_view t) { return rest.ends_with(t); });
      if (plain && (speech || cut))
        out.push_back(
            {{static_cast<uint32_t>(begin),
              static_cast<uint32_t>(begin + slash + 3 + std::min<size_t>(rest.size(), cut ? rest.size() : 60))},
             "label-glue",
             "a speaker's label and what the speaker says stand in one line",
             {}});
    }
    begin = end + 1;
  }
}

// One person, two spellings. The one that the knowledge base or most mentions use is likely.
void find_name_variants(const Sight& s, std::vector<Garble>& out) {
  struct Spelling {
    std::string key;
    std::string_view form;
    std::vector<Span> spans;
  };
  std::map<std::string, std::vector<Spelling>, std::less<>> by_entity;
  for (const who::Mention& m : s.cast.mentions) {
    if (m.kind != who::Kind::kPerson || m.form != who::Form::kName) continue;
    const std::string_view form = m.span.of(s.text);
    if (form.find(' ') == std::string_view::npos) continue;  // surnames alone tell nothing
    std::string key;
    for (char c : utf8::fold(form))
      if (is_letter(c) || static_cast<unsigned char>(c) >= 0x80) key += c;
    auto& spellings = by_entity[m.entity];
    const auto known =
        std::find_if(spellings.begin(), spellings.end(), [&](const Spelling& p) { return p.key == key; });
    if (known != spellings.end())
      known->spans.push_back(m.span);
    else
      spellings.push_back({key, form, {m.span}});
  }
  for (auto& [entity, spellings] : by_entity) {
    if (spellings.size() < 2) continue;
    std::stable_sort(spellings.begin(), spellings.end(),
                     [](const Spelling& a, const Spelling& b) { return a.spans.size() > b.spans.size(); });
    const Spelling& main = spellings[0];
    for (size_t i = 1; i < spellings.size(); ++i) {
      const Spelling& other = spellings[i];
      // "Vladimir Putin" beside "Vladimir Vladimirovich Putin", "President Putin": more words, not another spelling.
      if (main.key.find(other.key) != std::string::npos || other.key.find(main.key) != std::string::npos) continue;
      if (std::count(main.form.begin(), main.form.end(), ' ') != std::count(other.form.begin(), other.form.end(), ' '))
        continue;
      for (Span span : other.spans)
        out.push_back({span,
                       "name-variant",
                       std::string("the same person is written ").append(main.form).append(" elsewhere"),
                       {{std::string(main.form), 0.6f}}});
    }
  }
}

// "relations between Russia and Russia".
void find_self_relations(const Sight& s, std::vector<Garble>& out) {
  const auto& mentions = s.cast.mentions;
  for (size_t i = 0; i + 1 < mentions.size(); ++i) {
    const who::Mention& a = mentions[i];
    if (a.kind != who::Kind::kCountry || a.form != who::Form::kName) continue;
    for (size_t j = i + 1; j < mentions.size() && mentions[j].span.begin <= a.span.end + 5; ++j) {
      const who::Mention& b = mentions[j];
      if (b.span.begin < a.span.end || b.kind != a.kind || b.form != a.form || b.entity != a.entity) continue;
      const std::string_view between = s.text.substr(a.span.end, b.span.begin - a.span.end);
      if (between != " and " && between != "-" && between != "\xE2\x80\x93") continue;
      const std::string_view before =
          s.text.substr(a.span.begin > 8 ? a.span.begin - 8 : 0, std::min<uint32_t>(8, a.span.begin));
      if (between == " and " && before != "between ") continue;
      out.push_back({{a.span.begin, b.span.end},
                     "self-relation",
                     "a relation of one state to itself: one of the two names is wrong",
                     {}});
    }
  }
}

// A quotation opened by " and closed by ', certain only when the next double mark opens again; or opened by `` and
// closed by ".
void find_quote_marks(const Sight& s, std::vector<Garble>& out) {
  const std::string_view t = s.text;
  const auto opens = [&](size_t i) {
    return (i == 0 || t[i - 1] == ' ' || t[i - 1] == '\n' || t[i - 1] == '(') && i + 1 < t.size() &&
           (is_letter(t[i + 1]) || is_digit(t[i + 1]));
  };
  size_t open = std::string_view::npos, single = std::string_view::npos;
  for (size_t i = 0; i < t.size(); ++i) {
    if (t[i] == '\n' && i + 1 < t.size() && t[i + 1] == '\n') open = single = std::string_view::npos;
    if (t[i] == '\'' && open != std::string_view::npos && i > open + 8 && single == std::string_view::npos) {
      const char before = t[i - 1], after = i + 1 < t.size() ? t[i + 1] : '\n';
      if ((before == '.' || before == ',' || before == '?' || before == '!') && (after == ' ' || after == '\n'))
        single = i;
    }
    if (t[i] != '"') continue;
    if (open != std::string_view::npos && single != std::string_view::npos && opens(i))
      out.push_back({{static_cast<uint32_t>(single), static_cast<uint32_t>(single + 1)},
                     "quote-mark",
                     "the quotation opened by a double mark ends here",
                     {{"\"", 0.8f}}});
    open = opens(i) ? i : std::string_view::npos;
    single = std::string_view::npos;
  }
  for (size_t i = t.find("``"); i != std::string_view::npos; i = t.find("``", i + 2)) {
    const size_t stop = std::min(t.find("\n\n", i), t.size());
    const size_t close = t.find_first_of("\"", i), paired = t.find("''", i), again = t.find("``", i + 2);
    if (close < stop && close < paired && close < again)
      out.push_back({{static_cast<uint32_t>(close), static_cast<uint32_t>(close + 1)},
                     "quote-mark",
                     "the quotation opened by `` ends here",
                     {{"''", 0.8f}}});
  }
}

}  // namespace annalist::doubt
