#include "when/automaton.h"

#include <algorithm>

namespace annalist::when {

Class Alphabet::intern(std::string_view name) {
  const auto found = names_.find(name);
  if (found != names_.end()) return found->second;
  const auto id = static_cast<Class>(names_.size());
  names_.emplace(std::string(name), id);
  return id;
}

Signature Alphabet::signature(std::vector<Class> classes) {
  std::sort(classes.begin(), classes.end());
  classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
  const auto [it, fresh] = ids_.try_emplace(classes, static_cast<Signature>(signatures_.size()));
  if (fresh) signatures_.push_back(std::move(classes));
  return it->second;
}

bool Alphabet::bears(Signature s, Class c) const {
  return std::binary_search(signatures_[s].begin(), signatures_[s].end(), c);
}

namespace {

using Lets = std::map<std::string, std::string, std::less<>>;

// Recursive descent over one pattern; every parse_* adds nodes and gives the fragment's ends.
class Compiler {
 public:
  struct Fragment {
    uint32_t in, out;
  };
  Compiler(std::vector<Node>& nodes, const Lets& lets, Alphabet& alphabet)
      : nodes_(nodes), lets_(lets), alphabet_(alphabet) {}

  Result<Fragment> compile(std::string_view text, int depth = 0) {
    if (depth > 16) return bad("parts that use themselves");
    const std::string_view outer = text_;
    const size_t outer_at = at_;
    text_ = text, at_ = 0, depth_ = depth;
    auto made = alternatives();
    skip();
    if (made && at_ < text_.size()) made = bad("unexpected '" + std::string(1, text_[at_]) + "'");
    text_ = outer, at_ = outer_at, depth_ = depth - 1;
    return made;
  }

