// Archive: one walk over a value writes it into flat bytes or reads it back: `template <class A> void archive(A& a) {
// a(first_, second_); }` is all that a type has to say. Little-endian; arrays of plain numbers lie at multiples of 8, so
// that `Frozen` parts are used where they are mapped. Law: the bytes depend on the value alone (hash tables are written in
// the order of their keys); reading never looks beyond the bytes, and what does not fit makes good() false.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace annalist {

namespace archived {
// Numbers, and structs of them without holes (which would make equal values unequal bytes).
template <class T>
concept Plain = std::is_arithmetic_v<T> || std::is_enum_v<T> ||
                (std::is_class_v<T> && std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T> &&
                 !std::convertible_to<T, std::string_view>);
template <class T>
concept Pairs = requires { typename T::mapped_type; };
template <class T>
concept Keys = requires { typename T::key_type; } && !Pairs<T>;
template <class T>
struct Sequence : std::false_type {};
template <class T>
struct Sequence<std::vector<T>> : std::true_type {};
template <class T>
struct Couple : std::false_type {};
template <class A, class B>
struct Couple<std::pair<A, B>> : std::true_type {};
template <class T>
struct Maybe : std::false_type {};
template <class T>
struct Maybe<std::optional<T>> : std::true_type {};
constexpr size_t kAlign = 8;
}  // namespace archived

class ArchiveWriter {
 public:
  static constexpr bool kReads = false;
  template <class... T>
  void operator()(T&... values) {
    (put(values), ...);
  }
  [[nodiscard]] std::string take() && { return std::move(bytes_); }
  // Bytes that the reader will use in place.
  void frozen(std::string_view part) {
    number(static_cast<uint32_t>(part.size()));
    align();
    bytes_ += part;
  }

 private:
  void raw(const void* at, size_t size) { bytes_.append(static_cast<const char*>(at), size); }
  void number(uint32_t n) { raw(&n, sizeof n); }
  void align() { bytes_.resize((bytes_.size() + archived::kAlign - 1) / archived::kAlign * archived::kAlign, '\0'); }

  template <class T>
  void put(T& v) {
    using U = std::remove_cvref_t<T>;
    if constexpr (archived::Plain<U>) {
      raw(&v, sizeof v);
    } else if constexpr (std::same_as<U, std::string>) {
      number(static_cast<uint32_t>(v.size()));
      bytes_ += v;
    } else if constexpr (archived::Couple<U>::value) {
      put(v.first), put(v.second);
    } else if constexpr (archived::Maybe<U>::value) {
      bool there = v.has_value();
      put(there);
      if (there) put(*v);
    } else if constexpr (archived::Sequence<U>::value) {
      put_sequence(v);
    } else if constexpr (archived::Pairs<U> || archived::Keys<U>) {
      put_sorted(v);
    } else {
      v.archive(*this);
    }
  }
  template <class V>
  void put_sequence(V& v) {
    number(static_cast<uint32_t>(v.size()));
    if constexpr (archived::Plain<typename V::value_type>) {
      align();
      raw(v.data(), v.size() * sizeof(typename V::value_type));
    } else {
      for (auto& e : v) put(e);
    }
  }
  template <class M>
  void put_sorted(M& m) {
    using Member = typename M::value_type;
    std::vector<const Member*> order;
    for (const Member& e : m) order.push_back(&e);
    std::sort(order.begin(), order.end(), [](const Member* x, const Member* y) {
      if constexpr (archived::Pairs<M>)
        return x->first < y->first;
      else
        return *x < *y;
    });
    number(static_cast<uint32_t>(order.size()));
    for (const Member* e : order) {
      if constexpr (archived::Pairs<M>)
        put(const_cast<typename M::key_type&>(e->first)), put(const_cast<typename M::mapped_type&>(e->second));
      else
        put(const_cast<Member&>(*e));
    }
  }
  std::string bytes_;
};

class ArchiveReader {
 public:
  static constexpr bool kReads = true;
  explicit ArchiveReader(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool good() const { return good_; }
  template <class... T>
  void operator()(T&... values) {
    (get(values), ...);
  }
  [[nodiscard]] std::string_view frozen() {
    const size_t size = number();
    at_ = (at_ + archived::kAlign - 1) / archived::kAlign * archived::kAlign;
    return take(size);
  }

 private:
  std::string_view take(size_t size) {
    if (at_ > bytes_.size() || size > bytes_.size() - at_) {
      good_ = false;
      return {};
    }
    const std::string_view out = bytes_.substr(at_, size);
    at_ += size;
    return out;
  }
  void raw(void* to, size_t size) {
    const std::string_view from = take(size);
    if (good_ && size > 0) std::memcpy(to, from.data(), size);
  }
  uint32_t number() {
    uint32_t n = 0;
    raw(&n, sizeof n);
    return n;
  }
  // A damaged count must not make us reserve far.
  size_t count() {
    const size_t n = number();
    if (n > bytes_.size() - std::min(at_, bytes_.size())) good_ = false;
    return good_ ? n : 0;
  }

  template <class T>
  void get(T& v) {
    if constexpr (archived::Plain<T>) {
      raw(&v, sizeof v);
    } else if constexpr (std::same_as<T, std::string>) {
      v = take(number());
    } else if constexpr (archived::Couple<T>::value) {
      get(v.first), get(v.second);
    } else if constexpr (archived::Maybe<T>::value) {
      bool there = false;
      get(there);
      if (there && good_) get(v.emplace());
    } else if constexpr (archived::Sequence<T>::value) {
      get_sequence(v);
    } else if constexpr (archived::Pairs<T> || archived::Keys<T>) {
      get_sorted(v);
    } else {
      v.archive(*this);
    }
  }
  template <class V>
  void get_sequence(V& v) {
    using Member = typename V::value_type;
    if constexpr (archived::Plain<Member>) {
      const size_t n = number();
      at_ = (at_ + archived::kAlign - 1) / archived::kAlign * archived::kAlign;
      const std::string_view from = take(n * sizeof(Member));
      v.resize(from.size() / sizeof(Member));
      if (!from.empty()) std::memcpy(v.data(), from.data(), from.size());
    } else {
      v.resize(count());
      for (auto& e : v) {
        if (!good_) return;
        get(e);
      }
    }
  }
  template <class M>
  void get_sorted(M& m) {
    const size_t n = count();
    if constexpr (requires { m.reserve(n); }) m.reserve(n);
    for (size_t i = 0; i < n && good_; ++i) {
      typename M::key_type key{};
      get(key);
      if constexpr (archived::Pairs<M>) {
        typename M::mapped_type value{};
        get(value);
        m.emplace_hint(m.end(), std::move(key), std::move(value));
      } else {
        m.emplace_hint(m.end(), std::move(key));
      }
    }
  }

  std::string_view bytes_;
  size_t at_ = 0;
  bool good_ = true;
};

}  // namespace annalist
