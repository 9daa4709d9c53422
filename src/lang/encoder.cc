// Section `network`, all numbers little-endian, every block padded to 64 bytes from the section's start:
//   u32 header[16]: version, fixed, sum, hidden, layers, affix rows, shape rows, own words, words, tags, labels,
//                   tag width, name width, arc width, label width, 0
//   f32 scales[16]: sum, tag, name, head, dependent input, dependent, arc, label; the rest 0
//   u32 hashes[words] ascending | u32 rows[words] | i8 fixed[words + 1][fixed] | i8 own[own][sum]
//   i8 affix[6][affix rows][sum] (prefixes of 2, 3, suffixes of 2..5) | i8 shape[shape rows][sum] | i8 bits[17][sum]
//   (row 16 is added always) | u8 root[2 hidden]
//   layers x (forward, backward) x (input, recurrent), then tag_in, tag, name_in, name, dependent, head, bilinear,
//   label_dependent, label_head, label, each an affine map:
//     u32 rows, columns (padded), 0, 0 | f32 scale[rows] | f32 bias[rows] | i8 weights[rows * columns] (kernels.h)
//   f32 head_bias[arc width + 1]
#include "lang/encoder.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace annalist::lang {

namespace {
constexpr uint32_t kVersion = 1, kAffixTables = 6, kMaxHidden = 1024;
// A plain "0.0" activation: 128 stands for zero where activations are signed.
constexpr uint8_t kZero = 128;
}  // namespace

Cells encoder_features(const Scene& scene, size_t i, uint32_t lists) {
  const Word& w = scene.words[i];
  Cells out{};
  out[kLowerCell] = w.lower;
  for (uint32_t k = 0; k < 3; ++k) out[kPrefixCell + k] = w.prefix[k];
  for (uint32_t k = 0; k < 5; ++k) out[kSuffixCell + k] = w.suffix[k];
  out[kShapeCell] = w.shape;
  out[kBitsCell] = (w.capital ? 1U : 0U) | (w.all_caps ? 2U : 0U) | (w.digit ? 4U : 0U) | (w.letter ? 8U : 0U) |
                   (i == 0 ? 16U : 0U) | (scene.title ? 32U : 0U) | (lists & 0xFFU) << 8;
  return out;
}

// Walks the section's blocks; `ok` turns false for good at the first one that does not fit.
struct SectionReader {
  std::string_view section;
  size_t at = 0;
  bool ok = true;

  template <class T>
  const T* take(size_t count) {
    const size_t bytes = count * sizeof(T);
    if (!ok || count > section.size() || bytes > section.size() - at) {
      ok = false;
      return nullptr;
    }
    const auto* p = reinterpret_cast<const T*>(section.data() + at);
    at = std::min(section.size(), (at + bytes + 63) / 64 * 64);
    return p;
  }
  Affine affine(uint32_t rows, uint32_t columns) {
    Affine a;
    const auto* shape = take<uint32_t>(4);
    if (!ok || shape[0] < rows || shape[0] >= rows + kRowBlock || shape[0] % kRowBlock != 0 || shape[1] != columns ||
        columns % 4 != 0) {
      ok = false;
      return a;
    }
    a.rows = shape[0];
    a.columns = shape[1];
    a.scale = take<float>(a.rows);
    a.bias = take<float>(a.rows);
    a.weights = take<int8_t>(size_t{a.rows} * a.columns);
    return a;
  }
};

