#include "who/frozen.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/hash.h"
#include "base/utf8.h"
#include "who/index.h"

namespace annalist::who {
namespace {

// Is every letter upper case, and are there at least two?
bool all_upper(std::string_view s) {
  size_t upper = 0;
  for (size_t at = 0; at < s.size();) {
    const auto c = utf8::decode(s, at);
    at += c.size;
    if (utf8::is_lower(c.value)) return false;
    upper += utf8::is_upper(c.value);
  }
  return upper >= 2;
}

template <class T>
void append(std::string& out, const T* at, size_t count) {
  out.append(reinterpret_cast<const char*>(at), count * sizeof(T));
}
template <class T>
void append(std::string& out, const std::vector<T>& all) {
  append(out, all.data(), all.size());
}

// Takes arrays off the front of mapped bytes; what does not fit leaves it bad.
class Cutter {
 public:
  explicit Cutter(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool good() const { return good_; }
  std::string_view bytes(size_t size) {
    good_ = good_ && size <= bytes_.size();
    if (!good_) return {};
    const std::string_view out = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return out;
  }
  template <class T>
  std::span<const T> array(size_t count) {
    if (count > bytes_.size() / sizeof(T)) good_ = false;
    const std::string_view part = bytes(good_ ? count * sizeof(T) : 0);
    if (reinterpret_cast<uintptr_t>(part.data()) % alignof(T) != 0) good_ = false;
    return good_ ? std::span(reinterpret_cast<const T*>(part.data()), count) : std::span<const T>();
  }

 private:
  std::string_view bytes_;
  bool good_ = true;
};

std::string_view without_article(std::string_view phrase) {
  // Articles are left out: "the South" must not hide "South Korean" in "the South Korean president".
  if (phrase.starts_with("the ") || phrase.starts_with("The ")) phrase.remove_prefix(4);
  return phrase;
}

// Do offsets ascend to exactly `most`?
bool ascend(std::span<const uint32_t> ends, size_t most) {
  return std::is_sorted(ends.begin(), ends.end()) && (ends.empty() ? most == 0 : ends.back() == most);
}

}  // namespace

std::string TextIndex::build(const Rows& rows) {
  const uint32_t slots = std::bit_ceil(static_cast<uint32_t>(2 * rows.size() + 1));
  std::vector<uint32_t> slot(slots, 0), text_end, value_end, values;
  std::string text;
  for (const auto& [key, numbers] : rows) {
    uint32_t at = static_cast<uint32_t>(xxh64(key)) & (slots - 1);
    while (slot[at] != 0) at = (at + 1) & (slots - 1);
    text += key;
    text_end.push_back(static_cast<uint32_t>(text.size()));
    values.insert(values.end(), numbers.begin(), numbers.end());
    value_end.push_back(static_cast<uint32_t>(values.size()));
    slot[at] = static_cast<uint32_t>(text_end.size());
  }
  std::string out;
  const uint32_t head[] = {slots, static_cast<uint32_t>(rows.size()), static_cast<uint32_t>(values.size()),
                           static_cast<uint32_t>(text.size())};
  append(out, head, 4);
  append(out, slot), append(out, text_end), append(out, value_end), append(out, values);
  out += text;
  out.resize((out.size() + 3) / 4 * 4, '\0');
  return out;
}

bool TextIndex::open(std::string_view bytes) {
  Cutter cut(bytes);
  const auto head = cut.array<uint32_t>(4);
  if (!cut.good() || !std::has_single_bit(head[0]) || head[0] <= head[1]) return false;
  slots_ = cut.array<uint32_t>(head[0]);
  text_end_ = cut.array<uint32_t>(head[1]), value_end_ = cut.array<uint32_t>(head[1]);
  values_ = cut.array<uint32_t>(head[2]);
  text_ = cut.bytes(head[3]);
  return cut.good() && ascend(text_end_, text_.size()) && ascend(value_end_, values_.size()) &&
         std::all_of(slots_.begin(), slots_.end(), [&](uint32_t k) { return k <= head[1]; });
}

std::string_view TextIndex::key(size_t i) const {
  const uint32_t from = i == 0 ? 0 : text_end_[i - 1];
  return text_.substr(from, text_end_[i] - from);
}

std::span<const uint32_t> TextIndex::values(size_t i) const {
  const uint32_t from = i == 0 ? 0 : value_end_[i - 1];
  return values_.subspan(from, value_end_[i] - from);
}

std::span<const uint32_t> TextIndex::find(std::string_view key) const {
  if (slots_.empty()) return {};
  const auto mask = static_cast<uint32_t>(slots_.size() - 1);
  for (uint32_t at = static_cast<uint32_t>(xxh64(key)) & mask; slots_[at] != 0; at = (at + 1) & mask)
    if (this->key(slots_[at] - 1) == key) return values(slots_[at] - 1);
  return {};
}

void PhraseBuilder::reserve(size_t phrases) {
  words_.reserve(phrases);
  next_.reserve(2 * phrases);
  entries_.reserve(2 * phrases);
}

void PhraseBuilder::add(std::string_view phrase, Entry entry) {
  phrase = without_article(phrase);
  std::vector<std::string> words;
  fold_words(phrase, words);
  if (words.empty()) return;
  uint32_t node = 0;
  for (std::string& w : words) {
    const auto word = words_.try_emplace(std::move(w), static_cast<uint32_t>(words_.size() + 1)).first->second;
    const auto [next, fresh] = next_.try_emplace(uint64_t{node} << 32 | word, static_cast<uint32_t>(entries_.size()));
    if (fresh) entries_.emplace_back();
    node = next->second;
  }
  const bool name = entry.sort != Sort::kOffice && entry.sort != Sort::kTitle && entry.sort != Sort::kOrgNoun &&
                    entry.sort != Sort::kNoun;
  entry.capital = name && utf8::is_upper(utf8::decode(phrase, 0).value);
  entry.acronym = entry.capital && phrase.size() <= 8 && words.size() == 1 && all_upper(phrase);
  for (const Entry& e : entries_[node])
    if (e.sort == entry.sort && e.index == entry.index) return;
  entries_[node].push_back(entry);
}

const std::vector<Entry>& PhraseBuilder::find(std::string_view phrase) const {
  std::vector<std::string> words;
  fold_words(without_article(phrase), words);
  uint32_t node = 0;
  for (const std::string& w : words) {
    const auto word = words_.find(w);
    const auto next = word == words_.end() ? next_.end() : next_.find(uint64_t{node} << 32 | word->second);
    if (next == next_.end()) return entries_[0];
    node = next->second;
  }
  return entries_[node];
}

std::string PhraseBuilder::build() const {
  TextIndex::Rows rows;
  for (const auto& [word, number] : words_) rows.emplace(word, std::vector<uint32_t>{number});
  const std::string words = TextIndex::build(rows);
  std::vector<std::pair<uint64_t, uint32_t>> edges(next_.begin(), next_.end());
  std::sort(edges.begin(), edges.end());
  std::vector<uint32_t> edge_end(entries_.size(), 0), entry_end, flat;
  for (const auto& [from, to] : edges) {
    ++edge_end[from >> 32];
    flat.push_back(static_cast<uint32_t>(from)), flat.push_back(to);
  }
  for (size_t n = 1; n < edge_end.size(); ++n) edge_end[n] += edge_end[n - 1];
  std::vector<Entry> entries;
  for (const auto& of_node : entries_) {
    entries.insert(entries.end(), of_node.begin(), of_node.end());
    entry_end.push_back(static_cast<uint32_t>(entries.size()));
  }
  std::string out;
  const uint32_t head[] = {static_cast<uint32_t>(words.size()), static_cast<uint32_t>(entries_.size()),
                           static_cast<uint32_t>(edges.size()), static_cast<uint32_t>(entries.size())};
  append(out, head, 4);
  out += words;
  append(out, edge_end), append(out, entry_end), append(out, flat), append(out, entries);
  return out;
}

bool PhraseIndex::open(std::string_view bytes) {
  Cutter cut(bytes);
  const auto head = cut.array<uint32_t>(4);
  if (!cut.good() || head[1] == 0 || !words_.open(cut.bytes(head[0]))) return false;
  edge_end_ = cut.array<uint32_t>(head[1]), entry_end_ = cut.array<uint32_t>(head[1]);
  edges_ = cut.array<Edge>(head[2]);
  entries_ = cut.array<Entry>(head[3]);
  return cut.good() && ascend(edge_end_, edges_.size()) && ascend(entry_end_, entries_.size()) &&
         std::all_of(edges_.begin(), edges_.end(), [&](Edge e) { return e.node < head[1]; });
}

uint32_t PhraseIndex::word(std::string_view folded) const {
  const auto found = words_.find(folded);
  return found.empty() ? 0 : found[0];
}

uint32_t PhraseIndex::step(uint32_t node, uint32_t word) const {
  if (word == 0) return 0;
  const Edge* from = edges_.data() + (node == 0 ? 0 : edge_end_[node - 1]);
  const Edge* end = edges_.data() + edge_end_[node];
  const Edge* found = std::lower_bound(from, end, word, [](const Edge& e, uint32_t w) { return e.word < w; });
  return found != end && found->word == word ? found->node : 0;
}

std::span<const Entry> PhraseIndex::entries(uint32_t node) const {
  const uint32_t from = node == 0 ? 0 : entry_end_[node - 1];
  return entries_.subspan(from, entry_end_[node] - from);
}

std::span<const Entry> PhraseIndex::find(std::string_view phrase) const {
  std::vector<std::string> words;
  fold_words(without_article(phrase), words);
  uint32_t node = 0;
  for (const std::string& w : words) {
    node = step(node, word(w));
    if (node == 0) break;
  }
  return entries(node);
}

}  // namespace annalist::who
