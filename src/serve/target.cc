#include "serve/http.h"

namespace annalist::serve {
namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool unescape(std::string_view s, bool form, std::string& out) {
  for (size_t i = 0; i < s.size(); ++i) {
    if (s[i] == '%') {
      if (i + 2 >= s.size()) return false;
      const int high = hex(s[i + 1]), low = hex(s[i + 2]);
      if (high < 0 || low < 0 || high + low == 0) return false;
      out.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      out.push_back(form && s[i] == '+' ? ' ' : s[i]);
    }
  }
  return true;
}

}  // namespace

bool parse_target(std::string_view target, Request& out) {
  const size_t mark = target.find('?');
  if (!unescape(target.substr(0, mark), false, out.path)) return false;
  if (out.path.empty() || out.path[0] != '/' || out.path.find("/..") != std::string::npos) return false;
  if (mark == std::string_view::npos) return true;
  std::string_view rest = target.substr(mark + 1);
  while (!rest.empty()) {
    const size_t end = rest.find('&');
    const std::string_view pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    if (pair.empty()) continue;
    const size_t equals = pair.find('=');
    std::pair<std::string, std::string> entry;
    if (!unescape(pair.substr(0, equals), true, entry.first)) return false;
    if (equals != std::string_view::npos && !unescape(pair.substr(equals + 1), true, entry.second)) return false;
    out.query.push_back(std::move(entry));
  }
  return true;
}

bool loopback_host(std::string_view host) {
  if (host.starts_with("[::1]")) {
    host.remove_prefix(5);
  } else if (host.starts_with("127.0.0.1")) {
    host.remove_prefix(9);
  } else if (host.starts_with("localhost")) {
    host.remove_prefix(9);
  } else {
    return false;
  }
  if (host.empty()) return true;
  if (host[0] != ':' || host.size() > 6 || host.size() < 2) return false;
  for (char c : host.substr(1))
    if (c < '0' || c > '9') return false;
  return true;
}

}  // namespace annalist::serve
