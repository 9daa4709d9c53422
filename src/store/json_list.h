// JSON lists of strings, numbers and spans, as the base keeps them in columns. Only what this program wrote is read back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace annalist::store {

[[nodiscard]] std::string json_list(const std::vector<std::string>& strings);
[[nodiscard]] std::string json_list(const std::vector<uint32_t>& numbers);
[[nodiscard]] std::string json_list(const std::vector<Span>& spans);  // without empty ones
[[nodiscard]] std::vector<std::string> strings_of(std::string_view json);
[[nodiscard]] std::vector<uint32_t> numbers_of(std::string_view json);
[[nodiscard]] std::vector<Span> spans_of(std::string_view json);

}  // namespace annalist::store
