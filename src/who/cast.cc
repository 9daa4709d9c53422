#include "who/cast.h"

namespace annalist::who {

const char* kind_name(Kind kind) {
  static constexpr const char* kNames[] = {"person", "organization", "country", "place", "facility",
                                           "weapon", "group",        "event",   "work",  "other"};
  return kNames[static_cast<size_t>(kind)];
}

const char* form_name(Form form) {
  static constexpr const char* kNames[] = {"name", "title", "nominal", "pronoun"};
  return kNames[static_cast<size_t>(form)];
}

}  // namespace annalist::who
