// Disputes: which territories more than one state claims (data/places/disputed.tsv), and whose they are said to be under a
// setting. Const, shared between threads. Law: no setting takes a side without the label "disputed: …" beside it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/knowledge.h"
#include "base/result.h"

namespace annalist::where {

// The setting `disputed`: "neutral", "de-facto" or "view:COUNTRY".
struct Stance {
  enum Kind : uint8_t { kNeutral, kDeFacto, kView } kind = kNeutral;
  std::string country{};  // alpha-3 of a view
  // Error kUsage names the three forms.
  [[nodiscard]] static Result<Stance> parse(std::string_view setting);
};

struct Territory {
  std::string name;                  // "Crimea"
  std::vector<std::string> parties;  // alpha-3
  std::string holds, neutral;        // alpha-3 or empty
  [[nodiscard]] bool party(std::string_view country) const;
  // alpha-3, or empty: nobody's.
  [[nodiscard]] const std::string& country(const Stance& stance) const;
};

class Disputes {
 public:
  [[nodiscard]] static Result<Disputes> load(const Knowledge& knowledge);
  // Of a row of our tables ("r:crimea", "c:TWN"); null = undisputed. Pointers live as long as this.
  [[nodiscard]] const Territory* of_row(std::string_view id) const;
  // Of a GeoNames first-order division: alpha-3 and admin1 code.
  [[nodiscard]] const Territory* of_area(std::string_view country, std::string_view admin) const;
  [[nodiscard]] size_t size() const { return territories_.size(); }

 private:
  std::vector<Territory> territories_;
  std::map<std::string, size_t, std::less<>> rows_, areas_;
};

}  // namespace annalist::where
