#include <algorithm>
#include <map>
#include <set>

#include "base/utf8.h"
#include "weave/judge.h"

namespace annalist::weave {
namespace {

constexpr size_t kCopiedSentenceBytes = 60;  // shorter clauses are alike by chance

// Classes of names that stand for one origin. Ordered maps: the result does not depend on the order of joins.
class Classes {
 public:
  std::string find(const std::string& name) {
    auto it = parent_.emplace(name, name).first;
    if (it->second == name) return name;
    return it->second = find(std::string(it->second));
  }
  void join(const std::string& a, const std::string& b) {
    const std::string x = find(a), y = find(b);
    if (x != y) parent_[std::max(x, y)] = std::min(x, y);
  }

 private:
  std::map<std::string, std::string> parent_;
};

struct Telling {
  std::string outlet;               // folded; empty = unknown
  std::set<std::string> sources;    // innermost named sources, folded
  std::set<std::string> sentences;  // long clauses, folded
  std::string content;
};

std::map<std::string, Telling> tellings(const std::vector<const ClaimRecord*>& claims) {
  std::map<std::string, Telling> out;
  for (const ClaimRecord* c : claims) {
    Telling& t = out[c->document_key];
    t.content = c->content_sha256;
    if (t.outlet.empty()) t.outlet = utf8::fold(c->outlet);
    const std::string source = c->chain.empty() ? c->source : c->chain.back();
    if (!source.empty()) t.sources.insert(utf8::fold(source));
    if (c->text.size() >= kCopiedSentenceBytes) t.sentences.insert(utf8::fold(c->text));
  }
  return out;
}

// The names that a telling rests on: its sources; without any, its outlet; without one, its own text.
std::set<std::string> rests_on(const Telling& t) {
  if (!t.sources.empty()) return t.sources;
  return {t.outlet.empty() ? "text " + t.content : t.outlet};
}

}  // namespace

Origins origins_of(const std::vector<const ClaimRecord*>& claims) {
  const auto documents = tellings(claims);
  Origins out;
  Classes classes;
  std::map<std::string, std::string> first_of_text;            // content or sentence -> a name of its teller
  std::map<std::string, std::set<std::string>> cites;          // outlet -> what it rests on
  for (const auto& [key, t] : documents) {
    const auto names = rests_on(t);
    for (const auto& name : names) classes.find(name);
    if (!t.outlet.empty()) cites[t.outlet].insert(names.begin(), names.end());
    std::set<std::string> marks = t.sentences;
    marks.insert("text " + t.content);
    for (const std::string& mark : marks) {
      const auto [it, fresh] = first_of_text.emplace(mark, *names.begin());
      if (fresh) continue;
      out.copied = true;
      for (const auto& name : names) classes.join(it->second, name);
    }
  }
  // A source that is itself a teller here rests on whatever it cites.
  std::set<std::string> used;
  for (const auto& [outlet, names] : cites) used.insert(names.begin(), names.end());
  for (const auto& [outlet, names] : cites) {
    if (!used.contains(outlet)) continue;
    for (const auto& name : names) {
      if (name != outlet && cites.contains(name) && cites.at(name).contains(outlet)) out.circular = true;
      classes.join(outlet, name);
    }
  }
  std::set<std::string> roots;
  for (const auto& [key, t] : documents)
    for (const auto& name : rests_on(t)) roots.insert(classes.find(name));
  out.count = static_cast<uint32_t>(roots.size());
  return out;
}

}  // namespace annalist::weave
