// An HTTP/1.1 server on loopback: a handler turns requests into responses. Requests whose Host is not this machine's
// loopback are refused (DNS rebinding), as are bodies, other methods than GET and HEAD, and clients that are slow.
// The handler is called by one thread at a time.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace annalist::serve {

struct Request {
  std::string path;                                         // decoded, begins with '/'
  std::vector<std::pair<std::string, std::string>> query;   // decoded, in order
};

struct Response {
  unsigned status = 200;
  std::string type = "text/html; charset=utf-8";
  std::string body;
};

using Handler = std::function<Response(const Request&)>;

// "/a%20b?x=1&y=a+b" -> path and query; nothing when an escape is broken or the path holds NUL or "..".
[[nodiscard]] bool parse_target(std::string_view target, Request& out);
// Is this Host header one of this machine's loopback names, with or without a port?
[[nodiscard]] bool loopback_host(std::string_view host);

class Server {
 public:
  // Binds 127.0.0.1:port; port 0 takes a free one. kBusy when it is taken.
  [[nodiscard]] static Result<Server> listen(uint16_t port, Handler handler);
  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;
  ~Server();
  [[nodiscard]] uint16_t port() const;
  // Serves until `stop` becomes true (checked several times a second).
  void run(const std::atomic<bool>& stop);

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace annalist::serve
