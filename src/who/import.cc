#include "who/import.h"

#include <simdjson.h>

#include <algorithm>
#include <set>

#include "base/utf8.h"
#include "who/index.h"

namespace annalist::who {
namespace {

using Element = simdjson::dom::element;
using Strings = std::vector<std::string>;

struct Row {
  std::string id, kind, name, country, sex;
  Strings natives, aliases, sectors;
};
struct Term {
  std::string entity, office, country, from, to, until;  // office: its name, or an id to be named at the end
};

// Languages whose script is not Latin, in which names of this field's people stand.
constexpr const char* kNativeLanguages[] = {"ko", "ru", "uk", "be", "ja", "zh", "fa", "ar", "he", "el", "ka", "hy", "kk"};
constexpr size_t kMostAliases = 24;

std::string cell(std::string_view s) {
  std::string out(trim(s));
  for (char& c : out)
    if (c == '\t' || c == '\n' || c == '\r' || c == '|') c = ' ';
  if (out.empty()) out.push_back('-');
  return out;
}

std::string cells(const Strings& list) {
  std::string out;
  std::set<std::string> seen;
  for (const std::string& s : list) {
    const std::string c = cell(s);
    if (c == "-" || seen.size() >= kMostAliases || !seen.insert(c).second) continue;
    if (!out.empty()) out.push_back('|');
    out += c;
  }
  if (out.empty()) out.push_back('-');
  return out;
}

std::string text_of(const simdjson::simdjson_result<Element>& e) {
  std::string_view s;
  return e.get(s) == simdjson::SUCCESS ? std::string(s) : std::string();
}

// Calls `take` for each element of an array that may not be there.
template <class Take>
void each(const simdjson::simdjson_result<Element>& e, Take take) {
  simdjson::dom::array array;
  if (e.get(array) != simdjson::SUCCESS) return;
  for (const Element one : array) take(one);
}

bool latin(std::string_view s) {
  for (size_t at = 0; at < s.size();) {
    const auto c = utf8::decode(s, at);
    if (c.value >= 0x370 && utf8::is_letter(c.value) && !(c.value >= 0x1E00 && c.value <= 0x1EFF)) return false;
    at += c.size;
  }
  return true;
}

bool qid(std::string_view s) {
  return s.size() > 1 && s[0] == 'Q' && std::all_of(s.begin() + 1, s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "+2004-03-09T00:00:00Z" with its precision -> "2004-03-09", "2004-03" or "2004".
std::string wikidata_day(const Element& snak) {
  const std::string time = text_of(snak["datavalue"]["value"]["time"]);
  int64_t precision = 0;
  if (time.size() < 11 || time[0] != '+' || snak["datavalue"]["value"]["precision"].get(precision) != simdjson::SUCCESS) return {};
  return precision >= 11 ? time.substr(1, 10) : precision == 10 ? time.substr(1, 7) : precision == 9 ? time.substr(1, 4) : std::string();
}

std::string target(const simdjson::simdjson_result<Element>& snak) { return text_of(snak["datavalue"]["value"]["id"]); }

}  // namespace

struct Importer::Impl {
  Impl(ImportForm f, std::string n, std::string day, const Base& base) : form(f), name(std::move(n)), as_of(std::move(day)) {
    for (const Country& c : base.impl().countries) {
      codes[utf8::fold(c.name)] = codes[utf8::fold(c.code)] = codes[utf8::fold(c.alpha2)] = c.code;
      for (const std::string& a : c.aliases) codes.emplace(utf8::fold(a), c.code);
      if (!c.wikidata.empty()) by_qid[c.wikidata] = c.code;
    }
  }

  [[nodiscard]] std::string country(std::string_view s) const {
    const auto found = codes.find(utf8::fold(s));
    return found == codes.end() ? std::string() : found->second;
  }

  void add(Row row) {
    if (row.name.empty() || row.id.empty()) return;
    const auto [at, fresh] = rows.try_emplace(row.id, row);
    if (fresh) return;
    for (auto [to, from] : {std::pair{&at->second.natives, &row.natives}, {&at->second.aliases, &row.aliases}})
      to->insert(to->end(), from->begin(), from->end());
  }

  void hold(Term t) {
    if (t.to.empty() && t.until.empty()) t.until = as_of.empty() ? t.from : as_of;
    terms.push_back(std::move(t));
  }

  [[nodiscard]] std::string own_id(std::string_view id) const {
    std::string out_id("k:");
    return out_id.append(name).append(1, '-').append(cell(id));
  }

  void wikidata(const Element& e);
  void ftm(const Element& e);
  void csv(std::string_view text);

  ImportForm form;
  std::string name, as_of;
  std::map<std::string, std::string> codes, by_qid;  // folded name, QID -> alpha-3
  std::map<std::string, Row> rows;
  std::vector<Term> terms;
  std::map<std::string, std::string> labels, label_country;  // of positions, by id
  std::map<std::string, std::string> renamed;                // id in the input -> ours
  Strings header;
  char comma = 0;
  Imported out;
  simdjson::dom::parser parser;
};

void Importer::Impl::wikidata(const Element& e) {
  const std::string id = text_of(e["id"]);
  if (!qid(id)) return;
  const auto claims = e["claims"];
  std::set<std::string> is;
  each(claims["P31"], [&](const Element& c) { is.insert(target(c["mainsnak"])); });
  const std::string label = text_of(e["labels"]["en"]["value"]);
  if (is.contains("Q4164871") || is.contains("Q294414") || claims["P279"].error() == simdjson::SUCCESS) {
    labels[id] = label;
    each(claims["P17"], [&](const Element& c) {
      if (const auto at = by_qid.find(target(c["mainsnak"])); at != by_qid.end()) label_country[id] = at->second;
    });
  }
  if (!is.contains("Q5") || claims["P39"].error() != simdjson::SUCCESS || label.empty()) return;
  Row row{id, "person", label, "", "", {}, {}, {}};
  for (const char* language : kNativeLanguages)
    if (std::string s = text_of(e["labels"][language]["value"]); !s.empty() && !latin(s)) row.natives.push_back(std::move(s));
  each(e["aliases"]["en"], [&](const Element& a) { row.aliases.push_back(text_of(a["value"])); });
  each(claims["P21"], [&](const Element& c) { row.sex.assign(1, target(c["mainsnak"]) == "Q6581072" ? 'f' : 'm'); });
  each(claims["P27"], [&](const Element& c) {
    if (const auto at = by_qid.find(target(c["mainsnak"])); at != by_qid.end()) row.country = at->second;
  });
  const std::string modified = text_of(e["modified"]).substr(0, 10);
  each(claims["P39"], [&](const Element& c) {
    Term t{id, target(c["mainsnak"]), row.country, "", "", ""};
    each(c["qualifiers"]["P580"], [&](const Element& q) { t.from = wikidata_day(q); });
    each(c["qualifiers"]["P582"], [&](const Element& q) { t.to = wikidata_day(q); });
    if (t.to.empty() && as_of.empty()) t.until = modified;
    if (!t.office.empty()) hold(std::move(t));
  });
  add(std::move(row));
}

void Importer::Impl::ftm(const Element& e) {
  const std::string id = text_of(e["id"]), schema = text_of(e["schema"]);
  const auto properties = e["properties"];
  const auto values = [&](const char* key) {
    Strings list;
    each(properties[key], [&](const Element& v) {
      if (std::string_view s; v.get(s) == simdjson::SUCCESS) list.emplace_back(s);
    });
    return list;
  };
  const auto first = [&](const char* key) {
    Strings list = values(key);
    return list.empty() ? std::string() : list.front();
  };
  if (id.empty() || schema.empty()) {
    ++out.malformed;
    return;
  }
  if (schema == "Position") {
    labels[id] = text_of(e["caption"]).empty() ? first("name") : text_of(e["caption"]);
    label_country[id] = country(first("country"));
    return;
  }
  if (schema == "Occupancy") {
    hold({first("holder"), first("post"), "", first("startDate"), first("endDate"), ""});
    return;
  }
  static const std::map<std::string, const char*, std::less<>> kKinds = {
      {"Person", "person"}, {"Organization", "organization"}, {"Company", "organization"}, {"PublicBody", "organization"},
      {"LegalEntity", "organization"}, {"Vessel", "other"}};
  const auto kind = kKinds.find(schema);
  if (kind == kKinds.end()) return;
  const std::string wikidata_id = first("wikidataId");
  Row row{qid(wikidata_id) ? wikidata_id : own_id(id), kind->second, text_of(e["caption"]), "", "", {}, {}, {}};
  for (const std::string& n : values("name")) (latin(n) ? row.aliases : row.natives).push_back(n);
  for (const std::string& n : values("alias")) (latin(n) ? row.aliases : row.natives).push_back(n);
  if (row.name.empty() && !row.aliases.empty()) row.name = row.aliases.front();
  row.country = country(first("nationality").empty() ? first("country") : first("nationality"));
  const std::string gender = first("gender");
  if (gender == "female" || gender == "male") row.sex.assign(1, gender[0]);
  renamed[id] = row.id;
  add(std::move(row));
}

// One record of comma-separated values: a cell in quotes may hold the comma, a quote is doubled (RFC 4180); no line ends.
void Importer::Impl::csv(std::string_view text) {
  if (header.empty()) {
    comma = text.find('\t') != std::string_view::npos ? '\t' : text.find(';') != std::string_view::npos ? ';' : ',';
  }
  Strings record(1);
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (quoted && text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"') record.back().push_back(text[i++]);
    else if (text[i] == '"') quoted = !quoted;
    else if (!quoted && text[i] == comma) record.emplace_back();
    else record.back().push_back(text[i]);
  }
  if (header.empty()) {
    for (std::string& h : record) header.push_back(utf8::lower(trim(h)));
    return;
  }
  if (record.size() != header.size() || quoted) {
    ++out.malformed;
    return;
  }
  std::map<std::string, std::string> value;
  for (size_t i = 0; i < record.size(); ++i) value[header[i]] = std::string(trim(record[i]));
  const auto parted = [&](const char* key) {
    Strings list;
    for (std::string_view s : split(value[key])) list.emplace_back(trim(s));
    return list;
  };
  if (value["name"].empty()) {
    ++out.malformed;
    return;
  }
  Row row{"", value["kind"].empty() ? std::string("person") : value["kind"], value["name"], country(value["country"]), value["sex"], parted("native"),
          parted("aliases"), parted("sectors")};
  const std::string given = value["id"].empty() ? value["wikidata"] : value["id"];
  row.id = qid(given) || given.starts_with("k:") ? given : own_id(given.empty() ? fold_phrase(value["name"]) : given);
  std::replace(row.id.begin(), row.id.end(), ' ', '-');
  if (!value["office"].empty()) {
    labels.emplace(value["office"], value["office"]);
    hold({row.id, value["office"], row.country, value["from"], value["to"], value["asserted_until"]});
  }
  add(std::move(row));
}

Importer::Importer(ImportForm form, std::string name, std::string as_of, const Base& base)
    : impl_(std::make_unique<Impl>(form, std::move(name), std::move(as_of), base)) {}
Importer::Importer(Importer&&) noexcept = default;
Importer::~Importer() = default;

void Importer::line(std::string_view text) {
  Impl& i = *impl_;
  text = trim(text);
  if (text.ends_with(',') && i.form == ImportForm::kWikidata) text.remove_suffix(1);  // a dump is one array, a line an item
  if (text.empty() || text == "[" || text == "]") return;
  ++i.out.lines;
  if (i.form == ImportForm::kCsv) return i.csv(text);
  Element e;
  if (i.parser.parse(text.data(), text.size()).get(e) != simdjson::SUCCESS || !e.is_object()) {
    ++i.out.malformed;
    return;
  }
  i.form == ImportForm::kWikidata ? i.wikidata(e) : i.ftm(e);
}

Imported Importer::done() {
  Impl& i = *impl_;
  std::string source("import/");
  source += i.name;
  i.out.entities = "# Imported by annalist kb import; its source and licence are the input's.\n"
                   "id\tkind\tname\tnative\tcountry\tsex\tsectors\taliases\tpart_of\tsource\n";
  for (const auto& [id, r] : i.rows) {
    for (const std::string& c : {cell(id), cell(r.kind), cell(r.name), cells(r.natives), cell(r.country), cell(r.sex), cells(r.sectors), cells(r.aliases)})
      i.out.entities.append(c).append(1, '\t');
    i.out.entities.append("-\t").append(source).append(1, '\n');
    ++i.out.kept;
  }
  i.out.roles = "# Imported by annalist kb import; its source and licence are the input's.\n"
                "entity\toffice\tcountry\tfrom\tto\tasserted_until\tsource\n";
  for (Term& t : i.terms) {
    if (const auto at = i.renamed.find(t.entity); at != i.renamed.end()) t.entity = at->second;
    const auto label = i.labels.find(t.office);
    if (label == i.labels.end() || label->second.empty() || !i.rows.contains(t.entity)) {
      ++i.out.unnamed;
      continue;
    }
    if (const auto at = i.label_country.find(t.office); at != i.label_country.end() && !at->second.empty()) t.country = at->second;
    if (t.country.empty()) t.country = i.rows.at(t.entity).country;
    if (!t.to.empty()) t.until = t.to;
    for (const std::string& c : {cell(t.entity), cell(label->second), cell(t.country), cell(t.from), cell(t.to), cell(t.until)})
      i.out.roles.append(c).append(1, '\t');
    i.out.roles.append(source).append(1, '\n');
    ++i.out.held;
  }
  return std::move(i.out);
}

}  // namespace annalist::who
