#include "when/stream.h"

namespace annalist::when {

void write_time(JsonWriter& json, const TimeRef& ref) {
  json.begin_object();
  json.field("span", ref.span);
  json.field("type", type_name(ref.type));
  json.field("value", ref.value);
  const auto end = [&](const char* name, const std::optional<Day>& day) {
    json.key(name);
    day ? json.value(iso(*day)) : json.null();
  };
  if (ref.interval.known()) {
    end("earliest", ref.interval.earliest);
    end("latest", ref.interval.latest);
  }
  json.field("suspect", ref.suspect);
  json.field("why", ref.why);
  json.end_object();
}

std::string times_line(std::string_view id, const Times& times) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.field("id", id);
  json.key("times");
  json.begin_array();
  for (const TimeRef& ref : times.refs) write_time(json, ref);
  json.end_array();
  json.end_object();
  return out;
}

}  // namespace annalist::when
