// What the knowledge base costs: opening it, an exact look-up, a scored pair. bench/who.sh builds and runs it.
//   annalist-who-bench KB.PACK     prints "name value unit limit" lines; exit 1 when a limit is missed
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "base/knowledge.h"
#include "who/index.h"
#include "who/match.h"

namespace annalist::who {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds(Clock::duration d) { return std::chrono::duration<double, std::milli>(d).count(); }

long peak_mb() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return used.ru_maxrss / 1024;
}

bool missed = false;
void line(const char* name, double value, const char* unit, double limit) {
  std::printf("%-28s %8.3f %s (limit %g)%s\n", name, value, unit, limit, value > limit ? "  MISSED" : "");
  missed = missed || value > limit;
}

// The least of several rounds: a shared machine only ever adds time.
template <class Round>
double least(int rounds, Round round) {
  double best = 1e9;
  for (int i = 0; i < rounds; ++i) {
    const auto start = Clock::now();
    round();
    best = std::min(best, milliseconds(Clock::now() - start));
  }
  return best;
}

struct Pair {
  std::string a, b;
};

// Names of people against a spelling of their own and against their neighbours in the table.
void pairs(const Base& base, std::vector<Pair>& latin, std::vector<Pair>& native) {
  const std::vector<Entity>& all = base.entities();
  std::string before = "Kim Jong Un";
  for (size_t i = 0; i < all.size(); i += 4) {
    const Entity& e = all[i];
    if (e.kind != Kind::kPerson) continue;
    latin.push_back({e.name, before});
    if (!e.aliases.empty()) latin.push_back({e.name, e.aliases.back()});
    for (const std::string& n : e.natives) native.push_back({n, e.name}), native.push_back({n, before});
    before = e.name;
  }
}

int run(const char* path) {
  const long before = peak_mb();
  const auto open = [&] { return Base::load(*Knowledge::from_pack(path)); };
  auto base = open();
  if (!base) return std::fprintf(stderr, "%s\n", base.error().line().c_str()), 1;
  line("peak memory of the base", static_cast<double>(peak_mb() - before), "MB", 64);
  line("opening kb.pack", least(15, [&] { (void)open(); }), "ms", 20);

  const Base::Impl& impl = base->impl();
  size_t found = 0;
  const double look_ups = least(5, [&] {
    for (const Entity& e : impl.entities) found += impl.phrases.find(e.name).size();
  });
  line("exact look-up", look_ups * 1e3 / static_cast<double>(impl.entities.size()), "us", 1);

  std::vector<Pair> latin, native;
  pairs(*base, latin, native);
  float sum = 0;
  for (const auto& [name, list] : {std::pair{"scored pair, Latin", &latin}, {"scored pair, native script", &native}}) {
    const double took = least(3, [&, list = list] {
      for (const Pair& p : *list) sum += match(base->names(), nullptr, Kind::kPerson, p.a, p.b).score;
    });
    line(name, took * 1e3 / static_cast<double>(list->size()), "us", 5);
  }
  std::printf("%zu entities, %zu and %zu pairs, %zu found, sum of scores %.1f\n", impl.entities.size(), latin.size(), native.size(), found,
              static_cast<double>(sum));
  return missed ? 1 : 0;
}

}  // namespace
}  // namespace annalist::who

int main(int count, char** words) {
  if (count != 2) return std::fprintf(stderr, "annalist-who-bench KB.PACK\n"), 2;
  return annalist::who::run(words[1]);
}