Result<Encoder> Encoder::view(std::string_view section) {
  const Error damaged = {Code::kDamaged, "language pack section network: wrong form", "", "install the pack again"};
  SectionReader r{section};
  const auto* header = r.take<uint32_t>(16);
  const auto* scales = r.take<float>(16);
  if (!r.ok || header[0] != kVersion) return damaged;
  for (int k = 1; k < 16; ++k)
    if (header[k] > 1U << 24) return damaged;
  Encoder e;
  e.fixed_ = header[1], e.sum_ = header[2], e.hidden_ = header[3];
  e.affixes_ = header[5], e.shapes_ = header[6], e.own_ = header[7], e.words_ = header[8];
  e.tag_count_ = header[9], e.label_count_ = header[10];
  const uint32_t tag = header[11], name = header[12], width = 2 * e.hidden_;
  e.arc_width_ = header[13], e.label_width_ = header[14];
  float* const into[] = {&e.sum_scale_,          &e.tag_scale_,       &e.name_scale_, &e.head_scale_,
                         &e.dependent_in_scale_, &e.dependent_scale_, &e.arc_scale_,  &e.label_scale_};
  for (size_t k = 0; k < std::size(into); ++k) *into[k] = scales[k];
  if (e.affixes_ == 0 || e.shapes_ == 0 || e.own_ == 0 || e.own_ > e.words_ + 1 || e.arc_width_ % 32 != 0 ||
      e.hidden_ % 16 != 0 || e.hidden_ > kMaxHidden || header[4] > 8 || header[4] == 0)
    return damaged;
  e.hashes_ = r.take<uint32_t>(e.words_);
  e.rows_ = r.take<uint32_t>(e.words_);
  e.fixed_rows_ = r.take<int8_t>(size_t{e.words_ + 1} * e.fixed_);
  e.own_rows_ = r.take<int8_t>(size_t{e.own_} * e.sum_);
  e.affix_rows_ = r.take<int8_t>(size_t{kAffixTables} * e.affixes_ * e.sum_);
  e.shape_rows_ = r.take<int8_t>(size_t{e.shapes_} * e.sum_);
  e.bit_rows_ = r.take<int8_t>(size_t{kBitCount + 1} * e.sum_);
  e.root_ = r.take<uint8_t>(width);
  for (uint32_t k = 0; k < header[4] && r.ok; ++k) {
    Layer layer;
    const uint32_t in = k == 0 ? e.fixed_ + e.sum_ : width;
    for (int direction = 0; direction < 2; ++direction) {
      layer.input[direction] = r.affine(4 * e.hidden_, in);
      layer.recurrent[direction] = r.affine(4 * e.hidden_, e.hidden_);
    }
    e.layers_.push_back(layer);
  }
  e.tag_in_ = r.affine(tag, width), e.tag_ = r.affine(e.tag_count_, e.tag_in_.rows);
  e.name_in_ = r.affine(name, width), e.name_ = r.affine(header[15], e.name_in_.rows);
  e.dependent_ = r.affine(e.arc_width_, width), e.head_ = r.affine(e.arc_width_, width);
  e.bilinear_ = r.affine(e.arc_width_, e.arc_width_);
  e.label_dependent_ = r.affine(e.label_width_, width), e.label_head_ = r.affine(e.label_width_, width);
  e.label_ = r.affine(e.label_count_, e.label_dependent_.rows);
  e.head_bias_ = r.take<float>(e.arc_width_ + 1);
  if (!r.ok) return damaged;
  for (uint32_t k = 0; k < e.words_; ++k)
    if (e.rows_[k] > e.words_) return damaged;
  return e;
}

uint32_t Encoder::row(uint32_t lower) const {
  const uint32_t* const end = hashes_ + words_;
  const uint32_t* const at = std::lower_bound(hashes_, end, lower);
  return at != end && *at == lower ? rows_[at - hashes_] : 0;
}

void Encoder::embed(Signals& s) const {
  const size_t n = s.cells.size(), width = fixed_ + sum_;
  s.input.resize(n * width);
  s.wide.resize(std::max<size_t>(s.wide.size(), sum_));
  s.dependents.resize(std::max<size_t>(s.dependents.size(), sum_));
  for (size_t i = 0; i < n; ++i) {
    const Cells& c = s.cells[i];
    uint8_t* x = s.input.data() + i * width;
    const uint32_t word = row(c[kLowerCell]);
    const int8_t* fixed = fixed_rows_ + size_t{word} * fixed_;
    for (uint32_t k = 0; k < fixed_; ++k) x[k] = static_cast<uint8_t>(fixed[k] + kZero);
    const int8_t* parts[2 + kAffixTables + kBitCount + 1];
    size_t count = 0;
    parts[count++] = own_rows_ + size_t{word < own_ ? word : 0} * sum_;
    parts[count++] = shape_rows_ + size_t{c[kShapeCell] % shapes_} * sum_;
    for (uint32_t k = 0; k < kAffixTables; ++k) {
      const uint32_t hash = k < 2 ? c[kPrefixCell + 1 + k] : c[kSuffixCell + 1 + (k - 2)];
      parts[count++] = affix_rows_ + (size_t{k} * affixes_ + hash % affixes_) * sum_;
    }
    for (uint32_t b = 0; b <= kBitCount; ++b)
      if (b == kBitCount || (c[kBitsCell] >> b & 1U)) parts[count++] = bit_rows_ + size_t{b} * sum_;
    for (uint32_t k = 0; k < sum_; ++k) s.wide[k] = 0;
    for (size_t p = 0; p < count; ++p)
      for (uint32_t k = 0; k < sum_; ++k) s.wide[k] += static_cast<float>(parts[p][k]);  // whole numbers: exact
    to_int8(s.wide.data(), sum_, sum_scale_, 127, s.dependents.data());
    for (uint32_t k = 0; k < sum_; ++k) x[fixed_ + k] = static_cast<uint8_t>(s.dependents[k] + kZero);
  }
}

