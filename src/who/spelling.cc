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

// Nodes as maps while the tries grow, flattened in the order of their letters.
class Spelling::TrieBuilder {
 public:
  template <class Letters>
  void add(const Letters& word, End end) {
    uint32_t node = 0;
    for (const auto letter : word) {
      const auto code = static_cast<uint32_t>(static_cast<std::make_unsigned_t<std::remove_cvref_t<decltype(letter)>>>(letter));
      const auto [next, fresh] = nodes_[node].try_emplace(code, static_cast<uint32_t>(nodes_.size()));
      node = next->second;
      if (fresh) nodes_.emplace_back(), ends_.emplace_back();
    }
    ends_[node].push_back(end);
  }
  [[nodiscard]] Trie build() const {
    Trie t;
    for (size_t n = 0; n < nodes_.size(); ++n) {
      for (const auto& [letter, node] : nodes_[n]) t.edges.push_back({letter, node});
      t.edge_end.push_back(static_cast<uint32_t>(t.edges.size()));
      std::vector<End> ends = ends_[n];
      std::stable_sort(ends.begin(), ends.end(), [](const End& x, const End& y) { return x.piece < y.piece; });
      t.ends.insert(t.ends.end(), ends.begin(), ends.end());
      t.end_end.push_back(static_cast<uint32_t>(t.ends.size()));
    }
    return t;
  }

 private:
  std::vector<std::map<uint32_t, uint32_t>> nodes_ = std::vector<std::map<uint32_t, uint32_t>>(1);
  std::vector<std::vector<End>> ends_ = std::vector<std::vector<End>>(1);
};

uint32_t Spelling::Trie::step(uint32_t node, uint32_t letter) const {
  if (edge_end.empty()) return 0;
  const Edge* at = edges.data() + (node == 0 ? 0 : edge_end[node - 1]);
  const Edge* end = edges.data() + edge_end[node];
  at = std::lower_bound(at, end, letter, [](const Edge& e, uint32_t l) { return e.letter < l; });
  return at != end && at->letter == letter ? at->node : 0;
}

// Fits [first, last) of a place; kNoRange: not looked up yet.
struct Range {
  uint32_t first = 0, last = 0;
};
constexpr Range kNoRange{UINT32_MAX, 0};

// Buffers that one thread uses again and again: a pair is scored without asking for memory.
struct Spelling::Scratch {
  std::vector<float> best;
  std::vector<Fit> a, b;
  std::vector<uint32_t> a_end, b_end;  // where the fits of each place end
  std::vector<Range> a_at, b_at;       // the fits of each place
  std::vector<bool> wanted;
};

Spelling::Scratch& Spelling::scratch() {
  thread_local Scratch one;
  return one;
}

Status Spelling::load(const Knowledge& knowledge, const std::string& table) {
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
    if (fresh) pieces_.push_back({{native.begin(), native.end()}, {}});
    for (std::string_view latin : split(row[1]))
      pieces_[slot->second].written.push_back({latin == "0" ? std::string() : std::string(latin), static_cast<float>(cost),
                                row[3].empty() ? 'a' : row[3][0]});
  }
  index();
  return {};
}

void Spelling::add(const std::string& native, const std::string& latin, float cost) {
  const std::u32string letters_of = letters(native);
  if (pieces_.empty() || !std::equal(letters_of.begin(), letters_of.end(), pieces_.back().native.begin(), pieces_.back().native.end()))
    pieces_.push_back({{letters_of.begin(), letters_of.end()}, {}});
  pieces_.back().written.push_back({latin, cost, 'a'});
}

void Spelling::index() {
  TrieBuilder spelled, sounded;
  for (uint32_t p = 0; p < pieces_.size(); ++p) {
    sounded.add(pieces_[p].native, {p, 0, 0});
    for (const Written& w : pieces_[p].written)
      spelled.add(w.latin, {p, static_cast<uint32_t>(w.cost * 1000 + .5F), static_cast<uint32_t>(static_cast<unsigned char>(w.place))});
  }
  spelled_ = spelled.build(), sounded_ = sounded.build();
}

