#include "who/lint.h"

#include <algorithm>
#include <map>
#include <set>

#include "who/base.h"
#include "who/index.h"

namespace annalist::who {
namespace {

constexpr int32_t kOverlapDays = 45;  // a hand-over, and dates that are good to a month
constexpr int32_t kGapDays = 366;

// Offices that several hold at once by their nature.
bool shared(std::string_view office) {
  for (std::string_view word : {"Deputy", "Vice", "Aide", "Adviser", "Advisor", "Judge", "Justice", "Member", "Senator", "Secretary of the Central Committee",
                                "Department Director", "State Councilor", "Spokesperson", "Envoy", "Representative for", "Special", "Governor",
                                "Minister of State", "without", "Ambassador", "Counselor", "Presidential", "Chairperson", "General", "Lord"})
    if (office.find(word) != std::string_view::npos) return true;
  return false;
}

std::string term(const Base::Impl& b, const Role& r) {
  std::string out = b.entities[r.entity].name;
  out.append(" ").append(r.from ? iso(*r.from) : "?").append("..").append(r.to ? iso(*r.to) : "");
  return out;
}

void doubled(const Knowledge& k, Lint& out) {
  if (!k.has("kb/entities.tsv")) return;
  const auto table = k.table("kb/entities.tsv", {"id"});
  if (!table) return;
  std::map<std::string, uint32_t, std::less<>> seen;
  for (const Table::Row& r : table->rows()) {
    const auto [at, fresh] = seen.emplace(r[0], r.line);
    if (fresh) continue;
    std::string fault = "kb/entities.tsv:" + std::to_string(r.line);
    out.faults.push_back(fault.append(": the id ").append(r[0]).append(" stands in line ").append(std::to_string(at->second)).append(" already"));
  }
}

// One office of one country: its terms by start.
void terms(const Base::Impl& b, const std::string& key, std::span<const uint32_t> rows, Lint& out) {
  const size_t tab = key.find('\t');
  const std::string office = key.substr(0, tab), country = key.substr(tab + 1);
  if (country.empty() || shared(office)) return;
  std::string place(office);
  place.append(" ").append(country).append(": ");
  const Role* latest = nullptr;  // of those before, the one that lasts longest
  const auto end = [](const Role& r) { return r.to ? *r.to : r.asserted_until.value_or(*r.from); };
  for (uint32_t n : rows) {
    const Role& r = b.roles[n];
    if (!r.from) continue;
    if (latest && latest->entity != r.entity && end(*latest) - *r.from > kOverlapDays)
      out.overlaps.push_back(std::string(place).append(term(b, *latest)).append(" and ").append(term(b, r)));
    if (latest && *r.from - end(*latest) > kGapDays)
      out.gaps.push_back(std::string(place).append("nobody between ").append(term(b, *latest)).append(" and ").append(term(b, r)));
    if (!latest || end(r) > end(*latest)) latest = &r;
  }
}

}  // namespace

Result<Lint> lint(const Knowledge& knowledge) {
  const auto base = Base::load(knowledge);  // malformed rows and roles of nobody are its errors
  if (!base) return base.error();
  const Base::Impl& b = base->impl();
  Lint out;
  out.entities = static_cast<uint32_t>(b.entities.size()), out.roles = static_cast<uint32_t>(b.roles.size());
  for (const Entity& e : b.entities) out.unverified_entities += e.verified ? 0 : 1;
  for (const Role& r : b.roles) {
    out.unverified_roles += r.verified ? 0 : 1;
    if (r.from && r.to && *r.to < *r.from) {
      std::string fault = term(b, r);
      out.faults.push_back(fault.append(": ").append(b.offices[r.office].name).append(" ends before it begins"));
    }
  }
  doubled(knowledge, out);
  for (size_t i = 0; i < b.by_office.size(); ++i) terms(b, std::string(b.by_office.key(i)), b.by_office.values(i), out);
  return out;
}

}  // namespace annalist::who
