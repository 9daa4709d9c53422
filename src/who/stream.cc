#include "who/stream.h"

#include <istream>
#include <ostream>
#include <string>

#include "base/json.h"
#include "base/knowledge.h"
#include "base/utf8.h"
#include "who/match.h"

namespace annalist::who {

Kind match_kind(std::string_view word) {
  const std::string w = utf8::lower(word);
  if (w == "person" || w == "people") return Kind::kPerson;
  if (w == "organization" || w == "organisation" || w == "org" || w == "company") return Kind::kOrganization;
  if (w == "country") return Kind::kCountry;
  if (w == "place" || w == "location" || w == "city" || w == "facility") return Kind::kPlace;
  if (w == "weapon") return Kind::kWeapon;
  return Kind::kOther;
}

void match_stream(const Base& base, bool use_entities, std::istream& in, std::ostream& out) {
  std::string line, answer;
  while (std::getline(in, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    const auto cells = split(line, '\t');
    Match m{0, Verdict::kUnsure};
    if (cells.size() == 3)
      m = match(base.names(), use_entities ? &base : nullptr, match_kind(cells[0]), cells[1], cells[2]);
    answer.clear();
    JsonWriter number(answer);
    number.value(static_cast<double>(m.score), 2);
    out << answer << '\t' << verdict_name(m.verdict) << '\n';
  }
}

}  // namespace annalist::who
