// Frozen: indexes that are built once (`annalist kb build`) and asked where they lie in the mapped pack: nothing is
// allocated or hashed when a program starts. Const and thread-safe; views live as long as the bytes.
//
//   TextIndex  "kim jong un" -> [7, 12]     text to ascending numbers
//   PhraseIndex                             a trie over folded words, whose ends say what the phrase means
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace annalist::who {

// Hash maps by text that are asked with views.
struct TextHash {
  using is_transparent = void;
  size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
};

// Grammar: u32 slots (a power of two), keys, values, text bytes; u32 slot[slots] (1 + key, 0 empty; XXH64 of the key,
// linear probing); u32 text_end[keys]; u32 value_end[keys]; u32 value[values]; text. Keys ascend.
class TextIndex {
 public:
  using Rows = std::map<std::string, std::vector<uint32_t>, std::less<>>;
  [[nodiscard]] static std::string build(const Rows& rows);
  // Over bytes that build() made, at a multiple of 4; false when they are none.
  [[nodiscard]] bool open(std::string_view bytes);

  [[nodiscard]] std::span<const uint32_t> find(std::string_view key) const;  // empty when unknown
  [[nodiscard]] size_t size() const { return text_end_.size(); }
  [[nodiscard]] std::string_view key(size_t i) const;
  [[nodiscard]] std::span<const uint32_t> values(size_t i) const;

 private:
  std::span<const uint32_t> slots_, text_end_, value_end_, values_;
  std::string_view text_;
};

// What a phrase of the index means.
enum class Sort : uint8_t {
  kEntity,     // an alias of entities[index]
  kCountry,    // countries[index] by name or alias
  kDemonym,    // "North Korean"
  kNationals,  // "North Koreans"
  kMetonym,    // "the Kremlin"
  kOffice,     // a wording of offices[index]: "foreign minister"
  kTitle,      // titles[index]: "general secretary", "mr"
  kOrgNoun,    // nouns[index] of an organisation: "foreign ministry"
  kNoun,       // nouns[index] of people: "soldiers", "official"
};

struct Entry {
  Sort sort = Sort::kEntity;
  bool capital = false;  // the first letter must be upper case in the text
  bool acronym = false;  // all of it must be upper case in the text ("US", not "us")
  bool context = false;  // only where its country is named otherwise in the document ("the North")
  uint32_t index = 0;
};

// The trie while it grows; articles are left out.
class PhraseBuilder {
 public:
  void reserve(size_t phrases);  // about how many will be added
  void add(std::string_view phrase, Entry entry);
  [[nodiscard]] const std::vector<Entry>& find(std::string_view phrase) const;  // empty when there are none
  [[nodiscard]] std::string build() const;

 private:
  friend class PhraseIndex;
  std::unordered_map<std::string, uint32_t, TextHash, std::equal_to<>> words_;
  std::unordered_map<uint64_t, uint32_t> next_;
  std::vector<std::vector<Entry>> entries_ = std::vector<std::vector<Entry>>(1);
};

// Grammar: u32 words bytes, nodes, edges, entries; a TextIndex of words to their one number; u32 edge_end[nodes];
// u32 entry_end[nodes]; (u32 word, u32 node) edge[edges], by word in each node; Entry entry[entries].
// Node 0 is the root, word 0 is "unknown".
class PhraseIndex {
 public:
  [[nodiscard]] bool open(std::string_view bytes);
  [[nodiscard]] uint32_t word(std::string_view folded) const;
  // Node after `word`, or 0.
  [[nodiscard]] uint32_t step(uint32_t node, uint32_t word) const;
  [[nodiscard]] std::span<const Entry> entries(uint32_t node) const;
  // Entries of a whole phrase, also with its article; empty when there are none.
  [[nodiscard]] std::span<const Entry> find(std::string_view phrase) const;

 private:
  struct Edge {
    uint32_t word, node;
  };
  TextIndex words_;
  std::span<const uint32_t> edge_end_, entry_end_;
  std::span<const Edge> edges_;
  std::span<const Entry> entries_;
};

}  // namespace annalist::who
