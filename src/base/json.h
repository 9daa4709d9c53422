// JsonWriter: appends compact JSON to a string, in the order of the calls. Chosen over a DOM because records are written
// once, stream-wise, millions of times, and byte-for-byte the same everywhere. Not thread-safe; one per output string.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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
  void value(const std::vector<Span>& spans);
  void value(const std::vector<std::string>& strings);
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

 private:
  void open(char c);
  void close(char c);
  void comma();
  std::string& out_;
  bool first_ = true;
};

// s as a quoted JSON string.
void append_json_string(std::string& out, std::string_view s);

}  // namespace annalist
