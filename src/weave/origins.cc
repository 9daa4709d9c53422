#include <algorithm>
#include <map>
#include <set>

#include "base/utf8.h"
#include "weave/judge.h"
#include "weave/sketch.h"

namespace annalist::weave {
namespace {

constexpr size_t kComparedTexts = 100;       // of a much-told event
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
  std::string content, credit;
  const std::vector<uint64_t>* sketch = nullptr;
};

std::map<std::string, Telling> tellings(const std::vector<const ClaimRecord*>& claims) {
  std::map<std::string, Telling> out;
  for (const ClaimRecord* c : claims) {
    Telling& t = out[c->document_key];
    t.content = c->content_sha256;
    if (t.credit.empty()) t.credit = utf8::fold(c->credit);
    if (!t.sketch || t.sketch->empty()) t.sketch = &c->sketch;
    if (t.outlet.empty()) t.outlet = utf8::fold(c->outlet);
    const std::string source = c->chain.empty() ? c->source : c->chain.back();
    if (!source.empty()) t.sources.insert(utf8::fold(source));
    if (c->text.size() >= kCopiedSentenceBytes) t.sentences.insert(utf8::fold(c->text));
  }
  return out;
}

// The names that a telling rests on: its sources; without any, the agency it credits, its outlet, or its own text.
std::set<std::string> rests_on(const Telling& t) {
  if (!t.sources.empty()) return t.sources;
  if (!t.credit.empty()) return {t.credit};
  return {t.outlet.empty() ? "text " + t.content : t.outlet};
}

using Documents = std::map<std::string, Telling>;

// Numbers of the documents that are copies of each other: equal texts, equal long clauses, or most of the words.
std::map<std::string, std::string> copies(const Documents& documents) {
  Classes classes;
  std::map<std::string, std::string> first_of;  // content or clause -> a document
  std::vector<const Documents::value_type*> seen;
  for (const auto& document : documents) {
    const auto& [key, t] = document;
    std::set<std::string> marks = t.sentences;
    marks.insert("text " + t.content);
    for (const std::string& mark : marks) classes.join(first_of.emplace(mark, key).first->second, key);
    for (size_t i = 0; i < seen.size() && i < kComparedTexts; ++i)
      if (containment(*seen[i]->second.sketch, *t.sketch) >= kNearCopy) classes.join(seen[i]->first, key);
    seen.push_back(&document);
  }
  std::map<std::string, std::string> group;
  for (const auto& [key, t] : documents) group[key] = classes.find(key);
  return group;
}

}  // namespace

Origins origins_of(const std::vector<const ClaimRecord*>& claims) {
  const auto documents = tellings(claims);
  Origins out;
  Classes classes;
  std::map<std::string, std::set<std::string>> cites;  // outlet -> what it rests on
  std::map<std::string, std::set<std::string>> group_names;
  const auto group_of = copies(documents);
  for (const auto& [key, t] : documents) {
    const auto names = rests_on(t);
    for (const auto& name : names) classes.find(name);
    if (!t.outlet.empty()) cites[t.outlet].insert(names.begin(), names.end());
    const auto [it, fresh] = group_names.emplace(group_of.at(key), names);
    if (fresh) continue;
    out.copied = true;
    // Copies add nothing: two holders that one text names stay two, other names for the same words become one.
    if (it->second == names) continue;
    for (const auto& name : names)
      if (!it->second.contains(name)) classes.join(*it->second.begin(), name);
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
