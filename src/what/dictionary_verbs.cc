// Verb files: synonym sets, blocks of verbs, and the patterns of a block.
#include <algorithm>
#include <map>

#include "base/utf8.h"
#include "what/dictionary_files.h"

namespace annalist::what {
namespace {

// Reads one file; what a line means depends on what stands above it.
class VerbReader {
 public:
  VerbReader(const DictionaryFile& file, DictionarySink& sink) : file_(file), sink_(sink), out_(sink.out) {}

  void read() {
    headers_ = std::any_of(file_.lines.begin(), file_.lines.end(), [](const DictionaryLine& l) { return trim(l.text).rfind("---", 0) == 0; });
    for (const DictionaryLine& line : file_.lines) {
      line_ = &line;
      read_line(utf8::lower(trim(line.text)));
    }
    for (Synset& s : out_.synsets)
      std::stable_sort(s.phrases.begin(), s.phrases.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    for (auto& [word, forms] : out_.verbs)
      std::stable_sort(forms.begin(), forms.end(), [](const VerbForm& a, const VerbForm& b) { return length(a) > length(b); });
  }

 private:
  static size_t length(const VerbForm& f) { return f.after.size() + f.before.size(); }

  void complain(std::string what) { sink_.complain(file_, *line_, std::move(what)); }

  // Codes keep their case: the line as written is asked again.
  std::optional<std::string> code() {
    std::string head;
    return bracketed(line_->text, head);
  }

  void read_line(const std::string& text) {
    const bool header = text.rfind("---", 0) == 0;
    if (header || text[0] != '+') in_synset_ = false;
    if (text[0] == '~') {
      if (!transformations_) complain("PETRARCH2's transformations are not used, here and below");
      transformations_ = true;
      return;
    }
    if (header) return read_header();
    if (text[0] == '-') return read_pattern(text);
    if (text[0] == '&') return read_synset_name(text);
    if (text[0] == '+' && in_synset_) return read_synonym(text);
    read_verb(text);
  }

  void read_header() {
    const auto c = code();
    primary_ = c && !c->empty() ? *c : std::string(kNoCode);
    fresh_ = true;
  }

  // ---- synonym sets

  uint32_t synset_of(const std::string& name) {
    const auto [at, fresh] = names_.try_emplace(name, static_cast<uint32_t>(out_.synsets.size()));
    if (fresh) out_.synsets.emplace_back();
    return at->second;
  }

  void read_synset_name(std::string text) {
    plurals_ = text.back() != '_';
    if (!plurals_) text.pop_back();
    current_ = synset_of(text);
    in_synset_ = true;
  }

  void read_synonym(const std::string& text) {
    std::string words = text.substr(1);
    const bool whole = !plurals_ || words.back() == '_';
    while (!words.empty() && (words.back() == '_' || words.back() == ' ')) words.pop_back();
    std::replace(words.begin(), words.end(), ' ', '_');  // a synonym's words stand side by side
    std::vector<Element> phrase;
    if (!elements(words, phrase) || phrase.empty()) return;
    out_.synsets[current_].phrases.push_back(phrase);
    if (whole || phrase.back().kind != Element::Kind::kWord) return;
    phrase.back().word = plural_of(phrase.back().word);
    out_.synsets[current_].phrases.push_back(std::move(phrase));
  }

  // ---- patterns

  // "{a | b}" is one of the words, "{a b}" and "(in b)" are words of one phrase: both in text order.
  std::string flat(std::string_view text) {
    std::string out;
    for (size_t at = 0; at < text.size(); ++at) {
      const char c = text[at];
      const size_t close = c == '{' ? text.find('}', at) : std::string_view::npos;
      if (close != std::string_view::npos && text.substr(at, close - at).find('|') != std::string_view::npos) {
        std::string name = "&|";
        name.append(std::to_string(out_.synsets.size()));
        const uint32_t set = synset_of(name);
        for (std::string_view word : split(text.substr(at + 1, close - at - 1), '|')) {
          std::string joined(trim(word));
          std::replace(joined.begin(), joined.end(), ' ', '_');
          std::vector<Element> phrase;
          if (elements(joined, phrase) && !phrase.empty()) out_.synsets[set].phrases.push_back(std::move(phrase));
        }
        out.append(" ").append(name).append(" ");
        at = close;
      } else {
        out.push_back(c == '{' || c == '}' || c == '(' || c == ')' ? ' ' : c);
      }
    }
    return out;
  }

  // In text order; `glued` tells the joint to the element before. False, with a complaint, when a synset is not known.
  bool elements(std::string_view text, std::vector<Element>& out) {
    bool glued = false;
    for (size_t at = 0; at < text.size();) {
      if (text[at] == ' ' || text[at] == '\t' || text[at] == '_') {
        // "_ " and " _" leave a gap: only a bare underscore glues
        bool gap = false;
        for (; at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '_'); ++at) gap = gap || text[at] != '_';
        glued = !gap;
        continue;
      }
      size_t end = at;
      while (end < text.size() && text[end] != ' ' && text[end] != '\t' && text[end] != '_') ++end;
      Element e;
      if (!element(text.substr(at, end - at), e)) return false;
      e.glued = glued;
      glued = false;
      out.push_back(std::move(e));
      at = end;
    }
    trailing_glue_ = glued;
    return true;
  }

