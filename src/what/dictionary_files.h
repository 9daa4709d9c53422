// The line format that all dictionary files share: comments, bracketed codes, phrases of words joined by blanks or
// underscores. Not thread-safe: used while loading.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "what/dictionaries.h"

namespace annalist::what {

struct DictionaryLine {
  uint32_t number = 0;  // 1-based
  std::string text;     // without comment and trailing blanks; leading blanks stay, they mean something to actor files
};

struct DictionaryFile {
  std::string name;                  // without its folder: what rules and complaints show
  std::vector<DictionaryLine> lines; // those that say something
  bool semicolons = false;           // has TABARI's comments

  [[nodiscard]] std::string at(const DictionaryLine& line) const { return name + ":" + std::to_string(line.number); }
};

// Drops "<!-- … -->" (also over several lines), lines that begin with # or <, and what follows a # or ; outside brackets.
[[nodiscard]] DictionaryFile read_lines(std::string name, std::string_view text);

// The text of the first "[…]" without outer blanks, or nothing; `head` gets what stands before it.
[[nodiscard]] std::optional<std::string> bracketed(std::string_view line, std::string& head);

// "SECURITY_COUNCIL " -> words in lower case with their joints.
[[nodiscard]] DictionaryPhrase read_phrase(std::string_view text);

// "CZECH" -> "czechs": the plural that both programs make of a noun.
[[nodiscard]] std::string plural_of(std::string_view noun);

// What the parts of the loader write to.
struct DictionarySink {
  Dictionaries& out;
  std::vector<Error>& complaints;
  void complain(const DictionaryFile& file, const DictionaryLine& line, std::string what) const {
    complaints.push_back({Code::kMalformed, std::move(what), file.at(line), "the line is left out"});
  }
};

void read_verbs(const DictionaryFile& file, DictionarySink& sink);
void read_actors(const DictionaryFile& file, DictionarySink& sink);
void read_agents(const DictionaryFile& file, DictionarySink& sink);
void read_discards(const DictionaryFile& file, DictionarySink& sink);
void read_issues(const DictionaryFile& file, DictionarySink& sink);

}  // namespace annalist::what