 private:
  static Error bad(std::string what) { return {Code::kMalformed, std::move(what), "", ""}; }
  uint32_t fresh() {
    nodes_.emplace_back();
    return static_cast<uint32_t>(nodes_.size() - 1);
  }
  void link(uint32_t from, uint32_t to, int field = -1, int32_t value = 0) {
    nodes_[from].marks.push_back({static_cast<int8_t>(field), value, to});
  }
  void skip() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }
  char peek() {
    skip();
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  std::string_view word() {
    const size_t from = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_')) ++at_;
    return text_.substr(from, at_ - from);
  }

  Result<Fragment> alternatives() {
    Fragment all{fresh(), fresh()};
    for (;;) {
      const auto one = sequence();
      if (!one) return one;
      link(all.in, one->in);
      link(one->out, all.out);
      if (peek() != '|') return all;
      ++at_;
    }
  }

  Result<Fragment> sequence() {
    Fragment row{fresh(), 0};
    row.out = row.in;
    for (char c = peek(); c != '\0' && c != '|' && c != ')'; c = peek()) {
      auto item = atom();
      if (!item) return item;
      if (peek() == '?') {
        ++at_;
        const Fragment maybe{fresh(), fresh()};
        link(maybe.in, item->in);
        link(item->out, maybe.out);
        link(maybe.in, maybe.out);
        item = maybe;
      }
      link(row.out, item->in);
      row.out = item->out;
    }
    return row;
  }

  Result<Fragment> atom() {
    switch (peek()) {
      case '(':
        return group();
      case '"':
        return literal();
      case '{':
        return assignment();
      case '<':
        return extent(Field::kBegin);
      case '>':
        return extent(Field::kEnd);
      case '$':
        return part();
      default:
        return classed();
    }
  }

  Result<Fragment> group() {
    ++at_;
    auto inside = alternatives();
    if (!inside) return inside;
    if (peek() != ')') return bad("missing ')'");
    ++at_;
    return inside;
  }

  Result<Fragment> literal() {
    const size_t close = text_.find('"', ++at_);
    if (close == std::string_view::npos) return bad("missing '\"'");
    std::string_view words = text_.substr(at_, close - at_);
    at_ = close + 1;
    Fragment row{fresh(), 0};
    row.out = row.in;
    while (!words.empty()) {
      const size_t blank = std::min(words.find(' '), words.size());
      const uint32_t next = fresh();
      nodes_[row.out].steps.push_back({alphabet_.intern(words.substr(0, blank)), -1, next});
      row.out = next;
      words.remove_prefix(std::min(blank + 1, words.size()));
    }
    return row;
  }

  Result<Fragment> assignment() {
    ++at_;
    const auto field = field_of(word());
    if (!field || peek() != '=') return bad("unknown field in {…}");
    ++at_;
    const size_t close = text_.find('}', at_);
    if (close == std::string_view::npos) return bad("missing '}'");
    const auto value = symbol_value(text_.substr(at_, close - at_));
    if (!value) return bad("unknown value '" + std::string(text_.substr(at_, close - at_)) + "'");
    at_ = close + 1;
    const Fragment row{fresh(), fresh()};
    link(row.in, row.out, static_cast<int>(*field), *value);
    return row;
  }

  Result<Fragment> extent(Field mark) {
    ++at_;
    const Fragment row{fresh(), fresh()};
    link(row.in, row.out, static_cast<int>(mark), 0);
    return row;
  }

  Result<Fragment> part() {
    ++at_;
    const std::string_view name = word();
    const auto found = lets_.find(name);
    if (found == lets_.end()) return bad("unknown part $" + std::string(name));
    return compile(found->second, depth_ + 1);
  }

  Result<Fragment> classed() {
    const std::string_view name = word();
    if (name.empty()) return bad("unexpected '" + std::string(1, text_[at_]) + "'");
    if (name[0] < 'A' || name[0] > 'Z') return bad("words need quotes: " + std::string(name));
    int field = -1;
    if (at_ < text_.size() && text_[at_] == ':') {
      ++at_;
      const auto f = field_of(word());
      if (!f) return bad("unknown field after " + std::string(name));
      field = static_cast<int>(*f);
    }
    const Fragment row{fresh(), fresh()};
    nodes_[row.in].steps.push_back({alphabet_.intern(name), static_cast<int8_t>(field), row.out});
    return row;
  }

  std::vector<Node>& nodes_;
  const Lets& lets_;
  Alphabet& alphabet_;
  std::string_view text_;
  size_t at_ = 0;
  int depth_ = 0;
};

using Set = std::vector<uint32_t>;

void close(const std::vector<Node>& nodes, Set& set) {
  std::vector<uint32_t> todo = set;
  std::vector<bool> seen(nodes.size(), false);
  for (uint32_t n : set) seen[n] = true;
  while (!todo.empty()) {
    const uint32_t n = todo.back();
    todo.pop_back();
    for (const Node::Mark& m : nodes[n].marks) {
      if (seen[m.to]) continue;
      seen[m.to] = true;
      set.push_back(m.to);
      todo.push_back(m.to);
    }
  }
  // Only nodes that consume or accept tell states apart.
  std::erase_if(set, [&](uint32_t n) { return nodes[n].steps.empty() && !nodes[n].marks.empty(); });
  std::sort(set.begin(), set.end());
}

}  // namespace

Status Automaton::add(std::string name, std::string_view pattern, const Lets& lets, Alphabet& alphabet) {
  Pattern p;
  p.name = std::move(name);
  p.first = static_cast<uint32_t>(nodes_.size());
  Compiler compiler(nodes_, lets, alphabet);
  const auto made = compiler.compile(pattern);
  if (!made) return made.error();
  p.start = made->in, p.accept = made->out;
  p.last = static_cast<uint32_t>(nodes_.size());
  patterns_.push_back(std::move(p));
  return {};
}

void Automaton::seal(const Alphabet& alphabet) {
  width_ = alphabet.signatures().size();
  std::map<Class, std::vector<Signature>> bearers;
  for (size_t s = 1; s < width_; ++s)
    for (Class c : alphabet.signatures()[s]) bearers[c].push_back(static_cast<Signature>(s));
  std::map<uint32_t, uint16_t> accept_of;
  Set start;
  for (size_t i = 0; i < patterns_.size(); ++i) {
    start.push_back(patterns_[i].start);
    accept_of[patterns_[i].accept] = static_cast<uint16_t>(i);
  }
  close(nodes_, start);
  std::map<Set, uint32_t> ids{{start, 0}};
  std::vector<const Set*> todo{&ids.begin()->first};
  for (size_t i = 0; i < todo.size(); ++i) {
    const Set& state = *todo[i];
    std::vector<uint16_t> accepted;
    std::map<Signature, Set> moves;
    for (uint32_t n : state) {
      if (const auto a = accept_of.find(n); a != accept_of.end()) accepted.push_back(a->second);
      for (const Node::Step& step : nodes_[n].steps)
        for (Signature s : bearers[step.on]) moves[s].push_back(step.to);
    }
    std::sort(accepted.begin(), accepted.end());
    accepts_.push_back(std::move(accepted));
    table_.resize(table_.size() + width_, 0);
    std::map<Set, uint32_t> same;  // signatures often lead to one raw set
    for (auto& [s, raw] : moves) {
      std::sort(raw.begin(), raw.end());
      raw.erase(std::unique(raw.begin(), raw.end()), raw.end());
      auto [known, fresh_raw] = same.try_emplace(raw, 0);
      if (fresh_raw) {
        Set closed = raw;
        close(nodes_, closed);
        const auto [it, fresh] = ids.try_emplace(std::move(closed), static_cast<uint32_t>(todo.size()));
        if (fresh) todo.push_back(&it->first);
        known->second = it->second;
      }
      table_[i * width_ + s] = known->second;
    }
  }
}

}  // namespace annalist::when
