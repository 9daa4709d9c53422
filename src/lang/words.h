// Words: what the classifiers see of a token's letters, as hashes. Pure functions of the form; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace annalist::lang {

// 32-bit hash of a string (FNV-1a, finalised), the same on every machine.
[[nodiscard]] uint32_t hash_word(std::string_view s);

struct Word {
  uint32_t form = 0;      // as written, but quotes and dashes in one spelling
  uint32_t lower = 0;     // lower case, digits as 0: "1,250" and "9,000" are one word
  uint32_t shape = 0;     // "Xxx-00": letters and digits by class, runs longer than two cut
  uint32_t prefix[3]{};   // first 1, 2, 3 bytes of the lower form (whole characters)
  uint32_t suffix[5]{};   // last 1..5 bytes
  bool capital = false;   // first letter is upper case
  bool all_caps = false;  // two or more letters, all upper case
  bool digit = false;     // has a digit
  bool letter = false;    // has a letter
  bool small = false;     // starts with a lower-case letter and has five or more bytes
};

// The form with typographic quotes, `` '' and dashes in their plain spelling, then lower case and digits as 0.
void plain_form(std::string_view form, std::string& out);
[[nodiscard]] std::string lower_form(std::string_view form);
[[nodiscard]] Word read_word(std::string_view form, std::string& scratch);

// Is it written like a headline: four or more words, no longer one in lower case, no full stop at the end?
[[nodiscard]] bool title_case(const std::vector<Word>& words);

}  // namespace annalist::lang
