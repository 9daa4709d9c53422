// annalist serve: the base in a browser on this machine. annalist open: read, serve and show at once.
#include <cstdlib>
#include <thread>

#include "cli/commands.h"
#include "cli/ingesting.h"
#include "serve/site.h"

namespace annalist::cli {
namespace {

Result<serve::Server> start(const Arguments& arguments, const std::string& db) {
  const auto port = arguments.number("--port", 8017, 0, 65535);
  if (!port) return port.error();
  auto site = serve::Site::open(db);
  if (!site) return site.error();
  auto server = serve::Server::listen(static_cast<uint16_t>(*port), serve::handler(std::move(*site)));
  if (!server) return server.error();
  std::printf("http://127.0.0.1:%u/\n", server->port());
  std::fflush(stdout);
  return server;
}

int run_serve(const Arguments& arguments) {
  auto server = start(arguments, arguments.get("--db", "annalist.db"));
  if (!server) return fail(server.error());
  server->run(interrupted());
  return kDone;
}

// Starts the desktop's browser, if there is a desktop; its absence is no error.
void show_in_browser(uint16_t port) {
  if (!std::getenv("DISPLAY") && !std::getenv("WAYLAND_DISPLAY")) return;
  const std::string command = "xdg-open http://127.0.0.1:" + std::to_string(port) + "/ >/dev/null 2>&1 &";
  (void)!std::system(command.c_str());
}

int run_open(const Arguments& arguments) {
  Progress progress(arguments);
  auto options = ingest_options(arguments, progress);
  if (!options) return fail(options.error());
  options->weave_as_we_go = true;
  const std::string db = arguments.get("--db", "annalist.db");
  if (const auto made = store::Base::open(db, store::Mode::kWrite); !made) return fail(made.error());
  auto server = start(arguments, db);
  if (!server) return fail(server.error());
  if (!arguments.has("--no-browser")) show_in_browser(server->port());

  int code = kDone;
  std::jthread reading([&] {
    const auto loaded = models(arguments);
    code = loaded ? report(run::ingest(*loaded, arguments.all("PATH"), db, *options), db) : fail(loaded.error());
  });
  server->run(interrupted());
  reading.join();
  return code == kInterrupted ? kDone : code;
}

const Option kPort{"--port", "N", "port on 127.0.0.1 (default: 8017; 0 takes a free one)"};

}  // namespace

const Command kServe{"serve", "serve the base to a browser on this machine; prints the address", {kDb, kPort}, run_serve};
const Command kOpen{"open",
                    "read documents, serve the base and open the browser; events appear while it still reads",
                    {{"PATH", "PATH", "files, folders, or - for JSONL on standard input", true, true},
                     kDb,
                     kPort,
                     {"--no-browser", "", "only print the address"},
                     kThreads,
                     kNoKeep,
                     kAsOf,
                     kDisputed, kPacks},
                    run_open};

}  // namespace annalist::cli
