// annalist-parse: `annalist parse --conllu [--gold-tokens]` without the rest of the program, for the scorers while
// training. The pack is named by ANNALIST_PACK or lies in models/. With --time FILE it prints words a CPU second.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <iterator>

#include "lang/stream.h"

int main(int argc, char** argv) {
  using namespace annalist;
  const char* path = std::getenv("ANNALIST_PACK");
  const auto opening = std::clock();
  const auto model = lang::Model::open(path ? path : "models/en.pack");
  if (!model) return std::fprintf(stderr, "annalist-parse: %s\n", model.error().line().c_str()), 2;
  const auto opened = std::clock();
  bool gold = false, timed = false;
  for (int i = 1; i < argc; ++i)
    gold = gold || std::string_view(argv[i]) == "--gold-tokens", timed = timed || std::string_view(argv[i]) == "--time";
  const std::string input{std::istreambuf_iterator<char>(std::cin), {}};
  if (timed) {
    const page::Page page = lang::page_of_lines(input);
    lang::Workspace w;
    lang::Parse p;
    size_t words = 0;
    const auto start = std::clock();
    while (std::clock() - start < 3 * CLOCKS_PER_SEC) {
      lang::parse(*model, input, page, w, p);
      words += p.tokens.size();
    }
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    std::printf("load %.3f s, %.0f words/s\n", static_cast<double>(opened - opening) / CLOCKS_PER_SEC,
                static_cast<double>(words) / seconds);
    return 0;
  }
  const auto out = lang::parse_stream(*model, input, gold);
  if (!out) return std::fprintf(stderr, "annalist-parse: %s\n", out.error().line().c_str()), 2;
  std::fwrite(out->data(), 1, out->size(), stdout);
  return 0;
}
