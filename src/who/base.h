// Base: the knowledge of people, organisations, countries and offices, compiled for look-up: `annalist kb build` puts the
// compiled form into kb.pack, where it is used as it lies. Const and shared between threads. Law: a row from the tables' authors' memory (`unverified`) stays marked; a role past its `asserted_until` is
// unknown.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/knowledge.h"
#include "base/result.h"
#include "who/cast.h"

namespace annalist::who {

// A row of kb/entities.tsv or kb/weapons.tsv.
struct Entity {
  std::string id;  // "Q…" or "k:slug"
  Kind kind = Kind::kOther;
  std::string name;                  // canonical English name
  std::vector<std::string> natives;  // in the script of its country
  std::vector<std::string> aliases;  // further Latin or foreign spellings
  std::string country;               // alpha-3, empty = none
  char sex = '-';                    // m f -
  std::vector<std::string> sectors;
  std::string wikidata;         // "Q…" from a public source, empty = none
  std::string part_of;          // id of the whole
  bool verified = false;        // the row names a public source
  bool family_first = false;    // "Kim Jong Un": the family name leads
  std::vector<uint32_t> roles;  // into Rows::roles, by start

  template <class A>
  void archive(A& a) {
    a(id, kind, name, natives, aliases, country, sex, sectors, wikidata, part_of, verified, family_first, roles);
  }
};

// A row of kb/roles.tsv: who held what when.
struct Role {
  uint32_t entity = 0;
  uint32_t office = 0;
  std::string country;  // alpha-3, or an organisation ("UN"), empty = none
  std::optional<Day> from, to, asserted_until;
  bool verified = false;

  template <class A>
  void archive(A& a) {
    a(entity, office, country, from, to, asserted_until, verified);
  }
};

// A row of kb/offices.tsv; offices that only roles.tsv names are added without wordings.
struct Office {
  std::string name;                 // "Minister of Foreign Affairs"
  std::string country;              // alpha-3; empty = any
  std::vector<std::string> titles;  // wordings, lower case
  std::vector<std::string> sectors;

  template <class A>
  void archive(A& a) {
    a(name, country, titles, sectors);
  }
};

struct Country {
  std::string code, alpha2, name, capital;
  std::vector<std::string> demonyms, nationals, aliases, metonyms;
  std::optional<Day> from, to;
  std::string wikidata;  // "Q…", empty = none known

  template <class A>
  void archive(A& a) {
    a(code, alpha2, name, capital, demonyms, nationals, aliases, metonyms, from, to, wikidata);
  }
};

// Does the table vouch for the role on that day? kNo: it had not begun or had ended; kExpired: nobody vouches any more.
enum class Held : uint8_t { kYes, kNo, kExpired };
[[nodiscard]] Held held(const Role& role, Day day);

class NameRules;

class Base {
 public:
  // The compiled base of a pack, else compile()s the tables. Errors: as compile().
  [[nodiscard]] static Result<Base> load(const Knowledge& knowledge);
  // Reads kb/*.tsv and who/*.tsv into the bytes of section kCompiled; a table that is not there counts as empty.
  // Errors: a malformed row, by file and line.
  static constexpr const char* kCompiled = "compiled/who";
  [[nodiscard]] static Result<std::string> compile(const Knowledge& knowledge);
  Base(Base&&) noexcept;
  Base& operator=(Base&&) noexcept;
  ~Base();

  [[nodiscard]] const std::vector<Entity>& entities() const;
  [[nodiscard]] const NameRules& names() const;
  // Wikidata ids of all entities, sorted, without doubles (`kb list --qids`).
  [[nodiscard]] std::vector<std::string> qids() const;

  struct Impl;
  [[nodiscard]] const Impl& impl() const { return *impl_; }

 private:
  explicit Base(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace annalist::who
