// Spelling: how a script is written in Latin letters — all systems at once, as pieces with costs. A native word and a
// Latin word match when some path of pieces spells the Latin one; the cost says how odd the path is. Const, shared.
//
//   hangul: "선" is ㅅ+ㅓ+ㄴ; ㅓ may be "eo" "o" "u"; so 선 accepts "son", "seon", "sun" — and "so" at a price.
//
// Method: membership in a weighted transducer by dynamic programming (Knight and Graehl 1998, without training).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/knowledge.h"
#include "base/result.h"

namespace annalist::who {

inline constexpr float kNoSpelling = 1e6F;

class Spelling {
 public:
  // Table columns: native, latin (alternatives joined by |, "0" = nothing written), cost, place (any start end inner).
  [[nodiscard]] Status load(const Knowledge& knowledge, const std::string& table);

  // Cheapest way to write `native` (lower case; Hangul as syllables) as `latin` (folded, without blanks), at most
  // `budget`, else kNoSpelling. Time: pieces times letters.
  [[nodiscard]] float cost(std::string_view native, std::string_view latin, float budget) const;
  // Cheapest native word that both Latin words may stand for: sum of both costs.
  [[nodiscard]] float joint(std::string_view a, std::string_view b, float budget) const;
  // The cheapest plain spelling of a native word (first alternative of each longest piece).
  [[nodiscard]] std::string plain(std::string_view native) const;
  // Every way the table writes one native piece, at most at that cost.
  [[nodiscard]] std::vector<std::string> spellings(std::string_view native, float most) const;
  [[nodiscard]] bool empty() const { return pieces_.empty(); }

 private:
  struct Written {
    std::string latin;
    float cost = 0;
    char place = 'a';  // a(ny) s(tart) e(nd) i(nner)
  };
  struct Piece {
    std::u32string native;
    std::vector<Written> written;
  };
  // A piece that spells latin[at, end).
  struct Fit {
    uint32_t piece = 0;
    uint32_t end = 0;
    float cost = 0;
  };
  [[nodiscard]] std::vector<Fit> fits(std::string_view latin, size_t at) const;

  void index_latin();

  std::vector<Piece> pieces_;
  std::unordered_map<char32_t, std::vector<uint32_t>> by_first_;
  [[nodiscard]] const Piece* piece(std::u32string_view native) const;
  // First Latin letter -> (piece, spelling), by piece; spellings that write nothing are under every letter and '\0'.
  std::unordered_map<char, std::vector<std::pair<uint32_t, uint32_t>>> by_latin_;
};

// Letters as Spelling sees them: Hangul syllables become conjoining jamo, everything else stays.
[[nodiscard]] std::u32string letters(std::string_view s);

}  // namespace annalist::who
