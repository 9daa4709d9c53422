#include "base/json.h"

#include <cmath>
#include <cstdio>

namespace annalist {

void append_json_string(std::string& out, std::string_view s) {
  static constexpr char kHex[] = "0123456789abcdef";
  out.push_back('"');
  size_t from = 0;
  for (size_t i = 0; i < s.size(); ++i) {
    const auto c = static_cast<unsigned char>(s[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(s, from, i - from);
    from = i + 1;
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        out += "\\u00";
        out.push_back(kHex[c >> 4]);
        out.push_back(kHex[c & 15]);
    }
  }
  out.append(s, from, s.size() - from);
  out.push_back('"');
}

void JsonWriter::comma() {
  if (!first_) out_.push_back(',');
  first_ = false;
}
void JsonWriter::open(char c) {
  comma();
  out_.push_back(c);
  first_ = true;
}
void JsonWriter::close(char c) {
  out_.push_back(c);
  first_ = false;
}
void JsonWriter::key(std::string_view name) {
  comma();
  out_.push_back('"');
  out_.append(name);
  out_ += "\":";
  first_ = true;
}
void JsonWriter::value(std::string_view s) {
  comma();
  append_json_string(out_, s);
}
void JsonWriter::value(double d, int decimals) {
  if (!std::isfinite(d)) return null();
  char buffer[64];
  std::string s(buffer, static_cast<size_t>(std::snprintf(buffer, sizeof buffer, "%.*f", decimals, d)) % sizeof buffer);
  if (s.find('.') != std::string::npos) {
    while (s.back() == '0') s.pop_back();
    if (s.back() == '.') s.pop_back();
  }
  raw(s == "-0" ? "0" : s);
}
void JsonWriter::value(Span s) {
  raw('[' + std::to_string(s.begin) + ',' + std::to_string(s.end) + ']');
}
void JsonWriter::value(Day day) { value(iso(day)); }

template <class T>
void JsonWriter::list(const std::vector<T>& items) {
  begin_array();
  for (const T& item : items) value(item);
  end_array();
}
void JsonWriter::value(const std::vector<Span>& spans) { list(spans); }
void JsonWriter::value(const std::vector<std::string>& strings) { list(strings); }
void JsonWriter::value(const std::vector<uint32_t>& numbers) { list(numbers); }

void JsonWriter::raw(std::string_view json) {
  comma();
  out_.append(json);
}

}  // namespace annalist
