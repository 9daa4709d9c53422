// JsonWriter: appends compact JSON to a string, in the order of the calls. Chosen over a DOM because records are written
// once, stream-wise, millions of times, and byte-for-byte the same everywhere. Not thread-safe; one per output string.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/span.h"

namespace annalist {

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(std::string_view name);  // name must need no escape

  void value(std::string_view s);
  void value(const char* s) { value(std::string_view(s)); }
  void value(const std::string& s) { value(std::string_view(s)); }
  void value(bool b) { raw(b ? "true" : "false"); }
  void value(std::integral auto n) { raw(std::to_string(n)); }
  void value(double d, int decimals);  // fixed, trailing zeros cut: 0.83, 4, -1.5; not a number gives null
  void value(Span s);                  // [begin,end]
  void value(Day day);                 // "2024-01-16"
  void value(const std::vector<Span>& spans);
  void value(const std::vector<std::string>& strings);
  void value(const std::vector<uint32_t>& numbers);
  void null() { raw("null"); }
  void raw(std::string_view json);  // one already serialised value

  // key and value together.
  template <class T>
  void field(std::string_view name, const T& v) {
    key(name);
    value(v);
  }
  void field(std::string_view name, double d, int decimals) {
    key(name);
    value(d, decimals);
  }

  // The same where "sought and not found" is null: an empty string or span, an optional without value.
  void known(std::string_view name, std::string_view s) { s.empty() ? null(name) : field(name, s); }
  void known(std::string_view name, Span s) { s.empty() ? null(name) : field(name, s); }
  void known(std::string_view name, const std::optional<Day>& day) { day ? field(name, *day) : null(name); }
  void known(std::string_view name, const std::optional<double>& d, int decimals) { d ? field(name, *d, decimals) : null(name); }
  // The same where it is left out.
  void some(std::string_view name, const auto& list) {
    if (!list.empty()) field(name, list);
  }

  // An object or array of what `write` appends; under a name inside an object.
  void object(auto&& write) {
    begin_object();
    write();
    end_object();
  }
  void object(std::string_view name, auto&& write) {
    key(name);
    object(write);
  }
  void array(std::string_view name, auto&& write) {
    key(name);
    begin_array();
    write();
    end_array();
  }
  // One object an item.
  void objects(std::string_view name, const auto& items, auto&& write) {
    array(name, [&] {
      for (const auto& item : items) object([&] { write(item); });
    });
  }

 private:
  void null(std::string_view name) {
    key(name);
    null();
  }
  template <class T>
  void list(const std::vector<T>& items);
  void open(char c);
  void close(char c);
  void comma();
  std::string& out_;
  bool first_ = true;
};

// s as a quoted JSON string.
void append_json_string(std::string& out, std::string_view s);

}  // namespace annalist
