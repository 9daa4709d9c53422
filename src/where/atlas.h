// Atlas: the tables behind a Gazetteer. Countries, regions and sites by folded name in memory; towns by bisection over the
// sorted text of places/gazetteer.tsv, which is never parsed as a whole.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "where/disputes.h"
#include "where/locate.h"

namespace annalist::where {

// kProvince and kDistrict: divisions of the gazetteer, beside the regions of our own table.
enum class Layer : uint8_t { kCountry, kContinent, kSea, kRegion, kIsland, kSite, kProvince, kDistrict, kCity, kDemonym };
// What a common word does to a name beside it: "Kursk region", "eastern Ukraine", "in Hiroshima".
enum class Word : uint8_t { kNone, kType, kCounty, kDirection, kLocative, kDirectional, kNever };
// What a word behind a name tells of it: "Crafton police", "Torrington Fire Department", "Alexandria Zoo".
enum class Behind : uint8_t { kNone = 0, kLocal = 1, kCivic = 2, kBody = 4 };
[[nodiscard]] const char* precision_of(Layer layer);  // "country" … "city"

// One place that a name may mean.
struct Candidate {
  std::string_view name{};      // canonical English name
  std::string_view country{};   // alpha-3, empty where it spans several or is nobody's while disputed
  std::string_view filed{};     // of rows of the gazetteer: the country under which GeoNames files it, for looking up codes
  const Territory* territory = nullptr;  // disputed
  std::string_view admin{};     // GeoNames admin1 code, empty when unknown
  std::string_view admin2{};    // GeoNames admin2 code, empty when unknown
  std::string_view feature{};   // GeoNames feature code of a town or division
  double lat = 0, lon = 0;    // degrees, WGS 84
  int64_t population = 0;     // of rows of the gazetteer
  uint32_t geonames = 0;      // towns only
  Layer layer = Layer::kCity;
};

// A word that tells which country a text is at home in: "sheriff".
struct Cue {
  std::string_view country{};
  double weight = 0;
};

struct Gazetteer::Atlas {
  // A name of a table row; `exact` (when not empty) must stand in the text letter by letter ("US", not "us").
  struct Name {
    uint32_t place = 0;            // index into places
    std::string_view exact{};
    bool after_comma = false;      // "Fla." is a state only in "Tampa, Fla."
    bool building = false;         // a building is a place only after "in", "at" …: else it stands for its people
  };

  std::vector<Candidate> places;
  std::unordered_map<std::string, std::vector<Name>> names;       // folded name -> rows; never iterated
  std::unordered_map<std::string, uint32_t> first_words;          // first folded word -> most words of a name
  std::unordered_map<std::string, Word> words;                    // data/places/words.tsv
  std::unordered_map<std::string, uint8_t> behind;                // the same, its roles of Behind
  std::unordered_map<std::string, std::string> abbreviations;     // data/places/abbreviations.tsv, folded
  std::unordered_map<std::string, Cue> cues;                      // data/places/cues.tsv
  std::string texts;                                              // countries, regions, sites, cues: what the views point into
  std::string towns;                                              // places/gazetteer.tsv
  size_t towns_begin = 0;                                         // first data line
  std::string divisions;                                          // places/divisions_named.tsv
  size_t divisions_begin = 0;
  Disputes disputes;

  // Towns of this folded name, the most populous first, at most `limit`.
  void towns_named(std::string_view folded, size_t limit, std::vector<Candidate>& out) const;
  // What it lies in, from the small to the large: "Uiju County", "North Pyongan".
  [[nodiscard]] std::vector<std::string> chain(const Candidate& c) const;
  [[nodiscard]] const std::vector<Name>* find(const std::string& folded) const;
  [[nodiscard]] Word word(std::string_view form) const;  // in any case
  [[nodiscard]] bool stands_behind(std::string_view form, Behind role) const;
};

}  // namespace annalist::where
