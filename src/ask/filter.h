// The one filter grammar for command-line flags, addresses and saved searches (docs/FORMAT.md): key=value pairs become a
// query of the base. No state.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "store/records.h"

namespace annalist::ask {

// One key of the grammar, for --help and for forms.
struct Key {
  std::string_view name, value, help;
};
[[nodiscard]] const std::vector<Key>& filter_keys();

using Pairs = std::vector<std::pair<std::string, std::string>>;

// A key may come again; any of its values will do ("type=AID&type=CONSULT", also "type=AID,CONSULT"). Empty values say
// nothing. Errors: kUsage, naming the key and what it takes.
[[nodiscard]] Result<store::EventQuery> parse_filter(const Pairs& pairs);
// Does it ask for anything but order and page?
[[nodiscard]] bool is_filtered(const store::EventQuery& query);

}  // namespace annalist::ask
