// The one file that includes Beast.
#include "serve/http.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <chrono>

namespace annalist::serve {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

constexpr auto kReadDeadline = std::chrono::seconds(10);   // a header arrives at once on loopback
constexpr auto kWriteDeadline = std::chrono::seconds(30);
constexpr uint32_t kMaxHeaderBytes = 16 * 1024;
constexpr int kMaxClients = 256;                           // beyond this, new connections are closed at once

http::response<http::string_body> answer(const Handler& handler, const http::request<http::empty_body>& request) {
  http::response<http::string_body> response;
  response.version(11);
  response.keep_alive(request.keep_alive());
  Response made;
  Request parsed;
  if (request.method() != http::verb::get && request.method() != http::verb::head) {
    made = {405, "text/plain; charset=utf-8", "only GET is served\n"};
    response.set(http::field::allow, "GET, HEAD");
  } else if (!loopback_host({request[http::field::host].data(), request[http::field::host].size()})) {
    made = {403, "text/plain; charset=utf-8", "this address is not served; use 127.0.0.1 or localhost\n"};
  } else if (!parse_target({request.target().data(), request.target().size()}, parsed)) {
    made = {400, "text/plain; charset=utf-8", "the address is malformed\n"};
  } else {
    made = handler(parsed);
  }
  response.result(made.status);
  response.set(http::field::content_type, made.type);
  response.set(http::field::cache_control, "no-store");
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "no-referrer");
  response.set("Content-Security-Policy",
               "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'");
  response.content_length(made.body.size());
  if (request.method() != http::verb::head) response.body() = std::move(made.body);
  return response;
}

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, const Handler& handler, int& clients)
      : stream_(std::move(socket)), handler_(handler), clients_(clients) {
    ++clients_;
  }
  ~Session() { --clients_; }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void read() {
    parser_.emplace();
    parser_->header_limit(kMaxHeaderBytes);
    parser_->body_limit(0);
    stream_.expires_after(kReadDeadline);
    http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](beast::error_code failed, size_t) {
      if (!failed) self->write();
    });
  }

 private:
  void write() {
    const auto request = parser_->release();
    response_ = answer(handler_, request);
    if (request.method() == http::verb::head) {
      serializer_.emplace(response_);
      serializer_->split(true);
      stream_.expires_after(kWriteDeadline);
      http::async_write_header(stream_, *serializer_, [self = shared_from_this()](beast::error_code failed, size_t) {
        self->written(failed);
      });
      return;
    }
    stream_.expires_after(kWriteDeadline);
    http::async_write(stream_, response_, [self = shared_from_this()](beast::error_code failed, size_t) {
      self->written(failed);
    });
  }
  void written(beast::error_code failed) {
    if (failed) return;
    if (response_.keep_alive()) return read();
    beast::error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

  beast::tcp_stream stream_;
  const Handler& handler_;
  int& clients_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::empty_body>> parser_;
  http::response<http::string_body> response_;
  std::optional<http::response_serializer<http::string_body>> serializer_;
};

}  // namespace

struct Server::Impl {
  explicit Impl(Handler h) : handler(std::move(h)) {}
  Handler handler;
  int clients = 0;  // touched by the one serving thread only
  asio::io_context io{1};
  tcp::acceptor acceptor{io};

  void accept() {
    acceptor.async_accept([this](beast::error_code failed, tcp::socket socket) {
      if (!failed && clients < kMaxClients) std::make_shared<Session>(std::move(socket), handler, clients)->read();
      if (acceptor.is_open()) accept();
    });
  }
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() = default;

Result<Server> Server::listen(uint16_t port, Handler handler) {
  auto impl = std::make_unique<Impl>(std::move(handler));
  const tcp::endpoint at(asio::ip::address_v4::loopback(), port);
  beast::error_code failed;
  impl->acceptor.open(at.protocol(), failed);
  if (!failed) impl->acceptor.set_option(asio::socket_base::reuse_address(true), failed);
  if (!failed) impl->acceptor.bind(at, failed);
  if (!failed) impl->acceptor.listen(asio::socket_base::max_listen_connections, failed);
  if (failed)
    return Error{Code::kUsage, "cannot listen: " + failed.message(), "127.0.0.1:" + std::to_string(port),
                 "choose another --port"};
  impl->accept();
  return Server(std::move(impl));
}

uint16_t Server::port() const {
  beast::error_code ignored;
  return impl_->acceptor.local_endpoint(ignored).port();
}

void Server::run(const std::atomic<bool>& stop) {
  while (!stop) impl_->io.run_for(std::chrono::milliseconds(200));
}

}  // namespace annalist::serve
