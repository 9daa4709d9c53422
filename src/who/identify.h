// identify(): from a parse to the cast of a document. Pure: the same parse, base, key and day give the same cast.
//
// Mentions: a person's span holds the name's words only ("Sergei Lavrov"); the title before it and the apposition after
// it are no mentions of their own, but Cast::at() maps each of their tokens to the person, so that whichever word the
// parser took as the head finds the person. A title or noun without a name spans its phrase up to the head ("the South
// Korean president"); the country in it is a nested mention with its own token.
#pragma once

#include <string_view>

#include "base/date.h"
#include "lang/parse.h"
#include "who/base.h"
#include "who/cast.h"

namespace annalist::who {

// `document_key`: at least 12 characters of the document's hash, for provisional ids. `story_day_hint`: the day for
// which offices are asked; null = offices stay unknown. Time: linear in the text.
[[nodiscard]] Cast identify(const Base& base, const lang::Parse& parse, std::string_view document_key,
                            const Day* story_day_hint);

}  // namespace annalist::who
