#include "coref_gold.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "base/knowledge.h"
#include "corpus.h"

namespace annalist::train {
namespace {

struct Words {
  std::string text;
  std::vector<std::string> forms;
  std::vector<Span> spans;
};

Span find_word(std::string_view text, std::string_view word, size_t from) {
  const size_t at = text.find(word, from);
  if (at == std::string_view::npos) return {};
  return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + word.size())};
}

// One sentence of CoNLL-U: its `# text` goes to the document, each word is found in it from left to right; words of a
// multiword token that are not found as written take the whole token.
void add_sentence(std::string_view block, Words& words) {
  std::string_view text;
  bool paragraph = false;
  for (std::string_view line : split(block, '\n')) {
    if (line.starts_with("# text = ")) text = line.substr(9);
    if (line.starts_with("# newpar")) paragraph = true;
  }
  if (text.empty()) return;
  if (!words.text.empty()) words.text += paragraph ? "\n\n" : " ";
  const auto base = static_cast<uint32_t>(words.text.size());
  size_t at = 0;
  Span whole;
  int until = 0;
  for (std::string_view line : split(block, '\n')) {
    if (line.empty() || line[0] == '#') continue;
    const auto cells = split(line, '\t');
    if (cells.size() < 2 || cells[0].find('.') != std::string_view::npos) continue;
    const size_t dash = cells[0].find('-');
    if (dash != std::string_view::npos) {
      whole = find_word(text, cells[1], at);
      until = std::atoi(std::string(cells[0].substr(dash + 1)).c_str());
      continue;
    }
    const int number = std::atoi(std::string(cells[0]).c_str());
    const bool inside = number <= until;
    Span found = find_word(text, cells[1], inside ? std::max<size_t>(at, whole.begin) : at);
    if (inside && (found.empty() || !whole.contains(found))) found = whole;
    if (found.empty()) fail("coref: a word is not in its sentence");
    if (!inside || found != whole) at = found.end;
    if (inside && number == until) at = whole.end;
    words.forms.emplace_back(cells[1]);
    words.spans.push_back({base + found.begin, base + found.end});
  }
  words.text += text;
}

std::map<std::string, Words> treebank_texts(const std::string& path) {
  std::map<std::string, Words> out;
  Words* words = nullptr;
  const std::string file = slurp(path);
  for (size_t at = 0; at < file.size();) {
    const size_t end = std::min(file.find("\n\n", at), file.size());
    const std::string_view block = std::string_view(file).substr(at, end - at);
    if (const size_t id = block.find("# newdoc id = "); id != std::string_view::npos)
      words = &out[std::string(block.substr(id + 14, block.find('\n', id) - id - 14))];
    if (words) add_sentence(block, *words);
    at = end + 2;
  }
  return out;
}

// "(3(5)", "3)", "_" of the word at `span`.
void read_marks(std::string_view marks, Span span, std::map<uint32_t, std::vector<uint32_t>>& open, CorefText& out) {
  for (size_t i = 0; i < marks.size();) {
    const bool begins = marks[i] == '(';
    if (begins) ++i;
    size_t stop = i;
    while (stop < marks.size() && marks[stop] >= '0' && marks[stop] <= '9') ++stop;
    if (stop == i) {
      ++i;
      continue;
    }
    const auto chain = static_cast<uint32_t>(std::atoi(std::string(marks.substr(i, stop - i)).c_str()));
    const bool ends = stop < marks.size() && marks[stop] == ')';
    if (begins) open[chain].push_back(span.begin);
    if (ends) {
      if (open[chain].empty()) fail("coref: a chain ends but never began");
      out.mentions.push_back({{open[chain].back(), span.end}, chain});
      open[chain].pop_back();
    }
    i = stop + (ends ? 1 : 0);
  }
}

}  // namespace

std::vector<CorefText> read_coref(const std::string& data) {
  std::map<std::string, Words> texts = treebank_texts(data + "/treebank/en_gum-open-train.conllu.gz");
  std::vector<CorefText> out;
  const std::string file = slurp(data + "/coref/ontogum-open-train.conll");
  Words* words = nullptr;
  size_t n = 0;
  bool good = false;
  std::map<uint32_t, std::vector<uint32_t>> open;
  for (std::string_view line : split(file, '\n')) {
    if (line.starts_with("# begin document ")) {
      const std::string id(line.substr(17));
      const auto found = texts.find(id);
      good = found != texts.end();
      words = good ? &found->second : nullptr, n = 0, open.clear();
      if (good) out.push_back({id, words->text, {}});
      continue;
    }
    const auto cells = split(line, '\t');
    if (!good || cells.size() < 3 || line[0] == '#') continue;
    if (n >= words->forms.size() || words->forms[n] != cells[1]) {
      good = false, out.pop_back();  // other words than the treebank's: left out
      continue;
    }
    read_marks(cells[2], words->spans[n++], open, out.back());
  }
  return out;
}

}  // namespace annalist::train
