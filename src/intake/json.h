// What a Reader needs of a JSON line beside its document.
#pragma once

#include <string>
#include <string_view>

namespace annalist::intake {

// The id that a line states ("id", else its uri), also when the document in it is refused; empty when there is none.
[[nodiscard]] std::string id_of_json_line(std::string_view line);

}  // namespace annalist::intake
