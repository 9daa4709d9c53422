// Things: weapons and facilities that a text mentions without a name ("the missiles", "a military airfield"), by the
// noun that heads them (data/who/things.tsv). Const and shared between threads.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/knowledge.h"
#include "who/cast.h"

namespace annalist::who {

class Things {
 public:
  // Errors: kDamaged with file and line, for an unknown kind. A missing table means no things.
  [[nodiscard]] static Result<Things> load(const Knowledge& knowledge);
  struct Sense {
    Kind kind = Kind::kWeapon;
    std::set<std::string, std::less<>> with;  // lower forms, one of which must modify the noun; empty = none

    template <class A>
    void archive(A& a) {
      a(kind, with);
    }
  };
  [[nodiscard]] const std::vector<Sense>* find(std::string_view lemma) const;
  template <class A>
  void archive(A& a) {
    a(senses_);
  }

 private:
  std::map<std::string, std::vector<Sense>, std::less<>> senses_;
};

}  // namespace annalist::who
