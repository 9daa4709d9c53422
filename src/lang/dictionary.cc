#include "lang/dictionary.h"

#include <algorithm>
#include <cstring>

#include "lang/linear.h"

namespace annalist::lang {
namespace {
constexpr size_t kSlot = 12;

uint64_t key_at(const char* slot) {
  uint64_t key;
  std::memcpy(&key, slot, 8);
  return key;
}
}  // namespace

Result<Dictionary> Dictionary::view(std::string_view section, const std::string& name) {
  uint32_t bits = 0;
  if (section.size() >= 4) std::memcpy(&bits, section.data(), 4);
  Dictionary d;
  bool free_slot = false;  // without one a look-up would never end
  if (bits >= 1 && bits <= 28 && section.size() == 4 + (kSlot << bits)) {
    d.slots_ = section.data() + 4;
    d.mask_ = (uint64_t{1} << bits) - 1;
    for (uint64_t i = 0; i <= d.mask_ && !free_slot; ++i) free_slot = key_at(d.slots_ + kSlot * i) == 0;
  }
  if (!free_slot)
    return Error{Code::kDamaged, "language pack section " + name + ": wrong length", "", "install the pack again"};
  return d;
}

std::optional<uint32_t> Dictionary::find(uint64_t key) const {
  for (uint64_t i = seal(key) & mask_;; i = (i + 1) & mask_) {
    const char* slot = slots_ + kSlot * i;
    const uint64_t here = key_at(slot);
    if (here == 0) return std::nullopt;
    if (here != key) continue;
    uint32_t value;
    std::memcpy(&value, slot + 8, 4);
    return value;
  }
}

std::string write_dictionary(std::vector<std::pair<uint64_t, uint32_t>> entries) {
  std::sort(entries.begin(), entries.end());
  uint32_t bits = 1;
  while ((size_t{1} << bits) * 6 < entries.size() * 10 + 6) ++bits;  // at most six slots of ten in use
  const uint64_t mask = (uint64_t{1} << bits) - 1;
  std::string out(4 + (kSlot << bits), '\0');
  std::memcpy(out.data(), &bits, 4);
  for (const auto& [key, value] : entries) {
    uint64_t i = seal(key) & mask;
    while (key_at(out.data() + 4 + kSlot * i) != 0) i = (i + 1) & mask;
    std::memcpy(out.data() + 4 + kSlot * i, &key, 8);
    std::memcpy(out.data() + 12 + kSlot * i, &value, 4);
  }
  return out;
}

}  // namespace annalist::lang