  bool element(std::string_view text, Element& e) {
    if (text == "$") e.kind = Element::Kind::kSource;
    else if (text == "+") e.kind = Element::Kind::kTarget;
    else if (text == "^") e.kind = Element::Kind::kSkip;
    else if (text == "%") e.kind = Element::Kind::kCompound;
    else if (text[0] == '&') {
      const auto at = names_.find(std::string(text));
      if (at == names_.end()) {
        complain("the synonym set " + std::string(text) + " is not told above");
        return false;
      }
      e.kind = Element::Kind::kSynset;
      e.synset = at->second;
    } else {
      e.word = std::string(text);
    }
    return true;
  }

  void read_pattern(const std::string& text) {
    const auto c = code();
    if (block_ < 0) return complain("a pattern before any verb");
    if (!c || c->empty()) return complain("a pattern without [code]");
    const std::string all = flat(std::string_view(text).substr(1, text.find('[') - 1));
    const size_t star = all.find('*');
    if (star == std::string::npos) return complain("a pattern without * for the verb");
    Pattern p;
    p.code = *c;
    p.rule = file_.at(*line_);
    std::vector<Element> before;
    if (!elements(std::string_view(all).substr(0, star), before)) return;
    bool glue = trailing_glue_;
    for (size_t i = before.size(); i-- > 0;) {  // from the verb outwards the joint is the one to the word nearer the verb
      const bool next = before[i].glued;
      p.before.push_back(std::move(before[i]));
      p.before.back().glued = glue;
      glue = next;
    }
    if (!elements(trim(std::string_view(all).substr(star + 1)), p.after)) return;
    if (!p.after.empty()) p.after[0].glued = star + 1 < all.size() && all[star + 1] == '_' && star + 2 < all.size() && all[star + 2] != ' ';
    out_.blocks[static_cast<size_t>(block_)].patterns.push_back(std::move(p));
  }

  // ---- verbs

