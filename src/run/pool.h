// ordered(): runs `work` on many threads over what `next` yields and hands the results to `sink` in the order of the
// input, with a bounded number in flight. `next` and `sink` are never called by two threads at once; `sink` runs on the
// caller's thread. A sink that returns false stops the run early.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace annalist::run {

// In flight per thread: enough to ride out one slow document, small enough to keep memory flat.
inline constexpr uint64_t kInFlightPerThread = 8;

template <class In, class Out, class Scratch>
void ordered(unsigned threads, const std::function<bool(In&)>& next, const std::function<Out(Scratch&, In&)>& work,
             const std::function<bool(Out&&)>& sink) {
  if (threads <= 1) {
    Scratch scratch;
    for (In in; next(in); in = In())
      if (!sink(work(scratch, in))) return;
    return;
  }
  std::mutex reading, mutex;
  std::condition_variable changed;
  uint64_t taken = 0, given = 0;
  unsigned running = threads;
  bool stop = false;
  std::map<uint64_t, Out> done;

  const auto worker = [&] {
    Scratch scratch;
    for (;;) {
      In in;
      uint64_t number = 0;
      {
        const std::lock_guard one(reading);
        {
          std::unique_lock lock(mutex);
          changed.wait(lock, [&] { return stop || taken < given + kInFlightPerThread * threads; });
          if (stop) break;
        }
        if (!next(in)) break;
        const std::lock_guard lock(mutex);
        number = taken++;
      }
      Out out = work(scratch, in);
      const std::lock_guard lock(mutex);
      done.emplace(number, std::move(out));
      changed.notify_all();
    }
    const std::lock_guard lock(mutex);
    --running;
    changed.notify_all();
  };

  std::vector<std::jthread> team;
  team.reserve(threads);
  for (unsigned i = 0; i < threads; ++i) team.emplace_back(worker);
  std::unique_lock lock(mutex);
  for (;;) {
    changed.wait(lock, [&] { return done.count(given) > 0 || (running == 0 && done.empty()); });
    const auto it = done.find(given);
    if (it == done.end()) break;
    Out out = std::move(it->second);
    done.erase(it);
    lock.unlock();
    const bool go_on = sink(std::move(out));
    lock.lock();
    ++given;
    if (!go_on) stop = true;
    changed.notify_all();
    if (stop) break;
  }
  stop = true;
  changed.notify_all();
}

}  // namespace annalist::run
