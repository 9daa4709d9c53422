#include "serve/http.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

namespace annalist::serve {
namespace {

TEST(Target, DecodesAndRefuses) {
  Request r;
  ASSERT_TRUE(parse_target("/event/E1?q=Kim+Jong%20Un&origins=%3E%3D2&x", r));
  EXPECT_EQ(r.path, "/event/E1");
  ASSERT_EQ(r.query.size(), 3u);
  EXPECT_EQ(r.query[0].second, "Kim Jong Un");
  EXPECT_EQ(r.query[1].second, ">=2");
  for (const char* bad : {"", "event", "/a%2", "/%00", "/../etc/passwd", "/x/%2e%2e/y"}) {
    Request b;
    EXPECT_FALSE(parse_target(bad, b)) << bad;
  }
}

TEST(Host, OnlyLoopback) {
  for (const char* good : {"localhost", "127.0.0.1:8017", "[::1]:80", "localhost:1"}) EXPECT_TRUE(loopback_host(good));
  for (const char* bad : {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil", "127.0.0.1:", "localhost:x"})
    EXPECT_FALSE(loopback_host(bad)) << bad;
}

// Sends one request and returns all that comes back until the server closes.
std::string ask(uint16_t port, const std::string& request) {
  const int s = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_port = htons(port);
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(s, reinterpret_cast<sockaddr*>(&at), sizeof at) != 0) return "no connection";
  (void)!::write(s, request.data(), request.size());
  std::string out;
  char buffer[4096];
  for (ssize_t n; (n = ::read(s, buffer, sizeof buffer)) > 0;) out.append(buffer, static_cast<size_t>(n));
  ::close(s);
  return out;
}

TEST(Server, ServesAndRefuses) {
  auto server = Server::listen(0, [](const Request& r) { return Response{200, "text/plain", "path " + r.path}; });
  ASSERT_TRUE(server.ok());
  std::atomic<bool> stop = false;
  std::jthread serving([&] { server->run(stop); });
  const auto get = [&](const std::string& line, const std::string& host) {
    return ask(server->port(), line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  };
  EXPECT_NE(get("GET /timeline", "localhost").find("path /timeline"), std::string::npos);
  EXPECT_EQ(get("GET /timeline", "evil.example").substr(0, 12), "HTTP/1.1 403");
  EXPECT_EQ(get("POST /timeline", "localhost").substr(0, 12), "HTTP/1.1 405");
  EXPECT_EQ(get("GET /%zz", "localhost").substr(0, 12), "HTTP/1.1 400");
  const std::string head = get("HEAD /timeline", "localhost");
  EXPECT_EQ(head.substr(0, 12), "HTTP/1.1 200");
  EXPECT_EQ(head.find("path /"), std::string::npos);
  stop = true;
}

}  // namespace
}  // namespace annalist::serve
