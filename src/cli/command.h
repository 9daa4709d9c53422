// Command: one subcommand of the program. main.cc alone knows CLI11 (it costs 13 s to compile); a command is a table of
// options and a function over their values, so each lives in a small file of its own.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace annalist::cli {

// Exit codes of docs/FORMAT.md.
inline constexpr int kDone = 0, kFoundNothing = 1, kWrongUsage = 2, kSomeFailed = 3, kBaseUnusable = 4, kInterrupted = 130;

struct Option {
  std::string name;        // "--db", or "FILE" for positionals
  std::string value;       // what it takes: "PATH", "N"; empty = a switch
  std::string help;
  bool many = false;       // positionals: takes several
  bool required = false;
};

class Arguments {
 public:
  std::map<std::string, std::vector<std::string>> values;  // by Option::name; switches have {"1"}

  [[nodiscard]] bool has(const std::string& name) const { return values.count(name) > 0; }
  [[nodiscard]] std::string get(const std::string& name, std::string otherwise = {}) const {
    const auto it = values.find(name);
    return it == values.end() || it->second.empty() ? otherwise : it->second.back();
  }
  [[nodiscard]] const std::vector<std::string>& all(const std::string& name) const {
    static const std::vector<std::string> kNone;
    const auto it = values.find(name);
    return it == values.end() ? kNone : it->second;
  }
  // A whole number in [low, high]; an Error of kUsage names the option otherwise.
  [[nodiscard]] Result<int64_t> number(const std::string& name, int64_t otherwise, int64_t low, int64_t high) const;
};

struct Command {
  std::string name;        // "kb list" for a second level
  std::string summary;     // one line for --help
  std::vector<Option> options;
  int (*run)(const Arguments&);
};

// All commands, in the order of --help; each is defined in its own file.
[[nodiscard]] const std::vector<Command>& commands();

// Parses the command line with CLI11 and runs one command; the exit code of the process.
int dispatch(int argc, char** argv);

// Prints "annalist: line" on stderr and gives the exit code that the contract has for it.
int fail(const Error& error);
[[nodiscard]] const char* version();

}  // namespace annalist::cli
