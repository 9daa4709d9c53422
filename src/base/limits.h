// Every limit of the program, with its unit and its reason. Input beyond a limit is refused in one line, never cut.
#pragma once

#include <cstddef>
#include <cstdint>

namespace annalist {

// Bytes of one document. Spans are 32-bit and a story is read whole; the longest real article is under 1 MB.
inline constexpr size_t kMaxDocumentBytes = size_t{64} << 20;
// Bytes of one JSONL line: a document of the limit above with every byte escaped as \u00XX.
inline constexpr size_t kMaxLineBytes = 6 * kMaxDocumentBytes + (size_t{1} << 20);
// Levels of open HTML elements that are followed; deeper text is kept, its structure is flattened.
inline constexpr uint32_t kMaxHtmlDepth = 512;
// Tokens of one sentence; longer ones are cut at the next blank so that work stays linear.
inline constexpr uint32_t kMaxSentenceTokens = 400;
// Claims of one sentence: the issue's own bound; more is a misread list.
inline constexpr uint32_t kMaxClaimsPerSentence = 8;
// Documents committed together: 500 gave ten times the rate of single commits on SQLite.
inline constexpr uint32_t kBatchDocuments = 500;

}  // namespace annalist