const Spelling::Piece* Spelling::piece(const std::u32string& native) const {
  uint32_t node = 0;
  for (const char32_t c : native)
    if ((node = sounded_.step(node, c)) == 0) return nullptr;
  return node == 0 || sounded_.begin_of(node) == sounded_.end_of(node) ? nullptr : &pieces_[sounded_.begin_of(node)->piece];
}

std::vector<std::string> Spelling::spellings(std::string_view native, float most) const {
  std::vector<std::string> out;
  if (const Piece* p = piece(letters(native)))
    for (const Written& w : p->written)
      if (w.cost <= most) out.push_back(w.latin);
  return out;
}

void Spelling::fits(std::string_view latin, size_t at, const std::vector<bool>* wanted, std::vector<Fit>& out) const {
  if (spelled_.end_end.empty()) return;
  const auto from = static_cast<std::ptrdiff_t>(out.size());
  uint32_t node = 0;
  for (size_t end = at;; ++end) {
    for (const End *e = spelled_.begin_of(node), *stop = spelled_.end_of(node); e != stop; ++e)
      if (!wanted || (*wanted)[e->piece])
        out.push_back({e->piece, static_cast<uint32_t>(end), static_cast<float>(e->cost) / 1000, static_cast<char>(e->place)});
    if (end == latin.size() || (node = spelled_.step(node, static_cast<unsigned char>(latin[end]))) == 0) break;
  }
  std::sort(out.begin() + from, out.end(), [](const Fit& x, const Fit& y) { return x.piece < y.piece; });
}

float Spelling::cost(std::string_view native, std::string_view latin, float budget) const {
  const std::u32string from = letters(native);
  const size_t n = from.size(), m = latin.size(), width = m + 1;
  Scratch& s = scratch();
  // Pieces that stand in the native word, and which of them each place of the Latin one may spell.
  s.a.clear(), s.a_end.clear(), s.b.clear(), s.b_end.clear();
  s.wanted.assign(pieces_.size(), false);
  for (size_t i = 0; i < n; ++i) {
    uint32_t node = 0;
    for (size_t end = i; end < n && (node = sounded_.step(node, from[end])) != 0; ++end)
      for (const End *e = sounded_.begin_of(node), *stop = sounded_.end_of(node); e != stop; ++e) {
        s.a.push_back({e->piece, static_cast<uint32_t>(end + 1), 0, 'a'});
        s.wanted[e->piece] = true;
      }
    s.a_end.push_back(static_cast<uint32_t>(s.a.size()));
  }
  for (size_t j = 0; j <= m; ++j) {
    fits(latin, j, &s.wanted, s.b);
    s.b_end.push_back(static_cast<uint32_t>(s.b.size()));
  }
  s.best.assign((n + 1) * width, kNoSpelling);
  s.best[0] = 0;
  const auto relax = [&](size_t i, size_t j, float c) {
    float& b = s.best[i * width + j];
    if (c <= budget && c < b) b = c;
  };
  for (size_t i = 0; i <= n; ++i) {
    for (size_t j = 0; j <= m; ++j) {
      const float here = s.best[i * width + j];
      if (here > budget) continue;
      if (j < m) relax(i, j + 1, here + kSlip);
      if (i == n) continue;
      relax(i + 1, j, here + kSlip);
      if (j < m) relax(i + 1, j + 1, here + kSlip);
      const uint32_t b_first = j == 0 ? 0 : s.b_end[j - 1];
      for (uint32_t x = i == 0 ? 0 : s.a_end[i - 1]; x < s.a_end[i]; ++x)
        for (uint32_t y = b_first; y < s.b_end[j]; ++y)
          if (s.b[y].piece == s.a[x].piece && placed(s.b[y].place, i == 0, s.a[x].end == n))
            relax(s.a[x].end, s.b[y].end, here + s.b[y].cost);
    }
  }
  return s.best[n * width + m];
}

