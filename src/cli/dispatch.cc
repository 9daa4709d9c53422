// The one file that includes CLI11.
#include <CLI/CLI.hpp>

#include <cstdio>
#include <deque>
#include <exception>
#include <memory>

#include "cli/command.h"

namespace annalist::cli {
namespace {

struct Bound {  // an option's place to parse into
  const Option* option = nullptr;
  std::vector<std::string> values;
  bool flag = false;
};

void declare(CLI::App& app, const Command& command, std::deque<Bound>& bound) {
  for (const Option& o : command.options) {
    Bound& b = bound.emplace_back();
    b.option = &o;
    if (o.value.empty() && o.name.starts_with("-")) {
      app.add_flag(o.name, b.flag, o.help);
      continue;
    }
    CLI::Option* added = app.add_option(o.name, b.values, o.help);
    added->option_text(o.value)->required(o.required);
    if (o.many && !o.name.starts_with("-")) {
      added->expected(-1);
    } else {
      added->allow_extra_args(false);  // one value each time it is given, so that files may follow
    }
  }
}

struct Entry {
  CLI::App* app = nullptr;
  const Command* command = nullptr;
  std::deque<Bound> bound;
};

int run(const Entry& entry) {
  Arguments arguments;
  for (const Bound& b : entry.bound) {
    if (b.flag) arguments.values[b.option->name] = {"1"};
    if (!b.values.empty()) arguments.values[b.option->name] = b.values;
  }
  const int code = entry.command->run(arguments);
  // A full disk shows only when the last bytes are pushed out.
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
    return fail({Code::kNoSpace, "not all of the output could be written", "standard output", "free some space and run again"});
  return code;
}

CLI::App* level(CLI::App& top, const std::string& name, const std::string& summary) {
  for (CLI::App* sub : top.get_subcommands([](CLI::App*) { return true; }))
    if (sub->get_name() == name) return sub;
  return top.add_subcommand(name, summary);
}

}  // namespace

int dispatch(int argc, char** argv) {
  CLI::App app("Annalist: news in, an auditable base of events out. Nothing leaves this machine.", "annalist");
  app.set_version_flag("--version", std::string("annalist ") + version());
  app.require_subcommand(1);
  std::deque<Entry> entries;
  for (const Command& command : commands()) {
    Entry& entry = entries.emplace_back();
    entry.command = &command;
    const size_t blank = command.name.find(' ');
    if (blank == std::string::npos) {
      entry.app = app.add_subcommand(command.name, command.summary);
    } else {
      CLI::App* parent = level(app, command.name.substr(0, blank), command.name.starts_with("lexicon") ? "the tables of acts" : "the knowledge base");
      parent->require_subcommand(1);
      entry.app = parent->add_subcommand(command.name.substr(blank + 1), command.summary);
    }
    declare(*entry.app, command, entry.bound);
  }
  try {
    app.parse(argc, argv);
    for (const Entry& entry : entries)
      if (entry.app->parsed()) return run(entry);
  } catch (const CLI::Success& shown) {
    return app.exit(shown);
  } catch (const CLI::ParseError& wrong) {
    std::fprintf(stderr, "annalist: %s; see annalist --help\n", wrong.what());
    return kWrongUsage;
  } catch (const std::exception& bug) {
    return fail({Code::kInternal, bug.what(), "", "please report this"});
  }
  return kWrongUsage;
}

}  // namespace annalist::cli