void Encoder::run_layer(const Layer& layer, size_t n, Signals& s) const {
  const size_t gates = 4 * size_t{hidden_}, width = 2 * size_t{hidden_};
  s.output.resize(n * width);
  s.gates.resize(n * gates);
  s.state.resize(hidden_);
  uint8_t start[kMaxHidden];
  std::memset(start, kZero, hidden_);
  for (int direction = 0; direction < 2; ++direction) {
    multiply(layer.input[direction], s.input.data(), n, s.gates.data(), gates);
    std::fill(s.state.begin(), s.state.end(), 0.0F);
    const uint8_t* before = start;
    for (size_t step = 0; step < n; ++step) {
      const size_t i = direction == 0 ? step : n - 1 - step;
      float* g = s.gates.data() + i * gates;
      multiply_add(layer.recurrent[direction], before, g);
      uint8_t* h = s.output.data() + i * width + static_cast<size_t>(direction) * hidden_;
      cell_step(g, hidden_, s.state.data(), h);
      before = h;
    }
  }
}

// s.small = rectified activations of a head's first layer.
void Encoder::rectified(const Affine& a, float scale, const std::vector<uint8_t>& in, size_t n, Signals& s) const {
  s.wide.resize(std::max(s.wide.size(), n * a.rows));
  s.small.resize(n * a.rows);
  multiply(a, in.data(), n, s.wide.data(), a.rows);
  rectify(s.wide.data(), n * a.rows, scale, s.small.data());
}

void Encoder::arcs(size_t n, Signals& s) const {
  // Row 0 of the heads is the root's vector.
  s.input.resize((n + 1) * 2 * hidden_);
  std::memcpy(s.input.data(), root_, 2 * hidden_);
  std::memcpy(s.input.data() + 2 * hidden_, s.output.data(), n * 2 * hidden_);
  rectified(dependent_, dependent_in_scale_, s.output, n, s);
  s.wide.resize(std::max(s.wide.size(), (n + 1) * arc_width_));
  s.dependents.resize(std::max(s.dependents.size(), n * arc_width_));
  multiply(bilinear_, s.small.data(), n, s.wide.data(), arc_width_);
  to_int8(s.wide.data(), n * arc_width_, dependent_scale_, 127, s.dependents.data());
  s.heads.resize((n + 1) * arc_width_);
  multiply(head_, s.input.data(), n + 1, s.wide.data(), arc_width_);
  rectify(s.wide.data(), (n + 1) * arc_width_, head_scale_, s.heads.data());
  for (auto& h : s.heads) h = std::min<uint8_t>(h, 127);  // dot() takes seven bits
  s.head_bias.resize(n + 1);
  for (size_t h = 0; h <= n; ++h) {
    float sum = head_bias_[arc_width_];
    for (uint32_t k = 0; k < arc_width_; ++k) sum += head_bias_[k] * static_cast<float>(s.heads[h * arc_width_ + k]);
    s.head_bias[h] = sum;
  }
  s.arcs.resize(n * (n + 1));
  for (size_t i = 0; i < n; ++i)
    for (size_t h = 0; h <= n; ++h)
      s.arcs[i * (n + 1) + h] =
          static_cast<float>(dot(s.heads.data() + h * arc_width_, s.dependents.data() + i * arc_width_, arc_width_)) *
              arc_scale_ +
          s.head_bias[h];
}

void Encoder::read(Signals& s) const {
  const size_t n = s.cells.size();
  embed(s);
  for (const Layer& layer : layers_) {
    if (&layer != &layers_.front()) s.input.swap(s.output);
    run_layer(layer, n, s);
  }
  rectified(tag_in_, tag_scale_, s.output, n, s);
  s.tags.resize(n * tag_.rows);
  multiply(tag_, s.small.data(), n, s.tags.data(), tag_.rows);
  rectified(name_in_, name_scale_, s.output, n, s);
  s.names.resize(n * name_.rows);
  multiply(name_, s.small.data(), n, s.names.data(), name_.rows);
  arcs(n, s);
  s.label_dependents.resize(n * label_dependent_.rows);
  multiply(label_dependent_, s.output.data(), n, s.label_dependents.data(), label_dependent_.rows);
  s.label_heads.resize((n + 1) * label_head_.rows);
  multiply(label_head_, s.input.data(), n + 1, s.label_heads.data(), label_head_.rows);
}

void Encoder::label(Signals& s, const std::vector<int32_t>& heads) const {
  const size_t n = s.cells.size(), width = label_dependent_.rows;
  s.wide.resize(std::max(s.wide.size(), n * width));
  s.small.resize(n * width);
  for (size_t i = 0; i < n; ++i) {
    const float* d = s.label_dependents.data() + i * width;
    const float* h = s.label_heads.data() + static_cast<size_t>(heads[i] + 1) * width;
    for (size_t k = 0; k < width; ++k) s.wide[i * width + k] = d[k] + h[k];
  }
  rectify(s.wide.data(), n * width, label_scale_, s.small.data());
  s.labels.resize(n * label_.rows);
  multiply(label_, s.small.data(), n, s.labels.data(), label_.rows);
}

}  // namespace annalist::lang