float Spelling::read(std::string_view latin, float budget) const {
  const size_t n = latin.size();
  Scratch& s = scratch();
  s.best.assign((n + 1) * 4, kNoSpelling);
  s.best[0] = 0;
  for (size_t i = 0; i <= n; ++i) {
    s.a.clear();
    fits(latin, i, nullptr, s.a);
    for (int pass = 0; pass < 2; ++pass)  // as in joint()
      for (uint8_t state = 0; state < 4; ++state) {
        const float here = s.best[i * 4 + state];
        if (here > budget) continue;
        for (const Fit& f : s.a) {
          const std::vector<uint32_t>& native = pieces_[f.piece].native;
          if (!placed(f.place, i == 0, f.end == n) || here + f.cost > budget || !follows(state, native.front())) continue;
          float& cell = s.best[f.end * 4 + state_after(native.back())];
          cell = std::min(cell, here + f.cost);
        }
      }
  }
  return std::min({s.best[n * 4 + 2], s.best[n * 4 + 3], n == 0 ? 0.F : kNoSpelling});
}

float Spelling::joint(std::string_view a, std::string_view b, float budget) const {
  const size_t n = a.size(), m = b.size(), width = m + 1;
  Scratch& s = scratch();
  s.a.clear(), s.b.clear();
  s.a_at.assign(n + 1, kNoRange), s.b_at.assign(m + 1, kNoRange);
  // Fits are looked up where a path arrives: most words part at their first letters.
  const auto at_place = [&](std::string_view word, size_t at, std::vector<Fit>& all, std::vector<Range>& ranges) {
    Range& r = ranges[at];
    if (r.first != kNoRange.first) return r;
    r.first = static_cast<uint32_t>(all.size());
    fits(word, at, nullptr, all);
    const auto lost = [&](const Fit& f) { return !placed(f.place, at == 0, f.end == word.size()); };
    all.erase(std::remove_if(all.begin() + r.first, all.end(), lost), all.end());
    r.last = static_cast<uint32_t>(all.size());
    return r;
  };
  // Four syllable states a cell; an empty-empty step is never listed, so rows and columns only grow.
  s.best.assign((n + 1) * width * 4, kNoSpelling);
  const auto at = [&](size_t i, size_t j, uint8_t state) -> float& { return s.best[(i * width + j) * 4 + state]; };
  at(0, 0, 0) = 0;
  const auto spread = [&](size_t i, size_t j, uint8_t state, float here) {
    const Range of_a = at_place(a, i, s.a, s.a_at), of_b = at_place(b, j, s.b, s.b_at);
    uint32_t y = of_b.first;
    for (uint32_t x = of_a.first; x < of_a.last; ++x) {
      const Fit& fit = s.a[x];
      while (y < of_b.last && s.b[y].piece < fit.piece) ++y;
      if (y == of_b.last) return;
      if (s.b[y].piece != fit.piece || here + fit.cost > budget) continue;
      const std::vector<uint32_t>& native = pieces_[fit.piece].native;
      if (!follows(state, native.front())) continue;
      const uint8_t to = state_after(native.back());
      for (uint32_t z = y; z < of_b.last && s.b[z].piece == fit.piece; ++z) {
        const float c = here + fit.cost + s.b[z].cost;
        float& cell = at(fit.end, s.b[z].end, to);
        if (c <= budget && c < cell) cell = c;
      }
    }
  };
  for (size_t i = 0; i <= n; ++i)
    for (size_t j = 0; j <= m; ++j)
      for (int pass = 0; pass < 2; ++pass)  // a silent initial stays in its cell: its medial needs a second look
        for (uint8_t state = 0; state < 4; ++state)
          if (at(i, j, state) <= budget) spread(i, j, state, at(i, j, state));
  return std::min({at(n, m, 2), at(n, m, 3), n + m == 0 ? 0.F : kNoSpelling});
}

std::string Spelling::plain(std::string_view native) const {
  const std::u32string from = letters(native);
  std::string out;
  for (size_t i = 0; i < from.size();) {
    const Piece* longest = nullptr;
    uint32_t node = 0;
    for (size_t end = i; end < from.size() && (node = sounded_.step(node, from[end])) != 0; ++end)
      if (sounded_.begin_of(node) != sounded_.end_of(node)) longest = &pieces_[sounded_.begin_of(node)->piece];
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
