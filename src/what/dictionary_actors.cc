// Actor, agent, discard and issue files.
#include <algorithm>
#include <charconv>
#include <map>

#include "base/utf8.h"
#include "what/dictionary_files.h"

namespace annalist::what {
namespace {

// "19950601", or "950601" with the century that KEDS, TABARI and PETRARCH agree on.
std::optional<Day> read_day(std::string_view digits) {
  constexpr int kLastYearOf2000s = 30;
  uint32_t n = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
  if (failed != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  auto year = static_cast<int32_t>(n / 10000);
  if (digits.size() == 6) year += year <= kLastYearOf2000s ? 2000 : 1900;
  else if (digits.size() != 8) return std::nullopt;
  const Civil c{year, n / 100 % 100, n % 100};
  if (!valid(c)) return std::nullopt;
  return day_of(c);
}

// "HOBGOV 19950601 - 19990815", "HOB < 950601", "DOL"; an error says what is wrong with it.
std::optional<std::string> read_dated(std::string_view text, DatedCode& out) {
  const size_t blank = text.find_first_of(" \t<>");
  out.code = std::string(text.substr(0, blank));
  if (out.code.empty()) return "no code in the brackets";
  std::string when;
  for (const char c : blank == std::string_view::npos ? std::string_view() : text.substr(blank))
    if (c != ' ' && c != '\t') when.push_back(c);
  if (when.empty()) return std::nullopt;
  if (when[0] == '<' || when[0] == '>') {
    const auto day = read_day(std::string_view(when).substr(1));
    if (!day) return "no date YYMMDD or YYYYMMDD: " + when;
    (when[0] == '<' ? out.to : out.from) = day;
    return std::nullopt;
  }
  const size_t dash = when.find('-');
  if (dash == std::string::npos) return "neither <DATE, >DATE nor DATE-DATE: " + when;
  out.from = read_day(std::string_view(when).substr(0, dash));
  out.to = read_day(std::string_view(when).substr(dash + 1));
  if (!out.from || !out.to) return "no date YYMMDD or YYYYMMDD: " + when;
  if (*out.to < *out.from) return "ends before it begins: " + when;
  return std::nullopt;
}

// "!PERSON! = MAN, WOMAN": the words that a mark stands for.
using Marks = std::map<std::string, std::vector<std::string>>;

// Every phrase that a phrase with marks stands for.
std::vector<std::string> expand(const std::string& phrase, const Marks& marks) {
  const size_t open = phrase.find('!');
  const size_t close = open == std::string::npos ? open : phrase.find('!', open + 1);
  if (close == std::string::npos) return {phrase};
  const auto at = marks.find(phrase.substr(open, close - open + 1));
  std::vector<std::string> out;
  if (at == marks.end()) return out;
  for (const std::string& word : at->second) {
    std::string one = phrase.substr(0, open);
    one.append(word).append(phrase.substr(close + 1));
    for (std::string& more : expand(one, marks)) out.push_back(std::move(more));
  }
  return out;
}

// "ATTORNEY_GENERAL {ATTORNEYS_GENERAL}", "POLICE {}", "JUDGE": the phrase and its plural, if it has one.
std::vector<std::string> with_plural(std::string_view text) {
  const size_t open = text.find('{');
  std::string phrase = utf8::lower(trim(text.substr(0, open)));
  std::vector<std::string> out{phrase};
  if (open != std::string_view::npos) {
    const size_t close = std::min(text.find('}', open), text.size());
    if (const auto plural = trim(text.substr(open + 1, close - open - 1)); !plural.empty()) out.push_back(utf8::lower(plural));
  } else if (phrase.find('!') == std::string::npos) {
    const bool joint = !phrase.empty() && phrase.back() == '_';
    if (joint) phrase.pop_back();
    const bool done = phrase.size() > 1 && phrase.back() == 's' && phrase[phrase.size() - 2] != 's';  // "FORCES", not "PRESS"
    if (!done) out.push_back(plural_of(phrase));
  }
  return out;
}

void add_mark(const std::string& line, Marks& marks) {
  const size_t equals = line.find('=');
  std::vector<std::string>& words = marks[utf8::lower(trim(std::string_view(line).substr(0, equals)))];
  for (std::string_view word : split(std::string_view(line).substr(equals + 1), ',')) words.push_back(utf8::lower(trim(word)));
}

}  // namespace

void read_actors(const DictionaryFile& file, DictionarySink& sink) {
  Dictionaries& out = sink.out;
  bool open = false;  // a primary phrase stands above
  const auto add_code = [&](const DictionaryLine& line, std::string_view text) {
    DatedCode code;
    if (const auto wrong = read_dated(text, code)) return sink.complain(file, line, *wrong);
    out.actor_codes.back().push_back(std::move(code));
  };
  for (const DictionaryLine& line : file.lines) {
    if (line.text.find("---STOP---") != std::string::npos) break;
    std::string head;
    const std::string_view text = trim(line.text);
    const auto code = bracketed(text, head);
    if (!code && text.find('[') != std::string_view::npos) {
      sink.complain(file, line, "a bracket without its end");
      continue;
    }
    if (text[0] == '[') {
      if (open) add_code(line, *code);
      else sink.complain(file, line, "a code before any actor");
      continue;
    }
    const bool synonym = text[0] == '+';
    if (synonym && !open) {
      sink.complain(file, line, "a synonym before any actor");
      continue;
    }
    DictionaryPhrase phrase = read_phrase(synonym ? std::string_view(head).substr(1) : std::string_view(head));
    if (phrase.words.empty()) {
      sink.complain(file, line, "no words");
      continue;
    }
    if (!synonym) out.actor_codes.emplace_back();
    open = true;
    out.actors.push_back({std::move(phrase), static_cast<uint32_t>(out.actor_codes.size() - 1)});
    if (code) add_code(line, *code);
  }
}

void read_agents(const DictionaryFile& file, DictionarySink& sink) {
  Marks marks;
  for (const DictionaryLine& line : file.lines) {
    if (trim(line.text)[0] == '!' && line.text.find('=') != std::string::npos) {
      add_mark(line.text, marks);
      continue;
    }
    std::string head;
    const auto code = bracketed(line.text, head);
    if (!code || code->size() < 2) {
      sink.complain(file, line, "no [~CODE] or [CODE~]");
      continue;
    }
    Agent agent;
    agent.before = code->back() == '~';
    agent.code = agent.before ? code->substr(0, code->size() - 1) : code->substr(code->front() == '~' ? 1 : 0);
    size_t made = 0;
    for (const std::string& form : with_plural(head))
      for (const std::string& phrase : expand(form, marks)) {
        agent.phrase = read_phrase(phrase);
        if (agent.phrase.words.empty()) continue;
        sink.out.agents.push_back(agent);
        ++made;
      }
    if (made == 0) sink.complain(file, line, head.find('!') == std::string::npos ? "no words" : "the mark between ! and ! is not told above");
  }
}

void read_discards(const DictionaryFile& file, DictionarySink& sink) {
  for (const DictionaryLine& line : file.lines) {
    std::string_view text = trim(line.text);
    Discard d;
    d.story = text[0] == '+';
    if (d.story) text.remove_prefix(1);
    d.phrase = read_phrase(text);
    if (d.phrase.words.empty()) {
      sink.complain(file, line, "no words");
      continue;
    }
    for (size_t i = 0; i + 1 < d.phrase.words.size(); ++i) d.phrase.words[i].glued = true;
    sink.out.discards.push_back(std::move(d));
  }
}

namespace {

// "n:atrocity", "v:purge": the regular forms of a noun or verb.
std::vector<std::string> issue_forms(std::string_view word) {
  if (word.rfind("n:", 0) == 0) return {std::string(word.substr(2)), plural_of(word.substr(2))};
  if (word.rfind("v:", 0) != 0) return {std::string(word)};
  const std::string root(word.substr(2));
  const bool e = !root.empty() && root.back() == 'e';
  std::string ing = e ? root.substr(0, root.size() - 1) : root;
  return {root, root + "s", root + (e ? "d" : "ed"), ing.append("ing")};
}

}  // namespace

void read_issues(const DictionaryFile& file, DictionarySink& sink) {
  for (const DictionaryLine& line : file.lines) {
    std::string head;
    const auto code = bracketed(line.text, head);
    const bool ignore = !head.empty() && head[0] == '~';
    if (!ignore && !code) {
      sink.complain(file, line, "no [CODE]");
      continue;
    }
    std::string text = utf8::lower(head);
    text.erase(0, text.find_first_not_of('~'));
    std::vector<std::string> forms{""};
    for (std::string_view word : split(text, ' ')) {
      std::vector<std::string> more;
      for (const std::string& so_far : forms)
        for (std::string& form : issue_forms(trim(word))) {
          std::string joined = so_far;
          more.push_back(joined.append(so_far.empty() ? "" : "_").append(form));
        }
      forms = std::move(more);
    }
    for (std::string& form : forms) {
      std::replace(form.begin(), form.end(), '+', '_');
      Issue issue{read_phrase(form), ignore ? std::string() : *code};
      if (!issue.phrase.words.empty()) sink.out.issues.push_back(std::move(issue));
    }
  }
}

}  // namespace annalist::what
