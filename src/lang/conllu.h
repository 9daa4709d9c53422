// CoNLL-U in and out (https://universaldependencies.org/format.html): gold trees for training, scoring and tests, and
// the output of `annalist parse --conllu`. Thread-safe: no shared state.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "lang/parse.h"

namespace annalist::lang {

// Words [first, last) that are written as one: "do" "n't". Indices into Parse::tokens.
struct Multiword {
  uint32_t first = 0, last = 0;
};

// One `# newdoc`. It owns what its Parse views (text, page, tags), also after a move; the Parse dies with it.
// Text: the sentences' `# text` (or, without that, the forms with SpaceAfter) joined by "\n". The page has one story
// and one paragraph block a sentence. Names come from MISC NER=B-PER …; `# date = 2024-01-16` is `date` and the story's
// date.
struct ConlluDocument {
  std::string id;
  std::optional<Day> date;
  std::unique_ptr<std::string> text;
  std::unique_ptr<page::Page> page;
  std::unique_ptr<std::set<std::string, std::less<>>> strings;  // what xpos, feats, deprel view
  Parse parse;
  std::vector<Multiword> multiwords;  // ascending
  std::vector<std::string> comments;  // a sentence's comment lines but `# text`, each ending in "\n"
};

// All documents of a file; sentences before the first `# newdoc` form a document with an empty id. `name` is for
// messages. Columns that are "_" stay at their defaults (heads: -1), so forms alone are a valid input. Empty nodes are
// skipped.
[[nodiscard]] Result<std::vector<ConlluDocument>> read_conllu(std::string_view conllu, const std::string& name);

// Appends the parse: per sentence `# text`, multiword ranges, ten columns; MISC has NER= of the names, SpaceAfter=No
// and TokenRange=b:e (bytes of parse.text). `comments` is empty or has one entry a sentence.
void write_conllu(const Parse& parse, const std::vector<Multiword>& multiwords,
                  const std::vector<std::string>& comments, std::string& out);

}  // namespace annalist::lang
