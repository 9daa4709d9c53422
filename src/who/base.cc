#include "who/base.h"

#include <set>

#include "base/archive.h"
#include "who/index.h"

namespace annalist::who {
namespace {

// The compiled rows and indexes, used where they lie. False when they are none, or another program's.
bool thaw(std::string_view bytes, Base::Impl& b) {
  ArchiveReader in(bytes);
  uint32_t format = 0;
  in(format);
  if (!in.good() || format != kCompiledFormat) return false;
  in(static_cast<Rows&>(b));
  bool whole = b.phrases.open(in.frozen());
  for (TextIndex* index : {&b.place_at, &b.by_family, &b.by_office}) whole = index->open(in.frozen()) && whole;
  return in.good() && whole;
}

}  // namespace

Held held(const Role& role, Day day) {
  if (role.from && day < *role.from) return Held::kNo;
  if (role.to && *role.to < day) return Held::kNo;
  if (!role.to && role.asserted_until && *role.asserted_until < day) return Held::kExpired;
  return Held::kYes;
}

const Country* Rows::country(std::string_view code) const {
  const auto found = country_by_code.find(code);
  return found == country_by_code.end() ? nullptr : &countries[found->second];
}

Result<Base> Base::load(const Knowledge& knowledge) {
  auto impl = std::make_unique<Impl>();
  const Knowledge::Compiled compiled = knowledge.compiled(kCompiled);
  if (thaw(compiled.bytes, *impl)) {
    impl->keeps = compiled.keeps;
    return Base(std::move(impl));
  }
  Result<std::string> bytes = compile(knowledge);
  if (!bytes) return bytes.error();
  impl = std::make_unique<Impl>();
  impl->own = std::move(bytes).value();
  ANNALIST_CHECK(thaw(impl->own, *impl));
  return Base(std::move(impl));
}

Base::Base(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Base::Base(Base&&) noexcept = default;
Base& Base::operator=(Base&&) noexcept = default;
Base::~Base() = default;

const std::vector<Entity>& Base::entities() const {
  return impl_->entities;
}
const NameRules& Base::names() const {
  return impl_->names;
}

std::vector<std::string> Base::qids() const {
  std::set<std::string> out;
  for (const Entity& e : impl_->entities)
    if (!e.wikidata.empty()) out.insert(e.wikidata);
  for (const Country& c : impl_->countries)
    if (!c.wikidata.empty()) out.insert(c.wikidata);
  return {out.begin(), out.end()};
}

}  // namespace annalist::who
