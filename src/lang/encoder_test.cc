#include "lang/encoder.h"

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>

namespace annalist::lang {
namespace {

const Pack* pack() {
  static const std::unique_ptr<Pack> opened = []() -> std::unique_ptr<Pack> {
    auto p = Pack::open(ANNALIST_SOURCE "/models/en.pack");
    return p.ok() ? std::make_unique<Pack>(std::move(p).value()) : nullptr;
  }();
  return opened.get();
}

TEST(Encoder, RefusesASectionThatDoesNotFit) {
  ASSERT_NE(pack(), nullptr);
  const std::string good(pack()->section("network"));
  ASSERT_TRUE(Encoder::view(good).ok());
  for (const size_t size : {size_t{0}, size_t{60}, size_t{4096}, good.size() / 2, good.size() - 64})
    EXPECT_FALSE(Encoder::view(std::string_view(good).substr(0, size)).ok()) << size;
  // Each header field, far too large or none.
  for (size_t field = 0; field < 16; ++field)
    for (const uint32_t value : {0U, 0x7FFFFFFFU}) {
      std::string bad = good;
      uint32_t was;
      std::memcpy(&was, bad.data() + 4 * field, 4);
      std::memcpy(bad.data() + 4 * field, &value, 4);
      EXPECT_TRUE(was == value || !Encoder::view(bad).ok()) << field << " = " << value;
    }
}

TEST(Encoder, AWordAloneIsReadAndLongerSentencesReuseTheScratch) {
  ASSERT_NE(pack(), nullptr);
  const auto encoder = Encoder::view(pack()->section("network"));
  ASSERT_TRUE(encoder.ok());
  Signals used, fresh;
  Scene scene;
  std::string scratch;
  const auto read = [&](Signals& s, const std::vector<const char*>& words) {
    scene.words.clear();
    for (const char* w : words) scene.words.push_back(read_word(w, scratch));
    s.cells.clear();
    for (size_t i = 0; i < words.size(); ++i) s.cells.push_back(encoder_features(scene, i, 0));
    encoder->read(s);
    return std::vector<float>(s.tags.begin(),
                              s.tags.begin() + static_cast<std::ptrdiff_t>(words.size() * encoder->tag_stride()));
  };
  read(used, {"The", "envoys", "met", "in", "Geneva", "on", "Monday", "."});
  EXPECT_EQ(read(used, {"Seoul"}), read(fresh, {"Seoul"}));
  EXPECT_EQ(fresh.arcs.size(), 2U);
}

}  // namespace
}  // namespace annalist::lang