  // "LASH OUT" is one verb, its first word is the one that bends.
  void read_verb(const std::string& text) {
    std::string name = text.substr(0, text.find_first_of("[{"));
    name = std::string(trim(name));
    if (name.empty()) return complain("no verb");
    std::string head;
    const auto own = code();
    if (!own && line_->text.find('[') != std::string::npos) return complain("a bracket without its end");
    std::string c = own && !own->empty() ? *own : headers_ ? primary_ : std::string(kNoCode);
    if (fresh_ || !headers_) open_block(name);
    if (block_ < 0) return complain("a verb before any --- block ---");
    fresh_ = false;
    if (name.find('+') == std::string::npos && name.find_first_of(" _") != std::string::npos) {
      while (name.back() == '_') name.pop_back();
      std::replace(name.begin(), name.end(), ' ', '_');
      if (name.find('_') != std::string::npos) name.insert(0, "+");
    }
    std::vector<std::string> forms{name};
    const size_t open = text.find('{');
    if (open != std::string::npos) {
      const size_t close = std::min(text.find('}', open), text.size());
      for (std::string_view form : split(std::string_view(text).substr(open + 1, close - open - 1), ' '))
        if (!trim(form).empty()) forms.emplace_back(trim(form));
    } else if (!out_.stems || name.find('+') != std::string::npos) {
      regular_forms(name, forms);
    }
    for (const std::string& form : forms) add_form(form, c);
  }

  // Blocks of one name are one: "--- SHOT ---" may come twice.
  void open_block(const std::string& name) {
    const auto [at, fresh] = block_names_.try_emplace(name, static_cast<int32_t>(out_.blocks.size()));
    if (fresh) out_.blocks.emplace_back();
    block_ = at->second;
  }

  static void regular_forms(const std::string& name, std::vector<std::string>& forms) {
    const size_t plus = name.find('+');
    const size_t begin = plus == std::string::npos ? 0 : plus + 1;
    const size_t end = std::min(name.find('_', begin), name.size());
    const std::string root = name.substr(begin, end - begin);
    if (root.empty()) return;
    const auto put = [&](std::string form) {
      std::string all = name;
      forms.push_back(all.replace(begin, end - begin, form));
    };
    const auto ends = [&](std::string_view tail) { return root.size() >= tail.size() && root.compare(root.size() - tail.size(), tail.size(), tail) == 0; };
    put(root + (ends("s") || ends("x") || ends("z") || ends("sh") || ends("ch") ? "es" : "s"));
    if (ends("e")) {
      put(root + "d");
      put(root.substr(0, root.size() - 1) + "ing");
      return;
    }
    put(root + "ed");
    put(root + "ing");
    if (!ends("y") || root.size() < 2) return;
    put(root.substr(0, root.size() - 1) + "ies");
    put(root.substr(0, root.size() - 1) + "ied");
  }

  // "wire_+tap": the verb is the word with the plus.
  void add_form(const std::string& form, const std::string& c) {
    VerbForm f;
    f.block = static_cast<uint32_t>(block_);
    f.code = c;
    f.rule = file_.at(*line_);
    std::string verb;
    bool after = false;
    for (std::string_view word : split(form, '_')) {
      if (word.empty()) continue;
      if (word[0] == '+' || (form.find('+') == std::string::npos && verb.empty())) {
        verb = std::string(word[0] == '+' ? word.substr(1) : word);
        after = true;
      } else if (after) {
        f.after.emplace_back(word);
      } else {
        f.before.insert(f.before.begin(), std::string(word));
      }
    }
    if (verb.empty()) return complain("no word of the verb is marked with +");
    auto& forms = out_.verbs[verb];
    for (VerbForm& old : forms)
      if (old.after == f.after && old.before == f.before) {
        old = std::move(f);  // the later entry counts
        return;
      }
    forms.push_back(std::move(f));
  }

  const DictionaryFile& file_;
  DictionarySink& sink_;
  Dictionaries& out_;
  const DictionaryLine* line_ = nullptr;
  std::map<std::string, uint32_t> names_;
  std::map<std::string, int32_t> block_names_;
  std::string primary_{kNoCode};
  bool in_synset_ = false;  // while synonyms are read
  uint32_t current_ = 0;
  int32_t block_ = -1;
  bool headers_ = false, fresh_ = false, plurals_ = true, transformations_ = false, trailing_glue_ = false;
};

}  // namespace

void read_verbs(const DictionaryFile& file, DictionarySink& sink) { VerbReader(file, sink).read(); }

}  // namespace annalist::what
