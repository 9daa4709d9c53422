// The inside of Signs, and the detectors over it. Each appends its garbles; none depends on another's.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "doubt/figures.h"
#include "doubt/inspect.h"
#include "doubt/slots.h"

namespace annalist::doubt {

struct Calque {
  std::string phrase, meant, from, why;
  bool figure = false;             // a figure must follow
  std::vector<std::string> needs;  // one of these nearby
};

struct Signs::Impl {
  std::vector<Calque> calques;
  std::set<int32_t> groups;                        // G-numbers that exist
  std::set<std::string, std::less<>> after_group;  // words that show a G-number
  std::set<std::string, std::less<>> before_name, after_name, abbreviations;
  std::unique_ptr<SlotModel> slots;
  std::set<std::string, std::less<>> counted;                          // what is never dated: "percent", "troops"
  std::map<std::string, std::set<int32_t>, std::less<>> designations;  // "KN-" -> numbers that exist
};

// What all detectors see.
struct Sight {
  const Signs::Impl& signs;
  std::string_view text;
  const lang::Parse& parse;
  const who::Cast& cast;
  const std::vector<Figure>& figures;
};

// "51,11", "000,8": a grouping of thousands that no writer makes, given what stands around it.
[[nodiscard]] bool bad_grouping(std::string_view text, const Figure& figure);
void find_numeral_forms(const Sight& sight, std::vector<Garble>& out);
void find_slot_shifts(const Sight& sight, std::vector<Garble>& out);
void find_unknown_groups(const Sight& sight, std::vector<Garble>& out);
void find_calendar_conflicts(const Sight& sight, const when::Times& times, std::vector<Garble>& out);
void find_calques(const Sight& sight, std::vector<Garble>& out, Translated& translated);
void find_lost_blanks(const Sight& sight, std::vector<Garble>& out);
void find_glued_labels(const Sight& sight, std::vector<Garble>& out);
void find_name_variants(const Sight& sight, std::vector<Garble>& out);
void find_self_relations(const Sight& sight, std::vector<Garble>& out);
void find_quote_marks(const Sight& sight, std::vector<Garble>& out);

[[nodiscard]] inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
[[nodiscard]] inline bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}
[[nodiscard]] inline bool is_big(char c) {
  return c >= 'A' && c <= 'Z';
}
[[nodiscard]] inline bool is_letter(char c) {
  return is_small(c) || is_big(c);
}

}  // namespace annalist::doubt
