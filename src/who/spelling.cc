#include "who/spelling.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/utf8.h"

namespace annalist::who {
namespace {

constexpr char32_t kInitial = 0x1100, kMedial = 0x1161, kFinal = 0x11A7;
// A letter written wrongly, lost or added: dearer than any listed spelling.
constexpr float kSlip = 1.3F;

// Compatibility jamo in the order of the conjoining ones.
constexpr char32_t kInitials[] = {0x3131, 0x3132, 0x3134, 0x3137, 0x3138, 0x3139, 0x3141, 0x3142, 0x3143, 0x3145,
                                  0x3146, 0x3147, 0x3148, 0x3149, 0x314A, 0x314B, 0x314C, 0x314D, 0x314E};
constexpr char32_t kFinals[] = {0x3131, 0x3132, 0x3133, 0x3134, 0x3135, 0x3136, 0x3137, 0x3139, 0x313A,
                                0x313B, 0x313C, 0x313D, 0x313E, 0x313F, 0x3140, 0x3141, 0x3142, 0x3144,
                                0x3145, 0x3146, 0x3147, 0x3148, 0x314A, 0x314B, 0x314C, 0x314D, 0x314E};

bool is_initial(char32_t c) {
  return c >= kInitial && c < kInitial + 19;
}
bool is_medial(char32_t c) {
  return c >= kMedial && c < kMedial + 21;
}
bool is_final(char32_t c) {
  return c > kFinal && c <= kFinal + 27;
}

// Where in a syllable a letter may stand: 0 start of word, 1 after an initial, 2 after a medial, 3 after a final or
// any.
bool follows(uint8_t state, char32_t c) {
  if (is_medial(c)) return state == 1;
  if (is_final(c)) return state == 2;
  return state != 1 || !is_initial(c);
}
uint8_t state_after(char32_t c) {
  return is_initial(c) ? 1 : is_medial(c) ? 2 : 3;
}

// "-ㄴ" in a table is a final, "ㄴ" an initial.
std::u32string table_letters(std::string_view s) {
  std::u32string out;
  bool final = false;
  for (size_t at = 0; at < s.size();) {
    const auto c = utf8::decode(s, at);
    at += c.size;
    if (c.value == '-') {
      final = true;
      continue;
    }
    char32_t v = c.value;
    if (v >= 0x314F && v <= 0x3163) {
      v = v - 0x314F + kMedial;
    } else if (final) {
      const auto* p = std::find(std::begin(kFinals), std::end(kFinals), v);
      if (p != std::end(kFinals)) v = kFinal + 1 + static_cast<char32_t>(p - kFinals);
    } else {
      const auto* p = std::find(std::begin(kInitials), std::end(kInitials), v);
      if (p != std::end(kInitials)) v = kInitial + static_cast<char32_t>(p - kInitials);
    }
    final = false;
    out.push_back(v);
  }
  return out;
}

bool placed(char place, bool start, bool end) {
  return place == 'a' || (place == 's' && start) || (place == 'e' && end) || (place == 'i' && !start);
}

}  // namespace

std::u32string letters(std::string_view s) {
  std::u32string out;
  for (size_t at = 0; at < s.size();) {
    const auto c = utf8::decode(s, at);
    at += c.size;
    if (c.value < 0xAC00 || c.value > 0xD7A3) {
      out.push_back(c.value);
      continue;
    }
    const char32_t i = c.value - 0xAC00;
    out.push_back(kInitial + i / (21 * 28));
    out.push_back(kMedial + i / 28 % 21);
    if (i % 28 != 0) out.push_back(kFinal + i % 28);
  }
  return out;
}

Status Spelling::load(const Knowledge& knowledge, const std::string& table) {
  by_latin_['\0'];
  if (!knowledge.has(table)) return {};
  const Result<Table> read = knowledge.table(table, {"native", "latin", "cost", "place"});
  if (!read) return read.error();
  std::map<std::u32string, size_t> at;
  for (const Table::Row& row : read->rows()) {
    const std::u32string native = table_letters(row[0]);
    double cost = 0;
    const auto parsed = std::from_chars(row[2].data(), row[2].data() + row[2].size(), cost);
    if (native.empty() || parsed.ec != std::errc()) return read->error(row, "needs native letters and a cost");
    const auto [slot, fresh] = at.try_emplace(native, pieces_.size());
    if (fresh) {
      by_first_[native[0]].push_back(static_cast<uint32_t>(pieces_.size()));
      pieces_.push_back({native, {}});
    }
    for (std::string_view latin : split(row[1]))
      pieces_[slot->second].written.push_back({latin == "0" ? std::string() : std::string(latin), static_cast<float>(cost),
                                row[3].empty() ? 'a' : row[3][0]});
  }
  index_latin();
  return {};
}

const Spelling::Piece* Spelling::piece(std::u32string_view native) const {
  const auto first = native.empty() ? by_first_.end() : by_first_.find(native[0]);
  if (first == by_first_.end()) return nullptr;
  for (uint32_t index : first->second)
    if (pieces_[index].native == native) return &pieces_[index];
  return nullptr;
}

std::vector<std::string> Spelling::spellings(std::string_view native, float most) const {
  std::vector<std::string> out;
  if (const Piece* p = piece(letters(native)))
    for (const Written& w : p->written)
      if (w.cost <= most) out.push_back(w.latin);
  return out;
}

float Spelling::cost(std::string_view native, std::string_view latin, float budget) const {
  const std::u32string from = letters(native);
  const size_t n = from.size(), m = latin.size(), width = m + 1;
  std::vector<float> best((n + 1) * width, kNoSpelling);
  best[0] = 0;
  const auto relax = [&](size_t i, size_t j, float c) {
    float& b = best[i * width + j];
    if (c <= budget && c < b) b = c;
  };
  for (size_t i = 0; i <= n; ++i) {
    for (size_t j = 0; j <= m; ++j) {
      const float here = best[i * width + j];
      if (here > budget) continue;
      if (j < m) relax(i, j + 1, here + kSlip);
      if (i == n) continue;
      relax(i + 1, j, here + kSlip);
      if (j < m) relax(i + 1, j + 1, here + kSlip);
      const auto first = by_first_.find(from[i]);
      if (first == by_first_.end()) continue;
      for (uint32_t index : first->second) {
        const Piece& p = pieces_[index];
        if (from.compare(i, p.native.size(), p.native) != 0) continue;
        const bool end = i + p.native.size() == n;
        for (const Written& w : p.written)
          if (latin.compare(j, w.latin.size(), w.latin) == 0 && placed(w.place, i == 0, end))
            relax(i + p.native.size(), j + w.latin.size(), here + w.cost);
      }
    }
  }
  return best[n * width + m];
}

std::vector<Spelling::Fit> Spelling::fits(std::string_view latin, size_t at) const {
  std::vector<Fit> out;
  const auto row = by_latin_.find(at < latin.size() ? latin[at] : '\0');
  for (const auto& [piece, written] : row == by_latin_.end() ? by_latin_.at('\0') : row->second) {
    const Written& w = pieces_[piece].written[written];
    if (latin.compare(at, w.latin.size(), w.latin) != 0) continue;
    const size_t end = at + w.latin.size();
    if (placed(w.place, at == 0, end == latin.size())) out.push_back({piece, static_cast<uint32_t>(end), w.cost});
  }
  return out;
}

void Spelling::index_latin() {
  std::set<char> heads{'\0'};
  for (const Piece& p : pieces_)
    for (const Written& w : p.written)
      if (!w.latin.empty()) heads.insert(w.latin[0]);
  for (uint32_t p = 0; p < pieces_.size(); ++p)
    for (uint32_t w = 0; w < pieces_[p].written.size(); ++w) {
      const std::string& latin = pieces_[p].written[w].latin;
      for (const char head : heads)
        if (latin.empty() || latin[0] == head) by_latin_[head].emplace_back(p, w);
    }
  by_latin_['\0'];
}

float Spelling::joint(std::string_view a, std::string_view b, float budget) const {
  const size_t n = a.size(), m = b.size(), width = m + 1;
  std::vector<std::vector<Fit>> in_a, in_b;  // pieces that may stand at each place, by number
  for (size_t i = 0; i <= n; ++i) in_a.push_back(fits(a, i));
  for (size_t j = 0; j <= m; ++j) in_b.push_back(fits(b, j));
  // Four syllable states a cell; an empty-empty step is never listed, so rows and columns only grow.
  std::vector<float> best((n + 1) * width * 4, kNoSpelling);
  const auto at = [&](size_t i, size_t j, uint8_t s) -> float& { return best[(i * width + j) * 4 + s]; };
  at(0, 0, 0) = 0;
  const auto spread = [&](size_t i, size_t j, uint8_t s, float here) {
    auto y = in_b[j].begin();
    for (const Fit& x : in_a[i]) {
      while (y != in_b[j].end() && y->piece < x.piece) ++y;
      const Piece& p = pieces_[x.piece];
      if (here + x.cost > budget || !follows(s, p.native[0])) continue;
      const uint8_t to = state_after(p.native.back());
      for (auto z = y; z != in_b[j].end() && z->piece == x.piece; ++z) {
        const float c = here + x.cost + z->cost;
        float& cell = at(x.end, z->end, to);
        if (c <= budget && c < cell) cell = c;
      }
    }
  };
  for (size_t i = 0; i <= n; ++i)
    for (size_t j = 0; j <= m; ++j)
      for (int pass = 0; pass < 2; ++pass)  // a silent initial stays in its cell: its medial needs a second look
        for (uint8_t s = 0; s < 4; ++s)
          if (at(i, j, s) <= budget) spread(i, j, s, at(i, j, s));
  return std::min({at(n, m, 2), at(n, m, 3), n + m == 0 ? 0.F : kNoSpelling});
}

std::string Spelling::plain(std::string_view native) const {
  const std::u32string from = letters(native);
  std::string out;
  for (size_t i = 0; i < from.size();) {
    const Piece* longest = nullptr;
    if (const auto first = by_first_.find(from[i]); first != by_first_.end())
      for (uint32_t index : first->second)
        if (from.compare(i, pieces_[index].native.size(), pieces_[index].native) == 0 &&
            (!longest || pieces_[index].native.size() > longest->native.size()))
          longest = &pieces_[index];
    if (!longest) {
      utf8::append(out, from[i++]);
      continue;
    }
    for (const Written& w : longest->written)
      if (placed(w.place, i == 0, i + longest->native.size() == from.size())) {
        out += w.latin;
        break;
      }
    i += longest->native.size();
  }
  return out;
}

}  // namespace annalist::who
