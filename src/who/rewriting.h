// Rewriting: brings the spellings of one language to one form by a table of letters — Kunrei "zyun" and Hepburn "jun". Read
// from left to right, the longest row first; "$" in a row stands for the end of the word. Const, shared.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/knowledge.h"
#include "base/result.h"

namespace annalist::who {

class Rewriting {
 public:
  // Table columns: from, to ("0" = nothing). A missing table rewrites nothing.
  [[nodiscard]] Status load(const Knowledge& knowledge, const std::string& table);
  // `folded`: one word, lower case, without marks.
  [[nodiscard]] std::string operator()(std::string_view folded) const;

  template <class A>
  void archive(A& a) {
    a(rows_);
  }

 private:
  std::map<std::string, std::string, std::less<>> rows_;
};

}  // namespace annalist::who
