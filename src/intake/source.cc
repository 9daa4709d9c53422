#include "intake/source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace annalist::intake {

namespace {

constexpr size_t kChunk = size_t{256} << 10;

Error unreadable(const std::string& path, int number) {
  return {Code::kUnreadable, std::string("cannot read: ") + std::strerror(number), path, "check the path and its permissions"};
}

class FileSource final : public ByteSource {
 public:
  FileSource(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}
  ~FileSource() override {
    if (fd_ > 0) ::close(fd_);
  }
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  Result<size_t> read(char* to, size_t size) override {
    for (;;) {
      const ssize_t n = ::read(fd_, to, size);
      if (n >= 0) return static_cast<size_t>(n);
      if (errno != EINTR) return unreadable(path_, errno);
    }
  }

 private:
  int fd_;
  std::string path_;
};

class GzipSource final : public ByteSource {
 public:
  GzipSource(std::unique_ptr<FileSource> from, std::string path) : from_(std::move(from)), path_(std::move(path)) {
    input_.resize(kChunk);
    open_ = inflateInit2(&stream_, 15 + 16) == Z_OK;
  }
  ~GzipSource() override {
    if (open_) inflateEnd(&stream_);
  }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;
  Result<size_t> read(char* to, size_t size) override {
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = static_cast<uInt>(size);
    while (stream_.avail_out == size) {
      if (stream_.avail_in == 0) {
        const auto got = from_->read(input_.data(), input_.size());
        if (!got) return got.error();
        if (*got == 0) {
          if (inside_) return damaged("it ends too early");
          return size_t{0};
        }
        stream_.next_in = reinterpret_cast<Bytef*>(input_.data());
        stream_.avail_in = static_cast<uInt>(*got);
      }
      inside_ = true;
      const int state = inflate(&stream_, Z_NO_FLUSH);
      if (state == Z_STREAM_END) {  // another member may follow
        inside_ = false;
        if (inflateReset(&stream_) != Z_OK) return damaged("it cannot be unpacked");
      } else if (state != Z_OK && state != Z_BUF_ERROR) {
        return damaged("it cannot be unpacked");
      }
    }
    return size - stream_.avail_out;
  }

 private:
  Error damaged(const char* why) const { return {Code::kMalformed, std::string("damaged gzip data: ") + why, path_, "fetch the file again"}; }
  std::unique_ptr<FileSource> from_;
  std::string path_;
  std::string input_;
  z_stream stream_{};
  bool open_ = false, inside_ = false;
};

class ZstdSource final : public ByteSource {
 public:
  ZstdSource(std::unique_ptr<FileSource> from, std::string path)
      : from_(std::move(from)), path_(std::move(path)), stream_(ZSTD_createDStream()) {
    input_.resize(kChunk);
  }
  Result<size_t> read(char* to, size_t size) override {
    ZSTD_outBuffer out{to, size, 0};
    while (out.pos == 0) {
      if (in_.pos == in_.size) {
        const auto got = from_->read(input_.data(), input_.size());
        if (!got) return got.error();
        if (*got == 0) {
          if (left_ != 0) return damaged("it ends too early");
          return size_t{0};
        }
        in_ = {input_.data(), *got, 0};
      }
      left_ = ZSTD_decompressStream(stream_.get(), &out, &in_);
      if (ZSTD_isError(left_) != 0) return damaged(ZSTD_getErrorName(left_));
    }
    return out.pos;
  }

 private:
  struct Free {
    void operator()(ZSTD_DStream* s) const { ZSTD_freeDStream(s); }
  };
  Error damaged(const char* why) const { return {Code::kMalformed, std::string("damaged zstd data: ") + why, path_, "fetch the file again"}; }
  std::unique_ptr<FileSource> from_;
  std::string path_;
  std::unique_ptr<ZSTD_DStream, Free> stream_;
  std::string input_;
  ZSTD_inBuffer in_{nullptr, 0, 0};
  size_t left_ = 0;
};

}  // namespace

std::string_view without_packing(std::string_view path) {
  if (path.ends_with(".gz")) return path.substr(0, path.size() - 3);
  if (path.ends_with(".zst")) return path.substr(0, path.size() - 4);
  return path;
}

Result<std::unique_ptr<ByteSource>> open_source(const std::string& path) {
  if (path == "-") return std::unique_ptr<ByteSource>(std::make_unique<FileSource>(0, "standard input"));
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return unreadable(path, errno);
  auto file = std::make_unique<FileSource>(fd, path);
  struct stat info {};
  if (::fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) return unreadable(path, EISDIR);
  if (path.ends_with(".gz")) return std::unique_ptr<ByteSource>(std::make_unique<GzipSource>(std::move(file), path));
  if (path.ends_with(".zst")) return std::unique_ptr<ByteSource>(std::make_unique<ZstdSource>(std::move(file), path));
  return std::unique_ptr<ByteSource>(std::move(file));
}

Result<std::string> read_source(const std::string& path, size_t limit) {
  auto source = open_source(path);
  if (!source) return source.error();
  std::string out;
  size_t size = 0;
  for (;;) {
    if (out.size() - size < kChunk) out.resize(size + std::max(kChunk, size / 2));
    const auto got = source.value()->read(out.data() + size, out.size() - size);
    if (!got) return got.error();
    if (*got == 0) break;
    size += *got;
    if (size > limit)
      return Error{Code::kTooLarge, "over the limit of " + std::to_string(limit) + " bytes a document", path,
                   "split it into its articles, or give it as JSONL"};
  }
  out.resize(size);
  return out;
}

bool Lines::fill() {
  if (ended_) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  const size_t had = buffer_.size();
  buffer_.resize(had + kChunk);
  const auto got = source_->read(buffer_.data() + had, kChunk);
  buffer_.resize(had + (got ? *got : 0));
  if (!got) error_ = got.error();
  ended_ = !got || *got == 0;
  return !ended_;
}

Lines::Got Lines::next(std::string& line) {
  bool too_long = false;
  size_t searched = at_;
  for (;;) {
    const size_t end = buffer_.find('\n', searched);
    if (end == std::string::npos) {
      if (buffer_.size() - at_ > limit_) {  // forget the line but go on to its end
        too_long = true;
        at_ = buffer_.size();
      }
      const size_t seen = buffer_.size() - at_;
      if (fill()) {
        searched = at_ + seen;
        continue;
      }
      if (at_ == buffer_.size() && !too_long) return error_ ? (++number_, at_ = 0, buffer_.clear(), Got::kError) : Got::kEnd;
      if (error_ && !too_long) {  // half a line before damage is no line
        at_ = buffer_.size();
        ++number_;
        return Got::kError;
      }
    }
    const size_t stop = std::min(end, buffer_.size());
    ++number_;
    line.assign(buffer_, at_, stop - at_);
    at_ = std::min(stop + 1, buffer_.size());
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return too_long || line.size() > limit_ ? Got::kTooLong : Got::kLine;
  }
}

}  // namespace annalist::intake
