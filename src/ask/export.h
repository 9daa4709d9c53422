// Exports: exactly what the filter holds, all rows, in a stable order.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "store/base.h"

namespace annalist::ask {

// What can be exported in which formats, for --help: {"events", {"jsonl", "csv", "plover"}} …
struct ExportForm {
  std::string_view what;
  std::vector<std::string_view> formats;
};
[[nodiscard]] const std::vector<ExportForm>& export_forms();

// Takes a piece of output; false stops the export.
using Sink = std::function<bool(std::string_view)>;

// Errors: kUsage for an unknown WHAT, kUnsupported for a format that is not built in or a filter that WHAT does not know.
// Returns the number of records. CSV is RFC 4180 with a header, and cells that a spreadsheet would compute begin with '.
[[nodiscard]] Result<uint64_t> export_records(store::Base& base, const std::string& what, const std::string& format,
                                              const store::EventQuery& query, const Sink& sink);

// One CSV cell with the guard against formulas.
void append_csv_cell(std::string_view value, std::string& out);

}  // namespace annalist::ask
