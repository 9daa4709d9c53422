#include "store/json_list.h"

#include "base/json.h"
#include "base/utf8.h"

namespace annalist::store {
namespace {

// Reads the escapes that append_json_string() writes; `at` stands behind the opening quote and is left behind the closing.
std::string string_at(std::string_view json, size_t& at) {
  std::string out;
  for (; at < json.size() && json[at] != '"'; ++at) {
    if (json[at] != '\\' || at + 1 >= json.size()) {
      out.push_back(json[at]);
      continue;
    }
    switch (json[++at]) {
      case 'n': out.push_back('\n'); break;
      case 'r': out.push_back('\r'); break;
      case 't': out.push_back('\t'); break;
      case 'u': {
        char32_t c = 0;
        for (int i = 0; i < 4 && at + 1 < json.size(); ++i) {
          const char h = json[++at];
          c = c * 16 + static_cast<char32_t>(h <= '9' ? h - '0' : (h | 0x20) - 'a' + 10);
        }
        utf8::append(out, c);
        break;
      }
      default: out.push_back(json[at]);
    }
  }
  ++at;
  return out;
}

}  // namespace

std::string json_list(const std::vector<std::string>& strings) {
  std::string out;
  JsonWriter(out).value(strings);
  return out;
}
std::string json_list(const std::vector<uint32_t>& numbers) {
  std::string out("[");
  for (const uint32_t n : numbers) {
    if (out.size() > 1) out.push_back(',');
    out += std::to_string(n);
  }
  out.push_back(']');
  return out;
}
std::string json_list(const std::vector<Span>& spans) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  for (const Span s : spans)
    if (!s.empty()) json.value(s);
  json.end_array();
  return out;
}

std::vector<std::string> strings_of(std::string_view json) {
  std::vector<std::string> out;
  for (size_t at = 0; at < json.size();) {
    if (json[at++] == '"') out.push_back(string_at(json, at));
  }
  return out;
}
std::vector<uint32_t> numbers_of(std::string_view json) {
  std::vector<uint32_t> out;
  for (size_t at = 0; at < json.size();) {
    if (json[at] < '0' || json[at] > '9') {
      ++at;
      continue;
    }
    uint32_t n = 0;
    for (; at < json.size() && json[at] >= '0' && json[at] <= '9'; ++at) n = n * 10 + static_cast<uint32_t>(json[at] - '0');
    out.push_back(n);
  }
  return out;
}
std::vector<Span> spans_of(std::string_view json) {
  const auto numbers = numbers_of(json);
  std::vector<Span> out;
  for (size_t i = 0; i + 1 < numbers.size(); i += 2) out.push_back({numbers[i], numbers[i + 1]});
  return out;
}

}  // namespace annalist::store
