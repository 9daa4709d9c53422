// Speaker labels of transcripts and broadcast scripts: "[Anchor]", "[Name/Role: “…”]", "Name / Role" (also broken over two
// lines, with speech glued on), "Name, Role" before a line that starts with a colon, "Central TV: …", "Q:". Pure functions.
#pragma once

#include <optional>
#include <vector>

#include "page/cues.h"
#include "page/units.h"

namespace annalist::page {

struct Label {
  Span label, name, role;   // name and role may be empty
  Span speech;              // in the label's own unit (or the next, see below); empty = the speech follows
  bool part = false;        // "[Report]": everything up to the next part
  bool dialogue = false;    // "Q:", "SMITH:": up to the next label
  bool takes_next = false;  // the label's tail or the speech begins in the next unit, which belongs to it
};

// What colon labels a text has at all, so that "MOSCOW: …" once is no speaker and twenty times "KIRBY: …" is.
struct Dialogue {
  bool questions = false;             // has both "Q:" and "A:"
  std::vector<std::string> repeated;  // normal_line() of phrases before a colon that come back, sorted
};
[[nodiscard]] Dialogue dialogue_of(const Cues::Impl& cues, std::string_view text, const std::vector<Unit>& units);

// The label with which unit i begins or that it is.
[[nodiscard]] std::optional<Label> label_of(const Cues::Impl& cues, const Dialogue& dialogue, std::string_view text,
                                            const std::vector<Unit>& units, size_t i);

}  // namespace annalist::page
