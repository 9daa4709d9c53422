// Spelling: how a script is written in Latin letters — all systems at once, as pieces with costs. A native word and a
// Latin word match when some path of pieces spells the Latin one; the cost says how odd the path is. Const, shared.
//
//   hangul: "선" is ㅅ+ㅓ+ㄴ; ㅓ may be "eo" "o" "u"; so 선 accepts "son", "seon", "sun" — and "so" at a price.
//
// Method: membership in a weighted transducer by dynamic programming (Knight and Graehl 1998, without training).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/knowledge.h"
#include "base/result.h"

namespace annalist::who {

inline constexpr float kNoSpelling = 1e6F;

class Spelling {
 public:
  // Table columns: native, latin (alternatives joined by |, "0" = nothing written), cost, place (any start end inner).
  [[nodiscard]] Status load(const Knowledge& knowledge, const std::string& table);
  // The same a piece at a time, pieces of one native word in a row; close() ends it.
  void add(const std::string& native, const std::string& latin, float cost);
  void close() { index(); }

  // Cheapest way to write `native` (lower case; Hangul as syllables) as `latin` (folded, without blanks), at most
  // `budget`, else kNoSpelling. Time: pieces times letters.
  [[nodiscard]] float cost(std::string_view native, std::string_view latin, float budget) const;
  // Cheapest native word that both Latin words may stand for: sum of both costs.
  [[nodiscard]] float joint(std::string_view a, std::string_view b, float budget) const;
  // Cheapest native word that a Latin word may stand for.
  [[nodiscard]] float read(std::string_view latin, float budget) const;
  // The cheapest plain spelling of a native word (first alternative of each longest piece).
  [[nodiscard]] std::string plain(std::string_view native) const;
  // Every way the table writes one native piece, at most at that cost.
  [[nodiscard]] std::vector<std::string> spellings(std::string_view native, float most) const;
  [[nodiscard]] bool empty() const { return pieces_.empty(); }

  template <class A>
  void archive(A& a) {
    a(pieces_, spelled_, sounded_);
  }

 private:
  struct Written {
    std::string latin;
    float cost = 0;
    char place = 'a';  // a(ny) s(tart) e(nd) i(nner)

    template <class A>
    void archive(A& a) {
      a(latin, cost, place);
    }
  };
  struct Piece {
    std::vector<uint32_t> native;
    std::vector<Written> written;

    template <class A>
    void archive(A& a) {
      a(native, written);
    }
  };
  // What ends at a node: a piece, and where it is a spelling its cost in thousandths and its place.
  struct End {
    uint32_t piece = 0, cost = 0, place = 0;
  };
  // Letters to nodes; node 0 is the root. Edges and ends of a node lie together.
  struct Trie {
    struct Edge {
      uint32_t letter = 0, node = 0;
    };
    std::vector<uint32_t> edge_end, end_end;  // by node
    std::vector<Edge> edges;                  // by letter in each node
    std::vector<End> ends;                    // by piece in each node

    [[nodiscard]] uint32_t step(uint32_t node, uint32_t letter) const;  // 0 = none
    [[nodiscard]] const End* begin_of(uint32_t node) const { return ends.data() + (node == 0 ? 0 : end_end[node - 1]); }
    [[nodiscard]] const End* end_of(uint32_t node) const { return ends.data() + end_end[node]; }
    template <class A>
    void archive(A& a) {
      a(edge_end, end_end, edges, ends);
    }
  };
  class TrieBuilder;
  // A piece that spells latin[at, end), or stands at native[at, end).
  struct Fit {
    uint32_t piece = 0;
    uint32_t end = 0;
    float cost = 0;
    char place = 'a';
  };
  struct Scratch;
  static Scratch& scratch();
  void index();
  [[nodiscard]] const Piece* piece(const std::u32string& native) const;
  // Appends the fits of a Latin word at one place, by piece and only those `wanted` (by piece; null: all).
  void fits(std::string_view latin, size_t at, const std::vector<bool>* wanted, std::vector<Fit>& out) const;

  std::vector<Piece> pieces_;
  Trie spelled_;  // bytes of a spelling -> pieces
  Trie sounded_;  // letters of a native word -> its piece
};

// Letters as Spelling sees them: Hangul syllables become conjoining jamo, everything else stays.
[[nodiscard]] std::u32string letters(std::string_view s);

}  // namespace annalist::who
