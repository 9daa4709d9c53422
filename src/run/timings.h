// Timings: CPU seconds by room, for `extract --timings`. A Lap reads the clock of its own thread, so that the sum over
// threads is work, not waiting. Timings is not locked: one a thread, added up by its owner.
#pragma once

#include <ctime>
#include <cstdio>
#include <map>
#include <string>

namespace annalist::run {

class Timings {
 public:
  void add(const char* room, double seconds) { rooms_[room] += seconds; }
  void add(const Timings& other) {
    for (const auto& [room, seconds] : other.rooms_) rooms_[room] += seconds;
  }
  // {"intake":0.000012,…,"total":…}
  [[nodiscard]] std::string json() const {
    std::string out = "{";
    double total = 0;
    char number[40];
    for (const auto& [room, seconds] : rooms_) {
      total += seconds;
      std::snprintf(number, sizeof number, "%.6f", seconds);
      out.append("\"").append(room).append("\":").append(number).append(",");
    }
    std::snprintf(number, sizeof number, "%.6f", total);
    return out.append("\"total\":").append(number).append("}");
  }

 private:
  std::map<std::string, double> rooms_;
};

// Splits a stretch of work into rooms; costs nothing without Timings.
class Lap {
 public:
  explicit Lap(Timings* timings) : timings_(timings), begin_(timings ? now() : 0) {}
  void end(const char* room) {
    if (timings_ == nullptr) return;
    const double t = now();
    timings_->add(room, t - begin_);
    begin_ = t;
  }

 private:
  static double now() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
  }
  Timings* timings_;
  double begin_;
};

}  // namespace annalist::run
