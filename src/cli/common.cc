#include "cli/common.h"

#include <unistd.h>

#include <ctime>
#include <thread>

#include "ask/filter.h"
#include "base/limits.h"

namespace annalist::cli {

Result<std::string> read_stdin(size_t limit) {
  std::string all;
  char buffer[1 << 16];
  for (size_t n; (n = std::fread(buffer, 1, sizeof buffer, stdin)) > 0;) {
    all.append(buffer, n);
    if (all.size() > limit)
      return Error{Code::kTooLarge, "larger than " + std::to_string(limit >> 20) + " MiB", "standard input", "split it"};
  }
  return all;
}

bool print(std::string_view bytes) { return std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size(); }

Result<run::Models> models(const Arguments& arguments) {
  auto settings = run::settings(arguments.get("--disputed", run::Settings{}.disputed));
  if (!settings) return settings.error();
  auto models = run::load_models(arguments.get("--packs", run::pack_folder()));
  if (models) models->settings = std::move(*settings);
  return models;
}

Result<run::Models> models_with_dictionaries(const Arguments& arguments) {
  auto loaded = models(arguments);
  if (!loaded || !arguments.has("--dictionaries")) return loaded;
  std::vector<Error> complaints;
  auto read = what::Dictionaries::load(arguments.get("--dictionaries"), loaded->knowledge, complaints);
  if (!read) return read.error();
  for (const Error& e : complaints) std::fprintf(stderr, "annalist: %s\n", e.line().c_str());
  loaded->dictionaries = std::move(*read);
  return loaded;
}

Result<Knowledge> knowledge(const Arguments& arguments) {
  return Knowledge::from_pack(arguments.get("--packs", run::pack_folder()) + "/kb.pack");
}

Result<int64_t> threads(const Arguments& arguments) {
  const unsigned processors = std::thread::hardware_concurrency();
  return arguments.number("--threads", processors == 0 ? 1 : processors, 1, 256);
}

std::vector<Option> with_filter(std::vector<Option> options) {
  for (const ask::Key& key : ask::filter_keys())
    options.push_back({"--" + std::string(key.name), std::string(key.value), std::string(key.help)});
  return options;
}

std::vector<std::pair<std::string, std::string>> filter_pairs(const Arguments& arguments) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const ask::Key& key : ask::filter_keys())
    for (const std::string& value : arguments.all("--" + std::string(key.name))) pairs.emplace_back(key.name, value);
  return pairs;
}

Progress::Progress(const Arguments& arguments)
    : terminal_(::isatty(STDERR_FILENO) == 1), json_(arguments.get("--progress") == "json") {}

void Progress::show(uint64_t documents, uint64_t failed) {
  constexpr uint64_t kEvery = 50;  // documents between two lines
  if (documents < last_ + kEvery) return;
  last_ = documents;
  if (json_) {
    std::fprintf(stderr, "{\"documents\":%lu,\"failed\":%lu}\n", documents, failed);
  } else if (terminal_) {
    std::fprintf(stderr, "\r%lu documents, %lu failed", documents, failed);
    std::fflush(stderr);
  }
}

void Progress::done(uint64_t documents, uint64_t failed) {
  if (json_) {
    std::fprintf(stderr, "{\"documents\":%lu,\"failed\":%lu,\"done\":true}\n", documents, failed);
  } else if (terminal_ && last_ > 0) {
    std::fprintf(stderr, "\r\033[K");
  }
}

std::string utc_now() {
  const std::time_t t = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&t, &utc);
  char buffer[32];
  std::strftime(buffer, sizeof buffer, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return buffer;
}

}  // namespace annalist::cli
