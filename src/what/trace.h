// Trace: what the coder looked at and why it kept or refused it, written down by the coder itself while it decides (never
// worked out afterwards), for `annalist why`. Nobody pays for it unless one is given. One a document; not shared.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace annalist::what {

inline constexpr const char* kWordsMissing = "its particle or the words before it are missing";

struct Trace {
  struct Step {
    uint32_t token = 0;  // head of the predicate
    std::string rule;    // sense that was tried; empty when no sense was
    std::string why;     // why it was refused; empty when it was bound
  };
  std::vector<Step> steps;  // in the order of the decisions; a later step on a token overrules an earlier one

  void add(uint32_t token, std::string rule, std::string why) { steps.push_back({token, std::move(rule), std::move(why)}); }
};

}  // namespace annalist::what
